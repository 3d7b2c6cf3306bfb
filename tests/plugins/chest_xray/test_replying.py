"""Replies in words: F1 per finding beside scikit-learn's, with what says nothing counted as wrong."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score

from podium.plugins.chest_xray.observations import FIVE
from podium.plugins.chest_xray.questions import questions
from podium.plugins.chest_xray.replying import score_questions
from podium.registry import Answer, Classify, DataError, Generate, Interval, Item, PodiumError, Report, Score
from podium.registry.metrics import cluster_index, draw_counts, wilson_interval

LABELS = ("No Finding", *FIVE)


def images(count: int = 60, views: int = 2) -> list[Item]:
    rng = random.Random(4)
    made = []
    for number in range(count):
        target = tuple(float(rng.random() < 0.4) for _ in LABELS)
        study = f"p{number // views}/s1"
        made.append(
            Item(
                f"{study}/v{number}",
                Classify((), LABELS),
                target,
                f"p{number // views}",
                {"study": study, "split": "test"},
            )
        )
    return made


def replies(items: list[Item]) -> tuple[list[Answer], list[bool | None]]:
    rng = random.Random(5)
    said = [rng.choice([True, False, None]) if rng.random() < 0.4 else item.target == 1 for item in items]
    words = {True: "Final Answer: yes", False: "Final Answer: no", None: "It is hard to tell."}
    return [Answer(text=words[one]) for one in said], said


def score(items: list[Item], answers: list[Answer], **options: Any) -> Report:
    return score_questions(
        items, answers, board="b", metric="macro-f1-top5", device="cpu", **{"bootstrap": 0} | options
    )


def cells(report: Report, finding: str) -> dict[str, Any]:
    table = report.tables[0]
    return dict(zip(table.columns, next(row for row in table.rows if row[0] == finding), strict=True))


def test_there_is_a_question_per_image_and_finding_in_a_fixed_order() -> None:
    items = list(questions(images(2)))
    assert [item.id for item in items[:5]] == [
        "p0/s1/v0#atelectasis", "p0/s1/v0#cardiomegaly", "p0/s1/v0#consolidation", "p0/s1/v0#edema",
        "p0/s1/v0#pleural-effusion",
    ]  # fmt: skip
    assert len(items) == 10
    assert [item.attributes["label"] for item in items[5:]] == list(FIVE)
    assert items[7].attributes["image"] == "p0/s1/v1"
    assert [item.target for item in items[5:]] == list(images(2)[1].target[1:])
    assert isinstance(items[0].request, Generate)


def test_every_metric_equals_scikit_learn_where_a_reply_that_says_neither_is_wrong() -> None:
    items = list(questions(images()))
    answers, said = replies(items)
    report = score(items, answers)
    f1s = []
    for finding in FIVE:
        rows = [n for n, item in enumerate(items) if item.attributes["label"] == finding]
        truth = np.array([items[n].target for n in rows])
        calls = np.array([1 - items[n].target if said[n] is None else float(bool(said[n])) for n in rows])
        row = cells(report, finding)
        expected = {
            "f1": f1_score(truth, calls),
            "sensitivity": recall_score(truth, calls),
            "specificity": recall_score(1 - truth, 1 - calls),
            "ppv": precision_score(truth, calls),
        }
        for name, value in expected.items():
            assert row[name].value == pytest.approx(value, abs=1e-12), (finding, name)
        silent = sum(said[n] is None for n in rows)
        assert (row["n"], row["positives"], row["unparsed"]) == (60, truth.sum(), silent)
        low, high = wilson_interval(silent, 60)
        assert row["unparsed_rate"] == Score(
            "unparsed_rate", silent / 60, 60, Interval(float(low), float(high), 0.95, "Wilson")
        )
        f1s.append(expected["f1"])
    assert report.boards["b"].value == pytest.approx(np.mean(f1s), abs=1e-12)
    assert (report.boards["b"].metric, report.boards["b"].n) == ("macro-f1-top5", 60)
    assert report.counts == {
        "questions": 300, "answered": 300, "unparsed": sum(one is None for one in said), "images": 60, "studies": 30,
        "patients": 30,
    }  # fmt: skip
    assert Report.from_json(report.to_json()) == report


def test_intervals_come_from_resampled_patients() -> None:
    items = list(questions(images()))
    answers, said = replies(items)
    report = score(items, answers, bootstrap=50, seed=3)
    counts = draw_counts(30, 0, 50, seed=3)
    of_patient, _ = cluster_index([item.group for item in items])
    macro = []
    for draw in range(50):
        f1s = []
        for finding in FIVE:
            weight, truth, calls = [], [], []
            for n, item in enumerate(items):
                if item.attributes["label"] == finding:
                    weight.append(counts[draw, of_patient[n]])
                    truth.append(item.target)
                    calls.append(1 - item.target if said[n] is None else float(bool(said[n])))
            f1s.append(f1_score(truth, calls, sample_weight=weight))
        macro.append(np.mean(f1s))
    interval = report.boards["b"].interval
    assert interval is not None
    assert (interval.replicates, interval.undefined, interval.method) == (50, 0, "patient bootstrap, percentile")
    np.testing.assert_allclose([interval.low, interval.high], np.percentile(macro, [2.5, 97.5]), rtol=0, atol=1e-9)


def test_trivial_answers_stand_beside_the_models_f1() -> None:
    items = list(questions(images()))
    report = score(items, replies(items)[0])
    table = report.tables[1]
    assert table.columns == ("answer", *FIVE, "mean")
    assert [row[0] for row in table.rows] == [
        "this model", "always yes", "always no", "fair coin (expected)", "coin at the prevalence (expected)",
    ]  # fmt: skip
    always = score(items, [Answer(text="yes")] * len(items))
    for place, finding in enumerate(FIVE, 1):
        assert table.rows[0][place] == cells(report, finding)["f1"]
        assert table.rows[1][place].value == pytest.approx(cells(always, finding)["f1"].value, abs=1e-12)  # type: ignore[union-attr]
    assert table.rows[1][6].value == pytest.approx(always.boards["b"].value, abs=1e-12)  # type: ignore[union-attr]


def test_an_unanswered_question_is_counted_and_closes_the_board() -> None:
    items = list(questions(images()))
    answers, _ = replies(items)
    answers[7] = Answer()
    report = score(items, answers)
    lost = "1 of 300 questions have no answer and are left out"
    assert (dict(report.boards), dict(report.withheld)) == ({}, {"b": lost})
    assert lost in report.notes
    assert cells(report, FIVE[2])["n"] == 59


def test_a_finding_without_positives_or_yes_closes_the_board_by_name() -> None:
    made = [Item(f"v{n}", Classify((), LABELS), (0.0, 1.0, 1.0, 1.0, 0.0, 1.0), f"p{n}", {}) for n in range(4)]
    items = list(questions(made))
    report = score(items, [Answer(text="no" if item.target == 0 else "yes") for item in items])
    assert dict(report.withheld) == {"b": "no F1 of Edema"}
    assert cells(report, "Edema")["f1"] == Score("f1", None, 4, reason="neither positives nor yes among 4 images")
    assert report.tables[1].rows[1][4] == Score("f1", None, 4, reason="no positives")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda items, answers: (items, answers[1:]), "there are 300 items but 299 answers; each item needs one"),
        (
            lambda items, answers: ([items[0], *items], [answers[0], *answers]),
            "item 'p0/s1/v0#atelectasis' comes t",
        ),
        (lambda items, answers: (images(1), answers[:1]), "item 'p0/s1/v0' is no yes-or-no question about one of"),
        (lambda items, answers: (items, [Answer()] * 300), "nothing to score: none of 300 questions has an answer"),
    ],
)
def test_what_cannot_be_scored_is_refused_by_name(spoil: Any, message: str) -> None:
    items = list(questions(images()))
    with pytest.raises(DataError, match=message):
        score(*spoil(items, replies(items)[0]))
    with pytest.raises(PodiumError, match="bootstrap=-1 is negative"):
        score(items, replies(items)[0], bootstrap=-1)
