"""Frames as short text, so that a table of questions can say what each should be understood to ask."""

from __future__ import annotations

from podium.bots.faq.engine import Understanding
from podium.bots.faq.frame import Filters, Frame, Period


def shown(understood: Understanding) -> str:
    """Return the frames of an understanding, or the kind of reply that stands in their place."""
    if understood.frames:
        return " + ".join(map(frame_text, understood.frames))
    assert understood.built.reply is not None
    return understood.built.reply.kind.upper()


def frame_text(frame: Frame) -> str:
    """Return a frame as its intent and its filled slots, as in ``"top mmlu k=5 open_weights=yes"``."""
    parts = [frame.intent.value]
    for name in frame.__dataclass_fields__:
        value = getattr(frame, name)
        if name in ("intent", "filters") or value is None or value == ():
            continue
        if name == "sides":
            value = tuple(side.family or "+".join(side.organisations) for side in value)
        parts.append(_text(value) if name == "benchmarks" else f"{name}={_text(value)}")
    plain = Filters()
    for name in plain.__dataclass_fields__:
        value = getattr(frame.filters, name)
        if value != getattr(plain, name):
            parts.append(f"{name}={_text(value)}")
    return " ".join(parts)


def _text(value: object) -> str:
    if isinstance(value, Period):
        return f"{value.first or ''}..{value.last or ''}"
    if isinstance(value, tuple):
        return ",".join(map(str, value)).replace(" ", "_")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace(" ", "_")
