"""``podium runs rescore``: a stored run by today's scorer, or by other settings of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from podium.cli import completing, document, output
from podium.cli.app import App, example, pass_app
from podium.cli.output import Column, Screen
from podium.cli.run_audit import told
from podium.cli.run_compare import plugin_of
from podium.registry import formats
from podium.registry.report import Score

if TYPE_CHECKING:
    from podium.registry.report import Report
    from podium.registry.rescoring import Rescored

#: Changed figures that are shown besides the boards and means.
_SHOWN = 20

#: What the judge in a metric's name begins with; it ends the name.
_JUDGE = " (judge "


@click.command(epilog=example("podium runs rescore 3f2a --set bootstrap=2000"))
@click.argument("run_id", metavar="ID", shell_complete=completing.runs)
@click.option("--set", "pairs", multiple=True, metavar="NAME=VALUE", help="Another setting of the scorer; repeatable.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the data, if it is no longer where it was.")
@output.json_option
@pass_app
def rescore(app: App, run_id: str, pairs: tuple[str, ...], data: Path | None, as_json: bool) -> None:
    """Score a run's stored answers again.

    No model is loaded. The new report takes the place of the old one, which is kept: podium runs show ID
    --report 1 shows the first. Where the run stands on a board, a new figure is appended that supersedes the old.
    A setting that changes what is asked is refused: that needs a new run.
    """
    from podium.registry import journal, rescoring

    given = _settings(pairs)
    run = journal.find_run(app.read(), run_id)
    found = rescoring.rescore(app.write(), run, plugin_of(app, run.benchmark), data, given)
    if as_json:
        output.print_json(rescored_json(found))
        return
    screen = Screen()
    show(screen, found)
    screen.print()


def _settings(pairs: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint="--set")
        given[name] = value
    return given


def rescored_json(found: Rescored) -> dict[str, object]:
    """Return what scoring a run again gave as JSON data."""
    return {
        "run": found.run.id,
        "number": found.number,
        "before": {slug: score.value for slug, score in found.before.boards.items()},
        "now": {slug: score.value for slug, score in found.run.report.boards.items()} if found.run.report else {},
        "changes": [{"figure": one.figure, "before": one.stored, "now": one.now} for one in found.changes],
        "boards": dict(found.boards),
    }


def show(screen: Screen, found: Rescored) -> None:
    """Add the figures before and now, what else changed, and what became of the boards."""
    run, before, after = found.run, found.before, found.run.report
    assert after is not None
    screen.title(f"run {run.id}", f"report {found.number} · {run.benchmark} · {run.split} · {run.model}")
    screen.blank()
    rows = [_pair(slug, before.boards.get(slug), after.boards.get(slug)) for slug in {**before.boards, **after.boards}]
    rows += _scores(before, after)
    screen.table([Column("figure"), Column("before"), Column("now"), Column("", rank=1)], rows)
    _changes(screen, found)
    if found.boards:
        screen.heading("Boards")
        screen.facts(list(found.boards.items()))
    screen.blank()
    screen.faint(f"The report before: podium runs show {run.id} --report {found.number - 1}")


def _scores(before: Report, after: Report) -> list[tuple[str, str, str, str]]:
    """Return a row a score; one that is by another judge now stands beside what it was by the judge before."""
    old, new = ({score.metric: score for score in report.scores} for report in (before, after))
    judged = {_judged(name)[0]: name for name in old if name not in new and _judged(name)[1]}
    rows = []
    for name, score in new.items():
        metric, judge = _judged(name)
        was = judged.get(metric, name) if judge and name not in old else name
        title = document.metric(name) + (f", before{_judged(was)[1]}" if was != name else "")
        rows.append(_pair(title, old.pop(was, None), score))
    return rows + [_pair(document.metric(name), score, None) for name, score in old.items()]


def _judged(name: str) -> tuple[str, str]:
    """Return a metric's name without the judge, and the judge as it stands there; empty where there is none."""
    metric, mark, judge = name.partition(_JUDGE)
    return (metric, mark + judge) if mark and name.endswith(")") else (name, "")


def _pair(name: str, old: Score | None, new: Score | None) -> tuple[str, str, str, str]:
    before, now = (document.UNDEFINED if score is None else document.with_interval(score) for score in (old, new))
    return name, before, now, "" if old == new else "changed"


def _changes(screen: Screen, found: Rescored) -> None:
    others = [one for one in found.changes if not one.figure.startswith(("boards.", "scores."))]
    total = len(found.changes)
    screen.blank()
    screen.prose(f"{formats.count(total, 'figure')} changed" if total else "No figure changed.")
    for one in others[:_SHOWN]:
        screen.item(f"{one.figure}: {told(one.stored)} → {told(one.now)}")
    if len(others) > _SHOWN:
        screen.faint(f"and {len(others) - _SHOWN:,} more; --json lists them all")
