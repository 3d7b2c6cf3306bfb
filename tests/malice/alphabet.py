"""Kinds of characters that a regular expression does not tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

_SAMPLES = [
    *map(chr, range(0x180)),
    *"ſK\u0345\u03c2\u061c\u0663\u0e01\u1680\u2003\u2028\u200b\u202e\u2044\u20ac\u2160\u2212\u3000\u4e2d\uac00\uff10\U0001f600",
]
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
SETS = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)


@cache
def _matches(category: str, character: str, flags: int) -> bool:
    return re.match(category, character, flags) is not None


_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}


def _holds(items: list[tuple[Any, Any]], character: str, flags: int) -> bool:
    """Tell whether a set of characters, as the parser writes it, has one."""
    if items[0][0] is op.NEGATE:
        return not _holds(items[1:], character, flags) if items[1:] else True
    written = {character}
    if flags & re.IGNORECASE:
        written |= {one for one in (character.lower(), character.upper(), character.swapcase()) if len(one) == 1}
    for kind, value in items:
        if kind is op.CATEGORY:
            if _matches(_CATEGORIES[value], character, flags & re.ASCII):
                return True
        elif kind is op.RANGE:
            if any(value[0] <= ord(one) <= value[1] for one in written):
                return True
        elif any(ord(one) == value for one in written):
            return True
    return False


def items_of(kind: Any, value: Any, flags: int) -> list[tuple[Any, Any]]:
    """Return a node that reads one character as a set."""
    if kind is op.ANY:
        return [(op.NEGATE, None)] if flags & re.DOTALL else [(op.NEGATE, None), (op.LITERAL, 10)]
    if kind is op.NOT_LITERAL:
        return [(op.NEGATE, None), (op.LITERAL, value)]
    return list(value) if kind is op.IN else [(op.LITERAL, value)]


def scoped(value: Any, flags: int) -> int:
    """Return the flags inside a group."""
    return int((flags | value[1]) & ~value[2])


def inside(kind: Any, value: Any, flags: int) -> Iterator[tuple[Any, int]]:
    """Yield the expressions inside a node, with their flags."""
    if kind is op.SUBPATTERN:
        yield value[3], scoped(value, flags)
    elif kind in REPEATS:
        yield value[2], flags
    elif kind is op.BRANCH:
        yield from ((branch, flags) for branch in value[1])
    elif kind in (op.ASSERT, op.ASSERT_NOT):
        yield value[1], flags
    elif kind is op.ATOMIC_GROUP:
        yield value, flags
    elif kind is op.GROUPREF_EXISTS:
        yield from ((branch, flags) for branch in value[1:] if branch)


class Alphabet:
    """Kinds of characters that an expression does not tell apart."""

    def __init__(self, tree: Any, flags: int) -> None:
        self._known: dict[str, int] = {}
        sets = [([(op.CATEGORY, op.CATEGORY_WORD)], flags), ([(op.LITERAL, 10)], flags), *self._sets(tree, flags)]
        sets = list({f"{items}{its}": (items, its) for items, its in sets}.values())
        samples = {*_SAMPLES}
        for items, _ in sets:
            for kind, value in items:
                ends = (value,) if kind is op.LITERAL else value if kind is op.RANGE else ()
                samples |= {chr(near) for end in ends for near in (end - 1, end, end + 1) if 0 <= near < 0x110000}
        kinds: dict[tuple[bool, ...], str] = {}
        for one in sorted(samples, key=lambda one: (not one.isprintable(), ord(one))):
            kinds.setdefault(tuple(_holds(items, one, its) for items, its in sets), one)
        self.examples = list(kinds.values())
        self.edge = 1 << len(self.examples)
        self.characters = self.edge - 1
        self.all = self.characters | self.edge

    def _sets(self, tree: Any, flags: int) -> Iterator[tuple[list[tuple[Any, Any]], int]]:
        for kind, value in tree:
            if kind in SETS:
                yield items_of(kind, value, flags), flags
            for part, its in inside(kind, value, flags):
                yield from self._sets(part, its)

    def bits(self, items: list[tuple[Any, Any]], flags: int) -> int:
        key = f"{items}{flags}"
        if key not in self._known:
            self._known[key] = sum(1 << at for at, one in enumerate(self.examples) if _holds(items, one, flags))
        return self._known[key]
