"""How many answers are on their way, so that the bot can finish them before it leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Answering:
    """Counts the answers that are being made, and knows which presses they answer."""

    def __init__(self) -> None:
        self._number = 0
        self._none = asyncio.Event()
        self._none.set()
        self._presses: set[Hashable] = set()

    @property
    def number(self) -> int:
        """How many answers are on their way."""
        return self._number

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count an answer while it is made and sent; one may be counted within another."""
        self._number += 1
        self._none.clear()
        try:
            yield
        finally:
            self._number -= 1
            if not self._number:
                self._none.set()

    @contextmanager
    def first(self, press: Hashable) -> Iterator[bool]:
        """Tell whether a press is not one that is being answered already: whoever presses twice means one."""
        first = press not in self._presses
        self._presses.add(press)
        try:
            yield first
        finally:
            if first:
                self._presses.remove(press)

    async def finished(self, seconds: float) -> bool:
        """Wait until no answer is on its way, but no longer than so many seconds; return whether none is."""
        try:
            async with asyncio.timeout(seconds):
                while self._number:
                    await self._none.wait()
        except TimeoutError:
            return False
        return True
