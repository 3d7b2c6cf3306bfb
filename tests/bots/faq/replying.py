"""Handlers asked with frames: the shipped registry and small ones, and what a reply states beyond its facts."""

from __future__ import annotations

import sqlite3
from typing import Any

from podium.bots.faq import Reply
from podium.bots.faq.desk import Desk
from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.replies import handler
from podium.bots.faq.reply import FACT_NAMES
from podium.bots.faq.vocabulary import Vocabulary
from podium.tests.bots.faq.test_facts import NUMERAL, URL, stated

#: Facts that are not written as scores are: sizes and prices have no needless decimals.
_PLAIN = frozenset({"parameters_b", "input_price"})


def asked(connection: sqlite3.Connection, intent: Intent, benchmark: str, board: str = "", **slots: Any) -> Reply:
    """Return a handler's reply to a frame, after a check that its numerals are facts and its facts documented."""
    desk = Desk(connection, Vocabulary.read(connection))
    reply = handler(intent)(desk, Frame(intent, (benchmark,), (board,) if board else (), **slots))
    assert {fact.name for fact in reply.facts} <= FACT_NAMES.keys()
    allowed, _ = stated(reply)
    allowed |= {f"{fact.value:.10g}" for fact in reply.facts if fact.name in _PLAIN}
    cells = [cell for row in reply.table.rows for cell in row] if reply.table else []
    said = NUMERAL.findall(URL.sub("", "\n".join([reply.text, *cells])))
    assert set(said) <= allowed, reply.text
    return reply


def columns(reply: Reply, *names: str) -> list[tuple[str, ...]]:
    """Return cells of some columns of a reply's table."""
    assert reply.table is not None
    positions = [reply.table.columns.index(name) for name in names]
    return [tuple(row[position] for position in positions) for row in reply.table.rows]
