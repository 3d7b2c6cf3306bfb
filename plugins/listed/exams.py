"""Cards of medical questions in words: licensing exams, entrance exams, abstracts, specialty boards."""

from __future__ import annotations

from datetime import date

from podium.plugins.listed.credits import MEDGEMMA, MEDGEMMA_1_5, credit, llm_stats
from podium.registry import Baseline, Board, Card, FAQEntry, Paper, Term

MEDQA = Card(
    slug="medqa",
    name="MedQA",
    aliases=("MedQA USMLE", "MedQA 4-option", "USMLE"),
    description=(
        "Multiple-choice questions of medical licensing exams in English, simplified and traditional Chinese. The"
        " English part, 12,723 questions of the United States exam in a version with four options, is the one in common"
        " use and the one that all figures here are of."
    ),
    modality="text",
    categories=("healthcare", "reasoning"),
    paper=Paper(
        title=(
            "What Disease does this Patient Have? A Large-scale Open Domain Question Answering Dataset from Medical"
            " Exams"
        ),
        authors=("Di Jin", "Eileen Pan", "Nassim Oufattole", "Wei-Hung Weng", "Hanyi Fang", "Peter Szolovits"),
        url="https://arxiv.org/abs/2009.13081",
        published=date(2020, 9, 28),
        abstract=(
            "Collects questions of professional medical exams in three languages: 12,723 English, 34,251 simplified and"
            " 14,123 traditional Chinese ones. Methods that retrieve text and then read it reach at best 36.7%, 70.1%"
            " and 42.0% on the tests of the three."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results",
            protocol=(
                "One accepted figure per model on the four-option test: HELM's where it ran the model, else the"
                " MedGemma report's or the MedGemma 1.5 report's; prompts differ, MedGemma 27B was run with test-time"
                " scaling."
            ),
            headline=True,
            unit="question",
        ),
        Board(
            "helm",
            metric="accuracy",
            metric_name="accuracy",
            title="HELM",
            protocol="Run by Stanford CRFM's HELM (Lite) under one protocol: the four-option test, exact match.",
            unit="question",
            aliases=("Stanford HELM", "CRFM", "HELM Lite"),
        ),
    ),
    splits={"train": 10_178, "dev": 1_272, "test": 1_273},
    unit="question",
    sizes={"English questions": 12_723, "options per question": 4},
    measures="The share of questions of a medical licensing exam that are answered correctly; guessing gives 0.25.",
    dataset_url="https://github.com/jind11/MedQA",
    licence="MIT",
    access="open",
    related=("medmcqa", "pubmedqa", "medxpertqa", "mmlu"),
    baselines=(Baseline("Random choice", 0.25, "https://arxiv.org/abs/2009.13081"),),
    faq=(
        FAQEntry(
            "What is mixed on the MedQA board?",
            "HELM's runs under one protocol and Google's figures of two reports, with other prompts; MedGemma 27B was"
            " run with test-time scaling. The board helm holds HELM's alone.",
            MEDGEMMA,
            ("Are the MedQA results comparable?", "Is the MedQA board one protocol?"),
        ),
        FAQEntry(
            "Where are the questions of MedQA from?",
            "From medical licensing exams of the United States, mainland China and Taiwan; the figures here are of the"
            " United States part (USMLE).",
            "https://arxiv.org/abs/2009.13081",
            (
                "Where do the MedQA questions come from?",
                "Where do the questions of MedQA come from?",
                "Who wrote the MedQA questions?",
                "Which exam is MedQA from?",
            ),
        ),
        FAQEntry(
            "How does MedQA differ from MedMCQA?",
            "MedQA is from licensing exams, mostly cases of patients, 12,723 questions in English; MedMCQA is from"
            " Indian entrance exams of postgraduates, more than 193,000 mostly short questions.",
            "https://arxiv.org/abs/2203.14371",
            ("Is MedQA the same as MedMCQA?", "What is the difference between MedQA and MedMCQA?"),
        ),
    ),
    sources=credit("helm-eee", "vendor-paper"),
    research_use_only=True,
)

#: What the MedGemma reports' figures of questions in words have in common.
_REPORTS = (
    "Google's figures of the MedGemma report, where MedGemma 27B was run with test-time scaling, and of the MedGemma"
    " 1.5 report, whose settings are not stated; competitors' models were measured by Google too."
)

