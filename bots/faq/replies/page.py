"""A benchmark's page as one read gives it, and the sentences about boards that several replies share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from podium.bots.faq.replies.wording import (
    MOST_NAMES,
    RESEARCH_ONLY,
    board_facts,
    by_organisation,
    counted,
    credit_phrase,
    interval,
    listed,
    row_facts,
    source_of,
    standings,
)
from podium.bots.faq.reply import Fact, FactValue, Kind, Reply, Source, Table
from podium.registry.absence import SAID
from podium.registry.ranking import RankedRows
from podium.registry.views import BenchmarkView, BoardView, Row, shown

#: Most other boards that the answer to a plain question mentions.
_MOST_BOARDS = 3


@dataclass(frozen=True)
class Page:
    """Everything a reply about one benchmark is made of.

    Args:
        view: The benchmark.
        boards: Its boards, the headline board first; rows are read where they are looked at.
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
        """The other boards with results; none where the question named its board. Their rows are not read yet."""
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
        return self.name if board.headline else f"{titled(board.title)} of {self.name}"

    def fact(self, name: str, value: FactValue, board: str | None = None) -> Fact:
        """Return a fact about this benchmark."""
        return Fact(name, value, self.view.slug, board)

    def reply(
        self,
        lines: Sequence[str],
        facts: Sequence[Fact],
        sources: Sequence[Source] = (),
        *,
        cite: bool = True,
        kind: Kind = "answer",
        score: bool = False,
        suggestions: tuple[str, ...] = (),
        table: Table | None = None,
    ) -> Reply:
        """Return a reply of these lines with what every reply about a benchmark ends with.

        Args:
            lines: The answer.
            facts: What it states.
            sources: Where that can be checked.
            cite: Whether the footer names the first source.
            kind: As in :class:`Reply`.
            score: Whether a score is shown, which some cards want to come with a statement.
            suggestions: As in :class:`Reply`.
            table: As in :class:`Reply`.
        """
        body, footer = list(lines), []
        if self.view.absent:
            body.append(f"Its plugin {SAID[self.view.absent]}; this is what was stored.")
        if score and self.view.card.get("research_use_only"):
            footer.append(RESEARCH_ONLY)
        if cite and sources and sources[0].url:
            footer.append(f"Source: {sources[0].url}")
        footer.append(f"More: podium show {self.view.slug}")
        name = (self.fact("benchmark", self.name), self.fact("slug", self.view.slug))
        every = tuple(dict.fromkeys((*name, *facts)))
        return Reply(kind, "\n".join(body), every, tuple(dict.fromkeys(sources)), suggestions, tuple(footer), table)


def titled(title: str) -> str:
    """Return a board's title as it stands in a sentence."""
    return f"the board “{title}”"


def started(place: str) -> str:
    """Return how a board is called at the start of a sentence."""
    return f"T{place[1:]}" if place.startswith("the board “") else place


def score(row: Row, board: BoardView) -> str:
    """Return a row's score with its metric and, where lower is better, that."""
    lower = "" if board.board.higher_is_better else ", where lower is better"
    return f"{shown(row.value)} {board.board.metric_name}{lower}"


def scored(rows: Sequence[Row], board: BoardView) -> str:
    """Return the score of tied rows as :func:`score` does, and that it is the same as far as is shown."""
    lower = "" if board.board.higher_is_better else ", where lower is better"
    return f"{shown(rows[0].value)} {board.board.metric_name}{alike(rows)}{lower}"


def context(page: Page, board: BoardView, rows: Sequence[Row]) -> str:
    """Return what a score never stands without: interval, whose figure, from where and when, among how many models.

    The number of models comes last where there are several, so that the standing and the source are read as
    those of the rows that the sentence is about.
    """
    models, whose = counted(len(board.rows), "model"), standings(rows)
    credit, within = sourced(page, rows), intervals(rows)
    if len(board.rows) == 1:
        return f"({within}{models}, {whose}; {credit})"
    return f"({within}{whose}; {credit}), {models} ranked"


