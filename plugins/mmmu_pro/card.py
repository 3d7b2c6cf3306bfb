"""What MMMU-Pro states about itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from podium.plugins.mmmu_family.subjects import observations
from podium.registry import Baseline, Board, Card, FAQEntry, Hub, Paper, SiteListing, Source, Term, protocol_questions

_SITE = "https://mmmu-benchmark.github.io/"
_DATA = "https://huggingface.co/datasets/MMMU/MMMU_Pro"
_PAPER = "https://arxiv.org/abs/2409.02813"
HUB = Hub("MMMU/MMMU_Pro", "563f3e84bb3b90893083a1f039cfa13077f2302b", ("*/test-*.parquet",))

_FORMS = {
    "standard10": ("Standard, ten options", "in words with up to ten options"),
    "standard4": ("Standard, four options", "in words with up to four options"),
    "vision": ("Vision only", "as pictures that hold everything"),
}
_METHODS = {"direct": ("direct", "the letter at once"), "cot": ("chain of thought", "thinking aloud first")}


def _own_boards() -> Iterator[Board]:
    """Yield a board per form and method, and those of Health and Medicine of the two the overall score is of."""
    for form, (title, words) in _FORMS.items():
        for method, (name, manner) in _METHODS.items():
            yield Board(
                f"{form}-{method}",
                metric="accuracy",
                metric_name="accuracy",
                title=f"{title}, {name}",
                protocol=(
                    f"Runs of Podium on the 1,730 questions {words}, zero-shot, {manner}: the authors' prompt, greedy,"
                    " at most 4,096 tokens unless the run says otherwise; the authors' parser, which draws an option"
                    " where it finds none (seed 42)."
                ),
                split="test",
                unit="question",
            )
    for form in ("standard10", "vision"):
        yield Board(
            f"health-{form}-cot",
            metric="accuracy",
            metric_name="accuracy",
            title=f"Health and Medicine: {_FORMS[form][0].lower()}, chain of thought",
            protocol=f"As the board {form}-cot, over the 286 questions of Health and Medicine.",
            split="test",
            unit="question",
        )


CARD = Card(
    slug="mmmu-pro",
    name="MMMU-Pro",
    aliases=("Massive Multi-discipline Multimodal Understanding Pro", "MMMU-Pro (overall)"),
    description=(
        "A stricter MMMU: questions that a text-only model can answer are removed, the options grow to as many as ten,"
        " and a vision-only part shows the whole question as one picture. Accuracy drops by 16.8 to 26.9 points"
        " against MMMU. The overall score is the mean of the standard ten-option part and the vision-only part, 1,730"
        " questions each."
    ),
    modality="multimodal",
    categories=("multimodal", "vision", "reasoning", "general"),
    paper=Paper(
        title="MMMU-Pro: A More Robust Multi-discipline Multimodal Understanding Benchmark",
        authors=("Xiang Yue", "Tianyu Zheng", "Yuansheng Ni", "Yubo Wang", "Kai Zhang", "Shengbang Tong"),
        more_authors=7,
        url=_PAPER,
        published=date(2024, 9, 4),
        abstract=(
            "Builds on MMMU in three steps: removes questions that text-only models answer, adds options, and puts the"
            " question into the image so that a model must see and read at once. Models score 16.8 to 26.9 points"
            " lower than on MMMU. Prompting for OCR changes little; chain of thought generally helps."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results",
            protocol=(
                "One accepted figure per model as published, as a rule the mean of the standard and the vision-only"
                " part; settings and sources differ and are stated per row."
            ),
            headline=True,
            unit="question",
        ),
        Board(
            "mmmu-site",
            metric="accuracy",
            metric_name="accuracy",
            title="MMMU site",
            protocol=(
                "The benchmark authors' own leaderboard, zero-shot: the mean of the standard ten-option part and the"
                " vision-only part; their runs and figures sent in by vendors."
            ),
            unit="question",
            aliases=(
                "authors' leaderboard",
                "official leaderboard",
                "MMMU leaderboard",
            ),
        ),
        *_own_boards(),
    ),
    splits={"test": 1_730},
    unit="question",
    sizes={
        "forms of every question": 3,
        "questions in the overall score": 3_460,
        "subjects": 30,
        "most options per question": 12,
    },
    measures=(
        "The share of multiple-choice questions answered correctly that cannot be answered without looking; guessing"
        " gives 0.126, human experts 0.73 to 0.854."
    ),
    observations=observations(),
    dataset_url=_DATA,
    licence="Apache-2.0",
    access="open",
    related=("mmmu", "charxiv-r", "hle", "mmlu-pro"),
    baselines=(
        Baseline("Human expert (high)", 0.854, _SITE),
        Baseline("Human expert (medium)", 0.808, _SITE),
        Baseline("Human expert (low)", 0.73, _SITE),
        Baseline("Random choice", 0.126, _SITE),
        Baseline("Most frequent answer", 0.121, _SITE),
    ),
    faq=(
        *protocol_questions(
            "MMMU-Pro",
            "https://github.com/MMMU-Benchmark/MMMU",
            scored=(
                "The authors' parser looks for the letter after the last “Answer:”, then elsewhere in the reply, then"
                " for an option's text; accuracy is the share of a configuration's 1,730 questions that are right."
            ),
            protocol=(
                "The one that --set protocol names: standard10, standard4 or vision, each direct or with chain of"
                " thought (cot), zero-shot with the authors' prompts and replies of at most 4,096 tokens;"
                " standard10-cot is the default. Each has a board of its own."
            ),
            official=(
                "Official counts as the authors' script does: a reply that no rule reads gets an option drawn at"
                " random, here from a fixed seed, as their script sets none. Strict counts such a reply as wrong."
            ),
        ),
        FAQEntry(
            "How does MMMU-Pro differ from MMMU?",
            "Questions that need no image are gone, there are up to ten options, and half of the overall score comes"
            " from pictures that hold the whole question; accuracy is 16.8 to 26.9 points lower.",
            _PAPER,
            ("Is MMMU-Pro harder than MMMU?", "What is the difference between MMMU and MMMU-Pro?"),
        ),
        FAQEntry(
            "How is the overall MMMU-Pro score made?",
            "It is the mean of the accuracies of the standard ten-option part and of the vision-only part, each of"
            " 1,730 questions; where a row's setting gives the two parts, they are kept.",
            _SITE,
            (
                "Is MMMU-Pro standard or vision?",
                "What is the vision part of MMMU-Pro?",
                "Overall is an avg of what?",
                "How is the MMMU-Pro overall score composed?",
            ),
        ),
        FAQEntry(
            "How many options does an MMMU-Pro question have?",
            "Ten for 1,214 of the 1,730 standard questions; the others have between one and twelve.",
            _DATA,
            ("How many answer choices are in MMMU-Pro?",),
        ),
        FAQEntry(
            "Is 16.8-26.9% the accuracy on MMMU-Pro?",
            "No: it is by how many points models fell from MMMU to MMMU-Pro when it came out. Some pages word it as"
            " accuracies; the leaderboard has models of 2024 far above 0.269.",
            _PAPER,
        ),
    ),
    terms=(
        Term(
            "vision-only part",
            "The form in which question and options stand inside the picture, so that a model must see and read at"
            " once.",
            ("vision only", "vision-only", "vision input"),
            _PAPER,
        ),
        Term(
            "standard part",
            "The form with the question in words and up to ten options beside its images.",
            ("standard ten options", "standard10"),
            _PAPER,
        ),
        Term(
            "overall score",
            "The mean of the accuracies on the standard ten-option part and the vision-only part.",
            ("overall accuracy",),
            _SITE,
        ),
    ),
    listings=(SiteListing("LLM Stats", "https://llm-stats.com/benchmarks/mmmu-pro", 56, "2026-06"),),
    sources=(
        Source("mmmu-leaderboard", "MMMU leaderboard, mmmu-benchmark.github.io", "CC BY-SA 4.0 (site)"),
        Source("llmstats-repo", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("phaseo", "the vendor page that a result cites, second-hand", "only facts are taken over"),
        Source("zenheart-evals", "the vendor page that a result cites, second-hand", "only facts are taken over"),
    ),
)
