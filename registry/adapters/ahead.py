"""Reading ahead: while one batch is worked on, the next ones are read by other threads."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

#: Batches that are read, or being read, while one is worked on. What is held is bounded by this.
DEPTH = 2


def workers() -> int:
    """Return how many threads read: one for each processor core this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass
class Pace:
    """How fast reading and work went.

    Args:
        count: Things read.
        seconds: From the first batch asked for to the last one worked on.
        waited: Of these, how long a batch was waited for.
    """

    count: int = 0
    seconds: float = 0.0
    waited: float = 0.0


class ReadAhead(Generic[_Key, _Value]):
    """Reads batches in threads, in order, at most :data:`DEPTH` batches ahead.

    Pillow, Arrow and torch let go of the interpreter while they decode, so threads suffice.

    Args:
        read: Reads one thing; called in threads.
    """

    def __init__(self, read: Callable[[_Key], _Value]) -> None:
        self._read = read
        self.pace = Pace()

    def batches(self, batches: Iterable[Sequence[_Key]]) -> Generator[list[_Value], None, None]:
        """Yield what was read for each batch.

        An exception of ``read`` is raised where its batch is due, after all batches before it.
        Closing the generator drops what is not begun.
        """
        waiting: deque[list[Future[_Value]]] = deque()
        coming = iter(batches)
        pool = ThreadPoolExecutor(workers(), thread_name_prefix="read")
        began = time.perf_counter()
        try:
            while True:
                while len(waiting) <= DEPTH and (batch := next(coming, None)) is not None:
                    waiting.append([pool.submit(self._read, key) for key in batch])
                if not waiting:
                    return
                asked = time.perf_counter()
                values = [future.result() for future in waiting.popleft()]
                self.pace.waited += time.perf_counter() - asked
                yield values
                self.pace.count += len(values)
                self.pace.seconds += time.perf_counter() - began
                began = time.perf_counter()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
