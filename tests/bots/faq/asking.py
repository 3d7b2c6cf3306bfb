"""Asking a handler directly: a frame in, a reply out."""

from __future__ import annotations

import sqlite3
from typing import Any

from podium.bots.faq import Reply
from podium.bots.faq.desk import Desk
from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.replies import handler
from podium.bots.faq.reply import FACT_NAMES
from podium.bots.faq.vocabulary import Vocabulary


def ask(connection: sqlite3.Connection, intent: Intent, *models: str, **slots: Any) -> Reply:
    """Return the reply to a frame of these slots. Its facts have documented names, its table is a rectangle."""
    frame = Frame(intent, models=models, **slots)
    reply = handler(intent)(Desk(connection, Vocabulary.read(connection)), frame)
    assert {fact.name for fact in reply.facts} <= FACT_NAMES.keys()
    if reply.table is not None:
        assert {len(row) for row in reply.table.rows} == {len(reply.table.columns)}
    assert all(line.strip() for line in reply.body.replace("\n\n", "\n").split("\n"))
    return reply
