"""From a benchmark and the user's wishes to the items of a run; from a stored run back to its items and answers."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, overload

from podium.registry import journal, names
from podium.registry.benchmark import Answer, Benchmark, Choose, Dataset, Item
from podium.registry.discretion import unquoted
from podium.registry.errors import DataError, MissingExtra, NotFound, PodiumError
from podium.registry.plugin_guard import output_aside
from podium.registry.samples import is_sample, sample_folder


@dataclass(frozen=True)
class Loaded:
    """The items of a run.

    Args:
        dataset: What the loader found.
        items: The items asked: all of the dataset's, or the first of them.
        settings: A value for every declared setting.
        shortfall: Why these are not the whole official split, or empty if they are.
        subset: The patterns by which items were left out, or none.
        limit: The number they were cut to, or None.
    """

    dataset: Dataset
    items: Sequence[Item]
    settings: dict[str, Any]
    shortfall: str
    subset: tuple[str, ...] = ()
    limit: int | None = None


class ItemKeys(Sequence[str]):
    """The keys of a run's items, made once and kept in eight bytes each.

    Args:
        items: The items, in order.

    Attributes:
        firsts: By the name of a type of request, the position of the first item that has it.

    Raises:
        DataError: If the target of an item is none of its options, which would count every answer as wrong.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._numbers = array("Q")
        self.firsts: dict[str, int] = {}
        for position, item in enumerate(items):
            self.firsts.setdefault(type(item.request).__name__, position)
            _check_target(item)
            self._numbers.append(int(item_key(item), 16))

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [f"{number:016x}" for number in self._numbers[place]]
        return f"{self._numbers[place]:016x}"

    def __len__(self) -> int:
        return len(self._numbers)

    def digest(self) -> str:
        """Return the SHA-256 of all keys, in order: what a run was asked, to the letter."""
        return hashlib.sha256(b"".join(number.to_bytes(8, "big") for number in self._numbers)).hexdigest()


@dataclass(frozen=True)
class Reloaded:
    """A stored run with its items and answers.

    Args:
        run: The run.
        benchmark: Its benchmark.
        loaded: Its items, loaded anew.
        answers: Its answers, one per item.
    """

    run: journal.Run
    benchmark: Benchmark
    loaded: Loaded
    answers: Sequence[Answer]


def read_settings(benchmark: Benchmark, given: Mapping[str, str]) -> dict[str, Any]:
    """Return a value for every declared setting.

    Raises:
        NotFound: If the user names a setting the benchmark does not have.
        PodiumError: If a value is not allowed.
    """
    declared = {setting.name: setting for setting in benchmark.settings}
    for name in given:
        if name not in declared:
            near = names.nearest(name, declared)
            hint = f"{benchmark.card.name} has {', '.join(declared) or 'none'}"
            raise NotFound("setting", name, near, hint)
    return {
        name: setting.parse(given[name]) if name in given else setting.default for name, setting in declared.items()
    }


def data_folder(benchmark: Benchmark, root: Path | None) -> Path:
    """Return the folder to read from: the user's, or the sample's where ``root`` is None.

    It may be a file where the benchmark can read one of its name.

    Raises:
        PodiumError: If it is neither, or there is no sample.
    """
    folder = sample_folder(benchmark) if root is None else root
    if folder.is_file():
        if any(fnmatch(folder.name, one) for one in benchmark.data_files):
            return folder
        raise PodiumError(f"{folder} is a file", "give the folder it is in to --data")
    if not folder.is_dir():
        raise PodiumError(
            f"data folder {folder} does not exist", f"give the folder of your copy of {benchmark.card.name} to --data"
        )
    return folder


def check_evaluates(benchmark: Benchmark) -> None:
    """Check that a benchmark can be run here.

    Raises:
        PodiumError: If it only lists results, or its plugin lacks a part.
    """
    name = benchmark.card.name
    if benchmark.lacks:
        raise PodiumError(f"{name} cannot be evaluated: its plugin brings no {benchmark.lacks}", "write it")
    if not benchmark.can_evaluate:
        raise PodiumError(f"{name} has no evaluation yet; it only lists published results")


def load(
    benchmark: Benchmark,
    root: Path | None,
    split: str | None,
    settings: Mapping[str, str],
    limit: int | None = None,
    looks_at_images: bool = True,
    subset: Sequence[str] = (),
) -> Loaded:
    """Load the items of a split.

    Args:
        benchmark: The benchmark.
        root: Folder of the user's copy of the data, or None for the synthetic sample.
        split: A split of the card, or None for the one of the benchmark's own boards.
        settings: The user's settings, as typed.
        limit: Most items to ask, or None for all.
        looks_at_images: Whether whoever answers opens the images; the loader need not look for them otherwise.
        subset: Patterns of the items to ask, or none for all; see :func:`podium.registry.selection.select`.

    Raises:
        PodiumError: If the data or a setting is not usable.
    """
    card = benchmark.card
    check_evaluates(benchmark)
    values = read_settings(benchmark, settings)
    if "images" in values.keys() - settings.keys() and not looks_at_images:
        values["images"] = "skip"
    chosen = chosen_split(benchmark, split)
    folder = data_folder(benchmark, root)
    with plugin_code(benchmark, "loader"):
        found = benchmark.load(folder, chosen, **stage(benchmark, values, "load"))
        dataset = found if isinstance(found, Dataset) else Dataset(list(found), chosen)
    if root is None or is_sample(root):
        # Whatever the loader makes of it: a sample may have just as many items as the official split.
        dataset = replace(dataset, sample=True)
    if not len(dataset):
        raise PodiumError(f"{folder}: split {chosen} of {card.name} has no items")
    return _cut(dataset, values, _shortfall(benchmark, found, dataset), tuple(subset), limit)


