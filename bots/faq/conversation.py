"""What is remembered of a conversation: the last frame, and choices that were offered. Never the words of a message."""

from __future__ import annotations

from dataclasses import dataclass

from podium.bots.faq.frame import Frame


@dataclass
class Conversation:
    """The memory of one person in one channel.

    Args:
        frame: What was asked last, so that "and on MIMIC?" and "what about open models?" can be completed.
        choices: Frames that the last reply offered to choose from, by the name that stands for each.
    """

    frame: Frame | None = None
    choices: tuple[tuple[str, Frame], ...] = ()


class Conversations:
    """The conversations of a bot: bounded in number, and forgotten after a while of silence.

    Args:
        most: Conversations that are kept; the longest silent one goes first.
        seconds: Silence after which one is forgotten.
    """

    def __init__(self, most: int = 10_000, seconds: float = 1800.0) -> None:
        self.most = most
        self.seconds = seconds

    def of(self, channel: str, user: str, now: float) -> Conversation:
        """Return the conversation of a person in a channel, a fresh one where none is remembered.

        Args:
            channel: Any string that stands for the channel.
            user: Any string that stands for the person.
            now: A clock in seconds that never goes back.
        """
        raise NotImplementedError
