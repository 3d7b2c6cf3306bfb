"""What MIMIC CXR states about itself."""

from __future__ import annotations

from datetime import date

from podium.plugins.chest_xray.glossary import MIMIC as TERMS
from podium.plugins.chest_xray.observations import FIVE, OBSERVATIONS
from podium.registry import Board, Card, FAQEntry, Paper, SiteListing, Source

_HOME = "https://physionet.org/content/mimic-cxr-jpg/"
_PAPER = "https://arxiv.org/abs/1901.07042"
_MEDGEMMA = "https://arxiv.org/abs/2507.05201"

CARD = Card(
    slug="mimic-cxr",
    name="MIMIC CXR",
    aliases=("MIMIC", "MIMIC-CXR-JPG", "MIMIC chest X-ray", "MIMIC chest radiograph"),
    description=(
        "377,110 chest X-ray images of 227,835 studies and 65,379 patients of the Beth Israel Deaconess Medical Center"
        " in Boston, with free-text reports, de-identified and shared through PhysioNet for research on imaging,"
        " report generation and more. Two tools read fourteen labels from the reports. Model makers report the mean F1"
        " over five findings, and whether the test labels were adjudicated by radiologists or mined from reports"
        " moves that figure by a factor of two."
    ),
    modality="multimodal",
    categories=("multimodal", "healthcare", "vision"),
    paper=Paper(
        title="MIMIC-CXR-JPG, a large publicly available database of labeled chest radiographs",
        authors=("Alistair E. W. Johnson", "Tom J. Pollard", "Nathaniel R. Greenbaum", "Matthew P. Lungren"),
        more_authors=6,
        url=_PAPER,
        published=date(2019, 1, 21),
        abstract=(
            "Describes MIMIC-CXR-JPG v2.0.0: 377,110 chest x-rays of 227,827 studies made from 2011 to 2016, as JPG"
            " files derived from MIMIC-CXR, each study with 14 labels that two natural language processing tools read"
            " from its report. The set is meant as a standard reference for splits and labels."
        ),
    ),
    boards=(
        Board(
            "reported",
            metric="macro-f1-top5",
            metric_name="macro-F1 over five findings",
            title="Reported results",
            protocol=(
                "The figure LLM Stats accepts per model: mean of the five findings' F1 on the private Med-Gemini test"
                " set (n = 1,532, labels adjudicated by radiologists); cannot be reproduced from public files."
            ),
            headline=True,
            unit="image",
        ),
        Board(
            "f1-adjudicated",
            metric="macro-f1-top5",
            metric_name="macro-F1 over five findings",
            title="Macro-F1, adjudicated labels",
            protocol=(
                "Mean of the five findings' F1 on the private Med-Gemini test set (n = 1,532, adjudicated labels,"
                " missing and uncertain excluded), from the MedGemma reports; cannot be reproduced from public files."
            ),
            unit="image",
            aliases=(
                "adjudicated labels",
                "adjudicated",
                "Med-Gemini test set",
                "private labels",
            ),
        ),
        Board(
            "f1-public-labels",
            metric="macro-f1-top5",
            metric_name="macro-F1 over five findings",
            title="Macro-F1, public labels",
            protocol=(
                "Mean of the five findings' F1 on the MAIRA test set (n = 2,461, labels mined from reports, missing"
                " and uncertain as negative), from the MedGemma reports."
            ),
            unit="image",
            aliases=(
                "public labels",
                "MAIRA test set",
                "MAIRA",
                "mined labels",
            ),
        ),
        Board(
            "auroc14-test-chexpert",
            metric="mean-auroc-14",
            metric_name="mean AUROC over fourteen labels",
            title="Mean AUROC, CheXpert labels, runs stored here",
            protocol=(
                "Mean AUROC over the fourteen labels of the CheXpert labeller, study level (maximum over views),"
                " official test split of 3,269 studies; blank counts as negative, uncertain is excluded; runs stored"
                " in this registry."
            ),
            split="test",
            unit="study",
        ),
        Board(
            "auroc14-test-negbio",
            metric="mean-auroc-14",
            metric_name="mean AUROC over fourteen labels",
            title="Mean AUROC, NegBio labels, runs stored here",
            protocol=(
                "Mean AUROC over the fourteen labels of NegBio, study level (maximum over views), official test split"
                " of 3,269 studies; blank counts as negative, uncertain is excluded; runs stored in this registry."
            ),
            split="test",
            unit="study",
            aliases=("NegBio labels",),
        ),
        Board(
            "gold687",
            metric="mean-auroc-14",
            metric_name="mean AUROC over fourteen labels",
            title="Mean AUROC, a radiologist's labels, runs stored here",
            protocol=(
                "Mean AUROC over the fourteen labels that a radiologist read from the reports of 687 test studies,"
                " study level (maximum over views), no value where one of them lacks a class; blank counts as"
                " negative, uncertain is excluded; runs stored in this registry."
            ),
            split="test",
            unit="study",
            aliases=(
                "radiologist labels",
                "gold labels",
                "687 studies",
            ),
        ),
        Board(
            "f1x5-test-public",
            metric="macro-f1-top5",
            metric_name="macro-F1 over five findings",
            title="Macro-F1 by questions, public labels, runs stored here",
            protocol=(
                "Mean of the five findings' F1 by the CheXpert labeller, blank and uncertain as negative, one yes-or-no"
                " question per image and finding, over all labelled images of the official test split, so not the"
                " 2,461 of the MAIRA test set; a reply that says neither counts as wrong; runs stored in this registry."
            ),
            split="test",
            unit="image",
        ),
        Board(
            "report-findings",
            metric="rule-label-f1-micro14",
            metric_name="rule-label F1 over fourteen findings, pooled",
            title="Written findings, rule-label F1, runs stored here",
            protocol=(
                "A model writes the findings section of each study's report from all its images, without indication or"
                " earlier studies; official test split, studies whose report has that section. Podium's own rule-based"
                " labeler reads 14 findings out of both texts, present or uncertain against negative or not mentioned;"
                " F1 of all decisions pooled. Not CheXbert F1. An empty text counts as naming nothing; runs stored in"
                " this registry."
            ),
            split="test",
            unit="study",
            aliases=(
                "report generation",
                "written findings",
                "report writing",
            ),
        ),
        Board(
            "report-impression",
            metric="rule-label-f1-micro14",
            metric_name="rule-label F1 over fourteen findings, pooled",
            title="Written impression, rule-label F1, runs stored here",
            protocol=(
                "A model writes the impression section of each study's report from all its images, without indication"
                " or earlier studies; official test split, studies whose report has that section. Podium's own"
                " rule-based labeler reads 14 findings out of both texts, present or uncertain against negative or not"
                " mentioned; F1 of all decisions pooled. Not CheXbert F1. An empty text counts as naming nothing; runs"
                " stored in this registry."
            ),
            split="test",
            unit="study",
            aliases=("written impression",),
        ),
    ),
    splits={"train": 368_960, "validate": 2_991, "test": 5_159},
    unit="image",
    sizes={
        "images": 377_110,
        "studies": 227_835,
        "labelled studies (JPG v2.0.0)": 227_827,
        "patients": 65_379,
        "labels": 14,
        "labelling tools": 2,
        "scored findings": 5,
        "train studies": 222_758,
        "validation studies": 1_808,
        "test studies": 3_269,
        "train patients": 64_586,
        "validation patients": 500,
        "test patients": 293,
        "test studies labelled by a radiologist": 687,
    },
    measures=(
        "How well a model finds atelectasis, cardiomegaly, consolidation, edema and pleural effusion in chest X-rays;"
        " the source of the test labels decides what a number means."
    ),
    # MIMIC's label files sort the observations by name.
    observations=tuple(sorted(OBSERVATIONS, key=lambda observation: observation.name)),
    main_observations=FIVE,
    dataset_url=_HOME,
    licence="PhysioNet Credentialed Health Data License and data use agreement",
    access="credentialed",
    related=("mmlu-pro", "mmlu", "hle", "mmmu", "mmmu-pro", "charxiv-r", "chexpert"),
    faq=(
        FAQEntry(
            "Is 0.889 on MIMIC CXR comparable with 0.405?",
            "No. Both are MedGemma 4B IT's macro-F1 over the same five findings: 0.889 on 1,532 examples with privately"
            " adjudicated labels, missing and uncertain ones left out; 0.405 on 2,461 examples with labels mined from"
            " reports, missing and uncertain ones counted as negative. They stand on boards of their own.",
            _MEDGEMMA,
            (
                "Why does MedGemma have two scores on MIMIC CXR?",
                "Why are the MIMIC CXR boards so different?",
                "Which MIMIC CXR score is right?",
            ),
        ),
        FAQEntry(
            "Can the MIMIC CXR score of 0.889 be reproduced?",
            "Not from public files: the adjudicated labels of the Med-Gemini test set were not released. What can be"
            " measured here on the official test split is the mean AUROC over fourteen labels, by either labeller or by"
            " a radiologist, the macro-F1 by questions with public labels, and how far written reports agree with the"
            " radiologists'.",
            _MEDGEMMA,
            ("Is the MIMIC CXR leader verified?", "Can I verify MedGemma on MIMIC CXR?"),
        ),
        FAQEntry(
            "Can MIMIC CXR scores be relied on in the clinic?",
            "No. They are for research only: one hospital's images, labels from reports or a private panel, no clinical"
            " validation. A score here says nothing about safety or benefit for patients.",
            _PAPER,
            (
                "Can I use it clinically?",
                "Does 0.889 on MIMIC CXR mean doctors can rely on it?",
                "Is a model on MIMIC CXR approved for clinical use?",
            ),
        ),
        FAQEntry(
            "Does MIMIC CXR have 227,835 or 227,827 studies?",
            "Both numbers are right: MIMIC-CXR has 227,835 studies, and 227,827 of them have labels in MIMIC-CXR-JPG"
            " v2.0.0, as the reports of eight have no section that the labellers could use.",
            _PAPER,
            ("How many studies does MIMIC CXR have?",),
        ),
        FAQEntry(
            "How can I get the MIMIC CXR data?",
            "From PhysioNet, as a credentialed user: complete the CITI training, sign the data use agreement, and do"
            " not pass anything on. Podium ships none of it and reads your own copy.",
            _HOME,
            (
                "Where can I download MIMIC-CXR-JPG?",
                "Is MIMIC CXR free?",
                "Which training do I need for MIMIC CXR?",
                "What do I need to do before I get MIMIC CXR?",
            ),
        ),
        FAQEntry(
            "How reliable are the intervals on the MIMIC CXR test split?",
            "Resample patients, not images: the 3,269 test studies come from only 293 patients, so intervals over"
            " images or studies are far too narrow. The split also has more findings than the training one: 89.1%"
            " against 76.5% of the studies.",
            _PAPER,
            ("How big is the MIMIC CXR test set?",),
        ),
    ),
    terms=TERMS,
    listings=(SiteListing("LLM Stats", "https://llm-stats.com/benchmarks/mimic-cxr", 1, "2026-06"),),
    sources=(
        Source("llmstats-repo", "LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
        Source("vendor-paper", "the paper that a result names as its source", "only facts are taken over"),
        Source("phaseo", "the vendor page that a result cites, second-hand", "only facts are taken over"),
    ),
    research_use_only=True,
    version="2",
)
