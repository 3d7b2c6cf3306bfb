"""What every metric asks of its input. Each check says the argument, what was expected, what came."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


def check_scores_and_targets(scores: Tensor, targets: Tensor) -> None:
    """Refuse scores and targets that no metric can use.

    Args:
        scores: Floating point [N, L], all finite.
        targets: [N, L] on the same device; 1 present, 0 absent, NaN not assessed.

    Raises:
        ValueError: If one of them is of another shape, type, device or range.
    """
    _check_tensor("scores", scores)
    _check_tensor("targets", targets)
    if scores.ndim != 2:
        raise ValueError(f"scores must have shape [N, L], got {_shape(scores)}")
    if scores.numel() == 0:
        raise ValueError(f"scores must hold at least one row and one label, got shape {_shape(scores)}")
    if not scores.is_floating_point():
        raise ValueError(f"scores must be floating point, got {scores.dtype}")
    if targets.shape != scores.shape:
        raise ValueError(f"targets must have the shape of scores, {_shape(scores)}, got {_shape(targets)}")
    if targets.is_complex():
        raise ValueError(f"targets must be real, got {targets.dtype}")
    _check_device("targets", targets, scores)
    _check_all("scores must be finite", scores, torch.isfinite(scores))
    _check_all("targets must be 1, 0 or NaN", targets, (targets == 1) | (targets == 0) | torch.isnan(targets))


def check_clusters(clusters: Tensor | None, scores: Tensor) -> tuple[Tensor, int]:
    """Return the cluster of each row, by default the row itself, and the number of clusters.

    Args:
        clusters: int64 [N] of cluster numbers from 0, or None.
        scores: The scores, [N, L].

    Raises:
        ValueError: If the clusters are of another shape, type or device, or negative.
    """
    rows = scores.shape[0]
    if clusters is None:
        return torch.arange(rows, device=scores.device), rows
    _check_tensor("clusters", clusters)
    if clusters.shape != (rows,):
        raise ValueError(f"clusters must have shape [N] = [{rows}], got {_shape(clusters)}")
    if clusters.dtype != torch.int64:
        raise ValueError(f"clusters must be int64, got {clusters.dtype}")
    _check_device("clusters", clusters, scores)
    _check_all("clusters must not be negative", clusters, clusters >= 0)
    return clusters, int(clusters.max()) + 1


def check_weights(weights: Tensor, clusters: int, device: torch.device) -> None:
    """Refuse replicates that do not fit the prepared rows.

    Args:
        weights: Real [B, P]: how often each of P clusters was drawn in each of B replicates.
        clusters: P.
        device: Where the prepared rows are.

    Raises:
        ValueError: If the weights are of another shape, type or device, negative or not finite.
    """
    _check_tensor("weights", weights)
    if weights.ndim != 2 or weights.shape[1] != clusters:
        raise ValueError(f"weights must have shape [B, P] with P = {clusters}, got {_shape(weights)}")
    if weights.shape[0] == 0:
        raise ValueError("weights must hold at least one replicate, got B = 0")
    if weights.is_complex() or weights.dtype == torch.bool:
        raise ValueError(f"weights must be counts, got {weights.dtype}")
    if weights.device != device:
        raise ValueError(f"weights must be on {device}, as the scores are, got {weights.device}")
    _check_all("weights must be finite and not negative", weights, (weights >= 0) & torch.isfinite(weights))


def _check_tensor(name: str, value: Any) -> None:
    if not isinstance(value, Tensor):
        raise ValueError(f"{name} must be a torch tensor, got {type(value).__name__}")


def _check_device(name: str, tensor: Tensor, scores: Tensor) -> None:
    if tensor.device != scores.device:
        raise ValueError(f"{name} must be on {scores.device}, as the scores are, got {tensor.device}")


def _check_all(rule: str, tensor: Tensor, good: Tensor) -> None:
    if not bool(good.all()):
        where = tuple(int(index) for index in (~good).nonzero()[0])
        raise ValueError(f"{rule}, got {tensor[where].item()} at {list(where)}")


def _shape(tensor: Tensor) -> str:
    return str(list(tensor.shape))
