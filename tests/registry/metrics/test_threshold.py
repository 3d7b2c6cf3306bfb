"""Counts of calls and their ratios against scikit-learn, repeated rows and zero denominators."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix, f1_score, precision_score, recall_score

from podium.registry.metrics import Confusion, confusion, draw_counts, tally
from podium.tests.registry.metrics.examples import KINDS, Floats, scores_and_targets

THRESHOLDS = torch.tensor([0.5, 0.3, 0.9, 0.5, 0.5, 0.5], dtype=torch.float64)
RATIOS = ("f1", "sensitivity", "specificity", "ppv", "npv")


def reference(score: Floats, target: Floats, threshold: float, weights: Floats) -> list[float]:
    """Return scikit-learn's five ratios of one label, NaN for a zero denominator."""
    seen = ~np.isnan(target) & (weights > 0)
    truth, call, weight = target[seen], (score[seen] >= threshold).astype(float), weights[seen]
    if not seen.any():
        return [math.nan] * 5
    options = {"sample_weight": weight, "zero_division": np.nan}
    return [
        f1_score(truth, call, **options),
        recall_score(truth, call, **options),
        recall_score(1 - truth, 1 - call, **options),
        precision_score(truth, call, **options),
        precision_score(1 - truth, 1 - call, **options),
    ]


def ratios(result: Confusion) -> Floats:
    return np.stack([np.asarray(getattr(result, name)) for name in RATIOS])


@pytest.mark.parametrize("kind", KINDS)
def test_every_ratio_equals_scikit_learn_with_zero_division_nan(kind: str) -> None:
    scores, targets = scores_and_targets(kind)
    ours = ratios(confusion(torch.from_numpy(scores), torch.from_numpy(targets), THRESHOLDS))
    for label in range(6):
        expected = reference(scores[:, label], targets[:, label], float(THRESHOLDS[label]), np.ones(len(scores)))
        np.testing.assert_allclose(ours[:, label], expected, rtol=0, atol=1e-12)


def test_counts_equal_the_confusion_matrix_of_scikit_learn() -> None:
    scores, targets = scores_and_targets("tied")
    ours = confusion(torch.from_numpy(scores), torch.from_numpy(targets), THRESHOLDS)
    seen = ~np.isnan(targets[:, 1])
    (tn, fp), (fn, tp) = confusion_matrix(targets[seen, 1], scores[seen, 1] >= 0.3)
    assert ours.true_positives[1] == tp
    assert ours.false_positives[1] == fp
    assert ours.false_negatives[1] == fn
    assert ours.true_negatives[1] == tn


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.0, 1.0, math.nan]), st.integers(0, 3)),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=150, deadline=None)
def test_a_weight_of_k_is_the_same_as_k_copies_of_the_row(rows: list[tuple[float, float, int]]) -> None:
    scores, targets, counts = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    half = torch.tensor([0.5], dtype=torch.float64)
    ours = ratios(
        confusion(
            torch.from_numpy(scores[:, None]), torch.from_numpy(targets[:, None]), half, torch.from_numpy(counts)[None]
        )
    )[:, 0, 0]
    np.testing.assert_allclose(ours, reference(scores, targets, 0.5, counts), rtol=0, atol=1e-12)
    copies = np.repeat(np.arange(len(rows)), counts.astype(int))
    if len(copies):
        again = confusion(torch.from_numpy(scores[copies, None]), torch.from_numpy(targets[copies, None]), half)
        np.testing.assert_array_equal(ours, ratios(again)[:, 0])


def test_counts_of_clusters_are_the_same_for_every_chunking() -> None:
    scores, targets = (torch.from_numpy(array) for array in scores_and_targets("tied", rows=200))
    table = tally(scores, targets, THRESHOLDS, torch.arange(200) % 31)
    counts = draw_counts(31, 0, 1000, seed=4)
    whole = ratios(table.confusion(counts))
    assert whole.shape == (5, 1000, 6)
    for chunk in (1, 7, 64):
        pieces = [ratios(table.confusion(counts[start : start + chunk])) for start in range(0, 1000, chunk)]
        np.testing.assert_array_equal(np.concatenate(pieces, axis=1), whole)


def test_a_score_at_the_threshold_is_a_positive_call() -> None:
    result = confusion(torch.tensor([[0.5], [0.49]]), torch.tensor([[1.0], [1.0]]), torch.tensor([0.5]))
    assert (result.true_positives.tolist(), result.false_negatives.tolist()) == ([1.0], [1.0])


@pytest.mark.parametrize(
    ("tp", "fp", "fn", "tn", "expected"),
    [
        (0, 0, 0, 5, [math.nan, math.nan, 1.0, math.nan, 1.0]),  # neither positives nor calls
        (0, 2, 0, 3, [0.0, math.nan, 0.6, 0.0, 1.0]),  # calls, but no positives
        (0, 0, 2, 3, [0.0, 0.0, 1.0, math.nan, 0.6]),  # positives, but no calls
        (2, 0, 0, 0, [1.0, 1.0, math.nan, 1.0, math.nan]),  # no negatives
    ],
)
def test_a_zero_denominator_is_nan_and_f1_only_without_positives_and_calls(
    tp: int, fp: int, fn: int, tn: int, expected: list[float]
) -> None:
    result = Confusion(*(torch.tensor([float(count)], dtype=torch.float64) for count in (tp, fp, fn, tn)))
    np.testing.assert_array_equal(ratios(result)[:, 0], expected)


@pytest.mark.parametrize(
    ("thresholds", "message"),
    [
        (torch.tensor([0.5]), "thresholds must be a floating point tensor of shape [L] = [2], got tensor([0.5000])"),
        (torch.tensor([1, 0]), "thresholds must be a floating point tensor of shape [L] = [2], got tensor([1, 0])"),
        (torch.tensor([0.5, math.nan]), "thresholds must not be NaN, got [0.5, nan]"),
        (torch.ones(2).to("meta"), "thresholds must be on cpu, as the scores are, got meta"),
    ],
)
def test_wrong_thresholds_are_refused(thresholds: torch.Tensor, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        confusion(torch.full((3, 2), 0.5), torch.ones(3, 2), thresholds)
    assert str(caught.value) == message


def test_weights_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"weights must have shape \[B, P\] with P = 3, got \[1, 2\]"):
        confusion(torch.full((3, 2), 0.5), torch.ones(3, 2), torch.full((2,), 0.5), torch.ones(1, 2))
