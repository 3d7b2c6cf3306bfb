"""Whom a greeting greets: "hello po, ...", "hey champ, ..." calls somebody, and asks for nothing of that name."""

from __future__ import annotations

from dataclasses import replace

from podium.bots.faq.understanding.asked import Asked


def without_vocative(asked: Asked) -> Asked:
    """Return the question without the one strange word that stands between a greeting and a comma."""
    for before, piece in zip(asked.pieces, asked.pieces[1:], strict=False):
        if before.start or "GREET" not in before.concepts or before.end != piece.start:
            continue
        tokens = asked.reading.tokens
        if piece.kind in ("foreign", "unknown") and piece.end < len(tokens) and tokens[piece.end].breaks:
            return replace(asked, pieces=tuple(one for one in asked.pieces if one is not piece))
    return asked
