"""Whether the FAQ engine answers what people ask about a benchmark."""

from __future__ import annotations

from collections.abc import Iterator

from podium.registry import formats, names
from podium.registry.card import Card
from podium.registry.checking.finding import Check, Seen, Unusable, failed, passed, some, warned
from podium.registry.checking.subject import Asker, Subject

#: What a page about a benchmark answers first, whoever lists it.
PAGE = (
    "What is the {name} benchmark?",
    "What is the {name} leaderboard?",
    "What is the highest {name} score?",
    "How many models are evaluated on {name}?",
    "Where can I find the {name} paper?",
    "What categories does {name} cover?",
    "What is the best open-source model on {name}?",
    "How recent are the {name} leaderboard results?",
)


def _ask(subject: Subject) -> Asker:
    if subject.ask is None:
        raise Unusable("there is no FAQ engine to ask")
    return subject.ask


def _entries(subject: Subject) -> Iterator[Seen]:
    ask, card = _ask(subject), subject.benchmark.card
    if not card.faq:
        raise Unusable("the card answers no question")
    asked = 0
    for entry in card.faq:
        for question in (entry.question, *entry.variants):
            asked += 1
            replied = ask(_naming(card, question))
            if entry.answer not in replied.answers:
                # Another wording of what the results answer is harmless: it gets that answer.
                tell = failed if question == entry.question else warned
                yield tell(
                    f"“{question}” is not answered by its entry, but: {replied.line}",
                    "ask what results and card do not answer already, in words that no other entry has",
                )
        if not entry.answer.strip():
            yield failed(f"“{entry.question}” has no answer", "write one or two sentences")
        elif not entry.source_url:
            yield warned(f"“{entry.question}” has no source", "FAQEntry(source_url=...): where it can be checked")
    yield passed(f"{formats.count(len(card.faq), 'question')} asked in {formats.count(asked, 'wording')}")


def _naming(card: Card, question: str) -> str:
    """Return a question with the benchmark's name before it where it has none, as people ask on its page."""
    words = names.key(question)
    named = any(names.key(name) in words for name in (card.slug, card.name, *card.aliases))
    return question if named else f"{card.name}: {question}"


def _page(subject: Subject) -> Iterator[Seen]:
    ask, card = _ask(subject), subject.benchmark.card
    wrong = []
    for form in PAGE:
        question = form.format(name=card.name)
        replied = ask(question)
        if replied.kind not in ("answer", "no_data") or card.slug not in replied.benchmarks:
            wrong.append(f"“{question}”: {replied.line}")
    if wrong:
        yield failed(
            f"{len(wrong)} of {len(PAGE)} questions are not answered: {some(wrong)}",
            "choose a name and aliases that are no ordinary words and near no other benchmark's",
        )
    else:
        yield passed(f"all {len(PAGE)} questions of a benchmark's page are answered")


CHECKS = (
    Check("faq-entries", "Every question of the card is answered by its entry.", _entries),
    Check("faq-page", "The questions that everybody asks are answered.", _page),
)
