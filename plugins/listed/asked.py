"""What else people ask of the benchmarks that are only listed: their form, their makers, their graders."""

from __future__ import annotations

from podium.plugins.listed.credits import MEDGEMMA
from podium.registry import FAQEntry

_SLAKE = "https://arxiv.org/abs/2102.09542"
_MEDQA = "https://arxiv.org/abs/2009.13081"
_MEDMCQA = "https://arxiv.org/abs/2203.14371"
_PUBMEDQA = "https://arxiv.org/abs/1909.06146"
_PMC = "https://arxiv.org/abs/2305.10415"
_MEDXPERT = "https://arxiv.org/abs/2501.18362"
_HEALTHBENCH = "https://arxiv.org/abs/2505.08775"
_SUPERGPQA = "https://arxiv.org/abs/2502.14739"
_TRUTHFULQA = "https://arxiv.org/abs/2109.07958"

SLAKE = (
    FAQEntry(
        "Which kinds of images does SLAKE have?",
        "Radiology images: CT, MRI and X-ray, 642 in all.",
        _SLAKE,
        (
            "What kinds of images are in SLAKE?",
            "Which modalities does SLAKE have?",
            "Which imaging modalities are in SLAKE?",
            "Is SLAKE only X-rays?",
            "Does SLAKE have CT images?",
            "SLAKE imaging modalities?",
            "SLAKE modalities?",
        ),
    ),
    FAQEntry(
        "Does SLAKE say where organs and lesions are?",
        "Yes: organs and lesions are marked in the images. The figures here are of the questions alone.",
        _SLAKE,
        (
            "Does SLAKE have bounding boxes?",
            "Does SLAKE have segmentation masks?",
            "Are lesions marked in SLAKE?",
            "Are organs annotated in SLAKE?",
        ),
    ),
)

PATH_MCQA = (
    FAQEntry(
        "Is PathMCQA multiple choice?",
        "Yes, as its name says (MCQA); how many options a question has is not stated.",
        MEDGEMMA,
        ("PathMCQA multiple choice?", "How many options does PathMCQA have?"),
    ),
)

DERM_MCQA = (
    FAQEntry(
        "How many options does a DermMCQA question have?",
        "Four, so guessing gives 0.25 on average.",
        MEDGEMMA,
        ("Is DermMCQA multiple choice?", "DermMCQA multiple choice?", "How many options does DermMCQA have?"),
    ),
)

PMC_VQA = (
    FAQEntry(
        "Was PMC-VQA checked by people?",
        "A part for testing was checked by hand; the questions themselves were made by machine. Which part the figures"
        " here are of is not stated.",
        _PMC,
        (
            "Is the PMC-VQA test set hand-checked?",
            "Are the PMC-VQA questions generated?",
            "Did humans check PMC-VQA?",
        ),
    ),
)

MEDQA = (
    FAQEntry(
        "How many options does a MedQA question have?",
        "Four in the version that all figures here are of, so guessing gives 0.25 on average.",
        _MEDQA,
        (
            "Is MedQA multiple choice?",
            "MedQA multiple choice?",
            "How many options does MedQA have?",
            "How many answer choices are in MedQA?",
            "Is MedQA four or five options?",
        ),
    ),
    FAQEntry(
        "In which languages is MedQA?",
        "English (12,723 questions), simplified Chinese (34,251) and traditional Chinese (14,123). The figures here are"
        " of the English part.",
        _MEDQA,
        (
            "Which languages does MedQA have?",
            "What language is MedQA in?",
            "Is MedQA in English?",
            "Is MedQA in English only?",
            "Does MedQA have Chinese questions?",
            "MedQA languages?",
        ),
    ),
    FAQEntry(
        "Does MedQA have questions of the USMLE?",
        "Its English part has questions of the United States licensing exam (USMLE), with four options; it is a"
        " collection for research and no sitting of that exam.",
        _MEDQA,
        (
            "Are the MedQA questions USMLE questions?",
            "MedQA USMLE?",
            "Does a high MedQA score mean passing the USMLE?",
        ),
    ),
)

