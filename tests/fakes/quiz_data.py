"""The data of the ``quiz`` plugin: questions in MMLU's layout, the same every time."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path

SUBJECTS = ("astronomy", "anatomy", "virology")
_WORDS = "the star cell planet virus bone heart orbit light gene mass blood ring wave time".split()


def questions(subject: str, count: int, seed: int = 0) -> list[list[str]]:
    """Return rows of question, four options and the letter of the right one."""
    draw = random.Random(f"{subject} {seed}")
    rows = []
    for number in range(count):
        length = draw.randint(6, 30)
        text = f"{number}: which {' '.join(draw.choice(_WORDS) for _ in range(length))}?"
        options = [f"{draw.choice(_WORDS)} {draw.randint(1, 99)}" for _ in range(4)]
        rows.append([text, *options, draw.choice("ABCD")])
    return rows


def write(root: Path, *, test: int = 12, dev: int = 5, subjects: Sequence[str] = SUBJECTS) -> Path:
    """Write ``dev`` and ``test`` questions of each subject as ``<split>/<subject>_<split>.csv``, without a header."""
    for split, count in (("dev", dev), ("test", test)):
        (root / split).mkdir(parents=True, exist_ok=True)
        for subject in subjects:
            with (root / split / f"{subject}_{split}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(questions(subject, count, seed=len(split)))
    return root
