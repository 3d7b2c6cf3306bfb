"""What else people ask of the CheXpert data: views, labels, files, and what a score rests on."""

from __future__ import annotations

from podium.registry import FAQEntry

_HOME = "https://stanfordmlgroup.github.io/competitions/chexpert"
_PAPER = "https://arxiv.org/abs/1901.07031"
_TEST_LABELS = "https://github.com/rajpurkarlab/cheXpert-test-set-labels"

ASKED = (
    FAQEntry(
        "Does CheXpert have lateral views?",
        "Yes. Of the 223,414 training images 191,027 are frontal, most of them AP, and 32,387 lateral; of the 234"
        " validation images 202 and 32. A study may have images of both kinds.",
        _HOME,
        (
            "CheXpert lateral views?",
            "Does CheXpert have side views?",
            "Are there side views in CheXpert?",
            "Are there lateral images in CheXpert?",
            "Is CheXpert frontal only?",
            "Does CheXpert contain frontal and lateral X-rays?",
            "How many lateral images does CheXpert have?",
            "Are the CheXpert images frontal or lateral?",
            "Which views does CheXpert have?",
            "Are CheXpert images AP or PA?",
            "Is CheXpert AP or PA?",
        ),
    ),
    FAQEntry(
        "Does CheXpert give age and sex of the patients?",
        "Yes, in the tables of its training and validation images: the columns Sex and Age, in years, with 90 for"
        " everybody older. Podium's reports have subgroups by them where a copy has the columns.",
        _HOME,
        (
            "CheXpert age and sex?",
            "Does CheXpert have patient age?",
            "Does CheXpert include the sex of patients?",
            "Does CheXpert include gender?",
            "Is there demographic data in CheXpert?",
            "Which demographics does CheXpert have?",
            "Does CheXpert have age and gender?",
            "Are age and sex in CheXpert?",
        ),
    ),
    FAQEntry(
        "Are the CheXpert labels per image or per study?",
        "Per study: all images of a study have the same labels. Image classifiers are scored per study as well, by"
        " the highest score of its views; only language models are asked image by image.",
        _HOME,
        (
            "Is CheXpert labelled per image or per study?",
            "Are CheXpert labels at study level or image level?",
        ),
    ),
    FAQEntry(
        "Which tool made the training labels of CheXpert?",
        "The CheXpert labeller, a tool of the authors that reads 14 observations out of a radiology report by rules."
        " The full download also has train_cheXbert.csv and train_visualCheXbert.csv, with the training labels of"
        " other labellers; no board here rests on these.",
        _PAPER,
        (
            "How were the training labels of CheXpert made?",
            "Were the CheXpert training labels made automatically?",
            "Which labeler made the CheXpert labels?",
            "Which labeller was used for CheXpert?",
            "Which software extracted the CheXpert labels?",
            "Are the CheXpert labels from reports?",
            "Are the CheXpert training labels from NLP?",
            "CheXpert labels: CheXpert labeller or CheXbert?",
            "Are there CheXbert labels for CheXpert?",
            "Does CheXpert use CheXbert?",
            "Which tool labelled CheXpert?",
        ),
    ),
    FAQEntry(
        "Does CheXpert have the radiology reports?",
        "The releases that Podium reads have images and tables of labels, and no texts: the labels were read from the"
        " reports beforehand. MIMIC CXR has images and reports.",
        _HOME,
        (
            "Does CheXpert include reports?",
            "Does CheXpert have free-text reports?",
            "Does CheXpert have radiology reports?",
            "Can I get the reports of CheXpert?",
        ),
    ),
    FAQEntry(
        "Are the CheXpert test labels public?",
        "Yes: the labels of the 500 test studies were released, and so were their 668 images. Entries of the"
        " competition were scored before that, when the test set was hidden.",
        _TEST_LABELS,
        (
            "Is the CheXpert test set public?",
            "Is the CheXpert test set hidden?",
            "Are the test labels of CheXpert released?",
            "CheXpert test labels public?",
            "Are the CheXpert test labels out?",
            "Are the CheXpert test labels available?",
        ),
    ),
    FAQEntry(
        "Does CheXpert have bounding boxes?",
        "Not in its tables: they label a whole study and say nothing of where a finding is. The test images came out"
        " together with CheXlocalize, which no board here uses.",
        _HOME,
        (
            "CheXpert bounding boxes?",
            "Are there bounding boxes in CheXpert?",
            "Does CheXpert have segmentation masks?",
            "Does CheXpert localise findings?",
            "Does CheXpert localize findings?",
        ),
    ),
    FAQEntry(
        "Which format do the CheXpert images have?",
        "JPG, in the full release or as the smaller CheXpert-v1.0-small. The full training images come in three"
        " batches of 162, 185 and 91 GiB.",
        _HOME,
        (
            "How large is the CheXpert download?",
            "How big is the CheXpert download?",
            "How much disk space does CheXpert need?",
            "How many gigabytes is CheXpert?",
            "How many GB is CheXpert?",
            "Are CheXpert images DICOM or JPG?",
            "What format are CheXpert images in?",
            "Are the CheXpert images DICOM?",
            "Is there a small version of CheXpert?",
            "CheXpert image format?",
            "CheXpert download size?",
        ),
    ),
    FAQEntry(
        "Which threshold is used on CheXpert?",
        "None for AUROC, which needs only an order, and none for language models, which answer yes or no. For the"
        " decisions of a classifier of yours `podium runs thresholds` chooses thresholds on the validation split,"
        " frozen before the test.",
        _HOME,
        (
            "CheXpert threshold?",
            "What threshold does CheXpert use?",
            "Which cutoff is used on CheXpert?",
            "Which cutoff is used for the F1 on CheXpert?",
            "Is there a threshold on CheXpert?",
            "How is the threshold chosen on CheXpert?",
            "How are thresholds chosen on CheXpert?",
        ),
    ),
    FAQEntry(
        "Do CheXpert's splits share patients?",
        "No: 64,540 patients are for training, 200 for validation and 500 for the test, which are all 65,240.",
        _HOME,
        (
            "Is there patient overlap between the CheXpert splits?",
            "Do patients overlap between CheXpert train and test?",
            "CheXpert patient overlap?",
            "Are the same patients in CheXpert train and test?",
            "Is there patient leakage in CheXpert?",
        ),
    ),
    FAQEntry(
        "How common are the findings in the CheXpert test set?",
        "Of its 500 studies 153 have atelectasis, 151 cardiomegaly, 104 pleural effusion, 78 edema and 29"
        " consolidation; fracture is in 5 and pleural other in 4, so that their AUROC says little.",
        _TEST_LABELS,
        (
            "How rare are the findings in CheXpert?",
            "Is CheXpert imbalanced?",
            "Is CheXpert balanced?",
            "What is the class balance of CheXpert?",
            "How many positives are in the CheXpert test set?",
            "CheXpert class imbalance?",
        ),
    ),
    FAQEntry(
        "Is the CheXpert competition still open?",
        "No, it is closed; its board stands as of 28 January 2023. As the test labels are out, `podium score chexpert`"
        " scores predictions in the competition's form here.",
        _HOME,
        (
            "Is the CheXpert competition closed?",
            "CheXpert competition still running?",
            "Can I still enter the CheXpert competition?",
            "Can I still submit to the CheXpert competition?",
            "Can I still submit to the CheXpert leaderboard?",
            "Is the CheXpert competition over?",
        ),
    ),
)
