"""How long intervals over patients take, beside what people use for them.

Usage, from the repository's root (``make bench-scoring`` runs all sizes)::

    python -m benchmarks.scoring [--sizes 234 668 5159 224316] [--rounds 5] [--json FILE]

For each size and kind of ties all jobs take turns, each in every round, in one process with one thread.
Times are CPU time (user and system) of 1000 replicates, medians over rounds; a job that does fewer
replicates is scaled up and says so. Ours include sorting, draws, metrics, means and intervals; the
peers' include drawing patients and indexing rows, but no intervals. pauc's own bootstrap draws rows
within each class, not patients; its curves are made before the clock starts.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.scoring.data import SIZES, TIES, make
from benchmarks.scoring.jobs import FULL, REPLICATES, Job, ours, peers
from podium.registry.metrics import accuracy, draw_counts, presort
from podium.registry.metrics.draws import draw_table

PACKAGES = ("numpy", "torch", "numba", "scikit-learn", "torchmetrics", "torcheval", "pauc")
BACKENDS = ("numpy", "torch", "numba")

#: Least ratios of the peer's time to ours, by the peer and what of ours it is held against.
TARGETS = {
    ("scikit-learn AUROC+AP", "full"): {234: 1000, 668: 800, 5_159: 450, 224_316: 200},
    ("torchmetrics AUROC", "AUROC"): {234: 100, 668: 90, 5_159: 120, 224_316: 120},
    ("torcheval AUROC", "AUROC"): {234: 25, 668: 35, 5_159: 100, 224_316: 100},
    ("pauc AUROC", "AUROC"): {668: 60, 5_159: 60, 224_316: 50},
}


def machine() -> dict[str, Any]:
    """Return what the figures were made with."""
    fields = {}
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        pairs = (line.partition(":") for line in cpuinfo.read_text(encoding="utf-8").splitlines())
        fields = {name.strip(): value.strip() for name, _, value in pairs}
    return {
        "cpu": fields.get("model name", platform.processor()),
        "cores": os.cpu_count(),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "python": platform.python_version(),
        **{name: metadata.version(name) for name in PACKAGES if _installed(name)},
    }


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def cpu_seconds(job: Job) -> float:
    """Return the CPU time of one run, scaled to 1000 replicates."""
    start = time.process_time()
    job.run()
    return (time.process_time() - start) * REPLICATES / job.replicates


def compare(rows: int, ties: str, rounds: int) -> dict[str, Any]:
    """Time every job on one data set."""
    data = make(rows, ties)
    large = rows > 100_000
    counts = dict.fromkeys(("scikit-learn", "torchmetrics", "torcheval", "pauc"), 1 if large else 10)
    backends = [
        name for name in BACKENDS if (name != "numba" or _installed("numba")) and not (name == "numpy" and large)
    ]
    jobs = [
        Job(f"{what}, {backend}", ours(data, backend, metrics), REPLICATES)
        for backend in backends
        for what, metrics in (("full", FULL), ("AUROC", ("auroc",)))
    ] + peers(data, counts)
    for job in jobs:
        if not large or job.replicates < REPLICATES:
            job.run()  # warm up
    times: dict[str, list[float]] = {job.name: [] for job in jobs}
    for _ in range(rounds):
        for job in jobs:
            times[job.name].append(cpu_seconds(job))
    medians = {name: statistics.median(values) for name, values in times.items()}
    return {
        "rows": rows,
        "ties": ties,
        "seconds": {name: round(value, 5) for name, value in medians.items()},
        "measured_replicates": {job.name: job.replicates for job in jobs},
        "ratios": ratios(rows, medians),
        "agreement": agreement(data),
    }


def ratios(rows: int, medians: dict[str, float]) -> list[dict[str, Any]]:
    """Return each peer's time over each of ours."""
    found = []
    for (peer, what), targets in TARGETS.items():
        for backend in BACKENDS:
            mine = f"{what}, {backend}"
            if peer in medians and mine in medians:
                ratio, target = medians[peer] / medians[mine], targets.get(rows)
                found.append({"peer": peer, "ours": mine, "ratio": round(ratio, 1), "target": target})
    return found


