"""What VQA-RAD states about itself."""

from __future__ import annotations

from datetime import date

from podium.plugins.vqa_rad.published import SPLITS
from podium.registry import Board, Card, FAQEntry, Paper, SiteListing, Source, Term

_HOME = "https://osf.io/89kps/"
_PAPER = "https://doi.org/10.1038/sdata.2018.251"
_HUB = "https://huggingface.co/datasets/flaviagiammarino/vqa-rad"
_MEDGEMMA = "https://arxiv.org/abs/2507.05201"

CARD = Card(
    slug="vqa-rad",
    name="VQA-RAD",
    description=(
        "Questions that clinicians asked of their own accord about 315 radiology images, with reference answers: 3,515"
        " pairs by the paper, both open ones and ones to answer yes or no. The figures here measure how far the words"
        " of an answer overlap those of the reference."
    ),
    modality="multimodal",
    categories=("vision", "healthcare", "multimodal"),
    paper=Paper(
        title="A dataset of clinically generated visual questions and answers about radiology images",
        authors=("Jason J. Lau", "Soumya Gayen", "Asma Ben Abacha", "Dina Demner-Fushman"),
        url=_PAPER,
        published=date(2018, 11, 20),
        abstract=(
            "Presents a set of questions and answers about radiology images in which clinicians themselves asked what"
            " came to their minds on seeing an image and gave the reference answers, so that the questions are of the"
            " kind that arises in practice."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="tokenized-f1",
            metric_name="token F1",
            title="Reported results",
            protocol=(
                "Google's figures in the first MedGemma report: token F1 over all questions of the test split of Xu et"
                " al. 2023; competitors' models were measured by Google too."
            ),
            headline=True,
            unit="question",
            aliases=("Xu et al. split", "first MedGemma report"),
        ),
        Board(
            "updated-prompts",
            metric="tokenized-f1",
            metric_name="token F1",
            title="Token F1, MedGemma 1.5 report",
            protocol=(
                "Google's figures in the MedGemma 1.5 report, token F1 with updated prompts; they are not comparable"
                " with those of the first report."
            ),
            unit="question",
            aliases=("updated prompts", "MedGemma 1.5 report"),
        ),
        Board(
            "closed-official",
            metric="closed-accuracy",
            metric_name="accuracy on closed questions",
            title="Closed questions, runs stored here",
            protocol=(
                "Share of the closed questions of the official test split that are answered right (the yes or no of the"
                " reply, or equal words after normalisation), asked for one word or a short phrase; the split shares"
                " images with the training one; runs stored in this registry."
            ),
            split="test",
            unit="question",
            aliases=("closed questions", "closed accuracy"),
        ),
        Board(
            "open-official",
            metric="open-recall",
            metric_name="recall of the reference's words on open questions",
            title="Open questions, runs stored here",
            protocol=(
                "Mean share of the reference's words that the reply has, over the open questions of the official test"
                " split, after normalisation, asked for one word or a short phrase; the split shares images with the"
                " training one; runs stored in this registry."
            ),
            split="test",
            unit="question",
            aliases=("open questions", "open recall"),
        ),
        Board(
            "f1-official",
            metric="tokenized-f1",
            metric_name="token F1",
            title="Token F1 on the official split, runs stored here",
            protocol=(
                "Mean token F1 over all questions of the official test split, not that of Xu et al. 2023, after"
                " normalisation, asked for one word or a short phrase; the split shares images with the training one;"
                " runs stored in this registry."
            ),
            split="test",
            unit="question",
            aliases=("official split", "official test"),
        ),
    ),
    splits=SPLITS,
    unit="question",
    sizes={
        "question-answer pairs": 3_515,
        "pairs in the download": 2_248,
        "images": 315,
        "images with questions": 314,
    },
    measures="How far the words of a model's answer to a clinician's question about an image match the reference.",
    dataset_url=_HOME,
    licence="CC0 1.0",
    access="open",
    related=("slake-vqa", "pmc-vqa", "path-mcqa", "derm-mcqa"),
    faq=(
        FAQEntry(
            "What is mixed on the VQA-RAD board?",
            "Nothing by protocol: figures with the updated prompts of the MedGemma 1.5 report have a board of their"
            " own. All are Google's own, those of competitors' models as well.",
            _MEDGEMMA,
            ("Are the VQA-RAD results comparable?", "Is the VQA-RAD board one protocol?"),
        ),
        FAQEntry(
            "Where are the questions of VQA-RAD from?",
            "Clinicians asked them of their own accord about radiology images of MedPix, an open teaching collection,"
            " and gave the reference answers.",
            _PAPER,
            (
                "Where do the VQA-RAD questions come from?",
                "Where do the questions of VQA-RAD come from?",
                "Who wrote the VQA-RAD questions?",
                "Where do the VQA-RAD images come from?",
            ),
        ),
        FAQEntry(
            "Why are there fewer pairs in the VQA-RAD download than in the paper?",
            "The paper counts 3,515 pairs; the files at its home, read in June 2023, held 2,248, on 314 of the 315"
            " images.",
            _HUB,
        ),
        FAQEntry(
            "Does the VQA-RAD split share images between training and test?",
            "Yes: the official test split asks about images that have training questions too, so it does not measure"
            " how a model does on new images. The figures of the first MedGemma report are of another split, that of Xu"
            " et al. 2023.",
            _MEDGEMMA,
            (
                "Is there leakage between the VQA-RAD splits?",
                "Which split of VQA-RAD is used?",
                "Are the official split and that of Xu et al. comparable on VQA-RAD?",
            ),
        ),
        FAQEntry(
            "How many questions are in the VQA-RAD splits?",
            "The file marks 451 questions as the test and 1,797 others. Three of these come twice and one is in the"
            " test too, so that 1,793 are left to train on.",
            _HUB,
            ("How big is the VQA-RAD test?", "Why has the VQA-RAD training split 1,793 questions?"),
        ),
        FAQEntry(
            "How are VQA-RAD answers scored here?",
            "In lower case, without punctuation and articles. Closed questions count as right by the yes or no of the"
            " reply or by equal words; open ones count the share of the reference's words that the reply has, and token"
            " F1. No model judges, and no synonyms are known.",
            _PAPER,
            ("How are the open questions of VQA-RAD scored?", "How are the answers of VQA-RAD normalised?"),
        ),
        FAQEntry(
            "Can VQA-RAD scores be relied on in the clinic?",
            "No. They are for research only: few images of a teaching collection, words compared with words, no"
            " clinical validation.",
            _PAPER,
        ),
    ),
    terms=(
        Term(
            "token F1",
            "How far the words of an answer and of the reference are the same: the harmonic mean of the share of the"
            " answer's words that the reference has and of the share of the reference's words that the answer has.",
            ("tokenized F1", "tokenised F1", "token-level F1", "tokenized-f1"),
            _MEDGEMMA,
        ),
    ),
    listings=(SiteListing("LLM Stats", "https://llm-stats.com/benchmarks/vqa-rad", 1, "2026"),),
    sources=(
        Source("vendor-paper", "MedGemma reports, Google", "only facts are taken over"),
        Source("llmstats-repo", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("phaseo", "the vendor page that a result cites, second-hand", "only facts are taken over"),
    ),
    research_use_only=True,
)
