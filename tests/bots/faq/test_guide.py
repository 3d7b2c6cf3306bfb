"""The guide's questions are understood as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Intent

GUIDE = Path(__file__).parents[3] / "docs" / "asking.md"
EXAMPLES = re.findall(r"^\| (.+?) \| `(\w+)` \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("question", "intent"), EXAMPLES, ids=[question for question, _ in EXAMPLES])
def test_an_example_of_the_guide_is_answered_as_the_kind_it_says(engine: Engine, question: str, intent: str) -> None:
    reply = engine.answer(question)
    assert reply.intent == intent
    assert reply.kind in ("answer", "no_data")


def test_the_guide_shows_every_kind_of_question() -> None:
    assert {Intent(intent) for _, intent in EXAMPLES} | {Intent.CARD} == set(Intent)
