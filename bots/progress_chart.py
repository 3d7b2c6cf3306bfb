"""A board over time as a picture for a slide: PNG, SVG or PDF, light or dark.

matplotlib is imported when a picture is drawn, not before, and used as in :mod:`podium.bots.charts`.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from podium.bots.charts import DPI, UNDATED, clean_texts
from podium.bots.progress_names import cut, name_records
from podium.registry.course import Course, Point, clock
from podium.registry.errors import MissingExtra, PodiumError
from podium.registry.views import shown
from podium.registry.visible import clean

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend
    from matplotlib.text import Text

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

#: A slide is 16 to 9: 1,920 by 1,080 pixels.
_WIDTH, _HEIGHT = 12.0, 6.75
#: Characters of a line below the picture.
_FOOT = 150


@dataclass(frozen=True)
class Look:
    """Colours of a theme; the marks differ in shape as well."""

    paper: str
    ink: str
    faint: str
    grid: str
    opened: str
    proprietary: str
    unknown: str
    rest: float


# Okabe and Ito's blue and vermilion are told apart by people with any form of colour blindness; on a dark ground
# lighter ones of the same hues have the contrast, so that a mark is known by its colour in both themes.
_LOOKS: dict[Theme, Look] = {
    "light": Look("#ffffff", "#1a1a1a", "#5f5f5f", "#e4e4e4", "#0072B2", "#D55E00", "#8a8a8a", 0.45),
    "dark": Look("#14171c", "#f0f0f0", "#a9adb3", "#2c3138", "#56B4E9", "#FF8A3D", "#8f949c", 0.65),
}


@dataclass(frozen=True)
class _Kind:
    """Points of one openness: how they are marked, and what the legend says."""

    opened: bool | None
    marker: str
    label: str

    def colour(self, look: Look) -> str:
        return {True: look.opened, False: look.proprietary, None: look.unknown}[self.opened]


_KINDS = (_Kind(True, "o", "open weights"), _Kind(False, "^", "proprietary"), _Kind(None, "s", "weights not recorded"))


def progress_picture(found: Course, form: str, *, theme: Theme = "light", remark: str = "") -> bytes:
    """Return a board over time: every result, and the frontier of the best so far with the names of who set it.

    The same course gives the same bytes with the same version of matplotlib.

    Args:
        found: The board over time.
        form: ``"png"``, ``"svg"`` or ``"pdf"``.
        theme: Dark letters on white, or light ones on a dark ground.
        remark: A line to stand below, such as a statement that scores are for research only.

    Raises:
        PodiumError: If no result of the board has a day.
        MissingExtra: If matplotlib is not installed.
    """
    if not found.points:
        raise PodiumError(
            f"no result of {found.benchmark_name} ({found.line.board.title}) has a date, so there is nothing to draw"
        )
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("report", "a picture", "matplotlib") from error
    import warnings

    look = _LOOKS[theme]
    style: Any = dict(matplotlib.rcParamsDefault) | _style(look) | {"backend": "agg"}
    with matplotlib.rc_context(style), warnings.catch_warnings():
        # The font has no Chinese and a few other scripts; it draws a box in their place, and matplotlib warns of each.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=DPI, facecolor=look.paper)
        canvas = FigureCanvasAgg(figure)
        axes = figure.add_axes((0.07, 0.13, 0.9, 0.68))
        _draw(axes, found, look)
        _words(figure, found, look, remark)
        name_records(axes, canvas, found, look)
        clean_texts(figure)
        out = io.BytesIO()
        figure.savefig(out, format=form, dpi=DPI, facecolor=look.paper, metadata=UNDATED[form] | _said(found, form))
    return out.getvalue()


def _style(look: Look) -> dict[str, Any]:
    return {
        "font.family": "DejaVu Sans",
        "font.size": 11,
        "text.color": look.ink,
        "axes.facecolor": look.paper,
        "axes.edgecolor": look.faint,
        "axes.labelcolor": look.faint,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.linewidth": 0.8,
        "xtick.color": look.faint,
        "ytick.color": look.faint,
        "grid.color": look.grid,
        # Names from outside are never read as formulas.
        "text.parse_math": False,
        # The same course gives the same file.
        "svg.hashsalt": "podium",
    }


def _day(point: Point) -> date:
    return date.fromisoformat(point.moment.day)


def _draw(axes: Axes, found: Course, look: Look) -> None:
    """Draw the points and the frontier, with room for names above."""
    held = {holder.entry.id for record in found.records["all"] for holder in record.holders}
    apart = len({point.row.model.open_weights for point in found.points}) > 1
    for kind in _KINDS:
        for holds in (False, True):
            points = [
                point
                for point in found.points
                if point.row.model.open_weights is kind.opened and (point.row.id in held) is holds
            ]
            # Where nobody's weights are recorded, grey tells nothing apart: who set the records is dark.
            colour = look.ink if holds and kind.opened is None and not apart else kind.colour(look)
            _points(axes, [one for one in points if not found.beyond(one.row.value)], kind, colour, look, holds)
    if line := _line(found):
        axes.step(*zip(*line, strict=True), where="post", color=look.ink, linewidth=1.6, zorder=2)
    axes.grid(axis="y", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, pad=6)
    _limits(axes, found)
    left_out: Any = [_day(point) for point in found.points if found.beyond(point.row.value)]
    height, marker = (0.015, "v") if found.line.board.higher_is_better else (0.985, "^")
    axes.plot(
        left_out, [height] * len(left_out), marker=marker, markersize=4, linestyle="", color=look.unknown, alpha=0.7,
        transform=axes.get_xaxis_transform(), zorder=3,
    )  # fmt: skip


def _points(axes: Axes, points: Sequence[Point], kind: _Kind, colour: str, look: Look, holds: bool) -> None:
    """Draw results of one kind, with a bar through each score that has a 95% interval."""
    if not points:
        return
    axes.scatter(
        [_day(point) for point in points],  # type: ignore[arg-type]
        [point.row.value for point in points],
        s=64 if holds else 26,
        marker=kind.marker,
        color=colour,
        alpha=1.0 if holds else look.rest,
        linewidths=0.8,
        edgecolors=look.paper,
        zorder=4 if holds else 3,
    )
    ends: Any = [(_day(point), point.row.low, point.row.high) for point in points if point.row.low is not None]
    axes.vlines(
        [day for day, _, _ in ends], [low for _, low, _ in ends], [high for _, _, high in ends], colors=colour,
        linewidth=1.2, alpha=0.6 if holds else 0.65 * look.rest, zorder=2.5,
    )  # fmt: skip


def _line(found: Course) -> list[tuple[date, float]]:
    """Return the corners of the line of the best so far; none where all that it could show is one place."""
    steps = found.records["all"]
    last = max(_day(point) for point in found.points)
    corners = [(date.fromisoformat(step.day), step.value) for step in steps]
    return [*corners, (last, steps[-1].value)] if corners[0][0] < last else []


def _limits(axes: Axes, found: Course) -> None:
    """Leave room around the points, more of it on the side of the better scores, where the names stand."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    days = [_day(point) for point in found.points]
    first, last = min(days), max(days)
    # A lone result, or a few of one month, still stand in their year.
    short = max(0, 500 - (last - first).days) / 2
    room = max((last - first).days, 500) * 0.05 + short
    axes.set_xlim(first - timedelta(days=room), last + timedelta(days=room))  # type: ignore[arg-type]
    rows = [point.row for point in found.points if not found.beyond(point.row.value)]
    values = [end for row in rows for end in (row.value, row.low, row.high) if end is not None]
    values += [] if found.edge is None else [found.edge]
    flat = max(0.0, 0.1 - (max(values) - min(values))) / 2
    height = max(max(values) - min(values), 0.1)
    better, worse = 0.16 * height, 0.06 * height
    above, below = (better, worse) if found.line.board.higher_is_better else (worse, better)
    axes.set_ylim(min(values) - below - flat, max(values) + above + flat)
    locator = AutoDateLocator(minticks=3, maxticks=9)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.xaxis.get_offset_text().set_visible(False)


