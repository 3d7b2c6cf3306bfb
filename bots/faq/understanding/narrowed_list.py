"""What is asked of benchmarks that were listed: "and which are open?", "of these which use images?"."""

from __future__ import annotations

from dataclasses import fields, replace

from podium.bots.faq.frame import CardFilters, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.names.reading import Reading

_TYING = words.word_set("and of these those them ok so now then but from out")
_THESE = words.word_set("these those them")
_MOST = {"more": "the most", "fewer": "the fewest", "newer": "the newest", "older": "the oldest",
         "bigger": "the biggest", "larger": "the largest", "smaller": "the smallest"}  # fmt: skip
_ASKS = words.word_set("which what whichever")


def in_full(reading: Reading, last: Frame | None) -> str:
    """Return a question with the noun that it leaves out after benchmarks were listed; empty for any other message."""
    said = reading.words
    if last is None or last.intent is not Intent.BENCHMARKS or any(one.kind != "category" for one in reading.links):
        return ""
    place = next((i for i, word in enumerate(said) if word not in _TYING), len(said))
    tied = place > 0 or said[1:2] in (["one"], ["ones"]) or (said[1:2] == ["of"] and not _THESE.isdisjoint(said[2:3]))
    if not tied or place + 1 >= len(said) or said[place] not in _ASKS or said[place + 1] in _NOUNS:
        return ""
    after = place + 1
    while after < len(said) - 1 and said[after] in ("of", "ones", "one", *_THESE):
        after += 1
    rest = [reading.typed(i, i + 1) for i in range(after, len(said))]
    if _THESE.isdisjoint(said) or "than" in said:
        return f"which benchmarks {reading.text[reading.tokens[after].start :]}"
    # "Which of these has more models?" is asked of all of them: which has the most.
    return f"which benchmarks {' '.join(_MOST.get(word.lower(), word) for word in rest)}"


_NOUNS = words.word_set("benchmark benchmarks dataset datasets model models board leader")


def merged(frame: Frame, last: Frame, reading: Reading, listed: tuple[str, ...] = ()) -> Frame:
    """Return what is asked of the benchmarks that were listed, where the message points at them; else the frame.

    Args:
        frame: What is asked.
        last: What listed them.
        reading: The message.
        listed: Their slugs.
    """
    if _THESE.isdisjoint(reading.words) and reading.words[1:2] not in (["one"], ["ones"]):
        return frame
    if frame.intent is Intent.MOST_MODELS:
        return replace(frame, category=None, benchmarks=listed)
    cards = frame.cards or last.cards
    if frame.cards is not None and last.cards is not None:
        plain = CardFilters()
        said = {
            one.name: getattr(frame.cards, one.name)
            for one in fields(CardFilters)
            if getattr(frame.cards, one.name) != getattr(plain, one.name)
        }
        # The oldest of them was told; what is asked now is asked of all of them.
        cards = replace(last.cards, **{"order": "", **said})
    before = [one for one in (last.category, *last.other_categories) if one is not None]
    named = list(
        dict.fromkeys([*before, *([] if frame.category is None else [frame.category]), *frame.other_categories])
    )
    return replace(
        frame,
        category=next(iter(named), None),
        other_categories=tuple(named[1:]),
        modality=frame.modality or last.modality,
        benchmarks=frame.benchmarks or last.benchmarks,
        observation=frame.observation or last.observation,
        cards=cards,
    )
