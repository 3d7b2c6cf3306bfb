"""DeLong and clustered DeLong against placements written out pair by pair, and what follows from them."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from podium.registry.metrics.delong import DeLong, delong, delong_test, influence
from podium.tests.registry.metrics.examples import KINDS, Floats, scores_and_targets


def pairwise(score: Floats, target: Floats) -> tuple[float, Floats, Floats]:
    """Return area, placements of the positives and of the negatives from all m times n pairs."""
    pairs = np.sign(np.subtract.outer(score[target == 1], score[target == 0])) / 2 + 0.5
    return float(pairs.mean()), pairs.mean(1), pairs.mean(0)


def delong_1988(first: Floats, second: Floats, target: Floats) -> float:
    """Return the covariance of two areas: S10 / m + S01 / n of sample covariances of placements."""
    seen = ~np.isnan(target)
    _, up, down = pairwise(first[seen], target[seen])
    _, up_2, down_2 = pairwise(second[seen], target[seen])
    return float(np.cov(up, up_2)[0, 1] / len(up) + np.cov(down, down_2)[0, 1] / len(down))


def obuchowski_1997(first: Floats, second: Floats, target: Floats, clusters: list[int]) -> float:
    """Return the clustered covariance, cluster by cluster, in the words of the paper."""
    rows = [row for row in range(len(target)) if not math.isnan(target[row])]
    truth = target[rows]
    m, n = int((truth == 1).sum()), int((truth == 0).sum())
    names = sorted({clusters[row] for row in rows})
    i10 = len({clusters[row] for row in rows if target[row] == 1})
    i01 = len({clusters[row] for row in rows if target[row] == 0})
    s10 = s01 = s11 = s11_swapped = 0.0
    parts = [pairwise(score[rows], truth) for score in (first, second)]
    for name in names:
        ups: list[float] = []
        downs: list[float] = []
        positives, negatives = ([row for row in rows if target[row] == kind] for kind in (1, 0))
        for area, up, down in parts:
            for sums, values, which in ((ups, up, positives), (downs, down, negatives)):
                sums.append(sum(v - area for v, r in zip(values, which, strict=True) if clusters[r] == name))
        s10 += ups[0] * ups[1]
        s01 += downs[0] * downs[1]
        s11 += ups[0] * downs[1]
        s11_swapped += ups[1] * downs[0]
    count = len(names)
    s10 *= i10 / ((i10 - 1) * m)
    s01 *= i01 / ((i01 - 1) * n)
    return s10 / m + s01 / n + (s11 + s11_swapped) * count / (count - 1) / (m * n)


def two_models(kind: str, rows: int = 160) -> tuple[Floats, Floats, Floats]:
    first, targets = scores_and_targets(kind, rows)
    second = np.clip(0.6 * first + 0.4 * np.random.default_rng(7).random(first.shape), 0, 1)
    return first, second, targets


@pytest.mark.parametrize("kind", KINDS)
def test_area_and_covariance_equal_the_pairwise_form(kind: str) -> None:
    first, second, targets = two_models(kind)
    ours = delong(np.stack([first, second]), targets)
    for label in range(2):
        seen = ~np.isnan(targets[:, label])
        assert ours.auroc[0, label] == pytest.approx(
            roc_auc_score(targets[seen, label], first[seen, label]), rel=0, abs=1e-12
        )
        for one, other in ((0, 0), (0, 1), (1, 1)):
            left, right = ((first, second)[model][:, label] for model in (one, other))
            expected = delong_1988(left, right, targets[:, label])
            assert ours.between_models[one, other, label] == pytest.approx(expected, rel=1e-9, abs=1e-18)


@pytest.mark.parametrize("kind", KINDS)
def test_clustered_covariance_equals_the_pairwise_form_cluster_by_cluster(kind: str) -> None:
    first, second, targets = two_models(kind)
    clusters = np.random.default_rng(3).integers(0, 50, len(targets))
    ours = delong(np.stack([first, second]), targets, clusters)
    for label in range(2):
        for one, other in ((0, 0), (0, 1), (1, 1)):
            left, right = ((first, second)[model][:, label] for model in (one, other))
            expected = obuchowski_1997(left, right, targets[:, label], clusters.tolist())
            assert ours.between_models[one, other, label] == pytest.approx(expected, rel=1e-9, abs=1e-18)


def test_a_cluster_of_each_row_is_the_same_as_no_clusters() -> None:
    first, _, targets = two_models("tied")
    alone = delong(first, targets)
    numbered = delong(first, targets, np.random.default_rng(0).permutation(len(targets)))
    np.testing.assert_allclose(numbered.covariance, alone.covariance, rtol=1e-12, atol=0)


def test_the_whole_covariance_is_symmetric_and_has_no_negative_eigenvalue() -> None:
    first, second, targets = two_models("continuous")
    for clusters in (None, np.arange(160) // 3):
        full = delong(np.stack([first, second])[:, :, :3], targets[:, :3], clusters).covariance.reshape(6, 6)
        np.testing.assert_allclose(full, full.T, rtol=1e-13)
        assert np.linalg.eigvalsh(full).min() > -1e-15


def test_covariance_between_labels_equals_that_of_areas_over_simulated_data() -> None:
    rng = np.random.default_rng(5)
    areas, claimed = [], []
    for _ in range(600):
        latent = rng.standard_normal((150, 1))
        targets = (latent + 0.5 * rng.standard_normal((150, 2)) > [0.0, 0.5]).astype(float)
        found = delong(targets + rng.standard_normal((150, 1)) + np.zeros((1, 2)), targets)
        areas.append(found.auroc[0])
        claimed.append(found.covariance[0, 0, 0, 1])
    expected = np.cov(np.array(areas).T)[0, 1]
    assert expected > 0
    assert np.mean(claimed) == pytest.approx(expected, rel=0.2)


def test_influence_sums_to_zero_and_its_squares_to_the_variance_without_small_sample_factors() -> None:
    first, _, targets = two_models("tied")
    m, n = int((targets[:, 0] == 1).sum()), int((targets[:, 0] == 0).sum())
    ours = influence(first, targets)[:, 0]
    assert ours.shape == (160,)
    assert ours.sum() == pytest.approx(0, abs=1e-15)
    parts = [(ours[targets[:, 0] == kind] ** 2).sum() for kind in (1, 0)]
    expected = delong(first, targets).se[0, 0] ** 2
    assert parts[0] * m / (m - 1) + parts[1] * n / (n - 1) == pytest.approx(expected, rel=1e-12)


def test_influence_is_the_change_of_the_area_per_weight_of_a_cluster() -> None:
    first, _, targets = two_models("tied", rows=60)
    clusters = np.arange(60) // 4
    ours = influence(first, targets, clusters)
    seen = ~np.isnan(targets[:, 0])
    for cluster in (0, 7, 14):
        areas = []
        for weight in (1 - 1e-5, 1 + 1e-5):
            weights = np.where(clusters == cluster, weight, 1.0)[seen]
            areas.append(roc_auc_score(targets[seen, 0], first[seen, 0], sample_weight=weights))
        assert ours[cluster, 0] == pytest.approx((areas[1] - areas[0]) / 2e-5, rel=1e-5, abs=1e-8)


def test_influence_has_a_row_per_cluster_number_and_is_nan_for_labels_of_one_class() -> None:
    first, _, targets = two_models("continuous", rows=40)
    ours = influence(first, targets, np.where(np.arange(40) < 20, 0, 5))
    assert ours.shape == (6, 6)
    assert ours[1:5, 0].tolist() == [0.0] * 4
    assert np.isnan(ours[:, 3:]).all()


def test_the_test_of_two_models_divides_the_difference_by_its_standard_error() -> None:
    first, second, targets = two_models("continuous")
    clusters = np.arange(160) // 2
    both = delong(np.stack([first, second]), targets, clusters)
    ours = delong_test(first, second, targets, clusters)
    for label in range(2):
        (a, c), (_, b) = both.between_models[:, :, label]
        se = math.sqrt(a + b - 2 * c)
        difference = both.auroc[0, label] - both.auroc[1, label]
        assert ours.difference[label] == pytest.approx(difference, rel=1e-12)
        assert ours.se[label] == pytest.approx(se, rel=1e-9)
        assert ours.z[label] == pytest.approx(difference / se, rel=1e-9)
        assert ours.p[label] == pytest.approx(math.erfc(abs(difference / se) / math.sqrt(2)), rel=1e-9)
        assert ours.low[label] == pytest.approx(difference - 1.959963984540054 * se, rel=1e-9)
        assert ours.high[label] == pytest.approx(difference + 1.959963984540054 * se, rel=1e-9)


def test_the_difference_of_macro_means_uses_the_covariance_between_labels() -> None:
    first, second, targets = two_models("continuous")
    first, second, targets = first[:, :2], second[:, :2], targets[:, :2]
    ours = delong_test(first, second, targets).macro
    full = delong(np.stack([first, second]), targets)
    contrast = np.array([0.5, 0.5, -0.5, -0.5])
    assert ours.value == pytest.approx(contrast @ full.auroc.ravel(), rel=1e-12)
    by_label = delong_test(first, second, targets).se
    assert ours.se == pytest.approx(math.sqrt(contrast @ full.covariance.reshape(4, 4) @ contrast), rel=1e-9)
    assert ours.se != pytest.approx(math.sqrt((by_label**2).sum()) / 2, rel=1e-6)
    means, errors = full.macro()
    assert means[0] - means[1] == pytest.approx(ours.value, rel=1e-12)
    assert (errors > 0).all()


def test_a_model_against_itself_has_difference_zero_and_p_one() -> None:
    first, _, targets = two_models("tied")
    ours = delong_test(first, first, targets)
    assert ours.difference[:2].tolist() == [0.0, 0.0]
    assert ours.se[:2].tolist() == [0.0, 0.0]
    assert ours.p[:2].tolist() == [1.0, 1.0]
    assert np.isnan(ours.z[:2]).all()


def test_no_digits_are_lost_between_two_models_that_differ_in_one_pair() -> None:
    rng = np.random.default_rng(0)
    first = rng.permutation(20_000)[:, None].astype(float)
    targets = (rng.random((20_000, 1)) < 0.3).astype(float)
    second = first.copy()
    low, high = (int(np.flatnonzero(first[:, 0] == rank)[0]) for rank in (9_000, 9_001))
    targets[[low, high], 0] = 0, 1
    second[[low, high], 0] = second[[high, low], 0]
    m, n = int(targets.sum()), int((1 - targets).sum())
    ours = delong_test(first, second, targets)
    # One pair is the other way round: the placements of one positive and one negative change.
    moved_up, moved_down = np.zeros(m), np.zeros(n)
    moved_up[0], moved_down[0] = 1 / n, 1 / m
    expected = moved_up.var(ddof=1) / m + moved_down.var(ddof=1) / n
    assert ours.difference[0] == pytest.approx(1 / (m * n), rel=1e-6)
    assert ours.se[0] == pytest.approx(math.sqrt(expected), rel=1e-6)


def test_a_variance_that_cancels_within_every_cluster_is_0_and_not_the_rounding_left_over() -> None:
    # Each cluster's positives rank below its mean by as much as its negatives rank above theirs.
    scores = np.array([0.0, 0.0, 0.5, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0])[:, None]
    targets = np.array([0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1])[:, None]
    clusters = np.array([3, 0, 0, 3, 1, 1, 2, 3, 0, 1, 1, 2])
    assert np.abs(influence(scores, targets, clusters)).max() < 1e-15
    assert delong(scores, targets, clusters).se.item() == 0.0


def test_undefined_labels_are_nan_and_say_why() -> None:
    scores = np.tile(np.linspace(0, 1, 6)[:, None], (1, 5))
    nan = math.nan
    targets = np.array(
        [
            [1, 0, nan, 1, 1],
            [1, 0, nan, 0, 1],
            [1, 0, nan, 0, 0],
            [1, 0, nan, 0, 0],
            [1, 0, nan, 0, 1],
            [1, 0, nan, 0, 0],
        ]
    )
    ours = delong(scores, targets, [0, 0, 1, 1, 2, 2])
    assert ours.reasons == (
        "no negatives among 6 rows",
        "no positives among 6 rows",
        "not assessed",
        "all positives are in one cluster: the area has no variance",
        "",
    )
    assert np.isnan(ours.auroc[0]).tolist() == [True, True, True, False, False]
    assert np.isnan(ours.se[0]).tolist() == [True, True, True, True, False]
    assert np.isnan(ours.covariance[0, 4, 0]).tolist() == [True, True, True, True, False]
    assert math.isnan(ours.macro()[0][0])
    test = delong_test(scores, scores, targets)
    assert math.isnan(test.macro.p)
    assert np.isnan(test.p[:3]).all()


def test_the_interval_of_a_perfect_area_is_that_point_and_others_stay_within_0_and_1() -> None:
    targets = np.array([[0.0], [0.0], [1.0], [1.0]])
    perfect = delong(np.array([[0.1], [0.2], [0.8], [0.9]]), targets).interval()
    assert (perfect.low.item(), perfect.high.item()) == (1.0, 1.0)
    near = delong(np.array([[0.1], [0.8], [0.7], [0.9]]), targets).interval()
    assert 0 <= near.low.item() < 0.75 < near.high.item() == 1.0


def test_torch_tensors_of_any_floating_type_and_lists_give_the_same_as_arrays() -> None:
    first, _, targets = two_models("binary")
    expected = delong(first, targets, np.arange(160) // 2)
    for kind in (torch.float32, torch.bfloat16):
        ours = delong(torch.from_numpy(first).to(kind), torch.from_numpy(targets), torch.arange(160) // 2)
        np.testing.assert_array_equal(ours.covariance, expected.covariance)
    np.testing.assert_array_equal(delong(first.tolist(), targets.tolist()).auroc, expected.auroc)


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.sampled_from([0.0, 1.0, math.nan]), st.integers(0, 3)),
        min_size=4,
        max_size=25,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_small_table_gives_the_pairwise_value_or_a_reason(rows: list[tuple[float, float, int]]) -> None:
    score, target, cluster = (np.array(column) for column in zip(*rows, strict=True))
    ours: DeLong = delong(score[:, None], target[:, None], cluster)
    if ours.reasons[0]:
        assert math.isnan(ours.se[0, 0])
    else:
        expected = obuchowski_1997(score, score, target, cluster.tolist())
        assert expected > -1e-15
        assert ours.se[0, 0] ** 2 == pytest.approx(expected, rel=1e-9, abs=1e-17)


@pytest.mark.parametrize(
    ("scores", "targets", "clusters", "problem"),
    [
        ([0.5, 0.1], [1, 0], None, r"scores must have shape \[N, L\] or \[M, N, L\] and not be empty, got \[2\]"),
        (np.zeros((0, 2)), np.zeros((0, 2)), None, r"scores must have shape .* and not be empty, got \[0, 2\]"),
        ([[0.5], [math.inf]], [[1], [0]], None, r"scores must be finite, got inf at \[1, 0\]"),
        ([[0.5], [0.1]], [[1], [2]], None, r"targets must be 1, 0 or NaN, got 2.0 at \[1, 0\]"),
        ([[0.5], [0.1]], [[1, 0]], None, r"targets must have the shape of scores, \[2, 1\], got \[1, 2\]"),
        ([[1], [0]], [[1], [0]], None, r"scores must be floating point, got int64"),
        ([[0.5], [0.1]], [[1], [0]], [0, 2], r"clusters must be numbered from 0 to N - 1 = 1, got 2 at \[1\]"),
        ([[0.5], [0.1]], [[1], [0]], [0.0, 1.0], r"clusters must be whole numbers, got float64"),
        ([[0.5], [0.1]], [[1], [0]], [0], r"clusters must have shape \[N\] = \[2\], got \[1\]"),
        ([["a"], ["b"]], [[1], [0]], None, r"scores must hold real numbers, got <U1 \(list\)"),
        ([[0.5], [0.1, 0.2]], [[1], [0]], None, r"scores must be an array of numbers, got a ragged list"),
    ],
)
def test_bad_input_is_refused_by_name_expectation_and_what_came(
    scores: object, targets: object, clusters: object, problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        delong(scores, targets, clusters)


def test_a_level_out_of_range_and_a_second_model_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="level must be between 0 and 1, got 95"):
        delong_test([[0.5], [0.1]], [[0.5], [0.1]], [[1], [0]], level=95)
    with pytest.raises(ValueError, match=r"targets must have the shape of second, \[2, 2\], got \[2, 1\]"):
        delong_test([[0.5], [0.1]], [[0.5, 0.1], [0.1, 0.2]], [[1], [0]])


@pytest.mark.slow
def test_clustered_intervals_cover_the_true_area_as_often_as_they_claim() -> None:
    rng = np.random.default_rng(0)
    truth = math.erfc(-0.5 / math.sqrt(2)) / 2  # P(N(1, 2) > N(0, 2)) = Phi(1 / 2)
    covered = np.zeros(3)
    for _ in range(2_000):
        clusters = np.repeat(np.arange(200), rng.integers(1, 6, 200))
        rows = len(clusters)
        present = rng.standard_normal(200)[clusters] + rng.standard_normal(rows) > 0.8
        shared = present + rng.standard_normal(200)[clusters]
        first, second = ((shared + rng.standard_normal(rows))[:, None] for _ in range(2))
        targets = present[:, None].astype(float)
        by_cluster, by_row = delong(first, targets, clusters).interval(), delong(first, targets).interval()
        test = delong_test(first, second, targets, clusters)
        bounds = (*by_cluster, truth), (*by_row, truth), (test.low, test.high, 0.0)
        covered += [low.item() <= value <= high.item() for low, high, value in bounds]
    clustered, alone, difference = covered / 2_000
    assert 0.93 <= clustered <= 0.97
    assert 0.93 <= difference <= 0.97
    assert alone < 0.93
