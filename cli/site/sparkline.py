"""A board's best score over time as a small drawing: what stands in for the chart where scripts do not run."""

from __future__ import annotations

from datetime import date
from html import escape

from podium.registry.course import Course
from podium.registry.views import shown

_WIDTH, _HEIGHT, _PAD = 720.0, 220.0, 12.0


def frontier(course: Course) -> str:
    """Return the points and the line of the best so far as an SVG element; nothing without points.

    Args:
        course: The board over time. What it says is escaped here.
    """
    if not course.points:
        return ""
    days = [date.fromisoformat(point.moment.day).toordinal() for point in course.points]
    values = [point.row.value for point in course.points]
    left, right, low, high = min(days), max(days), min(values), max(values)

    def across(day: int) -> float:
        return _PAD + (day - left) / max(right - left, 1) * (_WIDTH - 2 * _PAD)

    def up(value: float) -> float:
        return _HEIGHT - _PAD - (value - low) / (max(high - low, 1e-9)) * (_HEIGHT - 2 * _PAD)

    marks = [
        f'<circle class="{_kind(point.row.model.open_weights)}" cx="{across(day):.1f}" cy="{up(value):.1f}" r="3"/>'
        for point, day, value in zip(course.points, days, values, strict=True)
    ]
    steps = course.records["all"]
    line = f"M{across(date.fromisoformat(steps[0].day).toordinal()):.1f} {up(steps[0].value):.1f}"
    for step in steps[1:]:
        line += f"H{across(date.fromisoformat(step.day).toordinal()):.1f}V{up(step.value):.1f}"
    line += f"H{across(right):.1f}"
    last = steps[-1]
    said = (
        f"{course.benchmark_name}, {course.line.board.title}: {len(course.points)} results over time;"
        f" the record is {shown(last.value)} by {course.row(last.holders[0]).model.name} since {last.holders[0].known}"
    )
    return (
        f'<svg class="frontier" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img" aria-label="{escape(said)}">'
        f'{"".join(marks)}<path class="best" d="{line}"/></svg>'
    )


def _kind(open_weights: bool | None) -> str:
    return {True: "open", False: "proprietary", None: "unknown"}[open_weights]
