"""The report of the chest X-ray scorer against scikit-learn, a numpy bootstrap, and hand-made cases."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import f1_score, recall_score

from podium.plugins.chest_xray.figures import DECISIONS, RANKING
from podium.plugins.chest_xray.scoring import score_findings
from podium.registry import Answer, Choose, DataError, Item, PodiumError, Report, Score
from podium.registry.metrics import cluster_index, draw_counts
from podium.tests.plugins.chest_xray.scored import (
    FIVE,
    NAN,
    REFERENCES,
    by_name,
    cells,
    generated,
    item,
    notes,
    score,
    table,
    to_studies,
)

METRICS = (*RANKING, *DECISIONS)


@pytest.mark.parametrize("kind", ["continuous", "tied", "binary", "constant"])
@pytest.mark.parametrize("unit", ["study", "image"])
def test_every_metric_of_the_table_and_its_mean_equals_scikit_learn(kind: str, unit: str) -> None:
    items, scores, targets = generated(kind)
    report = score(items, scores.tolist(), unit=unit)
    if unit == "study":
        scores, targets = to_studies(items, scores), to_studies(items, targets)
    values: dict[str, list[float]] = {metric: [] for metric in METRICS}
    for column, finding in enumerate(FIVE):
        seen = ~np.isnan(targets[:, column])
        truth, given = targets[seen, column], scores[seen, column]
        row = cells(report, finding)
        assert (row["n"], row["positives"], row["prevalence"]) == (seen.sum(), truth.sum(), truth.mean())
        for metric, reference in REFERENCES.items():
            assert row[metric].metric == metric
            assert row[metric].n == seen.sum()
            value = reference(truth, given)
            assert row[metric].value == (None if math.isnan(value) else pytest.approx(value, abs=1e-9))
            values[metric].append(value)
    means = by_name(report)
    assert list(means) == ["mean_auroc", "mean_average_precision", "mean_f1", "micro_f1"]
    for metric in ("auroc", "average_precision", "f1"):
        assert means[f"mean_{metric}"].value == pytest.approx(np.mean(values[metric]), abs=1e-9)
        assert means[f"mean_{metric}"].n == len(scores)
    seen = ~np.isnan(targets)
    pooled = f1_score(targets[seen], scores[seen] >= 0.5)
    assert means["micro_f1"].value == pytest.approx(pooled, abs=1e-12)


def test_intervals_equal_a_numpy_loop_that_repeats_the_rows_of_the_same_draws() -> None:
    items, matrix, labels = generated("tied", patients=40)
    report = score(items, matrix.tolist(), bootstrap=40, seed=3, boards={"five": ("mean-auroc-5", FIVE)})
    scores, targets = to_studies(items, matrix), to_studies(items, labels)
    patients = [key.split("/")[0] for key in dict.fromkeys(item.attributes["study"] for item in items)]
    clusters, count = cluster_index(patients)
    replicates: dict[str, list[list[float]]] = {metric: [] for metric in METRICS}
    for counts in draw_counts(count, 0, 40, seed=3):
        repeated = np.repeat(np.arange(len(scores)), counts[clusters])
        per_label: dict[str, list[float]] = {metric: [] for metric in METRICS}
        for column in range(5):
            rows = repeated[~np.isnan(targets[repeated, column])]
            for metric, reference in REFERENCES.items():
                per_label[metric].append(reference(targets[rows, column], scores[rows, column]))
        for metric in METRICS:
            replicates[metric].append(per_label[metric])
    for metric in METRICS:
        drawn = np.array(replicates[metric])
        assert not np.isnan(drawn).any()
        for column, finding in enumerate(FIVE):
            interval = cells(report, finding)[metric].interval
            expected = np.percentile(drawn[:, column], [2.5, 97.5])
            np.testing.assert_allclose([interval.low, interval.high], expected, rtol=0, atol=1e-9)
    for result, metric in ((by_name(report)["mean_f1"], "f1"), (report.boards["five"], "auroc")):
        expected = np.percentile(np.mean(replicates[metric], axis=1), [2.5, 97.5])
        assert result.interval is not None
        np.testing.assert_allclose([result.interval.low, result.interval.high], expected, rtol=0, atol=1e-9)
        assert (result.interval.level, result.interval.method) == (0.95, "patient bootstrap, percentile")
        assert (result.interval.replicates, result.interval.undefined) == (40, 0)


def test_a_second_scoring_gives_the_same_report_bit_for_bit_and_another_seed_another_interval() -> None:
    items, scores, _ = generated()
    options: dict[str, Any] = {"bootstrap": 200, "seed": 1, "boards": {"five": ("mean-auroc-5", FIVE)}}
    first = score(items, scores.tolist(), **options)
    assert score(items, scores.tolist(), **options) == first
    assert Report.from_json(first.to_json()) == first
    other = score(items, scores.tolist(), **{**options, "seed": 2})
    assert other.boards["five"].value == first.boards["five"].value
    assert other.boards["five"].interval != first.boards["five"].interval


def test_tensors_give_the_report_that_arrays_give() -> None:
    items, scores, _ = generated()
    answers = [Answer(probabilities=tuple(row)) for row in scores.tolist()]
    options: dict[str, Any] = {"labels": FIVE, "boards": {"five": ("mean-auroc-5", FIVE)}, "bootstrap": 50}
    # "cpu:0" takes the road of a GPU, with torch's tensors.
    by_torch, by_numpy = (score_findings(items, answers, device=name, **options) for name in ("cpu:0", "cpu"))
    assert by_torch.boards == by_numpy.boards
    for one, other in zip(by_torch.tables, by_numpy.tables, strict=True):
        for row, reference in zip(one.rows, other.rows, strict=True):
            for cell, expected in zip(row, reference, strict=True):
                if isinstance(cell, Score) and isinstance(expected, Score) and cell.value is not None:
                    assert cell.value == pytest.approx(expected.value, abs=1e-12)
                else:
                    assert cell == expected


def test_resamples_in_which_a_finding_is_undefined_are_left_out_and_counted() -> None:
    targets = [[1, 0], [0, 1], [0, 1], [0, 0]]
    items = [item(f"i{n}", target, f"s{n}", f"p{n}", ("A", "B")) for n, target in enumerate(targets)]
    report = score(items, [[0.9, 0.1], [0.2, 0.8], [0.1, 0.3], [0.3, 0.2]], ("A", "B"), bootstrap=500)
    counts = draw_counts(4, 0, 500, seed=0)
    lost_a = (counts[:, 0] == 0) | (counts[:, 1:].sum(1) == 0)
    lost_b = (counts[:, 1:3].sum(1) == 0) | (counts[:, 0] + counts[:, 3] == 0)
    assert 0 < lost_a.sum() < 500
    assert cells(report, "A")["auroc"].interval.undefined == lost_a.sum()
    assert cells(report, "B")["auroc"].interval.undefined == lost_b.sum()
    mean = by_name(report)["mean_auroc"].interval
    assert mean is not None
    assert mean.undefined == (lost_a | lost_b).sum()


def test_a_study_has_the_highest_or_the_mean_score_of_its_views() -> None:
    # Studies a (0.2, 0.6), b (0.5) and c (0.1, 0.9) by maximum: 0.6, 0.5, 0.9; by mean: 0.4, 0.5, 0.5.
    views = [("a", 0.2, 1), ("a", 0.6, 1), ("b", 0.5, 0), ("c", 0.1, 1), ("c", 0.9, 1)]
    items = [item(f"v{n}", [target], study, study, ["A"]) for n, (study, _, target) in enumerate(views)]
    rows = [[value] for _, value, _ in views]
    highest = score(items, rows, ["A"])
    assert cells(highest, "A")["auroc"].value == 1.0
    assert cells(highest, "A")["sensitivity"].value == 1.0
    assert highest.counts == {
        "images": 5, "answered": 5, "studies": 3, "patients": 3, "findings": 1, "findings_in_means": 1,
    }  # fmt: skip
    mean = score(items, rows, ["A"], aggregate="mean")
    assert cells(mean, "A")["auroc"].value == 0.25  # a below b: 0, c tied with b: one half; of two pairs
    assert cells(mean, "A")["sensitivity"].value == 0.5
    single = score(items, rows, ["A"], unit="image")
    assert cells(single, "A")["n"] == 5
    assert cells(single, "A")["auroc"].value == 0.5  # 0.6 and 0.9 above 0.5; 0.2 and 0.1 below
    assert (highest.settings["aggregate"], mean.settings["aggregate"], single.settings["aggregate"]) == (
        "max", "mean", "none",
    )  # fmt: skip


def test_a_mean_over_five_findings_with_one_undefined_is_absent_with_its_reason() -> None:
    items, scores, targets = generated()
    items = [item(entry.id, [*entry.target[:4], 0.0], entry.attributes["study"], entry.group) for entry in items]
    report = score(items, scores.tolist(), boards={"all": ("mean-auroc-5", FIVE), "four": ("mean-auroc-4", FIVE[:4])})
    assert list(report.boards) == ["four"]
    assert report.boards["four"] == Score("mean-auroc-4", by_name(report)["mean_auroc"].value, 90)
    assert notes(report) == (
        "Pleural Effusion: no positives among 90 studies; left out of the means",
        "board all has no value: Pleural Effusion: no positives among 90 studies",
    )
    assert report.withheld == {"all": "Pleural Effusion: no positives among 90 studies"}
    assert (report.counts["findings"], report.counts["findings_in_means"]) == (5, 4)
    row = cells(report, "Pleural Effusion")
    assert (row["n"], row["positives"], row["prevalence"]) == (90, 0, 0.0)
    assert row["auroc"] == Score("auroc", None, 90, reason="no positives among 90 studies")
    assert row["sensitivity"] == Score("sensitivity", None, 90, reason="no positives among 90 studies")
    assert row["f1"].value == 0.0
    assert row["specificity"].value == pytest.approx(
        recall_score(np.ones(90), to_studies(items, scores)[:, 4] < 0.5), abs=1e-12
    )


def test_labels_of_one_class_or_none_assessed_are_named_and_their_undefined_metrics_say_why() -> None:
    labels = ("A", "B", "C", "D")
    targets = [[1, 1, NAN, 0], [0, 1, NAN, 0], [0, 1, NAN, 0]]
    items = [item(f"i{n}", target, f"s{n}", f"p{n}", labels) for n, target in enumerate(targets)]
    report = score(items, [[0.4, 0.9, 0.1, 0.1], [0.3, 0.2, 0.2, 0.2], [0.2, 0.1, 0.3, 0.3]], labels, bootstrap=50)
    assert notes(report) == (
        "B: no negatives among 3 studies; left out of the means",
        "C: no assessed studies; left out of the means",
        "D: no positives among 3 studies; left out of the means",
    )
    reasons = {label: {metric: cells(report, label)[metric].reason for metric in METRICS} for label in labels}
    uncalled = {"ppv": "no positive calls among 3 studies", "mcc": "all 3 studies are called alike"}
    assert reasons["A"] == dict.fromkeys(METRICS, "") | uncalled
    assert reasons["B"] == dict.fromkeys(METRICS, "") | dict.fromkeys(
        ("auroc", "specificity", "mcc"), "no negatives among 3 studies"
    )
    assert reasons["C"] == dict.fromkeys(METRICS, "no assessed studies")
    assert cells(report, "C")["prevalence"] is None
    assert reasons["D"] == dict.fromkeys(METRICS, "no positives among 3 studies") | {
        "specificity": "",
        "npv": "",
        "f1": "neither positives nor positive calls among 3 studies",
        "ppv": "no positive calls among 3 studies",
    }
    assert [cells(report, label)["note"] for label in labels] == [
        "unstable: fewer than 10 positives and negatives",
        "no negatives among 3 studies",
        "no assessed studies",
        "no positives among 3 studies",
    ]
    assert by_name(report)["mean_auroc"].value == 1.0
    assert by_name(report)["mean_auroc"].n == 3


def test_without_any_finding_of_both_classes_the_means_are_absent_with_the_reason() -> None:
    items = [item(f"i{n}", [1.0], f"s{n}", f"p{n}", ["A"]) for n in range(3)]
    report = score(items, [[0.1], [0.2], [0.3]], ["A"], bootstrap=10)
    assert by_name(report)["mean_auroc"] == Score(
        "mean_auroc", None, 0, reason="no finding has both positives and negatives"
    )


def test_a_label_the_model_does_not_know_is_named_and_left_out() -> None:
    items, scores, _ = generated()
    rows: list[list[float | None]] = [[*row[:3], None, row[4]] for row in scores.tolist()]
    report = score(items, rows, boards={"five": ("mean-auroc-5", FIVE)})
    assert [row[0] for row in report.tables[0].rows] == [*FIVE[:3], FIVE[4]]
    assert notes(report) == (
        "Edema: not predicted; left out",
        "board five has no value: Edema: not predicted",
    )
    whole = score(items, scores.tolist())
    assert cells(report, "Pleural Effusion") == cells(whole, "Pleural Effusion")


def test_unanswered_images_are_left_out_counted_and_keep_the_score_off_the_boards() -> None:
    items, scores, _ = generated()
    answers = [Answer(probabilities=tuple(row)) for row in scores.tolist()]
    # The last patient has one study of three views; two of them, then all of them, stay unanswered.
    for lost in (2, 3):
        given = answers[: len(answers) - 6] + [Answer()] * lost + answers[len(answers) - 6 + lost :]
        report = score_findings(
            items, given, labels=FIVE, boards={"five": ("mean-auroc-5", FIVE)}, device="cpu", bootstrap=0
        )
        total = len(items)
        assert report.boards == {}
        assert report.counts["answered"] == total - lost
        assert report.counts["studies"] == (90 if lost == 2 else 89)
        message = f"{lost} of {total} images have no answer and are left out"
        assert notes(report) == (message, f"board five has no value: {message}")
        kept = [n for n, answer in enumerate(given) if answer.probabilities is not None]
        alone = score([items[n] for n in kept], scores[kept].tolist())
        assert alone.tables == report.tables


def test_scores_that_are_ranks_give_ranking_metrics_only() -> None:
    items, scores, _ = generated()
    boards = {"five": ("mean-auroc-5", FIVE), "f1": ("macro-f1-top5", FIVE)}
    plain = score(items, scores.tolist(), boards=boards, bootstrap=30)
    ranks = score(items, (scores * 8 - 4).tolist(), boards=boards, scores="rank", bootstrap=30)
    for finding in FIVE:
        assert cells(ranks, finding)["auroc"] == cells(plain, finding)["auroc"]
        assert cells(ranks, finding)["average_precision"] == cells(plain, finding)["average_precision"]
    assert {found.name for found in plain.tables} == {
        "findings", "decisions", "baselines", "calibration", "subgroups", "subgroups-findings",
    }  # fmt: skip
    assert {found.name for found in ranks.tables} == {"findings", "subgroups", "subgroups-findings"}
    assert {curve.kind for curve in ranks.curves} == {"roc", "precision-recall"}
    assert {row["tpr_gap"].reason for row in table(ranks, "subgroups-findings")} == {
        "the scores are ranks, not probabilities"
    }
    for name in ("mean_f1", "micro_f1"):
        assert by_name(ranks)[name].reason == "the scores are ranks, not probabilities"
    assert ranks.withheld == {"f1": "the scores are ranks, not probabilities"}
    assert list(plain.boards) == ["five", "f1"]
    assert plain.boards["f1"].value == by_name(plain)["mean_f1"].value
    assert list(ranks.boards) == ["five"]
    assert notes(ranks) == (
        "board f1 has no value: the scores are ranks, not probabilities",
        "the scores are ranks, not probabilities: decisions, baselines and calibration are left out",
    )
    assert "threshold" not in ranks.settings


def test_the_report_records_the_callers_settings_and_notes_before_its_own() -> None:
    items, _, _ = generated(patients=5)
    told = ["7 images are missing."]
    report = score(items, [[0.5] * 5] * len(items), settings={"uncertainty": "ignore"}, notes=told, threshold=0.25)
    assert report.settings == {
        "uncertainty": "ignore", "unit": "study", "aggregate": "max", "scores": "probability",
        "threshold": 0.25, "thresholds": "fixed", "bootstrap": 0, "seed": 0,
    }  # fmt: skip
    assert report.notes[0] == "7 images are missing."
    assert notes(report)[-1] == f"every one of 7 studies has the same score: {', '.join(FIVE)}"
    assert cells(report, "Edema")["auroc"].interval is None


def test_labels_are_found_by_name_in_any_order_and_number() -> None:
    items, scores, _ = generated()
    turned = [4, 2, 0]
    report = score(items, scores.tolist(), [FIVE[column] for column in turned])
    assert [row[0] for row in report.tables[0].rows] == ["Pleural Effusion", "Consolidation", "Atelectasis"]
    assert report.tables[0].rows[0] == score(items, scores.tolist()).tables[0].rows[4]


def test_images_can_be_scored_one_by_one_without_a_study() -> None:
    items = [item(f"i{n}", [float(n % 2)], None, "", ["A"]) for n in range(4)]
    report = score(items, [[0.1], [0.9], [0.8], [0.7]], ["A"], unit="image", bootstrap=20)
    assert cells(report, "A")["auroc"].value == 0.75
    assert report.counts["patients"] == 4
    assert "studies" not in report.counts


A, B = item("p1/s1/v1", [1.0, 0.0], "s1", "p1", "XY"), item("p1/s1/v2", [1.0, 0.0], "s1", "p1", "XY")
GOOD = [(0.5, 0.5), (0.5, 0.5)]


@pytest.mark.parametrize(
    ("items", "rows", "message"),
    [
        ([A, B], [(0.5, 1.7), (0.5, 0.5)],
         "item 'p1/s1/v1' has 1.7 for 'Y', which is not a probability in [0, 1] "
         "(--set scores=rank scores ranking metrics only)"),
        ([A, B], [(0.5, 0.5), (-0.1, 0.5)],
         "item 'p1/s1/v2' has -0.1 for 'X', which is not a probability in [0, 1] "
         "(--set scores=rank scores ranking metrics only)"),
        ([A, B], [(0.5, 0.5), (NAN, 0.5)], "item 'p1/s1/v2' has nan for 'X', which is not a finite score"),
        ([A, B], [(0.5, math.inf), (0.5, 0.5)], "item 'p1/s1/v1' has inf for 'Y', which is not a finite score"),
        ([A, B], [(0.5, 0.5), (0.5, None)],
         "the answer for 'p1/s1/v2' has no score for 'Y', but other answers have one"),
        ([A, B], [(None, None), (None, None)], "nothing to score: the model predicts none of X, Y"),
        ([A, B], [None, None], "nothing to score: none of 2 images has an answer"),
        ([], [], "nothing to score: none of 0 images has an answer"),
        ([item("v1", [1.0, NAN], "s1", "p1", "XY"), item("v2", [0.0, NAN], "s2", "p2", "XY")], [(None, 0.5)] * 2,
         "none of 2 studies is assessed for any predicted finding (--set blanks=zeros counts findings not mentioned"
         " as absent, --set uncertainty=zeros uncertain ones)"),
        ([A, B], GOOD[:1], "there are 2 items but 1 answers; each item needs one"),
        ([A, A], GOOD, "item 'p1/s1/v1' comes twice; each image is scored once"),
        ([A, B], [(0.5,), (0.5, 0.5)], "the answer for 'p1/s1/v1' has 1 scores for 2 labels"),
        ([A, item("v2", [1.0, 1.0], "s1", "p1", "XY")], GOOD,
         "the images of study 's1' have two targets for 'Y': 0 in 'p1/s1/v1', 1 in 'v2'"),
        ([A, item("v2", [NAN, 0.0], "s1", "p1", "XY")], GOOD,
         "the images of study 's1' have two targets for 'X': 1 in 'p1/s1/v1', nan in 'v2'"),
        ([A, item("v2", [1.0, 0.0], "s1", "p2", "XY")], GOOD, "study 's1' belongs to two patients, 'p1' and 'p2'"),
        ([A, item("v2", [1.0, 0.0], None, "p1", "XY")], GOOD,
         "item 'v2' names no study (only unit='image' can do without)"),
        ([A, item("v2", [1.0, -1.0], "s1", "p1", "XY")], GOOD,
         "item 'v2' has -1.0 for 'Y', which is not a target: 1, 0 or NaN"),
        ([A, item("v2", [1.0], "s1", "p1", "XY")], GOOD, "item 'v2' has 1 targets for 2 labels"),
        ([A, item("v2", [1.0, 0.0], "s1", "p1", "XZ")], GOOD, "item 'v2' does not ask for 'Y'"),
        ([A, Item("q", Choose("?", ("a", "b")), 0)], GOOD, "item 'q' does not ask for findings but is a Choose"),
    ],
)  # fmt: skip
def test_what_cannot_be_scored_is_refused_by_name(items: list[Item], rows: list[Any], message: str) -> None:
    answers = [Answer(probabilities=row) for row in rows]
    with pytest.raises(DataError) as caught:
        score_findings(items, answers, labels=("X", "Y"), boards={}, device="cpu")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "patient"}, "unit='patient' is not one of image, study"),
        ({"aggregate": "median"}, "aggregate='median' is not one of max, mean"),
        ({"scores": "logit"}, "scores='logit' is not one of probability, rank"),
        ({"threshold": NAN}, "threshold=nan is not within [0, 1] (--set scores=rank needs no threshold)"),
        ({"bootstrap": -1}, "bootstrap=-1 is negative (0 means no intervals)"),
        ({"seed": -1}, "seed=-1 is not from 0 to 2**63 - 1"),
        ({"boards": {"b": ("mean-auroc", ["X", "Z"])}}, "board 'b' averages findings that are not scored: Z"),
        ({"boards": {"b": ("mean-auroc", [])}}, "board 'b' averages findings that are not scored: none"),
        ({"boards": {"b": ("accuracy", ["X"])}},
         "board 'b': metric 'accuracy' holds none of auroc, average_precision, f1"),
    ],
)  # fmt: skip
def test_options_that_make_no_sense_are_refused_by_name(options: dict[str, Any], message: str) -> None:
    with pytest.raises(PodiumError) as caught:
        score([A, B], GOOD, ("X", "Y"), **options)
    assert str(caught.value) == message
