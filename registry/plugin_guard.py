"""Running other people's code while plugins are loaded: for so long and no longer, and with nothing on stdout.

What it prints goes to standard error, also what a C library or a child process writes past Python, so that ``--json``
stays JSON. What takes too long is cut off by raising in it; see :func:`limited`.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

#: Seconds that a plugin may take to be imported, and each of its hooks to answer.
LOADING_SECONDS = 30.0

#: A plugin that takes longer than this is told to :data:`on_slow`.
SILENT_SECONDS = 2.0

#: Seconds between two attempts to cut off what went on after the first, and how many there are.
AGAIN_SECONDS = 0.2
ATTEMPTS = 10

#: Exit code where a plugin could not be cut off; the command may be run again, without it.
EXIT_STUCK = 75


class TooSlow(BaseException):
    """Raised in a plugin's code when its time is over; not an ``Exception``, which many a plugin catches."""


def _say_nothing(name: str) -> None:
    pass


def _go_on() -> None:
    pass


#: Called with a plugin's name when it has been loading for :data:`SILENT_SECONDS`.
on_slow: Callable[[str], None] = _say_nothing

#: Puts the command anew in the place of this process; returns where that cannot be done.
start_again: Callable[[], None] = _go_on


class Limit:
    """The time that a plugin has for one stage of its loading.

    Args:
        name: The plugin's.
        note: Keeps in mind that it hangs, before the process is given up for its sake; says whether it could.
    """

    def __init__(self, name: str, note: Callable[[], bool]) -> None:
        self.name = name
        self.note = note
        self.attempts = 0
        self.over = False

    def ring(self) -> None:
        """Raise in the plugin's code, which runs in this thread; after many attempts give the process up."""
        if self.over:
            return
        self.attempts += 1
        if self.attempts > ATTEMPTS:
            noted = self.note()
            mend = "it is left out from now on: run the command again" if noted else "remove or disable it"
            # The signal may have come in the middle of a print, in which another print is an error.
            os.write(2, f"error: plugin {self.name} hangs and cannot be cut off; {mend}\n".encode())
            os._exit(EXIT_STUCK)
        raise TooSlow


#: What standard output was before it was led away, the outermost first.
_kept: list[int] = []


def without_it() -> None:
    """Start the command again where that can be done: what was cut off half-way, such as torch, is of no use here.

    On Windows it cannot: a shell would not wait for the process that takes the place of this one.
    """
    if os.name != "posix":
        return
    import signal

    # The timer and where standard output leads outlive the program when another takes its place.
    timer = signal.setitimer(signal.ITIMER_REAL, 0)
    if _kept:
        os.dup2(_kept[0], 1)
    start_again()
    if _kept:
        os.dup2(2, 1)
    signal.setitimer(signal.ITIMER_REAL, *timer)


def limited(limit: Limit, function: Callable[[], Any]) -> Any:
    """Call a function, let it take :data:`LOADING_SECONDS`, and return what it returns.

    In the main thread of a POSIX system a timer's signal interrupts whatever waits, also in C, as long as it comes back
    to Python. Elsewhere an exception is left for the thread, which takes it up when it next runs Python code: a busy
    loop ends, but a wait in C is over first.

    Raises:
        TooSlow: Even where the code swallowed it and came to its end, or made another error of it.
    """
    alarmed = os.name == "posix" and threading.current_thread() is threading.main_thread()
    try:
        result = _alarmed(limit, function) if alarmed else _watched(limit, function)
    except (TooSlow, KeyboardInterrupt):
        raise
    except BaseException as error:
        if limit.attempts:
            raise TooSlow from error
        raise
    if limit.attempts:
        raise TooSlow
    return result


def _alarmed(limit: Limit, function: Callable[[], Any]) -> Any:
    import signal

    end = time.monotonic() + LOADING_SECONDS
    waits = SILENT_SECONDS < LOADING_SECONDS

    def rung(*_: object) -> None:
        nonlocal waits
        if waits:
            waits = False
            # The signal may have come in the middle of a print.
            with contextlib.suppress(RuntimeError):
                on_slow(limit.name)
            left = end - time.monotonic()
            if left > 0:
                signal.setitimer(signal.ITIMER_REAL, left, AGAIN_SECONDS)
                return
        limit.ring()

    handler, timer = signal.getsignal(signal.SIGALRM), (0.0, 0.0)
    # No function's return lies between the plugin's code and the lines that undo this, in which the alarm could
    # interrupt; where it interrupts the first of them, the others are done before it rings again.
    try:
        try:
            signal.signal(signal.SIGALRM, rung)
            timer = signal.setitimer(signal.ITIMER_REAL, min(SILENT_SECONDS, LOADING_SECONDS), AGAIN_SECONDS)
            return function()
        finally:
            limit.over = True
    finally:
        limit.over = True
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, handler or signal.SIG_DFL)


def _watched(limit: Limit, function: Callable[[], Any]) -> Any:
    import ctypes

    thread, ended = threading.get_ident(), threading.Event()

    def watch() -> None:
        if ended.wait(LOADING_SECONDS):
            return
        while limit.attempts < ATTEMPTS:
            limit.attempts += 1
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TooSlow))
            if ended.wait(AGAIN_SECONDS):
                return

    watcher = threading.Thread(target=watch, name="podium-plugin-limit", daemon=True)
    watcher.start()
    try:
        try:
            return function()
        finally:
            ended.set()
    finally:
        ended.set()
        watcher.join()
        # One that was left for the thread and not taken up yet must not be raised in what comes next.
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), None)


@contextlib.contextmanager
def output_aside() -> Iterator[None]:
    """Lead to standard error what the code inside writes to standard output, by Python or past it."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
        os.dup2(2, 1)
    except OSError:  # one of them is closed
        kept = None
    if kept is not None:
        _kept.append(kept)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        if kept is not None:
            _flush_all()
            _kept.remove(kept)
            os.dup2(kept, 1)
            os.close(kept)


def _flush_all() -> None:
    """Write out what was printed past :data:`sys.stdout`, while it still leads to standard error."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.__stdout__.flush()  # type: ignore[union-attr]
    # Only who has loaded it, as torch and numpy do, has code that prints by C's own buffers.
    ctypes = sys.modules.get("ctypes")
    if ctypes is not None and os.name == "posix":
        ctypes.CDLL(None).fflush(None)
