"""Cards of talks about health that are graded by rubrics: HealthBench and its hard part."""

from __future__ import annotations

from datetime import date

from podium.plugins.listed.credits import credit, llm_stats
from podium.registry import Board, Card, FAQEntry, Paper, Term

_PAPER = "https://arxiv.org/abs/2505.08775"
_DATA = "https://huggingface.co/datasets/openai/healthbench"

_RUBRIC = Term(
    "rubric score",
    "The points that an answer earns by the criteria of its rubric, some of which take points away, as a share of the"
    " most it could earn; the mean over conversations, not below 0.",
    ("rubric-score", "rubrics"),
    _PAPER,
)


def _paper(abstract: str) -> Paper:
    return Paper(
        title="HealthBench: Evaluating Large Language Models Towards Improved Human Health",
        authors=("Rahul K. Arora", "Jason Wei", "Rebecca Soskin Hicks", "Preston Bowman"),
        more_authors=8,
        url=_PAPER,
        published=date(2025, 5, 13),
        abstract=abstract,
    )


def _reported(protocol: str) -> Board:
    return Board(
        "reported",
        metric="rubric-score",
        metric_name="rubric score",
        title="Reported results",
        protocol=protocol,
        headline=True,
        unit="conversation",
    )


HEALTHBENCH = Card(
    slug="healthbench",
    name="HealthBench",
    aliases=("HealthBench (OpenAI)", "OpenAI HealthBench", "HealthBench full set"),
    description=(
        "5,000 talks about health, between a model and a patient or a professional, that a model goes on with in its"
        " own words. 262 physicians wrote the rubrics, 48,562 criteria in all; another model grades by them. The score"
        " depends on how long answers are and on how long a model thinks."
    ),
    modality="text",
    categories=("healthcare",),
    paper=_paper(
        "Presents the talks and the rubrics by which answers are graded, over themes such as emergencies, global health"
        " and handling of clinical data, and over traits such as accuracy, communication and following instructions."
        " Scores rose from 16% (GPT-3.5 Turbo) over 32% (GPT-4o) to 60% (o3). Two smaller sets go with it: Consensus,"
        " with 34 criteria that physicians agree on, and Hard."
    ),
    boards=(
        _reported(
            "One accepted figure per model as published; who judged, the effort of thinking and the length of answers"
            " differ or are not stated, many are second-hand, and competitors' comparison columns are among them."
        ),
        Board(
            "claude-judge",
            metric="rubric-score (judge claude-opus-4-8)",
            metric_name="rubric score, judged by Claude Opus 4.8",
            title="Judged by Claude Opus 4.8",
            protocol=(
                "Anthropic's figure, the raw score as judged by Claude Opus 4.8, the mean of five trials; another judge"
                " gives other scores."
            ),
            unit="conversation",
            aliases=("Claude grader", "Claude judge"),
        ),
    ),
    unit="conversation",
    sizes={"conversations": 5_000, "physicians": 262, "criteria": 48_562},
    measures="The share of a physician-written rubric's points that a model's answers about health earn.",
    dataset_url=_DATA,
    access="open",
    related=("healthbench-hard", "medxpertqa", "medqa"),
    faq=(
        FAQEntry(
            "What is mixed on the HealthBench board?",
            "Figures of makers and of competitors' comparison columns, with efforts of thinking that differ and judges"
            " that are mostly not stated. The one that is known to have another judge is on the board claude-judge.",
            _PAPER,
            ("Are the HealthBench results comparable?", "Is the HealthBench board one protocol?"),
        ),
        FAQEntry(
            "Where are the questions of HealthBench from?",
            "They are talks about health, partly made by models and partly by people who tested models, with rubrics"
            " that 262 physicians wrote.",
            _PAPER,
            (
                "Where do the HealthBench questions come from?",
                "Where do the questions of HealthBench come from?",
                "Who wrote the HealthBench questions?",
                "Where do the HealthBench conversations come from?",
            ),
        ),
        FAQEntry(
            "How is HealthBench scored?",
            "A model grades the answer by the criteria of the talk's rubric; each met criterion adds its points or"
            " takes them away. The score is the share of the points that can be earned, the mean over all talks.",
            _PAPER,
            (
                "Who grades HealthBench?",
                "Is HealthBench graded by humans?",
                "Is HealthBench scored by a human or a model?",
                "How does HealthBench grading work?",
            ),
        ),
        FAQEntry(
            "Is HealthBench Hard part of HealthBench?",
            "Yes: it is the part of 1,000 talks on which the models of early 2025 did badly. Its scores are lower and"
            " have a benchmark of their own here: healthbench-hard.",
            _PAPER,
            (
                "What is the difference between HealthBench and HealthBench Hard?",
                "How does HealthBench differ from HealthBench Hard?",
            ),
        ),
    ),
    terms=(_RUBRIC,),
    listings=llm_stats("healthbench", 4, "2026"),
    sources=credit("phaseo", "zenheart-evals", "llmstats-repo", "llmstats-page"),
    research_use_only=True,
)

HARD = Card(
    slug="healthbench-hard",
    name="HealthBench Hard",
    aliases=("hard subset of HealthBench", "HealthBench hard subset", "OpenAI HealthBench Hard"),
    description=(
        "The hard part of HealthBench: 1,000 of its talks about health, chosen because the models of early 2025 did"
        " badly on them, and graded by rubrics in the same way."
    ),
    modality="text",
    categories=("healthcare",),
    paper=_paper(
        "The paper of HealthBench, which presents this part too: 1,000 of the 5,000 talks that are hard for the models"
        " of early 2025, of which the best scored 32%, so that there is room for later ones."
    ),
    boards=(
        _reported(
            "One accepted figure per model as published by its maker; judge, effort of thinking and length of answers"
            " differ or are not stated, and many are second-hand."
        ),
    ),
    unit="conversation",
    sizes={"conversations": 1_000},
    measures="The share of a physician-written rubric's points that answers in hard talks about health earn.",
    dataset_url=_DATA,
    access="open",
    related=("healthbench", "medxpertqa"),
    faq=(
        FAQEntry(
            "What is mixed on the HealthBench Hard board?",
            "Figures of makers, with efforts of thinking that differ and judges that are mostly not stated.",
            _PAPER,
            ("Are the HealthBench Hard results comparable?", "Is the HealthBench Hard board one protocol?"),
        ),
        FAQEntry(
            "Where are the questions of HealthBench Hard from?",
            "From HealthBench: the 1,000 of its 5,000 talks on which the models of early 2025 did badly.",
            _PAPER,
            (
                "Where do the HealthBench Hard questions come from?",
                "Where do the questions of HealthBench Hard come from?",
                "How were the HealthBench Hard questions chosen?",
                "Who wrote the HealthBench Hard questions?",
            ),
        ),
        FAQEntry(
            "How does HealthBench Hard differ from HealthBench?",
            "It is a part of it, 1,000 of 5,000 talks, on which the models of early 2025 did badly; data, rubrics and"
            " grading are the same, scores are lower.",
            _PAPER,
            ("Is HealthBench Hard harder than HealthBench?",),
        ),
    ),
    terms=(_RUBRIC,),
    listings=llm_stats("healthbench-hard", 6, "2026"),
    sources=credit("phaseo", "llmstats-repo", "llmstats-page"),
    research_use_only=True,
)

CARDS = (HEALTHBENCH, HARD)
