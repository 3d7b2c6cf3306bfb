"""Synthetic MMLU: invented questions of eight subjects in the authors' CSV files."""

from __future__ import annotations

import csv
import random
from pathlib import Path

#: By subject: what is asked, what is right, and what is not. All invented for this sample.
_WORDS = {
    "abstract_algebra": ("Which number is even?", "2 14 26 38 40 52 64 76", "3 15 27 39 41 53 65 77"),
    "anatomy": ("Which of these is a bone?", "femur tibia ulna radius sternum scapula", "iris liver spleen retina"),
    "clinical_knowledge": (
        "Which of these is a sign of fever?",
        "shivering sweating flushing",
        "laughing reading yawn",
    ),
    "college_biology": ("Which of these is in a cell?", "nucleus ribosome membrane", "feather antler petal shell"),
    "jurisprudence": ("Which of these is a person in a court?", "judge clerk witness juror", "anvil ladle oar kite"),
    "nutrition": ("Which of these is a vitamin?", "retinol thiamine niacin folate", "granite mercury neon basalt"),
    "sociology": ("Which of these is a group of people?", "family crowd class team", "lever prism glacier comet"),
    "virology": ("Which of these is a virus?", "influenza measles mumps rubella", "yeast amoeba moss lichen"),
}
_COUNTS = {"dev": 5, "val": 3, "test": 12}


def write_sample(folder: Path) -> None:
    """Write ``data/{dev,val,test}/SUBJECT_*.csv``: 5, 3 and 12 questions each, the same bytes every time."""
    for split, count in _COUNTS.items():
        home = folder / "data" / split
        home.mkdir(parents=True, exist_ok=True)
        for subject in _WORDS:
            # A text seeds the same everywhere, whatever Python's hashes are.
            draw = random.Random(f"{split} {subject}")
            with (home / f"{subject}_{split}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(_row(subject, number, draw) for number in range(count))


def _row(subject: str, number: int, draw: random.Random) -> list[str]:
    """Return question, options and letter; a few questions have several lines, a few options say ``None``."""
    asked, right, wrong = _WORDS[subject]
    options = [draw.choice(right.split()), *draw.sample(wrong.split(), 3)]
    if number % 4 == 3:
        options[3] = ("None", "N/A", "4.0")[number // 4 % 3]
    answer = options[0]
    draw.shuffle(options)
    lines = f'Invented question {number + 1}, said "to test":\n{asked}' if number % 5 == 4 else asked
    text = lines if number % 5 == 4 else f"Invented question {number + 1}. {asked}"
    return [text, *options, "ABCD"[options.index(answer)]]
