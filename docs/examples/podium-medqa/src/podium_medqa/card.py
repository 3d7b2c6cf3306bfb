"""What the benchmark states about itself."""

from __future__ import annotations

from datetime import date

from podium.registry import Baseline, Board, Card, FAQEntry, Observation, Paper

_PAPER = "https://arxiv.org/abs/2009.13081"
_HOME = "https://github.com/jind11/MedQA"

#: The board that runs on the whole test enter.
BOARD = "letters-0shot"
#: Questions per split.
SPLITS = {"train": 10_178, "dev": 1_272, "test": 1_273}

CARD = Card(
    slug="medqa-us",
    name="MedQA-US",
    aliases=("MedQA US four options", "MedQA US letters"),
    description=(
        "The English part of MedQA: 12,723 questions of the United States medical licensing exam, most of them the case"
        " of a patient, in the version with four options. Here they are asked by one protocol, without solved examples:"
        " the likeliest of four letters."
    ),
    modality="text",
    categories=("healthcare", "reasoning"),
    paper=Paper(
        title=(
            "What Disease does this Patient Have? A Large-scale Open Domain Question Answering Dataset from Medical"
            " Exams"
        ),
        authors=("Di Jin", "Eileen Pan", "Nassim Oufattole", "Wei-Hung Weng", "Hanyi Fang", "Peter Szolovits"),
        url=_PAPER,
        published=date(2020, 9, 28),
        abstract=(
            "Collects questions of professional medical exams in three languages and shows that methods which retrieve"
            " text and then read it answer few of them; the English part has 12,723 questions."
        ),
    ),
    boards=(
        Board(
            BOARD,
            metric="accuracy",
            metric_name="accuracy",
            title="Likeliest letter, runs stored here",
            protocol=(
                "Share of the 1,273 test questions with four options that are right: no solved examples, question and"
                " lettered options, the likeliest of four letters after Answer:; runs stored in this registry."
            ),
            headline=True,
            split="test",
            unit="question",
        ),
    ),
    splits=SPLITS,
    unit="question",
    sizes={"questions": sum(SPLITS.values()), "options per question": 4},
    measures="The share of questions of a medical licensing exam that are answered correctly; guessing gives 0.25.",
    observations=(
        Observation("Step 1", (), "Basic sciences."),
        Observation("Step 2 and 3", (), "Clinical knowledge and care of patients."),
    ),
    dataset_url=_HOME,
    licence="MIT",
    access="open",
    related=("medqa", "medmcqa", "mmlu"),
    baselines=(Baseline("Random choice", 0.25, _PAPER, board=BOARD),),
    faq=(
        FAQEntry(
            "How does MedQA-US differ from the MedQA board?",
            "The questions are the same test. The MedQA board lists published figures made with different prompts; the"
            " MedQA-US board holds runs by one protocol only, so their numbers are not comparable.",
            _HOME,
            ("Is MedQA-US the same as MedQA?",),
        ),
        FAQEntry(
            "How is MedQA-US asked?",
            "Without solved examples: the question, its four options after their letters, and Answer:. The likeliest of"
            " the four letters counts.",
            _HOME,
            ("What prompt does MedQA-US use?",),
        ),
        FAQEntry(
            "Can MedQA-US scores be relied on in the clinic?",
            "No. They are for research only: an exam asks less than a patient does.",
            _PAPER,
        ),
    ),
    research_use_only=True,
)
