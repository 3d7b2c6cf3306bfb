"""The bootstrap of metrics against loops over the same draws, DeLong, and simulated coverage."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from scipy.stats import bootstrap as scipy_bootstrap
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score, matthews_corrcoef, roc_auc_score

from podium.registry.metrics import METRICS, Estimate, bootstrap, delong, draw_counts
from podium.tests.registry.metrics.examples import Floats, scores_and_targets


def clustered(rows: int, patients: int, seed: int, effect: float = 1.0) -> tuple[Floats, Floats, Any]:
    """Return scores within [0, 1], targets and patients; a patient's rows share much of target and score."""
    rng = np.random.default_rng(seed)
    clusters = np.sort(np.concatenate([np.arange(patients), rng.integers(0, patients, rows - patients)]))
    trait = rng.normal(size=(patients, 2))[clusters]
    targets = (effect * trait + rng.normal(size=(rows, 2)) > 0.3).astype(float)
    shared = rng.normal(size=(patients, 2))[clusters]
    logits = 1.3 * targets + effect * shared + rng.normal(size=(rows, 2)) - 0.8
    return 1 / (1 + np.exp(-logits)), targets, clusters


def test_every_metric_equals_a_loop_that_repeats_the_rows_of_the_same_draws() -> None:
    scores, targets, clusters = clustered(150, 60, seed=1)
    found = bootstrap(scores, targets, clusters, metrics=METRICS, replicates=20, seed=9)
    assert list(found) == list(METRICS)
    references = {
        "auroc": roc_auc_score,
        "average_precision": average_precision_score,
        "f1": lambda truth, score: f1_score(truth, score >= 0.5),
        "mcc": lambda truth, score: matthews_corrcoef(truth, score >= 0.5),
        "brier": brier_score_loss,
    }
    for replicate, counts in enumerate(draw_counts(60, 0, 20, seed=9)):
        rows = np.repeat(np.arange(150), counts[clusters])
        for label in range(2):
            truth, score = targets[rows, label], scores[rows, label]
            for metric, reference in references.items():
                ours = found[metric].replicates[replicate, label]
                assert ours == pytest.approx(reference(truth, score), abs=1e-12)
            bins = np.minimum((score * 15).astype(int), 14)
            error = sum(abs((truth - score)[bins == k].sum()) for k in range(15)) / len(rows)
            assert found["ece"].replicates[replicate, label] == pytest.approx(error, abs=1e-12)
    for metric in METRICS:
        drawn = found[metric].replicates
        ends = found[metric].interval(0.9)
        np.testing.assert_allclose([ends.low, ends.high], np.percentile(drawn, [5, 95], axis=0), rtol=0, atol=1e-12)
        np.testing.assert_allclose(found[metric].se, drawn.std(0, ddof=1), rtol=0, atol=1e-12)
        macro = found[metric].mean()
        assert macro.point == found[metric].point.mean()
        np.testing.assert_allclose(macro.replicates, drawn.mean(1), rtol=0, atol=1e-15)
        weighted = found[metric].mean(weights=found.positives)
        positives = found.positives.replicates
        expected = (drawn * positives).sum(1) / positives.sum(1)
        np.testing.assert_allclose(weighted.replicates, expected, rtol=0, atol=1e-15)


def test_weighted_and_micro_means_equal_those_of_scikit_learn() -> None:
    scores, targets, clusters = clustered(200, 80, seed=2)
    found = bootstrap(scores, targets, clusters, metrics=("auroc", "average_precision", "f1"), replicates=3, micro=True)
    counts = draw_counts(80, 0, 3, seed=0)
    for weight, pick in [(np.ones(200), None), *((counts[b][clusters], b) for b in range(3))]:

        def value(estimate: Estimate, pick: int | None = pick) -> float:
            return float(estimate.point if pick is None else estimate.replicates[pick])

        for metric, reference, given in (
            ("auroc", roc_auc_score, scores),
            ("average_precision", average_precision_score, scores),
            ("f1", f1_score, scores >= 0.5),
        ):
            for average, estimate in (
                ("weighted", found[metric].mean(weights=found.positives)),
                ("micro", found.micro[metric]),
                ("macro", found[metric].mean()),
            ):
                expected = reference(targets, given, average=average, sample_weight=weight)
                assert value(estimate) == pytest.approx(expected, abs=1e-12)


