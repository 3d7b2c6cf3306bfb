"""What lies under the name of a data file and is none is said at once, and never waited for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from podium.plugins.chest_xray.images import check_image
from podium.registry.adapters.predictions import read_log
from podium.registry.adapters.tables import read_table
from podium.registry.data_files import check_is_file, read_data_file
from podium.registry.errors import DataError
from podium.registry.images import read_image
from podium.registry.parquet import read_parquet
from podium.registry.table_folders import find_files


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


KINDS = [
    (folder, "is a folder, not a file"),
    (pipe, "is a pipe, not a file"),
    (loop, "cannot be read: Too many levels of symbolic links"),
    (dangling, "is a link to nowhere, which is not there"),
]
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"
PAGE = b"\xef\xbb\xbf\n<!DOCTYPE html><html><body>Sign in</body></html>"


@pytest.mark.parametrize(("make", "told"), KINDS)
@pytest.mark.parametrize("read", [check_is_file, lambda path: read_data_file(path, "CSV"),
                                  lambda path: list(read_parquet([path], {}))])  # fmt: skip
def test_what_is_no_file_is_named_with_what_it_is(
    tmp_path: Path, make: Callable[[Path], None], told: str, read: Callable[[Path], object]
) -> None:
    make(tmp_path / "a.parquet")
    with pytest.raises(DataError) as caught:
        read(tmp_path / "a.parquet")
    assert str(caught.value).startswith(f"{tmp_path / 'a.parquet'} {told}")


@pytest.mark.parametrize(("make", "told"), KINDS)
def test_a_name_of_a_table_that_is_no_file_is_not_passed_over(
    tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    (tmp_path / "a-1.parquet").write_bytes(b"PAR1")
    make(tmp_path / "a-2.parquet")
    with pytest.raises(DataError, match="a-2.parquet") as caught:
        find_files(tmp_path, ("a-*.parquet",), "tables", "fetch them")
    assert told in str(caught.value)


@pytest.mark.parametrize(("content", "told"), [(POINTER, "is a Git LFS pointer"), (PAGE, "is a web page, not CSV")])
def test_a_pointer_and_a_web_page_are_named(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=told):
        read_data_file(path, "CSV")


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.parquet"])
@pytest.mark.parametrize(("content", "told"), [(POINTER, "is a Git LFS pointer"), (PAGE, "is a web page, not pred")])
def test_predictions_that_are_none_are_named(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=told):
        read_table(tmp_path / name)


def test_predictions_that_are_a_pipe_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    assert read_log(tmp_path / "a.jsonl") is None
    with pytest.raises(DataError, match="is a pipe, not a file"):
        read_table(tmp_path / "a.jsonl")
    (tmp_path / "b.csv").symlink_to("nowhere")
    with pytest.raises(DataError, match="is a link to nowhere, which is not there"):
        read_table(tmp_path / "b.csv")


def test_an_image_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    with pytest.raises(DataError, match="is a pipe, not a file"):
        check_image(tmp_path / "a.jpg")
    with pytest.raises(DataError, match="is a pipe, not a file"):
        read_image(tmp_path / "a.jpg")
