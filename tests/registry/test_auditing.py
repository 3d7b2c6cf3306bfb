"""Verifying a stored run finds a single altered row and a single altered figure, and says what it could not look at."""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podium.registry import auditing, evaluation, journal, leaderboard, rescoring, sealing
from podium.registry.auditing import Audit, Difference, RowProblem
from podium.registry.benchmark import Benchmark
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Plan
from podium.registry.report import Curve, Interval, Report, Score, Table
from podium.registry.version import __version__
from podium.registry.views import run_check
from podium.tests.fakes.adapters import Guesses


@pytest.fixture
def stored(connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path) -> journal.Run:
    """Return a finished run of 36 questions; it stands on the quiz's board."""
    return evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder))


def audited(connection: sqlite3.Connection, run: journal.Run, benchmark: Benchmark, root: Path | None = None) -> Audit:
    return auditing.audit(connection, journal.find_run(connection, run.id), benchmark, root)


def change(connection: sqlite3.Connection, statement: str, *values: Any) -> None:
    assert connection.execute(statement, values).rowcount == 1
    connection.commit()


def row(connection: sqlite3.Connection, run: journal.Run, position: int) -> dict[str, Any]:
    found = connection.execute("SELECT * FROM answers WHERE run = ? AND position = ?", (run.id, position)).fetchone()
    return dict(found)


def wrong_to_wrong(connection: sqlite3.Connection, run: journal.Run, quiz: Benchmark, root: Path) -> tuple[int, str]:
    """Change one wrong answer to another wrong one, and return its position and item: no figure changes by it."""
    items = quiz.load(root, "test", shots=0, protocol="likelihood")
    for position, item in enumerate(items):
        given_ = json.loads(row(connection, run, position)["answer"])["choice"]
        if given_ != item.target:
            other = next(choice for choice in range(4) if choice not in (given_, item.target))
            statement = "UPDATE answers SET answer = ? WHERE run = ? AND position = ?"
            change(connection, statement, json.dumps({"choice": other}, separators=(",", ":")), run.id, position)
            return position, item.id
    raise AssertionError("every answer is right: choose another seed")


def test_a_run_that_nobody_touched_verifies_in_every_row_and_figure(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark
) -> None:
    found = audited(connection, stored, quiz)
    assert stored.report is not None
    number = len(auditing.figures(stored.report))
    assert found == Audit(stored.id, 36, True, figures=number, equal=number)
    assert found.ok and found.figures > 20


def test_one_altered_answer_is_named_though_no_figure_changes_by_it(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark, quiz_folder: Path
) -> None:
    position, item = wrong_to_wrong(connection, stored, quiz, quiz_folder)
    found = audited(connection, stored, quiz)
    assert found.problems == (RowProblem(position, item, "is not what was written to it"),)
    assert found.differences == () and found.unverified == "" and not found.ok


def test_an_altered_row_with_a_digest_made_to_fit_is_told_by_the_digest_of_the_run(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark, quiz_folder: Path
) -> None:
    position, _ = wrong_to_wrong(connection, stored, quiz, quiz_folder)
    altered = row(connection, stored, position)
    digest = journal.row_digest(altered["item"], altered["key"], altered["answer"])
    change(connection, "UPDATE answers SET digest = ? WHERE run = ? AND position = ?", digest, stored.id, position)
    (problem,) = audited(connection, stored, quiz).problems
    assert problem.position is None and "the digest over all of them does not fit" in problem.what


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    position=st.integers(0, 35), column=st.sampled_from(["item", "key", "answer", "digest"]), place=st.integers(0, 40)
)
def test_any_one_altered_character_of_any_row_is_found(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark, position: int, column: str, place: int
) -> None:
    before = row(connection, stored, position)[column]
    at = place % len(before)
    after = before[:at] + chr(ord(before[at]) ^ 1) + before[at + 1 :]
    statement = f"UPDATE answers SET {column} = ? WHERE run = ? AND position = ?"
    change(connection, statement, after, stored.id, position)
    try:
        found = audited(connection, stored, quiz)
    finally:
        change(connection, statement, before, stored.id, position)
    assert not found.ok
    assert position in [problem.position for problem in found.problems]
    assert audited(connection, stored, quiz).ok


