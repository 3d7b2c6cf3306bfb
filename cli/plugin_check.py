"""``podium plugins check``: whether plugins are what they should be, and how to mend what is not."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import completing, data_source, output, progress
from podium.cli.app import App, example
from podium.cli.output import Screen
from podium.cli.plugin_engine import Engines
from podium.cli.plugin_verdicts import Checked, show, verdicts_json
from podium.registry import names
from podium.registry.errors import EXIT_FAILURE, NotFound, PodiumError

if TYPE_CHECKING:
    from podium.registry.discovery import Outcome, OwnedBenchmark, PluginSet

#: A plugin and one of its benchmarks.
Chosen = tuple["Outcome", "OwnedBenchmark"]


@click.command(epilog=example("podium plugins check ./my_plugin.py", "podium plugins check mmlu_pro --data hub"))
@click.argument("wanted", metavar="[NAME_OR_PATH]...", nargs=-1, shell_complete=completing.plugins)
@click.option("--data", "root", type=data_source.DataSource(), help=data_source.HELP)
@click.option("--all", "every", is_flag=True, help="List every check and case, not only what is wrong.")
@output.json_option
@click.pass_context
def check(ctx: click.Context, wanted: tuple[str, ...], root: Path | str | None, every: bool, as_json: bool) -> None:
    """Check that plugins do what they say.

    Card, import, loader, items, scorer and what the bot answers are looked at. Every check says pass, warn, fail or
    skip, and how to mend what is wrong. The sample data of a benchmark is used, or a copy of its data given with
    --data. No model is needed. NAME_OR_PATH is a plugin, a benchmark or the file of a plugin; without one all plugins
    are checked.

    The exit code is 1 where a check fails or a plugin does not load.
    """
    app = ctx.ensure_object(App)
    found, outcomes, chosen = _chosen(app, wanted)
    broken = [one for one in outcomes if one.status != "loaded"]
    checked = _check_all(app, found, chosen, root)
    ok = not broken and all(one.ok for one in checked)
    parent = ctx.parent.params if ctx.parent is not None else {}
    if as_json or parent.get("as_json"):
        output.print_json(verdicts_json(ok, checked, broken))
    else:
        screen = Screen()
        show(screen, checked, broken, every, app.debug)
        screen.print()
    ctx.exit(0 if ok else EXIT_FAILURE)


def _chosen(app: App, wanted: Sequence[str]) -> tuple[PluginSet, list[Outcome], list[Chosen]]:
    """Return all plugins, the outcomes of those that are meant, and the benchmarks of those that loaded, each once.

    Raises:
        NotFound: If there is no plugin or benchmark of a name.
        PodiumError: If a path leads to no file.
    """
    from podium.registry.discovery import discover, discover_file

    outcomes: list[Outcome] = []
    benchmarks: dict[int, Chosen] = {}

    def add(found: PluginSet, plugins: Sequence[Outcome]) -> None:
        outcomes.extend(one for one in plugins if one not in outcomes)
        slugs = [(one, slug) for one in plugins for slug in one.benchmarks]
        benchmarks.update(
            {id(one.benchmark): (plugin, one) for plugin, slug in slugs for one in [found.benchmarks[slug]]}
        )

    place = app.place
    found = discover([place.user_folder], os.environ.get("PODIUM_LOAD_PLUGINS"), place.plugins_dirs)
    if not wanted:
        add(found, [one for one in found.outcomes if one.status != "disabled"])
    for text in wanted:
        if text.endswith(".py") or os.sep in text:
            if Path(text).is_dir():
                hint = f"install it with podium plugins install -e {text}, and name its plugin"
                raise PodiumError(f"{text} is a folder, and a plugin by path is one file", hint)
            if not Path(text).is_file():
                raise PodiumError(f"there is no file {text}", "name a plugin, or the file of one")
            if not text.endswith(".py"):
                raise PodiumError(f"{text} is no Python file", "the file of a plugin ends in .py")
            alone = discover_file(Path(text))
            add(alone, alone.outcomes)
        else:
            add(found, [_named(text, found)])
    return found, outcomes, list(benchmarks.values())


def _named(text: str, found: PluginSet) -> Outcome:
    """Return the plugin of a name, which may also be one of its benchmarks'."""
    known: dict[str, Outcome] = {}
    for outcome in found.outcomes:
        known.setdefault(outcome.name, outcome)
        for slug in outcome.benchmarks:
            card = found.benchmarks[slug].benchmark.card
            known |= dict.fromkeys((card.slug, card.name, *card.aliases), outcome)
    for name, outcome in known.items():
        if names.key(name) == names.key(text):
            return outcome
    once = {names.key(name): name for name in reversed(known)}
    # Several names of one benchmark are near together: each is meant by the name of its plugin.
    near = dict.fromkeys(known[name].name for name in names.nearest(text, once.values()))
    raise NotFound("plugin", text, tuple(near), "podium plugins lists them")


