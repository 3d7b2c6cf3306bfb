"""Solved examples that give way: the last one first, where a prompt is longer than there is room for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from podium.registry.benchmark import Choose, Generate

Asked = TypeVar("Asked", bound=Choose | Generate)

#: Remark of an answer whose prompt had fewer examples than its request; the room it had, in tokens, follows.
FEWER_EXAMPLES = "fewer examples, room for "
_MARK = re.compile(r"<image (\d+)>")
#: Tokens by which a text's length may differ from the sum of its parts' lengths, which join at their ends.
_JOINS = 16


def room_for(request: Choose | Generate, window: int | None) -> int | None:
    """Return how many tokens a request's text may have before examples are left out, or None for any number.

    Args:
        request: The request.
        window: Most tokens of a text that the model takes, or None where nothing limits it.
    """
    limits = [limit for limit in (request.room or None, window) if limit is not None]
    return max(min(limits), 1) if limits else None


def with_examples(request: Asked, keep: int) -> Asked:
    """Return a request with only its first ``keep`` examples; images that only the others show go with them."""
    prompt = request.prompt[: request.examples[keep]] + request.prompt[request.examples[-1] :]
    gone = _marks(request.prompt) - _marks(prompt)
    if not gone:
        return replace(request, prompt=prompt, examples=())
    stay = [number for number in range(1, len(request.images) + 1) if number not in gone]
    numbers = {old: new for new, old in enumerate(stay, 1)}
    prompt = _MARK.sub(lambda mark: f"<image {numbers.get(int(mark[1]), mark[1])}>", prompt)
    return replace(request, prompt=prompt, examples=(), images=tuple(request.images[number - 1] for number in stay))


def _marks(prompt: str) -> set[int]:
    return {int(number) for number in _MARK.findall(prompt)}


def misplaced(request: Choose | Generate) -> str:
    """Return what is wrong with where a request says its examples are, or nothing."""
    places = request.examples
    if list(places) != sorted(places) or any(not 0 <= place <= len(request.prompt) for place in places):
        return "the places of its solved examples are not in the order of its prompt"
    return ""


class Examples:
    """Leaves examples out.

    A text is measured whole once or twice, whatever the number of its examples: their own lengths, which the items
    of a subject share, tell which number to try.

    Args:
        tokens: Returns how many tokens a piece of text has.
    """

    def __init__(self, tokens: Callable[[str], int]) -> None:
        self._tokens = lru_cache(maxsize=1024)(tokens)

    def fitted(self, request: Asked, size: int, room: int | None, measure: Callable[[Asked], int]) -> Asked | None:
        """Return a request with as many examples as there is room for, or None where all of them may stay.

        Args:
            request: The request.
            size: Tokens of the text that the model gets for it.
            room: As :func:`room_for` returned it.
            measure: Returns that size for the request with fewer examples.
        """
        count = len(request.examples) - 1
        if room is None or size <= room or count < 1:
            return None
        sizes = self._sizes(request, size)
        keep = next((number for number in range(count - 1, 0, -1) if sizes[number] <= room), 0)
        shorter = with_examples(request, keep)
        while keep and measure(shorter) > room:
            keep -= 1
            shorter = with_examples(request, keep)
        # The next one may have been judged too long by its joins alone.
        while keep + 1 < count and sizes[keep + 1] <= room + _JOINS:
            longer = with_examples(request, keep + 1)
            if measure(longer) > room:
                break
            keep, shorter = keep + 1, longer
        return shorter

    def _sizes(self, request: Choose | Generate, size: int) -> list[int]:
        """Return about how many tokens a text has with so many of its examples."""
        count = len(request.examples) - 1
        if request.images:
            # Where they stand decides their tokens; nothing is known but that no text is longer than the whole.
            return [0] * count
        pieces = [request.prompt[begin:end] for begin, end in itertools.pairwise(request.examples)]
        own = [self._tokens(piece) for piece in pieces]
        return [size - sum(own[keep:]) for keep in range(count)]


def remark(room: int | None) -> str:
    """Return the remark of an answer for whose examples there was so much room."""
    return f"{FEWER_EXAMPLES}{room}"


def fewer_by_room(remarks: Mapping[str, int]) -> dict[int, int]:
    """Return how many prompts had fewer examples, by the room they had, from the remarks of answers."""
    size = len(FEWER_EXAMPLES)
    return {int(name[size:]): count for name, count in remarks.items() if name.startswith(FEWER_EXAMPLES)}


def note(fewer: Mapping[int, int]) -> list[str]:
    """Return what is to be said of prompts with fewer examples, if any.

    Args:
        fewer: Prompts by the room they had, in tokens.
    """
    if not fewer:
        return []
    count, least, most = sum(fewer.values()), min(fewer), max(fewer)
    rooms = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    prompts = "1 prompt" if count == 1 else f"{count:,} prompts"
    return [f"{prompts} had fewer solved examples, for lack of room: {rooms} tokens"]
