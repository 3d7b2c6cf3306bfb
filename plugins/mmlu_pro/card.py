"""What MMLU-Pro states about itself."""

from __future__ import annotations

from datetime import date

from podium.plugins.mmlu_pro.questions import CATEGORIES
from podium.registry import (
    Board,
    Card,
    FAQEntry,
    Hub,
    Observation,
    Paper,
    SiteListing,
    Source,
    Term,
    protocol_questions,
)

_DATA = "https://huggingface.co/datasets/TIGER-Lab/MMLU-Pro"

HUB = Hub("TIGER-Lab/MMLU-Pro", "3373e0b32277875b8db2aa555a333b78a08477ea", ("data/*.parquet",))

_RUNS = (
    "The prompt of the authors' evaluate_from_local.py, {shots}, chain of thought of at most 2,048 tokens; room for"
    " 2,047 tokens, beyond which examples are left out; the letter read by the authors' three rules, and where none"
    " reads one the option their script draws; {n} questions{view} of the test split; runs stored in this registry."
)


def _own_board(slug: str, title: str, shots: str, n: str, view: str = "") -> Board:
    """Return a board of runs by the authors' protocol for models at hand."""
    return Board(
        slug,
        metric="accuracy",
        metric_name="accuracy",
        title=title,
        protocol=_RUNS.format(shots=shots, n=n, view=view),
        split="test",
        unit="question",
    )


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
            aliases=(
                "Stanford HELM",
                "CRFM",
            ),
        ),
        Board(
            "tiger-lab",
            metric="accuracy",
            metric_name="accuracy",
            title="TIGER-Lab",
            protocol="The benchmark authors' own runs: 5-shot chain of thought.",
            unit="question",
            aliases=(
                "TIGER",
                "authors' runs",
                "authors' leaderboard",
            ),
        ),
        _own_board("cot-5shot", "Chain of thought, 5-shot, runs stored here", "five solved examples", "12,032"),
        _own_board("cot-0shot", "Chain of thought, 0-shot, runs stored here", "no examples", "12,032"),
        _own_board(
            "health-cot-5shot",
            "Health, chain of thought, 5-shot, runs stored here",
            "five solved examples",
            "818",
            " of the category health",
        ),
    ),
    splits={"test": 12_032, "validation": 70},
    unit="question",
    sizes={"domains": 14, "most options per question": 10},
    measures=(
        "The share of questions answered correctly over 14 domains; with up to ten options guessing gives far less"
        " than on MMLU."
    ),
    observations=tuple(
        Observation(name, ("mathematics",) if name == "math" else (), f"{count:,} test questions")
        for name, count in CATEGORIES.items()
    ),
    dataset_url=_DATA,
    licence="MIT (data), Apache-2.0 (code)",
    access="open",
    related=("mmlu", "hle", "mmmu-pro"),
    faq=(
        *protocol_questions(
            "MMLU-Pro",
            "https://github.com/TIGER-AI-Lab/MMLU-Pro",
            scored=(
                "The model thinks aloud, and the letter is read from its reply by the first of the authors' three"
                " patterns that finds one; accuracy is the share of all questions that are right."
            ),
            protocol=(
                "That of the authors' evaluate_from_local.py: five solved examples of the category (--set shots=0 for"
                " none) and chain of thought of at most 2,048 tokens; --set protocol=api follows evaluate_from_api.py,"
                " for which there is no board. The boards are cot-5shot, cot-0shot and health-cot-5shot."
            ),
            official=(
                "Official counts as the authors' script does: a reply that no pattern reads gets an option drawn from"
                " a fixed seed, always the same one for the same number of options. Strict counts such a reply as"
                " wrong."
            ),
        ),
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
    terms=(
        Term(
            "HELM",
            "Stanford CRFM's Holistic Evaluation of Language Models: one team runs every model under one protocol. Its"
            " figures have a board of their own here.",
            ("Holistic Evaluation of Language Models", "Stanford HELM"),
            "https://crfm.stanford.edu/helm/",
        ),
        Term(
            "5-shot CoT",
            "Five worked examples of the same category, with their reasoning, stand before each question, and the model"
            " reasons before it answers; the authors' protocol.",
            ("5-shot chain of thought", "five-shot CoT", "5-shot"),
            "https://github.com/TIGER-AI-Lab/MMLU-Pro",
        ),
        Term(
            "answer extraction",
            "How the letter is read from a reply that thinks aloud: the authors try three patterns in turn, and draw an"
            " option where none finds a letter.",
            ("extraction", "answer parsing"),
            "https://github.com/TIGER-AI-Lab/MMLU-Pro",
        ),
    ),
    listings=(SiteListing("LLM Stats", "https://llm-stats.com/benchmarks/mmlu-pro", 127, "2026-06"),),
    sources=(
        Source("llmstats-repo", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("helm-eee", "HELM, Stanford CRFM, through Every Eval Ever", "MIT"),
        Source(
            "tiger-lab-readme",
            "TIGER-Lab, the MMLU-Pro repository that a result names as its source",
            "only facts are taken over",
        ),
        Source("vendor-paper", "the paper that a result names as its source", "only facts are taken over"),
        Source(
            "vendor-readme", "the vendor's repository that a result names as its source", "only facts are taken over"
        ),
        Source("phaseo", "the vendor page that a result cites, second-hand", "only facts are taken over"),
        Source("zenheart-evals", "the vendor page that a result cites, second-hand", "only facts are taken over"),
    ),
)
