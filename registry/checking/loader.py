"""Whether a loader loads: lazily, the same every time, and with a clear word where the data is not as it should be."""

from __future__ import annotations

import contextlib
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from podium.registry import formats
from podium.registry.checking.finding import Check, Seen, Unusable, failed, passed, skipped, some, warned
from podium.registry.checking.importing import of_benchmark
from podium.registry.checking.subject import Subject, damaged, picture, quiet, seeded, write_sample
from podium.registry.errors import DataError, PodiumError
from podium.registry.samples import SAMPLE_MARKER


def _sample(subject: Subject) -> Iterator[Seen]:
    subject.need_evaluation()
    if not subject.benchmark.has_sample:
        yield warned(
            "there is no sample data",
            "bring write_sample: a few invented items in the official layout, so that people can try a run at once",
        )
        return
    folders = [subject.scratch / name for name in ("once", "twice")]
    try:
        for seed, folder in enumerate(folders):
            with seeded(seed):
                write_sample(subject.benchmark, folder)
    except Exception as error:
        yield failed(
            f"write_sample raised {subject.told(error)} ({subject.where(error)})",
            "it is given a folder that does not exist yet: folder.mkdir(parents=True)",
        )
        return
    first, second = (_files(folder) for folder in folders)
    if not first.keys() - {SAMPLE_MARKER}:
        yield failed("write_sample wrote no file", "write a few items in the layout that load reads")
    elif first.keys() != second.keys():
        yield failed(
            f"written twice, the files are others: {some(sorted(first.keys() ^ second.keys()))}",
            "let no clock, process or unseeded random number decide a name",
        )
    elif differing := sorted(name for name in first if first[name] != second[name]):
        yield failed(
            f"written twice, {some(differing)} differ",
            "seed what is random, and write no time, path or set in its own order",
        )
    else:
        yield passed(f"{formats.count(len(first) - (SAMPLE_MARKER in first), 'file')}, the same bytes twice")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _loads(subject: Subject) -> Iterator[Seen]:
    if subject.benchmark.lacks == "load":
        yield failed("there is a scorer and no load, so it cannot be run", "write load, or take the scorer away")
        return
    subject.need_evaluation()
    found = _load_once(subject, subject.split)
    if isinstance(found, Seen):
        yield found
        return
    yield passed(f"split {subject.split}: {formats.count(found, 'item')} from the {_which(subject)}")
    for split in subject.benchmark.card.splits:
        if split == subject.split:
            continue
        try:
            count = len(list(subject.load(split=split)))
            yield passed(f"split {split}: {formats.count(count, 'item')}")
        except PodiumError as error:
            # A copy, and a sample, may lack a split; it must only say so.
            yield skipped(f"split {split}: {subject.told(error)}")
        except Exception as error:
            yield failed(
                f"split {split}: load raised {subject.told(error)} ({subject.where(error)})",
                "raise DataError where a split's files are not there",
            )


def _which(subject: Subject) -> str:
    return "data" if subject.root is not None else "sample data"


def _load_once(subject: Subject, split: str) -> int | Seen:
    """Return the number of items, or what is wrong."""
    try:
        found = subject.load(split=split)
        with quiet():
            items = list(found)
    except Unusable:
        raise
    except PodiumError as error:
        return failed(f"the {_which(subject)} does not load: {subject.told(error)}", "load must read what is there")
    except Exception as error:
        return failed(
            f"load raised {subject.told(error)} ({subject.where(error)})", "mend it, or raise DataError with a reason"
        )
    from podium.registry.benchmark import Item

    strange = next((one for one in items if not isinstance(one, Item)), None)
    if strange is not None:
        return failed(f"load gives {type(strange).__name__}, not Item", "return an iterable of Item, or a Dataset")
    if not items:
        return failed(f"split {split} has no items", "load must give at least one; raise DataError where there is none")
    return len(items)


class _Opened:
    """Takes note of the files that are opened, while it is on. The interpreter never lets go of an audit hook."""

    def __init__(self) -> None:
        self.paths: set[str] | None = None
        self.installed = False

    def __call__(self, event: str, arguments: Any) -> None:
        if event == "open" and self.paths is not None and isinstance(arguments[0], str | bytes):
            path = arguments[0]
            reads = arguments[1] is None or "r" in str(arguments[1])
            if reads:
                self.paths.add(path.decode("utf-8", "replace") if isinstance(path, bytes) else path)

    @contextlib.contextmanager
    def noting(self) -> Iterator[set[str]]:
        if not self.installed:
            sys.addaudithook(self)
            self.installed = True
        paths: set[str] = set()
        self.paths = paths
        try:
            yield paths
        finally:
            self.paths = None


