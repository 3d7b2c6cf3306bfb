"""Intervals and tests for shares against scipy, formulas written out, and literal enumeration."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from podium.registry.metrics.distributions import (
    binomial_pmf,
    binomial_quantile,
    normal_cdf,
    normal_quantile,
    reach,
    two_sided_p,
)
from podium.registry.metrics.intervals import (
    acceleration,
    bca_interval,
    exact_interval,
    holm,
    mcnemar,
    wilson_interval,
)


@pytest.mark.parametrize(("n", "share"), [(0, 0.3), (1, 0.5), (20, 0.0), (20, 1.0), (37, 0.013), (14042, 0.71)])
def test_the_binomial_distribution_equals_scipy(n: int, share: float) -> None:
    np.testing.assert_allclose(
        binomial_pmf(n, share), stats.binom.pmf(np.arange(n + 1), n, share), rtol=1e-8, atol=1e-300
    )
    for quantile in (0.025, 0.5, 0.975):
        assert binomial_quantile(n, share, quantile) == stats.binom.ppf(quantile, n, share)


def test_the_normal_distribution_equals_scipy_far_into_the_tails() -> None:
    assert normal_quantile(0.0) == -math.inf and normal_quantile(1.0) == math.inf
    assert reach(0.95) == pytest.approx(1.959963984540054, rel=1e-14)
    for value in (-30.0, -1.3, 0.0, 2.5):
        assert normal_cdf(value) == pytest.approx(stats.norm.cdf(value), rel=1e-12)
    z = np.array([[-12.0, 0.5], [0.0, np.nan]])
    np.testing.assert_allclose(two_sided_p(z), 2 * stats.norm.sf(np.abs(z)), rtol=1e-12)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
@pytest.mark.parametrize(("right", "n"), [(0, 1), (1, 1), (0, 20), (7, 20), (20, 20), (3, 2000), (9_970, 14_042)])
def test_wilson_and_exact_intervals_equal_scipy(right: int, n: int, level: float) -> None:
    reference = stats.binomtest(right, n)
    for ours, method in ((wilson_interval, "wilson"), (exact_interval, "exact")):
        expected = reference.proportion_ci(level, method=method)
        low, high = ours(right, n, level)
        assert float(low) == pytest.approx(expected.low, rel=1e-9, abs=1e-15)
        assert float(high) == pytest.approx(expected.high, rel=1e-9, abs=1e-15)


def test_wilsons_interval_of_7_in_20_by_hand() -> None:
    z = 1.959963984540054
    centre, spread = 0.35 + z * z / 40, z * math.sqrt(0.35 * 0.65 / 20 + z * z / 1600)
    ours = wilson_interval([7], 20)
    assert ours.low.tolist() == [pytest.approx((centre - spread) / (1 + z * z / 20), rel=1e-14)]
    assert ours.high.tolist() == [pytest.approx((centre + spread) / (1 + z * z / 20), rel=1e-14)]


def test_no_trials_give_no_interval_and_all_or_none_right_give_an_exact_end() -> None:
    for interval in (wilson_interval, exact_interval):
        low, high = interval([0, 0, 5], [0, 5, 5])
        assert np.isnan([low[0], high[0]]).all()
        assert (low[1], high[2]) == (0.0, 1.0)
        assert 0 < high[1] < 1 and 0 < low[2] < 1


def test_holm_by_hand() -> None:
    # Sorted 0.01, 0.02, 0.03, 0.04 times 4, 3, 2, 1: 0.04, 0.06, 0.06, 0.04; the last may not fall below 0.06.
    np.testing.assert_allclose(holm([0.03, 0.01, 0.04, 0.02]), [0.06, 0.04, 0.06, 0.06], rtol=1e-15)
    assert holm([0.6, 0.7]).tolist() == [1.0, 1.0]


def test_holm_leaves_out_tests_that_could_not_be_made() -> None:
    ours = holm([math.nan, 0.02, math.nan, 0.01])
    assert np.isnan(ours[[0, 2]]).all()
    assert ours[[1, 3]].tolist() == [0.02, 0.02]
    assert np.isnan(holm([math.nan])).all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_rejects_step_by_step(values: list[float]) -> None:
    ours = holm(values)
    for level in (0.01, 0.05, 0.3):
        rejected = set()
        for step, index in enumerate(sorted(range(len(values)), key=lambda i: values[i])):
            if (len(values) - step) * values[index] > level:
                break
            rejected.add(index)
        assert set(np.flatnonzero(ours <= level)) == rejected


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 5))
@settings(deadline=None)
def test_mcnemar_equals_the_binomial_test_and_its_mid_p(only_first: int, only_second: int, both: int) -> None:
    first = [1] * only_first + [0] * only_second + [1] * both + [0]
    second = [0] * only_first + [1] * only_second + [1] * both + [0]
    ours = mcnemar(first, second)
    assert (ours.only_first, ours.only_second) == (only_first, only_second)
    n = only_first + only_second
    expected = stats.binomtest(only_first, n).pvalue if n else 1.0
    assert ours.p_exact == pytest.approx(expected, rel=1e-9)
    at = stats.binom.pmf(only_first, n, 0.5)
    assert ours.p_mid == pytest.approx(1 - at / 2 if only_first == only_second else expected - at, rel=1e-9)


def test_mcnemar_on_the_published_example_of_21_children() -> None:
    # Fagerland, Lydersen, Laake 2013: 1 against 7 discordant pairs, exact 0.0703, mid-p 0.0391.
    first = [1] + [1] + [0] * 7 + [0] * 12
    second = [1] + [0] + [1] * 7 + [0] * 12
    ours = mcnemar(first, second)
    assert ours.p_exact == pytest.approx(0.0703125, rel=1e-12)
    assert ours.p_mid == pytest.approx(0.0390625, rel=1e-12)


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 4)), min_size=5, max_size=20))
@settings(deadline=None)
def test_clustered_mcnemar_equals_the_enumeration_of_all_swaps_of_clusters(rows: list[tuple[bool, bool, int]]) -> None:
    first, second, clusters = zip(*rows, strict=True)
    gains = [sum(a - b for a, b, c in rows if c == cluster) for cluster in range(5)]
    swapped = [
        abs(sum(map(math.prod, zip(signs, gains, strict=True)))) for signs in itertools.product((1, -1), repeat=5)
    ]
    observed = abs(sum(gains))
    beyond = sum(value > observed for value in swapped) / 32
    at = sum(value == observed for value in swapped) / 32
    ours = mcnemar(first, second, clusters)
    assert ours.p_exact == pytest.approx(beyond + at, rel=1e-12)
    assert ours.p_mid == pytest.approx(beyond + at / 2, rel=1e-12)


def test_mcnemar_of_large_clusters_is_near_its_normal_approximation() -> None:
    rng = np.random.default_rng(0)
    clusters = rng.integers(0, 300, 60_000)
    lean = rng.standard_normal(300)[clusters]
    first = (rng.standard_normal(60_000) + lean > 0).astype(float)
    second = (rng.standard_normal(60_000) - lean > 0.1).astype(float)
    gains = np.bincount(clusters, first - second)
    z = gains.sum() / math.sqrt((gains**2).sum())
    assert mcnemar(first, second, clusters).p_mid == pytest.approx(2 * stats.norm.sf(abs(z)), rel=0.05)
    # Taken item by item the same data look far more certain than they are.
    assert mcnemar(first, second).p_mid < mcnemar(first, second, clusters).p_mid / 100


def bca_of_a_mean(data: np.ndarray[tuple[int], np.dtype[np.float64]], replicates: int) -> tuple[float, float]:
    rng = np.random.default_rng(1)
    means = data[rng.integers(0, len(data), (replicates, len(data)))].mean(1)
    bend = acceleration((data - data.mean())[:, None])
    ours = bca_interval(means[:, None], [data.mean()], bend)
    return float(ours.low[0]), float(ours.high[0])


def test_bca_of_a_mean_equals_scipy_within_monte_carlo_noise() -> None:
    data = np.random.default_rng(0).exponential(size=80)
    expected = stats.bootstrap((data,), np.mean, n_resamples=40_000, method="BCa", rng=np.random.default_rng(2))
    low, high = bca_of_a_mean(data, 40_000)
    spread = expected.standard_error
    assert low == pytest.approx(expected.confidence_interval.low, abs=0.05 * spread)
    assert high == pytest.approx(expected.confidence_interval.high, abs=0.05 * spread)
    # The correction is larger than that noise: the plain percentile ends lie elsewhere.
    plain = stats.bootstrap((data,), np.mean, n_resamples=40_000, method="percentile", rng=np.random.default_rng(2))
    assert high - plain.confidence_interval.high > 0.1 * spread


def test_bca_equals_scipy_exactly_on_the_same_replicates() -> None:
    data = np.random.default_rng(0).exponential(size=25)
    reference = stats.bootstrap((data,), np.var, n_resamples=999, method="BCa", rng=np.random.default_rng(3))
    left_out = np.array([np.var(np.delete(data, row)) for row in range(25)])
    ours = bca_interval(
        reference.bootstrap_distribution[:, None], [np.var(data)], acceleration((left_out.mean() - left_out)[:, None])
    )
    assert ours.low[0] == pytest.approx(reference.confidence_interval.low, rel=1e-12)
    assert ours.high[0] == pytest.approx(reference.confidence_interval.high, rel=1e-12)


def test_bca_without_bias_and_acceleration_is_the_percentile_interval_and_counts_nan() -> None:
    replicates = np.append(np.arange(101.0), [np.nan, np.nan])[:, None]
    ours = bca_interval(torch.from_numpy(replicates), [50.0], [0.0], level=0.9)
    assert (ours.low[0], ours.high[0]) == pytest.approx((5.0, 95.0), rel=1e-12)
    assert ours.undefined.tolist() == [2]


def test_bca_is_nan_where_the_estimate_lies_outside_all_replicates_or_is_undefined() -> None:
    replicates = np.tile(np.arange(10.0)[:, None], (1, 4))
    replicates[:, 3] = np.nan
    ours = bca_interval(replicates, [20.0, math.nan, 5.0, 5.0], [0.0, 0.0, math.nan, 0.0])
    assert np.isnan(ours.low).all() and np.isnan(ours.high).all()
    assert ours.undefined.tolist() == [0, 0, 0, 10]


def test_the_acceleration_by_hand_is_free_of_scale_and_nan_without_influence() -> None:
    values = np.array([[1.0, 0.0], [1.0, 0.0], [-2.0, 0.0]])
    ours = acceleration(values)
    assert ours[0] == pytest.approx((1 + 1 - 8) / (6 * 6**1.5), rel=1e-14)
    assert math.isnan(ours[1])
    assert acceleration(values * 1e-5)[0] == pytest.approx(ours[0], rel=1e-12)


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda: wilson_interval([3], [2]), r"successes must not exceed n, got \[3\] of \[2\]"),
        (lambda: wilson_interval([1.5], [2]), r"successes must be whole numbers from 0 on, got \[1.5\]"),
        (lambda: exact_interval([1], [-1]), r"n must be whole numbers from 0 on, got \[-1\]"),
        (lambda: exact_interval([1, 2], [5]), r"n must be one number or have the shape of successes, \[2\], got \[1\]"),
        (lambda: exact_interval([1], [2], 1.0), r"level must be between 0 and 1, got 1.0"),
        (lambda: holm([0.5, 1.5]), r"p_values must be from 0 to 1 or NaN, got \[0.5, 1.5\]"),
        (lambda: holm([]), r"p_values must have shape \[K\] and not be empty, got \[0\]"),
        (lambda: mcnemar([1, 0], [1]), r"second must have the shape of first, \[2\], got \[1\]"),
        (lambda: mcnemar([1, 2], [1, 0]), r"first must be 1 or 0, got 2.0 at \[1\]"),
        (lambda: mcnemar([1, 0], [1, 0], [0, 5]), r"clusters must be numbered from 0 to N - 1 = 1, got 5 at \[1\]"),
        (lambda: bca_interval(np.zeros((0, 2)), [0, 0], [0, 0]), r"replicates must have shape .* got \[0, 2\]"),
        (lambda: bca_interval(np.zeros((5, 2)), [0.0], [0, 0]), r"point must have shape \[2\], got \[1\]"),
        (lambda: acceleration(np.zeros((0, 2))), r"influence must have shape .* got \[0, 2\]"),
    ],
)
def test_bad_input_is_refused_by_name_expectation_and_what_came(call: object, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        call()  # type: ignore[operator]
