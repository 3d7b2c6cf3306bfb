"""A sequence of items that are built when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from podium.registry import Item


class LazyItems(Sequence[Item]):
    """The items of a split, built one at a time from the columns that hold them.

    Args:
        rows: Row of each item in those columns.
        build: Makes the item of a row.
    """

    def __init__(self, rows: Sequence[int], build: Callable[[int], Item]) -> None:
        self._rows = rows
        self._build = build

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> LazyItems: ...

    def __getitem__(self, place: int | slice) -> Item | LazyItems:
        if isinstance(place, slice):
            return LazyItems(self._rows[place], self._build)
        return self._build(self._rows[place])
