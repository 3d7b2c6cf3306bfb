"""How numbers and names are written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from podium.registry import formats
from podium.registry.views import BoardFacts, BoardView, ModelFacts, Row, RunCheck

MODEL = ModelFacts("a", "A")
ROW = Row(
    id=1, benchmark="b", board="c", rank=4, tied=False, model=MODEL, value=0.4806, low=None, high=None, n=None,
    standing="self-reported", setting=None, reported_by=None, reported_on=None, as_of=None, source_url=None,
    cited_url=None, provenance=None, note=None, run=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, "0.481"), ({"low": 0.4, "high": 0.55}, "0.481 [0.400, 0.550]"), ({"low": 0.4}, "0.481")],
)
def test_a_score_has_three_decimals_and_its_interval_where_both_ends_are_known(
    changes: dict[str, Any], expected: str
) -> None:
    assert formats.score(replace(ROW, **changes)) == expected


def test_a_shared_rank_has_an_equals_sign() -> None:
    assert (formats.rank(ROW), formats.rank(replace(ROW, tied=True))) == ("4", "=4")


def test_only_independent_and_reproduced_figures_are_marked_as_verified() -> None:
    standings = ("self-reported", "third-party", "independent", "reproduced")
    shown = [formats.standing(replace(ROW, standing=standing)) for standing in standings]
    assert shown == ["self-reported", "third-party", "independent ✓", "reproduced ✓"]


def test_a_mark_says_in_a_letter_what_the_standing_says_and_the_legend_tells_each_mark_once() -> None:
    good, bad = (RunCheck("2026-11-25T10:00:00", ok, 0, "1.0", "1") for ok in (True, False))
    rows = [
        replace(ROW, standing=standing) for standing in ("third-party", "independent", "self-reported", "third-party")
    ]
    rows += [replace(ROW, standing="reproduced", run="x", run_check=check) for check in (None, good, bad)]
    assert [formats.standing_mark(row) for row in rows] == ["t", "i✓", "s", "t", "r?", "r✓", "r✗"]
    assert formats.standing_legend(rows) == (
        "By: i✓ independent, r? reproduced (not yet checked), r✓ reproduced, r✗ reproduced (differs),"
        " s self-reported, t third-party"
    )


def test_the_date_is_the_day_a_result_counts_from_and_not_that_of_reading() -> None:
    unknown = replace(ROW, model=replace(ROW.model, released=None), as_of="2026-06")
    assert formats.when(unknown) is None
    assert formats.when(replace(unknown, reported_on="2025-01-02")) == "2025-01-02"
    assert formats.when(replace(unknown, reported_on="2025-01", published="2025-03-01")) == "2025-03-01"
    data = formats.row_json(replace(unknown, reported_on="2025-01-02"))
    assert (data["date"], data["date_of"], data["as_of"]) == ("2025-01-02", "reported_on", "2026-06")


@pytest.mark.parametrize(
    ("billions", "expected"),
    [(4.0, "4B"), (4.3, "4.3B"), (0.5, "0.5B"), (397.0, "397B"), (1200.0, "1.2T"), (0.01, "10M"), (None, None)],
)
def test_sizes(billions: float | None, expected: str | None) -> None:
    assert formats.size(billions) == expected


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [(512, "512"), (131_072, "131K"), (200_000, "200K"), (999_900, "1M"), (1_048_576, "1.05M"), (None, None)],
)
def test_context_windows(tokens: int | None, expected: str | None) -> None:
    assert formats.context(tokens) == expected


def test_prices_name_both_directions_and_what_is_not_known() -> None:
    assert formats.price(MODEL) is None
    assert formats.price(replace(MODEL, input_price=0.15, output_price=0.6)) == "0.15 / 0.60"
    assert formats.price(replace(MODEL, input_price=0.15)) == "0.15 / ?"
    assert formats.price(replace(MODEL, input_price=0.435, output_price=0.0375)) == "0.435 / 0.0375"


@pytest.mark.parametrize(
    ("precision", "expected"), [("day", "2025-05-20"), ("month", "2025-05"), ("year", "2025"), (None, "2025-05-20")]
)
def test_a_release_date_is_shown_as_far_as_it_is_known(precision: str | None, expected: str) -> None:
    assert formats.released(replace(MODEL, released="2025-05-20", released_precision=precision)) == expected


def test_nouns_agree_with_their_number() -> None:
    assert [formats.count(n, "model") for n in (0, 1, 1200)] == ["0 models", "1 model", "1,200 models"]
    assert [formats.an(word) for word in ("image", "text")] == ["an image", "a text"]


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_of_words(words: list[str], expected: str) -> None:
    assert formats.listed(words) == expected


@pytest.mark.parametrize(
    ("text", "billions"),
    [
        ("10", 10.0),
        (" 10B ", 10.0),
        ("0.5b", 0.5),
        ("500M", 0.5),
        ("1.2t", 1200.0),
        ("10 B", 10.0),
        ("10,5B", 10.5),
        ("1,000", None),
        ("ten", None),
        ("", None),
        ("-1", None),
    ],
)
def test_a_size_is_read_as_people_write_it(text: str, billions: float | None) -> None:
    assert formats.read_size(text) == billions


def test_who_cannot_be_told_from_the_first_is_counted_by_why() -> None:
    board = BoardFacts("b", "c", "C", "m", "m", "", True, "", "", True, None, None)
    rows = [
        replace(ROW, id=1, rank=1, tied=True, value=0.5, low=0.4, high=0.6),
        replace(ROW, id=2, rank=1, tied=True, value=0.5),
        replace(ROW, id=3, rank=3, value=0.45, low=0.35, high=0.41),
        replace(ROW, id=4, rank=4, value=0.42, low=0.32, high=0.42),
        replace(ROW, id=5, rank=5, value=0.3, low=0.2, high=0.39),
    ]
    assert formats.ties(BoardView(board, "B", rows)) == [
        "1 model cannot be told from the first: its score reads the same to three decimals.",
        "2 models cannot be told from the first: their 95% intervals overlap.",
    ]
    assert formats.ties(BoardView(board, "B", rows[2:3])) == []
    assert formats.direction(board) == "" and formats.direction(replace(board, higher_is_better=False)) == (
        " (lower is better)"
    )
