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
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks import report
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
#: Least shares of the floor; most mebibytes and seconds; largest differences to scikit-learn.
FLOOR_TARGETS = {"torch": 0.10, "numba": 0.25}
MEMORY_MIB, QA_SECONDS = 256, 0.1
AGREEMENT = {"auroc": 1e-12, "average_precision": 1e-9}


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


def lines(results: dict[str, Any]) -> list[str]:
    """Return the results as tables in Markdown: seconds, ratios, and what else is held against a target."""
    sizes = results["sizes"]
    headings = [f"{one['rows']:,} {one['ties']}" for one in sizes]
    jobs = dict.fromkeys(name for one in sizes for name in one["seconds"])
    seconds = [(name, *(_seconds(one["seconds"].get(name)) for one in sizes)) for name in jobs]
    pairs = dict.fromkeys((row["peer"], row["ours"]) for one in sizes for row in one["ratios"])
    ratios = [(f"{peer} / {mine}", *(_ratio(one, peer, mine) for one in sizes)) for peer, mine in pairs]
    return [
        *report.table((f"seconds of CPU for B={REPLICATES:,}", *headings), seconds),
        "",
        *report.table(("peer / ours (target)", *headings), ratios),
        "",
        *report.table(("other figures", "measured", "target", ""), _others(results)),
    ]


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}" if value < 1 else report.number(value)


def _ratio(size: dict[str, Any], peer: str, mine: str) -> str:
    for row in size["ratios"]:
        if (row["peer"], row["ours"]) == (peer, mine):
            told = f"{row['ratio']:,.0f}"
            if row["target"] is None:
                return told
            return f"{told if row['ratio'] >= row['target'] else f'**{told}**'} ({row['target']:,})"
    return "–"


def _others(results: dict[str, Any]) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    for backend, target in FLOOR_TARGETS.items():
        if one := results.get("floor", {}).get(backend):
            told = f"{one['ms']:.2f} ms per replicate, {one['fraction']:.0%} of the floor"
            kept = report.verdict(one["fraction"] >= target)
            rows.append((f"AUROC kernel at 224,316, {backend}", told, f"{target:.0%}", kept))
    if "memory_mib" in results:
        most = max(results["memory_mib"].values())
        kept = report.verdict(most <= MEMORY_MIB)
        rows.append(("memory above the inputs, full, 224,316, B=200 and B=1,000, at most", f"{most:.0f} MiB",
                     f"{MEMORY_MIB} MiB", kept))  # fmt: skip
    spent = results["qa_seconds"]
    asked = "question answering: 14,042 items, 57 subjects, B=10,000"
    rows.append((asked, f"{spent:.3f} s", f"{QA_SECONDS:g} s", report.verdict(spent <= QA_SECONDS)))
    for name in ("auroc", "average_precision"):
        worst = max(one["agreement"][name] for one in results["sizes"])
        told = f"largest difference to scikit-learn with `sample_weight`, {name}"
        rows.append((told, f"{worst:.1e}", f"{AGREEMENT[name]:g}", report.verdict(worst <= AGREEMENT[name])))
    return rows


def _missed(results: dict[str, Any]) -> list[str]:
    missed = [
        f"{row['peer']} / {row['ours']} at {one['rows']:,} {one['ties']}"
        for one in results["sizes"]
        for row in one["ratios"]
        if row["target"] is not None and row["ratio"] < row["target"]
    ]
    return missed + [str(row[0]) for row in _others(results) if row[3] == report.verdict(False)]


def main() -> int:
    """Print tables, and write JSON where asked to; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scoring", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=5, help="rounds of every size but the largest, which has three")
    parser.add_argument("--json", type=Path, help="where to write the results")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    results: dict[str, Any] = {"machine": report.machine(*PACKAGES), "sizes": []}
    for rows in arguments.sizes:
        for ties in TIES:
            print(f"{rows:,} rows, ties: {ties}", file=sys.stderr)
            results["sizes"].append(compare(rows, ties, arguments.rounds if rows < 100_000 else 3))
    if 224_316 in arguments.sizes:
        results["floor"] = floor()
        results["memory_mib"] = {
            f"{backend}, B={count}": round(peak_mib(backend, count), 1)
            for backend in ("torch", "numba")
            for count in (200, 1000)
        }
    results["qa_seconds"] = round(question_answering(), 4)
    results["missed"] = _missed(results)
    return report.publish("scoring", results, lines(results), arguments.json)


if __name__ == "__main__":
    sys.exit(main())
