"""A board over time as a picture for a slide: PNG, SVG or PDF, light or dark.

matplotlib is imported when a picture is drawn, not before, and used as in :mod:`podium.bots.charts`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from podium.bots.charts import UNDATED
from podium.registry.course import Course, Point
from podium.registry.errors import MissingExtra, PodiumError
from podium.registry.views import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

#: A slide is 16 to 9: 1,920 by 1,080 pixels.
_WIDTH, _HEIGHT, DPI = 12.0, 6.75, 160
#: Most record holders that are named; the newest and those with the largest steps go first.
_MOST_NAMES = 14
_LONGEST_NAME = 34


@dataclass(frozen=True)
class _Look:
    """Colours of a theme; the marks differ in shape as well."""

    paper: str
    ink: str
    faint: str
    grid: str
    opened: str
    proprietary: str
    unknown: str


# Okabe and Ito's blue and orange are told apart by people with any form of colour blindness; on a dark ground their
# lighter forms have the contrast.
_LOOKS: dict[Theme, _Look] = {
    "light": _Look("#ffffff", "#1a1a1a", "#5f5f5f", "#e4e4e4", "#0072B2", "#D55E00", "#8a8a8a"),
    "dark": _Look("#14171c", "#f0f0f0", "#a9adb3", "#2c3138", "#56B4E9", "#E69F00", "#8f949c"),
}


@dataclass(frozen=True)
class _Kind:
    """Points of one openness: how they are marked, and what the legend says."""

    opened: bool | None
    marker: str
    label: str

    def colour(self, look: _Look) -> str:
        return {True: look.opened, False: look.proprietary, None: look.unknown}[self.opened]


_KINDS = (_Kind(True, "o", "open weights"), _Kind(False, "^", "proprietary"), _Kind(None, "s", "not recorded"))


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
        _names(axes, canvas, found, look)
        out = io.BytesIO()
        figure.savefig(out, format=form, dpi=DPI, facecolor=look.paper, metadata=UNDATED[form] | _said(found, form))
    return out.getvalue()


def _style(look: _Look) -> dict[str, Any]:
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


def _draw(axes: Axes, found: Course, look: _Look) -> None:
    """Draw the points and the frontier, with room for names above."""
    held = {holder.entry.id for record in found.records["all"] for holder in record.holders}
    for kind in _KINDS:
        for record_holder in (False, True):
            points = [
                point
                for point in found.points
                if point.row.model.open_weights is kind.opened and (point.row.id in held) is record_holder
            ]
            if points:
                axes.scatter(
                    [_day(point) for point in points],  # type: ignore[arg-type]
                    [point.row.value for point in points],
                    s=64 if record_holder else 26,
                    marker=kind.marker,
                    color=kind.colour(look),
                    alpha=1.0 if record_holder else 0.45,
                    linewidths=0.8,
                    edgecolors=look.paper,
                    zorder=4 if record_holder else 3,
                )
    steps = found.records["all"]
    last = max(_day(point) for point in found.points)
    axes.step(
        [*(date.fromisoformat(step.day) for step in steps), last],  # type: ignore[arg-type]
        [*(step.value for step in steps), steps[-1].value],
        where="post",
        color=look.ink,
        linewidth=1.6,
        zorder=2,
    )
    axes.grid(axis="y", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, pad=6)
    _limits(axes, found, last)


def _limits(axes: Axes, found: Course, last: date) -> None:
    """Leave room around the points, more of it on the side of the better scores, where the names stand."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    first = min(_day(point) for point in found.points)
    # A lone result, or a few of one month, still stand in their year.
    short = max(0, 500 - (last - first).days) / 2
    room = max((last - first).days, 500) * 0.05 + short
    axes.set_xlim(first - timedelta(days=room), last + timedelta(days=room))  # type: ignore[arg-type]
    values = [point.row.value for point in found.points]
    flat = max(0.0, 0.1 - (max(values) - min(values))) / 2
    height = max(max(values) - min(values), 0.1)
    better, worse = 0.16 * height, 0.06 * height
    above, below = (better, worse) if found.line.board.higher_is_better else (worse, better)
    axes.set_ylim(min(values) - below - flat, max(values) + above + flat)
    locator = AutoDateLocator(minticks=3, maxticks=9)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.xaxis.get_offset_text().set_visible(False)


def _words(figure: Figure, found: Course, look: _Look, remark: str) -> None:
    """Write the title, what is shown, the legend, and what a reader must know."""
    from matplotlib.lines import Line2D

    board = found.line.board
    better = "" if board.higher_is_better else ", lower is better"
    figure.text(0.07, 0.925, _cut(found.benchmark_name, 60), size=21, weight="bold", va="baseline")
    figure.text(0.07, 0.875, _cut(f"{board.title} · {board.metric_name}{better}", 110), size=12, color=look.faint)
    present = {point.row.model.open_weights for point in found.points}
    handles = [
        Line2D([], [], linestyle="", marker=kind.marker, color=kind.colour(look), markersize=8, label=kind.label)
        for kind in _KINDS
        if kind.opened in present
    ]
    handles.append(Line2D([], [], color=look.ink, linewidth=1.6, label="best so far"))
    figure.legend(
        handles=handles, loc="upper right", bbox_to_anchor=(0.975, 0.975), ncols=len(handles), frameon=False,
        handletextpad=0.4, columnspacing=1.4,
    )  # fmt: skip
    clock = (
        "by the models' release dates" if found.line.clock == "released" else "by the days the results were reported"
    )
    left_out = f"; {found.line.undated} without a date left out" if found.line.undated else ""
    number = len(found.points)
    lines = [f"{number:,} {'result' if number == 1 else 'results'}, {clock}{left_out}.", remark]
    figure.text(0.07, 0.035, "  ".join(filter(None, lines)), size=10, color=look.faint)
    figure.text(0.97, 0.035, "Podium", size=10, color=look.faint, ha="right")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


