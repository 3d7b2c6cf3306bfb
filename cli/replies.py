"""A reply of the FAQ engine on the screen, and how it came about."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from podium.cli import output
from podium.cli.output import Column, Screen

if TYPE_CHECKING:
    from podium.bots.faq.reply import Reply, Table
    from podium.bots.faq.understanding.explanation import Explanation

#: Characters of a first line that may be in bold; a description in bold would shout.
_LONGEST_BOLD = 240
#: How a footer names a source, and sources that are named in its place.
_SOURCE, _MOST_SOURCES = "Source:", 3
#: Items of a list that an explanation shows.
_MOST_ITEMS = 4

#: A long list of columns, of which two are shown.
_COLUMNS = re.compile(r"^(SELECT [^,()]+, [^,()]+), [^()]{40,}?(?= FROM )")

#: Fields of the parts of an explanation, with their headings.
_ENTITY = {"text": "words", "kind": "kind", "slugs": "means", "guessed": "guess"}
_VALUE = {"text": "words", "kind": "kind", "bound": "bound", "amount": "amount", "period": "period"}
_CANDIDATE = {"intent": "intent", "score": "score", "unexplained": "leaves over", "missing": "lacks"}
_HEARD = {"target": "takes it for", "share": "share", "similarity": "similarity", "like": "like"}


def show(reply: Reply, links: bool = False) -> None:
    """Print a reply: the first line stands out, the table stands below the body, and the footer is faint.

    Args:
        reply: The reply.
        links: Whether a terminal shows the titles of sources, to be followed, in place of an address.
    """
    screen = Screen()
    airy = output.on_terminal(sys.stdout)
    first, *rest = reply.body.splitlines() or [""]
    screen.prose(first, "bold" if reply.kind == "answer" and len(first) <= _LONGEST_BOLD else "")
    for line in rest:
        if airy:
            screen.blank()
        screen.prose(line)
    if reply.table is not None:
        if airy:
            screen.blank()
        _add_table(screen, reply.table)
    if airy and reply.footer:
        screen.blank()
    titles = tuple(dict.fromkeys((source.title, source.url) for source in reply.sources if source.url))
    linked = airy and links and bool(titles)
    several = sum(line.startswith(_SOURCE) for line in reply.footer) > 1
    for line in reply.footer:
        if linked and line.startswith(_SOURCE):
            # Of a reply with several answers each has a source of its own.
            own = tuple(one for one in titles if one[1] in line.split()) if several else ()
            screen.links(_SOURCE, (own or titles)[:_MOST_SOURCES])
        elif "://" in line:
            screen.whole(line)
        else:
            screen.faint(line)
    screen.print()


def _add_table(screen: Screen, table: Table) -> None:
    screen.table(
        [Column(title, "right" if number in table.right else "left") for number, title in enumerate(table.columns)],
        table.rows,
    )


def explain(explanation: Explanation) -> None:
    """Print how a question was understood and what was read to answer it."""
    data = explanation_json(explanation)
    screen = Screen()
    screen.title("How this was understood")
    screen.facts(
        [
            ("kind", explanation.reply.kind),
            ("decided by", data["decided"]),
            ("time", f"{data['milliseconds']:.1f} ms"),
        ]
    )
    _add_part(
        screen, "Names", data["entities"], {"text": "words", "kind": "kind", "slugs": "means", "guessed": "guess"}
    )
    _add_part(screen, "Amounts and times", data["values"], _VALUE)
    _add_part(screen, "Other words", data["concepts"], {"text": "words", "concepts": "can mean"})
    _add_part(screen, "Candidates", data["candidates"], _CANDIDATE, right="score")
    _add_part(screen, "Encoder", data["encoder"] or (), _HEARD)
    for frame in data["frames"]:
        screen.heading("Frame")
        screen.facts((name.replace("_", " "), _cell(value)) for name, value in frame.items())
    if data["statements"]:
        screen.heading("Reads of the registry")
    for statement in data["statements"]:
        screen.item(_COLUMNS.sub(r"\1, …", statement["sql"]), bullet=f"{statement['milliseconds']:>6.2f} ms ")
    screen.print()


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as JSON data without the reply, which stands beside it."""
    return {name: value for name, value in explanation.to_json().items() if name != "reply"}


def _add_part(
    screen: Screen, title: str, rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], right: str = ""
) -> None:
    """Add a part of an explanation as a table of some of its fields, or nothing where there is none."""
    if rows:
        screen.heading(title)
        screen.table(
            [Column(heading, "right" if name == right else "left") for name, heading in columns.items()],
            [[f"{row[name]:.2f}" if name == right else _cell(row[name]) for name in columns] for row in rows],
        )


def _cell(value: Any) -> str:
    """Return a value of an explanation as text of one line."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('_', ' ')} {_cell(one)}" for name, one in value.items() if one is not None)
    if isinstance(value, list):
        more = len(value) - _MOST_ITEMS
        return ", ".join([*map(_cell, value[:_MOST_ITEMS]), *([f"{more} more"] if more > 0 else [])])
    return str(value)
