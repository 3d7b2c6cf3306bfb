"""Names that the registry does not have, told as what they are."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.tests.bots.faq.support import values


@pytest.mark.parametrize("question", ["gpt-7", "what does gpt-7 cost", "what is gpt-7", "how big is gpt-7?"])
def test_a_version_that_the_catalogue_lacks_is_an_unknown_model_and_no_board(engine: Engine, question: str) -> None:
    reply = engine.answer(question)
    assert (reply.kind, values(reply, "asked")) == ("unknown", ["gpt-7"])
    assert reply.suggestions == ("GPT-2", "GPT-4", "GPT-5")


@pytest.mark.parametrize("name", ["swe-bench", "imagenet"])
def test_a_benchmark_that_is_not_here_is_named_where_a_model_is_asked_about_on_it(engine: Engine, name: str) -> None:
    for question in (f"how does gemini do on {name}", f"what did o3 score on {name}?"):
        reply = engine.answer(question)
        assert (reply.kind, values(reply, "asked")) == ("unknown", [name]), question
