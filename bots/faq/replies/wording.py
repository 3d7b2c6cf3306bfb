"""How numbers, dates, lists and sources are put into words. Nothing here reads or decides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from podium.bots.faq.reply import Fact, Source, one_line
from podium.registry.views import BoardView, Row, shown

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
#: Ends of words in -f and -fe whose plural has a v: loaves, halves, knives; roofs and safes have none.
_VOICED = ("loaf", "leaf", "half", "knife", "life", "wife", "shelf", "self", "wolf", "calf", "thief", "elf")
_REMARK = re.compile(r"(?:(?<! ) ++)?\([^()]*\)$")

#: Most names in a list of a reply; the rest is counted.
MOST_NAMES = 3

#: Access classes of data, as they stand after "they are".
ACCESS = {
    "open": "open to everyone",
    "registration": "open after registration",
    "gated": "given on request",
    "credentialed": "for credentialed users who signed the data use agreement",
    "private": "not public",
}

#: Most characters of a name from the registry in a reply.
LONGEST_NAME = 80

RESEARCH_ONLY = "For research use only, not for decisions about patients."


def counted(n: int, noun: str) -> str:
    """Return a number with its noun: ``1 model``, ``2 models``, ``1,769 results``."""
    return f"{n:,} {noun if n == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Return the plural of a noun of regular English: ``models``, ``studies``, ``boxes``, ``loaves``."""
    lower = noun.lower()
    if lower.endswith(_VOICED):
        return f"{noun.removesuffix('e').removesuffix('f')}ves"
    if lower.endswith("y") and lower[-2:-1] not in ("", *"aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if lower.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"


def counts_of(card: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return what a card counts and how many there are: the items of each split, then its other counts."""
    unit = plural(card["unit"])
    return [*((f"{unit} in the split “{split}”", n) for split, n in card["splits"].items()), *card["sizes"].items()]


def usual_split(splits: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the split that scores are usually measured on: the test split, or else the last one of the card."""
    if "test" in splits:
        return [("test", splits["test"])]
    return list(splits.items())[-1:]


def plain(name: str) -> str:
    """Return a name from the registry as one line of printable text; of a very long one the last words are cut."""
    line = one_line(name)
    if len(line) <= LONGEST_NAME:
        return line
    # Half a word could be half a number.
    words = line[: LONGEST_NAME - 1].rpartition(" ")[0]
    return f"{words} …" if words else f"{line[: LONGEST_NAME - 1]}…"


def with_article(phrase: str) -> str:
    """Return a phrase with its indefinite article: ``an image benchmark``."""
    return f"{'an' if phrase[:1].lower() in 'aeiou' else 'a'} {phrase}"


def listed(items: Sequence[str], word: str = "and") -> str:
    """Return a list as a phrase, with a serial comma from three items on."""
    if len(items) <= 2:
        return f" {word} ".join(items)
    return f"{', '.join(items[:-1])}, {word} {items[-1]}"


def month(date: str) -> str:
    """Return an ISO date, of whatever precision, as month and year; the year alone where that is all."""
    year, _, rest = date.partition("-")
    number = rest[:2]
    return f"{_MONTHS[int(number) - 1]} {year}" if number.isdigit() and 1 <= int(number) <= 12 else year


def row_date(row: Row) -> str | None:
    """Return when a figure was read at its source or, where that is not known, reported."""
    return row.as_of or row.reported_on


def _host(url: str) -> str:
    return url.partition("//")[2].partition("/")[0].removeprefix("www.")


#: How a credit points to the page that a result cites, and to the one in which it was read.
_CITES = ("named in cited_url", "that a result cites")
_NAMES = ("named in source_url", "that a result names as its source")


def source_credit(row: Row, card: Mapping[str, Any]) -> str:
    """Return whom to credit for a result.

    The card's credit of the row's provenance is used. Where it points to the row ("the paper that a result names as
    its source", or "named in source_url"), the address's host stands in its place.
    """
    if row.run is not None:
        return f"run {row.run}, stored here"
    credit = next((one["credit"] for one in card.get("sources", ()) if one["provenance"] == row.provenance), None)
    if credit is None:
        return _host(row.source_url or "") or row.reported_by or "source not recorded"
    for pointers, url in ((_CITES, row.cited_url), (_NAMES, row.source_url)):
        for pointer in pointers:
            credit = credit.replace(pointer, f"at {_host(url)}" if url else "it names")
    return str(credit)


def source_of(row: Row, card: Mapping[str, Any]) -> Source:
    """Return the source of a result."""
    return Source(source_credit(row, card), row.source_url or "", row_date(row), row.id)


def credit_phrase(row: Row, card: Mapping[str, Any]) -> str:
    """Return credit and date as they stand in a sentence: ``LLM Stats, June 2026``."""
    credit = _REMARK.sub("", source_credit(row, card))
    date = row_date(row)
    return f"{credit}, {month(date)}" if date else f"{credit}, undated"


def by_organisation(rows: Sequence[Row]) -> str:
    """Return the models of rows with their makers: ``A and B by C``, or ``A (C) and B (D)`` where they differ."""
    makers = {row.model.organisation for row in rows}
    if len(makers) == 1:
        return made_by(listed([plain(row.model.name) for row in rows]), rows[0].model.organisation)
    named = []
    for row in rows:
        maker = f" ({plain(row.model.organisation)})" if row.model.organisation else ""
        named.append(f"{plain(row.model.name)}{maker}")
    return listed(named)


def made_by(names: str, maker: str | None) -> str:
    """Return names with their maker, where one is known."""
    return f"{names} by {plain(maker)}" if maker else names


def standings(rows: Sequence[Row]) -> str:
    """Return the standings of rows, each once."""
    return listed(list(dict.fromkeys(row.standing for row in rows)))


def interval(row: Row) -> str:
    """Return the row's interval as the start of a parenthesis, or nothing where it has none."""
    if row.low is None or row.high is None:
        return ""
    return f"95% interval {shown(row.low)} to {shown(row.high)}; "


def row_facts(row: Row, card: Mapping[str, Any], name: str = "model") -> tuple[Fact, ...]:
    """Return everything a sentence about one result may state.

    Args:
        row: The result.
        card: The card of its benchmark.
        name: Name of the fact that holds the model's name.
    """
    values = {
        name: row.model.name,
        "organisation": row.model.organisation,
        "score": row.value,
        "rank": row.rank,
        "standing": row.standing,
        "low": row.low,
        "high": row.high,
        "interval_percent": 95 if row.low is not None and row.high is not None else None,
        "n": row.n,
        "source_url": row.source_url,
        "cited_url": row.cited_url,
        "date": row_date(row),
        "credit": source_credit(row, card),
        "remark": row.note,
    }
    return tuple(
        Fact(key, value, row.benchmark, row.board, row.model.slug, row.id)
        for key, value in values.items()
        if value is not None
    )


def board_facts(board: BoardView) -> tuple[Fact, ...]:
    """Return what a sentence about a board states: its title, metric and number of models."""
    at = (board.board.benchmark, board.board.slug)
    return (
        Fact("board", board.board.title, *at),
        Fact("metric", board.board.metric_name, *at),
        Fact("models", len(board.rows), *at),
    )
