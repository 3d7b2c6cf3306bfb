"""Files of replies in the forms in which benchmarks release theirs; the questions and replies are invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Adapter, Task
from podium.registry.benchmark import Answer, Benchmark, Choose, Generate, Item
from podium.registry.card import Board, Card
from podium.registry.errors import DataError

IDS = ("7", "12", "31")
OPTIONS = ("a star", "a ring", "light")
REPLIES = ("It is light. The answer is (C).", "<think>A?</think>The answer is (B).", "The answer is (A).")


class Asks(Benchmark):
    """Asks three questions; the official files name them by ``keys``."""

    def __init__(self, keys: tuple[str, ...] = ("id",), replies: tuple[str, ...] = ()) -> None:
        self.key_columns, self.reply_columns = keys, replies
        self.card = Card(
            slug="asks",
            name="Asks",
            description="Three questions.",
            modality="text",
            categories=("knowledge",),
            boards=(Board("accuracy", headline=True, split="test"),),
            splits={"test": 3},
        )


def prepared(path: Path, benchmark: Benchmark, kind: str = "generate", count: int = 3) -> Adapter:
    requests: dict[str, Any] = {"generate": Generate("Which?"), "choose": Choose("Which?", OPTIONS)}
    items = [Item(name, requests[kind], 0 if kind == "choose" else "A") for name in IDS]
    adapter = open_adapter(f"file:{path}", AdapterOptions())
    adapter.prepare(Task(benchmark, "test", items[:count], {}, lambda other: items, whole=items))
    return adapter


def texts(adapter: Adapter) -> list[str | None]:
    items = [Item(name, Generate("Which?"), "A") for name in IDS]
    return [answer.text for answer in adapter.answer(items)]


def written(path: Path, content: Any, lines: bool = False) -> Path:
    if lines:
        path.write_text("".join(json.dumps(row) + "\n" for row in content), encoding="utf-8")
    else:
        path.write_text(json.dumps(content), encoding="utf-8")
    return path


def mmlu_pro(reply: str = "model_outputs") -> list[dict[str, Any]]:
    """Rows of MMLU-Pro's ``eval_results``: the whole row of the data, the prediction, and the reply."""
    return [
        {
            "question_id": int(name),
            "question": "Which?",
            "options": list(OPTIONS),
            "answer": "A",
            "answer_index": 0,
            "cot_content": "",
            "category": "math",
            "src": "invented",
            "pred": None if number == 1 else "C",
            reply: text,
        }
        for number, (name, text) in enumerate(zip(IDS, REPLIES, strict=True))
    ]


def mmmu() -> list[dict[str, Any]]:
    """Rows of MMMU's ``output.json``: an answer is a text or a list of texts."""
    return [
        {
            "id": name,
            "question_type": "short-answer" if number == 2 else "multiple-choice",
            "answer": ["24/7", "3.429"] if number == 2 else "A",
            "all_choices": list("ABC"),
            "index2ans": dict(zip("ABC", OPTIONS, strict=True)),
            "response": text,
        }
        for number, (name, text) in enumerate(zip(IDS, REPLIES, strict=True))
    ]


def mmmu_pro() -> list[dict[str, Any]]:
    """Rows of MMMU-Pro's ``output/*.jsonl``."""
    return [
        {
            "id": name,
            "question": "Which?",
            "options": str(list(OPTIONS)),
            "answer": "A",
            "subject": "Invented",
            "response": text,
            "pred_indexs": "C",
            "if_right": False,
        }
        for name, text in zip(IDS, REPLIES, strict=True)
    ]


def charxiv() -> dict[str, dict[str, Any]]:
    """CharXiv's ``gen-*.json``: by the figure's number, which each record has too."""
    return {
        name: {"figure_id": int(name), "figure_path": f"images/{name}.jpg", "inst_category": 1, "response": text}
        for name, text in zip(IDS, REPLIES, strict=True)
    }


def hle() -> dict[str, dict[str, Any]]:
    """HLE's predictions: by id, with the model's name and what it used."""
    return {
        name: {"model": "org/tiny", "response": text, "usage": {"completion_tokens": 9}}
        for name, text in zip(IDS, REPLIES, strict=True)
    }


OURS = ["It is light. The answer is (C).", "The answer is (B).", "The answer is (A)."]
PRO = Asks(("question_id",), ("model_outputs", "generated_text", "response"))
FORMS: Sequence[tuple[str, Any, bool, Benchmark]] = [
    ("model_outputs_tiny_5shots.json", mmlu_pro(), False, PRO),
    ("history_result.json", mmlu_pro("response"), False, PRO),
    ("results.json", mmlu_pro("generated_text"), False, PRO),
    ("output.json", mmmu(), False, Asks()),
    ("total_val_output.json", dict(zip(IDS, REPLIES, strict=True)), False, Asks()),
    ("tiny_standard_direct.jsonl", mmmu_pro(), True, Asks()),
    ("gen-tiny-reasoning_val.json", charxiv(), False, Asks(("figure_id", "id"))),
    ("hle_tiny.json", hle(), False, Asks()),
    ("lines.json", mmmu_pro(), True, Asks()),
    ("array.jsonl", mmmu_pro(), False, Asks()),
]


