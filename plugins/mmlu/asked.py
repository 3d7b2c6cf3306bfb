"""What else people ask of MMLU: its form, its files, its groups, how its score is made."""

from __future__ import annotations

from podium.registry import FAQEntry

_CODE = "https://github.com/hendrycks/test"
_DATA = "https://huggingface.co/datasets/cais/mmlu"

ASKED = (
    FAQEntry(
        "Is MMLU multiple choice?",
        "Yes: every question has four options, A to D, one of which is right; guessing gives 0.25 on average.",
        _CODE,
        (
            "MMLU multiple choice?",
            "Is MMLU a multiple choice test?",
            "Is MMLU multiple choice or open ended?",
            "Does MMLU use multiple choice?",
            "Are all MMLU questions multiple choice?",
            "Does MMLU have open-ended questions?",
        ),
    ),
    FAQEntry(
        "Are the MMLU test answers public?",
        "Yes: all 14,042 test questions are open to everyone with their answers, and no part is held back. So a model"
        " may have seen them.",
        _DATA,
        (
            "Is the MMLU test set public?",
            "Is the MMLU test set hidden?",
            "MMLU answers public?",
            "Are the MMLU answers on the internet?",
            "Are the answers to MMLU public?",
            "Does MMLU have a hidden test set?",
            "Are the MMLU answers available?",
        ),
    ),
    FAQEntry(
        "Which groups do the MMLU subjects form?",
        "The authors' four: STEM (18 subjects, 3,018 test questions), humanities (13; 4,705), social sciences (12;"
        " 3,077) and other, which is business, health and more (14; 3,242). lm-evaluation-harness counts anatomy as"
        " STEM.",
        _CODE,
        (
            "What are the four groups of MMLU?",
            "Which groups does MMLU have?",
            "MMLU subject groups?",
            "How many STEM subjects does MMLU have?",
            "How many STEM questions are in MMLU?",
            "How are the MMLU subjects grouped?",
            "What is MMLU STEM?",
        ),
    ),
    FAQEntry(
        "Where do the MMLU few-shot examples come from?",
        "From the dev split: 285 questions, five a subject. Besides there are 1,531 validation questions and 99,842 for"
        " training, which are from other tests (auxiliary_train).",
        _DATA,
        (
            "Does MMLU have a training set?",
            "What is auxiliary_train in MMLU?",
        ),
    ),
    FAQEntry(
        "Is the MMLU score over questions or over subjects?",
        "Over all questions (micro), so that large subjects weigh more. The mean over the 57 subjects (macro), which"
        " some leaderboards used, differs by one or two points.",
        _CODE,
        (
            "Is MMLU micro or macro averaged?",
            "MMLU micro or macro?",
            "Is MMLU accuracy micro or macro?",
            "Does every MMLU subject weigh the same?",
            "How is the MMLU average computed?",
            "Is the MMLU average weighted?",
        ),
    ),
    FAQEntry(
        "Which subject of MMLU is the largest?",
        "Professional law with 1,534 of the 14,042 test questions, before moral scenarios with 895; the smallest"
        " subjects have 100.",
        _CODE,
        (
            "What is the largest MMLU subject?",
            "What is the biggest subject of MMLU?",
            "Which MMLU subject has the most questions?",
        ),
    ),
)
