"""A board over time as data: every result with its day, and who set the records; open and proprietary models apart.

Pages, pictures and terminals draw the same course and say with :func:`clock` what its days are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from podium.registry import amendments, formats
from podium.registry.amendments import Amendment
from podium.registry.progress import Moment, Record, Timeline, records, timeline
from podium.registry.ranking import RankedRows
from podium.registry.views import BoardView, Row

#: Whose records: of all models, of those known to have open weights, of those known not to have them.
Whose = Literal["all", "open", "proprietary"]


#: Results from which on a few can lie far off.
_FEW = 10
#: Share of the results whose span decides where an axis ends, how many times as far the others may stretch it, and how
#: many times that span is shown where they would stretch it further.
_MIDDLE, _STRETCH, _SHOWN = 0.9, 3.0, 1.5


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
            "by": self.moment.by,
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

    @cached_property
    def edge(self) -> float | None:
        """Where a drawing's axis ends on the side of the worse scores, because a few would stretch it; or None.

        A handful of failed entries would press the line of the best so far flat. No such line is cut itself.
        """
        sign = 1 if self.line.board.higher_is_better else -1
        values = sorted((sign * point.row.value for point in self.points), reverse=True)
        if len(values) < _FEW:
            return None
        span = values[0] - values[round(_MIDDLE * len(values)) - 1]
        if span <= 0 or values[0] - values[-1] <= _STRETCH * span:
            return None
        first = min(sign * found[0].value for found in self.records.values() if found)
        return sign * min(values[0] - _SHOWN * span, first - 0.1 * span)

    def beyond(self, value: float) -> bool:
        """Return whether a score lies where the axis of a drawing does not reach."""
        if self.edge is None:
            return False
        return value < self.edge if self.line.board.higher_is_better else value > self.edge

    def row(self, moment: Moment) -> Row:
        """Return the row of a moment."""
        return next(point.row for point in self.points if point.moment.entry.id == moment.entry.id)

    def told(self, record: Record) -> str:
        """Return who set a record and who equalled it later: ``"A and B on 2025-05-20, equalled by C on 2025-06"``."""
        names = _listed([self.row(holder).model.name for holder in record.holders])
        said = f"{names} on {record.holders[0].known}"
        later = [f"{self.row(one).model.name} on {one.known}" for one in record.equals]
        return f"{said}, equalled by {_listed(later)}" if later else said

    def to_json(self, changed: Mapping[int, Amendment] | None = None) -> dict[str, Any]:
        """Return it as JSON data: the points, the row ids of who set the records, and of who equalled one later.

        Args:
            changed: What was corrected of rows, by row id; a point then says so, or that nothing was.
        """
        board = self.line.board
        return {
            "benchmark": board.benchmark,
            "board": board.slug,
            "title": board.title,
            "metric": board.metric_name,
            "higher": board.higher_is_better,
            "min": board.minimum,
            "max": board.maximum,
            "clock": clock(self.line),
            "undated": self.line.undated,
            "points": [
                point.to_json()
                | ({} if changed is None else {"corrected": amendments.to_json(changed.get(point.row.id))})
                for point in self.points
            ],
            "records": {
                whose: [holder.entry.id for record in found for holder in record.holders]
                for whose, found in self.records.items()
            },
            "equalled": {
                whose: [
                    {"record": record.holders[0].entry.id, "by": [one.entry.id for one in record.equals]}
                    for record in found
                    if record.equals
                ]
                for whose, found in self.records.items()
            },
        }


def clock(line: Timeline) -> str:
    """Return what the days of results are, as it stands behind their number: ``"by their models' release dates"``."""
    counts, one = line.counted, len(line.moments) == 1
    reported, released, before = counts["reported_on"], counts["released"], counts["published"]
    if reported and released:
        said = (
            f"each by the later of its report and its model's release ({reported:,} by report, {released:,} by release)"
        )
    elif reported:
        said = "by the day it was reported" if one else "by the days they were reported"
    else:
        said = "by its model's release date" if one else "by their models' release dates"
    if not before:
        return said
    older = f"counted from its publication on {line.published}"
    if not reported and not released:
        return f"{'older than the benchmark' if one else 'all older than the benchmark'}, {older}"
    return f"{said}; {before:,} older than the benchmark {'is' if before == 1 else 'are'} {older}"


def held(record: Record) -> str:
    """Return for how long a record stood: ``"586 days"``, ``"about 586 days"``, ``"still"``."""
    if record.days is None:
        return "still"
    return f"{'about ' if record.about else ''}{formats.count(record.days, 'day')}"


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


#: Most models that are named of those who set or equalled a record.
_MOST_NAMES = 3


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    named = [*names[:_MOST_NAMES], *([f"{more} other{'s' if more > 1 else ''}"] if more > 0 else [])]
    return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def _only(view: BoardView, rows: Sequence[Row]) -> Timeline:
    return timeline(view, RankedRows.of(rows))
