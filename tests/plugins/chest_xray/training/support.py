"""Made-up data and tiny architectures for the tests of training."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from podium.plugins.chexpert import sample
from podium.plugins.chexpert.plugin import CheXpert
from podium.registry import TrainingPlan

VIT = {
    "model_type": "vit",
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "image_size": 224,
    "patch_size": 8,
}
RESNET = {
    "model_type": "resnet",
    "embedding_size": 8,
    "hidden_sizes": [8, 16],
    "depths": [1, 1],
    "layer_type": "basic",
}


def config(folder: Path, values: dict[str, Any] = VIT) -> Path:
    """Write a bare ``config.json`` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "config.json"
    path.write_text(json.dumps(values))
    return path


def drawn_tree(folder: Path, studies: int) -> Path:
    """Write CheXpert's synthetic sample with that many training studies; every other one has a lateral view too."""
    views = tuple("FL" if number % 2 else "F" for number in range(studies))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sample._VIEWS, "train", views)
        CheXpert().write_sample(folder)
    return folder


def silent(stage: str, done: int, total: int) -> None:
    """Be told how far a training is, and say nothing."""


def train(root: Path, output: Path, arch: Path | str, **options: Any) -> dict[str, str | int | float]:
    """Train on a copy of CheXpert, quickly unless told otherwise."""
    quick: dict[str, Any] = {"image_size": 32, "epochs": 2, "learning_rate": 1e-3}
    return dict(CheXpert().train(TrainingPlan(root, output, str(arch), **(quick | options)), silent))
