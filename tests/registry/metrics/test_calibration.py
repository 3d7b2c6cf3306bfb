"""Calibration against figures worked out by hand, scikit-learn and scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from podium.registry.metrics.calibration import (
    brier,
    calibration_bins,
    ece,
    recalibration,
    reliability,
    rms_calibration_error,
)
from podium.registry.metrics.threshold import tally
from podium.tests.registry.metrics.examples import KINDS, Floats, scores_and_targets

# Ten rows; the fifth is not assessed.
SCORES = np.array([[0.05], [0.1], [0.1], [0.3], [0.45], [0.5], [0.6], [0.8], [0.9], [1.0]])
TARGETS = np.array([[0], [0], [1], [0], [math.nan], [1], [0], [1], [1], [1]])


def test_brier_by_hand_and_against_scikit_learn() -> None:
    expected = (0.05**2 + 0.1**2 + 0.9**2 + 0.3**2 + 0.5**2 + 0.6**2 + 0.2**2 + 0.1**2 + 0.0) / 9
    assert brier(SCORES, TARGETS)[0] == pytest.approx(expected, rel=1e-14)
    scores, targets = scores_and_targets("tied")
    ours = brier(scores, targets)
    for label in range(5):
        seen = ~np.isnan(targets[:, label])
        expected = brier_score_loss(targets[seen, label], scores[seen, label], labels=[0, 1])
        assert ours[label] == pytest.approx(expected, rel=1e-12)
    assert math.isnan(ours[5])


def test_bins_of_equal_mass_keep_equal_scores_together_and_the_order_of_rows_is_of_no_consequence() -> None:
    # Nine assessed rows; places 3 and 6 of the ascending scores are the edges .3 and .8.
    expected = [0, 0, 0, 1, -1, 1, 1, 2, 2, 2]
    assert calibration_bins(SCORES, TARGETS, 3, "mass")[:, 0].tolist() == expected
    order = np.random.default_rng(0).permutation(10)
    shuffled = calibration_bins(SCORES[order], TARGETS[order], 3, "mass")[:, 0]
    assert shuffled.tolist() == [expected[row] for row in order]
    tied = np.array([[0.5], [0.5], [0.5], [0.7]])
    assert calibration_bins(tied, np.ones((4, 1)), 4, "mass")[:, 0].tolist() == [2, 2, 2, 3]


def test_bins_of_equal_width_are_closed_below_and_the_last_holds_1() -> None:
    scores = np.array([[0.0], [0.1999999], [0.2], [0.4], [1.0]])
    ours = calibration_bins(scores, np.ones((5, 1)), 5, "width")
    assert ours[:, 0].tolist() == [0, 0, 1, 2, 4]


@pytest.mark.parametrize("binning", ["width", "mass"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_calibration_error_is_that_of_the_bootstrap(kind: str, binning: str) -> None:
    scores, targets = scores_and_targets(kind)
    sums = tally(scores, targets, np.full(6, 0.5), bins=15, binning=binning)
    ours = ece(scores, targets, 15, binning)  # type: ignore[arg-type]
    np.testing.assert_allclose(ours, sums.ece(), rtol=0, atol=1e-13)
    np.testing.assert_allclose(brier(scores, targets), sums.brier(), rtol=0, atol=1e-13)


def test_ece_by_hand() -> None:
    # Equal mass: (.25/3, 1/3), (1.4/3, 1/3), (2.7/3, 1); equal width (1/3): (.55/4, 1/4), (1.1/2, 1/2), (2.7/3, 1).
    mass = (3 * abs(0.25 / 3 - 1 / 3) + 3 * abs(1.4 / 3 - 1 / 3) + 3 * abs(0.9 - 1)) / 9
    width = (4 * abs(0.55 / 4 - 1 / 4) + 2 * abs(0.55 - 0.5) + 3 * abs(0.9 - 1)) / 9
    assert ece(SCORES, TARGETS, 3, "mass")[0] == pytest.approx(mass, rel=1e-14)
    assert ece(SCORES, TARGETS, 3, "width")[0] == pytest.approx(width, rel=1e-14)


def test_a_reliability_curve_by_hand() -> None:
    (ours,) = reliability(SCORES, TARGETS, 4, "width")
    assert ours.n.tolist() == [3, 1, 2, 3]
    np.testing.assert_allclose(ours.score, [0.25 / 3, 0.3, 0.55, 0.9], rtol=1e-14)
    np.testing.assert_allclose(ours.frequency, [1 / 3, 0.0, 0.5, 1.0], rtol=1e-14)
    assert ours.low.tolist() == [0.05, 0.3, 0.5, 0.8]
    assert ours.high.tolist() == [0.1, 0.3, 0.6, 1.0]


def test_a_bin_without_rows_is_shown_as_such() -> None:
    (ours,) = reliability(np.array([[0.1], [0.9]]), np.array([[0], [1]]), 3, "width")
    assert ours.n.tolist() == [1, 0, 1]
    for column in (ours.score, ours.frequency, ours.low, ours.high):
        assert np.isnan(column).tolist() == [False, True, False]


@pytest.mark.parametrize("kind", ["continuous", "binary"])
def test_reliability_of_equal_width_equals_scikit_learns_curve(kind: str) -> None:
    scores, targets = scores_and_targets(kind)
    for label, ours in enumerate(reliability(scores, targets, 10, "width")[:3]):
        seen = ~np.isnan(targets[:, label])
        frequency, score = calibration_curve(targets[seen, label], scores[seen, label], n_bins=10)
        held = ours.n > 0
        np.testing.assert_allclose(ours.score[held], score, rtol=1e-12)
        np.testing.assert_allclose(ours.frequency[held], frequency, rtol=1e-12)


def test_bins_of_equal_mass_differ_by_one_row_at_most_without_ties() -> None:
    scores, targets = scores_and_targets("continuous")
    assert len(set(scores[:, 0])) == 300
    for curve in reliability(scores, targets, 15, "mass")[:5]:
        assert curve.n.max() - curve.n.min() <= 1


def test_labels_that_are_not_assessed_have_no_calibration() -> None:
    scores, targets = scores_and_targets("continuous")
    assert np.isnan(ece(scores, targets)).tolist() == [False] * 5 + [True]
    assert reliability(scores, targets)[5].n.sum() == 0


@given(
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from([0.0, 1.0, math.nan])), min_size=1, max_size=30),
    st.integers(1, 20),
    st.sampled_from(["mass", "width"]),
)
@settings(max_examples=100, deadline=None)
def test_bins_are_in_the_order_of_scores_and_hold_every_assessed_row(
    rows: list[tuple[float, float]], bins: int, binning: str
) -> None:
    score, target = (np.array(column)[:, None] for column in zip(*rows, strict=True))
    places = calibration_bins(score, target, bins, binning)[:, 0]  # type: ignore[arg-type]
    seen = ~np.isnan(target[:, 0])
    assert ((places >= 0) == seen).all() and (places < bins).all()
    assert (np.diff(places[seen][np.argsort(score[seen, 0], kind="stable")]) >= 0).all()
    (curve,) = reliability(score, target, bins, binning)  # type: ignore[arg-type]
    assert curve.n.sum() == seen.sum()
    value = ece(score, target, bins, binning)[0]  # type: ignore[arg-type]
    assert math.isnan(value) if not seen.any() else 0 <= value <= 1


@pytest.mark.parametrize(
    ("confidence", "correct", "drop", "keep"),
    [
        ([0.9] * 100, [0] * 100, 0.0, 0.9),
        ([0.9] * 200, [0] * 200, math.sqrt(0.405), 0.9),
        ([0.9] * 250, [0] * 250, math.sqrt(0.324), 0.9),
        (
            [0.2] * 100 + [0.8] * 200,
            [0, 1] * 50 + [0, 0, 0, 1] * 50,
            math.sqrt((0.3**2 + 0.55**2) / 3),
            math.sqrt((0.3**2 + 2 * 0.55**2) / 3),
        ),
        ([0.9] * 99, [0] * 99, math.nan, math.nan),
    ],
)
def test_rms_calibration_error_by_hand(confidence: list[float], correct: list[int], drop: float, keep: float) -> None:
    assert rms_calibration_error(confidence, correct) == pytest.approx(drop, rel=1e-12, nan_ok=True)
    assert rms_calibration_error(confidence, correct, last_bin="keep") == pytest.approx(keep, rel=1e-12, nan_ok=True)


def test_rms_calibration_error_leaves_out_what_was_not_judged_and_keeps_the_order_of_ties() -> None:
    confidence, correct = [0.9] * 200 + [0.1] * 50, [0] * 200 + [math.nan] * 50
    assert rms_calibration_error(confidence, correct) == pytest.approx(math.sqrt(0.405), rel=1e-12)
    # Of four equal confidences the first two are the first bin, which is the one that counts.
    assert rms_calibration_error([1.0] * 4, [1, 1, 0, 0], bin_size=2) == 0.0
    assert rms_calibration_error([1.0] * 4, [0, 0, 1, 1], bin_size=2) == pytest.approx(math.sqrt(0.5), rel=1e-14)


def likelihood_fit(logits: Floats, y: Floats) -> tuple[float, float]:
    def loss(beta: Floats) -> float:
        eta = beta[0] + beta[1] * logits
        return float((np.logaddexp(0, eta) - y * eta).sum())

    found = minimize(loss, [0.0, 1.0], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-13, "maxiter": 4000})
    return float(found.x[0]), float(found.x[1])


@pytest.mark.parametrize("kind", ["continuous", "tied"])
def test_slope_and_intercept_are_the_maximum_of_the_likelihood(kind: str) -> None:
    scores, targets = scores_and_targets(kind)
    ours = recalibration(scores, targets)
    for label in range(2):
        seen = ~np.isnan(targets[:, label])
        inside = np.clip(scores[seen, label], 1e-6, 1 - 1e-6)
        intercept, slope = likelihood_fit(np.log(inside / (1 - inside)), targets[seen, label])
        assert ours.slope[label] == pytest.approx(slope, rel=1e-5)
        assert ours.intercept[label] == pytest.approx(intercept, rel=1e-5)
        edge = ((scores[seen, label] < 1e-6) | (scores[seen, label] > 1 - 1e-6)).sum()
        assert ours.moved[label] == edge
        assert (edge > 0) == (kind == "tied")


def test_slope_and_intercept_of_a_2_by_2_table_by_hand() -> None:
    # 3 of 10 positive at score .2 and 6 of 10 at .8: both frequencies are met exactly.
    scores = np.repeat([0.2, 0.8], 10)[:, None]
    targets = np.array([1] * 3 + [0] * 7 + [1] * 6 + [0] * 4)[:, None]
    ours = recalibration(scores, targets)
    low, high, step = math.log(3 / 7), math.log(6 / 4), math.log(4)
    assert ours.slope[0] == pytest.approx((high - low) / (2 * step), rel=1e-10)
    assert ours.intercept[0] == pytest.approx((high + low) / 2, rel=1e-10)
    # In the large the mean prediction meets the frequency of 9 in 20.
    shifted = 1 / (1 + np.exp(-(ours.in_the_large[0] + np.repeat([-step, step], 10))))
    assert shifted.mean() == pytest.approx(0.45, rel=1e-10)


def test_calibrated_scores_have_slope_1_and_intercept_0_and_distorted_ones_show_by_how_much() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(-1, 1.5, 40_000)
    targets = (rng.random(40_000) < 1 / (1 + np.exp(-logits))).astype(float)[:, None]
    scores = 1 / (1 + np.exp(-np.stack([logits, 2 * logits, logits + 1], 1)))
    ours = recalibration(scores, np.tile(targets, (1, 3)))
    np.testing.assert_allclose(ours.slope, [1, 0.5, 1], atol=0.03)
    np.testing.assert_allclose(ours.intercept, [0, 0, -1], atol=0.06)
    np.testing.assert_allclose(ours.in_the_large[[0, 2]], [0, -1], atol=0.05)


def test_there_is_no_slope_without_overlap_and_the_reason_is_given() -> None:
    nan = math.nan
    scores = np.array([[0.1, 0.5, 0.1, 0.1, 0.9, 0.1], [0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.9, 0.1, 0.9]])
    targets = np.array([[0, 0, 1, nan, 0, 1], [0, 1, 1, nan, 0, 1], [1, 1, 1, nan, 1, 0]])
    ours = recalibration(scores, targets)
    assert ours.reasons == (
        "the scores separate positives from negatives: the slope has no limit",
        "all scores are equal",
        "no negatives among 3 rows",
        "not assessed",
        "the scores separate positives from negatives: the slope has no limit",
        "the scores separate positives from negatives: the slope has no limit",
    )
    assert np.isnan(ours.slope).all() and np.isnan(ours.intercept).all()
    assert np.isnan(ours.in_the_large).tolist() == [False, False, True, True, False, False]


def test_scores_that_are_all_0_have_a_shift_and_no_slope() -> None:
    targets = np.array([1.0] * 17 + [0.0] * 3)[:, None]
    ours = recalibration(np.zeros((20, 1)), targets)
    assert ours.reasons == ("all scores are equal",)
    # The probability next to 0 that stands for 0 is moved to 17 in 20.
    assert ours.in_the_large[0] == pytest.approx(math.log(17 / 3) - math.log(1e-6 / (1 - 1e-6)), rel=1e-12)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
@pytest.mark.parametrize("seed", range(5))
def test_scores_of_0_and_1_alone_are_fitted_as_their_2_by_2_table(share: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    # Two rows of every kind, so that the slope is finite.
    scores = np.concatenate([[0.0, 0, 1, 1], rng.random(200) < share])[:, None]
    targets = np.concatenate([[0.0, 1, 0, 1], rng.random(200) < 0.3])[:, None]
    ours = recalibration(scores, targets)
    logit = math.log((1 - 1e-6) / 1e-6)
    low, high = (math.log(part.mean() / (1 - part.mean())) for part in (targets[scores == at] for at in (0, 1)))
    assert ours.slope[0] == pytest.approx((high - low) / (2 * logit), abs=1e-9)
    assert ours.intercept[0] == pytest.approx((high + low) / 2, abs=1e-9)
    shifted = 1 / (1 + np.exp(-(ours.in_the_large[0] + np.where(scores == 1, logit, -logit))))
    assert shifted.mean() == pytest.approx(targets.mean(), abs=1e-9)


def test_scores_that_hardly_differ_are_fitted_as_scikit_learn_fits_them_spread_out() -> None:
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(3)
    spread = rng.normal(0, 1, 300)
    targets = (rng.random(300) < 1 / (1 + np.exp(-spread))).astype(float)
    theirs = LogisticRegression(C=np.inf, tol=1e-12, max_iter=1000).fit(spread[:, None], targets)
    ours = recalibration((1 / (1 + np.exp(-(spread * 1e-9 - 9))))[:, None], targets[:, None])
    # The logits have only some 6 digits of the difference.
    assert ours.slope[0] == pytest.approx(theirs.coef_[0, 0] * 1e9, rel=1e-4)


def test_a_slope_too_steep_to_be_found_is_said_to_be_that() -> None:
    # One pair out of order by the least difference there is, and all others far apart.
    scores = np.array([0.01] * 50 + [0.5, np.nextafter(0.5, 1)] + [0.99] * 50)[:, None]
    targets = np.array([0.0] * 50 + [1.0, 0.0] + [1.0] * 50)[:, None]
    ours = recalibration(scores, targets)
    assert ours.reasons == ("the scores all but separate positives from negatives: no slope was found",)
    assert np.isnan([ours.slope[0], ours.intercept[0]]).all()
    assert ours.in_the_large[0] == pytest.approx(0, abs=1e-9)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_scores_give_a_slope_or_a_reason(rows: list[tuple[float, bool]]) -> None:
    score, target = (np.array(column, dtype=float)[:, None] for column in zip(*rows, strict=True))
    ours = recalibration(score, target)
    assert np.isfinite([ours.slope[0], ours.intercept[0]]).all() == (not ours.reasons[0])
    assert math.isfinite(ours.in_the_large[0]) == (0 < target.mean() < 1)


@given(st.lists(st.tuples(st.sampled_from([0.0, 1e-4, 0.3, 0.5, 0.999, 1.0]), st.booleans()), min_size=2, max_size=40))
@settings(max_examples=150, deadline=None)
def test_at_every_fit_the_residuals_are_orthogonal_to_1_and_the_logits(rows: list[tuple[float, bool]]) -> None:
    score, target = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    ours = recalibration(score[:, None], target[:, None])
    inside = np.clip(score, 1e-6, 1 - 1e-6)
    x = np.log(inside / (1 - inside))
    if not ours.reasons[0]:
        p = 1 / (1 + np.exp(-(ours.intercept[0] + ours.slope[0] * x)))
        assert abs((p - target).sum()) < 1e-7
        assert abs(((p - target) * x).sum()) < 1e-6
    if 0 < target.mean() < 1:
        p = 1 / (1 + np.exp(-(ours.in_the_large[0] + x)))
        assert abs((p - target).sum()) < 1e-7


def test_torch_tensors_give_the_same_as_arrays() -> None:
    scores, targets = scores_and_targets("continuous")
    tensors = torch.from_numpy(scores), torch.from_numpy(targets)
    np.testing.assert_array_equal(ece(*tensors), ece(scores, targets))
    np.testing.assert_array_equal(recalibration(*tensors).slope, recalibration(scores, targets).slope)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("function", [brier, ece, reliability, recalibration, calibration_bins])
def test_scores_that_are_no_probabilities_are_refused(function: object, kind: str) -> None:
    scores, targets = scores_and_targets(kind)
    for value in (-0.01, 1.7):
        scores[3, 1] = value
        with pytest.raises(ValueError, match=rf"scores must be probabilities, from 0 to 1, got {value} at \[3, 1\]"):
            function(scores, targets)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda: ece(SCORES, TARGETS, 0), r"bins must be a whole number of at least 1, got 0"),
        (lambda: ece(SCORES, TARGETS, 2.5), r"bins must be a whole number of at least 1, got 2.5"),  # type: ignore[arg-type]
        (lambda: ece(SCORES, TARGETS, 5, "equal"), r"binning must be 'width' or 'mass', got 'equal'"),  # type: ignore[arg-type]
        (lambda: rms_calibration_error([0.5, 95.0], [1, 0]), r"confidence must be from 0 to 1, got 0.5 to 95.0"),
        (lambda: rms_calibration_error([0.5], [1, 0]), r"correct must have the shape of confidence, \[1\], got \[2\]"),
        (lambda: rms_calibration_error([0.5], [0.5]), r"correct must be 1, 0 or NaN, got 0.5 at \[0\]"),
        (lambda: rms_calibration_error([0.5], [1], last_bin="skip"), r"last_bin must be 'drop' or 'keep', got 'skip'"),  # type: ignore[arg-type]
    ],
)
def test_bad_input_is_refused_by_name_expectation_and_what_came(call: object, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        call()  # type: ignore[operator]
