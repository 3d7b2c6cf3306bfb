"""Comparing two models: against DeLong and Obuchowski written out plainly, scipy, and a bootstrap by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, norm
from sklearn.metrics import f1_score, roc_auc_score

from podium.plugins.chest_xray.comparing import compare_findings, compare_questions
from podium.plugins.chest_xray.observations import FIVE
from podium.plugins.chest_xray.questions import questions
from podium.registry import Answer, Classify, DataError, Item, PodiumError, Report, Score, Table
from podium.registry.metrics import cluster_index, draw_counts
from podium.tests.registry.metrics.examples import Floats

LABELS = ("Atelectasis", "Cardiomegaly", "Edema", "Fracture")
HEADLINE = LABELS[:3]
NAN = math.nan


def items_of(targets: Floats, studies_per_patient: int = 1, labels: Sequence[str] = LABELS) -> list[Item]:
    """Return one image per study; consecutive studies share a patient."""
    return [
        Item(
            f"study{row}/view1.jpg",
            Classify((Path(f"study{row}.jpg"),), tuple(labels)),
            tuple(target),
            f"patient{row // studies_per_patient:04d}",
            {"study": f"study{row}"},
        )
        for row, target in enumerate(targets.tolist())
    ]


def answers_of(scores: Floats) -> list[Answer]:
    return [Answer(probabilities=tuple(row)) for row in scores.tolist()]


def example(rows: int = 80, seed: int = 0) -> tuple[Floats, Floats, Floats]:
    """Return targets, where Fracture has no positive, and two models' scores with ties."""
    rng = np.random.default_rng(seed)
    targets = (rng.random((rows, 4)) < [0.4, 0.3, 0.5, 0]).astype(np.float64)
    first = np.round(0.3 * targets + 0.7 * rng.random((rows, 4)), 2)
    second = np.round(0.15 * targets + 0.5 * rng.random((rows, 4)) + 0.35 * first, 2)
    return targets, first, second


def compared(
    items: Sequence[Item],
    first: Sequence[Answer],
    second: Sequence[Answer],
    one: dict[str, Any] | None = None,
    other: dict[str, Any] | None = None,
    labels: Sequence[str] = LABELS,
    headline: Sequence[str] = HEADLINE,
) -> Report:
    both = ({"bootstrap": 100, **(one or {})}, {"bootstrap": 100, **(other or one or {})})
    return compare_findings(items, first, second, labels=labels, headline=headline, device="cpu", settings=both)


def rows_of(report: Report, name: str) -> dict[str, dict[str, Any]]:
    (table,) = [table for table in report.tables if table.name == name]
    return {str(row[0]): dict(zip(table.columns, row, strict=True)) for row in table.rows}


def means_of(report: Report) -> dict[tuple[Any, ...], dict[str, Any]]:
    (table,) = [table for table in report.tables if table.name == "means"]
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return {(row["mean"], row["findings"], row["method"]): row for row in rows}


def placements(target: Floats, scores: Floats) -> tuple[Floats, Floats]:
    """Return each positive's share of negatives below it, and each negative's of positives above it."""
    pairs = scores[target == 1][:, None] - scores[target == 0][None, :]
    wins = (pairs > 0) + 0.5 * (pairs == 0)
    return wins.mean(1), wins.mean(0)


def delong(target: Floats, first: Floats, second: Floats) -> tuple[float, float, float]:
    """Return the difference of two areas, its standard error and p, as DeLong et al. write them (1988)."""
    x1, y1 = placements(target, first)
    x2, y2 = placements(target, second)
    s10, s01 = np.cov(x1, x2), np.cov(y1, y2)
    s = s10 / len(x1) + s01 / len(y1)
    se = math.sqrt(s[0, 0] + s[1, 1] - 2 * s[0, 1])
    gap = float(x1.mean() - x2.mean())
    return gap, se, 2 * float(norm.sf(abs(gap / se)))


