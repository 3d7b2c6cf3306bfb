"""The comparison with radiologists: how many of three readers a model's curve passes.

Three rules, each counted per finding:

- ``official``: that of the competition's evaluation script. Among the vertices of scikit-learn's ROC
  curve (collinear points dropped) it steps right until the false positive rate is at least the
  reader's, and asks whether the sensitivity of the vertex before is at least the reader's; a tie
  counts for the model. A reader without false positives is thereby compared with the last vertex,
  whose sensitivity is 1. The rates are compared as floating point numbers, 1 - specificity, as there.
- ``interpolated``: whether the reader's point lies on or below the ROC curve, straight lines between
  its points; in whole numbers, so exactly.
- ``precision_recall``: whether some threshold reaches at least the reader's recall with at least the
  reader's precision. Straight lines have no meaning between points of that curve.

This module imports numpy; it is imported when a run is scored, not before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.plugins.chest_xray.units import Units, read_units
from podium.plugins.chexpert.published import PUBLISHED, Counts, difference
from podium.registry import Answer, Curve, Interval, Item, Mark, Report, Score, Table
from podium.registry.metrics import RocCurve, roc_curves, wilson_interval

#: Per finding (true positives, false positives) of bc4, bc6, bc8 and of their majority on the 500 test
#: studies. They follow from the specificities and sensitivities of the evaluation script, and from the
#: majority's rates recounted on the released decisions, with the published positives.
_COUNTS: dict[str, tuple[tuple[int, int], ...]] = {
    "Atelectasis": ((123, 74), (109, 61), (141, 109), (136, 78)),
    "Cardiomegaly": ((72, 16), (129, 81), (106, 37), (113, 28)),
    "Consolidation": ((19, 52), (14, 42), (13, 16), (15, 24)),
    "Edema": ((49, 36), (62, 79), (45, 31), (53, 33)),
    "Pleural Effusion": ((85, 21), (86, 69), (93, 54), (93, 38)),
}
_NAMES = ("bc4", "bc6", "bc8", "majority")
#: The script writes 86/104 with a last digit more, which a curve's own 86/104 does not reach.
_AS_WRITTEN = {("Pleural Effusion", 86, 104): 0.82692307692307693}
_LEVEL = 0.95
_RULES = ("official", "interpolated", "precision_recall")
BOARD, METRIC = "readers-study", "readers-beaten-5"


@dataclass(frozen=True)
class Reader:
    """One reader's decisions on one finding, as counts of studies.

    Args:
        name: The reader.
        finding: The finding.
        true: Positives that were called.
        false: Negatives that were called.
        positives: Studies with the finding, at least 1.
        negatives: Studies without, at least 1.
    """

    name: str
    finding: str
    true: int
    false: int
    positives: int
    negatives: int

    @property
    def sensitivity(self) -> float:
        """Share of the positives that were called."""
        written = _AS_WRITTEN.get((self.finding, self.true, self.positives))
        return self.true / self.positives if written is None else written

    @property
    def specificity(self) -> float:
        """Share of the negatives that were not called."""
        return (self.negatives - self.false) / self.negatives

    @property
    def precision(self) -> float | None:
        """Share of the calls that were right; None without calls."""
        calls = self.true + self.false
        return self.true / calls if calls else None


@dataclass(frozen=True)
class Passing:
    """How a model's curve of one finding stands to one reader.

    Args:
        sensitivity: The model's, at the vertex that the official rule looks at.
        official: Whether the curve passes the reader by that rule.
        interpolated: Whether it does by straight lines.
        precision_recall: Whether it does in precision and recall; None where the reader called nothing.
    """

    sensitivity: float
    official: bool
    interpolated: bool
    precision_recall: bool | None


def passing(scores: NDArray[np.float64], targets: NDArray[np.float64], readers: Sequence[Reader]) -> list[Passing]:
    """Return how one finding's scores stand to each reader.

    Args:
        scores: float64 [N], finite.
        targets: float64 [N], 1 or 0, both there.
        readers: Readers of the same studies.
    """
    column, truth = scores[:, None], targets[:, None]
    vertices = roc_curves(column, truth)[0]
    positives, negatives = int((targets == 1).sum()), int((targets == 0).sum())
    true, false = (
        np.rint(rate * count).astype(np.int64)
        for rate, count in ((vertices.true_positive_rate, positives), (vertices.false_positive_rate, negatives))
    )
    attained = roc_curves(column, truth, drop_intermediate=False)[0]
    every = (
        np.rint(attained.true_positive_rate * positives).astype(np.int64),
        np.rint(attained.false_positive_rate * negatives).astype(np.int64),
    )
    told = []
    for reader in readers:
        sensitivity = official_sensitivity(vertices, reader)
        told.append(
            Passing(
                sensitivity,
                sensitivity >= reader.sensitivity,
                _below(true, false, reader),
                _reached(*every, reader),
            )
        )
    return told


def official_sensitivity(curve: RocCurve, reader: Reader) -> float:
    """Return the sensitivity that the official rule compares with the reader's."""
    place = 0
    rate = 1 - reader.specificity
    while curve.false_positive_rate[place] < rate:
        place += 1
    return float(curve.true_positive_rate[place - 1])