MEDMCQA = (
    FAQEntry(
        "Are the MedMCQA test answers public?",
        "No: those of the test part are held back. Which part the figures here are of is not stated.",
        _MEDMCQA,
        (
            "Is the MedMCQA test set public?",
            "Is the MedMCQA test set hidden?",
            "MedMCQA test answers public?",
            "Does MedMCQA have a hidden test set?",
        ),
    ),
    FAQEntry(
        "Is MedMCQA multiple choice?",
        "Yes; guessing gives 0.25, as with four options. Its questions come with explanations of the answers.",
        _MEDMCQA,
        (
            "MedMCQA multiple choice?",
            "How many options does MedMCQA have?",
            "Does MedMCQA have explanations?",
            "Are there explanations in MedMCQA?",
        ),
    ),
    FAQEntry(
        "Which country is MedMCQA from?",
        "India: its questions are of the entrance exams for postgraduate medicine, AIIMS PG and NEET PG.",
        _MEDMCQA,
        (
            "Is MedMCQA from India?",
            "Is MedMCQA Indian?",
            "What country are the MedMCQA exams from?",
            "Is MedMCQA an Indian exam?",
        ),
    ),
)

PUBMEDQA = (
    FAQEntry(
        "Which answers are possible on PubMedQA?",
        "Yes, no or maybe. Always giving the most frequent one is right in 55.2%.",
        _PUBMEDQA,
        (
            "Is PubMedQA multiple choice?",
            "PubMedQA multiple choice?",
            "Is PubMedQA yes or no?",
            "What are the possible answers on PubMedQA?",
            "How many options does PubMedQA have?",
        ),
    ),
    FAQEntry(
        "Who labelled PubMedQA?",
        "Experts labelled the 1,000 questions that are used for scoring. About 61,200 more come without labels and"
        " 211,300 were made by machine, for training.",
        _PUBMEDQA,
        (
            "Who made the labels of PubMedQA?",
            "How were the labels of PubMedQA made?",
            "Were the PubMedQA labels made by experts?",
            "Is PubMedQA labelled by humans?",
        ),
    ),
)

MEDXPERTQA = (
    FAQEntry(
        "Does MedXpertQA have images?",
        "One of its parts has (MM): questions with clinical images. The other is in words only (Text); figures of the"
        " two stand on boards of their own.",
        _MEDXPERT,
        (
            "MedXpertQA images?",
            "Does MedXpertQA have pictures?",
            "Is MedXpertQA multimodal?",
            "Which parts does MedXpertQA have?",
            "What is MedXpertQA MM?",
        ),
    ),
    FAQEntry(
        "How does MedXpertQA guard against leakage?",
        "Its questions were rewritten, so that models do not know them by heart, and reviewed by experts afterwards.",
        _MEDXPERT,
        (
            "Were the MedXpertQA questions rewritten?",
            "How does MedXpertQA prevent contamination?",
            "How does MedXpertQA avoid leakage?",
            "How does MedXpertQA prevent leakage?",
        ),
    ),
)

HEALTHBENCH = (
    FAQEntry(
        "Who wrote the rubrics of HealthBench?",
        "262 physicians, 48,562 criteria in all.",
        _HEALTHBENCH,
        (
            "Who wrote the HealthBench rubrics?",
            "Who made the HealthBench rubrics?",
            "Who wrote the criteria of HealthBench?",
            "Were the HealthBench rubrics written by doctors?",
            "Did doctors write HealthBench?",
            "HealthBench rubric authors?",
        ),
    ),
    FAQEntry(
        "Which model grades HealthBench?",
        "A language model applies the physicians' rubrics; which one is not stated for most figures. The one that is"
        " known to be judged by Claude Opus 4.8 stands on the board claude-judge.",
        _HEALTHBENCH,
        (
            "Which judge does HealthBench use?",
            "What model grades HealthBench?",
            "Which LLM grades HealthBench?",
            "Which model judges HealthBench?",
            "Who judges HealthBench?",
            "HealthBench judge model?",
            "HealthBench grader?",
            "Does HealthBench use an LLM judge?",
        ),
    ),
    FAQEntry(
        "Is HealthBench multiple choice?",
        "No: the model goes on with a talk in its own words, and its answer is graded by a rubric.",
        _HEALTHBENCH,
        (
            "HealthBench multiple choice?",
            "Is HealthBench multiple choice or open ended?",
            "Is HealthBench open ended?",
            "Does HealthBench use multiple choice?",
        ),
    ),
    FAQEntry(
        "Do longer answers score higher on HealthBench?",
        "Its score depends on how long answers are, and on how long a model thinks; so compare figures with care where"
        " these are not stated.",
        _HEALTHBENCH,
        (
            "Does the length of an answer matter on HealthBench?",
            "Does answer length matter on HealthBench?",
            "HealthBench length bias?",
            "Do long answers score higher on HealthBench?",
            "Does HealthBench favour long answers?",
            "Does HealthBench favor long answers?",
        ),
    ),
    FAQEntry(
        "What is HealthBench Consensus?",
        "A smaller set that goes with HealthBench, with 34 criteria that physicians agree on. No board here is of it.",
        _HEALTHBENCH,
        (),
    ),
    FAQEntry(
        "Can a HealthBench score be negative?",
        "An answer can lose points, as some criteria take them away; the mean over the talks is not below 0.",
        _HEALTHBENCH,
        (
            "Does HealthBench take points away?",
            "Are there negative points on HealthBench?",
            "Can HealthBench criteria be negative?",
        ),
    ),
)

