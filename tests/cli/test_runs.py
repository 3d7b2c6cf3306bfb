"""``podium runs list`` and ``show``: which runs there are, how they went and what each report said."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.cli import run_record
from podium.registry.locking import RunLock
from podium.tests.cli.quiz_runs import PLUGINS, change, guess, registry, runs, runs_json
from podium.tests.cli.support import podium
from podium.tests.fakes import quiz_data, spots_data


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    return quiz_data.write(tmp_path / "quiz")


def ids(*words: str) -> list[str]:
    return [run["id"] for run in runs_json("list", *words)]


def test_runs_are_listed_by_benchmark_model_and_status(quiz: Path, tmp_path: Path) -> None:
    first, second = guess(quiz, "Small-Model"), guess(quiz, "other")
    drawn = guess(spots_data.write(tmp_path / "spots"), "small", benchmark="spots")
    change("UPDATE runs SET status = 'interrupted' WHERE id = ?", second.id)
    assert ids() == [drawn.id, second.id, first.id] == [run["id"] for run in runs_json()]
    assert ids("--benchmark", "the quiz") == [second.id, first.id]
    assert ids("--model", "small model") == [first.id]
    assert ids("--model", "SMALL") == [drawn.id, first.id]
    assert ids("--status", "interrupted") == [second.id]
    assert ids("--status", "failed") == []
    assert runs("list", "--status", "failed").stdout == "No such runs; podium runs lists all.\n"
    assert "'quizz'" in runs("list", "--benchmark", "quizz", code=3).stderr
    assert runs().stdout == runs("list").stdout


def test_an_empty_list_says_how_to_begin() -> None:
    assert "No runs yet." in podium("runs", "list").stdout
    assert runs_json("list") == []


def test_the_list_has_the_items_that_failed_and_whether_a_run_verifies(quiz: Path) -> None:
    failed, good = guess(quiz, "broken", fails=("anatomy-3", "virology-0")), guess(quiz, "good")
    runs("verify", good.id)
    lines = runs("list").stdout.splitlines()
    assert lines[0].split() == "run benchmark split model status figure failed verified data started".split()
    shown = {line.split()[0]: line for line in lines[1:]}
    heads = lines[0].index("failed"), lines[0].index("verified")
    assert shown[failed.id][heads[0] : heads[1]].strip() == "2"
    assert shown[good.id][heads[0] : heads[1]].strip() == ""
    assert shown[good.id][heads[1] :].startswith("20")
    checked = {run["id"]: run["checked"] for run in runs_json("list")}
    assert checked[failed.id] is None and checked[good.id]["ok"] is True


def test_show_tells_how_a_run_went_in_a_few_lines_and_all_of_it_on_demand(quiz: Path) -> None:
    run = guess(quiz, fails=("anatomy-3",))
    short = runs("show", run.id).stdout
    went = short[short.index("How it went") :]
    assert "36 of 36, 1 failed" in went
    assert "answering" in went and "items/s" in went and "MB at most" in went
    assert "Provenance" not in short and "identity" not in short
    whole = runs("show", run.id, "--all").stdout
    assert "durations answering" in whole and "identity adapter" in whole


def test_show_gives_an_earlier_report_and_says_which_it_is(tmp_path: Path) -> None:
    run = guess(spots_data.write(tmp_path / "spots"), benchmark="spots")
    assert run.report is not None
    before = run.report.boards["accuracy"].value
    now = runs_json("rescore", run.id, "--set", "threshold=0.9")["now"]["accuracy"]
    newest, first = runs_json("show", run.id), runs_json("show", run.id, "--report", "1")
    assert [shown["report"]["boards"]["accuracy"]["value"] for shown in (newest, first)] == [now, before]
    assert (newest["report_number"], first["report_number"]) == (2, 1)
    assert [(one["number"], one["card"]) for one in first["reports"]] == [(1, "1"), (2, "1")]
    assert first["settings"]["threshold"] == 0.5 and newest["settings"]["threshold"] == 0.9
    text = runs("show", run.id, "--report", "1").stdout
    assert "1 of 2, made 20" in text and "not on the board: a later report took its place" in text
    assert "on the board, not yet checked" in runs("show", run.id).stdout
    assert "it has 2 reports" in runs("show", run.id, "--report", "3", code=3).stderr


def test_a_run_scored_once_has_one_report(quiz: Path) -> None:
    run = guess(quiz)
    assert [one["number"] for one in runs_json("show", run.id)["reports"]] == [1]
    assert "1 of 1" not in runs("show", run.id).stdout


def test_the_board_says_whether_a_stored_run_verifies(quiz: Path) -> None:
    run = guess(quiz)

    def board(*words: str) -> str:
        return podium("--plugins-dir", PLUGINS, *words).stdout

    assert "reproduced not yet checked" in board("leaderboard", "quiz")
    runs("verify", run.id)
    assert "reproduced ✓ verified 20" in board("leaderboard", "quiz")
    assert "reproduced ✓ verified 20" in board("show", "quiz")
    change("UPDATE answers SET item = 'x' WHERE run = ? AND position = 0", run.id)
    runs("verify", run.id, code=1)
    assert "reproduced ✗ differs" in board("leaderboard", "quiz")
    assert "on the board, differs when it is scored again, 20" in runs("show", run.id).stdout


def test_a_run_that_a_process_holds_is_running_and_one_that_nobody_holds_has_stopped(quiz: Path) -> None:
    run = guess(quiz)
    change("UPDATE runs SET status = 'running' WHERE id = ?", run.id)
    with registry() as connection:
        lock = RunLock(connection, run.id, {})
        assert " running " in runs("list").stdout and runs_json("list")[0]["stopped"] is False
        lock.release()
    assert " stopped " in runs("list").stdout and runs_json("show", run.id)["stopped"] is True


def test_show_says_that_another_run_took_the_place_on_the_board(quiz: Path) -> None:
    first = guess(quiz)
    assert "on the board, not yet checked" in runs("show", first.id).stdout
    second = guess(quiz, fresh=True)
    assert f"not on the board: run {second.id} took its place" in runs("show", first.id).stdout
    assert "on the board, not yet checked" in runs("show", second.id).stdout


def test_the_memory_of_a_run_with_workers_is_said_to_be_this_process_alone() -> None:
    assert run_record._memory({"peak_mb": 1234}, False) == "1,234 MB at most"
    assert run_record._memory({"peak_mb": 1234}, True) == "1,234 MB at most, of this process, without the workers"
    assert run_record._memory({}, True) == ""
