"""The plugins: those that failed, are disabled, or are asked for and not there."""

from __future__ import annotations

import os
from collections.abc import Iterator

from podium.cli.doctor.finding import Finding
from podium.registry import formats, names
from podium.registry.candidates import BUILT_IN
from podium.registry.outcomes import PluginSet
from podium.registry.startup import Place, strict


def look(place: Place) -> Iterator[Finding]:
    """Yield what is found of the plugins, all of which are loaded for it."""
    from podium.registry.discovery import discover

    wanted = os.environ.get("PODIUM_LOAD_PLUGINS")
    found = discover([place.user_folder], wanted, place.plugins_dirs)
    loaded = sum(outcome.status == "loaded" for outcome in found.outcomes)
    benchmarks = formats.count(len(found.benchmarks), "benchmark")
    yield Finding("plugins", "ok", f"{formats.count(loaded, 'plugin')} loaded, {benchmarks}")
    if found.trouble:
        yield Finding("plugins", "warning", found.trouble, "podium plugins disable writes it anew")
    for outcome in found.failures:
        detail = f"{outcome.name} failed at {outcome.stage}: {outcome.reason}"
        source = outcome.distribution
        package = f"podium plugins install {source} --upgrade, or podium plugins uninstall {source}"
        advice = package if source else f"mend or remove {outcome.target}"
        yield Finding("plugins", "failed" if strict() else "warning", detail, advice)
    for outcome in found.outcomes:
        if outcome.status == "disabled" and outcome.reason.startswith("podium "):
            yield Finding("plugins", "info", f"{outcome.name} is disabled", outcome.reason)
    if wanted:
        yield from _asked_for(wanted, found)


def _asked_for(wanted: str, found: PluginSet) -> Iterator[Finding]:
    """Yield the names in ``PODIUM_LOAD_PLUGINS`` that no third-party plugin has."""
    there = {name for one in found.outcomes for name in (one.name, one.distribution) if one.distribution != BUILT_IN}
    keys = {names.key(name) for name in there if name}
    for name in filter(None, map(str.strip, wanted.split(","))):
        if names.key(name) not in keys:
            near = names.nearest(name, sorted(filter(None, there)), limit=2)
            advice = f"did you mean {' or '.join(near)}?" if near else "podium plugins lists what is there"
            yield Finding("plugins", "warning", f"PODIUM_LOAD_PLUGINS names {name}, which is not there", advice)
