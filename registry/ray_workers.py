"""The Ray engine: one actor per device of a cluster."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from podium.registry.dispatch import Team
from podium.registry.errors import MissingExtra, PodiumError
from podium.registry.workers import Lost, Message, Order, Setup, Worker

#: Seconds a worker waits for a place in the cluster, after a node was lost, before it counts as lost itself.
PATIENCE = 300.0

#: Seconds within which the head of a cluster must take a connection.
REACHED_IN = 3.0

_HINT = "run Podium on a machine of the cluster; ray status shows whether it is up"

#: Bytes set aside for objects on the way; answers and items are small.
_STORE = 256 * 2**20

#: Messages of an actor that wait to be fetched before it pauses.
_AHEAD = 64


class RayTeam(Team):
    """Actors of a Ray cluster. They are never started again by Ray: losses are dealt with in one place.

    Args:
        setups: The setup of each worker; a GPU is taken for every one whose device is not the CPU.
        address: Of the cluster, or empty for one on this machine that lives as long as the team.

    Raises:
        PodiumError: If the cluster cannot be reached or is too small.
        MissingExtra: If Ray is not installed.
    """

    def __init__(self, setups: Sequence[Setup], address: str) -> None:
        self._ray, self._started = _connect(address, len(setups))
        self._setups = setups
        self._actors: dict[int, Any] = {}
        self._streams: dict[int, deque[Any]] = {}
        #: When the workers were started that have said nothing yet.
        self._begun: dict[int, float] = {}
        self._interrupted = False
        # Where Ctrl-C hits while Ray calls back into Python, Python drops the exception; it must not be lost.
        self._listens = threading.current_thread() is threading.main_thread() and (
            signal.getsignal(signal.SIGINT) is signal.default_int_handler
        )
        if self._listens:
            signal.signal(signal.SIGINT, self._interrupt)
        try:
            self._class = self._remote()
        except BaseException:
            self.close()
            raise

    def _remote(self) -> Any:
        count = len(self._setups)
        nodes = [node["Resources"] for node in self._ray.nodes() if node["Alive"]]
        if self._setups[0].options.device == "cpu":
            cores = _cores(count, [int(node.get("CPU", 0)) for node in nodes])
            if not cores:
                has = int(sum(node.get("CPU", 0) for node in nodes))
                raise PodiumError(f"the Ray cluster has {has} CPUs, too few for {count} workers", "use fewer --workers")
            wanted: dict[str, int] = {"num_cpus": cores}
        else:
            has = int(sum(node.get("GPU", 0) for node in nodes))
            if has < count:
                raise PodiumError(
                    f"the Ray cluster has {has} GPUs, too few for {count} workers",
                    "start more nodes, use fewer --workers, or --device cpu",
                )
            wanted = {"num_cpus": 1, "num_gpus": 1}
        return self._ray.remote(max_restarts=0, max_task_retries=0, **wanted)(Worker)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        self._interrupted = True
        raise KeyboardInterrupt

    def start(self, worker: int) -> None:
        """Start an actor and send it its setup."""
        self._actors[worker] = self._class.remote()
        self._streams[worker] = deque()
        self._begun[worker] = time.monotonic()
        self.send(worker, self._setups[worker])

    def send(self, worker: int, order: Order) -> None:
        """Call the actor; calls are carried out in order, one at a time."""
        if worker not in self._actors:
            return
        method = self._actors[worker].obey
        call = method.options(num_returns="streaming", _generator_backpressure_num_objects=_AHEAD)
        self._streams[worker].append(call.remote(order))

    def receive(self) -> tuple[int, Message]:
        """Wait for the next value of any actor's oldest call."""
        while True:
            if self._interrupted:
                raise KeyboardInterrupt
            oldest = {streams[0]: worker for worker, streams in self._streams.items() if streams}
            ready, _ = self._ray.wait(list(oldest), num_returns=1, timeout=1.0, fetch_local=False)
            for stream in ready:
                worker = oldest[stream]
                try:
                    message: Message = self._ray.get(next(stream))
                except StopIteration:
                    self._streams[worker].popleft()
                    continue
                except self._ray.exceptions.RayError as error:
                    return worker, self._lose(worker, _reason(error))
                self._begun.pop(worker, None)
                return worker, message
            late = [worker for worker, begun in self._begun.items() if time.monotonic() - begun > PATIENCE]
            if late:
                return late[0], self._lose(late[0], f"the cluster had no place for it for {PATIENCE:.0f} s")

    def _lose(self, worker: int, reason: str) -> Lost:
        # An actor that was only out of reach would keep its GPU.
        with suppress(self._ray.exceptions.RayError):
            self._ray.kill(self._actors[worker])
        self._begun.pop(worker, None)
        del self._actors[worker], self._streams[worker]
        return Lost(f"worker {worker} ({self._setups[worker].options.device}): {reason}")

    def close(self) -> None:
        """End the actors, and Ray where this team started it."""
        if self._listens:
            self._listens = False
            signal.signal(signal.SIGINT, signal.default_int_handler)
        for actor in self._actors.values():
            with suppress(self._ray.exceptions.RayError):
                self._ray.kill(actor)
        self._actors.clear()
        self._streams.clear()
        self._begun.clear()
        if self._started:
            self._started = False
            self._ray.shutdown()


