"""What a reading of a question comes to."""

from __future__ import annotations

from dataclasses import dataclass

from podium.bots.faq.frame import Frame
from podium.bots.faq.reply import Reply


@dataclass(frozen=True)
class Built:
    """What a reading comes to.

    Args:
        frames: What is asked, one frame for each benchmark it is asked of.
        reply: What to say instead, where a name is missing, fits several things or is not on the board.
        choices: The frames that the reply offers to choose from, by the name that stands for each.
        pending: What is asked but for the missing name, so that the next message can complete it.
        left: The words of a second question that stays without an answer.
    """

    frames: tuple[Frame, ...] = ()
    reply: Reply | None = None
    choices: tuple[tuple[str, Frame], ...] = ()
    pending: Frame | None = None
    left: str = ""


class Unfit(Exception):
    """The reading lacks something that cannot be asked for; the next likeliest one is tried."""
