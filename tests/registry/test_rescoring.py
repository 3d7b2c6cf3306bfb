"""Scoring stored answers again keeps every report, and brings boards in step by appending, never past a newer run."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import auditing, evaluation, journal, leaderboard, pairing, rescoring
from podium.registry.benchmark import Answer, Benchmark, Item
from podium.registry.eligibility import NO_PROTOCOL
from podium.registry.errors import NotFound, PodiumError
from podium.registry.evaluation import Plan
from podium.registry.locking import RunLock
from podium.registry.report import Report, Score
from podium.tests.fakes.adapters import Guesses


class Changed(Benchmark):
    """Spots as another version of its plugin would score them."""

    def __init__(self, spots: Benchmark, report: Report, version: str = "2") -> None:
        self.card = replace(spots.card, version=version)
        self.settings = spots.settings
        self._spots, self._report = spots, report

    def load(self, root: Path, split: str, **settings: Any) -> Any:
        """Load as before."""
        return self._spots.load(root, split, **settings)

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Say what the test wants."""
        return self._report


def reported(value: float | None, **more: Any) -> Report:
    score = Score("accuracy", value, 12)
    return Report({"accuracy": score}, (score,), **more) if value is not None else Report({}, **more)


def accuracy(report: Report | None) -> float | None:
    assert report is not None
    return report.boards["accuracy"].value


@pytest.fixture
def stored(connection: sqlite3.Connection, spots: Benchmark, data: Path) -> journal.Run:
    """Return a finished run of all twelve drawings; it stands on the board."""
    return evaluation.run(connection, Plan(spots, Guesses(), data))


