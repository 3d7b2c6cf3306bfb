"""Pictures of boards over time, drawn away from the answers and kept for the next who ask for the same."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podium.bots.discord import limits
from podium.bots.discord.outgoing import File
from podium.bots.faq.replies.wording import RESEARCH_ONLY, row_date, source_credit
from podium.registry import formats, leaderboard
from podium.registry.views import BoardFacts, shown

if TYPE_CHECKING:
    from podium.bots.discord.names import Index
    from podium.bots.discord.reader import Desk, Reader
    from podium.bots.progress_chart import Theme
    from podium.registry.course import Course
    from podium.registry.progress import Record

#: Pictures that are kept; one takes 100 to 300 kB.
_MOST = 16
#: Most characters of a picture's description.
_DESCRIPTION = 1_024


@dataclass(frozen=True)
class Held:
    """A record of a board.

    Args:
        since: The day it was set, as far as it is known.
        value: The score.
        holder: Who set it, and how many others did so that day.
        standing: Whose figure it is.
        days: How many days it stood, or None where it still does.
        about: Whether they are counted from or to a date that is known to the month or year only.
    """

    since: str
    value: float
    holder: str
    standing: str
    days: int | None
    about: bool = False


@dataclass(frozen=True)
class Progress:
    """A board over time: the picture, and what is said beside it.

    Args:
        benchmark_name: Name of the benchmark.
        board: The board.
        results: Number of results that are drawn.
        undated: How many have no day, and are not.
        clock: What the days of its results are, as it stands behind their number.
        records: The best scores so far, the newest first.
        source: Whom to credit for the newest record.
        url: Where that was read.
        as_of: When.
        research_only: Whether scores are for research only.
        picture: A PNG.
    """

    benchmark_name: str
    board: BoardFacts
    results: int
    undated: int
    clock: str
    records: tuple[Held, ...]
    source: str
    url: str | None
    as_of: str | None
    research_only: bool
    picture: bytes

    @property
    def file(self) -> File:
        """The picture as an attachment, with words for those who cannot see it."""
        held = "; ".join(f"{shown(one.value)} by {one.holder} since {one.since}" for one in self.records[:4])
        text = (
            f"{self.benchmark_name}, {self.board.title}: {formats.count(self.results, 'result')} over time in"
            f" {self.board.metric_name}{formats.direction(self.board)}. Records, newest first: {held}."
        )
        return File(f"{self.board.benchmark[:60]}-progress.png", self.picture, limits.plain(text, _DESCRIPTION))


class Pictures:
    """Draws boards over time. Of many who ask for one picture at once, the first has it drawn.

    Args:
        reader: Reads the registry.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._kept: OrderedDict[tuple[str, str | None, Theme], Progress] = OrderedDict()
        self._index: Index | None = None
        #: How many pictures were drawn.
        self.drawn = 0

    async def progress(self, benchmark: str, board: str | None = None, theme: Theme = "light") -> Progress:
        """Return a board over time.

        Args:
            benchmark: Slug.
            board: Slug or title; the headline board where left out.
            theme: Of the picture.

        Raises:
            NotFound: If there is no such board.
            PodiumError: If none of its results has a day.
        """
        return await self._reader.paint(lambda desk: self._progress(desk, benchmark, board, theme))

    def _progress(self, desk: Desk, benchmark: str, board: str | None, theme: Theme) -> Progress:
        # The thread of pictures alone comes here. Its names are read again whenever the registry changes.
        if desk.index is not self._index:
            self._kept.clear()
            self._index = desk.index
        key = (benchmark, board, theme)
        if key not in self._kept:
            self._kept[key] = _draw(desk, benchmark, board, theme)
            self.drawn += 1
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def _draw(desk: Desk, benchmark: str, board: str | None, theme: Theme) -> Progress:
    from podium.bots.progress_chart import progress_picture
    from podium.registry.course import clock, course

    found = course(leaderboard.board(desk.connection, benchmark, board))
    card = leaderboard.benchmark(desk.connection, benchmark).card
    research = bool(card["research_use_only"])
    picture = progress_picture(found, "png", theme=theme, remark=RESEARCH_ONLY if research else "")
    records = found.records["all"]
    newest = found.row(records[-1].holders[0])
    return Progress(
        found.benchmark_name,
        found.line.board,
        len(found.points),
        found.line.undated,
        clock(found.line),
        tuple(_held(found, record) for record in reversed(records)),
        source_credit(newest, card),
        newest.source_url,
        row_date(newest) or "",
        research,
        picture,
    )


def _held(found: Course, record: Record) -> Held:
    rows = [found.row(holder) for holder in record.holders]
    equalled = f", equalled by {len(record.equals)}" if record.equals else ""
    return Held(
        record.holders[0].known,
        record.value,
        formats.leaders(rows) + equalled,
        formats.standing(rows[0]),
        record.days,
        record.about,
    )
