"""``podium faq``: files of questions checked and asked, and the questions of the cards."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from podium.cli.root import cli
from podium.registry import database, leaderboard
from podium.tests.cli.support import failure, podium, podium_json, terminal

pytestmark = pytest.mark.usefixtures("registry_file")

RIGHT: dict[str, Any] = {
    "ask": ["who leads chexpert?", "chexpert leader pls"],
    "kind": "answer",
    "facts": {"leader": {"row": "chexpert#1", "is": "model"}},
}
WRONG: dict[str, Any] = {"ask": "who leads mmlu?", "kind": "answer", "facts": {"leader": "[bold]GPT-2[/bold]"}}
REFUSED: dict[str, Any] = {"ask": "who leads zork-bench?", "kind": "answer"}
BROKEN: dict[str, Any] = {"ask": "who?", "kind": "help", "facts": {"score": {"row": "mmlu@none", "is": "score"}}}


def written(folder: Path, *entries: dict[str, Any], name: str = "questions.json") -> Path:
    """Return a file of questions."""
    path = folder / name
    path.write_text(json.dumps(entries))
    return path


def test_the_figures_of_each_file_and_of_all_are_shares_of_their_questions(tmp_path: Path) -> None:
    first = written(tmp_path, RIGHT)
    second = written(tmp_path, RIGHT, WRONG, REFUSED, name="others.json")
    data = podium_json("faq", "eval", first, second, code=1)
    assert list(data) == ["files", "all", "failures"]
    counts = {
        path: {verdict: data["files"][str(path)][verdict] for verdict in ("questions", "right", "wrong", "refused")}
        for path in (first, second)
    }
    assert counts == {
        first: {"questions": 2, "right": 2, "wrong": 0, "refused": 0},
        second: {"questions": 4, "right": 2, "wrong": 1, "refused": 1},
    }
    whole = data["all"]
    assert (whole["accuracy"], whole["wrong_fact_rate"], whole["refusal_rate"]) == (4 / 6, 1 / 6, 1 / 6)
    assert 0 < whole["p50_ms"] <= whole["p99_ms"]
    wrong, refused = data["failures"]
    assert wrong == {
        "place": f"{second}, entry 2",
        "question": "who leads mmlu?",
        "verdict": "wrong",
        "expected": ["answer"],
        "kind": "answer",
        "problems": ["no fact leader is '[bold]GPT-2[/bold]'"],
        "reply": wrong["reply"],
    }
    assert wrong["reply"].startswith("o3 by OpenAI leads MMLU")
    assert (refused["question"], refused["verdict"], refused["kind"]) == ("who leads zork-bench?", "refused", "unknown")


def test_failures_are_shown_with_what_came_instead_wrong_facts_first_and_no_more_than_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, REFUSED, RIGHT, WRONG)
    out = podium("faq", "eval", path, code=1).stdout
    assert re.search(r"questions\.json +4 +50\.0% +25\.0% +25\.0% +0\.0% +0\.0% +\d+\.\d +\d+\.\d$", out, re.M)
    wrong, refused = (out.index(text) for text in ("wrong: who leads mmlu?", "refused: who leads zork-bench?"))
    assert wrong < refused
    assert "expected answer, got unknown" in out
    assert "no fact leader is '[bold]GPT-2[/bold]'" in out
    shown = terminal(lambda: cli(["faq", "eval", str(path)], standalone_mode=False), width=70)
    assert "[bold]GPT-2[/bold]" in shown
    one = podium("faq", "eval", path, "--failures", "1", code=1).stdout
    assert "zork" not in one and "… and 1 more failure; --failures 2 shows all" in one


def test_figures_alone_show_no_question_and_no_reply(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG, REFUSED)
    result = podium("faq", "eval", path, "--figures", code=1)
    assert "100.0%" not in result.stdout and "50.0%" in result.stdout
    assert "mmlu" not in result.output and "zork" not in result.output and "GPT-2" not in result.output
    assert podium_json("faq", "eval", path, "--figures", code=1)["failures"] == []


def test_the_exit_code_is_1_where_a_fact_is_wrong_or_too_few_are_right_and_else_0(tmp_path: Path) -> None:
    right, refused = written(tmp_path, RIGHT), written(tmp_path, RIGHT, RIGHT, REFUSED, name="b.json")
    podium("faq", "eval", right)
    podium("faq", "eval", right, "--at-least", "1")
    podium("faq", "eval", refused)
    podium("faq", "eval", refused, "--at-least", "0.8")
    podium("faq", "eval", refused, "--at-least", "0.81", code=1)
    podium("faq", "eval", written(tmp_path, WRONG, RIGHT, name="c.json"), code=1)
    assert "99.0 is not in the range" in failure("faq", "eval", right, "--at-least", "99", code=2)


def test_an_expectation_that_the_registry_does_not_have_is_named_and_does_not_count(tmp_path: Path) -> None:
    path = written(tmp_path, BROKEN, RIGHT)
    result = podium("faq", "eval", path, "--json", code=1)
    assert json.loads(result.stdout)["all"] | {"p50_ms": 0, "p99_ms": 0} == {
        "questions": 2, "right": 2, "wrong": 0, "refused": 0, "other": 0, "crashed": 0, "broken": 1,
        "accuracy": 1.0, "wrong_fact_rate": 0.0, "refusal_rate": 0.0, "p50_ms": 0, "p99_ms": 0,
    }  # fmt: skip
    assert result.stderr.startswith(f"warning: {path}, entry 1: the registry lacks what is expected there")


def test_check_resolves_what_is_expected_without_asking(tmp_path: Path) -> None:
    assert podium("faq", "check", written(tmp_path, RIGHT, WRONG)).stdout == (
        "3 questions: the registry has everything that they expect\n"
    )
    broken = written(tmp_path, RIGHT, BROKEN, name="broken.json")
    assert failure("faq", "check", broken, code=1).startswith(f"{broken}, entry 2: score: no row mmlu@none")


def test_a_file_that_cannot_be_used_is_one_line_with_its_name(tmp_path: Path) -> None:
    path = written(tmp_path, {"ask": "a", "kind": "answer", "fact": {}})
    for command in ("check", "eval"):
        said = failure("faq", command, path, code=1)
        assert said == f"{path}, entry 1: unknown key 'fact'; known are ask, kind, facts, suggests"
    assert "does not exist" in failure("faq", "eval", tmp_path / "none.yaml", code=2)


def test_the_questions_of_a_card_are_listed_with_their_answers_and_of_all_cards_without() -> None:
    connection = database.connect(database.default_path())
    card = leaderboard.benchmark(connection, "chexpert").card
    out = podium("faq", "list", "CheXpert").stdout
    assert all(f"· {entry['question']}\n  {entry['answer']}" in out for entry in card["faq"])
    every = podium("faq", "list").stdout
    assert card["faq"][0]["question"] in every and card["faq"][0]["answer"] not in every
    data = podium_json("faq", "list", "chexpert")
    assert [entry["question"] for entry in data] == [entry["question"] for entry in card["faq"]]
    assert {entry["benchmark"] for entry in data} == {"chexpert"}
    assert "did you mean chexpert" in failure("faq", "list", "chexprt", code=3)
