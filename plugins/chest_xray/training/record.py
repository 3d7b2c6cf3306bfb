"""The folder of a trained model: what it says of its training, and whether a training may use it."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from podium.plugins.chest_xray.policies import BLANK, KEPT, UNCERTAIN, Targets, policy_note
from podium.plugins.chest_xray.training.cases import Cases
from podium.registry import Dataset, PodiumError, json_text
from podium.registry.training import RECORD, TrainingPlan
from podium.registry.version import __version__

#: Where an unfinished training keeps what it needs to go on.
UNFINISHED = "unfinished"
_PACKAGES = ("torch", "transformers", "accelerate", "numpy", "pillow")


def check_output(plan: TrainingPlan) -> dict[str, Any] | None:
    """Return the record of the training to go on with, or None for a new one.

    Raises:
        PodiumError: If the folder holds anything else, or nothing to go on with.
    """
    folder = plan.output
    if folder.exists() and not folder.is_dir():
        raise PodiumError(f"{folder} is a file", "name a new folder")
    record = _read(folder)
    if plan.resume:
        if record is None:
            raise PodiumError(f"there is no training in {folder} to go on with", "leave out --resume to begin one")
        if record["status"] == "finished":
            raise PodiumError(f"the training in {folder} is finished", "name a new folder for another one")
        return record
    if folder.exists() and any(folder.iterdir()):
        unfinished = record is not None and record["status"] != "finished"
        hint = "--resume goes on with the training in it" if unfinished else "name a new folder"
        raise PodiumError(f"output folder {folder} is not empty", hint)
    return None


def _read(folder: Path) -> dict[str, Any] | None:
    path = folder / RECORD
    if not path.is_file():
        return None
    try:
        record = json_text.parse(path.read_text(encoding="utf-8"))
        if record["status"] in ("running", "finished") and isinstance(record["plan"], dict):
            return dict(record)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise PodiumError(f"{path} is not the record of a training", "name a new folder")


def check_same(record: Mapping[str, Any], plan: Mapping[str, Any], folder: Path) -> None:
    """Check that an unfinished training was begun with this very plan.

    Raises:
        PodiumError: If not; it names the first difference.
    """
    for name, value in plan.items():
        begun = record["plan"].get(name)
        if begun != value:
            raise PodiumError(
                f"the training in {folder} was begun with {name} {begun}, not {value}",
                "resume with the same options and data, or name a new folder",
            )


def plan_facts(plan: TrainingPlan, cases: Cases, dataset: Dataset) -> dict[str, Any]:
    """Return everything that determines the weights."""
    ids = hashlib.sha256("\n".join(cases.ids).encode()).hexdigest()
    return {
        "policy": plan.policy,
        "blanks": plan.blanks,
        "arch": plan.arch,
        "image_size": plan.image_size,
        "epochs": plan.epochs,
        "batch_size": plan.batch_size,
        "learning_rate": plan.learning_rate,
        "checkpoints": plan.checkpoints,
        "seed": plan.seed,
        "soft_targets": plan.soft_targets.run if plan.soft_targets else None,
        "data": dataset.fingerprint,
        "images": ids,
    }


def cell_counts(codes: np.ndarray[Any, np.dtype[np.int8]], targets: Targets, policy: str) -> dict[str, int]:
    """Return how many label cells there are of each kind, and what the policies did to them."""
    uncertain = codes == UNCERTAIN
    changed = 0 if policy == "ignore" else int(uncertain.sum())
    return {
        "positive": int((codes == 1).sum()),
        "negative": int((codes == 0).sum()),
        "uncertain": int(uncertain.sum()),
        "blank": int((codes == BLANK).sum()),
        "masked": int((~targets.mask).sum()),
        "uncertain_changed": changed,
    }


def begun(
    name: str, plan: TrainingPlan, facts: Mapping[str, Any], dataset: Dataset, cases: Cases, targets: Targets
) -> dict[str, Any]:
    """Return the record of a training that begins.

    Args:
        name: The benchmark's.
        plan: What was asked.
        facts: What determines the weights.
        dataset: The training split.
        cases: Its images.
        targets: What they teach.
    """
    policies = policy_note(cases.codes, plan.policy, plan.blanks)
    kind = "synthetic sample" if dataset.sample else "training split"
    teacher = plan.soft_targets
    return {
        "status": "running",
        "summary": (
            f"trained on the {kind} of {name} ({len(cases.ids):,} images), policy {plan.policy}, blanks {plan.blanks}"
            f" ({policies}), {plan.epochs} epochs, {plan.image_size} x {plan.image_size} pixels, seed {plan.seed}"
        ),
        "plan": dict(facts),
        "teacher": {"run": teacher.run, "model": teacher.teacher} if teacher else None,
        "data": {
            "benchmark": name,
            "split": dataset.split,
            "sample": dataset.sample,
            "shortfall": dataset.shortfall,
            "fingerprint": dataset.fingerprint,
            "rows": len(cases.ids),
            "notes": [note for note in dataset.notes if KEPT not in note],
        },
        "labels": {"names": list(cases.labels), **cell_counts(cases.codes, targets, plan.policy)},
        "versions": {"podium": __version__, **{name: importlib.metadata.version(name) for name in _PACKAGES}},
    }


def write(folder: Path, record: Mapping[str, Any]) -> None:
    """Write the record of a training in one piece."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{RECORD}.new"
    aside.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    aside.replace(folder / RECORD)
