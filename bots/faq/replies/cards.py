"""Replies about a benchmark from its card: what it is, its paper, its data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from podium.bots.faq.frame import Frame
from podium.bots.faq.language.words import joined_key
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.larger import larger
from podium.bots.faq.replies.observations import asked_fields
from podium.bots.faq.replies.page import Page
from podium.bots.faq.replies.wording import ACCESS, counted, counts_of, listed, month, with_article
from podium.bots.faq.reply import Fact, Kind, Reply, Source, one_line
from podium.registry import amendments

#: How a card asks where its data are.
_HOW_BIG = ("How many questions are in {name}?", "How big is {name}?", "What is the size of {name}?")
_GETTING = (
    "How can I get the {name} data?",
    "How do I get the {name} data?",
    "How can I get {name}?",
    "Where can I get {name}?",
    "Where can I download {name}?",
    "Can I download {name}?",
    "How can I get the data?",
    "Where can I get the data?",
    "Where are the questions of {name}?",
)


def describe(desk: Desk, frame: Frame) -> Reply:
    """Say what the benchmark is: the card's description, unchanged, and what a score measures."""
    page = desk.card(frame)
    card = page.view.card
    lines = [f"{page.name}: {card['description']}"]
    facts = [page.fact("description", card["description"])]
    if card["measures"]:
        lines.append(f"What it measures: {card['measures']}")
        facts.append(page.fact("measures", card["measures"]))
    if aliases := [alias for alias in card["aliases"] if joined_key(alias) != joined_key(page.name)]:
        lines.append(f"It is also called {listed(aliases)}.")
        facts += [page.fact("alias", alias) for alias in aliases]
    return page.reply(lines, facts, _card_sources(page))


def paper(desk: Desk, frame: Frame) -> Reply:
    """Say where the paper is, who wrote it and when."""
    page = desk.card(frame)
    found = page.view.card["paper"]
    if not found or not found["url"]:
        return page.reply([f"The card of {page.name} names no paper."], [], kind="no_data")
    authors = list(found["authors"])
    if found["more_authors"]:
        authors.append(counted(found["more_authors"], "other"))
    written = f" by {listed(authors)}" if authors else ""
    dated = f" ({month(found['published'])})" if found["published"] else ""
    lines = [
        f"The {page.name} paper is “{found['title']}”{written}{dated}: {found['url']}",
        "It describes the data, how they were made and how models are scored on them.",
    ]
    if note := found.get("note"):
        lines = [f"The card of {page.name} names the paper “{found['title']}”{written}: {found['url']}", note]
    facts = [
        page.fact("paper_title", found["title"]),
        page.fact("paper_url", found["url"]),
        page.fact("paper_authors", tuple(found["authors"])),
        page.fact("paper_more_authors", found["more_authors"]),
    ]
    if found["published"]:
        facts.append(page.fact("paper_published", found["published"]))
    facts += _note_facts(page)
    return page.reply(lines, facts, [Source(found["title"], found["url"], found["published"])])


def authors(desk: Desk, frame: Frame) -> Reply:
    """Say who wrote the paper."""
    page = desk.card(frame)
    found = page.view.card["paper"]
    if not found or not found["authors"]:
        return page.reply([f"The card of {page.name} names no authors."], [], kind="no_data")
    names = list(found["authors"])
    if found["more_authors"]:
        names.append(counted(found["more_authors"], "other"))
    dated = f" ({month(found['published'])})" if found["published"] else ""
    who = "author" if len(names) == 1 else "authors"
    line = f"{page.name} is by {listed(names)}, the {who} of its paper “{found['title']}”{dated}."
    if note := found.get("note"):
        line = f"{listed(names)} wrote “{found['title']}”{dated}, the paper on the card of {page.name}. {note}"
    lines, made = (
        [line],
        None if found.get("note") is None else card_entry(page, "Where are the questions of {name} from?"),
    )
    person = frame.cards.author if frame.cards is not None else ""
    if person and person not in found["authors"]:
        more = " whom the card names" if found["more_authors"] else ""
        lines.insert(0, f"{person} is not among the authors{more}.")
    elif person:
        lines.insert(0, f"Yes, {person} is one of the authors.")
    if made is not None:
        lines.append(f"{made['question']} {made['answer']}")
    facts = [
        page.fact("paper_authors", tuple(found["authors"])),
        *([page.fact("asked", person)] if person else []),
        page.fact("paper_more_authors", found["more_authors"]),
        *_paper_facts(page),
        *_note_facts(page),
        *([page.fact("question", made["question"]), page.fact("answer", made["answer"])] if made is not None else []),
    ]
    return page.reply(lines, facts, _paper_sources(page))