_OPENED = _Opened()


class _Decoded:
    """Counts the images that PIL decodes, while it is on."""

    count = 0

    @contextlib.contextmanager
    def noting(self) -> Iterator[None]:
        try:
            from PIL.ImageFile import ImageFile
        except ModuleNotFoundError:
            yield
            return
        load = ImageFile.load

        def counted(image: Any) -> Any:
            self.count += 1
            return load(image)

        kind: Any = ImageFile
        kind.load = counted
        try:
            yield
        finally:
            kind.load = load


def _lazy(subject: Subject) -> Iterator[Seen]:
    images = {str(path.absolute()) for item in subject.items for path in item.request.images}
    # A loader may look whether images are whole where that can be left out.
    looks = next((one for one in subject.benchmark.settings if one.name == "images" and "skip" in one.choices), None)
    decoded = _Decoded()
    with decoded.noting(), quiet():
        for _ in subject.load():
            pass
    if decoded.count:
        yield failed(
            f"loading decodes {decoded.count:,} images",
            "leave images as paths: the adapter decodes them, in parallel and only those that are asked",
        )
        return
    with _OPENED.noting() as opened:
        with quiet():
            changed: dict[str, Any] = {"images": "skip"} if looks else {}
            walk = iter(subject.load(**changed))
            next(walk)
            at_first = _inside(opened, subject.data)
            for _ in walk:
                pass
    read = images & {str(Path(path).absolute()) for path in opened}
    if read:
        yield failed(
            f"loading opens {len(read):,} of {len(images):,} images{' with images=skip' if looks else ''}",
            "leave images as paths, or look whether they are whole only by a setting: images with check and skip",
        )
        return
    if len(subject.items) > 1 and len(at_first) >= len(subject.items):
        yield warned(
            f"{len(at_first):,} files are read before the first of {len(subject.items):,} items is there",
            "yield an item as soon as its own file is read, or read one table of all",
        )
    yield passed(f"{formats.count(len(images), 'image')}, all left as paths" if images else "there are no images")


def _inside(paths: set[str], folder: Path) -> set[Path]:
    """Return which files lie in a folder."""
    return {path for path in map(Path, paths) if path.absolute().is_relative_to(folder.absolute())}


def _deterministic(subject: Subject) -> Iterator[Seen]:
    first = list(map(picture, subject.items))
    with seeded(1), quiet():
        second = list(map(picture, subject.load()))
    if len(first) != len(second):
        yield failed(f"loaded twice: {len(first):,} items, then {len(second):,}", "load must give the same every time")
        return
    places = [place for place, (one, other) in enumerate(zip(first, second, strict=True)) if one != other]
    if places:
        same = sorted(first) == sorted(second)
        yield failed(
            f"loaded twice, {'the order is another' if same else f'{len(places):,} of {len(first):,} items differ'}",
            "sort files and rows, seed what is random, and walk no set",
        )
        return
    yield passed("two loads give equal items in one order")
    try:
        other = of_benchmark(subject)
    except Unusable as reason:
        yield skipped(f"not held against another process: {reason}")
        return
    from podium.registry.checking.fresh import digest

    if other["item_digest"] != digest("\n".join(first)):
        yield failed(
            "another process, with other hashes, loads other items or another order",
            "walk no set and sort no hash() into an order: PYTHONHASHSEED changes both",
        )
    else:
        yield passed("and so does another process")


def _restartable(subject: Subject) -> Iterator[Seen]:
    from podium.registry.benchmark import Dataset

    first = list(map(picture, subject.items))
    found = subject.load()
    if not isinstance(found, Dataset):
        # Podium makes a list of it before anything is asked.
        yield passed(f"a {type(found).__name__} of items, which is walked once")
        return
    with quiet():
        walks = [list(map(picture, found)) for _ in range(2)]
    if walks[0] != walks[1]:
        yield failed(
            f"walked twice, the Dataset gives {len(walks[0]):,} items, then {len(walks[1]):,}"
            if len(walks[0]) != len(walks[1])
            else "walked twice, the Dataset gives other items",
            "Dataset.items must be a sequence, such as a tuple; a generator is spent after one walk",
        )
        return
    try:
        places = (len(found.items), picture(found.items[0]), picture(found.items[-1]), len(found.items[:2]))
    except TypeError as error:
        yield failed(
            f"Dataset.items is of type {type(found.items).__name__}: {error}", "it must be a sequence, such as a tuple"
        )
        return
    if places != (len(first), first[0], first[-1], min(2, len(first))):
        yield failed("Dataset.items has another length or order by index than when walked", "make the two agree")
        return
    yield passed("a Dataset that gives the same when walked again")


