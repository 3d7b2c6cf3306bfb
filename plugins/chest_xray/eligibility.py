"""Why a run cannot enter a board, in one phrase per board."""

from __future__ import annotations

from collections.abc import Mapping

from podium.registry import Card, Report


def withheld(card: Card, split: str, report: Report, reasons: Mapping[str, str]) -> dict[str, str]:
    """Return a reason for each board of ``split`` that the report gives no value.

    Args:
        card: The benchmark's card.
        split: The split that was scored.
        report: What scoring gave; what it withheld and why stays.
        reasons: Why a protocol was not followed, by board slug; these come first.
    """
    closed = [board.slug for board in card.boards if board.split == split and board.slug not in report.boards]
    told = {slug: reasons.get(slug) or report.withheld.get(slug, "") for slug in closed}
    return {slug: reason for slug, reason in told.items() if reason}
