"""What a question was understood to ask, before it is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from podium.bots.faq.frame import Frame
from podium.bots.faq.names.moments import Moment
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.reply import Reply
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.built import Built
from podium.bots.faq.understanding.intents import Candidate

if TYPE_CHECKING:
    from podium.bots.faq.similarity.semantic import Vote


@dataclass
class Understanding:
    """What a question was understood to ask, before it is answered.

    Args:
        decided: See :class:`podium.bots.faq.understanding.explanation.Explanation`.
        reading: Its words and names.
        asked: It in pieces, where it came so far.
        candidates: Its readings, best first.
        built: The frames, or what to say instead.
        encoder: What the encoder said, if it was asked.
        supposed: Whether a name of it is only supposed.
        moment: The release of a model that a time of it was taken for.
    """

    decided: str
    reading: Reading | None = None
    asked: Asked | None = None
    candidates: list[Candidate] = field(default_factory=list)
    built: Built = field(default_factory=Built)
    encoder: list[Vote] | None = None
    supposed: bool = False
    moment: Moment | None = None

    @property
    def frames(self) -> tuple[Frame, ...]:
        """What is asked, one frame for each benchmark it is asked of."""
        return self.built.frames


def said(decided: str, reply: Reply, reading: Reading | None = None) -> Understanding:
    """Return the understanding of a text that gets this reply without anything being asked of the registry."""
    return Understanding(decided, reading, built=Built(reply=reply))
