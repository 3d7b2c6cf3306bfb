"""A question as the fields of a button, so that it can be asked again after a restart.

What is written is the frame that the question was understood as: names of the registry and numbers, never a person's
words. A suggestion of the bot's own is written as it is. What does not fit in an id is held in memory for a while.
"""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from podium.bots.discord import custom_ids
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.names import Index
from podium.bots.faq.frame import Attribute, CardFilters, Filters, Frame, Intent, Period

#: Frames that are answered together, or a text of the bot's own.
Question = tuple[Frame, ...] | str

_TEXT, _HELD, _NEXT = "?", "!", "+"


def _period(text: str) -> Period:
    first, _, last = text.partition("/")
    return Period(first or None, last or None)


def _flag(text: str) -> bool:
    return text == "1"


#: Attributes that are left out where they are false, and not only where they are None.
_FLAGS = ("commercial", "open_licence")
#: Of every attribute of a frame, of its filters and of those of cards: what its fields begin with, how they are read,
#: whether there may be several.
_Slot = tuple[str, Callable[[str], Any], bool]


def _take(into: dict[str, Any], table: dict[str, _Slot], field: str, length: int) -> None:
    """Read a field, whose code is so many letters long, into the attributes that it is of."""
    name, (_, read, many) = _BY_CODE[id(table)][field[:length]]
    value = read(field[length:])
    into[name] = (*into.get(name, ()), value) if many else value


def _side(text: str) -> Filters:
    """Return one side of a comparison of makers.

    Raises:
        ValueError: It is not written as :func:`_text` writes it.
        LookupError: It has a field that filters do not have.
    """
    read: dict[str, Any] = {}
    for one in json.loads(text):
        if not isinstance(one, str):
            raise ValueError(text)
        _take(read, _FILTERS, one, 2)
    return Filters(**read)


_FRAME: dict[str, _Slot] = {
    "benchmarks": ("b", str, True),
    "boards": ("B", str, True),
    "models": ("m", str, True),
    "organisation": ("o", str, False),
    "category": ("c", str, False),
    "other_categories": ("K", str, True),
    "modality": ("y", str, False),
    "observation": ("v", str, False),
    "attribute": ("a", Attribute, False),
    "order": ("d", str, False),
    "k": ("k", int, False),
    "places": ("p", int, True),
    "score": ("s", float, False),
    "period": ("w", _period, False),
    "term": ("t", str, False),
    "topic": ("T", str, False),
    "entry": ("e", int, False),
    "counted": ("u", str, False),
    "calls": ("C", int, False),
    "input_tokens": ("I", int, False),
    "output_tokens": ("O", int, False),
    "sides": ("S", _side, True),
}
_CARDS: dict[str, _Slot] = {
    "published": ("gp", _period, False),
    "licences": ("gl", str, True),
    "open_licence": ("go", _flag, False),
    "access": ("ga", str, True),
    "least_models": ("gm", int, False),
    "most_models": ("gM", int, False),
    "excluded_licences": ("gL", str, True),
    "counted": ("gc", str, False),
    "least_count": ("gn", int, False),
    "most_count": ("gN", int, False),
    "order": ("gd", str, False),
    "author": ("gu", str, False),
    "metric": ("gt", str, False),
}
_FILTERS: dict[str, _Slot] = {
    "open_weights": ("fo", _flag, False),
    "organisations": ("fO", str, True),
    "max_params_b": ("fb", float, False),
    "min_params_b": ("fB", float, False),
    "max_context": ("fc", int, False),
    "min_context": ("fC", int, False),
    "max_price": ("fp", float, False),
    "min_price": ("fP", float, False),
    "max_output_price": ("fq", float, False),
    "min_output_price": ("fQ", float, False),
    "strict": ("fs", str, True),
    "released": ("fw", _period, False),
    "verified": ("fv", _flag, False),
    "standing": ("fV", str, True),
    "commercial": ("fm", _flag, False),
    "multimodal": ("fM", _flag, False),
    "excluded": ("fx", str, True),
    "excluded_organisations": ("fX", str, True),
    "only": ("fy", str, True),
    "min_score": ("fl", float, False),
    "max_score": ("fh", float, False),
    "tools": ("ft", _flag, False),
    "first": ("ff", int, False),
    "licences": ("fL", str, True),
    "excluded_licences": ("fN", str, True),
    "family": ("fg", str, False),
    "family_models": ("fG", str, True),
}


def fields(question: Question) -> tuple[str, ...]:
    """Return a question as fields of a button."""
    if isinstance(question, str):
        return (_TEXT + question,)
    out: list[str] = []
    for frame in question:
        out += [_NEXT] if out else []
        out += [frame.intent.value, *_written(frame, _FRAME), *_written(frame.filters, _FILTERS)]
        out += _written(frame.cards, _CARDS) if frame.cards is not None else ()
    return tuple(out)


