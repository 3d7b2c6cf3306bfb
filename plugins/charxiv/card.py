"""What CharXiv-R, the reasoning half of CharXiv, states about itself."""

from __future__ import annotations

from datetime import date

from podium.registry import (
    Baseline,
    Board,
    Card,
    FAQEntry,
    Hub,
    Observation,
    Paper,
    SiteListing,
    Source,
    Term,
    judged,
    protocol_questions,
)

_CODE = "https://github.com/princeton-nlp/CharXiv"
_DATA = "https://huggingface.co/datasets/princeton-nlp/CharXiv"
#: The validation split with its charts.
HUB = Hub("princeton-nlp/CharXiv", "f441eb632fc62f6f777830a0f47619e6e86459b0", ("val.parquet",))
#: The judge of the authors' ``src/reasoning_utils.py``; only its figures stand beside those of their leaderboard.
OFFICIAL_JUDGE = "gpt-4o-2024-05-13"
RULES_METRIC = "charxiv-r-rules"
_SITE = "https://charxiv.github.io/#leaderboard"

CARD = Card(
    slug="charxiv-r",
    name="CharXiv-R",
    aliases=("CharXiv", "CharXiv (RQ)", "CharXiv-Reasoning", "CharXiv reasoning questions"),
    description=(
        "Reasoning over charts from arXiv papers: one question per chart, whose answer needs several elements of a"
        " real figure put together. CharXiv holds 2,323 charts; leaderboard figures rest on the 1,000 of the"
        " validation split. A language-model judge grades the free-form answers."
    ),
    modality="multimodal",
    categories=("multimodal", "vision", "reasoning"),
    paper=Paper(
        title="CharXiv: Charting Gaps in Realistic Chart Understanding in Multimodal LLMs",
        authors=("Zirui Wang", "Mengzhou Xia", "Luxi He", "Howard Chen", "Yitao Liu", "Richard Zhu"),
        more_authors=7,
        url="https://arxiv.org/abs/2406.18521",
        published=date(2024, 6, 26),
        abstract=(
            "Shows that earlier chart sets flatter models: slightly different charts or questions cost up to 34.5% of"
            " accuracy. Offers 2,323 charts of arXiv papers, chosen and checked by people, with descriptive questions"
            " on single elements and reasoning questions over several. On the reasoning questions GPT-4o reached"
            " 47.1%, the best open model 29.2% and people 80.5%."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results without tools",
            protocol=(
                "One accepted figure per model as published, without tools or off the authors' leaderboard, whose"
                " protocol has none; settings and sources differ and are stated per row."
            ),
            headline=True,
            unit="question",
            aliases=(
                "without tools",
                "no tools",
            ),
        ),
        Board(
            "reported-with-tools",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results with tools",
            protocol="As reported, with code or other tools; never ranked with figures without them.",
            unit="question",
            aliases=(
                "with tools",
                "tool use",
                "tools allowed",
                "tool augmented",
                "code tools",
            ),
        ),
        Board(
            "unstated-tools",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results, tool use unstated",
            protocol=(
                "One accepted figure per model as published by sources that do not say whether tools were used; may be"
                " either, so never ranked with figures of which it is known."
            ),
            unit="question",
            aliases=(
                "tool use unstated",
                "tools unstated",
                "unstated tools",
                "tool use not stated",
                "tools not stated",
                "tool use unknown",
                "unknown tool use",
            ),
        ),
        Board(
            "charxiv-site",
            metric="accuracy",
            metric_name="accuracy",
            title="CharXiv site",
            protocol=(
                "The benchmark authors' own leaderboard, zero-shot on the 1,000 validation questions: their runs and"
                " figures sent in by vendors."
            ),
            unit="question",
            aliases=(
                "authors' leaderboard",
                "official leaderboard",
            ),
        ),
        Board(
            "judged",
            metric=judged("accuracy", OFFICIAL_JUDGE),
            metric_name=f"accuracy as {OFFICIAL_JUDGE} judges it",
            title="Judged as officially, runs stored here",
            protocol=(
                "Share of the 1,000 validation questions answered correctly, zero-shot with the official prompts, as"
                f" the official judge {OFFICIAL_JUDGE} finds with the official rubrics; an answer without a verdict"
                " counts as wrong; runs stored in this registry."
            ),
            split="validation",
            unit="question",
        ),
        Board(
            "rules",
            metric=RULES_METRIC,
            metric_name="accuracy by rules",
            title="Scored by rules, runs stored here",
            protocol=(
                "Share of the 1,000 validation questions answered correctly, zero-shot with the official prompts, as"
                " rules that follow the rubrics find without a judge; an answer that they cannot decide counts as"
                " wrong; runs stored in this registry."
            ),
            split="validation",
            unit="question",
        ),
    ),
    splits={"validation": 1_000, "test": 1_323},
    unit="question",
    sizes={"charts": 2_323, "validation questions with the descriptive ones": 5_000},
    measures=(
        "The share of reasoning questions about scientific charts answered correctly, as judged by a language model;"
        " people reach 0.805, a model that does not see the chart 0.108."
    ),
    observations=(
        Observation("text in chart", description="440 validation questions"),
        Observation("text in general", description="99 validation questions"),
        Observation("number in chart", description="232 validation questions"),
        Observation("number in general", description="229 validation questions"),
    ),
    dataset_url=_DATA,
    licence="CC BY-SA 4.0 (questions and answers), Apache-2.0 (code); the charts belong to their authors",
    access="open",
    related=("mmmu-pro", "mmmu", "hle"),
    baselines=(
        Baseline("Human", 0.805, _SITE, "validation"),
        Baseline("Random (GPT-4o, no image)", 0.108, _SITE, "validation"),
    ),
    faq=(
        *protocol_questions(
            "CharXiv-R",
            _CODE,
            scored=(
                "Zero-shot, with free-form answers. A language model (gpt-4o-2024-05-13 in the authors' code)"
                " compares each answer with the reference; numbers must be equal, with no tolerance. Another judge"
                " gives another score; without one Podium compares by rules, on a board of their own."
            ),
            protocol=(
                "Zero-shot on the 1,000 validation questions with the authors' prompts, replies of at most 1,000"
                " tokens and, with --judge, their rubrics. The board judged holds runs judged by gpt-4o-2024-05-13,"
                " the board rules those that rules score."
            ),
            official=(
                "Both are the same on CharXiv-R: nothing is guessed, and an answer that is missing, has no verdict or"
                " cannot be decided by rules is wrong in both."
            ),
            also=(
                "Who grades CharXiv?",
                "Is CharXiv multiple choice?",
            ),
        ),
        FAQEntry(
            "What does the R in CharXiv-R mean?",
            "Reasoning: the 1,000 validation questions, one a chart, that need several elements put together. The"
            " other half of CharXiv, four descriptive questions a chart, is not counted here.",
            _CODE,
            (
                "Is CharXiv-R the same as CharXiv (RQ)?",
                "Which half of CharXiv is this?",
                "Does CharXiv-R count the descriptive questions?",
                "Are the descriptive questions part of CharXiv-R?",
                "CharXiv why the -R",
                "What does the R stand for?",
                "What does the R in the name stand for?",
                "Why is it called CharXiv-R?",
                "What is the R of CharXiv-R?",
                "What does the letter R stand for in CharXiv-R?",
            ),
        ),
        FAQEntry(
            "May models use tools on CharXiv-R?",
            "Some vendors let a model run code on the chart. Those figures have a board of their own, and so have"
            " those whose source leaves tool use open.",
            _SITE,
            ("Are CharXiv scores with or without tools?", "Do tools help on CharXiv?", "Are tools allowed on CharXiv?"),
        ),
        FAQEntry(
            "Where are the answers of the CharXiv test split?",
            "They are held back; the test file has 1,323 questions and no answers. All figures here are of the"
            " validation split, whose answers are public, or of a split the source does not name.",
            _DATA,
            ("Are the CharXiv test answers public?",),
        ),
    ),
    terms=(
        Term(
            "reasoning question",
            "A question that needs several elements of a chart put together; there is one a chart, and CharXiv-R counts"
            " these only.",
            ("reasoning questions", "RQ"),
            "https://arxiv.org/abs/2406.18521",
        ),
        Term(
            "descriptive question",
            "A question about a single element of a chart, such as a title or a tick; CharXiv has four a chart, and"
            " they are not counted here.",
            ("descriptive questions", "DQ"),
            "https://arxiv.org/abs/2406.18521",
        ),
        Term(
            "judge",
            "The language model that compares a free answer with the reference: gpt-4o-2024-05-13 in the authors' code."
            " Another judge gives another score.",
            ("LLM judge", "GPT-4o judge", "grader"),
            _CODE,
        ),
    ),
    listings=(SiteListing("LLM Stats", "https://llm-stats.com/benchmarks/charxiv-r", 38, "2026-06"),),
    sources=(
        Source("charxiv-leaderboard", "CharXiv, charxiv.github.io", "CC BY-SA 4.0 (data)"),
        Source("llmstats-repo", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("llmstats-page", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("phaseo", "the vendor page that a result cites, second-hand", "only facts are taken over"),
        Source("zenheart-evals", "the vendor page that a result cites, second-hand", "only facts are taken over"),
    ),
)
