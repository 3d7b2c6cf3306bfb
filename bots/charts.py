"""Curves and forest plots as one picture: PNG, SVG or PDF.

matplotlib is imported when a picture is drawn, not before. Its object-oriented interface is used with
a canvas of its own, so that nothing depends on the display, on pyplot or on the user's matplotlibrc.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from podium.bots.panels import DIAGONALS, Forest, Group, Panel, forests, groups
from podium.registry.errors import MissingExtra, PodiumError
from podium.registry.report import Report
from podium.registry.visible import clean_lines

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Formats a picture can have, by the suffix of its file.
FORMATS = ("png", "svg", "pdf")

#: Dots per inch: a picture of :data:`WIDTH` inches is 1,600 pixels wide.
DPI = 160
WIDTH = 10.0

#: Most curves of one kind in a picture; those with marks go first.
MOST = 10

# Okabe and Ito's colours are told apart by people with any form of colour blindness.
_BLUE, _ORANGE, _GREEN, _PINK, _SKY, _GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#767676"
_INK, _FAINT = "#1a1a1a", "#5f5f5f"
_MARKS = ((_ORANGE, "o"), (_GREEN, "^"), (_PINK, "s"), (_INK, "D"), (_SKY, "v"), (_GREY, "P"), (_ORANGE, "X"))

# Inches.
_MARGIN = 0.45
_GAP = 0.42
_TITLE = 0.42
_TICKS = 0.5
_ROW = 0.2
#: Letters of a name that an inch has room for.
_LETTERS = 17

_STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.edgecolor": _GREY,
    "axes.labelcolor": _INK,
    "axes.linewidth": 0.8,
    "axes.titlesize": 8,
    "axes.labelsize": 7.5,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "xtick.color": _FAINT,
    "ytick.color": _FAINT,
    "text.color": _INK,
    # Names from outside are never read as formulas.
    "text.parse_math": False,
    # The same report gives the same file.
    "svg.hashsalt": "podium",
}


def report_picture(report: Report, form: str, *, title: str, remarks: Sequence[str] = (), watermark: str = "") -> bytes:
    """Return one figure of a report's curves and forest plots.

    Curves of a kind stand side by side, their marks (readers) in shapes and colours of their own; below
    are the forest plots. The same report gives the same bytes with the same version of matplotlib.

    Args:
        report: A report.
        form: One of :data:`FORMATS`.
        title: Heading.
        remarks: Lines below the heading.
        watermark: A text written across the figure, or empty.

    Raises:
        PodiumError: If the report has nothing to draw.
        MissingExtra: If matplotlib is not installed.
    """
    kinds, plots = groups(report), forests(report)
    if not kinds and not plots:
        raise PodiumError(
            "the report has neither curves nor intervals to draw", "export it as .html, .md, .csv or .json"
        )
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("report", "a picture", "matplotlib") from error
    import warnings

    # The font has no Chinese and a few other scripts; it draws a box in their place, and matplotlib warns of each.
    style: Any = dict(matplotlib.rcParamsDefault) | _STYLE | {"backend": "agg"}
    with matplotlib.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        page = _Page([_Row(group) for group in kinds], plots, title, remarks)
        figure = Figure(figsize=(WIDTH, page.height), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        page.draw(figure)
        if watermark:
            _watermark(figure, watermark)
        clean_texts(figure)
        out = io.BytesIO()
        figure.savefig(out, format=form, dpi=DPI, metadata=UNDATED[form])
    return out.getvalue()


def clean_texts(figure: Figure) -> None:
    """Spell out control characters in all texts of a figure: an SVG file that holds one is none."""
    from matplotlib.text import Text

    for one in figure.findobj(Text):
        assert isinstance(one, Text)
        one.set_text(clean_lines(one.get_text()))


#: Metadata that would differ from one day, or one machine, to the next are left out.
UNDATED: dict[str, dict[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


class _Row:
    """The panels of one kind, in as many lines as they take."""

    def __init__(self, group: Group) -> None:
        self.group = group
        ordered = sorted(group.panels, key=lambda panel: not panel.curve.marks)
        self.panels = ordered[:MOST]
        self.columns = max(4, min(5, len(self.panels)))
        self.side = (WIDTH - 2 * _MARGIN - self.columns * _GAP) / self.columns
        self.lines = -(-len(self.panels) // self.columns)
        self.heads = [_head(panel, self.side) for panel in self.panels]
        self.line_height = max(len(head) for head in self.heads) * 0.15 + 0.08 + self.side + _TICKS

    @property
    def height(self) -> float:
        return _TITLE + self.lines * self.line_height + (0.28 if self.group.labels else 0)

    @property
    def remark(self) -> str:
        hidden = len(self.group.panels) - len(self.panels)
        return f"  ({hidden} more in the page and in JSON)" if hidden else ""


def _head(panel: Panel, side: float) -> list[tuple[str, bool]]:
    """Return the lines above a panel and whether each is its name."""
    room = int(side * 16)
    name = [(line, True) for line in textwrap.wrap(panel.curve.name, int(side * 13))[:2]]
    note = textwrap.shorten(panel.curve.note, 2 * room, placeholder=" …") if panel.curve.note else ""
    faint = [panel.figure] if panel.figure else []
    return name + [(line, False) for line in (*faint, *textwrap.wrap(note, room)[:2])]


class _Page:
    """The figure from top to bottom, measured in inches."""

    def __init__(self, rows: Sequence[_Row], plots: Sequence[Forest], title: str, remarks: Sequence[str]) -> None:
        self.rows, self.plots, self.title = rows, plots, _clipped(" ".join(title.split()), 88)
        self.remarks = [line for remark in remarks for line in textwrap.wrap(remark, 140)]
        self.forest_height = (
            max((len(plot.bars) for plot in plots), default=0) * _ROW + _TITLE + _TICKS if plots else 0.0
        )
        self.top = 0.45 + 0.19 * len(self.remarks) + 0.15
        # A panel alone leaves most of the width to a forest plot.
        self.beside = len(plots) == 1 and [len(row.panels) for row in rows] == [1]
        heights = sum(row.height for row in rows), self.forest_height
        self.height = round(self.top + (max(heights) if self.beside else sum(heights)) + 0.15, 2)

    def draw(self, figure: Figure) -> None:
        self.figure = figure
        self._text(_MARGIN, 0.32, self.title, size=12, weight="bold")
        for number, remark in enumerate(self.remarks):
            self._text(_MARGIN, 0.55 + 0.19 * number, remark, size=8.5, color=_FAINT)
        down = self.top
        for row in self.rows:
            self._panels(row, down)
            down += row.height
        start = _MARGIN
        if self.beside:
            down, start = self.top, _MARGIN + self.rows[0].side + 2.2 * _GAP
        for place, plot in enumerate(self.plots):
            self._forest(plot, place, start, down)

    def _text(self, left: float, down: float, text: str, **style: Any) -> None:
        self.figure.text(left / WIDTH, 1 - down / self.height, text, va="baseline", **style)

    def _axes(self, left: float, down: float, width: float, height: float) -> Axes:
        box = (left / WIDTH, 1 - (down + height) / self.height, width / WIDTH, height / self.height)
        axes = self.figure.add_axes(box)
        axes.spines[["top", "right"]].set_visible(False)
        return axes

    def _panels(self, row: _Row, down: float) -> None:
        self._text(_MARGIN, down + 0.2, f"{row.group.title}{row.remark}", size=10, weight="bold")
        if row.group.about:
            self._text(WIDTH - _MARGIN, down + 0.2, row.group.about, size=7.5, color=_FAINT, ha="right")
        shapes = dict(zip(row.group.labels, _MARKS * (len(row.group.labels) // len(_MARKS) + 1), strict=False))
        for number, (panel, head) in enumerate(zip(row.panels, row.heads, strict=True)):
            line, column = divmod(number, row.columns)
            left = _MARGIN + column * (row.side + _GAP) + _GAP * 0.75
            above = down + _TITLE + line * row.line_height
            axes_top = above + row.line_height - row.side - _TICKS
            for place, (text, strong) in enumerate(head):
                at = axes_top - 0.08 - 0.15 * (len(head) - 1 - place)
                style: dict[str, Any] = {"size": 8, "weight": "bold"} if strong else {"size": 7, "color": _FAINT}
                self._text(left, at, text, **style)
            axes = self._axes(left, axes_top, row.side, row.side)
            _curve(axes, panel, row.group.kind, shapes)
            axes.set_xlabel(panel.curve.x, labelpad=2)
            if column == 0 or panel.curve.y != row.panels[number - 1].curve.y:
                axes.set_ylabel(panel.curve.y, labelpad=2)
        self._legend(row, shapes, down + row.height - 0.12)

    def _legend(self, row: _Row, shapes: dict[str, tuple[str, str]], down: float) -> None:
        if not shapes:
            return
        from matplotlib.lines import Line2D

        keys = [
            Line2D([], [], linestyle="", marker=shape, color=colour, markeredgecolor="white", markersize=6)
            for colour, shape in shapes.values()
        ]
        place = (_MARGIN / WIDTH, 1 - down / self.height)
        self.figure.legend(
            keys, list(shapes), loc="center left", bbox_to_anchor=place, ncols=len(keys), frameon=False, fontsize=7.5,
            handletextpad=0.2, columnspacing=1.4, borderpad=0, borderaxespad=0,
        )  # fmt: skip

    def _forest(self, plot: Forest, place: int, start: float, down: float) -> None:
        share = (WIDTH - _MARGIN - start) / len(self.plots)
        left, names, figures = start + place * share, 1.6, 1.5
        if len(self.plots) == 1:
            # A plot that stands alone has room for whole names.
            longest = max(len(bar.name) for bar in plot.bars) if plot.bars else 0
            names = min(max(2.2, (longest + 3) / _LETTERS), 3.2)
        self._text(left, down + 0.2, plot.title, size=10, weight="bold")
        height = len(plot.bars) * _ROW
        axes = self._axes(left + names, down + _TITLE, share - names - figures, height)
        axes.set(xlim=plot.limits, ylim=(len(plot.bars) - 0.5, -0.5), yticks=[])
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(plot.axis, labelpad=2)
        axes.locator_params(axis="x", nbins=4)
        if plot.reference is not None:
            axes.axvline(plot.reference, color=_GREY, linewidth=0.8, linestyle=(0, (4, 3)))
        for number, bar in enumerate(plot.bars):
            if bar.value is not None:
                if bar.low is not None and bar.high is not None:
                    axes.plot([bar.low, bar.high], [number, number], color=_BLUE, linewidth=1.4, solid_capstyle="butt")
                shape, size = ("D", 5.5) if bar.strong else ("o", 4.5)
                colour = _INK if bar.strong else _BLUE
                # Half a mark at the end of an axis would point somewhere.
                axes.plot([bar.value], [number], marker=shape, color=colour, markersize=size, clip_on=False, zorder=3)
            at = down + _TITLE + (number + 0.5) * _ROW + 0.035
            name, weight = _clipped(bar.name, round(names * _LETTERS)), "bold" if bar.strong else "normal"
            self._text(left, at, name, size=7.5, weight=weight)
            # Half a reason says nothing; the tables give it whole.
            told = bar.text if len(bar.text) <= 24 else "not given, see table"
            self._text(left + share - figures + 0.1, at, told, size=7, color=_FAINT if bar.value is None else _INK)


def _curve(axes: Axes, panel: Panel, kind: str, shapes: dict[str, tuple[str, str]]) -> None:
    axes.set(xlim=_aired(panel.horizontal), ylim=_aired(panel.vertical))
    if panel.horizontal == (0.0, 1.0):
        axes.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
    if panel.vertical == (0.0, 1.0):
        axes.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
    axes.grid(color="#e6e6e6", linewidth=0.6)
    axes.set_axisbelow(True)
    if kind in DIAGONALS:
        axes.plot([0, 1], [0, 1], color=_GREY, linewidth=0.8, linestyle=(0, (4, 3)))
    across, up = zip(*panel.curve.points, strict=True)
    for x, (low, high) in zip(across, panel.curve.bars, strict=False):
        axes.plot([x, x], [low, high], color=_BLUE, linewidth=1.0, alpha=0.45, solid_capstyle="butt")
    dots = "o" if kind == "calibration" or len(across) == 1 else ""
    axes.plot(across, up, color=_BLUE, linewidth=1.6, clip_on=False, marker=dots, markersize=3.5)
    for mark in panel.curve.marks:
        colour, shape = shapes[mark.label]
        axes.plot(
            [mark.x], [mark.y], marker=shape, color=colour, markersize=6.5, markeredgecolor="white",
            markeredgewidth=0.7, linestyle="", clip_on=False, zorder=5,
        )  # fmt: skip


def _aired(ends: tuple[float, float]) -> tuple[float, float]:
    air = (ends[1] - ends[0]) * 0.02
    return ends[0] - air, ends[1] + air


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _watermark(figure: Figure, text: str) -> None:
    """Write a text across every few inches, so that no part cut out of the picture loses it."""
    times = max(1, round(figure.get_figheight() / 4))
    for place in range(times):
        figure.text(
            0.5, (place + 0.5) / times, text, size=28, color="#000000", alpha=0.06, rotation=18, ha="center",
            va="center", weight="bold", zorder=10,
        )  # fmt: skip
