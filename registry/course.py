"""A board over time as data: every result with its day, and who set the records; open and proprietary models apart.

Pages, pictures and terminals draw the same course; see :mod:`podium.registry.progress` for the clock it goes by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from podium.registry.progress import Moment, Record, Timeline, records, timeline
from podium.registry.ranking import RankedRows
from podium.registry.views import BoardView, Row

#: Whose records: of all models, of those known to have open weights, of those known not to have them.
Whose = Literal["all", "open", "proprietary"]


@dataclass(frozen=True)
class Point:
    """A result in time.

    Args:
        moment: Its day, and how much of that is known.
        row: The result.
    """

    moment: Moment
    row: Row

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON data."""
        model, row = self.row.model, self.row
        return {
            "id": row.id,
            "day": self.moment.day,
            "precision": self.moment.precision,
            "model": model.slug,
            "name": model.name,
            "org": model.organisation,
            "value": row.value,
            "low": row.low,
            "high": row.high,
            "open": model.open_weights,
            "standing": row.standing,
            "verified": row.verified,
        }


@dataclass(frozen=True)
class Course:
    """A board over time.

    Args:
        benchmark_name: Name of its benchmark.
        line: Its results in the order of time.
        points: The same, with their whole rows.
        records: The best scores so far, in the order in which they were set, by whose they are.
    """

    benchmark_name: str
    line: Timeline
    points: tuple[Point, ...]
    records: dict[Whose, tuple[Record, ...]]

    def row(self, moment: Moment) -> Row:
        """Return the row of a moment."""
        return next(point.row for point in self.points if point.moment.entry.id == moment.entry.id)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON data: the points, and the row ids of who set the records."""
        board = self.line.board
        return {
            "benchmark": board.benchmark,
            "board": board.slug,
            "title": board.title,
            "metric": board.metric_name,
            "higher": board.higher_is_better,
            "min": board.minimum,
            "max": board.maximum,
            "clock": self.line.clock,
            "undated": self.line.undated,
            "points": [point.to_json() for point in self.points],
            "records": {
                whose: [holder.entry.id for record in found for holder in record.holders]
                for whose, found in self.records.items()
            },
        }


def course(view: BoardView) -> Course:
    """Return a board over time.

    Args:
        view: The board; its rows are read whole.
    """
    rows = tuple(view.rows)
    line = timeline(view)
    by_id = {row.id: row for row in rows}
    return Course(
        view.benchmark_name,
        line,
        tuple(Point(moment, by_id[moment.entry.id]) for moment in line.moments),
        {
            "all": records(line),
            "open": records(_only(view, [row for row in rows if row.model.open_weights is True])),
            "proprietary": records(_only(view, [row for row in rows if row.model.open_weights is False])),
        },
    )


def _only(view: BoardView, rows: Sequence[Row]) -> Timeline:
    return timeline(view, RankedRows.of(rows))
