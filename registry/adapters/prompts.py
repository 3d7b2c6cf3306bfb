"""What a model is shown for a request, and what its reply means; the same for every adapter that reads text."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from pathlib import Path

from podium.registry import names
from podium.registry.benchmark import Choose
from podium.registry.card import Observation
from podium.registry.errors import DataError

#: The replies by which a model that writes text says whether a finding is there, the positive one first.
YES_NO = ("Yes", "No")
#: Options that have a letter.
MOST_LETTERS = len(string.ascii_uppercase)
_MARK = re.compile(r"<image (\d+)>")
_LETTER_ASKED = "Answer with the letter of the correct option only."


def letters(count: int) -> tuple[str, ...]:
    """Return the first ``count`` option letters: A, B, C and so on.

    Raises:
        DataError: If there are more than :data:`MOST_LETTERS`; the item then cannot be shown.
    """
    if count > MOST_LETTERS:
        raise DataError(f"it has {count} options, and there are {MOST_LETTERS} letters")
    return tuple(string.ascii_uppercase[:count])


def listed(request: Choose) -> str:
    """Return the question and its options, a line each after its letter."""
    lines = [f"{letter}. {text}" for letter, text in zip(letters(len(request.options)), request.options, strict=True)]
    return "\n".join([request.prompt, *lines])


def choice_prompt(request: Choose) -> str:
    """Return the text that a model continues; see :class:`~podium.registry.benchmark.Choose`."""
    return request.prompt if request.continuations else f"{listed(request)}\nAnswer:"


def continuations(request: Choose) -> tuple[str, ...]:
    """Return the texts whose likelihoods after :func:`choice_prompt` are compared, one per option."""
    return request.continuations or tuple(f" {letter}" for letter in letters(len(request.options)))


def choice_message(request: Choose) -> str:
    """Return what a chat model is asked, so that it replies with a letter."""
    return f"{listed(request)}\n{_LETTER_ASKED}"


def finding_question(label: str, observations: Sequence[Observation] = ()) -> str:
    """Return the question whose answer is yes or no, such as ``Does this image show edema?``."""
    known = {observation.name for observation in observations}
    if names.key(label) in {names.key("No Finding"), names.key("Normal")}:
        return "Is this image normal, without any finding? Answer with yes or no only."
    what = label.lower() if label in known else label
    return f"Does this image show {what}? Answer with yes or no only."


def read_letter(text: str, options: Sequence[str]) -> int | None:
    """Return the option that a reply names, or None where it names none or more than one.

    A single letter, with or without brackets, full stop or emphasis, at the beginning or after
    ``answer is`` or ``answer:``; or exactly the text of one option.
    """
    bare = text.strip().strip("*").strip()
    # Options beyond the letters can only be named by their texts.
    allowed = string.ascii_uppercase[: len(options)]
    first = re.match(rf"\(?([{allowed}])\)?(?:[.):,*\s]|$)", bare)
    # "A cat is shown" begins with the article, not with a letter of an option.
    if first and (first.group(1) not in "AI" or len(bare) <= len(first.group(0)) + 1 or bare[1:2] in ".):,*\n"):
        return allowed.index(first.group(1))
    said = re.findall(rf"answer(?:\s+is)?\s*:?\s*\**\(?([{allowed}])\b", bare, flags=re.IGNORECASE)
    chosen = {letter.upper() for letter in said}
    if len(chosen) == 1:
        return allowed.index(chosen.pop())
    same = [number for number, option in enumerate(options) if names.key(option) == names.key(bare)]
    return same[0] if len(same) == 1 and not chosen else None


def read_yes_no(text: str) -> bool | None:
    """Return whether a reply begins with yes or no, or None."""
    word = re.match(r"\W*(yes|no)\b", text, flags=re.IGNORECASE)
    return None if word is None else word.group(1).lower() == "yes"


def interleaved(prompt: str, images: Sequence[Path]) -> list[str | Path]:
    """Return texts and images in the order in which they are shown.

    A mark ``<image N>`` stands for image N each time it occurs; images without a mark come first. A
    mark beyond the images stays text.
    """
    marked = {int(number) for number in _MARK.findall(prompt)}
    parts: list[str | Path] = [path for number, path in enumerate(images, 1) if number not in marked]
    end = 0
    for mark in _MARK.finditer(prompt):
        number = int(mark.group(1))
        if not 1 <= number <= len(images):
            continue
        parts += [prompt[end : mark.start()], images[number - 1]]
        end = mark.end()
    parts.append(prompt[end:])
    return [part for part in parts if part != ""]
