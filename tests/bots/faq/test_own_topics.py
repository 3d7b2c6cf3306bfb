"""What is asked of Podium itself is understood by what it is made of, whatever the words."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine

ASKED = (
    ("do i need an nvidia card", "needs"),
    ("can podium do without a gpu", "needs"),
    ("is there any hardware requirement?", "needs"),
    ("in which directory is the registry kept", "registry-file"),
    ("where do i find the file with the results", "registry-file"),
    ("who sees my messages", "privacy"),
    ("Do you read what I write?", "privacy"),
    ("what do you remember about me", "privacy"),
    ("i made a new benchmark, can you include it", "add-benchmark"),
    ("how do we get our benchmark into your list", "add-benchmark"),
    ("how do you make sure that the numbers are correct", "verified-meaning"),
    ("do equal scores get the same rank", "ranking"),
    ("what happens when two models have identical scores", "ranking"),
    ("why isn't there a single leaderboard for all", "not-mixed"),
    ("where did you take the scores from", "sources"),
    ("what kind of things do you answer", "capabilities"),
)


@pytest.mark.parametrize(("question", "topic"), ASKED)
def test_podium_answers_for_itself_in_words_that_nobody_wrote_down(engine: Engine, question: str, topic: str) -> None:
    assert [frame.topic for frame in engine.understand(question).frames] == [topic]


@pytest.mark.parametrize(
    "question",
    [
        "which model needs no gpu",
        "can i run MMLU on a cpu",
        "which new benchmarks were added",
        "how many results are held in the registry",
        "who has checked the scores of o3",
        "which models have the same score",
        "who is tied for first",
        "what is the average score",
        "who collected the data",
    ],
)
def test_one_word_more_makes_it_another_question(engine: Engine, question: str) -> None:
    assert not [frame for frame in engine.understand(question).frames if frame.topic]
