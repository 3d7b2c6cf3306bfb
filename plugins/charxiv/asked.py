"""What else people ask of CharXiv-R: its judge, its charts, its questions, its answers."""

from __future__ import annotations

from podium.registry import FAQEntry

_CODE = "https://github.com/princeton-nlp/CharXiv"
_DATA = "https://huggingface.co/datasets/princeton-nlp/CharXiv"

ASKED = (
    FAQEntry(
        "Does CharXiv-R allow a tolerance for numbers?",
        "No: a number must have the same value as the reference; only its notation is free, so that 0.01 and 10^-2 are"
        " equal.",
        _CODE,
        (
            "Is there a numeric tolerance on CharXiv?",
            "How strict is the CharXiv judge?",
            "Do CharXiv numbers have to match exactly?",
            "Must CharXiv answers match exactly?",
            "CharXiv tolerance?",
        ),
    ),
    FAQEntry(
        "Where are the charts of CharXiv from?",
        "From papers on arXiv of the years 2020 to 2023 in eight fields: computer science, economics, electrical"
        " engineering and systems science, mathematics, physics, quantitative biology, quantitative finance and"
        " statistics.",
        _DATA,
        (
            "Where do the CharXiv charts come from?",
            "Where do the charts of CharXiv come from?",
            "Which fields do the CharXiv charts cover?",
            "Which fields does CharXiv cover?",
            "Are the CharXiv charts real?",
            "Where do the CharXiv images come from?",
        ),
    ),
    FAQEntry(
        "Who wrote the questions of CharXiv-R?",
        "Of the 1,000 validation questions 600 were made by hand, 216 were inspired by a GPT model and 184 come from"
        " one.",
        _DATA,
        (
            "Who wrote the CharXiv questions?",
            "Where are the questions of CharXiv-R from?",
            "Where do the CharXiv questions come from?",
            "Are the CharXiv questions made by GPT?",
        ),
    ),
    FAQEntry(
        "Are CharXiv-R answers numbers or words?",
        "Both: of the 1,000 validation questions 461 want a number and 539 a text; 672 of the answers stand in the"
        " chart itself.",
        _DATA,
        (
            "What kinds of answers does CharXiv have?",
            "What types of answers does CharXiv have?",
            "How many CharXiv answers are numbers?",
            "Which answer types does CharXiv-R have?",
        ),
    ),
)
