"""How two benchmarks differ, from their cards, and how two boards of one benchmark do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from podium.bots.faq.frame import Frame
from podium.bots.faq.replies.cards import card_entry, entry_sources
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page
from podium.bots.faq.replies.wording import ACCESS, counted, listed, month, plural, usual_split, with_article
from podium.bots.faq.reply import Fact, Reply, Source, Table, joined
from podium.registry.views import BoardFacts

#: Most benchmarks that are set beside each other.
_MOST = 4
_BENCHMARKS = (
    "What is the difference between {name} and {other}?",
    "What is the difference between {other} and {name}?",
    "How does {name} differ from {other}?",
    "How does {other} differ from {name}?",
    "Is {name} harder than {other}?",
)


def difference(desk: Desk, frame: Frame) -> Reply:
    """Say how benchmarks differ by what their cards state, or how boards of one benchmark do."""
    if len(frame.benchmarks) > 1:
        return _benchmarks([desk.card(replace(frame, benchmarks=(slug,))) for slug in frame.benchmarks[:_MOST]])
    page = desk.card(frame)
    wanted = list(frame.boards)
    if len(wanted) == 1 and wanted[0] != page.view.headline.slug:
        wanted.insert(0, page.view.headline.slug)
    if len(wanted) > 1:
        return _boards(page, wanted)
    from podium.bots.faq.replies.methods import boards

    overview = boards(desk, frame)
    entry = card_entry(page, "What is the difference between the {name} boards?")
    if entry is None:
        return overview
    facts = [page.fact("answer", entry["answer"])]
    told = page.reply([entry["answer"]], facts, entry_sources(page, entry))
    return replace(joined([told, overview]), table=overview.table)


def _benchmarks(pages: Sequence[Page]) -> Reply:
    first, other = pages[0], pages[1]
    lines: list[str] = []
    facts: list[Fact] = []
    sources: list[Source] = []
    for mine, theirs in ((first, other), (other, first)) if len(pages) == 2 else ():
        entry = _entry(mine, theirs)
        if entry is not None:
            lines.append(f"The card of {mine.name} says: {entry['answer']}")
            facts.append(mine.fact("answer", entry["answer"]))
            sources += entry_sources(mine, entry)
            break
    columns = [_traits(page) for page in pages]
    labels = dict.fromkeys(label for column in columns for label in column)
    rows = []
    for label in labels:
        cells = [column.get(label, "") for column in columns]
        # What a single card counts says nothing about how the others differ.
        if len(set(cells)) > 1 and sum(map(bool, cells)) > 1:
            rows.append((label, *cells))
    lines += [f"{page.name} is {_sentence(page)}" for page in pages]
    metrics = {page.view.headline.metric for page in pages}
    metric = "The metric is the same, the data are not" if len(metrics) == 1 else "Metrics and data differ"
    lines.append(f"{metric}, so a score on one cannot be compared with a score on the other.")
    for page in pages:
        facts += _facts(page)
    reply = Reply("answer", "\n".join(lines), tuple(dict.fromkeys(facts)), tuple(dict.fromkeys(sources)))
    footer = (f"More: {', '.join(f'podium show {page.view.slug}' for page in pages)}",)
    return replace(reply, footer=footer, table=Table(("", *(page.name for page in pages)), tuple(rows)))


def _entry(page: Page, other: Page) -> Mapping[str, Any] | None:
    names = (other.name, other.view.slug, *other.view.card["aliases"])
    wordings = [
        wording.replace("{other}", name.replace("{", "{{").replace("}", "}}"))
        for wording in _BENCHMARKS
        for name in names
    ]
    return card_entry(page, *wordings)


def _traits(page: Page) -> dict[str, str]:
    """Return what a card states, by label, as the cells of a table."""
    card, head = page.view.card, page.view.headline
    traits = {
        "modality": card["modality"],
        "categories": ", ".join(card["categories"]),
        "metric": head.metric_name,
    }
    for split, n in card["splits"].items():
        traits[f"split {split}"] = counted(n, card["unit"])
    for what, n in card["sizes"].items():
        traits[what.removeprefix("most ")] = _sized(what, n).removesuffix(f" {what.removeprefix('most ')}")
    paper = card["paper"]
    if paper and paper["published"]:
        traits["published"] = month(paper["published"])
    if card["licence"]:
        traits["licence"] = card["licence"]
    traits["data"] = ACCESS[card["access"]]
    return traits


def _sentence(page: Page) -> str:
    """Return what sets a benchmark apart, in a line."""
    card, head = page.view.card, page.view.headline
    paper = card["paper"]
    dated = f" of {month(paper['published'])}" if paper and paper["published"] else ""
    counts = [f"{counted(n, card['unit'])} in “{split}”" for split, n in usual_split(card["splits"])]
    counts += [_sized(what, n) for what, n in card["sizes"].items()][:2]
    held = f": {listed(counts)};" if counts else ";"
    return f"{with_article(card['modality'])} benchmark{dated}{held} its main board is by {head.metric_name}."


def _sized(what: str, n: int) -> str:
    """Return a count of a card as a phrase: "most options per question" is an upper end."""
    return f"up to {n:,} {what.removeprefix('most ')}" if what.startswith("most ") else f"{n:,} {what}"


def _facts(page: Page) -> list[Fact]:
    card, head = page.view.card, page.view.headline
    facts = [
        page.fact("benchmark", page.name),
        page.fact("slug", page.view.slug),
        page.fact("modality", card["modality"]),
        page.fact("categories", tuple(card["categories"])),
        page.fact("metric", head.metric_name, head.slug),
        page.fact("unit", head.unit, head.slug),
        page.fact("access", card["access"]),
    ]
    for split, n in card["splits"].items():
        facts += [page.fact("split", split), page.fact("counted", f"{plural(card['unit'])} in the split “{split}”")]
        facts.append(page.fact("count", n))
    for what, n in card["sizes"].items():
        facts += [page.fact("counted", what), page.fact("count", n)]
    if card["paper"] and card["paper"]["published"]:
        facts.append(page.fact("paper_published", card["paper"]["published"]))
    if card["licence"]:
        facts.append(page.fact("licence", card["licence"]))
    return facts


def _boards(page: Page, slugs: Sequence[str]) -> Reply:
    """Set boards of one benchmark beside each other."""
    by_slug = {board.slug: (board, models) for board, models in page.view.boards}
    chosen = [by_slug[slug] for slug in slugs]
    lines = []
    facts: list[Fact] = []
    for board, models in chosen:
        split = f", split “{board.split}”" if board.split else ""
        protocol = f" {board.protocol}" if board.protocol else ""
        lines.append(f"“{board.title}”: {board.metric_name}{split}, {counted(models, 'model')}.{protocol}")
        facts += _board_facts(page, board, models)
    boards = [board for board, _ in chosen]
    if len({board.metric for board in boards}) > 1:
        lines.append(f"Their metrics differ, so their numbers on {page.name} cannot be compared.")
    else:
        lines.append(f"The metric is the same, the protocol is not: their numbers on {page.name} are not compared.")
    return page.reply(lines, facts)


def _board_facts(page: Page, board: BoardFacts, models: int) -> list[Fact]:
    stated: dict[str, str | int] = {"board": board.title, "metric": board.metric_name, "models": models}
    stated |= {name: value for name, value in (("protocol", board.protocol), ("split", board.split)) if value}
    return [page.fact(name, value, board.slug) for name, value in stated.items()]
