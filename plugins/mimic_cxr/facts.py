"""What reviewers ask about MIMIC-CXR-JPG as data, as far as it is known.

From Johnson et al. 2019 (arXiv:1901.07042) and the pages of the dataset
(https://physionet.org/content/mimic-cxr-jpg/).
"""

from __future__ import annotations

_REFERENCE = {
    "chexpert": "Labels that the CheXpert labeller, a rule-based tool, read from the reports; nobody looked at images.",
    "negbio": "Labels that NegBio, a rule-based tool, read from the reports; nobody looked at images.",
    "gold": "Labels that a radiologist read from the reports of 687 test studies; from text, not from images.",
}
_ANNOTATORS = {"chexpert": "None: a tool.", "negbio": "None: a tool.", "gold": "One radiologist."}
_DISAGREEMENTS = {"gold": "None to resolve: one radiologist labelled each report."}

_FACTS = {
    "data_source": (
        "MIMIC-CXR-JPG: chest radiographs of the Beth Israel Deaconess Medical Center, Boston; 377,110 images of"
        " 227,835 studies and 65,379 patients in all, de-identified."
    ),
    "dates": "Studies made from 2011 to 2016; the dates in the files are shifted.",
    "eligibility": (
        "All images of the split whose study has labels are used, whatever the view; the notes count the images of"
        " studies without labels."
    ),
    "agreement": (
        "Of the two labellers on 222,750 train studies, share with another value or one of them blank: Cardiomegaly"
        " 2.6%, No Finding 1.7%, Lung Opacity 1.1%, Edema 1.0%, Atelectasis 0.8%, Support Devices 0.8%, Pleural"
        " Effusion 0.7%, Consolidation 0.7%, Pneumonia 0.6%, Pneumothorax 0.6%, Fracture 0.4%."
    ),
    "partition": (
        "By patient, as published: 64,586, 500 and 293 patients. Checked by the loader: a patient in two splits is an"
        " error."
    ),
    "missing_labels": (
        "A finding that the report does not mention is blank; one that it is unsure of is uncertain. The notes count"
        " both and say what they count as."
    ),
    "preprocessing": (
        "The released JPEG files: scaled from DICOM by minimum and maximum, inverted where needed, histogram equalised,"
        " quality 95. Intensities are therefore not comparable with other datasets. Resizing is the model's own."
    ),
    "access": (
        "Credentialed: PhysioNet account, CITI training and data use agreement; nothing may be passed on. Research use"
        " only, not for diagnosis."
    ),
    "ceiling": (
        "A label says what a report mentions, not what an image shows, so no model of images can agree with it fully."
    ),
}


def facts(labels: str) -> dict[str, str]:
    """Return the facts by the keys of a report's facts.

    Args:
        labels: Whose labels are the reference: ``"chexpert"``, ``"negbio"`` or ``"gold"``.
    """
    told = {"reference_standard": _REFERENCE[labels], "annotators": _ANNOTATORS[labels]}
    if labels in _DISAGREEMENTS:
        told["disagreements"] = _DISAGREEMENTS[labels]
    return _FACTS | told


def report_facts(section: str) -> dict[str, str]:
    """Return the facts where a section of the report is the reference.

    Args:
        section: ``"findings"`` or ``"impression"``.
    """
    return {name: text for name, text in _FACTS.items() if name not in ("agreement", "missing_labels", "ceiling")} | {
        "eligibility": (
            f"All studies of the split whose report has a section of {section}, with all their images, whatever the"
            " view; the notes count the others."
        ),
        "reference_standard": (
            f"The last section of {section} in the report that a radiologist wrote for the study, in routine care and"
            " knowing earlier studies and the indication, which a model of images does not."
        ),
        "annotators": "The radiologists who wrote the reports.",
        "preprocessing": (
            f"{_FACTS['preprocessing']} Texts are scored as written but for what a metric's name says of them;"
            " identities are replaced by ___ in the references."
        ),
    }
