"""Whether a stored run still says what it said: its journal row by row, and every figure scored again."""

from __future__ import annotations

import importlib.metadata
import json
import math
import platform
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from podium.registry import journal, judgements, sealing
from podium.registry.benchmark import Answer, Benchmark, Item
from podium.registry.database import transaction
from podium.registry.errors import PodiumError
from podium.registry.loading import Loaded, item_key, plugin_code, reload_items, stage
from podium.registry.report import Report
from podium.registry.store import now
from podium.registry.telling import telling_of_run
from podium.registry.version import __version__

#: Figures that differ by no more than this, absolutely or relatively, differ by rounding alone.
ROUNDING = 1e-12

_MISSING = "is missing"

#: The problem of a run whose rows may all be as they were.
UNSEALED = "the report, or what the run says of its model, its items and its boards, is not what was stored with it"


@dataclass(frozen=True)
class Difference:
    """A figure that is another one now.

    Args:
        figure: Where it stands in the report, such as ``"boards.accuracy.value"``.
        stored: What the report holds; None where it has no such figure or it is undefined.
        now: What the journal gives now.
    """

    figure: str
    stored: Any
    now: Any

    @property
    def rounding(self) -> bool:
        """Whether both are numbers no further apart than :data:`ROUNDING`."""
        numbers = [value for value in (self.stored, self.now) if isinstance(value, int | float)]
        return len(numbers) == 2 and math.isclose(*numbers, rel_tol=ROUNDING, abs_tol=ROUNDING)


@dataclass(frozen=True)
class RowProblem:
    """Something wrong with the journal.

    Args:
        position: The row's position among the items of the run, from 0; None where it is of the whole journal.
        item: The item's id, or empty.
        what: What is wrong: a sentence, of which the row is the subject where there is one.
    """

    position: int | None
    item: str
    what: str


@dataclass(frozen=True)
class Audit:
    """What looking at a stored run again gave.

    Args:
        run: Its id.
        rows: Number of rows in its journal.
        digests: Whether its rows carry digests; runs of earlier versions do not.
        figures: Number of figures that were compared.
        equal: Those of them that came out to the last bit.
        problems: What is wrong with the journal.
        differences: The figures that are others now.
        elsewhere: What was otherwise when the run was scored, such as ``"numpy 2.1.0 then, 2.2.0 now"``. Where
            it is empty every figure must be equal to the last bit, otherwise up to rounding.
        unverified: Why the figures could not be compared, or empty.
        sealed: Whether the run carries a digest over its report and what it says of its model and items; runs of
            earlier versions do not.
        verdicts: Number of verdicts of judges that were looked at.
    """

    run: str
    rows: int
    digests: bool
    figures: int = 0
    equal: int = 0
    problems: tuple[RowProblem, ...] = ()
    differences: tuple[Difference, ...] = ()
    elsewhere: tuple[str, ...] = ()
    unverified: str = ""
    sealed: bool = True
    verdicts: int = 0

    @property
    def failing(self) -> tuple[Difference, ...]:
        """The differences that rounding elsewhere does not explain."""
        return tuple(one for one in self.differences if not (self.elsewhere and one.rounding))

    @property
    def ok(self) -> bool:
        """Whether every row is as it was written and every figure comes out again."""
        return not (self.problems or self.failing or self.unverified)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "run": self.run,
            "ok": self.ok,
            "rows": self.rows,
            "verdicts": self.verdicts,
            "digests": self.digests,
            "sealed": self.sealed,
            "figures": self.figures,
            "equal": self.equal,
            "problems": [dict(vars(one)) for one in self.problems],
            "differences": [dict(vars(one)) | {"rounding": one.rounding} for one in self.differences],
            "elsewhere": list(self.elsewhere),
            "unverified": self.unverified,
        }


