"""Reading the letter, beside the authors' own patterns on replies of every shape."""

from __future__ import annotations

import random
import re
import time
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from podium.plugins.mmlu_pro.parsing import drawn, plain, read_letter
from podium.plugins.mmlu_pro.plugin import MMLUPro
from podium.tests.fakes.replies import UNITS, endless, seconds

RULES = {
    "answer is (X)": re.compile(r"answer is \(?([A-J])\)?"),
    "answer: X": re.compile(r".*[aA]nswer:\s*([A-J])"),
    "last letter": re.compile(r"(\b[A-J]\b)(?!.*\b[A-J]\b)", re.DOTALL),
}
PIECES = (
    "answer is ",
    "(",
    ")",
    "A",
    "B",
    "J",
    "K",
    "Answer:",
    "answer:",
    "nswer:",
    " ",
    "\n",
    "\r",
    "é",
    "**",
    "word",
    ".",
)


def by_the_authors_patterns(text: str) -> tuple[str, str] | None:
    for rule, pattern in RULES.items():
        if found := pattern.search(text):
            return found.group(1), rule
    return None


@pytest.mark.parametrize("case", MMLUPro().conformance(), ids=lambda case: f"{case.group}: {case.name}")
def test_prompts_and_parsers_are_those_of_the_authors(case: Any) -> None:
    assert case.got() == case.expected


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=60)))
@example("Answer: A Answer: B\nAnswer: C")
@example("Answer:\nC and Answer: D")
@example("answer:\u2028A answer: B")
@example("Answer:Answer:")
def test_every_reply_is_read_as_by_the_authors_patterns(text: str) -> None:
    assert read_letter(text) == by_the_authors_patterns(text)


def test_a_long_reply_without_a_letter_is_read_at_once() -> None:
    began = time.perf_counter()
    assert read_letter("no answer: yet " * 4_000) is None
    assert read_letter("x" * 60_000 + " A " + "y" * 60_000) == ("A", "last letter")
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("unit", UNITS)
def test_replies_without_end_are_read_at_once(unit: str) -> None:
    assert seconds(partial(read_letter, plain(endless(unit)))) < 0.7


def test_the_option_drawn_for_a_reply_without_a_letter_is_that_of_a_generator_seeded_anew() -> None:
    for options in range(1, 11):
        random.seed(12345)
        assert drawn(options) == random.randint(0, options - 1)
    assert [drawn(options) for options in range(1, 11)] == [0, 1, 1, 3, 3, 3, 3, 6, 6, 6]


def test_drawing_leaves_the_generator_of_everybody_else_alone() -> None:
    random.seed(1)
    expected = random.random()
    random.seed(1)
    drawn(10)
    assert random.random() == expected


def test_bold_marks_are_deleted_wherever_they_stand() -> None:
    assert plain("**The answer is **(B)****") == "The answer is (B)"