def _written(thing: Frame | Filters | CardFilters, slots: dict[str, _Slot]) -> Iterator[str]:
    for name, (code, _, many) in slots.items():
        value = getattr(thing, name)
        if value in (None, "") or value is False and name in _FLAGS:
            continue
        for one in value if many else (value,):
            yield code + _text(one)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "01"[value]
    if isinstance(value, Filters):
        return json.dumps([*_written(value, _FILTERS)], ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, Period):
        return f"{value.first or ''}/{value.last or ''}"
    # The float 8.0 is written as 8, which is read as 8.0 again.
    return f"{value:g}" if isinstance(value, float) and float(f"{value:g}") == value else str(value)


def question(found: tuple[str, ...], index: Index) -> Question | None:
    """Return the question that fields stand for, or None where they name what the registry does not have any more.

    Args:
        found: Fields of a button.
        index: The registry's names, for those of which only a digest fits.
    """
    if len(found) == 1 and found[0].startswith(_TEXT):
        return found[0][1:]
    known = list(_known(index)) if any(one.startswith("~") for one in found) else []
    parts: list[list[str]] = [[]]
    for one in found:
        whole = custom_ids.meant(one, known)
        if whole is None:
            return None
        if whole == _NEXT:
            parts.append([])
        else:
            parts[-1].append(whole)
    try:
        frames = tuple(_frame(part) for part in parts)
    except (ValueError, LookupError):
        return None
    return frames if all(_is_known(frame, index) for frame in frames) else None


def _frame(part: list[str]) -> Frame:
    intent, *rest = part
    slots, filters, cards = dict[str, Any](), dict[str, Any](), dict[str, Any]()
    tables = {"f": (_FILTERS, filters, 2), "g": (_CARDS, cards, 2)}
    for one in rest:
        table, into, length = tables.get(one[:1], (_FRAME, slots, 1))
        _take(into, table, one, length)
    return Frame(Intent(intent), **slots, filters=Filters(**filters), cards=CardFilters(**cards) if cards else None)


_BY_CODE = {id(table): {slot[0]: (name, slot) for name, slot in table.items()} for table in (_FRAME, _FILTERS, _CARDS)}


def _known(index: Index) -> Iterator[str]:
    """Return every field of which a digest may stand in an id."""
    yield from (intent.value for intent in Intent)
    named = (("b", index.benchmarks), ("c", index.categories), ("K", index.categories), ("o", index.organisations))
    for code, names in named:
        yield from (code + one.slug for one in names.entries)
    for code in ("m", "fx", "fy", "fG"):
        yield from (code + one.slug for one in index.models.entries)
    for code in ("fO", "fX"):
        yield from (code + one.slug for one in index.organisations.entries)
    for names in index.boards.values():
        yield from ("B" + one.slug for one in names.entries)


def _is_known(frame: Frame, index: Index) -> bool:
    """Return whether all that a frame names is in the registry: another may stand there than when it was written."""
    benchmarks, models = index.benchmarks.by_slug, index.models.by_slug
    boards = index.boards[frame.benchmark].by_slug if frame.boards and frame.benchmark in index.boards else {}
    entries = index.questions[frame.benchmark].by_slug if frame.benchmarks and frame.benchmark in benchmarks else {}
    return (
        all(slug in benchmarks for slug in frame.benchmarks)
        and all(slug in models for slug in frame.models)
        and all(slug in boards for slug in frame.boards)
        and (frame.entry is None or str(frame.entry) in entries)
    )


class Held:
    """Questions that do not fit in an id, for a while.

    Args:
        most: How many are held; the oldest goes first.
    """

    def __init__(self, most: int = 2_000) -> None:
        self._most = most
        self._held: OrderedDict[str, Question] = OrderedDict()

    def press(self, kind: str, asked: Question, owner: int | None) -> Press:
        """Return what pressing a button asks for, as one whose id fits.

        Args:
            kind: Which handler is asked.
            asked: What it asks.
            owner: Who alone may press it.
        """
        press = Press(kind, fields(asked), owner)
        if _fits(press, isinstance(asked, str)):
            return press
        token = secrets.token_hex(6)
        self._held[token] = asked
        while len(self._held) > self._most:
            self._held.popitem(last=False)
        return Press(kind, (_HELD + token,), owner)

    def question(self, found: Iterable[str], index: Index) -> Question | None:
        """Return the question of a button, or None where nobody knows any more."""
        found = tuple(found)
        if len(found) == 1 and found[0].startswith(_HELD):
            return self._held.get(found[0][1:])
        return question(found, index)


#: What starts the fields that :func:`_known` can find by their digest.
_FOUND = ("b", "c", "K", "o", "m", "B", "fx", "fy", "fO", "fX")


def _fits(press: Press, is_text: bool) -> bool:
    """Return whether a press can be read from its id: only names that are looked up may be digests."""
    try:
        written = custom_ids.read(press.custom_id)
    except ValueError:
        return False
    assert written is not None
    return all(
        one == whole or not is_text and whole.startswith(_FOUND)
        for one, whole in zip(written.fields, press.fields, strict=True)
    )
