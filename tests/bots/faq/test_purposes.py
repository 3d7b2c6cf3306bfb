"""What a benchmark is for, who is best at a subject, and what a card says, asked in words of their own."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.tests.bots.faq.support import values


@pytest.mark.parametrize(
    ("asked", "intent"),
    [
        ("is MMLU for children or for adults?", "describe"),
        ("what level are the questions in MMLU", "describe"),
        ("does CharXiv test if models can read charts", "describe"),
        ("are the questions of MedQA in Chinese?", "describe"),
        ("Is SLAKE available in Japanese language?", "card"),
        ("who asked the questions of VQA-RAD, doctors or machine?", "card"),
        ("can I have the dataset of PathMCQA", "card"),
        ("What says the paper of HealthBench on o3?", "abstract"),
        ("is the AUROC in the CheXpert competition computed per image or per study?", "protocol"),
        ("which boards does MIMIC have, theres adjudicated and what else", "boards"),
        ("command to score my CheXpert predictions csv", "run"),
        ("Since when is o3 holding the MMLU record?", "history"),
    ],
)
def test_what_is_asked_of_a_benchmark_in_other_words_is_told(engine: Engine, asked: str, intent: str) -> None:
    reply = engine.answer(asked)
    assert (reply.kind, reply.intent) == ("answer", intent)


def test_what_a_card_says_nothing_of_is_not_told(engine: Engine) -> None:
    for asked in (
        "what does the HealthBench paper say about Gemini 3 Pro",
        "is MMLU averaged per subject or per question",
        "is MMLU available in Japanese",
    ):
        assert engine.answer(asked).kind == "help"


def test_what_is_counted_is_named_or_told_of_those_without(engine: Engine) -> None:
    named = engine.answer("NIH ChestX-ray14: number of findings and their names")
    assert (values(named, "observations"), len(values(named, "observation"))) == ([14], 14)
    none = engine.answer("how many images in NIH ChestX-ray14 have no finding")
    assert 60361 in values(none, "count")
    assert engine.answer("how many patients in NIH ChestX-ray14 have no finding").kind == "help"


def test_the_best_at_a_subject_is_told_of_the_benchmarks_that_are_about_it(engine: Engine) -> None:
    for asked in ("best model for skin diseases", "hello po, which AI is best for answering about skin pictures?"):
        assert values(engine.answer(asked), "benchmark")[:1] == ["DermMCQA"]
    both = engine.answer("best model for chest x-ray pictures")
    assert {"CheXpert CXR", "MIMIC CXR"} <= set(values(both, "benchmark"))
    assert engine.answer("best model for poems").kind == "help"
    field = engine.answer("which vqa datasets are in healthcare")
    assert (values(field, "category"), values(field, "benchmarks")) == (["healthcare"], [3])


def test_who_was_not_tested_is_not_in_the_catalogue(engine: Engine) -> None:
    for asked in (
        "has RadFM been tested on MIMIC CXR?",
        "did anyone test radfm on mimic",
        "score of gemini nine on MMLU",
    ):
        assert engine.answer(asked).kind == "unknown"
    assert engine.answer("are the CheXpert test labels released").kind == "answer"


def test_a_claim_at_the_end_restricts_nothing(engine: Engine) -> None:
    assert engine.answer("who leads MedQA, google right?").body == engine.answer("who leads MedQA?").body
    assert values(engine.answer("how many items in PathMCQA, google set right?"), "count") == [450]


def test_what_podium_runs_and_needs_is_told(engine: Engine) -> None:
    run = engine.answer("which benchmarks can be evaluated here, not only looked up?")
    assert run.body == engine.answer("which benchmarks can I run here?").body
    for asked, topic in (
        ("does podium need torch or a gpu to answer questions", "needs"),
        ("is anything I evaluate sent off to a server?", "privacy"),
        ("why don't you calculate an average of all benchmarks", "not-mixed"),
        ("u got slash commands?", "slash-commands"),
    ):
        assert values(engine.answer(asked), "topic") == [topic]
