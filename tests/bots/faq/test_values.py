"""Amounts and times in a question, each with its kind, amount, bound and the words that say it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podium.bots.faq.language.values import Value, values
from podium.bots.faq.language.words import LONGEST, tokens

TODAY = "2026-11-26"


def read(text: str) -> list[tuple[Any, ...]]:
    """Return the values of a text as tuples: kind, amount or first and last day, bound."""
    found = list[tuple[Any, ...]]()
    for value in values(tokens(text), text, TODAY):
        if value.period is not None:
            found.append(("period", value.period.first, value.period.last))
        else:
            found.append((value.kind, value.amount, value.bound))
    return found


def said(text: str) -> list[str]:
    """Return the words that the values of a text take up."""
    cut = tokens(text)
    return [text[cut[value.start].start : cut[value.end - 1].end] for value in values(cut, text, TODAY)]


PERIODS = [
    ("who led mmlu in 2024?", "2024-01-01", "2024-12-31"),
    ("mmlu leader 2024", "2024-01-01", "2024-12-31"),
    ("the year 2024", "2024-01-01", "2024-12-31"),
    ("in '24", "2024-01-01", "2024-12-31"),
    ("before march 2024", None, "2024-02-29"),
    ("before 2024", None, "2023-12-31"),
    ("until 2024", None, "2024-12-31"),
    ("by 2024", None, "2024-12-31"),
    ("as of june 2025", None, "2025-06-30"),
    ("2024 or earlier", None, "2024-12-31"),
    ("since 2024", "2024-01-01", None),
    ("after 2023", "2024-01-01", None),
    ("2024 or later", "2024-01-01", None),
    ("from 2024 onwards", "2024-01-01", None),
    ("from 2024 on", "2024-01-01", None),
    ("models from 2024 on mmlu", "2024-01-01", "2024-12-31"),
    ("since last year", "2025-01-01", None),
    ("last year", "2025-01-01", "2025-12-31"),
    ("in the last year", "2025-11-26", "2026-11-26"),
    ("this year", "2026-01-01", "2026-12-31"),
    ("last month", "2026-10-01", "2026-10-31"),
    ("this month", "2026-11-01", "2026-11-30"),
    ("in the past month", "2026-10-26", "2026-11-26"),
    ("last week", "2026-11-16", "2026-11-22"),
    ("last quarter", "2026-07-01", "2026-09-30"),
    ("the last 3 months", "2026-08-26", "2026-11-26"),
    ("over the past 90 days", "2026-08-28", "2026-11-26"),
    ("in q2 2025", "2025-04-01", "2025-06-30"),
    ("2025 Q4", "2025-10-01", "2025-12-31"),
    ("in q1", "2026-01-01", "2026-03-31"),
    ("h2 2024", "2024-07-01", "2024-12-31"),
    ("first half of 2024", "2024-01-01", "2024-06-30"),
    ("second quarter of 2025", "2025-04-01", "2025-06-30"),
    ("between 2023 and 2024", "2023-01-01", "2024-12-31"),
    ("between 2024 and 2023", "2023-01-01", "2024-12-31"),
    ("from 2022 to 2023", "2022-01-01", "2023-12-31"),
    ("2023-2024", "2023-01-01", "2024-12-31"),
    ("between march and may 2024", "2024-03-01", "2024-05-31"),
    ("between november and february 2024", "2023-11-01", "2024-02-29"),
    ("march 2024", "2024-03-01", "2024-03-31"),
    ("feb 2023", "2023-02-01", "2023-02-28"),
    ("2024-05", "2024-05-01", "2024-05-31"),
    ("05/2024", "2024-05-01", "2024-05-31"),
    ("on 2024-05-06", "2024-05-06", "2024-05-06"),
    ("since March 5, 2024", "2024-03-05", None),
    ("5th of march 2024", "2024-03-05", "2024-03-05"),
    ("in may", "2026-05-01", "2026-05-31"),
    ("in december", "2025-12-01", "2025-12-31"),
    ("last march", "2026-03-01", "2026-03-31"),
    ("early 2024", "2024-01-01", "2024-04-30"),
    ("mid-2024", "2024-05-01", "2024-08-31"),
    ("late 2024", "2024-09-01", "2024-12-31"),
    ("at the end of 2024", "2024-12-01", "2024-12-31"),
    ("by the end of 2024", None, "2024-12-31"),
    ("before the end of 2024", None, "2024-12-31"),
    ("since the start of 2024", "2024-01-01", None),
    ("a year ago", "2025-11-26", "2025-11-26"),
    ("two years ago", "2024-11-26", "2024-11-26"),
    ("6 months ago", "2026-05-26", "2026-05-26"),
    ("half a year ago", "2026-05-26", "2026-05-26"),
    ("yesterday", "2026-11-25", "2026-11-25"),
]


@pytest.mark.parametrize(("text", "first", "last"), PERIODS, ids=[text for text, *_ in PERIODS])
def test_a_time_is_read_as_its_first_and_last_day(text: str, first: str | None, last: str | None) -> None:
    assert read(text) == [("period", first, last)]


AMOUNTS = [
    # sizes
    ("under 10B", "parameters", 10, "most"),
    ("<7b", "parameters", 7, "most"),
    ("≤ 7b", "parameters", 7, "most"),
    ("10 billion parameters", "parameters", 10, ""),
    ("ten-billion", "parameters", 10, ""),
    ("at most 30b", "parameters", 30, "most"),
    ("up to 8B params", "parameters", 8, "most"),
    ("smaller than 13B", "parameters", 13, "most"),
    ("no more than 13b", "parameters", 13, "most"),
    ("70b+", "parameters", 70, "least"),
    ("70b or more", "parameters", 70, "least"),
    ("7B and below", "parameters", 7, "most"),
    ("below ten billion", "parameters", 10, "most"),
    ("sub-10b", "parameters", 10, "most"),
    ("under 1.5B", "parameters", 1.5, "most"),
    ("500M", "parameters", 0.5, ""),
    ("over 1 trillion parameters", "parameters", 1000, "least"),
    ("best 4B model", "parameters", 4, ""),
    ("parameters below 10", "parameters", 10, "most"),
    # context windows
    ("128k context", "context", 128_000, ""),
    ("at least 1M tokens", "context", 1_000_000, "least"),
    ("context over 200k", "context", 200_000, "least"),
    ("a context window of at least 128,000 tokens", "context", 128_000, "least"),
    ("256k+ context", "context", 256_000, "least"),
    ("context >= 200k tokens", "context", 200_000, "least"),
    ("2 million context", "context", 2_000_000, ""),
    ("one million tokens of context", "context", 1_000_000, ""),
    # prices
    ("under $1", "price", 1, "most"),
    ("less than 2 dollars per million", "price", 2, "most"),
    ("below 50 cents", "price", 0.5, "most"),
    ("$0.25 per million input tokens", "price", 0.25, ""),
    ("< $2 / 1M tokens", "price", 2, "most"),
    ("cheaper than 3", "price", 3, "most"),
    # scores
    ("90%", "score", 0.9, ""),
    ("above 0.9", "score", 0.9, "least"),
    ("score above .9", "score", 0.9, "least"),
    ("80 percent", "score", 0.8, ""),
    ("ninety per cent", "score", 0.9, ""),
    ("over 85 on mmlu", "score", 0.85, "least"),
    ("50 points", "score", 0.5, ""),
    ("who first reached 90 on mmlu", "score", 0.9, ""),
    ("a score of 85", "score", 0.85, ""),
    ("mmmu-pro > 0.8", "score", 0.8, "least"),
    ("0.4 or more", "score", 0.4, "least"),
    # places
    ("who is second on mmlu", "place", 2, ""),
    ("2nd", "place", 2, ""),
    ("who is 1st", "place", 1, ""),
    ("#3", "place", 3, ""),
    ("rank 4", "place", 4, ""),
    ("ranked 4th", "place", 4, ""),
    ("runner up", "place", 2, ""),
    ("runner-up", "place", 2, ""),
    ("number two", "place", 2, ""),
    ("no. 2", "place", 2, ""),
    ("place 5", "place", 5, ""),
    ("third place", "place", 3, ""),
    ("bronze medal", "place", 3, ""),
    # how many
    ("top 5", "top", 5, ""),
    ("top-10", "top", 10, ""),
    ("top3", "top", 3, ""),
    ("top five", "top", 5, ""),
    ("best three models", "top", 3, ""),
    ("first 10", "top", 10, ""),
    ("5 best", "top", 5, ""),
    ("the ten best models", "top", 10, ""),
    ("worst 3", "top", 3, ""),
    ("show 10 models", "top", 10, ""),
    # counts
    ("over 50 models", "number", 50, "least"),
    ("more than 20 results", "number", 20, "least"),
    ("what is 5-shot", "number", 5, ""),
]


@pytest.mark.parametrize(("text", "kind", "amount", "bound"), AMOUNTS, ids=[text for text, *_ in AMOUNTS])
def test_an_amount_is_read_in_the_unit_of_its_kind_with_its_bound(
    text: str, kind: str, amount: float, bound: str
) -> None:
    assert read(text) == [(kind, pytest.approx(amount), bound)]


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4",
        "foo-9",
        "MMMU (val)",
        "Qwen2.5-72B",
        "which one is best",
        "who may lead",
        "the third-party figures",
        "who was first",
        "when was it first passed",
        "the first model",
        "none at all",
        "tokens per second",
    ],
)
def test_what_is_no_amount_and_no_time_is_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "500 calls of 2,000 in and 300 out",
            [("calls", 500, ""), ("tokens_in", 2000, ""), ("tokens_out", 300, "")],
        ),
        (
            "1000 requests with 2k input tokens and 500 output tokens",
            [("calls", 1000, ""), ("tokens_in", 2000, ""), ("tokens_out", 500, "")],
        ),
        (
            "1000 calls, 1k tokens in, 500 out",
            [("calls", 1000, ""), ("tokens_in", 1000, ""), ("tokens_out", 500, "")],
        ),
        ("input of 2000 tokens and output of 500 tokens", [("tokens_in", 2000, ""), ("tokens_out", 500, "")]),
        # Without calls, "in" is a preposition.
        ("top 5 in healthcare", [("top", 5, "")]),
    ],
)
def test_calls_are_read_with_the_tokens_sent_and_received(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert read(text) == expected


def test_several_values_of_one_question_keep_their_words_apart() -> None:
    text = "top 3 models under 10b with at least 128k context under $2 in 2024 above 80%"
    assert said(text) == ["top 3", "under 10b", "at least 128k context", "under $2", "in 2024", "above 80"]
    assert [value[0] for value in read(text)] == ["top", "parameters", "context", "price", "period", "score"]


def test_words_of_the_bound_and_the_unit_belong_to_a_value() -> None:
    assert said("models with a context window of at least 128,000 tokens please") == [
        "context window of at least 128,000 tokens"
    ]
    assert said("is there one by the end of 2024?") == ["by the end of 2024"]


def test_no_value_is_read_inside_a_name() -> None:
    text = "is Quiz 7 in 2024 under 10B"
    cut = tokens(text)
    inside = {1, 2}
    found = values(cut, text, TODAY, inside)
    assert [value.kind for value in found] == ["period", "parameters"]
    assert all(inside.isdisjoint(range(value.start, value.end)) for value in found)


PIECES = st.sampled_from(
    (
        "under over at least most than less more 10b 70B+ 2024 march may q2 h1 last this year month 3 #2 top first"
        " second between and before since until by the end of early mid $ $2 50 cents % 90% 0.9 .5 2,000 1e9 calls in"
        " out tokens input output context window million billion per 1M a an ago to - – ( ) , . ? mmlu 99999999999999"
        " 0 00 31 30 february 2023 twenty five hundred 2024-02-31 13/2024 '24"
    ).split()
)


@given(text=st.one_of(st.text(max_size=LONGEST), st.lists(PIECES, max_size=60).map(" ".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_has_values_in_order_that_do_not_overlap(text: str) -> None:
    cut = tokens(text)
    found = values(cut, text, TODAY)
    for value in found:
        assert isinstance(value, Value)
        assert 0 <= value.start < value.end <= len(cut)
        assert (value.period is not None) == (value.kind == "period")
        if value.period is not None and value.period.first and value.period.last:
            assert value.period.first <= value.period.last
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@given(day=st.dates(min_value=date(2001, 1, 1), max_value=date(2090, 1, 1)))
@settings(max_examples=150, deadline=None)
def test_relative_times_are_right_on_every_day_of_the_calendar(day: date) -> None:
    today = day.isoformat()
    for text in ("last month", "this quarter", "last quarter", "the past 13 months", "a year ago", "in february"):
        (value,) = values(tokens(text), text, today)
        assert value.period is not None
        first, last = value.period.first, value.period.last
        assert first is not None
        assert last is not None
        assert first <= last
        assert first <= today
