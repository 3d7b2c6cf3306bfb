"""What stands around a question, and wordings that are read as the English that is meant."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.language.learners import as_english
from podium.bots.faq.language.letters import body
from podium.bots.faq.language.lookalikes import LOOKALIKES
from podium.tests.bots.faq.support import values


@pytest.mark.parametrize(
    ("letter", "asked"),
    [
        ("Dear Sir or Madam, who leads MMLU? Kind regards, Dr. H. Lindner", "who leads MMLU?"),
        ("Hello from Lisbon! Who leads MMLU? Obrigado!", "Who leads MMLU?"),
        (
            "Good day. We would very much like to know who leads MMLU. Thank you very much for your help.",
            "who leads MMLU.",
        ),
        ("Dear team, who leads MMLU? Many thanks. Best, Wei", "who leads MMLU?"),
    ],
)
def test_a_letter_asks_what_stands_between_its_opening_and_its_close(letter: str, asked: str) -> None:
    assert body(letter).strip() == asked


@pytest.mark.parametrize(
    "text", ["Best on MMLU. Best open one", "hey claude score on mmlu", "who leads? thanks to open models"]
)
def test_what_only_looks_like_a_close_is_kept(text: str) -> None:
    assert body(text) == text


def test_what_the_writer_tells_of_himself_is_not_in_the_way(engine: Engine) -> None:
    plain = engine.answer("What does HealthBench measure?")
    told = (
        "I'm a first-year resident and quite new to all this, so forgive me, but what exactly does HealthBench measure?"
    )
    assert engine.answer(told).body == plain.body


@pytest.mark.parametrize(
    "need", ["We need it in German.", "We only speak Turkish.", "It must run on a phone.", "Our data are in French."]
)
def test_what_the_writer_needs_is_never_left_out(engine: Engine, need: str) -> None:
    assert engine.answer(f"{need} Who leads MMLU?").kind in ("help", "declined")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("is GLM 5 more big than Kimi K2", "is GLM 5 bigger than Kimi K2"),
        ("the most cheap with open weights", "the cheapest with open weights"),
        ("the model more cheap of OpenAI", "the cheapest model of OpenAI"),
        ("the more new model of Google", "the newest model of Google"),
        ("how many have been evaluate on MMLU", "how many have been evaluated on MMLU"),
        ("it was publish in 2020", "it was published in 2020"),
        ("who has the most new models", "who has the most new models"),
    ],
)
def test_degrees_and_participles_of_learners_are_put_right(written: str, meant: str) -> None:
    assert as_english(written) == meant


@pytest.mark.parametrize("word", ["banking", "winter", "math", "trial"])
def test_a_word_of_english_is_no_slip_of_another(engine: Engine, word: str) -> None:
    assert word in LOOKALIKES
    assert engine.answer(f"best model in {word} on MMLU").kind != "answer"


def test_to_cancel_is_no_disease(engine: Engine) -> None:
    assert engine.answer("I would like to cancel my subscription").kind == "declined"


def test_a_slip_is_still_mended(engine: Engine) -> None:
    assert engine.answer("who leeds MMLU").body == engine.answer("who leads MMLU").body


@pytest.mark.parametrize(
    ("short", "models"),
    [
        ("opus 4.5 vs 4.6 on mmlu-pro", {"Claude Opus 4.5", "Claude Opus 4.6"}),
        ("gemma 3 27b or 12b on mmlu-pro", {"Gemma 3 27B", "Gemma 3 12B"}),
        ("gpt-5.4 mini vs nano on hle", {"GPT-5.4 mini", "GPT-5.4 nano"}),
        ("is claude opus 4.6 dearer than 4.1?", {"Claude Opus 4.6", "Claude Opus 4.1"}),
    ],
)
def test_the_second_model_of_a_series_may_be_said_by_its_end_alone(
    engine: Engine, short: str, models: set[str]
) -> None:
    assert set(values(engine.answer(short), "model")) >= models


def test_what_is_the_same_of_all_models_of_a_name_is_told_without_asking_back(engine: Engine) -> None:
    reply = engine.answer("who made MiMo?")
    assert (reply.kind, set(values(reply, "organisation"))) == ("answer", {"Xiaomi"})
    assert len(set(values(reply, "model"))) > 1
    assert engine.answer("how big is Gemma 3?").kind == "ambiguous"


def test_models_that_take_images_are_not_all_models(engine: Engine) -> None:
    cheap = values(engine.answer("which models cost less than $0.2 input"), "filtered")
    seeing = values(engine.answer("which models support images and cost less than $0.2 input"), "filtered")
    assert seeing < cheap


@pytest.mark.parametrize("asked", ["what image resolution does CheXpert have", "what image size does MIMIC have"])
def test_what_a_card_does_not_tell_of_its_images_is_no_count_of_them(engine: Engine, asked: str) -> None:
    assert engine.answer(asked).kind == "help"


def test_what_a_card_says_of_guessing_is_told_for_guessing_and_not_for_people(engine: Engine) -> None:
    assert "guessing gives 0.25" in engine.answer("what would guessing give on MedMCQA").text
    assert engine.answer("how well do doctors do on MedMCQA").kind == "no_data"


def test_a_makers_name_may_be_a_word_of_its_own(engine: Engine) -> None:
    assert engine.answer("whats the meta for ranked").kind == "unknown"
    assert values(engine.answer("the meta models on MMLU"), "organisation")[0] == "Meta"


def test_with_vision_says_what_models_take(engine: Engine) -> None:
    seeing = engine.answer("cheapest multimodal model with 200k context")
    assert values(engine.answer("cheapest with vision and 200k context?"), "leader") == values(seeing, "leader")
