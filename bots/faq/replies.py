"""One small function per intent: from a benchmark's page to a reply.

A page is what one read gives: the card and the boards with their rows. Text is made of its facts and of
fixed words only. Boards are never mixed: a sentence names the board its number is from, and a plain
question is answered from the headline board.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from podium.bots.faq.intents import Intent
from podium.bots.faq.reply import Fact, Kind, Reply, Source
from podium.bots.faq.vocabulary import Entity
from podium.bots.faq.wording import (
    MOST_NAMES,
    RESEARCH_ONLY,
    board_facts,
    by_organisation,
    counted,
    credit_phrase,
    interval,
    listed,
    month,
    newest_date,
    row_facts,
    source_of,
    standings,
    with_article,
)
from podium.registry.views import BenchmarkView, BoardView, Row, shown

#: Most other boards that the answer to a plain question mentions.
_MOST_BOARDS = 3


@dataclass(frozen=True)
class Page:
    """Everything a reply about one benchmark is made of.

    Args:
        view: The benchmark.
        boards: Its boards with their rows, the headline board first.
        board: Slug of the board that was asked for, or None for a plain question.
    """

    view: BenchmarkView
    boards: tuple[BoardView, ...]
    board: str | None = None

    @property
    def asked(self) -> BoardView:
        """The board the question is about."""
        wanted = self.board or self.view.headline.slug
        return next(board for board in self.boards if board.board.slug == wanted)

    @property
    def others(self) -> tuple[BoardView, ...]:
        """The boards with results that a plain question did not ask for; none where a board was named."""
        if self.board is not None:
            return ()
        return tuple(board for board in self.boards if board.rows and not board.board.headline)

    @property
    def name(self) -> str:
        """The benchmark's name."""
        return self.view.name

    @property
    def place(self) -> str:
        """How the board asked for is called in a sentence."""
        board = self.asked.board
        return self.name if board.headline else f"the {_titled(board.title)} of {self.name}"

    def fact(self, name: str, value: str | int | float | tuple[str, ...], board: str | None = None) -> Fact:
        """Return a fact about this benchmark."""
        return Fact(name, value, self.view.slug, board)

    def reply(
        self,
        lines: Sequence[str],
        facts: Sequence[Fact],
        sources: Sequence[Source],
        *,
        kind: Kind = "answer",
        score: bool = False,
        suggestions: tuple[str, ...] = (),
    ) -> Reply:
        """Return a reply of these lines with what every reply about a benchmark ends with.

        Args:
            lines: The answer.
            facts: What it states.
            sources: Where that can be checked; the first is named in the text.
            kind: As in :class:`Reply`.
            score: Whether a score is shown, which some cards want to come with a statement.
            suggestions: As in :class:`Reply`.
        """
        text = list(lines)
        if score and self.view.card.get("research_use_only"):
            text.append(RESEARCH_ONLY)
        if not self.view.installed:
            text.append("Its plugin is not installed now; this is what was stored.")
        if sources and sources[0].url:
            text.append(f"Source: {sources[0].url}")
        text.append(f"More: podium show {self.view.slug}")
        name = (self.fact("benchmark", self.name), self.fact("slug", self.view.slug))
        return Reply(kind, "\n".join(text), (*name, *facts), tuple(dict.fromkeys(sources)), suggestions)


def _titled(title: str) -> str:
    title = title.removeprefix("The ").strip()
    return title if title.lower().endswith(("board", "leaderboard")) else f"{title} board"


def describe(page: Page) -> Reply:
    """Say what the benchmark is: the card's description, unchanged, and what a score measures."""
    card = page.view.card
    lines = [f"{page.name}: {card['description']}"]
    facts = [page.fact("description", card["description"])]
    if card.get("measures"):
        lines.append(f"What it measures: {card['measures']}")
        facts.append(page.fact("measures", card["measures"]))
    return page.reply(lines, facts, _card_sources(page))


def _card_sources(page: Page) -> list[Source]:
    card = page.view.card
    paper = card.get("paper")
    sources = []
    if paper and paper["url"]:
        sources.append(Source(paper["title"], paper["url"], paper["published"]))
    if card.get("dataset_url"):
        sources.append(Source(f"{page.name} dataset", card["dataset_url"]))
    return sources


