"""A board in the order of time as replies tell it: what time goes by, who is left out, dates and records in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from podium.bots.faq.frame import Frame, Period
from podium.bots.faq.replies.among import meant, none_meant
from podium.bots.faq.replies.boards import no_results
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page, sources_of
from podium.bots.faq.replies.phrasing import during
from podium.bots.faq.replies.selecting import Selection
from podium.bots.faq.replies.wording import (
    MOST_NAMES,
    board_facts,
    by_organisation,
    counted,
    credit_phrase,
    interval,
    month,
    row_facts,
    standings,
)
from podium.bots.faq.reply import Fact, FactValue, Reply, Table
from podium.registry import progress
from podium.registry.progress import Moment, Record, Timeline
from podium.registry.views import BoardView, Row, shown

#: Most records in a table; of more, the last are shown.
MOST_RECORDS = 25


@dataclass(frozen=True)
class Course:
    """A board and those of its models that are meant, in the order of time.

    Args:
        page: The benchmark.
        chosen: The models that are meant.
        line: Their results in time.
        filtered: Whether the question names models at all.
    """

    page: Page
    chosen: Selection[Row]
    line: Timeline
    filtered: bool

    @property
    def board(self) -> BoardView:
        """The board."""
        return self.page.asked

    @property
    def place(self) -> str:
        """The board as it stands in a sentence, and among which of its models."""
        return f"{self.page.place} among {self.chosen.phrase}" if self.filtered else self.page.place

    @property
    def came(self) -> str:
        """What its models or results were on their days: released, reported, or out by either."""
        counts = self.line.counted
        return "out" if counts["published"] or len(counts) > 1 else "reported" if counts["reported_on"] else "released"

    @property
    def total(self) -> int:
        """Number of models that are meant."""
        return len(self.chosen.rows)

    def fact(self, name: str, value: FactValue) -> Fact:
        """Return a fact about the board."""
        return self.page.fact(name, value, self.board.board.slug)

    def moment_facts(self, moment: Moment, row: Row, name: str = "model") -> list[Fact]:
        """Return what a sentence about a result and its day states."""
        at = (row.benchmark, row.board, row.model.slug, row.id)
        facts = [*row_facts(row, self.page.view.card, name), Fact("record_date", moment.day, *at)]
        return [*facts, Fact("released", moment.day, *at)] if moment.by == "released" else facts

    def record_facts(self, record: Record, row: Row, name: str = "model") -> list[Fact]:
        """Return what a sentence about one of a record's holders states."""
        at = (row.benchmark, row.board, row.model.slug, row.id)
        facts = self.moment_facts(record.holders[0], row, name)
        if record.step is not None:
            facts.append(Fact("step", record.step, *at))
        if record.days is not None:
            facts.append(Fact("record_days", record.days, *at))
        return facts

    def named_facts(self, moments: Sequence[Moment], rows: Sequence[Row], name: str, rest: str) -> list[Fact]:
        """Return the facts of results of which the first few are named and the rest are counted."""
        pairs = list(zip(moments, rows, strict=True))[:MOST_NAMES]
        facts = [fact for moment, row in pairs for fact in self.moment_facts(moment, row, name)]
        return [*facts, self.fact(rest, len(rows) - MOST_NAMES)] if len(rows) > MOST_NAMES else facts

    def notes(self) -> tuple[list[str], list[Fact]]:
        """Return what time goes by here, who is left out for want of a date, and what filters could not tell."""
        counts, date = self.line.counted, "date"
        facts = [*board_facts(self.board), *self.chosen.facts, self.fact("filtered", self.total)]
        if not counts["reported_on"]:
            line = "Time goes by the models' release dates, as the results have no later date of their own"
            date = "release date"
        elif counts["released"]:
            line = "Time goes by the later of a result's report and its model's release"
        else:
            line = "Time goes by the dates of the results"
        if counts["published"] and self.line.published:
            line += f", at the earliest by the benchmark's publication ({month(self.line.published)})"
            facts.append(self.page.fact("paper_published", self.line.published))
        if self.line.undated:
            verb = "is" if self.line.undated == 1 else "are"
            line += f"; {counted(self.line.undated, 'model')} without a recorded {date} {verb} left out"
            facts.append(self.fact("undated", self.line.undated))
        return [f"{line}.", *self.chosen.lines()], facts

    def reply(
        self, lines: Sequence[str], facts: Sequence[Fact], rows: Sequence[Row], table: Table | None = None
    ) -> Reply:
        """Return an answer with the notes; its sources are those of the rows."""
        notes, note_facts = self.notes()
        sources = [source for row in rows for source in sources_of(self.page, [row])]
        return self.page.reply([*lines, *notes], [*facts, *note_facts], sources, score=True, table=table)

    def without_moments(self, period: Period | None) -> Reply:
        """Say that no model that is meant falls into a time, and when the first and the last of them was."""
        notes, facts = self.notes()
        if not self.line.moments:
            return self.page.reply([f"No model on {self.place} has a recorded date.", *notes], facts, kind="no_data")
        ends = [self.line.moments[0], self.line.moments[-1]]
        first, last = self.line.rows(ends)
        for moment, row in zip(ends, (first, last), strict=True):
            facts.extend(self.moment_facts(moment, row))
        told = f"the first is {by_organisation([first])} ({dated(ends[0])})"
        if ends[0].day != ends[1].day:
            told += f", the last {by_organisation([last])} ({dated(ends[1])})"
        which = {"released": "No model with a result", "reported": "No result", "out": "No result"}[self.came]
        happened = {"released": "was released", "reported": "was reported", "out": "came out"}[self.came]
        line = f"{which} on {self.place} {happened} {period_words(period)}: {told}."
        return self.page.reply([line, *notes], [*facts, *period_facts(period)], kind="no_data")

    def record_table(self, records: Sequence[Record]) -> tuple[Table | None, list[Fact], list[Row]]:
        """Return records as a table with its facts and rows; none where a sentence says it better."""
        told = records[-MOST_RECORDS:]
        rows = self.line.rows([holder for record in told for holder in record.holders])
        left = iter(rows)
        cells, facts = [], list[Fact]()
        for record in told:
            holders = [next(left) for _ in record.holders]
            facts.extend(fact for row in holders for fact in self.record_facts(record, row))
            cells.append(
                (
                    dated(record.holders[0], exact=True),
                    ", ".join(row.model.name for row in holders),
                    holders[0].model.organisation or "not recorded",
                    shown(record.value),
                    "" if record.step is None else shown(record.step),
                    "stands" if record.days is None else f"{'about ' if record.about else ''}{record.days:,}",
                    ", ".join(dict.fromkeys(row.standing for row in holders)),
                )
            )
        columns = ("Date", "Model", "Organisation", f"Score ({self.board.board.metric_name})", "Step", "Days held")
        table = Table((*columns, "Whose figure"), tuple(cells), right=(3, 4, 5))
        return (table, facts, rows) if len(cells) > 2 else (None, [], [])


