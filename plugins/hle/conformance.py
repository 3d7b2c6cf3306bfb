"""Cases that prove the prompts byte-exact and the figures those of the authors' script, without their data."""

from __future__ import annotations

from collections.abc import Sequence

from podium.plugins.hle.calibration import as_printed, calibration_error
from podium.plugins.hle.parsing import EXACT_MATCH, MULTIPLE_CHOICE, by_rules
from podium.plugins.hle.prompts import SYSTEM, judge_prompt
from podium.plugins.hle.scoring import printed_accuracy
from podium.plugins.hle.verdicts import read_verdict
from podium.registry import Case, text_digest

_PREDICTIONS = "centerforaisafety/hle, commit 67b3251, hle_eval/run_model_predictions.py"
_JUDGING = "centerforaisafety/hle, commit 67b3251, hle_eval/run_judge_results.py"
_OURS = "Podium's own rules"

#: What a rule says of a reply: answer type, known answer, reply; then rule and worth.
_RULES: tuple[tuple[str, str, str, tuple[str, float]], ...] = (
    (MULTIPLE_CHOICE, "B", "Explanation: so\nAnswer: B\nConfidence: 90%", ("rule: letter", 1.0)),
    (MULTIPLE_CHOICE, "B", "Answer: C\nConfidence: 20%", ("rule: letter", 0.0)),
    (MULTIPLE_CHOICE, "B", "**Answer:** $\\text{(b)}$", ("rule: letter", 1.0)),
    (MULTIPLE_CHOICE, "B", "Answer: B. It boils", ("rule: letter", 1.0)),
    (MULTIPLE_CHOICE, "B", "Answer: both A and B", ("undecided", 0.0)),
    (MULTIPLE_CHOICE, "B", "It must be B", ("unparsed", 0.0)),
    (EXACT_MATCH, "Blue Whale", "Answer: no\nAnswer:  blue whale.\nConfidence: 7%", ("rule: text", 1.0)),
    (EXACT_MATCH, "blue whale", "Answer: the blue whale", ("undecided", 0.0)),
    (EXACT_MATCH, "$\\frac{1}{2}$", "Answer: 0.5", ("rule: number", 1.0)),
    (EXACT_MATCH, "1,200", "Answer: 1200.0", ("rule: number", 1.0)),
    (EXACT_MATCH, "42", "Answer: 41", ("rule: number", 0.0)),
    (EXACT_MATCH, "105", "Answer: 10⁵", ("undecided", 0.0)),
    (EXACT_MATCH, "H2O", "Answer: H₂O", ("rule: text", 1.0)),
)

#: What is read from a judge's reply: the reply; then whether it says right, and the confidence.
_VERDICTS: tuple[tuple[str, str, tuple[str | None, int | None]], ...] = (
    (
        "strict JSON",
        '{"extracted_final_answer": "7", "reasoning": "same", "correct": "yes", "confidence": 90, "strict": true}',
        ("yes", 90),
    ),
    ("JSON in a fence", '```json\n{"correct": "no", "confidence": 100}\n```', ("no", 100)),
    ("labelled lines", "extracted_final_answer: 7\n\nreasoning: same\n\ncorrect: yes\n\nconfidence: 85%", ("yes", 85)),
    ("labelled lines in bold", "**correct:** no\n**confidence:** 5", ("no", 5)),
    ("no confidence", "correct: yes", ("yes", None)),
    ("two answers", "correct: yes\ncorrect: no\nconfidence: 50", (None, None)),
    ("more than 100 percent", '{"correct": "yes", "confidence": 150}', ("yes", None)),
    ("a share for a percentage", '{"correct": "no", "confidence": 0.85}', ("no", None)),
    ("percent as text", '{"correct": "no", "confidence": "100%"}', ("no", 100)),
    ("prose", "The response is correct.", (None, None)),
)


def cases() -> list[Case]:
    """Return all of them."""
    judged = judge_prompt("Q?", "42", "Answer: 42\nConfidence: 90%")
    return [
        Case("prompt", "system message", lambda: text_digest(SYSTEM), "204 40f399fe8c277e2c", _PREDICTIONS),
        Case("prompt", "judge, toy question", lambda: text_digest(judged), "1284 e0fb15a74b8e571d", _JUDGING),
        *_figures(),
        *(_rule(*case) for case in _RULES),
        *(_verdict(*case) for case in _VERDICTS),
    ]


def _figures() -> list[Case]:
    mixed = [0.2] * 100 + [0.8] * 200
    half, fourth = [1.0, 0.0] * 50, [1.0, 0.0, 0.0, 0.0] * 50
    return [
        _error("100 at 0.9, all wrong: the only bin is left out", [0.9] * 100, [0.0] * 100, 0.0, 0.0),
        _error("200 at 0.9, all wrong", [0.9] * 200, [0.0] * 200, 0.6364, 64.0),
        _error("250 at 0.9, all wrong", [0.9] * 250, [0.0] * 250, 0.56921, 56.99999999999999),
        _error("100 at 0.2 half right, 200 at 0.8 a fourth right", mixed, half + fourth, 0.36171, 36.0),
        Case(
            "metric", "99: fewer than a bin", lambda: calibration_error([0.9] * 99, [0.0] * 99, "drop")[0], None, _OURS
        ),
        Case("metric", "7 right of 8 judged of 10", lambda: list(printed_accuracy(7, 10)), [70.0, 28.4], _JUDGING),
    ]


def _error(name: str, claimed: Sequence[float], right: Sequence[float], error: float, printed: float) -> Case:
    def got() -> list[float]:
        found = calibration_error(claimed, right, "drop")[0]
        return [] if found is None else [round(found, 5), as_printed(found)]

    return Case("metric", name, got, [error, printed], _JUDGING)


def _rule(answer_type: str, gold: str, reply: str, expected: tuple[str, float]) -> Case:
    def got() -> list[str | float]:
        grade = by_rules(answer_type, gold, reply)
        return [grade.rule, grade.official]

    return Case("parser", f"{answer_type}, {gold}: {reply!r}", got, list(expected), _OURS)


def _verdict(name: str, reply: str, expected: tuple[str | None, int | None]) -> Case:
    def got() -> list[str | int | None]:
        found = read_verdict(reply)
        return [None, None] if found is None else [found["correct"], found["confidence"]]

    return Case("judge", name, got, list(expected), _OURS)
