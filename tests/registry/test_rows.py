"""Shipped row files, and how a plugin's class finds its own."""

from __future__ import annotations

import importlib
import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.registry import PodiumError
from podium.registry.rows import read_rows

PLUGIN = """
from podium.registry import Benchmark, Board, Card

class Shapes(Benchmark):
    card = Card(slug="shapes", name="Shapes", description="Drawings.", modality="image", categories=("vision",),
                boards=(Board("accuracy", headline=True),))
"""
ROW = {"benchmark": "shapes", "board": "accuracy", "model": "m", "value": 0.5}

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(st.text(), values, max_size=4), max_size=4))
def test_rows_come_back_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, rows: list[object]) -> None:
    path = tmp_path_factory.mktemp("rows") / "rows.json"
    path.write_text(json.dumps({"format": 1, "results": rows}), encoding="utf-8")
    assert read_rows(path, "results") == rows


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '{\n  "format": 1,\n  "results": [\n    {"a": 1}\n    {"b": 2}\n  ]\n}\n',
            ", line 5, column 5: not valid JSON",
        ),
        ("", ", line 1, column 1: not valid JSON"),
        ("[]", ": not a file of format 1"),
        ('{"results": []}', ": not a file of format 1"),
        ('{"format": 2, "results": []}', ": not a file of format 1"),
        ('{"format": 1}', ": 'results' is missing or not a list"),
        ('{"format": 1, "results": {}}', ": 'results' is missing or not a list"),
        ('{"format": 1, "results": [{}, 3]}', ": row 2 of 'results' is int, not an object"),
    ],
)
def test_a_damaged_file_is_one_line_that_names_file_and_place(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "results.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PodiumError, match="^" + re.escape(f"{path}{problem}")) as caught:
        read_rows(path, "results")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_utf8_or_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    with pytest.raises(PodiumError, match=re.escape(f"{path}: cannot be read: No such file")):
        read_rows(path, "results")
    path.write_bytes(b'{"format": 1, "results": ["\xff"]}')
    with pytest.raises(PodiumError, match=re.escape(f"{path}: not UTF-8 text at byte 27")):
        read_rows(path, "results")


def _package(folder: Path, name: str) -> Path:
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "plugin.py").write_text(PLUGIN)
    return package


def test_a_plugin_in_a_package_ships_the_results_beside_its_class(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = _package(tmp_path, "podium_shapes_shipped")
    (package / "results.json").write_text(json.dumps({"format": 1, "results": [ROW]}))
    monkeypatch.syspath_prepend(str(tmp_path))
    assert importlib.import_module("podium_shapes_shipped.plugin").Shapes().results() == [ROW]


def test_a_plugin_without_a_results_file_ships_no_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _package(tmp_path, "podium_shapes_bare")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert list(importlib.import_module("podium_shapes_bare.plugin").Shapes().results()) == []


def test_a_broken_results_file_of_a_plugin_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = _package(tmp_path, "podium_shapes_broken")
    (package / "results.json").write_text('{"format": 1,\n "results": [{"value": 0.5,}]}')
    monkeypatch.syspath_prepend(str(tmp_path))
    shapes = importlib.import_module("podium_shapes_broken.plugin").Shapes()
    with pytest.raises(PodiumError, match=re.escape(f"{package / 'results.json'}, line 2, column ")):
        shapes.results()


def test_a_single_file_plugin_does_not_take_a_results_file_of_its_folder_for_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "podium_shapes_single.py").write_text(PLUGIN)
    (tmp_path / "results.json").write_text("not even JSON")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert list(importlib.import_module("podium_shapes_single").Shapes().results()) == []
    assert sys.modules["podium_shapes_single"].__file__ == str(tmp_path / "podium_shapes_single.py")
