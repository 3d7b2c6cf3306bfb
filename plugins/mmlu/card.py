"""What MMLU states about itself."""

from __future__ import annotations

from datetime import date

from podium.plugins.mmlu.subjects import GROUP_OF
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
    protocol_questions,
)

_README = "https://github.com/hendrycks/test/blob/4450500f923c49f1fb1dd3d99108a0bd9717b660/README.md"

#: All subjects in a file per split; the repository's files of 99,842 questions for training are left there.
HUB = Hub(
    "cais/mmlu",
    "c30699e8356da336a370243923dbaf21066bb9fe",
    ("all/test-*.parquet", "all/validation-*.parquet", "all/dev-*.parquet"),
)

_RUNS = (
    "the authors' prompt{view}, {shots}, and the likeliest of the letters A to D; room for 2,048 tokens, beyond which"
    " examples are left out; {n} questions of the test split; runs stored in this registry."
)


def _own_board(slug: str, title: str, shots: str, n: str, view: str = "") -> Board:
    """Return a board of runs by the authors' protocol."""
    protocol = _RUNS.format(view=view, shots=shots, n=n)
    return Board(
        slug,
        metric="accuracy",
        metric_name="accuracy",
        title=title,
        protocol=protocol[0].upper() + protocol[1:],
        split="test",
        unit="question",
    )


