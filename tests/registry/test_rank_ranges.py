"""Between which ranks a model stands is what comparing it with every other model gives."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from podium.registry.rank_ranges import RankRange, rank_ranges
from podium.registry.ranking import RankedRows
from podium.registry.views import ModelFacts, Row, overlap, shown


def board(scores: Sequence[tuple[float, float | None]], *, higher: bool = True) -> RankedRows:
    """Return rows of these scores with half the width of their intervals, best first; ids are positions as given."""
    ordered = sorted(enumerate(scores), key=lambda one: one[1][0], reverse=higher)
    texts = [shown(value) for _, (value, _) in ordered]
    return RankedRows.of(
        [
            Row(
                id=position,
                benchmark="bench",
                board="main",
                rank=texts.index(shown(value)) + 1,
                tied=texts.count(shown(value)) > 1,
                model=ModelFacts(f"m{position}", f"M{position}"),
                value=value,
                low=None if half is None else value - half,
                high=None if half is None else value + half,
                n=None,
                standing="independent",
                setting=None,
                reported_by=None,
                reported_on=None,
                as_of=None,
                source_url=None,
                cited_url=None,
                provenance=None,
                note=None,
                run=None,
            )
            for position, (value, half) in ordered
        ]
    )


def told_apart(one: Row, other: Row) -> bool:
    """Return whether the scores read differently and not both have intervals, which overlap."""
    return shown(one.value) != shown(other.value) and not overlap((one.low, one.high), (other.low, other.high))


def by_comparing(rows: RankedRows, *, higher: bool) -> dict[int, RankRange]:
    """Return the ranges that comparing every pair gives."""
    sign = 1 if higher else -1
    found = {}
    for row in rows:
        better = sum(told_apart(row, other) and sign * (other.value - row.value) > 0 for other in rows)
        worse = sum(told_apart(row, other) and sign * (other.value - row.value) < 0 for other in rows)
        found[row.id] = RankRange(1 + better, len(rows) - worse)
    return found


def test_models_whose_intervals_overlap_share_ranks_and_one_that_is_clear_of_them_does_not() -> None:
    scores = [(0.90, 0.02), (0.89, 0.02), (0.86, 0.015), (0.70, 0.01)]
    assert rank_ranges(board(scores)) == {0: (1, 2), 1: (1, 3), 2: (2, 3), 3: (4, 4)}


def test_a_model_without_an_interval_stands_by_its_score_alone() -> None:
    scores = [(0.90, 0.05), (0.89, None), (0.88, 0.05)]
    # The first and the last overlap; the one between them is told apart from both, by its score.
    assert rank_ranges(board(scores)) == {0: (1, 2), 1: (2, 2), 2: (2, 3)}


def test_scores_that_read_the_same_share_their_ranks_however_narrow_their_intervals() -> None:
    assert rank_ranges(board([(0.90001, 0.00001), (0.89999, 0.000001), (0.5, None)])) == {
        0: (1, 2),
        1: (1, 2),
        2: (3, 3),
    }


def test_an_empty_board_has_no_ranges_and_a_single_model_stands_first() -> None:
    assert rank_ranges(board([])) == {}
    assert rank_ranges(board([(0.5, 0.1)])) == {0: (1, 1)}


@given(
    scores=st.lists(
        st.tuples(
            st.one_of(st.sampled_from([0.1, 0.2, 0.3, 0.3001, 0.2999, 0.35]), st.floats(0, 1)),
            st.one_of(st.none(), st.sampled_from([0.0, 0.0001, 0.05]), st.floats(0, 0.5)),
        ),
        max_size=12,
    ),
    higher=st.booleans(),
)
def test_any_board_has_the_ranges_that_comparing_every_pair_gives(
    scores: list[tuple[float, float | None]], higher: bool
) -> None:
    rows = board(scores, higher=higher)
    assert rank_ranges(rows) == by_comparing(rows, higher=higher)