def test_models_are_compared_on_the_same_draws() -> None:
    scores, targets, clusters = clustered(200, 80, seed=3)
    other = np.clip(scores + 0.05 * np.sin(np.arange(400).reshape(200, 2)), 0, 1)
    first, second = bootstrap([scores, other], targets, clusters, replicates=200)
    alone = bootstrap(other, targets, clusters, replicates=200)
    np.testing.assert_array_equal(second["auroc"].replicates, alone["auroc"].replicates)
    gap = first["auroc"].minus(second["auroc"])
    assert (gap.se < first["auroc"].se / 2).all()
    np.testing.assert_array_equal(gap.point, first["auroc"].point - second["auroc"].point)


def test_undefined_replicates_are_left_out_counted_and_never_averaged_away() -> None:
    targets = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    scores = np.array([[0.9, 0.1], [0.2, 0.8], [0.1, 0.3], [0.3, 0.2]])
    found = bootstrap(scores, targets, replicates=500)
    counts = draw_counts(4, 0, 500, seed=0)
    lost = np.stack(
        [
            (counts[:, 0] == 0) | (counts[:, 1:].sum(1) == 0),
            (counts[:, 1:3].sum(1) == 0) | (counts[:, [0, 3]].sum(1) == 0),
        ]
    )
    assert found["auroc"].interval().undefined.tolist() == lost.sum(1).tolist()
    assert found["auroc"].mean().interval().undefined == lost.any(0).sum()
    hopeless = bootstrap(scores, np.ones((4, 2)), replicates=10)["auroc"]
    low, _, undefined = hopeless.interval()
    assert np.isnan(hopeless.point).all()
    assert np.isnan(low).all()
    assert undefined.tolist() == [10, 10]


def test_standard_errors_agree_with_clustered_delong_within_monte_carlo_noise() -> None:
    scores, targets, clusters = clustered(3000, 900, seed=4)
    drawn = bootstrap(scores, targets, clusters, metrics=("auroc",), replicates=2000)["auroc"]
    # The relative standard error of a standard deviation from 2000 replicates is 1 / sqrt(4000) = 1.6 %.
    np.testing.assert_allclose(drawn.se, delong(scores, targets, clusters).se[0], rtol=0.06)


def test_bca_intervals_equal_those_of_scipy_up_to_the_noise_of_the_draws() -> None:
    scores, targets = (array[:, :1] for array in scores_and_targets("continuous", rows=120)[:2])
    scores, targets = scores[~np.isnan(targets[:, 0])], targets[~np.isnan(targets[:, 0])]
    options: dict[str, Any] = {"metrics": ("auroc", "sensitivity", "brier"), "replicates": 20_000, "ci": "bca"}
    found = bootstrap(scores, targets, **options)
    statistics = {
        "auroc": lambda s, t: roc_auc_score(t, s),
        "sensitivity": lambda s, t: (s >= 0.5)[t == 1].mean(),
        "brier": lambda s, t: ((s - t) ** 2).mean(),
    }
    for metric, statistic in statistics.items():
        theirs = scipy_bootstrap(
            (scores[:, 0], targets[:, 0]), statistic, paired=True, vectorized=False, n_resamples=4000,
            method="BCa", rng=np.random.default_rng(0),
        )  # fmt: skip
        low, high, _ = found[metric].interval()
        width = theirs.confidence_interval.high - theirs.confidence_interval.low
        assert low[0] == pytest.approx(theirs.confidence_interval.low, abs=0.06 * width)
        assert high[0] == pytest.approx(theirs.confidence_interval.high, abs=0.06 * width)
    percentile = bootstrap(scores, targets, **options | {"ci": "percentile"})
    assert found["auroc"].interval().low != percentile["auroc"].interval().low


