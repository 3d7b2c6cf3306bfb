"""Batches come in order, a bounded number ahead, and an error comes with its own batch."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from podium.registry.adapters.ahead import DEPTH, ReadAhead


def test_batches_come_in_order_and_are_counted() -> None:
    reader: ReadAhead[int, int] = ReadAhead(lambda number: number * number)
    batches = [[1, 2, 3], [], [4], [5, 6]]
    assert list(reader.batches(batches)) == [[1, 4, 9], [], [16], [25, 36]]
    assert reader.pace.count == 6
    assert 0 <= reader.pace.waited <= reader.pace.seconds


def test_the_next_batches_are_read_while_one_is_worked_on_and_no_more_than_those() -> None:
    read: set[int] = set()
    there = threading.Event()

    def note(number: int) -> int:
        read.add(number)
        if len(read) == 1 + DEPTH:
            there.set()
        return number

    with closing(ReadAhead(note).batches([[number] for number in range(20)])) as batches:
        assert next(batches) == [0]
        # Nothing has been asked for but the first batch.
        assert there.wait(timeout=30)
        assert read == set(range(1 + DEPTH))
        assert next(batches) == [1]


def test_an_error_is_raised_where_its_batch_is_due_and_ends_the_reading() -> None:
    read = []

    def refuse(number: int) -> int:
        read.append(number)
        if number == 3:
            raise ValueError("three")
        return number

    got = []
    with pytest.raises(ValueError, match="three"):
        for batch in ReadAhead(refuse).batches([[number] for number in range(50)]):
            got.append(batch)
    assert got == [[0], [1], [2]]
    assert max(read) <= 3 + DEPTH


def test_closing_stops_what_has_not_begun_and_leaves_no_thread() -> None:
    started = []
    release = threading.Event()

    def wait(number: int) -> int:
        started.append(number)
        if number:
            release.wait(timeout=30)
        return number

    def coming() -> Iterator[list[int]]:
        yield [0]
        yield list(range(1, 500))

    batches = ReadAhead(wait).batches(coming())
    assert next(batches) == [0]
    release.set()
    batches.close()
    assert len(started) < 500
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("read_")]
