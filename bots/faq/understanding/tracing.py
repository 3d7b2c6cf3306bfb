"""Explaining a reply: it is made as always, and what was read of the registry meanwhile is noted down."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.explanation import Entity, Explanation, Heard, Reading, Statement

if TYPE_CHECKING:
    from podium.bots.faq.engine import Engine, Understanding

#: Most readings that an explanation lists.
_MOST_READINGS = 5


def explained(
    engine: Engine, connection: sqlite3.Connection, text: str, conversation: Conversation | None
) -> Explanation:
    """Return the reply to a question with how it came about."""
    ran: list[tuple[float, str]] = []
    start = time.perf_counter()

    def note(sql: str) -> None:
        # What the full-text index reads of its own tables on the way comes as a comment.
        if not sql.startswith("--"):
            ran.append((time.perf_counter(), sql))

    connection.set_trace_callback(note)
    try:
        understood = engine.understand(text, conversation)
        reply = engine.respond(understood, conversation)
    finally:
        connection.set_trace_callback(None)
    end = time.perf_counter()
    ends = [at for at, _ in ran[1:]] + [end]
    statements = tuple(
        Statement(" ".join(sql.split()), round((after - at) * 1000, 3))
        for (at, sql), after in zip(ran, ends, strict=False)
        if not sql.startswith("PRAGMA")
    )
    entities, values, concepts = _pieces(understood)
    return Explanation(
        reply,
        understood.decided,
        entities,
        values,
        concepts,
        _readings(understood),
        understood.frames,
        None
        if understood.encoder is None
        else tuple(
            Heard(
                ":".join(map(str, vote.target)) if isinstance(vote.target, tuple) else str(vote.target),
                round(vote.share, 3),
                round(vote.similarity, 3),
                vote.text,
            )
            for vote in understood.encoder
        ),
        statements,
        round((end - start) * 1000, 3),
    )


def _pieces(
    understood: Understanding,
) -> tuple[tuple[Entity, ...], tuple[dict[str, object], ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    reading, asked = understood.reading, understood.asked
    if reading is None:
        return (), (), ()
    links = [link for link in reading.links if link.kind != "model"] if asked is not None else list(reading.links)
    links += list(asked.models) if asked is not None else []
    tokens = reading.tokens
    entities = tuple(
        Entity(
            link.kind,
            reading.typed(link.start, link.end),
            tokens[link.start].start,
            tokens[link.end - 1].end,
            tuple(entity.slug for entity in link.entities),
            link.guessed,
        )
        for link in sorted(links, key=lambda link: link.start)
    )
    if asked is None:
        return entities, (), ()
    values = tuple({"text": reading.typed(value.start, value.end), **asdict(value)} for value in asked.values)
    concepts = tuple(
        (asked.typed(piece), tuple(sorted(piece.concepts))) for piece in asked.of_kind("concept") if not piece.weak
    )
    return entities, values, concepts


def _readings(understood: Understanding) -> tuple[Reading, ...]:
    asked = understood.asked
    if asked is None:
        return ()
    return tuple(
        Reading(
            candidate.intent.value,
            round(candidate.score, 2),
            tuple(asked.typed(piece) for piece in candidate.unexplained if piece.end <= len(asked.reading.tokens)),
            candidate.missing,
        )
        for candidate in understood.candidates[:_MOST_READINGS]
    )
