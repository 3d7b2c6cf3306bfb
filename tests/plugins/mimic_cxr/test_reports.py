"""Reports from a folder, a zip and a tar. Every report here is made up."""

from __future__ import annotations

import gzip
import io
import tarfile
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.plugins.mimic_cxr.reports import MAX_BYTES, Report, open_reports
from podium.registry import DataError

REPORTS = {
    "files/p11/p11000001/s50000009.txt": b" IMPRESSION: Normal.\n",
    "files/p10/p10000032/s50414267.txt": b" FINDINGS: Clear.\n",
    "files/p10/p10000032/s50000002.txt": b" FINDINGS: Effusion.\n",
}
ORDERED = [
    Report(50000002, 10000032, " FINDINGS: Effusion.\n"),
    Report(50414267, 10000032, " FINDINGS: Clear.\n"),
    Report(50000009, 11000001, " IMPRESSION: Normal.\n"),
]
AS_WRITTEN = [ORDERED[2], ORDERED[1], ORDERED[0]]


def write_folder(home: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(data)
    return home


def write_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def write_tar(path: Path, files: Mapping[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def written(kind: str, place: Path, files: Mapping[str, bytes]) -> Path:
    if kind == "folder":
        return write_folder(place / "copy", files)
    return write_zip(place / "r.zip", files) if kind == "zip" else write_tar(place / f"r.{kind}", files)


def refused(path: Path, study: int | None = None) -> str:
    with pytest.raises(DataError) as caught:
        reports = open_reports(path)
        list(reports) if study is None else reports.get(study)
    return str(caught.value).replace(str(path.parent), "ROOT")


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_reports_come_by_patient_and_study_and_each_can_be_asked_for(tmp_path: Path, kind: str) -> None:
    reports = open_reports(written(kind, tmp_path, REPORTS))
    assert list(reports) == ORDERED
    assert list(reports) == ORDERED
    assert reports.get(50414267) == ORDERED[1]
    with pytest.raises(DataError, match="has no report of study 59999999"):
        reports.get(59999999)


@pytest.mark.parametrize("kind", ["tar.gz", "tgz"])
def test_a_tar_is_read_in_its_own_order_again_and_again(tmp_path: Path, kind: str) -> None:
    reports = open_reports(written(kind, tmp_path, REPORTS))
    assert list(reports) == AS_WRITTEN
    assert list(reports) == AS_WRITTEN
    assert refused(tmp_path / f"r.{kind}", 50414267).startswith(f"ROOT/r.{kind} can only be read from its start")


def test_a_tar_without_compression_is_read(tmp_path: Path) -> None:
    assert list(open_reports(write_tar(tmp_path / "r.tar", REPORTS, "w"))) == AS_WRITTEN
    assert list(open_reports(write_tar(tmp_path / "unpacked.tar.gz", REPORTS, "w"))) == AS_WRITTEN


@pytest.mark.parametrize("below", ["", "files"])
def test_the_folder_may_be_files_or_the_one_above_it(tmp_path: Path, below: str) -> None:
    assert list(open_reports(write_folder(tmp_path, REPORTS) / below)) == ORDERED


@pytest.mark.parametrize("kind", ["folder", "zip", "tgz"])
def test_other_files_beside_the_reports_are_left_alone(tmp_path: Path, kind: str) -> None:
    others = {
        "files/p10/p10000032/index.html": b"x",
        "files/p10/p10000032/s50414267/note.txt": b"x",
        "files/p10/p10000032/s5041426.txt": b"x",
        "files/p10/p10000032/s50414267.txt.bak": b"x",
        "files/p10/README.txt": b"x",
        "LICENSE.txt": b"x",
    }
    reports = list(open_reports(written(kind, tmp_path, others | REPORTS)))
    assert sorted(reports) == sorted(ORDERED)


@pytest.mark.parametrize("kind", ["folder", "zip", "tgz"])
def test_two_reports_of_one_study_are_named(tmp_path: Path, kind: str) -> None:
    path = written(kind, tmp_path, REPORTS | {"files/p12/p12000000/s50000002.txt": b"x"})
    said = refused(path)
    assert "study 50000002 has two reports" in said
    assert "p10/p10000032/s50000002.txt and" in said
    assert "p12/p12000000/s50000002.txt" in said


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_and_a_tar_that_hold_one_name_twice_are_refused(tmp_path: Path) -> None:
    name = "files/p10/p10000032/s50414267.txt"
    with zipfile.ZipFile(tmp_path / "r.zip", "w") as archive:
        archive.writestr(name, b"one")
        archive.writestr(name, b"two")
    assert refused(tmp_path / "r.zip") == (
        f"ROOT/r.zip: study 50414267 has two reports, {name} and {name} (keep one of them)"
    )


@pytest.mark.parametrize("kind", ["folder", "zip", "tgz"])
def test_bytes_that_are_not_utf_8_are_named_with_their_place(tmp_path: Path, kind: str) -> None:
    path = written(kind, tmp_path, {"files/p10/p10000032/s50414267.txt": b" FINDINGS: 5 \xb5m"})
    said = refused(path)
    assert said.endswith("s50414267.txt: byte 14 is not UTF-8 text (the official reports are; copy it again)")


@pytest.mark.parametrize("kind", ["folder", "zip", "tgz"])
def test_a_mark_at_the_start_and_line_ends_of_other_systems_are_read_as_if_they_were_not_there(
    tmp_path: Path, kind: str
) -> None:
    path = written(kind, tmp_path, {"files/p10/p10000032/s50414267.txt": b"\xef\xbb\xbf A:\r\n b\r c\n"})
    assert list(open_reports(path)) == [Report(50414267, 10000032, " A:\n b\n c\n")]


@pytest.mark.parametrize("kind", ["zip", "tgz"])
def test_names_that_lead_out_of_the_archive_write_nothing(tmp_path: Path, kind: str) -> None:
    (tmp_path / "in").mkdir()
    names = [
        "../../p10/p10000001/s50000001.txt",
        "/tmp/p10/p10000002/s50000002.txt",
        "C:\\p10\\p10000003\\s50000003.txt",
    ]
    path = written(kind, tmp_path / "in", dict.fromkeys(names, b"text"))
    before = sorted(tmp_path.rglob("*"))
    assert [report.study_id for report in open_reports(path)] == [50000001, 50000002, 50000003]
    assert sorted(tmp_path.rglob("*")) == before


def test_links_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "r.tgz", "w:gz") as archive:
        for number, kind in enumerate((tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE)):
            member = tarfile.TarInfo(f"files/p10/p10000032/s5000000{number}.txt")
            member.type, member.linkname = kind, "/etc/hostname"
            archive.addfile(member)
        member = tarfile.TarInfo("files/p10/p10000032/s50000009.txt")
        archive.addfile(member, io.BytesIO())
    assert list(open_reports(tmp_path / "r.tgz")) == [Report(50000009, 10000032, "")]


@pytest.mark.parametrize("kind", ["folder", "zip", "tgz"])
def test_a_report_that_unpacks_to_far_more_than_a_report_is_refused_without_holding_it(
    tmp_path: Path, kind: str
) -> None:
    path = written(kind, tmp_path, {"files/p10/p10000032/s50414267.txt": bytes(64 << 20)})
    tracemalloc.start()
    try:
        said = refused(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert said.endswith(f"s50414267.txt is longer than {MAX_BYTES:,} bytes, which no report is (copy it again)")
    assert peak < 8 << 20


@pytest.mark.parametrize("kind", ["zip", "tgz"])
@pytest.mark.parametrize("keep", [0.02, 0.5, 0.9, 0.999])
def test_an_archive_that_was_cut_off_is_refused(tmp_path: Path, kind: str, keep: float) -> None:
    path = written(kind, tmp_path, {f"files/p10/p10000032/s5{n:07}.txt": f"{n * n}".encode() for n in range(200)})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    said = refused(path)
    assert said.startswith(f"ROOT/r.{kind}")
    assert "damaged or incomplete" in said or "neither a folder nor a zip" in said


def test_a_zip_with_a_changed_byte_and_an_encrypted_one_are_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "r.zip", {"files/p10/p10000032/s50414267.txt": b"abc" * 50})
    data = bytearray(path.read_bytes())
    data[65] ^= 0xFF
    path.write_bytes(data)
    assert refused(path).startswith("ROOT/r.zip: files/p10/p10000032/s50414267.txt cannot be read: it is damaged")
    path = write_zip(tmp_path / "e.zip", {"files/p10/p10000032/s50414267.txt": b"abc"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "is encrypted" in refused(path)


def test_a_place_without_reports_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent.zip") == "no file ROOT/absent.zip (name the folder, zip or tar of the reports)"
    (tmp_path / "empty").mkdir()
    assert refused(tmp_path / "empty").startswith("ROOT/empty has no report")
    assert refused(write_zip(tmp_path / "none.zip", {"a.txt": b""})).startswith("ROOT/none.zip has no report")
    (tmp_path / "table.csv.gz").write_bytes(gzip.compress(b"a,b\n"))
    assert refused(tmp_path / "table.csv.gz") == "ROOT/table.csv.gz is neither a folder nor a zip nor a tar of reports"
    (tmp_path / "not.tgz").write_bytes(gzip.compress(b"a,b\n" * 1000))
    assert refused(tmp_path / "not.tgz").startswith("ROOT/not.tgz cannot be read: it is damaged or incomplete")


def test_many_reports_in_a_tar_take_little_memory(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "r.tgz", {f"files/p10/p10000032/s5{n:07}.txt": bytes(20_000) for n in range(500)})
    tracemalloc.start()
    try:
        assert sum(len(report.text) for report in open_reports(path)) == 10_000_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2 << 20


@given(
    st.binary(max_size=300),
    st.sampled_from([".zip", ".tgz", ".tar"]),
    st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b"]),
)
def test_any_bytes_are_read_or_refused_with_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str, start: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / f"r{ending}"
    path.write_bytes(start + data)
    try:
        assert list(open_reports(path)) == []
    except DataError as error:
        assert str(path) in str(error)
