"""``podium runs verify``: exit code 1 for one altered row, one other figure, or data that is gone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from podium.tests.cli.quiz_runs import PLUGINS, change, guess, registry, runs, runs_json
from podium.tests.cli.support import podium, podium_json
from podium.tests.fakes import quiz_data


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    return quiz_data.write(tmp_path / "quiz")


def swap(run: str) -> tuple[int, str]:
    """Change the first answer that is wrong, and stays wrong, to another; return its position and item."""
    with registry() as connection:
        rows = connection.execute("SELECT * FROM answers WHERE run = ? ORDER BY position", (run,)).fetchall()
    row = next(row for row in rows if row["answer"] == '{"choice":1}')
    change("UPDATE answers SET answer = '{\"choice\":2}' WHERE run = ? AND position = ?", run, row["position"])
    return row["position"], row["item"]


def test_a_run_that_nobody_touched_verifies(quiz: Path) -> None:
    run = guess(quiz)
    result = runs("verify", run.id[:6])
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[:2] == [f"run {run.id}", "quiz · test · one"]
    assert lines[2] == "✓ 36 answers as written"
    assert re.fullmatch(r"✓ \d+ figures equal to the last bit", lines[3])
    assert lines[4] == "verified"


def test_one_altered_row_is_named_with_position_and_item_and_the_exit_code_is_1(quiz: Path) -> None:
    run = guess(quiz)
    position, item = swap(run.id)
    result = runs("verify", run.id, code=1)
    assert f"✗ row {position} ({item}) is not what was written to it" in result.stdout
    assert result.stderr == f"error: 1 of 1 run does not verify; {run.id}\n"
    (found,) = runs_json("verify", run.id, code=1)["runs"]
    assert (found["ok"], found["problems"][0]["position"], found["problems"][0]["item"]) == (False, position, item)


def test_one_other_figure_is_shown_as_stored_and_as_it_is(quiz: Path) -> None:
    run = guess(quiz)
    assert run.report is not None
    change("UPDATE runs SET report = json_set(report, '$.counts.questions', 35) WHERE id = ?", run.id)
    result = runs("verify", run.id, code=1)
    assert "✗ counts.questions: 35 stored, 36 now" in result.stdout and "✓ 36 answers as written" in result.stdout


def test_all_runs_are_verified_and_one_bad_one_is_enough(quiz: Path) -> None:
    good, bad = guess(quiz), guess(quiz, "two")
    assert runs_json("verify", "--all")["ok"] is True
    swap(bad.id)
    result = runs("verify", "--all", code=1)
    assert result.stderr == f"error: 1 of 2 runs does not verify; {bad.id}\n"
    assert [(one["run"], one["ok"]) for one in runs_json("verify", "--all", code=1)["runs"]] == [
        (bad.id, False),
        (good.id, True),
    ]


def test_what_cannot_be_verified_is_not_verified(quiz: Path, tmp_path: Path) -> None:
    run = guess(quiz)
    moved = Path(shutil.move(quiz, tmp_path / "moved"))
    result = runs("verify", run.id, code=1)
    assert (
        f"✗ not verified: the data of run {run.id} is no longer in {quiz} (give its folder to --data)" in result.stdout
    )
    assert "verified" in runs("verify", run.id, "--data", moved).stdout
    assert "verified" in runs("verify", "--all", "--data", moved).stdout
    # Without its plugin there is nothing to score with.
    assert (
        "Quiz needs its plugin quiz, a single file that is not there" in podium("runs", "verify", run.id, code=1).stdout
    )


def test_runs_are_named_or_all_are_meant(quiz: Path) -> None:
    run = guess(quiz)
    assert "name runs, or give --all" in runs("verify", code=2).stderr
    assert "name runs, or give --all" in runs("verify", run.id, "--all", code=2).stderr
    assert runs("verify", "zzzz", code=3).stderr.startswith("error: no run called 'zzzz'")


def test_nothing_to_verify_is_no_error() -> None:
    assert podium_json("runs", "verify", "--all") == {"ok": True, "runs": []}


def test_a_registry_that_cannot_be_written_is_verified_and_keeps_no_outcome(
    quiz: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from podium.cli.app import App
    from podium.registry.errors import RegistryFileError

    run = guess(quiz)

    def refuse(app: App) -> None:
        raise RegistryFileError("registry file: readonly")

    monkeypatch.setattr(App, "write", refuse)
    result = podium("--plugins-dir", PLUGINS, "runs", "verify", run.id)
    assert "verified" in result.stdout and "is not kept" in result.stderr


def test_a_run_on_the_sample_is_verified_without_any_folder() -> None:
    run = podium_json("evaluate", "chexpert", "--model", "baseline:prior", "--bootstrap", "20")
    (found,) = podium_json("runs", "verify", run["id"])["runs"]
    assert found["ok"] and found["figures"] > 1000
