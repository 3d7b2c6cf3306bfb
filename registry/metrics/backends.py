"""Which code runs: numpy, torch, numba or Triton. All give the same AUROC, bit for bit."""

from __future__ import annotations

import importlib.util
import os
import sys

from podium.registry.metrics import fast
from podium.registry.metrics.arrays import Home

BACKENDS = ("auto", "numpy", "torch", "numba", "triton")

#: Rows times labels times replicates that numpy does in about half a second; more is worth an import.
LARGE = 1 << 27


def choose(backend: str, home: Home, work: int) -> str:
    """Return the backend that shall run.

    Args:
        backend: One of :data:`BACKENDS`; ``"auto"`` is Triton on a CUDA device where it is installed, else
            numba where it is installed and either imported already or worth its import, else torch
            where the arrays are tensors, or it is imported already or worth its import, else numpy.
        home: Where the arrays live.
        work: Rows times labels times replicates.

    Raises:
        ValueError: If there is no such backend, it is not installed, or it cannot reach the device.
    """
    if backend not in BACKENDS:
        raise ValueError(f"backend must be one of {', '.join(BACKENDS)}, got {backend!r}")
    if backend == "auto":
        return _best(home, work)
    if backend in ("torch", "triton") and importlib.util.find_spec(backend) is None:
        raise ValueError(f"backend must be one that is installed, got {backend!r}")
    if backend == "numba" and not fast.is_installed():
        raise ValueError("backend must be one that is installed, got 'numba': pip install 'podium[fast]'")
    if home.is_cuda and backend in ("numpy", "numba"):
        raise ValueError(f"backend must be torch or triton for arrays on {home.device}, got {backend!r}")
    if backend == "triton" and not home.is_cuda and os.environ.get("TRITON_INTERPRET") != "1":
        raise ValueError("backend must be numpy, torch or numba for arrays on the CPU, got 'triton'")
    return backend


def _best(home: Home, work: int) -> str:
    if home.is_cuda:
        return "triton" if importlib.util.find_spec("triton") else "torch"
    if fast.is_installed() and (fast.is_loaded() or work >= LARGE):
        return "numba"
    if home.device is not None or "torch" in sys.modules:
        return "torch"
    return "torch" if work >= LARGE and importlib.util.find_spec("torch") else "numpy"


def threads() -> int:
    """Return how many threads to use: torch's setting where it is imported, else OMP_NUM_THREADS or all cores."""
    torch = sys.modules.get("torch")
    if torch is not None:
        return int(torch.get_num_threads())
    stated = os.environ.get("OMP_NUM_THREADS", "")
    return int(stated) if stated.isdigit() and int(stated) > 0 else os.cpu_count() or 1
