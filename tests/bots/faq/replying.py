"""Handlers asked with frames: the shipped registry and small ones, and what a reply states beyond its facts."""

from __future__ import annotations

import sqlite3
from typing import Any

from podium.bots.faq import Reply
from podium.bots.faq.audit import contradicted, names_of, unstated
from podium.bots.faq.desk import Desk
from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.replies import handler
from podium.bots.faq.reply import FACT_NAMES
from podium.bots.faq.vocabulary import Vocabulary


def asked(connection: sqlite3.Connection, intent: Intent, benchmark: str, board: str = "", **slots: Any) -> Reply:
    """Return a handler's reply to a frame, after a check that it states its facts and the registry has them."""
    desk = Desk(connection, Vocabulary.read(connection))
    reply = handler(intent)(desk, Frame(intent, (benchmark,), (board,) if board else (), **slots))
    assert {fact.name for fact in reply.facts} <= FACT_NAMES.keys()
    assert unstated(reply, names_of(connection)) == (), reply.text
    assert not contradicted(connection, reply)
    return reply


def columns(reply: Reply, *names: str) -> list[tuple[str, ...]]:
    """Return cells of some columns of a reply's table."""
    assert reply.table is not None
    positions = [reply.table.columns.index(name) for name in names]
    return [tuple(row[position] for position in positions) for row in reply.table.rows]