def audit(connection: sqlite3.Connection, run: journal.Run, benchmark: Benchmark, root: Path | None = None) -> Audit:
    """Check a finished run: its journal against its digests and its items, its report against a new scoring.

    Args:
        connection: Registry.
        run: A run.
        benchmark: Its benchmark.
        root: Folder of the data, or None for the one that the run read.

    Raises:
        PodiumError: If the run is not finished. Data that is gone is not raised but told in ``unverified``.
    """
    if run.status != "finished" or run.report is None:
        raise PodiumError(f"run {run.id} is {run.status}, not finished", "only a finished run has figures to verify")
    if removed := run.provenance.get("removed"):
        return Audit(run.id, 0, False, unverified=f"its answers were removed on {removed['at'][:10]}")
    digests, problems = _digests(connection, run)
    verdicts = [RowProblem(*one) for one in judgements.problems(connection, run)]
    problems += verdicts
    fits = sealing.fits(connection, run.id)
    sealed = fits is not None
    if fits is False:
        problems.append(RowProblem(None, "", UNSEALED))
    try:
        loaded: Loaded | None = reload_items(run, benchmark, root)
        unverified = ""
    except PodiumError as error:
        loaded, unverified = None, str(error)
    whole, of_items = _rows(connection, run, loaded.items if loaded else None)
    problems += of_items
    report = None
    if any(one.position is not None for one in verdicts):
        unverified = unverified or "a verdict is not what was written, so nothing is scored"
    elif loaded is not None and whole:
        device, note = scoring_device(run)
        answers = journal.Answers(connection, run.id, run.items, run.judge)
        try:
            report = score_again(benchmark, loaded, answers, device, run.settings)
        except PodiumError as error:
            unverified = f"the journal cannot be scored: {error}"
    elif not unverified:
        unverified = "the journal is not whole, so nothing can be scored"
    start = Audit(run.id, run.answered, digests, sealed=sealed, verdicts=judgements.total(connection, run.id))
    if report is None:
        return replace(start, problems=tuple(problems), unverified=unverified)
    stored = figures(run.report)
    found = differences(run.report, merged(run, report))
    equal = len(stored) - sum(one.figure in stored for one in found)
    found += _on_boards(connection, run)
    elsewhere = tuple(filter(None, [note, *_elsewhere(run)]))
    compared = replace(start, figures=len(stored), equal=equal, differences=tuple(found), elsewhere=elsewhere)
    return replace(compared, problems=tuple(problems))


def keep(connection: sqlite3.Connection, run: journal.Run, found: Audit, card: str) -> None:
    """Keep with a run whether it verified. An attempt that found nothing wrong but could not score changes nothing.

    Nor is anything kept where the run has been answered or scored again since it was read: that was not looked at.

    Args:
        connection: Registry, open for writing.
        run: The run.
        found: What :func:`audit` gave.
        card: Version of the benchmark's card now.
    """
    if found.unverified and not found.problems:
        return
    outcome = {
        "when": now(),
        "ok": found.ok,
        "problems": len(found.problems) + len(found.failing),
        "podium": __version__,
        "card": card,
    }
    with transaction(connection):
        if _looked_at(journal.find_run(connection, run.id)) != _looked_at(run):
            return
        with telling_of_run(connection, run.id):
            connection.execute("UPDATE runs SET checked = ? WHERE id = ?", (json.dumps(outcome), run.id))


def _looked_at(run: journal.Run) -> tuple[str | None, ...]:
    # As text, in which undefined numbers are equal.
    return run.status, run.digest, json.dumps(run.report.to_json()) if run.report is not None else None


def score_again(
    benchmark: Benchmark, loaded: Loaded, answers: Sequence[Answer], device: str, settings: Mapping[str, Any]
) -> Report:
    """Return what the scorer makes of a journal now.

    Args:
        benchmark: The benchmark.
        loaded: The items.
        answers: One per item.
        device: A torch device.
        settings: Settings that go before those of ``loaded``; others than the scorer's are passed over.

    Raises:
        PodiumError: If the scorer fails.
    """
    chosen = stage(benchmark, loaded.settings | dict(settings), "score")
    with plugin_code(benchmark, "scorer"):
        return benchmark.score(loaded.items, answers, device, **chosen)


