"""numpy, torch and numba give the same bits, and Triton the same AUROC, whatever the chunks and threads."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from podium.registry.metrics import bootstrap, draw_counts, presort, ranking
from podium.registry.metrics.arrays import Home
from podium.registry.metrics.backends import LARGE, choose
from podium.registry.metrics.draws import draw_on_device, draw_table
from podium.tests.registry.metrics.examples import KINDS, Floats, scores_and_targets

BACKENDS = ("numpy", "torch", "numba")


def needs(backend: str) -> None:
    """Skip the test where the backend is not installed; CI has them all."""
    if not os.environ.get("CI"):
        pytest.importorskip(backend)


def reference(scores: Floats, targets: Floats, weights: Floats) -> tuple[float, float]:
    """Return one label's AUROC from all pairs in whole numbers, and its average precision step by step."""
    positive, negative = targets == 1, targets == 0
    gaps = np.sign(scores[positive][:, None] - scores[negative][None]) + 1  # 0, 1 or 2 halves
    pairs = np.outer(weights[positive], weights[negative])
    area = (gaps * pairs).sum() / (2 * pairs.sum()) if pairs.sum() else np.nan
    gained = 0.0
    for level in np.unique(scores[positive]):
        called = (scores >= level) & (positive | negative)
        true = weights[called & positive].sum()
        gained += weights[positive & (scores == level)].sum() * true / max(weights[called].sum(), 1)
    total = weights[positive].sum()
    return area, gained / total if total else np.nan


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_backend_equals_a_count_of_pairs(backend: str, kind: str) -> None:
    needs(backend)
    scores, targets = scores_and_targets(kind, rows=150)
    weights = draw_counts(150, 0, 70, seed=3)
    areas, precisions = presort(scores, targets, backend=backend).auroc_ap(weights)
    assert isinstance(areas, np.ndarray)
    for replicate in (0, 1, 63, 64, 69):
        for label in range(6):
            area, precision = reference(scores[:, label], targets[:, label], weights[replicate])
            np.testing.assert_array_equal(areas[replicate, label], area)
            np.testing.assert_allclose(precisions[replicate, label], precision, rtol=0, atol=1e-12)


@pytest.mark.parametrize("rows", [40, 3000, 40_000])
@pytest.mark.parametrize("kind", KINDS)
def test_backends_give_the_same_bits_for_small_and_large_data(rows: int, kind: str) -> None:
    needs("numba")
    scores, targets = scores_and_targets(kind, rows=rows)
    clusters = np.arange(rows) // 3
    weights = draw_counts(int(clusters.max()) + 1, 0, 65, seed=8)
    area, precision = presort(scores, targets, clusters, "numpy").auroc_ap(weights)
    for backend in ("torch", "numba"):
        other_area, other_precision = presort(scores, targets, clusters, backend).auroc_ap(weights)
        np.testing.assert_array_equal(area, other_area)
        np.testing.assert_array_equal(precision, other_precision)


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.sampled_from([0.0, 1.0, np.nan]), st.integers(0, 300)),
        min_size=1,
        max_size=30,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_weights_give_the_same_bits_on_every_backend(rows: list[tuple[float, float, int]]) -> None:
    scores, targets, counts = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    area, precision = reference(scores, targets, counts)
    for backend in BACKENDS:
        found = presort(scores[:, None], targets[:, None], backend=backend).auroc_ap(counts[None])
        np.testing.assert_array_equal(found[0][0, 0], area)
        np.testing.assert_allclose(found[1][0, 0], precision, rtol=0, atol=1e-12)


