"""Trivial answers beside every F1, calibration and curves, against scikit-learn and hand-made cases."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, f1_score, precision_recall_curve, roc_curve

from podium.plugins.chest_xray.pictures import STEPS, attained, straight
from podium.plugins.chest_xray.trivial import trivial_f1
from podium.registry import Report, Score
from podium.registry.metrics import cluster_index, draw_counts
from podium.tests.plugins.chest_xray.scored import FIVE, by_name, cells, generated, item, score, table, to_studies
from podium.tests.registry.metrics.examples import Floats


def test_the_floors_of_the_chexpert_test_set_are_those_of_its_published_prevalences() -> None:
    floors = [trivial_f1(positives / 500) for positives in (153, 151, 29, 78, 104)]
    means = {answer: round(sum(floor[answer] for floor in floors) / 5, 3) for answer in floors[0]}
    assert means == {
        "always yes": 0.331,
        "always no": 0.0,
        "fair coin (expected)": 0.278,
        "coin at the prevalence (expected)": 0.206,
    }


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(0, 40))
def test_a_floor_is_the_f1_that_scikit_learn_gives_such_answers(positives: int, negatives: int) -> None:
    truth = np.array([1] * positives + [0] * negatives)
    floor = trivial_f1(positives / len(truth))
    assert floor["always yes"] == pytest.approx(f1_score(truth, np.ones_like(truth)), abs=1e-12)
    assert floor["always no"] == f1_score(truth, np.zeros_like(truth), zero_division=0)
    for answer, q in (("fair coin (expected)", 0.5), ("coin at the prevalence (expected)", truth.mean())):
        # Each row once as called and once as not called, with the chances of the coin as weights.
        weights = np.concatenate([np.full(len(truth), q), np.full(len(truth), 1 - q)])
        calls = np.concatenate([np.ones_like(truth), np.zeros_like(truth)])
        expected = f1_score(np.tile(truth, 2), calls, sample_weight=weights)
        assert floor[answer] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("prevalence", [0.0, -0.1, 1.1, math.nan])
def test_a_floor_needs_positives(prevalence: float) -> None:
    with pytest.raises(ValueError, match="prevalence must be above 0 and at most 1"):
        trivial_f1(prevalence)


def test_the_baselines_stand_beside_the_f1_of_the_five_tasks_and_their_mean() -> None:
    items, scores, _ = generated()
    report = score(items, scores.tolist(), bootstrap=20)
    rows = {row["answer"]: row for row in table(report, "baselines")}
    assert list(rows) == [
        "this model", "always yes", "always no", "fair coin (expected)", "coin at the prevalence (expected)",
    ]  # fmt: skip
    assert list(rows["this model"]) == ["answer", *FIVE, "mean"]
    assert rows["this model"]["mean"] == by_name(report)["mean_f1"]
    sizes = {row["finding"]: row for row in table(report, "findings")}
    for finding, decided in zip(FIVE, table(report, "decisions"), strict=True):
        p = sizes[finding]["prevalence"]
        assert rows["this model"][finding] == decided["f1"]
        assert rows["always yes"][finding] == Score("f1", 2 * p / (1 + p), sizes[finding]["n"])
        assert rows["fair coin (expected)"][finding].value == pytest.approx(p / (p + 0.5))
    mean = sum(sizes[finding]["prevalence"] for finding in FIVE) / 5
    assert rows["coin at the prevalence (expected)"]["mean"].value == pytest.approx(mean, abs=1e-12)


def test_without_one_of_the_five_the_baselines_are_of_the_findings_that_have_both_classes() -> None:
    items = [item(f"i{n}", [n % 2, n > 2, 0.0], f"s{n}", f"p{n}", ("Edema", "B", "C")) for n in range(6)]
    report = score(items, [[0.1 * n, 0.9, 0.5] for n in range(6)], ("Edema", "B", "C"))
    assert list(table(report, "baselines")[0]) == ["answer", "Edema", "B", "mean"]
    assert {curve.name for curve in report.curves} == {"Edema", "B"}


def _ece(truth: Floats, given: Floats, bins: int = 15) -> float:
    """Bins of equal mass, as far as ties allow, in plain Python."""
    ordered = sorted(given.tolist())
    edges = [ordered[len(ordered) * k // bins] for k in range(1, bins)]
    held: dict[int, list[float]] = {}
    for answer, label in zip(given.tolist(), truth.tolist(), strict=True):
        held.setdefault(sum(edge <= answer for edge in edges), []).append(label - answer)
    return sum(abs(sum(gaps)) for gaps in held.values()) / len(ordered)


@pytest.mark.parametrize("kind", ["continuous", "tied"])
def test_calibration_is_that_of_the_study_scores(kind: str) -> None:
    items, matrix, labels = generated(kind)
    report = score(items, matrix.tolist())
    scores, targets = to_studies(items, matrix), to_studies(items, labels)
    for column, row in enumerate(table(report, "calibration")):
        seen = ~np.isnan(targets[:, column])
        truth, given = targets[seen, column], scores[seen, column]
        assert (row["finding"], row["n"]) == (FIVE[column], seen.sum())
        assert row["brier"].value == pytest.approx(brier_score_loss(truth, given), abs=1e-12)
        assert row["ece"].value == pytest.approx(_ece(truth, given), abs=1e-12)
        inside = np.clip(given, 1e-6, 1 - 1e-6)
        fit = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000).fit(
            np.log(inside / (1 - inside))[:, None], truth
        )
        assert row["slope"].value == pytest.approx(fit.coef_[0, 0], abs=1e-5)
        assert row["intercept"].value == pytest.approx(fit.intercept_[0], abs=1e-5)


def test_the_interval_of_the_brier_score_equals_that_of_repeated_rows() -> None:
    items, matrix, labels = generated(patients=30)
    report = score(items, matrix.tolist(), bootstrap=30, seed=5)
    scores, targets = to_studies(items, matrix), to_studies(items, labels)
    patients = [key.split("/")[0] for key in dict.fromkeys(entry.attributes["study"] for entry in items)]
    clusters, count = cluster_index(patients)
    drawn = []
    for counts in draw_counts(count, 0, 30, seed=5):
        rows = np.repeat(np.arange(len(scores)), counts[clusters])
        rows = rows[~np.isnan(targets[rows, 0])]
        drawn.append(brier_score_loss(targets[rows, 0], scores[rows, 0]))
    interval = table(report, "calibration")[0]["brier"].interval
    np.testing.assert_allclose([interval.low, interval.high], np.percentile(drawn, [2.5, 97.5]), atol=1e-12)


def test_where_scores_separate_the_classes_slope_and_intercept_say_why_they_have_no_value() -> None:
    items = [item(f"i{n}", [float(n > 1)], f"s{n}", f"p{n}", ["A"]) for n in range(4)]
    (row,) = table(score(items, [[0.1], [0.2], [0.8], [0.9]], ["A"]), "calibration")
    why = "the scores separate positives from negatives: the slope has no limit"
    assert row["slope"] == Score("slope", None, 4, reason=why)
    assert row["intercept"] == Score("intercept", None, 4, reason=why)
    assert row["brier"].value == pytest.approx((0.01 + 0.04) / 2)


def _curves(report: Report, kind: str) -> dict[str, Floats]:
    return {curve.name: np.array(curve.points) for curve in report.curves if curve.kind == kind}


@pytest.mark.parametrize("kind", ["continuous", "tied", "binary", "constant"])
def test_the_curves_are_those_of_which_auroc_and_average_precision_are_told(kind: str) -> None:
    items, matrix, labels = generated(kind)
    report = score(items, matrix.tolist())
    scores, targets = to_studies(items, matrix), to_studies(items, labels)
    rocs, precise = _curves(report, "roc"), _curves(report, "precision-recall")
    for column, finding in enumerate(FIVE):
        seen = ~np.isnan(targets[:, column])
        truth, given = targets[seen, column], scores[seen, column]
        false, true, _ = roc_curve(truth, given, drop_intermediate=False)
        assert rocs[finding][0].tolist() == [0, 0]
        for place, (x, y) in enumerate(rocs[finding][1:]):
            assert x == round(place / STEPS, 2)
            lines = zip(false, true, false[1:], true[1:], strict=False)
            heights = [
                max(v, w) if t == u else v + (w - v) * (place / STEPS - u) / (t - u)
                for u, v, t, w in lines
                if u - 1e-9 <= place / STEPS <= t + 1e-9
            ]
            assert y == pytest.approx(max(heights), abs=0.0051)
        precision, recall, _ = precision_recall_curve(truth, given)
        for place, (x, y) in enumerate(precise[finding]):
            assert x == round(place / STEPS, 2)
            # Falling recall: the last that is far enough, but for scikit-learn's end, which calls nothing.
            (far,) = np.nonzero(recall[:-1] >= place / STEPS - 1e-9)
            assert y == pytest.approx(precision[far[-1]], abs=0.0051)


def test_a_model_that_says_yes_or_no_or_always_the_same_has_the_curve_of_its_figure() -> None:
    truth = [1.0] * 4 + [0.0] * 6
    items = [item(f"i{n}", [truth[n]], f"s{n}", f"p{n}", ["A"]) for n in range(10)]
    said = [1, 1, 1, 0, 1, 0, 0, 0, 0, 0]  # three of four found, one of six called wrongly
    report = score(items, [[0.9 if yes else 0.1] for yes in said], ["A"])
    roc, precise = _curves(report, "roc")["A"], _curves(report, "precision-recall")["A"]
    assert cells(report, "A")["auroc"].value == pytest.approx((0.75 + 5 / 6) / 2)
    assert np.trapezoid(roc[:, 1], roc[:, 0]) == pytest.approx((0.75 + 5 / 6) / 2, abs=0.01)
    assert dict(precise.tolist()) == {round(n / 50, 2): 0.75 if n <= 37 else 0.4 for n in range(51)}
    report = score(items, [[0.4]] * 10, ["A"])
    roc, precise = _curves(report, "roc")["A"], _curves(report, "precision-recall")["A"]
    assert roc[1:, 0].tolist() == roc[1:, 1].tolist()  # chance, as its AUROC of 0.5 says
    assert set(precise[:, 1]) == {0.4}
    (calibration,) = [curve for curve in report.curves if curve.kind == "calibration"]
    assert calibration.note == "1 bin of 10"


def test_a_calibration_curve_has_a_point_per_bin_and_says_how_many_rows_each_has() -> None:
    items = [item(f"i{n}", [float(n % 3 == 0)], f"s{n}", f"p{n}", ["A"]) for n in range(30)]
    report = score(items, [[n / 100] for n in range(30)], ["A"])
    (curve,) = [curve for curve in report.curves if curve.kind == "calibration"]
    assert curve.note == "15 bins of 2"
    assert curve.points[0] == (0.01, 0.5)  # scores 0 and 0.01, the first of them positive
    assert curve.points[14] == (0.29, 0.0)  # scores 0.28 and 0.29
    # Wilson's interval of 1 of 2: (0.5 + z²/4) / (1 + z²/2) -+ z sqrt(1/8 + z²/16) / (1 + z²/2), z = 1.96.
    assert curve.bars[0] == (0.09, 0.91) and curve.bars[14] == (0.0, 0.66)
    assert len(curve.bars) == len(curve.points) == 15
    assert (curve.x, curve.y) == ("mean score", "share positive")
    notes = [curve.note for curve in report.curves if curve.kind == "precision-recall"]
    assert notes == ["prevalence 0.333"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=60), st.integers(1, 50))
def test_a_curve_on_a_grid_lies_on_its_lines_or_is_what_is_attained(steps: list[tuple[int, int]], count: int) -> None:
    across = np.cumsum([0, *(x for x, _ in steps), 1]).astype(np.float64)
    up = np.cumsum([0, *(y for _, y in steps), 1]).astype(np.float64)
    across, up = across / across[-1], up / up[-1]
    lines, firsts = straight(across, up, count), attained(across, up[::-1], count)
    assert [x for x, _ in lines] == [x for x, _ in firsts] == [round(step / count, 2) for step in range(count + 1)]
    # The highest of points above one place, and straight lines between: numpy's own interpolation of those.
    places = sorted(set(across.tolist()))
    tops = [max(v for u, v in zip(across, up, strict=True) if u == place) for place in places]
    bottoms = [min(v for u, v in zip(across, up, strict=True) if u == place) for place in places]
    for step, (_, y) in enumerate(lines):
        place = min(places, key=lambda one: abs(one - step / count))
        if abs(place - step / count) < 1e-9:
            assert y == pytest.approx(tops[places.index(place)], abs=0.0051)
        else:
            right = next(number for number, one in enumerate(places) if one > step / count)
            ends, heights = places[right - 1 : right + 1], [tops[right - 1], bottoms[right]]
            assert y == pytest.approx(np.interp(step / count, ends, heights), abs=0.0051)
    for step, (_, y) in enumerate(firsts):
        first = next(v for u, v in zip(across, up[::-1], strict=True) if u >= step / count - 1e-9)
        assert y == pytest.approx(first, abs=0.0051)
    assert lines[-1] == (1.0, 1.0)


def test_the_stored_curves_and_scores_do_not_give_the_labels_back() -> None:
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 2, 500)
    items = [item(f"i{n}", [float(truth[n])], f"s{n}", f"p{n}", ["A"]) for n in range(500)]
    report = score(items, (rng.random((500, 1)) * 0.6 + truth[:, None] * 0.2).tolist(), ["A"])
    sizes = {curve.kind: len(curve.points) for curve in report.curves}
    assert sizes == {"roc": STEPS + 2, "precision-recall": STEPS + 1, "calibration": 15}
    for curve in report.curves[:2]:
        # Each step holds several studies, whose order within it the curve does not tell.
        assert all(value == round(value, 2) for point in curve.points for value in point)
