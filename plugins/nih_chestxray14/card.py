"""What NIH ChestX-ray14 states about itself."""

from __future__ import annotations

from datetime import date

from podium.plugins.nih_chestxray14.labels import OBSERVATIONS
from podium.plugins.nih_chestxray14.published import IMAGES, PATIENTS, SPLITS, WITHOUT
from podium.registry import Board, Card, FAQEntry, Paper, Source, Term

_HOME = "https://nihcc.app.box.com/v/ChestXray-NIHCC"
_PAPER = "https://arxiv.org/abs/1705.02315"
_MEDGEMMA = "https://arxiv.org/abs/2507.05201"

#: The board that runs on the official test list enter.
BOARD = "auroc14-image"

CARD = Card(
    slug="nih-chestxray14",
    name="NIH ChestX-ray14",
    aliases=("ChestX-ray14", "CXR14", "NIH CXR14", "NIH chest X-ray", "NIH CXR", "NIH"),
    description=(
        "NIH ChestX-ray14 holds 112,120 frontal chest radiographs of 30,805 patients of the NIH Clinical Center."
        " Fourteen findings, or none of them, were read from the radiology reports by natural language processing, so"
        " the labels are noisy. Image classifiers are ranked by their mean AUROC over the fourteen on the official test"
        " list."
    ),
    modality="image",
    categories=("healthcare", "vision"),
    paper=Paper(
        title=(
            "ChestX-ray8: Hospital-scale Chest X-ray Database and Benchmarks on Weakly-Supervised Classification and"
            " Localization of Common Thorax Diseases"
        ),
        authors=(
            "Xiaosong Wang",
            "Yifan Peng",
            "Le Lu",
            "Zhiyong Lu",
            "Mohammadhadi Bagheri",
            "Ronald M. Summers",
        ),
        url=_PAPER,
        published=date(2017, 5, 5),
        abstract=(
            "Presents a large set of frontal chest radiographs whose findings were mined from the radiology reports by"
            " natural language processing, and shows that findings can be classified, and roughly located in the image,"
            " by networks that were trained on such labels of whole images alone."
        ),
        note=(
            "The paper describes ChestX-ray8, the earlier release with eight findings; ChestX-ray14 is the larger one,"
            " with fourteen, that followed it."
        ),
    ),
    boards=(
        Board(
            BOARD,
            metric="mean-auroc-14",
            metric_name="mean AUROC over fourteen findings",
            title="Mean AUROC, runs stored here",
            protocol=(
                "Mean AUROC over the fourteen findings, each image counts once, on the official test list of 25,596"
                " images with the labels of Data_Entry_2017_v2020.csv; intervals resample patients; runs stored in this"
                " registry."
            ),
            headline=True,
            split="test",
            unit="image",
            aliases=("AUROC board", "official test list"),
        ),
        Board(
            "f1x3-adjudicated",
            metric="macro-f1-3",
            metric_name="macro-F1 over three findings",
            title="Macro-F1, MedGemma report",
            protocol=(
                "Google's figures in the first MedGemma report (arXiv 2507.05201): mean of three findings' F1 (lung"
                " opacity, pneumothorax, fracture), one question per image and finding, on 1,962 images with labels"
                " that radiologists adjudicated."
            ),
            unit="image",
            aliases=("MedGemma report", "adjudicated labels"),
        ),
    ),
    splits=SPLITS,
    unit="image",
    sizes={"images": IMAGES, "patients": PATIENTS, "findings": 14, "images without any of them": WITHOUT},
    measures="How well a model tells fourteen findings in frontal chest X-rays, as far as reports mention them.",
    observations=OBSERVATIONS,
    main_observations=("Atelectasis", "Cardiomegaly", "Consolidation", "Edema", "Effusion"),
    dataset_url=_HOME,
    licence="no restrictions on use; the NIH Clinical Center is to be named as provider and the paper cited",
    access="open",
    related=("chexpert", "mimic-cxr"),
    faq=(
        FAQEntry(
            "How were the labels of NIH ChestX-ray14 made?",
            "They were mined from the radiology reports by natural language processing; nobody looked at the images for"
            " them. They are noisy, those of the test list too, and a finding that is not named counts as absent.",
            _PAPER,
            (
                "Who labelled NIH ChestX-ray14?",
                "Who labelled the images of NIH ChestX-ray14?",
                "Did humans label the images of NIH ChestX-ray14?",
                "Who made the labels of NIH ChestX-ray14?",
                "Were the NIH ChestX-ray14 labels made by radiologists?",
                "How noisy are the labels of NIH ChestX-ray14?",
                "Are the ChestX-ray14 labels reliable?",
            ),
        ),
        FAQEntry(
            "Which label file of NIH ChestX-ray14 is used?",
            "Data_Entry_2017_v2020.csv. There are several versions of the label file and they differ, so a run on the"
            " older Data_Entry_2017.csv is scored but enters no board.",
            _HOME,
            (
                "Which version of the ChestX-ray14 labels does Podium use?",
                "Why are there several label files of NIH ChestX-ray14?",
            ),
        ),
        FAQEntry(
            "Is NIH ChestX-ray14 the same as ChestX-ray8?",
            "No. ChestX-ray8 is the earlier release with eight findings, which the paper describes; ChestX-ray14 is the"
            " larger one with fourteen. A figure on the one is not a figure on the other.",
            _PAPER,
            ("What is the difference between ChestX-ray14 and ChestX-ray8?",),
        ),
        FAQEntry(
            "Which test set of NIH ChestX-ray14 counts?",
            "The official list test_list.txt of 25,596 images, which shares no patient with train_val_list.txt. Many"
            " papers split the images themselves, and their figures are not comparable.",
            _HOME,
            (
                "What is the official split of NIH ChestX-ray14?",
                "Can I use my own split of ChestX-ray14?",
            ),
        ),
        FAQEntry(
            "Is the F1 of MedGemma on NIH ChestX-ray14 comparable with an AUROC?",
            "No. It is a macro-F1 over three findings on 1,962 images with adjudicated labels; the main board has the"
            " mean AUROC over fourteen findings on 25,596 images with labels from reports.",
            _MEDGEMMA,
            ("Why does NIH ChestX-ray14 have two boards?",),
        ),
        FAQEntry(
            "Does NIH ChestX-ray14 share images with other datasets?",
            "Yes. The images of the RSNA Pneumonia Challenge of 2018 are a part of it, so a model that was trained on"
            " those may have seen its test images.",
            _HOME,
            ("Is there leakage between RSNA and ChestX-ray14?",),
        ),
        FAQEntry(
            "How can I get the NIH ChestX-ray14 data?",
            "Download it from the NIH Clinical Center; no registration is needed. Podium ships no image and reads your"
            " own copy, with the twelve folders of images or one flat one.",
            _HOME,
            ("Where can I download NIH ChestX-ray14?", "Is NIH ChestX-ray14 free?"),
        ),
        FAQEntry(
            "Can NIH ChestX-ray14 scores be relied on in the clinic?",
            "No. They are for research only: one hospital's images, labels mined from reports, no clinical validation."
            " A score here says nothing about safety or benefit for patients.",
            _PAPER,
            ("Is a model on NIH ChestX-ray14 approved for clinical use?",),
        ),
    ),
    terms=(
        Term(
            "official test list",
            "The file test_list.txt that comes with NIH ChestX-ray14 and names its 25,596 test images.",
            ("test_list.txt",),
            _HOME,
        ),
    ),
    sources=(Source("vendor-paper", "MedGemma report, Google", "only facts are taken over"),),
    research_use_only=True,
)
