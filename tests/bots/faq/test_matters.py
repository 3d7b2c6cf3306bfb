"""What cards and Podium's own FAQ answer is found in words that neither has, and a name said once more is one name."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_leaning import talked

#: Questions in words of their own, and the same as a card asks them.
OF_CARDS = (
    ("how were nih labels produced, by reading images or reports?", "How were the labels of NIH ChestX-ray14 made?"),
    ("How does HealthBench score an answer?", "How is HealthBench scored?"),
    ("was the healthbench score judged by a human?", "How is HealthBench scored?"),
    ("why are there two boards on hle, with and without tools", "May models use tools on Humanity's Last Exam?"),
    ("how much of mmmu is medicine", "Which part of MMMU is medical?"),
)
#: Questions about Podium, and the entry of its FAQ.
OF_PODIUM = (
    ("do you store or send out the questions I type here", "privacy"),
    ("are my predictions uploaded somewhere", "privacy"),
    ("do you run the models yourselves or copy the numbers from elsewhere?", "who-runs"),
    ("how is a rank computed when two models have equal scores", "ranking"),
    ("in which folder is the database", "registry-file"),
    ("Can I use these scores to choose a tool for my department?", "clinical"),
    ("does podium need torch or a gpu to answer questions", "needs"),
    ("why is not calculated one average of all benchmarks?", "not-mixed"),
    ("do I have to send you the weights to be listed", "report-wrong"),
    ("lol do you even check anything you list", "verified-meaning"),
)


@pytest.mark.parametrize(("asked", "entry"), OF_CARDS, ids=[asked for asked, _ in OF_CARDS])
def test_a_card_answers_in_its_authors_words(engine: Engine, asked: str, entry: str) -> None:
    reply = engine.answer(asked)
    assert (reply.intent, reply.body.splitlines()[0]) == ("card", entry)


@pytest.mark.parametrize(("asked", "topic"), OF_PODIUM, ids=[asked for asked, _ in OF_PODIUM])
def test_podium_is_asked_about(engine: Engine, asked: str, topic: str) -> None:
    frames = engine.understand(asked).frames
    assert [frame.topic for frame in frames] == [topic]


def test_other_questions_with_the_same_words_are_not_taken_for_these(engine: Engine) -> None:
    for asked in ("do you store images of patients", "which scores did the models take from papers", "who scores MMLU"):
        assert not any(frame.topic or frame.entry for frame in engine.understand(asked).frames)
    assert engine.answer("how many boards has HLE").intent == "boards"


def test_a_name_said_once_more_is_the_same_name(engine: Engine) -> None:
    for asked, full in (
        ("how many params does k3 have, kimi k3 i mean", "how many params does Kimi K3 have"),
        ("5.6 sol price?? gpt 5.6 sol", "GPT 5.6 Sol price"),
        ("context of sonnet, claude sonnet 4.5 that is", "context of Claude Sonnet 4.5"),
    ):
        assert engine.answer(asked).body == engine.answer(full).body
    assert len(values(engine.answer("who leads mmlu, hle?"), "leader")) > 1


def test_what_is_counted_of_them_is_counted_of_the_benchmark_told_of(engine: Engine) -> None:
    reply = talked(engine, "where are the questions of HLE from", "how many of them need no image")
    assert reply.body == engine.answer("how many questions of HLE need no image").body
    twice = engine.answer("which healthcare datasets are freely downloadable without registration?")
    assert twice.body == engine.answer("which healthcare datasets need no registration?").body
    assert engine.answer("which five findings count towards the CheXpert score?").intent == "observations"