def sourced(page: Page, rows: Sequence[Row]) -> str:
    """Return each source and date of rows that a sentence names together; those of rows left out are not told."""
    every = list(dict.fromkeys(credit_phrase(row, page.view.card) for row in rows))
    told = list(dict.fromkeys(credit_phrase(row, page.view.card) for row in rows[:MOST_NAMES]))
    return "; ".join([*told, *(["other sources"] if len(every) > len(told) else [])])


def intervals(rows: Sequence[Row]) -> str:
    """Return the interval of rows that a sentence names together, or each its own, to start a parenthesis with."""
    named = rows[:MOST_NAMES]
    if len({interval(row) for row in named}) == 1:
        return interval(named[0])
    known = [row for row in named if interval(row)]
    told = [f"{row.model.name} {interval(row).removeprefix('95% interval ').removesuffix('; ')}" for row in known]
    return f"95% interval{'' if len(told) == 1 else 's'} {listed(told)}; "


def figures(page: Page, board: BoardView, rows: Sequence[Row]) -> str:
    """Return what several scores never stand without: whose figures, from where and when, among how many models."""
    credits = list(dict.fromkeys(credit_phrase(row, page.view.card) for row in rows))
    more = len(credits) - MOST_NAMES
    # Many sources are many words: the first is named, and every row has its own among the facts.
    named = credits[:1] if more > 0 else credits
    rest = f" and {counted(len(credits) - 1, 'other source')}" if more > 0 else ""
    ranked = f"{counted(len(board.rows), 'model')} {'is' if len(board.rows) == 1 else 'are'} ranked"
    return f"Figures: {standings(rows)}; {'; '.join(named)}{rest}. {ranked}."


def figures_facts(page: Page, board: BoardView, rows: Sequence[Row]) -> list[Fact]:
    """Return what names, scores and :func:`figures` of several rows state."""
    facts = [*board_facts(board), *(fact for row in rows for fact in row_facts(row, page.view.card))]
    credits = {credit_phrase(row, page.view.card) for row in rows}
    if len(credits) > MOST_NAMES:
        facts.append(page.fact("other_sources", len(credits) - 1, board.board.slug))
    return facts


def table_of(rows: Sequence[Row], board: BoardView, total: int = 0) -> Table:
    """Return rows of a board as a table; the interval has a column where one is known.

    Args:
        rows: The rows.
        board: The board.
        total: Of how many these are the first.
    """
    intervals = any(row.low is not None and row.high is not None for row in rows)
    score_at = f"Score ({board.board.metric_name})"
    columns = ["Rank", "Model", "Organisation", score_at, *(["95% interval"] if intervals else []), "Whose figure"]
    cells = []
    for row in rows:
        between = [] if not intervals else [interval(row).removeprefix("95% interval ").removesuffix("; ")]
        rank = f"{row.rank:,}{' (tied)' if row.tied else ''}"
        organisation = row.model.organisation or "not recorded"
        cells.append((rank, row.model.name, organisation, shown(row.value), *between, row.standing))
    return Table(tuple(columns), tuple(cells), right=(0, 3), total=total)


def remarks(rows: Sequence[Row]) -> list[str]:
    """Return what the registry notes beside the named rows, such as that a source leaves tool use open."""
    noted: dict[str, list[str]] = {}
    for row in rows[:MOST_NAMES]:
        if row.note:
            noted.setdefault(row.note.rstrip("."), []).append(row.model.name)
    if len(rows) == 1:
        return [f"Remark on this result: {note}." for note in noted]
    # Of several rows it is said whose the remark is on.
    return [f"Remark on the result of {listed(names)}: {note}." for note, names in noted.items()]


def alike(rows: Sequence[Row]) -> str:
    """Return what to add to the score of tied rows whose values differ beyond what is shown."""
    return " to three decimals" if len({row.value for row in rows}) > 1 else ""


def sources_of(page: Page, rows: Sequence[Row]) -> list[Source]:
    """Return where the first few rows can be checked."""
    return [source_of(row, page.view.card) for row in rows[:MOST_NAMES]]


def short_names(rows: Sequence[Row], *, makers: bool = True, most: int = MOST_NAMES) -> str:
    """Return the models of rows, by default with their makers; the first few by name, the rest by number."""
    first, more = rows[:most], len(rows) - most
    if makers:
        return f"{by_organisation(first)} and {counted(more, 'other')}" if more > 0 else by_organisation(first)
    names = [row.model.name for row in first]
    return listed([*names, counted(more, "other")] if more > 0 else names)