def test_rows_that_are_gone_added_or_unreadable_are_named(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark
) -> None:
    last = row(connection, stored, 35)
    change(connection, "DELETE FROM answers WHERE run = ? AND position = 4", stored.id)
    change(connection, "DELETE FROM answers WHERE run = ? AND position = 35", stored.id)
    change(connection, "UPDATE answers SET answer = '{' WHERE run = ? AND position = 7", stored.id)
    change(connection, "UPDATE answers SET answer = '{\"no\":1}' WHERE run = ? AND position = 8", stored.id)
    statement = "INSERT INTO answers (run, position, item, key, answer, digest) VALUES (?, 99, ?, ?, ?, ?)"
    change(connection, statement, stored.id, last["item"], last["key"], last["answer"], last["digest"])
    found = audited(connection, stored, quiz)
    told = {(problem.position, problem.what) for problem in found.problems}
    assert {
        (4, "is missing"),
        (35, "is missing"),
        (7, "holds no answer that can be read"),
        (8, "holds no answer that can be read"),
        (99, "is beyond the 36 items of the run"),
    } <= told
    assert found.unverified == "the journal is not whole, so nothing can be scored"


def test_an_altered_figure_of_the_report_is_given_with_what_the_journal_says(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark
) -> None:
    assert stored.report is not None
    true = stored.report.boards["accuracy"].value
    change(
        connection, "UPDATE runs SET report = json_set(report, '$.boards.accuracy.value', 0.9) WHERE id = ?", stored.id
    )
    found = audited(connection, stored, quiz)
    assert Difference("boards.accuracy.value", 0.9, true) in found.differences
    # The board's row is held against the report as well.
    assert any(one.figure.endswith("on board accuracy.value") for one in found.differences)
    assert len(found.differences) == 2 and not found.ok
    (problem,) = found.problems
    assert problem.position is None and problem.what.startswith("the report, or what the run says of its model")


def test_a_board_row_that_is_not_the_reports_figure_is_found(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark
) -> None:
    assert stored.report is not None
    connection.execute("DROP TRIGGER results_are_never_changed")
    change(connection, "UPDATE results SET value = 0.99 WHERE run = ?", stored.id)
    (found,) = audited(connection, stored, quiz).differences
    assert found.figure.endswith("on board accuracy.value")
    assert (found.stored, found.now) == (0.99, stored.report.boards["accuracy"].value)


def test_a_figure_off_by_rounding_fails_here_and_passes_where_packages_are_others(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark
) -> None:
    assert stored.report is not None
    subject = stored.report.tables[0].rows[0]
    near = subject[2].value + 1e-15  # type: ignore[union-attr,operator]
    change(
        connection,
        "UPDATE runs SET report = json_set(report, '$.tables[0].rows[0][2].value', ?) WHERE id = ?",
        near,
        stored.id,
    )
    with journal.writing(connection):
        sealing.seal(connection, stored.id)
    found = audited(connection, stored, quiz)
    assert [(one.figure, one.rounding) for one in found.differences] == [
        (f"tables.subjects.{subject[0]}.official.value", True)
    ]
    assert found.elsewhere == () and not found.ok
    change(
        connection,
        "UPDATE runs SET provenance = json_set(provenance, '$.packages.numpy', '1.0') WHERE id = ?",
        stored.id,
    )
    found = audited(connection, stored, quiz)
    assert len(found.elsewhere) == 1 and found.elsewhere[0].startswith("numpy 1.0 then, ")
    assert len(found.differences) == 1 and found.failing == () and found.ok


def test_a_run_of_a_version_without_digests_is_verified_by_its_figures_and_that_is_said(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark, quiz_folder: Path
) -> None:
    connection.execute("UPDATE answers SET key = '', digest = ''")
    change(
        connection,
        "UPDATE runs SET digest = NULL, provenance = json_remove(provenance, '$.content', '$.seal') WHERE id = ?",
        stored.id,
    )
    found = audited(connection, stored, quiz)
    assert found.ok and not found.digests and not found.sealed and found.equal == found.figures > 20
    # What was blanked by somebody else shows: the run still has its own digest.
    change(connection, "UPDATE runs SET digest = ? WHERE id = ?", stored.digest, stored.id)
    assert [one.what for one in audited(connection, stored, quiz).problems[:36]] == ["has lost its digest"] * 36


