"""Which pictures a report gives: what is drawn beside what, in which order, and what is written to it.

Pictures and pages draw the same panels and forests; only the standard library is needed to plan them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from podium.registry.question_figures import of_questions
from podium.registry.question_marks import OFFICIAL, SUBJECTS
from podium.registry.report import Cell, Curve, Report, Score, Table
from podium.registry.views import shown

#: Titles of the kinds of curves we know, in the order they are drawn.
KINDS = {
    "roc": "ROC curves",
    "precision-recall": "Precision-recall curves",
    "calibration": "Calibration",
}

#: Kinds of which the diagonal says something: chance, or a perfect calibration.
DIAGONALS = {"roc": "chance", "calibration": "perfectly calibrated"}

#: Kinds of which the figure is an area below the curve.
_AREAS = ("roc", "precision-recall")

#: Tables of a report of questions whose rows are drawn.
_PARTS = ("groups", "views", SUBJECTS)

#: The figure that belongs to a curve: its table, its column, and how it is written.
_FIGURES = {
    "roc": ("findings", "auroc", "AUROC"),
    "precision-recall": ("findings", "average_precision", "AP"),
    "calibration": ("calibration", "ece", "ECE"),
}


@dataclass(frozen=True)
class Panel:
    """A curve to draw.

    Args:
        curve: The curve and its marks.
        figure: Its figure with interval, such as ``"AUROC 0.871 [0.842, 0.897]"``, or empty.
        horizontal: Lower and upper end of the x axis.
        vertical: Lower and upper end of the y axis.
    """

    curve: Curve
    figure: str
    horizontal: tuple[float, float]
    vertical: tuple[float, float]

    @property
    def alternative(self) -> str:
        """The panel in words, for who does not see it."""
        curve = self.curve
        told = [f"{curve.name}: {curve.y} over {curve.x}, {len(curve.points)} points"]
        told += [self.figure] if self.figure else []
        told += [f"{mark.label} at {shown(mark.x)}, {shown(mark.y)}" for mark in curve.marks]
        return "; ".join(told)


@dataclass(frozen=True)
class Group:
    """Panels of one kind."""

    kind: str
    title: str
    panels: tuple[Panel, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """What the marks are, each once, in the order of the curves."""
        return tuple(dict.fromkeys(mark.label for panel in self.panels for mark in panel.curve.marks))

    @property
    def about(self) -> str:
        """What an interval beside a curve is of, or a bar on it; nothing where there is none."""
        if any(panel.curve.bars for panel in self.panels):
            return "Bars are 95% Wilson intervals of the shares."
        if self.kind in _AREAS and any("[" in panel.figure for panel in self.panels):
            return "The interval is of the area; the curve itself has no band."
        return ""


@dataclass(frozen=True)
class Bar:
    """A row of a forest plot: a value with its interval, or why it has none."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    strong: bool = False

    @property
    def text(self) -> str:
        """The row's figure as it is written beside it."""
        if self.value is None:
            return self.reason or "undefined"
        if self.low is None or self.high is None:
            return shown(self.value)
        return f"{shown(self.value)} [{shown(self.low)}, {shown(self.high)}]"


@dataclass(frozen=True)
class Forest:
    """A forest plot.

    Args:
        title: Heading.
        axis: What the values are.
        bars: Its rows.
        limits: Lower and upper end of the axis.
        reference: Where a line says "no better than chance" or "no difference", or None.
    """

    title: str
    axis: str
    bars: tuple[Bar, ...]
    limits: tuple[float, float]
    reference: float | None


def groups(report: Report) -> tuple[Group, ...]:
    """Return the report's curves by kind: those we know first, others in the report's order."""
    kinds = dict.fromkeys((*KINDS, *(curve.kind for curve in report.curves)))
    found = []
    for kind in kinds:
        curves = [curve for curve in report.curves if curve.kind == kind and curve.points]
        if curves:
            title = KINDS.get(kind, kind.replace("-", " ").replace("_", " ").capitalize())
            found.append(Group(kind, title, tuple(_panel(curve, report) for curve in curves)))
    return tuple(found)


def _panel(curve: Curve, report: Report) -> Panel:
    across = [x for x, _ in curve.points] + [mark.x for mark in curve.marks]
    up = [y for _, y in curve.points] + [mark.y for mark in curve.marks] + [end for ends in curve.bars for end in ends]
    return Panel(curve, _figure(curve, report), _range(across), _range(up))


def _range(values: Iterable[float]) -> tuple[float, float]:
    """Return the ends of an axis: 0 to 1 where all values lie there, else what they span with some air."""
    low, high = min(values := list(values)), max(values)
    if low >= 0 and high <= 1:
        return 0.0, 1.0
    air = (high - low) * 0.05 or abs(high) * 0.05 or 1.0
    return (max(0.0, low - air) if low >= 0 else low - air), high + air


