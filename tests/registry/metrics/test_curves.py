"""Curves equal scikit-learn's, and operating points equal a search over all thresholds."""

from __future__ import annotations

import math
import warnings
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import auc, average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

from podium.registry.metrics.curves import (
    precision_recall_curves,
    roc_curves,
    sensitivity_at_specificity,
    specificity_at_sensitivity,
)
from podium.tests.registry.metrics.examples import KINDS, Floats, scores_and_targets


def draws(rows: int) -> Floats:
    return np.random.default_rng(1).integers(0, 3, rows).astype(float)


@pytest.mark.parametrize("drop", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_roc_curves_equal_scikit_learn(kind: str, weighted: bool, drop: bool) -> None:
    scores, targets = scores_and_targets(kind)
    weights = draws(len(scores)) if weighted else np.ones(len(scores))
    for label, ours in enumerate(roc_curves(scores, targets, weights, drop_intermediate=drop)[:5]):
        seen = ~np.isnan(targets[:, label])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # one class only: NaN, as ours
            expected = roc_curve(
                targets[seen, label],
                scores[seen, label],
                pos_label=1,
                sample_weight=weights[seen],
                drop_intermediate=drop,
            )
        np.testing.assert_allclose(ours.false_positive_rate, expected[0], rtol=0, atol=1e-15)
        np.testing.assert_allclose(ours.true_positive_rate, expected[1], rtol=0, atol=1e-15)
        np.testing.assert_array_equal(ours.thresholds, expected[2])


@pytest.mark.parametrize("drop", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_precision_recall_curves_equal_scikit_learn(kind: str, weighted: bool, drop: bool) -> None:
    scores, targets = scores_and_targets(kind)
    weights = draws(len(scores)) if weighted else np.ones(len(scores))
    for label, ours in enumerate(precision_recall_curves(scores, targets, weights, drop_intermediate=drop)[:4]):
        seen = ~np.isnan(targets[:, label]) & (weights > 0)
        data = targets[seen, label], scores[seen, label]
        expected = precision_recall_curve(*data, sample_weight=weights[seen], drop_intermediate=drop)
        np.testing.assert_allclose(ours.precision, expected[0], rtol=0, atol=1e-15)
        np.testing.assert_allclose(ours.recall, expected[1], rtol=0, atol=1e-15)
        np.testing.assert_array_equal(ours.thresholds, expected[2])
        step = average_precision_score(*data, sample_weight=weights[seen])
        assert ours.average_precision == pytest.approx(step, rel=0, abs=1e-12)


def test_dropping_collinear_points_keeps_the_area() -> None:
    scores, targets = scores_and_targets("tied")
    full, thin = (roc_curves(scores, targets, drop_intermediate=drop)[0] for drop in (False, True))
    assert len(thin.thresholds) < len(full.thresholds)
    seen = ~np.isnan(targets[:, 0])
    expected = roc_auc_score(targets[seen, 0], scores[seen, 0])
    for curve in (full, thin):
        assert auc(curve.false_positive_rate, curve.true_positive_rate) == pytest.approx(expected, abs=1e-12)


def test_recall_without_positives_is_nan_where_scikit_learn_says_1() -> None:
    ours = precision_recall_curves(np.array([[0.2], [0.8]]), np.zeros((2, 1)))[0]
    assert np.isnan(ours.recall[:2]).all()
    assert math.isnan(ours.average_precision)
    assert ours.precision.tolist() == [0.0, 0.0, 1.0]


def test_a_label_that_is_not_assessed_has_an_empty_curve() -> None:
    scores, targets = np.array([[0.2], [0.8]]), np.full((2, 1), math.nan)
    roc = roc_curves(scores, targets)[0]
    assert roc.thresholds.tolist() == [math.inf]
    assert np.isnan(roc.true_positive_rate).all()
    assert len(precision_recall_curves(scores, targets)[0].thresholds) == 0
    assert np.isnan(np.array(sensitivity_at_specificity(scores, targets, 0.9))).all()


# Scores 5 4 3 2 1 with targets + - + - -: the ROC vertices are (0, 1/2), (1/3, 1/2), (1/3, 1), (2/3, 1), (1, 1).
SMALL = np.array([[5.0], [4.0], [3.0], [2.0], [1.0]])
TRUTH = np.array([[1], [0], [1], [0], [0]])


@pytest.mark.parametrize(
    ("demand", "rule", "expected"),
    [
        (1.0, "step", (0.5, 1.0, 5.0)),
        (0.8, "step", (0.5, 1.0, 5.0)),
        (0.8, "linear", (0.5, 1.0, 5.0)),
        (2 / 3, "step", (1.0, 2 / 3, 3.0)),
        (2 / 3, "linear", (1.0, 2 / 3, 3.0)),
        (0.0, "step", (1.0, 2 / 3, 3.0)),
    ],
)
def test_sensitivity_at_a_specificity_by_hand(demand: float, rule: str, expected: tuple[float, ...]) -> None:
    ours = sensitivity_at_specificity(SMALL, TRUTH, demand, rule=rule)  # type: ignore[arg-type]
    np.testing.assert_allclose([column[0] for column in ours], expected, rtol=1e-15)


@pytest.mark.parametrize(
    ("demand", "rule", "expected"),
    [
        (1.0, "step", (1.0, 2 / 3, 3.0)),
        (0.75, "step", (1.0, 2 / 3, 3.0)),
        (0.75, "linear", (1.0, 2 / 3, 3.0)),
        (0.5, "step", (0.5, 1.0, 5.0)),
        (0.25, "linear", (0.5, 1.0, 5.0)),
        (0.0, "step", (0.5, 1.0, 5.0)),
    ],
)
def test_specificity_at_a_sensitivity_by_hand(demand: float, rule: str, expected: tuple[float, ...]) -> None:
    ours = specificity_at_sensitivity(SMALL, TRUTH, demand, rule=rule)  # type: ignore[arg-type]
    np.testing.assert_allclose([column[0] for column in ours], expected, rtol=1e-15)


def test_only_the_linear_rule_reads_between_two_tied_groups() -> None:
    scores, targets = np.array([[2.0], [2.0], [1.0], [1.0]]), np.array([[1], [0], [1], [0]])
    assert [column[0] for column in sensitivity_at_specificity(scores, targets, 0.75)] == [0.0, 1.0, math.inf]
    between = sensitivity_at_specificity(scores, targets, 0.75, rule="linear")
    assert (between.sensitivity[0], between.specificity[0]) == (0.25, 0.75)
    assert math.isnan(between.thresholds[0])
    back = specificity_at_sensitivity(scores, targets, 0.75, rule="linear")
    assert (back.sensitivity[0], back.specificity[0]) == (0.75, 0.25)


def test_nine_of_ten_negatives_are_a_specificity_of_at_least_0_9() -> None:
    scores = np.arange(11, 0, -1.0)[:, None]
    targets = np.array([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])[:, None]
    ours = sensitivity_at_specificity(scores, targets, 0.9)
    assert (ours.sensitivity[0], ours.specificity[0], ours.thresholds[0]) == (1.0, 0.9, 10.0)


def test_nothing_may_be_called_if_the_highest_score_is_a_negative() -> None:
    ours = sensitivity_at_specificity(np.array([[0.9], [0.5]]), np.array([[0], [1]]), 1.0)
    assert (ours.sensitivity[0], ours.specificity[0], ours.thresholds[0]) == (0.0, 1.0, math.inf)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(0, 2)), min_size=1, max_size=20),
    st.sampled_from([0.0, 0.25, 1 / 3, 0.5, 0.9, 1.0]),
)
@settings(max_examples=200, deadline=None)
def test_the_step_rule_is_the_best_of_all_thresholds(rows: list[tuple[int, bool, int]], demand: float) -> None:
    score, truth, weight = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    best_sensitivity, best_specificity = -1.0, -1.0
    positives, negatives = weight[truth == 1].sum(), weight[truth == 0].sum()
    for threshold in (math.inf, *set(score.tolist())):
        if positives and negatives:
            sensitivity = weight[(truth == 1) & (score >= threshold)].sum() / positives
            specificity = weight[(truth == 0) & (score < threshold)].sum() / negatives
            best_sensitivity = max(best_sensitivity, sensitivity if specificity >= demand else -1)
            best_specificity = max(best_specificity, specificity if sensitivity >= demand else -1)
    data = score[:, None], truth[:, None], demand, weight
    ours, back = sensitivity_at_specificity(*data), specificity_at_sensitivity(*data)
    if not (positives and negatives):
        assert math.isnan(ours.sensitivity[0]) and math.isnan(back.specificity[0])
        return
    assert ours.sensitivity[0] == best_sensitivity
    assert back.specificity[0] == best_specificity
    assert ours.specificity[0] >= demand and back.sensitivity[0] >= demand
    called = score >= ours.thresholds[0]
    assert weight[called & (truth == 1)].sum() / positives == best_sensitivity
    between = sensitivity_at_specificity(*data, rule="linear")
    roc = roc_curves(score[:, None], truth[:, None], weight)[0]
    corners = list(zip(roc.false_positive_rate, roc.true_positive_rate, strict=True))
    line = max(
        max(y0, y1) if x0 == x1 else y0 + (y1 - y0) * (1 - demand - x0) / (x1 - x0)
        for (x0, y0), (x1, y1) in pairwise(corners)
        if x0 <= 1 - demand + 1e-12 and 1 - demand - 1e-12 <= x1
    )
    assert between.sensitivity[0] == pytest.approx(line, abs=1e-12)