def test_a_run_whose_data_is_gone_is_not_verified_and_an_earlier_outcome_stays(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark, quiz_folder: Path, tmp_path: Path
) -> None:
    auditing.keep(connection, stored, audited(connection, stored, quiz), "1")
    moved = quiz_folder.rename(tmp_path / "moved")
    found = audited(connection, stored, quiz)
    assert not found.ok and found.problems == () and "is no longer in" in found.unverified
    auditing.keep(connection, stored, found, "1")
    check = run_check(journal.find_run(connection, stored.id).checked)
    assert check is not None and check.ok
    assert audited(connection, stored, quiz, moved).ok


def test_rows_are_held_against_their_digests_though_the_data_is_gone(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark, quiz_folder: Path
) -> None:
    position, item = wrong_to_wrong(connection, stored, quiz, quiz_folder)
    shutil.rmtree(quiz_folder)
    found = audited(connection, stored, quiz)
    assert (position, item) in [(problem.position, problem.item) for problem in found.problems]
    auditing.keep(connection, stored, found, "1")
    check = run_check(journal.find_run(connection, stored.id).checked)
    assert check is not None and not check.ok


def test_a_question_that_changed_in_the_data_is_told_though_its_answer_is_the_same(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark, quiz_folder: Path
) -> None:
    table = quiz_folder / "test" / "anatomy_test.csv"
    table.write_text(table.read_text().replace("0: which", "0: Which", 1))
    found = audited(connection, stored, quiz)
    assert not found.ok
    assert (0, "was asked otherwise than the data now asks it") in [(one.position, one.what) for one in found.problems]


def test_the_outcome_is_kept_and_the_board_shows_it(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark, quiz_folder: Path
) -> None:
    (before,) = leaderboard.board(connection, "quiz").rows
    assert before.run_check is None and before.verified
    auditing.keep(connection, stored, audited(connection, stored, quiz), "1")
    (good,) = leaderboard.board(connection, "quiz").rows
    assert good.run_check is not None and good.verified
    check = good.run_check
    assert (check.ok, check.problems, check.podium, check.card) == (True, 0, __version__, "1")
    wrong_to_wrong(connection, stored, quiz, quiz_folder)
    auditing.keep(connection, stored, audited(connection, stored, quiz), "1")
    view = leaderboard.board(connection, "quiz")
    assert view.rows[0].run_check is not None and not view.rows[0].run_check.ok
    assert not view.rows[0].verified and view.verified == 0


def test_an_unfinished_run_has_nothing_to_verify(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark
) -> None:
    change(connection, "UPDATE runs SET status = 'interrupted' WHERE id = ?", stored.id)
    with pytest.raises(PodiumError, match="is interrupted, not finished"):
        audited(connection, stored, quiz)


