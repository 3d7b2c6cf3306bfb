"""Batches by tokens, halved where memory does not suffice; windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podium.registry.adapters.batching import halving, out_of_memory, token_batches, windows
from podium.registry.errors import PodiumError


@given(
    st.lists(st.integers(1, 50), max_size=60),
    st.integers(1, 300),
    st.one_of(st.none(), st.integers(1, 8)),
)
def test_batches_hold_every_row_once_longest_first_within_budget(
    lengths: list[int], budget: int, most: int | None
) -> None:
    batches = list(token_batches(lengths, budget, most))
    order = [row for batch in batches for row in batch]
    assert sorted(order) == list(range(len(lengths)))
    assert [lengths[row] for row in order] == sorted(lengths, reverse=True)
    for batch in batches:
        assert len(batch) == 1 or len(batch) * lengths[batch[0]] <= budget
        assert most is None or len(batch) <= most


def test_a_batch_is_as_large_as_the_budget_allows() -> None:
    assert list(token_batches([4, 5, 1, 5], 10)) == [[1, 3], [0, 2]]


@settings(deadline=None)
@given(st.lists(st.integers(), min_size=1, max_size=40), st.integers(1, 9))
def test_halves_keep_order_and_lose_nothing(rows: list[int], room: int) -> None:
    sizes = []

    def work(part: Sequence[int]) -> list[int]:
        if len(part) > room:
            raise RuntimeError("CUDA out of memory.")
        sizes.append(len(part))
        return [row + 1 for row in part]

    assert halving(work, rows, "hf:x") == [row + 1 for row in rows]
    assert max(sizes) <= room


def test_a_single_row_without_room_and_other_errors_are_not_swallowed() -> None:
    def full(part: Sequence[int]) -> list[int]:
        raise MemoryError

    def broken(part: Sequence[int]) -> list[int]:
        raise RuntimeError("shapes differ")

    with pytest.raises(PodiumError, match="hf:x: the memory does not suffice for a single item"):
        halving(full, [1, 2, 3], "hf:x")
    with pytest.raises(RuntimeError, match="shapes differ"):
        halving(broken, [1, 2], "hf:x")


def test_memory_errors_of_torch_are_known() -> None:
    import torch

    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**60, dtype=torch.uint8)
    assert out_of_memory(caught.value)
    assert not out_of_memory(RuntimeError("shapes differ"))


def test_windows_are_walked_lazily_and_the_first_is_shorter() -> None:
    walked = 0

    def items() -> Iterator[int]:
        nonlocal walked
        for number in range(10):
            walked += 1
            yield number

    found = windows(items(), first=2, size=5)
    assert next(found) == [0, 1]
    assert walked == 2
    assert list(found) == [[2, 3, 4, 5, 6], [7, 8, 9]]
    assert list(windows(iter(()), 2, 5)) == []
