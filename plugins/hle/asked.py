"""What else people ask of Humanity's Last Exam: its form, its judge, who wrote it, how it is guarded."""

from __future__ import annotations

from podium.registry import FAQEntry

_CODE = "https://github.com/centerforaisafety/hle"
_DATA = "https://huggingface.co/datasets/cais/hle"
_PAPER = "https://arxiv.org/abs/2501.14249"

ASKED = (
    FAQEntry(
        "How many questions of Humanity's Last Exam are multiple choice?",
        "About 24%, with the choices inside the question's text; the others want a short answer that is matched"
        " exactly.",
        _DATA,
        (
            "Is Humanity's Last Exam multiple choice?",
            "HLE multiple choice?",
            "Is HLE multiple choice?",
            "Is HLE multiple choice or open ended?",
            "What share of HLE is multiple choice?",
            "What portion of HLE is multiple choice?",
            "What percentage of HLE is multiple choice?",
            "Are all HLE questions multiple choice?",
            "Does HLE use multiple choice?",
        ),
    ),
    FAQEntry(
        "Does the HLE judge allow a tolerance for numbers?",
        "A small one: numeric answers may differ a little from the known one. Otherwise the answer must be the same,"
        " and one without a verdict counts as wrong.",
        _CODE,
        (
            "How strict is the HLE judge?",
            "Is there a numeric tolerance on HLE?",
            "Do HLE answers have to match exactly?",
            "Must HLE answers match exactly?",
        ),
    ),
    FAQEntry(
        "How many questions of Humanity's Last Exam have an image?",
        "342 of the 2,500, about 14%; the other 2,158 are the text-only questions.",
        _DATA,
        (
            "How many HLE questions have images?",
            "How many HLE questions need an image?",
            "What share of HLE has images?",
            "What portion of HLE is multimodal?",
            "Does HLE have images?",
            "How many images does HLE have?",
            "How many pictures are in HLE?",
            "Does HLE have questions with images?",
        ),
    ),
    FAQEntry(
        "Who wrote the questions of Humanity's Last Exam?",
        "Experts from around the world, nearly a thousand with the organisers, for the Center for AI Safety and Scale"
        " AI; the solutions are to be unambiguous but not quickly found on the internet.",
        _PAPER,
        (
            "Who wrote the HLE questions?",
            "Who made the HLE questions?",
            "Who came up with the HLE questions?",
            "Were the HLE questions written by experts?",
        ),
    ),
    FAQEntry(
        "How is Humanity's Last Exam kept out of training data?",
        "Its data are behind terms that ask not to train on them nor to publish the questions again, and every row"
        " carries a canary string. Whether a model saw questions is not known here.",
        _DATA,
        (
            "Does HLE have a canary string?",
            "Is there a canary in HLE?",
            "How does HLE prevent contamination?",
            "How does HLE prevent training on it?",
            "Is training on HLE allowed?",
            "May I train on HLE?",
        ),
    ),
    FAQEntry(
        "Which part of Humanity's Last Exam is medical?",
        "The category Biology/Medicine, one of eight; runs have the board judged-biomedicine for it.",
        _DATA,
        (
            "Does HLE have medical questions?",
            "What is the medical part of HLE?",
            "Is there medicine in HLE?",
            "HLE medical questions?",
        ),
    ),
)
