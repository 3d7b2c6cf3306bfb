"""A regular expression as a machine of places, each of which reads one character, and steps between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from podium.tests.malice.alphabet import REPEATS, SETS, Alphabet, inside, items_of, scoped

#: Repeats up to so many times are written out; larger ones are a loop, or but a few times.
WRITTEN_OUT = 3


class When(NamedTuple):
    """Between which characters a step can be taken: sets of kinds of characters, as bits."""

    before: int
    after: int
    exact: bool = True

    def both(self, other: When) -> When:
        return When(self.before & other.before, self.after & other.after, self.exact and other.exact)

    @property
    def possible(self) -> bool:
        return bool(self.before and self.after)


class Piece(NamedTuple):
    """A part of the machine: how it is passed without a character, entered and left."""

    passed: list[When]
    entered: list[tuple[When, int]]
    left: list[tuple[int, When]]


class Machine:
    """Places and steps of an expression.

    Args:
        tree: What the parser makes of it.
        flags: Its flags.
        alphabet: Its kinds of characters.
        anywhere: Whether it is tried anew at every character.
        whole: Whether it must read the text to its end.
        loops: Whether finite repeats that are not written out are loops.
    """

    def __init__(self, tree: Any, flags: int, alphabet: Alphabet, *, anywhere: bool, whole: bool, loops: bool) -> None:
        self.alphabet = alphabet
        self._loops = loops
        self._groups: dict[int, tuple[Any, int]] = {}
        self.always = When(alphabet.all, alphabet.all)
        self.reads = [alphabet.characters]
        self.steps: list[list[tuple[When, int]]] = [[]]
        body = self.sequence(tree, flags)
        self.steps[0] += body.entered
        if anywhere:
            self.steps[0].append((self.always, 0))
        self.anywhere = anywhere
        self.ends: dict[int, list[When]] = {}
        if not whole:
            for place, when in body.left:
                self.ends.setdefault(place, []).append(when)

    def place(self, bits: int) -> Piece:
        self.reads.append(bits)
        self.steps.append([])
        new = len(self.reads) - 1
        return Piece([], [(self.always, new)], [(new, self.always)])

    def then(self, first: Piece, second: Piece) -> Piece:
        for place, left in first.left:
            self.steps[place] += [(both, to) for when, to in second.entered if (both := left.both(when)).possible]
        return Piece(
            _few(one.both(two) for one in first.passed for two in second.passed),
            first.entered + [(one.both(when), to) for one in first.passed for when, to in second.entered],
            second.left + [(place, when.both(two)) for place, when in first.left for two in second.passed],
        )

    def sequence(self, tree: Iterable[Any], flags: int) -> Piece:
        piece = Piece([self.always], [], [])
        for kind, value in tree:
            piece = self.then(piece, self.node(kind, value, flags))
        return piece

    def node(self, kind: Any, value: Any, flags: int) -> Piece:
        """Return the part of the machine that a node of the parser's tree is."""
        if kind in SETS:
            return self.place(self.alphabet.bits(items_of(kind, value, flags), flags))
        if kind is op.AT:
            return Piece(list(self.assertion(value, flags)), [], [])
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return self.look(kind, value, flags)
        if kind in REPEATS:
            piece = self.repeat(value, flags, kind is op.POSSESSIVE_REPEAT)
            return piece if kind is not op.POSSESSIVE_REPEAT or _is_set(value[2]) else _unsure(piece)
        if kind is op.ATOMIC_GROUP:
            atomic = _atomic(value)
            piece = self.sequence(atomic, flags)
            simple = len(atomic) == 1 and atomic[0][0] in REPEATS and _is_set(atomic[0][1][2])
            return piece if simple else _unsure(piece)
        if kind is op.SUBPATTERN:
            self._groups[value[0]] = (value[3], scoped(value, flags))
            return self.sequence(*self._groups[value[0]])
        if kind is op.GROUPREF:
            return self.sequence(*self._groups[value])
        if kind in (op.BRANCH, op.GROUPREF_EXISTS):
            parts = [self.sequence(part, its) for part, its in inside(kind, value, flags)]
            if kind is op.GROUPREF_EXISTS and not value[2]:
                parts.append(Piece([self.always], [], []))
            return Piece(*(sum(lists, []) for lists in zip(*parts, strict=True)))
        raise NotImplementedError(str(kind))

    def repeat(self, value: Any, flags: int, possessive: bool) -> Piece:
        least, most, body = value
        if possessive and least <= 1:
            body = _atomic(body)
        certain = self.certain(body, flags)
        out = When(self.alphabet.all, self.alphabet.all & ~certain) if possessive else self.always
        if most is op.MAXREPEAT or (self._loops and most > WRITTEN_OUT):
            piece = self.sequence(body, flags)
            self.then(piece, piece)
            passed = [self.always] if least == 0 else piece.passed
            ended = out if most is op.MAXREPEAT else self.always
            return Piece(
                [both for when in passed if (both := when.both(ended if least == 0 else self.always)).possible],
                piece.entered,
                [(place, when.both(ended)) for place, when in piece.left],
            )
        piece = Piece([self.always], [], [])
        for written in range(min(most, WRITTEN_OUT), 0, -1):
            piece = self.then(self.sequence(body, flags), piece)
            if written > least:
                skipped = out if written == 1 else self.always
                piece = Piece(_few([*piece.passed, skipped]), piece.entered, piece.left)
        return piece

    def assertion(self, code: Any, flags: int) -> Iterator[When]:
        """Yield where an anchor or a boundary holds."""
        kinds = self.alphabet
        newline = kinds.bits([(op.LITERAL, 10)], 0)
        word = kinds.bits([(op.CATEGORY, op.CATEGORY_WORD)], flags)
        other = kinds.all & ~word
        if code in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            lines = code is op.AT_BEGINNING and flags & re.MULTILINE
            yield When(kinds.edge | (newline if lines else 0), kinds.all)
        elif code is op.AT_END_STRING:
            yield When(kinds.all, kinds.edge)
        elif code is op.AT_END:
            yield When(kinds.all, kinds.edge | newline, bool(flags & re.MULTILINE))
        else:
            apart = code is op.AT_BOUNDARY
            yield When(word, other if apart else word)
            yield When(other, word if apart else other)

    def look(self, kind: Any, value: Any, flags: int) -> Piece:
        """Return a look ahead, which is a way that ends, or behind, which is short."""
        direction, body = value
        certain, held = self.certain(body, flags), kind is op.ASSERT
        if direction > 0:
            piece = self.sequence(body, flags)
            possible = sum_of(self.reads[to] & when.after for when, to in piece.entered)
            possible |= sum_of(when.after for when in piece.passed)
            after = possible if held else self.alphabet.all & ~certain
            passed = When(self.alphabet.all, after, possible == certain)
            return Piece([passed] if after else [], piece.entered, [])
        one = body.getwidth() == (1, 1) and certain
        last = certain if one else self.alphabet.characters if held else 0
        before = last if held else self.alphabet.all & ~last
        return Piece([When(before, self.alphabet.all, bool(one))] if before else [], [], [])

    def certain(self, tree: Any, flags: int) -> int:
        """Return what an expression matches if it comes next, whatever follows; the end of the text may be among it."""
        nodes = list(tree)
        if not nodes:
            return self.alphabet.all
        (kind, value), rest = nodes[0], nodes[1:]
        found = 0
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0] == 0:
            found = self.certain(rest, flags)
        if rest and self.certain(rest, flags) != self.alphabet.all:
            return found
        if kind in SETS:
            return self.alphabet.bits(items_of(kind, value, flags), flags)
        if kind is op.AT and value in (op.AT_END, op.AT_END_STRING):
            return self.alphabet.edge
        if kind in (op.SUBPATTERN, op.BRANCH) or (kind in REPEATS and value[0] <= 1):
            return found | sum_of(self.certain(part, its) for part, its in inside(kind, value, flags))
        return found