MEDMCQA = Card(
    slug="medmcqa",
    name="MedMCQA",
    description=(
        "193,155 multiple-choice questions, by the authors' table, of Indian entrance exams for postgraduate medicine"
        " (AIIMS and NEET PG), in 21 subjects and about 2,400 topics, with explanations of the answers. The answers of"
        " the test part are not public; which part the figures here are of is not stated."
    ),
    modality="text",
    categories=("healthcare",),
    paper=Paper(
        title="MedMCQA: A Large-scale Multi-Subject Multi-Choice Dataset for Medical domain Question Answering",
        authors=("Ankit Pal", "Logesh Kumar Umapathi", "Malaikannan Sankarasubbu"),
        url="https://arxiv.org/abs/2203.14371",
        published=date(2022, 3, 27),
        abstract=(
            "Presents more than 194,000 questions of two Indian entrance exams with options, right answers and"
            " explanations, over 21 medical subjects and 2,400 topics, which ask for many kinds of reasoning."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results",
            protocol=_REPORTS,
            headline=True,
            unit="question",
        ),
    ),
    unit="question",
    sizes={"questions": 193_155, "subjects": 21},
    measures="The share of questions of medical entrance exams that are answered correctly; guessing gives 0.25.",
    dataset_url="https://github.com/MedMCQA/MedMCQA",
    licence="Apache-2.0",
    access="open",
    related=("medqa", "pubmedqa", "medxpertqa"),
    faq=(
        FAQEntry(
            "What is mixed on the MedMCQA board?",
            "Two reports of Google: in the first MedGemma 27B was run with test-time scaling, the second states no"
            " settings. Competitors' models were measured by Google.",
            MEDGEMMA,
            ("Are the MedMCQA results comparable?", "Is the MedMCQA board one protocol?"),
        ),
        FAQEntry(
            "Where are the questions of MedMCQA from?",
            "From the Indian entrance exams AIIMS PG and NEET PG since 1991 and from mock and online tests for them.",
            "https://github.com/medmcqa/medmcqa",
            (
                "Where do the MedMCQA questions come from?",
                "Where do the questions of MedMCQA come from?",
                "Who wrote the MedMCQA questions?",
                "Which exam is MedMCQA from?",
            ),
        ),
    ),
    sources=credit("vendor-paper"),
    research_use_only=True,
)

PUBMEDQA = Card(
    slug="pubmedqa",
    name="PubMedQA",
    description=(
        "Research questions to be answered yes, no or maybe from the abstract of a paper in PubMed without its"
        " conclusion. Experts labelled 1,000 of them, which are used for scoring; more come without labels or were made"
        " by machine, for training."
    ),
    modality="text",
    categories=("healthcare", "reasoning"),
    paper=Paper(
        title="PubMedQA: A Dataset for Biomedical Research Question Answering",
        authors=("Qiao Jin", "Bhuwan Dhingra", "Zhengping Liu", "William Cohen", "Xinghua Lu"),
        url="https://arxiv.org/abs/1909.06146",
        published=date(2019, 9, 13),
        abstract=(
            "Takes research questions from titles of papers and asks for the answer that the abstract's conclusion"
            " gives, from the rest of the abstract, much of it figures. The best model of then answers 68.1%, one"
            " person 78.0%, always the most frequent answer 55.2%."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results",
            protocol=_REPORTS + " MedGemma 1.5 4B's is from its model card.",
            headline=True,
            unit="question",
        ),
    ),
    unit="question",
    sizes={"questions labelled by experts": 1_000},
    measures="The share of research questions answered as the paper's own conclusion answers them: yes, no or maybe.",
    dataset_url="https://pubmedqa.github.io/",
    licence="MIT",
    access="open",
    related=("medqa", "medmcqa"),
    baselines=(
        Baseline("One human annotator", 0.78, "https://arxiv.org/abs/1909.06146"),
        Baseline("Most frequent answer", 0.552, "https://arxiv.org/abs/1909.06146"),
    ),
    faq=(
        FAQEntry(
            "What is mixed on the PubMedQA board?",
            "Two reports of Google and a model card: in the first MedGemma 27B was run with test-time scaling, the"
            " second states no settings. Competitors' models were measured by Google.",
            MEDGEMMA_1_5,
            ("Are the PubMedQA results comparable?", "Is the PubMedQA board one protocol?"),
        ),
        FAQEntry(
            "Where are the questions of PubMedQA from?",
            "They are titles of papers in PubMed, or made from them; the answer is what its conclusion says.",
            "https://arxiv.org/abs/1909.06146",
            (
                "Where do the PubMedQA questions come from?",
                "Where do the questions of PubMedQA come from?",
                "Who wrote the PubMedQA questions?",
                "Where do the PubMedQA abstracts come from?",
            ),
        ),
    ),
    sources=credit("vendor-paper", "vendor-card"),
    research_use_only=True,
)

_MEDXPERT = "https://arxiv.org/abs/2501.18362"


