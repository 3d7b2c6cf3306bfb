"""A stored run item by item: how each answer was read and what it is worth; and where two runs differ in that."""

from __future__ import annotations

import sqlite3
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podium.registry.benchmark import Answer, Benchmark, Choose, Item
from podium.registry.errors import PodiumError
from podium.registry.grading import Grade, settled
from podium.registry.journal import Run
from podium.registry.loading import plugin_code, reload, stage
from podium.registry.question_marks import SUBJECTS, attribute
from podium.registry.selection import select


@dataclass(frozen=True)
class Graded:
    """One item of a run.

    Args:
        item: What was asked.
        answer: What the model gave.
        grade: How that was read.
        subject: The item's subject, or empty where the benchmark has none.
    """

    item: Item
    answer: Answer
    grade: Grade
    subject: str


def grade_run(
    connection: sqlite3.Connection,
    run: Run,
    benchmark: Benchmark,
    root: Path | None = None,
    subjects: Sequence[str] = (),
    subset: Sequence[str] = (),
) -> list[Graded]:
    """Return the items of a finished run with their grades, as its scorer counts them; no model is loaded.

    All items are graded and then chosen from: what official scripts draw at random depends on the order of all.

    Args:
        connection: Registry.
        run: A finished run.
        benchmark: Its benchmark.
        root: Folder of the data, or None for the one that the run read.
        subjects: Patterns of the subjects to return, or none for all.
        subset: Patterns of the items to return; see :func:`podium.registry.selection.select`.

    Raises:
        PodiumError: If the benchmark does not grade single answers, the run is not finished or its data is gone, or
            no item fits.
    """
    if not benchmark.brings("grade"):
        raise PodiumError(
            f"{benchmark.card.name} does not grade single answers", f"podium runs show {run.id} has its tables"
        )
    found = reload(connection, run, benchmark, root)
    items, answers = found.loaded.items, list(found.answers)
    settings = stage(benchmark, found.loaded.settings, "score")
    with plugin_code(benchmark, "grading"):
        grades = settled(answers, benchmark.grade(items, answers, **settings))
    name = subject_of(run)
    if subjects and not name:
        raise PodiumError(f"the questions of {benchmark.card.name} have no subjects", "--subset picks them otherwise")
    patterns = [*(f"{name}={pattern}" for pattern in subjects), *subset]
    chosen = {item.id for item in select(items, patterns)} if patterns else None
    return [
        Graded(item, answer, grade, attribute(item, name) if name else "")
        for item, answer, grade in zip(items, answers, grades, strict=True)
        if chosen is None or item.id in chosen
    ]


def subject_of(run: Run) -> str:
    """Return the attribute that names the subject of a run's questions, or nothing where its report has none."""
    tables = run.report.tables if run.report is not None else ()
    return next((table.columns[0] for table in tables if table.name == SUBJECTS), "")


def disputes(first: Sequence[Graded], second: Sequence[Graded]) -> tuple[list[tuple[Graded, Graded]], int]:
    """Return the items that two runs share and that were read otherwise, and how many they share.

    First come those that were graded otherwise too: the others differ in what was read, and count the same.

    Raises:
        PodiumError: If they share none.
    """
    others: Mapping[str, Graded] = {one.item.id: one for one in second}
    pairs = [(one, others[one.item.id]) for one in first if one.item.id in others]
    if not pairs:
        raise PodiumError("the runs have no item in common", "both must be of the same split of one benchmark")
    differing = [(one, other) for one, other in pairs if one.grade != other.grade]
    return sorted(differing, key=lambda pair: not graded_otherwise(*pair)), len(pairs)


def graded_otherwise(one: Graded, other: Graded) -> bool:
    """Return whether an item counts otherwise in one run than in another, officially or strictly."""
    return (one.grade.official, one.grade.strict) != (other.grade.official, other.grade.strict)


def plain_target(item: Item) -> Any:
    """Return an item's target as what was read from a reply is written: of options the letter, not the place."""
    target = item.target
    if isinstance(item.request, Choose) and isinstance(target, int):
        return string.ascii_uppercase[target] if target < len(string.ascii_uppercase) else target
    return list(target) if isinstance(target, tuple | list | frozenset | set) else target
