"""Every hand-written sentence has the labels that were written beside it."""

from __future__ import annotations

from collections import Counter

import pytest

from podium.plugins.chest_xray import label_report
from podium.plugins.chest_xray.observations import NAMES
from podium.tests.plugins.chest_xray.labeler.sentences import Sentence, read

SENTENCES = read("sentences.csv")
HELD_OUT = read("held_out.csv")

#: What the rules still get wrong of the held-out sentences; docs/labeler.md says why.
WRONG = {
    "Streaky opacities at the bases are thought to represent atelectasis, although this cannot be confirmed.",
    "The upper mediastinum is prominent, possibly due to vessels.",
    "Right basal opacity is more likely infectious than edema.",
    "Tip of the Dobbhoff is not visualized below the diaphragm.",
}


@pytest.mark.parametrize("row", SENTENCES, ids=[f"line {line}" for line in range(2, len(SENTENCES) + 2)])
def test_a_sentence_has_the_labels_written_beside_it(row: Sentence) -> None:
    assert label_report(row.text).labels == row.labels


def test_a_third_of_the_sentences_was_written_before_the_rules() -> None:
    written = Counter(row.written for row in SENTENCES)
    assert set(written) == {"before", "after"}
    assert written["before"] >= 100
    assert len(SENTENCES) >= 300


@pytest.mark.parametrize("name", [name for name in NAMES if name != "No Finding"])
def test_the_sentences_have_every_observation_with_every_code(name: str) -> None:
    assert {row.labels[name] for row in SENTENCES} == {1, 0, -1, None}


def test_the_held_out_sentences_are_right_but_for_those_known_to_be_wrong() -> None:
    assert {row.text for row in HELD_OUT if label_report(row.text).labels != row.labels} == WRONG


def test_no_sentence_is_written_down_twice() -> None:
    texts = [" ".join(row.text.split()) for row in (*SENTENCES, *HELD_OUT) if row.text.strip()]
    assert [text for text, count in Counter(texts).items() if count > 1] == []
