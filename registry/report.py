"""What scoring gives: board values, scores with intervals, tables. Plain data, equal after JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Interval:
    """A confidence interval.

    Args:
        low: Lower end.
        high: Upper end.
        level: Coverage, in (0, 1).
        method: How it was made, such as ``"patient bootstrap, percentile"``.
        replicates: Resamples drawn, 0 for an analytic interval.
        undefined: Resamples in which the metric was undefined; they were left out.
    """

    low: float
    high: float
    level: float = 0.95
    method: str = ""
    replicates: int = 0
    undefined: int = 0


@dataclass(frozen=True)
class Score:
    """One metric's value.

    Args:
        metric: Identifier, such as ``"auroc"``.
        value: The value, or None where it is undefined.
        n: Number of units it rests on.
        interval: Its uncertainty, where it was computed.
        reason: Why the value is undefined, or empty.
    """

    metric: str
    value: float | None
    n: int = 0
    interval: Interval | None = None
    reason: str = ""


Cell = str | int | float | None | Score


@dataclass(frozen=True)
class Table:
    """A table of a report.

    Args:
        name: Identifier, such as ``"findings"``.
        title: Heading.
        columns: Column names; the first names the row.
        rows: One cell per column.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Mark:
    """A point to see beside a curve, such as a reader.

    Args:
        label: What it is.
        x: Its place on the curve's x axis.
        y: Its place on the y axis.
    """

    label: str
    x: float
    y: float


@dataclass(frozen=True)
class Curve:
    """A curve of a report.

    Args:
        kind: What sort of curve, such as ``"roc"``, ``"precision-recall"`` or ``"calibration"``.
        name: What it shows, such as a finding.
        x: Title of the x axis.
        y: Title of the y axis.
        points: Pairs (x, y), in the order in which they are joined.
        marks: Points beside it.
        note: What a reader of the picture must know, such as the prevalence.
        bars: Lower and upper end of the 95% interval of each point's y, where the points are shares of cases.
    """

    kind: str
    name: str
    x: str
    y: str
    points: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...] = ()
    note: str = ""
    bars: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Report:
    """What scoring a run gives. It holds nothing that differs between two scorings of one journal.

    Args:
        boards: The value for each board whose protocol was followed, by board slug.
        scores: Further figures over the whole split.
        tables: Per label, per subject, per subgroup.
        counts: What was used and what was not, by what is counted.
        settings: Every choice that changes a figure.
        notes: Sentences a reader of the figures must know.
        withheld: Why a board has no value although the run could have given it one, by board slug.
        curves: Curves, for pictures.
        facts: What reviewers ask about data and method, by the keys of :mod:`podium.registry.checklist`.
        units: Tables with a row per unit, such as a study, for tests of one run against another. They name
            units of the user's data, so they stay in the registry and are in no form made for other people.
    """

    boards: Mapping[str, Score]
    scores: tuple[Score, ...] = ()
    tables: tuple[Table, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    settings: Mapping[str, str | int | float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)
    curves: tuple[Curve, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    units: tuple[Table, ...] = ()

    def joined(self, other: Report) -> Report:
        """Return this report with everything of ``other`` behind its own; where both have a key, the other's stays."""
        return Report(
            boards={**self.boards, **other.boards},
            scores=(*self.scores, *other.scores),
            tables=(*self.tables, *other.tables),
            counts={**self.counts, **other.counts},
            settings={**self.settings, **other.settings},
            notes=(*self.notes, *other.notes),
            withheld={**self.withheld, **other.withheld},
            curves=(*self.curves, *other.curves),
            facts={**self.facts, **other.facts},
            units=(*self.units, *other.units),
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data; :meth:`from_json` gives an equal report back."""
        return {
            "boards": {slug: _score_json(score) for slug, score in self.boards.items()},
            "scores": [_score_json(score) for score in self.scores],
            "tables": [_table_json(table) for table in self.tables],
            "counts": dict(self.counts),
            "settings": dict(self.settings),
            "notes": list(self.notes),
            "withheld": dict(self.withheld),
            "curves": [_curve_json(curve) for curve in self.curves],
            "facts": dict(self.facts),
        } | ({"units": [_table_json(table) for table in self.units]} if self.units else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Report:
        """Return the report that :meth:`to_json` wrote."""
        return cls(
            boards={slug: _score_from(score) for slug, score in data["boards"].items()},
            scores=tuple(_score_from(score) for score in data["scores"]),
            tables=tuple(_table_from(table) for table in data["tables"]),
            counts=data["counts"],
            settings=data["settings"],
            notes=tuple(data["notes"]),
            # Reports of earlier versions have none of these.
            withheld=data.get("withheld", {}),
            curves=tuple(_curve_from(curve) for curve in data.get("curves", ())),
            facts=data.get("facts", {}),
            units=tuple(_table_from(table) for table in data.get("units", ())),
        )


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value


def _table_json(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "columns": list(table.columns),
        "rows": [[_cell_json(cell) for cell in row] for row in table.rows],
    }


def _table_from(data: Mapping[str, Any]) -> Table:
    rows = tuple(tuple(_cell_from(cell) for cell in row) for row in data["rows"])
    return Table(data["name"], data["title"], tuple(data["columns"]), rows)


def _curve_json(curve: Curve) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": curve.kind, "name": curve.name, "x": curve.x, "y": curve.y}
    data["points"] = [list(point) for point in curve.points]
    if curve.marks:
        data["marks"] = [{"label": mark.label, "x": mark.x, "y": mark.y} for mark in curve.marks]
    if curve.note:
        data["note"] = curve.note
    if curve.bars:
        data["bars"] = [list(ends) for ends in curve.bars]
    return data


def _curve_from(data: Mapping[str, Any]) -> Curve:
    return Curve(
        data["kind"],
        data["name"],
        data["x"],
        data["y"],
        tuple((x, y) for x, y in data["points"]),
        tuple(Mark(**mark) for mark in data.get("marks", ())),
        data.get("note", ""),
        tuple((low, high) for low, high in data.get("bars", ())),
    )


def _score_json(score: Score) -> dict[str, Any]:
    data: dict[str, Any] = {"metric": score.metric, "value": _number(score.value), "n": score.n}
    if score.interval is not None:
        data["interval"] = {
            "low": _number(score.interval.low),
            "high": _number(score.interval.high),
            "level": score.interval.level,
            "method": score.interval.method,
            "replicates": score.interval.replicates,
            "undefined": score.interval.undefined,
        }
    if score.reason:
        data["reason"] = score.reason
    return data


def _score_from(data: Mapping[str, Any]) -> Score:
    interval = data.get("interval")
    return Score(
        data["metric"],
        data["value"],
        data["n"],
        Interval(**interval) if interval is not None else None,
        data.get("reason", ""),
    )


def _cell_json(cell: Cell) -> Any:
    if isinstance(cell, Score):
        return _score_json(cell)
    return _number(cell) if isinstance(cell, float) else cell


def _cell_from(cell: Any) -> Cell:
    return _score_from(cell) if isinstance(cell, Mapping) else cell