_Side = Literal["left", "center", "right"]
#: Where a name may stand beside its mark, in points to the right and towards the better scores; the best place first.
_BESIDE: tuple[tuple[float, float, _Side], ...] = (
    (-7, 10, "right"), (-9, 2, "right"), (0, 14, "center"), (6, 13, "left"),
)  # fmt: skip
_OVER: tuple[tuple[float, _Side], ...] = ((-3, "right"), (0, "center"), (3, "left"))
#: Where it may stand further away, with a thin line that leads to it.
_AWAY = tuple((across, height, side) for height in (24.0, 38.0, 52.0, 66.0) for across, side in _OVER)
#: Where it may stand on the other side, if it hides no result.
_BELOW: tuple[tuple[float, float, _Side], ...] = ((9, -12, "left"),)
#: Free space around a name, in pixels of the picture.
_AROUND = 3.0


def _names(axes: Axes, canvas: FigureCanvasAgg, found: Course, look: _Look) -> None:
    """Name who set the records where there is room: the newest and the largest steps first.

    Names stand on the side of the better scores, where no result lies; one that would touch a name, a mark or the line
    there stands further away, or on the other side between the results. Where all is taken, a record goes without.
    """
    from matplotlib.dates import date2num

    steps = found.records["all"]
    order = [len(steps) - 1, *sorted(range(len(steps) - 1), key=lambda at: -(steps[at].step or 0.0))]
    spots = [(float(date2num(date.fromisoformat(step.day))), step.value) for step in steps]  # type: ignore[no-untyped-call]
    taken = [*_frontier(axes, spots), *_marks(axes, spots)]
    results = axes.transData.transform(
        [(float(date2num(_day(point))), point.row.value) for point in found.points]  # type: ignore[no-untyped-call]
    )
    up = 1 if found.line.board.higher_is_better else -1
    left = _MOST_NAMES
    for at in order:
        step = steps[at]
        more = f" +{len(step.holders) - 1}" if len(step.holders) > 1 else ""
        name = _cut(found.row(step.holders[0]).model.name, _LONGEST_NAME) + more
        left -= _name(axes, canvas, f"{name}  {shown(step.value)}", spots[at], up, taken, results, look)
        if not left:
            break


def _name(
    axes: Axes,
    canvas: FigureCanvasAgg,
    text: str,
    spot: tuple[float, float],
    up: int,
    taken: list[Bbox],
    results: Any,
    look: _Look,
) -> bool:
    """Write a name at the best place that is free and add that to what is taken; return whether there was one."""
    from matplotlib.patheffects import withStroke
    from matplotlib.transforms import Bbox

    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    frame = axes.get_window_extent(renderer)
    x, y = axes.transData.transform(spot)
    for across, height, side in (*_BESIDE, *_AWAY, *_BELOW):
        label = axes.annotate(
            text, spot, (across, height * up), textcoords="offset points", ha=side, va="center", size=9.5,
            color=look.ink, zorder=6, path_effects=[withStroke(linewidth=3, foreground=look.paper)],
        )  # fmt: skip
        box = label.get_window_extent(renderer).padded(_AROUND)
        end = height - 6
        ends = sorted(y + far * up * DPI / 72 for far in (6, end))
        lead = [Bbox.from_extents(x - 1, ends[0], x + 1, ends[1])] if height >= _AWAY[0][1] else []
        inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
        hides = height < 0 and box.count_contains(results)
        if not inside or hides or any(own.overlaps(other) for own in (box, *lead) for other in taken):
            label.remove()
            continue
        taken += [box, *lead]
        if lead:
            line = {"arrowstyle": "-", "color": look.faint, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 5}
            axes.annotate("", spot, (0, end * up), textcoords="offset points", zorder=3, arrowprops=line)
        return True
    return False


def _frontier(axes: Axes, spots: Sequence[tuple[float, float]]) -> list[Bbox]:
    """Return the boxes of the line of the best so far, which no name may cover."""
    from matplotlib.transforms import Bbox

    boxes = []
    for place, (day, value) in enumerate(spots):
        end = spots[place + 1][0] if place + 1 < len(spots) else axes.get_xlim()[1]
        corners = [(day, value), (end, value)]
        if place + 1 < len(spots):
            corners.append((end, spots[place + 1][1]))
        drawn = axes.transData.transform(corners)
        for (x, y), (to_x, to_y) in zip(drawn, drawn[1:], strict=False):
            boxes.append(Bbox.from_extents(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)).padded(1.5))
    return boxes


def _marks(axes: Axes, spots: Sequence[tuple[float, float]]) -> list[Bbox]:
    """Return the boxes of the marks of who set the records."""
    from matplotlib.transforms import Bbox

    radius = 5 * DPI / 72
    return [
        Bbox.from_extents(x - radius, y - radius, x + radius, y + radius) for x, y in axes.transData.transform(spots)
    ]


def _said(found: Course, form: str) -> dict[str, str]:
    """Return the picture's title and who set the last records, for readers who do not see it."""
    steps = reversed(found.records["all"][-3:])
    last = [f"{shown(record.value)} by {found.told(record)}" for record in steps]
    title = f"{found.benchmark_name}: {found.line.board.title}"
    return {"Title": title, "Subject" if form == "pdf" else "Description": f"Last records: {'; '.join(last)}."}
