"""Makers and series of models that a question sets beside one another: "is Qwen better than Llama on MMMU?"."""

from __future__ import annotations

from podium.bots.faq.frame import Filters
from podium.bots.faq.understanding.asked import Asked

#: Most that one reply sets beside one another.
_MOST = 4


def sides(asked: Asked) -> tuple[Filters, ...]:
    """Return the models of each maker or series that a question names; none where it names one or a single model.

    A name with a number that fits several models ("GPT-4o") is one of these, and no series.
    """
    found: list[Filters] = []
    for piece in asked.pieces:
        if piece.kind == "excluded":
            return ()
        if piece.kind in ("organisation", "family"):
            link = next(link for link in asked.reading.links if link.start == piece.start)
        elif piece.kind == "model":
            link = next(link for link in asked.models if link.start == piece.start)
        else:
            continue
        typed, slugs = asked.typed(piece), tuple(entity.slug for entity in link.entities)
        if piece.kind == "organisation":
            side = Filters(organisations=slugs)
        elif len(slugs) == 1 or any(char.isdigit() for char in typed):
            return ()
        else:
            name = link.entities[0].name
            side = Filters(family=name if piece.kind == "family" else _written(typed, name), family_models=slugs)
        if side not in found:
            found.append(side)
    return tuple(found) if 2 <= len(found) <= _MOST else ()


def _written(typed: str, name: str) -> str:
    """Return a series as the names of its models write it: "Claude" where "claude" was typed."""
    at = name.lower().find(typed.lower())
    return name[at : at + len(typed)] if at >= 0 else typed
