"""Which regular expressions can take more time than a text is long, told by their structure and not by a clock.

An expression is read as a machine: its characters are places, and what may follow a place are steps. The matcher tries
one way through the machine after the other. It tries more of them than the text has characters just if, for some word,
a text that repeats it can be read with a change of places at each repetition: from place *p* back to *p*, from *p* to
*q*, and from *q* back to *q* (Weber and Seidl, *On the degree of ambiguity of finite automata*, 1991). A search that
starts anew at every character is one more place, which reads anything.

What ends in success is not tried again, so places from which the rest of the expression holds whatever follows do not
count. Where an assertion is too intricate to be read it is left out, and never taken for a success: an expression may
be called slow that is not, rather than the other way round. Two things are not seen. Finite repeats are taken as a few;
what they can cost is told by :attr:`Verdict.steps`. Loops of the code around an expression are not looked at, save that
``match`` at a position is taken as a search.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from podium.tests.malice.alphabet import REPEATS, Alphabet, inside
from podium.tests.malice.machine import WRITTEN_OUT, Machine, When, sum_of


@dataclass(frozen=True)
class Verdict:
    """What is known of an expression.

    Args:
        word: What a text repeats that makes it slow, or None.
        steps: The most steps for a character that its finite repeats can cost.
    """

    word: str | None
    steps: int


class Pumping:
    """The search for a word whose repetition a machine reads in more and more ways."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._steps = [self._settled(place, steps) for place, steps in enumerate(machine.steps)]
        self._ends = [
            self._settled(place, [(when, 0) for when in machine.ends.get(place, ())])
            for place in range(len(machine.reads))
        ]
        #: What of the character before a place matters still: kinds that no step tells apart are one.
        told = {when.before for steps in self._steps + self._ends for when, _ in steps}
        groups: dict[tuple[int, ...], int] = {}
        self._group = [
            groups.setdefault(tuple(before >> kind & 1 for before in told), kind)
            for kind in range(len(machine.alphabet.examples))
        ]
        self._next = cache(self._uncached_next)
        self._succeeds = cache(self._uncached_success)
        self._from = self._closure()
        self._circles = [place for place, to in enumerate(self._from) if to >> place & 1]

    def _settled(self, place: int, steps: list[tuple[When, int]]) -> list[tuple[When, int]]:
        """Return the steps that are possible after a place's characters, without what holds after all of them."""
        reads, everything = self._machine.reads[place], self._machine.alphabet.all
        if place == 0:
            reads = everything
        return [
            (when._replace(before=everything) if not reads & ~when.before else when, to)
            for when, to in steps
            if when.before & reads
        ]

    def word(self) -> str | None:
        """Return the word, or None if there is none."""
        fails = [place for place in self._circles if not self._succeeds(place)]
        for last in fails:
            if self._twice(last):
                return self._machine.alphabet.examples[_lowest(self._machine.reads[last])]
        for first in self._circles:
            for last in fails:
                if first != last and self._from[first] >> last & 1 and not self._done(first):
                    found = self._pumped(first, last)
                    if found is not None:
                        return found
        return None

    def _closure(self) -> list[int]:
        """Return the places that each place leads to, as bits; none for those that are never reached."""
        reads = self._machine.reads
        direct = [sorted({to for when, to in steps if when.after & reads[to]}) for steps in self._steps]
        to = [sum(1 << other for other in others) for others in direct]
        changed = True
        while changed:
            changed = False
            for place in range(len(reads) - 1, -1, -1):
                further = to[place] | sum_of(to[other] for other in direct[place])
                if further != to[place]:
                    to[place], changed = further, True
        start = to[0] | 1
        return [reached if start >> place & 1 else 0 for place, reached in enumerate(to)]

    def _circle(self, place: int) -> int:
        """Return the places from which a place that it leads to leads back, as bits."""
        return sum_of(1 << other for other in _bits(self._from[place]) if self._from[other] >> place & 1)

    def _uncached_success(self, place: int) -> bool:
        """Tell whether the expression can end at a place, whatever follows."""
        everything = self._machine.alphabet.all
        ends = [when for when, _ in self._ends[place] if when.exact]
        # A repeat that goes on until it can end does end.
        reads = self._machine.reads[place]
        on = [when for when, to in self._steps[place] if ends and to == place and when.exact]
        ends += [when._replace(after=when.after & reads) for when in on]
        return bool(ends) and all(
            sum_of(when.after for when in ends if when.before >> kind & 1) == everything for kind in _bits(reads)
        )

    def _ends_before(self, place: int, before: int, kind: int) -> bool:
        """Tell whether the expression can end at a place if a character follows."""
        return any(when.exact and when.before >> before & 1 and when.after >> kind & 1 for when, _ in self._ends[place])

    def _done(self, place: int) -> bool:
        """Tell whether a repeat of one character is left once only: where it ends, the expression succeeds."""
        return self._succeeds(place) and self._circle(place) == 1 << place

    def _twice(self, last: int) -> bool:
        """Tell whether one circle has two steps that are the same."""
        machine, circle = self._machine, self._circle(last)
        for place in _bits(circle):
            steps = [when for when, to in self._steps[place] if to == last]
            for at, one in enumerate(steps):
                for other in steps[:at]:
                    both = one.both(other)
                    if both.before & machine.reads[place] and both.after & machine.reads[last]:
                        return True
        return False

    def _uncached_next(self, place: int, before: int, kind: int, exact: bool = False) -> tuple[int, ...]:
        """Return the places that a character leads to, or those alone to which it is sure to lead."""
        reads = self._machine.reads
        return tuple(
            {
                to
                for when, to in self._steps[place]
                if when.before >> before & 1
                and when.after >> kind & 1
                and reads[to] >> kind & 1
                and when.exact >= exact
            }
        )

    def _pumped(self, first: int, last: int) -> str | None:
        """Return a word that leads from one place back to it and to another, and from there back to that."""
        machine = self._machine
        here, there = self._circle(first), self._circle(last)
        between = sum_of(1 << place for place in _bits(self._from[first]) if self._from[place] >> last & 1)
        between |= 1 << first | 1 << last
        shared = sum_of(machine.reads[place] for place in _bits(here))
        shared &= sum_of(machine.reads[place] for place in _bits(there))
        both = machine.reads[first] & machine.reads[last]
        for context in {self._group[kind] for kind in _bits(both)}:
            start, goal = (first, first, last, context), (first, last, last, context)
            came: dict[tuple[int, int, int, int], tuple[tuple[int, int, int, int], int]] = {}
            open_ = deque([start])
            while open_ and goal not in came:
                at = open_.popleft()
                for kind in _bits(shared):
                    if self._ends_before(at[2], at[3], kind):
                        continue
                    if any(map(self._succeeds, self._next(at[2], at[3], kind, exact=True))):
                        continue
                    threes = [to for to in self._next(at[2], at[3], kind) if there >> to & 1]
                    ones = [to for to in self._next(at[0], at[3], kind) if here >> to & 1] if threes else []
                    twos = [to for to in self._next(at[1], at[3], kind) if between >> to & 1] if ones else []
                    for to in product(ones, twos, threes, [self._group[kind]]):
                        if to not in came:
                            came[to] = (at, kind)
                            open_.append(to)
            if goal in came:
                return self._spelt(came, start, goal)
        return None

    def _spelt(self, came: dict[Any, tuple[Any, int]], start: Any, goal: Any) -> str:
        word, at = "", goal
        while True:
            at, kind = came[at]
            word = self._machine.alphabet.examples[kind] + word
            if at == start:
                return word


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _lowest(number: int) -> int:
    return (number & -number).bit_length() - 1


def _steps(tree: Any, flags: int) -> int:
    """Return the product of all finite repeats that are not written out."""
    product = 1
    for kind, value in tree:
        if kind in REPEATS and value[1] is not op.MAXREPEAT and value[1] > WRITTEN_OUT:
            product *= int(value[1])
        for part, its in inside(kind, value, flags):
            product *= _steps(part, its)
    return product


def verdict(pattern: str | bytes, flags: int, *, anywhere: bool, whole: bool) -> Verdict:
    """Tell how long an expression can take.

    Args:
        pattern: The expression.
        flags: Its flags.
        anywhere: Whether it is searched for, rather than tried at one place.
        whole: Whether all of the text must match.
    """
    tree = parser.parse(pattern, flags)
    alphabet = Alphabet(tree, tree.state.flags)
    steps = _steps(tree, tree.state.flags)

    def word(loops: bool) -> str | None:
        return Pumping(Machine(tree, tree.state.flags, alphabet, anywhere=anywhere, whole=whole, loops=loops)).word()

    found = word(loops=False)
    return Verdict(found, steps if found is None and steps > 1 and word(loops=True) is not None else 1)