def _words(figure: Figure, found: Course, look: Look, remark: str) -> None:
    """Write the title, what is shown, the legend, and what a reader must know."""
    from matplotlib.lines import Line2D

    board = found.line.board
    better = "" if board.higher_is_better else ", lower is better"
    title = figure.text(0.07, 0.925, cut(found.benchmark_name, 60), size=21, weight="bold", va="baseline")
    figure.text(0.07, 0.875, cut(f"{board.title} · {board.metric_name}{better}", 110), size=12, color=look.faint)
    present = {point.row.model.open_weights for point in found.points}
    handles = [
        Line2D([], [], linestyle="", marker=kind.marker, color=kind.colour(look), markersize=8, label=kind.label)
        for kind in _KINDS
        if kind.opened in present
    ]
    if _line(found):
        handles.append(Line2D([], [], color=look.ink, linewidth=1.6, label="best so far"))
    legend = figure.legend(
        handles=handles, loc="upper right", bbox_to_anchor=(0.975, 0.975), ncols=len(handles), frameon=False,
        handletextpad=0.4, columnspacing=1.4,
    )  # fmt: skip
    _apart(figure, title, legend)
    left_out = f"; {found.line.undated} without a date left out" if found.line.undated else ""
    number = len(found.points)
    lines = [
        f"{number:,} {'result' if number == 1 else 'results'}, {clock(found.line)}{left_out}.",
        *_about(found),
        remark,
    ]
    foot = textwrap.fill("  ".join(filter(None, lines)), _FOOT)
    figure.text(0.07, 0.056, foot, size=9, color=look.faint, va="top" if foot.count("\n") < 2 else "center")
    figure.text(0.97, 0.056, "Podium", size=9, color=look.faint, ha="right", va="top")


def _about(found: Course) -> list[str]:
    """Return what the marks mean that not every picture has."""
    said = []
    edge = found.edge
    if edge is not None:
        number = sum(found.beyond(point.row.value) for point in found.points)
        where = "below" if found.line.board.higher_is_better else "above"
        said.append(f"{number} {where} {shown(edge)} marked at the edge.")
    if any(point.row.low is not None for point in found.points):
        said.append("Bars: 95% intervals.")
    return said


def _apart(figure: Figure, title: Text, legend: Legend) -> None:
    """Put the legend below the titles where the first of them would run into it, and shorten that to the width."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    if title.get_window_extent(renderer).padded(12).overlaps(legend.get_window_extent(renderer)):
        legend.set_loc("center left")
        legend.set_bbox_to_anchor((0.06, 0.84))
    most = 0.97 * _WIDTH * DPI
    while title.get_window_extent(renderer).x1 > most:
        title.set_text(cut(title.get_text(), len(title.get_text()) - 2))


def _said(found: Course, form: str) -> dict[str, str]:
    """Return the picture's title and who set the last records, for readers who do not see it."""
    steps = reversed(found.records["all"][-3:])
    last = [f"{shown(record.value)} by {found.told(record)}" for record in steps]
    title = f"{found.benchmark_name}: {found.line.board.title}"
    text = f"Last records: {'; '.join(last)}."
    return {"Title": clean(title), "Subject" if form == "pdf" else "Description": clean(text)}