def abstract(desk: Desk, frame: Frame) -> Reply:
    """Say what the paper says, in the card's words."""
    page = desk.card(frame)
    found = page.view.card["paper"]
    if not found:
        return page.reply([f"The card of {page.name} names no paper."], [], kind="no_data")
    dated = f" ({month(found['published'])})" if found["published"] else ""
    title = f"“{found['title']}”{dated}"
    if not found["abstract"]:
        line = f"The card of {page.name} does not sum up its paper, {title}."
        return page.reply([line], _paper_facts(page), _paper_sources(page), kind="no_data")
    lines = [f"The {page.name} paper, {title}, in our own words:", found["abstract"]]
    if note := found.get("note"):
        lines.append(note)
    facts = [page.fact("abstract", found["abstract"]), *_paper_facts(page), *_note_facts(page)]
    return page.reply(lines, facts, _paper_sources(page))


def published(desk: Desk, frame: Frame) -> Reply:
    """Say when the paper was first published."""
    page = desk.card(frame)
    found = page.view.card["paper"]
    if not found or not found["published"]:
        return page.reply([f"The card of {page.name} gives no date of publication."], [], kind="no_data")
    day = found["published"]
    lines = [f"When the data of {page.name} were made is not on its card."] if frame.order == "data" else []
    line = (
        f"{page.name} was first published in {month(day)} ({day}), the date of the first version of its paper"
        f" “{found['title']}”."
    )
    kind: Kind = "no_data" if lines else "answer"
    return page.reply([*lines, line], _paper_facts(page), _paper_sources(page), kind=kind)


def categories(desk: Desk, frame: Frame) -> Reply:
    """Say which categories the benchmark belongs to, and what a model is shown."""
    page = desk.card(frame)
    names = tuple(page.view.card["categories"])
    modality = page.view.card["modality"]
    lines = [f"{page.name} covers {listed(names)}; it is {with_article(modality)} benchmark."]
    facts = [page.fact("categories", names), page.fact("modality", modality)]
    fields = asked_fields(page)
    return page.reply([*lines, *fields[0]], [*facts, *fields[1]])


def sizes(desk: Desk, frame: Frame) -> Reply:
    """Say what the card counts: the items of each split, and the other published counts."""
    if frame.counted is not None and len(frame.benchmarks) > 1:
        return larger(desk, frame)
    page = desk.card(frame)
    card, counts = page.view.card, counts_of(page.view.card)
    # Where no split is counted, the author's words tell how many questions there are.
    entry = None if card["splits"] or frame.counted else card_entry(page, *_HOW_BIG)
    if not counts and entry is None:
        return page.reply([f"The card of {page.name} gives no counts."], [], kind="no_data")
    if entry is not None:
        told = [page.fact("answer", entry["answer"])]
        told += [fact for what, n in counts for fact in (page.fact("counted", what), page.fact("count", n))]
        more = [f"Its card counts as well: {'; '.join(f'{n:,} {what}' for what, n in counts)}."] if counts else []
        return page.reply([f"{page.name}: {entry['answer']}", *more], told, entry_sources(page, entry))
    counts.sort(key=lambda count: count[0] != frame.counted)
    lines = [f"{page.name}: {'; '.join(f'{n:,} {what}' for what, n in counts)}."]
    what, n = counts[0]
    if what == frame.counted:
        rest = "; ".join(f"{number:,} {other}" for other, number in counts[1:])
        lines = [f"{page.name} has {n:,} {what}.", *([f"Its card counts as well: {rest}."] if rest else [])]
    lines += [] if card["splits"] else ["How many of them are in which split is not on the card."]
    facts = [fact for what, n in counts for fact in (page.fact("counted", what), page.fact("count", n))]
    return page.reply(lines, facts, _card_sources(page))


def licence(desk: Desk, frame: Frame) -> Reply:
    """Say under which licence the data are, and who can get them where."""
    page = desk.card(frame)
    lines, facts = [], []
    subject = "They" if page.view.card["licence"] else "Its data"
    for more, stated in (_licence_line(page), _access_line(page, subject)):
        lines += more
        facts += stated
    return page.reply(lines, facts, _card_sources(page), cite=False, kind="answer" if facts else "no_data")


def access(desk: Desk, frame: Frame) -> Reply:
    """Say who can get the data and where, how Podium fetches them, and under which licence they are."""
    page = desk.card(frame)
    entry = card_entry(page, *_GETTING)
    lines, facts = [], []
    parts = [_access_line(page, f"The data of {page.name}"), _licence_line(page, short=True)]
    if entry is not None:
        parts.insert(0, ([entry["answer"]], [page.fact("answer", entry["answer"])]))
    for more, stated in (*parts, fetching(page)):
        lines += more
        facts += stated
    sources = [*entry_sources(page, entry), *_card_sources(page)]
    return page.reply(lines, facts, sources, cite=False, kind="answer" if facts else "no_data")


