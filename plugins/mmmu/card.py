"""What MMMU states about itself."""

from __future__ import annotations

from datetime import date

from podium.plugins.mmmu_family.subjects import observations
from podium.registry import Baseline, Board, Card, FAQEntry, Hub, Paper, SiteListing, Source, Term, protocol_questions

_SITE = "https://mmmu-benchmark.github.io/"
_DATA = "https://huggingface.co/datasets/MMMU/MMMU"
#: Without the test split, whose answers are kept back.
HUB = Hub("MMMU/MMMU", "98e6ac0cb9b7b2cd2c991b85a50762edc4aedc68", ("*/dev-*.parquet", "*/validation-*.parquet"))

CARD = Card(
    slug="mmmu",
    name="MMMU",
    aliases=(
        "Massive Multi-discipline Multimodal Understanding",
        "MMMU (val)",
        "MMMU (validation)",
    ),
    description=(
        "About 11,500 college-level questions with images, from examinations, quizzes and textbooks, in 6"
        " disciplines, 30 subjects and 183 subfields, from art history to clinical images. Most vendors report the"
        " validation split of 900 questions; the answers of the test split are kept back, and scores on it are lower."
    ),
    modality="multimodal",
    categories=("multimodal", "healthcare", "reasoning", "general"),
    paper=Paper(
        title="MMMU: A Massive Multi-discipline Multimodal Understanding and Reasoning Benchmark for Expert AGI",
        authors=("Xiang Yue", "Yuansheng Ni", "Kai Zhang", "Tianyu Zheng", "Ruoqi Liu", "Ge Zhang"),
        more_authors=16,
        url="https://arxiv.org/abs/2311.16502",
        published=date(2023, 11, 27),
        abstract=(
            "Gathers 11.5K questions whose images are of some thirty kinds: charts, diagrams, maps, tables, music"
            " sheets, chemical structures and more. They ask for perception and reasoning with knowledge of a field."
            " At release GPT-4V reached an accuracy of 56% and Gemini Ultra 59%."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results",
            protocol=(
                "One accepted figure per model as published; the validation split where the source says so, which most"
                " do; settings and sources differ and are stated per row."
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
                "The benchmark authors' own leaderboard, zero-shot on the validation split unless a row says test:"
                " their runs and figures sent in by vendors."
            ),
            unit="question",
            aliases=(
                "authors' leaderboard",
                "official leaderboard",
                "MMMU leaderboard",
            ),
        ),
        Board(
            "direct",
            metric="accuracy",
            metric_name="accuracy",
            title="Direct answers",
            protocol=(
                "Runs of Podium on the 900 validation questions, zero-shot: the authors' prompt, images at their marks,"
                " greedy, at most 128 tokens unless the run says otherwise; the authors' parser, which draws an option"
                " where it finds none (seed 42)."
            ),
            split="validation",
            unit="question",
        ),
        Board(
            "health-direct",
            metric="accuracy",
            metric_name="accuracy",
            title="Health and Medicine, direct answers",
            protocol="As the board direct, over the 150 validation questions of Health and Medicine.",
            split="validation",
            unit="question",
        ),
    ),
    splits={"dev": 150, "validation": 900, "test": 10_500},
    unit="question",
    sizes={"disciplines": 6, "subjects": 30, "subfields": 183},
    measures=(
        "The share of questions about images answered correctly over 30 college subjects, nearly all multiple-choice;"
        " guessing gives 0.221 on the validation split, human experts 0.762 to 0.886."
    ),
    observations=observations(),
    dataset_url=_DATA,
    licence="Apache-2.0",
    access="open",
    related=("mmmu-pro", "charxiv-r", "hle", "mmlu"),
    baselines=(
        Baseline("Human expert (high)", 0.886, _SITE, "validation"),
        Baseline("Human expert (medium)", 0.826, _SITE, "validation"),
        Baseline("Human expert (low)", 0.762, _SITE, "validation"),
        Baseline("Random choice", 0.221, _SITE, "validation"),
        Baseline("Most frequent answer", 0.268, _SITE, "validation"),
        Baseline("Random choice", 0.258, _SITE, "test"),
        Baseline("Most frequent answer", 0.239, _SITE, "test"),
    ),
    faq=(
        *protocol_questions(
            "MMMU",
            "https://github.com/MMMU-Benchmark/MMMU",
            scored=(
                "Zero-shot. The authors' parser looks for a letter or an option's text in the reply and falls back on"
                " a random option where it finds none, so part of a score can be luck and different parsers differ by"
                " several points."
            ),
            protocol=(
                "Zero-shot on the 900 validation questions with the prompt of the authors' llava1.5.yaml, images at"
                " their marks and replies of at most 128 tokens. The boards are direct and health-direct."
            ),
            official=(
                "Official counts as the authors' script does: a multiple-choice reply that no rule reads gets an"
                " option drawn at random from a fixed seed. Strict counts such a reply as wrong."
            ),
            also=("Why do MMMU scores for the same model differ?",),
        ),
        FAQEntry(
            "Is MMMU reported on the validation or the test split?",
            "Mostly on the 900 validation questions, whose answers are public. The 10,500 test questions have hidden"
            " answers and give lower scores; a row says its split where the source does.",
            _SITE,
            ("Which split of MMMU is used?", "Is MMMU reported on validation or test?", "Val or test?"),
        ),
        FAQEntry(
            "How many options does an MMMU question have?",
            "It varies, up to nine on the validation split; 847 of its 900 questions are multiple-choice and 53 are"
            " open, with a short answer.",
            _DATA,
            ("Is MMMU multiple choice?", "How many answer choices are in MMMU?", "Does MMMU use multiple choice?"),
        ),
        FAQEntry(
            "Which part of MMMU is medical?",
            "The discipline Health and Medicine with five subjects: basic medical science, clinical medicine,"
            " diagnostics and laboratory medicine, pharmacy and public health; 150 of the 900 validation questions.",
            _DATA,
            ("What are the medical subjects of MMMU?",),
        ),
    ),
    terms=(
        Term(
            "human expert",
            "College seniors who answered the validation questions of their own subjects, with their textbooks at hand;"
            " low, medium and high are the worst, middle and best of them.",
            ("human experts", "human expert (high)", "human expert (medium)", "human expert (low)"),
            _SITE,
        ),
        Term(
            "discipline",
            "One of the six fields that MMMU's 30 subjects belong to, such as Health and Medicine.",
            ("disciplines",),
            "https://arxiv.org/abs/2311.16502",
        ),
        Term(
            "direct answer",
            "The model is asked for the letter at once, without thinking aloud first.",
            ("direct", "direct answers"),
            "https://github.com/MMMU-Benchmark/MMMU",
        ),
    ),
    listings=(SiteListing("LLM Stats", "https://llm-stats.com/benchmarks/mmmu", 62, "2026-06"),),
    sources=(
        Source("mmmu-leaderboard", "MMMU leaderboard, mmmu-benchmark.github.io", "CC BY-SA 4.0 (site)"),
        Source("llmstats-repo", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("llmstats-api", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("llmstats-page", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("vendor-paper", "the paper that a result names as its source", "only facts are taken over"),
        Source(
            "vendor-readme", "the vendor's repository that a result names as its source", "only facts are taken over"
        ),
        Source("phaseo", "the vendor page that a result cites, second-hand", "only facts are taken over"),
    ),
)
