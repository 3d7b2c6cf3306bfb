"""Taking results in and giving them out: every row accounted for, nothing overwritten, and a loss-free round trip."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podium.cli.result_files import guess_format, read_results, write_results
from podium.registry.result_rows import RESULT_FIELDS
from podium.tests.cli.support import failure, podium, podium_json

NEW = {
    "benchmark": "Humanity's Last Exam",
    "board": "reported results WITHOUT tools",
    "model": "MedGemma 4B IT",
    "value": 0.25,
    "standing": "third-party",
    "source_url": "https://example.org/paper",
    "setting": "a test",
}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def stored(file: Path) -> int:
    with sqlite3.connect(file) as connection:
        return int(connection.execute("SELECT count(*) FROM results").fetchone()[0])


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_what_is_exported_is_unchanged_when_it_is_imported_again(
    registry_file: Path, tmp_path: Path, form: str
) -> None:
    before = stored(registry_file)
    exported = tmp_path / f"results.{form}"
    podium("results", "export", "-o", exported)
    assert podium("results", "import", exported).stdout == f"{before} unchanged\n"
    assert stored(registry_file) == before


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_standard_output_and_standard_input_carry_the_same_files(registry_file: Path, form: str) -> None:
    text = podium("results", "export", "chexpert", "--format", form).stdout
    assert podium("results", "import", "-", stdin=text).stdout == "238 unchanged\n"


def test_the_exported_json_is_the_format_that_plugins_ship(registry_file: Path) -> None:
    data = json.loads(podium("results", "export", "mimic_cxr").stdout)
    assert list(data) == ["format", "results"]
    assert data["format"] == 1
    shipped = json.loads((Path(__file__).parents[2] / "plugins" / "mimic_cxr" / "results.json").read_text())["results"]
    assert sorted(map(repr, map(sorted, map(dict.items, data["results"])))) == sorted(
        map(repr, map(sorted, map(dict.items, shipped)))
    )


def test_names_are_resolved_and_the_row_stands_on_its_board(registry_file: Path, tmp_path: Path) -> None:
    assert podium("results", "import", write(tmp_path / "new.jsonl", NEW)).stdout == "1 added\n"
    rows = podium_json("leaderboard", "hle")["rows"]
    added = next(row for row in rows if row["model"]["slug"] == "medgemma-4b-it")
    assert (added["value"], added["standing"], added["setting"]) == (0.25, "third-party", "a test")


def test_a_figure_that_differs_is_a_conflict_until_a_reason_is_given(registry_file: Path, tmp_path: Path) -> None:
    podium("results", "import", write(tmp_path / "new.jsonl", NEW))
    changed = write(tmp_path / "changed.jsonl", NEW | {"value": 0.26})
    said = podium("results", "import", changed, code=4).stdout
    assert said.startswith("1 in conflict\n")
    assert "says 0.25 for this model and setting, the file 0.26" in said
    before = stored(registry_file)
    assert podium("results", "import", changed, "--replace", "the paper's errata").stdout == "1 replaced\n"
    assert stored(registry_file) == before + 1
    with sqlite3.connect(registry_file) as connection:
        row = connection.execute("SELECT reason, supersedes FROM results ORDER BY id DESC LIMIT 1").fetchone()
    assert row[0] == "the paper's errata"
    assert row[1] is not None


def test_good_rows_are_in_and_bad_ones_named_with_their_line(registry_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "mixed.jsonl"
    write(
        file,
        NEW,
        NEW | {"model": "Medgema 4B IT"},
        NEW | {"benchmark": 7},
        NEW | {"board": "nowhere"},
        NEW | {"value": 12, "setting": "percent"},
        NEW | {"standing": "reproduced", "setting": "x"},
    )
    file.write_text(file.read_text() + "\n{broken\n[1]\n")
    data = podium_json("results", "import", file, code=4)
    assert list(data) == ["added", "replaced", "unchanged", "conflict", "refused", "rows", "models"]
    assert (data["added"], data["refused"]) == (1, 7)
    reasons = {row["line"]: row["reason"] for row in data["rows"] if row["status"] == "refused"}
    assert "no model called 'Medgema 4B IT' (did you mean medgemma-4b-it" in reasons[2]
    assert reasons[3] == "field 'benchmark' must be text, not 7"
    assert "no hle board called 'nowhere'" in reasons[4]
    assert "outside the range" in reasons[5]
    assert "only given to runs stored here" in reasons[6]
    assert reasons[8].startswith("column 2: not valid JSON")
    assert reasons[9] == "holds list, not an object"
    text = podium("results", "import", file, code=4).stdout
    assert text.startswith("1 unchanged, 7 refused\n")
    assert "✗ line 2 refused: no model called 'Medgema 4B IT'" in text


def test_csv_cells_are_read_as_what_they_are_and_bad_ones_named(registry_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    head = "benchmark,board,model,value,standing,source_url,n,tools,setting"
    good = 'hle,reported,medgemma-4b-it,0.25,third-party,https://example.org,2500,false,"a, ""b"""'
    bad = [
        good.replace("0.25", "a quarter"),
        good.replace("2500", "2.5"),
        good.replace("false", "maybe"),
        "hle,reported",
    ]
    file.write_text("\n".join([head, good, *bad]) + "\n")
    rows = podium_json("results", "import", file, code=4)["rows"]
    assert [(row["line"], row["status"]) for row in rows] == [(2, "added")] + [
        (line, "refused") for line in (3, 4, 5, 6)
    ]
    assert rows[1]["reason"] == "column 'value': 'a quarter' is not a number; write fractions as 0.47"
    assert rows[4]["reason"] == "2 cells, but the header has 9"
    added = next(row for row in podium_json("leaderboard", "hle")["rows"] if row["model"]["slug"] == "medgemma-4b-it")
    assert (added["n"], added["setting"]) == (2500, 'a, "b"')


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "benchmark,modell\nx,y\n", "line 1: unknown column 'modell'"),
        ("a.csv", "benchmark,benchmark\n", "line 1: column 'benchmark' twice"),
        ("a.csv", 'benchmark\n"open\n', "not valid CSV"),
        ("a.csv", "benchmark,board,model\n", "holds no rows"),
        ("a.jsonl", "\n\n", "holds no rows"),
        ("a.json", '{"format": 1, "results": [}', "line 1, column 27: not valid JSON"),
        ("a.json", '{"format": 2, "results": []}', "not a file of results"),
        ("a.json", '"text"', "holds str, not a list of rows"),
    ],
)
def test_a_file_that_is_no_list_of_results_is_refused_as_a_whole(
    registry_file: Path, tmp_path: Path, name: str, text: str, said: str
) -> None:
    (tmp_path / name).write_text(text)
    before = stored(registry_file)
    assert said in failure("results", "import", tmp_path / name, code=1)
    assert stored(registry_file) == before


