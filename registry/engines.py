"""Answering outside this process: a model on several devices of this machine, or on those of a Ray cluster.

To a run an engine is an adapter like any other: journal and scoring stay with the driver, and so do the targets.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Literal

from podium.registry.adapters import Adapter, AdapterOptions, Opener, examples, open_adapter
from podium.registry.adapters.base import Answered, Facts, Numbered, Preview, Task
from podium.registry.adapters.batching import WINDOW
from podium.registry.adapters.choosing import CUT_PROMPT, cut_note
from podium.registry.benchmark import Answer, Item
from podium.registry.dispatch import Dispatcher, Team
from podium.registry.errors import PodiumError
from podium.registry.version import __version__
from podium.registry.workers import ALONE, Ready, Setup, setup

__all__ = ["Crew", "Engine", "devices_of", "on_workers"]

Engine = Literal["local", "ray"]

#: Chunks that each worker gets of a run, at least, where it is long enough: with fewer, some would wait
#: long for the slowest at the end.
_SHARES = 16

#: Counts that a speed may hold, each with the name of what follows from it and the whole time.
_PACES = {
    "items": "items_per_second",
    "images": "images_per_second",
    "prompt_tokens": "prompt_tokens_per_second",
    "new_tokens": "new_tokens_per_second",
}


def on_workers(
    spec: str,
    options: AdapterOptions,
    devices: Sequence[str],
    *,
    engine: Engine,
    address: str = "",
    more: Mapping[str, Opener] | None = None,
) -> Crew:
    """Return an adapter whose answering is done by workers, one per device; none is started yet.

    Args:
        spec: The model spec.
        options: The user's choices; each worker's device takes the place of theirs.
        devices: A torch device per worker; see :func:`devices_of`. A Ray cluster gives each worker a GPU
            of its own, so that of these only the kind counts.
        engine: ``"local"`` for processes on this machine, ``"ray"`` for actors on a cluster.
        address: Of the Ray cluster, or empty for ``RAY_ADDRESS`` or else one on this machine that ends with the run.
        more: Further kinds of model, by prefix, that plugins bring.

    Raises:
        PodiumError: If the spec is not of a known kind, or its model needs no workers or cannot use them.
    """
    kind = spec.partition(":")[0]
    if kind in ALONE:
        raise PodiumError(f"{kind}: needs no workers: {ALONE[kind]}", "leave out --engine, --workers and --device")
    if options.device_map:
        raise PodiumError(
            "--device-map spreads one model over the devices, workers have a whole one each", "use one or the other"
        )
    if not devices:
        raise PodiumError("no device for a worker", "name one with --device")
    if engine == "ray":
        devices = ["cpu" if device == "cpu" else "cuda:0" for device in devices]
    return Crew(spec, replace(options, device=devices[0]), devices, engine, address, more or {})


class Crew(Adapter):
    """A model on several workers.

    What it says of the model is the workers' word once they are prepared; they must agree on what
    identifies it, and it is the same as without workers, so that a run can go on with another engine.

    Args:
        spec: The model spec.
        options: The user's choices.
        devices: A torch device per worker.
        engine: As in :func:`on_workers`.
        address: As in :func:`on_workers`.
        more: As in :func:`on_workers`.
    """

    def __init__(
        self,
        spec: str,
        options: AdapterOptions,
        devices: Sequence[str],
        engine: Engine,
        address: str,
        more: Mapping[str, Opener],
    ) -> None:
        # Not loaded: it tells what is asked before there are workers.
        self._front = open_adapter(spec, options, more)
        super().__init__(self._front.target, options)
        self.kind = self._front.kind
        self.usual_batch, self.own_batches = self._front.usual_batch, self._front.own_batches
        self._spec, self._devices, self._more = spec, tuple(devices), more
        self._engine, self._address = engine, address
        self._team: Team | None = None
        self._said: Ready | None = None
        self._items = 0
        self._answered = 0
        self._remarks: Mapping[str, int] = {}
        self._seconds = 0.0

    @property
    def spec(self) -> str:
        """The model spec, as the user wrote it."""
        return self._said.spec if self._said else self._front.spec

    @property
    def name(self) -> str:
        """The model's name."""
        return self._said.name if self._said else self._front.name

    @property
    def ranks(self) -> bool:
        """As the model's adapter says."""
        return self._said.ranks if self._said else self._front.ranks

    @property
    def looks_at_images(self) -> bool:
        """As the model's adapter says."""
        return self._said.looks_at_images if self._said else self._front.looks_at_images

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers, each on its machine, after :meth:`prepare`."""
        return [ready.pid for ready in self._dispatcher.ready()]

    def prepare(self, task: Task) -> None:
        """Start the workers; each loads the model and checks that it can answer.

        Raises:
            PodiumError: If the model cannot be loaded or cannot answer this benchmark, the workers do not
                agree on what it is, or none of them lives.
            MissingExtra: If something that is needed is not installed.
        """
        self.close()
        self._said = None
        self._items = len(task.items)
        self._team = self._assemble(setup(self._spec, self.options, task, self._more, self._devices))
        self._dispatcher = Dispatcher(self._team, len(self._devices), self._check)
        try:
            self._dispatcher.begin()
        except BaseException:
            self.close()
            raise

    def _assemble(self, setups: Sequence[Setup]) -> Team:
        if self._engine == "ray":
            from podium.registry.ray_workers import RayTeam

            return RayTeam(setups, self._address)
        from podium.registry.local_workers import LocalTeam

        return LocalTeam(setups)

    def _check(self, worker: int, ready: Ready) -> None:
        """Refuse a worker that would answer otherwise than the others."""
        where = f"worker {worker} ({self._devices[worker]} on {ready.node})"
        if ready.podium != __version__:
            raise PodiumError(
                f"{where} has Podium {ready.podium}, the driver {__version__}", "install the same on both"
            )
        if self._said is None:
            self._said = ready
        for key in {**self._said.fingerprint, **ready.fingerprint}:
            first, other = self._said.fingerprint.get(key), ready.fingerprint.get(key)
            if first != other:
                raise PodiumError(
                    f"{where} has another model than the first: {key} is {other}, not {first}",
                    "every worker needs the same files and the same kind of device",
                )

    @property
    def _model(self) -> Ready:
        assert self._said is not None, "prepare() comes first"
        return self._said

    def fingerprint(self) -> Facts:
        """The same as without workers."""
        return self._model.fingerprint

    def provenance(self) -> Facts:
        """The model's, the engine, and how many workers there were on which devices of how many machines."""
        facts = {name: value for name, value in self._model.provenance.items() if name != "device"}
        return facts | {
            "engine": self._engine,
            "workers": len(self._devices),
            "devices": ", ".join(self._devices),
            "nodes": len({ready.node for ready in self._dispatcher.ready()}),
        }

    def recall(self, remarks: Mapping[str, int]) -> None:
        """Keep what is counted over the whole run: no worker has seen all of it."""
        self._remarks = remarks

    def notes(self) -> Sequence[str]:
        """The same as without workers."""
        fewer = examples.note(examples.fewer_by_room(self._remarks))
        cut = cut_note(self._remarks.get(CUT_PROMPT, 0), self._model.provenance.get("context_length"))
        return (*self._model.notes, *fewer, *cut)

    def preview(self, item: Item) -> Preview | None:
        """Return what the model would be shown, as a worker says."""
        return self._dispatcher.show(item)

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Return one answer per item, in order."""
        found: dict[int, Answer] = {}
        with closing(self.stream(enumerate(items))) as answering:
            for answers in answering:
                found.update(answers)
        return [found[position] for position in range(len(items))]

    def stream(self, items: Iterable[Numbered]) -> Generator[Answered, None, None]:
        """Answer the items on all workers, in whatever order they come, each exactly once.

        A worker that dies is started again, and what it had not answered is asked of another. An item with
        which workers die again and again gets an answer with ``error``.

        Raises:
            PodiumError: If the model's adapter does, or no worker is left; all answers before are yielded.
        """
        size = chunk_size(self._items, len(self._devices), self.options.batch_size or self.usual_batch)
        began = time.perf_counter()
        with closing(self._dispatcher.stream(items, size)) as answering:
            for answers in answering:
                self._answered += len(answers)
                yield answers
                now = time.perf_counter()
                self._seconds, began = self._seconds + now - began, now

    def speed(self) -> Facts:
        """The workers' counts and seconds, each added up, and what that makes per second of the driver's clock.

        ``load_seconds`` is the longest; ``workers_lost`` counts the deaths of workers.
        """
        rows = self._dispatcher.speeds()
        total: dict[str, float] = {}
        for name in {name for row in rows for name in row} - set(_PACES.values()):
            values = [value for row in rows if isinstance(value := row.get(name), (int, float))]
            total[name] = max(values) if name == "load_seconds" else round(sum(values), 3)
        total |= {"items": self._answered, "seconds": round(self._seconds, 3), "workers_lost": self._dispatcher.lost}
        if self._seconds:
            total |= {pace: round(total[name] / self._seconds, 2) for name, pace in _PACES.items() if total.get(name)}
        return dict(sorted(total.items()))

    def close(self) -> None:
        """End the workers."""
        if self._team is not None:
            self._team.close()
            self._team = None


def chunk_size(items: int, workers: int, batch: int) -> int:
    """Return how many items a worker is given at a time: whole batches, and some sixteen chunks for each worker.

    Consecutive items stay together, so that beginnings they share are still shared.

    Args:
        items: Of the run.
        workers: Their number.
        batch: Items that the model works on together.
    """
    share = -(-items // (_SHARES * workers))
    whole = -(-max(1, share) // batch) * batch
    return max(batch, min(whole, WINDOW // batch * batch))


def devices_of(text: str, workers: int | None = None, engine: Engine = "local") -> tuple[str, ...]:
    """Return a device per worker.

    Args:
        text: Devices with commas between them, such as ``"cuda:0,cuda:1"`` or ``"cpu,cpu"``, or ``"cuda:all"``.
        workers: Their number where one device is named: so many processes on the CPU, or the first so many GPUs.
        engine: With ``"ray"`` the GPUs are the cluster's, and only their number counts.

    Raises:
        PodiumError: If there is no such device, one GPU is named twice, or the numbers do not fit.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise PodiumError(f"--device {text!r} names no device", "write cpu, cuda:0,cuda:1 or cuda:all")
    if workers is not None and workers < 1:
        raise PodiumError(f"--workers {workers} is less than 1")
    if engine == "ray":
        return _of_cluster(names, workers)
    if len(names) == 1:
        names = _several(names[0], workers)
    if workers is not None and workers != len(names):
        raise PodiumError(f"--workers {workers} does not fit --device {text}, which names {len(names)}")
    _check_devices(names)
    return tuple(names)