def leader_facts(page: Page, board: BoardView) -> list[Fact]:
    """Return what the sentences about a board's leaders and their ties state."""
    at = (board.board.benchmark, board.board.slug)
    facts = list(board_facts(board))
    for row in board.leaders[:MOST_NAMES]:
        facts.extend(row_facts(row, page.view.card, "leader"))
    if len(board.leaders) > MOST_NAMES:
        facts.append(Fact("other_leaders", len(board.leaders) - MOST_NAMES, *at))
    close = _close(board)
    facts.extend(tie_facts(page, board, close))
    if len(board.leaders) + len(close) > 1:
        facts.append(Fact("tied", len(board.leaders) + len(close), *at))
    return facts


def close_lines(board: BoardView) -> list[str]:
    """Return a line that names the models which cannot be told from the leader, or none."""
    return tie_lines(_close(board))


def tie_lines(close: Sequence[Row], subject: str = "That") -> list[str]:
    """Return a line that names models whose intervals overlap that of the subject, or none."""
    if not close:
        return []
    names = [f"{row.model.name} ({shown(row.value)})" for row in close[:MOST_NAMES]]
    if len(close) > MOST_NAMES:
        names.append(counted(len(close) - MOST_NAMES, "other"))
    return [f"{subject} is a tie with {listed(names)}: the intervals overlap."]


def tie_facts(page: Page, board: BoardView, close: Sequence[Row]) -> list[Fact]:
    """Return what :func:`tie_lines` states."""
    facts = [fact for row in close[:MOST_NAMES] for fact in row_facts(row, page.view.card, "tied_with")]
    if len(close) > MOST_NAMES:
        facts.append(page.fact("other_ties", len(close) - MOST_NAMES, board.board.slug))
    return facts


def lead(board: BoardView) -> str:
    """Return the verb for the leaders of a board; nobody leads where the intervals overlap."""
    if len(board.leaders) > 1:
        return "are tied for the lead on"
    return "is first on" if _close(board) else "leads"


def _close(board: BoardView) -> Sequence[Row]:
    """Return the models of another shown score whose intervals overlap the first one's."""
    rows = RankedRows.of(board.rows)
    return rows.close(rows[0]) if rows else ()


def other_leaders(page: Page) -> tuple[list[str], list[Fact], list[Source]]:
    """Return a line for each other board with its own leader; the lines' facts; their sources."""
    lines: list[str] = []
    facts: list[Fact] = []
    sources: list[Source] = []
    for board in page.others[:_MOST_BOARDS]:
        leaders = board.leaders
        leads = lead(board).removesuffix(" on")
        who = short_names(leaders, makers=len(leaders) == 1)
        line = (
            f"On {titled(board.board.title)} ({board.board.metric_name}, {counted(len(board.rows), 'model')})"
            f" {who} {leads} with {shown(leaders[0].value)}{alike(leaders)}"
            f" ({standings(leaders)}; {credit_phrase(leaders[0], page.view.card)})"
        )
        if close := _close(board):
            line += f", tied with {counted(len(close), 'other')}: the intervals overlap"
            facts.append(page.fact("other_ties", len(close), board.board.slug))
        lines.append(f"{line}.")
        facts.extend(leader_facts(page, board))
        sources.append(source_of(leaders[0], page.view.card))
    hidden = len(page.others) - _MOST_BOARDS
    if hidden > 0:
        lines.append(f"{counted(hidden, 'more board')} with results: podium show {page.view.slug}")
        facts.append(page.fact("other_boards", hidden))
    return lines, facts, sources


def other_boards(page: Page) -> tuple[list[str], list[Fact]]:
    """Return a line that names the other boards with their numbers of models, and its facts; nothing without any."""
    if not page.others:
        return [], []
    names = [f"“{board.board.title}” ({counted(len(board.rows), 'model')})" for board in page.others]
    facts = [fact for board in page.others for fact in board_facts(board)]
    return [f"Boards of other protocols, ranked apart: {listed(names)}."], facts
