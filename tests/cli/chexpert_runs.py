"""Runs on CheXpert's synthetic sample for the tests of what is done with stored runs."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path
from typing import Any

from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chexpert.plugin import CheXpert
from podium.tests.cli.support import podium_json

Scores = dict[str, dict[str, float]]


def write_sample(folder: Path) -> Path:
    """Write the sample as a user's own folder."""
    CheXpert().write_sample(folder)
    return folder


def targets(data: Path, split: str) -> Scores:
    """Return the labels by study and finding, straight from the official columns."""
    (table,) = data.rglob(f"{split}.csv")
    studies: Scores = {}
    with table.open(newline="") as file:
        for row in csv.DictReader(file):
            match = re.search(r"patient\d+/study\d+", row["Path"])
            assert match is not None
            studies[match[0]] = {label: float(row[label]) for label in NAMES}
    return studies


def write_predictions(path: Path, data: Path, split: str, skill: float, seed: int) -> Scores:
    """Write a table in the official form whose scores lie nearer to the labels the higher the skill; with ties."""
    rng = random.Random(seed)
    scores = {
        study: {label: round(skill * target + (1 - skill) * rng.random(), 2) for label, target in row.items()}
        for study, row in targets(data, split).items()
    }
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Study", *NAMES])
        for study, row in scores.items():
            rows.writerow([f"CheXpert-v1.0/{split}/{study}", *row.values()])
    return scores


def score(path: Path, data: Path, *more: str, split: str = "test") -> Any:
    """Score a table and return the run as JSON data."""
    words = ("--bootstrap", "40") if "--bootstrap" not in more else ()
    return podium_json("score", "chexpert", "--predictions", path, "--data", data, "--split", split, *words, *more)