def _part(slug: str, title: str, protocol: str, aliases: tuple[str, ...], headline: bool = False) -> Board:
    return Board(
        slug,
        metric="accuracy",
        metric_name="accuracy",
        title=title,
        protocol=protocol,
        headline=headline,
        unit="question",
        aliases=aliases,
    )


MEDXPERTQA = Card(
    slug="medxpertqa",
    name="MedXpertQA",
    aliases=("MedXpert", "MedXpertQA MM"),
    description=(
        "4,460 hard questions in the manner of specialty board exams, over 17 specialties and 11 body systems: a part"
        " in words (Text) and a part with clinical images (MM). They were filtered to be hard, and rewritten so that"
        " models do not know them by heart. Figures of the parts are not comparable and have boards of their own."
    ),
    modality="multimodal",
    categories=("healthcare", "reasoning", "multimodal"),
    paper=Paper(
        title="MedXpertQA: Benchmarking Expert-Level Medical Reasoning and Understanding",
        authors=(
            "Yuxin Zuo",
            "Shang Qu",
            "Yifei Li",
            "Zhangren Chen",
            "Xuekai Zhu",
            "Ermo Hua",
            "Kaiyan Zhang",
            "Ning Ding",
            "Bowen Zhou",
        ),
        url=_MEDXPERT,
        published=date(2025, 1, 30),
        abstract=(
            "Collects questions of medical exams and specialty boards, keeps those that models and people find hard,"
            " rewrites them against leakage and has experts review them. 17 models are tested, and a part that needs"
            " reasoning is set apart for models that think first."
        ),
    ),
    boards=(
        _part(
            "multimodal",
            "Multimodal part",
            "Figures on the part with images, of makers, of the benchmark's authors and of competitors' comparison"
            " columns; prompts and thinking differ.",
            ("multimodal subset",),
            headline=True,
        ),
        _part(
            "text",
            "Text part",
            "Figures on the part in words, of the benchmark's authors and of the MedGemma report.",
            ("MedXpertQA Text", "text only", "text subset"),
        ),
        _part(
            "whole",
            "Text and multimodal parts together",
            "Google's figures on both parts together, of the MedGemma reports and model card.",
            ("text and multimodal", "both parts"),
        ),
        _part(
            "reported",
            "Part not stated",
            "Makers' figures whose source does not say whether they are of the text part, of the multimodal part or of"
            " both.",
            ("part not stated", "unstated part"),
        ),
    ),
    unit="question",
    sizes={"questions": 4_460, "specialties": 17, "body systems": 11},
    measures="The share of hard questions of medical specialty boards that are answered correctly.",
    dataset_url="https://github.com/TsinghuaC3I/MedXpertQA",
    licence="MIT",
    access="open",
    related=("medqa", "medmcqa", "healthbench", "hle"),
    faq=(
        FAQEntry(
            "What is mixed on the MedXpertQA boards?",
            "The parts are kept apart: images (the main board), text, both together, and figures whose source does not"
            " say. On each, prompts and how long a model thinks differ.",
            _MEDXPERT,
            (
                "Are the MedXpertQA results comparable?",
                "Is the MedXpertQA board one protocol?",
                "Does MedXpertQA mix text and images?",
                "Which part of MedXpertQA are the scores of?",
            ),
        ),
        FAQEntry(
            "Where are the questions of MedXpertQA from?",
            "From medical exams and boards of 17 specialties, filtered for difficulty, rewritten against leakage and"
            " reviewed by experts.",
            _MEDXPERT,
            (
                "Where do the MedXpertQA questions come from?",
                "Where do the questions of MedXpertQA come from?",
                "Who wrote the MedXpertQA questions?",
                "Which exams is MedXpertQA from?",
            ),
        ),
        FAQEntry(
            "How does MedXpertQA differ from MedQA?",
            "Its questions are of specialty boards, filtered to be harder and rewritten, and a part of them has images;"
            " MedQA is of the licensing exam, in words only.",
            _MEDXPERT,
            ("Is MedXpertQA harder than MedQA?", "What is the difference between MedQA and MedXpertQA?"),
        ),
    ),
    terms=(
        Term("MM part", "The part of MedXpertQA whose questions come with clinical images.", ("MM subset",), _MEDXPERT),
    ),
    listings=llm_stats("medxpertqa", 12, "2026"),
    sources=credit(
        "vendor-paper", "vendor-card", "benchmark-paper", "llmstats-page", "llmstats-repo", "phaseo", "zenheart-evals"
    ),
    research_use_only=True,
)

CARDS = (MEDQA, MEDMCQA, PUBMEDQA, MEDXPERTQA)
