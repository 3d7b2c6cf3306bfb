"""The replies about the two pages Podium is modelled on, to the letter."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine

_LLM_STATS = (
    "https://github.com/JonathanChavezTamales/llm-leaderboard/blob/24a9ccf7402306f0c3e237213538e4537d64ecc2"
    "/data/organizations/google/models/medgemma-4b-it/benchmarks.json"
)

CHEXPERT = {
    "who leads chexpert?": f"""\
MedGemma 4B IT by Google leads CheXpert CXR with 0.481 macro-F1 over five findings (1 model, self-reported; LLM Stats, \
June 2026).
On the “Macro-F1, MedGemma reports” board (macro-F1 over five findings, 11 models, self-reported): Gemini 3 Pro by \
Google leads with 0.512.
On the “CheXpert competition” board (mean AUROC over five tasks, 226 models, independent): DeepAUC-v1 leads with \
0.930, tied with Hierarchical-Learning-V1 to three decimals.
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
On the “Macro-F1, adjudicated labels” board (macro-F1 over five findings, 11 models, self-reported): Med-Gemini-2D by \
Google leads with 0.907.
On the “Macro-F1, public labels” board (macro-F1 over five findings, 11 models, third-party): Med-PaLM M by Google \
leads with 0.516.
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
        "No benchmark called “ImageNet” is registered here. These are: CharXiv-R, CheXpert CXR, Humanity's Last Exam,"
        " MIMIC CXR, MMLU, MMLU-Pro, MMMU, and MMMU-Pro."
    )


def test_a_short_name_that_fits_two_benchmarks_is_asked_back(engine: Engine) -> None:
    assert engine.answer("who leads mmu?").text == "“mmu” could be MMLU or MMMU: which one do you mean?"


def test_a_question_that_narrows_is_not_answered_as_if_it_did_not(engine: Engine) -> None:
    assert engine.answer("best closed model on mmlu").text == (
        "I cannot take “closed” into account, so I give no answer. I can say what MMLU is, who leads it, its highest"
        " score, its leaderboard, how many models it has, its best open model, its paper, its categories and how recent"
        " its results are.\nMore: podium show mmlu, podium leaderboard mmlu"
    )
