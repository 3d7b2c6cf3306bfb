"""numpy arrays in, numpy arrays out; torch tensors in, torch tensors out. torch is never imported for numpy's sake."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Home:
    """Where a caller's arrays live, and so where results go.

    Args:
        device: A torch device; None for numpy.
    """

    device: Any = None

    @property
    def is_cuda(self) -> bool:
        """Whether it is a CUDA device."""
        return self.device is not None and self.device.type == "cuda"

    def array(self, values: Any) -> Any:
        """Return a numpy array or a tensor as an array of this home."""
        if self.device is None:
            return values if isinstance(values, np.ndarray) else values.cpu().numpy()
        import torch

        return (torch.from_numpy(values) if isinstance(values, np.ndarray) else values).to(self.device)


def is_tensor(value: Any) -> bool:
    """Tell whether the value is a torch tensor."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def home_of(name: str, value: Any) -> Home:
    """Return where an array lives.

    Raises:
        ValueError: If it is neither a numpy array nor a torch tensor.
    """
    if is_tensor(value):
        return Home(value.device)
    if isinstance(value, np.ndarray):
        return Home()
    raise ValueError(f"{name} must be a numpy array or a torch tensor, got {type(value).__name__}")


def home_on(device: Any) -> Home:
    """Return the home that a device's name means; None means numpy."""
    if device is None:
        return Home()
    import torch

    return Home(torch.device(device))


def host(values: Any) -> NDArray[Any]:
    """Return a numpy array or tensor as a numpy array."""
    if isinstance(values, np.ndarray):
        return values
    values = values.detach().cpu()
    if values.is_floating_point() and values.element_size() < 4:
        values = values.float()  # numpy has no bfloat16
    array: NDArray[Any] = values.numpy()
    return array
