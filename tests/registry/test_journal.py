"""The journal: rows that carry their digest, read page by page."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.registry import auditing, evaluation, journal, loading
from podium.registry.benchmark import Answer, Benchmark, Choose, Generate, Item
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Plan
from podium.tests.fakes.adapters import Guesses


def start(connection: sqlite3.Connection, run: str = "abc", items: int = 10) -> str:
    with journal.writing(connection):
        journal.start(
            connection, run, benchmark="quiz", split="test", model="m", spec="x:m", fingerprint="f", sample=False,
            items=items, settings={}, provenance={},
        )  # fmt: skip
    return run


def filled(connection: sqlite3.Connection, count: int, run: str = "abc") -> list[Answer]:
    """Record answers that differ and return them."""
    start(connection, run, count)
    answers = [Answer(choice=place % 4, log_likelihoods=(-0.1 * place, -2.0)) for place in range(count)]
    for first in range(0, count, 700):
        part = range(first, min(first + 700, count))
        journal.record(
            connection, run, [journal.Entry(at, f"item {at}", f"{at:016x}", answers[at]) for at in reversed(part)]
        )
    return answers


def test_a_row_carries_the_hash_of_what_it_holds_and_the_run_that_of_its_rows(connection: sqlite3.Connection) -> None:
    filled(connection, 3)
    rows = connection.execute("SELECT * FROM answers ORDER BY position").fetchall()
    whole = hashlib.sha256()
    for place, row in enumerate(rows):
        text = json.dumps({"choice": place, "log_likelihoods": [-0.1 * place, -2.0]}, separators=(",", ":"))
        assert (row["position"], row["item"], row["key"], row["answer"]) == (
            place, f"item {place}", f"{place:016x}", text,
        )  # fmt: skip
        digest = hashlib.sha256(f"item {place}\0{place:016x}\0{text}".encode()).hexdigest()[:16]
        assert row["digest"] == digest
        whole.update(f"{place}\0{digest}\n".encode())
    assert journal.run_digest(connection, "abc") == whole.hexdigest()


def test_answers_are_a_sequence_like_a_list_of_them(connection: sqlite3.Connection) -> None:
    expected = filled(connection, 1300)
    answers = journal.Answers(connection, "abc", 1300)
    assert len(answers) == 1300
    assert list(answers) == expected == [answers[place] for place in range(1300)]
    assert (answers[-1], answers[511], answers[512]) == (expected[-1], expected[511], expected[512])
    assert answers[500:520] == expected[500:520]
    assert answers[::-400] == expected[::-400]
    assert list(reversed(answers))[:3] == expected[::-1][:3]
    assert answers.index(expected[3]) == 3 and expected[700] in answers
    for place in (1300, -1301):
        with pytest.raises(IndexError):
            answers[place]


def test_a_journal_that_lacks_an_answer_is_not_read_past_it(connection: sqlite3.Connection) -> None:
    filled(connection, 600)
    connection.execute("DELETE FROM answers WHERE position = 550")
    connection.commit()
    answers = journal.Answers(connection, "abc", 600)
    assert answers[511].choice == 3
    with pytest.raises(PodiumError, match="run abc: the journal lacks answers from position 512 on"):
        list(answers)


def test_reading_and_counting_take_no_more_memory_for_more_answers(connection: sqlite3.Connection) -> None:
    def peak(run: str, count: int) -> int:
        filled(connection, count, run)
        tracemalloc.start()
        answers = journal.Answers(connection, run, count)
        assert sum(answer.choice or 0 for answer in answers) == sum(place % 4 for place in range(count))
        assert sum(answers[place].choice or 0 for place in range(0, count, 97)) > 0
        journal.run_digest(connection, run)
        journal.count(connection, run)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    # Both fill the pages that are kept, so that what differs would grow with the number.
    few, many = peak("few", 5_000), peak("many", 20_000)
    assert many < 1.2 * few


def test_an_answer_is_replaced_only_where_it_was_a_failure(connection: sqlite3.Connection) -> None:
    start(connection)
    first = [
        journal.Entry(0, "a", "k", Answer(text='"error":"')),
        journal.Entry(1, "b", "k", Answer(error='it said "no"')),
        journal.Entry(2, "c", "k", Answer(probabilities=(float("nan"), 0.5))),
    ]
    journal.record(connection, "abc", first)
    assert sorted(journal.positions(connection, "abc")) == [(0, False), (1, True), (2, False)]
    journal.record(
        connection, "abc", [journal.Entry(place, name, "k", Answer(choice=7)) for place, name in enumerate("abc")]
    )
    found = [entry.answer for entry in journal.entries(connection, "abc")]
    assert found[:2] == [Answer(text='"error":"'), Answer(choice=7)]
    assert str(found[2].probabilities) == "(nan, 0.5)"
    rows = connection.execute("SELECT item, key, answer, digest FROM answers").fetchall()
    assert all(row["digest"] == journal.row_digest(row["item"], row["key"], row["answer"]) for row in rows)


def test_a_failed_answer_has_an_empty_text_for_scorers_that_read_it(connection: sqlite3.Connection) -> None:
    start(connection)
    journal.record(connection, "abc", [journal.Entry(0, "a", "k", Answer(error="gone"))])
    assert journal.Answers(connection, "abc", 1)[0] == Answer(text="", error="gone")
    assert connection.execute("SELECT answer FROM answers").fetchone()[0] == '{"error":"gone"}'


def test_what_two_runs_have_in_common_is_counted_by_key_or_by_name(connection: sqlite3.Connection) -> None:
    for run, places in (("abc", range(0, 8)), ("def", range(5, 9))):
        start(connection, run)
        journal.record(
            connection, run, [journal.Entry(at, f"item {at % 6}", f"key {at}", Answer(choice=1)) for at in places]
        )
    assert journal.in_common(connection, "abc", "def") == 3
    assert journal.in_common(connection, "abc", "def", "item") == 4


def test_the_newest_run_is_the_one_recorded_last(connection: sqlite3.Connection) -> None:
    for run in ("one", "two", "three"):
        start(connection, run)
    journal.set_status(connection, "three", "finished")
    found = journal.newest(connection, journal.UNFINISHED, fingerprint="f")
    assert found is not None and found.id == "two"
    assert journal.newest(connection, journal.UNFINISHED, fingerprint="f", split="train") is None


def test_half_an_emoji_is_kept_as_it_is_and_verifies(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    half = "half an emoji: \ud83d"

    class Halves(Benchmark):
        card, settings = quiz.card, quiz.settings

        def load(self, root: Path, split: str, **settings: Any) -> Any:
            """Return questions with ids, texts and targets of which UTF-8 knows nothing."""
            asked = Choose(half, ("a" + half, "b"))
            return [Item(f"{half}{number}", asked, number % 2, attributes={"subject": half}) for number in range(36)]

        def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Any:
            """Score as ever."""
            return quiz.score(items, answers, device, **settings)

    class Halved(Guesses):
        def _guess(self, item: Item) -> Answer:
            if item.id.endswith("7"):
                return Answer(error=half)
            return Answer(choice=1, text=half)

    run = evaluation.run(connection, Plan(Halves(), Halved(), quiz_folder))
    assert (run.status, run.answered, run.failed) == ("finished", 36, 3)
    answers = journal.Answers(connection, run.id, 36)
    assert answers[0] == Answer(choice=1, text=half) and answers[7] == Answer(text="", error=half)
    assert auditing.audit(connection, run, Halves()).ok
    assert len(loading.reload(connection, run, Halves()).answers) == 36


def test_the_hashes_of_text_that_utf_8_knows_are_those_of_its_utf_8() -> None:
    item = Item("ä 🙂", Generate("ö"), "ü")
    assert loading.items_digest([item]) == hashlib.sha256("ä 🙂\0ü\0".encode()).hexdigest()
    text = "ä 🙂\0Generate\0{'prompt': 'ö', 'max_tokens': 256}\0'ü'"
    assert loading.item_key(item) == hashlib.sha256(text.encode()).hexdigest()[:16]
    assert journal.row_digest("ä", "k", "🙂") == hashlib.sha256("ä\0k\0🙂".encode()).hexdigest()[:16]
