"""A question with one thing changed in it never gets the answer to the plain question."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.bots.faq import Engine
from podium.tests.bots.faq.changing import questions, unchanged

OPEN_FILES = Path(__file__).parents[2] / "faq"


def test_of_a_sample_of_changed_questions_hardly_one_is_answered_as_if_unchanged(engine: Engine) -> None:
    number, same = unchanged(engine, questions(5, 30, OPEN_FILES))
    assert number > 450
    assert len(same) <= 0.01 * number, same


@pytest.mark.slow
def test_of_fifty_thousand_changed_questions_hardly_one_is_answered_as_if_unchanged(engine: Engine) -> None:
    number, same = unchanged(engine, questions(8, 2500, OPEN_FILES))
    assert number > 45_000
    assert len(same) <= 0.01 * number, same


@pytest.mark.parametrize(
    ("plain", "changed"),
    [
        ("second-best at MedQA, according to you", "second-best at MedQA, according to you with 5 shots"),
        ("who leads MMLU", "who leads MMLU at night"),
        ("best model on MMLU", "best model on MMLU in the old days"),
        ("biggest model by parameters", "biggest model by parameters by cost"),
        ("how many shots are in MMLU's prompt", "how many shots are in MMLU's prompt in Spanish"),
        ("which benchmarks do you have", "which benchmarks have more than 3 authors"),
        ("who leads MMLU", "who leads MMLU rather than the second"),
        ("best model on HLE", "best model on HLE since its release"),
        ("which Apache 2.0 model leads MMLU", "which Apache 2.0 model leads MMLU with the same licence"),
        ("top 3 on MMLU", "top 3 on MMLU by maker"),
        ("how many models are on HLE", "how many models are on both HLE"),
    ],
)
def test_what_is_added_to_a_question_is_not_left_out(engine: Engine, plain: str, changed: str) -> None:
    assert engine.answer(plain).kind == "answer"
    assert engine.answer(changed).kind == "help"


def test_a_model_tested_twice_is_asked_back_about(engine: Engine) -> None:
    assert engine.answer("what was medgemma 4b it evaluated on twice").kind == "ambiguous"
