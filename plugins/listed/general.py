"""Cards of general questions with a part about health: SuperGPQA and TruthfulQA."""

from __future__ import annotations

from datetime import date

from podium.plugins.listed.credits import credit, llm_stats
from podium.registry import Board, Card, FAQEntry, Paper, Term

_SUPERGPQA = "https://arxiv.org/abs/2502.14739"
_TRUTHFULQA = "https://arxiv.org/abs/2109.07958"

SUPERGPQA = Card(
    slug="supergpqa",
    name="SuperGPQA",
    description=(
        "Multiple-choice questions of graduate level, about 26,000 in 285 disciplines of 13 fields, medicine among them"
        " and many that other sets leave out, such as agriculture, light industry and services."
    ),
    modality="text",
    categories=("reasoning", "general", "math", "legal", "healthcare", "finance"),
    paper=Paper(
        title="SuperGPQA: Scaling LLM Evaluation across 285 Graduate Disciplines",
        authors=("M-A-P Team",),
        url=_SUPERGPQA,
        published=date(2025, 2, 20),
        abstract=(
            "Collects questions of graduate level over 285 disciplines and removes trivial and ambiguous ones in turns"
            " between models and experts, more than 80 annotators. The best model of then, DeepSeek-R1, answers 61.82%"
            " of them."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results",
            protocol=(
                "One accepted figure per model as published; base and instructed models are mixed, shots and thinking"
                " differ or are not stated, and Qwen's comparison columns are among them."
            ),
            headline=True,
            unit="question",
        ),
    ),
    unit="question",
    sizes={"disciplines": 285, "fields": 13},
    measures="The share of multiple-choice questions of graduate level that are answered correctly.",
    dataset_url="https://huggingface.co/datasets/m-a-p/SuperGPQA",
    access="open",
    related=("mmlu-pro", "mmlu", "hle"),
    faq=(
        FAQEntry(
            "What is mixed on the SuperGPQA board?",
            "Base and instructed models, with and without thinking, with shots that are mostly not stated; figures of"
            " other makers' models are from Qwen's comparison columns. The setting of a row tells what is known.",
            _SUPERGPQA,
            ("Are the SuperGPQA results comparable?", "Is the SuperGPQA board one protocol?"),
        ),
        FAQEntry(
            "Where are the questions of SuperGPQA from?",
            "Experts collected them for 285 disciplines; trivial and ambiguous ones were removed in turns between"
            " models and experts.",
            _SUPERGPQA,
            (
                "Where do the SuperGPQA questions come from?",
                "Where do the questions of SuperGPQA come from?",
                "Who wrote the SuperGPQA questions?",
            ),
        ),
        FAQEntry(
            "How many questions are in SuperGPQA?",
            "25,957 by LLM Stats, 26,529 by its makers' announcement; which of them a figure is of is not stated.",
            "https://2077ai.com/blog/2077AI-SuperGPQA",
            ("How big is SuperGPQA?", "What is the size of SuperGPQA?"),
        ),
        FAQEntry(
            "Is SuperGPQA the same as GPQA?",
            "No: GPQA is an older set of 448 questions of biology, physics and chemistry; it is not listed here.",
            "https://2077ai.com/blog/2077AI-SuperGPQA",
            ("How does SuperGPQA differ from GPQA?",),
        ),
    ),
    listings=llm_stats("supergpqa", 8, "2025-10-16"),
    sources=credit("phaseo", "zenheart-evals", "llmstats-repo"),
)

TRUTHFULQA = Card(
    slug="truthfulqa",
    name="TruthfulQA",
    description=(
        "817 questions in 38 topics, health, law and finance among them, that some people answer with a common"
        " misconception. A model does well that does not repeat what is often written and wrong. It can be asked with"
        " options, one of them true (MC1) or several (MC2), or in free words."
    ),
    modality="text",
    categories=("general", "reasoning", "legal", "healthcare", "finance"),
    paper=Paper(
        title="TruthfulQA: Measuring How Models Mimic Human Falsehoods",
        authors=("Stephanie Lin", "Jacob Hilton", "Owain Evans"),
        url=_TRUTHFULQA,
        published=date(2021, 9, 8),
        abstract=(
            "Presents questions whose false answers are to be learned from texts of people. In free words the best"
            " model of then is truthful on 58% of them, people on 94%; larger models are the less truthful ones, so"
            " that more of the same training is no remedy."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results",
            protocol=(
                "One accepted figure per model as published by its maker. Scorings with one true option and with"
                " several are mixed, because most sources do not say which, and so are numbers of shots."
            ),
            headline=True,
            unit="question",
        ),
        Board(
            "mc2",
            metric="mc2",
            metric_name="MC2 (several true options)",
            title="MC2",
            protocol="Makers' figures stated to be MC2, with ten shots: the share of probability on true options.",
            unit="question",
            aliases=("MC 2", "multiple true"),
        ),
    ),
    unit="question",
    sizes={"questions": 817, "topics": 38},
    measures="How often a model prefers the true answer where a common misconception suggests itself.",
    dataset_url="https://github.com/sylinrl/TruthfulQA",
    access="open",
    related=("mmlu", "mmlu-pro"),
    faq=(
        FAQEntry(
            "What is mixed on the TruthfulQA board?",
            "Scorings with one true option (MC1) and with several (MC2), and numbers of shots: most sources do not say"
            " which. The one figure that is stated to be MC2 has the board mc2.",
            _TRUTHFULQA,
            (
                "Are the TruthfulQA results comparable?",
                "Is the TruthfulQA board one protocol?",
                "Are the TruthfulQA scores MC1 or MC2?",
            ),
        ),
        FAQEntry(
            "Where are the questions of TruthfulQA from?",
            "The authors wrote them so that some people would answer falsely, out of a misconception.",
            _TRUTHFULQA,
            (
                "Where do the TruthfulQA questions come from?",
                "Where do the questions of TruthfulQA come from?",
                "Who wrote the TruthfulQA questions?",
            ),
        ),
    ),
    terms=(
        Term(
            "MC1",
            "The scoring of TruthfulQA in which one of the options is true: the share of questions on which the model"
            " finds it the likeliest.",
            ("single-true", "MC 1"),
            _TRUTHFULQA,
        ),
        Term(
            "MC2",
            "The scoring of TruthfulQA in which several options are true: the share of the model's probability that"
            " falls on them.",
            ("multiple-true", "MC 2"),
            _TRUTHFULQA,
        ),
    ),
    listings=llm_stats("truthfulqa", 16, "2025-10-16"),
    sources=credit("llmstats-repo", "phaseo"),
)

CARDS = (SUPERGPQA, TRUTHFULQA)
