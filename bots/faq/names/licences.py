"""Licences of models that a question names: "MIT-licensed", "under Apache 2", "CC BY-NC"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from podium.bots.faq.language import words
from podium.bots.faq.language.words import Token

#: Words of a licence's name that people leave out.
_NOISE = words.word_set("license licence agreement the")
#: Most words of a name.
_WIDEST = 5


class LicenceName(NamedTuple):
    """Some words of a question that name a licence.

    Args:
        start: First token.
        end: Token after the last.
        licences: The licences that they fit, as the catalogue writes them.
    """

    start: int
    end: int
    licences: tuple[str, ...]


def licence_names(written: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return what licences can be called, each with those that it fits: "apache" for every version of it."""
    called: dict[str, list[str]] = {}
    for licence in written:
        said = [token.word for token in words.tokens(licence)]
        said = [word for word in said if word not in _NOISE]
        if not said or len(said) > _WIDEST:
            continue
        plain = list(said)
        while len(plain) > 1 and plain[-1].isdigit():
            # "CC BY-SA" is any version of it.
            plain.pop()
        # "Apache 2" is "Apache 2.0".
        short = said[:-1] if len(said) > 2 and said[-1] == "0" else said
        for key in {"".join(said), "".join(plain), "".join(short)}:
            named = called.setdefault(key, [])
            if licence not in named:
                named.append(licence)
    return {key: tuple(named) for key, named in called.items()}


def find_licences(
    names: Mapping[str, tuple[str, ...]], found: Sequence[Token], taken: Collection[int]
) -> list[LicenceName]:
    """Return the licences that a question names, the longest name first at each place.

    Args:
        names: What licences can be called: see :func:`licence_names`.
        found: The question's words.
        taken: Positions of words that belong to other names.
    """
    result: list[LicenceName] = []
    i = 0
    while i < len(found):
        one = _at(names, found, taken, i)
        if one is not None:
            result.append(one)
        i = i + 1 if one is None else one.end
    return result


def _at(
    names: Mapping[str, tuple[str, ...]], found: Sequence[Token], taken: Collection[int], start: int
) -> LicenceName | None:
    longest, key = None, ""
    for end in range(start, min(len(found), start + _WIDEST)):
        # A point or a hyphen is part of a name, a comma ends it.
        if end in taken or (end > start and found[end].breaks and not found[end].glued):
            break
        key += found[end].word
        if key in names:
            longest = LicenceName(start, end + 1, names[key])
    return longest
