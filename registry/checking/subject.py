"""A benchmark that is checked, with what its checks share: sample data, items, settings, answers."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from podium.registry import conformance, loading
from podium.registry.benchmark import Answer, Benchmark, Item
from podium.registry.checking.finding import Unusable
from podium.registry.discretion import unquoted
from podium.registry.errors import PodiumError
from podium.registry.report import Report
from podium.registry.samples import SAMPLE_MARKER

#: Most items that are scored: a check of the scorer needs no more, and scores many times.
MOST_SCORED = 2000
#: Resamples where a scorer has the setting ``bootstrap``: intervals need not be good here.
FEW_RESAMPLES = 20


@dataclass(frozen=True)
class Replied:
    """What the FAQ engine said to a question.

    Args:
        kind: Kind of the reply, such as ``"answer"``.
        benchmarks: Slugs of the benchmarks that it speaks of.
        answers: Answers of cards that it gives.
        line: Its first line.
    """

    kind: str
    benchmarks: frozenset[str]
    answers: tuple[str, ...]
    line: str


#: Asks the FAQ engine, over a registry that has the plugin.
Asker = Callable[[str], Replied]


@dataclass
class Subject:
    """A benchmark that is checked.

    Args:
        benchmark: The benchmark.
        plugin: Name of its plugin.
        distribution: The plugin's distribution; empty for a single file.
        target: Module or path of the plugin.
        scratch: An empty folder to work in.
        root: The user's copy of the data, or None for the sample.
        taken: Names of all other plugins' benchmarks in normal form: to the slug and the plugin.
        ask: The FAQ engine, or None where there is none.
        fresh: What was seen in processes of their own, by slug, and under an empty one what is the same for all
            benchmarks of a plugin, which share this.
        wrong: Names of the checks that failed so far: what follows from that is not told again.
    """

    benchmark: Benchmark
    plugin: str
    distribution: str
    target: str
    scratch: Path
    root: Path | None = None
    taken: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ask: Asker | None = None
    fresh: dict[str, Any] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)

    @property
    def is_file(self) -> bool:
        """Whether the plugin is a single file."""
        return not self.distribution

    def need_evaluation(self) -> None:
        """Skip the check where the benchmark only lists results.

        Raises:
            Unusable: If it does.
        """
        if self.benchmark.lacks:
            raise Unusable(f"it cannot be run: it brings no {self.benchmark.lacks}")
        if not self.benchmark.can_evaluate:
            raise Unusable("it only lists published results: there is no loader and scorer")

    @cached_property
    def cases(self) -> list[conformance.Outcome]:
        """What the benchmark's own conformance cases gave."""
        return conformance.check(self.benchmark)

    @cached_property
    def settings(self) -> dict[str, Any]:
        """A value for every setting, with few resamples."""
        values = loading.read_settings(self.benchmark, {})
        if isinstance(values.get("bootstrap"), int):
            values["bootstrap"] = min(values["bootstrap"], FEW_RESAMPLES)
        return values

    @cached_property
    def sample(self) -> Path:
        """Folder of freshly written sample data.

        Raises:
            Unusable: If there is none.
        """
        if not self.benchmark.has_sample:
            raise Unusable("there is no sample data: bring write_sample, or give --data")
        folder = self.scratch / "sample"
        try:
            write_sample(self.benchmark, folder)
        except Exception as error:
            raise Unusable("the sample data could not be written, see sample-same") from error
        if not any(path.is_file() and path.name != SAMPLE_MARKER for path in folder.rglob("*")):
            raise Unusable("the sample data has no file, see sample-same")
        return folder

    @property
    def data(self) -> Path:
        """Folder of the data that is checked: the user's copy, or the sample."""
        return self.root if self.root is not None else self.sample

    @property
    def split(self) -> str:
        """The split that is checked."""
        return loading.chosen_split(self.benchmark, None)

    def load(self, root: Path | None = None, split: str = "", **changed: Any) -> Any:
        """Return what the loader returns."""
        values = loading.stage(self.benchmark, self.settings | changed, "load")
        with quiet():
            return self.benchmark.load(root or self.data, split or self.split, **values)

    @cached_property
    def _loaded(self) -> tuple[list[Item], str] | None:
        try:
            found = self.load()
            with quiet():
                return list(found), type(found).__name__
        except Unusable:
            raise
        except Exception:
            return None

    @property
    def items(self) -> list[Item]:
        """All items of the split.

        Raises:
            Unusable: If they cannot be loaded.
        """
        self.need_evaluation()
        loaded = self._loaded
        if loaded is None:
            raise Unusable("the data could not be loaded, see loader-loads")
        if not loaded[0] or not all(isinstance(item, Item) for item in loaded[0]):
            raise Unusable("there are no items, see loader-loads")
        return loaded[0]

    @property
    def scored(self) -> list[Item]:
        """The items that are scored: the first of them where there are very many.

        Raises:
            Unusable: If they cannot be scored, of which another check tells.
        """
        items = self.items[:MOST_SCORED]
        self.need("items-requests", "settings", "scorer-scores")
        return items

    def need(self, *checks: str) -> None:
        """Skip the check where one that comes before it failed.

        Raises:
            Unusable: If one did.
        """
        for name in checks:
            if name in self.wrong:
                raise Unusable(f"{name} fails, mend that first")

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str = "cpu") -> Report:
        """Return the scorer's report.

        Raises:
            TypeError: If it is none.
        """
        values = loading.stage(self.benchmark, self.settings, "score")
        with quiet():
            report: Any = self.benchmark.score(items, answers, device, **values)
        if not isinstance(report, Report):
            raise TypeError(f"score returned {type(report).__name__}, not a Report")
        return report

    def told(self, error: BaseException) -> str:
        """Return an error in one line; of a benchmark that keeps its questions no word that may be one."""
        if self.root is not None and self.benchmark.card.keeps_questions:
            return unquoted(error)
        text = (str(error).strip().splitlines() or [""])[0].replace(str(self.scratch), "…")
        if isinstance(error, PodiumError) and text:
            return text
        return f"{type(error).__name__}: {text}" if text else type(error).__name__

    def where(self, error: BaseException) -> str:
        """Return the place in the plugin where an error arose: file and line, or the plugin's target."""
        import traceback

        frames = traceback.extract_tb(error.__traceback__)
        module = sys.modules.get(type(self.benchmark).__module__)
        home = Path(getattr(module, "__file__", None) or self.target).parent
        inside = [frame for frame in frames if Path(frame.filename).parent == home]
        if not inside:
            return Path(self.target).name
        return f"{Path(inside[-1].filename).name}, line {inside[-1].lineno}"


