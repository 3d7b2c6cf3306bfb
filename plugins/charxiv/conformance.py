"""Cases that prove prompts, rubrics, rules and verdicts equal to the official ones and to the worked examples."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from podium.plugins.charxiv.judging import read_verdict
from podium.plugins.charxiv.parsing import rule_on
from podium.plugins.charxiv.prompts import judge_prompt, number_instruction, question_prompt
from podium.registry import Answer, Case, text_digest

_OFFICIAL = "princeton-nlp/CharXiv at 7ebe88f, src/reasoning_utils.py, run on the toy question"
_RUBRIC = "princeton-nlp/CharXiv at 7ebe88f, src/constants.py, the rubric's words"
_WORKED = "worked example of the rubric's rules"

#: Of the question ``Q?`` with the reference ``3.10``: length and hash per type of answer.
_PROMPTS = {1: "356 64746db367261348", 2: "307 4bb929d422d4b36a", 3: "235 ef420aecf8324765", 4: "71 4c0acecc3eb52b74"}
#: Of the same with the response ``3.10``.
_RUBRICS = {
    1: "1774 d639bb57b90c3b6c",
    2: "2048 481298e26a8e5002",
    3: "1420 00065f7d8c40fe2c",
    4: "1420 00065f7d8c40fe2c",
}
_INTEGER = "* Your final answer must be an exact integer."
_DECIMALS = "* Your final answer must be a number with {} decimal places."
#: What the official function gives; the last one counts only to the second point.
_INSTRUCTIONS = {
    "3": _INTEGER,
    "9.17": _DECIMALS.format(2),
    "0.50": _DECIMALS.format(2),
    "-2": _INTEGER,
    "3.": _DECIMALS.format(0),
    "1.2.3": _DECIMALS.format(1),
}
_AMONG = (
    "What is the interval where the blue curve achieves the maximum value among [0, 50], [50, 100], and [100, 150]?"
)
#: Type of the answer, question, reference, reply, and whether it is right; None is undecided.
_RULES = (
    (4, "How many points are there?", "3", "There are 3 points.", True),
    (4, "How many points are there?", "3", "three", None),
    (3, "What is the value?", "1500", "The value of the blue curve at t=50 is 1.5e3.", True),
    (3, "What is the value?", "0.01", "The value of the red curve at t=10 is 0.012.", False),
    (1, "Which letter?", "(b)", "The letter of the subplot where all bars are above 35 is b.", True),
    (1, "Which curve?", "P56962", "The name of the curve is written as P55762.", False),
    (1, "Which method?", "ACC", "ACC+", False),
    (1, "Which method?", "P=101", "P-101", False),
    (1, "Which two?", "alpha, beta", "β and α", True),
    (1, "Which?", "R^2_t,h,v,m", "$R^2_{t,h,v,m}$", True),
    (3, "What is the value?", "10^-2", "0.01", True),
    (3, "What is the value?", "40,000", "40000", True),
    (3, "What is the value?", "1500", "$1.5 \\times 10^{3}$", True),
    (2, _AMONG, "[50, 100]", "The interval where the blue curve achieves the maximum value is [50, 100].", True),
    (2, "What is the trend?", "increasing then decreasing", "moving up then down", None),
    (1, "Which method?", "ACC", "ACC, BLEU, ROUGE, F1", False),
    (1, "Which method?", "ACC", "The answer is ACC, BLEU, ROUGE, F1.", False),
    (1, "Which letter?", "(b)", "(a), (b), (c), (d), (e), (f)", False),
    (1, "Which model?", "Model A", "Model A and Model B", False),
    (1, "Which two?", "alpha, beta", "alpha, beta, gamma, delta, epsilon, zeta", False),
    (1, "Which model?", "Model A", "The answer is Model B which beats Model A", None),
    (1, "Which curve?", "alpha", "I cannot see alpha or beta in the chart.", None),
    (1, "Which network?", "ResNet", "It could be ResNet, VGG, or AlexNet.", None),
    (3, "What is the value?", "5", "The answer is 5, not 6.", None),
    (3, "What is the value?", "5", "The value is 5 (read at x = 3).", None),
    (3, "What is the value?", "12", "12 at t=3", None),
)
_VERDICTS = {
    '{"extract_answer": "b", "score": 1}': {"extracted": "b", "score": 1},
    '{"extracted_answer": "P55762", "score": 0}': {"extracted": "P55762", "score": 0},
    '{"extracted_answer": "b", "score": true}': {"extracted": "b", "score": 1},
    '{"extracted_answer": "b"}': None,
    '{"extracted_answer": "b", "score": -1}': None,
    '{"extracted_answer": "b", "sco': None,
}


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for kind, digest in _PROMPTS.items():
        made = partial(_digest_of_prompt, kind)
        yield Case("prompt", f"answer type {kind}", made, digest, _OFFICIAL)
    for kind, digest in _RUBRICS.items():
        yield Case("judge", f"rubric of answer type {kind}", partial(_digest_of_rubric, kind), digest, _OFFICIAL)
    for gold, line in _INSTRUCTIONS.items():
        name = f"instruction from the reference {gold}"
        yield Case("prompt", name, partial(number_instruction, gold), line, _OFFICIAL)
    for kind, question, gold, reply, right in _RULES:
        name = f"type {kind}, reference {gold}, reply {reply}"
        yield Case("rules", name, partial(_right, reply, gold, kind, question), right, _WORKED)
    for text, fields in _VERDICTS.items():
        yield Case("verdict", text, partial(_verdict, text), fields, _RUBRIC)


def _digest_of_prompt(kind: int) -> str:
    return text_digest(question_prompt("Q?", kind, "3.10"))


def _digest_of_rubric(kind: int) -> str:
    return text_digest(judge_prompt("Q?", kind, "3.10", "3.10"))


def _right(reply: str, gold: str, kind: int, question: str) -> bool | None:
    return rule_on(reply, gold, kind, question).right


def _verdict(text: str) -> dict[str, object] | None:
    found = read_verdict(Answer(text=text))
    return None if found is None else dict(found)