def course(desk: Desk, frame: Frame) -> Course | Reply:
    """Return the board of a frame in time, or what to say where it is empty or none of its models is meant."""
    page = desk.page(frame)
    if not page.asked.rows:
        return no_results(page)
    chosen = meant(desk, page, frame.filters)
    if not chosen.rows:
        return none_meant(page, chosen, frame.filters)
    return Course(page, chosen, progress.timeline(page.asked, chosen.rows), bool(frame.filters))


def backing(page: Page, rows: Sequence[Row]) -> str:
    """Return interval, standing and source of a score; the number of models is for the caller to add."""
    return f"{interval(rows[0])}{standings(rows)}; {credit_phrase(rows[0], page.view.card)}"


def dated(moment: Moment, *, exact: bool = False) -> str:
    """Return a moment's date as month and year, or as exactly as it is known."""
    return moment.known if exact and moment.precision == "day" else month(moment.known)


def stood(record: Record) -> str:
    """Return for how long a record stood that was bettered: ``586 days``, or about so many where a date is coarse."""
    return f"{'about ' if record.about else ''}{counted(record.days or 0, 'day')}"


def period_words(period: Period | None) -> str:
    """Return a period as it stands behind a verb."""
    return during(period or Period())


def period_facts(period: Period | None) -> list[Fact]:
    """Return what the words for a period state."""
    ends = () if period is None else (("first_day", period.first), ("last_day", period.last))
    return [Fact(name, day) for name, day in ends if day]