def _connect(address: str, workers: int) -> tuple[Any, bool]:
    """Return Ray, and whether it was started or connected to here; both without a word on the terminal."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    if address.startswith("ray://"):
        raise PodiumError(
            f"{address} is the address of a Ray client server, through which answers cannot stream",
            "run Podium on a machine of the cluster, with HOST:6379 or auto",
        )
    try:
        import ray
        from ray._private import worker as printing
    except ImportError as error:
        raise MissingExtra("ray", "--engine ray", error.name or "ray") from error
    if ray.is_initialized():
        return ray, False
    # Ray prints what its nodes report, such as the death of a worker, to standard output, which is the command's
    # result; log_to_driver does not cover that.
    printing._worker_logs_enabled = False
    # A job that was submitted to a cluster finds the address in its environment.
    place = address or os.environ.get("RAY_ADDRESS") or "local"
    _probe(place)
    new: dict[str, Any] = {}
    if place == "local":
        new = {"num_cpus": max(workers, os.cpu_count() or 1), "object_store_memory": _STORE, "include_dashboard": False}
    try:
        with _silent():
            ray.init(address=place, logging_level=logging.FATAL, log_to_driver=False, **new)
    except (ConnectionError, RuntimeError, ValueError, OSError, TimeoutError) as error:
        hint = "" if place == "local" else _HINT
        raise PodiumError(f"Ray at {place} cannot be used: {_first(str(error))}", hint) from error
    return ray, True


@contextmanager
def _silent() -> Iterator[None]:
    """Keep what Ray's own library writes to standard error off it; no level of logging does."""
    kept = os.dup(2)
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _probe(place: str) -> None:
    """Refuse a ``HOST:PORT`` where nothing listens; Ray would try it for a long time and write to standard error.

    Raises:
        PodiumError: If no connection is made in :data:`REACHED_IN` seconds.
    """
    host, _, port = place.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), REACHED_IN).close()
    except OSError as error:
        said = (
            f"no answer in {REACHED_IN:g} s"
            if isinstance(error, TimeoutError)
            else _first(error.strerror or str(error))
        )
        raise PodiumError(f"no Ray cluster is reached at {place}: {said}", _HINT) from None


def _cores(workers: int, nodes: Sequence[int]) -> int:
    """Return the most cores each of so many workers can have on nodes with these cores; 0 if there are too few."""
    for cores in range(max(nodes, default=0), 0, -1):
        if sum(node // cores for node in nodes) >= workers:
            return cores
    return 0


def _reason(error: Exception) -> str:
    """Return what happened in one line; Ray's errors end with what an actor raised, where it raised anything."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if lines and "Error: " in lines[-1]:
        return lines[-1][:200]
    return _first(str(error))


def _first(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0][:200] if lines else "no reason is given"