def _of_cluster(names: Sequence[str], workers: int | None) -> tuple[str, ...]:
    kinds = {name.partition(":")[0] for name in names}
    if len(kinds) > 1 or not kinds <= {"cpu", "cuda"}:
        raise PodiumError(f"--device {','.join(names)}: workers of a Ray cluster are all on cpu or all on cuda")
    if workers is None and "cuda:all" in names:
        raise PodiumError("how many GPUs a Ray cluster has is not known beforehand", "say how many with --workers")
    if workers is not None and len(names) > 1 and workers != len(names):
        raise PodiumError(f"--workers {workers} does not fit --device {','.join(names)}, which names {len(names)}")
    return tuple(kinds) * (workers or len(names))


def _several(name: str, workers: int | None) -> list[str]:
    """Return the devices that one name and a number stand for."""
    if name == "cuda:all" or (name == "cuda" and workers is not None and workers > 1):
        has = _gpus()
        return [f"cuda:{number}" for number in range(has if workers is None else workers)] or ["cuda:0"]
    return [name] * (workers or 1) if name == "cpu" else [name]


def _check_devices(names: Sequence[str]) -> None:
    for name in names:
        kind, _, number = name.partition(":")
        if name == "cpu" or kind == "mps":
            continue
        if kind != "cuda" or (number and not number.isdigit()):
            raise PodiumError(f"--device {name!r} is no device", "write cpu, cuda:0,cuda:1 or cuda:all")
        if int(number or 0) >= (has := _gpus()):
            raise PodiumError(f"--device {name}: torch sees {has} GPUs here", "nvidia-smi lists them, or use cpu")
        if len(names) > 1 and not number:
            raise PodiumError(f"--device {name} does not say which GPU", "write cuda:0,cuda:1 or cuda:all")
        if names.count(name) > 1:
            raise PodiumError(f"--device {name} is named twice", "a GPU has one worker; raise --batch-tokens instead")


def _gpus() -> int:
    import torch

    return torch.cuda.device_count()
