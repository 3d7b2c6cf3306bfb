"""The bootstrap over clusters: which rows belong together, how often each is drawn, and intervals.

Draws come from a counter-based generator (splitmix64), so that a replicate depends on the seed and
its own number only: not on the chunk it is drawn in, nor on the device.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

#: Elements of one chunk of draws (int64): 2 MiB, and a few of them at once.
CHUNK_ELEMENTS = 1 << 18

_MASK = (1 << 64) - 1
# Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014 (Mix13 variant).
_GAMMA = 0x9E3779B97F4A7C15
_MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


class PercentileInterval(NamedTuple):
    """Ends of an interval and how many replicates it does without.

    Args:
        low: float64, shape of one replicate; NaN where no replicate is defined.
        high: As ``low``.
        undefined: int64, number of NaN replicates, which were left out.
    """

    low: Tensor
    high: Tensor
    undefined: Tensor


def cluster_index(groups: Sequence[str], device: torch.device | str = "cpu") -> tuple[Tensor, int]:
    """Number the groups in the order of their names, so that the order of the rows is of no consequence.

    Args:
        groups: Name of the group of each of N rows, such as the patient.
        device: Where the result is wanted.

    Returns:
        int64 [N] of numbers from 0, and the number of groups P.

    Raises:
        ValueError: If there are no rows.
    """
    if not groups:
        raise ValueError("groups must name the group of at least one row, got none")
    numbers = {name: number for number, name in enumerate(sorted(set(groups)))}
    return torch.tensor([numbers[name] for name in groups], device=device), len(numbers)


def draw_counts(clusters: int, start: int, stop: int, seed: int, device: torch.device | str = "cpu") -> Tensor:
    """Draw ``clusters`` of ``clusters`` with replacement, for replicates ``start`` to ``stop - 1``.

    Args:
        clusters: P, from 1 to 2**31.
        start: First replicate, from 0.
        stop: One past the last replicate.
        seed: From 0 to 2**64 - 1.
        device: Where the result is wanted; the counts are the same on each.

    Returns:
        int64 [stop - start, P]: how often each cluster is drawn; each row sums to P. Each row is a
        multinomial draw (63-bit numbers modulo P: no cluster is favoured by more than 2**-32).

    Raises:
        ValueError: If an argument is out of range.
    """
    if not 1 <= clusters <= 1 << 31:
        raise ValueError(f"clusters must be from 1 to 2**31, got {clusters}")
    if not 0 <= start < stop:
        raise ValueError(f"start and stop must name at least one replicate from 0 on, got {start} and {stop}")
    if not 0 <= seed <= _MASK:
        raise ValueError(f"seed must be from 0 to 2**64 - 1, got {seed}")
    replicates = torch.arange(start + 1, stop + 1, device=device)
    key = _signed(_mix_int(seed + _GAMMA))
    streams = _mix(replicates * _signed(_GAMMA) + key)
    numbers = _mix(torch.arange(1, clusters + 1, device=device) * _signed(_GAMMA) + streams[:, None])
    drawn = _shift(numbers, 1).remainder_(clusters)
    counts = torch.zeros(stop - start, clusters, dtype=torch.int64, device=device)
    return counts.scatter_add_(1, drawn, torch.ones((), dtype=torch.int64, device=device).expand_as(drawn))


def draw_chunks(clusters: int, replicates: int, seed: int, device: torch.device | str = "cpu") -> Iterator[Tensor]:
    """Yield the counts of replicates 0 to ``replicates - 1`` in chunks of bounded memory.

    Args:
        clusters: P.
        replicates: B, at least 1.
        seed: From 0 to 2**64 - 1.
        device: Where the counts are wanted.

    Yields:
        int64 [b, P], as :func:`draw_counts` gives them.

    Raises:
        ValueError: If an argument is out of range.
    """
    if replicates < 1:
        raise ValueError(f"replicates must be at least 1, got {replicates}")
    step = max(1, CHUNK_ELEMENTS // max(1, clusters))
    for start in range(0, replicates, step):
        yield draw_counts(clusters, start, min(start + step, replicates), seed, device)


def percentile_interval(replicates: Tensor, level: float = 0.95) -> PercentileInterval:
    """Return the percentile interval of each column; quantiles are interpolated as numpy's default.

    Args:
        replicates: Floating point [B, ...]; NaN where a replicate is undefined: it is left out and
            counted.
        level: Coverage, between 0 and 1.

    Raises:
        ValueError: If there are no replicates, or the level is not between 0 and 1.
    """
    if not isinstance(replicates, Tensor) or not replicates.is_floating_point():
        raise ValueError(f"replicates must be a floating point tensor, got {getattr(replicates, 'dtype', replicates)}")
    if replicates.ndim == 0 or replicates.shape[0] == 0:
        raise ValueError(f"replicates must have shape [B, ...] with B at least 1, got {list(replicates.shape)}")
    if not 0 < level < 1:
        raise ValueError(f"level must be between 0 and 1, got {level}")
    ordered = torch.sort(replicates.to(torch.float64), dim=0).values  # NaN comes last
    undefined = torch.isnan(ordered).sum(0)
    tail = (1 - level) / 2
    defined = replicates.shape[0] - undefined
    return PercentileInterval(_quantile(ordered, defined, tail), _quantile(ordered, defined, 1 - tail), undefined)


def _quantile(ordered: Tensor, defined: Tensor, share: float) -> Tensor:
    last = (defined - 1).clamp_min(0)
    position = last.to(torch.float64) * share
    below = position.floor().to(torch.int64)
    above = (below + 1).minimum(last)
    low = ordered.gather(0, below[None])[0]
    high = ordered.gather(0, above[None])[0]
    return low + (high - low) * (position - below)


def _mix(values: Tensor) -> Tensor:
    """Return splitmix64's output function of int64 values, which stand for their unsigned bits."""
    for shift, factor in _MIX:
        values = (values ^ _shift(values, shift)).mul_(_signed(factor))
    return values ^ _shift(values, 31)


def _mix_int(value: int) -> int:
    for shift, factor in _MIX:
        value &= _MASK
        value = (value ^ (value >> shift)) * factor
    value &= _MASK
    return value ^ (value >> 31)


def _shift(values: Tensor, by: int) -> Tensor:
    """Shift right, filling with zeros: torch's own shift of int64 repeats the sign bit."""
    return (values >> by).bitwise_and_((1 << (64 - by)) - 1)


def _signed(value: int) -> int:
    value &= _MASK
    return value - (1 << 64) if value >> 63 else value
