"""What Humanity's Last Exam states about itself."""

from __future__ import annotations

from datetime import date

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
    judged,
    protocol_questions,
)

_CODE = "https://github.com/centerforaisafety/hle"
_DATA = "https://huggingface.co/datasets/cais/hle"
_PAPER = "https://arxiv.org/abs/2501.14249"

#: At the commit that has 2,500 questions.
HUB = Hub("cais/hle", "5a81a4c7271a2a2a312b9a690f0c2fde837e4c29", ("data/test-*.parquet",))
#: The judge of the authors' code. Another judge's figures are other figures.
JUDGE = "o3-mini-2025-01-31"
#: Attribute of the questions that names their subject.
SUBJECT = "category"
#: The stand-in's metric where no judge was asked; it is not accuracy on Humanity's Last Exam and enters no board.
RULES = "hle-rules"
_ACCURACY = judged("accuracy", JUDGE)
_ASKED = (
    "Zero-shot without tools by the authors' system message, greedy, replies of up to 8,192 tokens unless a row's"
    " setting says more; their judge prompt put to o3-mini-2025-01-31; what has no answer or no verdict counts as"
    " wrong; runs stored in this registry."
)

CARD = Card(
    slug="hle",
    name="Humanity's Last Exam",
    aliases=("HLE", "Last Exam"),
    description=(
        "2,500 very hard closed-ended questions in more than a hundred subjects, mathematics, the humanities and the"
        " natural sciences among them, written by experts from around the world for the Center for AI Safety and"
        " Scale AI. It is multimodal: about one question in seven needs an image. Answers are short or"
        " multiple-choice, known and verifiable. Always say whether a model had tools: search and code lift"
        " scores by about ten points."
    ),
    modality="multimodal",
    categories=("vision", "reasoning", "math", "general"),
    paper=Paper(
        title="Humanity's Last Exam",
        # The paper names its organisers first and then the contributors of questions, nearly a thousand.
        authors=(
            "Long Phan",
            "Alice Gatti",
            "Ziwen Han",
            "Nathaniel Li",
            "Josephina Hu",
            "Hugh Zhang",
            "the other organisers and contributors of questions",
        ),
        url=_PAPER,
        published=date(2025, 1, 24),
        abstract=(
            "Sets out a closed-ended academic test at the edge of human knowledge, as models had passed 0.9 on MMLU"
            " and similar tests. Experts wrote multiple-choice and short-answer questions whose solutions are"
            " unambiguous and easy to verify but not quickly found on the internet. At release the best models had"
            " low accuracy and were badly calibrated. Also published in Nature 649, 1139-1146 (28 January 2026)."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results without tools",
            protocol=(
                "One accepted figure per model as published, without tools; the full set or its text-only part, as"
                " each row's setting says."
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
            protocol="As reported, with search or code tools; never ranked with figures without them.",
            unit="question",
            aliases=(
                "with tools",
                "tool use",
                "tools allowed",
                "search and code",
                "google search",
                "tool augmented",
                "search tools",
                "web search",
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
            "epoch",
            metric="accuracy",
            metric_name="accuracy",
            title="Scale SEAL, through Epoch AI hub",
            protocol=(
                "Without tools on the full 2,500 questions, run by Scale AI's SEAL and collected by Epoch AI's"
                " Benchmarking Hub."
            ),
            unit="question",
            aliases=(
                "SEAL",
                "Scale SEAL",
                "Scale AI",
                "Scale leaderboard",
                "Epoch AI",
                "SEAL leaderboard",
            ),
        ),
        Board(
            "judged",
            metric=_ACCURACY,
            metric_name="accuracy as judged by o3-mini-2025-01-31",
            title="Runs judged as by the authors",
            protocol=f"All 2,500 questions. {_ASKED}",
            split="test",
            unit="question",
        ),
        Board(
            "judged-text",
            metric=_ACCURACY,
            metric_name="accuracy as judged by o3-mini-2025-01-31",
            title="Runs judged as by the authors, questions without an image",
            protocol=f"The 2,158 questions without an image, asked alone or as a part of all. {_ASKED}",
            split="test",
            unit="question",
        ),
        Board(
            "judged-biomedicine",
            metric=_ACCURACY,
            metric_name="accuracy as judged by o3-mini-2025-01-31",
            title="Runs judged as by the authors, Biology/Medicine",
            protocol=f"The questions of the category Biology/Medicine, with and without an image. {_ASKED}",
            split="test",
            unit="question",
        ),
    ),
    splits={"test": 2_500},
    unit="question",
    sizes={"questions at first release": 3_000, "text-only questions": 2_158},
    measures=(
        "The share of expert questions answered correctly, as judged by a language model that compares with the known"
        " answer; a question without an answer counts as wrong."
    ),
    observations=tuple(
        Observation(name)
        for name in (
            "Math",
            "Biology/Medicine",
            "Computer Science/AI",
            "Physics",
            "Humanities/Social Science",
            "Chemistry",
            "Engineering",
            "Other",
        )
    ),
    dataset_url=_DATA,
    licence="MIT; the access terms ask not to publish the questions again or train on them",
    access="gated",
    related=("mmlu-pro", "mmmu-pro", "charxiv-r"),
    faq=(
        *protocol_questions(
            "Humanity's Last Exam",
            _CODE,
            scored=(
                "Zero-shot: the model explains, answers and states its confidence; a language model (o3-mini in the"
                " authors' code) compares the answer with the known one. Accuracy counts unanswered questions as"
                " wrong; a calibration error is given beside it."
            ),
            protocol=(
                "Zero-shot without tools by the authors' system message and, with --judge, their judge prompt; --set"
                " questions=text asks the 2,158 questions without an image. The boards judged, judged-text and"
                " judged-biomedicine hold runs judged by o3-mini-2025-01-31."
            ),
            official=(
                "Both are the same on Humanity's Last Exam: official counts as the authors' script does, which"
                " guesses nothing, and an answer that is missing or has no verdict is wrong in both."
            ),
            also=(
                "Who grades HLE?",
                "Is HLE multiple choice?",
            ),
        ),
        FAQEntry(
            "May models use tools on Humanity's Last Exam?",
            "Both are reported, and they are not comparable: search and code lift scores by about ten points. The"
            " main board has the figures without tools; those with tools have a board of their own, and so have those"
            " whose source does not say.",
            _PAPER,
            (
                "Are HLE scores with or without tools?",
                "Are tools allowed on HLE?",
                "Does HLE allow tools?",
                "Does web search help on HLE?",
                "Do tools help on HLE?",
            ),
        ),
        FAQEntry(
            "Can Humanity's Last Exam be scored without a judge?",
            "Not as published: answers are short texts that a model compares. Without a judge Podium compares by rules"
            " under a name of its own, hle-rules; it tells how many answers the rules decide, under-counts, and"
            " enters no board.",
            _CODE,
            ("Does HLE need a judge?",),
        ),
        FAQEntry(
            "Are HLE scores of different dates comparable?",
            "Not quite: the set had 3,000 questions at first release and has 2,500 now, and several vendors report"
            " the 2,158 text-only questions. The setting of a row says which, where its source does.",
            _DATA,
            ("How many questions does HLE have?", "What is the text-only subset of HLE?"),
        ),
        FAQEntry(
            "Where are the questions of Humanity's Last Exam?",
            "At Hugging Face (cais/hle), behind a form: log in and accept the terms, which ask not to publish the"
            " questions again and not to train on them. Podium ships no question.",
            _DATA,
            ("Can I download HLE?", "Is HLE public?"),
        ),
    ),
    terms=(
        Term(
            "calibration error",
            "How far the confidence that a model states is from how often it is right, as the root mean square over"
            " bins of 100 questions. Lower is better.",
            ("RMS calibration error", "calibration", "ECE", "CE"),
            _PAPER,
        ),
        Term(
            "judge",
            "The language model that compares an answer with the known one and reads the stated confidence: o3-mini"
            " (2025-01-31) in the authors' code. Another judge's figures are other figures.",
            ("LLM judge", "o3-mini judge", "grader"),
            _CODE,
        ),
        Term(
            "text-only questions",
            "The 2,158 questions without an image. Some makers report only on these, and the row's setting says so.",
            ("text-only", "text only subset", "text subset", "HLE text"),
            _DATA,
        ),
        Term(
            "tools",
            "Search or code that a model may use while it answers. Figures with tools, and those whose source does not"
            " say, have boards of their own.",
            ("with tools", "without tools", "tool use"),
            _PAPER,
        ),
    ),
    listings=(SiteListing("LLM Stats", "https://llm-stats.com/benchmarks/humanity's-last-exam", 82, "2026-06"),),
    sources=(
        Source("llmstats-repo", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("llmstats-api", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("epoch-hub", "Epoch AI, Benchmarking Hub, epoch.ai/benchmarks", "CC BY 4.0"),
        Source(
            "vendor-readme", "the vendor's repository that a result names as its source", "only facts are taken over"
        ),
        Source("phaseo", "the vendor page that a result cites, second-hand", "only facts are taken over"),
        Source("zenheart-evals", "the vendor page that a result cites, second-hand", "only facts are taken over"),
    ),
)
