"""What a sample question means: an intent, and what of a frame belongs to the wording and to no name or amount."""

from __future__ import annotations

from dataclasses import dataclass

from podium.bots.faq.frame import Attribute, Frame, Intent

#: Intents of which the wording says more than the intent.
_FINER = frozenset({Intent.FACT, Intent.EXTREME, Intent.COUNTS})


@dataclass(frozen=True)
class Meaning:
    """What a wording asks.

    Args:
        intent: What is asked.
        attribute: Which column of the catalogue, where one is asked for.
        order: ``"least"`` or ``"most"``, where an extreme is asked for.
        counted: What is counted, where that is asked.
    """

    intent: Intent
    attribute: Attribute | None = None
    order: str | None = None
    counted: str | None = None

    @classmethod
    def of(cls, frame: Frame) -> Meaning:
        """Return what of a frame its wording says."""
        if frame.intent not in _FINER:
            return cls(frame.intent)
        return cls(frame.intent, frame.attribute, frame.order, frame.counted)

    @classmethod
    def parse(cls, text: str) -> Meaning:
        """Return the meaning that was written as a text.

        Raises:
            ValueError: If it is none.
        """
        intent, attribute, order, counted = (text.split(":") + [""] * 3)[:4]
        return cls(Intent(intent), Attribute(attribute) if attribute else None, order or None, counted or None)

    def __str__(self) -> str:
        return ":".join((self.intent, self.attribute or "", self.order or "", self.counted or "")).rstrip(":")


#: That a question is none for a registry of benchmarks.
NOTHING = "nothing"

#: What a question can be taken for: a meaning; an entry of a card; an entry of Podium's own FAQ; nothing of this.
Target = Meaning | tuple[str, str, int] | tuple[str, str] | str
