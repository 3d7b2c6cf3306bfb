"""What it costs to read CheXpert's labels and chest X-rays, beside torchxrayvision and plain Pillow.

Usage, from the repository's root (``make bench-loading`` makes the peers' environment first)::

    python -m benchmarks.loading [--peers PYTHON] [--table TRAIN_CSV] [--images 8] [--rounds 5] [--json FILE]

Every measurement is a fresh process, and all kinds take turns in every round. Figures are medians over rounds;
ratios are of CPU time (user and system), which other work on the machine changes least, and of the memory that
the work adds to the imports'. Wall time stands beside. Exit status 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.loading.drawing import HEIGHT, QUALITY, WIDTH, write

JOBS = Path(__file__).with_name("jobs.py")
PACKAGES = ("numpy", "pyarrow", "pillow", "torch", "transformers", "pydicom")
PEER_PACKAGES = ("torchxrayvision", "pandas", "scikit-image", "torch", "torchvision", "pillow", "numpy")
#: Least ratios: the peer's figure to ours.
INDEX_SPEED, INDEX_MEMORY, IMAGE_SPEED = 5.0, 4.0, 2.0
#: Ways from a file to a tensor, and whether the target is held against them.
HELD = {"Pillow, RGB": True, "Pillow, grey": True, "transformers' processor": False, "torchxrayvision": False}


def run(python: str, *arguments: str) -> dict[str, Any]:
    """Run one measurement in a fresh process."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    output = subprocess.run(
        [python, str(JOBS), *arguments], check=True, stdout=subprocess.PIPE, text=True, env=environment
    ).stdout
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return found


