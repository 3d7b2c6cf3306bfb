"""Work on items in threads, at most so many at a time, drawing an item only when a thread is free for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Pool(Generic[_Task, _Result]):
    """Threads that work on what an iterator gives.

    The threads are daemons: a program that ends does not wait for a reply that is under way.

    Args:
        work: Works on one task; called in threads.
        size: Most tasks under way.
    """

    def __init__(self, work: Callable[[_Task], _Result], size: int) -> None:
        self._work = work
        self._size = size

    def run(
        self, tasks: Iterable[_Task], failed: Callable[[BaseException], None]
    ) -> Generator[list[_Result], None, None]:
        """Yield results as they come, those that are there together in one list.

        Args:
            tasks: Walked in the calling thread, never further than there are free threads.
            failed: Told at once of the first error, so that what waits can be ended.

        Raises:
            BaseException: The first error of ``work``, after all that was under way is done and yielded.
        """
        todo: SimpleQueue[_Task | None] = SimpleQueue()
        done: SimpleQueue[tuple[_Result | None, BaseException | None]] = SimpleQueue()
        coming, under_way, threads = iter(tasks), 0, 0
        error: BaseException | None = None
        try:
            while True:
                while error is None and under_way < self._size and (task := next(coming, None)) is not None:
                    if under_way == threads:
                        threading.Thread(target=self._serve, args=(todo, done), name="ask", daemon=True).start()
                        threads += 1
                    todo.put(task)
                    under_way += 1
                if not under_way:
                    break
                results = []
                for result, trouble in _arrived(done):
                    under_way -= 1
                    if result is not None:
                        results.append(result)
                    if trouble is not None and error is None:
                        error = trouble
                        failed(error)
                if results:
                    yield results
        finally:
            for _ in range(threads):
                todo.put(None)
        if error is not None:
            raise error

    def _serve(
        self,
        todo: SimpleQueue[_Task | None],
        done: SimpleQueue[tuple[_Result | None, BaseException | None]],
    ) -> None:
        while (task := todo.get()) is not None:
            try:
                done.put((self._work(task), None))
            except BaseException as error:  # raised again in the thread that waits
                done.put((None, error))


def _arrived(done: SimpleQueue[_Result]) -> list[_Result]:
    """Return what has arrived, at least one."""
    found = [done.get()]
    while True:
        try:
            found.append(done.get_nowait())
        except Empty:
            return found
