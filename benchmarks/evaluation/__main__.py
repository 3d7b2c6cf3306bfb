"""What it costs to evaluate a model, beside lm-evaluation-harness and a loop without a framework.

Usage, from the repository's root (``make bench-evaluation`` makes lm-eval's environment first)::

    python -m benchmarks.evaluation --lm-eval PYTHON [--rounds 3] [--cases NAME ...] [--json FILE]

Every measurement is a fresh process; all peers take turns in every round, and the first round's answers are
compared question by question. Figures are medians over rounds. The loop is what each measures itself: from
prompts to answers, without starting, loading the model or scoring; lm-eval's is its whole evaluation. Exit
status 1 if answers differ or a target is missed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.evaluation import models
from benchmarks.evaluation.peers import Case, Outcome, bare, lm_eval, podium, process

CASES = (
    Case("Llama 0.4M, zero-shot", "llama-0.4m", "choice", 0, 2000, 32, 3.0, 1.25),
    Case("Llama 0.4M, 5-shot", "llama-0.4m", "choice", 5, 2000, 32, 4.0, 0.5),
    Case("Llama 21M, zero-shot", "llama-21m", "choice", 0, 2000, 32, 3.0, 1.25),
    Case("Llama 134M, zero-shot, 100 items", "llama-134m", "choice", 0, 100, 8, 1.0, 1.25),
    Case("LLaVA class, images", "llava", "picture", 0, 200, 8, 8.0, 1.25),
)
#: Least ratio of lm-eval's peak memory to ours, in every case.
MEMORY = 2.0
#: Most milliseconds of the runner per item, at the larger number of items.
OVERHEAD, ITEMS = 0.2, (10_000, 100_000)
PACKAGES = ("torch", "transformers", "tokenizers", "numpy")


def measure(case: Case, folder: Path, python: str, rounds: int) -> dict[str, Any]:
    """Let the three take turns; return the medians, what is equal and what is missed."""
    peers = {
        "podium": lambda: podium(case, folder),
        "bare": lambda: bare(case, folder),
        "lm-eval": lambda: lm_eval(case, folder, python),
    }
    found: dict[str, list[Outcome]] = {name: [] for name in peers}
    for number in range(rounds):
        for name, run in peers.items():
            print(f"{case.name}: round {number + 1}, {name}", file=sys.stderr)
            found[name].append(run())
    figures = {
        name: {
            key: round(statistics.median(getattr(one, key) for one in outcomes), 3)
            for key in ("wall", "loop", "memory")
        }
        for name, outcomes in found.items()
    }
    ours = found["podium"][0].answers
    different = {
        name: sum(one != other for one, other in zip(ours, found[name][0].answers, strict=True))
        for name in ("bare", "lm-eval")
    }
    ratios = {
        "whole, lm-eval to ours": figures["lm-eval"]["wall"] / figures["podium"]["wall"],
        "loop, ours to bare": figures["podium"]["loop"] / figures["bare"]["loop"],
        "memory, lm-eval to ours": figures["lm-eval"]["memory"] / figures["podium"]["memory"],
    }
    missed = [f"{count} answers differ from {name}'s" for name, count in different.items() if count]
    limits = (ratios["whole, lm-eval to ours"] >= case.whole, ratios["loop, ours to bare"] <= case.loop)
    met = dict(zip(ratios, (*limits, ratios["memory, lm-eval to ours"] >= MEMORY), strict=True))
    missed += [f"{name}: {ratios[name]:.2f}" for name, good in met.items() if not good]
    return {"figures": figures, "different": different, "ratios": ratios, "met": met, "missed": missed}


def overhead(rounds: int) -> dict[str, Any]:
    """Return what the runner itself costs per item, and how its memory grows."""
    found = {}
    for count in ITEMS:
        command = [sys.executable, "-m", "benchmarks.evaluation.overhead", str(count), "32"]
        runs = [json.loads(process(command, {})[0]) for _ in range(rounds)]
        found[count] = {
            "milliseconds": 1000 * statistics.median(run["seconds"] for run in runs) / count,
            "memory": statistics.median(run["memory"] for run in runs),
        }
    missed = [] if found[ITEMS[1]]["milliseconds"] < OVERHEAD else ["overhead per item"]
    return {"figures": found, "missed": missed}


def lines(results: Mapping[str, Any]) -> list[str]:
    """Return the results as tables in Markdown: seconds and memory of each, the ratios, and the runner alone."""
    rows: list[Sequence[object]] = []
    ratios: list[Sequence[object]] = []
    for case in CASES:
        if (found := results["cases"].get(case.name)) is None:
            continue
        for name, row in found["figures"].items():
            pace = report.number(case.limit / row["loop"])
            told = case.name if not rows or rows[-1][0] != case.name else None
            rows.append((told, name, f"{row['wall']:.1f}", f"{row['loop']:.2f}", pace, f"{row['memory']:,.0f}"))
        for name, value in found["ratios"].items():
            target = dict(zip(found["ratios"], (case.whole, case.loop, MEMORY), strict=True))[name]
            ratios.append((case.name, name, f"{value:.2f}", f"{target:g}", report.verdict(found["met"][name])))
        equal = not any(found["different"].values())
        ratios.append((case.name, f"answers that are equal, of {case.limit:,}", "all" if equal else "not all", "all",
                       report.verdict(equal)))  # fmt: skip
    shown = [
        f"Medians of {results['rounds']} rounds." if results["rounds"] > 1 else "One round.",
        "",
        *report.table(("case", "", "whole, s", "loop, s", "items/s", "peak memory, MB"), rows),
        "",
        *report.table(("case", "ratio", "measured", "target", ""), ratios),
    ]
    for count, row in results.get("overhead", {}).get("figures", {}).items():
        told = f"{row['milliseconds']:.3f} ms per item, {row['memory']:.0f} MB more memory"
        shown += ["", f"The runner itself, {count:,} items: {told} (target: {OVERHEAD:g} ms)."]
    return shown


def _versions(python: str) -> dict[str, str]:
    names = ("lm_eval", "torch", "transformers")
    code = f"import importlib.metadata as m, json; print(json.dumps({{n: m.version(n) for n in {names!r}}}))"
    found: dict[str, str] = json.loads(
        subprocess.run([python, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout
    )
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lm-eval", required=True, metavar="PYTHON", help="Python of lm-eval's environment.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cases", nargs="*", help="Beginnings of the names of cases, or 'overhead'; all without.")
    parser.add_argument("--folder", type=Path, default=Path("build/evaluation"), help="For models and questions.")
    parser.add_argument("--json", type=Path, help="Write all figures to this file.")
    chosen = parser.parse_args(arguments)
    wanted = tuple(chosen.cases or ())
    folder = chosen.folder.absolute()
    machine = report.machine(*PACKAGES, Peers=_versions(chosen.lm_eval))
    # In a process of its own: a peak of this one would count as the peak of every process it starts.
    apart = multiprocessing.get_context("spawn").Process(target=models.prepare, args=(folder,))
    apart.start()
    apart.join()
    if apart.exitcode:
        return apart.exitcode
    results: dict[str, Any] = {"machine": machine, "rounds": chosen.rounds, "cases": {}}
    for case in CASES:
        if not wanted or case.name.startswith(wanted):
            results["cases"][case.name] = measure(case, folder, chosen.lm_eval, chosen.rounds)
    if not wanted or "overhead" in wanted:
        results["overhead"] = overhead(chosen.rounds)
    parts = {**results["cases"], "runner": results.get("overhead", {"missed": []})}
    results["missed"] = [f"{name}, {line}" for name, found in parts.items() for line in found["missed"]]
    return report.publish("evaluation", results, lines(results), chosen.json)


if __name__ == "__main__":
    raise SystemExit(main())
