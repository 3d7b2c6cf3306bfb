"""Batches by a budget of tokens, longest first, halved where the memory of the device does not suffice."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import Any, TypeVar

from podium.registry.errors import PodiumError

_Row = TypeVar("_Row")
_Result = TypeVar("_Result")

#: Items looked at together: prompts are sorted by length, and shared beginnings found, among so many.
WINDOW = 1024
#: Bytes of one layer's activations that suit a processor, and the fewest and most tokens that may come of it.
CPU_BYTES, CPU_TOKENS = 36 * 2**20, (512, 4096)
#: Fewest and most tokens of a batch that are worth it on a GPU.
GPU_TOKENS = (2048, 65536)


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
        if not out_of_memory(error):
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


def out_of_memory(error: BaseException) -> bool:
    """Return whether an error says that memory did not suffice, on whatever device."""
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


def windows(items: Iterable[_Row], first: int = WINDOW // 8, size: int = WINDOW) -> Generator[list[_Row], None, None]:
    """Yield items in lists of ``size``; the first is shorter, so that the first answers do not wait for it."""
    coming = iter(items)
    length = first
    while window := list(itertools.islice(coming, length)):
        yield window
        length = size


def turning_point(config: Any) -> int | None:
    """Return beyond how many tokens a model turns positions in another way for all of a batch, or None.

    With the ``longrope`` and ``dynamic`` kinds of rotary embeddings the longest row of a batch decides the angles
    of every row.
    """
    text = config.get_text_config()
    rotary = getattr(text, "rope_parameters", None) or getattr(text, "rope_scaling", None) or {}
    kinds = [rotary, *(own for own in rotary.values() if isinstance(own, dict))]
    places: list[int | None] = [
        own.get("original_max_position_embeddings")
        or getattr(text, "original_max_position_embeddings", None)
        or getattr(text, "max_position_embeddings", None)
        for own in kinds
        if own.get("rope_type", own.get("type")) in ("longrope", "dynamic")
    ]
    return min((place for place in places if place), default=None)


def default_budget(model: Any) -> int:
    """Return how many tokens of a batch suit the device a model is on.

    The activations of one layer, estimated from the widths of the model, may take a fixed room on a CPU,
    where more is no faster, and two fifths of what is free on a GPU.
    """
    import torch

    config = model.config.get_text_config()
    hidden = int(getattr(config, "hidden_size", 0) or 4096)
    inner = getattr(config, "intermediate_size", None)
    inner = inner if isinstance(inner, int) else 4 * hidden
    token = model.dtype.itemsize * (12 * hidden + 4 * inner)
    if model.device.type == "cuda":
        room, (fewest, most) = int(0.4 * torch.cuda.mem_get_info(model.device)[0]), GPU_TOKENS
    else:
        room, (fewest, most) = CPU_BYTES, CPU_TOKENS
    return int(max(fewest, min(room // token, most)))
