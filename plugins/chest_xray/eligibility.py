"""Why a run cannot enter a board, in one phrase per board."""

from __future__ import annotations

from collections.abc import Mapping

from podium.registry import Card, Report


def withheld(card: Card, split: str, report: Report, reasons: Mapping[str, str]) -> dict[str, str]:
    """Return a reason for each board of ``split`` that the report gives no value.

    Args:
        card: The benchmark's card.
        split: The split that was scored.
        report: What scoring gave; where its notes say ``board SLUG has no value: WHY``, that is the reason.
        reasons: Why a protocol was not followed, by board slug; these come first.
    """
    told = {}
    for board in card.boards:
        if board.split != split or board.slug in report.boards:
            continue
        noted = f"board {board.slug} has no value: "
        said = next((note.removeprefix(noted) for note in report.notes if note.startswith(noted)), "")
        reason = reasons.get(board.slug) or report.withheld.get(board.slug) or said
        if reason:
            told[board.slug] = reason
    return told
