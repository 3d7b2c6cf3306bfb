"""What reviewers ask about ChestX-ray14 as data, as far as it is known.

How the labels came about is from Wang et al. 2017 (arXiv:1705.02315), whose release was smaller; the counts are of the
label file of this one.
"""

from __future__ import annotations

#: By the keys of a report's facts.
FACTS = {
    "data_source": "NIH ChestX-ray14: frontal chest radiographs of the NIH Clinical Center; 112,120 images of 30,805"
    " patients in all.",
    "eligibility": (
        "All images of the official list are used; images that a copy lacks or that were not answered are counted in"
        " the report."
    ),
    "reference_standard": (
        "Read from the radiology reports by natural language processing; nobody looked at the images for the labels."
        " They are noisy, those of the test list as well."
    ),
    "annotators": "None: the labels were mined from text.",
    "disagreements": "There are none to settle: each label has one source.",
    "partition": (
        "By patient, by the official lists. Checked by the loader where both lists are there; a shared patient is an"
        " error."
    ),
    "missing_labels": (
        "A finding that the label file does not name counts as absent, whether or not the report speaks of it; there is"
        " no uncertain label."
    ),
    "preprocessing": "The released PNG files as they are; resizing and normalisation are the model's own.",
    "access": "Open, from the NIH Clinical Center. Research use only, not for diagnosis.",
}
