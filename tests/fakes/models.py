"""Tiny real models: configuration, seeded random weights, ``save_pretrained``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any


def vit_classifier(
    folder: Path, labels: Sequence[str], *, seed: int = 0, problem_type: Any = "multi_label_classification"
) -> Path:
    """Save a ViT image classifier with these outputs, and its processor, as a user would have it."""
    import torch
    from transformers import ViTConfig, ViTForImageClassification, ViTImageProcessorPil

    torch.manual_seed(seed)
    config = ViTConfig(
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        image_size=32,
        patch_size=8,
        id2label=dict(enumerate(labels)),
        label2id={label: position for position, label in enumerate(labels)},
        problem_type=problem_type,
    )
    ViTForImageClassification(config).save_pretrained(folder)
    ViTImageProcessorPil(size={"height": 32, "width": 32}).save_pretrained(folder)
    return folder
