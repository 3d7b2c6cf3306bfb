"""``podium plugins check``: whether plugins treat prompts, replies and numbers as the official code does."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import output
from podium.cli.app import App, example
from podium.cli.output import Column, Screen
from podium.registry import formats, names
from podium.registry.errors import EXIT_FAILURE, NotFound, PodiumError

if TYPE_CHECKING:
    from podium.registry.benchmark import Benchmark
    from podium.registry.conformance import Outcome as CaseOutcome
    from podium.registry.discovery import Outcome, PluginSet

#: Characters of a value that are shown; ``--json`` has all of them.
_SHOWN = 200


@dataclass(frozen=True)
class Checked:
    """A benchmark and what its cases gave."""

    plugin: str
    benchmark: Benchmark
    cases: Sequence[CaseOutcome]

    @property
    def failed(self) -> list[CaseOutcome]:
        """The cases that did not come out as expected."""
        return [one for one in self.cases if not one.ok]


@click.command(epilog=example("podium plugins check mmlu_pro", "podium plugins check ./my_plugin.py --all"))
@click.argument("wanted", metavar="[NAME]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="List every case, not only those that fail.")
@output.json_option
@click.pass_context
def check(ctx: click.Context, wanted: tuple[str, ...], every: bool, as_json: bool) -> None:
    """Run the conformance cases of plugins.

    A case holds a prompt, a parsed reply or a metric against what the benchmark's official code gives; no data and
    no model is needed. NAME is a plugin, a benchmark or the path of a single-file plugin; without one all plugins
    are checked.

    The exit code is 1 where a case fails or a plugin does not load.
    """
    from podium.registry import conformance

    app = ctx.ensure_object(App)
    outcomes, benchmarks = _chosen(app, wanted)
    broken = [one for one in outcomes if one.status != "loaded"]
    checked = [Checked(plugin, one, conformance.check(one)) for plugin, one in benchmarks]
    ok = not broken and not any(one.failed for one in checked)
    parent = ctx.parent.params if ctx.parent is not None else {}
    if as_json or parent.get("as_json"):
        output.print_json(_json(ok, checked, broken))
    else:
        screen = Screen()
        _show(screen, checked, broken, every, app.debug)
        screen.print()
    ctx.exit(0 if ok else EXIT_FAILURE)


def _chosen(app: App, wanted: Sequence[str]) -> tuple[list[Outcome], list[tuple[str, Benchmark]]]:
    """Return the outcomes of the plugins that are meant, and the benchmarks of those that loaded, each once.

    Raises:
        NotFound: If there is no plugin or benchmark of a name.
        PodiumError: If a path leads to no file.
    """
    from podium.registry.discovery import discover, discover_file

    outcomes: list[Outcome] = []
    benchmarks: dict[int, tuple[str, Benchmark]] = {}

    def add(found: PluginSet, plugins: Sequence[Outcome]) -> None:
        outcomes.extend(one for one in plugins if one not in outcomes)
        slugs = [(one.name, slug) for one in plugins for slug in one.benchmarks]
        benchmarks.update({id(one): (name, one) for name, slug in slugs for one in [found.benchmarks[slug].benchmark]})

    files = [text for text in wanted if text.endswith(".py") or os.sep in text]
    for text in files:
        if not Path(text).is_file():
            raise PodiumError(f"there is no file {text}", "name a plugin, or the file of one")
        alone = discover_file(Path(text))
        add(alone, alone.outcomes)
    if len(files) < len(wanted) or not wanted:
        place = app.place
        found = discover([place.user_folder], os.environ.get("PODIUM_LOAD_PLUGINS"), place.plugins_dirs)
        if not wanted:
            add(found, [one for one in found.outcomes if one.status != "disabled"])
        for text in wanted:
            if text not in files:
                add(found, [_named(text, found)])
    return outcomes, list(benchmarks.values())


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


def _show(screen: Screen, checked: Sequence[Checked], broken: Sequence[Outcome], every: bool, debug: bool) -> None:
    rows = [row for one in checked for row in _rows(one)]
    if rows:
        columns = [
            Column("Benchmark", style="bold"),
            Column("Group"),
            Column("Cases", "right"),
            Column("Failed", "right"),
        ]
        screen.table(columns, rows)
    for one in checked:
        for case in one.cases if every else one.failed:
            _case(screen, one, case)
    for outcome in broken:
        if screen.blocks:
            screen.blank()
        screen.item(_reason(outcome), "bold red", "✗")
        screen.indented(outcome.target, "dim")
        if debug and outcome.trace:
            screen.indented(outcome.trace.rstrip(), "dim")
    if screen.blocks:
        screen.blank()
    without = [one.benchmark.card.name for one in checked if not one.cases]
    if without:
        screen.faint(f"No cases: {formats.listed(without)}.")
    screen.prose(_conclusion(checked, broken))


def _rows(one: Checked) -> Iterator[tuple[str, str, str, str]]:
    """Yield a row per group, in the order in which they come; the benchmark is named in the first."""
    cases, failed = Counter(case.group for case in one.cases), Counter(case.group for case in one.failed)
    for number, (group, count) in enumerate(cases.items()):
        name = one.benchmark.card.name if not number else ""
        yield name, group, f"{count:,}", f"{failed[group]:,}" if failed[group] else ""


def _case(screen: Screen, one: Checked, case: CaseOutcome) -> None:
    label = f"{one.benchmark.card.name} · {case.group} · {case.name}"
    if case.ok:
        screen.item(label, bullet="✓")
        return
    screen.blank()
    screen.item(label, "bold red", "✗")
    screen.facts(
        [
            ("    expected", _told(case.expected)),
            ("    got", case.error or _told(case.got)),
            ("    source", case.source),
        ]
    )


def _told(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text):,} characters)"


def _reason(outcome: Outcome) -> str:
    at = f" at {outcome.stage}" if outcome.stage else ""
    return f"{outcome.name} {outcome.status}{at}: {outcome.reason}"


def _conclusion(checked: Sequence[Checked], broken: Sequence[Outcome]) -> str:
    total, failed = sum(len(one.cases) for one in checked), sum(len(one.failed) for one in checked)
    parts = []
    if failed:
        parts.append(f"{failed:,} of {formats.count(total, 'case')} {'fails' if failed == 1 else 'fail'}")
    elif total:
        parts.append(f"{formats.count(total, 'case')}, all as expected")
    if broken:
        parts.append(f"{formats.count(len(broken), 'plugin')} could not be checked")
    return f"{'; '.join(parts) or 'Nothing to check'}."


def _json(ok: bool, checked: Sequence[Checked], broken: Sequence[Outcome]) -> dict[str, object]:
    return {
        "ok": ok,
        "benchmarks": [
            {
                "plugin": one.plugin,
                "benchmark": one.benchmark.card.slug,
                "cases": len(one.cases),
                "failed": len(one.failed),
                "outcomes": [
                    dict(vars(case)) | {"expected": _data(case.expected), "got": _data(case.got)} for case in one.cases
                ],
            }
            for one in checked
        ],
        "not_loaded": [
            {"plugin": one.name, "status": one.status, "stage": one.stage, "reason": one.reason} for one in broken
        ],
    }


def _data(value: Any) -> Any:
    """Return a value as JSON holds it, or as Python writes it."""
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return repr(value)
    return value
