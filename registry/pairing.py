"""Two stored runs side by side: whether they may be, and what tells them apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from podium.registry.benchmark import Benchmark
from podium.registry.errors import PodiumError
from podium.registry.journal import Run
from podium.registry.loading import items_digest, plugin_code, read_settings, reload, stage
from podium.registry.report import Report

#: Settings that say what is counted: figures that differ in one of them are of different things.
COUNTED = ("unit", "aggregate")


def check_alike(runs: Sequence[Run]) -> None:
    """Check that the figures of runs may stand side by side: same items, same labels, counted alike.

    Raises:
        PodiumError: If one is not finished, or two of them differ; it says in what.
    """
    for run in runs:
        if run.status != "finished" or run.report is None:
            raise PodiumError(f"run {run.id} is {run.status}, not finished", "only a finished run has figures")
    for run in runs[1:]:
        what = _difference(runs[0], run)
        if what:
            raise _incomparable(runs[0], run, what)


def _incomparable(first: Run, second: Run, what: str) -> PodiumError:
    hint = "both must be of the same items and labels, counted alike"
    return PodiumError(f"runs {first.id} and {second.id} cannot be compared: {what}", hint)


def _difference(first: Run, second: Run) -> str:
    """Return what makes two finished runs incomparable, or nothing."""
    facts = (
        ("benchmark", first.benchmark, second.benchmark),
        ("split", first.split, second.split),
        ("data", _kind(first), _kind(second)),
        ("items", first.items, second.items),
    )
    for name, one, other in facts:
        if one != other:
            return f"{name} {one} and {other}"
    if first.provenance.get("dataset") != second.provenance.get("dataset"):
        return "the labels of their data have different fingerprints"
    # Runs of earlier versions have no digest.
    digests = {run.provenance.get("items") for run in (first, second)} - {None}
    if len(digests) > 1:
        return _other_items((first, second))
    if first.provenance.get("card") != second.provenance.get("card"):
        return f"version {first.provenance.get('card')} and {second.provenance.get('card')} of the benchmark"
    for line in setting_differences([first, second], COUNTED):
        return line
    return ""


def _kind(run: Run) -> str:
    return "synthetic sample" if run.sample else "real"


def _other_items(runs: Sequence[Run]) -> str:
    settings = "; ".join(setting_differences(runs))
    return "their items or labels differ" + (f" ({settings})" if settings else "")


def setting_differences(runs: Sequence[Run], names: Sequence[str] = ()) -> list[str]:
    """Return the settings in which finished runs differ, as lines such as ``"aggregate max and mean"``.

    Args:
        runs: Finished runs.
        names: The settings to look at; all of them where left out.
    """
    reported = [dict(run.report.settings) if run.report else {} for run in runs]
    known = names or list(dict.fromkeys(name for settings in reported for name in settings))
    lines = []
    for name in known:
        values = list(dict.fromkeys(str(settings.get(name, "none")) for settings in reported))
        if len(values) > 1:
            lines.append(f"{name} {' and '.join(values)}")
    return lines


def compare(
    connection: sqlite3.Connection,
    runs: tuple[Run, Run],
    benchmark: Benchmark,
    root: Path | None = None,
    given: Mapping[str, str] | None = None,
    device: str = "cpu",
) -> Report:
    """Return what tells two finished runs on the same items apart; differences are first minus second.

    Args:
        connection: Registry.
        runs: The first and the second.
        benchmark: Their benchmark.
        root: Folder of the data, or None for the one each run read.
        given: Settings to compare both by in place of their own, as typed.
        device: A torch device.

    Raises:
        PodiumError: If the runs may not be compared, or their data is gone or has changed.
    """
    first, second = runs
    if first.id == second.id:
        raise PodiumError(f"both are run {first.id}", "give two runs; podium runs lists them")
    check_alike(runs)
    if not benchmark.brings("compare"):
        raise PodiumError(f"{benchmark.card.name} cannot compare two runs", "podium runs table shows them side by side")
    values = read_settings(benchmark, given or {})
    override = {name: values[name] for name in given or {}}
    one, other = (reload(connection, run, benchmark, root) for run in runs)
    if items_digest(one.loaded.items) != items_digest(other.loaded.items):
        raise _incomparable(first, second, _other_items(runs))
    settings = [
        {**stage(benchmark, each.loaded.settings | override, "score"), "report": each.run.report}
        for each in (one, other)
    ]
    with plugin_code(benchmark, "comparison"):
        return benchmark.compare(one.loaded.items, one.answers, other.answers, device, (settings[0], settings[1]))
