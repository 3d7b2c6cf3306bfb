"""What models are shown, and how replies are read."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from podium.registry.adapters import prompts
from podium.registry.adapters.letters import read_letter
from podium.registry.benchmark import Choose
from podium.registry.card import Observation
from podium.registry.errors import DataError
from podium.tests.fakes.replies import UNITS, endless, seconds

ASKED = Choose("Which bone?", ("femur", "ulna"))


def test_options_stand_after_their_letters_and_the_letters_are_compared() -> None:
    assert prompts.choice_prompt(ASKED) == "Which bone?\nA. femur\nB. ulna\nAnswer:"
    assert prompts.continuations(ASKED) == (" A", " B")
    own = Choose("The longest bone is the", ("femur", "ulna"), continuations=(" femur", " ulna"))
    assert prompts.choice_prompt(own) == "The longest bone is the"
    assert prompts.continuations(own) == (" femur", " ulna")
    assert prompts.choice_message(ASKED) == (
        "Which bone?\nA. femur\nB. ulna\nAnswer with the letter of the correct option only."
    )


def test_there_are_26_letters() -> None:
    assert prompts.letters(26)[-1] == "Z"
    with pytest.raises(DataError, match="it has 27 options, and there are 26 letters"):
        prompts.letters(27)


def test_of_more_than_26_options_a_reply_names_the_first_by_letters_and_any_by_its_text() -> None:
    options = [f"bone {number}" for number in range(30)]
    assert read_letter("B.", options) == 1
    assert read_letter("The answer is Z", options) == 25
    assert read_letter("Bone 29", options) == 29
    assert read_letter("none of these", options) is None


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("Yes.", True),
        (" no, it is not", False),
        ("**Yes**", True),
        ("**No**", False),
        ("No, there is no edema", False),
        ("No evidence of edema.", False),
        ("YES", True),
        ("Not sure", None),
        ("Nothing is there", None),
        ("no idea", None),
        ("No doubt, edema is there", None),
        ("yes/no", None),
        ("Yes / no", None),
        ("Yes or no?", None),
        ("", None),
    ],
)
def test_a_reply_begins_with_yes_or_no(reply: str, said: bool | None) -> None:
    assert prompts.read_yes_no(reply) is said


CHANNELS = "<|channel|>analysis<|message|>A? no<|end|><|start|>assistant<|channel|>final<|message|>"


@pytest.mark.parametrize(
    ("reply", "rest"),
    [
        ("B", "B"),
        (" B \n", " B \n"),
        ("<think>A? no</think>\n\nB", "B"),
        ("<think></think>B", "B"),
        ("\n<thinking>A?</thinking> B", "B"),
        ("A? no</think>B", "B"),
        ("<think>A?</think>C?<think>no</think>B", "B"),
        ("<think>A? no", ""),
        ("<thinking>A? no", ""),
        ("<think>A?</think> <think>or", ""),
        (f"{CHANNELS}B<|return|>", "B"),
        (f"{CHANNELS}B", "B"),
        ("<|channel|>final<|message|>B<|return|>", "B"),
        ("<|channel|>analysis<|message|>A? no", ""),
        ("analysisA? no.assistantfinalB", "B"),
        ("analysisWe need", ""),
        ("analysis of variance", "analysis of variance"),
        ("What does <think> mean?", "What does <think> mean?"),
        ("", ""),
    ],
)
def test_what_a_model_thinks_aloud_is_no_part_of_its_reply(reply: str, rest: str) -> None:
    assert prompts.without_thoughts(reply) == rest


def test_findings_are_asked_for_in_small_letters_where_they_are_the_benchmarks_own() -> None:
    known = (Observation("Edema"),)
    assert prompts.finding_question("Edema", known) == "Does this image show edema? Answer with yes or no only."
    assert prompts.finding_question("CHF", known) == "Does this image show CHF? Answer with yes or no only."
    assert prompts.finding_question("No Finding").startswith("Is this image normal")


def test_images_stand_where_they_are_marked_and_the_others_first() -> None:
    one, two = Path("1.png"), Path("2.png")
    assert prompts.interleaved("See <image 2> and <image 2>.", [one, two]) == [one, "See ", two, " and ", two, "."]
    assert prompts.interleaved("<image 3> text", [one]) == [one, "<image 3> text"]
    assert prompts.interleaved("text", []) == ["text"]


@pytest.mark.parametrize("unit", UNITS)
def test_replies_without_end_are_parted_and_read_at_once(unit: str) -> None:
    for begins in ("", "<think>", "analysisThe ", "<|channel|>final"):
        assert seconds(partial(prompts.parted, begins + endless(unit))) < 0.7
    assert seconds(partial(read_letter, "Answer: " + endless(unit, 50_000), ("red", "green", "blue"))) < 0.7


def test_a_letter_with_marks_without_end_is_read_as_with_a_few() -> None:
    assert read_letter("B" + "\u0301" * 5_000 + "\nAnswer: C", ("red", "green", "blue")) == 2
    assert read_letter("caf" + "e\u0301", ("caf\u00e9", "tea")) == 0