def shipped_table(peers: str) -> Path:
    """Return the real ``train.csv`` that ships with torchxrayvision."""
    code = "import importlib.metadata as m; print(*(f.locate() for f in m.files('torchxrayvision')), sep='\\n')"
    files = subprocess.run([peers, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout.split("\n")
    return Path(next(file for file in files if file.endswith("chexpert_train.csv.gz")))


def versions(python: str, names: tuple[str, ...]) -> dict[str, str]:
    """Return the versions of packages in another environment."""
    code = f"import importlib.metadata as m, json; print(json.dumps({{n: m.version(n) for n in {names!r}}}))"
    found: dict[str, str] = json.loads(
        subprocess.run([python, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout
    )
    return found


def rounds(jobs: dict[str, tuple[str, ...]], count: int) -> dict[str, dict[str, float]]:
    """Let all jobs take turns, and return each one's medians."""
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in jobs}
    for _ in range(count):
        for name, command in jobs.items():
            runs[name].append(run(*command))
    return {
        name: {
            key: round(statistics.median(one[key] for one in found), 4)
            for key, value in found[0].items()
            if isinstance(value, (int, float)) and key != "pid"
        }
        for name, found in runs.items()
    }


def tables(table: Path, peers: str, count: int) -> tuple[dict[str, dict[str, float]], list[dict[str, Any]]]:
    """Measure the indexing of ``train.csv`` and hold it against its targets."""
    found = rounds(
        {
            "Podium": (sys.executable, "index_podium", str(table)),
            "torchxrayvision, every image": (peers, "index_peer_all", str(table)),
            "torchxrayvision, one image a patient": (peers, "index_peer_default", str(table)),
        },
        count,
    )
    ours = found["Podium"]
    targets = []
    for name, theirs in list(found.items())[1:]:
        held = name.endswith("every image")  # The same work; the other keeps 64,540 of 223,414 rows.
        targets += [
            _target(f"{name} / Podium, CPU time", theirs["cpu_seconds"] / ours["cpu_seconds"], INDEX_SPEED, held),
            _target(f"{name} / Podium, memory added", theirs["added_mb"] / ours["added_mb"], INDEX_MEMORY, held),
        ]
    return found, targets


def images(peers: str, count: int, number: int) -> tuple[dict[str, dict[str, float]], list[dict[str, Any]]]:
    """Measure image files to tensors, on one thread and on one per core, and hold them against the target."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(path) for path in write(Path(folder), number)]
        size = sum(Path(path).stat().st_size for path in paths) / number
        kinds = {
            "Podium": (sys.executable, "podium_image"),
            "Pillow, RGB": (sys.executable, "plain_rgb_image"),
            "Pillow, grey": (sys.executable, "plain_grey_image"),
            "transformers' processor": (sys.executable, "processor_image"),
            "torchxrayvision": (peers, "peer_image"),
        }
        cores = str(os.cpu_count() or 1)
        jobs = {
            f"{name}, {threads} thread{'s' * (threads != '1')}": (*command, threads, *paths)
            for threads in dict.fromkeys(("1", cores))
            for name, command in kinds.items()
        }
        for name in ("deep.png", "deep.dcm"):
            jobs[f"Podium, {name.rpartition('.')[2]} of 2,000 x 2,500, 1 thread"] = (
                *kinds["Podium"], "1", str(Path(folder) / name)
            )  # fmt: skip
        found = rounds(jobs, count)
    ours = found["Podium, 1 thread"]["cpu_ms"]
    targets = [
        _target(f"{name} / Podium, CPU time, 1 thread", found[f"{name}, 1 thread"]["cpu_ms"] / ours, IMAGE_SPEED, held)
        for name, held in HELD.items()
    ]
    found["file"] = {"bytes": round(size), "width": WIDTH, "height": HEIGHT, "quality": QUALITY}
    return found, targets


def _target(name: str, ratio: float, least: float, held: bool) -> dict[str, Any]:
    return {"ratio_of": name, "ratio": round(ratio, 2), "target": least if held else None, "met": ratio >= least}


def lines(results: dict[str, Any]) -> list[str]:
    """Return the results as tables in Markdown."""
    index = [
        (
            name, f"{row['cpu_seconds']:.2f}", f"{row['seconds']:.2f}", f"{row['added_mb']:.0f}",
            f"{row['import_cpu_seconds']:.1f}", f"{row['imported_mb']:.0f}", f"{row['peak_mb']:.0f}",
        )
        for name, row in results["index"].items()
    ]  # fmt: skip
    pictures = [
        (name, f"{row['cpu_ms']:.1f}", f"{row['ms']:.1f}") for name, row in results["images"].items() if "ms" in row
    ]
    ratios = [
        (
            row["ratio_of"],
            f"{row['ratio']:.1f}x",
            f"{row['target']:g}x" if row["target"] else None,
            report.verdict(row["met"] if row["target"] else None),
        )
        for row in results["targets"]
    ]
    added = ("CPU s", "wall s", "memory added, MB", "imports: CPU s", "MB", "peak in all, MB")
    return [
        *report.table(("reader of the real train.csv", *added), index),
        "",
        *report.table(("file to tensor", "CPU ms an image", "wall ms an image"), pictures),
        "",
        *report.table(("peer / ours", "ratio", "target", ""), ratios),
    ]


def main() -> int:
    """Print the tables, write JSON where asked to; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loading", description=__doc__.partition("\n")[0])
    parser.add_argument("--peers", default=".venv-peers/bin/python", help="a Python with torchxrayvision 1.5.7")
    parser.add_argument("--table", type=Path, help="a train.csv of CheXpert; the one of torchxrayvision by default")
    parser.add_argument("--images", type=int, default=8, help="JPEG files to draw")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="where to write the results")
    arguments = parser.parse_args()
    machine = report.machine(*PACKAGES, Peers=versions(arguments.peers, PEER_PACKAGES))
    index, index_targets = tables(arguments.table or shipped_table(arguments.peers), arguments.peers, arguments.rounds)
    pictures, image_targets = images(arguments.peers, arguments.rounds, arguments.images)
    results = {
        "machine": machine,
        "index": index,
        "images": pictures,
        "targets": [*index_targets, *image_targets],
    }
    results["missed"] = [row["ratio_of"] for row in results["targets"] if row["target"] and not row["met"]]
    return report.publish("loading", results, lines(results), arguments.json)


if __name__ == "__main__":
    sys.exit(main())
