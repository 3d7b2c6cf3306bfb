"""What runs where the model is: a worker builds the adapter, prepares it and answers what it is sent.

Orders and messages are plain data, so that they cross any process border; both engines use the same.
"""

from __future__ import annotations

import importlib.util
import os
import pickle
import platform
import sys
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from podium.registry.adapters import KINDS, Adapter, AdapterOptions, Opener, open_adapter
from podium.registry.adapters.base import Answered, Facts, Numbered, Preview, Task
from podium.registry.benchmark import Benchmark, Item, Request
from podium.registry.card import Card
from podium.registry.errors import DataError, PodiumError
from podium.registry.version import __version__


@dataclass(frozen=True)
class Source:
    """A module that no import finds, such as a single-file plugin: its name, and what is executed under it."""

    name: str
    path: str
    text: str


@dataclass(frozen=True)
class Setup:
    """The first order: what model to build, and what it will be asked.

    Args:
        spec: The model spec.
        options: The user's choices, with this worker's device.
        card: Of the benchmark.
        split: Name of the split.
        items: One item of each kind that will be asked, without targets.
        settings: The benchmark's settings.
        opener: The pickled opener of a kind that a plugin brings, or None.
        sources: Modules the opener lives in, where no import finds them.
    """

    spec: str
    options: AdapterOptions
    card: Card
    split: str
    items: tuple[Item, ...]
    settings: Mapping[str, str | int | float]
    opener: bytes | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Chunk:
    """An order to answer items, without targets, each with its position."""

    number: int
    items: tuple[Numbered, ...]


@dataclass(frozen=True)
class Show:
    """An order to say what the model would be shown."""

    item: Item


Order = Setup | Chunk | Show


@dataclass(frozen=True)
class Placed:
    """A worker's process is there, and begins to load its model."""


@dataclass(frozen=True)
class Ready:
    """A worker has its model; what the model says of itself, and how long loading took."""

    fingerprint: Facts
    provenance: Facts
    notes: tuple[str, ...]
    kind: str
    spec: str
    name: str
    ranks: bool
    looks_at_images: bool
    node: str
    pid: int
    podium: str
    load_seconds: float


@dataclass(frozen=True)
class Answers:
    """Some of a chunk's answers."""

    number: int
    answers: Answered


@dataclass(frozen=True)
class Finished:
    """A chunk is answered; how fast the worker has been since it started."""

    number: int
    speed: Facts


@dataclass(frozen=True)
class Shown:
    """What the model would be shown."""

    preview: Preview | None


@dataclass(frozen=True)
class Failed:
    """An order could not be carried out, and would not be by another worker either."""

    error: PodiumError


@dataclass(frozen=True)
class Lost:
    """A worker is dead; said by the engine in its place."""

    reason: str


Message = Placed | Ready | Answers | Finished | Shown | Failed | Lost


class Worker:
    """Carries out orders in the process where the model is; the first one is the :class:`Setup`."""

    def __init__(self) -> None:
        self._adapter: Adapter | None = None

    def obey(self, order: Order) -> Generator[Message, None, None]:
        """Yield what an order leads to; errors become messages, whatever they are."""
        try:
            yield from self._obey(order)
        except PodiumError as error:
            yield Failed(_known(error))
        except Exception as error:  # an adapter may raise anything; the driver must hear of it
            yield Failed(_crash(error))

    def _obey(self, order: Order) -> Iterator[Message]:
        if isinstance(order, Setup):
            yield Placed()
            began = time.perf_counter()
            self._adapter = _prepared(order)
            yield _ready(self._adapter, time.perf_counter() - began)
            return
        assert self._adapter is not None, "the first order is the setup"
        if isinstance(order, Show):
            yield Shown(self._adapter.preview(order.item))
            return
        with closing(self._adapter.stream(iter(order.items))) as answering:
            for answers in answering:
                yield Answers(order.number, answers)
        yield Finished(order.number, dict(self._adapter.speed()))


def bare(item: Item) -> Item:
    """Return what a worker may know of an item: its id and what is asked, not the target or what goes with it."""
    return Item(item.id, item.request, None)


