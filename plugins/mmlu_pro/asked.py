"""What else people ask of MMLU-Pro: its form, where its questions are from, guessing, its files."""

from __future__ import annotations

from podium.registry import FAQEntry

_CODE = "https://github.com/TIGER-AI-Lab/MMLU-Pro"
_DATA = "https://huggingface.co/datasets/TIGER-Lab/MMLU-Pro"

ASKED = (
    FAQEntry(
        "Is MMLU-Pro multiple choice?",
        "Yes: every question has lettered options, A to J at most, one of which is right. The model thinks aloud"
        " first, and the letter is read from its reply.",
        _DATA,
        (
            "MMLU-Pro multiple choice?",
            "Is MMLU-Pro a multiple choice test?",
            "Does MMLU-Pro use multiple choice?",
            "Is MMLU-Pro multiple choice or open ended?",
            "Are all MMLU-Pro questions multiple choice?",
            "Does MMLU-Pro have essay questions?",
        ),
    ),
    FAQEntry(
        "Where are the questions of MMLU-Pro from?",
        "6,810 of the 12,032 test questions are from MMLU, 4,083 from stemez, 598 from TheoremQA and 541 from SciBench,"
        " as their column src says.",
        _DATA,
        (
            "Where do the MMLU-Pro questions come from?",
            "Where do the questions of MMLU-Pro come from?",
            "How many MMLU-Pro questions are from MMLU?",
            "How many MMLU-Pro questions were taken from MMLU?",
            "Which sources does MMLU-Pro draw on?",
            "What are the sources of MMLU-Pro?",
            "Does MMLU-Pro contain MMLU questions?",
        ),
    ),
    FAQEntry(
        "What does guessing give on MMLU-Pro?",
        "About 0.111, computed from the numbers of options of all test questions; ten options alone would give 0.1.",
        _DATA,
        (
            "What is the random baseline of MMLU-Pro?",
            "MMLU-Pro random baseline?",
            "What is the guess rate on MMLU-Pro?",
            "What is chance level on MMLU-Pro?",
            "MMLU-Pro chance level?",
            "What does random guessing give on MMLU-Pro?",
            "What score does random guessing get on MMLU-Pro?",
            "What would a random guesser score on MMLU-Pro?",
        ),
    ),
    FAQEntry(
        "Are the MMLU-Pro test answers public?",
        "Yes: all 12,032 test questions are open to everyone with their answers, and no part is held back. So a model"
        " may have seen them.",
        _DATA,
        (
            "Is the MMLU-Pro test set public?",
            "Is the MMLU-Pro test set hidden?",
            "MMLU-Pro answers public?",
            "Are the answers to MMLU-Pro public?",
            "Does MMLU-Pro have a hidden test set?",
        ),
    ),
    FAQEntry(
        "Are there errors in MMLU-Pro?",
        "The makers know of 159 duplicates, in health and law, and leave them in; they mended typos in July 2024. An"
        " early revision had 12,187 test questions, so Podium pins one with 12,032.",
        _DATA,
        (
            "Are there duplicates in MMLU-Pro?",
            "Are there duplicate questions in MMLU-Pro?",
            "How many duplicates does MMLU-Pro have?",
            "Did MMLU-Pro change over time?",
            "Are there several versions of MMLU-Pro?",
            "Which revision of MMLU-Pro does Podium use?",
            "Are there wrong answers in MMLU-Pro?",
        ),
    ),
    FAQEntry(
        "Where do the MMLU-Pro few-shot examples come from?",
        "From the validation split: its 70 questions, five a category, come with written-out reasoning.",
        _DATA,
        ("Does MMLU-Pro have a training set?",),
    ),
    FAQEntry(
        "Which part of MMLU-Pro is medical?",
        "The category health with 818 of the 12,032 test questions; it has the board health-cot-5shot. Biology, with"
        " 717, is a category of its own.",
        _DATA,
        (
            "What is the medical part of MMLU-Pro?",
            "How many medical questions does MMLU-Pro have?",
            "How many health questions are in MMLU-Pro?",
            "Does MMLU-Pro have medical questions?",
            "MMLU-Pro health category?",
        ),
    ),
    FAQEntry(
        "How large are the categories of MMLU-Pro?",
        "Math 1,351, physics 1,299, chemistry 1,132, law 1,101, engineering 969, other 924, economics 844, health 818,"
        " psychology 798, business 789, biology 717, philosophy 499, computer science 410 and history 381 test"
        " questions.",
        _DATA,
        (
            "How many questions does each MMLU-Pro category have?",
            "How many questions per category does MMLU-Pro have?",
            "How many questions are in each MMLU-Pro category?",
            "What is the number of questions in each MMLU-Pro category?",
            "What is the largest category of MMLU-Pro?",
            "Which MMLU-Pro category is the largest?",
        ),
    ),
    FAQEntry(
        "Is the MMLU-Pro score over questions or over categories?",
        "Over all questions (micro); the mean over the 14 categories (macro) differs from it by 0.4 to 1.9 points.",
        _CODE,
        (
            "Is MMLU-Pro micro or macro averaged?",
            "MMLU-Pro micro or macro?",
            "Does every MMLU-Pro category weigh the same?",
            "Is the MMLU-Pro average weighted?",
        ),
    ),
)
