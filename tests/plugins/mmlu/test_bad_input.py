"""What is wrong with a copy of MMLU is said in one line that names file, row and column."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from podium.registry import DataError
from podium.tests.plugins.mmlu.copies import load, record, rows_of, sample, write, write_table

GOOD = ["Which?", "a", "b", "c", "d", "B"]


def refusal(root: Path, **more: Any) -> str:
    with pytest.raises(DataError) as caught:
        load(root, **more)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b"Which?,a,b,c,A\n", "row 2: it has 5 columns, not six (question, A, B, C, D, answer)"),
        (b"Which?,a,b,c,d,e,A\n", "row 2: it has 7 columns"),
        (b"Which?,a,b,c,d,E\n", "row 2, column 6 (answer): 'E' is not A, B, C or D"),
        (b"Which?,a,b,c,d,\n", "row 2, column 6 (answer): '' is not"),
        (b"Which?,a,b,c,d,1\n", "row 2, column 6 (answer): '1' is not"),
        ("Café?,a,b,c,d,A\n".encode("latin-1"), "line 2: byte 0xE9 is not UTF-8"),
    ],
)
@pytest.mark.parametrize("layout", ["unpacked", "archive"])
def test_a_bad_row_of_a_csv_file_is_named(tmp_path: Path, layout: str, row: bytes, told: str) -> None:
    write(tmp_path / "copy", "unpacked", {("test", "sociology"): [GOOD]})
    path = tmp_path / "copy" / "data" / "test" / "sociology_test.csv"
    path.write_bytes(path.read_bytes() + row)
    if layout == "archive":
        import tarfile

        (tmp_path / "packed").mkdir()
        with tarfile.open(tmp_path / "packed" / "data.tar", "w") as archive:
            archive.add(tmp_path / "copy" / "data", "data")
    said = refusal(tmp_path / ("packed" if layout == "archive" else "copy"), shots=0)
    assert "test/sociology_test.csv, " in said
    assert told in said


def test_a_subject_without_solved_examples_is_named_with_the_file_they_would_be_in(tmp_path: Path) -> None:
    root = sample(tmp_path)
    missing = root / "data" / "dev" / "nutrition_dev.csv"
    rows = missing.read_text().splitlines(keepends=True)
    missing.write_text("".join(rows[:2]))
    assert f"{missing} has 2 of 5 solved examples" in refusal(root)
    assert len(load(root, shots=2)) == 96
    missing.unlink()
    said = refusal(root)
    assert f"{missing} is missing" in said
    assert "--set shots=0" in said
    assert len(load(root, shots=0)) == 96


def test_a_missing_subject_of_the_split_is_told_and_keeps_the_run_off_boards(tmp_path: Path) -> None:
    root = sample(tmp_path)
    (root / "data" / "test" / "anatomy_test.csv").unlink()
    found = load(root)
    assert len(found) == 84
    assert "anatomy 0 not 135" in found.shortfall


def test_a_folder_without_the_data_says_what_was_looked_for_and_how_to_get_it(tmp_path: Path) -> None:
    said = refusal(tmp_path)
    for part in (
        "data/test/*_test.csv",
        "data.tar",
        "all/test-*.parquet",
        "berkeley.edu/~hendrycks/data.tar",
        "cais/mmlu",
    ):
        assert part in said
    assert "the test split of MMLU" in said


def test_a_file_of_another_benchmark_is_named(tmp_path: Path) -> None:
    root = write(tmp_path, "unpacked", {("test", "astrology"): [GOOD]})
    assert "astrology_test.csv: 'astrology' is none of MMLU's 57 subjects" in refusal(root, shots=0)


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    root = write(tmp_path, "archive", rows_of(sample(tmp_path / "sample")))
    data = (root / "data.tar").read_bytes()
    (root / "data.tar").write_bytes(b"<html>" + data[6:700])
    assert "data.tar is a web page, not an archive" in refusal(root)
    (root / "data.tar").write_bytes(b"broken" + data[6:700])
    assert "data.tar cannot be read as an archive" in refusal(root)


def _without(column: str) -> Callable[[dict[str, Any]], Mapping[str, Any]]:
    return lambda row: {("Question" if name == column else name): value for name, value in row.items()}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_without("question"), "no column question; nearest is Question"),
        (lambda row: row | {"answer": 4}, "row 1, column answer: 4 is the place of none of four options"),
        (lambda row: row | {"answer": -1}, "row 1, column answer: -1 is"),
        (lambda row: row | {"choices": ["a", "b", "c"]}, "row 1, column choices: 3 options, not four"),
        (lambda row: row | {"choices": []}, "row 1, column choices: 0 options, not four"),
        (lambda row: row | {"choices": [["a", "b"], ["c"], ["d"], ["e"]]}, "column choices"),
        (lambda row: row | {"subject": "astrology"}, "row 1, column subject: 'astrology' is none of MMLU's 57"),
    ],
)
def test_a_bad_row_or_column_of_the_hubs_files_is_named(
    tmp_path: Path, change: Callable[[dict[str, Any]], Mapping[str, Any]], told: str
) -> None:
    path = write_table(tmp_path / "all" / "test-00000-of-00001.parquet", [change(record("sociology", GOOD))])
    said = refusal(tmp_path, shots=0)
    assert str(path) in said
    assert told in said


def test_rows_of_another_subject_in_a_subjects_folder_are_named(tmp_path: Path) -> None:
    write_table(tmp_path / "anatomy" / "test-00000-of-00001.parquet", [record("sociology", GOOD)])
    assert "row 1, column subject: 'sociology' in the folder of anatomy" in refusal(tmp_path, shots=0)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["", "a", "b", "c", "d", "A"], "row 2, column 1 (question): the question is empty"),
        ([" ", "a", "b", "c", "d", "A"], "row 2, column 1 (question): the question is empty"),
        (["Which?", "", " ", "", "", "A"], "row 2, columns 2 to 5 (A to D): all options are empty"),
    ],
)
def test_what_nobody_could_answer_is_refused(tmp_path: Path, row: list[str], told: str) -> None:
    write(tmp_path / "csv", "unpacked", {("test", "sociology"): [GOOD, row]})
    assert told in refusal(tmp_path / "csv", shots=0)
    write(tmp_path / "hub", "hub", {("test", "sociology"): [GOOD, row]})
    assert told.partition(": ")[2] in refusal(tmp_path / "hub", shots=0)


def test_one_empty_option_may_be_meant_so(tmp_path: Path) -> None:
    write(tmp_path / "csv", "unpacked", {("test", "sociology"): [["Which?", "", "b", "c", "d", "A"]]})
    assert len(load(tmp_path / "csv", shots=0).items) == 1


def make_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (make_folder, "is a folder, not a file"),
        (os.mkfifo, "is a pipe, not a file"),
        (lambda path: path.symlink_to(path.name), "cannot be read: Too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "is a link to nowhere, which is not there"),
        (lambda path: path.write_bytes(b"<!DOCTYPE html>"), "is a web page, not CSV"),
        (lambda path: path.write_bytes(b"version https://git-lfs.github.com/spec/v1"), "is a Git LFS pointer"),
    ],
)
def test_a_csv_that_is_another_thing_is_named_and_not_waited_for(
    tmp_path: Path, make: Callable[[Path], object], told: str
) -> None:
    write(tmp_path, "unpacked", {("test", "sociology"): [GOOD], ("test", "anatomy"): [GOOD]})
    path = tmp_path / "data" / "test" / "anatomy_test.csv"
    path.unlink()
    make(path)
    assert refusal(tmp_path, shots=0).startswith(f"{path} {told}")
