"""Cards of questions about medical images: radiology, pathology, skin, figures of papers."""

from __future__ import annotations

from datetime import date

from podium.plugins.listed.credits import MEDGEMMA, MEDGEMMA_1_5, credit, llm_stats
from podium.registry import Board, Card, FAQEntry, Paper, Term

_TOKEN_F1 = Term(
    "token F1",
    "How far the words of an answer and of the reference are the same: the harmonic mean of the share of the"
    " answer's words that the reference has and of the share of the reference's words that the answer has.",
    ("tokenized F1", "tokenised F1", "token-level F1", "tokenized-f1"),
    MEDGEMMA,
)
#: The board of the MedGemma 1.5 report, whose prompts differ from those of the first.
_UPDATED = Board(
    "updated-prompts",
    metric="tokenized-f1",
    metric_name="token F1",
    title="Token F1, MedGemma 1.5 report",
    protocol=(
        "Google's figures in the MedGemma 1.5 report, token F1 with updated prompts; they are not comparable with those"
        " of the first report."
    ),
    unit="question",
    aliases=("updated prompts", "MedGemma 1.5 report"),
)

SLAKE = Card(
    slug="slake-vqa",
    name="SLAKE",
    aliases=("SlakeVQA",),
    description=(
        "English and Chinese questions about 642 radiology images (CT, MRI and X-ray), 14,028 question-answer pairs;"
        " organs and lesions are marked in the images, and a small medical knowledge base goes with them. The figures"
        " here are of the English questions and measure overlap of words."
    ),
    modality="multimodal",
    categories=("vision", "healthcare", "multimodal", "reasoning"),
    paper=Paper(
        title="SLAKE: A Semantically-Labeled Knowledge-Enhanced Dataset for Medical Visual Question Answering",
        authors=("Bo Liu", "Li-Ming Zhan", "Li Xu", "Lin Ma", "Yan Yang", "Xiao-Ming Wu"),
        url="https://arxiv.org/abs/2102.09542",
        published=date(2021, 2, 18),
        abstract=(
            "Presents a bilingual set of questions about medical images with labels of what is seen, made by"
            " experienced physicians, and a knowledge base for questions that need more than the image. It covers more"
            " kinds of image and more parts of the body than the sets before it."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="tokenized-f1",
            metric_name="token F1",
            title="Reported results",
            protocol=(
                "Google's figures in the first MedGemma report: token F1 over all English questions; competitors'"
                " models were measured by Google too. Figures of other measures, such as accuracy, are left out."
            ),
            headline=True,
            unit="question",
            aliases=("SLAKE English", "first MedGemma report"),
        ),
        _UPDATED,
    ),
    unit="question",
    sizes={"question-answer pairs": 14_028, "images": 642},
    measures="How far the words of a model's answer to a question about a radiology image match the reference.",
    dataset_url="https://www.med-vqa.com/slake/",
    access="open",
    related=("vqa-rad", "pmc-vqa", "path-mcqa"),
    faq=(
        FAQEntry(
            "What is mixed on the SLAKE board?",
            "Nothing by metric: only token F1 is listed. LLM Stats lists accuracies of Qwen models beside it, so its"
            " leader is another; the figures with the updated prompts of the MedGemma 1.5 report have a board of their"
            " own.",
            MEDGEMMA,
            (
                "Are the SLAKE results comparable?",
                "Why is Qwen not on the SLAKE board?",
                "Why does LLM Stats have another leader on SLAKE?",
            ),
        ),
        FAQEntry(
            "Where are the questions of SLAKE from?",
            "They were written for SLAKE, in English and in Chinese, about CT, MRI and X-ray images that experienced"
            " physicians labelled.",
            "https://arxiv.org/abs/2102.09542",
            (
                "Where do the SLAKE questions come from?",
                "Where do the questions of SLAKE come from?",
                "Who wrote the SLAKE questions?",
                "Which languages are the SLAKE questions in?",
                "In which languages is SLAKE asked?",
                "Where do the SLAKE images come from?",
            ),
        ),
    ),
    terms=(_TOKEN_F1,),
    listings=llm_stats("slakevqa", 4, "2026-07-05"),
    sources=credit("vendor-paper", "vendor-card", "llmstats-repo"),
    research_use_only=True,
)


