"""Replies about a benchmark from its card: what it is, its paper, its data."""

from __future__ import annotations

from podium.bots.faq.desk import Desk
from podium.bots.faq.frame import Frame
from podium.bots.faq.page import (
    Page,
)
from podium.bots.faq.reply import Reply, Source
from podium.bots.faq.wording import (
    ACCESS,
    counted,
    listed,
    month,
    with_article,
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
    facts = [
        page.fact("paper_title", found["title"]),
        page.fact("paper_url", found["url"]),
        page.fact("paper_authors", tuple(found["authors"])),
        page.fact("paper_more_authors", found["more_authors"]),
    ]
    if found["published"]:
        facts.append(page.fact("paper_published", found["published"]))
    return page.reply(lines, facts, [Source(found["title"], found["url"], found["published"])])


def categories(desk: Desk, frame: Frame) -> Reply:
    """Say which categories the benchmark belongs to, and what a model is shown."""
    page = desk.card(frame)
    names = tuple(page.view.card["categories"])
    modality = page.view.card["modality"]
    line = f"{page.name} covers {listed(names)}; it is {with_article(modality)} benchmark."
    return page.reply([line], [page.fact("categories", names), page.fact("modality", modality)])


def sizes(desk: Desk, frame: Frame) -> Reply:
    """Say what the card counts: the items of each split, and the other published counts."""
    page = desk.card(frame)
    card = page.view.card
    counts = [(f"{card['unit']}s in the split “{split}”", n) for split, n in card["splits"].items()]
    counts += card["sizes"].items()
    if not counts:
        return page.reply([f"The card of {page.name} gives no counts."], [], kind="no_data")
    line = f"{page.name}: {'; '.join(f'{n:,} {what}' for what, n in counts)}."
    facts = [fact for what, n in counts for fact in (page.fact("counted", what), page.fact("count", n))]
    return page.reply([line], facts, _card_sources(page))


def licence(desk: Desk, frame: Frame) -> Reply:
    """Say under which licence the data are, and who can get them where."""
    return access(desk, frame)


def access(desk: Desk, frame: Frame) -> Reply:
    """Say under which licence the data are, and who can get them where."""
    page = desk.card(frame)
    card = page.view.card
    lines, facts = [], []
    if card["licence"]:
        lines.append(f"The data of {page.name} have this licence: {card['licence']}.")
        facts.append(page.fact("licence", card["licence"]))
    else:
        lines.append(f"The card of {page.name} names no licence.")
    if card["dataset_url"]:
        lines.append(f"They are {ACCESS[card['access']]}: {card['dataset_url']}")
        facts += [page.fact("access", card["access"]), page.fact("dataset_url", card["dataset_url"])]
    return page.reply(lines, facts, _card_sources(page), cite=False, kind="answer" if facts else "no_data")


def card(desk: Desk, frame: Frame) -> Reply:
    """Answer with what the benchmark's author wrote under the question ``frame.entry`` of the card."""
    page = desk.card(frame)
    entry = page.view.card["faq"][frame.entry or 0]
    question, answer = entry["question"], entry["answer"]
    sources = [Source(f"{page.name} card", entry["source_url"])] if entry["source_url"] else []
    figures = any(char.isdigit() for char in answer)
    facts = [page.fact("question", question), page.fact("answer", answer)]
    return page.reply([question, answer], facts, sources, score=figures)


def _card_sources(page: Page) -> list[Source]:
    card = page.view.card
    sources = []
    if card["paper"] and card["paper"]["url"]:
        sources.append(Source(card["paper"]["title"], card["paper"]["url"], card["paper"]["published"]))
    if card["dataset_url"]:
        sources.append(Source(f"{page.name} dataset", card["dataset_url"]))
    return sources
