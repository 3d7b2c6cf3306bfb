"""Draws that depend on seed and replicate only, and percentile intervals as numpy makes them."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from podium.registry.metrics import cluster_index, draw_chunks, draw_counts, percentile_interval, resampling

MASK = (1 << 64) - 1


def splitmix64(state: int, step: int) -> int:
    """Return the ``step``-th output (from 1) of splitmix64 started at ``state``, in plain integers."""
    z = (state + step * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def test_the_reference_generator_gives_the_published_first_numbers() -> None:
    # Outputs for the seed 1234567, as published with the generator.
    assert [splitmix64(1234567, step) for step in (1, 2, 3)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


@pytest.mark.parametrize("clusters", [1, 2, 11, 40])
@pytest.mark.parametrize("seed", [0, 1, 2**63, 2**64 - 1])
def test_draws_equal_a_generator_written_in_plain_integers(seed: int, clusters: int) -> None:
    start, stop = 3, 8
    ours = draw_counts(clusters, start, stop, seed)
    for row, replicate in zip(ours.tolist(), range(start, stop), strict=True):
        stream = splitmix64(splitmix64(seed, 1), replicate + 1)
        outputs = [splitmix64(stream, step) for step in range(1, (clusters + 1) // 2 + 1)]
        halves = [output >> 32 for output in outputs] + [output & 0xFFFFFFFF for output in outputs]
        drawn = [half * clusters >> 32 for half in halves[:clusters]]
        assert row == np.bincount(drawn, minlength=clusters).tolist()


@pytest.mark.parametrize("chunk", [1, 7, 64, 1000])
def test_draws_are_the_same_for_every_chunking(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = draw_counts(23, 0, 1000, seed=9)
    monkeypatch.setattr(resampling, "CHUNK_ELEMENTS", chunk * 23)
    pieces = list(draw_chunks(23, 1000, seed=9))
    assert pieces[0].shape == (chunk, 23)
    assert np.array_equal(np.concatenate(pieces), whole)


def test_draws_are_a_multinomial_resample_of_all_clusters() -> None:
    counts = draw_counts(50, 0, 20_000, seed=0, device="cpu").double()
    assert counts.sum(1).eq(50).all()
    # Each count has mean 1, variance 1 - 1/P and covariance -1/P; bounds are five standard errors.
    assert (counts.mean(0) - 1).abs().max() < 5 * (1 / 20_000) ** 0.5
    assert (counts.var(0) - 0.98).abs().max() < 5 * (3 / 20_000) ** 0.5
    covariance = torch.cov(counts.T) + torch.eye(50) * -1
    assert (covariance + 0.02).abs().max() < 5 * (3 / 20_000) ** 0.5
    # Unlike neighbours, within and between replicates.
    assert torch.corrcoef(torch.stack([counts[1:, 0], counts[:-1, 0]]))[0, 1].abs() < 5 / 20_000**0.5
    assert (draw_counts(50, 0, 100, seed=1) != draw_counts(50, 0, 100, seed=0)).any(1).all()


def test_clusters_are_numbered_by_name_whatever_the_order_of_the_rows() -> None:
    index, count = cluster_index(["b", "a", "c", "a"])
    assert (index.tolist(), count) == ([1, 0, 2, 0], 3)
    assert index.dtype == np.int64
    assert torch.equal(cluster_index(["b", "a", "c", "a"], "cpu")[0], torch.tensor([1, 0, 2, 0]))


@pytest.mark.parametrize("level", [0.5, 0.95, 0.99])
def test_percentile_intervals_equal_numpy_without_the_undefined_replicates(level: float) -> None:
    rng = np.random.default_rng(0)
    replicates = rng.normal(size=(257, 2, 3))
    replicates[rng.random(replicates.shape) < 0.2] = np.nan
    replicates[:, 0, 0] = np.nan
    replicates[1:, 1, 1] = np.nan
    low, high, undefined = percentile_interval(torch.from_numpy(replicates), level)
    assert np.array_equal(undefined, np.isnan(replicates).sum(0))
    assert torch.isnan(torch.stack([low[0, 0], high[0, 0]])).all()
    shares = [50 * (1 - level), 50 * (1 + level)]
    for place in [(0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]:
        expected = np.nanpercentile(replicates[:, *place], shares)
        np.testing.assert_allclose([low[place], high[place]], expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cluster_index([]), "groups must name the group of at least one row, got none"),
        (lambda: draw_counts(0, 0, 1, 0), "clusters must be from 1 to 2**31, got 0"),
        (lambda: draw_counts(3, 2, 2, 0), "start and stop must name at least one replicate from 0 on, got 2 and 2"),
        (lambda: draw_counts(3, -1, 2, 0), "start and stop must name at least one replicate from 0 on, got -1 and 2"),
        (lambda: draw_counts(3, 0, 2, -1), "seed must be from 0 to 2**64 - 1, got -1"),
        (lambda: next(draw_chunks(3, 0, 0)), "replicates must be at least 1, got 0"),
        (
            lambda: percentile_interval(torch.ones(0, 2)),
            "replicates must have shape [B, ...] with B at least 1, got [0, 2]",
        ),
        (
            lambda: percentile_interval(torch.ones(2, dtype=torch.int64)),
            "replicates must be floating point, got torch.int64",
        ),
        (lambda: percentile_interval(torch.ones(2), 95), "level must be between 0 and 1, got 95"),
    ],
)
def test_wrong_input_is_refused(call, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == message
