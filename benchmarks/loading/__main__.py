"""How long it takes, and how much memory, to index CheXpert's 223,414-row ``train.csv``.

Usage, from the repository's root::

    python -m benchmarks.loading [TRAIN_CSV]

Without a file the one that ships with torchxrayvision 1.5.7 is read, which need only be installed,
not imported (``pip install --no-deps torchxrayvision==1.5.7``). Each reader runs in a fresh process, three
times; the imports count. Prints JSON: the medians, and every run.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import importlib.util
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

RUNS = 3
LIMITS = {"seconds": 1.0, "peak_mb": 300.0}


def shipped_train_table() -> Path | None:
    """Return the ``train.csv`` that ships with torchxrayvision, or None where that is not installed."""
    try:
        files = importlib.metadata.files("torchxrayvision") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    return next((Path(str(file.locate())) for file in files if file.name == "chexpert_train.csv.gz"), None)


def read_with_podium(path: Path) -> dict[str, int]:
    """Index the table with every check the loader makes of it."""
    from podium.plugins.chexpert.index import index_split

    counts = index_split(path, expert=False).counts()
    return {"rows": counts.images, "studies": counts.studies, "patients": counts.patients}


def read_with_pandas(path: Path) -> dict[str, int]:
    """Make the calls that torchxrayvision's ``CheX_Dataset`` makes, with all views and patients kept."""
    import numpy as np

    pandas: Any = importlib.import_module("pandas")
    table = pandas.read_csv(path)
    table["view"] = table["Frontal/Lateral"]
    table.loc[table["view"] == "Frontal", "view"] = table["AP/PA"]
    labels = np.asarray([table[name].values for name in table.columns[6:19]]).T.astype(np.float32)
    labels[labels == -1] = np.nan
    patients = table["Path"].str.split("train/", expand=True)[1].str.split("/study", expand=True)[0]
    table["patientid"] = patients.str.replace("patient", "")
    return {"rows": len(labels), "patients": table["patientid"].nunique()}


READERS = {"podium": read_with_podium, "torchxrayvision's pandas calls": read_with_pandas}
NEEDS = {"torchxrayvision's pandas calls": "pandas"}


def peak_mb() -> float:
    """Return the most memory this process has held, in MB."""
    try:
        # ru_maxrss counts the parent's memory too, up to the exec.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6
    except OSError:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def measure_here(reader: str, path: Path) -> dict[str, Any]:
    """Read ``path`` in this process and return what it took."""
    start = time.perf_counter()
    counts = READERS[reader](path)
    seconds = time.perf_counter() - start
    return {"seconds": round(seconds, 3), "peak_mb": round(peak_mb(), 1), **counts}


def measure(reader: str, path: Path) -> dict[str, Any]:
    """Read ``path`` in fresh processes and return the medians and every run."""
    if reader in NEEDS and importlib.util.find_spec(NEEDS[reader]) is None:
        return {"reader": reader, "skipped": f"{NEEDS[reader]} is not installed"}
    runs = []
    for _ in range(RUNS):
        command = [sys.executable, __file__, str(path), "--reader", reader]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        runs.append(json.loads(output))
    medians = {name: statistics.median(run[name] for run in runs) for name in LIMITS}
    return {"reader": reader, **medians, "runs": runs}


def main() -> int:
    """Print the measurements; 1 if Podium needs more than the limits."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loading", description=__doc__.partition("\n")[0])
    parser.add_argument("table", nargs="?", type=Path, help="a train.csv of CheXpert, plain or gzipped")
    parser.add_argument("--reader", choices=READERS, help="read once in this process, with this reader")
    arguments = parser.parse_args()
    path = arguments.table or shipped_train_table()
    if path is None:
        parser.error("no table: name one, or pip install --no-deps torchxrayvision==1.5.7")
    if arguments.reader:
        print(json.dumps(measure_here(arguments.reader, path)))
        return 0
    results = [measure(reader, path) for reader in READERS]
    print(json.dumps({"limits": LIMITS, "results": results}, indent=2))
    return int(any(results[0][name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