def _bad_data(subject: Subject) -> Iterator[Seen]:
    subject.need_evaluation()
    empty = subject.scratch / "empty"
    empty.mkdir(exist_ok=True)
    yield _asked_of(subject, empty, "an empty folder", strict=True)
    try:
        sample = subject.sample
    except Unusable:
        return
    for name, content in (("emptied", b""), ("garbled", b"\x89\x00\xff{]]\n\x00garbage,,,\n" * 9)):
        folder = damaged(sample, subject.scratch / name, content)
        yield _asked_of(subject, folder, f"data whose files are {name}", strict=False)


def _asked_of(subject: Subject, folder: Path, what: str, *, strict: bool) -> Seen:
    """Return what a loader makes of a folder that is not as it should be."""
    mend = "raise DataError that names the file and what is wrong with it, so that a user can mend it"
    try:
        found = subject.load(folder)
        with quiet():
            count = len(list(found))
    except DataError as error:
        return passed(f"{what}: {error.message.replace(str(folder), '…')}")
    except PodiumError as error:
        return warned(f"{what} raises {type(error).__name__}, not DataError: {error.message}", mend)
    except Exception as error:
        tell = failed if strict else warned
        return tell(f"{what} raises {subject.told(error)} ({subject.where(error)})", mend)
    if not count:
        return passed(f"{what}: no items, which Podium refuses")
    return failed(f"{what} loads as {count:,} items", mend) if strict else passed(f"{what}: not read")


def _settings(subject: Subject) -> Iterator[Seen]:
    subject.need_evaluation()
    settings, wrong = subject.benchmark.settings, False
    names = [setting.name for setting in settings]
    for name in sorted({name for name in names if names.count(name) > 1}):
        wrong = True
        yield failed(f"two settings are called {name!r}", "give each a name of its own")
    for setting in settings:
        for seen in _setting(subject, setting):
            wrong = True
            yield seen
    for part in ("load", "score"):
        taken = {setting.name for setting in settings if setting.stage == part}
        for name in _not_taken(getattr(subject.benchmark, part), taken):
            wrong = True
            yield failed(f"{part} does not take the setting {name!r}", f"give {part} a parameter {name}, or **settings")
    if not wrong:
        yield passed(f"{formats.count(len(names), 'setting')} with valid defaults" if names else "no settings")
    for setting in settings:
        if not wrong and setting.stage == "load":
            yield from _choices(subject, setting)


def _setting(subject: Subject, setting: Any) -> Iterator[Seen]:
    if setting.stage not in ("load", "score"):
        yield failed(f"setting {setting.name} is of stage {setting.stage!r}", 'a stage is "load" or "score"')
    if not setting.help.strip():
        yield warned(f"setting {setting.name} has no help", "say in one sentence what is chosen")
    try:
        same = setting.parse(str(setting.default)) == setting.default
    except PodiumError as error:
        yield failed(f"the default of setting {setting.name} is refused: {error}", "give a default that is allowed")
        return
    if not same:
        yield failed(f"the default of setting {setting.name} is read as another value", "give it its own type")


def _not_taken(method: Any, names: set[str]) -> list[str]:
    parameters = inspect.signature(method).parameters.values()
    if any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters):
        return []
    return sorted(names - {one.name for one in parameters})


def _choices(subject: Subject, setting: Any) -> Iterator[Seen]:
    """Load the data once by each choice; a copy may lack what one needs, but must say so."""
    for choice in setting.choices:
        if choice == setting.default:
            continue
        try:
            with quiet():
                list(subject.load(**{setting.name: choice}))
        except (PodiumError, Unusable):
            continue
        except Exception as error:
            yield failed(
                f"{setting.name}={choice}: load raised {subject.told(error)} ({subject.where(error)})",
                "mend it, or raise DataError with a reason",
            )


CHECKS = (
    Check("sample-same", "Sample data is written, the same bytes every time.", _sample),
    Check("loader-loads", "The data loads.", _loads),
    Check("loader-lazy", "Images stay paths: nothing is decoded at load.", _lazy),
    Check("loader-deterministic", "Two loads give equal items in one order.", _deterministic),
    Check("loader-restartable", "What is loaded can be walked again.", _restartable),
    Check("loader-bad-data", "Data that is missing or damaged is said to be so.", _bad_data),
    Check("settings", "Settings have valid defaults, are taken, and every choice loads.", _settings),
)
