"""What checking a copy of CheXpert and of MIMIC-CXR share: collecting checks, walking folders, reading headers."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.images import read_header
from podium.registry import Check, DataError
from podium.registry.verification import LEVELS, Observer

#: How many places are named where something is wrong.
EXAMPLES = 20
#: Tasks that a worker takes at once; also how often progress is told.
_BATCH = 256
#: Reading waits for the disk or the network more than for a core.
_WORKERS = 16

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass
class Findings:
    """The checks made so far."""

    checks: list[Check] = field(default_factory=list)

    def ok(self, name: str, detail: str) -> None:
        """Note that all is as it should be, or that there was nothing to check."""
        self.checks.append(Check(name, "ok", detail))

    def warn(self, name: str, detail: str, examples: Iterable[str] = ()) -> None:
        """Note something unusual that does not make the copy unusable."""
        self.checks.append(Check(name, "warning", detail, tuple(examples)[:EXAMPLES]))

    def problem(self, name: str, detail: str, examples: Iterable[str] = ()) -> None:
        """Note something that an evaluation stumbles over."""
        self.checks.append(Check(name, "problem", detail, tuple(examples)[:EXAMPLES]))

    def attempt(self, name: str, read: Callable[[], Result]) -> Result | None:
        """Return what ``read`` gives; the error it raises becomes a problem, and None is returned."""
        try:
            return read()
        except DataError as error:
            self.problem(name, str(error))
            return None


def reaches(level: str, wanted: str) -> bool:
    """Return whether a check of ``level`` includes the ``wanted`` one."""
    return LEVELS.index(level) >= LEVELS.index(wanted)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``"1 image"``, ``"1,234 images"``, ``"2 studies"``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listing(folder: str) -> tuple[list[str], list[str]]:
    """Return the names of the folders and of the other files in ``folder``, without hidden ones, unordered.

    No file is asked for its size or kind beyond what the folder says. What ``folder`` lacks is empty.

    Raises:
        DataError: If the folder cannot be listed.
    """
    folders: list[str] = []
    files: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    (folders if entry.is_dir() else files).append(entry.name)
    except FileNotFoundError:
        return [], []
    except OSError as error:
        raise DataError(f"{folder} cannot be listed: {error.strerror}") from None
    return folders, files


def in_threads(
    work: Callable[[Task], Result], tasks: Sequence[Task], stage: str, observe: Observer
) -> Iterator[Result]:
    """Yield ``work`` of each task in their order, done by several threads, and tell how far it is."""

    def batch(start: int) -> list[Result]:
        return [work(task) for task in tasks[start : start + _BATCH]]

    observe(stage, 0, len(tasks))
    done = 0
    with ThreadPoolExecutor(_WORKERS) as pool:
        try:
            for results in pool.map(batch, range(0, len(tasks), _BATCH)):
                yield from results
                done += len(results)
                observe(stage, done, len(tasks))
        finally:
            # Whoever interrupts a check of hours must not wait for the tasks that have not begun.
            pool.shutdown(wait=True, cancel_futures=True)


def check_headers(
    findings: Findings,
    home: Path,
    names: Sequence[str],
    observe: Observer,
    sizes: NDArray[np.int32] | None = None,
) -> None:
    """Open the header of each image, and look whether its end is there.

    Args:
        findings: Where problems are noted: files that are damaged, and files of another size than said.
            Pictures that are not 8-bit grey are a warning.
        home: Folder that ``names`` are relative to.
        names: The images, in the order in which they are named in messages.
        observe: Told how many are done.
        sizes: Width and height in pixels that a table says of each image, [N, 2]; 0 where it does not say.
    """

    def header(name: str) -> tuple[str, int, int] | str:
        try:
            return read_header(home / name)
        except DataError as error:
            return error.message.replace(f"{home}{os.sep}", "", 1)

    damaged, other_sizes, other_kinds = [], [], []
    kinds: Counter[str] = Counter()
    compared = 0
    for place, found in enumerate(in_threads(header, names, "images", observe)):
        if isinstance(found, str):
            damaged.append(found)
            continue
        mode, width, height = found
        kinds[mode] += 1
        if mode != "L":
            other_kinds.append(f"{names[place]}: {mode}")
        columns, rows = sizes[place].tolist() if sizes is not None else (0, 0)
        compared += bool(columns and rows)
        if columns and rows and (columns, rows) != (width, height):
            told = f"the metadata says {columns} columns and {rows} rows"
            other_sizes.append(f"{names[place]}: {width} x {height} pixels, {told}")
    _note_headers(findings, len(names), damaged, kinds, other_kinds)
    if sizes is not None:
        if other_sizes:
            detail = f"not as large as the metadata says: {len(other_sizes):,} of {compared:,}"
            findings.problem("image sizes", detail, other_sizes)
        else:
            findings.ok("image sizes", f"as the metadata says, for {counted(compared, 'image')}")


def _note_headers(
    findings: Findings, total: int, damaged: Sequence[str], kinds: Counter[str], other_kinds: Sequence[str]
) -> None:
    if damaged:
        findings.problem("image files", f"damaged or cut off, copy again: {len(damaged):,} of {total:,}", damaged)
    else:
        findings.ok("image files", f"none of {total:,} is damaged or cut off")
    if other_kinds:
        told = ", ".join(f"{number:,} {kind}" for kind, number in kinds.most_common())
        detail = f"not 8-bit grey (L): {len(other_kinds):,} of {kinds.total():,}; {told}"
        findings.warn("image kinds", detail, other_kinds)


def check_presence(
    findings: Findings, split: str, present: NDArray[np.bool_], name: Callable[[int], str], elsewhere: bool
) -> None:
    """Note how many of a split's images are there.

    Args:
        findings: Where to.
        split: The split.
        present: Whether each image is there, [N].
        name: Gives the name of an image by its place.
        elsewhere: Whether another split has images, so that this one seems not to have been downloaded.
    """
    check = f"{split} images"
    there, listed = int(present.sum()), len(present)
    if there == listed:
        findings.ok(check, f"all {listed:,} are there")
        return
    if not there:
        detail = f"none of {listed:,} is there; predictions from a file can still be scored"
        (findings.warn if elsewhere else findings.problem)(check, detail)
        return
    missing = np.flatnonzero(~present)
    detail = f"{there:,} of {listed:,} are there; --allow-partial evaluates on these, off the boards"
    findings.problem(check, detail, (f"missing: {name(place)}" for place in missing[:EXAMPLES].tolist()))


def check_extras(findings: Findings, number: int, names: Iterable[str]) -> None:
    """Note files that no table lists.

    Args:
        findings: Where to.
        number: How many there are.
        names: The first of them.
    """
    if number:
        findings.warn("other files", f"{counted(number, 'file')} among the images that no table lists", names)
