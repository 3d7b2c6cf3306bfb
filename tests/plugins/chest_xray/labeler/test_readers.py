"""Reports out of CSV files, texts, folders and archives."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from podium.plugins.chest_xray.labeler.readers import MOST_BYTES, read_reports
from podium.registry import DataError

MIMIC = {
    "files/p10/p10000001/s50000002.txt": "FINDINGS: No effusion.",
    "files/p10/p10000001/s50000001.txt": "FINDINGS: Edema.",
}


def folder(path: Path) -> Path:
    for name, text in MIMIC.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text)
    (path / "index.html").write_text("<html>")
    return path


def zipped(path: Path) -> Path:
    with zipfile.ZipFile(path / "mimic-cxr-reports.zip", "w") as archive:
        for name, text in MIMIC.items():
            archive.writestr(name, text)
        archive.writestr("__MACOSX/files/._s50000001.txt", b"\0\0")
    return path / "mimic-cxr-reports.zip"


def tarred(path: Path) -> Path:
    with tarfile.open(path / "reports.tgz", "w:gz") as archive:
        for name, text in MIMIC.items():
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
    return path / "reports.tgz"


@pytest.mark.parametrize("make", [folder, zipped, tarred])
def test_mimics_layout_is_read_in_every_packing_with_subject_and_study(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    reports = read_reports(make(tmp_path))
    assert reports.key_columns == ("subject_id", "study_id")
    assert {tuple(one) for one in reports.written} == {
        (("10000001", "50000001"), "FINDINGS: Edema."),
        (("10000001", "50000002"), "FINDINGS: No effusion."),
    }
    assert reports.notes == []


def test_other_texts_are_named_by_their_path(tmp_path: Path) -> None:
    (tmp_path / "ward").mkdir()
    (tmp_path / "ward" / "a.txt").write_text("Edema.")
    (tmp_path / "b.txt").write_text("Clear.")
    reports = read_reports(tmp_path)
    assert reports.key_columns == ("report",)
    assert [tuple(one) for one in reports.written] == [(("b",), "Clear."), (("ward/a",), "Edema.")]


@pytest.mark.parametrize("name", ["r.csv", "r.csv.gz"])
def test_a_table_keeps_its_key_columns_and_the_column_called_report(tmp_path: Path, name: str) -> None:
    data = b'subject_id,study_id,note_type,Report\n1,2,x,"No effusion,\nno edema."\n1,3,x,\n'
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    reports = read_reports(tmp_path / name)
    assert reports.key_columns == ("subject_id", "study_id")
    assert [tuple(one) for one in reports.written] == [(("1", "2"), "No effusion,\nno edema."), (("1", "3"), "")]


def test_findings_and_impression_are_joined_and_rows_without_a_key_are_numbered(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("indication,findings,impression\npneumonia,Clear.,Normal.\nx,,Edema.\n")
    reports = read_reports(tmp_path / "r.csv")
    assert reports.key_columns == ("row",)
    assert [tuple(one) for one in reports.written] == [
        (("2",), "FINDINGS: Clear.\n\nIMPRESSION: Normal."),
        (("3",), "IMPRESSION: Edema."),
    ]


def test_the_text_column_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("id,befund,report\n1,Edema.,x\n")
    assert [one.text for one in read_reports(tmp_path / "r.csv", ["Befund"]).written] == ["Edema."]
    with pytest.raises(DataError, match="r.csv has no column 'text' .it has id, befund, report"):
        read_reports(tmp_path / "r.csv", ["text"])


@pytest.mark.parametrize(
    ("data", "text", "notes"),
    [
        ("Œdème: edema.".encode("cp1252"), "Œdème: edema.", ["1 report not in UTF-8, read as Windows-1252"]),
        (b"\xef\xbb\xbfEdema.", "Edema.", []),
        ("Edema.".encode("utf-16"), "Edema.", []),
    ],
    ids=["windows", "byte-order mark", "utf-16"],
)
def test_a_text_in_another_encoding_is_read_and_told(tmp_path: Path, data: bytes, text: str, notes: list[str]) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    reports = read_reports(tmp_path / "a.txt")
    assert [one.text for one in reports.written] == [text]
    assert reports.notes == notes
    assert reports.total == 1


def test_a_table_in_another_encoding_is_read_and_told(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes("id,report\n1,Œdème\n2,x\n".encode("cp1252"))
    reports = read_reports(tmp_path / "r.csv")
    assert [one.text for one in reports.written] == ["Œdème", "x"]
    assert reports.notes == ["1 line not in UTF-8, read as Windows-1252"]
    (tmp_path / "w.csv").write_bytes("id,report\n1,Œdème\n".encode("utf-16"))
    assert [one.text for one in read_reports(tmp_path / "w.csv").written] == ["Œdème"]


def test_a_report_of_a_megabyte_in_a_table_is_read(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(f'id,report\n1,"{"No effusion. " * 90_000}"\n')
    assert [len(one.text) for one in read_reports(tmp_path / "r.csv").written] == [13 * 90_000]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("r.csv", b"", "r.csv has no column called report, text, findings or impression: it is empty"),
        ("r.csv", b"id,label\n1,0\n", "it has id, label"),
        ("r.csv", b"id,report\n1,a,b\n", "row 2 has 3 cells, its header has 2"),
        ("r.csv", b'id,report\n1,"a\n', "row 2 cannot be read"),
        ("r.csv", b"id,report\n1,\0\n", "is not text"),
        ("r.csv.gz", b"id,report\n", "r.csv.gz cannot be read: Not a gzipped file"),
        ("r.zip", b"PK", "r.zip cannot be read"),
        ("r.tgz", b"no archive", "r.tgz cannot be read"),
        ("a.txt", b"\x89PNG\0\0", "a.txt is not text"),
        ("a.txt", b"\xff\xfe\x00", "a.txt is not text"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DataError, match=message):
        list(read_reports(tmp_path / name).written)


def test_an_archive_that_is_cut_off_says_so(tmp_path: Path) -> None:
    whole = tarred(tmp_path).read_bytes()
    (tmp_path / "cut.tgz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="cut.tgz cannot be read"):
        list(read_reports(tmp_path / "cut.tgz").written)


def test_a_missing_source_an_empty_folder_and_a_file_too_large_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="gone does not exist"):
        read_reports(tmp_path / "gone")
    with pytest.raises(DataError, match="has no report: no file in it ends in .txt"):
        read_reports(tmp_path)
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    with pytest.raises(DataError, match="which no report is"):
        read_reports(tmp_path)
