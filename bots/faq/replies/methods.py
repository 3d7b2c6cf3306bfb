"""Replies about how a benchmark is scored, run and set apart: metric, protocol, boards, baselines, relations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq.frame import Frame
from podium.bots.faq.knowledge import terms
from podium.bots.faq.replies import refusals
from podium.bots.faq.replies.baselines import baselines as baselines
from podium.bots.faq.replies.cards import card_entry, entry_sources, fetching
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.differences import difference as difference
from podium.bots.faq.replies.observations import observations as observations
from podium.bots.faq.replies.page import Page, titled
from podium.bots.faq.replies.wording import ACCESS, counted, listed, plural
from podium.bots.faq.reply import Fact, Kind, Reply, Source, Table
from podium.registry.views import BoardFacts, shown

#: Most boards that a sentence names.
_MOST_BOARDS = 4


def asked_board(page: Page, frame: Frame) -> tuple[BoardFacts, int]:
    """Return the board that a frame means, with its number of models."""
    wanted = frame.board or page.view.headline.slug
    return next(board for board in page.view.boards if board[0].slug == wanted)


def metric(desk: Desk, frame: Frame) -> Reply:
    """Say what a board measures, between which ends, on how many items, and what the metric is."""
    page = desk.card(frame)
    board, _ = asked_board(page, frame)
    card = page.view.card
    at = board.slug
    where = f"its main board, “{board.title}”," if board.headline else titled(board.title)
    lines = [f"On {where} {page.name} is scored by {board.metric_name}. {_range(board)}"]
    facts = [
        page.fact("board", board.title, at),
        page.fact("metric", board.metric_name, at),
        page.fact("lower_is_better", not board.higher_is_better, at),
        *(
            page.fact(name, value, at)
            for name, value in (("minimum", board.minimum), ("maximum", board.maximum))
            if value is not None
        ),
    ]
    sources: list[Source] = []
    if card["measures"] and board.headline:
        lines.append(card["measures"])
        facts.append(page.fact("measures", card["measures"]))
    entry = card_entry(page, "How is {name} scored?", "How does Podium score {name}?", "What is the metric of {name}?")
    if entry is not None:
        lines.append(f"Scored here: {entry['answer']}")
        facts.append(page.fact("answer", entry["answer"]))
        sources += entry_sources(page, entry)
    sources += _paper(page)
    term = terms.of_metric(board.metric_name, card["terms"])
    if term is not None:
        lines.append(f"{term.name[0].upper()}{term.name[1:]}: {term.definition}")
        facts += [Fact("term", term.name), Fact("definition", term.definition)]
        if term.source_url:
            sources.append(Source(term.name, term.source_url))
    counts, stated = _items(page, board)
    return page.reply([*lines, *counts], [*facts, *stated], sources)


def _range(board: BoardFacts) -> str:
    better = "higher" if board.higher_is_better else "lower"
    if board.minimum is not None and board.maximum is not None:
        return f"Scores lie between {shown(board.minimum)} and {shown(board.maximum)}; {better} is better."
    if board.minimum is not None:
        return f"Scores start at {shown(board.minimum)} and have no upper bound; {better} is better."
    if board.maximum is not None:
        return f"Scores end at {shown(board.maximum)} and have no lower bound; {better} is better."
    return f"Scores have no bounds; {better} is better."


def _items(page: Page, board: BoardFacts) -> tuple[list[str], list[Fact]]:
    """Return on how many items a score rests: those of the board's split, or of every split where it names none."""
    card = page.view.card
    splits = {board.split: card["splits"][board.split]} if board.split in card["splits"] else card["splits"]
    if not splits:
        return [], []
    phrase = listed([f"{counted(n, card['unit'])} in “{split}”" for split, n in splits.items()])
    facts = [
        fact
        for split, n in splits.items()
        for fact in (page.fact("split", split), page.fact("counted", f"{plural(card['unit'])} in the split “{split}”"))
        + (page.fact("count", n),)
    ]
    if board.split:
        facts.append(page.fact("unit", board.unit, board.slug))
        return [f"It is measured on the split “{board.split}” ({phrase}), per {board.unit}."], facts
    return [f"The board lists published figures; the data have {phrase}."], facts


def _paper(page: Page) -> list[Source]:
    found = page.view.card["paper"]
    return [Source(found["title"], found["url"], found["published"])] if found and found["url"] else []


