"""The answering: what is still to be asked goes to the model, what comes back goes to the journal."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace

from podium.registry import journal
from podium.registry.benchmark import Answer, Item
from podium.registry.discretion import Discretion
from podium.registry.errors import PodiumError
from podium.registry.keeping import Keeper
from podium.registry.plans import Observer, Prepared, Progress
from podium.registry.running import ScoreSoFar


@dataclass
class Sitting:
    """What one process does for a run.

    Args:
        run: Id of the run.
        retry: Whether items that failed are asked again.
        started: When it began, on the monotonic clock.
        asked: Items answered in it.
        answering: Seconds they took.
        judging: Seconds that a judge took.
        scoring: Seconds that scoring took.
    """

    run: str
    retry: bool = False
    started: float = field(default_factory=time.perf_counter)
    asked: int = 0
    answering: float = 0.0
    judging: float = 0.0
    scoring: float = 0.0


def _writer(prepared: Prepared, sitting: Sitting) -> Callable[[sqlite3.Connection, list[journal.Entry]], None]:
    """Return what commits answers of a run, and counts them."""

    def write(connection: sqlite3.Connection, entries: list[journal.Entry]) -> None:
        try:
            journal.record(connection, sitting.run, entries)
        except TypeError as error:
            spec = prepared.plan.adapter.spec
            raise PodiumError(f"{spec} gave an answer that cannot be kept: {error}", "a bug in its adapter") from error
        sitting.asked += len(entries)

    return write


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
    items, keys = prepared.loaded.items, prepared.keys
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
    keeper = Keeper(connection, _writer(prepared, sitting))
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
                if keeper.add(journal.Entry(place, items[place].id, keys[place], answer) for place, answer in answers):
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
