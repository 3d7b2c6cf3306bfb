"""What a training is asked to do; a plugin's ``train`` carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from podium.registry import json_text
from podium.registry.errors import PodiumError

#: What an uncertain and what a blank label may teach.
POLICIES = ("ignore", "zeros", "ones", "multiclass", "selftrained")
BLANKS = ("zeros", "ignore")
#: The split that a training reads.
SPLIT = "train"
#: What a trained model's folder says of its training.
RECORD = "training.json"
#: Names the members of a model that is the mean of several: ``{"members": ["checkpoint-1", ...]}``.
ENSEMBLE = "ensemble.json"


@dataclass(frozen=True)
class SoftTargets:
    """What a teacher answered for the training split.

    Args:
        by_item: By item id, one probability per label in the order of the request; None where the
            teacher does not know the label.
        run: Id of the run that holds the answers.
        teacher: The teacher's model spec.
        data: Fingerprint of the dataset that was asked.
    """

    by_item: Mapping[str, tuple[float | None, ...]]
    run: str
    teacher: str
    data: str


@dataclass(frozen=True)
class TrainingPlan:
    """One training.

    Args:
        root: Folder of the user's copy of the data, or of the synthetic sample.
        output: New folder for the model, or the folder of this very training to go on with.
        arch: A folder with ``config.json`` (and weights to start from, where it has them), a config
            file, whose weights are drawn anew, or a hub id.
        policy: What an uncertain label teaches, one of :data:`POLICIES`.
        blanks: What a blank label teaches, one of :data:`BLANKS`.
        soft_targets: The teacher's answers, for ``policy="selftrained"`` and for no other.
        image_size: Side of the images in pixels.
        epochs: Passes over the training split.
        batch_size: Images per step.
        learning_rate: Step size of the optimiser.
        checkpoints: Checkpoints whose mean is the model; 1 keeps the last state only.
        seed: Seed of the first weights and of the order.
        device: A torch device.
        workers: Processes that decode images; 0 decodes in this one.
        allow_partial: Whether to go on where images are missing.
        resume: Whether to go on with an interrupted training in ``output``.
    """

    root: Path
    output: Path
    arch: str
    policy: str = "ignore"
    blanks: str = "zeros"
    soft_targets: SoftTargets | None = None
    image_size: int = 320
    epochs: int = 3
    batch_size: int = 16
    learning_rate: float = 1e-4
    checkpoints: int = 1
    seed: int = 0
    device: str = "cpu"
    workers: int = 0
    allow_partial: bool = False
    resume: bool = False


class TrainingInterrupted(PodiumError):
    """Ctrl-C in the middle of a training; its last checkpoint is kept."""

    exit_code = 130


def describe(folder: Path) -> str:
    """Return the sentence that says how the model in ``folder`` was trained, or nothing if Podium did not train it."""
    try:
        record = json_text.parse((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    summary = record.get("summary") if isinstance(record, dict) else None
    return summary if isinstance(summary, str) else ""
