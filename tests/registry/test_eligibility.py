"""Figures of other items never stand on one board."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest

from podium.registry import evaluation, leaderboard
from podium.registry.adapters.base import AdapterOptions
from podium.registry.benchmark import Benchmark
from podium.registry.eligibility import _chat_of_replies
from podium.registry.evaluation import Plan
from podium.tests.fakes import quiz_data
from podium.tests.fakes.adapters import Guesses


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """The questions with two of them corrected."""
    folder = quiz_data.write(tmp_path / "corrected")
    path = folder / "test" / "virology_test.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    for row in rows[:2]:
        row[0] = f"Corrected: {row[0]}"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return folder


def test_a_run_whose_items_differ_from_those_on_the_board_is_kept_off_it(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, corrected: Path
) -> None:
    first = evaluation.run(connection, Plan(quiz, Guesses("one"), quiz_folder))
    assert first.eligibility == {"accuracy": ""}
    second = evaluation.run(connection, Plan(quiz, Guesses("two"), corrected))
    assert second.eligibility == {
        "accuracy": f"its items differ from those of run {first.id} on this board: 34 of 36 in common"
    }
    third = evaluation.run(connection, Plan(quiz, Guesses("three"), quiz_folder))
    assert third.eligibility == {"accuracy": ""}
    assert {row.run for row in leaderboard.board(connection, "quiz").rows} == {first.id, third.id}


def test_a_models_own_older_run_makes_room_for_one_of_corrected_items(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, corrected: Path
) -> None:
    evaluation.run(connection, Plan(quiz, Guesses("one"), quiz_folder))
    run = evaluation.run(connection, Plan(quiz, Guesses("one"), corrected))
    assert run.eligibility == {"accuracy": ""}
    assert [row.run for row in leaderboard.board(connection, "quiz").rows] == [run.id]


def test_of_a_run_from_before_contents_were_recorded_ids_and_targets_must_agree(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, corrected: Path, tmp_path: Path
) -> None:
    old = evaluation.run(connection, Plan(quiz, Guesses("one"), quiz_folder))
    connection.execute("UPDATE runs SET provenance = json_remove(provenance, '$.content', '$.identity')")
    connection.execute("UPDATE answers SET key = ''")
    connection.commit()
    assert evaluation.run(connection, Plan(quiz, Guesses("two"), quiz_folder)).eligibility == {"accuracy": ""}
    # 34 questions keep their names, and it has two others.
    fewer = quiz_data.write(tmp_path / "fewer", test=11)
    more = quiz_data.write(tmp_path / "more", test=14, subjects=("virology",))
    (fewer / "test" / "virology_test.csv").write_bytes((more / "test" / "virology_test.csv").read_bytes())
    run = evaluation.run(connection, Plan(quiz, Guesses("three"), fewer))
    assert run.items == 36
    assert run.eligibility == {
        "accuracy": f"its items differ from those of run {old.id} on this board: 34 of 36 in common"
    }


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (AdapterOptions(), ""),
        (AdapterOptions(temperature=0.7), "replies were drawn at --temperature 0.7; the board's are greedy"),
        (AdapterOptions(max_new_tokens=4), "replies were cut at --max-new-tokens 4; the protocol has 8"),
        (AdapterOptions(max_new_tokens=8), ""),
        (AdapterOptions(max_new_tokens=4_096), ""),
    ],
)
def test_replies_that_were_drawn_or_cut_shorter_than_the_protocol_has_them_enter_no_board(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, options: AdapterOptions, reason: str
) -> None:
    facts = {"max_new_tokens": options.max_new_tokens}
    plan = Plan(quiz, Guesses("one", options, facts=facts), quiz_folder, settings={"protocol": "letter"})
    run = evaluation.run(connection, plan)
    assert run.eligibility == {"accuracy": reason}
    settings = [row.setting for row in leaderboard.board(connection, "quiz").rows]
    longer = f"guesses, replies of up to {options.max_new_tokens:,} tokens" if options.max_new_tokens else "guesses"
    assert settings == ([] if reason else [longer])


def test_no_setting_of_replies_keeps_compared_likelihoods_off_a_board(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses("one", AdapterOptions(temperature=1.0, max_new_tokens=1)), quiz_folder)
    assert evaluation.run(connection, plan).eligibility == {"accuracy": ""}


@pytest.mark.parametrize(
    ("chat", "plainly", "reason"),
    [
        ("on", True, "the prompt went through the model's chat template: leave --chat out"),
        ("off", True, ""),
        ("auto", True, ""),
        # It knows no other form.
        ("on", False, ""),
    ],
)
def test_likelihoods_after_a_chat_template_are_another_protocol_where_the_model_has_a_plain_form(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, chat: str, plainly: bool, reason: str
) -> None:
    class Compares(Guesses):
        compares_plainly = plainly

    run = evaluation.run(connection, Plan(quiz, Compares("one", AdapterOptions(chat=chat)), quiz_folder))
    assert run.eligibility == {"accuracy": reason}


def test_replies_through_a_chat_template_are_no_protocol_of_their_own_but_stand_apart(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    class Written(Guesses):
        kind = "hf"
        compares_plainly = True

    def enter(chat: str, option: str = "auto") -> str:
        adapter = Written("one", AdapterOptions(chat=option), facts={"asked": "generated", "chat": chat})
        run = evaluation.run(connection, Plan(quiz, adapter, quiz_folder, settings={"protocol": "letter"}))
        assert run.eligibility == {"accuracy": ""}
        return run.id

    through, plain = enter("on", "on"), enter("off", "off")
    rows = connection.execute("SELECT run, setting FROM current_results WHERE run IS NOT NULL").fetchall()
    assert set(map(tuple, rows)) == {(through, "hf, chat template"), (plain, "hf, plain text")}
    # Of a model with several results the newest has the place.
    assert [row.setting for row in leaderboard.board(connection, "quiz").rows] == ["hf, plain text"]


@pytest.mark.parametrize(
    ("identity", "told"),
    [
        ({"model asked": "generated", "model chat": "off"}, "off"),
        ({"model asked": "generated, likelihood", "model chat": "on"}, "on"),
        ({"model asked": "generated, likelihood", "model chat": "generated on, likelihood off"}, "on"),
        ({"model asked": "likelihood, generated", "model chat": "generated off, letters on"}, "off"),
        ({"model asked": "likelihood", "model chat": "off"}, ""),
        ({"model asked": "generated"}, ""),
        ({}, ""),
    ],
)
def test_how_replies_were_asked_for_is_read_off_the_identity(identity: dict[str, str], told: str) -> None:
    assert _chat_of_replies(identity) == told
