"""What models and judges write, made of the forms that the parsers look for: read without failing, and steadily."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from podium.plugins.charxiv import judging as charxiv_judge
from podium.plugins.charxiv.parsing import rule_on
from podium.plugins.chest_xray.labeler import SHARED
from podium.plugins.chest_xray.sections import labelled_section
from podium.plugins.chest_xray.words import verdict
from podium.plugins.hle import parsing as hle
from podium.plugins.hle import verdicts as hle_judge
from podium.plugins.mmlu_pro import parsing as mmlu_pro
from podium.plugins.mmmu_family import choices, open_answers
from podium.plugins.vqa_rad.reading import worth
from podium.registry import Answer
from podium.registry.adapters.letters import read_letter
from podium.tests.fuzz import damage
from podium.tests.fuzz.profile import examples
from podium.tests.plugins.mmlu_pro.test_parsing import by_the_authors_patterns

OPTIONS = ("nothing", "B", "a cell (1.5)", "two cells, and more", "C. 3", "λ = 0.5")

#: What replies are made of: what parsers look for, what stands around it, and what none expects.
PIECES = (
    *"ABCDJKZabj",
    *"()[]{}.,:;!?*_`\"'\\/-–—$%&#@~^|<>=+0123456789½²٣é\n\r\t \u00a0\u2028\u200b\ufeff\0\x1b",
    "answer is ",
    "Answer:",
    "answer: ",
    "Final Answer:",
    "the correct option is ",
    "\\boxed{",
    "}",
    "\\text{",
    "\\frac{1}{2}",
    "**",
    "<think>",
    "</think>",
    " is correct",
    " is wrong",
    " not ",
    " or ",
    " and ",
    " because ",
    "yes",
    "no",
    "N/A",
    "Confidence: 90%",
    "correct: yes",
    '{"correct": "yes", "confidence": 90}',
    '{"extracted_answer": "x", "score": 1}',
    "```json\n",
    "```",
    "1,000",
    "1.5e3",
    "-3/4",
    "10^-2",
    "答案：",
    "\ud800",
    "FINDINGS:",
    "IMPRESSION:\n",
    "no evidence of pneumothorax",
    "edema",
    *OPTIONS,
)


def _without_end(unit: str, times: int, end: str) -> str:
    return unit * times + end


REPLIES = some.one_of(
    some.lists(some.sampled_from(PIECES), max_size=30).map("".join),
    some.lists(some.sampled_from(PIECES), max_size=30).map(" ".join),
    # One piece after the other without end: what takes time by the square of the length shows.
    some.builds(_without_end, some.sampled_from(PIECES), some.integers(0, 4000), some.sampled_from(PIECES)),
)


def _hle(text: str) -> object:
    return [hle.by_rules(kind, gold, text) for kind in (hle.MULTIPLE_CHOICE, hle.EXACT_MATCH) for gold in ("B", "1/2")]


def _charxiv(text: str) -> object:
    # A blank reply is graded before the rules see it.
    golds = ((1, "A"), (2, "yes"), (3, "1.5"), (4, "10"))
    return [rule_on(text or "x", gold, kind, "Is it yes or no?") for kind, gold in golds]


def _labels(text: str) -> object:
    section = labelled_section(text)
    return SHARED.codes(SHARED.marks(text if section is None else section.text))


#: By name what reads a reply; what it gives must be the same with blanks behind the reply, but for those named below.
PARSERS: Mapping[str, Callable[[str], object]] = {
    "letters": lambda text: read_letter(text, OPTIONS),
    "MMLU-Pro": mmlu_pro.read_letter,
    "MMLU-Pro, plain": lambda text: mmlu_pro.read_letter(mmlu_pro.plain(text)),
    "Humanity's Last Exam": _hle,
    "Humanity's Last Exam, judge": hle_judge.read_verdict,
    "MMMU": lambda text: choices.read_choice(text, OPTIONS),
    "MMMU-Pro": lambda text: choices.read_choice_pro(text, OPTIONS),
    "MMMU, open": lambda text: open_answers.is_right("1.5", open_answers.predictions(open_answers.key_parts(text)[0])),
    "CharXiv": _charxiv,
    "CharXiv, judge": lambda text: charxiv_judge.read_verdict(Answer(text=text)),
    "VQA-RAD": lambda text: [worth(text, gold, closed) for gold, closed in (("yes", True), ("left lung", False))],
    "chest X-rays": verdict,
    "labels of reports": _labels,
}
#: The authors' own rules see the blanks: a full stop is only taken from the very end of a reply.
SEES_BLANKS = ("MMMU", "MMMU-Pro", "MMMU, open")


@pytest.mark.parametrize("parser", PARSERS)
@examples(50)
@given(reply=REPLIES)
def test_whatever_is_written_is_read_the_same_twice_and_with_blanks_behind_it(parser: str, reply: str) -> None:
    read = PARSERS[parser](reply)
    assert PARSERS[parser](reply) == read
    if parser not in SEES_BLANKS:
        assert PARSERS[parser](f"{reply}\n \n") == PARSERS[parser](f"{reply}\n")


@examples(50)
@given(reply=REPLIES)
def test_letters_are_read_as_by_the_patterns_of_mmlu_pros_authors(reply: str) -> None:
    # Theirs takes time by the square of the length.
    short = reply[:2000]
    assert mmlu_pro.read_letter(short) == by_the_authors_patterns(short)


VERDICT = {"correct": "yes", "confidence": 90, "extracted_final_answer": "x", "reasoning": "because {x}"}
SCORE = {"extracted_answer": "x", "score": 1}


@examples(100)
@given(
    value=some.one_of(damage.values(VERDICT), damage.values(SCORE)),
    around=some.tuples(some.sampled_from(PIECES), some.sampled_from(PIECES)),
)
def test_damaged_json_of_a_judge_is_a_verdict_of_known_form_or_none(value: Any, around: tuple[str, str]) -> None:
    text = around[0] + damage.written(value) + around[1]
    found = hle_judge.read_verdict(text)
    if found is not None:
        assert found["correct"] in ("yes", "no")
        assert found["confidence"] is None or found["confidence"] in range(101)
        assert json.loads(json.dumps(found)) == found
    said = charxiv_judge.read_verdict(Answer(text=text))
    if said is not None:
        assert said["score"] in (0, 1) and isinstance(said["extracted"], str)
