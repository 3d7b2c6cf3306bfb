"""Why a question got its reply: what was read in it, what it was taken to ask, and what was looked up."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from podium.bots.faq.frame import Filters, Frame
from podium.bots.faq.reply import Reply


@dataclass(frozen=True)
class Entity:
    """A name in the question.

    Args:
        kind: ``"benchmark"``, ``"model"``, ``"organisation"``, ``"category"``.
        text: The words that name it, as typed.
        start: Where they start in the question.
        end: Where they end.
        slugs: What they name; several where they fit several things.
        guessed: Whether a typo was mended or a name completed.
    """

    kind: str
    text: str
    start: int
    end: int
    slugs: tuple[str, ...]
    guessed: bool


@dataclass(frozen=True)
class Reading:
    """One way to understand the question.

    Args:
        intent: What it would ask.
        score: How well it explains the question.
        unexplained: The words that it leaves unexplained.
        missing: The names that it needs and the question lacks: ``"b"`` for a benchmark, ``"m"`` for a model.
    """

    intent: str
    score: float
    unexplained: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Heard:
    """What the encoder takes the question for.

    Args:
        target: An intent with what its wording says beside it, an entry of a card, or one of Podium's own FAQ.
        share: Its part of the votes of the nearest samples.
        similarity: Of the nearest of them, up to 1.
        like: The nearest of them, with a well-known name in the place of each name.
    """

    target: str
    share: float
    similarity: float
    like: str


@dataclass(frozen=True)
class Statement:
    """A read of the registry.

    Args:
        sql: The statement.
        milliseconds: How long it took until the next one, or until the reply.
    """

    sql: str
    milliseconds: float


@dataclass(frozen=True)
class Explanation:
    """How a reply came about.

    Args:
        reply: The reply.
        decided: What decided: ``"card"``, ``"intent"``, ``"encoder"``, ``"conversation"``, ``"choice"`` or ``"guard"``
            for what is not a question here, not a name here or not understood.
        entities: The names in the question.
        values: Its amounts and times.
        concepts: What its other words can mean, by the words as typed.
        candidates: The likeliest readings, best first.
        frames: What was asked, one frame for each benchmark it was asked of.
        encoder: What the encoder took it for, the likeliest first; None where it was not asked.
        statements: The reads of the registry.
        milliseconds: Time for all of it.
    """

    reply: Reply
    decided: str
    entities: tuple[Entity, ...]
    values: tuple[dict[str, Any], ...]
    concepts: tuple[tuple[str, tuple[str, ...]], ...]
    candidates: tuple[Reading, ...]
    frames: tuple[Frame, ...]
    encoder: tuple[Heard, ...] | None
    statements: tuple[Statement, ...]
    milliseconds: float

    def to_json(self) -> dict[str, Any]:
        """Return the explanation as JSON data; the slots of a frame that are not filled are left out."""
        data = {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in ("reply", "frames")}
        for name in ("entities", "candidates", "statements"):
            data[name] = [asdict(one) for one in data[name]]
        data["concepts"] = [{"text": text, "concepts": list(concepts)} for text, concepts in self.concepts]
        data["values"] = list(self.values)
        data["encoder"] = None if self.encoder is None else [asdict(one) for one in self.encoder]
        data["frames"] = [frame_json(frame) for frame in self.frames]
        return {"reply": self.reply.to_json(), **_listed(data)}


def frame_json(frame: Frame) -> dict[str, Any]:
    """Return a frame as JSON data without the slots that are not filled."""
    data = {name: value for name, value in asdict(frame).items() if name != "filters" and value not in (None, ())}
    filters = {name: value for name, value in asdict(frame.filters).items() if value != getattr(Filters(), name)}
    if filters:
        data["filters"] = filters
    listed: dict[str, Any] = _listed(data)
    return listed


def _listed(value: Any) -> Any:
    """Return data with lists in the place of tuples, as JSON has them."""
    if isinstance(value, dict):
        return {key: _listed(one) for key, one in value.items()}
    return [_listed(one) for one in value] if isinstance(value, (list, tuple)) else value
