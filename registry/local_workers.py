"""The local engine: one process per device of this machine."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from podium.registry.dispatch import Team
from podium.registry.workers import Lost, Message, Order, Setup, Worker, share_threads

#: Seconds a worker is given to end by itself before it is killed.
_GRACE = 2.0


@dataclass(frozen=True)
class _Process:
    process: BaseProcess
    connection: Connection


class LocalTeam(Team):
    """Spawned processes, each at the end of a pipe; they end with the driver, however it ends.

    Args:
        setups: The setup of each worker.
    """

    def __init__(self, setups: Sequence[Setup]) -> None:
        self._setups = setups
        # A forked process cannot use CUDA once its parent has, and would hold the parent's memory and locks.
        self._context = multiprocessing.get_context("spawn")
        self._processes: dict[int, _Process] = {}
        self._heard: deque[tuple[int, Message]] = deque()

    def start(self, worker: int) -> None:
        """Start a process and send it its setup."""
        ours, theirs = self._context.Pipe()
        # A daemon is ended by multiprocessing itself when the driver ends in an orderly way.
        process = self._context.Process(
            target=_run, args=(theirs, len(self._setups)), name=f"podium-worker-{worker}", daemon=True
        )
        process.start()
        # The end of the worker closes the last copy of its end of the pipe, which is how we learn of it.
        theirs.close()
        self._processes[worker] = _Process(process, ours)
        self.send(worker, self._setups[worker])

    def send(self, worker: int, order: Order) -> None:
        """Write an order into the worker's pipe."""
        with suppress(OSError):  # it is dead, which receive() finds out
            self._processes[worker].connection.send(order)

    def receive(self) -> tuple[int, Message]:
        """Wait on all pipes; what came together is handed out one by one."""
        while not self._heard:
            workers = {one.connection: worker for worker, one in self._processes.items()}
            for connection in wait(list(workers)):
                assert isinstance(connection, Connection)
                self._heard.append((workers[connection], self._hear(workers[connection], connection)))
        return self._heard.popleft()

    def _hear(self, worker: int, connection: Connection) -> Message:
        try:
            message: Message = connection.recv()
            return message
        except (EOFError, OSError):
            one = self._processes.pop(worker)
            one.connection.close()
            one.process.join(_GRACE)
            return Lost(f"worker {worker} ({self._setups[worker].options.device}) {_end(one.process.exitcode)}")

    def close(self) -> None:
        """Close the pipes, at which the workers end, and kill those that do not."""
        for one in self._processes.values():
            one.connection.close()
        for one in self._processes.values():
            one.process.join(_GRACE)
            one.process.kill()
            one.process.join()
        self._processes.clear()
        self._heard.clear()


def _end(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        name = signal.Signals(-exitcode).name
        return f"was killed by {name}" + (", maybe for lack of memory" if name == "SIGKILL" else "")
    return f"ended with exit code {exitcode}"


def _run(connection: Connection, workers: int) -> None:
    """Carry out orders until the pipe is closed; the whole life of a worker process."""
    # Ctrl-C goes to the whole group of processes; the driver ends us when it has kept what we said.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Standard output is the command's result; whatever a library prints is not.
    with suppress(OSError):
        os.dup2(2, 1)
    share_threads(workers)
    orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(connection, orders), daemon=True).start()
    worker = Worker()
    with suppress(OSError):  # the driver is gone
        while True:
            for message in worker.obey(orders.get()):
                connection.send(message)


def _listen(connection: Connection, orders: queue.SimpleQueue[Order]) -> None:
    """Read orders while the worker works, so that neither side waits for the other to read; end with the driver."""
    while True:
        try:
            orders.put(connection.recv())
        except (EOFError, OSError):
            # The driver is gone, and nobody wants the answers that are under way.
            os._exit(1)
