"""``podium score`` on a test set of CheXpert's size needs numpy, not torch, and answers at once."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from podium.plugins.chest_xray.observations import NAMES

SCORE = """
import sys, time
from podium.cli.main import main
files = ["--predictions", sys.argv[1], "--data", sys.argv[2]]
sys.argv = ["podium", "score", "chexpert", *files, "--split", "test", "--json"]
try:
    main()
finally:
    sys.stderr.write("".join(f"[{name}]" for name in ("torch", "numba", "transformers") if name in sys.modules))
"""


def test_predictions_are_scored_with_intervals_without_importing_torch(tmp_path: Path, registry_file: Path) -> None:
    rng = random.Random(0)
    studies = [
        f"CheXpert-v1.0/test/patient{65000 + number * 2 // 3:05d}/study{number % 3 + 1}" for number in range(668)
    ]
    tables: dict[str, Callable[[], str]] = {
        "groundtruth.csv": lambda: str(int(rng.random() < 0.3)),
        "mine.csv": lambda: f"{rng.random():.6f}",
    }
    for name, cell in tables.items():
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["Study", *NAMES])
            writer.writerows([study, *(cell() for _ in NAMES)] for study in studies)
    done = subprocess.run(
        [sys.executable, "-c", SCORE, str(tmp_path / "mine.csv"), str(tmp_path)],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert '"replicates": 1000' in done.stdout
    assert "[" not in done.stderr
