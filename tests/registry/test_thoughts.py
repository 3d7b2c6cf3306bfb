"""What a model thinks aloud: never read as its answer, always kept, whichever adapter it comes from."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.registry import journal
from podium.registry.adapters import AdapterOptions, prompts
from podium.registry.adapters.base import Task
from podium.registry.adapters.predictions import PredictionsFile
from podium.registry.benchmark import Answer, Choose, Generate, Item
from podium.tests.fakes.language import CHAT_TEMPLATE, llama
from podium.tests.registry.language_support import prepared, quiz, task

CHANNELS = "<|channel|>analysis<|message|>A? no<|end|><|start|>assistant<|channel|>final<|message|>"
OPENED = CHAT_TEMPLATE.replace("assistant\n{% endif %}", "assistant\n<think>\n{% endif %}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return llama(tmp_path_factory.mktemp("llama") / "tiny")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("B", (None, "B", False)),
        ("<think>A? no</think>\n\nB", ("<think>A? no</think>", "B", False)),
        ("A? no</think>B", ("A? no</think>", "B", False)),
        ("<think></think>B", (None, "B", False)),
        ("<think>\n\n</think>\n\nB", (None, "B", False)),
        ("<think>A? no", ("<think>A? no", "", True)),
        ("<think>A?</think> <think>or", ("<think>A?</think> <think>or", "", True)),
        (f"{CHANNELS}B<|return|>", (CHANNELS, "B", False)),
        ("<|channel|>final<|message|>B<|return|>", (None, "B", False)),
        ("analysisA? no.assistantfinalB", ("analysisA? no.assistantfinal", "B", False)),
        ("analysisWe need", ("analysisWe need", "", True)),
    ],
)
def test_thoughts_and_reply_are_parted(text: str, parts: tuple[str | None, str, bool]) -> None:
    assert prompts.parted(text) == parts


def test_after_a_prompt_that_opens_a_thought_everything_before_its_end_is_thought() -> None:
    assert prompts.parted("A? no", thinking=True) == ("A? no", "", True)
    assert prompts.parted("A? no</think>B", thinking=True) == ("A? no</think>", "B", False)
    assert prompts.opens_thought("<|im_start|>assistant\n<think>\n")
    assert not prompts.opens_thought("What does <think> mean?")


def scripted(adapter: Any, said: Sequence[str]) -> None:
    """Let a prepared model write these texts in the place of its own, one token at a time as it does."""
    import torch

    words, left = adapter._tokenizer, list(said)

    def generate(input_ids: Any, generation_config: Any, stopping_criteria: Any, **_: Any) -> Any:
        rows = [words.encode(left.pop(0), add_special_tokens=False) for _ in input_ids]
        ends = [generation_config.eos_token_id[0]] * (max(map(len, rows)) + 1)
        whole = torch.tensor([(row + ends)[: len(ends)] for row in rows])
        for step in range(1, min(whole.shape[1], generation_config.max_new_tokens) + 1):
            ids = torch.cat([input_ids, whole[:, :step]], dim=1)
            if stopping_criteria(ids, None).all():
                break
        return ids

    adapter._model.generate = generate


def asked(**more: Any) -> list[Item]:
    return [Item("one", Generate("Which bone?", max_tokens=64, **more), "B")]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("<think>A? no</think>\n\nB", Answer(text="B", finish="stop", thoughts="<think>A? no</think>")),
        ("<think>A? " + "no " * 99, Answer(text="", finish="length")),
        ("B", Answer(text="B", finish="stop")),
        # A stop text in a thought ends nothing.
        ("<think>A?\nno\n</think>\nB\nC", Answer(text="B", finish="stop", thoughts="<think>A?\nno\n</think>")),
    ],
)
def test_a_language_models_thoughts_are_kept_beside_its_reply(folder: Path, said: str, answer: Answer) -> None:
    items = asked(stop=("\n",))
    adapter = prepared(folder, items)
    scripted(adapter, [said])
    (found,) = adapter.answer(items)
    assert (found.text, found.finish) == (answer.text, answer.finish)
    if answer.finish == "length":
        assert found.thoughts is not None and said.startswith(found.thoughts) and len(found.thoughts) > 20
    else:
        assert found.thoughts == answer.thoughts


def test_a_template_that_opens_the_thought_leaves_no_unended_one_as_a_reply(tmp_path: Path) -> None:
    saved = llama(tmp_path / "tiny", chat=True)
    (saved / "chat_template.jinja").write_text(OPENED)
    items = asked()
    adapter = prepared(saved, items)
    scripted(adapter, ["The answer is A. " * 30, "A? no</think>B"])
    first, second = adapter.answer(items)[0], adapter.answer(items)[0]
    assert (first.text, first.finish) == ("", "length")
    assert first.thoughts is not None and first.thoughts.startswith("The answer is A. ")
    assert (second.text, second.thoughts) == ("B", "A? no</think>")


def rows(path: Path, column: str, texts: Sequence[str]) -> Path:
    path.write_text("".join(json.dumps({"id": f"q{n}", column: text}) + "\n" for n, text in enumerate(texts)))
    return path


REPLIES = ("<think>The answer is C.</think>The answer is A.", "<think>The answer is C.", "The answer is B.")


@pytest.mark.parametrize("column", ["response", "choice"])
def test_a_file_of_replies_keeps_their_thoughts_and_reads_none_of_them(tmp_path: Path, column: str) -> None:
    options = ("red star", "blue star", "green star")
    items = [Item(f"q{n}", Choose("Which?", options), 0) for n in range(3)]
    adapter = PredictionsFile(str(rows(tmp_path / "said.jsonl", column, REPLIES)), AdapterOptions())
    adapter.prepare(task(items))
    answers = adapter.answer(items)
    assert [answer.choice for answer in answers] == [0, None, 1]
    if column == "response":
        assert answers == [
            Answer(choice=0, text="The answer is A.", thoughts="<think>The answer is C.</think>"),
            Answer(text="", finish="length", thoughts="<think>The answer is C."),
            Answer(choice=1, text="The answer is B."),
        ]
    else:
        assert (answers[1].text, answers[1].thoughts) == ("", "<think>The answer is C.")


def test_open_replies_in_a_file_keep_their_thoughts(tmp_path: Path) -> None:
    items = [Item(f"q{n}", Generate("Which?"), "A") for n in range(3)]
    adapter = PredictionsFile(str(rows(tmp_path / "said.jsonl", "response", REPLIES)), AdapterOptions())
    adapter.prepare(Task(quiz(), "test", items, {}, lambda other: items))
    assert [(answer.text, answer.thoughts, answer.finish) for answer in adapter.answer(items)] == [
        ("The answer is A.", "<think>The answer is C.</think>", None),
        ("", "<think>The answer is C.", "length"),
        ("The answer is B.", None, None),
    ]


def test_the_journal_gives_thoughts_back(connection: sqlite3.Connection) -> None:
    facts: dict[str, Any] = dict.fromkeys(("benchmark", "split", "model", "spec", "fingerprint"), "x")
    with journal.writing(connection):
        journal.start(connection, "run1", **facts, sample=False, items=1, settings={}, provenance={})
    answer = Answer(text="", finish="length", thoughts='<think>"error":"none" \ud83d half')
    journal.record(connection, "run1", [journal.Entry(0, "one", "k", answer)])
    assert journal.answered(connection, "run1") == {0: ("one", answer)}
    assert journal.count(connection, "run1") == {"failed": 0, "truncated": 1}
