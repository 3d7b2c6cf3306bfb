"""The answering: what is still to be asked goes to the model, what comes back goes to the journal."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace

from podium.registry import journal
from podium.registry.adapters.base import Answered
from podium.registry.benchmark import Answer, Item
from podium.registry.database import connect, path_of
from podium.registry.discretion import Discretion
from podium.registry.errors import PodiumError, RegistryFileError
from podium.registry.plans import Observer, Prepared, Progress
from podium.registry.running import ScoreSoFar

#: Answers are committed when so many are waiting, or when so many seconds have passed since the last commit: a
#: commit costs as much as a hundred rows. Nothing waits longer than twice that, whatever the adapter does next.
MOST, LONGEST = 256, 0.05

#: Seconds for which answers wait for another process that has the file to itself, before the run fails.
PATIENCE = 300.0


@dataclass
class Sitting:
    """What one process does for a run.

    Args:
        run: Id of the run.
        retry: Whether items that failed are asked again.
        started: When it began, on the monotonic clock.
        asked: Items answered in it.
        answering: Seconds they took.
        scoring: Seconds that scoring took.
    """

    run: str
    retry: bool = False
    started: float = field(default_factory=time.perf_counter)
    asked: int = 0
    answering: float = 0.0
    scoring: float = 0.0


class _Keeper:
    """Collects answers and commits them, what came close together in one transaction.

    The end of a burst must not wait for the next answers, which may be minutes away: a thread with a connection of
    its own looks every :data:`LONGEST` seconds whether something is waiting. Where it cannot write, what waits stays,
    and the thread that asks meets the same error at its next commit.
    """

    def __init__(self, connection: sqlite3.Connection, prepared: Prepared, sitting: Sitting) -> None:
        self._connection, self._prepared, self._sitting = connection, prepared, sitting
        self._path = path_of(connection)
        self._waiting: list[journal.Entry] = []
        self._last = time.perf_counter()
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._look_after, name="podium-journal", daemon=True)
        self._thread.start()

    def add(self, answers: Answered) -> bool:
        """Take answers over; return whether they are committed."""
        items, keys = self._prepared.loaded.items, self._prepared.keys
        new = [journal.Entry(place, items[place].id, keys[place], answer) for place, answer in answers]
        with self._lock:
            self._waiting += new
            if len(self._waiting) < MOST and time.perf_counter() - self._last < LONGEST:
                return False
            self._commit_patiently()
        return True

    def close(self) -> None:
        """Commit what is waiting.

        Raises:
            RegistryFileError: If the file cannot be written.
        """
        self._ended.set()
        with self._lock:
            self._commit_patiently()
        self._thread.join()

    def _commit_patiently(self) -> None:
        """Commit, though another process keeps the file to itself for longer than a connection waits for it."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self._commit(self._connection)
            except RegistryFileError as error:
                # Each try tells whoever watches that it waits.
                if "locked" not in str(error.__cause__) or time.monotonic() >= until:
                    raise

    def _commit(self, connection: sqlite3.Connection) -> None:
        if self._waiting:
            try:
                journal.record(connection, self._sitting.run, self._waiting)
            except TypeError as error:
                spec = self._prepared.plan.adapter.spec
                raise PodiumError(
                    f"{spec} gave an answer that cannot be kept: {error}", "a bug in its adapter"
                ) from error
            self._sitting.asked += len(self._waiting)
            self._waiting = []
        self._last = time.perf_counter()

    def _look_after(self) -> None:
        own: sqlite3.Connection | None = None
        try:
            while not self._ended.wait(LONGEST):
                with self._lock, suppress(Exception):
                    if self._waiting and time.perf_counter() - self._last >= LONGEST:
                        own = own or connect(self._path, write=True)
                        self._commit(own)
        finally:
            if own is not None:
                own.close()


def answer_all(
    connection: sqlite3.Connection, prepared: Prepared, sitting: Sitting, observe: Observer, first: Progress
) -> None:
    """Ask what has no answer yet and keep every answer.

    Args:
        connection: Registry open for writing.
        prepared: What is asked.
        sitting: The run; what was done and how long it took is added to it, whatever happens.
        observe: Told at the beginning and at each commit.
        first: What the first call tells besides the numbers.

    Raises:
        PodiumError: If the model cannot go on, or an answer cannot be kept; what came before is kept.
    """
    items = prepared.loaded.items
    done, failed = _kept(connection, sitting, len(items))
    kept = count = sum(done)
    running = ScoreSoFar(prepared.plan.benchmark)
    if kept:
        for entry in journal.entries(connection, sitting.run):
            if done[entry.position]:
                running.add(items[entry.position], entry.answer)
    told = replace(first, stage="answering", done=kept, kept=kept, failed=failed, running=running)
    observe(told)
    told = replace(told, changed=(), previous="")
    keeper = _Keeper(connection, prepared, sitting)
    began = time.perf_counter()
    waiting = ((position, items[position]) for position in range(len(items)) if not done[position])
    adapter, keeps_questions = prepared.plan.adapter, prepared.plan.benchmark.card.keeps_questions
    try:
        with closing(adapter.stream(waiting)) as answering:
            for answers in answering:
                if keeps_questions:
                    answers = [(position, _discreet(answer, items[position])) for position, answer in answers]
                for position, answer in answers:
                    adapter.check(items[position], answer)
                    count += not done[position]
                    done[position] = 1
                    failed += answer.error is not None
                    running.add(items[position], answer)
                if keeper.add(answers):
                    observe(replace(told, done=count, failed=failed, speed=adapter.speed()))
    finally:
        try:
            keeper.close()
        finally:
            sitting.answering += time.perf_counter() - began
    if count < len(items):
        raise PodiumError(f"{adapter.spec} left {len(items) - count} items without an answer", "a bug in its adapter")
    observe(replace(told, done=count, failed=failed, speed=adapter.speed()))


def _discreet(answer: Answer, item: Item) -> Answer:
    """Return an answer whose error quotes nothing of its item."""
    return answer if answer.error is None else replace(answer, error=Discretion([item]).cut(answer.error))


def _kept(connection: sqlite3.Connection, sitting: Sitting, total: int) -> tuple[bytearray, int]:
    """Return a mark for each item that need not be asked, and how many of these failed."""
    done, failed = bytearray(total), 0
    for position, error in journal.positions(connection, sitting.run):
        if not (error and sitting.retry):
            done[position] = 1
            failed += error
    return done, failed