def test_a_file_that_is_not_utf_8_is_refused_at_its_byte(registry_file: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"benchmark\n\xff\n")
    assert failure("results", "import", tmp_path / "a.csv", code=1).endswith(
        "not UTF-8 text at byte 10; save it as UTF-8"
    )


def test_a_missing_file_and_an_empty_reason_are_usage_errors(registry_file: Path, tmp_path: Path) -> None:
    assert "does not exist" in failure("results", "import", tmp_path / "none.csv", code=2)
    file = write(tmp_path / "new.jsonl", NEW)
    assert "the reason is empty" in failure("results", "import", file, "--replace", " ", code=2)


def test_a_withdrawn_result_is_not_exported_and_a_run_is_counted_as_left_out(
    registry_file: Path, tmp_path: Path
) -> None:
    from podium.registry import database, store

    podium("results", "import", write(tmp_path / "new.jsonl", NEW))
    connection = database.connect(registry_file, write=True)
    known = connection.execute("SELECT max(id) FROM results").fetchone()[0]
    row = {"benchmark": "hle", "board": "reported", "model": "medgemma-4b-it", "standing": "third-party"}
    store.append_result(connection, row | {"setting": "a test"}, origin="import", supersedes=known, reason="retracted")
    connection.execute(
        "INSERT INTO runs (id, benchmark, split, model, spec, fingerprint, status, sample, items, settings, provenance,"
        " started_at) VALUES ('r1', 'hle', 'test', 'o3', 'file:x', 'f', 'finished', 0, 1, '{}', '{}', 'now')"
    )
    store.append_run_result(connection, row | {"standing": "reproduced", "value": 0.3}, "r1")
    connection.commit()
    connection.close()
    result = podium("results", "export", "hle")
    assert result.stderr == "warning: 1 figure of runs stored here left out; podium runs lists the runs\n"
    rows = json.loads(result.stdout)["results"]
    assert not [row for row in rows if row["model"] == "medgemma-4b-it"]


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "value": st.floats(allow_nan=False, allow_infinity=False),
    "low": st.floats(allow_nan=False, allow_infinity=False),
    "high": st.floats(allow_nan=False, allow_infinity=False),
    "stderr": st.floats(allow_nan=False, allow_infinity=False),
    "n": st.integers(0, 10**9),
    "tools": st.booleans(),
    "corroborated_by": st.lists(st.dictionaries(st.text(), st.text(), min_size=1), min_size=1, max_size=2),
}
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1).filter(
    lambda text: text.strip() == text
)
NAMED = ("benchmark", "model")
ROWS = st.fixed_dictionaries(
    dict.fromkeys(NAMED, TEXTS),
    optional={name: VALUES.get(name, TEXTS) for name in RESULT_FIELDS if name not in NAMED},
)


# Twenty optional fields take a while to draw where other processes keep the cores busy; that says nothing of the code.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=4), st.sampled_from(["json", "jsonl", "csv"]))
def test_every_format_reads_back_what_it_wrote(rows: list[dict[str, Any]], form: str) -> None:
    read = read_results(write_results(rows, form), "x", form)
    assert [row.row for row in read.rows] == rows
    assert read.models == []


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.csv", "{", "csv"),
        ("a.NDJSON", "", "jsonl"),
        ("standard input", "benchmark,board\n", "csv"),
        ("standard input", "[{}]", "json"),
        ("standard input", '{"format": 1,\n "results": []}', "json"),
        ("standard input", '{"a": 1}\n{"a": 2}\n', "jsonl"),
        ("standard input", '{"format": 1, "results": []}\n', "json"),
    ],
)
def test_the_format_is_told_by_the_name_or_else_by_the_beginning(name: str, text: str, form: str) -> None:
    assert guess_format(name, text) == form


def test_a_large_import_shows_how_far_it_is_where_a_person_looks_and_a_small_one_does_not_flash(
    registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def file(name: str, count: int) -> Path:
        models = [{"slug": f"{name}-{number}", "name": f"{name} {number}"} for number in range(count)]
        told = {**NEW, "benchmark": "hle", "board": "reported"}
        results = [told | {"model": one["slug"], "value": 0.1} for one in models]
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps({"format": 1, "models": models, "results": results}))
        return path

    large, small = file("large", 500), file("small", 499)
    assert podium("results", "import", large).stderr == ""
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = podium("results", "import", large).stderr
    assert "models" in shown and "results" in shown and "500/500" in shown
    assert podium("--quiet", "results", "import", large).stderr == ""
    assert podium("results", "import", small).stderr == ""
