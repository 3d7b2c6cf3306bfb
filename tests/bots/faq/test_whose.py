"""Messages whose "their", "that size" or "the second one" means something of the answers before."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_leaning import talked


def test_their_is_of_the_maker_told_of(engine: Engine) -> None:
    reply = talked(engine, "who makes GLM 5.1?", "their best on HLE")
    assert reply.body == engine.answer("best Zhipu AI model on HLE").body
    assert talked(engine, "who makes GLM 5.1?", "what else do they have?").intent == "models_of"


def test_whether_a_model_is_a_makers_is_told_by_its_maker(engine: Engine) -> None:
    reply = talked(engine, "best model under 5B on MMLU-Pro", "is it from Google?")
    assert values(reply, "organisation") == ["Alibaba Cloud / Qwen Team"]


def test_that_size_is_the_limit_of_the_ranking_before(engine: Engine) -> None:
    reply = talked(engine, "best model under 5B on MMLU-Pro", "is it from Google?", "best one from Google of that size")
    assert reply.body == engine.answer("best Google model under 5B on MMLU-Pro").body


@pytest.mark.parametrize("asked", ["only open ones", "open weights only"])
def test_a_restriction_is_never_left_out_of_what_goes_on(engine: Engine, asked: str) -> None:
    wanted = values(engine.answer("best open model on MMMU"), "leader")
    assert values(talked(engine, "who leads MMMU?", "by how much?", asked), "leader") == wanted


def test_a_subject_is_no_restriction_of_models(engine: Engine) -> None:
    assert not values(talked(engine, "leaderboard of MMLU", "and math?"), "score")


def test_names_are_corrected_in_few_words(engine: Engine) -> None:
    mimic = engine.answer("who leads MIMIC CXR?")
    assert talked(engine, "who leads CheXpert?", "I meant the competition", "not CheXpert, MIMIC").body == mimic.body
    assert talked(engine, "top 5 MMLU", "MMLU-Pro I mean").body == engine.answer("top 5 MMLU-Pro").body
    assert (
        talked(engine, "best on MedQA", "third place?", "no wait, second").body == engine.answer("second on MedQA").body
    )


def test_there_is_the_board_of_the_answers_before(engine: Engine) -> None:
    reply = talked(engine, "who leads CharXiv?", "and with tools?", "what does accuracy mean", "who is last there")
    assert reply.body == engine.answer("who is last on CharXiv with tools").body


def test_one_thing_is_told_of_each_model_that_was_listed(engine: Engine) -> None:
    reply = talked(engine, "top 3 on MMLU", "what are their prices?")
    assert values(reply, "model") == ["o3", "GPT-5", "o1"]
    assert len(values(reply, "input_price")) == 3


def test_one_of_several_told_of_one_by_one_is_not_sought_among_all(engine: Engine) -> None:
    reply = talked(engine, "price of GPT-5", "and GPT-5 mini?", "and GPT-5 nano?", "which of the three is cheapest?")
    assert reply.kind == "help"


def test_the_second_of_listed_benchmarks_is_meant_by_its_place(engine: Engine) -> None:
    listed = "which benchmarks test chest X-rays?"
    names = values(engine.answer(listed), "benchmark")
    assert talked(engine, listed, "who leads the second one").body == engine.answer(f"who leads {names[1]}").body
    assert values(talked(engine, listed, "which of them is the oldest"), "benchmark")[0] in names


def test_by_whom_is_asked_of_what_was_told(engine: Engine) -> None:
    assert talked(engine, "when was HLE published?", "by whom?").intent == "authors"
    assert values(talked(engine, "when was 90% first reached on MMLU?", "by whom?"), "score")


def test_a_finding_is_looked_for_in_the_benchmark_before(engine: Engine) -> None:
    reply = talked(engine, "what is NIH ChestX-ray14?", "is pneumonia in there")
    assert reply.intent == "observations"
    assert talked(engine, "what is NIH ChestX-ray14?", "is pneumonia in there", "and fractures?").kind == "ambiguous"


def test_licences_after_a_benchmark_are_of_its_data(engine: Engine) -> None:
    assert talked(engine, "what is NIH ChestX-ray14?", "may I use it commercially?").intent == "licence"


def test_models_that_were_listed_are_not_benchmarks_to_compare(engine: Engine) -> None:
    assert talked(engine, "top 3 on MMLU", "how do they compare on HLE").intent != "difference"
    assert talked(engine, "MMLU vs MMLU-Pro", "how do they differ").intent == "difference"
    assert values(talked(engine, "who leads MMLU?", "is it by Google or OpenAI?"), "organisation") == ["OpenAI"]


def test_what_is_asked_after_a_tie_is_told_of_each(engine: Engine) -> None:
    assert values(talked(engine, "who leads hle?", "is it open?"), "model") == ["Claude Fable 5", "Claude Mythos 5"]
    assert values(talked(engine, "best model under 7B on MMMU", "is it open?"), "model") == [
        "Phi-4-multimodal-instruct"
    ]


def test_from_them_is_from_the_maker_told_of(engine: Engine) -> None:
    reply = talked(engine, "o4-mini", "who makes it?", "anything newer from them?")
    assert values(reply, "organisation")[:1] == ["OpenAI"]


def test_whether_any_is_under_a_licence_is_asked_of_all_models_of_a_maker(engine: Engine) -> None:
    reply = talked(engine, "models by DeepSeek", "are any of them under MIT?")
    assert reply.intent == "counts"
