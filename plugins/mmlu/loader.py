"""From a copy of MMLU to the items of a split."""

from __future__ import annotations

import hashlib
from pathlib import Path

from podium.plugins.mmlu.layouts import Copy, Questions, find_copy
from podium.plugins.mmlu.prompts import request
from podium.plugins.mmlu.questions import Question
from podium.plugins.mmlu.subjects import GROUP_OF, TEST_COUNTS
from podium.registry import DataError, Dataset, Item, PodiumError, other_count

#: Splits that can be asked, with their official numbers of questions.
SPLITS = {"test": 14_042, "validation": 1_531, "dev": 285}
#: Numbers that a paper states, in case somebody has a copy of them.
_KNOWN = {14_079: "the paper's number, not that of the released files"}


def load(root: Path, split: str, shots: int, room: int) -> Dataset:
    """Return the items of a split, subject by subject in the order of the files.

    An item's id is ``SUBJECT-N``, N from 0 in the order of the subject's file, as lm-evaluation-harness numbers
    them; it is the same in every layout. Its target is the place of the right option.

    Args:
        root: Folder of the copy, or its parent.
        split: ``"test"``, ``"validation"`` or ``"dev"``.
        shots: Solved questions of the subject before each, 0 to 5.
        room: Most tokens of a prompt; 0 for the model's own window.

    Raises:
        PodiumError: If the split cannot be asked with so many examples.
        DataError: If files are missing or damaged, or a row is not what it must be.
    """
    if split not in SPLITS:
        raise PodiumError(f"split {split} of MMLU is for training, not for evaluation", "take test or validation")
    if split == "dev" and shots:
        what = "the dev questions are the solved examples, and would be shown with their own answers"
        raise PodiumError(f"split dev of MMLU with {shots} shots: {what}", "--set shots=0")
    copy = find_copy(root, split)
    questions = copy.read(split)
    examples = _examples(copy, questions, shots) if shots else {}
    items = [
        _item(subject, number, question, examples.get(subject, []), split, shots, room)
        for subject, asked in questions.items()
        for number, question in enumerate(asked)
    ]
    notes = [f"{len(items):,} questions of {len(questions)} subjects from {copy.home}"]
    if shots:
        notes.append(f"solved examples of the subject before each: {shots}, fewer where the prompt is too long")
    reason = _shortfall(questions, split)
    return Dataset(items, split, shortfall=reason, notes=tuple(notes), fingerprint=_hash(questions))


def _examples(copy: Copy, questions: Questions, shots: int) -> Questions:
    """Return the first dev questions of every subject that is asked."""
    found = copy.read("dev")
    for subject in questions:
        there = len(found.get(subject, ()))
        if there < shots:
            where = copy.place("dev", subject)
            what = f"has {there} of {shots} solved examples" if there else "is missing: it holds the solved examples"
            raise DataError(f"{where} {what}", f"fetch the dev split too, or ask without: --set shots={there}")
    return {subject: found[subject][:shots] for subject in questions}


def _item(
    subject: str, number: int, question: Question, examples: list[Question], split: str, shots: int, room: int
) -> Item:
    return Item(
        id=f"{subject}-{number}",
        request=request(subject, examples, question, room),
        target=question.answer,
        group=subject,
        attributes={"split": split, "subject": subject, "group": GROUP_OF[subject], "shots": shots},
    )


def _shortfall(questions: Questions, split: str) -> str:
    """Return how the questions differ in number from the official ones, or nothing."""
    total = sum(map(len, questions.values()))
    reasons = [other_count(total, SPLITS[split], _KNOWN)]
    if split == "test":
        wrong = [
            f"{subject} {len(questions.get(subject, ()))} not {count:,}"
            for subject, count in TEST_COUNTS.items()
            if len(questions.get(subject, ())) != count
        ]
    else:
        wrong = [f"{subject} none" for subject in GROUP_OF if subject not in questions]
    if wrong:
        more = f" and {len(wrong) - 3} more subjects" if len(wrong) > 3 else ""
        reasons.append(f"{', '.join(wrong[:3])}{more}")
    return "; ".join(filter(None, reasons))


def _hash(questions: Questions) -> str:
    """Return a hash of the questions that is the same for every layout."""
    digest = hashlib.sha256()
    for subject, asked in questions.items():
        for one in asked:
            digest.update(repr((subject, one.text, one.options, one.answer)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
