"""From which score on a finding counts as present: fixed beforehand, or frozen on another split."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from podium.plugins.chest_xray.figures import Options
from podium.plugins.chest_xray.units import Floats
from podium.registry import FrozenThresholds, PodiumError, read_thresholds

#: Characters of a hash that are shown.
_HASH = 12


@dataclass(frozen=True)
class Cuts:
    """Thresholds and what is said of them.

    Args:
        values: float64 [L], one per predicted label; None where scores are ranks.
        settings: What the report records.
        fact: One sentence on where they come from.
        notes: What a reader of the figures must know beyond that.
    """

    values: Floats | None
    settings: dict[str, str | float]
    fact: str
    notes: tuple[str, ...] = ()


def decide_cuts(labels: tuple[str, ...], splits: Set[str], options: Options) -> Cuts:
    """Return the thresholds of ``labels``.

    Args:
        labels: The predicted labels.
        splits: The splits that are scored.
        options: The choices.

    Raises:
        DataError: If a file of thresholds is not usable as it is.
        PodiumError: If its thresholds were chosen on what is scored, on a test split or for other units,
            or it lacks a label.
    """
    if not options.probable:
        return Cuts(None, {"thresholds": "none"}, "none: the scores are ranks, not probabilities")
    if not options.thresholds:
        told = f"threshold {options.threshold:g} for every finding, fixed beforehand"
        settings: dict[str, str | float] = {"threshold": float(options.threshold), "thresholds": "fixed"}
        return Cuts(np.full(len(labels), float(options.threshold)), settings, told)
    frozen = read_thresholds(Path(options.thresholds))
    _check(frozen, labels, splits, options)
    origin = f"{frozen.rule} on {frozen.split}, sha256 {frozen.sha256[:_HASH]}"
    where = f"{frozen.benchmark} {frozen.split}" + (" (synthetic sample)" if frozen.sample else "")
    told = (
        f"chosen by {frozen.rule} on {where} for {frozen.model.get('name', 'an unnamed model')} (run {frozen.run})"
        f" and frozen, sha256 {frozen.sha256[:_HASH]}"
    )
    fixed = [label for label in labels if label in frozen.fixed]
    notes = [f"thresholds: {told}"]
    if fixed:
        notes.append(f"thresholds: fixed, not chosen, for want of cases: {', '.join(fixed)}")
    values = np.array([frozen.values[label] for label in labels])
    return Cuts(values, {"threshold": "by finding", "thresholds": origin}, told, tuple(notes))


def _check(frozen: FrozenThresholds, labels: tuple[str, ...], splits: Set[str], options: Options) -> None:
    path = options.thresholds
    if frozen.split == "test":
        raise PodiumError(f"the thresholds of {path} were chosen on a test split", "choose them on valid")
    if frozen.split in splits:
        raise PodiumError(
            f"the thresholds of {path} were chosen on {frozen.split}, the split that is scored",
            "score another split, or leave them out",
        )
    for name, value in (("unit", options.unit), ("aggregate", options.used_aggregate)):
        chosen = frozen.settings.get(name, value)
        if chosen != value:
            raise PodiumError(f"the thresholds of {path} were chosen with {name}={chosen}, this is {name}={value}")
    lacking = [label for label in labels if label not in frozen.values]
    if lacking:
        raise PodiumError(f"{path} has no threshold for {', '.join(lacking)}", "choose them by a run that predicts it")
