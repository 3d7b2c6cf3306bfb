"""Models in a file of results: checked, added before the results, and given out again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from podium.registry import database
from podium.registry.catalog.entries import check_model, import_models
from podium.registry.errors import DataError
from podium.registry.store import MODEL_FIELDS
from podium.tests.cli.support import failure, podium, podium_json

FULL = {
    "slug": "my-model-7b",
    "name": "My Model 7B",
    "organisation": "Us",
    "released": "2026-01-31",
    "released_precision": "month",
    "parameters_b": 7.0,
    "context_tokens": 8192,
    "input_price": 0.5,
    "output_price": 1.0,
    "price_as_of": "2026-02-01",
    "licence": "Apache-2.0",
    "open_weights": True,
    "multimodal": False,
    "aliases": ["mine"],
    "source_url": "https://example.org/model",
    "llm_stats_id": "my-model",
}
ROW = {
    "benchmark": "hle",
    "board": "reported",
    "model": "My Model 7B",
    "value": 0.25,
    "standing": "third-party",
    "source_url": "https://example.org/paper",
}


def file_of(path: Path, models: list[Any], rows: list[Any]) -> Path:
    path.write_text(json.dumps({"format": 1, "models": models, "results": rows}), encoding="utf-8")
    return path


def test_a_model_of_the_file_is_added_with_all_its_facts_and_its_result_stands_on_the_board(
    registry_file: Path, tmp_path: Path
) -> None:
    assert list(FULL) == list(MODEL_FIELDS)
    file = file_of(tmp_path / "a.json", [FULL], [ROW])
    assert podium("results", "import", file).stdout == "models: 1 added\n1 added\n"
    facts = podium_json("model", "mine")["model"]
    assert {name: facts[name] for name in FULL if name != "llm_stats_id"} == {
        name: value for name, value in FULL.items() if name != "llm_stats_id"
    }
    assert [row["benchmark"] for row in podium_json("model", "my-model-7b")["results"]] == ["hle"]
    assert podium("results", "import", file).stdout == "models: 1 unchanged\n1 unchanged\n"


def test_export_and_import_carry_models_to_a_fresh_registry(registry_file: Path, tmp_path: Path) -> None:
    alone = {"slug": "lonely", "name": "Lonely"}
    podium("results", "import", file_of(tmp_path / "a.json", [FULL, alone], [ROW]))
    podium("results", "export", "-o", tmp_path / "all.json")
    data = json.loads((tmp_path / "all.json").read_text())
    assert list(data) == ["format", "models", "results"]
    assert data["models"] == [alone, FULL]
    fresh = tmp_path / "fresh.db"
    count = len(data["results"])
    said = podium("--db", fresh, "results", "import", tmp_path / "all.json").stdout
    assert said == f"models: 2 added\n1 added, {count - 1} unchanged\n"
    assert podium("--db", fresh, "results", "export").stdout == (tmp_path / "all.json").read_text()
    assert json.loads(podium("results", "export", "hle").stdout)["models"] == [FULL]
    assert "models" not in json.loads(podium("results", "export", "mmlu").stdout)


def test_formats_without_room_for_models_say_how_many_are_left_out(registry_file: Path, tmp_path: Path) -> None:
    podium("results", "import", file_of(tmp_path / "a.json", [FULL], [ROW]))
    for form in ("csv", "jsonl"):
        result = podium("results", "export", "hle", "--format", form)
        assert result.stderr == (
            "warning: 1 model outside the shipped catalogue left out; only --format json has a place for models\n"
        )


def test_a_file_may_hold_models_alone(registry_file: Path, tmp_path: Path) -> None:
    assert podium("results", "import", file_of(tmp_path / "a.json", [FULL], [])).stdout == "models: 1 added\n"
    assert "holds no rows" in failure("results", "import", file_of(tmp_path / "b.json", [], []), code=1)
    (tmp_path / "c.json").write_text('{"format": 1, "models": {}, "results": []}')
    assert "not a file of results" in failure("results", "import", tmp_path / "c.json", code=1)


def test_good_models_are_in_and_bad_ones_named_with_their_place(registry_file: Path, tmp_path: Path) -> None:
    models: list[Any] = [FULL, {"slug": "x"}, "text", {"slug": "gpt-five-two", "name": "GPT-5.2"}]
    file = file_of(tmp_path / "a.json", models, [ROW, ROW | {"model": "x"}])
    data = podium_json("results", "import", file, code=4)
    assert [(one["line"], one["slug"], one["status"]) for one in data["models"]] == [
        (1, "my-model-7b", "added"),
        (2, "x", "refused"),
        (3, "", "refused"),
        (4, "gpt-five-two", "refused"),
    ]
    assert [one["reason"] for one in data["models"][1:]] == [
        "field 'name' is missing",
        "holds str, not an object",
        "'GPT-5.2' is a name of the model gpt-5.2 already (use that in the results, or give another name)".replace(
            "gpt-5.2 already", "gpt-5-2-2025-12-11 already"
        ),
    ]
    assert (data["added"], data["refused"]) == (1, 1)
    text = podium("results", "import", file, code=4).stdout
    assert text.startswith("models: 1 unchanged, 3 refused\n1 unchanged, 1 refused\n")
    assert "✗ model 2 refused: field 'name' is missing" in text


def test_names_are_held_against_those_of_the_same_file_and_a_name_that_is_given_up_is_free_again(
    registry_file: Path, tmp_path: Path
) -> None:
    first, second = (
        {"slug": "one", "name": "One", "aliases": ["Uno"]},
        {"slug": "two", "name": "Two", "aliases": ["uno"]},
    )
    data = podium_json("results", "import", file_of(tmp_path / "a.json", [first, second], []), code=4)
    assert [(one["slug"], one["status"]) for one in data["models"]] == [("one", "added"), ("two", "refused")]
    assert data["models"][1]["reason"].startswith("'uno' is a name of the model one already")
    freed = file_of(tmp_path / "b.json", [first | {"aliases": []}, second, second], [])
    data = podium_json("results", "import", freed, "--replace", "renamed")
    assert [one["status"] for one in data["models"]] == ["replaced", "added", "unchanged"]
    assert podium_json("model", "uno")["model"]["slug"] == "two"


def test_the_catalogue_is_read_once_however_many_models_a_file_brings(registry_file: Path) -> None:
    def reads(number: int) -> int:
        told: list[str] = []
        with closing(database.connect(registry_file, write=True)) as connection:
            connection.set_trace_callback(told.append)
            rows = [(i, {"slug": f"bulk-{number}-{i}", "name": f"Bulk {number} {i}"}) for i in range(number)]
            assert {one.status for one in import_models(connection, rows)} == {"added"}
        return sum("FROM models" in statement for statement in told)

    assert reads(1) == reads(400)


def test_an_unknown_model_is_refused_with_the_way_to_add_it(registry_file: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path / "a.json", [], [ROW])
    (row,) = podium_json("results", "import", file, code=4)["rows"]
    assert row["reason"] == (
        "no model called 'My Model 7B' (add it to the \"models\" of a JSON file, see podium results import --help)"
    )


def test_facts_that_differ_are_a_conflict_until_a_reason_is_given(registry_file: Path, tmp_path: Path) -> None:
    podium("results", "import", file_of(tmp_path / "a.json", [FULL], []))
    changed = file_of(tmp_path / "b.json", [FULL | {"licence": "MIT"}], [])
    said = podium("results", "import", changed, code=4).stdout
    assert "✗ model 1 in conflict: the registry has licence 'Apache-2.0' for my-model-7b, the file 'MIT'" in said
    assert podium("results", "import", changed, "--replace", "relicensed").stdout == "models: 1 replaced\n"
    assert podium_json("model", "mine")["model"]["licence"] == "MIT"


def test_a_model_of_the_shipped_catalogue_is_never_replaced(registry_file: Path, tmp_path: Path) -> None:
    before = podium_json("model", "medgemma-4b-it")
    other = file_of(tmp_path / "a.json", [{"slug": "medgemma-4b-it", "name": "Other"}], [])
    said = podium("results", "import", other, "--replace", "because", code=4).stdout
    assert "✗ model 1 refused: the catalogue that ships with Podium has medgemma-4b-it otherwise" in said
    assert podium_json("model", "medgemma-4b-it") == before


def test_a_model_of_which_only_the_name_was_known_is_filled_in(registry_file: Path, tmp_path: Path) -> None:
    connection = database.connect(registry_file, write=True)
    connection.execute("INSERT INTO models (slug, name, origin) VALUES ('my-model-7b', 'my model', 'run')")
    connection.commit()
    connection.close()
    assert podium("results", "import", file_of(tmp_path / "a.json", [FULL], [])).stdout == "models: 1 replaced\n"
    with sqlite3.connect(registry_file) as reader:
        row = reader.execute("SELECT name, origin FROM models WHERE slug = 'my-model-7b'").fetchone()
    reader.close()
    assert row == ("My Model 7B", "import")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"licens": "MIT"}, "unknown field 'licens' (known are slug, name, "),
        ({"slug": None}, "field 'slug' is missing"),
        ({"name": " "}, "field 'name' is missing"),
        ({"slug": "My Model"}, "slug 'My Model' is not in slug form (write my-model)"),
        ({"name": 7}, "field 'name' must be text, not 7"),
        ({"released": "2026-02-30"}, "released '2026-02-30' is not a date (write it as 2026-06-30)"),
        ({"released": "20260630"}, "released '20260630' is not a date (write it as 2026-06-30)"),
        ({"released": None}, "field 'released_precision' stands without 'released'"),
        ({"released_precision": "week"}, "released_precision 'week' is not one of day, month, year"),
        ({"price_as_of": "June"}, "price_as_of 'June' is not a date (write it as 2026-06-30)"),
        ({"parameters_b": "7"}, "field 'parameters_b' must be a positive number, not '7'"),
        ({"parameters_b": 0}, "field 'parameters_b' must be a positive number, not 0"),
        ({"input_price": -1}, "field 'input_price' must be a number of 0 or more, not -1"),
        ({"output_price": float("inf")}, "field 'output_price' must be a number of 0 or more, not inf"),
        ({"context_tokens": 1.5}, "field 'context_tokens' must be a positive whole number, not 1.5"),
        ({"context_tokens": True}, "field 'context_tokens' must be a positive whole number, not True"),
        ({"open_weights": "yes"}, "field 'open_weights' must be true or false, not 'yes'"),
        ({"aliases": "mine"}, "field 'aliases' must be a list of names, not 'mine'"),
        ({"aliases": ["mine", ""]}, "field 'aliases' must be a list of names, not ['mine', '']"),
        ({"source_url": "ftp://x"}, "source_url 'ftp://x' is not an http(s) address"),
    ],
)
def test_a_model_that_breaks_a_rule_is_refused_with_the_field(change: dict[str, Any], said: str) -> None:
    with pytest.raises(DataError) as raised:
        check_model(FULL | change)
    assert str(raised.value).startswith(said)


def test_every_shipped_model_keeps_the_rules_of_the_import() -> None:
    from podium.registry.catalog import shipped_models

    for model in shipped_models():
        assert check_model(model) == model
