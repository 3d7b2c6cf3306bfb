"""A board's best score over time as a small drawing: what stands in for the chart where scripts do not run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from podium.registry.course import Course
from podium.registry.views import shown

_WIDTH, _HEIGHT = 720.0, 240.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 14.0, 12.0, 26.0
#: Most points that are drawn; of more, one in so many, evenly over time.
_MOST = 600


def frontier(course: Course) -> str:
    """Return the points and the line of the best so far as an SVG element; nothing without points.

    Args:
        course: The board over time. What it says is escaped here.
    """
    if not course.points:
        return ""
    scale = _Scale(course)
    steps = course.records["all"]
    drawn = course.points[:: -(-len(course.points) // _MOST)]
    marks = [
        f'<path class="{kind}" d="'
        + "".join(
            scale.at(point.moment.day, point.row.value, "h0")
            for point in drawn
            if _kind(point.row.model.open_weights) == kind
        )
        + '"/>'
        for kind in ("unknown", "proprietary", "open")
    ]
    line = scale.at(steps[0].day, steps[0].value)
    for step in steps[1:]:
        line += f"H{scale.across(step.day):.0f}V{scale.up(step.value):.0f}"
    line += f"H{_WIDTH - _RIGHT:.0f}"
    last = steps[-1]
    said = (
        f"{course.benchmark_name}, {course.line.board.title}: {len(course.points)}"
        f" {'result' if len(course.points) == 1 else 'results'} over time; the record is {shown(last.value)} by"
        f" {course.told(last)}"
    )
    return (
        f'<svg class="frontier" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img" aria-label="{escape(said)}">'
        f'{scale.labels()}{"".join(marks)}<path class="best" d="{line}"/></svg>'
    )


class _Scale:
    """Where days and scores lie in the drawing."""

    def __init__(self, course: Course) -> None:
        days = [date.fromisoformat(point.moment.day).toordinal() for point in course.points]
        values = [point.row.value for point in course.points]
        self.first, self.last, self.low, self.high = min(days), max(days), min(values), max(values)

    def across(self, day: str) -> float:
        """Return how far right a day lies; one day alone lies in the middle."""
        span = self.last - self.first
        share = (date.fromisoformat(day).toordinal() - self.first) / span if span else 0.5
        return _LEFT + 8 + share * (_WIDTH - _LEFT - _RIGHT - 16)

    def up(self, value: float) -> float:
        """Return how far down a score lies; one score alone lies in the middle."""
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return _HEIGHT - _BOTTOM - 8 - share * (_HEIGHT - _TOP - _BOTTOM - 16)

    def at(self, day: str, value: float, then: str = "") -> str:
        """Return the path command that goes to a result."""
        return f"M{self.across(day):.0f} {self.up(value):.0f}{then}"

    def labels(self) -> str:
        """Return the extremes of both scales as text, and the lines they stand at."""
        bottom = _HEIGHT - _BOTTOM
        scores = [
            f'<text x="{_LEFT - 6:g}" y="{self.up(value) + 4:.0f}" text-anchor="end">{shown(value)}</text>'
            for value in dict.fromkeys((self.low, self.high))
        ]
        days: Sequence[int] = list(dict.fromkeys((self.first, self.last)))
        anchors = ("start", "end") if len(days) > 1 else ("middle",)
        moments = []
        for day, anchor in zip(days, anchors, strict=True):
            iso = date.fromordinal(day).isoformat()
            moments.append(
                f'<text x="{self.across(iso):.0f}" y="{bottom + 18:g}" text-anchor="{anchor}">{iso[:7]}</text>'
            )
        axis = f'<path class="axis" d="M{_LEFT:g} {_TOP:g}V{bottom:g}H{_WIDTH - _RIGHT:g}"/>'
        return "".join((axis, *scores, *moments))


def _kind(open_weights: bool | None) -> str:
    return {True: "open", False: "proprietary", None: "unknown"}[open_weights]
