"""Answers are committed promptly where the model is slow and together where it is fast, in constant memory."""

from __future__ import annotations

import sqlite3
import threading
import time
import tracemalloc
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from podium.registry import database, evaluation, journal, keeping, provenance, sittings
from podium.registry.adapters import AdapterOptions
from podium.registry.adapters.base import Answered, Numbered
from podium.registry.answering import answer_all
from podium.registry.benchmark import Answer, Benchmark, Item
from podium.registry.errors import PodiumError, RegistryFileError
from podium.registry.evaluation import Plan, Progress
from podium.tests.fakes import quiz_data
from podium.tests.fakes.adapters import Guesses


class Forgetful(Guesses):
    """Keeps nothing of what it was asked."""

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        return [self._guess(item) for item in items]


def test_what_a_slow_model_answered_is_on_disk_before_it_is_asked_again(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    kept: list[int] = []
    reader = sqlite3.connect(connection.execute("PRAGMA database_list").fetchone()[2])

    def before(items: Sequence[Item]) -> None:
        kept.append(reader.execute("SELECT count(*) FROM answers").fetchone()[0])

    # A batch of five takes 60 ms, longer than anything waits.
    evaluation.run(connection, Plan(quiz, Guesses(pause=0.012, before=before), quiz_folder))
    assert kept == [0, 5, 10, 15, 20, 25, 30, 35]


def test_the_small_batches_of_a_fast_model_share_a_commit(
    connection: sqlite3.Connection, quiz: Benchmark, tmp_path: Path
) -> None:
    folder = quiz_data.write(tmp_path / "many", test=1000)
    statements: list[str] = []
    seen: list[Progress] = []
    connection.set_trace_callback(lambda text: statements.append(text.split()[0]))
    began = time.perf_counter()
    evaluation.run(connection, Plan(quiz, Forgetful(), folder), seen.append)
    seconds = time.perf_counter() - began
    connection.set_trace_callback(None)
    # 600 batches of five; beyond the commits by number there is one each 50 ms, and a few around the run.
    assert 3000 // 260 <= statements.count("COMMIT") <= 3000 // 256 + seconds / 0.05 + 6
    told = [one.done for one in seen if one.stage == "answering"]
    assert told[0] == 0 and told[-1] == 3000 and told == sorted(told)


def test_answering_takes_no_more_memory_for_more_items(
    connection: sqlite3.Connection, quiz: Benchmark, tmp_path: Path
) -> None:
    def peak(count: int) -> int:
        folder = quiz_data.write(tmp_path / str(count), test=count, subjects=("anatomy",))
        prepared = evaluation.prepare(Plan(quiz, Forgetful(options=AdapterOptions(batch_size=32)), folder, fresh=True))
        with sittings.sitting(connection, prepared, provenance.at_start(prepared)) as (sitting, _):
            tracemalloc.start()
            answer_all(connection, prepared, sitting, lambda progress: None, Progress("answering", 0, count, "x"))
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return most

    peak(600)
    # A byte marks an item as answered, an answer that is kept takes hundreds; how many wait for a commit varies.
    assert peak(8000) - peak(2000) < 6000 * 40


def test_an_item_that_is_answered_twice_counts_once(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    class Twice(Guesses):
        def stream(self, items: Iterable[Numbered]) -> Generator[Answered, None, None]:
            for batch in super().stream(items):
                yield batch
                yield [(place, replace(answer, choice=None, text="again")) for place, answer in batch]

    seen: list[Progress] = []
    run = evaluation.run(connection, Plan(quiz, Twice(), quiz_folder), seen.append)
    assert (run.answered, seen[-1].total, run.provenance["outcome"]["unparsed"]) == (36, 36, 0)
    assert [one.done for one in seen if one.stage == "answering"][-1] == 36


def test_the_end_of_a_burst_is_on_disk_while_the_adapter_is_still_at_the_next_answers(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    kept: list[int] = []
    reader = sqlite3.connect(connection.execute("PRAGMA database_list").fetchone()[2])

    class Stalls(Guesses):
        def stream(self, items: Iterable[Numbered]) -> Generator[Answered, None, None]:
            for number, (place, item) in enumerate(items):
                if number in (10, 30):
                    # Up to 100 ms by the clock; the rest is for a busy machine.
                    time.sleep(0.4)
                    kept.append(reader.execute("SELECT count(*) FROM answers").fetchone()[0])
                yield [(place, self._guess(item))]

    run = evaluation.run(connection, Plan(quiz, Stalls(), quiz_folder))
    assert kept == [10, 30]
    assert (run.status, run.answered, run.provenance["asked"]["items"]) == ("finished", 36, 36)


def test_numbers_of_numpy_are_kept_as_numbers_and_what_is_none_is_refused_by_the_adapters_name(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    class Arrays(Guesses):
        def _guess(self, item: Item) -> Answer:
            return Answer(choice=np.int64(1), log_likelihoods=np.array([0.5, -1.0], np.float32))  # type: ignore[arg-type]

    class Sets(Guesses):
        def _guess(self, item: Item) -> Answer:
            return Answer(choice={1})  # type: ignore[arg-type]

    run = evaluation.run(connection, Plan(quiz, Arrays(), quiz_folder))
    assert set(journal.Answers(connection, run.id, 36)) == {Answer(choice=1, log_likelihoods=(0.5, -1.0))}
    with pytest.raises(PodiumError, match="^guesses:one gave an answer that cannot be kept: it holds a set") as caught:
        evaluation.run(connection, Plan(quiz, Sets(), quiz_folder, fresh=True))
    assert str(caught.value.hint).startswith("a bug in its adapter")


def test_a_file_that_is_locked_for_longer_than_a_connection_waits_does_not_fail_the_run(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(database.path_of(connection), check_same_thread=False)
    told: list[Path] = []
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr(database, "on_wait", told.append)

    class Blocked(Guesses):
        def answer(self, items: Sequence[Item]) -> list[Answer]:
            if not self.asked:
                other.execute("BEGIN IMMEDIATE")
                threading.Timer(0.8, other.rollback).start()
                time.sleep(0.06)
            return super().answer(items)

    run = evaluation.run(connection, Plan(quiz, Blocked(), quiz_folder))
    assert (run.status, run.answered) == ("finished", 36) and len(told) > 2
    monkeypatch.setattr(keeping, "PATIENCE", 0.2)
    with pytest.raises(RegistryFileError, match="database is locked"):
        evaluation.run(connection, Plan(quiz, Blocked(), quiz_folder, fresh=True))
    time.sleep(0.8)
