"""AUROC and average precision against scikit-learn, repeated rows, and values worked out by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from podium.registry.metrics import auroc, average_precision, draw_counts, presort, ranking
from podium.tests.registry.metrics.examples import KINDS, Floats, scores_and_targets


def tensors(scores: Floats, targets: Floats) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.from_numpy(scores), torch.from_numpy(targets)


def reference(scores: Floats, targets: Floats, weights: Floats) -> tuple[list[float], list[float]]:
    """Return scikit-learn's AUROC and average precision per label, NaN where we call them undefined."""
    areas, precisions = [], []
    for score, target in zip(scores.T, targets.T, strict=True):
        seen = ~np.isnan(target) & (weights > 0)
        classes = set(target[seen])
        w, s, t = weights[seen], score[seen], target[seen]
        areas.append(roc_auc_score(t, s, sample_weight=w) if classes == {0.0, 1.0} else math.nan)
        precisions.append(average_precision_score(t, s, sample_weight=w) if 1.0 in classes else math.nan)
    return areas, precisions


@pytest.mark.parametrize("kind", KINDS)
def test_auroc_and_average_precision_equal_scikit_learn_for_ties_masks_and_single_classes(kind: str) -> None:
    scores, targets = scores_and_targets(kind)
    areas, precisions = reference(scores, targets, np.ones(len(scores)))
    assert np.isnan(areas).tolist() == [False, False, False, True, True, True]
    assert np.isnan(precisions).tolist() == [False, False, False, False, True, True]
    np.testing.assert_allclose(auroc(*tensors(scores, targets)), areas, rtol=0, atol=1e-12)
    np.testing.assert_allclose(average_precision(*tensors(scores, targets)), precisions, rtol=0, atol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_weighted_replicates_equal_scikit_learn_with_sample_weights(kind: str) -> None:
    scores, targets = scores_and_targets(kind, rows=120)
    weights = draw_counts(120, 0, 5, seed=3, device="cpu")
    assert (weights == 0).any()
    both = presort(*tensors(scores, targets)).auroc_ap(weights)
    for replicate, row in enumerate(weights.numpy().astype(float)):
        areas, precisions = reference(scores, targets, row)
        np.testing.assert_allclose(both[0][replicate], areas, rtol=0, atol=1e-12)
        np.testing.assert_allclose(both[1][replicate], precisions, rtol=0, atol=1e-12)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), st.sampled_from([0.0, 1.0, math.nan]), st.integers(0, 3)
        ),
        min_size=1,
        max_size=25,
    )
)
@settings(max_examples=200, deadline=None)
def test_a_weight_of_k_is_the_same_as_k_copies_of_the_row(rows: list[tuple[float, float, int]]) -> None:
    scores, targets, counts = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    weights = torch.from_numpy(counts)[None]
    copies = np.repeat(np.arange(len(rows)), counts.astype(int))
    areas, precisions = reference(scores[:, None], targets[:, None], counts)
    args = tensors(scores[:, None], targets[:, None])
    np.testing.assert_allclose(auroc(*args, weights)[0], areas, rtol=0, atol=1e-12)
    np.testing.assert_allclose(average_precision(*args, weights)[0], precisions, rtol=0, atol=1e-12)
    if len(copies):
        again = tensors(scores[copies, None], targets[copies, None])
        assert torch.equal(auroc(*args, weights)[0].nan_to_num(-1), auroc(*again).nan_to_num(-1))
        precision = average_precision(*args, weights)[0].nan_to_num(-1)
        np.testing.assert_allclose(precision, average_precision(*again).nan_to_num(-1), rtol=0, atol=1e-12)


def test_a_tie_between_a_positive_and_a_negative_counts_one_half() -> None:
    scores = torch.tensor([[0.9], [0.4], [0.4], [0.1]])
    targets = torch.tensor([[1.0], [1.0], [0.0], [0.0]])
    assert auroc(scores, targets).tolist() == [0.875]
    # Recall 1/2 at precision 1, then recall 1 at precision 2/3.
    assert average_precision(scores, targets).tolist() == [pytest.approx(1 / 2 + 1 / 3, abs=1e-15)]


