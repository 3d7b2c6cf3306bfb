"""The replies about the two pages Podium is modelled on, to the letter."""

from __future__ import annotations

import sqlite3

import pytest

from podium.bots.faq import Engine
from podium.registry import leaderboard

_LLM_STATS = (
    "https://github.com/JonathanChavezTamales/llm-leaderboard/blob/24a9ccf7402306f0c3e237213538e4537d64ecc2"
    "/data/organizations/google/models/medgemma-4b-it/benchmarks.json"
)

CHEXPERT = {
    "who leads chexpert?": f"""\
MedGemma 4B IT by Google leads CheXpert CXR with 0.481 macro-F1 over five findings (1 model, self-reported; LLM Stats, \
June 2026).
On the board “Macro-F1, MedGemma reports” (macro-F1 over five findings, 11 models) Gemini 3 Pro by Google leads with \
0.512 (self-reported; the paper at arxiv.org, undated).
On the board “CheXpert competition” (mean AUROC over five tasks, 226 models) DeepAUC-v1 and Hierarchical-Learning-V1 \
are tied for the lead with 0.930 to three decimals (independent; Stanford ML Group, CheXpert competition page, \
January 2023).
For research use only, not for decisions about patients.
Source: {_LLM_STATS}
More: podium show chexpert""",
    "What is the CheXpert CXR leaderboard?": f"""\
The CheXpert CXR leaderboard ranks 1 model by macro-F1 over five findings. MedGemma 4B IT by Google leads with 0.481 \
(self-reported; LLM Stats, June 2026); the mean of all scores is 0.481.
Boards of other protocols, ranked apart: “Macro-F1, MedGemma reports” (11 models) and “CheXpert competition” (226 \
models).
For research use only, not for decisions about patients.
Source: {_LLM_STATS}
More: podium show chexpert""",
    "What is the highest CheXpert CXR score?": f"""\
The highest score on CheXpert CXR is 0.481 macro-F1 over five findings: MedGemma 4B IT by Google (1 model, \
self-reported; LLM Stats, June 2026).
Boards of other protocols, ranked apart: “Macro-F1, MedGemma reports” (11 models) and “CheXpert competition” (226 \
models).
For research use only, not for decisions about patients.
Source: {_LLM_STATS}
More: podium show chexpert""",
    "How many models are evaluated on CheXpert CXR?": f"""\
1 model is evaluated on CheXpert CXR: 0 verified and 1 self-reported.
Verified means run by others than the maker under a stated protocol, or reproduced by a run stored here.
Boards of other protocols, ranked apart: “Macro-F1, MedGemma reports” (11 models) and “CheXpert competition” (226 \
models).
LLM Stats itself lists 1 model (June 2026).
Source: {_LLM_STATS}
More: podium show chexpert""",
    "Where can I find the CheXpert CXR paper?": """\
The CheXpert CXR paper is “CheXpert: A Large Chest Radiograph Dataset with Uncertainty Labels and Expert Comparison” \
by Jeremy Irvin, Pranav Rajpurkar, Michael Ko, Yifan Yu, and 16 others (January 2019): https://arxiv.org/abs/1901.07031
It describes the data, how they were made and how models are scored on them.
Source: https://arxiv.org/abs/1901.07031
More: podium show chexpert""",
    "What categories does CheXpert CXR cover?": """\
CheXpert CXR covers healthcare and vision; it is an image benchmark.
More: podium show chexpert""",
    "What is the best open-source model on CheXpert CXR?": f"""\
MedGemma 4B IT by Google is the best open-weights model on CheXpert CXR with 0.481 macro-F1 over five findings, rank 1 \
(1 model, self-reported; LLM Stats, June 2026).
For research use only, not for decisions about patients.
Source: {_LLM_STATS}
More: podium show chexpert""",
    "How recent are the CheXpert CXR leaderboard results?": f"""\
The newest result on CheXpert CXR was read at its source in June 2026; the leaderboard has 1 model.
Source: {_LLM_STATS}
More: podium show chexpert""",
}

MIMIC = {
    "who leads mimic?": f"""\
MedGemma 4B IT by Google leads MIMIC CXR with 0.889 macro-F1 over five findings (1 model, self-reported; LLM Stats, \
June 2026).
On the board “Macro-F1, adjudicated labels” (macro-F1 over five findings, 11 models) Med-Gemini-2D by Google leads \
with 0.907 (self-reported; the paper at arxiv.org, undated).
On the board “Macro-F1, public labels” (macro-F1 over five findings, 11 models) Med-PaLM M by Google leads with 0.516 \
(self-reported; the paper at arxiv.org, undated).
For research use only, not for decisions about patients.
Source: {_LLM_STATS}
More: podium show mimic-cxr""",
    "What categories does MIMIC CXR cover?": """\
MIMIC CXR covers multimodal, healthcare, and vision; it is a multimodal benchmark.
More: podium show mimic-cxr""",
    "How many models are evaluated on MIMIC CXR?": f"""\
1 model is evaluated on MIMIC CXR: 0 verified and 1 self-reported.
Verified means run by others than the maker under a stated protocol, or reproduced by a run stored here.
Boards of other protocols, ranked apart: “Macro-F1, adjudicated labels” (11 models) and “Macro-F1, public labels” (11 \
models).
LLM Stats itself lists 1 model (June 2026).
Source: {_LLM_STATS}
More: podium show mimic-cxr""",
}