def _shortfall(benchmark: Benchmark, found: Any, dataset: Dataset) -> str:
    """Return why what a loader gave is not the whole official split, or nothing."""
    official = benchmark.card.splits[dataset.split]
    if not isinstance(found, Dataset) and len(dataset) != official:
        return f"{len(dataset)} items, the official split {dataset.split} has {official}"
    return dataset.shortfall


def _cut(
    dataset: Dataset, settings: dict[str, Any], shortfall: str, subset: tuple[str, ...], limit: int | None
) -> Loaded:
    """Leave out what the user does not want asked."""
    items, shortfalls = dataset.items, [shortfall] if shortfall else []
    if subset:
        from podium.registry.selection import select

        found = select(items, subset)
        if len(found) < len(items):
            shortfalls.append(f"{len(found)} of {len(items)} items (--subset)")
            items = found
        else:
            subset = ()
    if limit is not None and limit < len(items):
        shortfalls.append(f"{limit} of {len(items)} items (--limit)")
        items = items[:limit]
    else:
        limit = None
    return Loaded(dataset, items, settings, "; ".join(shortfalls), subset, limit)


def _check_target(item: Item) -> None:
    if isinstance(item.request, Choose) and isinstance(item.target, int):
        options = len(item.request.options)
        if not 0 <= item.target < options:
            raise DataError(
                f"item {item.id}: the target is option {item.target}, but its options are 0 to {options - 1}",
                "podium plugins check tells more of what the loader gives",
            )