@pytest.mark.slow
@pytest.mark.parametrize("ci", ["percentile", "bca"])
def test_intervals_over_patients_cover_the_truth_in_93_to_97_of_100_data_sets(ci: str) -> None:
    truth = bootstrap(*clustered(400_000, 160_000, seed=99)[:2], metrics=("auroc", "sensitivity"), replicates=1)
    hits = {metric: [] for metric in truth}  # type: ignore[var-annotated]
    naive = []
    for seed in range(1000):
        scores, targets, patients = clustered(375, 150, seed=seed)
        found = bootstrap(scores, targets, patients, metrics=("auroc", "sensitivity"), replicates=400, seed=seed, ci=ci)
        for metric in hits:
            low, high, _ = found[metric].interval()
            hits[metric].append((low <= truth[metric].point) & (truth[metric].point <= high))
        low, high, _ = bootstrap(scores, targets, metrics=("auroc",), replicates=200, seed=seed)["auroc"].interval()
        naive.append((low <= truth["auroc"].point) & (truth["auroc"].point <= high))
    for covered in hits.values():
        assert 0.93 <= np.mean(covered) <= 0.97
    assert np.mean(naive) < 0.93  # rows resampled one by one: too narrow


GOOD, TARGETS = np.full((4, 2), 0.5), np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((GOOD, TARGETS), {"replicates": 0}, "replicates must be a whole number of at least 1, got 0"),
        ((GOOD, TARGETS), {"replicates": 1.5}, "replicates must be a whole number of at least 1, got 1.5"),
        ((GOOD, TARGETS), {"ci": "normal"}, "ci must be one of percentile, bca, got 'normal'"),
        ((GOOD, TARGETS), {"metrics": ("auc",)}, f"metrics must be some of {', '.join(METRICS)}, got ('auc',)"),
        ((GOOD, TARGETS), {"metrics": "auroc"}, f"metrics must be some of {', '.join(METRICS)}, got 'auroc'"),
        ((GOOD, TARGETS), {"seed": -1}, "seed must be from 0 to 2**64 - 1, got -1"),
        ((GOOD, TARGETS), {"thresholds": math.nan, "metrics": ("f1",)}, "thresholds must not be NaN, got nan at [0]"),
        ((GOOD * 3, TARGETS), {"metrics": ("ece",)}, "scores must be probabilities within [0, 1], got 1.5 at [0, 0]"),
        (
            (GOOD, TARGETS),
            {"metrics": ("ece",), "ci": "bca"},
            "ci must be 'percentile' for ece: 'bca' knows auroc, balanced_accuracy, f1, sensitivity, specificity, "
            "ppv, npv, brier",
        ),
        ((GOOD, TARGETS), {"metrics": ("ece",), "bins": 0}, "bins must be at least 1, got 0"),
        (
            (GOOD, TARGETS),
            {"metrics": ("ece",), "binning": "mass", "micro": True},
            "binning must be 'width' for a micro calibration error: bins of equal mass differ by label",
        ),
        (([], TARGETS), {}, "scores must hold at least one model, got an empty sequence"),
        (([GOOD, GOOD[:2]], TARGETS), {}, "scores must have the same shape for every model"),
        ((GOOD[:0], TARGETS[:0]), {}, "scores must hold at least one row and one label, got shape [0, 2]"),
        ((GOOD, TARGETS * np.nan), {}, "targets must assess at least one row, got NaN everywhere"),
        ((GOOD, TARGETS, np.array([0, 1, 2, 4])), {}, "clusters must be numbered below N = 4, got 4 at [3]"),
        ((GOOD, torch.from_numpy(TARGETS)), {}, "targets must be a numpy array, as the scores are, got cpu"),
        ((GOOD, TARGETS), {"backend": "gpu"}, "backend must be one of auto, numpy, torch, numba, triton, got 'gpu'"),
    ],
)
def test_wrong_input_is_refused_with_the_argument_the_expectation_and_what_came(
    arguments: Any, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError) as caught:
        bootstrap(*arguments, **options)
    assert str(caught.value) == message
