"""How numbers, dates and registry rows are written: for people and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from podium.registry.rank_ranges import RankRange
from podium.registry.views import BoardFacts, BoardView, ModelFacts, Row, RunCheck, shown

VERIFIED_MARK = "✓"
DIFFERS_MARK = "✗"


def rank(row: Row) -> str:
    """Return a place: ``"4"``, or ``"=4"`` where it is shared."""
    return f"={row.rank}" if row.tied else f"{row.rank}"


def rank_range(row: Row, places: RankRange) -> str | None:
    """Return the ranks between which a model stands, ``"1–4"``; nothing where that is one rank, or has no interval."""
    return f"{places.best}–{places.worst}" if row.low is not None and places.best != places.worst else None


def score(row: Row) -> str:
    """Return a score to three decimals, with its interval where one is known."""
    if row.low is None or row.high is None:
        return shown(row.value)
    return f"{shown(row.value)} [{shown(row.low)}, {shown(row.high)}]"


def standing(row: Row) -> str:
    """Return whose figure it is, marked where it is verified; of a run stored here, whether it was and when."""
    if row.run is not None and row.standing == "reproduced":
        return f"{row.standing} {checked(row.run_check)}"
    return f"{row.standing} {VERIFIED_MARK}" if row.verified else row.standing


def standing_mark(row: Row) -> str:
    """Return whose figure it is in one letter, marked as :func:`standing` marks it: ``"s"``, ``"i✓"``, ``"r?"``."""
    if row.run is not None and row.standing == "reproduced":
        return f"r{'?' if row.run_check is None else VERIFIED_MARK if row.run_check.ok else DIFFERS_MARK}"
    return f"{row.standing[:1]}{VERIFIED_MARK if row.verified else ''}"


def standing_legend(rows: Iterable[Row]) -> str:
    """Return what the marks of these rows mean."""
    words = {standing_mark(row): row.standing for row in sorted(rows, key=standing_mark)}
    words |= {mark: f"{word} (not yet checked)" for mark, word in words.items() if mark.endswith("?")}
    words |= {mark: f"{word} (differs)" for mark, word in words.items() if mark.endswith(DIFFERS_MARK)}
    return "By: " + ", ".join(f"{mark} {word}" for mark, word in words.items())


def checked(check: RunCheck | None) -> str:
    """Return whether a stored run verified: ``"✓ verified 2026-11-25"``, ``"not yet checked"`` or ``"✗ differs"``."""
    if check is None:
        return "not yet checked"
    return f"{VERIFIED_MARK} verified {check.when[:10]}" if check.ok else f"{DIFFERS_MARK} differs"


def released(model: ModelFacts) -> str | None:
    """Return a release date as far as it is known: ``"2025-05-20"``, ``"2025-05"`` or ``"2025"``."""
    if model.released is None:
        return None
    return model.released[: {"year": 4, "month": 7}.get(model.released_precision or "day", 10)]


def when(row: Row) -> str | None:
    """Return the day a result counts from, as far as it is known; see :mod:`podium.registry.dating`."""
    return row.dated.known if row.dated is not None else None


def size(parameters_b: float | None) -> str | None:
    """Return a number of parameters: ``"4B"``, ``"0.5B"``, ``"1.2T"``, ``"10M"``."""
    if parameters_b is None:
        return None
    if parameters_b < 0.1:
        return f"{parameters_b * 1000:.3g}M"
    return f"{parameters_b / 1000:.3g}T" if parameters_b >= 1000 else f"{parameters_b:.3g}B"


def read_size(text: str) -> float | None:
    """Return billions of parameters as people write them, ``"10"``, ``"10B"``, ``"10,5 B"`` or ``"500M"``, or None.

    No model has none: 0 is no size.
    """
    # Three digits after a comma may be thousands: such a number is none.
    read = re.fullmatch(r"(\d{1,9}(?:\.\d{1,9}|,\d{1,2})?)\s*([mbt]?)", text.strip().lower(), re.ASCII)
    return (
        None if read is None else float(read[1].replace(",", ".")) * {"m": 0.001, "t": 1000.0}.get(read[2], 1.0) or None
    )


def context(tokens: int | None) -> str | None:
    """Return a context window: ``"131K"``, ``"1M"``; thousands and millions are decimal."""
    if tokens is None:
        return None
    if tokens >= 999_500:
        return f"{tokens / 1e6:.3g}M"
    return f"{tokens / 1e3:.3g}K" if tokens >= 1000 else f"{tokens}"


def price(model: ModelFacts) -> str | None:
    """Return US dollars per million tokens in and out: ``"0.15 / 0.60"``; fractions of a cent where there are some."""
    if model.input_price is None and model.output_price is None:
        return None
    return " / ".join("?" if value is None else _dollars(value) for value in (model.input_price, model.output_price))


def _dollars(value: float) -> str:
    text = f"{value:.2f}"
    return text if abs(float(text) - value) < 1e-9 * max(1.0, abs(value)) else f"{value:.6g}"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``"1 model"``, ``"12 models"``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Return words as a sentence lists them: ``"a, b and c"``."""
    return " ".join(filter(None, [", ".join(words[:-1]), joint if len(words) > 1 else "", words[-1] if words else ""]))


def direction(board: BoardFacts) -> str:
    """Return what must be said where a lower figure is the better one."""
    return "" if board.higher_is_better else " (lower is better)"


def ties(view: BoardView) -> list[str]:
    """Return how many models cannot be told from the first, and why, as sentences."""
    tied = view.tied_with_leader()
    same = sum(row.rank == 1 for row in tied)
    why = (
        (same, "its score reads the same to three decimals", "their scores read the same to three decimals"),
        (len(tied) - same, "its 95% interval overlaps", "their 95% intervals overlap"),
    )
    return [
        f"{count(number, 'model')} cannot be told from the first: {one if number == 1 else many}."
        for number, one, many in why
        if number
    ]


def leaders(rows: Sequence[Row]) -> str:
    """Return the first of the leaders, and how many share the place with it."""
    if not rows:
        return ""
    others = f" and {count(len(rows) - 1, 'other')}" if len(rows) > 1 else ""
    return f"{rows[0].model.name}{others}"


def an(word: str) -> str:
    """Return a word with its article: ``"an image"``, ``"a text"``."""
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def model_json(model: ModelFacts) -> dict[str, Any]:
    """Return a model as JSON data; the keys are the fields of :class:`ModelFacts`."""
    return dict(vars(model)) | {"aliases": list(model.aliases)}


def row_json(row: Row) -> dict[str, Any]:
    """Return a ranked row as JSON data: the fields of :class:`Row`, ``verified``, and the model in full.

    ``date`` is the day it counts from, as far as it is known, and ``date_of`` what that is of: ``"released"``,
    ``"reported_on"`` or ``"published"``.
    """
    check = dict(vars(row.run_check)) if row.run_check is not None else None
    data = dict(vars(row)) | {"verified": row.verified, "model": model_json(row.model), "run_check": check}
    del data["published"]
    return data | {"date": when(row), "date_of": row.dated.by if row.dated is not None else None}


def board_json(board: BoardFacts, models: int) -> dict[str, Any]:
    """Return a board as JSON data: the fields of :class:`BoardFacts` and its number of models."""
    return dict(vars(board)) | {"models": models}
