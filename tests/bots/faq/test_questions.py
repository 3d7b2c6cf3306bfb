"""Every question of the files: what is expected of it exists, and its reply states nothing but its facts."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from podium.bots.faq import Engine, corpus
from podium.bots.faq.corpus import Judged

FOLDER = Path(__file__).parents[2] / "faq"
HELD_OUT = FOLDER / "held_out.yaml"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.fixture(scope="module")
def judged(engine: Engine, shipped: sqlite3.Connection) -> dict[Path, list[Judged]]:
    """Return every question of every file with what its reply is worth."""
    return {path: corpus.judge(engine, shipped, corpus.load(path)) for path in FILES}


def invented(judged: list[Judged]) -> list[Judged]:
    """Return those that a reply states something else than its facts for, or holds another fact than the registry."""
    return [one for one in judged if any(problem.startswith(("states ", "has ")) for problem in one.problems)]


def test_there_are_four_hundred_questions_and_a_third_of_them_is_only_ever_run() -> None:
    numbers = {path: corpus.wordings(corpus.load(path)) for path in FILES}
    assert sum(numbers.values()) >= 400
    assert numbers[HELD_OUT] * 3 >= sum(numbers.values())


def test_the_registry_has_everything_that_the_files_expect(shipped: sqlite3.Connection) -> None:
    assert {path.name: broken for path in FILES if (broken := corpus.check(shipped, corpus.load(path)))} == {}


def test_no_reply_states_what_is_not_among_its_facts_or_not_in_the_registry(judged: dict[Path, list[Judged]]) -> None:
    found = [(one.question, one.problems) for path in FILES if path != HELD_OUT for one in invented(judged[path])]
    assert found == []
    # Of the others only the number is told.
    unseen = len(invented(judged[HELD_OUT]))
    assert unseen == 0


def test_no_question_is_too_much_for_the_engine(judged: dict[Path, list[Judged]]) -> None:
    crashed = [one for path in FILES if path != HELD_OUT for one in judged[path] if one.verdict == "crashed"]
    assert [(one.question, one.problems) for one in crashed] == []
    unseen = sum(one.verdict == "crashed" for one in judged[HELD_OUT])
    assert unseen == 0
