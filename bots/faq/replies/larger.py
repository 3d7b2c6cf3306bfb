"""Which of two benchmarks has more of something, by what their cards count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from podium.bots.faq.frame import Frame
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page
from podium.bots.faq.replies.wording import listed, plural, usual_split
from podium.bots.faq.reply import Fact, Reply

#: Other words for what cards count, in the singular.
_SAME = {
    **dict.fromkeys(("picture", "photo", "pic", "scan", "xray", "radiograph", "film", "photograph"), "image"),
    **dict.fromkeys(("item", "sample", "example", "instance"), "question"),
}


class _Count(NamedTuple):
    label: str
    number: int


def called(word: str) -> str:
    """Return a word for what is counted as cards write it, in the singular: "image" for "pictures"."""
    one = words.singular(word)
    return _SAME.get(one, one)


def counts_of(card: Mapping[str, Any], noun: str) -> list[_Count]:
    """Return what a card counts of something, the plainest count first."""
    return list(dict.fromkeys(_counts(card, noun)))


def _counts(card: Mapping[str, Any], noun: str) -> Iterator[_Count]:
    sizes: Mapping[str, int] = card["sizes"]
    if plural(noun) in sizes:
        yield _Count(plural(noun), sizes[plural(noun)])
    if called(card["unit"]) == noun and card["splits"]:
        # Images are spoken of as a whole; questions are those that are asked of models.
        if noun != "image":
            for split, number in usual_split(card["splits"]):
                yield _Count(f"{plural(noun)} in the split “{split}”", number)
        yield _Count(f"{plural(noun)} in all splits", sum(card["splits"].values()))
    for label, number in sizes.items():
        if noun in {called(token.word) for token in words.tokens(label)}:
            yield _Count(label, number)


def larger(desk: Desk, frame: Frame) -> Reply:
    """Say which of two benchmarks has more of something, with both counts."""
    assert frame.counted is not None
    pages = [desk.card(replace(frame, benchmarks=(slug,))) for slug in frame.benchmarks]
    found = [counts_of(page.view.card, frame.counted) for page in pages]
    for page, other, own, others in (
        (pages[0], pages[1], found[0], found[1]),
        (pages[1], pages[0], found[1], found[0]),
    ):
        if not own:
            return _uncounted(page, other, others[0], plural(frame.counted))
    # The same is compared where both cards count it; else what each counts is told, and nothing is made of it.
    alike = [(one, other) for one in found[0] for other in found[1] if _kind(one) == _kind(other)]
    pair = alike[0] if alike else (found[0][0], found[1][0])
    each = [f"{page.name} has {one.number:,} {one.label}" for page, one in zip(pages, pair, strict=True)]
    line = f"{listed(each)}."
    if not alike:
        line += " Their cards do not count the same, so which has more is not said."
    elif pair[0].number == pair[1].number:
        line = f"Both have as many {plural(frame.counted)}: {line}"
    else:
        more, fewer = pages if pair[0].number > pair[1].number else pages[::-1]
        line = f"{more.name} has more {plural(frame.counted)} than {fewer.name}: {line}"
    facts: list[Fact] = []
    for page, one in zip(pages, pair, strict=True):
        facts += [page.fact("benchmark", page.name), page.fact("counted", one.label), page.fact("count", one.number)]
    reply = pages[0].reply([line], facts, cite=False)
    footer = tuple(dict.fromkeys(f"More: podium show {slug}" for slug in frame.benchmarks))
    return replace(reply, footer=footer, suggestions=tuple(f"How large is {page.name}?" for page in pages))


def _uncounted(page: Page, other: Page, count: _Count, noun: str) -> Reply:
    """Say that a card does not count what is compared, and what the other one counts."""
    line = f"The card of {page.name} counts no {noun}; {other.name} has {count.number:,} {count.label}."
    facts = [page.fact("benchmark", page.name), other.fact("benchmark", other.name)]
    facts += [other.fact("counted", count.label), other.fact("count", count.number)]
    return page.reply([line], facts, cite=False, kind="no_data")


def _kind(count: _Count) -> str:
    """Return what makes two counts comparable: what they count, all of it or those that scores are measured on."""
    label = count.label.removesuffix(" in all splits")
    return label.partition(" in the split ")[0] + ("*" if " in the split " in label else "")
