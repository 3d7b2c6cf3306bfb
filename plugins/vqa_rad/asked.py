"""What else people ask of VQA-RAD: its form and its files."""

from __future__ import annotations

from podium.registry import FAQEntry

_PAPER = "https://doi.org/10.1038/sdata.2018.251"

ASKED = (
    FAQEntry(
        "Is VQA-RAD multiple choice?",
        "No: no options are given. Some questions are to be answered yes or no (closed), the others in words (open).",
        _PAPER,
        (
            "VQA-RAD multiple choice?",
            "Is VQA-RAD yes or no?",
            "Are the VQA-RAD questions yes/no?",
            "Are the VQA-RAD questions open or closed?",
            "Does VQA-RAD have open questions?",
        ),
    ),
    FAQEntry(
        "Are the VQA-RAD test answers public?",
        "Yes: the whole set, test split and answers included, is free to use (CC0 1.0).",
        _PAPER,
        (
            "Is the VQA-RAD test set public?",
            "Is the VQA-RAD test set hidden?",
            "VQA-RAD answers public?",
            "Are the answers to VQA-RAD public?",
        ),
    ),
)
