"""A stored run scored again by today's scorer: the answers stay, every report is kept, boards follow by append."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from podium.registry import journal, names, sealing, store
from podium.registry.auditing import (
    Difference,
    differences,
    environment,
    made_by,
    refuse_altered,
    score_again,
    scoring_device,
)
from podium.registry.benchmark import Benchmark
from podium.registry.database import transaction
from podium.registry.eligibility import NO_PROTOCOL, copied, enter, figures, holder, other_items
from podium.registry.errors import NotFound, PodiumError
from podium.registry.judging import adopted
from podium.registry.loading import Reloaded, reload
from podium.registry.locking import RunLock
from podium.registry.report import Report
from podium.registry.result_rows import RESULT_FIELDS
from podium.registry.telling import telling
from podium.registry.version import __version__


@dataclass(frozen=True)
class Rescored:
    """What scoring a run again gave.

    Args:
        run: The run as it is now, with the new report.
        before: The report it had.
        number: Number of the new report among the run's.
        changes: The figures that are others now.
        boards: What became of the run on each board it is or could be on, in words.
    """

    run: journal.Run
    before: Report
    number: int
    changes: tuple[Difference, ...]
    boards: Mapping[str, str]


@dataclass(frozen=True)
class Kept:
    """One of a run's reports.

    Args:
        number: From 1, in the order in which they were made.
        report: The report.
        settings: By which it was scored.
        podium: Version of Podium that made it.
        card: Version of the benchmark's card then.
        made_at: UTC, ISO 8601.
    """

    number: int
    report: Report
    settings: Mapping[str, Any]
    podium: str
    card: str
    made_at: str


def reports(connection: sqlite3.Connection, run: journal.Run) -> list[Kept]:
    """Return all reports of a run, oldest first; a run that was scored once has one, an unfinished one none."""
    rows = connection.execute("SELECT * FROM reports WHERE run = ? ORDER BY number", (run.id,)).fetchall()
    if not rows:
        return [_first(run)] if run.report is not None else []
    return [
        Kept(
            row["number"],
            Report.from_json(json.loads(row["report"])),
            json.loads(row["settings"]),
            row["podium"],
            row["card"],
            row["made_at"],
        )
        for row in rows
    ]


def rescore(
    connection: sqlite3.Connection,
    run: journal.Run,
    benchmark: Benchmark,
    root: Path | None = None,
    given: Mapping[str, str] | None = None,
) -> Rescored:
    """Score a finished run's answers again and keep the new report beside the old ones; no model is loaded.

    Args:
        connection: Registry open for writing.
        run: A finished run.
        benchmark: Its benchmark.
        root: Folder of the data, or None for the one that the run read.
        given: Settings of the scorer in place of the run's own, as typed.

    Raises:
        NotFound: If there is no such setting.
        PodiumError: If a setting changes what is asked, the run is not finished or its data is gone, a row of its
            journal is not what was written, or the scorer fails. Nothing is changed then.
    """
    changed = _settings(benchmark, given or {})
    with alone(connection, run):
        # Whoever had the run until now may have answered and scored it anew since it was read.
        run = journal.find_run(connection, run.id)
        found = reload(connection, run, benchmark, root)
        refuse_altered(connection, run)
        return score_anew(connection, found, changed)


def score_anew(
    connection: sqlite3.Connection,
    found: Reloaded,
    changed: Mapping[str, Any],
    judge: Mapping[str, Any] | None = None,
) -> Rescored:
    """Score a run that is loaded again and checked; whoever calls this keeps others from it, see :func:`alone`.

    Args:
        connection: Registry open for writing.
        found: The run.
        changed: Settings of the scorer in place of the run's own.
        judge: What is recorded of the judge whose verdicts count from now on, or None for the one there was.

    Raises:
        PodiumError: If the scorer fails. Nothing is changed then.
    """
    run = found.run
    assert run.report is not None
    settings = {**run.settings, **changed}
    report, device, scorer_notes = _score(connection, found, settings, changed, judge)
    changes = tuple(differences(run.report, report))
    facts = _facts(run, found.benchmark, device)
    told = dict(run.provenance) | {"rescored": facts}
    told |= adopted(run.provenance, judge) if judge else {}
    if told.get("judge"):
        told["judge"] = dict(told["judge"]) | {"scorer_notes": scorer_notes}
    how = f"judged by {judge['name']} and scored again" if judge else "scored again"
    why = f"run {run.id} was {how} by podium {__version__}"
    with transaction(connection):
        # A run that was altered is not given a seal that hides it.
        fits = sealing.fits(connection, run.id)
        same = copied(run.spec.partition(":")[0], found.loaded.items, found.answers)
        unjudged = str((told.get("judge") or {}).get("shortfall", ""))
        reasons = _eligibility(connection, run, report, same or unjudged)
        number = _keep(connection, run, report, settings, facts)
        connection.execute(
            "UPDATE runs SET report = ?, settings = ?, eligibility = ?, provenance = ?, checked = NULL WHERE id = ?",
            (
                json.dumps(report.to_json()),
                json.dumps(settings, sort_keys=True),
                json.dumps(reasons),
                json.dumps(told, sort_keys=True),
                run.id,
            ),
        )
        if fits:
            sealing.seal(connection, run.id)
        boards = {slug: _enter(connection, run, slug, reason, report, why) for slug, reason in reasons.items()}
    return Rescored(journal.find_run(connection, run.id), run.report, number, changes, boards)


def _facts(run: journal.Run, benchmark: Benchmark, device: str) -> dict[str, Any]:
    """Return with what a report is made now, by the names that provenance has."""
    packages = list(run.provenance.get("packages") or {})
    current = environment(packages)
    return {
        "podium": __version__,
        "platform": current["platform"],
        "card": str(benchmark.card.version),
        "packages": {name: current[name] for name in packages},
        "scoring_device": device,
        "at": store.now(),
    }


@contextmanager
def alone(connection: sqlite3.Connection, run: journal.Run) -> Iterator[None]:
    """Keep others from a run: one whose failed items are asked again is scored by who asks."""
    lock = RunLock(connection, run.id, run.provenance.get("process") or {})
    try:
        yield
    finally:
        lock.release(for_good=True)


def _settings(benchmark: Benchmark, given: Mapping[str, str]) -> dict[str, Any]:
    declared = {setting.name: setting for setting in benchmark.settings}
    for name in given:
        if name not in declared:
            own = [setting.name for setting in benchmark.settings if setting.stage == "score"]
            hint = f"the scorer of {benchmark.card.name} has {', '.join(own) or 'none'}"
            raise NotFound("setting", name, names.nearest(name, own), hint)
        if declared[name].stage != "score":
            raise PodiumError(
                f"setting {name} of {benchmark.card.name} changes what is asked, not how it is scored",
                f"run the model again with --set {name}={given[name]}",
            )
    return {name: declared[name].parse(value) for name, value in given.items()}


def _score(
    connection: sqlite3.Connection,
    found: Reloaded,
    settings: Mapping[str, Any],
    changed: Mapping[str, Any],
    judge: Mapping[str, Any] | None,
) -> tuple[Report, str, list[str]]:
    """Return the new report with what the old one holds besides the scorer's part, the device, the scorer's notes."""
    run, before = found.run, found.run.report
    assert before is not None
    device, _ = scoring_device(run)
    answers = found.answers
    if judge:
        answers = journal.Answers(connection, run.id, run.items, judge["identity"])
    scored = score_again(found.benchmark, found.loaded, answers, device, settings)
    earlier = run.provenance.get("judge") or {}
    if earlier:
        # Its verdicts may be others by now, so that what the scorer said of them cannot be found out again.
        own = [*earlier["scorer_notes"], *(earlier["notes"] if judge else ())]
    elif judge or any(run.settings.get(name) != value for name, value in changed.items()):
        own = list(score_again(found.benchmark, found.loaded, found.answers, device, run.settings).notes)
    else:
        own = list(scored.notes)
    # The notes of the data and of the model stand before the scorer's; the model is not here to say them again.
    others = [note for note in before.notes if note not in own]
    notes = tuple(dict.fromkeys((*others, *(judge["notes"] if judge else ()), *scored.notes)))
    report = replace(scored, settings=dict(settings) | dict(scored.settings), notes=notes)
    return report, device, list(scored.notes)


def _eligibility(connection: sqlite3.Connection, run: journal.Run, report: Report, barred: str) -> dict[str, str]:
    """Return the reasons that keep the run from boards, those that rest on the report made anew.

    Args:
        connection: Registry.
        run: The run as it was.
        report: The new report.
        barred: What is said of verdicts that are missing in it, or of replies that are the reference, or empty.
    """
    assert run.report is not None
    reasons = {}
    before = (run.provenance.get("judge") or {}).get("shortfall", "")
    for slug, reason in run.eligibility.items():
        withheld, now = run.report.withheld.get(slug, ""), report.withheld.get(slug, "")
        if reason in ("", before, withheld or NO_PROTOCOL):
            score = report.boards.get(slug)
            there = score is not None and score.value is not None
            on_board = barred or other_items(connection, run, slug)
            reason = on_board if there else now or NO_PROTOCOL
        else:
            reason = "; ".join(filter(None, (now, _besides(reason, withheld))))
        reasons[slug] = reason
    return reasons


def _besides(reason: str, withheld: str) -> str:
    """Return what keeps a run off a board besides what its scorer said; in runs of old that stands first."""
    if not withheld:
        return reason
    rest = reason.removeprefix(f"{withheld}; ")
    return rest if rest != reason else reason.removesuffix(f"; {withheld}")


def _first(run: journal.Run) -> Kept:
    assert run.report is not None
    made = made_by(run)
    return Kept(
        1,
        run.report,
        run.settings,
        str(made.get("podium") or "unknown"),
        str(made.get("card") or "unknown"),
        run.finished_at or run.started_at,
    )


def _keep(
    connection: sqlite3.Connection,
    run: journal.Run,
    report: Report,
    settings: Mapping[str, Any],
    facts: Mapping[str, Any],
) -> int:
    (number,) = connection.execute("SELECT coalesce(max(number), 0) FROM reports WHERE run = ?", (run.id,)).fetchone()
    new = []
    if number == 0:
        new.append(_first(run))
        number = 1
    new.append(Kept(number + 1, report, settings, facts["podium"], facts["card"], facts["at"]))
    connection.executemany(
        "INSERT INTO reports (run, number, report, settings, podium, card, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                run.id,
                one.number,
                json.dumps(one.report.to_json()),
                json.dumps(dict(one.settings), sort_keys=True),
                one.podium,
                one.card,
                one.made_at,
            )
            for one in new
        ],
    )
    return int(number) + 1


def _enter(connection: sqlite3.Connection, run: journal.Run, board: str, reason: str, report: Report, why: str) -> str:
    """Bring a board in step with a new report by appending, and say what was done.

    A figure that has been replaced or withdrawn since stays so: this run is not the newest word there.
    """
    rows = connection.execute(
        "SELECT * FROM results WHERE run = ? AND board = ? ORDER BY id", (run.id, board)
    ).fetchall()
    standing = connection.execute(
        "SELECT * FROM current_results WHERE run = ? AND board = ?", (run.id, board)
    ).fetchone()
    if standing is None:
        if rows:
            return "its figure there was replaced or withdrawn before, and stays so"
        if reason:
            return f"not on the board: {reason}"
        if other := holder(connection, run, board):
            return f"not entered: run {other} of this model holds the place"
        enter(connection, run, board, report.boards[board])
        return "entered"
    kept = {name: standing[name] for name in RESULT_FIELDS if standing[name] is not None}
    if reason:
        identity = ("benchmark", "board", "model", "setting", "standing")
        gone = {name: value for name, value in kept.items() if name in identity}
        _supersede(connection, gone, run, standing["id"], f"{why}: {reason}")
        return f"withdrawn: {reason}"
    new = figures(report.boards[board])
    if all(standing[name] == new.get(name) for name in ("value", "low", "high", "n")):
        return "unchanged"
    row = {name: value for name, value in kept.items() if name not in ("value", "low", "high", "n", "as_of")}
    row |= new | {"as_of": store.now()[:10]}
    _supersede(connection, row, run, standing["id"], why)
    return "replaced"


def _supersede(connection: sqlite3.Connection, row: Mapping[str, Any], run: journal.Run, old: int, why: str) -> None:
    with telling(connection):
        store.append_result(connection, row, origin="run", run=run.id, supersedes=old, reason=why)
