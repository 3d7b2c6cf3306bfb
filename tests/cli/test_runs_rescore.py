"""``podium runs rescore``, ``prune``, and what is told of runs on other items."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.tests.cli.chexpert_runs import score, write_predictions, write_sample
from podium.tests.cli.quiz_runs import change, guess, runs, runs_json
from podium.tests.cli.support import podium, podium_json
from podium.tests.fakes import quiz_data, spots_data


@pytest.fixture
def spots(tmp_path: Path) -> Path:
    return spots_data.write(tmp_path / "spots")


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    return quiz_data.write(tmp_path / "quiz")


def test_old_and_new_figures_stand_side_by_side(spots: Path) -> None:
    run = guess(spots, benchmark="spots")
    result = runs("rescore", run.id, "--set", "threshold=0.9").stdout
    line = next(line for line in result.splitlines() if line.startswith("accuracy"))
    assert run.report is not None
    after = runs_json("show", run.id)["report"]["boards"]["accuracy"]["value"]
    assert line.split() == ["accuracy", f"{run.report.boards['accuracy'].value:.3f}", f"{after:.3f}", "changed"]
    assert "· settings.threshold: 0.5 → 0.9" in result
    assert "accuracy  replaced" in result
    assert f"podium runs show {run.id} --report 1" in result
    assert "No figure changed." in runs("rescore", run.id).stdout


def test_a_setting_that_changes_what_is_asked_is_refused_with_what_to_do(quiz: Path) -> None:
    run = guess(quiz)
    assert runs("rescore", run.id, "--set", "shots=5", code=1).stderr == (
        "error: setting shots of Quiz changes what is asked, not how it is scored;"
        " run the model again with --set shots=5\n"
    )
    assert "'shots' is not NAME=VALUE" in runs("rescore", run.id, "--set", "shots", code=2).stderr
    assert "no setting called 'nothing'" in runs("rescore", run.id, "--set", "nothing=1", code=3).stderr


def test_prune_proposes_unfinished_runs_and_asks(quiz: Path) -> None:
    kept, left = guess(quiz), guess(quiz, "two", limit=9)
    change("UPDATE runs SET status = 'interrupted', report = NULL WHERE id = ?", left.id)
    dry = runs("prune", "--dry-run").stdout
    assert left.id in dry and kept.id not in dry
    assert "Would remove 1 whole run (9 answers, " in dry
    assert runs("prune", code=1, stdin="n\n").stderr.endswith("error: nothing was removed\n")
    assert "nobody answered; -y removes without asking" in runs("prune", code=1, stdin="").stderr
    assert [run["id"] for run in runs_json()] == [left.id, kept.id]
    result = runs("prune", stdin="y\n")
    assert "Remove 1 whole run" in result.stderr
    assert "Removed 1 whole run and 9 answers; the registry file is " in result.stdout
    assert [run["id"] for run in runs_json()] == [kept.id]
    assert runs("prune").stdout == "Nothing to remove.\n"


def test_prune_says_what_stays_and_why(quiz: Path) -> None:
    ranked, part = guess(quiz), guess(quiz, "two", limit=9)
    data = runs_json("prune", "--keep", "0", "-y")
    proposed = {one["run"]: one["protected"] for one in data["proposed"]}
    assert proposed == {ranked.id: "a figure on board accuracy rests on it", part.id: ""}
    assert (data["removed"]["runs"], data["removed"]["answers"]) == (0, 9)
    assert "stays: a figure on board accuracy rests on it" in runs("prune", "--keep", "0", "--dry-run").stdout
    assert "9 answers removed on 20" in runs("show", part.id).stdout
    assert runs_json("verify", "--all")["runs"][0]["run"] == ranked.id
    assert "its answers were removed on 20" in runs("verify", part.id, code=1).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--older-than", "soon"], "'soon' is not a number of hours, days or weeks"),
        (["--unfinished", "--keep", "2"], "it cannot go with --unfinished"),
        (["--keep", "-1"], "-1 is not in the range"),
    ],
)
def test_prune_refuses_what_it_does_not_understand(words: list[str], said: str) -> None:
    assert said in podium("runs", "prune", *words, code=2).stderr


def test_json_never_asks(quiz: Path) -> None:
    run = guess(quiz, limit=9)
    change("UPDATE runs SET status = 'failed', report = NULL WHERE id = ?", run.id)
    assert "--json does not ask: add --dry-run or -y" in runs("prune", "--json", code=2).stderr
    assert runs_json("prune", "--dry-run")["removed"] is None


def test_runs_on_other_items_are_refused_with_their_overlap_and_compared_on_it_when_asked(tmp_path: Path) -> None:
    data = write_sample(tmp_path / "data")
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    write_predictions(first, data, "test", 0.6, 1)
    write_predictions(second, data, "test", 0.3, 2)
    whole, part = score(first, data), score(second, data, "--limit", "100")
    for words in (("compare", whole["id"], part["id"]), ("table", whole["id"], part["id"])):
        said = podium("runs", *words, code=1).stderr
        assert "100 of 151 items in common" in said
        assert f"podium runs compare {whole['id']} {part['id']} --common" in said
    found = podium_json("runs", "compare", whole["id"], part["id"], "--common")
    assert found["report"]["notes"][0] == (
        "compared on the 100 items in common alone: left out are 51 of 151 of A and 0 of 100 of B;"
        " figures of a part enter no board"
    )
    alone = podium_json("runs", "compare", score(first, data, "--limit", "100")["id"], part["id"])
    assert found["report"]["scores"] == alone["report"]["scores"]
