"""The record of a run: with what it was made, on what, how long it took, and what came out."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import os
import platform
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from podium.registry import hub, journal
from podium.registry.answering import Sitting
from podium.registry.benchmark import Choose
from podium.registry.identity import prompt_digest
from podium.registry.loading import items_digest
from podium.registry.plans import Prepared
from podium.registry.version import __version__

#: Packages on which answers and figures can depend.
PACKAGES = (
    "torch",
    "transformers",
    "tokenizers",
    "safetensors",
    "accelerate",
    "pillow",
    "pyarrow",
    "numpy",
    "numba",
    "ray",
    "httpx2",
)

#: With what and from where a report is made; what was otherwise in earlier sittings is kept under ``earlier``.
_OF_REPORT = (
    "identity",
    "podium",
    "python",
    "platform",
    "packages",
    "git",
    "hardware",
    "card",
    "scoring_device",
    "data",
    "hub",
)

#: What :meth:`podium.registry.adapters.base.Adapter.speed` tells that a run has cost in all its sittings together.
_SUMMED = ("cost", "requests", "retries", "cached_tokens", "shared_tokens", "waited_seconds", "truncated")


def at_start(prepared: Prepared) -> dict[str, Any]:
    """Return what is known before anything is asked."""
    plan, loaded = prepared.plan, prepared.loaded
    preview = prepared.preview
    # Adapters with batches of their own tell what these go by.
    usual = None if plan.adapter.own_batches else plan.adapter.usual_batch
    return {
        "podium": __version__,
        "python": platform.python_version(),
        "platform": f"{sys.platform} {platform.machine()}",
        "packages": packages(),
        "git": commits(),
        "hardware": hardware(),
        "card": plan.benchmark.card.version,
        "dataset": loaded.dataset.fingerprint,
        "items": items_digest(loaded.items),
        "content": prepared.keys.digest(),
        "identity": dict(prepared.identity),
        "prompt": {"sha256": prompt_digest(preview), "podium": __version__} if preview is not None else None,
        "model": dict(plan.adapter.fingerprint()) | dict(plan.adapter.provenance()),
        "options": dataclasses.asdict(plan.adapter.options),
        "batch_size": plan.adapter.options.batch_size or usual,
        "limit": plan.limit,
        "subset": list(loaded.subset),
        "shortfall": loaded.shortfall,
        "scoring_device": plan.device,
        # Where a comparison finds the targets again; none for sample data.
        "data": str(plan.root.resolve()) if plan.root is not None else None,
        "hub": hub.origin(plan.root) if plan.root is not None else None,
        "about": dict(plan.about),
    }


def at_end(before: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the last sitting, which makes the report, did otherwise than the ones before it.

    Args:
        before: The run's provenance by now.
        record: What :func:`at_start` gave in this sitting.
    """
    last = {name: record[name] for name in _OF_REPORT}
    others = {name: before[name] for name in _OF_REPORT if name in before and before[name] != record[name]}
    return last | ({"earlier": [*before.get("earlier", ()), others]} if others else {})


def of_sitting(before: Mapping[str, Any], prepared: Prepared, sitting: Sitting) -> dict[str, Any]:
    """Return durations, speed and memory, those of earlier sittings that told theirs included.

    Args:
        before: The run's provenance by now.
        prepared: What was asked.
        sitting: What was done.
    """
    speed = prepared.plan.adapter.speed()
    loading = sum(prepared.seconds.values())
    seconds: dict[str, float] = {
        "load": loading,
        "answering": sitting.answering,
        **({"judging": sitting.judging} if prepared.judge is not None else {}),
        "score": sitting.scoring,
        "total": loading + time.perf_counter() - sitting.started,
    }
    seconds |= {
        name: float(speed[f"{name}_seconds"] or 0) for name in ("preprocess", "forward") if f"{name}_seconds" in speed
    }
    counts: dict[str, int] = {"items": sitting.asked}
    counts |= {name: int(speed[name] or 0) for name in ("prompt_tokens", "new_tokens") if name in speed}
    durations = {name: round(value, 3) for name, value in _added(before.get("durations"), seconds).items()}
    asked = {name: int(value) for name, value in _added(before.get("asked"), counts).items()}
    tokens = asked.get("prompt_tokens", 0) + asked.get("new_tokens", 0)
    spent = durations["answering"]
    rates = {"items_per_second": round(asked["items"] / spent, 2) if spent and asked["items"] else None}
    if tokens:
        rates["tokens_per_second"] = round(tokens / spent, 1) if spent else None
    model = (before.get("model") or {}) | dict(prepared.plan.adapter.seen())
    facts: dict[str, Any] = {"durations": durations, "asked": asked, "rates": rates, "memory": memory(), "model": model}
    earlier = before.get("speed") or {}
    summed = {name: earlier[name] + (speed.get(name) or 0) for name in _SUMMED if earlier.get(name) is not None}
    return facts | ({"speed": dict(speed) | summed} if speed or summed else {})


