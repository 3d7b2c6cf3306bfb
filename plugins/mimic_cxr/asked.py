"""What else people ask of the MIMIC-CXR data: views, reports, labels, files, and what a score rests on."""

from __future__ import annotations

from podium.registry import FAQEntry

_HOME = "https://physionet.org/content/mimic-cxr-jpg/"
_PAPER = "https://arxiv.org/abs/1901.07042"

ASKED = (
    FAQEntry(
        "Does MIMIC CXR have lateral views?",
        "Yes: by the authors' count 253,714 of the 377,110 images are frontal and 123,246 lateral, 150 of another"
        " kind. The column ViewPosition says which; it is empty in 15,769 rows.",
        _PAPER,
        (
            "MIMIC CXR lateral views?",
            "Does MIMIC CXR have side views?",
            "Are there lateral images in MIMIC CXR?",
            "Is MIMIC CXR frontal only?",
            "Does MIMIC CXR contain frontal and lateral X-rays?",
            "How many lateral images does MIMIC CXR have?",
            "Which views does MIMIC CXR have?",
            "Are the MIMIC CXR images frontal or lateral?",
        ),
    ),
    FAQEntry(
        "Does MIMIC CXR give age and sex of the patients?",
        "Not in the tables of MIMIC-CXR-JPG, which have ids, view, size, date and split of each image and the labels"
        " of each study. The dates are shifted.",
        _HOME,
        (
            "MIMIC CXR age and sex?",
            "Which age and sex columns does MIMIC CXR have?",
            "Does MIMIC CXR have patient age?",
            "Does MIMIC CXR include the sex of patients?",
            "Does MIMIC CXR include gender?",
            "Is there demographic data in MIMIC CXR?",
            "Which demographics does MIMIC CXR have?",
            "Does MIMIC CXR have age and gender?",
            "Are the dates in MIMIC CXR real?",
        ),
    ),
    FAQEntry(
        "Does MIMIC CXR have the radiology reports?",
        "Yes: a free-text report for every study, de-identified (`___` stands for what was taken out). They are in the"
        " MIMIC-CXR project at PhysioNet (mimic-cxr-reports.zip), not in MIMIC-CXR-JPG.",
        _HOME,
        (
            "Does MIMIC CXR include reports?",
            "Does MIMIC CXR have free-text reports?",
            "Does MIMIC CXR come with the original radiology reports?",
            "Does MIMIC CXR have radiology reports?",
            "Are there reports in MIMIC CXR?",
            "Where are the MIMIC CXR reports?",
            "Where are the reports of MIMIC CXR?",
            "Can I get the reports of MIMIC CXR?",
        ),
    ),
    FAQEntry(
        "How were the labels of MIMIC CXR made?",
        "Two rule-based tools, the CheXpert labeller and NegBio, read them from each report's impression, else its"
        " findings, else its last paragraph. The two rarely differ: most for cardiomegaly, in 2.6% of the training"
        " studies.",
        _PAPER,
        (
            "How were the MIMIC CXR labels made?",
            "Who labelled MIMIC CXR?",
            "How were the MIMIC CXR labels generated?",
            "Who made the labels of MIMIC CXR?",
            "Which tool labelled MIMIC CXR?",
            "Which tools made the MIMIC CXR labels?",
            "Which labeler was used for MIMIC CXR?",
            "Are the MIMIC CXR labels from reports?",
            "Are the MIMIC CXR labels from NegBio or from CheXpert?",
            "How do the CheXpert and NegBio labels of MIMIC CXR differ?",
            "How reliable are the labels of MIMIC CXR?",
        ),
    ),
    FAQEntry(
        "Were any MIMIC CXR labels made by radiologists?",
        "One radiologist labelled the reports of 687 test studies, from the text and not from the images; they come"
        " with version 2.1.0 and are the board gold687. The labels that radiologists adjudicated for Med-Gemini are"
        " not public.",
        _HOME,
        (
            "How many radiologists labelled MIMIC CXR?",
            "Were the MIMIC CXR labels made by radiologists?",
            "Did radiologists label MIMIC CXR?",
            "Did humans label MIMIC CXR?",
            "Does MIMIC CXR have gold labels?",
            "Does MIMIC CXR have human labels?",
            "Are there expert labels for MIMIC CXR?",
            "MIMIC CXR radiologist labels?",
        ),
    ),
    FAQEntry(
        "Are the MIMIC CXR labels per image or per study?",
        "Per study, since a study has one report: all its images have the same labels. Image classifiers are scored"
        " per study too, by the highest score of its views; only language models are asked image by image.",
        _PAPER,
        (
            "Is MIMIC CXR labelled per image or per study?",
            "Are MIMIC CXR labels at study level or image level?",
        ),
    ),
    FAQEntry(
        "What do the uncertain labels of MIMIC CXR mean?",
        "As in CheXpert 1 is a positive mention in the report, 0 a negative one, -1 an uncertain or ambiguous one, and"
        " empty no mention. What blank and uncertain count as is part of each board's protocol.",
        _PAPER,
        (
            "What does -1 mean in MIMIC CXR?",
            "What is an uncertain label in MIMIC CXR?",
            "How are uncertain labels treated on MIMIC CXR?",
            "What does a blank label mean in MIMIC CXR?",
            "What does an empty label mean in MIMIC CXR?",
        ),
    ),
    FAQEntry(
        "Which format do the MIMIC CXR images have?",
        "JPG of 8 bits in MIMIC-CXR-JPG, 570 GB in all, made from the DICOM files of MIMIC-CXR with their histograms"
        " equalised; so brightness is not comparable with other datasets.",
        _HOME,
        (
            "How large is the MIMIC CXR download?",
            "How big is the MIMIC CXR download?",
            "How much disk space does MIMIC CXR need?",
            "How many gigabytes is MIMIC CXR?",
            "How many GB is MIMIC CXR?",
            "Are MIMIC CXR images DICOM or JPG?",
            "What format are MIMIC CXR images in?",
            "Are the MIMIC CXR images DICOM?",
            "MIMIC CXR image format?",
            "MIMIC CXR download size?",
        ),
    ),
    FAQEntry(
        "Do the MIMIC CXR splits share patients?",
        "No: 64,586 patients are for training, 500 for validation and 293 for the test, which are all 65,379.",
        _PAPER,
        (
            "Is there patient overlap between the MIMIC CXR splits?",
            "Do patients overlap between MIMIC CXR train and test?",
            "MIMIC CXR patient overlap?",
            "Are the same patients in MIMIC CXR train and test?",
            "Is there patient leakage in MIMIC CXR?",
        ),
    ),
    FAQEntry(
        "Does MIMIC CXR have bounding boxes?",
        "Not in its tables: the labels are of a whole study and say nothing of where a finding is.",
        _HOME,
        (
            "MIMIC CXR bounding boxes?",
            "Are there bounding boxes in MIMIC CXR?",
            "Does MIMIC CXR have segmentation masks?",
        ),
    ),
    FAQEntry(
        "How is report generation scored on MIMIC CXR?",
        "By Podium's rule-based labeler, which reads 14 findings out of the written and of the radiologist's text; the"
        " F1 over all decisions is the figure of the boards report-findings and report-impression. It is not CheXbert"
        " F1 and not RadGraph F1.",
        _HOME,
        (
            "How are written reports scored on MIMIC CXR?",
            "How are generated reports scored on MIMIC CXR?",
            "Which metric is used for report generation on MIMIC CXR?",
            "Is CheXbert F1 used on MIMIC CXR?",
            "Is RadGraph F1 used on MIMIC CXR?",
            "Can I evaluate report generation on MIMIC CXR?",
            "Does MIMIC CXR have a report generation task?",
        ),
    ),
    FAQEntry(
        "Which threshold is used on MIMIC CXR?",
        "None for AUROC, which needs only an order, and none for language models, which answer yes or no.",
        _HOME,
        (
            "MIMIC CXR threshold?",
            "What threshold does MIMIC CXR use?",
            "Which cutoff is used on MIMIC CXR?",
            "Is there a threshold on MIMIC CXR?",
        ),
    ),
)
