"""What prompts share from their beginning: which do, and computing it once for all of them."""

from __future__ import annotations

import copy
import itertools
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
#: How often rows are divided; subjects and items need two or three, prompts that only grow one for each row.
_DEPTH = 64


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

    Rows are divided where neighbours have least in common, again and again, as long as the parts save
    more than the whole.

    Args:
        rows: Token ids of each row, int32 [tokens].
        keep: How many tokens at the end of each row must not be part of what is shared.
        worth: Tokens a run must save.
    """
    room = [len(row) - own for row, own in zip(rows, keep, strict=True)]
    pairs = range(1, len(rows))
    common = [max(0, min(_common(rows[n - 1], rows[n]), room[n - 1], room[n])) for n in pairs]
    sizes = [0, *itertools.accumulate(map(len, rows))]
    _, found = _divided(0, len(rows), common, sizes, worth, _DEPTH)
    shared = {row for run in found for row in run.rows}
    single = [row for row in range(len(rows)) if row not in shared]
    return [*found, Run(0, single)] if single else found


def _divided(
    start: int, end: int, common: Sequence[int], sizes: Sequence[int], worth: int, depth: int
) -> tuple[int, list[Run]]:
    """Return the tokens saved in rows ``start`` to ``end``, and the runs that save them.

    Args:
        start: The first row.
        end: Behind the last.
        common: What each row and the next have in common.
        sizes: Tokens of all rows before each.
        worth: Tokens a run must save.
        depth: How often rows may still be divided.
    """
    if end - start < 2:
        return 0, []
    own = common[start : end - 1]
    least = min(own)
    saved = (end - start - 1) * least
    if saved < worth or saved < _PART * (sizes[end] - sizes[start]):
        saved = 0
    whole = [Run(least, list(range(start, end)))] if saved else []
    if depth == 0 or least == max(own):
        return saved, whole
    cuts = [start, *(start + place + 1 for place, length in enumerate(own) if length == least), end]
    parts = [_divided(one, two, common, sizes, worth, depth - 1) for one, two in itertools.pairwise(cuts)]
    divided = sum(part for part, _ in parts)
    return (saved, whole) if saved >= divided else (divided, [run for _, runs in parts for run in runs])


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