def _check_all(app: App, found: PluginSet, chosen: Sequence[Chosen], root: Path | str | None) -> list[Checked]:
    from podium.registry.checking import CHECKS, Subject, check_benchmark

    data = _data(app, chosen, root)
    fresh: dict[str, dict[str, Any]] = {}
    checked = []
    total = len(chosen) * len(CHECKS)
    with (
        progress.shown(app, "checking") as tell,
        tempfile.TemporaryDirectory(prefix="podium-check-") as scratch,
        Engines(Path(scratch), found) as engines,
    ):
        for number, (plugin, owned) in enumerate(chosen):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            benchmark, done = owned.benchmark, number * len(CHECKS)
            tell(f"{benchmark.card.name}: a registry to ask about it", done, total)
            subject = Subject(
                benchmark,
                plugin.name,
                plugin.distribution,
                plugin.target,
                folder,
                root=data if benchmark.can_evaluate else None,
                taken=_taken(found, plugin),
                ask=engines.asker(owned),
                fresh=fresh.setdefault(plugin.target, {}),
            )
            step = partial(_step, tell, benchmark.card.name, done, total)
            findings = check_benchmark(subject, step)
            checked.append(Checked(plugin.name, benchmark, findings, subject.cases))
    return checked


def _step(
    tell: Callable[[str, int, int], None], benchmark: str, done: int, total: int, check: str, number: int
) -> None:
    tell(f"{benchmark}: {check}", done + number, total)


def _data(app: App, chosen: Sequence[Chosen], root: Path | str | None) -> Path | None:
    """Return the folder that ``--data`` means.

    Raises:
        PodiumError: If it is given for several benchmarks or for one that reads no data, or is no folder.
    """
    from podium.registry.loading import data_folder

    if root is None:
        return None
    reading = [owned.benchmark for _, owned in chosen if owned.benchmark.can_evaluate]
    if len(reading) != 1:
        which = f"{len(reading)} benchmarks are checked" if reading else "no benchmark that reads data is checked"
        raise PodiumError(f"--data is the data of one benchmark, and {which}", "name one plugin")
    return data_folder(reading[0], data_source.folder(app, reading[0], root))


def _taken(found: PluginSet, plugin: Outcome) -> dict[str, tuple[str, str]]:
    """Return the names of the benchmarks of all other plugins in normal form, with slug and plugin."""
    taken: dict[str, tuple[str, str]] = {}
    for other in found.outcomes:
        if _same(other, plugin):
            continue
        for slug in other.benchmarks:
            card = found.benchmarks[slug].benchmark.card
            taken |= {names.key(name): (slug, other.name) for name in (slug, card.name, *card.aliases)}
    return taken


def _same(one: Outcome, other: Outcome) -> bool:
    """Return whether two are one plugin; a file may be named in several ways."""
    if one.distribution or other.distribution:
        return (one.distribution, one.name) == (other.distribution, other.name)
    return Path(one.target).resolve() == Path(other.target).resolve()