@pytest.mark.parametrize("backend", BACKENDS)
def test_weights_beyond_the_exact_whole_numbers_of_float32_stay_exact(backend: str) -> None:
    needs(backend)
    scores = np.array([[0.9], [0.8], [0.8], [0.1]])
    targets = np.array([[1.0], [0.0], [1.0], [0.0]])
    weights = np.array([[3_000_001, 20_000_003, 5_000_007, 30_000_001], [1, 1, 1, 1]])
    area = presort(scores, targets, backend=backend).auroc(weights)
    a, b, c, d = map(int, weights[0])
    assert area[0, 0] == (2 * a * (b + d) + c * b + 2 * c * d) / (2 * (a + c) * (b + d))
    assert area[1, 0] == 0.875


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("chunk", [1, 7, 64, 1000])
def test_replicates_are_the_same_bits_for_every_chunk_and_number_of_threads(
    backend: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs(backend)
    scores, targets = scores_and_targets("tied", rows=600)
    clusters = np.arange(600) // 4
    metrics = ("auroc", "average_precision", "f1")
    options: dict[str, Any] = {"metrics": metrics, "replicates": 130, "seed": 5}
    whole = bootstrap(scores, targets, clusters, backend="numpy", **options)
    before = torch.get_num_threads()
    monkeypatch.setattr("podium.registry.metrics.bootstrapping.chunk_width", lambda _: chunk)
    try:
        for threads in (1, 2):
            torch.set_num_threads(threads)
            cut = bootstrap(scores, targets, clusters, backend=backend, **options)
            for metric in metrics:
                np.testing.assert_array_equal(cut[metric].replicates, whole[metric].replicates)
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize("clusters", [1, 2, 7, 1001, 40_000])
def test_draws_are_the_same_with_numpy_numba_and_torch(clusters: int) -> None:
    needs("numba")
    plain = draw_table(clusters, 3, 80, seed=11, jit=False)
    assert (plain.sum(0, dtype=np.int64) == clusters).all()
    np.testing.assert_array_equal(plain, draw_table(clusters, 3, 80, seed=11, jit=True))
    np.testing.assert_array_equal(plain, draw_on_device(clusters, 3, 80, 11, torch.device("cpu")).numpy())


def test_torch_tensors_come_back_as_tensors_with_the_same_numbers() -> None:
    scores, targets = scores_and_targets("tied", rows=90)
    plain = bootstrap(scores, targets, metrics=("auroc", "average_precision", "ece", "f1"), replicates=50)
    tensors = bootstrap(
        torch.from_numpy(scores),
        torch.from_numpy(targets),
        metrics=("auroc", "average_precision", "ece", "f1"),
        replicates=50,
        thresholds=torch.full((6,), 0.5),
    )
    for metric in plain:
        assert isinstance(tensors[metric].replicates, torch.Tensor)
        assert isinstance(tensors[metric].interval().low, torch.Tensor)
        np.testing.assert_allclose(tensors[metric].replicates, plain[metric].replicates, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(tensors["auroc"].replicates, plain["auroc"].replicates)


@pytest.mark.parametrize("tile", [1, 1 << 12])
def test_the_smallest_and_other_tiles_give_the_same_bits(tile: int, monkeypatch: pytest.MonkeyPatch) -> None:
    scores, targets = scores_and_targets("tied", rows=3000)
    weights = draw_counts(3000, 0, 10, seed=1)
    whole = presort(scores, targets, backend="torch").auroc_ap(weights)
    monkeypatch.setattr(ranking, "TILE_ELEMENTS", tile)
    for backend in ("torch", "numpy"):
        tiled = presort(scores, targets, backend=backend).auroc_ap(weights)
        np.testing.assert_array_equal(np.stack(whole), np.stack(tiled))


TRITON = """
import numpy as np
from podium.registry.metrics import gpu, presort, draw_counts
from podium.tests.registry.metrics.examples import KINDS, scores_and_targets
gpu.SEGMENT = 37
for kind in KINDS:
    scores, targets = scores_and_targets(kind, rows=80)
    clusters = np.arange(80) % 23
    weights = draw_counts(23, 0, 5, seed=1)
    ours = presort(scores, targets, clusters, backend="triton").auroc(weights)
    np.testing.assert_array_equal(ours, presort(scores, targets, clusters, backend="numpy").auroc(weights))
print("same bits")
"""


def test_the_triton_kernel_gives_the_same_bits_in_its_cpu_interpreter() -> None:
    needs("triton")
    env = os.environ | {"TRITON_INTERPRET": "1"}
    done = subprocess.run([sys.executable, "-c", TRITON], env=env, capture_output=True, text=True, check=False)
    assert done.stdout == "same bits\n", done.stderr


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("backend", ["torch", "triton"])
def test_a_cuda_device_gives_the_same_bits_as_the_cpu(backend: str) -> None:
    needs(backend)
    scores, targets = scores_and_targets("tied", rows=5000)
    clusters = np.arange(5000) // 3
    on_gpu = [torch.from_numpy(array).cuda() for array in (scores, targets, clusters)]
    plain = bootstrap(scores, targets, clusters, replicates=200)
    found = bootstrap(*on_gpu, replicates=200, backend=backend)
    np.testing.assert_array_equal(found["auroc"].replicates.cpu(), plain["auroc"].replicates)
    precision = found["average_precision"].replicates.cpu()
    np.testing.assert_allclose(precision, plain["average_precision"].replicates, rtol=0, atol=1e-12)


SMALL = """
import sys
import numpy as np
from podium.registry.metrics import bootstrap
rng = np.random.default_rng(0)
scores, targets = rng.random((668, 14)), (rng.random((668, 14)) < 0.3).astype(float)
found = bootstrap(scores, targets, np.arange(668) // 2, metrics=("auroc", "f1", "ece"))
assert found["auroc"].mean().interval().low < 0.5
print([name for name in ("torch", "numba", "scipy", "sklearn") if name in sys.modules])
"""


def test_small_data_are_scored_with_numpy_alone() -> None:
    done = subprocess.run([sys.executable, "-c", SMALL], capture_output=True, text=True, check=False)
    assert done.stdout == "[]\n", done.stderr


def test_the_backend_is_chosen_by_place_and_amount_of_work() -> None:
    needs("numba")
    cpu, cuda = Home(torch.device("cpu")), Home(torch.device("cuda"))
    assert choose("auto", cpu, LARGE) == "numba"
    assert choose("auto", Home(), LARGE) == "numba"
    assert choose("auto", cuda, 1) in ("torch", "triton")
    assert choose("numpy", cpu, LARGE) == "numpy"


@pytest.mark.parametrize(
    ("backend", "home", "message"),
    [
        ("jax", Home(), "backend must be one of auto, numpy, torch, numba, triton, got 'jax'"),
        ("numba", Home(torch.device("cuda")), "backend must be torch or triton for arrays on cuda, got 'numba'"),
    ],
)
def test_a_backend_that_cannot_be_is_refused(backend: str, home: Home, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        choose(backend, home, 1)
    assert str(caught.value) == message
