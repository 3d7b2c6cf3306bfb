"""What else people ask of MMMU: its hidden test, its images, its disciplines, its prompt."""

from __future__ import annotations

from podium.registry import FAQEntry

_CODE = "https://github.com/MMMU-Benchmark/MMMU"
_DATA = "https://huggingface.co/datasets/MMMU/MMMU"
_PAPER = "https://arxiv.org/abs/2311.16502"

ASKED = (
    FAQEntry(
        "Are the MMMU test answers public?",
        "No: the answers of the 10,500 test questions are hidden, and answers to them are scored at EvalAI. Those of"
        " the 150 dev and 900 validation questions are public.",
        _DATA,
        (
            "Is the MMMU test set public?",
            "Is the MMMU test set hidden?",
            "MMMU test answers public?",
            "Are the answers to MMMU public?",
            "Does MMMU have a hidden test set?",
        ),
    ),
    FAQEntry(
        "How many images can an MMMU question have?",
        "Up to seven; marks in the text say where each belongs, and options may be images too.",
        _DATA,
        (
            "How many images does an MMMU question have?",
            "Does an MMMU question have several images?",
            "Can MMMU questions have more than one image?",
            "Can MMMU questions have several images?",
            "Do MMMU questions have multiple images?",
            "How many images per question does MMMU have?",
        ),
    ),
    FAQEntry(
        "Which kinds of images are in MMMU?",
        "Some thirty kinds: charts, diagrams, maps, tables, music sheets, chemical structures and more, clinical"
        " images among them.",
        _PAPER,
        (
            "What kinds of images does MMMU have?",
            "What types of images are in MMMU?",
            "Which image types does MMMU have?",
            "MMMU image types?",
            "Does MMMU have charts?",
        ),
    ),
    FAQEntry(
        "What are the six disciplines of MMMU?",
        "Art and Design, Business, Science, Health and Medicine, Humanities and Social Science, and Tech and"
        " Engineering; 30 subjects belong to them, with 30 validation questions each.",
        _CODE,
        ("Which six disciplines are in MMMU?",),
    ),
)
