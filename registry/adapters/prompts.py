"""What a model is shown for a request, and what its reply means; the same for every adapter that reads text."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from podium.registry import names
from podium.registry.benchmark import Answer, Choose
from podium.registry.card import Observation
from podium.registry.errors import DataError

#: The replies by which a model that writes text says whether a finding is there, the positive one first.
YES_NO = ("Yes", "No")
#: Options that have a letter.
MOST_LETTERS = len(string.ascii_uppercase)
_MARK = re.compile(r"<image (\d+)>")
_THOUGHT = re.compile(r"\s*(?:<think(?:ing)?>|<\|channel\|>(?:analysis|commentary)\b|analysis(?=[A-Z]))")
_THOUGHT_OPEN = re.compile(r"<think(?:ing)?>\s*$")
_MARKS = re.compile(r"</?think(?:ing)?>|<\|\w+\|>|\b(?:analysis|assistant|final)\b")
_THOUGHT_ENDS = re.compile(r"</think(?:ing)?>|<\|channel\|>final\b[^<]*<\|message\|>")
_FORMAT_ENDS = re.compile(r"<\|(?:return|end)\|>\s*$")
_SAYS = re.compile(
    r"\W*\b(yes|no)\b(?!\s*(?:/|or\b|and\b|idea\b|clue\b|doubt\b|question\b|one\b|opinion\b|comment\b|answer\b))",
    re.IGNORECASE,
)
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


class Parted(NamedTuple):
    """What a model wrote: thoughts aloud, or None where there are none, and its reply.

    ``open`` is whether a thought is begun and not ended; there is no reply then.
    """

    thoughts: str | None
    text: str
    open: bool = False


def parted(text: str, thinking: bool = False) -> Parted:
    """Part what a model thinks aloud from its reply.

    Thoughts are what ends with ``</think>`` or ``</thinking>``, whether or not its beginning is part of the text, and
    the channels before the final one in the format of gpt-oss, with its special tokens or decoded without them. Those
    that are begun and not ended leave an empty reply. They are kept as the model wrote them, with their marks.

    Args:
        text: What the model wrote.
        thinking: Whether its prompt ends where a thought begins; see :func:`opens_thought`.
    """
    ended = [found.end() for found in _THOUGHT_ENDS.finditer(text)]
    if not ended:
        begun = _THOUGHT.match(text)
        if begun and begun.group().strip().startswith("analysis"):
            # Without special tokens only the words of the format are left.
            ended = [found.end() for found in re.finditer("assistantfinal", text)]
        if not ended:
            return Parted(text, "", open=True) if begun or thinking else Parted(None, text)
    rest = text[ended[-1] :].lstrip()
    if _THOUGHT.match(rest):
        return Parted(text, "", open=True)
    thoughts = text[: ended[-1]]
    return Parted(thoughts if _MARKS.sub("", thoughts).strip() else None, _FORMAT_ENDS.sub("", rest))


def stored_reply(text: str, finish: str | None = None) -> Answer:
    """Return the answer that a stored reply makes; one that ends in the middle of a thought was cut off."""
    parts = parted(text)
    return Answer(text=parts.text, finish=finish or ("length" if parts.open else None), thoughts=parts.thoughts)


def without_thoughts(text: str) -> str:
    """Return a reply without what the model thinks aloud before it; see :func:`parted`."""
    return parted(text).text


def opens_thought(prompt: str) -> bool:
    """Return whether a prompt ends where a thought begins, as some chat templates do."""
    return bool(_THOUGHT_OPEN.search(prompt))


def read_yes_no(text: str) -> bool | None:
    """Return whether a reply begins with yes or no, as an answer of its own, or None.

    ``no idea``, ``no doubt it is`` and ``yes or no`` are neither.
    """
    word = _SAYS.match(text)
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
