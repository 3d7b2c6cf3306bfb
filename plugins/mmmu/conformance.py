"""What proves MMMU's prompts and parsers equal to the authors'."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from podium.plugins.mmmu.prompts import choice_prompt, open_prompt
from podium.plugins.mmmu_family.choices import read_choice
from podium.plugins.mmmu_family.open_answers import is_right, key_parts, predictions
from podium.plugins.mmmu_family.scoring import drawn_letters
from podium.plugins.mmmu_family.subjects import DISCIPLINES, SUBJECTS
from podium.registry import Case, text_digest

_REPOSITORY = "github.com/MMMU-Benchmark/MMMU"
_PROMPTS = f"{_REPOSITORY} at bb0b95a, mmmu/configs/llava1.5.yaml"
_PARSER = f"{_REPOSITORY} at 44b45b5, eval/eval_utils.py"
_OPTIONS = ("$6", "$7", "$8", "$9")

#: Replies to a question with the options above, and the letter the authors' parser finds; None where it draws one.
CHOICES = {
    "The answer is (A) or (C).": "C",
    "(B) $7": "B",
    "B.": "B",
    "the value of the share is $8 overall today": "C",
    "$8": None,
    "A is wrong, C is right": "C",
    "B.\n\nBecause A is small": "A",
    "B. Because A is small": "A",
    "B) $7": None,
    "**D**": None,
    "answer: d": None,
    "": None,
}
#: Answers and replies to open questions, and whether the authors' comparison counts them as right.
OPEN = (
    ("30", "36 watts", False),
    ("5600", "The result is $5,600", True),
    ("3.14", "x = 3.14159", True),
    ("0.33", "1/3", False),
    ("a", "The answer is a", True),
    ("2500", "2.5e3", True),
    ("12", "I think it is 12 or 13", True),
    (("24/7", "3.429"), "It is about 3.4286.", True),
)


def cases() -> Iterator[Case]:
    """Yield the cases."""
    asked = partial(choice_prompt, "See <image 1>. Pick.", ("x", "y"))
    yield Case("prompt", "multiple choice", lambda: text_digest(asked()), "98 b96e6e651d1525cf", _PROMPTS)
    written = partial(open_prompt, "See <image 1>. How many?")
    yield Case("prompt", "open", lambda: text_digest(written()), "75 980cab808eeccd9a", _PROMPTS)
    for reply, letter in CHOICES.items():
        yield Case("choice parser", repr(reply), partial(_letter, reply), letter, _PARSER)
    for gold, reply, right in OPEN:
        yield Case("open parser", f"{reply!r} for {gold!r}", partial(_right, gold, reply), right, _PARSER)
    found = partial(_predictions, "The result is $5,600")
    yield Case("open parser", "what 'The result is $5,600' may mean", found, ["$5,600", "5600.0", "600.0"], _PARSER)
    drawn = ["A", "A", "C", "B", "B", "B", "A", "A"]
    yield Case("random option", "eight draws of four", lambda: drawn_letters([4] * 8), drawn, _PARSER)
    yield Case("subjects", "in all and by discipline", _sizes, [30, 4, 5, 5, 5, 4, 7], f"{_REPOSITORY}, data_utils.py")


def _sizes() -> list[int]:
    return [len(SUBJECTS), *map(len, DISCIPLINES.values())]


def _letter(reply: str) -> str | None:
    return read_choice(reply, _OPTIONS).letter


def _predictions(reply: str) -> list[str]:
    return sorted(map(str, predictions(key_parts(reply)[0])))


def _right(gold: str | tuple[str, ...], reply: str) -> bool:
    return is_right(gold, predictions(key_parts(reply)[0]))