def test_torch_tensors_give_the_same_as_arrays() -> None:
    scores, targets = scores_and_targets("tied")
    ours = roc_curves(torch.from_numpy(scores), torch.from_numpy(targets))[1]
    np.testing.assert_array_equal(ours.true_positive_rate, roc_curves(scores, targets)[1].true_positive_rate)


def test_bad_input_is_refused_by_name_expectation_and_what_came() -> None:
    scores, targets = np.array([[0.2], [0.8]]), np.array([[0], [1]])
    with pytest.raises(ValueError, match=r"specificity must be from 0 to 1, got 95"):
        sensitivity_at_specificity(scores, targets, 95)
    with pytest.raises(ValueError, match=r"sensitivity must be from 0 to 1, got nan"):
        specificity_at_sensitivity(scores, targets, math.nan)
    with pytest.raises(ValueError, match=r"rule must be 'step' or 'linear', got 'cubic'"):
        specificity_at_sensitivity(scores, targets, 0.5, rule="cubic")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"weights must have shape \[N\] = \[2\], got \[3\]"):
        roc_curves(scores, targets, [1.0, 1.0, 1.0])
    with pytest.raises(ValueError, match=r"weights must not be negative, got -1.0 at \[1\]"):
        roc_curves(scores, targets, [1.0, -1.0])
    with pytest.raises(ValueError, match=r"scores must be finite, got nan at \[0, 0\]"):
        precision_recall_curves(np.array([[math.nan], [0.8]]), targets)
