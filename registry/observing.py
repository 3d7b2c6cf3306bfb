"""Which benchmarks ask about something: an observation or subject on their cards, or what they say they measure."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from podium.registry import names


@dataclass(frozen=True)
class Observed:
    """A benchmark whose card lists an observation or subject.

    Args:
        slug: Of the benchmark.
        name: Of the benchmark.
        exact: Names on its card that are the one asked for, or have it as a synonym.
        within: Names on its card that contain its words, such as "college physics" those of "physics".
    """

    slug: str
    name: str
    exact: tuple[str, ...]
    within: tuple[str, ...]


def observed_by(connection: sqlite3.Connection, observation: str) -> list[Observed]:
    """Return the benchmarks whose cards list an observation or subject, those that name just it first."""
    wanted = _words(observation)
    if not wanted:
        return []
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for slug, name, text in connection.execute(
        "SELECT k.slug, k.name, o.value FROM benchmarks AS k, json_each(k.card, '$.observations') AS o"
        # Finding the longest word in the text of a card costs a third of parsing it.
        " WHERE k.card LIKE ?1 AND o.value LIKE ?1 ORDER BY k.name COLLATE NOCASE, o.key",
        (f"%{max(wanted, key=len)}%",),
    ):
        entry = json.loads(text)
        called = [entry["name"], *entry["synonyms"]]
        exact, within = found.setdefault((slug, name), ([], []))
        if any(names.key(other) == names.key(observation) for other in called):
            exact.append(entry["name"])
        elif any(set(wanted) <= set(_words(other)) for other in called):
            within.append(entry["name"])
    listed = [Observed(*benchmark, tuple(exact), tuple(within)) for benchmark, (exact, within) in found.items()]
    return sorted((one for one in listed if one.exact or one.within), key=lambda one: not one.exact)


def measuring(connection: sqlite3.Connection, wanted: Sequence[str]) -> list[str]:
    """Return the slugs of the benchmarks whose cards have all of these words in what they say that they measure.

    Args:
        connection: The registry.
        wanted: Words in the singular.
    """
    found = []
    for slug, measures in connection.execute(
        "SELECT slug, json_extract(card, '$.measures') FROM benchmarks WHERE card LIKE ? ORDER BY name COLLATE NOCASE",
        (f"%{max(wanted, key=len, default='')}%",),
    ):
        said = _words(measures or "")
        if all(word in said or f"{word}s" in said for word in wanted):
            found.append(slug)
    return found if wanted else []


def _words(text: str) -> list[str]:
    return names.slug(text).split("-") if names.key(text) else []
