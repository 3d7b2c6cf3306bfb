"""``podium plugins install`` and ``uninstall``: packages of plugins. No plugin is imported, so a broken one can go."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from podium.cli import completing, installer, output, plugin_names
from podium.cli.app import App, example, pass_app
from podium.cli.installer import Installed
from podium.registry import formats, names, plugin_choices
from podium.registry.candidates import BUILT_IN
from podium.registry.data_files import near_path
from podium.registry.errors import EXIT_FAILURE, NotFound, PodiumError


@click.command(epilog=example("podium plugins install podium-shapes", "podium plugins install -e ./podium-shapes"))
@click.argument("specs", metavar="[SPEC]...", nargs=-1)
@click.option("-U", "--upgrade", is_flag=True, help="Install the newest version, also where one is there.")
@click.option("-e", "--editable", metavar="PATH", multiple=True, help="A folder to install so that edits count.")
@output.json_option
@click.pass_context
def install(
    ctx: click.Context, specs: tuple[str, ...], upgrade: bool, editable: tuple[str, ...], as_json: bool
) -> None:
    """Install packages of plugins.

    They go into the environment that Podium is in. SPEC is what pip takes: a name with or without a version, a folder,
    a wheel, an address. The line that is run, by pip, uv or pipx, is printed first. Podium and torch stay as they are:
    a plugin that needs others is not installed.

    The exit code is 1 where the installer fails, or nothing of what was installed brings a plugin.
    """
    _check_specs(specs, editable, ctx.ensure_object(App).place.user_folder)
    tool = installer.tool()
    line = installer.install_line(tool, specs, editable, upgrade=upgrade)
    before = installer.installed()
    code = installer.run(line)
    if code:
        raise PodiumError(f"{tool.name} ended with exit code {code}", "what it says stands above")
    after = installer.installed()
    wanted = {installer.required_name(spec) for spec in specs}
    paths = [*specs, *editable]
    named = {key for key, one in after.items() if key in wanted or any(installer.came_from(one, at) for at in paths)}
    changed = [one for key, one in after.items() if key in named or before.get(key) != one]
    bringing = [one for one in changed if one.plugins and one.name != BUILT_IN]
    if as_json:
        output.print_json([_json(one) for one in bringing])
    else:
        _tell_installed(bringing, specs or editable)
    if not bringing:
        ctx.exit(EXIT_FAILURE)


def _check_specs(specs: Sequence[str], editable: Sequence[str], single_files: Path) -> None:
    if not specs and not editable:
        raise click.UsageError("name what to install: a package, a folder, or -e PATH")
    for spec in specs:
        if spec.startswith("-") or not spec.strip():
            raise click.UsageError(f"{spec!r} is no requirement")
        if spec.endswith(".py"):
            raise PodiumError(f"{spec} is a single file, no package", f"copy it into {single_files}")
        if installer.required_name(spec) == BUILT_IN:
            raise PodiumError("that is Podium itself, no plugin", "upgrade it as you installed it")
        if installer.is_path(spec) and not os.path.lexists(installer.without_extras(spec)):
            raise _nothing_at(spec, "file or folder", "a package of an index is given by its name alone")
    for path in editable:
        if not Path(installer.without_extras(path)).is_dir():
            raise _nothing_at(path, "folder", "-e takes the folder that holds pyproject.toml")


def _nothing_at(path: str, what: str, hint: str) -> PodiumError:
    near = near_path(installer.without_extras(path), folders=what == "folder")
    return PodiumError(f"there is no {what} {path}", f"did you mean {near}?" if near else hint)


def _json(one: Installed) -> dict[str, Any]:
    disabled = plugin_choices.read().disabled
    plugins = [{"name": plugin.name, "disabled": plugin.identity in disabled} for plugin in one.plugins]
    return {"package": one.name, "version": one.version, "plugins": plugins}


def _tell_installed(bringing: Sequence[Installed], asked: Sequence[str]) -> None:
    """Say which plugins are there now."""
    if not bringing:
        said = formats.listed(asked)
        click.echo(f"{said} brings no Podium plugin: no package of it has an entry point in podium.plugins.")
        return
    disabled = plugin_choices.read().disabled
    for one in bringing:
        click.echo(f"{one.name} {one.version} brings {_plugins(one)}.")
        for plugin in one.plugins:
            if plugin.identity in disabled:
                click.echo(f"{plugin.name} is disabled: podium plugins enable {plugin.name}")
    click.echo(f"Next: podium plugins check {' '.join(plugin.name for one in bringing for plugin in one.plugins)}")


def _plugins(one: Installed) -> str:
    word = "the plugin" if len(one.plugins) == 1 else "the plugins"
    return f"{word} {formats.listed([plugin.name for plugin in one.plugins])}"


@click.command(epilog=example("podium plugins uninstall podium-shapes"))
@click.argument("name", shell_complete=completing.plugins)
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@output.json_option
@pass_app
def uninstall(app: App, name: str, yes: bool, as_json: bool) -> None:
    """Remove a package of plugins.

    NAME is the package's or a plugin's. What the registry holds of its benchmarks stays readable, and is marked. The
    plugin is not imported, so this works for one that fails or hangs.
    """
    one = _removable(app, name)
    data = _json(one)
    tool = installer.tool()
    if not yes:
        output.confirm_removal(f"Uninstall {one.name} {one.version}, which brings {_plugins(one)}?")
    code = installer.run([*tool.uninstall, one.name])
    # pip ends well where it leaves alone what is outside its environment.
    if code or installer.still_there(one.name):
        ended = f" (exit code {code})" if code else ""
        raise PodiumError(f"{tool.name} did not remove {one.name}{ended}", "what it says stands above")
    _forget(one)
    if as_json:
        output.print_json(data)
        return
    click.echo(f"{one.name} {one.version} is uninstalled, and {_plugins(one)} with it.")
    click.echo("Cards and results of its benchmarks stay readable, and are marked.")


def _removable(app: App, name: str) -> Installed:
    """Return the package that a name means.

    Raises:
        NotFound: If there is none; near names are given.
        PodiumError: If it is none that Podium should remove.
    """
    there = installer.installed()
    key = installer.package_key(name)
    if key == BUILT_IN:
        raise PodiumError("that is Podium itself", "remove it as you installed it")
    if key in there:
        if not there[key].plugins:
            raise PodiumError(f"{there[key].name} brings no Podium plugin", "remove it as you installed it")
        return there[key]
    candidates = plugin_names.candidates(app)
    try:
        plugin = plugin_names.chosen(name, candidates)
    except NotFound:
        others = [one.name for one in there.values() if one.plugins and one.name != BUILT_IN]
        near = names.nearest(name, dict.fromkeys([*others, *(one.name for one in candidates)]))
        raise NotFound("plugin or package", name, near, "podium plugins lists them") from None
    if not plugin.distribution:
        raise PodiumError(f"{plugin.name} is a single file", f"remove {plugin.target}")
    if plugin.distribution == BUILT_IN:
        raise PodiumError(f"{plugin.name} comes with Podium", f"podium plugins disable {plugin.name} leaves it out")
    return there[installer.package_key(plugin.distribution)]


def _forget(one: Installed) -> None:
    """Drop what was chosen for its plugins: one that is installed again later starts afresh."""
    gone = {plugin.identity for plugin in one.plugins}
    with plugin_choices.changing() as choices:
        if not choices.trouble:
            choices.disabled -= gone
            for identity in gone:
                choices.hung.pop(identity, None)