def _google_board(data: str) -> Board:
    return Board(
        "reported",
        metric="accuracy",
        metric_name="accuracy",
        title="Reported results",
        protocol=(
            f"Google's figures on {data}, of the MedGemma report and of the MedGemma 1.5 report together; whether their"
            " prompts are the same is not stated. Competitors' models were measured by Google."
        ),
        headline=True,
        unit="question",
    )


PATH_MCQA = Card(
    slug="path-mcqa",
    name="PathMCQA",
    aliases=("Pathology MCQA",),
    description=(
        "Multiple-choice questions about patches of pathology slides. The figures are of a set inside Google, 450 of"
        " its items in the first MedGemma report, that nobody else can see. LLM Stats links the PathMMU paper, which is"
        " about other questions: PathMCQA figures are not PathMMU figures."
    ),
    modality="multimodal",
    categories=("healthcare", "vision", "multimodal", "reasoning"),
    paper=Paper(
        title=("PathMMU: A Massive Multimodal Expert-Level Benchmark for Understanding and Reasoning in Pathology"),
        authors=("Yuxuan Sun", "Hao Wu", "Chenglu Zhu"),
        more_authors=10,
        url="https://arxiv.org/abs/2401.16355",
        abstract=(
            "Presents PathMMU, pathology questions with images and explained answers: 33,428 questions about 24,067"
            " images, checked by pathologists. The scores of PathMCQA are on another set, of Google."
        ),
        note="This is the paper that LLM Stats links; it does not define the questions that are scored here.",
    ),
    boards=(_google_board("a set of their own of pathology patches"),),
    unit="question",
    sizes={"items in the first MedGemma report": 450},
    measures="The share of multiple-choice questions about pathology patches that are answered correctly.",
    access="private",
    related=("derm-mcqa", "vqa-rad", "slake-vqa"),
    faq=(
        FAQEntry(
            "What is mixed on the PathMCQA board?",
            "Two reports of Google: MedGemma (450 items) and MedGemma 1.5, which states no number; both name a set of"
            " Google's own. No one else can repeat them.",
            MEDGEMMA,
            ("Are the PathMCQA results comparable?", "Is the PathMCQA board one protocol?"),
        ),
        FAQEntry(
            "Where are the questions of PathMCQA from?",
            "From a set of patches of pathology slides inside Google; it is not public, and who wrote the questions is"
            " not stated.",
            MEDGEMMA,
            (
                "Where do the PathMCQA questions come from?",
                "Where do the questions of PathMCQA come from?",
                "Who made PathMCQA?",
                "Who wrote the PathMCQA questions?",
                "Where can I download PathMCQA?",
            ),
        ),
        FAQEntry(
            "Is PathMCQA the same as PathMMU?",
            "No. LLM Stats links the PathMMU paper, but the figures are of Google's own set; do not compare them with"
            " PathMMU results.",
            MEDGEMMA,
            ("Does the PathMMU paper define PathMCQA?", "How does PathMCQA differ from PathMMU?"),
        ),
    ),
    listings=llm_stats("pathmcqa", 1, "2026"),
    sources=credit("vendor-paper", "llmstats-repo", "phaseo"),
    research_use_only=True,
)

