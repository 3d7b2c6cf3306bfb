"""What prompts share from their beginning: which do, and computing it once for all of them."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int32]

#: Tokens that sharing must save for a beginning to be worth a forward pass of its own; more on a GPU, where
#: a pass over few tokens takes as long as one over thousands.
WORTH = {"cpu": 192, "cuda": 4096}
#: Part of a run's tokens that sharing must save: batches of a run are smaller than batches of everything.
_PART = 0.25


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that share a beginning.

    Args:
        length: Tokens shared; 0 where the rows share nothing that is worth it.
        rows: Positions of the rows.
    """

    length: int
    rows: list[int]


def shared_runs(rows: Sequence[Ids], keep: Sequence[int], worth: int) -> list[Run]:
    """Return which neighbouring rows share a long beginning; the rows that do not are the last run.

    Args:
        rows: Token ids of each row, int32 [tokens].
        keep: How many tokens at the end of each row must not be part of what is shared.
        worth: Tokens a run must save.
    """
    runs: list[Run] = []
    single: list[int] = []

    def close(start: int, end: int, length: int) -> None:
        total = sum(len(rows[number]) for number in range(start, end))
        saved = (end - start - 1) * length
        if saved >= worth and saved >= _PART * total:
            runs.append(Run(length, list(range(start, end))))
        else:
            single.extend(range(start, end))

    start, length = 0, 0
    for number in range(1, len(rows)):
        common = min(_common(rows[number - 1], rows[number]), len(rows[number]) - keep[number])
        count = number - start
        if count == 1:
            # Two rows may share whatever they have in common; a longer run would have to shorten for it.
            before = _room(rows[start], keep[start])
            reach = min(common, before)
        else:
            reach = min(common, length)
        if count > 1 and count * reach < (count - 1) * length:
            close(start, number, length)
            start, length = number, 0
        else:
            length = reach
    if rows:
        close(start, len(rows), length)
    if single:
        runs.append(Run(0, single))
    return runs


def _room(row: Ids, keep: int) -> int:
    return max(len(row) - keep, 0)


def _common(first: Ids, second: Ids) -> int:
    """Return how many tokens two rows have in common from their beginning."""
    shorter = min(len(first), len(second))
    differ = first[:shorter] != second[:shorter]
    position = int(differ.argmax()) if shorter else 0
    return position if shorter and differ[position] else shorter


def cache_argument(model: Any) -> str:
    """Return by which name a model's forward pass takes what was computed before; releases differ."""
    import inspect

    names = inspect.signature(type(model).forward).parameters
    return "cache" if "cache" in names and "past_key_values" not in names else "past_key_values"


def cache_of(output: Any) -> Any:
    """Return what a forward pass has computed for the passes after it, or None."""
    found = getattr(output, "cache", None)
    return found if found is not None else getattr(output, "past_key_values", None)


def lent(cache: Any) -> Any:
    """Return a cache that any number of rows can begin with, or None where its kind does not allow it.

    Keys and values of the shared tokens are put before each row's own layer by layer, and not kept, so
    that a batch needs no more memory than one layer's keys and values at a time, and the same object
    serves batch after batch. Only layers that hold keys and values, windows of them included, can be
    lent; the states of recurrent layers are overwritten.

    Args:
        cache: What a forward pass of one row, the shared tokens, returned.
    """
    from transformers import DynamicCache
    from transformers.cache_utils import DynamicLayer, DynamicSlidingWindowLayer

    if type(cache) is not DynamicCache or not cache.layers:
        return None
    if any(type(layer) not in (DynamicLayer, DynamicSlidingWindowLayer) for layer in cache.layers):
        return None
    whole = copy.copy(cache)
    whole.layers = [_lent_layer(layer) for layer in cache.layers]
    return whole


def _lent_layer(layer: Any) -> Any:
    if layer.keys is None:
        return layer
    view = copy.copy(layer)
    view.update = partial(_beside, layer.keys, layer.values)
    return view


def _beside(keys: Any, values: Any, new_keys: Any, new_values: Any, *_: Any, **__: Any) -> tuple[Any, Any]:
    """Return keys and values [rows, heads, shared + own tokens, width] of one layer."""
    import torch

    rows = new_keys.shape[0]
    whole = torch.cat([keys.expand(rows, -1, -1, -1), new_keys], dim=-2)
    return whole, torch.cat([values.expand(rows, -1, -1, -1), new_values], dim=-2)
