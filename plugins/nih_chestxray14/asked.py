"""What else people ask of the ChestX-ray14 data: views, tables, boxes, files."""

from __future__ import annotations

from podium.registry import FAQEntry

_HOME = "https://nihcc.app.box.com/v/ChestXray-NIHCC"
_PAPER = "https://arxiv.org/abs/1705.02315"
_MEDGEMMA = "https://arxiv.org/abs/2507.05201"

ASKED = (
    FAQEntry(
        "Does NIH ChestX-ray14 have lateral views?",
        "No: all its 112,120 images are frontal. The column View Position of the label file says of which kind.",
        _PAPER,
        (
            "NIH ChestX-ray14 lateral views?",
            "Does NIH ChestX-ray14 have side views?",
            "Are there lateral images in NIH ChestX-ray14?",
            "Is NIH ChestX-ray14 frontal only?",
            "Are the NIH ChestX-ray14 images frontal or lateral?",
            "Which views does NIH ChestX-ray14 have?",
            "How many lateral images does NIH ChestX-ray14 have?",
        ),
    ),
    FAQEntry(
        "Does NIH ChestX-ray14 give age and sex of the patients?",
        "Yes, in the label file: it has columns for the patient's age and gender, the view position and the number of"
        " the follow-up.",
        _HOME,
        (
            "NIH ChestX-ray14 age and sex?",
            "Does NIH ChestX-ray14 have patient age?",
            "Does NIH ChestX-ray14 include the sex of patients?",
            "Does NIH ChestX-ray14 include gender?",
            "Is there demographic data in NIH ChestX-ray14?",
            "Which demographics does NIH ChestX-ray14 have?",
            "Does NIH ChestX-ray14 have age and gender?",
        ),
    ),
    FAQEntry(
        "Does NIH ChestX-ray14 have bounding boxes?",
        "Yes, a file of its own: BBox_List_2017.csv. The boards here score findings of whole images and do not use it.",
        _HOME,
        (
            "NIH ChestX-ray14 bounding boxes?",
            "Are there bounding boxes in NIH ChestX-ray14?",
            "Does NIH ChestX-ray14 localise findings?",
            "Does NIH ChestX-ray14 localize findings?",
        ),
    ),
    FAQEntry(
        "Does NIH ChestX-ray14 have the radiology reports?",
        "The release that Podium reads has images, the label file and lists, and no texts: the labels were mined from"
        " the reports beforehand. MIMIC CXR has images and reports.",
        _HOME,
        (
            "Does NIH ChestX-ray14 include reports?",
            "Does NIH ChestX-ray14 have free-text reports?",
            "Does NIH ChestX-ray14 have radiology reports?",
        ),
    ),
    FAQEntry(
        "Which format do the NIH ChestX-ray14 images have?",
        "PNG files of 1,024 by 1,024 pixels, in twelve folders.",
        _HOME,
        (
            "What format are NIH ChestX-ray14 images in?",
            "What resolution do NIH ChestX-ray14 images have?",
            "Are NIH ChestX-ray14 images PNG or DICOM?",
            "Are the NIH ChestX-ray14 images DICOM?",
            "NIH ChestX-ray14 image format?",
            "What size are the NIH ChestX-ray14 images?",
            "NIH ChestX-ray14 image resolution?",
            "What resolution are the NIH ChestX-ray14 X-rays?",
        ),
    ),
    FAQEntry(
        "Are the NIH ChestX-ray14 labels per image or per study?",
        "Per image: each row of the label file is one image, and each image counts once on the main board. Images of"
        " one patient are still not independent, so intervals resample patients.",
        _HOME,
        ("Is NIH ChestX-ray14 labelled per image or per study?",),
    ),
    FAQEntry(
        "Does NIH ChestX-ray14 have uncertain labels?",
        "No: a finding is named or it is not, and one that is not named counts as absent, whether or not the report"
        " speaks of it.",
        _PAPER,
        (
            "NIH ChestX-ray14 uncertain labels?",
            "Is there an uncertain label in NIH ChestX-ray14?",
            "How does NIH ChestX-ray14 treat uncertainty?",
            "Can NIH ChestX-ray14 labels be uncertain?",
        ),
    ),
    FAQEntry(
        "Are there better labels for NIH ChestX-ray14?",
        "Google had radiologists adjudicate a subset of its images, for airspace opacity, pneumothorax, nodule or mass"
        " and fracture; the MedGemma figures of the board f1x3-adjudicated are of 1,962 of these images.",
        _MEDGEMMA,
        (
            "Does NIH ChestX-ray14 have radiologist labels?",
            "Are there expert labels for NIH ChestX-ray14?",
            "Which NIH ChestX-ray14 labels did radiologists adjudicate?",
            "Are there adjudicated labels for NIH ChestX-ray14?",
            "Does NIH ChestX-ray14 have gold labels?",
        ),
    ),
    FAQEntry(
        "Are the NIH ChestX-ray14 test labels public?",
        "Yes: the label file holds those of the 25,596 test images as well, and it is open to everyone.",
        _HOME,
        (
            "Is the NIH ChestX-ray14 test set public?",
            "Is the NIH ChestX-ray14 test set hidden?",
            "NIH ChestX-ray14 test labels public?",
            "Are the NIH ChestX-ray14 test labels available?",
        ),
    ),
    FAQEntry(
        "Do the NIH ChestX-ray14 splits share patients?",
        "No: the official lists divide by patient, and the loader takes a patient in both for an error.",
        _HOME,
        (
            "Is there patient overlap between the NIH ChestX-ray14 splits?",
            "Do patients overlap between NIH ChestX-ray14 train and test?",
            "NIH ChestX-ray14 patient overlap?",
            "Are the same patients in NIH ChestX-ray14 train and test?",
            "Is there patient leakage in NIH ChestX-ray14?",
        ),
    ),
    FAQEntry(
        "Which threshold is used on NIH ChestX-ray14?",
        "None on the main board: its AUROC needs only an order of the images.",
        _HOME,
        (
            "NIH ChestX-ray14 threshold?",
            "What threshold does NIH ChestX-ray14 use?",
            "Which cutoff is used on NIH ChestX-ray14?",
        ),
    ),
)