def test_weights_of_clusters_reach_every_row_of_the_cluster() -> None:
    scores, targets = tensors(*scores_and_targets("tied", rows=60))
    clusters = torch.arange(60) % 13
    counts = draw_counts(13, 0, 9, seed=1, device="cpu")
    by_cluster = presort(scores, targets, clusters).auroc_ap(counts)
    by_row = presort(scores, targets).auroc_ap(counts[:, clusters])
    for one, other in zip(by_cluster, by_row, strict=True):
        assert torch.equal(one.nan_to_num(-1), other.nan_to_num(-1))


@pytest.mark.parametrize("chunk", [1, 7, 64, 1000])
def test_results_are_the_same_bits_for_every_chunking_and_tile(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    scores, targets = tensors(*scores_and_targets("tied", rows=90))
    counts = draw_counts(90, 0, 1000, seed=5, device="cpu")
    prepared = presort(scores, targets)
    whole = torch.stack(prepared.auroc_ap(counts)).nan_to_num(-1)
    pieces = [torch.stack(prepared.auroc_ap(counts[start : start + chunk])) for start in range(0, 1000, chunk)]
    assert torch.equal(torch.cat(pieces, dim=1).nan_to_num(-1), whole)
    monkeypatch.setattr(ranking, "TILE_ELEMENTS", 4096 * chunk)
    again = presort(scores, targets).auroc_ap(counts)
    assert torch.equal(torch.stack(again).nan_to_num(-1), whole)


def test_results_are_the_same_bits_for_every_order_of_the_rows() -> None:
    scores, targets = tensors(*scores_and_targets("tied", rows=200))
    weights = draw_counts(200, 0, 20, seed=2, device="cpu")
    order = torch.randperm(200, generator=torch.Generator().manual_seed(0))
    one = torch.stack(presort(scores, targets).auroc_ap(weights))
    other = torch.stack(presort(scores[order], targets[order]).auroc_ap(weights[:, order]))
    assert torch.equal(one.nan_to_num(-1), other.nan_to_num(-1))


def test_the_auroc_of_a_replicate_is_the_same_bits_as_that_of_the_rows_it_repeats() -> None:
    scores, targets = tensors(*scores_and_targets("continuous", rows=400))
    counts = draw_counts(400, 0, 10, seed=6, device="cpu")
    drawn = torch.stack(presort(scores, targets).auroc_ap(counts))
    for replicate, row in enumerate(counts):
        copies = torch.repeat_interleave(torch.arange(400), row)
        alone = torch.stack(presort(scores[copies], targets[copies]).auroc_ap())
        assert torch.equal(drawn[0, replicate].nan_to_num(-1), alone[0].nan_to_num(-1))
        np.testing.assert_allclose(drawn[1, replicate], alone[1], rtol=0, atol=1e-12)


def test_float32_and_integer_targets_are_read_without_loss() -> None:
    scores = torch.tensor([[0.3], [0.2], [0.9], [0.2]], dtype=torch.float32)
    targets = torch.tensor([[1], [0], [1], [1]])
    result = auroc(scores, targets)
    assert result.dtype == torch.float64
    assert result.tolist() == [5 / 6]


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_results_on_a_gpu_are_the_same_bits_as_on_the_cpu() -> None:
    scores, targets = tensors(*scores_and_targets("tied", rows=500))
    cpu = torch.stack(presort(scores, targets).auroc_ap(draw_counts(500, 0, 100, seed=7, device="cpu")))
    gpu = torch.stack(presort(scores.cuda(), targets.cuda()).auroc_ap(draw_counts(500, 0, 100, seed=7, device="cuda")))
    assert torch.equal(cpu.nan_to_num(-1), gpu.cpu().nan_to_num(-1))


GOOD = torch.tensor([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
TARGETS = torch.tensor([[1.0, 0.0], [0.0, 1.0], [math.nan, 1.0]])


@pytest.mark.parametrize(
    ("scores", "targets", "weights", "clusters", "message"),
    [
        ([[0.1]], TARGETS, None, None, "scores must be a numpy array or a torch tensor, got list"),
        (GOOD[0], TARGETS, None, None, "scores must have shape [N, L], got [2]"),
        (GOOD[:0], TARGETS[:0], None, None, "scores must hold at least one row and one label, got shape [0, 2]"),
        (GOOD[:, :0], TARGETS[:, :0], None, None, "scores must hold at least one row and one label, got shape [3, 0]"),
        (GOOD.to(torch.int64), TARGETS, None, None, "scores must be floating point, got torch.int64"),
        (GOOD, TARGETS[:2], None, None, "targets must have the shape of scores, [3, 2], got [2, 2]"),
        (GOOD, TARGETS * 1j, None, None, "targets must be real, got torch.complex64"),
        (GOOD / 0, TARGETS, None, None, "scores must be finite, got inf at [0, 0]"),
        (GOOD * math.nan, TARGETS, None, None, "scores must be finite, got nan at [0, 0]"),
        (GOOD, -TARGETS, None, None, "targets must be 1, 0 or NaN, got -1.0 at [0, 0]"),
        (GOOD, TARGETS, torch.ones(3), None, "weights must have shape [B, P] with P = 3, got [3]"),
        (GOOD, TARGETS, torch.ones(1, 2), None, "weights must have shape [B, P] with P = 3, got [1, 2]"),
        (GOOD, TARGETS, torch.ones(0, 3), None, "weights must hold at least one replicate, got B = 0"),
        (GOOD, TARGETS, torch.ones(1, 3) > 0, None, "weights must be counts, got torch.bool"),
        (GOOD, TARGETS, torch.tensor([[1, -1, 1]]), None, "weights must be finite and not negative, got -1 at [0, 1]"),
        (GOOD, TARGETS, torch.ones(1, 3) / 0, None, "weights must be finite and not negative, got inf at [0, 0]"),
        (GOOD, TARGETS, None, torch.zeros(2, dtype=torch.int64), "clusters must have shape [N] = [3], got [2]"),
        (GOOD, TARGETS, None, torch.zeros(3), "clusters must be int64, got torch.float32"),
        (GOOD, TARGETS, None, torch.tensor([0, -1, 0]), "clusters must not be negative, got -1 at [1]"),
        (GOOD, TARGETS, None, torch.tensor([0, 3, 0]), "clusters must be numbered below N = 3, got 3 at [1]"),
        (GOOD, TARGETS, torch.tensor([[1, 0.5, 1]]), None, "weights must be whole numbers, got 0.5 at [0, 1]"),
        (
            GOOD,
            TARGETS,
            torch.tensor([[1, 1 << 28, 1]]),
            None,
            "weights must draw at most 2**27 rows in each replicate, got more",
        ),
        (GOOD, TARGETS.numpy(), None, None, "targets must be on cpu, as the scores are, got a numpy array"),
        (GOOD.numpy(), TARGETS, None, None, "targets must be a numpy array, as the scores are, got cpu"),
        (GOOD.to(torch.complex64), TARGETS, None, None, "scores must be floating point, got torch.complex64"),
        (GOOD, TARGETS.to("meta"), None, None, "targets must be on cpu, as the scores are, got meta"),
        (GOOD, TARGETS, torch.ones(1, 3).to("meta"), None, "weights must be on cpu, as the scores are, got meta"),
    ],
)
def test_wrong_input_is_refused_with_the_argument_the_expectation_and_what_came(
    scores: Any, targets: Any, weights: Any, clusters: Any, message: str
) -> None:
    for metric in (auroc, average_precision):
        with pytest.raises(ValueError) as caught:
            metric(scores, targets, weights, clusters)
        assert str(caught.value) == message