def obuchowski(target: Floats, first: Floats, second: Floats, clusters: Sequence[int]) -> tuple[float, float]:
    """Return the difference of two areas and its standard error with clusters, as Obuchowski writes them (1997)."""
    unit = np.array(clusters)
    sums, areas = [], []
    m, n = int((target == 1).sum()), int((target == 0).sum())
    for scores in (first, second):
        x, y = placements(target, scores)
        area = float(x.mean())
        by_x = np.array(
            [x[unit[target == 1] == one].sum() - (unit[target == 1] == one).sum() * area for one in set(unit)]
        )
        by_y = np.array(
            [y[unit[target == 0] == one].sum() - (unit[target == 0] == one).sum() * area for one in set(unit)]
        )
        sums.append((by_x, by_y))
        areas.append(area)
    with_x, with_y, every = len(set(unit[target == 1])), len(set(unit[target == 0])), len(set(unit))
    covariance = np.zeros((2, 2))
    for j in range(2):
        for k in range(2):
            (xj, yj), (xk, yk) = sums[j], sums[k]
            s10 = with_x / ((with_x - 1) * m) * (xj * xk).sum()
            s01 = with_y / ((with_y - 1) * n) * (yj * yk).sum()
            s11 = every / (every - 1) * ((xj * yk).sum() + (xk * yj).sum())
            covariance[j, k] = s10 / m + s01 / n + s11 / (m * n)
    return areas[0] - areas[1], math.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])


def holm(p: Sequence[float]) -> list[float]:
    order = sorted(range(len(p)), key=p.__getitem__)
    adjusted, highest = [0.0] * len(p), 0.0
    for place, index in enumerate(order):
        highest = max(highest, min(1.0, (len(p) - place) * p[index]))
        adjusted[index] = highest
    return adjusted


def test_with_one_study_per_patient_areas_are_tested_as_delong_writes_it_down_to_1e9() -> None:
    targets, first, second = example()
    table = rows_of(compared(items_of(targets), answers_of(first), answers_of(second)), "auroc")
    expected = {
        label: delong(targets[:, column], first[:, column], second[:, column]) for column, label in enumerate(HEADLINE)
    }
    adjusted = dict(zip(expected, holm([p for _, _, p in expected.values()]), strict=True))
    for column, (label, (gap, se, p)) in enumerate(expected.items()):
        row = table[label]
        reach = float(norm.ppf(0.975)) * se
        found = row["difference"]
        given = (row["a"].value, row["b"].value, found.value, found.interval.low, found.interval.high, row["p"])
        areas = [roc_auc_score(targets[:, column], model[:, column]) for model in (first, second)]
        assert given == pytest.approx((*areas, gap, gap - reach, gap + reach, p), abs=1e-9)
        assert row["p_holm"] == pytest.approx(adjusted[label], abs=1e-9)
        assert (row["n"], row["positives"]) == (80, int(targets[:, column].sum()))


