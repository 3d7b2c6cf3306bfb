"""What happened, in plain words: the terminal, the site and the bot say the same."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from podium.registry import formats
from podium.registry.views import shown

if TYPE_CHECKING:
    from podium.registry.events import Event


def sentence(event: Event) -> str:
    """Return what happened in plain words."""
    if event.kind == "new_benchmark" or event.value is None:
        return f"{formats.an(event.modality)} benchmark, new here"
    if event.kind == "new_leader":
        return _lead(event)
    if event.replaced is not None:
        reason = f": {event.reason}" if event.reason else ""
        return f"{event.model_name} stands at {shown(event.value)} now, no longer at {shown(event.replaced)}{reason}"
    return f"{event.model_name} scores {shown(event.value)}"


def _lead(event: Event) -> str:
    score = shown(event.value or 0.0)
    if event.previous_value is None:
        return f"{event.model_name} is the first to lead, with {score}"
    before = f"{event.previous_name} ({shown(event.previous_value)})"
    sign = 1 if event.higher_is_better else -1
    if sign * (event.value or 0.0) < sign * event.previous_value:
        why = f": {event.ended}" if event.ended else ""
        return f"{event.model_name} leads with {score}, as the result of {before} no longer stands{why}"
    return f"{event.model_name} takes the lead with {score} from {before}"


def ahead(event: Event) -> str:
    """Return by how much a new leader is ahead of who led before; nothing where it took an empty or a lost place."""
    if event.kind != "new_leader" or event.value is None or event.previous_value is None:
        return ""
    # Between the figures as they are shown: whoever subtracts them finds the same.
    difference = Decimal(shown(event.value)) - Decimal(shown(event.previous_value))
    better = difference > 0 if event.higher_is_better else difference < 0
    return f"{difference.copy_abs()} ahead" if better else ""