HEALTHBENCH_HARD = (
    FAQEntry(
        "How is HealthBench Hard scored?",
        "As HealthBench is: a model grades the answer by the criteria of the talk's rubric, which physicians wrote."
        " Which model does is mostly not stated.",
        _HEALTHBENCH,
        (
            "Who grades HealthBench Hard?",
            "Which model grades HealthBench Hard?",
            "Which judge does HealthBench Hard use?",
            "How does HealthBench Hard grading work?",
            "Who wrote the rubrics of HealthBench Hard?",
        ),
    ),
)

SUPERGPQA = (
    FAQEntry(
        "Is SuperGPQA multiple choice?",
        "Yes, all of it; how many options a question has is not stated here.",
        _SUPERGPQA,
        (
            "SuperGPQA multiple choice?",
            "Does SuperGPQA use multiple choice?",
            "Is SuperGPQA multiple choice or open ended?",
        ),
    ),
    FAQEntry(
        "How were the questions of SuperGPQA checked?",
        "The M-A-P team with more than 80 annotators, experts and models removing trivial and ambiguous questions in"
        " turns.",
        _SUPERGPQA,
        (
            "How many annotators worked on SuperGPQA?",
            "Were the SuperGPQA questions checked by experts?",
            "How were the SuperGPQA questions filtered?",
        ),
    ),
)

TRUTHFULQA = (
    FAQEntry(
        "Is TruthfulQA multiple choice?",
        "It can be asked either way: with options, one of them true (MC1) or several (MC2), or in free words. The"
        " figures here are of options; most sources do not say whether MC1 or MC2.",
        _TRUTHFULQA,
        (
            "TruthfulQA multiple choice?",
            "Is TruthfulQA multiple choice or generated?",
            "Is TruthfulQA multiple choice or open ended?",
            "Does TruthfulQA use multiple choice?",
            "Is TruthfulQA generative?",
        ),
    ),
    FAQEntry(
        "Is TruthfulQA about lies?",
        "Not about lying on purpose: about repeating what people often say and write falsely, such as a common"
        " misconception.",
        _TRUTHFULQA,
        (
            "Does TruthfulQA measure lying?",
            "Does TruthfulQA test whether models lie?",
            "Does TruthfulQA measure honesty?",
            "Does TruthfulQA measure hallucination?",
            "Is TruthfulQA about hallucinations?",
            "Is TruthfulQA about misconceptions?",
        ),
    ),
    FAQEntry(
        "Are larger models more truthful on TruthfulQA?",
        "Not when it came out: larger models were the less truthful ones. The best model was truthful on 58% of the"
        " questions in free words, people on 94%.",
        _TRUTHFULQA,
        (
            "Do larger models do better on TruthfulQA?",
            "Do bigger models do better on TruthfulQA?",
            "Are bigger models less truthful on TruthfulQA?",
            "Does scaling help on TruthfulQA?",
        ),
    ),
)
