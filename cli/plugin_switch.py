"""``podium plugins enable`` and ``disable``: leaving a plugin out without removing it. No plugin is imported."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from podium.cli import completing, output, plugin_names
from podium.cli.app import App, example, pass_app
from podium.registry import names, plugin_choices
from podium.registry.candidates import BUILT_IN
from podium.registry.errors import NotFound


@click.command(epilog=example("podium plugins disable mmlu_pro"))
@click.argument("name", shell_complete=completing.plugins)
@output.json_option
@pass_app
def disable(app: App, name: str, as_json: bool) -> None:
    """Leave a plugin out from now on, without removing it.

    NAME is a plugin's, also one of Podium's own, or the path of a single file. What the registry holds of its
    benchmarks stays readable, and is marked. The plugin is not imported, so this works for one that fails or hangs.
    """
    candidate = plugin_names.chosen(name, plugin_names.candidates(app))
    with _changing() as choices:
        already = candidate.identity in choices.disabled
        choices.disabled.add(candidate.identity)
    if as_json:
        output.print_json(_json(candidate.name, candidate.identity, disabled=True, changed=not already))
        return
    if already:
        click.echo(f"{candidate.name} is disabled already.")
        return
    click.echo(f"{candidate.name} is disabled; podium plugins enable {candidate.name} takes it back.")
    click.echo("Cards and results of its benchmarks stay readable, and are marked.")


@click.command(epilog=example("podium plugins enable mmlu_pro"))
@click.argument("name", shell_complete=completing.plugins)
@output.json_option
@pass_app
def enable(app: App, name: str, as_json: bool) -> None:
    """Take a plugin back that was disabled.

    One that was cut off because it hung is tried again. NAME is as in podium plugins disable. The next command loads
    the plugin.
    """
    try:
        candidate = plugin_names.chosen(name, plugin_names.candidates(app))
    except NotFound:
        # Its file or package may be gone since.
        with _changing() as choices:
            gone = [one for one in choices.disabled if name == one or names.key(_last(one)) == names.key(name)]
            choices.disabled.difference_update(gone)
        if not gone:
            raise
        if as_json:
            output.print_json(_json(_last(gone[0]), gone[0], disabled=False, changed=True))
            return
        click.echo(f"{name} is not disabled any more, and not there: podium plugins lists what is.")
        return
    with _changing() as choices:
        was_off, had_hung = candidate.identity in choices.disabled, candidate.identity in choices.hung
        choices.disabled.discard(candidate.identity)
        choices.hung.pop(candidate.identity, None)
    if as_json:
        output.print_json(_json(candidate.name, candidate.identity, disabled=False, changed=was_off or had_hung))
    elif had_hung:
        click.echo(f"{candidate.name} is tried again by the next command.")
    else:
        click.echo(f"{candidate.name} is enabled{'' if was_off else ' already'}.")
    restricted = os.environ.get("PODIUM_LOAD_PLUGINS")
    if restricted is not None and candidate.distribution != BUILT_IN:
        app.warn(f"PODIUM_LOAD_PLUGINS is set to {restricted!r}: it loads only third-party plugins that it names")


def _json(name: str, identity: str, *, disabled: bool, changed: bool) -> dict[str, Any]:
    return {"name": name, "identity": identity, "disabled": disabled, "changed": changed}


def _last(identity: str) -> str:
    """Return the name in an identity: what follows the distribution, or the stem of a file."""
    return Path(identity).stem if Path(identity).is_absolute() else identity.partition(":")[2]


@contextlib.contextmanager
def _changing() -> Iterator[plugin_choices.Choices]:
    with plugin_choices.changing() as choices:
        if choices.trouble:
            output.complain("warning", choices.trouble, "it is written anew")
        yield choices
