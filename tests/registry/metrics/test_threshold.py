"""Counts of calls and their ratios against scikit-learn, repeated rows and zero denominators."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix, f1_score, matthews_corrcoef, precision_score, recall_score

from podium.registry.metrics import Confusion, confusion, draw_counts, tally
from podium.tests.registry.metrics.examples import KINDS, Floats, scores_and_targets

THRESHOLDS = torch.tensor([0.5, 0.3, 0.9, 0.5, 0.5, 0.5], dtype=torch.float64)
RATIOS = ("f1", "sensitivity", "specificity", "ppv", "npv", "balanced_accuracy", "mcc")


def reference(score: Floats, target: Floats, threshold: float, weights: Floats) -> list[float]:
    """Return scikit-learn's seven ratios of one label, NaN for a zero denominator."""
    seen = ~np.isnan(target) & (weights > 0)
    truth, call, weight = target[seen], (score[seen] >= threshold).astype(float), weights[seen]
    if not seen.any():
        return [math.nan] * 7
    options = {"sample_weight": weight, "zero_division": np.nan}
    sensitivity, specificity = recall_score(truth, call, **options), recall_score(1 - truth, 1 - call, **options)
    constant = len(set(truth)) == 1 or len(set(call)) == 1
    return [
        f1_score(truth, call, **options),
        sensitivity,
        specificity,
        precision_score(truth, call, **options),
        precision_score(1 - truth, 1 - call, **options),
        (sensitivity + specificity) / 2,
        math.nan if constant else matthews_corrcoef(truth, call, sample_weight=weight),
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
    counts = draw_counts(31, 0, 1000, seed=4, device="cpu")
    whole = ratios(table.confusion(counts))
    assert whole.shape == (7, 1000, 6)
    for chunk in (1, 7, 64):
        pieces = [ratios(table.confusion(counts[start : start + chunk])) for start in range(0, 1000, chunk)]
        np.testing.assert_array_equal(np.concatenate(pieces, axis=1), whole)


def test_a_score_at_the_threshold_is_a_positive_call() -> None:
    result = confusion(torch.tensor([[0.5], [0.49]]), torch.tensor([[1.0], [1.0]]), torch.tensor([0.5]))
    assert (result.true_positives.tolist(), result.false_negatives.tolist()) == ([1.0], [1.0])


@pytest.mark.parametrize(
    ("tp", "fp", "fn", "tn", "expected"),
    [
        (0, 0, 0, 5, [math.nan, math.nan, 1.0, math.nan, 1.0, math.nan, math.nan]),  # neither positives nor calls
        (0, 2, 0, 3, [0.0, math.nan, 0.6, 0.0, 1.0, math.nan, math.nan]),  # calls, but no positives
        (0, 0, 2, 3, [0.0, 0.0, 1.0, math.nan, 0.6, 0.5, math.nan]),  # positives, but no calls
        (2, 0, 0, 0, [1.0, 1.0, math.nan, 1.0, math.nan, math.nan, math.nan]),  # no negatives
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
        (
            torch.tensor([0.5]),
            "thresholds must be floating point of shape [L] = [2], got torch.float32 of shape [1]",
        ),
        (
            torch.tensor([1, 0]),
            "thresholds must be floating point of shape [L] = [2], got torch.int64 of shape [2]",
        ),
        (torch.tensor([0.5, math.nan]), "thresholds must not be NaN, got nan at [1]"),
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


def test_the_calibration_error_and_the_brier_score_equal_a_hand_calculation() -> None:
    # Width: bins [0, 0.5) and [0.5, 1]; the sums of target minus score are 1 - 0.1 - 0.4 and -0.5 + 1 - 0.9.
    scores = np.array([[0.1], [0.4], [0.5], [0.9], [0.7]])
    targets = np.array([[0.0], [1.0], [0.0], [1.0], [math.nan]])
    half = np.array([0.5])
    table = tally(scores, targets, half, bins=2)
    np.testing.assert_allclose(table.ece(), [(abs(1 - 0.5) + abs(1 - 1.4)) / 4], rtol=0, atol=1e-15)
    np.testing.assert_allclose(table.brier(), [(0.01 + 0.36 + 0.25 + 0.01) / 4], rtol=0, atol=1e-15)
    # The last row has no target: its weight is of no consequence. The first counts twice, the second not at all.
    weights = np.array([[2, 0, 1, 1, 9]])
    np.testing.assert_allclose(table.ece(weights), [[(0.2 + 0.4) / 4]], rtol=0, atol=1e-15)
    np.testing.assert_allclose(table.brier(weights), [[(0.02 + 0.25 + 0.01) / 4]], rtol=0, atol=1e-15)
    # Mass with two bins: two rows each; with ties, equal scores share a bin.
    tied = np.array([[0.2], [0.2], [0.2], [0.8]])
    truth = np.array([[0.0], [0.0], [1.0], [1.0]])
    assert tally(scores, targets, half, bins=2, binning="mass").ece()[0] == pytest.approx((0.5 + 0.4) / 4)
    assert tally(tied, truth, half, bins=2, binning="mass").ece()[0] == pytest.approx(abs(2 - 1.4) / 4)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"bins": -1}, "bins and binning must be 0 or more and one of width, mass, got -1, 'width'"),
        ({"bins": 2, "binning": "odd"}, "bins and binning must be 0 or more and one of width, mass, got 2, 'odd'"),
        ({"bins": 2}, "scores must be probabilities within [0, 1], got 1.5 at [1, 0]"),
    ],
)
def test_wrong_bins_and_scores_that_are_no_probabilities_are_refused(options: dict[str, Any], message: str) -> None:
    scores, targets = np.array([[0.5], [1.5]]), np.ones((2, 1))
    with pytest.raises(ValueError) as caught:
        tally(scores, targets, np.array([0.5]), **options)
    assert str(caught.value) == message
