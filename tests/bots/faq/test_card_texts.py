"""Questions in whose own words no card asks, and which an entry of a card answers all the same."""

from __future__ import annotations

import pytest

from podium.bots.faq.engine import Engine


def told(engine: Engine, question: str) -> tuple[str, int] | None:
    """Return the card that answers a question in its author's words, with the position of the entry."""
    frame = next(iter(engine.understand(question).frames), None)
    return None if frame is None or frame.entry is None else (frame.benchmark, frame.entry)


@pytest.mark.parametrize(
    ("question", "slug", "entry"),
    [
        ("do I need PhysioNet credentials for mimic", "mimic-cxr", 4),
        ("which label csv do I need for nih chestxray14", "nih-chestxray14", 1),
        ("vqa-rad images from medpix?", "vqa-rad", 1),
        ("from which licensing exams is medqa", "medqa", 1),
        ("can models run code on the charts in charxiv?", "charxiv-r", 4),
        ("why resample by patient in MIMIC CXR", "mimic-cxr", 5),
        ("chexpert test labels released?", "chexpert", 7),
        ("does charxiv publish its test answers", "charxiv-r", 5),
        ("were the NIH labels read from the image by a human?", "nih-chestxray14", 0),
        ("are the numbers on MedMCQA comparable", "medmcqa", 0),
        ("is mmmu MCQ", "mmmu", 4),
    ],
)
def test_an_entry_is_found_by_the_words_of_its_question_and_answer(
    engine: Engine, question: str, slug: str, entry: int
) -> None:
    assert told(engine, question) == (slug, entry)


def test_a_word_that_stands_nowhere_on_the_card_is_not_left_aside(engine: Engine) -> None:
    for question in (
        "who paid the radiologists of chexpert",
        "which MMLU questions do models get wrong most often?",
        "are the nih labels available in Spanish",
        "which exams do the authors of medqa recommend",
        "how many reports were rewritten for medxpertqa",
    ):
        assert told(engine, question) is None


def test_what_the_registry_tells_itself_is_not_left_to_the_card(engine: Engine) -> None:
    intents = {
        "medxpertqa text part ranking": "leaderboard",
        "mmmu val size?": "sizes",
        "chexpert labels list": "observations",
        "images in NIH ChestX-ray14 test set": "sizes",
        "which metric is used on HealthBench?": "metric",
    }
    assert {question: engine.answer(question).intent for question in intents} == intents


def test_where_a_card_counts_no_questions_its_author_says_how_many_there_are(engine: Engine) -> None:
    for question in ("pmc-vqa size", "supergpqa question count", "how many questions does supergpqa have"):
        assert engine.answer(question).body.count("is not stated" if "super" in question else "149,000 images") == 1
