from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.tables import LabelTable, read_table
from podium.registry import DataError

KNOWN = ("Path", "Age", *NAMES)
HEADER = ",".join(KNOWN)


def cells(*values: str) -> str:
    """Return fourteen label cells, the first ones given, the rest 0.0."""
    return ",".join([*values, *["0.0"] * (14 - len(values))])


def write(path: Path, *lines: str, end: str = "\n") -> Path:
    path.write_text("\n".join(lines) + end, encoding="utf-8")
    return path


def read(path: Path) -> LabelTable:
    return read_table(path, KNOWN, text=("Path",))


def refused(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read(path).labels(NAMES, expert=False)
    assert str(path) in str(caught.value)
    return str(caught.value).replace(str(path), "FILE")


def test_cells_become_codes_with_minus_two_for_blank(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", HEADER, "a,40," + cells("1.0", "0.0", "-1.0", "", "1", "0", "-1"))
    table = read(path)
    assert table.rows == 1
    labels = table.labels(NAMES, expert=False)
    assert labels.dtype == "int8"
    assert labels.tolist() == [[1, 0, -1, -2, 1, 0, -1, 0, 0, 0, 0, 0, 0, 0]]
    assert table.integers("Age", "a number", 0, 120).tolist() == [40]


def test_columns_stand_in_any_order_and_spelling_and_come_back_in_the_order_asked(tmp_path: Path) -> None:
    columns = [*reversed(KNOWN)]
    header = (
        ",".join(columns).replace("Lung Opacity", "airspace_opacity").replace("Pleural Effusion", "Pleural_Effusion")
    )
    row = ["1.0" if name in ("Lung Opacity", "Pleural Effusion") else "0.0" for name in columns]
    row[columns.index("Path")] = "a"
    labels = read(write(tmp_path / "t.csv", header, ",".join(row))).labels(NAMES, expert=True)
    assert [name for name, code in zip(NAMES, labels[0], strict=True) if code == 1] == [
        "Lung Opacity",
        "Pleural Effusion",
    ]


@pytest.mark.parametrize("end", ["\n", "", "\n\n\n"], ids=["newline", "no trailing newline", "blank lines at the end"])
def test_a_file_may_lack_its_trailing_newline_or_have_blank_lines(tmp_path: Path, end: str) -> None:
    path = write(tmp_path / "t.csv", HEADER, "a,1," + cells("1.0"), "b,2," + cells("1.0"), end=end)
    assert read(path).labels(("No Finding",), expert=True).tolist() == [[1], [1]]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_windows_files_are_read(tmp_path: Path, newline: str, mark: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes((mark + newline.join([HEADER, "a,1," + cells("1.0"), ""])).encode())
    assert read(path).labels(("No Finding",), expert=True).tolist() == [[1]]


@pytest.mark.parametrize("name", ["t.csv.gz", "t.csv"], ids=["named .gz", "gzip under a plain name"])
def test_gzip_is_recognised_by_content_not_by_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(f"{HEADER}\na,1,{cells('1.0')}\n".encode()))
    assert read(path).labels(("No Finding",), expert=True).tolist() == [[1]]


def test_a_plain_file_called_gz_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv.gz", HEADER, "a,1," + cells("1.0"))
    assert read(path).rows == 1


@pytest.mark.parametrize("cell", ["2", "1.5", "yes", "nan", "-2", "0.5"])
def test_a_cell_outside_the_coding_is_named_by_file_row_and_column(tmp_path: Path, cell: str) -> None:
    path = write(tmp_path / "t.csv", HEADER, "a,1," + cells(), "", "b,2," + cells("1.0", "0.0", cell))
    assert refused(path) == f"FILE, row 4, column Cardiomegaly: {cell!r} is not 1, 0, -1 or blank"


@pytest.mark.parametrize("cell", ["-1.0", ""])
def test_an_expert_labelled_split_has_neither_uncertain_nor_blank_cells(tmp_path: Path, cell: str) -> None:
    path = write(tmp_path / "t.csv", HEADER, "a,1," + cells("1.0"), "b,2," + cells("0.0", cell))
    with pytest.raises(DataError, match="row 3, column Enlarged Cardiomediastinum: .* is not 1 or 0"):
        read(path).labels(NAMES, expert=True)


def test_the_first_bad_row_is_named_in_a_file_of_many_blocks(tmp_path: Path) -> None:
    good = "p" * 200 + ",1," + cells()
    lines = [HEADER, *[good] * 20_000]
    lines[15_001] = "p,1," + cells("7")
    lines[19_000] = "p,1," + cells("8")
    assert (
        refused(write(tmp_path / "t.csv", *lines)) == "FILE, row 15002, column No Finding: '7' is not 1, 0, -1 or blank"
    )


def test_unknown_repeated_and_missing_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    assert refused(write(path, HEADER + ",Unnamed: 0", "a,1," + cells() + ",0")).startswith(
        "FILE, row 1: unknown column 'Unnamed: 0' (the columns are Path, Age, No Finding"
    )
    assert refused(write(path, HEADER + ",Airspace Opacity", "a,1," + cells() + ",0")) == (
        "FILE, row 1: more than one column Lung Opacity"
    )
    short = HEADER.replace("Edema,", "").replace("Fracture,", "")
    assert refused(write(path, short, "a,1," + ",".join(["0.0"] * 12))) == "FILE, row 1: no column Edema, Fracture"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "FILE is empty"),
        (b"\n\n", "FILE, row 1: no column names"),
        (HEADER.encode(), "FILE has column names but no rows"),
        (HEADER.encode() + b"\n\n", "FILE has column names but no rows"),
        (HEADER.encode("utf-16"), "FILE, row 1: not UTF-8 text (save it as CSV in UTF-8)"),
        (
            f"{HEADER}\na,1,{cells()}\nM\u00fcller,1,{cells()}\n".encode("latin-1"),
            "FILE, row 3: not UTF-8 text (save it as CSV in UTF-8)",
        ),
        (f"{HEADER}\na,1,{cells()}\nb,1,0.0\n".encode(), "FILE, row 3: 3 cells instead of 16"),
        (gzip.compress(HEADER.encode() * 50)[:60], "FILE is a damaged or incomplete gzip file (copy it again)"),
        (b"\x1f\x8bnonsense", "FILE is a damaged or incomplete gzip file (copy it again)"),
    ],
    ids=["empty", "blank", "header", "header and blank", "utf-16", "latin-1", "ragged", "cut gzip", "not gzip"],
)
def test_a_file_that_is_no_table_is_refused_in_one_line(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    assert refused(path) == problem


def test_a_gzip_file_that_is_cut_off_after_its_header_row_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    rows = "".join(f"{number * 7919 % 10007},1,{cells(str(number % 2))}\n" for number in range(5000))
    path.write_bytes(gzip.compress(f"{HEADER}\n{rows}".encode())[:-500])
    assert refused(path) == "FILE is a damaged or incomplete gzip file (copy it again)"


def test_a_number_outside_its_range_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", HEADER, "a,1," + cells(), "b,121," + cells())
    with pytest.raises(DataError, match="row 3, column Age: '121' is not a number up to 120"):
        read(path).integers("Age", "a number up to 120", 0, 120)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.csv") == "FILE cannot be read: No such file or directory"
