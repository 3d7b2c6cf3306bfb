"""Batches by a budget of tokens, longest first, halved where the memory of the device does not suffice."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

from podium.registry.errors import PodiumError

_Row = TypeVar("_Row")
_Result = TypeVar("_Result")

#: Items looked at together: prompts are sorted by length, and shared beginnings found, among so many.
WINDOW = 1024


def token_batches(lengths: Sequence[int], budget: int, most: int | None = None) -> Generator[list[int], None, None]:
    """Yield positions in batches of similar length, longest first.

    Args:
        lengths: Tokens of each row, the new ones that are to be written included.
        budget: Most tokens of a batch, padding included; a longer row is a batch of its own.
        most: Most rows of a batch, or None for no limit.
    """
    order = sorted(range(len(lengths)), key=lambda position: (-lengths[position], position))
    batch: list[int] = []
    for position in order:
        full = batch and (len(batch) + 1) * lengths[batch[0]] > budget
        if full or (most is not None and len(batch) == most):
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


def halving(work: Callable[[Sequence[_Row]], list[_Result]], rows: Sequence[_Row], spec: str) -> list[_Result]:
    """Return ``work(rows)``, in halves, and halves of these, where the memory does not suffice.

    Args:
        work: Gives one result per row.
        rows: A batch.
        spec: What an error calls the model.

    Raises:
        PodiumError: If a single row does not fit.
    """
    try:
        return work(rows)
    except (MemoryError, RuntimeError) as error:
        if not _out_of_memory(error):
            raise
        if len(rows) == 1:
            raise PodiumError(
                f"{spec}: the memory does not suffice for a single item",
                "try --dtype bfloat16, --quantization 4bit, or a device with more memory",
            ) from error
    # Out of the handler, whose traceback would hold the failed batch's memory.
    _free()
    middle = (len(rows) + 1) // 2
    return halving(work, rows[:middle], spec) + halving(work, rows[middle:], spec)


def _out_of_memory(error: BaseException) -> bool:
    import torch

    if isinstance(error, (MemoryError, torch.OutOfMemoryError)):
        return True
    # The CPU allocator and cuBLAS raise plain RuntimeErrors.
    text = str(error)
    return "DefaultCPUAllocator" in text or "out of memory" in text or "CUBLAS_STATUS_ALLOC_FAILED" in text


def _free() -> None:
    import torch

    if torch.cuda.is_available():
        torch.cuda.empty_cache()
