"""``podium progress``: a board over time, drawn in the terminal or as a picture."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from podium.bots.faq.replies.wording import RESEARCH_ONLY
from podium.cli import completing, output
from podium.cli.app import App, example, pass_app
from podium.cli.boards import CHANGED_MARK, add_changes, standing_columns
from podium.cli.output import Column, Screen
from podium.registry import amendments, formats
from podium.registry import leaderboard as reads
from podium.registry.amendments import Amendment
from podium.registry.course import Course, Whose, clock, course, held
from podium.registry.errors import PodiumError
from podium.registry.progress import Record
from podium.registry.views import Row, shown
from podium.registry.visible import to_json

SUFFIXES = (".png", ".svg", ".pdf", ".json")
#: Cells of the drawing: wider ones are no clearer.
_WIDEST, _HEIGHT = 110, 22
#: Most corrections that are told below a picture.
_MOST_CHANGES = 2
#: How each openness is marked in a terminal, where colours may be missing.
_MARKS: tuple[tuple[bool | None, str, str, str], ...] = (
    (None, "·", "gray", "not recorded"),
    (False, "x", "orange", "proprietary"),
    (True, "o", "blue", "open weights"),
)
_WHOSE: dict[Whose, str] = {"all": "of all models", "open": "of open models", "proprietary": "of proprietary models"}


@click.command(
    epilog=example(
        "podium progress mmlu-pro",
        "podium progress chexpert --board auroc-competition --output progress.png",
        "podium progress hle --records open",
    )
)
@click.argument("benchmark", shell_complete=completing.benchmarks)
@click.option(
    "--board",
    "board_name",
    metavar="BOARD",
    shell_complete=completing.boards,
    help="Board by slug or title; the headline board if left out.",
)
@click.option(
    "--records",
    "whose",
    type=click.Choice(tuple(_WHOSE)),
    default="all",
    show_default=True,
    help="Whose records are listed; the picture shows all results.",
)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a picture (.png, .svg, .pdf), or the data (.json).",
)
@click.option(
    "--theme", type=click.Choice(("light", "dark")), default="light", show_default=True, help="Of the picture."
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@output.json_option
@pass_app
def progress(
    app: App,
    benchmark: str,
    board_name: str | None,
    whose: Whose,
    path: Path | None,
    theme: str,
    force: bool,
    as_json: bool,
) -> None:
    """Show a board over time, and who held the record.

    Every result, the best so far, and for how long each record stood. A result counts from the later of the day
    it was reported and the day its model was released, from the one that is known where the other is not, and
    never from before the benchmark was published. A date known to the month or year counts as its first day. A
    score that reads the same as the record ties it and does not break it.
    """
    connection = app.read()
    slug = reads.find_benchmark(connection, benchmark)
    found = course(reads.board(connection, slug, board_name))
    research = reads.benchmark(connection, slug).card["research_use_only"]
    changed = amendments.by_result(amendments.of_benchmark(connection, slug))
    if path is not None:
        _write(found, path, theme, force, RESEARCH_ONLY if research else "", changed)
    if as_json:
        output.print_json(found.to_json(changed))
    elif path is not None:
        click.echo(path)
    else:
        _screen(found, whose, RESEARCH_ONLY if research else "", changed)


def _write(found: Course, path: Path, theme: str, force: bool, remark: str, changed: Mapping[int, Amendment]) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise click.UsageError(f"--output {path}: the suffix says the form, one of {', '.join(SUFFIXES)}")
    if path.exists() and not force:
        raise PodiumError(f"{path} is there already", "--force overwrites it")
    if path.suffix.lower() == ".json":
        data = (to_json(found.to_json(changed), indent=2) + "\n").encode()
    else:
        from podium.bots.progress_chart import THEMES, progress_picture

        chosen = next(one for one in THEMES if one == theme)
        said = [f"{one.model_name}, {one.change}." for one in _changed(found, "all", changed)[:_MOST_CHANGES]]
        data = progress_picture(found, path.suffix.lower()[1:], theme=chosen, remark=" ".join([*said, remark]).strip())
    path.write_bytes(data)


def _screen(found: Course, whose: Whose, remark: str, changed: Mapping[int, Amendment]) -> None:
    board = found.line.board
    screen = Screen()
    screen.title(found.benchmark_name, f"{board.title} · {board.metric_name}{formats.direction(board)}")
    screen.blank()
    if not found.points:
        missing = found.line.undated
        screen.faint(
            f"No result has a date ({formats.count(missing, 'result')})."
            if missing
            else "No results on this board yet."
        )
        screen.print()
        return
    if output.on_terminal(sys.stdout) and len(found.points) > 1:
        screen.print()
        print(drawing(found, min(_WIDEST, shutil.get_terminal_size().columns)))
        screen = Screen()
        screen.faint(_legend(found))
        screen.blank()
    steps = found.records[whose]
    if steps:
        _add_records(screen, found, steps, changed)
        _add_ties(screen, found, steps)
        add_changes(screen, _changed(found, whose, changed))
    else:
        screen.faint(f"No result {_WHOSE[whose]} has a date.")
    screen.blank()
    undated = f"; {formats.count(found.line.undated, 'result')} without a date left out" if found.line.undated else ""
    screen.prose(
        f"Records {_WHOSE[whose]}. {formats.count(len(found.points), 'result')}, {clock(found.line)}{undated}."
    )
    if remark:
        screen.prose(remark)
    screen.print()


def _changed(found: Course, whose: Whose, changed: Mapping[int, Amendment]) -> list[Amendment]:
    """Return what was corrected of the rows that hold the records, the newest record first."""
    holders = [found.row(holder).id for record in reversed(found.records[whose]) for holder in record.holders]
    return [changed[one] for one in holders if one in changed]


def _add_ties(screen: Screen, found: Course, steps: Sequence[Record]) -> None:
    """Say of records that several hold who was first and who equalled it when, the newest record first."""
    shared = [record for record in reversed(steps) if len(record.holders) > 1 or record.equals]
    if shared:
        screen.blank()
    for record in shared:
        screen.prose(f"{shown(record.value)}: {found.told(record)}.")


def _add_records(screen: Screen, found: Course, steps: Sequence[Record], changed: Mapping[int, Amendment]) -> None:
    weights = {True: "open", False: "proprietary", None: None}
    # A record of errors falls.
    sign = "+" if found.line.board.higher_is_better else "-"
    rows, first = [], list[Row]()
    for record in reversed(steps):
        holders = [found.row(holder) for holder in record.holders]
        first.append(holders[0])
        rows.append(
            (
                record.holders[0].known,
                f"{shown(record.value)}{CHANGED_MARK if any(row.id in changed for row in holders) else ''}",
                None if record.step is None else f"{sign}{record.step:.3f}" if record.step else None,
                formats.leaders(holders) + (f", equalled by {len(record.equals)}" if record.equals else ""),
                holders[0].model.organisation,
                weights[holders[0].model.open_weights],
                held(record),
                formats.standing(holders[0]),
                formats.standing_mark(holders[0]),
            )
        )
    screen.table(
        [
            Column("Since"),
            Column("Record", "right", style="cyan"),
            Column("Step", "right", rank=3),
            Column("Model", shrink=True),
            Column("Organisation", rank=2, shrink=True),
            Column("Weights", rank=4),
            Column("Held", "right", rank=1),
            *standing_columns(first, 5),
        ],
        rows,
        strong=[0],
    )


def _legend(found: Course) -> str:
    present = {point.row.model.open_weights for point in found.points}
    marks = [f"{mark} {label}" for opened, mark, _, label in reversed(_MARKS) if opened in present]
    return " " * 8 + "   ".join([*marks, "line: best so far"])


def drawing(found: Course, width: int) -> str:
    """Return every result and the frontier, drawn with characters.

    Args:
        found: The board over time; at least one result has a day.
        width: Cells.
    """
    import plotext

    days = [date.fromisoformat(point.moment.day).toordinal() for point in found.points]
    values = [point.row.value for point in found.points]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(width, _HEIGHT)
    steps = found.records["all"]
    across, up = [date.fromisoformat(steps[0].day).toordinal()], [steps[0].value]
    for record in steps[1:]:
        day = date.fromisoformat(record.day).toordinal()
        across += [day, day]
        up += [up[-1], record.value]
    plotext.plot([*across, max(days)], [*up, up[-1]], marker="braille")
    for opened, mark, colour, _ in _MARKS:
        places = [at for at, point in enumerate(found.points) if point.row.model.open_weights is opened]
        if places:
            plotext.scatter([days[at] for at in places], [values[at] for at in places], marker=mark, color=colour)
    plotext.xticks(*_ticks(min(days), max(days)))
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    text: str = plotext.build()
    return (plotext.uncolorize(text) if os.environ.get("NO_COLOR") else text).rstrip("\n")


def _ticks(first: int, last: int) -> tuple[list[int], list[str]]:
    """Return where years begin and how they are written; months of a course that is shorter than two years."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = (end.year - start.year) * 12 + end.month - start.month
    step = 12 if months >= 24 else 6 if months >= 12 else max(1, months // 5)
    ticks = []
    for month in range(start.year * 12, end.year * 12 + 12):
        day = date(month // 12, month % 12 + 1, 1)
        if month % step == 0 and first <= day.toordinal() <= last:
            ticks.append(day)
    if not ticks:
        ticks = [start]
    return [day.toordinal() for day in ticks], [f"{day:%Y}" if step == 12 else f"{day:%Y-%m}" for day in ticks]
