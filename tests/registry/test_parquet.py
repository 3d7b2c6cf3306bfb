"""Rows of Parquet files: kinds of columns, what is empty, damaged files, memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from podium.registry import DataError, Row, other_count, read_parquet

TEXTS = pa.list_(pa.string())
IMAGE = pa.struct([("bytes", pa.binary()), ("path", pa.string())])


def write(path: Path, columns: Mapping[str, tuple[Any, Any]], **how: Any) -> Path:
    """Write a table of columns, each a type and its values."""
    arrays = {name: pa.array(values, kind) for name, (kind, values) in columns.items()}
    pq.write_table(pa.table(arrays), path, **how)
    return path


def read(path: Path, **columns: str) -> list[Row]:
    return list(read_parquet([path], columns))


def refusal(path: Path, **columns: str) -> str:
    with pytest.raises(DataError) as caught:
        read(path, **columns)
    text = str(caught.value)
    assert "\n" not in text
    return text.replace(str(path.parent), "DIR")


def test_rows_of_two_files_come_in_order_with_their_place_and_only_the_columns_wanted(tmp_path: Path) -> None:
    for number in (1, 2):
        columns = {
            "question": (pa.string(), [f"{number}a", f"{number}b"]),
            "answer": (pa.int64(), [0, 1]),
            "choices": (TEXTS, [["x", "None"], []]),
            "unread": (pa.float64(), [None, None]),
        }
        write(tmp_path / f"{number}.parquet", columns)
    paths = [tmp_path / "1.parquet", tmp_path / "2.parquet"]
    rows = list(read_parquet(paths, {"question": "text", "answer": "integer", "choices": "texts"}))
    assert [row["question"] for row in rows] == ["1a", "1b", "2a", "2b"]
    assert rows[2].values == {"question": "2a", "answer": 0, "choices": ["x", "None"]}
    assert [row.where for row in rows] == [f"{path}, row {number}" for path in paths for number in (1, 2)]


@pytest.mark.parametrize(
    ("kind", "type_", "value"),
    [
        ("text", pa.large_string(), "µ"),
        ("text", pa.dictionary(pa.int32(), pa.string()), "math"),
        ("integer", pa.int32(), -3),
        ("integer", pa.uint8(), 255),
        ("integer", pa.dictionary(pa.int8(), pa.int64()), 7),
        ("texts", pa.large_list(pa.large_string()), ["a", "b"]),
        ("texts", pa.list_(pa.string(), 2), ["a", "b"]),
        ("texts", pa.list_(pa.dictionary(pa.int8(), pa.string())), ["a"]),
    ],
    ids=str,
)
def test_every_arrow_type_of_a_kind_is_read(tmp_path: Path, kind: str, type_: Any, value: Any) -> None:
    path = write(tmp_path / "t.parquet", {"c": (type_, [value])})
    assert [row["c"] for row in read(path, c=kind)] == [value]


@pytest.mark.parametrize(
    ("kind", "type_", "value", "said"),
    [
        ("text", pa.int64(), 1, "holds int64, not text"),
        ("text", pa.binary(), b"x", "holds binary, not text"),
        ("integer", pa.float64(), 1.0, "holds double, not whole numbers"),
        ("integer", pa.string(), "B", "holds string, not whole numbers"),
        ("texts", pa.string(), "['a']", "holds string, not lists of texts"),
        ("texts", pa.list_(pa.int64()), [1], "holds list<element: int64>, not lists of texts"),
        ("image", pa.string(), "a.png", "holds string, not images (a struct of bytes and path, or binary)"),
        ("image", pa.struct([("path", pa.string())]), {"path": "a"}, "holds struct<path: string>, not images"),
    ],
    ids=str,
)
def test_a_column_of_another_kind_is_refused_with_what_was_expected_and_found(
    tmp_path: Path, kind: str, type_: Any, value: Any, said: str
) -> None:
    path = write(tmp_path / "t.parquet", {"c": (type_, [value])})
    text = refusal(path, c=kind)
    assert text.startswith(f"DIR/t.parquet, column c: {said}")
    assert text.endswith("(is it another revision of the data?)")


@pytest.mark.parametrize(
    ("kind", "type_", "values", "said"),
    [
        ("text", pa.string(), ["a", None], "row 2, column c: is empty, expected text"),
        ("integer", pa.int64(), [None, 1], "row 1, column c: is empty, expected whole numbers"),
        ("texts", TEXTS, [["a"], None], "row 2, column c: is empty, expected lists of texts"),
        ("texts", TEXTS, [["a"], ["a", None]], "row 2, column c: text 2 is empty"),
        ("text", pa.null(), [None], "row 1, column c: is empty, expected text"),
    ],
)
def test_what_may_not_be_empty_is_named_by_file_row_and_column(
    tmp_path: Path, kind: str, type_: Any, values: list[Any], said: str
) -> None:
    path = write(tmp_path / "t.parquet", {"c": (type_, values)})
    assert refusal(path, c=kind) == f"DIR/t.parquet, {said} (is it another revision of the data?)"


def test_the_row_of_something_empty_counts_over_batches(tmp_path: Path) -> None:
    values = ["a"] * 2500 + [None]
    path = write(tmp_path / "t.parquet", {"c": (pa.string(), values)})
    assert refusal(path, c="text").startswith("DIR/t.parquet, row 2501, column c: is empty")


def test_a_missing_column_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    path = write(tmp_path / "t.parquet", {"questions": (pa.string(), ["a"]), "key": (pa.string(), ["b"])})
    assert refusal(path, question="text").startswith("DIR/t.parquet has no column question; nearest is questions")
    assert refusal(path, options="texts").startswith("DIR/t.parquet has no column options; it has questions, key")


def test_text_that_is_not_utf8_is_named_by_its_row(tmp_path: Path) -> None:
    broken = pa.array([b"fine", b"\xff\xfe"], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"c": broken}), tmp_path / "t.parquet")
    assert refusal(tmp_path / "t.parquet", c="text") == (
        "DIR/t.parquet, row 2, column c: its text is not UTF-8 (fetch it again)"
    )


def test_images_are_bytes_in_a_struct_or_alone_and_may_be_missing(tmp_path: Path) -> None:
    columns = {
        "struct": (IMAGE, [{"bytes": b"one", "path": "1.png"}, None]),
        "alone": (pa.large_binary(), [b"two", None]),
        "never": (pa.null(), [None, None]),
        "nameless": (IMAGE, [{"bytes": None, "path": None}, {"bytes": b"", "path": None}]),
    }
    path = write(tmp_path / "t.parquet", columns)
    first, second = read(path, struct="image", alone="image", never="image", nameless="image")
    assert first.values == {"struct": b"one", "alone": b"two", "never": None, "nameless": None}
    assert second.values == {"struct": None, "alone": None, "never": None, "nameless": b""}


def test_an_image_that_is_only_named_is_read_from_beside_the_table_and_from_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "data" / "images").mkdir(parents=True)
    (tmp_path / "data" / "images" / "1.png").write_bytes(b"beside")
    (tmp_path / "secret.png").write_bytes(b"outside")
    path = tmp_path / "data" / "t.parquet"
    write(path, {"c": (IMAGE, [{"bytes": None, "path": "images/1.png"}])})
    assert [row["c"] for row in read(path, c="image")] == [b"beside"]
    for name in ("images/2.png", "../secret.png", str(tmp_path / "secret.png")):
        write(path, {"c": (IMAGE, [{"bytes": None, "path": name}])})
        assert refusal(path, c="image") == (
            "DIR/t.parquet, row 1, column c: holds no image, only the name of a file that is not beside the table"
            " (take the files of the hub, in which the images are)"
        )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty (fetch it again)"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
            "is a Git LFS pointer, not the data (in the clone: git lfs pull)",
        ),
        (b"\n<!DOCTYPE html><html>log in</html>", "is a web page, not Parquet (a page was saved in place of the file"),
        (b"question,answer\n", "is not Parquet: it begins with 71 75 65 73 (fetch it again)"),
        (b"PAR1", "is cut off: its end is missing after 4 bytes (fetch it again)"),
        (b"PAR1" + bytes(60) + b"PAR1", "cannot be read as Parquet: "),
    ],
)
def test_what_is_not_a_whole_parquet_file_is_told_for_what_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "t.parquet").write_bytes(content)
    assert refusal(tmp_path / "t.parquet", c="text").startswith(f"DIR/t.parquet {said}")


def test_a_truncated_file_and_one_damaged_inside_say_how_far_they_could_be_read(tmp_path: Path) -> None:
    texts = [f"{number:06}" * 20 for number in range(4000)]
    path = write(tmp_path / "t.parquet", {"c": (pa.string(), texts)}, row_group_size=1000, compression="zstd")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path, c="text").startswith(f"DIR/t.parquet is cut off: its end is missing after {len(whole) // 2:,}")
    middle = bytearray(whole)
    start = pq.ParquetFile(pa.BufferReader(whole)).metadata.row_group(2).column(0).data_page_offset
    middle[start : start + 2000] = bytes(2000)
    path.write_bytes(middle)
    said = refusal(path, c="text")
    assert said.startswith("DIR/t.parquet is damaged after row ") and said.endswith("(fetch it again)")


def test_of_a_file_with_images_no_more_than_a_row_group_and_no_other_column_is_in_memory(tmp_path: Path) -> None:
    images = [number.to_bytes(2, "big") * 50_000 for number in range(400)]
    rows = [{"bytes": content, "path": None} for content in images]
    columns = {"c": (IMAGE, rows), "other": (pa.binary(), images)}
    path = write(tmp_path / "t.parquet", columns, row_group_size=20, compression="none", use_dictionary=False)
    assert path.stat().st_size > 2 * 40e6
    before, most = pa.total_allocated_bytes(), 0
    for number, row in enumerate(read_parquet([path], {"c": "image"})):
        assert row["c"] == images[number]
        most = max(most, pa.total_allocated_bytes() - before)
    assert number == 399
    # Two row groups of 20 rows with 100 kB each, the next one being read while the last is given.
    assert most < 8e6


def test_another_number_of_rows_says_which_revision_it_looks_like() -> None:
    assert other_count(2500, 2500) == ""
    assert other_count(2700, 2500, {2700: "the revision of February 2025"}) == (
        "2,700 rows (the revision of February 2025), the official split has 2,500"
    )
    assert other_count(12, 14042) == "12 rows, the official split has 14,042"
