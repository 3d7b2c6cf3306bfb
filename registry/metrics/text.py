"""How far texts share their words with reference texts: BLEU and ROUGE-L. Only numpy is needed.

How a text becomes words changes every figure here, so the caller does it and says so in the metric's
name. BLEU is counted per pair and made of sums of counts, so that it can be resampled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Longest n-gram of BLEU.
ORDERS = 4

_ALPHANUMERIC = re.compile(r"[a-z0-9]+")


def split_words(text: str, lower: bool) -> list[str]:
    """Return what stands between blanks and line breaks: sacrebleu's ``tokenize="none"``.

    Args:
        text: Any text.
        lower: Whether it is lower-cased first.
    """
    return (text.lower() if lower else text).split()


def alphanumeric_words(text: str) -> list[str]:
    """Return the runs of ``a-z`` and ``0-9`` of the lower-cased text: rouge-score's own, without stemming."""
    return _ALPHANUMERIC.findall(text.lower())


def bleu_counts(
    predictions: Sequence[Sequence[str]], references: Sequence[Sequence[str]], orders: int = ORDERS
) -> NDArray[np.int64]:
    """Count what BLEU is made of, per pair.

    Args:
        predictions: Words of N texts.
        references: Words of the reference of each.
        orders: Longest n-gram, at least 1.

    Returns:
        int64 [N, 2 * orders + 2]: n-grams of 1 to ``orders`` words that the reference has too, each as
        often as it has them; n-grams of the prediction; words of the prediction; words of the reference.

    Raises:
        ValueError: If there are not as many references as predictions, or ``orders`` is below 1.
    """
    if len(predictions) != len(references):
        raise ValueError(f"references must be one per prediction, got {len(references)} for {len(predictions)}")
    if orders < 1:
        raise ValueError(f"orders must be at least 1, got {orders}")
    rows: NDArray[np.int64] = np.zeros((len(predictions), 2 * orders + 2), np.int64)
    for row, said, told in zip(rows, predictions, references, strict=True):
        for order in range(1, orders + 1):
            ours, theirs = _grams(said, order), _grams(told, order)
            row[order - 1] = (ours & theirs).total()
            row[orders + order - 1] = ours.total()
        row[-2:] = len(said), len(told)
    return rows


def _grams(words: Sequence[str], order: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(words[start:] for start in range(order)), strict=False))


def bleu(counts: Any, order: int) -> NDArray[np.float64]:
    """Return corpus BLEU (Papineni et al. 2002) of n-grams up to ``order``, weighted alike, without smoothing.

    It is 0 where an order has no match, and where there is no prediction at all. Equal to sacrebleu's
    with ``smooth_method="none"`` and without effective order, on a scale to 1.

    Args:
        counts: Numbers [..., 2 * orders + 2], sums of rows of :func:`bleu_counts`.
        order: From 1 to the ``orders`` they were counted with.

    Returns:
        float64 [...], from 0 to 1.

    Raises:
        ValueError: If the counts do not go up to ``order``.
    """
    sums: NDArray[np.float64] = np.asarray(counts, np.float64)
    orders = (sums.shape[-1] - 2) // 2
    if not 1 <= order <= orders:
        raise ValueError(f"order must be from 1 to {orders}, got {order}")
    matched, total = sums[..., :order], sums[..., orders : orders + order]
    said, told = sums[..., -2], sums[..., -1]
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.log(matched / total).mean(-1)
        brevity = np.minimum(0.0, 1 - told / said)
        value: NDArray[np.float64] = np.where((matched > 0).all(-1), np.exp(precision + brevity), 0.0)
    return value


def common_length(first: Sequence[str], second: Sequence[str]) -> int:
    """Return the length of the longest common subsequence of two texts, in words.

    A bit per word of ``first``, all of a row at once (Hyyrö 2004, "Bit-parallel LCS-length computation
    revisited").
    """
    places: dict[str, int] = {}
    for place, word in enumerate(first):
        places[word] = places.get(word, 0) | 1 << place
    every = (1 << len(first)) - 1
    row = every
    for word in second:
        hit = row & places.get(word, 0)
        row = (row + hit | row - hit) & every
    return len(first) - row.bit_count()


def rouge_l(prediction: Sequence[str], reference: Sequence[str], beta: float = 1.0) -> float:
    """Return the F-measure of the longest common subsequence (Lin 2004), from 0 to 1; 0 where a text is empty.

    With ``beta`` 1 and :func:`alphanumeric_words` it is rouge-score's ``rougeL``; with 1.2, which weighs
    recall, the formula of the COCO caption scorer.

    Args:
        prediction: Words.
        reference: Words.
        beta: Weight of recall against precision, above 0.
    """
    if not prediction or not reference:
        return 0.0
    common = common_length(prediction, reference)
    return (1 + beta**2) * common / (len(prediction) + beta**2 * len(reference))
