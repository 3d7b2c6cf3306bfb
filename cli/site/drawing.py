"""Curves and forest plots as SVG inside a page: its own colours, in light and dark, and words for who cannot see them.

Everything from outside is escaped here; what is returned is markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from podium.bots.panels import DIAGONALS, Bar, Forest, Panel

#: Side of the plotting area and its margins, in user units.
_SIDE = 200.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 50.0, 8.0, 10.0, 40.0
_WIDTH, _HEIGHT = _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _BOTTOM

#: Points nearer than this to the last one drawn cannot be seen apart.
_NEAR = 0.4

#: Outlines of the marks around (0, 0): they differ in shape, not in colour alone.
_SHAPES = (
    '<circle r="5"/>',
    '<path d="M0 -6L5.5 4.5H-5.5Z"/>',
    '<rect x="-4.6" y="-4.6" width="9.2" height="9.2"/>',
    '<path d="M0 -6.4L6.4 0L0 6.4L-6.4 0Z"/>',
    '<path d="M0 6L5.5 -4.5H-5.5Z"/>',
    '<path d="M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z"/>',
)


def shapes(labels: Sequence[str]) -> dict[str, int]:
    """Return the shape of each label's marks; further labels share them in turn."""
    return {label: place % len(_SHAPES) for place, label in enumerate(labels)}


def key(shape: int) -> str:
    """Return a mark for a legend."""
    drawn = f'<g transform="translate(8 8)" class="mark mark{shape}">{_SHAPES[shape]}</g>'
    return f'<svg class="key" width="16" height="16" aria-hidden="true">{drawn}</svg>'


def curve(panel: Panel, kind: str, marks: Mapping[str, int]) -> str:
    """Return a panel as an SVG element.

    Args:
        panel: What to draw.
        kind: Kind of the curve; some kinds have a diagonal.
        marks: Shape of each label's marks, as :func:`shapes` gives them.
    """
    drawn = [_grid(panel)]
    if kind in DIAGONALS:
        start, end = _place(panel, 0.0, 0.0), _place(panel, 1.0, 1.0)
        drawn.append(f'<path class="reference" d="M{_pair(start)}L{_pair(end)}"/>')
    for (x, _), (low, high) in zip(panel.curve.points, panel.curve.bars, strict=False):
        across, top = _place(panel, x, high)
        drawn.append(f'<path class="spread" d="M{across:.1f} {top:.1f}V{_place(panel, x, low)[1]:.1f}"/>')
    points = _seen([_place(panel, x, y) for x, y in panel.curve.points])
    drawn.append(f'<path class="curve" d="M{"L".join(map(_pair, points))}"/>')
    if kind == "calibration" or len(points) == 1:
        drawn += [f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points]
    for mark in panel.curve.marks:
        x, y = _place(panel, mark.x, mark.y)
        shape = marks[mark.label]
        title = f"<title>{escape(f'{mark.label}: {mark.x:.3f}, {mark.y:.3f}')}</title>"
        drawn.append(f'<g transform="translate({x:.1f} {y:.1f})" class="mark mark{shape}">{title}{_SHAPES[shape]}</g>')
    said = escape(panel.alternative)
    box = f'viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}"'
    return f'<svg class="panel" {box} role="img" aria-label="{said}">{"".join(drawn)}</svg>'


def _place(panel: Panel, x: float, y: float) -> tuple[float, float]:
    (left, right), (low, high) = panel.horizontal, panel.vertical
    return _LEFT + (x - left) / (right - left) * _SIDE, _TOP + (high - y) / (high - low) * _SIDE


def _pair(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _seen(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the points without those that lie on the one before; the last one stays."""
    kept = [points[0]]
    for x, y in points[1:]:
        if max(abs(x - kept[-1][0]), abs(y - kept[-1][1])) >= _NEAR:
            kept.append((x, y))
    return kept if kept[-1] == points[-1] else [*kept, points[-1]]


def _grid(panel: Panel) -> str:
    """Return the axes with their titles, and a line and a number at either end and in the middle."""
    parts = []
    for part in (0.0, 0.5, 1.0):
        (left, right), (low, high) = panel.horizontal, panel.vertical
        x, y = _LEFT + part * _SIDE, _TOP + (1 - part) * _SIDE
        parts.append(f'<path class="grid" d="M{x:g} {_TOP:g}V{_TOP + _SIDE:g}M{_LEFT:g} {y:g}H{_LEFT + _SIDE:g}"/>')
        across, up = left + part * (right - left), low + part * (high - low)
        anchor = "end" if part == 1 else "middle" if part else "start"
        parts.append(f'<text x="{x:g}" y="{_TOP + _SIDE + 15:g}" text-anchor="{anchor}">{across:.3g}</text>')
        # A long number in the middle would run into the title of the axis.
        if part != 0.5 or len(f"{up:.3g}") <= 3:
            parts.append(f'<text x="{_LEFT - 5:g}" y="{y + 4:g}" text-anchor="end">{up:.3g}</text>')
    middle, below = _LEFT + _SIDE / 2, _TOP + _SIDE + 32
    parts.append(f'<text x="{middle:g}" y="{below:g}" text-anchor="middle" class="axis">{escape(panel.curve.x)}</text>')
    x, y = 12.0, _TOP + _SIDE / 2
    turned = f'transform="rotate(-90 {x:g} {y:g})"'
    parts.append(f'<text x="{x:g}" y="{y:g}" {turned} text-anchor="middle" class="axis">{escape(panel.curve.y)}</text>')
    return "".join(parts)


def bar(plot: Forest, row: Bar) -> str:
    """Return a row of a forest plot as an SVG element that is as wide as there is room; its figure stands beside it."""
    parts = []
    if plot.reference is not None:
        at = _percent(plot, plot.reference)
        parts.append(f'<line class="reference" x1="{at}" x2="{at}" y1="0" y2="100%"/>')
    if row.value is not None:
        if row.low is not None and row.high is not None:
            low, high = _percent(plot, row.low), _percent(plot, row.high)
            parts.append(f'<line class="range" x1="{low}" x2="{high}" y1="50%" y2="50%"/>')
        strong = " strong" if row.strong else ""
        parts.append(f'<circle class="dot{strong}" cx="{_percent(plot, row.value)}" cy="50%" r="4.5"/>')
    return f'<svg class="bar" width="100%" height="24" aria-hidden="true">{"".join(parts)}</svg>'


def scale(plot: Forest) -> str:
    """Return the axis of a forest plot: its ends, and the reference where there is one between them."""
    low, high = plot.limits
    parts = [_tick(plot, low, "start"), _tick(plot, high, "end")]
    if plot.reference is not None and 0.3 < (plot.reference - low) / (high - low) < 0.7:
        parts.append(_tick(plot, plot.reference, "middle"))
    return f'<svg class="bar" width="100%" height="18" aria-hidden="true">{"".join(parts)}</svg>'


def _tick(plot: Forest, value: float, anchor: str) -> str:
    return f'<text x="{_percent(plot, value)}" y="13" text-anchor="{anchor}">{value + 0.0:.2f}</text>'


def _percent(plot: Forest, value: float) -> str:
    """Return where a value stands, kept off the edges so that no dot is cut in half."""
    low, high = plot.limits
    return f"{2 + 96 * min(1.0, max(0.0, (value - low) / (high - low))):.2f}%"
