"""Which prompts share a beginning."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from podium.registry.adapters.prefixes import Run, shared_runs


def ids(*tokens: int) -> Any:
    return np.array(tokens, dtype=np.int32)


def prompts(*subjects: tuple[int, int, int]) -> list[Any]:
    """Return rows of seven common tokens, a subject's head and a question of its own, for (subject, head, count)."""
    rows = []
    for subject, head, count in subjects:
        for number in range(count):
            question = [1000 * (subject + 1) + 7 * number + place for place in range(20 + number % 5)]
            rows.append(ids(*range(7), *[subject + 100] * head, *question))
    return rows


def test_each_subject_is_a_run_even_behind_a_single_row_of_another() -> None:
    rows = prompts((0, 300, 1), (1, 300, 40), (2, 200, 30), (3, 300, 1), (4, 100, 9))
    found = shared_runs(rows, [1] * len(rows), worth=200)
    lengths = [(run.length, len(run.rows)) for run in found]
    assert lengths == [(307, 40), (207, 30), (107, 9), (0, 2)]
    assert found[-1] == Run(0, [0, 71])


def test_short_beginnings_and_single_rows_are_not_shared() -> None:
    rows = prompts((0, 5, 50))
    assert shared_runs(rows, [1] * 50, worth=192) == [Run(12, list(range(50)))]
    assert shared_runs(rows, [1] * 50, worth=600) == [Run(0, list(range(50)))]
    # Less than a quarter of the tokens.
    assert shared_runs(prompts((0, 0, 50)), [1] * 50, worth=192) == [Run(0, list(range(50)))]
    assert shared_runs(prompts((0, 300, 1)), [1], worth=1) == [Run(0, [0])]
    assert shared_runs([], [], worth=1) == []


def test_equal_rows_keep_the_tokens_whose_outputs_are_needed() -> None:
    row = ids(*range(100))
    assert shared_runs([row, row, row], [1, 3, 2], worth=10) == [Run(97, [0, 1, 2])]


def test_prompts_that_only_grow_do_not_exhaust_the_stack() -> None:
    rows = [ids(*range(length)) for length in range(2, 1500)]
    found = shared_runs(rows, [1] * len(rows), worth=100)
    assert sorted(row for run in found for row in run.rows) == list(range(len(rows)))


ROWS = st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=12), max_size=25)


@settings(deadline=None)
@given(rows=ROWS, keep=st.integers(1, 3), worth=st.integers(1, 30))
def test_runs_hold_every_row_once_and_share_what_all_of_them_begin_with(
    rows: list[list[int]], keep: int, worth: int
) -> None:
    kept = [min(keep, len(row)) for row in rows]
    found = shared_runs([ids(*row) for row in rows], kept, worth)
    assert sorted(row for run in found for row in run.rows) == list(range(len(rows)))
    for run in found:
        if run.length:
            assert len({tuple(rows[row][: run.length]) for row in run.rows}) == 1
            assert all(len(rows[row]) - kept[row] >= run.length for row in run.rows)
            assert (len(run.rows) - 1) * run.length >= worth
    assert sum(run.length == 0 for run in found) <= 1
