"""Names that are a slip or two away from what was typed, looked for without going through all of them.

One slip is undone by trying out every name that differs by one letter. For more slips the registry file is asked
for names that share a part with what was typed: of ``k + 1`` parts of a name at least one survives ``k`` slips. Both
ways cost the same in a registry of ten names and of ten thousand.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: A name typed with fewer characters is too short to be guessed from a near one.
SHORTEST = 5
#: Most names that are looked at for one part of what was typed.
_MOST = 200
#: Shortest part that the index of the registry file can be asked for.
_PART = 3
#: Most characters of a name that others are compared with.
_LONGEST = 60
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_DIGITS = re.compile(r"[0-9]+")


class Named(NamedTuple):
    """A name of the registry.

    Args:
        kind: ``"benchmark"``, ``"model"`` or ``"organisation"``.
        slug: Whose it is.
        name: As written.
    """

    kind: str
    slug: str
    name: str


def slips(length: int) -> int:
    """Return how many letters may differ in a name typed with this many characters."""
    if length < SHORTEST:
        return 0
    return 1 if length <= 8 else 2 if length <= 13 else 3


def one_slip_away(typed: str) -> Iterator[str]:
    """Yield what differs from a word by a letter left out, added, replaced or swapped with its neighbour."""
    for i in range(len(typed) + 1):
        head, tail = typed[:i], typed[i:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            if tail:
                yield head + letter + tail[1:]
            yield head + letter + tail


def same_numbers(typed: str, key: str) -> bool:
    """Return whether two names have the same numbers in the same order: versions and sizes are never mended."""
    return _DIGITS.findall(typed) == _DIGITS.findall(key)


_PART_OF = "SELECT * FROM (SELECT rowid AS id FROM names_parts WHERE names_parts MATCH ? LIMIT ?)"


def sharing_parts(connection: sqlite3.Connection, typed: str, count: int, kind: str) -> list[Named]:
    """Return a bounded number of names of a kind that share at least one of ``count`` parts of what was typed.

    Names that share two parts are looked for apart, so that a common part such as "gemini" does not hide them.
    """
    parts = [f'"{part}"' for part in _parts(typed, count)]
    if not parts:
        return []
    pairs = [f"({one} AND {other})" for i, one in enumerate(parts) for other in parts[i + 1 :]]
    asked = [f"{kind} : ({query})" for query in (" OR ".join(pairs), *parts) if query]
    rows = connection.execute(
        f"SELECT kind, slug, name FROM names WHERE id IN ({' UNION '.join([_PART_OF] * len(asked))})",
        [one for query in asked for one in (query, _MOST)],
    )
    return [Named(*row) for row in rows]


def like(connection: sqlite3.Connection, typed: str, kind: str) -> list[Named]:
    """Return a bounded number of names of a kind that start like what was typed, or share a run of letters with it."""
    started = connection.execute(
        "SELECT kind, slug, name FROM names WHERE kind = ? AND key >= ? AND key < ? LIMIT ?",
        (kind, typed, typed + "\U0010ffff", _MOST),
    )
    found = [Named(*row) for row in started]
    runs = sorted({typed[i : i + _PART] for i in range(min(len(typed), _LONGEST) - _PART + 1)})
    if runs:
        sharing = connection.execute(
            "SELECT kind, slug, name FROM"
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
