"""Replies about whether a model could have seen the test: what was public when, and what is hidden."""

from __future__ import annotations

import re

from podium.bots.faq.frame import Attribute, Frame
from podium.bots.faq.replies import catalogue
from podium.bots.faq.replies.catalogue import facts_of, name_of
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page
from podium.bots.faq.replies.wording import ACCESS, counted
from podium.bots.faq.reply import Fact, Reply, Source
from podium.registry import model_reads
from podium.registry.ranking import RankedRows

#: What an entry of a card's FAQ says where it tells who can see the answers of the test.
_HELD_BACK = re.compile(
    r"\b(?:held back|held-out|hidden|not released|behind a form|(?:answers|labels|questions)\b[^.]{0,40}\bpublic)\b"
)


def contamination(desk: Desk, frame: Frame) -> Reply:
    """Say what is known that bears on whether a model could have seen the test; it is no verdict."""
    page = desk.page(frame)
    paper = page.view.card["paper"] or {}
    published = paper.get("published")
    facts, sources = [], []
    if published:
        lines = [f"{page.name} was first published on {published} (its paper)."]
        facts += [page.fact("paper_published", published), page.fact("paper_url", paper["url"])]
        sources.append(Source(paper["title"], paper["url"], published))
    else:
        lines = [f"When {page.name} was published is not recorded here."]
    if frame.models:
        lines += _against_release(desk, page, frame.models[0], published, facts)
    elif published:
        lines += _releases(page, published, facts)
    lines += _visible(page, facts, sources)
    lines.append(
        "A test that was public before a model was trained may be in its training data; whether it is, no date can tell"
        " and nothing here records."
    )
    return page.reply(lines, facts, sources)


def _against_release(desk: Desk, page: Page, slug: str, published: str | None, facts: list[Fact]) -> list[str]:
    model = model_reads.entries(desk.connection, (slug,))[0]
    facts += facts_of(model, Attribute.RELEASED)
    released = catalogue.released_date(model)
    if released is None:
        return [f"When {name_of(model)} was released is not recorded here."]
    line = f"{name_of(model)} was released {catalogue.released_on(model)}"
    if published is None:
        return [f"{line}."]
    shared = min(len(released), len(published))
    if released[:shared] == published[:shared]:
        return [f"{line}, about the same time."]
    return [f"{line}, {'after' if released > published else 'before'} that."]


def _releases(page: Page, published: str, facts: list[Fact]) -> list[str]:
    """Return how many of the ranked models came out after the benchmark."""
    rows = RankedRows.of(page.asked.rows)
    dates = [values[0] for slug, values in rows.described("released").items()] if rows else []
    known = [date for date in dates if date]
    if not known:
        return []
    after = sum(date > published for date in known)
    at = (page.view.slug, page.asked.board.slug)
    facts += [Fact("released_after", after, *at), Fact("models", len(page.asked.rows), *at)]
    were = "was" if after == 1 else "were"
    line = f"{after:,} of the {counted(len(page.asked.rows), 'model')} on {page.place} {were} released after that"
    lacking = len(page.asked.rows) - len(known)
    if lacking:
        facts.append(Fact("unrecorded", lacking, *at))
        line += f"; for {lacking:,} the release date is not recorded"
    return [f"{line}."]


def _visible(page: Page, facts: list[Fact], sources: list[Source]) -> list[str]:
    """Return who can see the data and, where the card tells it, the answers."""
    card = page.view.card
    lines = [f"Its data are {ACCESS[card['access']]}."]
    facts.append(page.fact("access", card["access"]))
    entry = next((one for one in card["faq"] if _HELD_BACK.search(f"{one['question']} {one['answer']}".lower())), None)
    if entry:
        lines.append(f"From its card: {entry['question']} {entry['answer']}")
        facts += [page.fact("question", entry["question"]), page.fact("answer", entry["answer"])]
        if entry["source_url"]:
            sources.append(Source(f"{page.name} card", entry["source_url"]))
    return lines
