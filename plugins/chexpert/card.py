"""What CheXpert CXR states about itself."""

from __future__ import annotations

from datetime import date

from podium.plugins.chest_xray.glossary import CHEXPERT as TERMS
from podium.plugins.chest_xray.observations import FIVE, OBSERVATIONS
from podium.registry import Board, Card, FAQEntry, Paper, SiteListing, Source

_HOME = "https://stanfordmlgroup.github.io/competitions/chexpert"
_PAPER = "https://arxiv.org/abs/1901.07031"
_TEST_LABELS = "https://github.com/rajpurkarlab/cheXpert-test-set-labels"

CARD = Card(
    slug="chexpert",
    name="CheXpert CXR",
    aliases=("chexpert-cxr", "CheXpert chest X-ray", "CheXpert chest radiograph", "Stanford CheXpert"),
    description=(
        "CheXpert holds 224,316 chest radiographs of 65,240 patients of Stanford Hospital. A labeller that can also"
        ' answer "uncertain" read 14 observations from the radiology reports; radiologists labelled small validation'
        " and test sets anew. It is meant for the automated interpretation of chest X-rays: image classifiers are"
        " ranked by AUROC, language models by F1, both over five of the findings."
    ),
    modality="image",
    categories=("healthcare", "vision"),
    paper=Paper(
        title="CheXpert: A Large Chest Radiograph Dataset with Uncertainty Labels and Expert Comparison",
        authors=("Jeremy Irvin", "Pranav Rajpurkar", "Michael Ko", "Yifan Yu"),
        more_authors=16,
        url=_PAPER,
        published=date(2019, 1, 21),
        abstract=(
            "Presents the dataset and a labeller that finds 14 observations in radiology reports together with the"
            " uncertainty of the wording. Several approaches to the uncertainty labels are compared for training"
            " convolutional networks on frontal and lateral views; which one is best depends on the finding, as"
            " judged on 200 validation studies labelled by 3 board-certified radiologists. The best model is then"
            " tested on 500 studies whose reference is the consensus of 5 board-certified radiologists and compared"
            " with 3 further radiologists: on Cardiomegaly, Edema and Pleural Effusion its ROC and precision-recall"
            " curves lie above the operating points of all three."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="macro-f1-top5",
            metric_name="macro-F1 over five findings",
            title="Reported results",
            protocol=(
                "The figure LLM Stats accepts per model: mean of the five findings' F1, image level (668 test images),"
                " one yes-or-no question per image and finding."
            ),
            headline=True,
            unit="image",
        ),
        Board(
            "f1-medgemma-reports",
            metric="macro-f1-top5",
            metric_name="macro-F1 over five findings",
            title="Macro-F1, MedGemma reports",
            protocol=(
                "Models of the MedGemma reports (arXiv 2507.05201 and 2604.05081), as Google gives them there: mean of"
                " the five findings' F1, 668 test images, one yes-or-no question per image and finding."
            ),
            unit="image",
            aliases=(
                "MedGemma reports",
                "MedGemma papers",
                "MedGemma technical reports",
            ),
        ),
        Board(
            "auroc-competition",
            metric="mean-auroc-5",
            metric_name="mean AUROC over five tasks",
            title="CheXpert competition",
            protocol=(
                "Mean AUROC over five tasks, study level (maximum over views), hidden test set of 500 studies, scored"
                " by the Stanford ML Group; closed, as of 28 January 2023."
            ),
            unit="study",
            aliases=(
                "competition",
                "competition leaderboard",
                "hidden test",
                "hidden test set",
                "Stanford leaderboard",
                "AUROC board",
            ),
        ),
        Board(
            "auroc5-study",
            metric="mean-auroc-5",
            metric_name="mean AUROC over five tasks",
            title="Mean AUROC, runs stored here",
            protocol=(
                "Mean AUROC over the five competition tasks, study level (maximum over views), on the official test set"
                " of 500 studies; runs stored in this registry."
            ),
            split="test",
            unit="study",
        ),
        Board(
            "auroc14-study",
            metric="mean-auroc-14",
            metric_name="mean AUROC over fourteen findings",
            title="Mean AUROC over all findings, runs stored here",
            protocol=(
                "Mean AUROC over the fourteen findings, study level (maximum over views), on the official test set of"
                " 500 studies, where all are defined (fracture with 5 positives only); runs stored in this registry."
            ),
            split="test",
            unit="study",
        ),
        Board(
            "readers-study",
            metric="readers-beaten-5",
            metric_name="readers beaten of three, mean over five tasks",
            title="Readers beaten, runs stored here",
            protocol=(
                "How many of the three benchmark radiologists' operating points the ROC curve passes, by the rule of"
                " the competition's script, mean over the five tasks, study level (maximum over views), on the"
                " official test set of 500 studies; runs stored in this registry."
            ),
            split="test",
            unit="study",
            maximum=3.0,
            aliases=(
                "readers board",
                "against radiologists",
            ),
        ),
        Board(
            "f1x5-image",
            metric="macro-f1-top5",
            metric_name="macro-F1 over five findings",
            title="Macro-F1 by questions, runs stored here",
            protocol=(
                "Mean of the five findings' F1, one yes-or-no question per image and finding, over the 668 images of"
                " the official test set; a reply that says neither counts as wrong; runs stored in this registry."
            ),
            split="test",
            unit="image",
        ),
        # Last, so that a run without --split is on the test split, as the boards before.
        Board(
            "auroc5-valid",
            metric="mean-auroc-5",
            metric_name="mean AUROC over five tasks",
            title="Mean AUROC on the validation set, runs stored here",
            protocol=(
                "Mean AUROC over the five competition tasks, study level (maximum over views), on the official"
                " validation set of 200 studies; runs stored in this registry."
            ),
            split="valid",
            unit="study",
            aliases=(
                "validation board",
                "validation set",
            ),
        ),
    ),
    splits={"train": 223_414, "valid": 234, "test": 668},
    unit="image",
    sizes={
        "radiographs": 224_316,
        "patients": 65_240,
        "observations": 14,
        "scored findings": 5,
        "train studies": 187_641,
        "validation studies": 200,
        "test studies": 500,
        "train patients": 64_540,
        "validation patients": 200,
        "test patients": 500,
    },
    measures=(
        "How well a model finds atelectasis, cardiomegaly, consolidation, edema and pleural effusion in chest X-rays,"
        " against radiologists' labels."
    ),
    observations=OBSERVATIONS,
    main_observations=FIVE,
    dataset_url=_HOME,
    licence="Stanford University Dataset Research Use Agreement (non-commercial research)",
    access="registration",
    related=("mmlu-pro", "mmlu", "hle", "mmmu", "mmmu-pro", "charxiv-r", "mimic-cxr"),
    faq=(
        FAQEntry(
            "Why is there another leader on the competition board?",
            "The boards measure different things. The main board has macro-F1 of language models that answer yes or no"
            " per image; the competition has mean AUROC of image classifiers per study. The two numbers are not"
            " comparable, and no model is on both.",
            _HOME,
            ("Why does CheXpert have two leaders?", "What is the difference between the CheXpert boards?"),
        ),
        FAQEntry(
            "Is 0.481 on CheXpert comparable with an AUROC of 0.930?",
            "No. 0.481 is an F1, which needs a decision for every image; 0.930 is an AUROC, which only needs an order."
            " Classifiers of the competition with an AUROC of 0.923 to 0.928 reach a macro-F1 of 0.605 to 0.633 at"
            " their own thresholds (computed from the released test predictions, study level).",
            _TEST_LABELS,
            (
                "Can I compare F1 and AUROC on CheXpert?",
                "Why is the CheXpert score so low?",
                "Why is the F1 of 0.481 far below the AUROC of 0.93 on CheXpert?",
            ),
        ),
        FAQEntry(
            "Is 0.481 on CheXpert better than guessing?",
            "Yes, but less than it looks: answering yes to everything gives a macro-F1 of 0.331 per study, a fair coin"
            " 0.278, a coin with each finding's prevalence 0.206, and single radiologists 0.59 to 0.64 (computed from"
            " the released test labels; the main board counts images, so the comparison is indicative).",
            _TEST_LABELS,
            ("How good are radiologists on CheXpert?", "What is the baseline of CheXpert?"),
        ),
        FAQEntry(
            "Can CheXpert scores be relied on in the clinic?",
            "No. They are for research only: one hospital's images, five findings, no clinical validation. A score"
            " here says nothing about safety or benefit for patients.",
            _PAPER,
            (
                "Can I use it clinically?",
                "Does a high CheXpert score mean doctors can rely on it?",
                "Is a model on CheXpert approved for clinical use?",
            ),
        ),
        FAQEntry(
            "How was the CheXpert test set labelled?",
            "Eight board-certified radiologists labelled 500 studies; the majority of five of them is the reference and"
            " the other three are the readers to compare with. They agree only moderately (mean pairwise kappa 0.53 for"
            " pleural effusion, 0.24 for consolidation), which limits any score.",
            _TEST_LABELS,
            (
                "Who labelled CheXpert?",
                "What is the ground truth of CheXpert?",
                "Who established the reference standard of the CheXpert test set?",
                "How many radiologists labelled the CheXpert test studies?",
                "Who made the labels of CheXpert?",
                "Were the CheXpert labels made by radiologists?",
            ),
        ),
        FAQEntry(
            "What does readers beaten mean on CheXpert?",
            "How many of the three benchmark radiologists a model's ROC curve passes, from 0 to 3 per finding, as the"
            " mean over the five competition tasks. The competition's script takes a cautious step rule; runs scored"
            " here print its count, the count by straight lines and that in precision and recall.",
            _TEST_LABELS,
            ("How are models compared with radiologists on CheXpert?",),
        ),
        FAQEntry(
            "What do the uncertain labels of CheXpert mean?",
            "In the training labels 1 is a positive mention in the report, 0 a negative one, -1 an uncertain one, and"
            " empty no mention. The validation and test labels come from radiologists and are 1 or 0 only.",
            _PAPER,
            ("What does -1 mean in CheXpert?", "What is an uncertain label in CheXpert?"),
        ),
        FAQEntry(
            "How can I get the CheXpert data?",
            "Register at the dataset's home and accept its research use agreement; the test images and labels are"
            " released too. Podium ships no image and reads your own copy.",
            _HOME,
            ("Where can I download CheXpert?", "Is CheXpert free?"),
        ),
    ),
    terms=TERMS,
    listings=(SiteListing("LLM Stats", "https://llm-stats.com/benchmarks/chexpert-cxr", 1, "2026-06"),),
    sources=(
        Source("llmstats-repo", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("chexpert-competition", "Stanford ML Group, CheXpert competition page", "only facts are taken over"),
        Source("vendor-paper", "the paper that a result names as its source", "only facts are taken over"),
        Source("phaseo", "the vendor page that a result cites, second-hand", "only facts are taken over"),
    ),
    research_use_only=True,
    version="2",
)
