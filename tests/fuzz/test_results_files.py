"""Files of results, whatever is wrong with them: they are taken in row by row, or refused in one line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from podium.registry import soundness
from podium.registry.result_rows import RESULT_FIELDS
from podium.tests.fuzz import damage
from podium.tests.fuzz.calls import call, rows
from podium.tests.fuzz.profile import examples

RESULT = {
    "benchmark": "mmlu",
    "board": "reported",
    "model": "gpt-4o",
    "value": 0.5,
    "low": 0.4,
    "high": 0.6,
    "stderr": 0.05,
    "n": 100,
    "split": "test",
    "setting": "zero-shot, greedy",
    "tools": False,
    "standing": "third-party",
    "reported_by": "somebody",
    "reported_on": "2026-05",
    "as_of": "2026-06-30",
    "source_url": "https://example.org/paper",
    "cited_url": "http://example.org/page?q=[b]#e",
    "provenance": "by hand",
    "corroborated_by": [{"source": "x", "url": "https://example.org"}],
    "note": "a note",
}
MODEL = {
    "slug": "some-model",
    "name": "Some Model",
    "organisation": "Some Lab",
    "released": "2026-01-02",
    "released_precision": "day",
    "parameters_b": 7.5,
    "context_tokens": 128000,
    "input_price": 0.25,
    "output_price": 1,
    "price_as_of": "2026-06-30",
    "licence": "MIT",
    "open_weights": True,
    "multimodal": False,
    "aliases": ["sm-1", "Somebody's Model"],
    "source_url": "https://example.org/model",
}
SECOND = RESULT | {"benchmark": "HLE", "model": "some-model", "value": 0.25, "low": None, "high": None}
FILE = {"format": 1, "models": [MODEL], "results": [RESULT, SECOND]}
CELLS = [
    [json.dumps(one[name]) if name == "corroborated_by" else str(one.get(name) or "") for name in RESULT_FIELDS]
    for one in (RESULT, SECOND)
]
FILES = some.one_of(
    some.tuples(some.just("x.json"), damage.json_files(FILE)),
    some.tuples(some.sampled_from(["x.json", "x.txt"]), damage.json_files([RESULT, SECOND])),
    some.tuples(some.just("x.jsonl"), damage.json_lines([RESULT, SECOND])),
    some.tuples(some.sampled_from(["x.csv", "x"]), damage.csv_files(RESULT_FIELDS, CELLS)),
)


def take_in(db: Path, file: Path) -> bool:
    """Import a file, check that each row is in or refused, and return whether something is in."""
    before = rows(db)
    said = call("--db", db, "results", "import", file, "--json", "--replace", "the file is right")
    after = rows(db)
    if not said.out:
        assert before == after
        assert said.code in (1, 4) and len(said.errors) == 1 and file.name in said.errors[0], said
        return False
    told = json.loads(said.out)
    assert (said.code == 4) == any(one["status"] in ("refused", "conflict") for one in told["rows"] + told["models"])
    assert all(one["reason"] for one in told["rows"] if one["status"] in ("refused", "conflict")), told
    # Of two rows of one file that say otherwise of the same, the second replaces the first.
    assert after["results"] - before["results"] == told["added"] + told["replaced"]
    assert after["models"] - before["models"] == sum(one["status"] == "added" for one in told["models"])
    if before != after:
        comes_round(db)
    return before != after


def comes_round(db: Path) -> None:
    """Check that what a registry holds is said and changes nothing when it is imported into it again."""
    target = db.with_name("out.json")
    assert call("--db", db, "results", "export", "mmlu", "--output", target).code == 0
    before = target.read_bytes()
    said = json.loads(call("--db", db, "results", "import", target, "--json").out)
    assert {one["status"] for one in said["rows"] + said["models"]} <= {"unchanged"}, said
    call("--db", db, "results", "export", "mmlu", "--output", target)
    assert target.read_bytes() == before


@examples(40)
@given(given=FILES)
def test_a_damaged_file_of_results_is_in_row_by_row_or_refused_in_one_line(
    given: tuple[str, bytes], filled_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("given")
    db = Path(shutil.copy(filled_home / "registry.db", folder / "registry.db"))
    file = folder / given[0]
    file.write_bytes(given[1])
    if take_in(db, file):
        assert [one for one in soundness.check_file(db) if not one.ok] == []
    shutil.rmtree(folder)