def test_items_that_failed_verify_like_any_other(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    run = evaluation.run(connection, Plan(quiz, Guesses(fails=("anatomy-3", "virology-0")), quiz_folder))
    assert run.failed == 2
    assert audited(connection, run, quiz).ok


def test_every_part_of_a_report_is_compared() -> None:
    interval = Interval(0.1, 0.3, 0.95, "bootstrap", 100)
    score = Score("auroc", 0.2, 5, interval)
    table = Table("t", "T", ("row", "x"), (("a", score), ("a", 1.0), ("b", None)))
    report = Report(
        {"board": score},
        (score,),
        (table,),
        {"items": 5},
        {"seed": 0},
        ("a note",),
        {"other": "why"},
        (Curve("roc", "a", "x", "y", ((0.0, 0.0), (1.0, 1.0))),),
        {"fact": "so"},
        (Table("u", "U", ("unit", "x"), (("s1", 2.0),)),),
    )
    found = auditing.figures(report)
    assert found["boards.board.interval.low"] == 0.1
    assert found["tables.t.a.x.value"] == 0.2
    assert found["tables.t.a.x"] == 1.0
    assert found["curves.roc.a.points.1.0"] == 1.0
    assert found["units.u.s1.x"] == 2.0
    assert {found["counts.items"], found["settings.seed"], found["withheld.other"], found["facts.fact"]} == {
        5,
        0,
        "why",
        "so",
    }
    assert auditing.differences(report, report) == []
    gone = [Difference(name, value, None) for name, value in found.items() if value is not None]
    assert auditing.differences(report, Report({})) == gone
    assert "tables.t.b.x" in found and len(gone) == len(found) - 1


def test_a_report_that_was_stored_before_its_points_had_bars_does_not_differ() -> None:
    points = ((0.2, 0.25), (0.8, 0.75))
    old, new = (
        Report({}, curves=(Curve("calibration", "a", "x", "y", points, bars=bars),))
        for bars in ((), ((0.0, 0.5), (0.5, 1.0)))
    )
    assert auditing.differences(old, new) == []
    assert Report.from_json(new.to_json()) == new and "bars" not in old.to_json()["curves"][0]


def test_rows_of_one_name_are_compared_each_by_itself() -> None:
    def report(*values: float) -> Report:
        return Report({}, tables=(Table("t", "T", ("row", "x"), tuple(("a", value) for value in values)),))

    assert auditing.differences(report(1.0, 2.0), report(1.0, 3.0)) == [Difference("tables.t.a.x (2)", 2.0, 3.0)]


@pytest.mark.parametrize(
    ("stored_", "now", "rounding"),
    [(1.0, 1.0 + 1e-13, True), (1.0, 1.0 + 1e-9, False), (0.0, 1e-13, True), (None, 1e-13, False), ("1", 1.0, False)],
)
def test_rounding_is_told_from_a_difference(stored_: Any, now: Any, rounding: bool) -> None:
    assert Difference("x", stored_, now).rounding is rounding


def test_a_report_that_came_after_the_look_is_not_marked_as_verified(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark
) -> None:
    found = audited(connection, stored, quiz)
    other = json.dumps(replace(stored.report, notes=("another",)).to_json()) if stored.report else ""
    before = json.dumps(stored.report.to_json()) if stored.report else ""
    change(connection, "UPDATE runs SET report = ? WHERE id = ?", other, stored.id)
    auditing.keep(connection, stored, found, "1")
    assert journal.find_run(connection, stored.id).checked is None
    change(connection, "UPDATE runs SET report = ? WHERE id = ?", before, stored.id)
    auditing.keep(connection, stored, found, "1")
    assert json.loads(journal.find_run(connection, stored.id).checked or "")["ok"] is True


@pytest.mark.parametrize(
    "altered",
    [
        "report = json_set(report, '$.notes', json_array('nothing to see here'))",
        "spec = 'guesses:better'",
        "model = 'better'",
        "fingerprint = 'f'",
        "eligibility = '{}'",
        "settings = json_set(settings, '$.shots', 5)",
        "provenance = json_set(provenance, '$.identity.limit', 5)",
        "provenance = json_set(provenance, '$.model.name', 'better')",
        "provenance = json_set(provenance, '$.outcome.unparsed', 5)",
    ],
)
def test_what_a_run_says_of_itself_is_under_a_digest_that_rescoring_does_not_mend(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark, altered: str
) -> None:
    change(connection, f"UPDATE runs SET {altered} WHERE id = ?", stored.id)
    words = [one.what for one in audited(connection, stored, quiz).problems]
    assert words[0].startswith("the report, or what the run says of its model, its items")
    if "settings" not in altered:
        rescoring.rescore(connection, stored, quiz)
        assert not audited(connection, stored, quiz).ok


def test_a_run_scored_again_is_sealed_again(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark
) -> None:
    rescoring.rescore(connection, stored, quiz)
    found = audited(connection, stored, quiz)
    assert found.ok and found.sealed


def test_a_run_that_lost_all_its_digests_is_not_taken_for_one_of_an_earlier_version(
    connection: sqlite3.Connection, stored: journal.Run, quiz: Benchmark
) -> None:
    connection.execute("UPDATE answers SET digest = ''")
    change(connection, "UPDATE runs SET digest = NULL WHERE id = ?", stored.id)
    assert [one.what for one in audited(connection, stored, quiz).problems] == [
        "the run has lost the digest over its rows"
    ]
