"""Messages that name nothing and ask more of the last answer: they are never asked of the benchmark instead."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_leaning import talked


@pytest.mark.parametrize(
    ("before", "asked", "same"),
    [
        ("what did GPT-5 get on MMLU?", "when was that measured?", "what did GPT-5 get on MMLU?"),
        ("what did GPT-5 get on MMLU?", "is it verified?", "what did GPT-5 get on MMLU?"),
        ("what did GPT-5 get on MMLU?", "and is that self-reported?", "what did GPT-5 get on MMLU?"),
        ("compare o3 and GPT-5 on MMLU", "by how much?", "compare o3 and GPT-5 on MMLU"),
        ("is o1 better than DeepSeek-R1 on MMLU-Pro?", "by how much?", "is o1 better than DeepSeek-R1 on MMLU-Pro?"),
        ("GPT-5 vs o3 on HLE", "and overall?", "GPT-5 vs o3"),
        ("GPT-5 vs Gemini 3 Pro on MMLU-Pro", "who wins overall?", "GPT-5 vs Gemini 3 Pro"),
        ("GPT-5 vs Gemini 3 Pro on MMLU-Pro", "who's better?", "GPT-5 vs Gemini 3 Pro on MMLU-Pro"),
        ("what did GPT-5 get on MMLU?", "how sure is that score?", "what did GPT-5 get on MMLU?"),
        ("what is the median on MMLU?", "and the mean?", "what is the mean score on MMLU?"),
        ("who leads MMLU?", "how far behind is the best open one?", "how far do open models trail on MMLU?"),
        ("best Qwen model on MMMU", "what about the 8B one?", "best 8B Qwen model on MMMU"),
        ("which benchmarks are about medicine?", "only those with images", "which medical benchmarks use images?"),
        ("which benchmarks use images?", "how many models does each have?", "which benchmarks use images?"),
        (
            "is the lead of o3 over o1 on MMLU significant?",
            "why not?",
            "is the lead of o3 over o1 on MMLU significant?",
        ),
        (
            "where does Gemini 2.5 Pro rank on MMMU?",
            "who is right behind it?",
            "where does Gemini 2.5 Pro rank on MMMU?",
        ),
        ("what did o3 get on MMLU?", "by how many points is it ahead?", "where does o3 rank on MMLU?"),
        ("how many patients are in CheXpert?", "images?", "how many patients are in CheXpert?"),
        ("what did GPT-4o get on MMLU?", "and GPT-4.1?", "what did GPT-4.1 get on MMLU?"),
        ("what did GPT-4o get on MMLU?", "May 2024", "what did GPT-4o (May 2024) get on MMLU?"),
        ("list Google models", "under 10B", "Google models under 10B"),
        ("which models has Mistral?", "from 2024", "Mistral models from 2024"),
        ("who led MMMU in January 2025?", "and in March?", "who led MMMU in March 2025?"),
        ("is there any progress on HLE?", "since when?", "is there any progress on HLE?"),
        ("did anyone pass 50% on HLE?", "who was first?", "when was 50% first passed on HLE?"),
        ("did anyone pass 50% on HLE?", "when?", "when was 50% first passed on HLE?"),
        ("when was 80% first passed on MMLU?", "by which model?", "when was 80% first passed on MMLU?"),
        ("who led MMLU in 2023?", "and a year later?", "who led MMLU in 2024?"),
        ("who led MMLU in 2023?", "two years on?", "who led MMLU in 2025?"),
        ("who led MMLU in March 2024?", "and the year before that?", "who led MMLU in March 2023?"),
        ("who led MMLU in February 2023?", "a year later?", "who led MMLU in February 2024?"),
        ("who led MMLU on 29 February 2024?", "a year later?", "who led MMLU on 28 February 2025?"),
        ("what is new on MMLU in 2025?", "and the year before?", "what is new on MMLU in 2024?"),
        ("which models has Mistral?", "and the biggest?", "what is the biggest model by Mistral?"),
        ("what is the newest model by Mistral?", "and the cheapest?", "what is the cheapest model by Mistral?"),
    ],
)
def test_what_is_asked_of_an_answer_is_answered_of_it(engine: Engine, before: str, asked: str, same: str) -> None:
    assert talked(engine, before, asked).body == engine.answer(same).body


def test_since_when_a_model_leads_is_told_by_the_records(engine: Engine) -> None:
    reply = talked(engine, "who leads MMLU?", "when was that?")
    assert reply.intent == "history" and reply.body.startswith("o3 held the record on MMLU")


@pytest.mark.parametrize(
    "messages",
    [
        ("their best on MMLU",),
        ("what is MMMU?", "how long does it take?"),
        ("who leads MMLU?", "and a year later?"),
    ],
)
def test_what_stands_for_nothing_that_was_told_is_not_answered(engine: Engine, messages: tuple[str, ...]) -> None:
    assert talked(engine, *messages).kind in ("help", "ambiguous")


@pytest.mark.parametrize("asked", ["their prices?", "context too", "and the licence?"])
def test_one_thing_asked_of_two_that_were_compared_is_told_of_both(engine: Engine, asked: str) -> None:
    assert {"o3", "GPT-5"} <= set(values(talked(engine, "compare o3 and GPT-5", asked), "model"))


def test_the_score_of_a_model_that_is_picked_on_a_board_is_told(engine: Engine) -> None:
    reply = engine.answer("what did the newest model by OpenAI score on MMLU?")
    assert "It has 0.925 accuracy there, rank 2 (" in reply.body
    assert values(reply, "score") == [pytest.approx(0.925)]


@pytest.mark.parametrize("asked", ["was Claude 3 Opus ever first on MMLU?", "did Claude 3 Opus ever top MMLU?"])
def test_whether_a_model_was_ever_first_is_told_by_the_records(engine: Engine, asked: str) -> None:
    assert engine.answer(asked).body.startswith("Claude 3 Opus held the record on MMLU (0.868, March 2024)")


def test_a_distance_from_the_leader_is_no_limit_on_scores(engine: Engine) -> None:
    reply = engine.answer("models within 1 point of the leader on MMLU")
    assert reply.body.startswith("Within 0.010 of o3 by OpenAI (0.933) is a score of 0.923.")
    assert values(reply, "reaching") == [2]
    # Which of them are meant besides is never left out.
    assert engine.answer("cheap models within 1 point of the leader on MMLU").kind == "help"


def test_where_a_card_counts_all_images_they_are_counted_and_not_those_of_one_split(engine: Engine) -> None:
    assert engine.answer("which benchmark has the most images?").body.startswith("MIMIC CXR (377,110 images;")


def test_when_after_a_card_is_still_asked_of_the_benchmark(engine: Engine) -> None:
    assert talked(engine, "what is MMLU?", "when was it published?").intent == "published"


def test_nothing_is_compared_after_a_comparison_whose_models_were_not_picked(engine: Engine) -> None:
    talked_of = ("gpt-4o vs claude 3.5 sonnet on mmlu", "and the may gpt-4o", "so who's better")
    assert talked(engine, *talked_of).kind in ("help", "ambiguous")


def test_the_best_place_of_a_model_is_a_first_one_where_it_has_one(engine: Engine) -> None:
    assert "Its best place is rank 1 of " in engine.answer("what is GPT-5 best at?").body


def test_a_model_called_like_what_anybody_says_is_one_only_where_it_is_written_as_a_name(engine: Engine) -> None:
    assert engine.answer("what's a good model for MedQA").kind == "answer"
    assert "A Good Model" in engine.answer("A Good Model on CheXpert competition").body
