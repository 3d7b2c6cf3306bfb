"""What proves MMMU-Pro's prompts and parser equal to the authors'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from podium.plugins.mmmu_family.choices import read_choice_pro
from podium.plugins.mmmu_family.rows import place
from podium.plugins.mmmu_pro.prompts import standard_prompt, vision_prompt
from podium.registry import Case, text_digest

_REPOSITORY = "github.com/MMMU-Benchmark/MMMU at a76d44b"
_PROMPTS = f"{_REPOSITORY}, mmmu-pro/prompts.yaml and infer_gpt.py"
_PARSER = f"{_REPOSITORY}, mmmu-pro/evaluate.py"
_RELEASED = f"{_REPOSITORY}, a prediction stored in mmmu-pro/output"
_QUESTION, _OPTIONS = "Compare <image 2> and <image 1>.", ("x", "<image 3>")
_MARK = re.compile(r"<image \d+>")
_TEN = tuple(f"option text {letter}0" for letter in "abcdefghij")

#: Replies to a question with ten options, and the letter the authors' parser finds; None where it draws one.
CHOICES = {
    "Answer: C": "C",
    "Let me think.\nAnswer: $C": "C",
    "Answer: **J**": "J",
    "I pick (B) over (D)": "D",
    "I choose E. Because...": "I",
    "DNA is long, so E": "E",
    "Answer: A. option text a0": "A",
    "Answer: Cannot say. C": "C",
    "Step 1: A. Step 2: B": "B",
    "J. A longer story": "A",
    "": None,
}
#: Replies of GPT-4o among those the authors released, and the letter stored with them.
RELEASED = {
    "I'm sorry, I can't help with that.": "I",
    "Answer: \\( \\text{(H)} \\)": "H",
    "Answer: (D) II": "D",
    "I.": "I",
}


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for method, expected in (("direct", "107 3ca667dc308e6e9a"), ("cot", "261 7254115ab7fce637")):
        yield Case("prompt", f"standard, {method}", partial(_standard, method), expected, _PROMPTS)
    for method, expected in (("direct", "195 93ddd7c4b2e95c24"), ("cot", "240 01d63d81542b48e8")):
        yield Case("prompt", f"vision, {method}", partial(_vision, method), expected, _PROMPTS)
    yield Case("prompt", "order of the images", _order, [2, 1, 3], f"{_REPOSITORY}, mmmu-pro/infer")
    for reply, letter in CHOICES.items():
        yield Case("parser", repr(reply), partial(_letter, reply), letter, _PARSER)
    for reply, letter in RELEASED.items():
        yield Case("released predictions", repr(reply), partial(_letter, reply), letter, _RELEASED)


def _standard(method: str) -> str:
    """Return the digest of the prompt as the authors' script for GPT-4o sends it: every mark is one token."""
    return text_digest(_MARK.sub("<image>", standard_prompt(_QUESTION, _OPTIONS, method)))


def _vision(method: str) -> str:
    return text_digest(vision_prompt(method))


def _order() -> list[int]:
    """Return the numbers of the images in the order in which a model is shown them."""
    images = {number: Path(f"image_{number}") for number in (1, 2, 3)}
    prompt, paths = place(standard_prompt(_QUESTION, _OPTIONS, "direct"), images, "")
    return [int(paths[int(number) - 1].name.removeprefix("image_")) for number in re.findall(r"<image (\d+)>", prompt)]


def _letter(reply: str) -> str | None:
    return read_choice_pro(reply, _TEN).letter
