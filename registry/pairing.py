"""Two stored runs side by side: whether they may be, and what tells them apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from podium.registry import journal
from podium.registry.auditing import made_by, merged, score_again
from podium.registry.benchmark import Benchmark
from podium.registry.errors import PodiumError
from podium.registry.journal import Run
from podium.registry.loading import Reloaded, item_key, items_digest, plugin_code, read_settings, reload, stage
from podium.registry.report import Report

#: Settings that say what is counted: figures that differ in one of them are of different things.
COUNTED = ("unit", "aggregate")


def check_alike(connection: sqlite3.Connection, runs: Sequence[Run]) -> None:
    """Check that the figures of runs may stand side by side: same items, same labels, counted alike.

    Raises:
        PodiumError: If one is not finished, or two of them differ; it says in what, and how many items
            they share where these are not the same.
    """
    _check_finished(runs)
    for run in runs[1:]:
        what = _other_kind(runs[0], run)
        if not what and (what := _other_data(runs[0], run)):
            raise _of_other_items(connection, runs[0], run, what)
        if what := what or _counted_otherwise(runs[0], run):
            raise _incomparable(runs[0], run, what)


def overlap(connection: sqlite3.Connection, first: Run, second: Run) -> int | None:
    """Return how many items two runs were asked alike, by what their journals keep; the data need not be there.

    Returns:
        The number of items in common; None where one of them is of a version that did not keep what was asked,
        or its answers were removed.
    """
    known = "SELECT count(*) FROM answers WHERE run = ? AND key <> ''"
    if any(connection.execute(known, (run.id,)).fetchone()[0] < run.items for run in (first, second)):
        return None
    return journal.in_common(connection, first.id, second.id)


def _check_finished(runs: Sequence[Run]) -> None:
    for run in runs:
        if run.status != "finished" or run.report is None:
            raise PodiumError(f"run {run.id} is {run.status}, not finished", "only a finished run has figures")


def _incomparable(first: Run, second: Run, what: str) -> PodiumError:
    hint = "both must be of the same items and labels, counted alike"
    return PodiumError(f"runs {first.id} and {second.id} cannot be compared: {what}", hint)


def _of_other_items(connection: sqlite3.Connection, first: Run, second: Run, what: str) -> PodiumError:
    common = overlap(connection, first, second)
    if common is None:
        return _incomparable(first, second, what)
    error = _incomparable(first, second, f"{what}; {common:,} of {max(first.items, second.items):,} items in common")
    if common:
        error.hint += f"; podium runs compare {first.id} {second.id} --common takes only those they share"
    return error


def _other_kind(first: Run, second: Run) -> str:
    """Return in what two runs differ that can have no item in common, or nothing."""
    facts = (
        ("benchmark", first.benchmark, second.benchmark),
        ("split", first.split, second.split),
        ("data", _kind(first), _kind(second)),
    )
    return next((f"{name} {one} and {other}" for name, one, other in facts if one != other), "")


def _other_data(first: Run, second: Run) -> str:
    """Return what tells that two finished runs are of other items or labels, or nothing."""
    if first.items != second.items:
        return f"items {first.items} and {second.items}"
    if first.provenance.get("dataset") != second.provenance.get("dataset"):
        return "the labels of their data have different fingerprints"
    # Runs of earlier versions have no digest.
    digests = {run.provenance.get("items") for run in (first, second)} - {None}
    if len(digests) > 1:
        return _other_items((first, second))
    return ""


def _counted_otherwise(first: Run, second: Run) -> str:
    """Return what makes the figures of finished runs of other things though the items are the same, or nothing."""
    one, other = scored_by(first), scored_by(second)
    if one != other:
        return f"version {one} and {other} of the benchmark"
    if first.judge != second.judge:
        names = [(run.provenance.get("judge") or {"name": "none"})["name"] for run in (first, second)]
        return f"judge {names[0]} and {names[1]}" if names[0] != names[1] else f"judge {names[0]} asked in two ways"
    return next(iter(setting_differences([first, second], COUNTED)), "")


def scored_by(run: Run) -> str | None:
    """Return the version of the benchmark's card by which a run's report was made."""
    found = made_by(run).get("card")
    return None if found is None else str(found)


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
    common: bool = False,
) -> Report:
    """Return what tells two finished runs on the same items apart; differences are first minus second.

    Args:
        connection: Registry.
        runs: The first and the second.
        benchmark: Their benchmark.
        root: Folder of the data, or None for the one each run read.
        given: Settings to compare both by in place of their own, as typed.
        device: A torch device.
        common: Whether to compare runs of other items on those that they share; the notes say so.

    Raises:
        PodiumError: If the runs may not be compared, or their data is gone or has changed.
    """
    first, second = runs
    if first.id == second.id:
        raise PodiumError(f"both are run {first.id}", "give two runs; podium runs lists them")
    if common:
        _check_finished(runs)
        if what := _other_kind(first, second) or _counted_otherwise(first, second):
            raise _incomparable(first, second, what)
    else:
        check_alike(connection, runs)
    if not benchmark.brings("compare"):
        raise PodiumError(f"{benchmark.card.name} cannot compare two runs", "podium runs table shows them side by side")
    values = read_settings(benchmark, given or {})
    override = {name: values[name] for name in given or {}}
    one, other = (reload(connection, run, benchmark, root) for run in runs)
    note = ""
    if items_digest(one.loaded.items) != items_digest(other.loaded.items):
        if not common:
            raise _of_other_items(connection, first, second, _other_items(runs))
        one, other, note = _shared(one, other, device)
    settings = [
        {**stage(benchmark, each.loaded.settings | override, "score"), "report": each.run.report}
        for each in (one, other)
    ]
    with plugin_code(benchmark, "comparison"):
        found = benchmark.compare(one.loaded.items, one.answers, other.answers, device, (settings[0], settings[1]))
    return replace(found, notes=(note, *found.notes)) if note else found


def _shared(one: Reloaded, other: Reloaded, device: str) -> tuple[Reloaded, Reloaded, str]:
    """Cut two runs to the items they share, scored anew on these, and say what is left out.

    Raises:
        PodiumError: If they share none, or the scorer fails on them.
    """
    keys = [[item_key(item) for item in each.loaded.items] for each in (one, other)]
    places = {key: place for place, key in enumerate(keys[1])}
    pairs = [(place, places[key]) for place, key in enumerate(keys[0]) if key in places]
    if not pairs:
        raise _incomparable(one.run, other.run, "no item in common")
    first = _cut(one, [mine for mine, _ in pairs], device)
    second = _cut(other, [theirs for _, theirs in pairs], device)
    left = [f"{each.run.items - len(pairs):,} of {each.run.items:,}" for each in (one, other)]
    note = f"compared on the {len(pairs):,} items in common alone: left out are {left[0]} of A and {left[1]} of B"
    return first, second, f"{note}; figures of a part enter no board"


def _cut(whole: Reloaded, places: Sequence[int], device: str) -> Reloaded:
    items = [whole.loaded.items[place] for place in places]
    loaded = replace(whole.loaded, items=items)
    answers = [whole.answers[place] for place in places]
    # What a comparison reads in the report must be of the same items as it is.
    report = merged(whole.run, score_again(whole.benchmark, loaded, answers, device, whole.run.settings))
    return Reloaded(replace(whole.run, report=report), whole.benchmark, loaded, answers)
