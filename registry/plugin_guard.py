"""Running other people's code while plugins are loaded: for so long and no longer, and with nothing on stdout.

What it prints goes to standard error, also what a C library or a child process writes past Python, so that ``--json``
stays JSON. What takes too long is cut off by raising in it; see :func:`limited`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator

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


def _end(name: str, noted: bool) -> None:
    mend = "it is left out from now on: run the command again" if noted else f"podium plugins disable {name}"
    print(f"error: plugin {name} hangs and cannot be cut off; {mend}", file=sys.stderr, flush=True)
    os._exit(EXIT_STUCK)


#: Called with a plugin's name when it has been loading for :data:`SILENT_SECONDS`.
on_slow: Callable[[str], None] = _say_nothing

#: Called with the name of a plugin that went on whatever was raised in it, and whether that is kept in mind; it must
#: end the process.
on_stuck: Callable[[str, bool], None] = _end


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
            _let_go()
            on_stuck(self.name, noted)
        raise TooSlow


#: What standard output was before it was led away, the outermost first.
_kept: list[int] = []


def _let_go() -> None:
    """Stop the timer and lead standard output back: both would outlive the program if another takes its place."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    if _kept:
        os.dup2(_kept[0], 1)


@contextlib.contextmanager
def limited(limit: Limit) -> Iterator[None]:
    """Let the code inside take :data:`LOADING_SECONDS`.

    In the main thread of a POSIX system a timer's signal interrupts whatever waits, also in C, as long as it comes back
    to Python. Elsewhere an exception is left for the thread, which takes it up when it next runs Python code: a busy
    loop ends, but a wait in C is over first.

    Raises:
        TooSlow: Even where the code swallowed it and came to its end.
    """
    alarmed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    with _alarm(limit) if alarmed else _thread(limit):
        yield
    if limit.attempts:
        raise TooSlow


@contextlib.contextmanager
def _alarm(limit: Limit) -> Iterator[None]:
    end = time.monotonic() + LOADING_SECONDS
    waits = SILENT_SECONDS < LOADING_SECONDS

    def rung(*_: object) -> None:
        nonlocal waits
        if waits and time.monotonic() < end:
            waits = False
            # The signal may have come in the middle of a print.
            with contextlib.suppress(RuntimeError):
                on_slow(limit.name)
            signal.setitimer(signal.ITIMER_REAL, max(end - time.monotonic(), AGAIN_SECONDS), AGAIN_SECONDS)
            return
        limit.ring()

    handler = signal.signal(signal.SIGALRM, rung)
    timer = signal.setitimer(signal.ITIMER_REAL, min(SILENT_SECONDS, LOADING_SECONDS), AGAIN_SECONDS)
    try:
        try:
            yield
        finally:
            limit.over = True
    finally:
        limit.over = True
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, handler)


@contextlib.contextmanager
def _thread(limit: Limit) -> Iterator[None]:
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
            yield
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
