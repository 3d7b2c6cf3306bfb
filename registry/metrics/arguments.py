"""Arguments of the metrics that are computed once, on numpy: taken from arrays, sequences or torch tensors.

Each function returns a float64 or int64 numpy array, or raises a :class:`ValueError` that names the
argument, what was expected and what came. Nothing here imports torch: a tensor is known by its methods.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def as_array(name: str, value: Any) -> NDArray[Any]:
    """Return the value as a numpy array of booleans, whole numbers or real numbers.

    Args:
        name: What the caller calls it.
        value: An array, a torch tensor on any device, or a sequence of numbers.

    Raises:
        ValueError: If it is ragged, or holds anything but real numbers.
    """
    if hasattr(value, "detach") and hasattr(value, "cpu"):
        value = value.detach().cpu()
        if value.is_floating_point():
            value = value.double()  # numpy has no bfloat16
        value = value.numpy()
    try:
        array = np.asarray(value)
    except ValueError as problem:
        raise ValueError(f"{name} must be an array of numbers, got a ragged {type(value).__name__}") from problem
    if array.dtype.kind not in "buif":
        raise ValueError(f"{name} must hold real numbers, got {array.dtype} ({type(value).__name__})")
    return array


def as_floats(name: str, value: Any, shape: str, ndim: int) -> Floats:
    """Return the value as finite float64.

    Args:
        name: What the caller calls it.
        value: What came.
        shape: The shape in words, such as ``"[N, L]"``.
        ndim: Its number of dimensions.

    Raises:
        ValueError: If the number of dimensions differs, it is empty, or it is not finite.
    """
    array = as_array(name, value)
    if array.ndim != ndim:
        raise ValueError(f"{name} must have shape {shape}, got {list(array.shape)}")
    if array.size == 0:
        raise ValueError(f"{name} must have shape {shape} and not be empty, got {list(array.shape)}")
    floats = array.astype(np.float64)
    _check_all(f"{name} must be finite", floats, np.isfinite(floats))
    return floats


def as_scores(scores: Any, targets: Any, name: str = "scores") -> tuple[Floats, Floats]:
    """Return scores and targets, both float64 [N, L].

    Args:
        scores: Floating point [N, L], finite.
        targets: [N, L]; 1 present, 0 absent, NaN not assessed.
        name: What the caller calls the scores.

    Raises:
        ValueError: If one of them is of another shape, type or range, or empty.
    """
    given = as_array(name, scores)
    if given.dtype.kind != "f":
        raise ValueError(f"{name} must be floating point, got {given.dtype}")
    values = as_floats(name, given, "[N, L]", 2)
    wanted = as_array("targets", targets)
    if wanted.shape != values.shape:
        raise ValueError(f"targets must have the shape of {name}, {list(values.shape)}, got {list(wanted.shape)}")
    truth = wanted.astype(np.float64)
    _check_all("targets must be 1, 0 or NaN", truth, (truth == 1) | (truth == 0) | np.isnan(truth))
    return values, truth


def as_probabilities(scores: Any, targets: Any) -> tuple[Floats, Floats]:
    """Return scores and targets as :func:`as_scores` does, and refuse scores outside [0, 1].

    Raises:
        ValueError: As :func:`as_scores`, or if a score is below 0 or above 1.
    """
    values, truth = as_scores(scores, targets)
    _check_all("scores must be probabilities, from 0 to 1", values, (values >= 0) & (values <= 1))
    return values, truth


def as_outcomes(name: str, value: Any, missing: bool = False) -> Floats:
    """Return right/wrong per item as float64 [N] of 1 and 0.

    Args:
        name: What the caller calls it.
        value: Booleans or numbers [N].
        missing: Whether NaN is allowed, for items that were not judged.

    Raises:
        ValueError: If it is of another shape or range, or empty.
    """
    array = as_array(name, value)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} must have shape [N] and not be empty, got {list(array.shape)}")
    values = array.astype(np.float64)
    rule = f"{name} must be 1, 0 or NaN" if missing else f"{name} must be 1 or 0"
    _check_all(rule, values, (values == 1) | (values == 0) | (np.isnan(values) & missing))
    return values


def as_numbers(name: str, value: Any, rows: int) -> tuple[Ints, int]:
    """Return the number of the group of each row, int64 [N], and how many groups there are.

    Args:
        name: What the caller calls it, such as ``"clusters"``.
        value: Whole numbers [N] from 0, no larger than N - 1; None makes each row its own group.
        rows: N.

    Raises:
        ValueError: If it is of another shape, type or range.
    """
    if value is None:
        return np.arange(rows), rows
    array = as_array(name, value)
    if array.shape != (rows,):
        raise ValueError(f"{name} must have shape [N] = [{rows}], got {list(array.shape)}")
    if array.dtype.kind not in "ui":
        raise ValueError(f"{name} must be whole numbers, got {array.dtype}")
    numbers = array.astype(np.int64)
    _check_all(f"{name} must be numbered from 0 to N - 1 = {rows - 1}", numbers, (numbers >= 0) & (numbers < rows))
    return numbers, int(numbers.max()) + 1


def as_weights(value: Any, rows: int) -> Floats:
    """Return the weight of each row, float64 [N]; 1 for each where none came.

    Raises:
        ValueError: If they are of another shape, negative or not finite.
    """
    if value is None:
        return np.ones(rows)
    weights = as_floats("weights", value, "[N]", 1)
    if weights.shape != (rows,):
        raise ValueError(f"weights must have shape [N] = [{rows}], got {list(weights.shape)}")
    _check_all("weights must not be negative", weights, weights >= 0)
    return weights


def check_share(name: str, value: float) -> None:
    """Refuse a share that is not strictly between 0 and 1.

    Raises:
        ValueError: If it is not.
    """
    if not 0 < value < 1:
        raise ValueError(f"{name} must be between 0 and 1, got {value}")


def check_count(name: str, value: int) -> None:
    """Refuse a number of things that is not a whole number of at least 1.

    Raises:
        ValueError: If it is not.
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise ValueError(f"{name} must be a whole number of at least 1, got {value!r}")


def _check_all(rule: str, array: NDArray[Any], good: Flags) -> None:
    if not good.all():
        where = tuple(int(index) for index in np.argwhere(~good)[0])
        raise ValueError(f"{rule}, got {array[where]} at {list(where)}")