def _is_set(tree: Any) -> bool:
    return len(tree) == 1 and tree[0][0] in SETS


def _unsure(piece: Piece) -> Piece:
    """Return a part that is not left wherever it could be, since its first way through is its only one."""
    return Piece(
        [when._replace(exact=False) for when in piece.passed],
        piece.entered,
        [(place, when._replace(exact=False)) for place, when in piece.left],
    )


def _atomic(tree: Any) -> list[tuple[Any, Any]]:
    """Return an expression whose first way through is its only one: nothing follows a repeat that ends it."""
    *rest, (kind, value) = tree
    if kind is op.MAX_REPEAT:
        kind = op.POSSESSIVE_REPEAT
    elif kind is op.BRANCH:
        value = (None, [_atomic(branch) if len(branch) else branch for branch in value[1]])
    elif kind is op.SUBPATTERN and len(value[3]):
        value = (*value[:3], _atomic(value[3]))
    return [*rest, (kind, value)]


def sum_of(sets: Iterable[int]) -> int:
    """Return all that is in one of the sets."""
    found = 0
    for one in sets:
        found |= one
    return found


def _few(ways: Iterable[When]) -> list[When]:
    """Return the ways that are possible, each twice at most: more than one is as many as it takes."""
    found: list[When] = []
    for one in ways:
        if one.possible and found.count(one) < 2:
            found.append(one)
    return found
