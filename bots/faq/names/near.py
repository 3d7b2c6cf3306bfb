"""Names that are a slip or two away from what was typed, looked for without going through all of them.

One slip: a name and what was typed are equal once a letter is left out of each, so short names are kept by what is
left of them. More slips: the registry file is asked for names that share a part with what was typed, since of
``k + 1`` parts of a name at least one survives ``k`` slips. Both ways cost the same in a registry of ten names and of
ten thousand.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

#: A name typed with fewer characters is too short to be guessed from a near one.
SHORTEST = 5
#: Longest name that may have one slip only.
_ONE_SLIP = 8
#: Most names that are looked at for one part of what was typed.
_MOST = 100
#: Shortest part that the index of the registry file can be asked for.
_PART = 3
#: Most characters of a name that others are compared with.
_LONGEST = 60
_DIGITS = re.compile(r"[0-9]+")


class Named(NamedTuple):
    """A name of the registry.

    Args:
        slug: Whose it is.
        key: Its joined form.
    """

    slug: str
    key: str


def slips(length: int) -> int:
    """Return how many letters may differ in a name typed with this many characters."""
    if length < SHORTEST:
        return 0
    return 1 if length <= _ONE_SLIP else 2 if length <= 13 else 3


class OneSlip:
    """Words that are a letter left out, added, replaced or swapped with its neighbour away from each other.

    Args:
        known: The words to find; those that are too long to be one slip from a short word are left out.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = {}
        for key in known:
            if len(key) <= _ONE_SLIP + 1:
                for rest in _rests(key):
                    self._by_rest.setdefault(rest, []).append(key)

    def away(self, typed: str) -> Iterator[str]:
        """Yield the known words that are one slip away from ``typed``, each once."""
        seen = {typed}
        for rest in _rests(typed):
            for key in self._by_rest.get(rest, ()):
                if key not in seen:
                    seen.add(key)
                    if _is_one_slip(typed, key):
                        yield key


def _rests(key: str) -> set[str]:
    return {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))}


def _is_one_slip(one: str, other: str) -> bool:
    """Return whether two different words are one slip apart."""
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[same:], other[same:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    return one[1:] == other or other[1:] == one


def same_numbers(typed: str, key: str) -> bool:
    """Return whether two names have the same numbers in the same order: versions and sizes are never mended."""
    return _DIGITS.findall(typed) == _DIGITS.findall(key)


_PART_OF = "SELECT * FROM (SELECT rowid AS id FROM names_parts WHERE names_parts MATCH ? LIMIT ?)"


def sharing_parts(connection: sqlite3.Connection, typed: str, count: int, kind: str) -> Iterator[list[Named]]:
    """Yield bounded numbers of names of a kind that are ``count`` slips from what was typed at most, likely ones first.

    Names that share two parts are looked for apart, so that a common part such as "gemini" does not hide them.
    """
    parts = [f'"{part}"' for part in _parts(typed, count + 1)]
    pairs = [f"({one} AND {other})" for i, one in enumerate(parts) for other in parts[i + 1 :]]
    for asked in ([" OR ".join(pairs)] if pairs else [], parts):
        if asked:
            rows = connection.execute(
                f"SELECT slug, key FROM names WHERE id IN ({' UNION '.join([_PART_OF] * len(asked))})"
                " AND length(key) BETWEEN ? AND ?",
                [
                    *(one for query in asked for one in (f"{kind} : ({query})", _MOST)),
                    len(typed) - count,
                    len(typed) + count,
                ],
            )
            yield [Named(*row) for row in rows]


def like(connection: sqlite3.Connection, typed: str, kind: str) -> list[Named]:
    """Return a bounded number of names of a kind that start like what was typed, or share a run of letters with it."""
    started = connection.execute(
        "SELECT slug, key FROM names WHERE kind = ? AND key >= ? AND key < ? LIMIT ?",
        (kind, typed, typed + "\U0010ffff", _MOST),
    )
    found = [Named(*row) for row in started]
    runs = sorted({typed[i : i + _PART] for i in range(min(len(typed), _LONGEST) - _PART + 1)})
    if runs:
        sharing = connection.execute(
            "SELECT slug, key FROM"
            f" (SELECT id, count(*) AS shared FROM ({' UNION ALL '.join([_PART_OF] * len(runs))}) GROUP BY id"
            "  ORDER BY shared DESC, id LIMIT ?) JOIN names USING (id)",
            [*(one for run in runs for one in (f'{kind} : "{run}"', _MOST)), _MOST],
        )
        found += [Named(*row) for row in sharing]
    return list(dict.fromkeys(found))


def _parts(typed: str, count: int) -> Sequence[str]:
    """Cut a word into parts of about equal length."""
    edges = [round(i * len(typed) / count) for i in range(count + 1)]
    parts = [typed[edges[i] : edges[i + 1]] for i in range(count)]
    return list(dict.fromkeys(part for part in parts if len(part) >= _PART))