def setup(
    spec: str, options: AdapterOptions, task: Task, more: Mapping[str, Opener] | None, devices: Sequence[str]
) -> list[Setup]:
    """Return the setup of each worker, with only that of a task which crosses a process border.

    Args:
        spec: The model spec.
        options: The user's choices.
        task: What the model is about to be asked.
        more: Further kinds, by prefix, that plugins bring.
        devices: A torch device per worker.

    Raises:
        PodiumError: If a plugin's opener cannot be sent.
    """
    kinds: dict[tuple[type[Request], bool], Item] = {}
    for item in task.items:
        kinds.setdefault((type(item.request), bool(item.request.images)), bare(item))
    opener, sources = _packed(spec.partition(":")[0], more or {})
    first = Setup(
        spec, options, task.benchmark.card, task.split, tuple(kinds.values()), dict(task.settings), opener, sources
    )
    return [replace(first, options=replace(options, device=device)) for device in devices]


def _packed(kind: str, more: Mapping[str, Opener]) -> tuple[bytes | None, tuple[Source, ...]]:
    if kind not in more:
        return None, ()
    opener = more[kind]
    try:
        packed = pickle.dumps(opener)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise PodiumError(
            f"the adapter of {kind}: cannot be sent to a worker: {error}", "its plugin must make it at module level"
        ) from error
    name = getattr(opener, "__module__", "")
    module = sys.modules.get(name)
    if module is None or not module.__file__ or _importable(name):
        return packed, ()
    return packed, (Source(name, module.__file__, Path(module.__file__).read_text(encoding="utf-8")),)


def _importable(name: str) -> bool:
    """Return whether another process finds a module by its name; importlib would answer from what is loaded."""
    top = name.partition(".")[0]
    return any(finder.find_spec(top, None) for finder in sys.meta_path if hasattr(finder, "find_spec"))


def _prepared(order: Setup) -> Adapter:
    for source in order.sources:
        if source.name not in sys.modules:
            sys.modules[source.name] = _module(source)
    more: dict[str, Opener] = {}
    if order.opener is not None:
        more[order.spec.partition(":")[0]] = pickle.loads(order.opener)  # noqa: S301 - from the process that started us
    benchmark = Benchmark()
    benchmark.card = order.card
    adapter = open_adapter(order.spec, order.options, more)
    adapter.prepare(Task(benchmark, order.split, order.items, order.settings, _refuse(order.spec)))
    return adapter


def _module(source: Source) -> ModuleType:
    spec = importlib.util.spec_from_loader(source.name, loader=None, origin=source.path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    module.__file__ = source.path
    # Pickle looks names up in the module while it is being executed, as dataclasses do.
    sys.modules[source.name] = module
    exec(compile(source.text, source.path, "exec"), vars(module))  # noqa: S102 - a plugin, which is code
    return module


def _refuse(spec: str) -> Callable[[str], Sequence[Item]]:
    def load(split: str) -> Sequence[Item]:
        raise PodiumError(
            f"{spec} needs the items of split {split}, which only the driver has", "run it without workers"
        )

    return load


def _ready(adapter: Adapter, seconds: float) -> Ready:
    return Ready(
        fingerprint=dict(adapter.fingerprint()),
        provenance=dict(adapter.provenance()),
        notes=tuple(adapter.notes()),
        kind=adapter.kind,
        spec=adapter.spec,
        name=adapter.name,
        ranks=adapter.ranks,
        looks_at_images=adapter.looks_at_images,
        node=platform.node(),
        pid=os.getpid(),
        podium=__version__,
        load_seconds=round(seconds, 3),
    )


def _known(error: PodiumError) -> PodiumError:
    """Return an error of a class that the driver has; a plugin's own may be known here only."""
    if type(error).__module__ == PodiumError.__module__:
        return error
    return (DataError if isinstance(error, DataError) else PodiumError)(error.message, error.hint)


def _crash(error: Exception) -> PodiumError:
    """Return what is said of an error that is no message to the user: its kind, its first line, where it was raised."""
    lines = str(error).strip().splitlines() or ["no message"]
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" at {place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else ""
    return PodiumError(f"a worker on {platform.node()} failed: {type(error).__name__}: {lines[0][:200]}{where}")


#: Kinds whose answering costs nothing, or happens elsewhere already: why each needs no workers.
ALONE = {
    "file": "it only reads what a model said",
    "baseline": "it asks no model",
    "openai": "its server does the work, and its limits hold for one process; raise --concurrency instead",
}
assert ALONE.keys() <= KINDS.keys()


def share_threads(workers: int) -> None:
    """Leave each of several workers on this machine its share of the cores; before torch is imported.

    Args:
        workers: Workers on this machine.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    allowed = min(int(wanted), cores) if wanted.isdigit() and int(wanted) else cores
    share = str(max(1, min(allowed, cores // workers)))
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = share
