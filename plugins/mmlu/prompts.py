"""The prompt of the authors' scripts, byte for byte.

The header and the form of a question are those of ``evaluate.py`` and ``evaluate_hf.py`` in
github.com/hendrycks/test at 4450500 (MIT licence).
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.plugins.mmlu.questions import LETTERS, Question
from podium.registry import Choose

#: The authors put a blank before every word of the subject, so that there are two before the first.
_HEADER = "The following are multiple choice questions (with answers) about{}.\n\n"


def header(subject: str) -> str:
    """Return what stands above the questions of a subject, with two blanks before its name."""
    return _HEADER.format(" " + "".join(f" {word}" for word in subject.split("_")))


def solved(question: Question) -> str:
    """Return a question with its answer, as an example for the next one."""
    lines = [question.text, *(f"{letter}. {text}" for letter, text in zip(LETTERS, question.options, strict=True))]
    return "\n".join(lines) + f"\nAnswer: {LETTERS[question.answer]}\n\n"


def request(subject: str, examples: Sequence[Question], question: Question, room: int) -> Choose:
    """Return what is asked of a model: by default the likeliest of four letters after ``Answer:``.

    Args:
        subject: As the dataset spells it.
        examples: Solved questions of the subject, in the order of the file.
        question: The one that is asked.
        room: Most tokens of the prompt; 0 for the model's own window.
    """
    prompt, offsets = header(subject), []
    for example in examples:
        offsets.append(len(prompt))
        prompt += solved(example)
    offsets += [len(prompt)] if offsets else []
    return Choose(prompt + question.text, question.options, examples=tuple(offsets), room=room)