def scoring_device(run: journal.Run) -> tuple[str, str]:
    """Return the device to score a run on again, and what must be said where it is not the one of the run."""
    kept = str(made_by(run).get("scoring_device") or "cpu")
    if kept == "cpu":
        return "cpu", ""
    import torch

    kind, _, index = kept.partition(":")
    if kind == "cuda" and int(index or 0) < torch.cuda.device_count():
        return kept, ""
    return "cpu", f"scored on {kept} then, on cpu now"


def merged(run: journal.Run, report: Report) -> Report:
    """Return a new scoring with what a report holds besides the scorer's own: the run's settings and notes."""
    assert run.report is not None
    notes = dict.fromkeys((*run.report.notes, *report.notes))
    return replace(report, settings=dict(run.settings) | dict(report.settings), notes=tuple(notes))


def figures(report: Report) -> dict[str, Any]:
    """Return everything a report says, by where it stands in it, such as ``"tables.subjects.anatomy.accuracy"``."""
    data = report.to_json()
    found: dict[str, Any] = {}

    def put(name: str, value: Any) -> None:
        if isinstance(value, Mapping):
            for key, entry in value.items():
                put(f"{name}.{key}", entry)
            return
        if isinstance(value, list):
            for place, entry in enumerate(value):
                put(f"{name}.{place}", entry)
            return
        free, number = name, 2
        while free in found:
            free, number = f"{name} ({number})", number + 1
        found[free] = value

    for part in ("boards", "counts", "settings", "withheld", "facts"):
        put(part, data.get(part, {}))
    for score in data["scores"]:
        put(f"scores.{score['metric']}", {name: value for name, value in score.items() if name != "metric"})
    for part in ("tables", "units"):
        for table in data.get(part, ()):
            put(f"{part}.{table['name']}.rows", len(table["rows"]))
            for row in table["rows"]:
                for column, cell in zip(table["columns"], row, strict=True):
                    put(f"{part}.{table['name']}.{_row_name(row)}.{column}", cell)
    for curve in data.get("curves", ()):
        # Bars follow from the points; reports of earlier versions have none.
        told = {name: curve[name] for name in curve if name not in ("name", "bars")}
        put(f"curves.{curve['kind']}.{curve['name']}", told)
    for note in data["notes"]:
        put(f"notes.{note}", "said")
    return found


def _row_name(row: Sequence[Any]) -> str:
    """Return what a row of JSON cells is about: the texts it begins with."""
    words = []
    for cell in row:
        if not isinstance(cell, str):
            break
        words.append(cell)
    return " · ".join(words[:2]) or (str(row[0]) if row else "")


def differences(stored: Report, scored: Report) -> list[Difference]:
    """Return in which figures two reports differ, in the order in which the first has them."""
    before, after = figures(stored), figures(scored)
    names = dict.fromkeys((*before, *after))
    pairs = ((name, before.get(name), after.get(name)) for name in names)
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def _journal(connection: sqlite3.Connection, run: journal.Run) -> sqlite3.Cursor:
    columns = "position, item, key, answer, digest"
    return connection.execute(f"SELECT {columns} FROM answers WHERE run = ? ORDER BY position", (run.id,))


def _digests(connection: sqlite3.Connection, run: journal.Run) -> tuple[bool, list[RowProblem]]:
    """Compare every row with the digest it carries, and all digests with the run's; memory does not grow."""
    whole = run.digest
    carried, problems = False, []
    for row in _journal(connection, run):
        carried = carried or bool(row["digest"])
        if row["digest"] and row["digest"] != journal.row_digest(row["item"], row["key"], row["answer"]):
            problems.append(RowProblem(row["position"], row["item"], "is not what was written to it"))
        elif whole and not row["digest"]:
            problems.append(RowProblem(row["position"], row["item"], "has lost its digest"))
    if whole and whole != journal.run_digest(connection, run.id):
        problems.append(
            RowProblem(
                None,
                "",
                "the rows are not those the run ended with: the digest over all of them does not fit;"
                " if asking failed items again was stopped, --retry-failed brings that to its end",
            )
        )
    if not whole and (carried or run.provenance.get("content")):
        problems.append(RowProblem(None, "", "the run has lost the digest over its rows"))
    return carried or bool(whole), problems


