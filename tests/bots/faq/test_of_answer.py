"""A few words that ask of what was just told: its score, its date, its place, who is next, where it is from."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.understanding.conversation import Conversation
from podium.tests.bots.faq.support import values


def said(engine: Engine, *messages: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the intent, the first benchmark and the models of what the last of some messages asked."""
    talk = Conversation()
    for message in messages[:-1]:
        engine.answer(message, talk)
    frame = engine.understand(messages[-1], talk).frames[0]
    return frame.intent.value, frame.benchmark if frame.benchmarks else "", frame.models


def answer(engine: Engine, *messages: str) -> str:
    talk = Conversation()
    replies = [engine.answer(message, talk) for message in messages]
    assert replies[-1].kind == "answer", replies[-1].body
    return replies[-1].body


@pytest.mark.parametrize(
    ("before", "message", "intent"),
    [
        ("who leads HealthBench?", "with what score?", "score"),
        ("who is second on MMMU?", "the score?", "score"),
        ("what did o3 score on MMMU?", "when was that reported?", "score"),
        ("who leads HealthBench?", "how old is that number?", "leader"),
        ("what did o3 score on MMMU?", "is that good?", "rank"),
        ("who is fifth on MMMU?", "how many are better than it?", "rank"),
        ("what did o3 score on MMMU?", "how far from the top?", "rank"),
        ("who leads MMMU?", "is the difference big?", "gap"),
        ("what did o3 score on MMMU?", "who is better?", "rank"),
        ("how do I run MMLU?", "where do I get the data?", "access"),
        ("MIMIC leaderboard", "which is the main one?", "boards"),
        ("who makes o1-pro?", "what else do they make?", "models_of"),
        ("best vision model?", "on how many boards?", "category_best"),
    ],
)
def test_what_was_told_is_asked_of_and_nothing_else(engine: Engine, before: str, message: str, intent: str) -> None:
    assert said(engine, before, message)[0] == intent


def test_the_next_one_goes_on_from_the_one_told_of(engine: Engine) -> None:
    assert " is second on HealthBench " in answer(engine, "who leads HealthBench?", "who's next?")
    assert " is third on HealthBench " in answer(engine, "who is second on HealthBench?", "and the next one?")
    assert "fourth on MMLU" in answer(engine, "who's third on MMLU?", "is it open?", "and the next one?")
    assert "fourth on Humanity's Last Exam" in answer(engine, "top 3 on HLE", "who comes next?")


@pytest.mark.parametrize("message", ["source?", "any link?", "give me the link", "where does the number come from?"])
def test_a_link_is_that_of_the_figure_told(engine: Engine, message: str) -> None:
    assert answer(engine, "what did o3 score on MMMU?", message).startswith("The last answer rests on:")


def test_one_model_is_put_in_the_place_of_another(engine: Engine) -> None:
    intent, benchmark, models = said(engine, "compare Gemini 2.5 Pro and o3 on MMMU", "what about GPT-5 instead of o3?")
    assert (intent, benchmark) == ("compare", "mmmu")
    assert models == said(engine, "compare Gemini 2.5 Pro and GPT-5 on MMMU")[2]


def test_two_told_of_are_compared_on_the_board_that_is_named_next(engine: Engine) -> None:
    before = ("what did GPT-5 score on HLE?", "and Claude Opus 5?", "which of them is cheaper?")
    intent, benchmark, models = said(engine, *before, "and with tools?")
    assert (intent, benchmark, len(models)) == ("compare", "hle", 2)


def test_a_word_that_was_explained_may_be_asked_of(engine: Engine) -> None:
    talk = Conversation()
    engine.answer("what is AUROC?", talk)
    reply = engine.answer("which benchmarks use it?", talk)
    assert set(values(reply, "benchmark")) == {"CheXpert CXR", "MIMIC CXR", "NIH ChestX-ray14"}


def test_each_of_two_benchmarks_has_its_leader(engine: Engine) -> None:
    talk = Conversation()
    engine.answer("MMLU vs MMLU-Pro, what's the difference?", talk)
    frames = engine.understand("who leads each?", talk).frames
    assert [(frame.intent.value, frame.benchmark) for frame in frames] == [("leader", "mmlu"), ("leader", "mmlu-pro")]


def test_words_of_something_else_are_not_asked_of_the_figure(engine: Engine) -> None:
    for message in (
        "is it good at chess?",
        "when was it published?",
        "what next for the weather?",
        "link to the paper",
    ):
        assert said_or_nothing(engine, "who leads MMMU?", message) not in {"rank", "score", "place", "about"}, message


def said_or_nothing(engine: Engine, before: str, message: str) -> str:
    talk = Conversation()
    engine.answer(before, talk)
    frames = engine.understand(message, talk).frames
    return frames[0].intent.value if frames else ""


def test_of_a_maker_s_models_it_is_counted_and_sought_without_a_benchmark(engine: Engine) -> None:
    assert "open-weights models by Google" in answer(
        engine, "which models does Google have?", "how many of them are open?"
    )
    assert " is the largest model by Google in the catalogue" in answer(engine, "models of Google", "the biggest?")


def test_a_number_is_a_place_where_it_is_asked_who_has_it(engine: Engine) -> None:
    assert " is seventh on MMMU " in answer(engine, "top 10 of MMMU", "who's on 7?")


def test_what_waits_for_a_benchmark_takes_a_category(engine: Engine) -> None:
    body = answer(engine, "best open source model", "for reasoning")
    assert body.startswith("In the category reasoning the best mean rank of the open-weights models ")


def test_two_that_were_compared_are_so_far_apart(engine: Engine) -> None:
    assert said(engine, "Gemini 3 Pro or GPT-5 on MMMU-Pro?", "how big is the difference?")[0] == "compare"


def test_people_are_beaten_or_not(engine: Engine) -> None:
    talk = Conversation()
    engine.answer("what is the human score on MMMU?", talk)
    (frame,) = engine.understand("did any model beat it?", talk).frames
    assert (frame.intent.value, frame.counted) == ("baselines", "passed")


def test_what_a_list_of_benchmarks_names_beside_them_is_not_it(engine: Engine) -> None:
    talk = Conversation()
    engine.answer("which benchmarks are there?", talk)
    assert engine.answer("what licence is it under?", talk).kind == "ambiguous"


@pytest.mark.parametrize(
    ("messages", "intent", "benchmark"),
    [
        (("0.6 on MMLU-Pro, where would it rank?", "how many models are better?"), "above", "mmlu-pro"),
        (("best open model on PubMedQA", "how many points less?"), "rank", "pubmedqa"),
        (("best open model on PubMedQA", "can I use it commercially?"), "fact", ""),
        (("Claude Opus 4.5 vs Claude Sonnet 4.5", "which is cheaper", "on MMLU-Pro?"), "compare", "mmlu-pro"),
        (("show me all benchmarks", "which is the oldest?"), "benchmarks", ""),
    ],
)
def test_more_that_is_asked_of_the_answer(
    engine: Engine, messages: tuple[str, ...], intent: str, benchmark: str
) -> None:
    assert said(engine, *messages)[:2] == (intent, benchmark)
