"""A stored run is laid beside its items again only if these are the ones it was asked about."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.registry import database, evaluation, journal, loading, pairing
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.benchmark import Benchmark, Setting
from podium.registry.discovery import discover
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Plan
from podium.registry.startup import Place, write_to
from podium.tests.fakes import spots_data
from podium.tests.settled import settle

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"


@pytest.fixture
def spots() -> Benchmark:
    return discover([], "", [PLUGINS]).benchmarks["spots"].benchmark


@pytest.fixture
def connection(own_home: Path) -> sqlite3.Connection:
    return write_to(settle(Place(own_home / "registry.db", (PLUGINS,))))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return spots_data.write(tmp_path / "data")


def run(connection: sqlite3.Connection, spots: Benchmark, data: Path, **more: Any) -> journal.Run:
    adapter = open_adapter("baseline:always-yes", AdapterOptions())
    return evaluation.run(connection, Plan(spots, adapter, data, **more))


def refused(connection: sqlite3.Connection, stored: journal.Run, spots: Benchmark, root: Path | None = None) -> str:
    with pytest.raises(PodiumError) as caught:
        loading.reload(connection, stored, spots, root)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_run_comes_back_with_its_items_targets_and_answers_in_order(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    stored = run(connection, spots, data, limit=7)
    found = loading.reload(connection, stored, spots)
    assert [item.id for item in found.loaded.items] == [f"test{number:03d}" for number in range(7)]
    assert [item.target for item in found.loaded.items][:3] == [(1.0, 1.0), (0.0, 0.0), (1.0, 0.0)]
    assert [answer.probabilities for answer in found.answers] == [(1.0, 1.0)] * 7
    assert (found.run, found.benchmark) == (stored, spots)


def test_data_that_moved_is_found_where_the_user_says(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    stored = run(connection, spots, data)
    moved = data.rename(tmp_path / "moved")
    told = f"the data of run {stored.id} is no longer in {data} (give its folder to --data)"
    assert refused(connection, stored, spots) == told
    assert len(loading.reload(connection, stored, spots, moved).answers) == 12
    assert f"{tmp_path / 'no'} does not exist" in refused(connection, stored, spots, tmp_path / "no")


def test_a_run_that_never_said_where_its_data_was_asks_for_it(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    stored = run(connection, spots, data)
    older = dataclasses.replace(stored, provenance={"dataset": ""})
    told = f"run {stored.id} does not say where its data was (give the folder to --data)"
    assert refused(connection, older, spots) == told
    assert len(loading.reload(connection, older, spots, data).answers) == 12


def test_labels_that_changed_are_refused_even_where_the_loader_gives_no_fingerprint(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    stored = run(connection, spots, data)
    table = data / "test.csv"
    table.write_text(table.read_text().replace("test003,g1,0,1", "test003,g1,1,1"))
    assert "its items or their labels have changed since" in refused(connection, stored, spots)


def test_more_or_fewer_items_than_the_run_was_asked_are_refused(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    stored = run(connection, spots, data)
    fewer = spots_data.write(tmp_path / "fewer", test=9)
    assert "it has 12 items, there are 9 now" in refused(connection, stored, spots, fewer)
    # More are cut to the run's number, as a limit does; the targets of these are the same.
    more = spots_data.write(tmp_path / "more", test=15)
    assert len(loading.reload(connection, stored, spots, more).answers) == 12


def test_another_fingerprint_is_refused(connection: sqlite3.Connection, spots: Benchmark, data: Path) -> None:
    stored = run(connection, spots, data)
    other = dataclasses.replace(stored, provenance={**stored.provenance, "dataset": "something else"})
    assert "the fingerprint of the labels is another one now" in refused(connection, other, spots)


def test_an_answer_for_another_item_is_refused(connection: sqlite3.Connection, spots: Benchmark, data: Path) -> None:
    stored = run(connection, spots, data)
    with database.transaction(connection):
        connection.execute("UPDATE answers SET item = 'test009' WHERE position = 4")
    assert "its answer 4 is for test009, not test004" in refused(connection, stored, spots)
    with database.transaction(connection):
        connection.execute("DELETE FROM answers WHERE position = 4")
    assert "its answer 4 is for no item, not test004" in refused(connection, stored, spots)


@pytest.mark.parametrize("status", ["running", "interrupted", "failed"])
def test_a_run_that_is_not_finished_is_refused(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, status: str
) -> None:
    stored = dataclasses.replace(run(connection, spots, data), status=status)
    assert refused(connection, stored, spots).startswith(f"run {stored.id} is {status}, not finished")


def test_a_setting_that_the_plugin_no_longer_has_is_named(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    stored = run(connection, spots, data)
    older = dataclasses.replace(stored, settings={**stored.settings, "aggregate": "max"})
    told = f"run {stored.id} was made with the setting aggregate, which Spots no longer has (run the model again)"
    assert refused(connection, older, spots) == told


def test_a_setting_that_came_later_has_its_default(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    stored = run(connection, spots, data, settings={"threshold": "0.25"})
    assert loading.reload(connection, stored, spots).loaded.settings == {"threshold": 0.25}
    older = dataclasses.replace(stored, settings={})
    assert loading.reload(connection, older, spots).loaded.settings == {"threshold": 0.5}


@given(
    st.one_of(
        st.floats(allow_nan=False, allow_infinity=False),
        st.integers(-(2**70), 2**70),
        st.text(st.characters(exclude_categories=["Cs"])),
    )
)
def test_every_value_a_setting_may_have_is_read_again_as_it_was(value: float | int | str) -> None:
    import json

    setting = Setting("x", type(value)(), "Any.")
    kept = json.loads(json.dumps({"x": value}))["x"]
    read = setting.parse(str(kept))
    assert read == value and type(read) is type(value)


def test_the_settings_of_a_chest_x_ray_run_are_read_again_although_the_report_shows_them_otherwise(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    chexpert = discover().benchmarks["chexpert"].benchmark
    chexpert.write_sample(tmp_path / "own")
    adapter = open_adapter("baseline:prior", AdapterOptions())
    given = {"scores": "rank", "threshold": "0.1", "bootstrap": "0", "aggregate": "mean", "seed": "12"}
    stored = evaluation.run(connection, Plan(chexpert, adapter, tmp_path / "own", settings=given))
    found = loading.reload(connection, stored, chexpert).loaded.settings
    assert found == dict(stored.settings)
    assert (found["threshold"], found["seed"], found["aggregate"]) == (0.1, 12, "mean")
    # A sample that the user keeps is read from there, not written anew.
    shutil.rmtree(tmp_path / "own")
    assert "is no longer in" in refused(connection, stored, chexpert)


def test_a_benchmark_without_a_comparison_says_so_and_offers_the_table(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    runs = run(connection, spots, data), run(connection, spots, data)
    with pytest.raises(PodiumError, match=r"Spots cannot compare two runs \(podium runs table"):
        pairing.compare(connection, runs, spots)


def test_runs_of_one_and_the_same_items_are_alike_whatever_their_thresholds(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    runs = [run(connection, spots, data), run(connection, spots, data, settings={"threshold": "0.3"})]
    pairing.check_alike(connection, runs)
    assert pairing.setting_differences(runs) == ["threshold 0.5 and 0.3"]
    other = spots_data.write(tmp_path / "other")
    table = other / "test.csv"
    table.write_text(table.read_text().replace("test003,g1,0,1", "test003,g1,1,1"))
    with pytest.raises(PodiumError, match="their items or labels differ"):
        pairing.check_alike(connection, [runs[0], run(connection, spots, other)])