def results(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    rows = connection.execute("SELECT value, run, supersedes, reason FROM results WHERE origin = 'run' ORDER BY id")
    return [tuple(row) for row in rows]


def test_another_threshold_gives_a_second_report_and_the_first_is_kept(
    connection: sqlite3.Connection, spots: Benchmark, stored: journal.Run
) -> None:
    found = rescoring.rescore(connection, stored, spots, given={"threshold": "0.9"})
    assert (found.number, found.before) == (2, stored.report)
    kept = rescoring.reports(connection, found.run)
    assert [(one.number, one.settings["threshold"]) for one in kept] == [(1, 0.5), (2, 0.9)]
    assert (kept[0].report, kept[0].made_at) == (stored.report, stored.finished_at)
    assert kept[1].report == found.run.report
    assert found.run.settings["threshold"] == 0.9 and accuracy(found.run.report) != accuracy(stored.report)
    changed = {one.figure: (one.stored, one.now) for one in found.changes}
    assert changed["settings.threshold"] == (0.5, 0.9)
    assert changed["boards.accuracy.value"] == (accuracy(stored.report), accuracy(found.run.report))
    third = rescoring.rescore(connection, found.run, spots, given={"threshold": "0.5"})
    assert third.number == 3 and third.run.report == stored.report


def test_the_board_follows_by_append_and_says_why(
    connection: sqlite3.Connection, spots: Benchmark, stored: journal.Run
) -> None:
    (first,) = connection.execute("SELECT id FROM results WHERE origin = 'run'").fetchone()
    found = rescoring.rescore(connection, stored, spots, given={"threshold": "0.9"})
    assert found.boards == {"accuracy": "replaced"}
    assert [(value, run, before) for value, run, before, _ in results(connection)] == [
        (accuracy(stored.report), stored.id, None),
        (accuracy(found.run.report), stored.id, first),
    ]
    assert results(connection)[1][3].startswith(f"run {stored.id} was scored again by podium")
    (shown,) = leaderboard.board(connection, "spots", "accuracy").rows
    assert shown.value == accuracy(found.run.report) and shown.standing == "reproduced"


def test_the_same_figures_again_append_nothing_to_the_board(
    connection: sqlite3.Connection, spots: Benchmark, stored: journal.Run
) -> None:
    found = rescoring.rescore(connection, stored, spots)
    assert (found.changes, found.boards, found.number) == ((), {"accuracy": "unchanged"}, 2)
    assert len(results(connection)) == 1


def test_a_run_scored_again_verifies_by_its_newest_report_and_is_checked_anew(
    connection: sqlite3.Connection, spots: Benchmark, stored: journal.Run
) -> None:
    auditing.keep(connection, stored, auditing.audit(connection, stored, spots), "1")
    found = rescoring.rescore(connection, stored, spots, given={"threshold": "0.9"})
    assert found.run.checked is None
    assert auditing.audit(connection, found.run, spots).ok


def test_an_old_run_does_not_push_a_newer_one_of_its_model_off_the_board(
    connection: sqlite3.Connection, spots: Benchmark, stored: journal.Run, data: Path
) -> None:
    newer = evaluation.run(connection, Plan(spots, Guesses("two"), data, model_name=stored.model))
    found = rescoring.rescore(connection, stored, spots, given={"threshold": "0.9"})
    assert found.boards == {"accuracy": "its figure there was replaced or withdrawn before, and stays so"}
    (shown,) = leaderboard.board(connection, "spots", "accuracy").rows
    assert shown.run == newer.id


def test_a_figure_that_the_new_scorer_withholds_is_withdrawn_and_one_it_gives_at_last_is_entered(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    silent = Changed(spots, reported(None), "1")
    run = evaluation.run(connection, Plan(silent, Guesses(), data))
    assert run.eligibility == {"accuracy": NO_PROTOCOL} and results(connection) == []
    given = rescoring.rescore(connection, run, Changed(spots, reported(0.75)))
    assert (given.boards, given.run.eligibility) == ({"accuracy": "entered"}, {"accuracy": ""})
    withheld = rescoring.rescore(
        connection, given.run, Changed(spots, reported(None, withheld={"accuracy": "too few"}))
    )
    assert withheld.boards == {"accuracy": "withdrawn: too few"}
    assert withheld.run.eligibility == {"accuracy": "too few"}
    assert [value for value, *_ in results(connection)] == [0.75, None]
    assert leaderboard.board(connection, "spots", "accuracy").rows == ()


def test_what_keeps_a_run_off_a_board_is_not_forgotten_when_it_is_scored_again(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    run = evaluation.run(connection, Plan(spots, Guesses(), data, limit=7))
    found = rescoring.rescore(connection, run, spots, given={"threshold": "0.9"})
    assert found.run.eligibility == run.eligibility
    assert found.boards == {"accuracy": f"not on the board: {run.eligibility['accuracy']}"}
    assert results(connection) == []


def test_of_two_reasons_only_the_scorer_s_own_follows_the_new_report(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    def by(judge: str) -> Benchmark:
        withheld = {"accuracy": f"judged by {judge}; this board's judge is strict"} if judge != "strict" else {}
        return Changed(spots, reported(None if withheld else 0.75, withheld=withheld))

    run = evaluation.run(connection, Plan(by("nobody"), Guesses(), data, limit=7))
    short = "7 of 12 items (--limit)"
    assert run.eligibility == {"accuracy": f"judged by nobody; this board's judge is strict; {short}"}
    for judge, own in (("jay", True), ("kay", True), ("strict", False), ("jay", True), ("strict", False)):
        run = rescoring.rescore(connection, run, by(judge)).run
        expected = f"judged by {judge}; this board's judge is strict; {short}" if own else short
        assert run.eligibility == {"accuracy": expected}
    # In runs of old the scorer's own reason stands last.
    run = rescoring.rescore(connection, run, by("jay")).run
    old = f'{{"accuracy": "{short}; judged by jay; this board\'s judge is strict"}}'
    connection.execute("UPDATE runs SET eligibility = ?", (old,))
    connection.commit()
    assert rescoring.rescore(connection, run, by("strict")).run.eligibility == {"accuracy": short}
    assert results(connection) == []


def test_notes_of_data_and_model_stay_and_the_scorers_are_its_new_ones(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    class Wordy(Guesses):
        def notes(self) -> Sequence[str]:
            return ("the model was tired",)

    before = Changed(spots, reported(0.5, notes=("the scorer was new",)), "1")
    run = evaluation.run(connection, Plan(before, Wordy(), data))
    found = rescoring.rescore(connection, run, before)
    assert found.run.report is not None
    assert found.run.report.notes == ("the model was tired", "the scorer was new")


def test_the_version_of_the_card_by_which_a_run_was_scored_last_decides_with_what_it_compares(
    connection: sqlite3.Connection, spots: Benchmark, stored: journal.Run, data: Path
) -> None:
    newer = evaluation.run(connection, Plan(Changed(spots, reported(0.5)), Guesses("two"), data))
    with pytest.raises(PodiumError, match="version 1 and 2 of the benchmark"):
        pairing.check_alike(connection, [stored, newer])
    found = rescoring.rescore(connection, stored, Changed(spots, reported(0.25)))
    pairing.check_alike(connection, [found.run, newer])
    assert [one.card for one in rescoring.reports(connection, found.run)] == ["1", "2"]


def test_a_setting_that_changes_what_is_asked_is_refused(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    run = evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder))
    with pytest.raises(
        PodiumError, match="setting shots of Quiz changes what is asked, not how it is scored"
    ) as caught:
        rescoring.rescore(connection, run, quiz, given={"shots": "5"})
    assert caught.value.hint == "run the model again with --set shots=5"


def test_an_unknown_setting_is_suggested_a_near_one(
    connection: sqlite3.Connection, spots: Benchmark, stored: journal.Run
) -> None:
    with pytest.raises(NotFound, match="no setting called 'treshold'") as caught:
        rescoring.rescore(connection, stored, spots, given={"treshold": "0.9"})
    assert caught.value.hint == "did you mean threshold?"


def test_a_scorer_that_fails_changes_nothing(
    connection: sqlite3.Connection, spots: Benchmark, stored: journal.Run
) -> None:
    class Broken(Changed):
        def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
            raise ZeroDivisionError("by nothing")

    with pytest.raises(PodiumError, match="the scorer of Spots failed: ZeroDivisionError: by nothing"):
        rescoring.rescore(connection, stored, Broken(spots, reported(0.5)))
    assert journal.find_run(connection, stored.id) == stored
    assert [one.number for one in rescoring.reports(connection, stored)] == [1]


def test_a_run_at_which_another_process_is_is_left_alone(
    connection: sqlite3.Connection, spots: Benchmark, stored: journal.Run
) -> None:
    lock = RunLock(connection, stored.id, {})
    try:
        with pytest.raises(PodiumError, match="is running elsewhere"):
            rescoring.rescore(connection, stored, spots)
    finally:
        lock.release(for_good=True)
    assert journal.find_run(connection, stored.id) == stored


def test_a_run_that_was_scored_anew_since_it_was_read_is_scored_from_what_it_is_now(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    item = list(quiz.load(quiz_folder, "test", shots=0, protocol="likelihood"))[0].id
    before = evaluation.run(connection, Plan(quiz, Guesses(fails=(item,)), quiz_folder))
    again = evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder, retry_failed=True))
    found = rescoring.rescore(connection, before, quiz)
    assert (found.before, found.changes) == (again.report, ())
    assert found.run.provenance["outcome"]["failed"] == 0


def test_a_run_is_not_even_read_while_its_failed_items_are_asked_again(
    connection: sqlite3.Connection, stored: journal.Run, spots: Benchmark, tmp_path: Path
) -> None:
    lock = RunLock(connection, stored.id, {})
    try:
        with pytest.raises(PodiumError, match=f"run {stored.id} is running elsewhere"):
            rescoring.rescore(connection, stored, spots, tmp_path / "nowhere")
    finally:
        lock.release()


def test_a_run_whose_journal_was_altered_is_not_scored_again_and_the_board_stays(
    connection: sqlite3.Connection, spots: Benchmark, stored: journal.Run
) -> None:
    before = results(connection)
    row = connection.execute("SELECT item, answer FROM answers WHERE position = 3").fetchone()
    with connection:
        connection.execute("UPDATE answers SET answer = '{\"probabilities\":[0.123]}' WHERE position = 3")
    with pytest.raises(PodiumError) as caught:
        rescoring.rescore(connection, stored, spots)
    said = f"run {stored.id}: row 3 of its journal ({row['item']}) is not what was written to it"
    assert caught.value.message == said and f"podium runs verify {stored.id}" in caught.value.hint
    assert (results(connection), journal.find_run(connection, stored.id)) == (before, stored)
    # Also where the row's own digest was made to fit.
    digest = journal.row_digest(row["item"], "", '{"probabilities":[0.123]}')
    with connection:
        connection.execute("UPDATE answers SET key = '', digest = ? WHERE position = 3", (digest,))
    with pytest.raises(PodiumError, match="the rows are not those the run ended with"):
        rescoring.rescore(connection, stored, spots)
