"""Handlers asked with frames, and every reply audited: what it states is among its facts, and they are the registry's.

Whatever a test asks of a handler goes through :func:`told`.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from typing import Any

from podium.bots.faq import Reply
from podium.bots.faq.checking import audit
from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies import handler
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.reply import FACT_NAMES


@lru_cache(maxsize=1)
def _read(connection: sqlite3.Connection, changes: int) -> tuple[Desk, audit.Held, frozenset[str]]:
    """Return a registry as handlers and as the audit read it, read once for as long as nothing is written."""
    return Desk(connection, Vocabulary.read(connection)), audit.Held(connection), audit.names_of(connection)


def audited(connection: sqlite3.Connection, reply: Reply) -> Reply:
    """Return a reply after a check that it states its facts only, and that the registry has them."""
    assert {fact.name for fact in reply.facts} <= FACT_NAMES.keys()
    _, held, names = _read(connection, connection.total_changes)
    assert audit.unstated(reply, names) == (), reply.text
    assert held.contradicted(reply) == (), reply.text
    if reply.table is not None:
        assert {len(row) for row in reply.table.rows} == {len(reply.table.columns)}
    assert all(line.strip() for line in reply.body.replace("\n\n", "\n").split("\n"))
    return reply


def told(desk: Desk, frame: Frame) -> Reply:
    """Return the audited reply to a frame."""
    return audited(desk.connection, handler(frame.intent)(desk, frame))


def ask(connection: sqlite3.Connection, intent: Intent, *models: str, **slots: Any) -> Reply:
    """Return the audited reply to a frame of these slots."""
    desk, *_ = _read(connection, connection.total_changes)
    return told(desk, Frame(intent, models=models, **slots))


def asked(connection: sqlite3.Connection, intent: Intent, benchmark: str, board: str = "", **slots: Any) -> Reply:
    """Return the audited reply to a frame about a benchmark and perhaps one of its boards."""
    return ask(connection, intent, benchmarks=(benchmark,), boards=(board,) if board else (), **slots)


def columns(reply: Reply, *names: str) -> list[tuple[str, ...]]:
    """Return cells of some columns of a reply's table."""
    assert reply.table is not None
    positions = [reply.table.columns.index(name) for name in names]
    return [tuple(row[position] for position in positions) for row in reply.table.rows]
