"""Messages that point back are understood with the name that they mean."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_leaning import talked

#: The messages before, the one that points back, and the same in full.
IN_FULL = (
    (("deepseek r1 on medqa", "and pubmedqa"), "gimme the paper of that dataset", "gimme the paper of PubMedQA"),
    (("who leads mmlu?",), "how old is that one", "how old is o3"),
    (("who leads mmlu?",), "where is it on medqa?", "where is o3 on medqa?"),
    (("best model for healthcare?",), "and the best open one, if I may ask?", "best open model for healthcare"),
    (("best model for vision?",), "only open ones, for reasoning", "best open model for reasoning"),
    (("who leads MMLU?",), "other models of this company", "models of OpenAI"),
    (("tell me about GPT-5",), "how long can the input be", "how long can the input of GPT-5 be"),
    (("what is SuperGPQA",), "is it same as gpqa", "is SuperGPQA same as gpqa"),
    (("o3 vs GPT-5 on MMLU",), "the less expensive of the two?", "the less expensive of o3 and GPT-5"),
    (("o3 vs GPT-5 on MMLU",), "context of each?", "context of o3 and GPT-5"),
    (("o3 vs GPT-5 on MMLU",), "and on MMMU-Pro who wins", "o3 vs GPT-5 on MMMU-Pro"),
    (("o3 vs GPT-5 on MMLU",), "and over everything they have in common?", "compare o3 and GPT-5 overall"),
    (("anything about chest xrays?",), "what licence does the second one have", "what licence does MIMIC CXR have"),
    (("GPT-5 on HealthBench",), "hard?", "GPT-5 on HealthBench Hard"),
    (("how many questions in HealthBench",), "and hard?", "how many questions in HealthBench Hard"),
    (("Gemma 3 27B MMMU score",), "4b", "Gemma 3 4B MMMU score"),
    (("Claude Opus 4.5 on MMLU-Pro",), "haiku?", "Claude Haiku 4.5 on MMLU-Pro"),
    (("GPT-5 on HLE",), "how much does the mini cost", "how much does GPT-5 mini cost"),
    (("GPT-5 mini on HLE",), "the normal gpt-5?", "GPT-5 on HLE"),
    (("Gemini 3 Flash vs 3 Pro on MMMU-Pro",), "what does the pro cost", "what does Gemini 3 Pro cost"),
    (("Claude Opus 4.5 vs Claude Sonnet 4.5",), "context of sonnet?", "context of Claude Sonnet 4.5"),
    (("who leads SuperGPQA?",), "kimi k2.6 there?", "Kimi K2.6 on SuperGPQA"),
    (
        ("Claude Opus 4.6 on MMLU-Pro",),
        "I made a mistake, it was SuperGPQA what I wanted",
        "Claude Opus 4.6 on SuperGPQA",
    ),
    (("who leads MMLU-Pro?",), "no i meant normal mmlu", "who leads MMLU?"),
    (("top five on charxiv",), "without the chinese one, just google", "top five by Google on charxiv"),
)


@pytest.mark.parametrize(("before", "asked", "full"), IN_FULL, ids=[asked for _, asked, _ in IN_FULL])
def test_what_is_pointed_at_is_asked_of(engine: Engine, before: tuple[str, ...], asked: str, full: str) -> None:
    reply = talked(engine, *before, asked)
    assert reply.kind == "answer"
    assert reply.body == engine.answer(full).body


@pytest.mark.parametrize(
    ("before", "asked", "intent"),
    [
        ("who leads MMMU?", "4b?", "leader"),
        ("who leads MMMU?", "max?", "top_score"),
        ("o3 on HLE", "is MMLU wrong?", "card"),
    ],
)
def test_words_that_are_no_end_of_a_name_are_not_taken_for_one(
    engine: Engine, before: str, asked: str, intent: str
) -> None:
    assert talked(engine, before, asked).intent == intent


def test_a_size_that_the_series_does_not_have_is_not_told_of_the_one_before(engine: Engine) -> None:
    assert talked(engine, "Gemma 3 27B on MMMU", "9b?").kind == "no_data"
    assert talked(engine, "is Gemma 3 27B open", "70b?").kind == "ambiguous"


def test_what_a_figure_rests_on_is_told_of_the_model_named_by_it(engine: Engine) -> None:
    for asked in ("did gpt5 have tools for its hle number", "was GPT-5 tested without tools on HLE?"):
        assert len(set(values(engine.answer(asked), "setting"))) > 1
    for asked in (
        "why is MedGemma 0.889 in one table and 0.405 in the other for MIMIC",
        "why is mimic 0.889 and 0.405",
    ):
        assert engine.answer(asked).body.startswith("Is 0.889 on MIMIC CXR comparable with 0.405?")
    two = engine.answer("why 0.561 and 0.694 on MMLU for the same model")
    assert two.body == engine.answer("why does Llama 3.1 8B have two scores on MMLU?").body
    assert engine.answer("why is 0.111 and 0.222 on MMLU").kind == "help"


def test_what_stands_behind_an_answer_is_told(engine: Engine) -> None:
    score = ("score of gemini 2.5 pro on MMMU-Pro",)
    for asked in ("who published that", "who measured this number?"):
        assert talked(engine, *score, asked).body == engine.answer(*score).body
    assert "authors" in talked(engine, "what is MMMU?", "who published that").intent
    tools = talked(engine, "DeepSeek-R1 on HLE", "was that with tools?")
    assert set(values(tools, "board")) == {"Reported results without tools"}
    best = ("best model for healthcare",)
    assert values(talked(engine, *best, "on how many benchmarks is that based?"), "covered")
    other = talked(engine, *("o3 on MMLU", "leaderboard for MIMIC CXR", "and MedGemma 4B with public labels?"))
    assert values(other, "score") == [0.405]
    assert talked(engine, "MedGemma 4B on MIMIC CXR with public labels", "why is it lower than the 0.889").intent == (
        "difference"
    )


def test_which_of_these_is_asked_of_the_benchmarks_listed(engine: Engine) -> None:
    under_mit = "which benchmarks are under MIT?"
    most = talked(engine, under_mit, "which of these has more models?")
    assert (values(most, "benchmarks"), values(most, "benchmark")[0]) == ([6], "MMLU")
    there = talked(engine, under_mit, "which of these has more models?", "who leads there")
    assert there.body == engine.answer("who leads MMLU?").body
    pictures = talked(engine, "which benchmarks are in healthcare?", "and which of these work with pictures?")
    assert pictures.body == engine.answer("which healthcare benchmarks use images?").body


def test_an_open_one_near_to_the_leader_is_looked_for(engine: Engine) -> None:
    reply = talked(engine, "who leads SLAKE?", "is there an open model near to that?")
    assert reply.intent == "open_lag"
    assert talked(engine, "who leads SLAKE?", "is it an open model?").intent == "fact"


def test_a_cheaper_and_better_model_is_looked_for_beside_another(engine: Engine) -> None:
    reply = talked(engine, "Llama 4 Maverick on MMMU", "is there a cheaper one that is better than it on MMMU?")
    assert reply.kind == "answer"
    assert values(reply, "model")[0] == "GPT-5 nano"
    none = engine.answer("is there a cheaper model than o3 that is better on MMLU")
    assert "None of the" in none.body


def test_models_that_are_better_than_people_are_counted(engine: Engine) -> None:
    reply = engine.answer("how many models are better than humans on PubMedQA?")
    assert values(reply, "reaching") == [5]
    assert reply.body.startswith("5 of the 16 models on PubMedQA score better than One human annotator (0.780).")


def test_who_is_first_on_another_board_is_not_the_rank_of_the_model_before(engine: Engine) -> None:
    reply = talked(engine, "leaderboard for MIMIC CXR", "and the board with public labels, who is first there?")
    assert reply.intent == "leader"
