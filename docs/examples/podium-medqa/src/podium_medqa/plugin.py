"""The plugin: one protocol, the likeliest of four letters without solved examples."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry import (
    FAILED,
    LIKELIHOOD,
    UNPARSED,
    Answer,
    Benchmark,
    Case,
    Choose,
    Dataset,
    Grade,
    Item,
    Outline,
    QuestionBenchmark,
    hookimpl,
    text_digest,
)
from podium_medqa.card import BOARD, CARD

if TYPE_CHECKING:
    from podium.registry.verification import Observer, Verification

_LETTERS = "ABCD"
#: The rule of a letter that was written, or came from a file, where none was compared.
_CHOSEN = "letter given"


class MedQAUS(QuestionBenchmark):
    """Questions of the United States medical licensing exam with four options."""

    card = CARD

    def load(self, root: Path, split: str, **settings: Any) -> Dataset:
        """Return one item per question, in the order of the authors' file."""
        from podium_medqa.loader import load

        return load(root, split)

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Sequence[Grade]:
        """Return the letter of each answer and whether it is the right one."""
        return [read(item, answer) for item, answer in zip(items, answers, strict=True)]

    def outline(self, items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
        """Return the board, unless letters were written or given instead of compared."""
        given = sum(answer.choice is not None and answer.log_likelihoods is None for answer in answers)
        if not given:
            return Outline(board=BOARD)
        why = f"{given} of {len(answers)} answers are letters without likelihoods: take a model that gives them"
        return Outline(withheld={BOARD: why})

    def conformance(self) -> Sequence[Case]:
        """Return what a model reads, by its digest, and how answers are graded."""
        return (
            Case("prompt", "question, options, Answer:", _prompt, "39 64efcc60cf2014bf", "this plugin's protocol"),
            Case("grade", "right", lambda: read(_ITEM, Answer(choice=1, log_likelihoods=(-3.0, -1.0))).strict, 1.0),
            Case("grade", "wrong", lambda: read(_ITEM, Answer(choice=0, log_likelihoods=(-1.0, -3.0))).strict, 0.0),
            Case("grade", "nothing read", lambda: read(_ITEM, Answer(text="?")).rule, UNPARSED),
            Case("grade", "no answer", lambda: read(_ITEM, Answer(error="time-out")).rule, FAILED),
        )

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy: the questions of each split beside the published numbers."""
        from podium.registry import Part, verify_questions
        from podium_medqa.card import SPLITS

        parts = [Part(split, partial(self._alone, root, split), SPLITS[split]) for split in ("test", "dev", "train")]
        return verify_questions(root, parts, level, observe)

    def _alone(self, root: Path, split: str, images: bool) -> Dataset:
        """Return a split's questions; there are no images to open."""
        return self.load(root, split)

    def write_sample(self, folder: Path) -> None:
        """Write 44 invented questions in the authors' layout."""
        from podium_medqa.sample import write_sample

        write_sample(folder)


_ITEM = Item("case", Choose("Which?", ("x", "y")), 1)


def _prompt() -> str:
    from podium.registry.adapters.prompts import choice_prompt

    return text_digest(choice_prompt(Choose("What is it?", ("a", "b", "c", "d"))))


def read(item: Item, answer: Answer) -> Grade:
    """Return how an answer was read: by the option that it names or finds likeliest."""
    if answer.error is not None:
        return Grade(None, FAILED, 0.0, 0.0)
    if answer.choice is None:
        return Grade(None, UNPARSED, 0.0, 0.0)
    right = float(answer.choice == item.target)
    rule = _CHOSEN if answer.log_likelihoods is None else LIKELIHOOD
    return Grade(_LETTERS[answer.choice], rule, right, right)


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return the benchmark."""
    return [MedQAUS()]
