"""Keeping questions to oneself: what is said of a run on gated data quotes none of what was asked.

Servers repeat a request in their refusals, libraries the text they stumble over, and both end in messages, in the
journal and on pages. Whatever is told of such a benchmark is cut where it begins to quote.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from podium.registry.benchmark import Choose, Classify, Item
from podium.registry.card import Card
from podium.registry.errors import PodiumError

#: Letters and digits in a row that are a quotation, whatever stands between them.
QUOTED = 12
#: What stands in the place of a quotation and all that follows it.
WITHHELD = "[the rest would quote a question]"
#: A letter or digit, also as JSON escapes it; escapes of white space are none.
_LETTER = re.compile(r"(?<!\\)\\++(?:u([0-9a-fA-F]{4})|[nrtbf])|([^\W_])")


def reason(card: Card) -> str:
    """Return why a benchmark's questions are not shown, or nothing where they may be."""
    return f"{card.name} is {card.access}: what it asks is not shown" if card.keeps_questions else ""


class Discretion:
    """Cuts texts where they begin to quote what items ask, or a target that is text.

    Args:
        items: The items.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items
        self._texts: str | None = None
        #: One server says the same again and again.
        self.cut = lru_cache(maxsize=256)(self._cut)

    def _cut(self, text: str) -> str:
        """Return a text up to where it quotes."""
        if self._texts is None:
            asked = dict.fromkeys(part for item in self._items for part in _parts(item))
            self._texts = "\0".join(map(_plain, asked))
        letters = list(_letters(text))
        plain = "".join(letter for _, letter in letters)
        for start in range(len(plain) - QUOTED + 1):
            if plain[start : start + QUOTED] in self._texts:
                return f"{text[: letters[start][0]]}{WITHHELD}"
        return text


def _parts(item: Item) -> Iterator[str]:
    request = item.request
    if not isinstance(request, Classify):
        yield request.prompt
    if isinstance(request, Choose):
        yield from (*request.options, *request.continuations)
    if isinstance(item.target, str):
        yield item.target


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """Yield letters and digits in one case, each with its place."""
    for found in _LETTER.finditer(text):
        letter = chr(int(found[1], 16)) if found[1] else found[2] or ""
        for one in letter.casefold():
            if one.isalnum():
                yield found.start(), one


def _plain(text: str) -> str:
    return "".join(letter for _, letter in _letters(text))


@contextmanager
def discreetly(card: Card, items: Iterable[Item]) -> Iterator[None]:
    """Let no error quote what a benchmark asks that keeps its questions; others pass as they are.

    What an error came from is left out as well, for ``--debug`` would show it.

    Args:
        card: The benchmark's card.
        items: What is asked.
    """
    if not card.keeps_questions:
        yield
        return
    try:
        yield
    except PodiumError as error:
        cut = Discretion(items).cut
        error.message, error.hint = cut(error.message), cut(error.hint)
        error.args = (error.message,)
        error.__cause__, error.__context__ = None, None
        raise
    except Exception as error:
        raise PodiumError(f"{card.name}: {unquoted(error)}", "a bug") from None


def unquoted(error: BaseException) -> str:
    """Return an error's kind and where it arose, without what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}; what it says may quote a question and is not shown"
