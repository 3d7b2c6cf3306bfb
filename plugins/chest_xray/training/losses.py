"""What a training minimises; cells that are left out count for nothing."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from podium.plugins.chest_xray.policies import CLASSES


def cell_losses(logits: Tensor, targets: Tensor, mask: Tensor, policy: str) -> Tensor:
    """Return the loss of each cell that counts, float32 [M].

    It is the binary cross-entropy with the target probability; for ``"multiclass"`` the cross-entropy
    over the three classes of a label, whose logits stand side by side.

    Args:
        logits: float [B, L]; for ``"multiclass"`` [B, 3 L].
        targets: float32 [B, L]: probabilities, or class indices for ``"multiclass"``.
        mask: bool [B, L]: the M cells that count.
        policy: The uncertainty policy.
    """
    logits = logits.float()
    if policy == "multiclass":
        classes = logits.reshape(*targets.shape, len(CLASSES))
        return functional.cross_entropy(classes[mask], targets[mask].long(), reduction="none")
    return functional.binary_cross_entropy_with_logits(logits[mask], targets[mask], reduction="none")


def mean_loss(cells: Tensor, logits: Tensor) -> Tensor:
    """Return the mean over the cells, or 0, with a gradient of 0, where there is none."""
    return cells.mean() if len(cells) else logits.sum() * torch.zeros((), device=logits.device)