def write_sample(benchmark: Benchmark, folder: Path) -> None:
    """Write sample data as Podium does for a run: marked as such."""
    with quiet():
        benchmark.write_sample(folder)
    marker = folder / SAMPLE_MARKER
    if folder.is_dir() and not marker.exists():
        marker.write_text("SYNTHETIC SAMPLE DATA\n", encoding="utf-8")


@contextlib.contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Seed every source of random numbers that is there: whoever leans on one gives something else each time."""
    before = random.getstate()
    random.seed(seed)
    if (numpy := sys.modules.get("numpy")) is not None:
        numpy.random.seed(seed)
    if (torch := sys.modules.get("torch")) is not None:
        torch.manual_seed(seed)
    try:
        yield
    finally:
        random.setstate(before)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let what a plugin prints go to standard error, and leave the state of :mod:`random` as it was."""
    state = random.getstate()
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        random.setstate(state)


def picture(item: Item) -> str:
    """Return everything an item is made of as text, by which two items are compared."""
    attributes = sorted((str(name), repr(value)) for name, value in item.attributes.items())
    return f"{loading.item_key(item)} {item.group!r} {attributes!r}"


def figures(report: Report) -> str:
    """Return a report as text, by which two reports are compared."""
    return json.dumps(report.to_json(), sort_keys=True, default=repr)


def damaged(folder: Path, into: Path, content: bytes) -> Path:
    """Return a copy of a folder in which every file, the mark of a sample aside, holds ``content`` instead."""
    shutil.copytree(folder, into)
    for path in into.rglob("*"):
        if path.is_file() and path.name != SAMPLE_MARKER:
            path.write_bytes(content)
    return into
