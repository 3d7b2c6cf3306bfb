"""``podium models`` and ``podium model``."""

from __future__ import annotations

import pytest

from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.cli.test_boards import MODEL_KEYS, ROW_KEYS

pytestmark = pytest.mark.usefixtures("registry_file")


def test_models_lists_the_whole_catalogue_in_a_pipe_and_what_the_limit_asks_for() -> None:
    found = podium_json("models")
    assert len(podium("models").stdout.splitlines()) == len(found) + 1
    assert [set(one) for one in found] == [MODEL_KEYS | {"benchmarks"}] * len(found)
    assert len(podium_json("models", "--limit", "3")) == 3
    assert len(podium_json("models", "--limit", "0")) == len(found)


def test_a_models_page_gives_its_facts_and_its_place_on_every_board() -> None:
    lines = podium("model", "MedGemma", "4B", "IT").stdout.splitlines()
    assert lines[:2] == ["MedGemma 4B IT", "Google"]
    assert "weights   open weights" in lines
    table = [line.split()[:5] for line in lines]
    assert ["chexpert", "reported", "1", "of", "1"] in table
    assert ["mimic-cxr", "reported", "1", "of", "1"] in table


def test_model_json_has_stable_keys() -> None:
    data = podium_json("model", "medgemma-4b-it")
    assert list(data) == ["model", "results"]
    assert set(data["model"]) == MODEL_KEYS
    assert {frozenset(row) for row in data["results"]} == {frozenset(ROW_KEYS - {"model"} | {"models"})}
    assert {row["benchmark"] for row in data["results"]} >= {"chexpert", "mimic-cxr"}


def test_an_unknown_model_is_suggested_a_near_one() -> None:
    assert failure("model", "medgema 4b it", code=3).startswith(
        "no model called 'medgema 4b it'; did you mean medgemma-4b-it"
    )
