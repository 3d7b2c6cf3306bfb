"""What reading the worst texts of 500 characters takes, counted in calls and statements and not in seconds."""

from __future__ import annotations

import sqlite3
import sys
from types import FrameType
from typing import Any

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.language import words as faq_words
from podium.tests.bots.faq import support

#: Texts that once took a hundred milliseconds and more, and others of their kind.
REPEATED = (
    "4 o ", "gp 4 ", "1 ", "gp ", "g.p.t.", "a b ", "0.85 ", "4x4 ", "e-e-e-", "a.b.", "best? ", "who leads. ", "q",
    "claude opus 9 ", "mmmlu ", "chexprt ", "qwen-", "hummanitys last exma ", "Humanity's Last Exam", "under 5 ",
    "Leibniz University Hannover", "massive multitask, ", "mmlu mmlu-pro mmmu hle chexpert ", "scorers ", "open best ",
    "what is ap? ", "no mmlu with tools ", "[(", "“x” ", "+1 ", "9,999,", "<2 > ", "as far as i know, ",
)  # fmt: skip
#: Most function calls of one text, builtins included: 60 milliseconds would be about half a million.
MOST_CALLS = 250_000
#: Most statements that the registry is asked.
MOST_STATEMENTS = 150


def full(unit: str) -> str:
    """Return a text of the longest length, cut where it would have more words than are read."""
    text = (unit * faq_words.LONGEST)[: faq_words.LONGEST]
    while faq_words.too_many(text):
        text = text[: len(text) * 9 // 10]
    return text


def work(engine: Engine, connection: sqlite3.Connection, text: str) -> tuple[int, int]:
    """Return how many calls and how many statements an answer takes."""
    calls, statements = 0, list[str]()

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    connection.set_trace_callback(statements.append)
    sys.setprofile(count)
    try:
        engine.answer(text)
    finally:
        sys.setprofile(None)
        connection.set_trace_callback(None)
    # What the index of names asks of its own tables is told as a remark.
    return calls, sum(not statement.startswith("--") for statement in statements)


@pytest.fixture(scope="module")
def warm(shipped: sqlite3.Connection) -> Engine:
    """Return an engine that has read what it reads once."""
    engine = Engine(shipped)
    for text in (
        "who leads mmlu?",
        "what did gpt 9 zzork score on mmlux?",
        "what is ap?",
        "score",
        "who hosts o3?",
        "is mmlu odd?",
    ):
        engine.answer(text)
    return engine


@pytest.mark.parametrize("unit", REPEATED)
def test_no_repeated_unit_makes_a_text_of_500_characters_expensive(
    warm: Engine, shipped: sqlite3.Connection, unit: str
) -> None:
    calls, statements = work(warm, shipped, full(unit))
    assert calls < MOST_CALLS
    assert statements < MOST_STATEMENTS


def test_all_names_of_benchmarks_and_misspelt_models_in_one_text_are_not_expensive(
    warm: Engine, shipped: sqlite3.Connection
) -> None:
    names = [row[0] for row in shipped.execute("SELECT name FROM benchmarks UNION ALL SELECT name FROM models")]
    for first in range(0, len(names), 40):
        some = names[first : first + 40]
        for text in (
            "".join(some).replace(" ", ""),
            " ".join(some),
            " ".join(f"{name[:3]}x{name[3:]}" for name in some),
        ):
            calls, statements = work(
                warm, shipped, text.replace(" ", "")[:500] if text == "".join(some) else text[:500]
            )
            assert calls < MOST_CALLS, text
            assert statements < MOST_STATEMENTS, text


def test_twice_as_long_a_text_takes_no_more_than_three_times_the_work(
    warm: Engine, shipped: sqlite3.Connection
) -> None:
    for unit in ("a b ", "gp ", "0.85 mmlu ", "chexprt with tools "):
        text = full(unit)
        half, _ = work(warm, shipped, text[: len(text) // 2])
        whole, _ = work(warm, shipped, text)
        assert whole < 3 * half, unit


@pytest.mark.parametrize("unit", ["4 o ", "1 ", "a b ", "gp ", "g.p.t."])
def test_more_than_120_words_are_not_read(engine: Engine, unit: str) -> None:
    reply = engine.answer((unit * 300)[:500])
    assert reply.kind == "help"
    assert support.values(reply, "most_words") == [120]
    assert "120" in reply.body


def test_a_question_of_120_short_words_is_read(engine: Engine) -> None:
    text = "who leads mmlu? " + "i am ok. " * 39
    assert len(faq_words.tokens(text)) == 120
    assert not support.values(engine.answer(text), "most_words")


@pytest.mark.parametrize(
    "text",
    [
        f"top {'9' * 400} on mmlu",
        f"{'1' * 320} calls with 1000 in and 1000 out to gpt-5",
        f"under ${'9' * 400} on mmlu",
        f"the {'9' * 400}th on mmlu",
        f"models over {'999,' * 110}999b on mmlu",
        f"who leads mmlu in 2024{'0' * 300}",
    ],
)
def test_a_number_of_hundreds_of_digits_is_said_to_be_none(engine: Engine, text: str) -> None:
    reply = engine.answer(text)
    assert reply.kind == "help"
    assert "digits" in reply.body
    assert "inf" not in reply.body
