"""Replies about words, about Podium itself, and to a greeting."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from podium.bots.faq.frame import Frame
from podium.bots.faq.knowledge import terms
from podium.bots.faq.knowledge.about_entries import ENTRIES
from podium.bots.faq.knowledge.glossary import Entry
from podium.bots.faq.knowledge.greetings import GREETINGS
from podium.bots.faq.replies import refusals
from podium.bots.faq.replies.cards import card_entry, entry_sources
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page
from podium.bots.faq.replies.wording import counted
from podium.bots.faq.reply import Fact, Reply, Source
from podium.registry import leaderboard, tallies

# Most cards have no terms: those are told by looking for the word, which is far cheaper than parsing the card.
_ON_CARDS = """
SELECT k.slug, k.name, json_extract(k.card, '$.terms') AS terms
FROM benchmarks AS k WHERE instr(k.card, '"definition": ') > 0 ORDER BY k.name COLLATE NOCASE
"""
#: The standings that have a count of their own among a reply's facts.
_COUNTED = {
    "self-reported": "self_reported",
    "third-party": "third_party",
    "independent": "independent",
    "reproduced": "reproduced",
    "verified": "verified",
}


def term(desk: Desk, frame: Frame) -> Reply:
    """Say what a word means: as the benchmark asked about puts it, or the glossary, or any other card."""
    key = frame.term or ""
    if frame.benchmarks:
        page = desk.card(frame)
        own = terms.on_card(page.view.card["terms"], key)
        if own is not None:
            return _of_card(page, own)
    entry = terms.GLOSSARY.get(key)
    if entry is not None:
        return _of_glossary(desk, frame, entry)
    for row in desk.connection.execute(_ON_CARDS):
        found = terms.on_card(json.loads(row["terms"]), key)
        if found is not None:
            return _of_card(Page(desk.view(row["slug"]), ()), found)
    return refusals.general_help(desk.vocabulary)


def _of_card(page: Page, found: Mapping[str, Any]) -> Reply:
    """Return a card's definition."""
    facts = [page.fact("term", found["name"]), page.fact("definition", found["definition"])]
    facts += [page.fact("alias", other) for other in found["synonyms"]]
    entry = _asked_on(page, (found["name"], *found["synonyms"]))
    line = f"{_capital(found['name'])}{_also(found['synonyms'])}, on {page.name}: {found['definition']}"
    sources = [Source(f"{page.name} card", found["source_url"])] if found["source_url"] else []
    lines = [line]
    if entry is not None:
        lines.append(entry["answer"])
        facts.append(page.fact("answer", entry["answer"]))
        sources += entry_sources(page, entry)
    return page.reply(lines, facts, sources)


def _asked_on(page: Page, names: Sequence[str]) -> Mapping[str, Any] | None:
    """Return the entry of the card's FAQ that says what a word means there."""
    wordings = (
        "What does {term} mean on {{name}}?",
        "What do {term} mean on {{name}}?",
        "What do the {term} of {{name}} mean?",
        "What is the {term} of {{name}}?",
    )
    plain = [name.replace("{", "").replace("}", "") for name in names]
    return card_entry(page, *(wording.format(term=name) for wording in wordings for name in plain))


def _of_glossary(desk: Desk, frame: Frame, entry: Entry) -> Reply:
    """Return the glossary's definition, with what a benchmark's card adds and how many such results there are."""
    lines = [f"{_capital(entry.name)}: {entry.definition}"]
    facts = [Fact("term", entry.name), Fact("definition", entry.definition)]
    host = urlsplit(entry.source_url or "").netloc
    sources = [Source(f"the page on {entry.name} at {host}", entry.source_url)] if entry.source_url else []
    footer = [f"Source: {entry.source_url}"] if entry.source_url else []
    if frame.benchmarks:
        page = desk.card(frame)
        facts += [page.fact("benchmark", page.name), page.fact("slug", page.view.slug)]
        footer.append(f"More: podium show {page.view.slug}")
        own = _asked_on(page, (entry.name, *entry.synonyms))
        if own is not None:
            lines.append(f"On {page.name}: {own['answer']}")
            facts.append(page.fact("answer", own["answer"]))
            sources += entry_sources(page, own)
    if entry.standing:
        more, stated = _how_many(desk, frame, entry.standing)
        lines.append(more)
        facts += stated
    asks = tuple(f"What does {other} mean?" for other in entry.related)
    facts += [Fact("term", other) for other in entry.related]
    return Reply("answer", "\n".join(lines), tuple(facts), tuple(sources), asks, tuple(footer))


def _how_many(desk: Desk, frame: Frame, standing: str) -> tuple[str, list[Fact]]:
    """Return how many results have a standing: on the board asked about, or in the whole registry."""
    name = _COUNTED[standing]
    if frame.benchmarks:
        board = leaderboard.board(desk.connection, frame.benchmark, frame.board)
        at = (board.board.benchmark, board.board.slug)
        wanted = sum(row.verified if standing == "verified" else row.standing == standing for row in board.rows)
        line = f"{counted(wanted, 'result')} of {len(board.rows):,} on “{board.board.title}” of {board.benchmark_name}"
        facts = [Fact("board", board.board.title, *at), Fact("models", len(board.rows), *at), Fact(name, wanted, *at)]
        return f"{line} {'is' if wanted == 1 else 'are'} {standing}.", facts
    if standing == "verified":
        number = tallies.verified(desk.connection)
    else:
        number = tallies.of_standing(desk.connection, standing)
    return f"{counted(number, 'result')} here {'is' if number == 1 else 'are'} {standing}.", [Fact(name, number)]


def _also(synonyms: list[str]) -> str:
    return f" ({', '.join(synonyms)})" if synonyms else ""


def _capital(name: str) -> str:
    """Return a name as the start of a line; names with capitals or digits of their own stay as they are."""
    return name if any(char.isupper() or char.isdigit() for char in name) else f"{name[:1].upper()}{name[1:]}"


def about(desk: Desk, frame: Frame) -> Reply:
    """Answer a question about Podium itself."""
    entry = ENTRIES.get(frame.topic or "")
    if entry is None:
        return refusals.general_help(desk.vocabulary)
    lines = [entry.answer] if entry.answer else []
    facts = [Fact("topic", entry.key), Fact("question", entry.question)]
    facts += [Fact("answer", line) for line in lines]
    facts += [Fact("command", command) for command in entry.commands]
    sources: tuple[Source, ...] = ()
    if entry.term:
        defined = terms.GLOSSARY[entry.term]
        more = _of_glossary(desk, Frame(frame.intent, term=entry.term), defined)
        lines.append(more.body)
        facts += more.facts
        sources = more.sources
    slug = frame.benchmarks[0] if frame.benchmarks else None
    examples = refusals.examples_for(desk.vocabulary, slug)
    if entry.examples and examples:
        lines.append(f"For example: {' '.join(examples)}")
        facts += refusals.example_facts(desk.vocabulary, slug)
    return Reply("answer", "\n".join(lines), tuple(dict.fromkeys(facts)), sources, examples if entry.examples else ())


def greeting(desk: Desk, frame: Frame) -> Reply:
    """Greet back in a line, with a question that can be asked."""
    said = GREETINGS.get(frame.topic or "hello", GREETINGS["hello"])
    examples = refusals.examples_for(desk.vocabulary)
    if not examples:
        return Reply("answer", said.line)
    facts = refusals.example_facts(desk.vocabulary)
    return Reply("answer", f"{said.line} For example: {examples[0]}", facts, (), examples)