@pytest.mark.parametrize(("name", "content", "lines", "benchmark"), FORMS, ids=[form[0] for form in FORMS])
def test_a_released_file_gives_its_replies(
    tmp_path: Path, name: str, content: Any, lines: bool, benchmark: Benchmark
) -> None:
    adapter = prepared(written(tmp_path / name, content, lines), benchmark)
    assert texts(adapter) == OURS
    items = [Item(IDS[1], Generate("Which?"), "A")]
    assert adapter.answer(items)[0].thoughts == "<think>A?</think>"


@pytest.mark.parametrize(("name", "content", "lines", "benchmark"), FORMS, ids=[form[0] for form in FORMS])
def test_choices_are_read_from_the_replies_and_never_from_the_reference_beside_them(
    tmp_path: Path, name: str, content: Any, lines: bool, benchmark: Benchmark
) -> None:
    adapter = prepared(written(tmp_path / name, content, lines), benchmark, "choose")
    items = [Item(name, Choose("Which?", OPTIONS), 0) for name in IDS]
    assert [answer.choice for answer in adapter.answer(items)] == [2, 1, 0]


def test_what_is_taken_for_the_reference_is_said(tmp_path: Path) -> None:
    adapter = prepared(written(tmp_path / "a.json", mmlu_pro()), PRO, "choose")
    assert adapter.notes() == [
        "the replies were read from column model_outputs;"
        " answer and answer_index are taken for the reference and were not read"
    ]
    told = ["the replies were read from column response"]
    assert prepared(written(tmp_path / "b.json", hle()), Asks()).notes() == told


def test_one_line_of_json_lines_is_one_record(tmp_path: Path) -> None:
    path = written(tmp_path / "one.json", {"id": IDS[0], "response": "light"})
    adapter = prepared(path, Asks(), count=1)
    assert adapter.answer([Item(IDS[0], Generate("Which?"), "A")]) == [Answer(text="light")]


def test_the_limit_needs_only_the_replies_it_asks_for(tmp_path: Path) -> None:
    adapter = prepared(written(tmp_path / "a.json", mmlu_pro()[:2]), PRO, count=2)
    assert adapter.answer([Item(IDS[1], Generate("Which?"), "A")])[0].text == OURS[1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (mmlu_pro()[:1], r"no row for 2 of 3 questions of split test: 12, 31"),
        ([*mmlu_pro(), mmlu_pro()[1]], r"row 4, column question_id: '12' stands in row 2 already"),
        ([*mmlu_pro(), mmlu_pro()[0] | {"question_id": 99}],
         r"1 of 4 rows answer nothing that split test asks: '99', from row 4 on"),
        ([{"question": "Which?", "response": "A"}] * 3, r"no key column \(id or question_id\)"),
        ([*mmlu_pro(), "A"], r"record 4: 'A' is no record with names and values"),
        ({"7": {"response": "A"}, "12": "B"}, r"'12' holds 'B', no record with names and values"),
        ({"7": 3}, r"'7' holds '3', no record with names and values"),
        ([], r"there is no record"),
        ({}, r"there is no record"),
    ],
)  # fmt: skip
def test_other_missing_and_doubled_ids_and_other_content_are_one_line(
    tmp_path: Path, content: Any, message: str
) -> None:
    with pytest.raises(DataError, match=message) as caught:
        prepared(written(tmp_path / "a.json", content), PRO)
    assert "\n" not in str(caught.value) and "a.json" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"7": {"response": "A"}, "7": {"response": "B"}}', r"'7' stands there twice"),
        ('{"7": "A", "7": "B", "12": "C", "12": "D"}', r"'7' and 1 more stands there twice"),
        ('[{"id": "7", "response": "A"},\n {"id": "12"', r"line 2: Expecting ',' delimiter \(the file is cut off"),
        ('[{"id": "7", "response": "A"}] [1]', r"line 1: Extra data"),
        ("[" * 100_000, r"nested too deeply|line 1"),
    ],
)
def test_a_damaged_json_file_is_refused_by_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        prepared(tmp_path / "a.json", Asks())
    assert "\n" not in str(caught.value) and "a.json" in str(caught.value)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes('[{"id": "7", "response": "é"}]'.encode("latin-1"))
    with pytest.raises(DataError, match="not UTF-8 text"):
        prepared(tmp_path / "a.json", Asks())