def agreement(data: Any) -> dict[str, float]:
    """Return the largest difference to scikit-learn over labels, for two replicates as sample weights."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    scores, targets, clusters = data
    weights = draw_counts(int(clusters.max()) + 1, 0, 2, seed=0)
    areas, precisions = presort(scores, targets, clusters).auroc_ap(weights)
    worst = [0.0, 0.0]
    for replicate in range(2):
        weight = weights[replicate][clusters]
        for label in range(scores.shape[1]):
            truth, score = targets[:, label], scores[:, label]
            if not np.isnan(areas[replicate, label]):
                area = roc_auc_score(truth, score, sample_weight=weight)
                precision = average_precision_score(truth, score, sample_weight=weight)
                worst[0] = max(worst[0], abs(area - areas[replicate, label]))
                worst[1] = max(worst[1], abs(precision - precisions[replicate, label]))
    return {"auroc": worst[0], "average_precision": worst[1]}


def floor() -> dict[str, Any]:
    """Compare the AUROC kernel at 224,316 rows with reading one byte per row, label and replicate."""
    block = torch.zeros(1 << 28)
    reads = []
    for _ in range(5):
        start = time.process_time()
        block.sum()
        reads.append(time.process_time() - start)
    bandwidth = 2**30 / min(reads)
    del block
    scores, targets, clusters = make(224_316, "none")
    table = draw_table(SIZES[224_316], 0, 64, seed=0, jit=False)
    least = scores.size / bandwidth
    found: dict[str, Any] = {"read_gb_per_s": round(bandwidth / 1e9, 1), "floor_ms": round(least * 1e3, 4)}
    for backend in ("torch", "numba"):
        ranking = presort(scores, targets, clusters, backend)
        ranking.measure(table, False)
        runs = []
        for _ in range(5):
            start = time.process_time()
            ranking.measure(table, False)
            runs.append((time.process_time() - start) / 64)
        spent = statistics.median(runs)
        found[backend] = {"ms": round(spent * 1e3, 3), "fraction": round(least / spent, 3)}
    return found


def peak_mib(backend: str, replicates: int) -> float:
    """Return how much memory the full report needs above the inputs and the loaded libraries, in MiB."""
    code = (
        "from benchmarks.scoring.data import make; from benchmarks.scoring.jobs import FULL\n"
        "import torch; from podium.registry.metrics import bootstrap\n"
        "def now(key): return int(open('/proc/self/status').read().split(key)[1].split()[0]) / 1024\n"
        f"bootstrap(*make(234, 'none'), metrics=FULL, backend='{backend}')\n"
        "data = make(224316, 'none'); open('/proc/self/clear_refs', 'w').write('5'); before = now('VmRSS:')\n"
        f"bootstrap(*data, metrics=FULL, replicates={replicates}, backend='{backend}'); print(now('VmHWM:') - before)\n"
    )
    return float(subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout)


def question_answering() -> float:
    """Return the seconds that intervals of 14,042 items in 57 subjects take with 10,000 replicates."""
    rng = np.random.default_rng(0)
    subjects = np.sort(np.concatenate([np.arange(57), rng.integers(0, 57, 14_042 - 57)]))
    correct = rng.random(14_042) < 0.7
    runs = []
    for _ in range(5):
        start = time.process_time()
        accuracy(correct, subjects, replicates=10_000)
        runs.append(time.process_time() - start)
    return statistics.median(runs)


def table(result: dict[str, Any]) -> str:
    """Return the comparison of one data set as lines of Markdown."""
    lines = [f"N = {result['rows']:,}, ties: {result['ties']}", "", "| job | s for B=1000 |", "|---|---|"]
    for name, seconds in result["seconds"].items():
        scaled = result["measured_replicates"][name] < REPLICATES
        lines.append(f"| {name} | {seconds:,.3f}{' (scaled from ' if scaled else ''}"
                     f"{str(result['measured_replicates'][name]) + ')' if scaled else ''} |")  # fmt: skip
    lines += ["", "| peer / ours | ratio | target |", "|---|---|---|"]
    for row in result["ratios"]:
        verdict = (
            "" if row["target"] is None else f"{row['target']}x {'met' if row['ratio'] >= row['target'] else 'missed'}"
        )
        lines.append(f"| {row['peer']} / {row['ours']} | {row['ratio']:,.0f}x | {verdict} |")
    worst = result["agreement"]
    lines += [
        "",
        f"largest difference to scikit-learn: AUROC {worst['auroc']:.1e}, AP {worst['average_precision']:.1e}",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Print tables, and write JSON where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scoring", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=5, help="rounds of every size but the largest, which has three")
    parser.add_argument("--json", type=Path, help="where to write the results")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    results: dict[str, Any] = {"machine": machine(), "sizes": []}
    print(json.dumps(results["machine"]))
    for rows in arguments.sizes:
        for ties in TIES:
            results["sizes"].append(compare(rows, ties, arguments.rounds if rows < 100_000 else 3))
            print(table(results["sizes"][-1]), flush=True)
    if 224_316 in arguments.sizes:
        results["floor"] = floor()
        results["memory_mib"] = {
            f"{backend}, B={count}": round(peak_mib(backend, count), 1)
            for backend in ("torch", "numba")
            for count in (200, 1000)
        }
    results["qa_seconds"] = round(question_answering(), 4)
    print(json.dumps({key: results[key] for key in ("floor", "memory_mib", "qa_seconds") if key in results}, indent=2))
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
