"""``podium runs compare``: which of two stored runs is ahead, and whether that can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import completing, document, output
from podium.cli.app import App, example, pass_app
from podium.cli.output import Cell, Column, Screen
from podium.cli.owned import owned
from podium.registry.question_marks import SUBJECTS
from podium.registry.report import Report, Score, Table
from podium.registry.views import shown

if TYPE_CHECKING:
    from podium.registry.benchmark import Benchmark
    from podium.registry.journal import Run

#: Order in which columns give way on a narrow terminal; what decides stays.
_RANKS = {"n": 5, "positives": 4, "p": 3, "method": 2, "subjects": 6}
_TITLES = {
    "a": "A",
    "b": "B",
    "difference": "A − B",
    "only_a_right": "only A",
    "only_b_right": "only B",
    "p_holm": "p Holm",
    "positives": "n+",
}


@click.command(epilog=example("podium runs compare 3f2a 91bc --data CheXpert-v1.0"))
@click.argument("first", metavar="A", shell_complete=completing.runs)
@click.argument("second", metavar="B", shell_complete=completing.runs)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the data, if it is no longer where it was.")
@click.option("--bootstrap", type=click.IntRange(0), metavar="N", help="Resamples, in place of the runs' own.")
@click.option("--seed", type=click.IntRange(0), metavar="N", help="Seed of the resampling, in place of the runs' own.")
@click.option("--common", is_flag=True, help="Of runs on other items, compare the items that both have.")
@output.json_option
@pass_app
def compare(
    app: App,
    first: str,
    second: str,
    data: Path | None,
    bootstrap: int | None,
    seed: int | None,
    common: bool,
    as_json: bool,
) -> None:
    """Tell two runs on the same items apart.

    Differences are A minus B. The data is read again, as labels are never stored. Intervals and p-values
    take the patient as the unit, of questions the question, and both runs are measured on the same resamples.

    Runs on other items are refused, and it is said how many items they share; with --common these are compared.
    """
    from podium.registry import journal, leaderboard, pairing

    connection = app.read()
    runs = journal.find_run(connection, first), journal.find_run(connection, second)
    if not common:
        pairing.check_alike(connection, runs)
    given = {name: str(value) for name, value in (("bootstrap", bootstrap), ("seed", seed)) if value is not None}
    report = pairing.compare(connection, runs, plugin_of(app, runs[0].benchmark), data, given, common=common)
    if as_json:
        output.print_json(_json(runs, report))
        return
    screen = Screen()
    _show(screen, runs, report, leaderboard.benchmark(connection, runs[0].benchmark).card)
    screen.print()


def plugin_of(app: App, slug: str) -> Benchmark:
    """Return the benchmark of a stored run.

    Raises:
        PodiumError: If its plugin is not there any more.
    """
    return owned(app, slug).benchmark


def verdict(names: tuple[str, str], score: Score, compared: str) -> str:
    """Say in a sentence which is ahead, by the interval of the difference that decides.

    Args:
        names: What the first and the second are called.
        score: First minus second; positive where the first is ahead.
        compared: What it is a difference in.
    """
    first, second = names
    if score.value is None:
        return f"{first} and {second} cannot be told apart by {compared}: {score.reason}."
    if score.interval is None:
        return f"{first} minus {second} is {signed(score.value)} {compared}, without an interval: nothing is tested."
    low, high = score.interval.low, score.interval.high
    if low <= 0 <= high:
        span = f"[{signed(low)}, {signed(high)}]"
        return f"{first} and {second} are tied: {signed(score.value)} {compared} {span} may be no difference."
    if low > 0:
        return f"{first} is ahead of {second} by {shown(score.value)} {compared} [{shown(low)}, {shown(high)}]."
    return f"{second} is ahead of {first} by {shown(-score.value)} {compared} [{shown(-high)}, {shown(-low)}]."


def called(runs: Sequence[Run]) -> tuple[str, ...]:
    """Return a name for each run: its model's, with the run where two share it."""
    models = [run.model for run in runs]
    return tuple(f"{run.model} ({run.id})" if models.count(run.model) > 1 else run.model for run in runs)


def signed(value: float) -> str:
    """Return a difference to three decimals with its sign; one that reads 0.000 has none."""
    text = shown(value)
    return text.removeprefix("-") if float(text) == 0 else text if value < 0 else f"+{text}"


def _verdict(runs: tuple[Run, Run], report: Report) -> str:
    first, second = called(runs)
    return verdict((first, second), report.scores[0], report.facts["compared"])


def _json(runs: tuple[Run, Run], report: Report) -> dict[str, Any]:
    facts = [{"run": run.id, "model": run.model, "settings": dict(run.settings)} for run in runs]
    return {
        "benchmark": runs[0].benchmark,
        "split": runs[0].split,
        "sample": runs[0].sample,
        "a": facts[0],
        "b": facts[1],
        "verdict": _verdict(runs, report),
        "report": report.to_json(),
    }


def _show(screen: Screen, runs: tuple[Run, Run], report: Report, card: Mapping[str, Any]) -> None:
    screen.title(f"{card['name']} · {runs[0].split} · two runs", " · ".join(document.marks(runs[0].sample, card)))
    screen.prose(_verdict(runs, report), "bold")
    screen.facts(
        [
            *((name, f"{run.model} (run {run.id})") for name, run in zip("AB", runs, strict=True)),
            ("counted", document.counted(report)),
            ("settings", document.settings(report.settings)),
            ("intervals", _methods(report.scores)),
        ]
    )
    for table in report.tables:
        _table(screen, table)
    if report.notes:
        screen.heading("Notes")
        for note in report.notes:
            screen.item(note)


def _methods(scores: Sequence[Score]) -> str:
    """Return how the intervals were made."""
    made = dict.fromkeys(score.interval for score in scores if score.interval is not None)
    return "; ".join(
        dict.fromkeys(
            f"{one.level:.0%} {one.method}" + (f", B={one.replicates:,}" if one.replicates else "") for one in made
        )
    )


def _table(screen: Screen, table: Table) -> None:
    screen.heading(table.title)
    # What a test says after Holm's correction stands for what it says before.
    ranks = _RANKS if "p_holm" in table.columns else _RANKS | {"p": 0}
    # Long names of subjects are known by their beginning; the counts that a test rests on go together.
    long = table.name == SUBJECTS
    columns = [
        Column(
            _TITLES.get(name, name),
            "left" if _is_text(table, place) else "right",
            rank=ranks.get(name, 0),
            shrink=long and not place,
        )
        for place, name in enumerate(table.columns)
    ]
    names = table.columns
    screen.table(columns, [[_cell(name, cell) for name, cell in zip(names, row, strict=True)] for row in table.rows])


def _is_text(table: Table, place: int) -> bool:
    return any(isinstance(row[place], str) for row in table.rows)


def _cell(column: str, cell: Any) -> Cell:
    if isinstance(cell, Score):
        return _difference(cell) if column == "difference" else "–" if cell.value is None else shown(cell.value)
    if column in ("p", "p_holm"):
        return "–" if cell is None else shown_p(cell)
    return "–" if cell is None else cell


def _difference(score: Score) -> str:
    if score.value is None:
        return "–"
    interval = score.interval
    return signed(score.value) + (f" [{signed(interval.low)}, {signed(interval.high)}]" if interval else "")


def shown_p(p: float) -> str:
    """Return a p-value to three decimals; one that would read 0.000 is given as a bound."""
    return "<0.001" if p < 0.0005 else shown(p)
