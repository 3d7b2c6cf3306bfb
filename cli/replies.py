"""A reply of the FAQ engine on the screen, and how it came about."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from podium.cli import output
from podium.cli.output import Column, Screen

if TYPE_CHECKING:
    from podium.bots.faq.explanation import Explanation
    from podium.bots.faq.reply import Reply, Table

#: Characters of a first line that may be in bold; a description in bold would shout.
_LONGEST_BOLD = 240


def show(reply: Reply, links: bool = False) -> None:
    """Print a reply: the first line stands out, the table stands below the body, and the footer is faint.

    Args:
        reply: The reply.
        links: Whether addresses can be followed on terminals that can do that.
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
    for line in reply.footer:
        screen.whole(line, links=links)
    screen.print()


def _add_table(screen: Screen, table: Table) -> None:
    screen.table(
        [Column(title, "right" if number in table.right else "left") for number, title in enumerate(table.columns)],
        table.rows,
    )


def explain(explanation: Explanation) -> None:
    """Print how a question was understood and what was read to answer it, part by part."""
    screen = Screen()
    plain: list[tuple[str, str]] = []
    for name, value in explanation.to_json().items():
        if name == "reply":
            continue
        if isinstance(value, Mapping):
            _add_part(screen, name, [value] if value else [])
        elif isinstance(value, list | tuple):
            _add_part(screen, name, value)
        else:
            plain.append((_title(name).lower(), _cell(value)))
    lead = Screen()
    lead.title("How this was understood")
    lead.facts(plain)
    lead.blocks += screen.blocks
    lead.print()


def _add_part(screen: Screen, name: str, values: Sequence[Any]) -> None:
    """Add a part of an explanation: things with the same fields as a table, texts as a list, one thing as facts."""
    if not values:
        return
    screen.heading(_title(name))
    if not all(isinstance(value, Mapping) for value in values):
        for value in values:
            screen.item(_cell(value))
    elif len(values) == 1:
        screen.facts((_title(key).lower(), _cell(value)) for key, value in values[0].items() if not _is_empty(value))
    else:
        keys = [key for key in dict.fromkeys(key for value in values for key in value)]
        keys = [key for key in keys if not all(_is_empty(value.get(key)) for value in values)]
        right = {key for key in keys if all(isinstance(value.get(key, 0), int | float) for value in values)}
        screen.table(
            [Column(_title(key), "right" if key in right else "left") for key in keys],
            [[_cell(value.get(key)) for key in keys] for value in values],
        )


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _cell(value: Any) -> str:
    """Return a value of an explanation as text of one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, Mapping):
        return ", ".join(f"{_title(key).lower()} {_cell(one)}" for key, one in value.items() if not _is_empty(one))
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value))
    return str(value)