def _below(true: NDArray[np.int64], false: NDArray[np.int64], reader: Reader) -> bool:
    """Return whether the reader lies on or below the straight lines between the curve's points."""
    last = int(np.flatnonzero(false <= reader.false)[-1])
    if true[last] >= reader.true:
        return True
    if last + 1 == len(false):
        return False
    across, up = int(false[last + 1] - false[last]), int(true[last + 1] - true[last])
    return int(true[last]) * across + up * (reader.false - int(false[last])) >= reader.true * across


def _reached(true: NDArray[np.int64], false: NDArray[np.int64], reader: Reader) -> bool | None:
    """Return whether a threshold reaches the reader's recall and precision."""
    calls = reader.true + reader.false
    if not calls:
        return None
    return bool(((true >= reader.true) & (true * calls >= reader.true * (true + false)) & (true + false > 0)).any())


def compare_readers(report: Report, items: Sequence[Item], answers: Sequence[Answer], aggregate: str) -> Report:
    """Return the report with the comparison added, or with the reason why there is none.

    Args:
        report: The report on the same answers.
        items: Test items, with all findings as labels.
        answers: One per item.
        aggregate: How the views of a study become one score.
    """
    units = read_units(items, answers, NAMES, "study", aggregate, "rank")
    readers, source = _readers(items, units)
    if not readers:
        note = (
            "no comparison with readers: the copy has no files bc4.csv, bc6.csv and bc8.csv, and is not the official"
            " test set, for which the readers' rates are published"
        )
        reason = "no readers to compare with: neither their files nor the official test set"
        return report.joined(Report({}, notes=(note,), withheld={BOARD: reason}, facts={"readers": source}))
    told = {
        label: passing(units.scores[:, column], units.targets[:, column], readers[label])
        for column, label in enumerate(units.labels)
        if label in readers
    }
    beaten = _beaten(readers, told, units)
    scores, reason = _means(beaten, units)
    if aggregate != "max":
        reason = "a study's score is not the maximum over its views"
    if not reason and _official({str(item.attributes["study"]): item for item in items}.values()):
        reason = _other_readers(readers)
    missing = len(items) - units.answered
    if missing:
        reason = f"{missing} of {len(items)} images have no answer"
    official = scores[0]
    added = Report(
        boards={} if reason else {BOARD: replace(official, metric=METRIC)},
        scores=scores,
        tables=(_table(readers, told), beaten),
        settings={"readers_rule": "official"},
        notes=_notes(source, readers, told),
        withheld={BOARD: reason} if reason else {},
        facts={"readers": source},
    )
    curves = tuple(_marked(curve, readers) for curve in report.curves)
    return replace(report, curves=curves).joined(added)


def _readers(items: Sequence[Item], units: Units) -> tuple[dict[str, list[Reader]], str]:
    """Return the readers of each finding that has both classes, the majority last, and where they are from."""
    studies: dict[str, Item] = {}
    for item in items:
        studies.setdefault(str(item.attributes["study"]), item)
    if all("readers" in item.attributes for item in studies.values()):
        return _from_files([studies[name] for name in units.names]), (
            "Decisions of the readers bc4, bc6 and bc8 from their files, and their majority."
        )
    if not _official(studies.values()):
        return {}, "None: neither their files nor the official test set."
    published = PUBLISHED["test"]
    readers = {
        finding: [
            Reader(name, finding, true, false, published.positives[finding], 500 - published.positives[finding])
            for name, (true, false) in zip(_NAMES, points, strict=True)
        ]
        for finding, points in _COUNTS.items()
    }
    return readers, (
        "The published specificities and sensitivities of the radiologists bc4, bc6 and bc8 and of their majority, for"
        " the five competition tasks."
    )


def _official(studies: Collection[Item]) -> bool:
    """Return whether the studies' counts are those of the published test set."""
    positives = np.array([item.target for item in studies], np.float64).sum(axis=0)
    published = PUBLISHED["test"]
    counts = Counts(
        published.images, len(studies), len({item.group for item in studies}),
        dict(zip(NAMES, positives.astype(int).tolist(), strict=True)),
    )  # fmt: skip
    return not difference("test", counts)


def _other_readers(readers: Mapping[str, Sequence[Reader]]) -> str:
    """Return where the readers' files of the official test set are not the released ones, or nothing."""
    for finding, points in _COUNTS.items():
        for reader, point in zip(readers[finding], points, strict=True):
            if (reader.true, reader.false) != point:
                return f"the readers' files are not the released ones: {reader.name} on {finding}"
    return ""


