"""Who set the records of a board, written into its picture where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from podium.bots.charts import DPI
from podium.registry.course import Course
from podium.registry.views import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.transforms import Bbox

    from podium.bots.progress_chart import Look

#: Most record holders that are named; the newest and those with the largest steps go first.
_MOST_NAMES = 14
_LONGEST_NAME = 34


def cut(text: str, most: int) -> str:
    """Return a text that is not longer than ``most`` characters."""
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


def name_records(axes: Axes, canvas: FigureCanvasAgg, found: Course, look: Look) -> None:
    """Name who set the records where there is room: the newest and the largest steps first.

    Names stand on the side of the better scores, where no result lies; one that would touch a name, a mark or the line
    there stands further away, or on the other side between the results. Where all is taken, a record goes without; if
    more of them have a place in the order of time, that is taken.
    """
    steps = found.records["all"]
    last = len(steps) - 1
    by_step = [last, *sorted(range(last), key=lambda at: -(steps[at].step or 0.0))]
    by_time = [last, *range(last)]
    placed = _named(axes, canvas, found, by_step, look)
    if placed == min(len(steps), _MOST_NAMES):
        return
    _unname(axes)
    if _named(axes, canvas, found, by_time, look, _BESIDE[::-1]) <= placed:
        _unname(axes)
        _named(axes, canvas, found, by_step, look)


def _unname(axes: Axes) -> None:
    for text in list(axes.texts):
        text.remove()


def _named(
    axes: Axes,
    canvas: FigureCanvasAgg,
    found: Course,
    order: Sequence[int],
    look: Look,
    first: Sequence[tuple[float, float, _Side]] = _BESIDE,
) -> int:
    """Name who set the records, those first in the order first, and return how many have a place.

    Args:
        axes: Where.
        canvas: What measures texts.
        found: The board over time.
        order: Places of the records.
        look: Colours.
        first: Where the name of the first one may stand beside its mark.
    """
    from matplotlib.dates import date2num

    steps = found.records["all"]
    spots = [(float(date2num(date.fromisoformat(step.day))), step.value) for step in steps]  # type: ignore[no-untyped-call]
    taken = [*_frontier(axes, spots), *_marks(axes, spots)]
    results = axes.transData.transform(
        [(float(date2num(date.fromisoformat(point.moment.day))), point.row.value) for point in found.points]  # type: ignore[no-untyped-call]
    )
    up = 1 if found.line.board.higher_is_better else -1
    placed = 0
    for at in order:
        step = steps[at]
        more = f" +{len(step.holders) - 1}" if len(step.holders) > 1 else ""
        name = cut(found.row(step.holders[0]).model.name, _LONGEST_NAME) + more
        beside = first if at == order[0] else _BESIDE
        placed += _name(axes, canvas, f"{name}  {shown(step.value)}", spots[at], up, taken, results, look, beside)
        if placed == _MOST_NAMES:
            break
    return placed


def _name(
    axes: Axes,
    canvas: FigureCanvasAgg,
    text: str,
    spot: tuple[float, float],
    up: int,
    taken: list[Bbox],
    results: Any,
    look: Look,
    beside: Sequence[tuple[float, float, _Side]] = _BESIDE,
) -> bool:
    """Write a name at the best place that is free and add that to what is taken; return whether there was one."""
    from matplotlib.patheffects import withStroke
    from matplotlib.transforms import Bbox

    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    frame = axes.get_window_extent(renderer)
    x, y = axes.transData.transform(spot)
    for across, height, side in (*beside, *_AWAY, *_BELOW):
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
