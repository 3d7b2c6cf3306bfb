"""What reviewers ask about CheXpert as data, as far as it is known.

From Irvin et al. 2019 (arXiv:1901.07031), the release of the test labels
(https://github.com/rajpurkarlab/cheXpert-test-set-labels) and counts made on the released files.
"""

from __future__ import annotations

#: By the keys of a report's facts.
FACTS = {
    "data_source": "CheXpert: chest radiographs of Stanford Hospital; 224,316 images of 65,240 patients in all.",
    "eligibility": (
        "All images of a split are used, frontal and lateral; images that a copy lacks or that were not answered are"
        " counted in the report."
    ),
    "reference_standard": (
        "valid and test: radiologists who looked at the images, each cell 1 or 0. train: read from the reports by a"
        " rule-based labeller that can answer uncertain."
    ),
    "annotators": (
        "valid: 3 board-certified radiologists. test: 8 board-certified radiologists, 5 of them for the reference and"
        " the other 3 (bc4, bc6, bc8) as readers to compare with."
    ),
    "disagreements": (
        "Majority vote of 3 on valid and of 5 on test, after present and uncertain-likely were taken as positive,"
        " uncertain-unlikely and absent as negative."
    ),
    "agreement": (
        "Mean pairwise kappa of the 8 test radiologists, recounted on the released decisions: Support Devices 0.75,"
        " Lung Opacity 0.59, Pneumothorax 0.55, Pleural Effusion 0.53, Atelectasis 0.42, Edema 0.42, Cardiomegaly 0.33,"
        " Consolidation 0.24, Pneumonia 0.18."
    ),
    "partition": (
        "By patient: no patient is in two splits. Checked by the loader against the other label tables of the copy;"
        " a shared patient is an error."
    ),
    "missing_labels": (
        "valid and test have none. In train a finding that the report does not mention is blank; the notes count the"
        " blank and the uncertain cells and say what they count as."
    ),
    "preprocessing": "The released JPEG files as they are; resizing and normalisation are the model's own.",
    "access": (
        "After registration, under the Stanford University Dataset Research Use Agreement; non-commercial research."
        " Research use only, not for diagnosis."
    ),
    "ceiling": (
        "The radiologists agree only moderately (kappa 0.24 for Consolidation, 0.33 for Cardiomegaly), so small"
        " differences between models that are near their level say little."
    ),
}
