"""The parsers of MMMU and MMMU-Pro: the authors' results, the names of the rules, and what must always hold."""

from __future__ import annotations

import re
import string
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from podium.plugins.mmmu.conformance import CHOICES, OPEN
from podium.plugins.mmmu.conformance import cases as mmmu_cases
from podium.plugins.mmmu_family.choices import letters, read_choice, read_choice_pro
from podium.plugins.mmmu_family.open_answers import is_right, key_parts, normal, numbers, predictions
from podium.plugins.mmmu_family.scoring import grade_open
from podium.plugins.mmmu_pro.conformance import cases as pro_cases
from podium.tests.fakes.replies import UNITS, endless, seconds

DOLLARS = ("$6", "$7", "$8", "$9")
TEN = tuple(f"text of {letter}" for letter in "abcdefghij")
REPLIES = st.text(alphabet="ABCDJ ().,:*\nabcis=Answer5$'", max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize("case", [*mmmu_cases(), *pro_cases()], ids=lambda case: f"{case.group}-{case.name}")
def test_prompts_parsers_and_draws_are_those_of_the_authors(case: object) -> None:
    assert case.got() == case.expected  # type: ignore[attr-defined]


def test_every_worked_example_of_a_choice_is_also_read_by_the_rule_that_the_authors_code_would_use() -> None:
    rules = {reply: read_choice(reply, DOLLARS).rule for reply in CHOICES}
    assert rules == {
        "The answer is (A) or (C).": "in brackets",
        "(B) $7": "in brackets",
        "B.": "between blanks",
        "the value of the share is $8 overall today": "option's text",
        "$8": "",
        "A is wrong, C is right": "between blanks",
        "B.\n\nBecause A is small": "between blanks",
        "B. Because A is small": "between blanks",
        "B) $7": "",
        "**D**": "",
        "answer: d": "",
        "": "",
    }


@pytest.mark.parametrize(
    ("reply", "letter", "rule"),
    [
        ("Answer: B\nAnswer: C", "C", "after Answer:"),
        ("answer: b", None, ""),
        ("(B)\nAnswer: unknown", "B", "in brackets"),
        ("DNA and RNA", "A", "before a blank"),
        ("so it is E.), as said", "E", "before a full stop"),
        ("either E.x or C.x, as said", "C", "before a full stop"),
        ("we believe it must be the text of c here", "C", "option's text"),
        ("text of c", None, ""),
        ("I'm sorry, I cannot say", "I", "before a blank"),
    ],
)
def test_mmmu_pro_has_looser_rules_under_names_of_their_own(reply: str, letter: str | None, rule: str) -> None:
    assert read_choice_pro(reply, TEN) == (letter, rule)


def test_of_equal_texts_of_options_the_first_counts_and_of_different_ones_the_last_named() -> None:
    assert read_choice("it may well be the same or not", ("same", "other", "same")).letter == "A"
    assert read_choice("it is red rather than it is blue", ("blue", "red")).letter == "A"
    assert read_choice("it is blue rather than it is red", ("blue", "red")).letter == "B"


def test_a_reply_of_five_words_is_not_searched_for_texts_and_one_of_six_is() -> None:
    assert read_choice("it could well be red", ("blue", "red")).letter is None
    assert read_choice("it could well be red too", ("blue", "red")).letter == "B"


@given(REPLIES, st.integers(1, 12))
def test_whatever_is_said_the_letter_is_one_of_the_options_and_its_rule_has_a_name(reply: str, count: int) -> None:
    for read in (read_choice, read_choice_pro):
        letter, rule = read(reply, TEN[:count])
        assert (letter is None) == (rule == "")
        assert letter is None or letter in letters(count)


@given(REPLIES, st.sampled_from(string.ascii_uppercase[:10]))
def test_a_letter_in_brackets_at_the_end_decides_for_mmmu_and_after_answer_for_mmmu_pro(reply: str, gold: str) -> None:
    assert read_choice(f"{reply} ({gold})", TEN) == (gold, "in brackets")
    assert read_choice_pro(f"{reply}\nAnswer: {gold}", TEN) == (gold, "after Answer:")


def test_marks_are_taken_from_both_ends_in_one_pass_in_the_order_of_the_authors() -> None:
    assert read_choice("'C',", DOLLARS).letter == "C"
    assert read_choice(",.!?;:'C',:;?!.,", DOLLARS).letter is None
    assert read_choice("C,'", DOLLARS).letter is None


@pytest.mark.parametrize(("gold", "reply", "right"), OPEN)
def test_the_worked_examples_of_open_questions(gold: str | tuple[str, ...], reply: str, right: bool) -> None:
    assert is_right(gold, predictions(key_parts(reply)[0])) is right


def test_open_replies_are_cut_to_the_shortest_text_behind_a_cue_in_each_line() -> None:
    assert key_parts("The sum is 5 so the answer is 7.\nThus it is  nine") == (["7.", "nine"], True)
    assert key_parts("x = 3\ny = 4") == (["4"], True)
    assert key_parts("  Forty Two. ") == (["forty two"], False)
    # A cue with nothing behind it is nothing; the next cue may then be longer.
    assert key_parts("could be 12 watts, so ") == (["12 watts, so"], True)
    assert key_parts("the final answer is: .")[1] is True
    assert key_parts("") == ([""], False)


def test_numbers_are_found_with_commas_with_exponents_and_plain_and_so_are_parts_of_them() -> None:
    assert numbers("1,234,567 and 2.5e3") == ["1,234,567", "2.5e3", "567", "2", "3"]
    assert numbers("-7 and .5") == ["-7", ".5"]
    assert numbers("$5,600") == ["5,600", "600"]


#: As they stand in github.com/MMMU-Benchmark/MMMU, eval/eval_utils.py at 44b45b5.
AUTHORS = (
    r"-?\b\d{1,3}(?:,\d{3})+\b",
    r"-?\d+(?:\.\d+)?[eE][+-]?\d+",
    r"-?(?:\d+\.\d+|\.\d+|\d+\b)(?![eE][+-]?\d+)(?![,\d])",
)


@settings(max_examples=400)
@given(st.text(alphabet="127.,eE+-a _²\u0663", max_size=24) | st.text(max_size=30))
@example("1.5.7e3")
@example("-12.55e3,1")
@example("1,111,1111e5a")
def test_numbers_are_found_as_by_the_authors_patterns(text: str) -> None:
    assert numbers(text) == [found for pattern in AUTHORS for found in re.findall(pattern, text)]


@pytest.mark.parametrize("unit", UNITS)
def test_replies_without_end_are_read_at_once(unit: str) -> None:
    for reply in (endless(unit), "the answer is " + endless(unit)[:-1], endless(unit) + " 5,"):
        assert seconds(partial(grade_open, reply, "5")) < 0.7
        assert seconds(partial(read_choice, reply, TEN)) < 0.7
        assert seconds(partial(read_choice_pro, reply, TEN)) < 0.7


def test_what_is_compared_is_a_number_to_two_decimals_or_a_text_in_lower_case() -> None:
    assert normal(" 3.14159 ") == [3.14]
    assert normal("5,600") == [5600.0]
    assert normal("Paris ") == ["paris"]
    assert normal("A") == [" a", "a "]


@given(st.text(alphabet="abcxyz ", min_size=2, max_size=12).map(str.strip).filter(lambda text: len(text) > 1))
def test_a_reply_that_is_the_answer_and_holds_no_cue_is_right(gold: str) -> None:
    assert is_right(gold, predictions(key_parts(gold)[0]))


@given(st.integers(-(10**9), 10**9), st.sampled_from(["{}", "The result is {}", "x = {}", "It is about {} in all"]))
def test_a_whole_number_is_found_in_any_phrase(number: int, phrase: str) -> None:
    assert is_right(str(number), predictions(key_parts(phrase.format(number))[0]))
    assert is_right(str(number), predictions(key_parts(phrase.format(f"{number:,}"))[0]))
    assert not is_right(str(number), predictions([str(number + 1)]))
