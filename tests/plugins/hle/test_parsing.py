"""How replies are compared by rules, and how a judge's replies are read."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.plugins.hle.parsing import EXACT_MATCH, MULTIPLE_CHOICE, by_rules, final_answer, letter, normal, number
from podium.plugins.hle.plugin import HumanitysLastExam
from podium.plugins.hle.verdicts import read_verdict
from podium.registry import Answer
from podium.tests.fakes.replies import UNITS, endless, seconds
from podium.tests.plugins.hle.support import item

EXAM = HumanitysLastExam()


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("Explanation: x\nAnswer: 42\nConfidence: 90%", "42"),
        ("Answer: 1\nNo.\nAnswer: 2\nConfidence: 90%", "2"),
        ("**Answer:** **42**\n**Confidence:** 90%", "42"),
        ("Exact Answer: Rome", "Rome"),
        ("ANSWER : 7 Confidence: 50%", "7"),
        ("Answer: first line\nsecond line\nConfidence: 9%", "first line\nsecond line"),
        ("Answer:\n\n42\n\nLet me explain.", "42"),
        ("Answer:\nConfidence: 90%", None),
        ("It is 42.", None),
        ("Answers: 42", None),
        ("", None),
    ],
)
def test_the_final_answer_is_what_stands_after_the_last_label(reply: str, said: str | None) -> None:
    assert final_answer(reply) == said


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("B", "B"),
        ("b", "B"),
        ("(C)", "C"),
        ("$\\boxed{\\text{D}}$", "D"),
        ("Option E", "E"),
        ("F. The sixth", "F"),
        ("G) the seventh", "G"),
        ("A or B", None),
        ("A ball falls", None),
        ("a. ball", None),
        ("42", None),
        ("N/A", None),
        ("none", None),
    ],
)
def test_a_letter_is_read_only_where_it_is_an_answer_of_its_own(text: str, read: str | None) -> None:
    assert letter(text) == read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("42", Fraction(42)),
        ("-1,234,567.5", Fraction(-2469135, 2)),
        ("\u22123", Fraction(-3)),
        (".5", Fraction(1, 2)),
        ("3/4", Fraction(3, 4)),
        ("$-\\frac{3}{4}$", Fraction(-3, 4)),
        ("2.5e-3", Fraction(1, 400)),
        ("1e999", Fraction(10) ** 999),
        ("1,23", None),
        ("3/0", None),
        ("42 m", None),
        ("x=2", None),
        ("10⁵", None),
        ("٣", None),
        ("9" * 61, None),
        ("1e9999", None),
        ("", None),
    ],
)
def test_a_number_is_read_exactly_or_not_at_all(text: str, value: Fraction | None) -> None:
    assert number(normal(text)) == value


def test_texts_are_equal_by_unicode_case_maths_marks_whitespace_and_end() -> None:
    assert normal("  $\\text{Blue  Whale}$ .") == normal("blue whale") == "bluewhale"
    assert normal("x²") == "x^2"
    assert normal("H₂O") == "h2o"
    assert normal("STRASSE") == normal("Straße")


@given(st.text(), st.text(), st.sampled_from([MULTIPLE_CHOICE, EXACT_MATCH]))
def test_rules_never_fail_and_are_undecided_wherever_they_are_neither_right_nor_sure(
    gold: str, reply: str, kind: str
) -> None:
    grade = by_rules(kind, gold, f"Answer: {reply}")
    assert (grade.official, grade.strict) in ((0.0, 0.0), (1.0, 1.0))
    assert grade.undecided == (grade.rule == "undecided")
    assert grade.rule in ("undecided", "unparsed") or grade.rule.startswith("rule: ")
    assert not (grade.undecided and grade.official)


@given(st.integers(-(10**12), 10**12))
def test_every_whole_number_equals_itself_with_commas_and_differs_from_the_next(value: int) -> None:
    assert by_rules(EXACT_MATCH, str(value), f"Answer: {value:,}").official == 1
    wrong = by_rules(EXACT_MATCH, str(value), f"Answer: {value + 1:,}")
    assert (wrong.official, wrong.undecided, wrong.rule) == (0, False, "rule: number")


def test_a_reply_without_a_final_answer_is_unparsed_and_not_undecided_too() -> None:
    for reply, rule in (("It must be 42", "unparsed"), ("Answer: the whale", "undecided"), ("Answer:", "unparsed")):
        grade = by_rules(EXACT_MATCH, "a whale", reply)
        assert (grade.rule, grade.undecided, grade.official) == (rule, rule == "undecided", 0.0)


def test_a_final_answer_without_end_is_undecided() -> None:
    assert by_rules(EXACT_MATCH, "x" * 20_000, "Answer: " + "x" * 20_000).undecided


def test_equal_nothings_are_not_right() -> None:
    assert by_rules(EXACT_MATCH, "...", "Answer: !!").undecided


def test_the_score_while_a_run_goes_on_counts_what_rules_do_not_decide_as_wrong() -> None:
    assert EXAM.correct(item(1, "42"), Answer(text="Answer: 42")) == 1.0
    assert EXAM.correct(item(1, "42"), Answer(text="Answer: 43")) == 0.0
    assert EXAM.correct(item(1, "a whale"), Answer(text="Answer: the whale")) == 0.0
    assert EXAM.correct(item(1, "42"), Answer(text="so long")) == 0.0
    assert EXAM.correct(item(1, "42"), Answer(error="timed out")) == 0.0
    assert EXAM.correct(item(1, "42"), Answer(text="")) == 0.0


WHOLE = {"extracted_final_answer": "7", "reasoning": "r", "correct": "yes", "confidence": 90, "strict": True}


@pytest.mark.parametrize(
    ("reply", "correct", "confidence"),
    [
        (json.dumps(WHOLE), "yes", 90),
        (json.dumps(WHOLE | {"correct": "no", "confidence": 0}), "no", 0),
        ("Here it is:\n```json\n" + json.dumps(WHOLE, indent=2) + "\n```", "yes", 90),
        ('{"x": 1} ' + json.dumps(WHOLE), "yes", 90),
        (json.dumps(WHOLE | {"correct": True}), "yes", 90),
        (json.dumps(WHOLE | {"correct": "No ", "confidence": "80%"}), "no", 80),
        (json.dumps(WHOLE | {"confidence": 80.0}), "yes", 80),
        # A backslash that JSON does not know.
        ('{"extracted_final_answer": "\\(x\\)", "correct": "yes", "confidence": 75}', "yes", 75),
        ('{\n  "correct": "no",\n  "confidence": 12,\n  "reasoning": "\\pi"\n', "no", 12),
        ("extracted_final_answer: 7\nreasoning: they agree\ncorrect: yes\nconfidence: 85|\\%|", "yes", 85),
        ("- **Correct**: No\n- **Confidence**: 5%", "no", 5),
        ("correct: yes\nconfidence: none stated", "yes", None),
        ("correct: yes\ncorrect: yes\nconfidence: 40", "yes", 40),
    ],
)
def test_a_verdict_is_read_from_json_and_from_labelled_lines(reply: str, correct: str, confidence: int | None) -> None:
    found = EXAM.read_verdict(item(1), Answer(text=reply))
    assert found is not None
    assert (found["correct"], found["confidence"]) == (correct, confidence)
    assert set(found) == {"correct", "confidence", "extracted_final_answer"}


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "The response is correct.",
        "incorrect: yes",
        "correct: yes\ncorrect: no",
        "correct: maybe",
        "correct: 'yes' or 'no'\ncorrect: no, correct: yes",
        json.dumps(WHOLE | {"correct": "perhaps"}),
        "<html><body>502 Bad Gateway</body></html>",
        "{" * 3000,
    ],
)
def test_a_reply_that_says_nothing_or_two_things_is_no_verdict(reply: str) -> None:
    assert EXAM.read_verdict(item(1), Answer(text=reply)) is None


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("100%", 100),
        (" 85 % ", 85),
        ("80.0", 80),
        (7.0, 7),
        (101, None),
        (-1, None),
        (0.85, None),
        ("0.85", None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        ("9" * 5_000, None),
        ("high", None),
        ([90], None),
        (None, None),
    ],
)
def test_a_confidence_that_is_no_percentage_is_dropped_and_the_verdict_stands(stated: object, read: int | None) -> None:
    found = EXAM.read_verdict(item(1), Answer(text=json.dumps(WHOLE | {"correct": "no", "confidence": stated})))
    assert found == {"correct": "no", "confidence": read, "extracted_final_answer": "7"}


@pytest.mark.parametrize("unit", UNITS)
def test_replies_and_verdicts_without_end_are_read_at_once(unit: str) -> None:
    for reply in (endless(unit), "Answer: " + endless(unit), "Answer: 7\n" + endless(unit)):
        for kind in (MULTIPLE_CHOICE, EXACT_MATCH):
            assert seconds(partial(by_rules, kind, "B", reply)) < 0.7
    assert seconds(partial(read_verdict, endless(unit))) < 0.7


def test_a_failed_reply_is_no_verdict() -> None:
    assert EXAM.read_verdict(item(1), Answer(error="timed out")) is None
    assert EXAM.read_verdict(item(1), Answer(text=json.dumps(WHOLE), error="timed out")) is None


@given(st.text())
def test_reading_a_verdict_never_fails(text: str) -> None:
    found = read_verdict(text)
    assert found is None or found["correct"] in ("yes", "no")