def items_digest(items: Iterable[Item]) -> str:
    """Return the SHA-256 of what a run was asked about: every item's id and target, in order."""
    digest = hashlib.sha256()
    for item in items:
        digest.update(f"{item.id}\0{item.target}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def item_key(item: Item) -> str:
    """Return the hash of what an item asks and of its target: 16 hexadecimal digits.

    Of images the file's name counts, so that a copy of the data in another place is the same.
    """
    fields = {
        name: [path.name for path in value] if name == "images" else value
        for name, value in vars(item.request).items()
        if value
    }
    text = f"{item.id}\0{type(item.request).__name__}\0{fields!r}\0{item.target!r}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def images_digest(items: Iterable[Item]) -> str | None:
    """Return the SHA-256 of the sizes in bytes of all images, in order, or None where there are none.

    Their names are part of the items' keys. A size is found without opening the file, which for hundreds of
    thousands of images takes seconds, and is the same in a copy; an image that is not there has none.
    """
    digest, there = hashlib.sha256(), False
    for item in items:
        for path in item.request.images:
            there = True
            try:
                size = os.stat(path).st_size
            except OSError:
                size = -1
            digest.update(b"%d\n" % size)
    return digest.hexdigest() if there else None


def reload(
    connection: sqlite3.Connection, run: journal.Run, benchmark: Benchmark, root: Path | None = None
) -> Reloaded:
    """Load the items of a stored run anew and lay its answers beside them.

    Targets are never stored, so the data must still be there.

    Args:
        connection: Registry.
        run: A finished run.
        benchmark: Its benchmark.
        root: Folder of the data, or None for the one that the run read.

    Raises:
        PodiumError: If the run is not finished, its data is gone, or the items are not the same.
    """
    loaded = reload_items(run, benchmark, root)
    if removed := run.provenance.get("removed"):
        raise PodiumError(f"the answers of run {run.id} were removed on {removed['at'][:10]}", "run the model again")
    return Reloaded(run, benchmark, loaded, answers_of(connection, run.id, loaded.items, run.judge))


def reload_items(run: journal.Run, benchmark: Benchmark, root: Path | None = None) -> Loaded:
    """Load the items of a stored run anew; arguments and errors as :func:`reload`."""
    if run.status != "finished":
        raise PodiumError(f"run {run.id} is {run.status}, not finished", "only a finished run has all its answers")
    subset = run.provenance.get("subset") or ()
    loaded = load(
        benchmark, _root(run, root), run.split, _as_typed(run, benchmark), limit=run.items, subset=tuple(subset)
    )
    _check_same(run, loaded)
    return loaded


def _root(run: journal.Run, given: Path | None) -> Path | None:
    """Return the folder a run's data is in, or None for the sample that Podium writes."""
    kept = run.provenance.get("data")
    if given is not None or (not kept and run.sample):
        return given
    if not kept:
        raise PodiumError(f"run {run.id} does not say where its data was", "give the folder to --data")
    if not Path(kept).is_dir():
        back = f"podium data fetch {run.benchmark} brings it back" if run.provenance.get("hub") else ""
        raise PodiumError(f"the data of run {run.id} is no longer in {kept}", back or "give its folder to --data")
    return Path(kept)


def _as_typed(run: journal.Run, benchmark: Benchmark) -> dict[str, str]:
    """Return a run's settings as a user would type them."""
    declared = {setting.name for setting in benchmark.settings}
    unknown = [name for name in run.settings if name not in declared]
    if unknown:
        raise PodiumError(
            f"run {run.id} was made with the setting {unknown[0]}, which {benchmark.card.name} no longer has",
            "run the model again",
        )
    settings = {name: str(value) for name, value in run.settings.items()}
    if "images" in settings and settings.get("allow_partial") != "yes":
        # They were all there when the run read them, and only the targets are wanted now.
        settings["images"] = "skip"
    return settings


def _check_same(run: journal.Run, loaded: Loaded) -> None:
    """Check that the items are those of the run, down to their targets."""
    if len(loaded.items) != run.items:
        raise PodiumError(
            f"run {run.id} is of other data: it has {run.items} items, there are {len(loaded.items)} now",
            "give the folder it ran on to --data",
        )
    if loaded.dataset.fingerprint != run.provenance.get("dataset"):
        raise PodiumError(
            f"run {run.id} is of other data: the fingerprint of the labels is another one now",
            "give the folder it ran on to --data, or run the model again",
        )
    # A loader need not give a fingerprint, and one of rows cannot tell how the rows became targets.
    asked = run.provenance.get("items")
    if asked is not None and asked != items_digest(loaded.items):
        raise PodiumError(
            f"run {run.id} is of other data: its items or their labels have changed since",
            "give the folder it ran on to --data, or run the model again",
        )


def answers_of(connection: sqlite3.Connection, run: str, items: Sequence[Item], judge: str = "") -> journal.Answers:
    """Return a run's answers beside its items; they are read from the journal when they are wanted.

    Args:
        connection: Registry.
        run: Id of the run.
        items: Its items.
        judge: Identity of the judge whose verdicts come with the answers, or empty for none.

    Raises:
        PodiumError: If an answer is missing, or is for another item.
    """
    kept = journal.item_ids(connection, run)
    there = next(kept, None)
    for position, item in enumerate(items):
        item_id = there[1] if there is not None and there[0] == position else ""
        if item_id != journal.storable(item.id):
            raise PodiumError(
                f"run {run} is of other data: its answer {position} is for {item_id or 'no item'}, not {item.id}",
                "give the folder it ran on to --data",
            )
        there = next(kept, None)
    return journal.Answers(connection, run, len(items), judge)


def chosen_split(benchmark: Benchmark, wanted: str | None) -> str:
    """Return the split that is meant: the one wanted, or that of the benchmark's own boards.

    Raises:
        NotFound: If the card has none of that name.
        PodiumError: If the card names no split.
    """
    card = benchmark.card
    if not card.splits:
        raise PodiumError(f"the card of {card.name} names no split", "its plugin must state its splits and their sizes")
    chosen = wanted or next((board.split for board in card.boards if board.split), next(iter(card.splits)))
    if chosen not in card.splits:
        near = names.nearest(chosen, card.splits)
        raise NotFound(f"{card.name} split", chosen, near, f"its splits are {', '.join(card.splits)}")
    return chosen


def stage(benchmark: Benchmark, settings: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the settings of one stage: ``"load"`` or ``"score"``."""
    return {setting.name: settings[setting.name] for setting in benchmark.settings if setting.stage == name}


@contextmanager
def plugin_code(benchmark: Benchmark, part: str) -> Iterator[None]:
    """Name the plugin when its own code fails, and lead what it prints to standard error.

    The traceback is kept for ``--debug``, but not of a benchmark that keeps its questions: it could quote one.
    """
    try:
        with output_aside():
            yield
    except PodiumError:
        raise
    except ModuleNotFoundError as error:
        raise MissingExtra("eval", f"the {part} of {benchmark.card.name}", error.name or str(error)) from error
    except Exception as error:
        import traceback

        keeps = benchmark.card.keeps_questions
        what = unquoted(error) if keeps else f"{type(error).__name__}: {error}".splitlines()[0]
        where = getattr(sys.modules.get(type(benchmark).__module__), "__file__", None) or type(benchmark).__module__
        lines = [one.lineno for one in traceback.extract_tb(error.__traceback__) if one.filename == where]
        line = f", line {lines[-1]}" if lines else ""
        failure = PodiumError(f"the {part} of {benchmark.card.name} failed: {what}", f"a bug in {where}{line}")
        raise failure from (None if keeps else error)