def protocol(desk: Desk, frame: Frame) -> Reply:
    """Say under which protocol a board's numbers are made, and which boards runs made here enter."""
    page = desk.card(frame)
    board, _ = asked_board(page, frame)
    at = board.slug
    where = f"the main board of {page.name}, “{board.title}”," if board.headline else titled(board.title)
    facts = [page.fact("board", board.title, at)]
    if board.protocol:
        lines = [f"{where[0].upper()}{where[1:]} goes by this protocol: {board.protocol}"]
        facts.append(page.fact("protocol", board.protocol, at))
    else:
        lines = [f"The card of {page.name} states no protocol for {where}."]
    if frame.organisation is not None:
        lines.append(f"It is one for models of all makers, {frame.organisation} among them.")
        facts.append(page.fact("organisation", frame.organisation))
    if board.split:
        lines.append(f"It rests on the split “{board.split}”, per {board.unit}.")
        facts += [page.fact("split", board.split, at), page.fact("unit", board.unit, at)]
    entry = None
    if frame.board is None:
        entry = card_entry(page, "What is the protocol of {name}?", "Which protocol does {name} use?")
        if entry is not None:
            lines.append(f"Runs made here: {entry['answer']}")
            facts.append(page.fact("answer", entry["answer"]))
        else:
            more, stated = _entered(page)
            lines += more
            facts += stated
    kind: Kind = "answer" if board.protocol or entry else "no_data"
    return page.reply(lines, facts, entry_sources(page, entry), kind=kind)


def _entered(page: Page) -> tuple[list[str], list[Fact]]:
    """Return which boards a run made here enters, and on which split."""
    own = [board for board, _ in page.view.boards if board.split]
    if not own or not page.view.evaluates:
        return [], []
    named = [f"“{board.title}”" for board in own[:_MOST_BOARDS]]
    facts = [page.fact("board", board.title, board.slug) for board in own[:_MOST_BOARDS]]
    more = len(own) - _MOST_BOARDS
    if more > 0:
        named.append(f"{more} more")
        facts.append(page.fact("other_boards", more))
    splits = list(dict.fromkeys(board.split for board in own))
    facts += [page.fact("split", split) for split in splits]
    whole = listed([f"“{split}”" for split in splits], "or")
    line = f"A run made here that covers the whole split {whole} enters the boards of its protocol: {listed(named)}."
    return [line], facts


def run(desk: Desk, frame: Frame) -> Reply:
    """Say how a model is evaluated on the benchmark here: the commands, the data, and the boards a run enters."""
    page = desk.card(frame)
    slug = page.view.slug
    if page.view.absent:
        line = f"{page.name} cannot be run here now."
        return page.reply([line], [], kind="no_data", suggestions=(f"Who leads {page.name}?",))
    if not page.view.evaluates:
        line = f"{page.name} cannot be run here: its plugin only lists published results."
        return page.reply([line], [], kind="no_data", suggestions=(f"Who leads {page.name}?",))
    command = f"podium evaluate {slug} --model hf:PATH --data DIR"
    lines = [f"{command} runs a model on {page.name} and scores it."]
    facts = [page.fact("command", command)]
    card = page.view.card
    getting, stated = fetching(page)
    if card["dataset_url"]:
        lines.append(f"DIR is your copy of the data, which are {ACCESS[card['access']]}: {card['dataset_url']}")
        facts += [page.fact("access", card["access"]), page.fact("dataset_url", card["dataset_url"])]
    else:
        lines.append("DIR is the folder of your copy of the data.")
    lines += getting
    facts += stated
    if page.view.has_sample:
        lines.append("Without --data it runs on made-up sample data, which says nothing about a model.")
        facts.append(page.fact("command", "--data"))
    more, stated = _entered(page)
    lines += more
    facts += stated
    reply = page.reply(
        lines, facts, [Source(f"{page.name} dataset", card["dataset_url"])] if card["dataset_url"] else []
    )
    return replace(reply, footer=(*reply.footer, "All options: podium evaluate --help"))


def boards(desk: Desk, frame: Frame) -> Reply:
    """Say which boards there are, how many models each ranks, and that they are ranked apart."""
    page = desk.card(frame)
    every = page.view.boards
    head, models = next(board for board in every if board[0].headline)
    number = counted(len(every), "board")
    filled = [(board, n) for board, n in every if n and not board.headline]
    empty = [board for board, n in every if not n and not board.headline]
    lines = [
        f"{page.name} has {number}; the main one is “{head.title}” ({head.metric_name}, {counted(models, 'model')})."
    ]
    if filled:
        named = [f"“{board.title}” ({board.metric_name}, {counted(n, 'model')})" for board, n in filled]
        lines.append(f"Others with results: {listed(named)}.")
    if empty:
        what = counted(len(empty), "further board")
        lines.append(f"{what} {'has' if len(empty) == 1 else 'have'} no results yet.")
    if len(every) > 1:
        lines.append("Their metrics or protocols differ, so numbers of two boards are not compared.")
    facts = [page.fact("boards", len(every)), page.fact("other_boards", len(empty)), *_row_facts(page, every)]
    reply = page.reply(lines, facts)
    return replace(reply, table=_table(every)) if len(every) > 2 else reply


