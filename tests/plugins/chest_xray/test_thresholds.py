"""Thresholds: chosen on a split that no board ranks on, frozen in a file, refused where they would flatter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score, roc_curve

from podium.plugins.chest_xray.choosing import Steps
from podium.registry import DataError, Item, PodiumError, Score
from podium.registry.metrics import draw_counts
from podium.registry.thresholds import digest
from podium.tests.plugins.chest_xray.scored import item, score, table

LABELS = ("Edema", "Fracture")


def chosen(scores: Any, present: Any) -> list[float]:
    """Return the three thresholds of rows that count once each."""
    steps = Steps.of(np.asarray(scores, float), np.asarray(present, bool), np.arange(len(scores)))
    found: list[float] = steps.choose(np.ones((1, len(scores)), np.int64))[0].tolist()
    return found


def test_thresholds_of_a_small_example_counted_by_hand() -> None:
    # From the top: positive, positive, negative, positive, negative, negative.
    scores, present = [0.9, 0.8, 0.7, 0.6, 0.3, 0.1], [1, 1, 0, 1, 0, 0]
    # Youden: 0.8 gives 2/3, 0.6 gives 1 - 1/3, as much: the higher one. F1: 0.8 gives 4/5, 0.6 gives 6/7.
    assert chosen(scores, present) == [0.8, 0.6, 0.6]


def test_ties_are_called_together() -> None:
    assert chosen([0.5, 0.5, 0.5, 0.2], [1, 0, 1, 0]) == [0.5, 0.5, 0.5]


rows = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=2, max_size=60).filter(
    lambda drawn: {present for _, present in drawn} == {True, False}
)


@settings(deadline=None)
@given(rows)
def test_thresholds_are_the_best_that_scikit_learns_curve_offers(drawn: list[tuple[int, bool]]) -> None:
    scores, present = np.array([score / 12 for score, _ in drawn]), np.array([present for _, present in drawn])
    youden, best_f1, sensitive = chosen(scores, present)
    false, true, cuts = roc_curve(present, scores, drop_intermediate=False)
    gains = {cut: t - f for f, t, cut in zip(false[1:], true[1:], cuts[1:], strict=True)}
    assert gains[youden] == pytest.approx(max(gains.values()), abs=1e-12)
    assert all(gain < gains[youden] + 1e-12 and gain != gains[youden] for cut, gain in gains.items() if cut > youden)
    f1s = {cut: f1_score(present, scores >= cut) for cut in cuts[1:]}
    assert f1s[best_f1] == pytest.approx(max(f1s.values()), abs=1e-12)
    enough = [cut for cut in cuts[1:] if (present & (scores >= cut)).sum() * 10 >= 9 * present.sum()]
    assert sensitive == max(enough)


@settings(deadline=None)
@given(rows, st.integers(0, 1 << 30))
def test_counts_of_rows_give_the_thresholds_of_rows_repeated_as_often(drawn: list[tuple[int, bool]], seed: int) -> None:
    scores, present = np.array([score / 12 for score, _ in drawn]), np.array([present for _, present in drawn])
    counts = np.random.default_rng(seed).integers(0, 3, (4, len(drawn)))
    found = Steps.of(scores, present, np.arange(len(drawn))).choose(counts)
    for row, weights in zip(found, counts, strict=True):
        again = np.repeat(np.arange(len(drawn)), weights)
        if len(set(present[again])) < 2:
            assert np.isnan(row).all()
        else:
            assert row.tolist() == chosen(scores[again], present[again])


def valid(n: int, positives: int, split: str = "valid", per_patient: int = 2) -> tuple[list[Item], list[list[float]]]:
    """Return items of one image with ``positives`` of Edema and 3 of Fracture, and scores."""
    rng = np.random.default_rng(7)
    items = [
        item(f"i{k}", [float(k < positives), float(k < 3)], f"s{k}", f"p{k // per_patient}", LABELS, split=split)
        for k in range(n)
    ]
    edema = rng.random(n) * 0.7 + 0.3 * (np.arange(n) < positives)
    return items, [[value, 0.5] for value in edema.tolist()]


def test_the_interval_of_a_threshold_is_that_of_choosing_it_anew_on_repeated_rows() -> None:
    items, given_scores = valid(80, 30)
    report = score(items, given_scores, LABELS, bootstrap=40, seed=3)
    edema, fracture = table(report, "thresholds")
    scores, present = np.array(given_scores)[:, 0], np.arange(80) < 30
    # cluster_index numbers the patients by the order of their names.
    names = sorted({entry.group for entry in items})
    clusters = np.array([names.index(entry.group) for entry in items])
    drawn = []
    for counts in draw_counts(len(names), 0, 40, seed=3):
        again = np.repeat(np.arange(80), counts[clusters])
        drawn.append(chosen(scores[again], present[again]))
    for place, rule in enumerate(("youden", "max_f1", "sensitivity_90")):
        assert edema[rule].value == chosen(scores, present)[place]
        ends = np.percentile(np.array(drawn)[:, place], [2.5, 97.5])
        np.testing.assert_allclose([edema[rule].interval.low, edema[rule].interval.high], ends, rtol=0, atol=1e-12)
        reason = "10 or fewer positives: use a fixed value"
        assert fracture[rule] == Score(rule, None, 80, reason=reason)
    assert (edema["positives"], fracture["positives"]) == (30, 3)


@pytest.mark.parametrize(
    ("positives", "reason"),
    [
        (10, "10 or fewer positives: use a fixed value"),
        (11, ""),
        (69, ""),
        (70, "10 or fewer negatives: use a fixed value"),
    ],
)
def test_a_threshold_takes_more_than_ten_of_each_class(positives: int, reason: str) -> None:
    edema = table(score(*valid(80, positives), LABELS), "thresholds")[0]
    assert edema["youden"].reason == reason


def test_thresholds_are_suggested_on_open_splits_only() -> None:
    for split, offered in (("train", True), ("valid", True), ("validate", True), ("test", False), ("", False)):
        report = score(*valid(40, 20, split), LABELS)
        assert ("thresholds" in {found.name for found in report.tables}) == offered


def frozen(path: Path, **changed: Any) -> Path:
    """Write a file of thresholds with a hash that fits."""
    data = {
        "version": 1, "rule": "youden", "benchmark": "chexpert", "split": "valid", "sample": False, "run": "abc",
        "model": {"name": "mine", "sha256": "1f"}, "dataset": "d", "settings": {"unit": "study", "aggregate": "max"},
        "thresholds": {
            "Edema": {"threshold": 0.6, "low": 0.4, "high": 0.7, "level": 0.95, "positives": 30},
            "Fracture": {"threshold": 0.5, "positives": 3, "fixed": "10 or fewer positives: use a fixed value"},
        },
        **changed,
    }  # fmt: skip
    path.write_text(json.dumps({**data, "sha256": digest(data)}))
    return path


def test_decisions_are_made_at_frozen_thresholds_and_the_report_says_where_they_come_from(tmp_path: Path) -> None:
    items, scores = valid(60, 20, "test")
    path = frozen(tmp_path / "t.json")
    report = score(items, scores, LABELS, thresholds=str(path), bootstrap=10)
    edema, fracture = table(report, "decisions")
    assert (edema["threshold"], fracture["threshold"]) == (0.6, 0.5)
    truth = [entry.target[0] for entry in items]
    assert edema["f1"].value == pytest.approx(f1_score(truth, np.array(scores)[:, 0] >= 0.6), abs=1e-12)
    sha = json.loads(path.read_text())["sha256"][:12]
    assert report.settings["thresholds"] == f"youden on valid, sha256 {sha}"
    assert report.settings["threshold"] == "by finding"
    told = f"chosen by youden on chexpert valid for mine (run abc) and frozen, sha256 {sha}"
    assert report.facts["thresholds"] == told
    assert f"thresholds: {told}" in report.notes
    assert "thresholds: fixed, not chosen, for want of cases: Fracture" in report.notes
    plain = score(items, scores, LABELS, bootstrap=10)
    assert plain.facts["thresholds"] == "threshold 0.5 for every finding, fixed beforehand"
    assert plain.settings["thresholds"] == "fixed"


@pytest.mark.parametrize(
    ("changed", "split", "options", "message"),
    [
        ({}, "valid", {},
         "the thresholds of {path} were chosen on valid, the split that is scored (score another split, or leave"
         " them out)"),
        ({"split": "test"}, "valid", {},
         "the thresholds of {path} were chosen on a test split (choose them on valid)"),
        ({"thresholds": {"Edema": {"threshold": 0.5}}}, "test", {},
         "{path} has no threshold for Fracture (choose them by a run that predicts it)"),
        ({}, "test", {"aggregate": "mean"},
         "the thresholds of {path} were chosen with aggregate=max, this is aggregate=mean"),
        ({}, "test", {"unit": "image"}, "the thresholds of {path} were chosen with unit=study, this is unit=image"),
        ({}, "test", {"scores": "rank"}, "thresholds need probabilities, but scores=rank (leave one of the two out)"),
    ],
)  # fmt: skip
def test_thresholds_that_would_flatter_or_do_not_fit_are_refused(
    tmp_path: Path, changed: dict[str, Any], split: str, options: dict[str, Any], message: str
) -> None:
    path = frozen(tmp_path / "t.json", **changed)
    with pytest.raises(PodiumError) as caught:
        score(*valid(60, 20, split), LABELS, thresholds=str(path), **options)
    assert str(caught.value) == message.format(path=path)


def test_a_threshold_that_was_edited_by_hand_is_refused(tmp_path: Path) -> None:
    path = frozen(tmp_path / "t.json")
    path.write_text(path.read_text().replace('"threshold": 0.6', '"threshold": 0.55'))
    with pytest.raises(DataError) as caught:
        score(*valid(60, 20, "test"), LABELS, thresholds=str(path))
    assert str(caught.value) == f"{path} was changed after it was written: its sha256 does not match (write it anew)"
