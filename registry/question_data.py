"""Checking a copy of a benchmark of questions: what its loader makes of it, beside what was published."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from podium.registry import database
from podium.registry.benchmark import Dataset, Item
from podium.registry.errors import DataError, MissingFiles, PodiumError
from podium.registry.report import Table
from podium.registry.verification import LEVELS, Check, Observer, Verification

#: How many places are named where something is wrong.
EXAMPLES = 20
#: Files that are opened at the same time.
_WORKERS = 4
#: The hub's cache calls the content of a large file by its SHA-256.
_BLOB = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Part:
    """One set of questions of a benchmark, such as a split, that is checked.

    Args:
        name: As it is called in the check, such as ``"test"`` or ``"vision"``.
        load: Loads it, given whether images are to be opened: what :meth:`Benchmark.load` does, with the settings
            that lead to this set. Raises :class:`MissingFiles` where the copy lacks it.
        official: Questions that were published.
        published: Of them, how many of each value of the attribute that they are counted by; nothing where that
            was not published.
    """

    name: str
    load: Callable[[bool], Iterable[Item] | Dataset]
    official: int
    published: Mapping[str, int] = field(default_factory=dict)


def verify_questions(
    root: Path, parts: Sequence[Part], level: str, observe: Observer, by: str = "subject"
) -> Verification:
    """Check a copy of a benchmark of questions; what :meth:`Benchmark.verify` of such a benchmark returns.

    The levels: *columns* loads every part and compares its counts with the published ones; *paths* looks for the
    image files that questions name; *images* decodes every image; *hashes* compares the files with the checksums
    by which the hub's cache calls them. A part that is not there is a warning, as long as another one is.

    Args:
        root: Folder of the copy.
        parts: What to look for, the most important one first.
        level: One of :data:`podium.registry.verification.LEVELS`.
        observe: Told how far the check is.
        by: Attribute of the items by which they are counted.

    Raises:
        MissingFiles: If no part is there.
    """
    found = _Found(root, level, observe, sample=root.is_relative_to(database.home() / "samples"))
    absent: list[MissingFiles] = []
    for number, part in enumerate(parts):
        observe("questions", number, len(parts))
        try:
            found.part(part, by)
        except MissingFiles as error:
            absent.append(error)
            found.note(part.name, "warning", f"not there: {error}")
        except DataError as error:
            found.note(f"{part.name}: questions", "problem", str(error))
    if len(absent) == len(parts):
        raise absent[0]
    if _reaches(level, "hashes"):
        found.hashes()
    table = Table("counts", "Counts", ("of", "here", "published"), tuple(found.rows))
    return Verification(level, tuple(found.checks), (table,) if found.rows else ())


def _reaches(level: str, wanted: str) -> bool:
    return LEVELS.index(level) >= LEVELS.index(wanted)


@dataclass
class _Found:
    """The checks made so far."""

    root: Path
    level: str
    observe: Observer
    sample: bool
    checks: list[Check] = field(default_factory=list)
    rows: list[tuple[str, int, int | None]] = field(default_factory=list)

    def note(self, name: str, status: str, detail: str, examples: Iterable[str] = ()) -> None:
        self.checks.append(Check(name, status, detail, tuple(examples)[:EXAMPLES]))

    def part(self, part: Part, by: str) -> None:
        """Check one part.

        Raises:
            DataError: As its loader does.
        """
        opens = _reaches(self.level, "images")
        loaded = part.load(opens)
        dataset = loaded if isinstance(loaded, Dataset) else Dataset(list(loaded), part.name)
        self.note(f"{part.name}: questions", "ok", f"{len(dataset):,} could be read")
        self._ids(part.name, dataset.items)
        self._counts(part, dataset, by)
        for told in dataset.notes:
            self.note(f"{part.name}: note", "ok", told)
        images = list(dict.fromkeys(path for item in dataset.items for path in item.request.images))
        if images and _reaches(self.level, "paths"):
            self._images(part.name, images, opens)

    def _ids(self, name: str, items: Sequence[Item]) -> None:
        twice = [key for key, number in Counter(item.id for item in items).items() if number > 1]
        if twice:
            self.note(f"{name}: ids", "problem", f"ids that name more than one question: {len(twice):,}", twice)

    def _counts(self, part: Part, dataset: Dataset, by: str) -> None:
        here = Counter(str(item.attributes.get(by, "")) for item in dataset.items)
        self.rows.append((f"{part.name} questions", len(dataset), None if self.sample else part.official))
        groups = [*part.published, *sorted(name for name in here if name and name not in part.published)]
        if len(here) > 1 or part.published:
            told: Mapping[str, int] = {} if self.sample else part.published
            self.rows += [(f"{part.name} {name}", here[name], told.get(name)) for name in groups]
        check = f"{part.name}: counts"
        if self.sample:
            self.note(check, "ok", "a synthetic sample, so not compared with the published ones")
            return
        wrong = [
            f"{name}: {here[name]:,} instead of {number:,}"
            for name, number in part.published.items()
            if here[name] != number
        ]
        wrong += [f"{name}: not a published {by}" for name in groups if part.published and name not in part.published]
        short = dataset.shortfall or (
            f"{len(dataset):,} questions, {part.official:,} were published" if len(dataset) != part.official else ""
        )
        if short or wrong:
            why = short or f"{len(wrong):,} of another number than published"
            self.note(check, "warning", f"not the published set: {why}; no board takes figures from it", wrong)
        else:
            also = f", those of each {by} included" if part.published else ""
            self.note(check, "ok", f"as published{also}")

    def _images(self, name: str, images: Sequence[Path], opened: bool) -> None:
        """Look for the image files; those out of tables are written only where images are opened."""
        kept = database.home() / "images"
        files = images if opened else [path for path in images if not path.is_relative_to(kept)]
        missing = [f"missing: {self._short(path)}" for path in files if not path.is_file()]
        if missing:
            self.note(
                f"{name}: images", "problem", f"{len(files) - len(missing):,} of {len(files):,} are there", missing
            )
        elif files:
            self.note(f"{name}: images", "ok", f"all {len(files):,} are there")
        else:
            self.note(f"{name}: images", "ok", f"{len(images):,} lie inside the tables")
        if opened:
            self._decode(name, [path for path in files if path.is_file()])

    def _decode(self, name: str, files: Sequence[Path]) -> None:
        from podium.registry.images import open_image

        def damage(path: Path) -> str:
            try:
                open_image(path)
            except PodiumError as error:
                return error.message
            return ""

        wrong = [one for one in self._in_threads(damage, files, "images") if one]
        if wrong:
            self.note(f"{name}: image files", "problem", f"{len(wrong):,} of {len(files):,} cannot be decoded", wrong)
        elif files:
            self.note(f"{name}: image files", "ok", f"all {len(files):,} can be decoded")

    def hashes(self) -> None:
        """Compare the files that the hub's cache calls by their SHA-256."""
        links = sorted(path for path in self.root.rglob("*") if path.is_symlink() and path.is_file())
        files = [path for path in links if _BLOB.fullmatch(path.resolve().name)]
        if not files:
            self.note("hashes", "ok", "nothing to compare with: only files in the hub's cache carry their checksum")
            return

        def differs(path: Path) -> str:
            with path.open("rb") as stream:
                same = hashlib.file_digest(stream, "sha256").hexdigest() == path.resolve().name
            return "" if same else f"{self._short(path)}: another content than its checksum"

        wrong = [one for one in self._in_threads(differs, files, "hashes") if one]
        if wrong:
            self.note("hashes", "problem", f"{len(wrong):,} of {len(files):,} files are not what the hub has", wrong)
        else:
            self.note("hashes", "ok", f"{len(files):,} files are what the hub has")

    def _short(self, path: Path) -> str:
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)

    def _in_threads(self, work: Callable[[Path], str], files: Sequence[Path], stage: str) -> Iterator[str]:
        with ThreadPoolExecutor(_WORKERS) as pool:
            try:
                for number, result in enumerate(pool.map(work, files)):
                    self.observe(stage, number, len(files))
                    yield result
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