DERM_MCQA = Card(
    slug="derm-mcqa",
    name="DermMCQA",
    aliases=("US-Derm MCQA", "Dermatology MCQA"),
    description=(
        "Four-option questions that ask for the diagnosis seen on a picture of skin. The MedGemma report calls the set"
        " US-Derm MCQA, 1,996 items; it is not public. LLM Stats files it under text, though its items are images,"
        " and links a paper on cleaning dermatology data, which does not define it."
    ),
    modality="multimodal",
    categories=("healthcare", "vision", "multimodal"),
    paper=Paper(
        title="Towards Reliable Dermatology Evaluation Benchmarks",
        authors=("Fabian Gröger", "Simone Lionetti", "Philippe Gottfrois", "Alvaro Gonzalez-Jimenez"),
        more_authors=5,
        url="https://arxiv.org/abs/2309.06961",
        abstract=(
            "Proposes a way to clean sets of dermatology images at little cost: an algorithm finds candidates for"
            " irrelevant pictures, near duplicates and wrong labels, dermatologists confirm them. The scores of"
            " DermMCQA are on another set, of Google."
        ),
        note="This is the paper that LLM Stats links; it does not define the questions that are scored here.",
    ),
    boards=(_google_board("their US-Derm MCQA, called DermMCQA in the later report, four options"),),
    unit="question",
    sizes={"items": 1_996},
    measures="The share of pictures of skin whose diagnosis is picked from four options; guessing gives 0.25.",
    access="private",
    related=("path-mcqa", "vqa-rad", "medqa"),
    faq=(
        FAQEntry(
            "What is mixed on the DermMCQA board?",
            "Two reports of Google: MedGemma, which calls the set US-Derm MCQA with 1,996 items, and MedGemma 1.5,"
            " which says DermMCQA and states no number. That they are one set is likely, not certain.",
            MEDGEMMA_1_5,
            ("Are the DermMCQA results comparable?", "Is the DermMCQA board one protocol?"),
        ),
        FAQEntry(
            "Where are the questions of DermMCQA from?",
            "From a set of skin images inside Google, called US-Derm MCQA; it is not public, and who wrote the"
            " questions is not stated.",
            MEDGEMMA,
            (
                "Where do the DermMCQA questions come from?",
                "Where do the questions of DermMCQA come from?",
                "Who made DermMCQA?",
                "Who wrote the DermMCQA questions?",
                "Where can I download DermMCQA?",
            ),
        ),
        FAQEntry(
            "Does DermMCQA show images?",
            "Yes: every item is a picture of skin with four diagnoses to choose from. LLM Stats files it under text.",
            MEDGEMMA,
            ("Is DermMCQA a text benchmark?",),
        ),
    ),
    listings=llm_stats("dermmcqa", 1, "2026"),
    sources=credit("vendor-paper", "llmstats-repo", "phaseo"),
    research_use_only=True,
)

PMC_VQA = Card(
    slug="pmc-vqa",
    name="PMC-VQA",
    description=(
        "About 227,000 questions and answers on 149,000 figures of open-access medical papers, of many kinds of image"
        " and disease, with a test part that was checked by hand."
    ),
    modality="multimodal",
    categories=("healthcare", "vision", "multimodal"),
    paper=Paper(
        title="PMC-VQA: Visual Instruction Tuning for Medical Visual Question Answering",
        authors=("Xiaoman Zhang", "Chaoyi Wu", "Ziheng Zhao", "Weixiong Lin", "Ya Zhang", "Yanfeng Wang", "Weidi Xie"),
        url="https://arxiv.org/abs/2305.10415",
        published=date(2023, 5, 17),
        abstract=(
            "Makes a large set of questions about medical figures by machine from papers in PubMed Central, with a"
            " hand-checked test part, and tunes a model on it that answers in free text."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="accuracy",
            metric_name="accuracy",
            title="Reported results",
            protocol=(
                "Figures that Qwen published, second-hand, of its own and of competitors' models, from the releases of"
                " Qwen3.5 and Qwen3.8; prompts and test part are not stated."
            ),
            headline=True,
            unit="question",
        ),
    ),
    unit="question",
    measures="The share of questions about figures of medical papers that are answered correctly.",
    dataset_url="https://xiaoman-zhang.github.io/PMC-VQA/",
    access="open",
    related=("vqa-rad", "slake-vqa", "path-mcqa"),
    faq=(
        FAQEntry(
            "What is mixed on the PMC-VQA board?",
            "Figures from two releases of Qwen, read second-hand, with prompt and test part not stated; those of other"
            " makers' models are from Qwen's comparison columns.",
            "https://qwen.ai/blog?id=qwen3.8",
            ("Are the PMC-VQA results comparable?", "Is the PMC-VQA board one protocol?"),
        ),
        FAQEntry(
            "Where are the questions of PMC-VQA from?",
            "They were made by machine from figures and captions of open-access papers in PubMed Central; a part for"
            " testing was checked by hand.",
            "https://arxiv.org/abs/2305.10415",
            (
                "Where do the PMC-VQA questions come from?",
                "Where do the questions of PMC-VQA come from?",
                "Who wrote the PMC-VQA questions?",
                "Where do the PMC-VQA images come from?",
            ),
        ),
        FAQEntry(
            "How many questions are in PMC-VQA?",
            "About 227,000 on about 149,000 images, by its paper; exact counts are not given here.",
            "https://arxiv.org/abs/2305.10415",
            ("How big is PMC-VQA?", "How many images are in PMC-VQA?"),
        ),
    ),
    sources=credit("phaseo", "zenheart-evals"),
    research_use_only=True,
)

CARDS = (SLAKE, PATH_MCQA, DERM_MCQA, PMC_VQA)