def test_with_several_studies_per_patient_areas_are_tested_as_obuchowski_writes_it() -> None:
    targets, first, second = example(90)
    table = rows_of(compared(items_of(targets, 3), answers_of(first), answers_of(second)), "auroc")
    clusters = [row // 3 for row in range(90)]
    for column, label in enumerate(HEADLINE):
        gap, se = obuchowski(targets[:, column], first[:, column], second[:, column], clusters)
        found = table[label]["difference"]
        reach = float(norm.ppf(0.975)) * se
        assert found.value == pytest.approx(gap, abs=1e-12)
        assert (found.interval.low, found.interval.high) == pytest.approx((gap - reach, gap + reach), abs=1e-9)
        assert table[label]["p"] == pytest.approx(2 * norm.sf(abs(gap / se)), abs=1e-9)


def test_obuchowskis_form_as_written_here_is_delongs_where_a_patient_has_one_study() -> None:
    targets, first, second = example()
    gap, se, _ = delong(targets[:, 0], first[:, 0], second[:, 0])
    assert obuchowski(targets[:, 0], first[:, 0], second[:, 0], range(80)) == pytest.approx((gap, se), abs=1e-12)


def test_the_means_by_delong_take_the_covariance_between_findings_into_account() -> None:
    targets, first, second = example()
    targets = targets[:, :3]
    targets[:, 1:] = targets[:, :1]
    one, other = (answers_of(np.repeat(model[:, :1], 3, 1)) for model in (first, second))
    report = compared(items_of(targets, labels=HEADLINE), one, other, labels=HEADLINE)
    row = means_of(report)["mean AUROC", 3, "DeLong"]
    gap, se, _ = delong(targets[:, 0], first[:, 0], second[:, 0])
    # Three copies of one finding tell no more than one. Between findings the products of what each patient
    # adds are summed, scaled by C / (C - 1); within one it is DeLong's variance.
    x1, y1 = placements(targets[:, 0], first[:, 0])
    x2, y2 = placements(targets[:, 0], second[:, 0])
    added = [*((x1 - x2 - gap) / len(x1)), *((y1 - y2 - gap) / len(y1))]
    between = 80 / 79 * sum(one**2 for one in added)
    spread = math.sqrt((3 * se**2 + 6 * between) / 9)
    assert spread == pytest.approx(se, rel=0.01)
    reach = float(norm.ppf(0.975)) * spread
    found = row["difference"]
    given = (found.value, found.interval.low, found.interval.high, row["p"])
    assert given == pytest.approx((gap, gap - reach, gap + reach, 2 * norm.sf(abs(gap / spread))), abs=1e-9)


def test_both_models_are_measured_on_the_same_resampled_patients() -> None:
    targets, first, second = example(60)
    items = items_of(targets, 2)
    report = compared(items, answers_of(first), answers_of(second), {"bootstrap": 40, "seed": 3})
    clusters, count = cluster_index([item.group for item in items])
    draws = draw_counts(count, 0, 40, seed=3)
    gaps: dict[str, list[float]] = {"AUROC": [], "F1": []}
    for draw in draws:
        rows = np.repeat(np.arange(60), draw[clusters])
        for name in gaps:
            values = []
            for model in (first, second):
                each = []
                for column in range(3):
                    truth, score = targets[rows, column], model[rows, column]
                    each.append(roc_auc_score(truth, score) if name == "AUROC" else f1_score(truth, score >= 0.5))
                values.append(np.mean(each))
            gaps[name].append(float(values[0] - values[1]))
    for name, values in gaps.items():
        found = means_of(report)[f"mean {name}", 3, "bootstrap"]["difference"]
        expected = np.quantile(values, [0.025, 0.975])
        assert [found.interval.low, found.interval.high] == pytest.approx(expected.tolist(), abs=1e-12)
        assert (found.interval.replicates, found.interval.undefined) == (40, 0)
    assert report.scores[0] == means_of(report)["mean AUROC", 3, "bootstrap"]["difference"]
    assert report.facts["compared"] == "mean AUROC over 3 findings"


def test_each_run_is_called_at_its_own_threshold_and_mcnemar_counts_what_only_one_got_right() -> None:
    targets, first, second = example()
    report = compared(items_of(targets), answers_of(first), answers_of(second), {"threshold": 0.3}, {"threshold": 0.6})
    shares, calls = rows_of(report, "f1"), rows_of(report, "calls")
    tests = []
    for column, label in enumerate(LABELS):
        truth = targets[:, column]
        called = [first[:, column] >= 0.3, second[:, column] >= 0.6]
        right = [call == (truth == 1) for call in called]
        only = [int((right[0] & ~right[1]).sum()), int((right[1] & ~right[0]).sum())]
        tests.append(binomtest(only[0], sum(only), 0.5).pvalue if sum(only) else 1.0)
        assert [calls[label]["only_a_right"], calls[label]["only_b_right"]] == only
        assert calls[label]["p"] == pytest.approx(tests[-1], abs=1e-12)
        for side, call in zip("ab", called, strict=True):
            expected = f1_score(truth, call, zero_division=np.nan)
            assert shares[label][side].value == pytest.approx(expected, abs=1e-12), (label, side)
    assert [calls[label]["p_holm"] for label in LABELS] == pytest.approx(holm(tests), abs=1e-12)
    assert "a finding is called from a threshold on: A 0.3 for all, B 0.6 for all" in report.notes


def test_thresholds_frozen_for_one_run_are_those_of_its_stored_report_and_their_hash_is_said(tmp_path: Path) -> None:
    targets, first, second = example()
    cuts = dict(zip(LABELS, (0.2, 0.4, 0.6, 0.8), strict=True))
    stored = Report(
        {},
        tables=(Table("decisions", "", ("finding", "threshold"), tuple(cuts.items())),),
        settings={"thresholds": "youden on valid, sha256 0123456789ab"},
    )
    frozen = {"thresholds": str(tmp_path / "gone.json"), "report": stored}
    report = compared(items_of(targets), answers_of(first), answers_of(second), frozen, {"thresholds": ""})
    for column, (label, cut) in enumerate(cuts.items()):
        truth, row = targets[:, column], rows_of(report, "f1")[label]
        for side, called in (("a", first[:, column] >= cut), ("b", second[:, column] >= 0.5)):
            expected = f1_score(truth, called, zero_division=np.nan)
            assert row[side].value == pytest.approx(expected, abs=1e-12) or math.isnan(expected)
    told = "A by finding, youden on valid, sha256 0123456789ab, B 0.5 for all"
    assert f"a finding is called from a threshold on: {told}" in report.notes


@pytest.mark.parametrize(
    "stored",
    [None, Report({}), Report({}, tables=(Table("decisions", "", ("finding", "threshold"), (("Edema", 0.5),)),))],
)
def test_where_frozen_thresholds_are_not_stored_areas_are_compared_and_the_note_says_whose(
    stored: Report | None,
) -> None:
    targets, first, second = example()
    frozen = {"thresholds": "gone.json", "report": stored}
    report = compared(items_of(targets), answers_of(first), answers_of(second), {"threshold": 0.5}, frozen)
    assert [table.name for table in report.tables] == ["means", "auroc"]
    assert "no calls are compared: the thresholds of B are not stored with the run" in report.notes
    fixed = compared(items_of(targets), answers_of(first), answers_of(second))
    assert rows_of(report, "auroc") == rows_of(fixed, "auroc")


def test_a_finding_without_positives_keeps_its_row_with_the_reason_and_is_not_counted_by_holm() -> None:
    targets, first, second = example()
    report = compared(items_of(targets), answers_of(first), answers_of(second))
    row = rows_of(report, "auroc")["Fracture"]
    assert row["difference"] == Score("auroc", None, 80, reason="no positives among 80 studies")
    assert (row["p"], row["p_holm"], row["positives"]) == (None, None, 0)
    assert "Fracture: no positives among 80 studies; it has no part in areas and means" in report.notes
    assert report.counts["findings_in_means"] == 3


def test_a_finding_whose_positives_are_all_of_one_patient_has_a_difference_but_no_test() -> None:
    targets, first, second = example()
    targets[5, 3] = 1
    report = compared(items_of(targets), answers_of(first), answers_of(second))
    row = rows_of(report, "auroc")["Fracture"]
    areas = [float((model[5, 3] > model[targets[:, 3] == 0, 3]).mean()) for model in (first, second)]
    ties = [float((model[5, 3] == model[targets[:, 3] == 0, 3]).mean()) / 2 for model in (first, second)]
    gap = areas[0] + ties[0] - areas[1] - ties[1]
    assert row["difference"].value == pytest.approx(gap, abs=1e-12)
    assert (row["difference"].interval, row["p"], row["p_holm"]) == (None, None, None)
    why = "Fracture: its areas are not tested: all positives are in one patient: the area has no variance"
    assert why in report.notes
    assert any(note.startswith("unstable, fewer than 10") and note.endswith("Fracture") for note in report.notes)


def test_findings_that_one_model_does_not_predict_are_named_and_the_mean_over_the_rest_decides() -> None:
    targets, first, second = example()
    partial = [Answer(probabilities=(None, *row[1:])) for row in second.tolist()]
    report = compared(items_of(targets), answers_of(first), partial)
    assert rows_of(report, "auroc")["Atelectasis"]["difference"].reason == "not predicted by B"
    assert report.facts["compared"] == "mean AUROC over 2 findings"
    assert means_of(report)["mean AUROC", 3, "bootstrap"]["difference"].reason == "Atelectasis: not predicted by B"
    with pytest.raises(PodiumError, match="no finding in common"):
        compared(
            items_of(targets), [Answer(probabilities=(*row[:1], None, None, None)) for row in first.tolist()], partial
        )


def test_an_image_that_one_model_left_unanswered_is_left_out_for_both_and_counted() -> None:
    targets, first, second = example()
    without = [Answer(), *answers_of(second)[1:]]
    report = compared(items_of(targets), answers_of(first), without)
    assert "1 of 80 images lack an answer of one model and are left out" in report.notes
    assert report.counts["studies"] == 79
    gap, _, p = delong(targets[1:, 0], first[1:, 0], second[1:, 0])
    row = rows_of(report, "auroc")["Atelectasis"]
    assert (row["difference"].value, row["p"]) == pytest.approx((gap, p), abs=1e-9)


def test_ranks_are_compared_by_area_only_and_the_note_says_whose_they_are() -> None:
    targets, first, second = example()
    report = compared(items_of(targets), answers_of(first * 9), answers_of(second), {"scores": "rank"}, {"x": 0})
    assert [table.name for table in report.tables] == ["means", "auroc"]
    assert "no calls are compared: the scores of A are ranks, not probabilities" in report.notes
    same = rows_of(compared(items_of(targets), answers_of(first), answers_of(second)), "auroc")
    assert rows_of(report, "auroc") == same


def test_runs_that_count_differently_are_refused_and_other_numbers_of_resamples_are_the_defaults() -> None:
    targets, first, second = example()
    with pytest.raises(PodiumError, match="the runs differ in aggregate: max and mean"):
        compared(items_of(targets), answers_of(first), answers_of(second), {"aggregate": "max"}, {"aggregate": "mean"})
    report = compared(items_of(targets), answers_of(first), answers_of(second), {"bootstrap": 50}, {"bootstrap": 60})
    assert report.settings == {"unit": "study", "aggregate": "max", "bootstrap": 1000, "seed": 0}


def test_without_resamples_delong_decides() -> None:
    targets, first, second = example()
    report = compared(items_of(targets), answers_of(first), answers_of(second), {"bootstrap": 0})
    interval = report.scores[0].interval
    assert interval is not None and interval.method == "DeLong by patient"
    assert means_of(report)["mean F1", 3, "bootstrap"]["difference"].interval is None


def test_labels_that_nobody_assessed_are_refused() -> None:
    _, first, second = example()
    items = items_of(np.full((80, 4), NAN))
    with pytest.raises(DataError, match="no finding is assessed in any of 80 studies"):
        compared(items, answers_of(first), answers_of(second))


def test_a_model_beside_itself_differs_by_nothing_and_p_is_1() -> None:
    targets, first, _ = example()
    report = compared(items_of(targets), answers_of(first), answers_of(first))
    for row in rows_of(report, "auroc").values():
        assert row["p"] in (1.0, None)
    assert report.scores[0].value == 0
    assert (report.scores[0].interval.low, report.scores[0].interval.high) == (0, 0)  # type: ignore[union-attr]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([0.0, 1.0, NAN]),
            st.integers(0, 5),
            st.integers(0, 5),
            st.integers(0, 9),
        ),
        min_size=2,
        max_size=25,
    )
)
def test_swapping_the_two_models_negates_every_difference_and_keeps_every_p(
    cases: list[tuple[float, int, int, int]],
) -> None:
    assume(any(target == target for target, *_ in cases))
    items = [
        Item(f"i{row}", Classify((), ("Edema",)), (target,), f"p{patient}", {"study": f"s{row}"})
        for row, (target, _, _, patient) in enumerate(cases)
    ]
    answers = [[Answer(probabilities=(case[place] / 5,)) for case in cases] for place in (1, 2)]
    ours = compared(items, answers[0], answers[1], labels=["Edema"], headline=["Edema"])
    theirs = compared(items, answers[1], answers[0], labels=["Edema"], headline=["Edema"])
    assert [table.name for table in ours.tables] == [table.name for table in theirs.tables]
    for one, other in zip(ours.tables, theirs.tables, strict=True):
        for row, turned in zip(one.rows, other.rows, strict=True):
            there, back = (dict[str, Any](zip(one.columns, cells, strict=True)) for cells in (row, turned))
            assert (there.get("p"), there.get("p_holm")) == (back.get("p"), back.get("p_holm"))
            assert there.get("a") == back.get("b") and there.get("only_a_right") == back.get("only_b_right")
            if "difference" in there:
                _check_negated(there["difference"], back["difference"])