def _row_facts(page: Page, boards: Sequence[tuple[BoardFacts, int]]) -> list[Fact]:
    """Return what the rows of a table of boards state."""
    facts = []
    for board, models in boards:
        stated = (("board", board.title), ("metric", board.metric_name), ("models", models))
        facts += [page.fact(name, value, board.slug) for name, value in stated]
        if board.protocol:
            facts.append(page.fact("protocol", board.protocol, board.slug))
    return facts


def _table(boards: Sequence[tuple[BoardFacts, int]]) -> Table:
    """Return boards as a table."""
    rows = tuple((board.title, board.metric_name, f"{models:,}", board.protocol) for board, models in boards)
    return Table(("Board", "Metric", "Models", "Protocol"), rows, (2,))


_RELATED = """
SELECT k.slug, k.name, k.modality, json_extract(k.card, '$.categories') AS categories,
       coalesce((SELECT s.models FROM board_sizes AS s WHERE s.benchmark = b.benchmark AND s.board = b.slug), 0)
           AS models
FROM json_each(?) AS wanted JOIN benchmarks AS k ON k.slug = wanted.value
JOIN boards AS b ON b.benchmark = k.slug AND b.headline = 1
ORDER BY wanted.key
"""


def related(desk: Desk, frame: Frame) -> Reply:
    """Name the related benchmarks of the card, or else those of its categories, with their numbers of models."""
    page = desk.card(frame)
    card = page.view.card
    found = desk.connection.execute(_RELATED, (json.dumps(card["related"]),)).fetchall()
    why = "as its card names them, the nearest first"
    if not found:
        slugs = dict.fromkeys(
            slug
            for category in card["categories"]
            for slug in desk.vocabulary.categories.get(category, ())
            if slug != page.view.slug
        )
        nearest = json.dumps(list(slugs)[: refusals.MOST_CHOICES])
        found = desk.connection.execute(_RELATED, (nearest,)).fetchall()
        why = "which share a category with it"
    if not found:
        line = f"No benchmark registered here is related to {page.name} or shares a category with it."
        return page.reply([line], [], kind="no_data")
    named = [row["name"] for row in found]
    sizes = listed([f"{row['models']:,}" for row in found])
    facts: list[Fact] = []
    rows = []
    for row in found:
        shared = tuple(json.loads(row["categories"]))
        facts += [
            Fact("related", row["name"], row["slug"]),
            Fact("benchmark_models", row["models"], row["slug"]),
            Fact("modality", row["modality"], row["slug"]),
            Fact("categories", shared, row["slug"]),
        ]
        rows.append((row["name"], f"{row['models']:,}", row["modality"], ", ".join(shared)))
    have = "Its main board has" if len(found) == 1 else "Their main boards have, in the same order,"
    noun = "model" if sizes == "1" else "models"
    line = f"Related to {page.name}, {why}: {listed(named)}.\n{have} {sizes} {noun}."
    suggestions = tuple(f"What is {row['name']}?" for row in found[:3])
    reply = page.reply([line], facts, suggestions=suggestions)
    table = Table(("Benchmark", "Models", "Modality", "Categories"), tuple(rows), (1,))
    return replace(reply, table=table) if len(rows) > 2 else reply


def same(desk: Desk, frame: Frame) -> Reply:
    """Say under which names a benchmark is known here; two names of different benchmarks are told apart."""
    if len(frame.benchmarks) > 1:
        names = [desk.vocabulary.benchmarks[slug] for slug in frame.benchmarks]
        facts = tuple(Fact("benchmark", name, slug) for name, slug in zip(names, frame.benchmarks, strict=True))
        text = f"No: {listed(names)} are {'two' if len(names) == 2 else 'different'} benchmarks here."
        asks = (f"What is the difference between {listed(names[:2])}?",)
        return Reply("answer", text, facts, (), asks)
    page = desk.card(frame)
    aliases = tuple(page.view.card["aliases"])
    line = f"Yes, {page.name} is registered here, under the short name {page.view.slug}."
    if aliases:
        line += f" It is also called {listed(aliases)}."
    return page.reply([line], [page.fact("alias", alias) for alias in aliases])