@pytest.mark.parametrize("question", [*CHEXPERT, *MIMIC])
def test_the_reply_is_this_text(engine: Engine, question: str) -> None:
    assert engine.answer(question).text == (CHEXPERT | MIMIC)[question]


def test_an_unknown_benchmark_is_said_to_be_unknown_with_what_there_is(engine: Engine) -> None:
    assert engine.answer("who leads ImageNet?").text == (
        "No benchmark called “ImageNet” is registered here. These are: MMLU, MMMU, MMLU-Pro, MedQA, MMMU-Pro,"
        " Humanity's Last Exam, CharXiv-R, SuperGPQA, and 14 more (podium benchmarks lists them all)."
    )


def test_benchmarks_are_offered_by_how_many_models_they_rank(engine: Engine, shipped: sqlite3.Connection) -> None:
    ranked = [one.name for one in sorted(leaderboard.benchmarks(shipped), key=lambda one: (-one.models, one.name))]
    reply = engine.answer("who is the best?")
    assert (reply.kind, reply.suggestions) == ("ambiguous", tuple(ranked[:8]))


def test_a_short_name_that_fits_two_benchmarks_is_asked_back(engine: Engine) -> None:
    assert engine.answer("who leads mmu?").text == "“mmu” could be MMLU or MMMU: which one do you mean?"


def test_a_question_that_narrows_is_not_answered_as_if_it_did_not(engine: Engine) -> None:
    assert engine.answer("who leads mmlu in german").text == (
        "I cannot take “german” into account, so I give no answer. You can ask: Who leads MMLU? What is the best open"
        " model on MMLU? Where is the MMLU paper?\nMore: podium show mmlu, podium leaderboard mmlu"
    )


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "who leads hle?",
            "Claude Fable 5 and Claude Mythos 5 by Anthropic are tied for the lead on Humanity's Last Exam with 0.590"
            " accuracy (self-reported; the vendor page at www-cdn.anthropic.com, second-hand, August 2026), 96 models"
            " ranked.",
        ),
        (
            "Who leads HLE using tools?",
            "Claude Opus 5.5 by Anthropic leads the board “Reported results with tools” of Humanity's Last Exam with"
            " 0.677 accuracy (self-reported; the vendor page at anthropic.com, second-hand, September 2026), 55 models"
            " ranked.",
        ),
        (
            "who leads hle, tool use unstated?",
            "Fugu Ultra by Sakana AI leads the board “Reported results, tool use unstated” of Humanity's Last Exam with"
            " 0.500 accuracy (self-reported; the vendor page at sakana.ai, second-hand, August 2026), 22 models"
            " ranked.",
        ),
        (
            "who leads mmlu on the authors list",
            "Flan-T5-XL by Google leads the board “The authors' list” of MMLU with 0.493 accuracy (third-party; the"
            " MMLU repository at github.com, undated), 7 models ranked.",
        ),
        (
            "license of chexpert",
            "The data of CheXpert CXR have this licence: Stanford University Dataset Research Use Agreement"
            " (non-commercial research).",
        ),
        (
            "best score chexpert cardiomegaly",
            "CheXpert CXR asks about Cardiomegaly, among others, but has no board for it alone; its boards are"
            " “Reported results”, “Macro-F1, MedGemma reports”, “CheXpert competition”, “Mean AUROC, runs stored here”,"
            " “Mean AUROC over all findings, runs stored here”, “Readers beaten, runs stored here”, “Macro-F1 by"
            " questions, runs stored here”, and “Mean AUROC on the validation set, runs stored here”.",
        ),
        (
            "which model is best at chest x-rays",
            "There are 3 benchmarks for “chest x-rays”: CheXpert CXR (1 model), MIMIC CXR (1 model), and NIH"
            " ChestX-ray14 (0 models).",
        ),
        ("what is o3", "o3 is a model by OpenAI, released on 2025-04-16."),
        (
            "what are medgemma's results",
            "“medgemma” fits several models: MedGemma 1.5 4B IT, MedGemma 27B IT (multimodal), MedGemma 27B text-only"
            " IT, and MedGemma 4B IT. Which one do you mean? podium model NAME shows what is known of it.",
        ),
        (
            "gpt-4o on mmlu",
            "“gpt-4o” fits several models on MMLU: GPT-4o (May 2024), GPT-4o (August 2024), GPT-4o (2024-11-20), and"
            " GPT-4o mini. Which one do you mean?",
        ),
        (
            "what did gemini score on mmlu pro",
            "“gemini” fits several models on MMLU-Pro: Gemini 1.5 Flash, Gemini 1.5 Flash 002, Gemini 1.5 Flash 8B,"
            " Gemini 1.5 Pro, Gemini 1.5 Pro 002, Gemini 2.0 Flash, Gemini 2.0 Flash-Lite, Gemini 2.5 Flash-Lite, and"
            " 3 more. Which one do you mean?",
        ),
    ],
)
def test_the_reply_starts_with_this_line(engine: Engine, question: str, line: str) -> None:
    assert engine.answer(question).text.splitlines()[0] == line


def test_a_number_that_is_not_understood_is_quoted_whole(engine: Engine) -> None:
    assert engine.answer("is 0.5 kind on chexpert?").text.startswith("I cannot take “0.5” into account")


def test_what_another_site_lists_is_told_of_the_headline_board_alone(engine: Engine) -> None:
    assert "LLM Stats itself lists 100 models" in engine.answer("how many models are on mmlu?").text
    assert "LLM Stats" not in engine.answer("how many models are on the helm board of mmlu?").text
