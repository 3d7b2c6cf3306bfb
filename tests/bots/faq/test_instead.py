"""What is offered to one whose question gets no answer: the nearest questions that are answered."""

from __future__ import annotations

import sqlite3

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Attribute, Frame, Intent
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies.read_as import asked_plainly


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("how many children are in the CheXpert data", "How large is CheXpert CXR?"),
        ("what is the price of GPT-5 on Azure?", "What does GPT-5 cost?"),
        ("does gpt-5 read mammograms well", "What is GPT-5?"),
        ("Gemini 2.5 Pro vs o3 on VQA-RAD in speed", "How do Gemini 2.5 Pro and o3 compare on VQA-RAD?"),
        ("where was the PubMedQA paper rejected?", "Where is the paper of PubMedQA?"),
        ("who leads MMLU in Swahili", "Who leads MMLU?"),
    ],
)
def test_what_was_asked_is_offered_without_the_words_in_the_way(engine: Engine, question: str, first: str) -> None:
    reply = engine.answer(question)
    assert (reply.kind, reply.suggestions[0]) == ("help", first)
    assert len(reply.suggestions) == 3
    assert all(engine.answer(text).kind == "answer" for text in reply.suggestions)


def test_every_question_that_may_be_offered_is_answered_as_what_it_stands_for(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    vocabulary = Vocabulary.read(shipped)
    (o3,) = [slug for slug, model in vocabulary.models.items() if model.name == "o3"]
    (gpt5,) = [slug for slug, model in vocabulary.models.items() if model.name == "GPT-5"]
    of_two_models = (Intent.COMPARE, Intent.SIGNIFICANT)
    of_two_benchmarks = (Intent.DIFFERENCE, Intent.RELATION)
    frames = [
        Frame(
            intent,
            ("mmlu", "mmlu-pro") if intent in of_two_benchmarks else ("mmlu",),
            (o3, gpt5) if intent in of_two_models else (o3,),
            organisation="OpenAI",
        )
        for intent in Intent
    ]
    frames += [Frame(Intent.FACT, models=(o3,), attribute=attribute) for attribute in Attribute]
    frames += [Frame(Intent.EXTREME, attribute=a, order=o) for a in Attribute for o in ("least", "most")]
    offered = [found[0] for frame in frames if (found := asked_plainly((frame,), vocabulary)) is not None]
    assert len(offered) > 50
    # The parameters of o3 are not known, and that is an answer too.
    assert [text for text in offered if engine.answer(text).kind not in ("answer", "no_data")] == []
