"""BLEU and ROUGE-L beside sacrebleu, rouge-score and plain definitions."""

from __future__ import annotations

import numpy as np
import pytest
import sacrebleu
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from podium.registry.metrics import alphanumeric_words, bleu, bleu_counts, rouge_l, split_words
from podium.registry.metrics.text import common_length

PREDICTIONS = [
    "The heart is mildly enlarged. No pleural effusion or pneumothorax is seen.",
    "No acute cardiopulmonary process",
    "",
    "Small right\npleural effusion , unchanged . Small right pleural effusion .",
]
REFERENCES = [
    "Heart size is mildly enlarged. There is no pleural effusion or pneumothorax.",
    "No acute cardiopulmonary process.",
    "Moderate pulmonary edema.",
    "There is a small right pleural effusion , unchanged from ___ .",
]
#: Few words, so that texts share some.
TEXTS = st.text(alphabet="abA. -1\n", max_size=60)


def measured(predictions: list[str], references: list[str], order: int, lower: bool) -> float:
    said, told = ([split_words(text, lower) for text in texts] for texts in (predictions, references))
    return float(bleu(bleu_counts(said, told).sum(0), order))


def by_sacrebleu(predictions: list[str], references: list[str], order: int, lower: bool) -> float:
    scorer = sacrebleu.BLEU(
        lowercase=lower,
        tokenize="none",
        max_ngram_order=order,
        smooth_method="none",
        effective_order=False,
        force=True,
    )
    return float(scorer.corpus_score(predictions, [references]).score) / 100


@pytest.mark.parametrize("lower", [False, True])
@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_bleu_of_reports_is_sacrebleus(order: int, lower: bool) -> None:
    value = measured(PREDICTIONS, REFERENCES, order, lower)
    assert value == pytest.approx(by_sacrebleu(PREDICTIONS, REFERENCES, order, lower), abs=1e-12)
    assert 0 < value < 1


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5), st.integers(1, 4), st.booleans())
def test_bleu_of_any_texts_is_sacrebleus(pairs: list[tuple[str, str]], order: int, lower: bool) -> None:
    predictions, references = [said for said, _ in pairs], [told for _, told in pairs]
    value = measured(predictions, references, order, lower)
    assert value == pytest.approx(by_sacrebleu(predictions, references, order, lower), abs=1e-12)


@given(TEXTS, TEXTS)
def test_rouge_l_of_any_texts_is_rouge_scores(said: str, told: str) -> None:
    value = rouge_l(alphanumeric_words(said), alphanumeric_words(told))
    assert value == pytest.approx(RougeScorer(["rougeL"]).score(told, said)["rougeL"].fmeasure, abs=1e-12)


@pytest.mark.parametrize(("said", "told"), list(zip(PREDICTIONS, REFERENCES, strict=True)))
def test_rouge_l_of_reports_is_rouge_scores(said: str, told: str) -> None:
    value = rouge_l(alphanumeric_words(said), alphanumeric_words(told))
    assert value == pytest.approx(RougeScorer(["rougeL"]).score(told, said)["rougeL"].fmeasure, abs=1e-12)


def test_the_recall_weighted_form_follows_its_formula() -> None:
    said, told = "no pleural effusion".split(), "there is no large pleural effusion".split()
    precision, recall = 3 / 3, 3 / 6
    expected = (1 + 1.2**2) * precision * recall / (recall + 1.2**2 * precision)
    assert rouge_l(said, told, beta=1.2) == pytest.approx(expected, abs=1e-15)
    assert rouge_l(said, told, beta=1.2) < rouge_l(said, told)


@given(st.lists(st.sampled_from("abc"), max_size=80), st.lists(st.sampled_from("abc"), max_size=80))
def test_the_common_length_is_that_of_the_table(first: list[str], second: list[str]) -> None:
    table = np.zeros((len(first) + 1, len(second) + 1), int)
    for i, one in enumerate(first, 1):
        for j, other in enumerate(second, 1):
            table[i, j] = table[i - 1, j - 1] + 1 if one == other else max(table[i - 1, j], table[i, j - 1])
    assert common_length(first, second) == table[-1, -1]


def test_texts_without_words_score_nothing() -> None:
    assert measured([""], ["no effusion"], 1, True) == 0
    assert measured(["no effusion"], [""], 1, True) == 0
    assert measured([], [], 4, True) == 0
    assert rouge_l([], ["a"]) == rouge_l(["a"], []) == rouge_l([], []) == 0


def test_bleu_of_resampled_pairs_is_that_of_the_pairs_repeated() -> None:
    said, told = ([split_words(text, True) for text in texts] for texts in (PREDICTIONS, REFERENCES))
    rows, draws = bleu_counts(said, told), np.array([[2, 0, 1, 1], [0, 3, 0, 1]])
    for drawn, value in zip(draws, bleu(draws @ rows, 2), strict=True):
        repeated = [np.repeat(np.array(texts, object), drawn).tolist() for texts in (PREDICTIONS, REFERENCES)]
        assert value == pytest.approx(by_sacrebleu(repeated[0], repeated[1], 2, True), abs=1e-12)


def test_what_cannot_be_counted_is_named() -> None:
    with pytest.raises(ValueError, match="one per prediction, got 2 for 1"):
        bleu_counts([["a"]], [["a"], ["b"]])
    with pytest.raises(ValueError, match="at least 1, got 0"):
        bleu_counts([["a"]], [["a"]], 0)
    with pytest.raises(ValueError, match="from 1 to 2, got 3"):
        bleu(bleu_counts([["a"]], [["a"]], 2), 3)
