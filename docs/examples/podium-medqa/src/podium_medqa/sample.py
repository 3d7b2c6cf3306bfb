"""Synthetic MedQA: invented questions in the authors' layout. None of them is from an exam."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from podium_medqa.loader import FOLDER, LETTERS, STEPS, file_name

#: Per step: what is asked, what is right, what is not.
_WORDS = {
    "step1": ("Which of these is a bone?", "femur tibia ulna radius sternum", "iris liver spleen retina thymus"),
    "step2&3": ("Which of these is a sign of fever?", "shivering sweating flushing", "reading laughing yawning rowing"),
}
_COUNTS = {"train": 12, "dev": 8, "test": 24}


def write_sample(folder: Path) -> None:
    """Write ``questions/US/4_options/phrases_no_exclude_*.jsonl``: 12, 8 and 24 questions, the same bytes each time."""
    home = folder / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    for split, count in _COUNTS.items():
        draw = Random(f"medqa sample {split}")
        lines = [json.dumps(_row(number, draw), ensure_ascii=False) for number in range(count)]
        (home / file_name(split)).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(number: int, draw: Random) -> dict[str, object]:
    step = tuple(STEPS)[number % len(STEPS)]
    asked, right, wrong = _WORDS[step]
    answer = draw.choice(right.split())
    options = [answer, *draw.sample(wrong.split(), 3)]
    draw.shuffle(options)
    return {
        "question": f"An invented person, number {number + 1}, asks a doctor. {asked}",
        "answer": answer,
        "options": dict(zip(LETTERS, options, strict=True)),
        "meta_info": step,
        "answer_idx": LETTERS[options.index(answer)],
        "metamap_phrases": [],
    }