def paper(page: Page) -> Reply:
    """Say where the paper is, and who wrote it when."""
    found = page.view.card.get("paper")
    if not found or not found["url"]:
        return page.reply([f"The card of {page.name} names no paper."], [], [], kind="no_data")
    authors = list(found["authors"])
    more = found["more_authors"]
    if more:
        authors.append(counted(more, "other"))
    written = f" by {listed(authors)}" if authors else ""
    dated = f" ({month(found['published'])})" if found["published"] else ""
    facts = [
        page.fact("paper_title", found["title"]),
        page.fact("paper_url", found["url"]),
        page.fact("paper_authors", tuple(found["authors"])),
        page.fact("paper_more_authors", more),
    ]
    if found["published"]:
        facts.append(page.fact("paper_published", found["published"]))
    lines = [
        f"The {page.name} paper is “{found['title']}”{written}{dated}: {found['url']}",
        "It describes the data, how they were made and how models are scored on them.",
    ]
    return page.reply(lines, facts, [Source(found["title"], found["url"], found["published"])])


def categories(page: Page) -> Reply:
    """Say which categories the benchmark belongs to, and what a model is shown."""
    names = tuple(page.view.card["categories"])
    modality = page.view.card["modality"]
    line = f"{page.name} covers {listed(names)}; it is {with_article(modality)} benchmark."
    return page.reply([line], [page.fact("categories", names), page.fact("modality", modality)], _card_sources(page))


def leader(page: Page) -> Reply:
    """Say who leads, with whom it is tied, and who leads the other boards."""
    board = page.asked
    if not board.rows:
        return no_results(page)
    leaders = board.leaders
    names = by_organisation(leaders[:MOST_NAMES])
    if len(leaders) > MOST_NAMES:
        names += f" and {counted(len(leaders) - MOST_NAMES, 'other')}"
    verb = "leads" if len(leaders) == 1 else "are tied for the lead on"
    line = f"{names} {verb} {page.place} with {_score(leaders[0], board)} {_context(page, board, leaders)}."
    lines = [line, *_interval_ties(board)]
    facts = [*board_facts(board), *_leader_facts(board)]
    other_lines, other_facts, other_sources = _other_leaders(page)
    sources = [source_of(row, page.view.card) for row in leaders[:MOST_NAMES]]
    return page.reply(lines + other_lines, facts + other_facts, sources + other_sources, score=True)


def _score(row: Row, board: BoardView) -> str:
    lower = "" if board.board.higher_is_better else " (lower is better)"
    return f"{shown(row.value)} {board.board.metric_name}{lower}{interval(row)}"


def _context(page: Page, board: BoardView, rows: Sequence[Row]) -> str:
    models = counted(len(board.rows), "model")
    return f"({models}, {standings(rows)}; {credit_phrase(rows[0], page.view.card)})"


def _leader_facts(board: BoardView) -> list[Fact]:
    at = (board.board.benchmark, board.board.slug)
    facts = []
    for row in board.leaders[:MOST_NAMES]:
        facts.extend(row_facts(row, "leader"))
    if len(board.leaders) > MOST_NAMES:
        facts.append(Fact("other_leaders", len(board.leaders) - MOST_NAMES, *at))
    tied = _tied_by_interval(board)
    for row in tied[:MOST_NAMES]:
        facts.extend(row_facts(row, "tied_with"))
    if len(board.leaders) + len(tied) > 1:
        facts.append(Fact("tied", len(board.leaders) + len(tied), *at))
    if len(tied) > MOST_NAMES:
        facts.append(Fact("other_ties", len(tied) - MOST_NAMES, *at))
    return facts


def _tied_by_interval(board: BoardView) -> list[Row]:
    """Return the models of another shown score whose intervals overlap the first one's."""
    return [row for row in board.tied_with_leader() if row.rank != 1]


