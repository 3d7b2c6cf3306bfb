"""Which items are asked, and what a run would do before it does it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from podium.registry import database, evaluation, journal, loading
from podium.registry.benchmark import Benchmark, Choose, Generate, Item
from podium.registry.errors import NotFound, PodiumError
from podium.registry.evaluation import Plan
from podium.registry.startup import Place
from podium.tests.fakes import quiz_data
from podium.tests.fakes.adapters import Guesses
from podium.tests.registry.test_evaluation_resume import begun


def prompt(item: Item) -> str:
    assert isinstance(item.request, Choose | Generate)
    return item.request.prompt


@pytest.mark.parametrize(
    ("patterns", "items"),
    [
        (("anatomy-3",), ["anatomy-3"]),
        (("*-1*",), [f"{name}-{number}" for name in ("anatomy", "astronomy", "virology") for number in (1, 10, 11)]),
        (("subject=anat*", "*-1"), ["anatomy-1"]),
        (("*-0", "*-1", "subject=virology", "subject=astronomy"),
         ["astronomy-0", "astronomy-1", "virology-0", "virology-1"]),
        (("id=virology-2",), ["virology-2"]),
    ],
)  # fmt: skip
def test_a_subset_is_named_by_patterns_over_ids_and_attributes(
    quiz: Benchmark, quiz_folder: Path, patterns: tuple[str, ...], items: list[str]
) -> None:
    loaded = loading.load(quiz, quiz_folder, "test", {}, subset=patterns)
    assert [item.id for item in loaded.items] == items
    assert loaded.shortfall == f"{len(items)} of 36 items (--subset)"
    assert loaded.subset == patterns


def test_a_group_is_a_name_too(spots: Benchmark, data: Path) -> None:
    loaded = loading.load(spots, data, "test", {}, subset=("group=g3",))
    assert [item.id for item in loaded.items] == ["test006", "test007"]


def test_the_limit_counts_after_the_subset(quiz: Benchmark, quiz_folder: Path) -> None:
    loaded = loading.load(quiz, quiz_folder, "test", {}, limit=2, subset=("subject=virology",))
    assert [item.id for item in loaded.items] == ["virology-0", "virology-1"]
    assert loaded.shortfall == "12 of 36 items (--subset); 2 of 12 items (--limit)"


def test_a_subset_of_everything_is_no_shortfall(quiz: Benchmark, quiz_folder: Path) -> None:
    loaded = loading.load(quiz, quiz_folder, "test", {}, subset=("*",), limit=36)
    assert (loaded.shortfall, loaded.subset, loaded.limit) == ("", (), None)


def test_a_name_no_item_has_and_patterns_nothing_fits_are_refused(quiz: Benchmark, quiz_folder: Path) -> None:
    with pytest.raises(NotFound, match=r"no attribute of the items called 'subjct' \(did you mean subject\?\)"):
        loading.load(quiz, quiz_folder, "test", {}, subset=("subjct=anatomy",))
    with pytest.raises(PodiumError, match=r"none of 36 items fits --subset subject=law") as caught:
        loading.load(quiz, quiz_folder, "test", {}, subset=("subject=law",))
    assert caught.value.hint == "the first item is anatomy-0; NAME=PATTERN is for group, subject"


def test_a_run_on_a_subset_stays_off_the_board_and_comes_back_with_its_items(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    run = evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder, subset=("subject=astronomy",), limit=5))
    assert run.eligibility == {"accuracy": "12 of 36 items (--subset); 5 of 12 items (--limit)"}
    assert (run.provenance["subset"], run.provenance["limit"]) == (["subject=astronomy"], 5)
    found = loading.reload(connection, run, quiz)
    assert [item.id for item in found.loaded.items] == [f"astronomy-{number}" for number in range(5)]
    assert len(found.answers) == 5


def test_a_dry_run_says_what_would_be_asked_and_stores_nothing(
    connection: sqlite3.Connection, place: Place, quiz: Benchmark, quiz_folder: Path
) -> None:
    adapter = Guesses()
    found = evaluation.dry_run(
        Plan(quiz, adapter, quiz_folder, settings={"protocol": "letter"}), database.connect(place.db)
    )
    items = loading.load(quiz, quiz_folder, "test", {"protocol": "letter"}).items
    assert (found.run, found.items, found.kept, found.todo) == ("", 36, 0, 36)
    assert found.prompt_tokens == sum(len(prompt(item).split()) for item in items)
    assert (found.new_tokens, found.exact, found.seconds_estimate) == (36 * 8, True, None)
    assert found.first is not None and found.first.prompt == prompt(items[0])
    assert (adapter.asked, adapter.closed, journal.runs(connection)) == ([], 1, [])


def test_a_dry_run_of_an_unfinished_run_counts_what_is_left_and_the_time_of_a_finished_one(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(pause=0.002), quiz_folder)
    finished = evaluation.run(connection, plan)
    stopped = begun(connection, plan)
    found = evaluation.dry_run(plan, connection)
    assert (found.run, found.kept, found.todo, found.new_tokens) == (stopped.id, 10, 26, 0)
    rate = finished.provenance["rates"]["items_per_second"]
    assert found.seconds_estimate == 26 / rate
    assert rate < 1 / 0.002
    items = loading.load(quiz, quiz_folder, "test", {}).items
    assert found.first is not None and found.first.prompt == prompt(items[10])
    assert journal.find_run(connection, stopped.id).status == "interrupted"
    other = evaluation.dry_run(replace(plan, adapter=Guesses(facts={"dtype": "float16"})), connection)
    assert (other.run, other.todo, other.previous) == ("", 36, stopped.id)
    assert other.changed == ("dtype none → float16",)


def test_a_dry_run_of_many_items_estimates_their_tokens_from_200(
    connection: sqlite3.Connection, quiz: Benchmark, tmp_path: Path
) -> None:
    folder = quiz_data.write(tmp_path / "many", test=300)
    found = evaluation.dry_run(Plan(quiz, Guesses(), folder), connection)
    words = [len(prompt(item).split()) for item in loading.load(quiz, folder, "test", {}).items]
    assert (found.todo, found.exact) == (900, False)
    assert found.prompt_tokens is not None
    assert abs(found.prompt_tokens / sum(words) - 1) < 0.05


def test_a_dry_run_of_a_model_that_is_shown_no_text_knows_no_tokens(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    found = evaluation.dry_run(Plan(spots, Guesses(), data), connection)
    assert (found.todo, found.prompt_tokens, found.new_tokens, found.first) == (12, None, None, None)


def test_a_dry_run_of_a_retry_counts_the_failed_items(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(fails=("anatomy-2", "virology-5")), quiz_folder)
    run = evaluation.run(connection, plan)
    found = evaluation.dry_run(replace(plan, retry_failed=True), connection)
    assert (found.run, found.kept, found.todo) == (run.id, 34, 2)
