"""Questions for what words mean, told by what they have beside the words, and those that ask something else."""

from __future__ import annotations

import pytest

from podium.bots.faq.engine import Engine
from podium.bots.faq.frame import Intent


@pytest.mark.parametrize(
    ("question", "benchmark", "terms"),
    [
        ("could you spell out F1 for a beginner", None, ["f1"]),
        ("i keep reading 'contamination', what is it", None, ["contamination"]),
        ("macro-F1 versus micro-F1", None, ["macrof1", "microf1"]),
        ("difference between verified and reproduced results", None, ["verified", "reproduced"]),
        ("callibration error, what does it mean", None, ["ece"]),
        ("is a higher Brier score better", None, ["brierscore"]),
        ("what makes a score verified", None, ["verified"]),
        ("mimic cxr what are adjudicated labels", "mimic-cxr", ["adjudicatedlabels"]),
        ("mimic: frontal vs lateral view?", "mimic-cxr", ["frontalview", "lateralview"]),
    ],
)
def test_a_question_for_meanings_has_a_frame_for_each_word(
    engine: Engine, question: str, benchmark: str | None, terms: list[str]
) -> None:
    frames = engine.understand(question).frames
    assert [(frame.intent, frame.term) for frame in frames] == [(Intent.TERM, term) for term in terms]
    assert {frame.benchmarks for frame in frames} == {(benchmark,) if benchmark else ()}


@pytest.mark.parametrize(
    "question",
    [
        "what does the confidence interval of GPT-5 look like",
        "explain few-shot in German",
        "how many tokens is a word",
        "what is F1 in motor racing",
        "define sensitivity for pneumonia on CheXpert",
        "mean of the MMLU HELM scores",
        "AUROC of CheXpert",
        "which results are verified",
    ],
)
def test_a_name_a_place_or_an_amount_beside_a_word_makes_it_another_question(engine: Engine, question: str) -> None:
    assert all(frame.intent is not Intent.TERM for frame in engine.understand(question).frames)


@pytest.mark.parametrize(
    ("question", "slugs"),
    [
        ("which benchmark for a chest x-ray model", {"chexpert", "mimic-cxr", "nih-chestxray14"}),
        ("benchmark for chart understanding?", {"charxiv-r"}),
        ("which benchmark for poker", set()),
        ("who leads the benchmark for charts", {"charxiv-r"}),
    ],
)
def test_benchmarks_are_found_by_what_they_are_about(engine: Engine, question: str, slugs: set[str]) -> None:
    frames = [frame for frame in engine.understand(question).frames if frame.intent is Intent.BENCHMARKS]
    assert {slug for frame in frames for slug in frame.benchmarks} == slugs


def test_a_question_that_one_card_answers_needs_no_name_and_one_that_several_do_is_asked_back(engine: Engine) -> None:
    frames = engine.understand("227,835 or 227,827 studies?").frames
    assert [(frame.intent, frame.benchmarks) for frame in frames] == [(Intent.CARD, ("mimic-cxr",))]
    reply = engine.answer("may models use tools?")
    assert reply.kind == "ambiguous"
    assert set(reply.suggestions) == {"CharXiv-R", "Humanity's Last Exam"}
