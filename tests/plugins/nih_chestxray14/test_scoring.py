"""Figures of ChestX-ray14 against scikit-learn, intervals by patient, boards entered and withheld, two models."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from podium.plugins.nih_chestxray14.labels import FOURTEEN
from podium.plugins.nih_chestxray14.plugin import ChestXray14
from podium.registry import Answer, Item, Report, Score, Table

NIH = ChestXray14()


@cache
def _sample() -> tuple[Item, ...]:
    with TemporaryDirectory() as folder:
        NIH.write_sample(Path(folder))
        return tuple(NIH.load(Path(folder), "test"))


def _answers(seed: int, good: float = 0.4) -> list[Answer]:
    """Return scores that follow the targets with noise."""
    random = np.random.default_rng(seed)
    noise = random.random((len(_sample()), 14))
    rows = np.clip((noise + good * np.array([item.target for item in _sample()])) / (1 + good), 0, 1)
    return [Answer(probabilities=tuple(row)) for row in rows.tolist()]


def _table(report: Report, name: str) -> Table:
    return next(table for table in report.tables if table.name == name)


def _value(cell: object) -> float:
    assert isinstance(cell, Score) and cell.value is not None
    return cell.value


def test_every_finding_has_scikit_learns_auroc_and_average_precision_and_the_board_their_mean() -> None:
    answers = _answers(0)
    report = NIH.score(_sample(), answers, "cpu", bootstrap=0)
    targets = np.array([item.target for item in _sample()])
    scores = np.array([answer.probabilities for answer in answers])
    aurocs = [roc_auc_score(targets[:, column], scores[:, column]) for column in range(14)]
    precisions = [average_precision_score(targets[:, column], scores[:, column]) for column in range(14)]
    rows = _table(report, "findings").rows
    assert [row[0] for row in rows] == list(FOURTEEN)
    assert [_value(row[4]) for row in rows] == pytest.approx(aurocs, abs=1e-12)
    assert [_value(row[5]) for row in rows] == pytest.approx(precisions, abs=1e-12)
    board = report.boards["auroc14-image"]
    assert board.metric == "mean-auroc-14"
    assert board.value == pytest.approx(float(np.mean(aurocs)), abs=1e-12)
    assert report.counts == {"images": 144, "answered": 144, "patients": 82, "findings": 14, "findings_in_means": 14}


def test_intervals_resample_patients_with_all_their_images() -> None:
    report = NIH.score(_sample(), _answers(0), "cpu", bootstrap=200, seed=3)
    again = NIH.score(_sample(), _answers(0), "cpu", bootstrap=200, seed=3)
    assert report == again
    interval = report.boards["auroc14-image"].interval
    assert interval is not None and interval.method.startswith("patient bootstrap")
    alone = [replace(item, group=item.id) for item in _sample()]
    other = NIH.score(alone, _answers(0), "cpu", bootstrap=200, seed=3).boards["auroc14-image"].interval
    assert other is not None and (other.low, other.high) != (interval.low, interval.high)
    assert "82 patients with all their images" in report.facts["intervals"]


def test_subgroups_are_those_of_sex_age_and_projection() -> None:
    report = NIH.score(_sample(), _answers(1), "cpu", bootstrap=50)
    groups = [str(row[0]) for row in _table(report, "subgroups").rows]
    assert groups == [
        "sex: Female",
        "sex: Male",
        "age: <40",
        "age: 40-59",
        "age: 60-79",
        "age: 80+",
        "projection: AP",
        "projection: PA",
    ]
    females = [place for place, item in enumerate(_sample()) if item.attributes["sex"] == "Female"]
    assert _table(report, "subgroups").rows[0][1] == len(females)
    detail = {(row[0], row[1]): row for row in _table(report, "subgroups-findings").rows}
    targets = np.array([_sample()[place].target[2] for place in females])
    scores = np.array([answer.probabilities for answer in _answers(1)])[females, 2]
    assert _value(detail["Effusion", "sex: Female"][5]) == pytest.approx(roc_auc_score(targets, scores), abs=1e-12)


def test_a_model_without_a_finding_is_scored_on_the_others_and_enters_no_board() -> None:
    answers = [replace(answer, probabilities=(*(answer.probabilities or ())[:13], None)) for answer in _answers(0)]
    report = NIH.score(_sample(), answers, "cpu", bootstrap=0)
    assert report.boards == {}
    assert report.withheld == {"auroc14-image": "Hernia: not predicted"}
    assert "Hernia: not predicted; left out" in report.notes


def test_labels_of_another_version_and_the_list_to_train_on_enter_no_board() -> None:
    older = [replace(item, attributes={**item.attributes, "labels": "Data_Entry_2017.csv"}) for item in _sample()]
    report = NIH.score(older, _answers(0), "cpu", bootstrap=0)
    assert report.boards == {}
    assert report.withheld == {
        "auroc14-image": "labels from Data_Entry_2017.csv, another version: the board takes Data_Entry_2017_v2020.csv"
    }
    trained = [replace(item, attributes={**item.attributes, "split": "train"}) for item in _sample()]
    report = NIH.score(trained, _answers(0), "cpu", bootstrap=0)
    assert (report.boards, report.withheld) == ({}, {})


def test_better_answers_score_higher_and_two_models_are_compared_by_the_mean_of_the_fourteen() -> None:
    good, poor = _answers(0), _answers(1, good=0.1)
    values = [
        NIH.score(_sample(), answers, "cpu", bootstrap=0).boards["auroc14-image"].value for answers in (good, poor)
    ]
    assert values[0] is not None and values[1] is not None and values[0] > values[1]
    report = NIH.compare(_sample(), good, poor, "cpu", ({"bootstrap": 100}, {"bootstrap": 100}))
    assert report.scores[0].value == pytest.approx(values[0] - values[1], abs=1e-12)
    assert report.facts["compared"] == "mean AUROC over 14 findings"
    assert report.counts["images"] == 144