def _interval_ties(board: BoardView) -> list[str]:
    tied = _tied_by_interval(board)
    if not tied:
        return []
    names = [f"{row.model.name} ({shown(row.value)})" for row in tied[:MOST_NAMES]]
    if len(tied) > MOST_NAMES:
        names.append(counted(len(tied) - MOST_NAMES, "other model"))
    return [f"That is a tie with {listed(names)}: the intervals overlap."]


def _other_leaders(page: Page) -> tuple[list[str], list[Fact], list[Source]]:
    """Return one line per other board with its own leader, its facts and its sources."""
    lines, facts, sources = [], [], []
    for board in page.others[:_MOST_BOARDS]:
        first, *rest = board.leaders
        line = (
            f"On the {_titled(board.board.title)} ({board.board.metric_name}, {counted(len(board.rows), 'model')},"
            f" {standings([first])}): {by_organisation([first])} leads with {shown(first.value)}{interval(first)}"
        )
        if rest:
            names = [row.model.name for row in rest[: MOST_NAMES - 1]]
            if len(rest) > MOST_NAMES - 1:
                names.append(counted(len(rest) - MOST_NAMES + 1, "other"))
                facts.append(page.fact("other_leaders", len(rest) - MOST_NAMES + 1, board.board.slug))
            line += f", tied with {listed(names)} to three decimals"
        elif tied := _tied_by_interval(board):
            line += f", tied with {counted(len(tied), 'other model')} by overlapping intervals"
            facts.append(page.fact("other_ties", len(tied), board.board.slug))
        lines.append(f"{line}.")
        facts.extend([*board_facts(board), *_leader_facts(board)])
        sources.append(source_of(first, page.view.card))
    hidden = len(page.others) - _MOST_BOARDS
    if hidden > 0:
        lines.append(f"{counted(hidden, 'more board')}: podium show {page.view.slug}")
        facts.append(page.fact("other_boards", hidden))
    return lines, facts, sources


def top_score(page: Page) -> Reply:
    """Say the best score and whose it is."""
    board = page.asked
    if not board.rows:
        return no_results(page)
    leaders = board.leaders
    which = "highest" if board.board.higher_is_better else "best"
    where = page.name if board.board.headline else page.place
    line = (
        f"The {which} score on {where} is {_score(leaders[0], board)}, by {_scorers(leaders)}"
        f" {_context(page, board, leaders)}."
    )
    facts = [*board_facts(board), *_leader_facts(board)]
    sources = [source_of(row, page.view.card) for row in leaders[:MOST_NAMES]]
    lines = [line, *_interval_ties(board)]
    if page.others:
        titles = listed([_titled(other.board.title) for other in page.others])
        lines.append(f"Scores under other protocols are apart, on the {titles}.")
        facts.extend(page.fact("board", other.board.title, other.board.slug) for other in page.others)
    return page.reply(lines, facts, sources, score=True)


def _scorers(leaders: Sequence[Row]) -> str:
    names = [f"{row.model.name} of {row.model.organisation}" if row.model.organisation else row.model.name
             for row in leaders[:MOST_NAMES]]  # fmt: skip
    if len(leaders) > MOST_NAMES:
        names.append(counted(len(leaders) - MOST_NAMES, "other"))
    return listed(names)


def leaderboard(page: Page) -> Reply:
    """Say how many models the board ranks, who leads and who follows, and the mean of all scores."""
    board = page.asked
    if not board.rows:
        return no_results(page)
    leaders = board.leaders
    mean = math.fsum(row.value for row in board.rows) / len(board.rows)
    where = f"The {page.name} leaderboard" if board.board.headline else page.place.capitalize_first()
    leads = "leads" if len(leaders) == 1 else "are tied for the lead"
    lines = [
        f"{where} ranks {counted(len(board.rows), 'model')} by {board.board.metric_name}:"
        f" {_short_names(leaders)} {leads} with {shown(leaders[0].value)}{interval(leaders[0])}"
        f" ({standings(leaders)}; {credit_phrase(leaders[0], page.view.card)})."
        f" The mean of all scores is {shown(mean)}."
    ]
    return page.reply(lines, [], [], score=True)