def _check_negated(one: Score, other: Score) -> None:
    assert one.reason == other.reason
    if one.value is None or other.value is None:
        assert one == other
        return
    assert one.value == pytest.approx(-other.value, abs=1e-12)
    if one.interval is None or other.interval is None:
        assert one.interval is other.interval
        return
    assert one.interval.low == pytest.approx(-other.interval.high, abs=1e-9)
    assert one.interval.undefined == other.interval.undefined


def questions_of(targets: Floats) -> list[Item]:
    """Return the questions about images of the five findings; two images share a patient."""
    images = items_of(targets, 2, FIVE)
    return list(questions(images))


def test_replies_in_words_are_compared_by_f1_and_a_reply_that_says_neither_is_wrong() -> None:
    rng = np.random.default_rng(1)
    targets = (rng.random((60, 5)) < 0.4).astype(np.float64)
    said = [rng.choice(["yes", "no", "hm"], (60, 5), p=[0.4, 0.5, 0.1]) for _ in range(2)]
    answers = [[Answer(text=f"Looking.\nFinal Answer: {word}") for word in words.ravel()] for words in said]
    both = ({"bootstrap": 50}, {"bootstrap": 50})
    report = compare_questions(questions_of(targets), answers[0], answers[1], device="cpu", settings=both)
    calls = [np.where(words == "hm", 1 - targets, words == "yes") for words in said]
    f1 = [[f1_score(targets[:, column], model[:, column]) for column in range(5)] for model in calls]
    shares, tests = rows_of(report, "f1"), rows_of(report, "calls")
    for column, label in enumerate(FIVE):
        assert shares[label]["difference"].value == pytest.approx(f1[0][column] - f1[1][column], abs=1e-12)
        right = [model[:, column] == targets[:, column] for model in calls]
        assert tests[label]["only_a_right"] == int((right[0] & ~right[1]).sum())
    assert report.scores[0].value == pytest.approx(np.mean(f1[0]) - np.mean(f1[1]), abs=1e-12)
    assert report.facts["compared"] == "mean F1 over 5 findings"
    assert [table.name for table in report.tables] == ["means", "f1", "calls"]
    unread = [int((words == "hm").sum()) for words in said]
    note = f"replies that say neither yes nor no count as wrong: {unread[0]} of A and {unread[1]} of B in 300"
    assert note in report.notes


def test_questions_that_one_model_did_not_answer_are_left_out_for_both() -> None:
    targets = np.array([[1.0, 0, 0, 0, 0], [0.0, 0, 0, 0, 0], [1.0, 0, 0, 0, 0], [NAN, 0, 0, 0, 0]])
    items = [item for item in questions_of(targets) if item.attributes["label"] == "Atelectasis"]
    yes, no = Answer(text="Final Answer: yes"), Answer(text="Final Answer: no")

    def compare(first: list[Answer], second: list[Answer]) -> Report:
        return compare_questions(items, first, second, device="cpu", settings=({}, {}))

    report = compare([yes, yes, Answer(), yes], [yes, no, yes, no])
    row = rows_of(report, "calls")["Atelectasis"]
    assert (row["n"], row["only_a_right"], row["only_b_right"]) == (2, 0, 1)
    assert "1 of 4 questions lack an answer of one model and are left out" in report.notes
    assert "Edema: no assessed images; it has no part in areas and means" in report.notes
    with pytest.raises(DataError, match="none of 4 questions is answered by both"):
        compare([Answer()] * 4, [yes] * 4)
