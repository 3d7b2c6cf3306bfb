"""A board over time, against the same thing worked out plainly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.registry import progress
from podium.registry.views import BoardFacts, BoardView, ModelFacts, Row, shown


def row(number: int, value: float, released: str | None = None, **more: Any) -> Row:
    fields: dict[str, Any] = {
        "id": number, "benchmark": "quiz", "board": "main", "rank": 1, "tied": False, "value": value, "low": None,
        "high": None, "n": None, "standing": "self-reported", "setting": None, "reported_by": None, "as_of": None,
        "reported_on": None, "source_url": None, "cited_url": None, "provenance": None, "note": None, "run": None,
    }  # fmt: skip
    known: dict[str, Any] = {"released_precision": more.pop("precision", None)}
    known["open_weights"] = more.pop("open_weights", None)
    model = ModelFacts(f"m{number}", f"M{number}", released=released, **known)
    return Row(model=model, **(fields | more))


def board(*rows: Row, higher: bool = True) -> BoardView:
    """Return a board of rows, ranked as the registry ranks them."""
    ordered = sorted(rows, key=lambda one: (-one.value if higher else one.value, one.model.name.lower()))
    texts = [shown(one.value) for one in ordered]
    ranked = tuple(
        replace(one, rank=texts.index(text) + 1, tied=texts.count(text) > 1)
        for one, text in zip(ordered, texts, strict=True)
    )
    facts = BoardFacts("quiz", "main", "Main", "accuracy", "accuracy", "", True, "", "item", higher, 0.0, 1.0)
    return BoardView(facts, "Quiz", ranked)


def ids(moments: tuple[progress.Moment, ...]) -> list[int]:
    return [moment.entry.id for moment in moments]


DAYS = st.integers(0, 40).map(lambda days: (date(2024, 1, 1) + timedelta(days=days)).isoformat())
RESULTS = st.lists(st.tuples(DAYS, st.sampled_from([0.1, 0.2, 0.2001, 0.2006, 0.3, 0.9996, 1.0])), max_size=25)


@given(results=RESULTS, higher=st.booleans())
def test_records_are_what_going_day_by_day_gives(results: list[tuple[str, float]], higher: bool) -> None:
    line = progress.timeline(board(*(row(i, value, day) for i, (day, value) in enumerate(results)), higher=higher))
    best: float | None = None
    expected = []
    for day in sorted({day for day, _ in results}):
        values = [float(shown(value)) for when, value in results if when == day]
        top = max(values) if higher else min(values)
        if best is None or (top > best if higher else top < best):
            holders = {i for i, (when, v) in enumerate(results) if when == day and float(shown(v)) == top}
            expected.append((day, top, None if best is None else round(abs(top - best), 3), holders))
            best = top
    found = progress.records(line)
    assert [(one.day, float(shown(one.value)), one.step, set(ids(one.holders))) for one in found] == expected
    for one, after in zip(found, found[1:], strict=False):
        assert one.days == (date.fromisoformat(after.day) - date.fromisoformat(one.day)).days > 0
    assert all(one.days is None for one in found[-1:])
    for one, until in zip(found, [*(later.day for later in found[1:]), "9999"], strict=False):
        same = [(when, i) for i, (when, v) in enumerate(results) if shown(v) == shown(one.value)]
        assert [moment.day for moment in one.equals] == sorted(when for when, _ in same if one.day < when < until)
        assert set(ids(one.equals)) == {i for when, i in same if one.day < when < until}
    if found:
        assert shown(line.best()[0].entry.value) == shown(found[-1].value)


@given(results=RESULTS, score=st.sampled_from([0.0, 0.2, 0.25, 1.0]), last=DAYS, higher=st.booleans())
def test_the_best_and_the_first_at_a_score_are_what_looking_at_all_results_gives(
    results: list[tuple[str, float]], score: float, last: str, higher: bool
) -> None:
    line = progress.timeline(board(*(row(i, value, day) for i, (day, value) in enumerate(results)), higher=higher))
    reaching = {i for i, (_, value) in enumerate(results) if (value >= score if higher else value <= score)}
    found = line.reaching(score)
    assert set(ids(found)) == reaching
    assert [moment.day for moment in found] == sorted(moment.day for moment in found)
    then = [(i, value) for i, (day, value) in enumerate(results) if day <= last]
    best = line.between(None, last).best()
    if not then:
        assert best == ()
    else:
        top = (max if higher else min)(value for _, value in then)
        assert set(ids(best)) == {i for i, value in then if shown(value) == shown(top)}


def test_a_month_counts_as_its_first_day_and_is_known_as_a_month() -> None:
    line = progress.timeline(
        board(
            row(1, 0.5, "2024-03-01", precision="month"),
            row(2, 0.6, "2024-03-02", precision="day"),
            row(3, 0.4, "2024", precision="year"),
            row(4, 0.3, "2024-02"),
            row(5, 0.2, None),
        )
    )
    assert [(m.entry.id, m.day, m.known) for m in line.moments] == [
        (3, "2024-01-01", "2024"),
        (4, "2024-02-01", "2024-02"),
        (1, "2024-03-01", "2024-03"),
        (2, "2024-03-02", "2024-03-02"),
    ]
    assert line.undated == 1
    assert ids(line.between("2024-03-01", "2024-03-01").moments) == [1]


def test_every_result_goes_by_the_later_of_its_report_and_its_models_release() -> None:
    line = progress.timeline(
        board(
            row(1, 0.5, "2020-01-01", reported_on="2024-05"),
            row(2, 0.6, "2021-01-01", reported_on="2019-04-30"),
            row(3, 0.1, "2022-01-01"),
            row(4, 0.2, reported_on="2023-01-01"),
        )
    )
    assert [(moment.entry.id, moment.known, moment.by) for moment in line.moments] == [
        (2, "2021-01-01", "released"),
        (3, "2022-01-01", "released"),
        (4, "2023-01-01", "reported_on"),
        (1, "2024-05", "reported_on"),
    ]
    assert line.counted == {"released": 2, "reported_on": 2}
    assert progress.timeline(board()).moments == ()


def test_models_older_than_the_benchmark_count_from_its_publication_and_hold_no_record_before() -> None:
    rows = (row(1, 0.5, "2019-02-14"), row(2, 0.6, "2019-11-05"), row(3, 0.7, "2021-01-01"))
    line = progress.timeline(replace(board(*rows), published="2020-09-07"))
    assert [(moment.day, moment.by) for moment in line.moments] == [
        ("2020-09-07", "published"),
        ("2020-09-07", "published"),
        ("2021-01-01", "released"),
    ]
    first, last = progress.records(line)
    assert (ids(first.holders), first.day, first.days, first.about) == ([2], "2020-09-07", 116, False)
    assert (ids(last.holders), last.days) == ([3], None)


@pytest.mark.parametrize(
    ("start", "end", "about"),
    [("2024-03", "2024-05-01", True), ("2024-03-01", "2024-05", True), ("2024-03-01", "2024-05-01", False)],
)
def test_days_from_or_to_a_date_known_to_the_month_are_about_so_many(start: str, end: str, about: bool) -> None:
    first, _ = progress.records(progress.timeline(board(row(1, 0.5, start), row(2, 0.6, end))))
    assert (first.days, first.about) == (61, about)


def test_open_models_trail_in_score_and_in_months() -> None:
    lag = progress.open_lag(
        board(
            row(1, 0.80, "2024-01-10", open_weights=False),
            row(2, 0.90, "2025-01-10", open_weights=False),
            row(3, 0.7999, "2024-07-10", open_weights=True),
            row(4, 0.10, "2024-01-01"),
        )
    )
    assert lag.gap == pytest.approx(0.1001)
    assert lag.closed_moment is not None and lag.open_moment is not None
    # 0.7999 reads as 0.800, so the first proprietary model has reached it.
    assert (lag.closed_moment.entry.id, lag.open_moment.entry.id, lag.months, lag.unrecorded) == (1, 3, 6, 1)


def test_where_an_open_model_was_first_the_months_are_negative_and_where_it_leads_nothing_reached_it() -> None:
    first = progress.open_lag(
        board(row(1, 0.8, "2024-01-10", open_weights=True), row(2, 0.9, "2024-03-10", open_weights=False))
    )
    assert first.months == -2
    leads = progress.open_lag(
        board(row(1, 0.2, "2024-01-10", open_weights=True), row(2, 0.3, "2023-03-10", open_weights=False), higher=False)
    )
    assert leads.closed_moment is None and leads.months is None
    assert leads.gap == pytest.approx(-0.1)
    undated = progress.open_lag(board(row(1, 0.2, open_weights=True), row(2, 0.3, "2023-03-10", open_weights=False)))
    assert undated.months is None
    assert undated.gap == pytest.approx(0.1)
    alone = progress.open_lag(board(row(1, 0.2, open_weights=True)))
    assert (alone.gap, alone.closed_best) == (None, ())