def _figure(curve: Curve, report: Report) -> str:
    if curve.kind not in _FIGURES:
        return ""
    table_name, column, title = _FIGURES[curve.kind]
    for table in report.tables:
        if table.name == table_name and column in table.columns:
            for row in table.rows:
                cell = row[table.columns.index(column)]
                if row[0] == curve.name and isinstance(cell, Score) and cell.value is not None:
                    return f"{title} {_bar(curve.name, cell).text}"
    return ""


def forests(report: Report) -> tuple[Forest, ...]:
    """Return the forest plots: the main metric of each finding, or of the first table with intervals, and the gaps."""
    if of_questions(report):
        return _question_forest(report)
    by_name = {table.name: table for table in reversed(report.tables)}
    found = []
    main = by_name.get("findings") or next((table for table in report.tables if _scored(table) is not None), None)
    column = _scored(main) if main is not None else None
    if main is not None and column is not None:
        found.append(_main_forest(main, column, report))
    subgroups = by_name.get("subgroups")
    if subgroups is not None and "gap" in subgroups.columns and subgroups is not main:
        gap = subgroups.columns.index("gap")
        # What is suppressed has no place on the axis; the table gives each reason.
        bars = tuple(bar for row in subgroups.rows if (bar := _bar(row[0], row[gap])).value is not None)
        hidden = len(subgroups.rows) - len(bars)
        title = "Gaps between subgroups" + (f", {hidden} more suppressed" if hidden else "")
        if bars:
            found.append(Forest(title, "AUROC gap", bars, _around(bars, 0.0), 0.0))
    return tuple(found)


def _question_forest(report: Report) -> tuple[Forest, ...]:
    """Return one forest plot: all questions and their larger parts, then subject by subject."""
    whole = report.scores[0]
    bars = [_bar("all questions", whole, strong=True)]
    for table in sorted(report.tables, key=lambda table: table.name == SUBJECTS):
        if table.name in _PARTS and OFFICIAL in table.columns:
            column, strong = table.columns.index(OFFICIAL), table.name != SUBJECTS
            bars += [_bar(str(row[0]).replace("_", " "), row[column], strong) for row in table.rows]
    # A view of one group or subject has its name and its figure: the first stands for both.
    told: dict[tuple[str, float | None], Bar] = {}
    for bar in bars:
        told.setdefault((bar.name.casefold(), bar.value), bar)
    bars = list(told.values())
    title = f"Official {whole.metric}; intervals of subjects are Wilson's"
    return (Forest(title, whole.metric, tuple(bars), _around(bars, None), None),)


def _scored(table: Table) -> int | None:
    """Return the first column with an interval, if there is one."""
    for place in range(len(table.columns)):
        cells = (row[place] for row in table.rows)
        if any(isinstance(cell, Score) and cell.interval is not None for cell in cells):
            return place
    return None


def _main_forest(table: Table, column: int, report: Report) -> Forest:
    name = table.columns[column]
    bars = [_bar(_row_name(row), row[column]) for row in table.rows]
    mean = next((score for score in report.scores if score.metric == f"mean_{name}"), None)
    if mean is not None:
        bars.append(_bar("mean", mean, strong=True))
    title = name.replace("_", " ")
    title = {"auroc": "AUROC", "f1": "F1"}.get(title, title)
    reference = 0.5 if name == "auroc" else None
    return Forest(
        f"{title[:1].upper()}{title[1:]}, {table.title.lower()}",
        title,
        tuple(bars),
        _around(bars, reference),
        reference,
    )


def _row_name(row: Sequence[Cell]) -> str:
    return " · ".join(str(cell) for cell in row[:2] if isinstance(cell, str)) or str(row[0])


def _bar(name: Cell, cell: Cell, strong: bool = False) -> Bar:
    if not isinstance(cell, Score):
        value = float(cell) if isinstance(cell, int | float) else None
        return Bar(str(name), value, strong=strong)
    interval = cell.interval if cell.value is not None else None
    return Bar(
        str(name),
        cell.value,
        interval.low if interval else None,
        interval.high if interval else None,
        cell.reason,
        strong,
    )


def _around(bars: Sequence[Bar], reference: float | None) -> tuple[float, float]:
    """Return the ends of an axis that holds every interval and the reference, at round tenths or hundredths."""
    import math

    held = [end for bar in bars for end in (bar.value, bar.low, bar.high) if end is not None]
    held += [] if reference is None else [reference]
    low, high = min(held, default=0.0), max(held, default=1.0)
    step = 0.1 if high - low > 0.2 else 0.05 if high - low > 0.08 else 0.01
    low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return (low, high) if high > low else (low - step, high + step)
