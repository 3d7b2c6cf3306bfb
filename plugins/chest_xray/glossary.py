"""Words of chest X-ray data and their labels, for the cards of the plugins that use them."""

from __future__ import annotations

from podium.registry import Term

_CHEXPERT = "https://arxiv.org/abs/1901.07031"
_MIMIC = "https://arxiv.org/abs/1901.07042"

#: What both label sets need.
LABELS = (
    Term(
        "uncertainty label",
        "The code -1 of a training label: the report mentions the finding, but not clearly for or against it. What it"
        " counts as is a policy that changes scores, so every run records it.",
        ("uncertain label", "uncertain", "uncertainty labels", "uncertainty policy", "uncertain labels"),
        _CHEXPERT,
    ),
    Term(
        "U-Ignore",
        "The policy that leaves uncertain labels out of training or scoring.",
        ("UIgnore", "uncertain ignored"),
        _CHEXPERT,
    ),
    Term(
        "U-Zeros",
        "The policy that counts uncertain labels as negative.",
        ("UZeros", "U-Zeroes", "uncertain as negative"),
        _CHEXPERT,
    ),
    Term(
        "U-Ones",
        "The policy that counts uncertain labels as positive.",
        ("UOnes", "U-One", "uncertain as positive"),
        _CHEXPERT,
    ),
    Term(
        "U-MultiClass",
        "The policy that trains uncertain as a class of its own beside positive and negative; scores leave it out"
        " again.",
        ("UMultiClass", "U-Multi"),
        _CHEXPERT,
    ),
    Term(
        "U-SelfTrained",
        "The policy that replaces uncertain training labels by the probabilities of a model trained without them.",
        ("USelfTrained", "self-trained"),
        _CHEXPERT,
    ),
    Term(
        "frontal view",
        "An X-ray taken from front to back (AP, often at the bedside) or from back to front (PA, standing).",
        ("frontal", "PA", "AP view", "AP and PA", "PA view", "posteroanterior", "anteroposterior"),
        _CHEXPERT,
    ),
    Term(
        "lateral view",
        "An X-ray taken from the side; many studies have a frontal and a lateral image.",
        ("lateral",),
        _CHEXPERT,
    ),
    Term(
        "study",
        "All images of one examination of a patient, read in one report. Where a board counts studies, a study's"
        " score is the maximum over its images.",
        ("study level", "per study", "maximum over views"),
        _CHEXPERT,
    ),
    Term(
        "CheXpert labeller",
        "The rule-based tool of the CheXpert authors that reads 14 observations out of a radiology report as positive,"
        " negative, uncertain or not mentioned.",
        ("CheXpert labeler", "labeller", "labeler", "automatic labels"),
        _CHEXPERT,
    ),
)

#: What CheXpert's boards need besides.
CHEXPERT = (
    *LABELS,
    Term(
        "competition tasks",
        "The five findings that the CheXpert competition scores: atelectasis, cardiomegaly, consolidation, edema and"
        " pleural effusion.",
        ("five findings", "five tasks", "top five findings", "the five findings"),
        _CHEXPERT,
    ),
    Term(
        "readers beaten",
        "How many of the three benchmark radiologists' operating points a model's ROC curve passes, from 0 to 3 per"
        " finding, as the mean over the five competition tasks.",
        ("radiologists beaten",),
        "https://github.com/rajpurkarlab/cheXpert-test-set-labels",
    ),
)

#: What MIMIC-CXR's boards need besides.
MIMIC = (
    *LABELS,
    Term(
        "adjudicated labels",
        "Labels of the private Med-Gemini test set that radiologists settled by looking at the images; they were not"
        " released, so figures on them cannot be reproduced.",
        ("adjudicated", "adjudicated labels of MIMIC", "Med-Gemini labels"),
        "https://arxiv.org/abs/2507.05201",
    ),
    Term(
        "public labels",
        "Labels that tools read from the reports and that everyone with access can use, unlike those that radiologists"
        " adjudicated in private.",
        ("mined labels", "report labels"),
        _MIMIC,
    ),
    Term(
        "NegBio",
        "A rule-based tool that reads findings and their negations from radiology reports; MIMIC-CXR-JPG has its labels"
        " beside those of the CheXpert labeller.",
        ("NegBio labels", "NegBio labeler", "NegBio labeller"),
        _MIMIC,
    ),
    Term(
        "rule-label F1",
        "How far a written report agrees with the radiologists': Podium's own rule-based labeller reads 14 findings"
        " out of both texts, and the F1 of all decisions is pooled. It is not CheXbert F1.",
        ("rule label F1", "clinical F1"),
    ),
)