def _from_files(studies: Sequence[Item]) -> dict[str, list[Reader]]:
    targets = np.array([item.target for item in studies], np.float64)
    names = [name for name, _ in studies[0].attributes["readers"]]
    calls = np.array([[row for _, row in item.attributes["readers"]] for item in studies], np.float64)  # [U, R, L]
    votes = 2 * calls.sum(axis=1, keepdims=True) > len(names)
    calls = np.concatenate([calls, votes.astype(np.float64)], axis=1)
    readers: dict[str, list[Reader]] = {}
    for column, finding in enumerate(NAMES):
        present = targets[:, column] == 1
        yes, no = int(present.sum()), int((~present).sum())
        if yes and no:
            readers[finding] = [
                Reader(
                    name,
                    finding,
                    int(calls[present, place, column].sum()),
                    int(calls[~present, place, column].sum()),
                    yes,
                    no,
                )
                for place, name in enumerate((*names, "majority"))
            ]
    return readers


def _share(metric: str, hits: int, n: int) -> Score:
    if not n:
        return Score(metric, None, 0, reason="no positive calls")
    low, high = (float(end) for end in wilson_interval(hits, n, _LEVEL))
    return Score(metric, hits / n, n, Interval(low, high, _LEVEL, "Wilson"))


def _table(readers: Mapping[str, Sequence[Reader]], told: Mapping[str, Sequence[Passing]]) -> Table:
    words = {True: "yes", False: "no", None: "undefined"}
    rows = [
        (
            finding,
            reader.name,
            _share("sensitivity", reader.true, reader.positives),
            _share("specificity", reader.negatives - reader.false, reader.negatives),
            _share("ppv", reader.true, reader.true + reader.false),
            # Without false positives the rule looks at the last vertex, which is no sensitivity at the reader's place.
            passed.sensitivity if reader.false else Score("sensitivity", None, reason="no false positives"),
            words[passed.official],
            words[passed.interpolated],
            words[passed.precision_recall],
        )
        for finding, standing in told.items()
        for reader, passed in zip(readers[finding], standing, strict=True)
    ]
    columns = ("finding", "reader", "sensitivity", "specificity", "ppv", "model_sensitivity", "beaten")
    return Table("readers", "Readers beside the model", (*columns, "interpolated", "pr"), tuple(rows))


def _beaten(readers: Mapping[str, Sequence[Reader]], told: Mapping[str, Sequence[Passing]], units: Units) -> Table:
    """Return how many single readers, without their majority, are passed per finding and rule."""
    rows: list[tuple[str | int | Score, ...]] = []
    for label in units.labels:
        if label not in told:
            if label in FIVE:
                n = len(units.names)
                undefined = Score("readers_beaten", None, n, reason=f"one class only among {n} studies")
                rows.append((label, undefined, undefined, undefined, 0))
            continue
        single = [
            passed for reader, passed in zip(readers[label], told[label], strict=True) if reader.name != "majority"
        ]
        counts = [sum(bool(getattr(passed, rule)) for passed in single) for rule in _RULES]
        rows.append((label, *counts, len(single)))
    columns = ("finding", *_RULES, "readers")
    return Table("readers-beaten", "Readers whose point the curve passes", columns, tuple(rows))


def _means(beaten: Table, units: Units) -> tuple[tuple[Score, ...], str]:
    """Return the means over the five tasks by rule, and why there are none, or nothing."""
    rows = {row[0]: row[1:4] for row in beaten.rows}
    absent = [task for task in FIVE if task not in units.labels]
    lacking = [task for task in FIVE if task in rows and isinstance(rows[task][0], Score)]
    reason = f"not predicted: {', '.join(absent)}" if absent else ""
    if lacking:
        reason = "; ".join(filter(None, [reason, f"one class only: {', '.join(lacking)}"]))
    names = ("readers_beaten_official", "readers_beaten_interpolated", "readers_beaten_pr")
    n = len(units.names)
    if reason:
        return tuple(Score(name, None, n, reason=reason) for name in names), reason
    columns = [[row for task in FIVE if isinstance(row := rows[task][place], int)] for place in range(len(_RULES))]
    return tuple(Score(name, sum(c) / len(FIVE), n) for name, c in zip(names, columns, strict=True)), ""


def _notes(source: str, readers: Mapping[str, Sequence[Reader]], told: Mapping[str, object]) -> tuple[str, ...]:
    prevalence = {
        finding: one[0].positives / (one[0].positives + one[0].negatives)
        for finding, one in readers.items()
        if finding in told
    }
    shares = ", ".join(f"{finding} {share:.3f}" for finding, share in prevalence.items())
    return (
        f"readers: {source[0].lower()}{source[1:]}".rstrip("."),
        f"{BOARD} counts by the official rule: the ROC vertex before the reader's false positive rate, ties beaten",
        f"the readers' precision depends on the prevalence: {shares}",
    )


def _marked(curve: Curve, readers: Mapping[str, Sequence[Reader]]) -> Curve:
    """Return the curve with the readers of its finding as marks."""
    found = readers.get(curve.name, ())
    if curve.kind == "roc":
        marks = [Mark(reader.name, reader.false / reader.negatives, reader.true / reader.positives) for reader in found]
    elif curve.kind == "precision-recall":
        marks = [
            Mark(reader.name, reader.true / reader.positives, reader.precision)
            for reader in found
            if reader.precision is not None
        ]
    else:
        return curve
    return replace(curve, marks=(*curve.marks, *marks))