def refuse_altered(connection: sqlite3.Connection, run: journal.Run, judging: bool = False) -> None:
    """Check a finished run's journal against its digests, before new figures are made of it.

    Args:
        connection: Registry.
        run: The run.
        judging: Whether verdicts are about to be added: then they need not be whole, for an earlier process
            may have been stopped while it added some.

    Raises:
        PodiumError: If a row is not what was written to it, or rows are missing or too many.
    """
    _, problems = _digests(connection, run)
    problems += [RowProblem(*one) for one in judgements.problems(connection, run, ended=not judging)]
    if problems:
        first = problems[0]
        row = f"row {first.position} of its journal ({first.item}) " if first.position is not None else ""
        more = f", and {len(problems) - 1} more problems" if len(problems) > 1 else ""
        hint = f"nothing is scored by it; podium runs verify {run.id} tells more"
        raise PodiumError(f"run {run.id}: {row}{first.what}{more}", hint)


def _rows(
    connection: sqlite3.Connection, run: journal.Run, items: Sequence[Item] | None
) -> tuple[bool, list[RowProblem]]:
    """Return whether there is an answer for every item that can be scored, and what is wrong with the rows."""
    problems: list[RowProblem] = []
    usable, expected = True, 0
    for row in _journal(connection, run):
        for missing in range(expected, min(row["position"], run.items)):
            problems.append(RowProblem(missing, items[missing].id if items else "", _MISSING))
        expected = row["position"] + 1
        if row["position"] >= run.items:
            problems.append(RowProblem(row["position"], row["item"], f"is beyond the {run.items} items of the run"))
            continue
        item = items[row["position"]] if items else None
        if item is not None and row["item"] != journal.storable(item.id):
            problems.append(RowProblem(row["position"], row["item"], f"stands where the data has {item.id}"))
            usable = False
        elif item is not None and row["key"] and row["key"] != item_key(item):
            problems.append(RowProblem(row["position"], row["item"], "was asked otherwise than the data now asks it"))
        try:
            journal.answer_from(row["answer"])
        except (ValueError, TypeError, AttributeError):
            problems.append(RowProblem(row["position"], row["item"], "holds no answer that can be read"))
            usable = False
    for missing in range(expected, run.items):
        problems.append(RowProblem(missing, items[missing].id if items else "", _MISSING))
    return usable and not any(one.what == _MISSING for one in problems), problems


def _on_boards(connection: sqlite3.Connection, run: journal.Run) -> list[Difference]:
    """Return the figures of current board rows that are not those of the run's report."""
    found = []
    boards = run.report.boards if run.report else {}
    rows = connection.execute("SELECT id, board, value, low, high, n FROM current_results WHERE run = ?", (run.id,))
    for row in rows:
        score = boards.get(row["board"])
        interval = score.interval if score else None
        stands = {"value": score.value if score else None, "n": score.n if score else None}
        stands |= {"low": interval.low if interval else None, "high": interval.high if interval else None}
        found += [
            Difference(f"result {row['id']} on board {row['board']}.{name}", row[name], value)
            for name, value in stands.items()
            if row[name] != value
        ]
    return found


def made_by(run: journal.Run) -> Mapping[str, Any]:
    """Return the part of a run's provenance that tells with what its report was made: a later scoring's, or its own."""
    again = run.provenance.get("rescored") or {}
    # Asking failed items again gives the run a report of its own anew.
    return again if str(again.get("at", "")) >= (run.finished_at or "") else run.provenance


def environment(packages: Sequence[str]) -> dict[str, str]:
    """Return the versions of those of ``packages`` that are installed, and the platform."""
    versions = {"podium": __version__, "platform": f"{sys.platform} {platform.machine()}"}
    for name in packages:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = "none"
    return versions


def _elsewhere(run: journal.Run) -> list[str]:
    """Return what is otherwise now than when a run's report was made."""
    made = {**run.provenance, **made_by(run)}
    then = {"podium": made.get("podium"), "platform": made.get("platform"), **(made.get("packages") or {})}
    current = environment(list(made.get("packages") or {}))
    return [f"{name} {value} then, {current[name]} now" for name, value in then.items() if value != current[name]]
