"""What MMLU-Pro states about itself."""

from __future__ import annotations

from datetime import date

from podium.registry import Board, Card, FAQEntry, Observation, Paper, SiteListing, Source

_DATA = "https://huggingface.co/datasets/TIGER-Lab/MMLU-Pro"

CARD = Card(
    slug="mmlu-pro",
    name="MMLU-Pro",
    aliases=("Massive Multitask Language Understanding Pro",),
    description=(
        "A harder successor of MMLU: more than 12,000 questions (12,032 in the test split) in 14 domains, with up to"
        " ten options instead of four and more weight on problems that must be worked out. Accuracy falls by 16% to"
        " 33% against MMLU. It is usually run with five worked examples and chain of thought."
    ),
    modality="text",
    categories=("healthcare", "language", "reasoning", "math", "general"),
    paper=Paper(
        title="MMLU-Pro: A More Robust and Challenging Multi-Task Language Understanding Benchmark",
        authors=(
            "Yubo Wang",
            "Xueguang Ma",
            "Ge Zhang",
            "Yuansheng Ni",
            "Abhranil Chandra",
            "Shiguang Guo",
            "Weiming Ren",
            "Aaran Arulraj",
            "Xuan He",
            "Ziyan Jiang",
        ),
        more_authors=7,
        url="https://arxiv.org/abs/2406.01574",
        published=date(2024, 6, 3),
        abstract=(
            "Extends MMLU with questions that need reasoning, widens the choice from four to ten options and removes"
            " trivial and noisy questions. Accuracy drops by 16% to 33% against MMLU; over 24 prompt styles the"
            " spread of a model's score shrinks from 4-5% to about 2%; and, unlike on MMLU, chain of thought helps."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results",
            protocol=(
                "One accepted figure per model as published; shots, answer extraction and source differ and are"
                " stated per row."
            ),
            headline=True,
            unit="question",
        ),
        Board(
            "helm",
            metric="accuracy",
            metric_name="accuracy",
            title="HELM",
            protocol=(
                "Run by Stanford CRFM's HELM under one protocol: zero-shot chain of thought on a sample of 1,000"
                " questions."
            ),
            unit="question",
        ),
        Board(
            "tiger-lab",
            metric="accuracy",
            metric_name="accuracy",
            title="TIGER-Lab",
            protocol="The benchmark authors' own runs: 5-shot chain of thought.",
            unit="question",
        ),
    ),
    splits={"test": 12_032, "validation": 70},
    unit="question",
    sizes={"domains": 14, "most options per question": 10},
    measures=(
        "The share of questions answered correctly over 14 domains; with up to ten options guessing gives far less"
        " than on MMLU."
    ),
    observations=(
        Observation("biology", description="717 test questions"),
        Observation("business", description="789 test questions"),
        Observation("chemistry", description="1,132 test questions"),
        Observation("computer science", description="410 test questions"),
        Observation("economics", description="844 test questions"),
        Observation("engineering", description="969 test questions"),
        Observation("health", description="818 test questions"),
        Observation("history", description="381 test questions"),
        Observation("law", description="1,101 test questions"),
        Observation("math", ("mathematics",), "1,351 test questions"),
        Observation("other", description="924 test questions"),
        Observation("philosophy", description="499 test questions"),
        Observation("physics", description="1,299 test questions"),
        Observation("psychology", description="798 test questions"),
    ),
    dataset_url=_DATA,
    licence="MIT (data), Apache-2.0 (code)",
    access="open",
    related=("mmlu", "hle", "mmmu-pro"),
    faq=(
        FAQEntry(
            "How does MMLU-Pro differ from MMLU?",
            "It has up to ten options instead of four, fewer trivial and noisy questions and more that need"
            " reasoning; accuracy is 16% to 33% lower than on MMLU, and chain of thought helps.",
            "https://arxiv.org/abs/2406.01574",
            ("Is MMLU-Pro harder than MMLU?", "What is the difference between MMLU and MMLU-Pro?"),
        ),
        FAQEntry(
            "How many options does an MMLU-Pro question have?",
            "Up to ten: 9,981 of the 12,032 test questions have ten, the others fewer, and five of them a single one.",
            _DATA,
            ("How many answer choices are in MMLU-Pro?",),
        ),
        FAQEntry(
            "How many examples are in the MMLU-Pro prompt?",
            "The authors use five worked examples of the same domain with chain of thought (5-shot CoT). HELM and"
            " many vendors use zero-shot chain of thought; each row states its setting where the source gives one.",
            "https://github.com/TIGER-AI-Lab/MMLU-Pro",
            ("Is MMLU-Pro 5-shot?", "Is chain of thought used on MMLU-Pro?"),
        ),
        FAQEntry(
            "Why do MMLU-Pro scores for the same model differ?",
            "Mostly because of how the answer is read from the reply. On the authors' own released outputs the"
            " strictest reading, the full cascade and the cascade with a random guess for unread replies differ by"
            " 0.35 to 2.1 points. HELM's figures also rest on a sample of 1,000 questions.",
            "https://github.com/TIGER-AI-Lab/MMLU-Pro",
            ("Are MMLU-Pro scores comparable?",),
        ),
    ),
    listings=(SiteListing("LLM Stats", "https://llm-stats.com/benchmarks/mmlu-pro", 127, "2026-06"),),
    sources=(
        Source("llmstats-repo", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("helm-eee", "HELM, Stanford CRFM, through Every Eval Ever", "MIT"),
        Source("tiger-lab-readme", "TIGER-Lab, the MMLU-Pro repository named in source_url", "facts"),
        Source("vendor-paper", "the paper named in source_url", "facts"),
        Source("vendor-readme", "the vendor's repository named in source_url", "facts"),
        Source("phaseo", "the vendor page named in cited_url, second-hand", "facts"),
        Source("zenheart-evals", "the vendor page named in cited_url, second-hand", "facts"),
    ),
)
