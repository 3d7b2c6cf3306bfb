"""Accuracy and calibration by a judge as the authors count them, and the rules that stand in under their own name."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.plugins.hle.plugin import HumanitysLastExam
from podium.plugins.hle.prompts import question_request
from podium.registry import Answer, Item, PodiumError, Report, Score, Verdict
from podium.tests.plugins.hle.support import CANARY, OFFICIAL, answered, item, unjudged

EXAM = HumanitysLastExam()
ACCURACY = f"accuracy (judge {OFFICIAL})"
ERROR, ERROR_ALL = f"calibration-error (judge {OFFICIAL})", f"calibration-error-all-bins (judge {OFFICIAL})"


def scored(items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Report:
    return EXAM.score(items, answers, "cpu", **{"bootstrap": 50, "seed": 0, "resample": "question"} | settings)


def of(report: Report, metric: str) -> Score:
    return next(score for score in report.scores if score.metric == metric)


def stated(report: Report, words: str) -> str:
    """Return the one note that has these words."""
    (note,) = [note for note in report.notes if words in note]
    return note


def judged_run(pairs: Sequence[tuple[int, str]], **settings: Any) -> Report:
    """Score one judged answer per pair of confidence and verdict."""
    items = [item(number) for number in range(len(pairs))]
    return scored(items, [answered("Answer: 42", said, claimed) for claimed, said in pairs], **settings)


def test_seven_right_of_eight_judged_of_ten_questions_is_70_plus_or_minus_28_4_as_the_authors_print_it() -> None:
    items = [item(number) for number in range(10)]
    answers = [answered("Answer: 42")] * 7 + [answered("Answer: 1", "no"), unjudged("Answer: 2"), Answer(error="lost")]
    report = scored(items, answers)
    assert of(report, ACCURACY).value == 0.7
    assert of(report, ACCURACY).n == 10
    printed = of(report, f"accuracy-as-printed (judge {OFFICIAL})")
    assert printed.value == 0.7
    assert printed.interval is not None
    assert (printed.interval.low, printed.interval.high) == pytest.approx((0.416, 0.984))
    assert "Wald" in printed.interval.method
    assert stated(report, "+/-") == "as the authors' script prints it: Accuracy: 70.0% +/- 28.4% | n = 10"


@pytest.mark.parametrize(
    ("pairs", "error", "printed"),
    [
        ([(90, "no")] * 100, 0.0, "0.0"),
        ([(90, "no")] * 200, 0.63640, "64.0"),
        ([(90, "no")] * 250, 0.56921, "56.99999999999999"),
        ([(20, "yes"), (20, "no")] * 50 + [(80, "yes"), (80, "no"), (80, "no"), (80, "no")] * 50, 0.36171, "36.0"),
    ],
)
def test_the_calibration_error_is_that_of_the_authors_script(
    pairs: list[tuple[int, str]], error: float, printed: str
) -> None:
    report = judged_run(pairs)
    value = of(report, ERROR).value
    assert value is not None
    assert round(value, 5) == error
    assert of(report, ERROR).n == len(pairs)
    said = f"as the authors' script prints it: Calibration Error: {printed}"
    assert stated(report, "Calibration Error") == said


def test_both_options_of_the_last_bin_are_reported_and_a_setting_chooses_the_main_one() -> None:
    pairs = [(90, "no")] * 250
    for chosen, main in (("drop", math.sqrt(0.9**2 * 0.4)), ("keep", 0.9)):
        report = judged_run(pairs, last_bin=chosen)
        assert of(report, ERROR).value == pytest.approx(main)
        assert of(report, ERROR_ALL).value == pytest.approx(0.9)
        assert report.settings["last_bin"] == chosen


def test_below_a_bin_of_judged_answers_the_error_is_undefined_with_the_reason() -> None:
    report = judged_run([(90, "no")] * 99)
    for metric in (ERROR, ERROR_ALL):
        assert of(report, metric).value is None
        assert of(report, metric).reason == "99 judged answers state a confidence; the bins have 100 each"
    assert not any("Calibration Error" in note for note in report.notes)


def test_with_one_bin_alone_the_report_says_that_zero_means_nothing() -> None:
    assert of(judged_run([(90, "no")] * 100), ERROR).value == 0
    assert "is 0 whatever the answers are" in stated(judged_run([(90, "no")] * 150), "make one bin")
    assert not any("one bin" in note for note in judged_run([(90, "no")] * 150, last_bin="keep").notes)
    assert not any("one bin" in note for note in judged_run([(90, "no")] * 200).notes)


def test_calibration_is_over_judged_answers_that_state_a_confidence_and_accuracy_over_all() -> None:
    items = [item(number) for number in range(203)]
    answers = [answered("x", "no", 90)] * 200 + [answered("x", "yes", None), unjudged("x"), Answer(text="")]
    report = scored(items, answers)
    assert of(report, ERROR).n == 200
    assert round(of(report, ERROR).value or 0, 5) == 0.63640
    assert of(report, f"mean-confidence (judge {OFFICIAL})").value == pytest.approx(0.9)
    assert of(report, ACCURACY).value == pytest.approx(1 / 203)
    assert stated(report, "usable") == "1 verdicts state no usable confidence: not in the calibration error"
    (curve,) = report.curves
    assert (curve.kind, curve.points) == ("calibration", ((0.9, 0.0),))


def test_equal_confidences_stand_in_the_order_of_the_questions() -> None:
    right_first = [(90, "yes")] * 100 + [(90, "no")] * 100
    assert of(judged_run(right_first), ERROR).value == pytest.approx(math.sqrt(0.1**2 / 2))
    assert of(judged_run(right_first[::-1]), ERROR).value == pytest.approx(math.sqrt(0.9**2 / 2))


def test_each_answer_says_which_rule_graded_it() -> None:
    items = [item(1), item(2), item(3), item(4)]
    answers = [answered("Answer: 1"), unjudged("Answer: 42"), Answer(error="lost"), Answer(text=" ")]
    found = EXAM.grade(items, answers)
    assert [(grade.rule, grade.official, grade.strict, grade.undecided) for grade in found] == [
        ("judge", 1.0, 1.0, False),
        ("undecided", 0.0, 0.0, True),
        ("failed", 0.0, 0.0, False),
        ("unparsed", 0.0, 0.0, False),
    ]
    assert found[0].parsed == "42"
    # The judge's word counts, not the rules', which find the second right.
    assert EXAM.grade(items[1:2], [Answer(text="Answer: 42")])[0].official == 1


def test_an_answer_that_no_judge_has_seen_yet_is_undecided_where_others_have_verdicts() -> None:
    found = EXAM.grade([item(1), item(2)], [answered("Answer: 42"), Answer(text="Answer: 42")])
    assert [(grade.rule, grade.undecided) for grade in found] == [("judge", False), ("undecided", True)]


def test_without_a_judge_the_rules_have_their_own_name_their_coverage_and_no_board() -> None:
    items = [item(1), item(2), item(3, "a whale"), item(4, "B", "multipleChoice"), item(5), item(6)]
    texts = ["Answer: 42", "Answer: 41", "Answer: the whale", "Answer: B", "no label"]
    report = scored(items, [*(Answer(text=text) for text in texts), Answer(error="lost")])
    assert of(report, "hle-rules").value == pytest.approx(2 / 6)
    assert of(report, "rule-decided-rate").value == pytest.approx(3 / 6)
    assert not any("accuracy" in score.metric.replace("macro-", "") for score in report.scores)
    assert report.boards == {}
    assert dict(report.withheld) == dict.fromkeys(
        ("judged", "judged-text", "judged-biomedicine"),
        f"no judge was asked, and rules are no stand-in on a board: its judge is {OFFICIAL}",
    )
    assert stated(report, "no judge was asked") == (
        "no judge was asked: hle-rules compares by rules, decides 3 of 6 answers and counts the others as wrong; it"
        " under-counts and is not accuracy on Humanity's Last Exam"
    )
    assert sum(grade.undecided for grade in EXAM.grade(items[:5], [Answer(text=text) for text in texts])) == 1
    assert (of(report, "unparsed-rate").value, of(report, "undecided-rate").value) == (1 / 6, 1 / 6)


def test_another_judge_has_its_own_metric_and_enters_no_board() -> None:
    report = scored([item(1), item(2)], [answered("x", judge="qwen"), answered("x", "no", judge="qwen")])
    assert of(report, "accuracy (judge qwen)").value == 0.5
    assert report.boards == {}
    assert set(report.withheld.values()) == {f"judged by qwen; this board's judge is {OFFICIAL}"}
    assert "judged by qwen; published figures are judged by o3-mini-2025-01-31" in stated(report, "published figures")


def mixed() -> tuple[list[Item], list[Answer]]:
    """Return eight questions: three with an image, three of Biology/Medicine."""
    image = Path("shape.png")
    items = [
        item(number, category="Biology/Medicine" if number < 3 else "Math", image=image if number % 3 == 0 else None)
        for number in range(8)
    ]
    return items, [answered("x", "yes" if number in (0, 1, 5, 6) else "no") for number in range(8)]


def test_a_run_over_all_questions_enters_the_boards_of_all_of_text_and_of_biomedicine() -> None:
    report = scored(*mixed())
    assert report.withheld == {}
    values = {board: (score.value, score.n) for board, score in report.boards.items()}
    assert values == {"judged": (0.5, 8), "judged-text": (0.4, 5), "judged-biomedicine": (pytest.approx(2 / 3), 3)}
    assert of(report, f"accuracy-text (judge {OFFICIAL})").value == 0.4


def test_a_run_over_text_questions_enters_the_board_of_text_alone_and_says_what_leads_to_the_others() -> None:
    items = [item(number, questions="text", category="Biology/Medicine") for number in range(4)]
    report = scored(items, [answered("x")] * 3 + [answered("x", "no")])
    assert {board: score.value for board, score in report.boards.items()} == {"judged-text": 0.75}
    why = "only the questions without an image were asked: --set questions=all"
    assert dict(report.withheld) == {"judged": why, "judged-biomedicine": why}


def test_agreement_of_rules_and_judge_is_over_what_both_decide_and_kappa_is_scikit_learns() -> None:
    from sklearn.metrics import cohen_kappa_score

    items = [item(number) for number in range(12)]
    texts = ["Answer: 42"] * 5 + ["Answer: 41"] * 5 + ["no label", "Answer: 42"]
    said = ["yes"] * 4 + ["no"] + ["no"] * 3 + ["yes"] * 2 + ["yes"]
    answers = [*(answered(text, word) for text, word in zip(texts, said, strict=False)), unjudged("Answer: 42")]
    report = scored(items, answers)
    assert of(report, f"rule-agreement (judge {OFFICIAL})").value == pytest.approx(0.7)
    assert of(report, f"rule-agreement (judge {OFFICIAL})").n == 10
    expected = cohen_kappa_score([1] * 5 + [0] * 5, [int(word == "yes") for word in said[:10]])
    assert of(report, f"rule-kappa (judge {OFFICIAL})").value == pytest.approx(expected)
    (table,) = [table for table in report.tables if table.name == "rules-and-judge"]
    assert table.rows == (("rules say right", 4, 1), ("rules say wrong", 2, 3))
    assert of(report, "rule-decided-rate").value == pytest.approx(11 / 12)


def test_kappa_is_undefined_where_there_is_nothing_to_agree_on() -> None:
    for text, value, reasons in (
        ("no label", None, ("no answer was decided by both", "no answer was decided by both")),
        ("Answer: 41", 1.0, ("", "both say one and the same of every answer")),
    ):
        report = scored([item(1)] * 5, [answered(text, "no")] * 5)
        agreement, kappa = (of(report, f"rule-{name} (judge {OFFICIAL})") for name in ("agreement", "kappa"))
        assert (agreement.value, kappa.value) == (value, None)
        assert (agreement.reason, kappa.reason) == reasons


def test_verdicts_of_two_judges_in_one_run_are_refused() -> None:
    with pytest.raises(PodiumError, match="verdicts of several judges: a, b"):
        EXAM.grade([item(1), item(2)], [answered("x", judge="a"), answered("x", judge="b")])


def test_runs_graded_in_different_ways_are_not_compared() -> None:
    items = [item(1), item(2)]
    by_judge, by_rules = [answered("x")] * 2, [Answer(text="Answer: 42")] * 2
    settings: Any = ({}, {})
    with pytest.raises(PodiumError, match=f"the first run is graded by {OFFICIAL}, the second by rules"):
        EXAM.compare(items, by_judge, by_rules, "cpu", settings)
    with pytest.raises(PodiumError, match=f"the first run is graded by qwen, the second by {OFFICIAL}"):
        EXAM.compare(items, [answered("x", judge="qwen")] * 2, by_judge, "cpu", settings)


def test_nothing_of_a_question_or_its_answer_is_in_a_report() -> None:
    """Replies, extracted answers and errors may repeat a question, so they are in no note, table or name either."""
    word = CANARY
    items = [
        Item(f"{number:024x}", question_request(f"{word} {number}?", None), f"{word} {number}", attributes=facts)
        for number, facts in enumerate([item(0).attributes] * 120)
    ]
    text = f"Explanation: {word}\nAnswer: {word} 7\nConfidence: 90%"
    told = {"correct": "no", "confidence": 90, "extracted_final_answer": f"{word} 7"}
    by_judge = Answer(text=text, verdict=Verdict(OFFICIAL, told))
    failed = [Answer(text=text, verdict=Verdict(OFFICIAL, None, f"the judge said {word}")), Answer(error=f"got {word}")]
    for answers in ([Answer(text=text)] * 120, [by_judge] * 118 + failed):
        assert word not in json.dumps(scored(items, answers).to_json())


def test_two_models_that_the_same_judge_graded_are_compared_by_its_verdicts() -> None:
    items = [item(number) for number in range(20)]
    first = [answered("x")] * 15 + [answered("x", "no")] * 5
    second = [answered("Answer: 42", "no")] * 10 + [answered("Answer: 42")] * 10
    settings: Any = ({"bootstrap": 50, "seed": 0}, {"bootstrap": 50, "seed": 0})
    assert EXAM.compare(items, first, second, "cpu", settings).scores[0].value == pytest.approx(0.25)
    swapped = EXAM.compare(items, second, first, "cpu", settings)
    assert swapped.scores[0].value == pytest.approx(-0.25)


def test_two_models_without_a_judge_are_compared_by_rules() -> None:
    items = [item(number) for number in range(20)]
    first, second = [Answer(text="Answer: 42")] * 20, [Answer(text="Answer: 42"), Answer(text="Answer: 41")] * 10
    settings: Any = ({"bootstrap": 50, "seed": 0}, {"bootstrap": 50, "seed": 0})
    assert EXAM.compare(items, first, second, "cpu", settings).scores[0].value == pytest.approx(0.5)
