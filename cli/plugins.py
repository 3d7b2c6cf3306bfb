"""``podium plugins``: works with every plugin and even the registry file broken."""

from __future__ import annotations

import dataclasses
import os

import click

from podium.cli import output
from podium.cli.app import App, example
from podium.cli.output import Column, Screen
from podium.cli.plugin_check import check
from podium.cli.plugin_install import install, uninstall
from podium.cli.plugin_new import new
from podium.cli.plugin_show import show
from podium.cli.plugin_switch import disable, enable
from podium.registry import formats
from podium.registry.errors import EXIT_FAILURE, PodiumError
from podium.registry.outcomes import Outcome


@click.group(invoke_without_command=True, epilog=example("podium plugins check mmlu_pro"))
@output.json_option
@click.pass_context
def plugins(ctx: click.Context, as_json: bool) -> None:
    """List the plugins, and why one did not load.

    Plugins are discovered afresh and the registry is brought in step with them. PODIUM_LOAD_PLUGINS
    restricts third-party plugins: unset loads all, empty loads none, a comma-separated list loads only
    those named. With --debug the tracebacks of failures are shown.

    The exit code is 1 where PODIUM_STRICT_PLUGINS is set and a plugin failed.
    """
    if ctx.invoked_subcommand is not None:
        return
    from podium.registry import startup
    from podium.registry.discovery import discover

    app = ctx.ensure_object(App)
    place = app.place
    # Not startup.load_plugins: a strict setting must not keep this command from telling what is wrong.
    found = discover([place.user_folder], os.environ.get("PODIUM_LOAD_PLUGINS"), place.plugins_dirs)
    try:
        startup.update(place, found)
    except PodiumError as error:
        output.complain("warning", f"the registry was not brought in step: {error.message}", error.hint)
    if as_json:
        output.print_json([_json(outcome, app.debug) for outcome in found.outcomes])
    else:
        _show(found.outcomes, app.debug)
    if found.failures and startup.strict():
        ctx.exit(EXIT_FAILURE)


plugins.add_command(check)
plugins.add_command(new)
plugins.add_command(show)
plugins.add_command(install)
plugins.add_command(uninstall)
plugins.add_command(enable)
plugins.add_command(disable)


def _show(outcomes: list[Outcome], debug: bool) -> None:
    screen = Screen()
    if not outcomes:
        screen.faint("No plugins are installed.")
    else:
        _add_table(screen, outcomes)
    for outcome in outcomes:
        if outcome.status == "disabled" and outcome.reason.startswith("podium "):
            screen.item(f"{outcome.name} is disabled; {outcome.reason}")
    for outcome in outcomes:
        if outcome.reason and outcome.status != "disabled":
            screen.blank()
            screen.item(f"{outcome.name} {outcome.status} at {outcome.stage}: {outcome.reason}", bullet="✗")
            screen.indented(outcome.target, "dim")
            if debug and outcome.trace:
                screen.indented(outcome.trace.rstrip(), "dim")
    screen.print()


def _add_table(screen: Screen, outcomes: list[Outcome]) -> None:
    screen.table(
        [
            Column("Plugin", style="bold"),
            Column("Version", rank=2),
            Column("Distribution", rank=1),
            Column("Status"),
            Column("Brings", shrink=True),
            Column("Hooks", rank=4),
            Column("Reason", rank=3, shrink=True),
        ],
        [
            (
                outcome.name,
                outcome.version,
                outcome.distribution or "single file",
                outcome.status if not outcome.stage else f"{outcome.status} ({outcome.stage})",
                ", ".join([*outcome.benchmarks, *(f"{prefix}:" for prefix in outcome.adapters), *outcome.labelers]),
                ", ".join(hook.removeprefix("podium_") for hook in outcome.hooks),
                outcome.reason,
            )
            for outcome in outcomes
        ],
    )
    loaded = sum(outcome.status == "loaded" for outcome in outcomes)
    rest = len(outcomes) - loaded
    screen.faint(f"{formats.count(loaded, 'plugin')} loaded" + (f", {rest} not" if rest else ""))


def _json(outcome: Outcome, debug: bool) -> dict[str, object]:
    data: dict[str, object] = dataclasses.asdict(outcome)
    if not debug:
        del data["trace"]
    return data