CARD = Card(
    slug="mmlu",
    name="MMLU",
    aliases=("Massive Multitask Language Understanding", "Hendrycks test"),
    description=(
        "Multiple-choice questions with four options in 57 subjects, from school level to professional"
        " examinations in law, medicine, accounting and others. For years it was the usual measure of general"
        " knowledge and understanding; the strongest models now crowd together above 0.9. The prompt and the way"
        " the answer is read move a score by several points."
    ),
    modality="text",
    categories=("reasoning", "finance", "general", "healthcare", "language", "legal", "math"),
    paper=Paper(
        title="Measuring Massive Multitask Language Understanding",
        authors=(
            "Dan Hendrycks",
            "Collin Burns",
            "Steven Basart",
            "Andy Zou",
            "Mantas Mazeika",
            "Dawn Song",
            "Jacob Steinhardt",
        ),
        url="https://arxiv.org/abs/2009.03300",
        published=date(2020, 9, 7),
        abstract=(
            "Proposes a test of 57 tasks that needs wide knowledge of the world and problem solving. When it came"
            " out most models were close to chance; the largest GPT-3 was almost 20 points above it on average, yet"
            " far from expert level on every task, uneven over subjects and unaware of when it was wrong."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results",
            protocol=(
                "One accepted figure per model as published; shots, chain of thought and source differ and are"
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
            protocol="Run by Stanford CRFM's HELM under one protocol: 57 subjects, 5-shot, exact match.",
            unit="question",
            aliases=(
                "Stanford HELM",
                "CRFM",
            ),
        ),
        Board(
            "epoch",
            metric="accuracy",
            metric_name="accuracy",
            title="Epoch AI hub",
            protocol="Collected from papers by Epoch AI's Benchmarking Hub; 5-shot, two of them with chain of thought.",
            unit="question",
            aliases=(
                "Epoch",
                "Epoch AI",
                "Epoch hub",
            ),
        ),
        Board(
            "authors",
            metric="accuracy",
            metric_name="accuracy",
            title="The authors' list",
            protocol="The list the benchmark's authors keep in their repository: their own runs and others' papers.",
            unit="question",
            aliases=(
                "authors",
                "authors' leaderboard",
                "Hendrycks list",
            ),
        ),
        _own_board("letters-5shot", "Letters, 5-shot, runs stored here", "five solved examples", "14,042"),
        _own_board("letters-0shot", "Letters, 0-shot, runs stored here", "no examples", "14,042"),
        _own_board(
            "multimedqa-5shot",
            "MultiMedQA subjects, 5-shot, runs stored here",
            "five solved examples",
            "1,089",
            " on the six subjects of MultiMedQA",
        ),
        _own_board(
            "health-5shot",
            "Health subjects, 5-shot, runs stored here",
            "five solved examples",
            "1,640",
            " on the authors' eight subjects of health",
        ),
    ),
    splits={"test": 14_042, "validation": 1_531, "dev": 285, "auxiliary_train": 99_842},
    unit="question",
    sizes={
        "subjects": 57,
        "options per question": 4,
        "STEM test questions": 3_018,
        "humanities test questions": 4_705,
        "social sciences test questions": 3_077,
        "other test questions": 3_242,
    },
    measures=(
        "The share of four-option questions answered correctly, over all questions of 57 subjects; guessing gives 0.25."
    ),
    observations=tuple(Observation(name, (name.replace("_", " "),), group) for name, group in GROUP_OF.items()),
    dataset_url="https://huggingface.co/datasets/cais/mmlu",
    licence="MIT",
    access="open",
    related=("mmlu-pro", "hle", "mmmu"),
    baselines=(Baseline("Random choice", 0.25, _README),),
    faq=(
        *protocol_questions(
            "MMLU",
            "https://github.com/hendrycks/test",
            scored=(
                "After the authors' prompt the log-likelihoods of the letters A to D are compared, and the likeliest"
                " is the answer; accuracy is the share of all questions that are right. Figures of every subject and"
                " group and the mean over subjects stand beside it."
            ),
            protocol=(
                "That of the authors' evaluate.py: five solved examples of the subject (--set shots=0 for none), room"
                " for 2,048 tokens and no chain of thought. The boards are letters-5shot, letters-0shot,"
                " multimedqa-5shot and health-5shot."
            ),
            official=(
                "Official counts as the authors' script does, which takes A where a server lists none of the four"
                " letters; strict counts such a question as wrong. With a model that gives all four log-likelihoods"
                " both are the same."
            ),
        ),
        FAQEntry(
            "How many examples are in the MMLU prompt?",
            "The authors use five (5-shot), taken from the development questions of the same subject, and compare"
            " the log-probabilities of the four letters. Many vendors report zero-shot with chain of thought"
            " instead; each row states its setting where the source gives one.",
            "https://github.com/hendrycks/test",
            ("Is MMLU 5-shot or 0-shot?", "Is chain of thought used on MMLU?", "How many shots does MMLU use?"),
        ),
        FAQEntry(
            "Why do MMLU scores for the same model differ?",
            "Implementations differ in the prompt, in how the answer is read and in whether all questions or all"
            " subjects weigh the same: one model (LLaMA 65B) got 0.637, 0.636 and 0.488 from three harnesses."
            " Compare figures of one board, and read the setting of each row.",
            "https://huggingface.co/blog/evaluating-mmlu-leaderboard",
            (
                "Why does a model have two MMLU scores?",
                "Are MMLU scores comparable?",
                "Why do the numbers for one model on MMLU disagree between sources?",
                "Why do sources disagree about the MMLU score of a model?",
            ),
        ),
        FAQEntry(
            "How many options does an MMLU question have?",
            "Four, so guessing gives 0.25 on average.",
            _README,
            ("How many answer choices are in MMLU?",),
        ),
        FAQEntry(
            "Are there errors in MMLU?",
            "Yes: MMLU-Redux estimates that about 6.49% of the questions carry a wrong label or another error, and"
            " finds errors in 57% of the virology questions it looked at. A perfect score is therefore not the aim.",
            "https://arxiv.org/abs/2406.04127",
            (
                "Is MMLU label noise a problem?",
                "Can a model score 100% on MMLU?",
                "Are there wrong answers in MMLU?",
                "MMLU has wrong answers in it I heard?",
                "How many MMLU questions are wrong?",
                "Is MMLU full of mistakes?",
                "What proportion of MMLU questions has errors?",
                "How many MMLU questions have wrong labels?",
                "Are there mislabelled questions in MMLU?",
            ),
        ),
        FAQEntry(
            "Which part of MMLU is medical?",
            "Two views are in use: the six subjects of MultiMedQA (anatomy, clinical knowledge, college biology,"
            " college medicine, medical genetics, professional medicine; 1,089 test questions) and the authors' own"
            " health group of eight subjects (1,640 test questions).",
            "https://arxiv.org/abs/2212.13138",
            ("What are the medical subjects of MMLU?",),
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
            "5-shot",
            "Five solved questions of the same subject, from the dev split, stand before each question; the authors'"
            " protocol.",
            ("five-shot", "5 shot", "shots", "few-shot"),
            "https://github.com/hendrycks/test",
        ),
        Term(
            "macro-accuracy",
            "The mean of the accuracies of the 57 subjects, so that small ones weigh as much as large ones; the board's"
            " accuracy is over all questions.",
            ("macro accuracy", "mean over subjects", "subject average"),
            "https://github.com/hendrycks/test",
        ),
        Term(
            "MultiMedQA subjects",
            "Six subjects of MMLU that MultiMedQA uses as medical: anatomy, clinical knowledge, college biology,"
            " college medicine, medical genetics and professional medicine; 1,089 test questions.",
            ("MultiMedQA", "medical subjects", "MMLU medical"),
            "https://arxiv.org/abs/2212.13138",
        ),
    ),
    listings=(SiteListing("LLM Stats", "https://llm-stats.com/benchmarks/mmlu", 100, "2026-06"),),
    sources=(
        Source("llmstats-repo", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("llmstats-page", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("helm-eee", "HELM, Stanford CRFM, through Every Eval Ever", "MIT"),
        Source("epoch-hub", "Epoch AI, Benchmarking Hub, epoch.ai/benchmarks", "CC BY 4.0"),
        Source(
            "mmlu-authors-readme", "the MMLU repository that a result names as its source", "only facts are taken over"
        ),
        Source(
            "openai-simple-evals",
            "OpenAI simple-evals, the repository that a result names as its source",
            "only facts are taken over",
        ),
        Source(
            "vendor-readme", "the vendor's repository that a result names as its source", "only facts are taken over"
        ),
        Source("phaseo", "the vendor page that a result cites, second-hand", "only facts are taken over"),
        Source("zenheart-evals", "the vendor page that a result cites, second-hand", "only facts are taken over"),
    ),
)
