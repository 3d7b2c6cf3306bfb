"""Decision thresholds chosen on one split and frozen for another: a JSON file that carries its own hash.

A threshold that is tuned on the data it is judged on flatters the model, so a file says where its
thresholds come from, and its hash shows that nobody changed them afterwards.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry import json_text, unusable
from podium.registry.errors import DataError, PodiumError
from podium.registry.report import Score, Table

if TYPE_CHECKING:
    from podium.registry.journal import Run

VERSION = 1
#: By rule, the column of a report's table ``thresholds`` that holds its thresholds.
RULES = {"youden": "youden", "max-f1": "max_f1", "sensitivity-90": "sensitivity_90"}
#: For a label whose threshold cannot be chosen.
FIXED = 0.5

_TEXTS = ("rule", "benchmark", "split", "run", "dataset")


@dataclass(frozen=True)
class FrozenThresholds:
    """Thresholds and where they come from.

    Args:
        rule: A key of :data:`RULES`.
        benchmark: Slug of the benchmark they were chosen on.
        split: Split they were chosen on.
        sample: Whether that was synthetic sample data.
        run: Id of the run.
        model: Its name and what identifies it.
        dataset: Fingerprint of the data.
        settings: The settings of the run's report.
        values: By label, a label is present from this score on.
        fixed: By label, why its threshold is :data:`FIXED` and was not chosen.
        sha256: Hash of all of this, in hexadecimal.
    """

    rule: str
    benchmark: str
    split: str
    sample: bool
    run: str
    model: Mapping[str, Any]
    dataset: str
    settings: Mapping[str, Any]
    values: Mapping[str, float]
    fixed: Mapping[str, str]
    sha256: str


def freeze(run: Run, rule: str) -> dict[str, Any]:
    """Return the thresholds that a run's report offers, as the JSON data of a file.

    Args:
        run: A finished run on a split that no board ranks on.
        rule: A key of :data:`RULES`.

    Raises:
        PodiumError: If the run is of the test split, is not finished, or its report offers none.
    """
    if run.split == "test":
        problem = "a threshold chosen on the test split would be an oracle's; choose it on valid"
        raise PodiumError(f"run {run.id} is of the split test: {problem}")
    if run.report is None:
        raise PodiumError(f"run {run.id} is {run.status}, not finished", "the same command goes on with it")
    table = next((table for table in run.report.tables if table.name == "thresholds"), None)
    if table is None:
        raise PodiumError(
            f"the report of run {run.id} offers no thresholds",
            "they come with probabilities scored on a split that no board ranks on",
        )
    data: dict[str, Any] = {
        "version": VERSION,
        "rule": rule,
        "benchmark": run.benchmark,
        "split": run.split,
        "sample": run.sample,
        "run": run.id,
        "model": {**run.provenance.get("model", {}), "name": run.model},
        "dataset": str(run.provenance.get("dataset", "")),
        # Why they were chosen on less than the whole split, or empty.
        "shortfall": str(run.provenance.get("shortfall", "")),
        "settings": dict(run.report.settings),
        "thresholds": _chosen(table, RULES[rule]),
    }
    return {**data, "sha256": digest(data)}


def _chosen(table: Table, column: str) -> dict[str, dict[str, Any]]:
    place, positives = table.columns.index(column), table.columns.index("positives")
    thresholds = {}
    for row in table.rows:
        cell = row[place]
        if not isinstance(cell, Score):
            raise PodiumError(f"the table thresholds has no score for {row[0]} in {column}")
        told: dict[str, Any] = {"threshold": FIXED if cell.value is None else cell.value, "positives": row[positives]}
        if cell.value is None:
            told["fixed"] = cell.reason
        elif cell.interval is not None:
            told |= {"low": cell.interval.low, "high": cell.interval.high, "level": cell.interval.level}
        thresholds[str(row[0])] = told
    return thresholds


def digest(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of data without its key ``sha256``, in hexadecimal.

    What is hashed is JSON with sorted keys, without spaces, in UTF-8: it does not depend on how a file
    is laid out.
    """
    rest = {key: value for key, value in data.items() if key != "sha256"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_thresholds(path: Path) -> FrozenThresholds:
    """Return the thresholds in a file that ``podium runs thresholds`` wrote.

    Raises:
        DataError: If the file cannot be read, is of another format, or was changed after it was written.
    """
    try:
        data = json_text.parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"thresholds {path} cannot be read: {error.strerror}") from None
    except ValueError:
        raise DataError(f"{path} is not JSON", "podium runs thresholds writes such a file") from None
    hint = "podium runs thresholds writes such a file"
    if not isinstance(data, dict) or not isinstance(data.get("thresholds"), dict):
        raise DataError(f"{path} is no file of thresholds", hint)
    if data.get("version") != VERSION:
        raise DataError(f"{path} is of version {data.get('version')!r}; this Podium reads version {VERSION}", hint)
    if data.get("sha256") != digest(data):
        raise DataError(f"{path} was changed after it was written: its sha256 does not match", "write it anew")
    if not all(isinstance(data.get(key), str) for key in _TEXTS) or data["rule"] not in RULES:
        raise DataError(f"{path} does not say by which rule and on what its thresholds were chosen", hint)
    if not all(isinstance(data.get(key), dict) for key in ("model", "settings")):
        raise DataError(f"{path} does not say which model and settings its thresholds are for", hint)
    values = {label: _value(path, label, told) for label, told in data["thresholds"].items()}
    return FrozenThresholds(
        **{key: data[key] for key in (*_TEXTS, "model", "settings", "sha256")},
        sample=bool(data.get("sample")),
        values=values,
        fixed={label: str(told["fixed"]) for label, told in data["thresholds"].items() if "fixed" in told},
    )


def check_use(path: Path, split: str, sample: bool, model: Mapping[str, Any]) -> str:
    """Check that the thresholds in a file may be used on a split, and return what must be said of them.

    Args:
        path: The file.
        split: The split that is to be scored.
        sample: Whether its data is synthetic sample data.
        model: What identifies the model that is to be scored.

    Returns:
        That the thresholds are another model's, or nothing.

    Raises:
        DataError: If the file is not usable.
        PodiumError: If they were chosen on that split, or on sample data for real data.
    """
    frozen = read_thresholds(path)
    if frozen.split == split:
        problem = f"the thresholds of {path} were chosen on {split}, the split that is scored"
        raise PodiumError(problem, "score another split, or leave them out")
    if frozen.sample and not sample:
        problem = f"the thresholds of {path} were chosen on the synthetic sample, and this is real data"
        raise PodiumError(problem, "choose them on your copy of the validation split")
    weights, theirs = model.get("weights"), frozen.model.get("weights")
    if weights and weights != theirs:
        return f"the thresholds were chosen for another model, {frozen.model.get('name', 'unnamed')}"
    return ""


def _value(path: Path, label: str, told: Any) -> float:
    value = told.get("threshold") if isinstance(told, dict) else None
    if not unusable.is_number(value):
        raise DataError(f"{path} has no number as the threshold of {label!r}")
    return float(value)  # type: ignore[arg-type]
