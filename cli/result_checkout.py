"""``podium results import`` of a checkout of LLM Stats' repository."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podium.cli.output import Screen
from podium.registry import formats, leaderboard, store
from podium.registry.card import Board
from podium.registry.catalog import llm_stats
from podium.registry.catalog.entries import import_models
from podium.registry.catalog.llm_stats import Checkout, Figure
from podium.registry.errors import DataError

_STATUSES = ("added", "replaced", "unchanged", "conflict", "refused")
_BAD = {"conflict": "in conflict", "refused": "refused"}

#: Benchmarks that are not registered which a line names; it counts the others.
_NAMED = 8


@dataclass(frozen=True)
class Outcome:
    """What became of a figure, a model or a file of the checkout.

    Args:
        file: Its file, within the checkout.
        line: Its position in the file's list, from 1; 0 for the file or the model itself.
        status: As of :class:`podium.registry.store.ImportedRow`.
        reason: Why it was not added, or what else there is to say.
        result: Id of the row that holds the figure.
        benchmark: Slug.
        model: Slug, or LLM Stats' id where the catalogue has none.
    """

    file: str
    line: int
    status: str
    reason: str = ""
    result: int | None = None
    benchmark: str | None = None
    model: str | None = None


@dataclass(frozen=True)
class Imported:
    """What became of a checkout.

    Args:
        rows: Of every figure of a registered benchmark.
        models: Of every model that had to be added to the catalogue.
        unknown: Benchmarks that are not registered, with the number of figures of each.
    """

    rows: tuple[Outcome, ...]
    models: tuple[Outcome, ...]
    unknown: tuple[tuple[str, int], ...]

    @property
    def partial(self) -> bool:
        """Whether something was refused or in conflict."""
        return any(one.status in _BAD for one in (*self.rows, *self.models))


def import_checkout(connection: sqlite3.Connection, folder: Path, reason: str | None) -> Imported:
    """Import the figures of registered benchmarks, and the models that they need.

    Args:
        connection: Open for writing.
        folder: The checkout.
        reason: Why figures that differ replace those held, or None.

    Raises:
        DataError: If the folder is no checkout of LLM Stats, or has no results.
    """
    checkout = llm_stats.read_checkout(folder)
    if not checkout.figures and not checkout.broken:
        raise DataError(
            f"{folder}: {formats.count(len(checkout.models), 'model')} and no results",
            "they stand under qualitative_metrics in model.json, or in a benchmarks.json beside it",
        )
    outcomes = [Outcome(file, line, "refused", why) for file, line, why in checkout.broken]
    boards: dict[str, dict[str, Board]] = {}
    placed: list[tuple[Figure, dict[str, Any]]] = []
    unknown: list[Figure] = []
    benchmarks = llm_stats.Benchmarks(connection)
    for figure in checkout.figures:
        slug, split = benchmarks.find(figure.benchmark)
        if slug is None:
            unknown.append(figure)
            continue
        if slug not in boards:
            boards[slug] = _boards(connection, slug)
        try:
            placed.append((figure, llm_stats.to_row(figure, slug, split, boards[slug])))
        except DataError as error:
            outcomes.append(Outcome(figure.file, figure.line, "refused", str(error), None, slug, figure.model))
    models, slugs = _models(connection, checkout, [figure.model for figure, _ in placed], reason)
    good = []
    first: dict[tuple[str, str, str], tuple[Figure, Any]] = {}
    for position, (figure, row) in enumerate(placed):
        try:
            if figure.model not in slugs:
                raise DataError(f"the catalogue has no model {figure.model!r}, and it could not be added")
            row["model"] = slugs[figure.model]
            row = llm_stats.settle(connection, row, boards[row["benchmark"]])
            before, value = first.setdefault((row["benchmark"], row["board"], row["model"]), (figure, row["value"]))
            if value != row["value"]:
                where = f"row {before.line}" if before.file == figure.file else f"{before.file}, row {before.line},"
                raise DataError(f"{where} has another figure of this model for the board, {value}")
            good.append((position, row))
        except DataError as error:
            place = (row["benchmark"], figure.model)
            outcomes.append(Outcome(figure.file, figure.line, "refused", str(error), None, *place))
    for done in store.import_results(connection, good, boards, replace_reason=reason, per_model=True):
        figure, row = placed[done.line]
        place = (row["benchmark"], slugs[figure.model])
        outcomes.append(Outcome(figure.file, figure.line, done.status, done.reason, done.result, *place))
    outcomes.sort(key=lambda one: (one.file, one.line))
    return Imported(tuple(outcomes), tuple(models), tuple(llm_stats.unknown_benchmarks(unknown)))


def _boards(connection: sqlite3.Connection, slug: str) -> dict[str, Board]:
    return {
        facts.slug: Board(**{name: value for name, value in vars(facts).items() if name != "benchmark"})
        for facts, _ in leaderboard.benchmark(connection, slug).boards
    }


def _models(
    connection: sqlite3.Connection, checkout: Checkout, wanted: Sequence[str], reason: str | None
) -> tuple[list[Outcome], Mapping[str, str]]:
    """Find the models, adding those that the catalogue lacks; what was added, and slugs by LLM Stats' id."""
    known = llm_stats.Models(connection, checkout)
    slugs = {model: known.find(model) for model in dict.fromkeys(wanted)}
    missing = [model for model, slug in slugs.items() if slug is None]
    entries = [(position, known.entry(model)) for position, model in enumerate(missing)]
    outcomes = []
    for done in import_models(connection, entries, replace_reason=reason):
        model = missing[done.line]
        outcomes.append(Outcome(checkout.models[model].file, 0, done.status, done.reason, None, None, done.slug))
        slugs[model] = None if done.status in _BAD else done.slug
    return outcomes, {model: slug for model, slug in slugs.items() if slug is not None}


def imported_json(done: Imported) -> dict[str, Any]:
    """Return what became of a checkout as JSON data."""
    counts = Counter(one.status for one in done.rows)
    return {
        **{status: counts[status] for status in _STATUSES},
        "unknown_benchmarks": dict(done.unknown),
        "rows": [dict(vars(one)) for one in done.rows],
        "models": [dict(vars(one)) for one in done.models],
    }


def show(done: Imported) -> None:
    """Print what became of a checkout."""
    screen = Screen()
    for label, outcomes in (("models: ", done.models), ("rows: ", done.rows)):
        counts = Counter(one.status for one in outcomes)
        said = [f"{counts[status]:,} {_BAD.get(status, status)}" for status in _STATUSES if counts[status]]
        if said:
            screen.prose(label + ", ".join(said))
    if done.unknown:
        rows = formats.count(sum(number for _, number in done.unknown), "row")
        named = [f"{name} ({number})" for name, number in done.unknown[:_NAMED]]
        if len(done.unknown) > _NAMED:
            named.append("others")
        many = formats.count(len(done.unknown), "benchmark")
        verb = "is" if len(done.unknown) == 1 else "are"
        screen.prose(f"left out: {rows} of {many} that {verb} not registered here: {formats.listed(named)}")
    told = [one for one in (*done.models, *done.rows) if one.status in _BAD]
    if told:
        screen.blank()
    for one in told:
        row = f", row {one.line}" if one.line else ""
        screen.item(f"{one.file}{row} {_BAD[one.status]}: {one.reason}", bullet="✗")
    if any(one.status == "conflict" for one in told):
        screen.blank()
        screen.faint('Where the checkout is right, import it again with --replace "why the old figure was wrong".')
    screen.print()
