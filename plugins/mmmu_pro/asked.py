"""What else people ask of MMMU-Pro: its forms, where its questions are from, its answers."""

from __future__ import annotations

from podium.registry import FAQEntry

_CODE = "https://github.com/MMMU-Benchmark/MMMU"
_DATA = "https://huggingface.co/datasets/MMMU/MMMU_Pro"
_PAPER = "https://arxiv.org/abs/2409.02813"

ASKED = (
    FAQEntry(
        "Is MMMU-Pro multiple choice?",
        "Yes, all of its questions are, unlike on MMMU; most have ten options.",
        _DATA,
        (
            "MMMU-Pro multiple choice?",
            "Does MMMU-Pro use multiple choice?",
            "Are all MMMU-Pro questions multiple choice?",
            "Is MMMU-Pro multiple choice or open ended?",
            "Does MMMU-Pro have open questions?",
        ),
    ),
    FAQEntry(
        "Are the MMMU-Pro answers public?",
        "Yes: the 1,730 questions are open to everyone with their answers, though 1,153 of them were among MMMU's test"
        " questions.",
        _DATA,
        (
            "Is the MMMU-Pro test set public?",
            "Is the MMMU-Pro test set hidden?",
            "Are the MMMU-Pro test answers public?",
            "MMMU-Pro answers public?",
            "Does MMMU-Pro have a hidden test set?",
        ),
    ),
    FAQEntry(
        "Where are the questions of MMMU-Pro from?",
        "All from MMMU: 1,153 from its test split and 577 from its validation split.",
        _DATA,
        (
            "Where do the MMMU-Pro questions come from?",
            "Where do the questions of MMMU-Pro come from?",
            "Are the MMMU-Pro questions from MMMU?",
            "Does MMMU-Pro contain MMMU questions?",
            "Does MMMU-Pro share questions with MMMU?",
        ),
    ),
    FAQEntry(
        "Which part of MMMU-Pro is medical?",
        "The discipline Health and Medicine with 286 of the 1,730 questions, in five subjects; runs have the boards"
        " health-standard10-cot and health-vision-cot for it.",
        _DATA,
        (
            "What is the medical part of MMMU-Pro?",
            "How many medical questions does MMMU-Pro have?",
            "Does MMMU-Pro have medical questions?",
            "What are the medical subjects of MMMU-Pro?",
        ),
    ),
    FAQEntry(
        "Is there a four-option form of MMMU-Pro?",
        "Yes, the configuration standard (4 options), of 1,730 questions too. It shows what more options cost and is"
        " no part of the overall score.",
        _DATA,
        (
            "Does MMMU-Pro have a version with four options?",
            "What is MMMU-Pro standard with four options?",
            "Does the four-option form of MMMU-Pro count?",
        ),
    ),
    FAQEntry(
        "Is chain of thought used on MMMU-Pro?",
        "The authors have prompts with and without it (direct), both zero-shot; chain of thought generally helps. Runs"
        " have a board for each; of a vendor's figure the setting says what is known.",
        _CODE,
        (
            "Is MMMU-Pro run with chain of thought?",
            "Is MMMU-Pro direct or CoT?",
        ),
    ),
)
