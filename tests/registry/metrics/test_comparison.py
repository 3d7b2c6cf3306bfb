"""A comparison of two models puts the tests of each label together and changes none of them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from podium.registry.metrics.comparison import compare
from podium.registry.metrics.delong import delong_test
from podium.registry.metrics.intervals import holm, mcnemar
from podium.tests.registry.metrics.examples import Floats, scores_and_targets

NAMES = ("Edema", "Consolidation", "Fracture", "Devices", "Lesion", "Pneumonia")


def models(rows: int = 300) -> tuple[Floats, Floats, Floats]:
    first, targets = scores_and_targets("continuous", rows)
    second = np.clip(0.5 * first + 0.5 * np.random.default_rng(7).random(first.shape), 0, 1)
    return first, second, targets


@pytest.mark.parametrize("clustered", [False, True])
def test_every_label_has_its_own_tests_and_holm_runs_over_those_that_could_be_made(clustered: bool) -> None:
    first, second, targets = models()
    clusters = np.arange(300) // 3 if clustered else None
    cuts = np.full(6, 0.4), np.full(6, 0.5)
    ours = compare(first, second, targets, NAMES, thresholds=cuts, clusters=clusters, level=0.9)
    areas = delong_test(first, second, targets, clusters, level=0.9)
    adjusted = holm(areas.p)
    assert [row.label for row in ours.labels] == list(NAMES)
    assert np.isfinite(adjusted).tolist() == [True, True, True, False, False, False]
    exact = []
    for place, row in enumerate(ours.labels):
        assert (row.positives, row.negatives) == ((targets[:, place] == 1).sum(), (targets[:, place] == 0).sum())
        np.testing.assert_array_equal(
            [row.auroc_first, row.auroc_second, *row.auroc, row.auroc_p_holm],
            [getattr(areas, name)[place] for name in ("first", "second", "difference", "se", "z", "p", "low", "high")]
            + [adjusted[place]],
        )
        assert row.reason == areas.reasons[place]
        seen = ~np.isnan(targets[:, place])
        if not seen.any():
            assert row.decisions is None
            exact.append(math.nan)
            continue
        one, other = (
            (scores[seen, place] >= cut[place]) == (targets[seen, place] == 1)
            for scores, cut in zip((first, second), cuts, strict=True)
        )
        units = None if clusters is None else np.unique(clusters[seen], return_inverse=True)[1]
        assert row.decisions == mcnemar(one, other, units)
        exact.append(row.decisions.p_exact)
    np.testing.assert_array_equal([row.decisions_p_holm for row in ours.labels], holm(exact))
    assert (ours.level, ours.rows, ours.clusters) == (0.9, 300, 100 if clustered else 300)
    assert math.isnan(ours.macro_first) and math.isnan(ours.macro.p)


def test_the_macro_difference_is_given_where_every_label_is_defined() -> None:
    first, second, targets = models()
    ours = compare(first[:, :2], second[:, :2], targets[:, :2], NAMES[:2])
    assert ours.macro_first - ours.macro_second == pytest.approx(ours.macro.value, rel=1e-12)
    assert ours.macro.low < ours.macro.value < ours.macro.high
    assert [row.decisions for row in ours.labels] == [None, None]
    assert all(math.isnan(row.decisions_p_holm) for row in ours.labels)


def test_swapping_the_models_turns_every_difference_round_and_keeps_every_p() -> None:
    first, second, targets = models()
    one = compare(first, second, targets, NAMES, thresholds=(np.full(6, 0.5), np.full(6, 0.5)))
    other = compare(second, first, targets, NAMES, thresholds=(np.full(6, 0.5), np.full(6, 0.5)))
    for row, back in zip(one.labels[:3], other.labels[:3], strict=True):
        assert back.auroc.value == -row.auroc.value
        assert (back.auroc.low, back.auroc.high) == (-row.auroc.high, -row.auroc.low)
        assert back.auroc_p_holm == row.auroc_p_holm
        assert row.decisions is not None and back.decisions is not None
        assert back.decisions.only_first == row.decisions.only_second
        assert back.decisions_p_holm == row.decisions_p_holm


def test_bad_input_is_refused_by_name_expectation_and_what_came() -> None:
    first, second, targets = models(20)
    with pytest.raises(ValueError, match=r"labels must name L = 6 labels, got 2"):
        compare(first, second, targets, NAMES[:2])
    with pytest.raises(ValueError, match=r"thresholds of second must be \[L\] = \[6\] numbers, got \[0.5\]"):
        compare(first, second, targets, NAMES, thresholds=(np.full(6, 0.5), [0.5]))
    with pytest.raises(ValueError, match=r"thresholds of first must be \[L\] = \[6\] numbers, got \[nan"):
        compare(first, second, targets, NAMES, thresholds=(np.full(6, math.nan), np.full(6, 0.5)))
    with pytest.raises(ValueError, match=r"targets must have the shape of second, \[10, 6\], got \[20, 6\]"):
        compare(first, second[:10], targets, NAMES)
