"""Whether a plugin is light to import, and what its loader and scorer take, measured in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from podium.registry import formats
from podium.registry.checking.finding import Check, Seen, Unusable, failed, passed, warned
from podium.registry.checking.subject import Subject

#: Seconds after which a plugin that is being imported, loaded and scored is given up.
PATIENCE = 300.0
#: Seconds of work, and seconds of waiting on a machine that may be busy, that an import may take before it is told.
_SLOW_WORK, _SLOW = 0.3, 3.0
#: Seed of the other process's hashes: sets are in another order there.
_SEED = "20260101"


def fresh(subject: Subject, data: Path | None = None) -> dict[str, Any]:
    """Return what the plugin did in a process of its own; see :mod:`podium.registry.checking.fresh`.

    Args:
        subject: The benchmark.
        data: Folder of the data that is loaded and scored, or None to import the plugin and no more.

    Raises:
        Unusable: If that process did not end as it should.
    """
    slug = subject.benchmark.card.slug if data is not None else ""
    if slug not in subject.fresh:
        subject.fresh[slug] = _run(subject, {slug: str(data)} if data is not None else {})
    done: dict[str, Any] = subject.fresh[slug]
    if "failed" in done:
        raise Unusable(done["failed"])
    return done


def of_benchmark(subject: Subject) -> dict[str, Any]:
    """Return what its loader and scorer did in a process of its own.

    Raises:
        Unusable: If they could not be run there.
    """
    subject.need_evaluation()
    done: dict[str, Any] = fresh(subject, subject.data)["benchmarks"].get(subject.benchmark.card.slug, {})
    if "error" in done or not done:
        raise Unusable("loader or scorer fails, see the checks of these")
    return done


def _run(subject: Subject, data: dict[str, str]) -> dict[str, Any]:
    request = {
        "file": str(Path(subject.target).absolute()) if subject.is_file else "",
        "distribution": subject.distribution,
        "plugin": subject.plugin,
        "data": data,
    }
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "done.json"
        try:
            ended = subprocess.run(  # noqa: S603 - this interpreter, with a module of ours
                [sys.executable, "-m", "podium.registry.checking.fresh", str(out)],
                input=json.dumps(request),
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
                env=os.environ | {"PYTHONHASHSEED": _SEED},
            )
        except subprocess.TimeoutExpired:
            return {"failed": f"importing, loading and scoring did not end in {PATIENCE:g} seconds"}
        if ended.returncode or not out.exists():
            last = (ended.stderr.strip().splitlines() or ["no word"])[-1]
            return {"failed": f"a process of its own ended with {ended.returncode}: {last}"}
        done: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return done


def _light(subject: Subject) -> Iterator[Seen]:
    try:
        done = fresh(subject)
    except Unusable as error:
        yield failed(str(error), "it must be importable in a fresh process")
        return
    for name, place in done["heavy"].items():
        yield failed(
            f"importing the plugin imports {name} ({place})",
            "import it inside the function that needs it: every command of every user pays for it otherwise",
        )
    work, seconds = done["work"], done["seconds"]
    slow = work > _SLOW_WORK or seconds > _SLOW
    if slow and not done["heavy"]:
        yield warned(
            f"importing the plugin took {seconds:.2f} seconds, {work:.2f} of them work",
            "do at first use what takes long; -X importtime tells",
        )
    if done["said"]:
        yield warned(
            f"importing the plugin prints “{done['said'][:80]}”",
            "say nothing at import: every command of every user shows it now and then",
        )
    if not done["heavy"] and not slow and not done["said"]:
        yield passed(f"imported with {1000 * work:.0f} ms of work, nothing heavy")


def _effort(subject: Subject) -> Iterator[Seen]:
    done = of_benchmark(subject)
    # Not every system tells.
    memory = f", at most {done['peak_mb']:,} MiB of memory" if done["peak_mb"] is not None else ""
    yield passed(
        f"{formats.count(done['items'], 'item')} loaded in {done['load_seconds']:.2f} s, {done['scored']:,} scored in"
        f" {done['score_seconds']:.2f} s{memory}"
    )


LIGHT = Check("import-light", "The plugin is imported at once, without heavy packages.", _light)
EFFORT = Check("effort", "What loading and scoring take, in a process of their own.", _effort)