def _added(before: Mapping[str, float] | None, more: Mapping[str, float]) -> dict[str, float]:
    earlier = before or {}
    return {name: earlier.get(name, 0) + more.get(name, 0) for name in dict.fromkeys((*earlier, *more))}


def outcome(connection: sqlite3.Connection, prepared: Prepared, run: str) -> dict[str, int]:
    """Count the answers of a whole journal that failed, were cut off, or name none of the options."""
    items = prepared.loaded.items
    unparsed = sum(isinstance(items[place].request, Choose) for place in journal.without_choice(connection, run))
    return journal.count(connection, run) | {"unparsed": unparsed}


def packages() -> dict[str, str]:
    """Return the versions of those of :data:`PACKAGES` that are installed."""
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return versions


def commits() -> dict[str, str]:
    """Return the git commits of Podium's source and of the working directory, ``-dirty`` where files are changed.

    Either is left out where it is not in a git repository.
    """
    source = Path(__file__).resolve()
    places = {"podium": source.parent, "folder": Path.cwd()}
    found = {name: _git(place, "describe", "--always", "--dirty", "--exclude=*") for name, place in places.items()}
    # An installed copy may lie in somebody else's repository, which does not keep it.
    if found["podium"] and not _git(source.parent, "ls-files", source.name):
        found["podium"] = ""
    return {name: commit for name, commit in found.items() if commit}


def _git(folder: Path, *words: str) -> str:
    try:
        command = ["git", "-C", str(folder), *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=5)  # noqa: S603 - words of ours alone
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def hardware() -> dict[str, Any]:
    """Return the processor's name, the cores this process may use, the memory in MB and the GPUs' names."""
    affinity = getattr(os, "sched_getaffinity", None)
    return {
        "cpu": _processor(),
        "cores": len(affinity(0)) if affinity is not None else os.cpu_count(),
        "memory_mb": _total_memory(),
        "gpus": _gpus(),
    }


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            for line in file:
                name, _, value = line.partition(":")
                if name.strip() == "model name":
                    return value.strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _total_memory() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    except (AttributeError, OSError, ValueError):
        return None


def _cuda() -> Any:
    """Return torch.cuda where torch is in use already and sees a GPU, or None; torch is not imported for this."""
    torch = sys.modules.get("torch")
    return torch.cuda if torch is not None and torch.cuda.is_available() else None


def _gpus() -> list[str]:
    cuda = _cuda()
    return [str(cuda.get_device_name(number)) for number in range(cuda.device_count())] if cuda is not None else []


def memory() -> dict[str, int | None]:
    """Return the most memory this process had so far, in MB, and the most that torch had on each GPU together."""
    cuda = _cuda()
    on_gpus = None
    if cuda is not None and cuda.is_initialized():
        on_gpus = sum(cuda.max_memory_allocated(number) for number in range(cuda.device_count())) // 2**20
    return {"peak_mb": _peak(), "gpu_peak_mb": on_gpus}


def _peak() -> int | None:
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Kilobytes, but bytes on macOS.
    return peak // (2**20 if sys.platform == "darwin" else 2**10)