def getting(desk: Desk, frame: Frame) -> Mapping[str, Any] | None:
    """Return the entry of the card that :func:`access` tells; None where it tells none."""
    return card_entry(desk.card(frame), *_GETTING)


def fetching(page: Page) -> tuple[list[str], list[Fact]]:
    """Return how Podium fetches the official files, and the commands; nothing where the user must bring them."""
    if not page.view.fetches:
        return [], []
    card, command = page.view.card, f"podium data fetch {page.view.slug}"
    terms = ""
    if card["access"] != "open":
        terms = " Accept the terms at its home first, and set HF_TOKEN to a token of that account."
    facts = [page.fact("command", command), page.fact("command", "--data hub")]
    return [f"{command} fetches the official files; --data hub does so while evaluating.{terms}"], facts


def _licence_line(page: Page, *, short: bool = False) -> tuple[list[str], list[Fact]]:
    card = page.view.card
    if not card["licence"]:
        return [f"The card of {page.name} names no licence."], []
    data = "Licence" if short else f"The data of {page.name} have this licence"
    return [f"{data}: {card['licence']}."], [page.fact("licence", card["licence"])]


def _access_line(page: Page, who: str) -> tuple[list[str], list[Fact]]:
    card = page.view.card
    if card["access"] == "private":
        return [f"{who} are {ACCESS['private']}."], [page.fact("access", "private")]
    if not card["dataset_url"]:
        return [], []
    facts = [page.fact("access", card["access"]), page.fact("dataset_url", card["dataset_url"])]
    return [f"{who} are {ACCESS[card['access']]}: {card['dataset_url']}"], facts


def card(desk: Desk, frame: Frame) -> Reply:
    """Answer with what the benchmark's author wrote under the question ``frame.entry`` of the card."""
    page = desk.card(frame)
    entry = page.view.card["faq"][frame.entry or 0]
    question, answer = entry["question"], entry["answer"]
    figures = any(char.isdigit() for char in answer)
    facts = [page.fact("question", question), page.fact("answer", answer)]
    # A correction changes no card: what its author wrote may state a figure that no longer stands.
    changed = amendments.of_benchmark(desk.connection, page.view.slug) if figures else []
    since = amendments.outdated(f"{question} {answer}", changed)
    # A line of their own would let a card say what looks like Podium saying it.
    told = [one_line(question), one_line(answer)]
    return page.reply([*told, *since], facts, entry_sources(page, entry), score=figures)


def card_entry(page: Page, *questions: str) -> Mapping[str, Any] | None:
    """Return the entry of the card's FAQ that asks one of these questions, in it or in a variant of it.

    Args:
        page: The benchmark.
        questions: Wordings in which ``{name}`` stands for any of its names.
    """
    card = page.view.card
    names = (card["name"], card["slug"], *card["aliases"])
    wanted = {joined_key(question.format(name=name)) for question in questions for name in names}
    for entry in card["faq"]:
        if not wanted.isdisjoint(map(joined_key, (entry["question"], *entry["variants"]))):
            found: Mapping[str, Any] = entry
            return found
    return None


def entry_sources(page: Page, entry: Mapping[str, Any] | None) -> list[Source]:
    """Return where an entry of the card's FAQ can be checked."""
    return [Source(f"{page.name} card", entry["source_url"])] if entry and entry["source_url"] else []


def _paper_facts(page: Page) -> list[Fact]:
    found = page.view.card["paper"]
    facts = [page.fact("paper_title", found["title"])]
    if found["url"]:
        facts.append(page.fact("paper_url", found["url"]))
    if found["published"]:
        facts.append(page.fact("paper_published", found["published"]))
    return facts


def _note_facts(page: Page) -> list[Fact]:
    """Return the fact of what the card remarks about its paper, where a reply says it."""
    note = page.view.card["paper"].get("note")
    return [page.fact("remark", note)] if note else []


def _paper_sources(page: Page) -> list[Source]:
    found = page.view.card["paper"]
    return [Source(found["title"], found["url"], found["published"])] if found["url"] else []


def _card_sources(page: Page) -> list[Source]:
    card = page.view.card
    sources = _paper_sources(page) if card["paper"] else []
    if card["dataset_url"]:
        sources.append(Source(f"{page.name} dataset", card["dataset_url"]))
    return sources
