"""How figures differ between subgroups, with the difference taken inside each resample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from podium.plugins.chest_xray.figures import FEW, Judged, as_score, measure
from podium.plugins.chest_xray.subgroups import Flags, Partition, partitions
from podium.registry import Report, Score, Table
from podium.registry.metrics import Bootstrap, Estimate

COLUMNS = ("group", "n", "findings", "mean_auroc", "gap")
FINDING_COLUMNS = (
    "finding", "group", "n", "positives", "prevalence", "auroc", "auroc_gap", "tpr_gap", "fpr_gap",
)  # fmt: skip
CAUTION = (
    "subgroups: prevalence differs by subgroup, and so does how hard the cases are, so a gap alone is not bias;"
    " AP films are mostly portable ones of inpatients. A gap is the group minus the other groups of its kind"
)

Row = tuple[str | int | float | Score | None, ...]


@dataclass(frozen=True)
class _Side:
    """A group, or the other groups together.

    Args:
        mask: bool [U].
        n: int64 [H], assessed units of each headline finding.
        positives: int64 [H].
        first: Its first column among those measured.
    """

    mask: Flags
    n: np.ndarray
    positives: np.ndarray
    first: int

    def few(self, place: int) -> str:
        """Return which class of a finding is too small, or nothing."""
        positives, n = int(self.positives[place]), int(self.n[place])
        if positives < FEW:
            return f"fewer than {FEW} positives"
        return f"fewer than {FEW} negatives" if n - positives < FEW else ""


def subgroups(judged: Judged) -> Report:
    """Return the tables ``subgroups`` and ``subgroups-findings`` for the headline findings.

    What rests on fewer than 10 positives or negatives of a finding is not given, and the finding does
    not enter the mean; a mean and its gap are over the same findings on both sides.
    """
    labels = judged.headline
    divided, lacking = partitions(judged.units)
    notes = _remarks(judged, divided, lacking)
    divided = [part for part in divided if len(part.groups) > 1]
    if not labels or not divided:
        none = "none: no finding has both classes" if divided else "none: no attribute divides what was scored"
        return Report({}, notes=tuple(notes), facts={"subgroups": none})
    summary: list[Row] = []
    detail: list[Row] = []
    for part in divided:
        more, each = _rows(judged, part, labels)
        summary += more
        detail += each
    order = {label: place for place, label in enumerate(labels)}
    detail.sort(key=lambda row: order[str(row[0])])
    told = f"by {', '.join(part.name for part in divided)}, over {', '.join(labels)}; paired within each resample"
    return Report(
        {},
        tables=(
            Table("subgroups", "Subgroups", COLUMNS, tuple(summary)),
            Table("subgroups-findings", "Subgroups by finding", FINDING_COLUMNS, tuple(detail)),
        ),
        notes=(CAUTION, *notes),
        facts={"subgroups": told + (f"; not in this dataset: {', '.join(lacking)}" if lacking else "")},
    )


def _remarks(judged: Judged, divided: Sequence[Partition], lacking: Sequence[str]) -> list[str]:
    """Say what cannot be compared, and what is in no group."""
    total, plural = len(judged.units.names), judged.units.plural
    notes = [f"subgroups by {', '.join(lacking)}: not in this dataset"] if lacking else []
    for part in divided:
        if part.unknown:
            notes.append(f"subgroups by {part.name}: {part.unknown:,} of {total:,} {plural} are in none")
        if len(part.groups) == 1:
            only = next(iter(part.groups))
            notes.append(f"subgroups by {part.name}: none to compare, all {total - part.unknown:,} {plural} are {only}")
    return notes


def _rows(judged: Judged, part: Partition, labels: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """Return the rows of a partition for both tables, from one bootstrap."""
    columns = judged.columns(labels)
    known = np.logical_or.reduce(list(part.groups.values()))
    sides: dict[bytes, _Side] = {}
    for mask in [side for group in part.groups.values() for side in (group, known & ~group)]:
        targets = np.where(mask[:, None], judged.units.targets[:, columns], np.nan)
        key = mask.tobytes()
        if key not in sides:
            told = (~np.isnan(targets)).sum(0), (targets == 1).sum(0)
            sides[key] = _Side(mask, *told, len(sides) * len(columns))
    found = _measure(judged, columns, list(sides.values()))
    summary: list[Row] = []
    detail: list[Row] = []
    for group, mask in part.groups.items():
        name = f"{part.name}: {group}"
        pair = _Pair(judged, found, sides[mask.tobytes()], sides[(known & ~mask).tobytes()])
        summary.append((name, int(mask.sum()), *pair.mean(range(len(labels)))))
        detail += [(label, name, *pair.finding(place)) for place, label in enumerate(labels)]
    return summary, detail


def _measure(judged: Judged, columns: Sequence[int], sides: Sequence[_Side]) -> Bootstrap:
    """Measure each finding on each side: [sides * H] columns, side by side."""
    metrics = ("auroc",) if judged.cuts is None else ("auroc", "sensitivity", "specificity")
    scores = np.tile(judged.units.scores[:, columns], len(sides))
    here = judged.units.targets[:, columns]
    targets = np.concatenate([np.where(side.mask[:, None], here, np.nan) for side in sides], axis=1)
    cuts = None if judged.cuts is None else np.tile(judged.cuts[columns], len(sides))
    return measure(scores, targets, judged.units.patients, judged.options, metrics, cuts)


@dataclass(frozen=True)
class _Pair:
    """A group and the others, with what was measured of both."""

    judged: Judged
    found: Bootstrap
    group: _Side
    others: _Side

    def mean(self, places: Sequence[int]) -> tuple[int, Score, Score]:
        """Return over how many findings the group's mean AUROC is, the mean, and its gap."""
        used = [place for place in places if not self.group.few(place) and not self.others.few(place)]
        n = int(self.group.mask.sum())
        if not used:
            reason = f"no finding has {FEW} positives and {FEW} negatives in this group and outside it"
            return 0, Score("mean_auroc", None, n, reason=reason), Score("gap", None, n, reason=reason)
        auroc = self.found["auroc"]
        mean, other = (auroc.mean([side.first + place for place in used]) for side in (self.group, self.others))
        return len(used), self._score("mean_auroc", mean, n), self._score("gap", mean.minus(other), n)

    def finding(self, place: int) -> tuple[int, int, float | None, Score, Score, Score, Score]:
        """Return a finding's size and figures in the group, and its gaps."""
        n, positives = int(self.group.n[place]), int(self.group.positives[place])
        few = self.group.few(place)
        outside = self.others.few(place)
        away = few or (f"{outside} outside the group" if outside else "")
        auroc, other = (self._of("auroc", side, place) for side in (self.group, self.others))
        return (
            n,
            positives,
            positives / n if n else None,
            Score("auroc", None, n, reason=few) if few else self._score("auroc", auroc, n),
            self._gap("auroc_gap", auroc.minus(other), n, away),
            self._rate("tpr_gap", "sensitivity", place, n, away),
            self._rate("fpr_gap", "specificity", place, n, away),
        )

    def _rate(self, name: str, metric: str, place: int, n: int, away: str) -> Score:
        if self.judged.cuts is None:
            return Score(name, None, n, reason="the scores are ranks, not probabilities")
        group, others = (self._of(metric, side, place) for side in (self.group, self.others))
        # A false positive rate is 1 - specificity, so that its gap has the other sign.
        return self._gap(name, group.minus(others) if metric == "sensitivity" else others.minus(group), n, away)

    def _gap(self, name: str, difference: Estimate, n: int, away: str) -> Score:
        return Score(name, None, n, reason=away) if away else self._score(name, difference, n)

    def _of(self, metric: str, side: _Side, place: int) -> Estimate:
        return self.found[metric].mean([side.first + place])

    def _score(self, name: str, estimate: Estimate, n: int) -> Score:
        return as_score(name, estimate, n, self.judged.options.bootstrap > 0)
