"""Which column of a file is the reply, where the reference stands beside it: gold answers must never be scored."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, rescoring
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Adapter, Task
from podium.registry.benchmark import Answer, Benchmark, Choose, Generate, Item
from podium.registry.eligibility import COPIED, copied
from podium.registry.errors import DataError
from podium.registry.plans import Plan
from podium.registry.report import Report, Score
from podium.tests.registry.test_official_outputs import Asks

OPTIONS = ("a star", "a ring", "light")


def prepared(path: Path, kind: str, row: dict[str, Any], benchmark: Benchmark | None = None) -> Adapter:
    rows = [{"id": str(number)} | row for number in range(3)]
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    requests: dict[str, Any] = {"generate": Generate("Which?"), "choose": Choose("Which?", OPTIONS)}
    items = [Item(str(number), requests[kind], "B") for number in range(3)]
    adapter = open_adapter(f"file:{path}", AdapterOptions())
    adapter.prepare(Task(benchmark or Asks(), "test", items, {}, lambda other: items))
    return adapter


USUAL = ["reply", "prediction", "pred", "output", "model_output", "model_outputs", "completion", "generated_text",
         "generation", "raw_output", "model_reply", "Prediction", "model output"]  # fmt: skip


@pytest.mark.parametrize("name", USUAL)
@pytest.mark.parametrize("own", [(), ("response",)])
def test_beside_a_column_with_a_usual_name_of_replies_answer_is_the_reference_and_not_read(
    tmp_path: Path, name: str, own: tuple[str, ...]
) -> None:
    row = {name: "I cannot say.", "answer": "B"}
    adapter = prepared(tmp_path / "a.jsonl", "generate", row, Asks(replies=own))
    item = Item("1", Generate("Which?"), "B")
    assert adapter.answer([item]) == [Answer(text="I cannot say.")]
    told = f"the replies were read from column {name}; answer is taken for the reference and was not read"
    assert list(adapter.notes()) == [told]
    adapter = prepared(tmp_path / "b.jsonl", "choose", row, Asks(replies=own))
    assert adapter.answer([Item("1", Choose("Which?", OPTIONS), 1)]) == [Answer(text="I cannot say.")]
    assert adapter.notes()[0] == told


@pytest.mark.parametrize("kind", ["generate", "choose"])
@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"output": "x", "completion": "y", "answer": "B"}, r"output and completion could both be the replies \(leave"),
        ({"reply": "x", "output": "y", "response": "z"}, "response and reply and output could all be the replies"),
        ({"text": "I cannot say.", "answer": "B"}, "text and answer could both be the replies"),
        ({"my_own": "I cannot say.", "answer": "B"}, "answer may hold the reference: my_own beside it holds texts too"),
        ({"question": "Which?", "answer": "B"}, "question beside it holds texts too .call the column of the replies"),
        ({"A": "a star", "B": "a ring", "answer": "B"}, "answer may hold the reference: the columns A, B and so on"),
        ({"A": -1.0, "B": -2.0, "C": -3.0, "answer": "B"}, "answer may hold the reference: the columns A, B and so on"),
    ],
)
def test_what_could_be_the_reply_or_the_reference_is_refused_by_name(
    tmp_path: Path, kind: str, row: dict[str, Any], message: str
) -> None:
    with pytest.raises(DataError, match=message) as caught:
        prepared(tmp_path / "a.jsonl", kind, row)
    assert "\n" not in str(caught.value) and "a.jsonl" in str(caught.value)


@pytest.mark.parametrize("kind", ["generate", "choose"])
def test_answer_alone_is_the_reply_beside_numbers_and_facts_of_the_question(tmp_path: Path, kind: str) -> None:
    adapter = prepared(tmp_path / "a.jsonl", kind, {"answer": "B", "seconds": 1.5, "model": "tiny", "subject": "x"})
    answered = adapter.answer([Item("1", Generate("Which?"), "B")])[0]
    assert answered == (Answer(text="B") if kind == "generate" else Answer(choice=1))
    assert list(adapter.notes()) == ["the replies were read from column answer"]


def replies(count: int, texts: list[str], target: Any = "B") -> tuple[list[Item], list[Answer]]:
    items = [Item(str(number), Generate("Which?"), target) for number in range(count)]
    return items, [Answer(text=texts[number % len(texts)]) for number in range(count)]


@pytest.mark.parametrize(
    ("kind", "count", "texts", "target", "told"),
    [
        ("file", 20, ["B"], "B", COPIED),
        ("file", 20, [" B\n"], "B", COPIED),
        ("file", 20, ["3.429", "24/7", "['24/7', '3.429']"], ("24/7", "3.429"), COPIED),
        ("file", 19, ["B"], "B", ""),
        ("file", 20, ["B", "B", "b"], "B", ""),
        ("file", 20, ["B."], "B", ""),
        ("file", 20, ["1"], 1, ""),
        ("openai", 20, ["B"], "B", ""),
    ],
)
def test_a_file_whose_every_reply_is_the_reference_is_told(
    kind: str, count: int, texts: list[str], target: Any, told: str
) -> None:
    assert copied(kind, *replies(count, texts, target)) == told


def test_one_answer_without_a_text_is_none_of_the_reference() -> None:
    items, answers = replies(20, ["B"])
    assert copied("file", items, [*answers[:-1], Answer(error="timed out")]) == ""


class Twenty(Asks):
    """Twenty questions whose answer is B or C, withheld from its board until ``open`` is set."""

    open = False

    def __init__(self) -> None:
        super().__init__()
        self.card = replace(self.card, splits={"test": 20})

    def load(self, root: Path, split: str, **settings: Any) -> list[Item]:
        """Return the questions."""
        return [Item(str(number), Generate("Which?"), "BC"[number % 2]) for number in range(20)]

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Count what is equal."""
        right = sum(answer.text == item.target for item, answer in zip(items, answers, strict=True))
        score = Score("accuracy", right / len(items), len(items))
        return Report(
            {"accuracy": score} if self.open else {}, (score,), withheld={} if self.open else {"accuracy": "no"}
        )


@pytest.mark.parametrize("at_once", [True, False])
def test_a_file_of_references_enters_no_board_not_even_when_it_is_scored_again(
    tmp_path: Path, connection: sqlite3.Connection, at_once: bool
) -> None:
    benchmark = Twenty()
    benchmark.open = at_once
    rows = [{"id": str(number), "answer": "BC"[number % 2]} for number in range(20)]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run = evaluation.run(connection, Plan(benchmark, open_adapter(f"file:{path}", AdapterOptions()), tmp_path))
    assert run.report is not None and COPIED in run.report.notes
    assert run.eligibility == {"accuracy": COPIED if at_once else "no"}
    benchmark.open = True
    again = rescoring.rescore(connection, run, benchmark).run
    assert again.eligibility == {"accuracy": COPIED}
    assert again.report is not None and COPIED in again.report.notes
    assert connection.execute("SELECT count(*) FROM results WHERE run = ?", (run.id,)).fetchone()[0] == 0
