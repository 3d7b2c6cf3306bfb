"""Both layouts give the same questions, and what is wrong with a copy is said in one line."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from podium.plugins.charxiv import loader
from podium.plugins.charxiv.plugin import CharXivReasoning
from podium.registry import DataError, Item, PodiumError, text_digest
from podium.tests.plugins.charxiv.support import (
    ROWS,
    asked,
    entries,
    hub_row,
    load,
    picture,
    write_hub,
    write_original,
)

Files = dict[str, dict[str, dict[str, Any]]]


def told(item: Item) -> tuple[Any, ...]:
    """Return everything of an item but where its chart lies."""
    return (item.id, asked(item).prompt, item.target, dict(item.attributes), asked(item).images[0].read_bytes())


def test_the_authors_files_give_an_item_per_figure_in_the_order_of_the_figures(tmp_path: Path) -> None:
    dataset = load(write_original(tmp_path))
    assert [(item.id, item.target) for item in dataset] == [
        ("3", "40,000"),
        ("5", "increasing then decreasing"),
        ("7", "λ = 0.5"),
        ("12", "Yes"),
        ("101", "9.17"),
    ]
    last = dataset.items[-1]
    assert asked(last).prompt == (
        "By how much {does} it fall?\n    * Your final answer must be a number with 2 decimal places.\n    "
    )
    assert asked(last).images == (tmp_path / "images" / "101.jpg",)
    assert (asked(last).max_tokens, asked(last).system, asked(last).stop) == (1000, "", ())
    assert last.attributes == {
        "question": "By how much {does} it fall?",
        "type": 4,
        "category": "Statistics",
        "answer_type": "number in general",
        "source": "human",
        "year": "2023",
        "subplots": "2-4",
    }
    assert [item.attributes["subplots"] for item in dataset] == ["5+", "1", "1", "2-4", "2-4"]
    # The official prompt of a question in place of the toy's.
    assert text_digest(asked(dataset.items[2]).prompt.replace(ROWS[0][6], "Q?")) == "356 64746db367261348"


@pytest.mark.parametrize(
    "place",
    ["val.parquet", "data/validation-00000-of-00001.parquet", "copy/val.parquet", "default/validation/0.parquet"],
)
def test_the_hubs_tables_give_the_same_ids_prompts_targets_attributes_and_charts(tmp_path: Path, place: str) -> None:
    original = load(write_original(tmp_path / "original"))
    write_hub(tmp_path / "hub" / place)
    hub = load(tmp_path / "hub")
    assert [told(item) for item in hub] == [told(item) for item in original]
    assert hub.fingerprint == original.fingerprint
    assert hub.shortfall == original.shortfall == "5 rows, the official split has 1,000"


def test_a_year_that_the_table_holds_as_a_number_is_the_same_year(tmp_path: Path) -> None:
    write_hub(tmp_path / "val.parquet", [hub_row(row) | {"year": int(row[4])} for row in ROWS])
    assert [item.attributes["year"] for item in load(tmp_path)] == ["2022", "2020", "2020", "2021", "2023"]


@pytest.mark.parametrize("given", ["the copy", "its parent", "the JSON files' folder"])
def test_the_copy_is_found_from_where_a_user_may_point(tmp_path: Path, given: str) -> None:
    home = write_original(tmp_path / "CharXiv")
    folder = {"the copy": home, "its parent": tmp_path, "the JSON files' folder": home / "data"}[given]
    assert [asked(item).images[0].is_file() for item in load(folder)] == [True] * 5


def test_without_looking_at_charts_items_are_the_same_in_both_layouts_and_nothing_is_written(
    tmp_path: Path, own_home: Path
) -> None:
    write_original(tmp_path / "original")
    write_hub(tmp_path / "hub" / "val.parquet")
    for name in ("original", "hub"):
        skipped = list(load(tmp_path / name, images="skip"))
        assert not (own_home / "images").exists() or name == "original"
        assert skipped == list(load(tmp_path / name))
    for path in (tmp_path / "original" / "images").iterdir():
        path.unlink()
    assert len(load(tmp_path / "original", images="skip")) == 5


def test_the_test_split_is_refused_because_its_answers_are_held_back(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="answers of CharXiv's test split are held back"):
        load(write_original(tmp_path), "test")


def test_null_answers_under_the_name_of_the_validation_split_are_refused(tmp_path: Path) -> None:
    write_original(tmp_path / "a", change=lambda files: files["reasoning"]["12"].update(answer=None))
    with pytest.raises(DataError, match=r"reasoning_val.json, entry 12: answer is null, as in the test split"):
        load(tmp_path / "a")
    write_hub(tmp_path / "b" / "val.parquet", [hub_row(ROWS[0]), hub_row(ROWS[1]) | {"reasoning_a": None}])
    with pytest.raises(DataError, match=r"row 2.*reasoning_a"):
        load(tmp_path / "b")


def test_a_missing_chart_is_named_and_so_is_where_it_is_looked_for(tmp_path: Path) -> None:
    write_original(tmp_path)
    for name in ("3.jpg", "101.jpg"):
        (tmp_path / "images" / name).unlink()
    with pytest.raises(DataError, match=r"images lacks 2 of 5 charts: 3.jpg, 101.jpg ") as caught:
        load(tmp_path)
    assert "images.zip" in caught.value.hint


def test_charts_that_are_still_packed_are_said_to_be(tmp_path: Path) -> None:
    write_original(tmp_path)
    with zipfile.ZipFile(tmp_path / "images" / "images.zip", "w") as packed:
        for path in (tmp_path / "images").glob("*.jpg"):
            packed.write(path, path.name)
            path.unlink()
    with pytest.raises(DataError, match=r"has no charts: they are still packed in .*images.zip") as caught:
        load(tmp_path)
    assert caught.value.hint == f"unzip -j {tmp_path}/images/images.zip -d {tmp_path}/images"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (picture()[:-40], "is cut off: its end is missing"),
        (b"<html>login</html>", "is not an image: it begins with 3c 68 74 6d"),
    ],
)
def test_a_corrupt_chart_is_named_in_both_layouts(tmp_path: Path, content: bytes, said: str) -> None:
    write_original(tmp_path / "a")
    (tmp_path / "a" / "images" / "7.jpg").write_bytes(content)
    with pytest.raises(DataError, match=rf"7\.jpg {said}"):
        load(tmp_path / "a")
    write_hub(tmp_path / "b" / "val.parquet", [hub_row(ROWS[0]) | {"image": {"bytes": content, "path": None}}])
    with pytest.raises(DataError, match=rf"row 1, column image: figure 7 {said if content else 'has no image'}"):
        load(tmp_path / "b")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda files: files["reasoning"]["7"].update(inst_category=5), "entry 7: inst_category is 5, not one of 1, 2"),
        (lambda files: files["reasoning"]["7"].update(inst_category="1"), "inst_category is '1', not a whole number"),
        (lambda files: files["reasoning"]["7"].update(qa_source=0), "entry 7: qa_source is 0, not one of 1, 2, 3"),
        (lambda files: files["reasoning"]["7"].pop("query"), "entry 7 has no query; it has figure_id, answer"),
        (lambda files: files["reasoning"]["7"].update(query=" "), "entry 7: query is ' ', not a text"),
        (lambda files: files["reasoning"]["7"].update(figure_id=8), "entry 7: its figure_id is 8"),
        (lambda files: files["image_metadata"].pop("7"), "image_metadata_val.json has no entry 7"),
        (
            lambda files: files["image_metadata"]["7"].update(category="bio"),
            "image_metadata_val.json, entry 7: category is 'bio', not one of cs",
        ),
        (
            lambda files: files["image_metadata"]["7"].update(year="19"),
            "image_metadata_val.json, entry 7: year is '19', not one of 20",
        ),
        (
            lambda files: files["descriptive"]["7"].update(num_subplots=0),
            "descriptive_val.json, entry 7: num_subplots is 0, not at least",
        ),
        (
            lambda files: files["descriptive"]["7"].pop("num_subplots"),
            "descriptive_val.json, entry 7 has no num_subplots",
        ),
        (lambda files: files["descriptive"].update({"7": []}), "descriptive_val.json is not an object of figures"),
    ],
)
def test_entries_of_another_revision_are_refused_by_file_and_entry(
    tmp_path: Path, change: Callable[[Files], object], said: str
) -> None:
    write_original(tmp_path, change=change)
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert said in caught.value.message
    assert "\n" not in caught.value.message


def test_a_doubled_figure_is_refused_in_both_layouts(tmp_path: Path) -> None:
    path = write_original(tmp_path / "a") / "data" / "reasoning_val.json"
    entry = json.dumps(entries()["reasoning"]["7"])
    path.write_text(f'{{"7": {entry}, "12": {entry}, "7": {entry}}}', encoding="utf-8")
    with pytest.raises(DataError, match=r"reasoning_val.json: 7 is there 2 times"):
        load(tmp_path / "a")
    write_hub(tmp_path / "b" / "val.parquet", [hub_row(ROWS[0]), hub_row(ROWS[1]), hub_row(ROWS[0])])
    with pytest.raises(DataError, match=r"row 3: figure 7 is there twice, first in .*row 1"):
        load(tmp_path / "b")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reasoning_a_type": 5}, "row 1: reasoning_a_type is 5, not one of 1, 2, 3, 4"),
        (
            {"figure_path": "images/first.jpg"},
            "column figure_path: 'images/first.jpg' does not end in a figure's number",
        ),
    ],
)
def test_a_bad_cell_of_the_hubs_table_is_refused_by_row_and_column(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    write_hub(tmp_path / "val.parquet", [hub_row(ROWS[0]) | change])
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert said in caught.value.message


def test_a_column_under_another_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    row = hub_row(ROWS[0])
    row["reasoning_a_types"] = row.pop("reasoning_a_type")
    write_hub(tmp_path / "val.parquet", [row])
    with pytest.raises(DataError, match=r"no column reasoning_a_type; nearest is reasoning_a_types"):
        load(tmp_path)


def as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda folder: None, "is empty, it has no val*.parquet"),
        (lambda folder: (folder / "images.zip").write_bytes(b"PK"), "the validation split of CharXiv"),
        (lambda folder: (write_original(folder) / "data" / "descriptive_val.json").unlink(), "does not exist"),
        (
            lambda folder: (write_original(folder) / "data" / "reasoning_val.json").write_text('{"7": {'),
            "reasoning_val.json, line 1: not JSON",
        ),
        (
            lambda folder: (write_original(folder) / "data" / "reasoning_val.json").write_bytes(b"\xff\xfe"),
            "reasoning_val.json cannot be read",
        ),
        (
            lambda folder: (write_original(folder) / "data" / "descriptive_val.json").write_text("[" * 100_000),
            "descriptive_val.json: not JSON: nested too deeply",
        ),
        (
            lambda folder: (write_original(folder) / "data" / "reasoning_val.json").write_text("<!doctype html>"),
            "reasoning_val.json is a web page, not JSON",
        ),
        (
            lambda folder: (write_original(folder) / "data" / "reasoning_val.json").write_text(
                "version https://git-lfs.github.com/spec/v1"
            ),
            "reasoning_val.json is a Git LFS pointer",
        ),
        (lambda folder: as_pipe(write_original(folder) / "data" / "reasoning_val.json"), "is a pipe, not a file"),
        (lambda folder: as_pipe(write_original(folder) / "images" / "7.jpg"), "7.jpg is a pipe, not a file"),
    ],
)
def test_files_that_are_missing_or_broken_are_named_with_how_to_get_them(
    tmp_path: Path, write: Callable[[Path], object], said: str
) -> None:
    write(tmp_path)
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert said in caught.value.message
    assert caught.value.hint


def test_no_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no folder"):
        load(tmp_path / "none")


def test_the_official_counts_types_and_sources_are_asserted(tmp_path: Path) -> None:
    kinds = [kind for kind, count in loader.OF_TYPE.items() for _ in range(count)]
    sources = [source for source, count in loader.OF_SOURCE.items() for _ in range(count)]
    assert len(kinds) == len(sources) == loader.QUESTIONS == CharXivReasoning.card.splits["validation"]
    rows = [(n, kinds[n], sources[n], "cs", "20", 1, "Q?", "1") for n in range(loader.QUESTIONS)]
    write_original(tmp_path, rows)
    assert load(tmp_path, images="skip").shortfall == ""
    write_original(tmp_path, rows, lambda files: files["reasoning"]["0"].update(inst_category=4))
    assert load(tmp_path, images="skip").shortfall == (
        "not the official answer types: 439 of text in chart for 440, 99 of text in general for 99,"
        " 232 of number in chart for 232, 230 of number in general for 229"
    )
    write_original(tmp_path, rows, lambda files: files["reasoning"]["0"].update(qa_source=3))
    assert load(tmp_path, images="skip").shortfall == (
        "not the official sources: 183 of GPT-sourced for 184, 216 of GPT-inspired for 216, 601 of human for 600"
    )
    assert load(write_original(tmp_path / "b", rows[:-1]), images="skip").shortfall.startswith("999 rows")


def test_the_sample_is_the_same_bytes_every_time_and_covers_types_subjects_and_layouts(tmp_path: Path) -> None:
    for name in ("one", "two"):
        CharXivReasoning().write_sample(tmp_path / name)
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()} for n in ("one", "two"))
    assert one == two
    dataset = load(tmp_path / "one")
    assert len(dataset) == 64
    for name, values in (("type", 4), ("category", 8), ("year", 4), ("source", 3), ("subplots", 3)):
        assert len({item.attributes[name] for item in dataset}) == values
    assert len({item.attributes["question"] for item in dataset}) > 30
    (tmp_path / "three").mkdir()
    (tmp_path / "three" / "mine.txt").write_text("mine")
    with pytest.raises(PodiumError, match="is not empty, and no sample data"):
        CharXivReasoning().write_sample(tmp_path / "three")
