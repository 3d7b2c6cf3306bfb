"""Benchmarks whose plugin did not load: what the registry holds of them stays readable, and is marked."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Literal

from podium.registry.errors import PodiumError

if TYPE_CHECKING:
    from podium.registry.outcomes import Outcome, PluginSet

#: Why a benchmark's plugin did not load; empty where it did.
Absence = Literal["", "disabled", "failed", "not installed"]

#: What to say of the plugin.
SAID: dict[Absence, str] = {
    "disabled": "is disabled",
    "failed": "failed to load",
    "not installed": "is not installed",
}

#: Row of the table ``meta`` that holds the statuses of plugins that did not load.
META_KEY = "plugins"


def of(connection: sqlite3.Connection, slug: str) -> Absence:
    """Return why the plugin of a benchmark did not load when the registry was last brought in step."""
    return every(connection).get(slug, "")


def every(connection: sqlite3.Connection) -> dict[str, Absence]:
    """Return the benchmarks whose plugin did not load, with the reason."""
    rows = connection.execute("SELECT slug, plugin, distribution FROM benchmarks WHERE NOT installed").fetchall()
    if not rows:
        return {}
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (META_KEY,)).fetchone()
    kept = json.loads(row[0]).get("absent", []) if row is not None else []
    statuses: dict[tuple[str, str], Absence] = {(name, distribution): status for name, distribution, status in kept}
    return {slug: statuses.get((plugin, distribution), "not installed") for slug, plugin, distribution in rows}


def kept(found: PluginSet) -> list[tuple[str, str, Absence]]:
    """Return what :func:`every` reads: name, distribution and status of every plugin that did not load."""
    return [
        (one.name, one.distribution, "disabled" if one.status == "disabled" else "failed")
        for one in found.outcomes
        if one.status != "loaded"
    ]


def missing(connection: sqlite3.Connection, slug: str, found: PluginSet) -> PodiumError:
    """Return the error of a command that needs a benchmark's plugin: which it is, and how to get it.

    Args:
        connection: Registry, which knows the benchmark unless it is of a plugin that never was loaded with this one.
        slug: The benchmark.
        found: The plugins there are.
    """
    row = connection.execute(
        "SELECT name, plugin, distribution, version FROM benchmarks WHERE slug = ?", (slug,)
    ).fetchone()
    if row is None:
        return PodiumError(f"no plugin brings benchmark {slug}", "podium plugins lists those that are there")
    name, plugin, distribution = row["name"], row["plugin"], row["distribution"]
    its = f"{name} needs its plugin {plugin}"
    for one in found.outcomes:
        if (one.name, one.distribution) == (plugin, distribution):
            return _told(its, one, row["version"])
    if distribution:
        hint = f"podium plugins install {distribution}"
        return PodiumError(f"{its} of {distribution} {row['version']}, which is not installed", hint)
    from podium.registry import database

    hint = f"put {plugin}.py back into {database.home() / 'plugins'}, or name its folder with --plugins-dir"
    return PodiumError(f"{its}, a single file that is not there", hint)


def _told(its: str, one: Outcome, version: str) -> PodiumError:
    if one.status == "disabled":
        if one.reason.startswith("podium "):
            return PodiumError(f"{its}, which is disabled", one.reason)
        return PodiumError(f"{its}, which is left out", one.reason)
    if one.status == "loaded":
        earlier = f"; {one.distribution} {version} did" if one.distribution else ""
        return PodiumError(f"{its}, which does not bring it any more{earlier}", f"podium plugins show {one.name}")
    said = f"{its}, which failed at {one.stage}: {one.reason}"
    return PodiumError(said, f"podium plugins show {one.name} tells more")
