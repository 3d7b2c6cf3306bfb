"""The cell bootstrap of accuracies has the distribution of the index bootstrap it stands for."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from podium.registry.metrics import accuracies as module
from podium.registry.metrics.accuracies import Accuracy, accuracy, accuracy_difference
from podium.tests.registry.metrics.examples import Floats

Whole = NDArray[np.int64]

NORMAL = 1.959963984540054


def exam(items: int = 400, seed: int = 0) -> tuple[Floats, Floats, Whole]:
    """Return right/wrong of two models and the subject, of three subjects of 60, 30 and 10 %."""
    rng = np.random.default_rng(seed)
    subjects = rng.choice(3, items, p=[0.6, 0.3, 0.1])
    ease = rng.random(items)
    first = (ease + 0.2 * subjects > 0.5).astype(float)
    second = (ease + rng.normal(0, 0.2, items) > 0.4).astype(float)
    return first, second, subjects


def by_index(values: Floats, subjects: Whole, rows: Whole) -> Floats:
    """Return micro and macro mean of each resample of rows, [B, 2]."""
    result = np.empty((len(rows), 2))
    for place, drawn in enumerate(rows):
        right = [values[drawn][subjects[drawn] == subject] for subject in range(3)]
        result[place] = values[drawn].mean(), np.mean([part.mean() for part in right])
    return result


def drawn(draw: module._Draw, gain: object, blocks: int) -> Floats:
    """Return the micro and macro values of the first blocks of replicates, [2, B]."""
    cells = np.concatenate([draw._block(block, module._BLOCK) for block in range(blocks)])
    return module._micro_macro(cells, np.asarray(gain))


def assert_same_distribution(ours: Floats, expected: Floats) -> None:
    """Compare means and spreads within four standard errors, and the shapes by Kolmogorov and Smirnov."""
    n = len(expected)
    assert ours.mean() == pytest.approx(expected.mean(), abs=4 * expected.std() * math.sqrt(1 / n + 1 / len(ours)))
    assert ours.std() == pytest.approx(expected.std(), rel=4 * math.sqrt(1 / (2 * n) + 1 / (2 * len(ours))))
    # The values come in steps; ties make this test accept too much, never too little.
    assert stats.ks_2samp(ours, expected).pvalue > 1e-3


def test_cells_have_the_distribution_of_resampled_items() -> None:
    first, second, subjects = exam()
    rows = np.random.default_rng(5).integers(0, 400, (4_000, 400))
    draw = module._Draw.of(first, 2, subjects, None, False, None, 0)
    paired = module._Draw.of(2 * first + second, 4, subjects, None, False, None, 0)
    for values, ours in (
        (first, drawn(draw, [0, 1], 10)),
        (first - second, drawn(paired, [0, -1, 1, 0], 10)),
    ):
        expected = by_index(values, subjects, rows)
        for column in (0, 1):
            assert_same_distribution(ours[column], expected[:, column])


def test_stratified_cells_have_the_distribution_of_items_resampled_within_subjects() -> None:
    first, second, subjects = exam()
    rng = np.random.default_rng(6)
    rows = np.empty((4_000, 400), dtype=np.int64)
    for subject in range(3):
        members = np.flatnonzero(subjects == subject)
        rows[:, members] = members[rng.integers(0, len(members), (4_000, len(members)))]
    draw = module._Draw.of(first, 2, subjects, None, True, None, 0)
    paired = module._Draw.of(2 * first + second, 4, subjects, None, True, None, 0)
    for values, ours in (
        (first, drawn(draw, [0, 1], 10)),
        (first - second, drawn(paired, [0, -1, 1, 0], 10)),
    ):
        expected = by_index(values, subjects, rows)
        for column in (0, 1):
            assert_same_distribution(ours[column], expected[:, column])


def test_clusters_have_the_distribution_of_resampled_clusters() -> None:
    first, _, subjects = exam()
    clusters = np.repeat(np.arange(100), 4) * 3
    rng = np.random.default_rng(7)
    members = np.arange(400).reshape(100, 4)
    rows = members[rng.integers(0, 100, (4_000, 100))].reshape(4_000, 400)
    ours = drawn(module._Draw.of(first, 2, subjects, clusters, False, None, 0), [0, 1], 8)
    expected = by_index(first, subjects, rows)
    for column in (0, 1):
        assert_same_distribution(ours[column], expected[:, column])


def test_where_subjects_are_drawn_the_macro_figure_is_the_mean_over_those_drawn_and_never_undefined() -> None:
    rng = np.random.default_rng(1)
    sizes = rng.integers(2, 40, 12)
    subjects = np.repeat(np.arange(12), sizes)
    ease = np.repeat(rng.random(12), sizes)
    first, second = (rng.random((2, len(ease))) < ease).astype(float)
    # What the bootstrap over subjects is, written down plainly: draw subjects, take the mean of their shares.
    rows = np.random.default_rng(8).integers(0, 12, (20_000, 12))
    for values, found in (
        (first, accuracy(first, subjects, clusters=subjects, replicates=20_000).macro),
        (first - second, accuracy_difference(first, second, subjects, clusters=subjects, replicates=20_000).macro),
    ):
        shares = np.array([values[subjects == subject].mean() for subject in range(12)])
        expected = np.quantile(shares[rows].mean(1), [0.025, 0.975])
        assert found.value == pytest.approx(shares.mean())
        assert found.undefined == 0
        assert (found.low, found.high) == pytest.approx(tuple(expected), abs=0.006)
        assert found.high - found.low > 0.1


def test_clusters_within_subjects_are_drawn_within_each_where_that_is_asked_for() -> None:
    rng = np.random.default_rng(2)
    # Nine subjects in three disciplines of two, three and four.
    discipline = np.array([0, 0, 1, 1, 1, 2, 2, 2, 2])
    sizes = rng.integers(3, 20, 9)
    clusters = np.repeat(np.arange(9), sizes)
    correct = (rng.random(len(clusters)) < np.repeat(rng.random(9), sizes)).astype(float)
    right = np.bincount(clusters, weights=correct)
    draws = np.random.default_rng(9)
    expected = np.zeros(20_000)
    for group in range(3):
        members = np.flatnonzero(discipline == group)
        drawn = members[draws.integers(0, len(members), (20_000, len(members)))]
        expected += right[drawn].sum(1) / sizes[drawn].sum(1) / 3
    found = accuracy(correct, discipline[clusters], clusters=clusters, stratified=True, replicates=20_000).macro
    assert found.undefined == 0
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(expected, [0.025, 0.975])), abs=0.006)


def test_a_subject_without_items_leaves_no_macro_mean_where_subjects_are_drawn_either() -> None:
    found = accuracy([1, 0, 1], [0, 0, 2], clusters=[0, 0, 2], replicates=20).macro
    assert math.isnan(found.value) and math.isnan(found.low) and found.undefined == 20


def test_a_draw_of_cells_is_multinomial() -> None:
    cells = np.array([0, 1, 5, 14, 80, 0])
    counts = np.concatenate(
        [module._multinomial(np.random.Generator(np.random.PCG64([3, block])), cells) for block in range(80)]
    )
    assert (counts.sum(1) == 100).all()
    assert (counts[:, [0, 5]] == 0).all()
    share = cells / 100
    covariance = 100 * (np.diag(share) - np.outer(share, share))
    np.testing.assert_allclose(counts.mean(0), cells, atol=0.1)
    np.testing.assert_allclose(np.cov(counts.T), covariance, atol=0.5)
    for cell in (1, 2, 3, 4):
        expected = stats.binom.pmf(np.arange(101), 100, share[cell]) * len(counts)
        seen = np.bincount(counts[:, cell], minlength=101)
        common = expected > 20
        statistic = ((seen[common] - expected[common]) ** 2 / expected[common]).sum()
        assert stats.chi2.sf(statistic, common.sum() - 1) > 1e-4


def test_a_draw_of_one_item_or_few_is_exact_too() -> None:
    generator = np.random.Generator(np.random.PCG64(0))
    assert (module._multinomial(generator, np.array([0, 1])) == [0, 1]).all()
    counts = module._multinomial(generator, np.array([1, 2]))
    assert set(map(tuple, counts.tolist())) == {(0, 3), (1, 2), (2, 1), (3, 0)}


def test_the_micro_interval_is_read_off_the_binomial_distribution() -> None:
    first, _, subjects = exam()
    ours = accuracy(first, subjects, level=0.9)
    right = int(first.sum())
    expected = stats.binom.ppf([0.05, 0.95], 400, right / 400) / 400
    assert (ours.micro.value, ours.micro.low, ours.micro.high) == (right / 400, *expected)
    sampled = drawn(module._Draw.of(first, 2, subjects, None, False, None, 0), [0, 1], 40)[0]
    np.testing.assert_allclose(np.quantile(sampled, [0.05, 0.95]), expected, atol=0.003)


def test_values_and_counts_by_hand() -> None:
    ours = accuracy([1, 0, 1, 1, 0], [0, 0, 0, 2, 2], subject_count=3, replicates=50)
    assert ours.micro.value == 0.6
    assert ours.right.tolist() == [2, 0, 1]
    assert ours.items.tolist() == [3, 0, 2]
    np.testing.assert_array_equal(ours.by_subject, [2 / 3, np.nan, 0.5])
    intervals = ours.subject_intervals()
    assert intervals.low[0] == pytest.approx(stats.binomtest(2, 3).proportion_ci(method="wilson").low)
    assert np.isnan(intervals.low[1])


def test_a_subject_without_items_leaves_no_macro_mean_and_is_not_left_out_silently() -> None:
    ours = accuracy([1, 0, 1, 1], [0, 0, 2, 2], replicates=50)
    assert math.isnan(ours.macro.value) and math.isnan(ours.macro.low)
    assert ours.macro.undefined == 50
    assert ours.micro.undefined == 0


def test_replicates_that_miss_a_small_subject_are_counted_and_the_strata_miss_none() -> None:
    correct, subjects = [1, 0] * 10 + [1], [0] * 20 + [1]
    free = accuracy(correct, subjects, replicates=2_000)
    # A given item is in none of 21 draws.
    assert free.macro.undefined / 2_000 == pytest.approx((20 / 21) ** 21, abs=0.04)
    assert free.macro.value == 0.75
    # An interval of the others alone would not be one of 95 %.
    assert math.isnan(free.macro.low) and math.isnan(free.macro.high)
    assert accuracy(correct, subjects, replicates=2_000, stratified=True).macro.undefined == 0


def test_all_right_and_all_wrong_give_points_and_wilsons_intervals_do_not() -> None:
    for value in (0.0, 1.0):
        for options in ({}, {"stratified": True}, {"clusters": [0, 0, 1, 1, 2, 2]}):
            ours: Accuracy = accuracy([value] * 6, [0, 0, 0, 0, 0, 0], replicates=100, **options)
            for estimate in (ours.micro, ours.macro):
                assert estimate == (value, value, value, 0)
    low, high = accuracy([1.0] * 6, replicates=10).subject_intervals()
    assert 0.5 < low[0] < high[0] == 1.0


def test_without_subjects_macro_is_micro() -> None:
    first, _, _ = exam()
    ours = accuracy(first)
    assert ours.macro.value == ours.micro.value
    assert ours.items.tolist() == [400]
    assert ours.macro.low == pytest.approx(ours.micro.low, abs=0.005)


def test_a_replicate_depends_on_the_seed_and_its_number_only() -> None:
    first, second, subjects = exam()
    for options in ({}, {"stratified": True}, {"clusters": np.arange(400) // 5}):
        draw = module._Draw.of(
            2 * first + second, 4, subjects, options.get("clusters"), "stratified" in options, None, 9
        )
        whole = np.concatenate([draw._block(block, module._BLOCK) for block in range(3)])
        again = np.concatenate([draw._block(0, 500), draw._block(1, 500), draw._block(2, 17)])
        np.testing.assert_array_equal(whole[:1017], again)
        other = module._Draw.of(
            2 * first + second, 4, subjects, options.get("clusters"), "stratified" in options, None, 10
        )
        assert (other._block(0, 500) != whole[:500]).any()
        assert accuracy(first, subjects, seed=4, **options).macro == accuracy(first, subjects, seed=4, **options).macro


def test_paired_difference_is_narrower_than_two_separate_intervals_and_its_parts_are_the_models() -> None:
    first, second, subjects = exam()
    ours = accuracy_difference(first, second, subjects, replicates=4_000)
    assert ours.micro.value == pytest.approx(first.mean() - second.mean(), rel=1e-12)
    for model, values in ((ours.first, first), (ours.second, second)):
        alone = accuracy(values, subjects, replicates=4_000)
        assert model.micro.value == alone.micro.value
        assert model.macro.value == alone.macro.value
        assert model.macro.low == pytest.approx(alone.macro.low, abs=0.01)
        np.testing.assert_array_equal(model.right, alone.right)
    se = np.std(first - second) / math.sqrt(400)
    assert ours.micro.high - ours.micro.low == pytest.approx(2 * NORMAL * se, rel=0.1)
    np.testing.assert_array_equal(ours.by_subject, ours.first.by_subject - ours.second.by_subject)
    swapped = accuracy_difference(second, first, subjects, replicates=100)
    assert swapped.micro.value == -ours.micro.value


def test_a_model_against_itself_has_the_interval_zero() -> None:
    first, _, subjects = exam()
    for stratified in (False, True):
        ours = accuracy_difference(first, first, subjects, stratified=stratified, replicates=200)
        assert ours.micro == (0.0, 0.0, 0.0, 0)
        assert ours.macro == (0.0, 0.0, 0.0, 0)


def test_clusters_that_agree_widen_the_interval_by_the_root_of_their_size() -> None:
    rng = np.random.default_rng(0)
    correct = np.repeat(rng.random(200) < 0.6, 4).astype(float)
    alone = accuracy(correct, replicates=4_000)
    together = accuracy(correct, clusters=np.arange(800) // 4, replicates=4_000)
    width, wide = (estimate.high - estimate.low for estimate in (alone.micro, together.micro))
    assert wide / width == pytest.approx(2, rel=0.1)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=4, max_size=30), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_small_exam_gives_its_counts_and_an_interval_within_0_and_1(
    rows: list[tuple[bool, int]], stratified: bool
) -> None:
    correct, subjects = (np.array(column) for column in zip(*rows, strict=True))
    ours = accuracy(torch.from_numpy(correct), torch.from_numpy(subjects), stratified=stratified, replicates=100)
    shares = [
        correct[subjects == subject].mean() for subject in range(subjects.max() + 1) if (subjects == subject).any()
    ]
    whole = len(shares) == subjects.max() + 1
    assert ours.micro.value == pytest.approx(correct.mean(), abs=1e-15)
    assert ours.macro.value == pytest.approx(np.mean(shares) if whole else math.nan, abs=1e-15, nan_ok=True)
    assert 0 <= ours.micro.low <= ours.micro.high <= 1


def test_ten_thousand_replicates_of_14042_items_in_57_subjects_take_a_fraction_of_a_second() -> None:
    rng = np.random.default_rng(0)
    subjects = np.concatenate([np.arange(57), rng.integers(0, 57, 14_042 - 57)])
    correct = rng.random(14_042) < 0.6
    accuracy(correct, subjects, replicates=1)
    start = time.process_time()
    accuracy(correct, subjects, replicates=10_000)
    # 0.09 s on the machine it was written on; the index bootstrap takes a second.
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"correct": [1, 2]}, r"correct must be 1 or 0, got 2.0 at \[1\]"),
        ({"correct": []}, r"correct must have shape \[N\] and not be empty, got \[0\]"),
        ({"subjects": [0]}, r"subjects must have shape \[N\] = \[2\], got \[1\]"),
        ({"subjects": [0, -1]}, r"subjects must be numbered from 0 to N - 1 = 1, got -1 at \[1\]"),
        ({"subject_count": 0}, r"subject_count must be a whole number of at least 1, got 0"),
        ({"subjects": [0, 1], "subject_count": 1}, r"subject_count must be at least 2, .* got 1"),
        (
            {"subjects": [0, 1], "clusters": [0, 0], "stratified": True},
            r"clusters must each lie in one subject where stratified is True, got one in several",
        ),
        ({"replicates": 0}, r"replicates must be a whole number of at least 1, got 0"),
        ({"seed": -1}, r"seed must be a whole number from 0 to 2\*\*64 - 1, got -1"),
        ({"level": 0}, r"level must be between 0 and 1, got 0"),
    ],
)
def test_bad_input_is_refused_by_name_expectation_and_what_came(options: dict[str, object], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        accuracy(**({"correct": [1, 0]} | options))  # type: ignore[arg-type]


def test_two_models_on_different_items_are_refused() -> None:
    with pytest.raises(ValueError, match=r"second must have the shape of first, \[2\], got \[3\]"):
        accuracy_difference([1, 0], [1, 0, 1])
