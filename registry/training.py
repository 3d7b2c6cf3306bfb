"""What a training is asked to do; a plugin's ``train`` carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class TrainingPlan:
    """One training.

    Args:
        root: Folder of the user's copy of the data, or of the synthetic sample.
        output: New folder for the model, or the folder of this very training to go on with.
        arch: A folder with ``config.json`` (and weights to start from, where it has them), or a hub id.
        policy: What an uncertain label teaches: ``"ignore"``, ``"zeros"``, ``"ones"``, ``"multiclass"``
            or ``"selftrained"``.
        blanks: What a blank label teaches: ``"zeros"`` or ``"ignore"``.
        soft_targets: By item id, one probability per label, for ``policy="selftrained"``.
        image_size: Side of the images in pixels.
        epochs: Passes over the training split.
        batch_size: Images per step.
        learning_rate: Peak step size of the optimiser.
        checkpoints: Checkpoints whose mean is the model; 1 keeps the last state only.
        seed: Seed of the first weights and of the order.
        device: A torch device.
        workers: Processes that decode images.
        allow_partial: Whether to go on where images are missing.
        resume: Whether to go on with an interrupted training in ``output``.
    """

    root: Path
    output: Path
    arch: str
    policy: str = "ignore"
    blanks: str = "zeros"
    soft_targets: Mapping[str, tuple[float | None, ...]] | None = None
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
