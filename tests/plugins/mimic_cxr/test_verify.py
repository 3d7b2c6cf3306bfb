"""Checks of copies of MIMIC-CXR-JPG: whole, then broken one thing at a time. Every label and report is made up."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from podium.plugins.mimic_cxr.plugin import MimicCxr
from podium.registry import Check, DataError, Verification
from podium.tests.plugins.chexpert.support import jpeg
from podium.tests.plugins.mimic_cxr.support import LABELS, METADATA, Copy, dicom, image_path, write_table
from podium.tests.plugins.mimic_cxr.test_reports import write_folder, write_tar, write_zip

GOLD = tuple("Airspace Opacity" if name == "Lung Opacity" else name for name in LABELS)


def verified(root: Path, level: str = "images") -> Verification:
    return MimicCxr().verify(root, level, lambda stage, done, total: None)


def wrong(found: Verification) -> list[Check]:
    """Return the checks that are not ok, apart from the counts, which no small copy has right."""
    return [check for check in found.checks if check.status != "ok" and not check.name.endswith(" counts")]


def only(root: Path, level: str = "images") -> Check:
    (check,) = wrong(verified(root, level))
    return check


def detail(found: Verification, name: str) -> str:
    (check,) = [check for check in found.checks if check.name == name]
    return check.detail


def path_of(home: Path, number: int) -> Path:
    (row,) = [row for row in Copy().images if row["dicom_id"] == dicom(number)]
    return image_path(home, row)


def with_sums(home: Path) -> Path:
    """Write the checksums of every file of a copy."""
    paths = sorted(path for path in home.rglob("*") if path.is_file())
    sums = {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    (home / "SHA256SUMS.txt").write_text("".join(f"{digest} {name}\n" for name, digest in sums.items()))
    return home


@pytest.mark.parametrize("packed", [True, False])
def test_a_whole_copy_has_nothing_wrong_at_any_level(tmp_path: Path, packed: bool) -> None:
    home = with_sums(Copy().write(tmp_path / "mimic" / "2.0.0", packed))
    for root in (home, home.parent):
        found = verified(root, "hashes")
        assert (found.ok, wrong(found)) == (True, [])
    assert detail(found, "hashes") == "10 files are the published ones"


def test_the_counts_stand_beside_the_published_ones(tmp_path: Path) -> None:
    found = verified(Copy().write(tmp_path), "columns")
    rows = {row[0]: row[1:] for row in found.tables[0].rows}
    assert rows["test images"] == (4, 5_159)
    assert rows["test studies"] == (3, 3_269)
    assert rows["test patients"] == (1, 293)
    assert rows["test frontal images"] == (2, 3_653)
    assert rows["test lateral images"] == (1, 1_502)
    assert rows["test unknown images"] == (1, None)
    counts = [check for check in found.checks if check.name == "test counts"]
    assert [check.status for check in counts] == ["warning"]
    assert counts[0].detail.startswith("not the published test split: 4 images instead of 5,159, ")


def test_blank_view_positions_and_studies_without_labels_are_counted(tmp_path: Path) -> None:
    found = verified(Copy().write(tmp_path), "columns")
    name = "mimic-cxr-2.0.0-metadata.csv.gz: columns and cells"
    assert detail(found, name) == "6 images; ViewPosition is blank for 1 (15,769 in the published file)"
    assert detail(found, "chexpert labels") == "none for 1 study with 1 image, which an evaluation leaves out"
    name = "mimic-cxr-2.0.0-chexpert.csv.gz: columns and cells"
    assert detail(found, name) == "4 studies; 4 of them without any label"


def test_nothing_of_the_dataset_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with pytest.raises(DataError, match=r"nothing of MIMIC-CXR-JPG \(mimic-cxr-2.0.0-split.csv, also .gz\)"):
        verified(tmp_path)


def test_images_without_tables_are_a_problem_for_each_table(tmp_path: Path) -> None:
    home = Copy().write(tmp_path)
    for path in home.glob("*.gz"):
        path.unlink()
    found = verified(home)
    assert [(check.name, check.status) for check in wrong(found)] == [
        ("mimic-cxr-2.0.0-split.csv", "problem"),
        ("mimic-cxr-2.0.0-metadata.csv", "problem"),
        ("mimic-cxr-2.0.0-chexpert.csv", "problem"),
        ("mimic-cxr-2.0.0-negbio.csv", "problem"),
        ("images", "warning"),
    ]
    assert detail(found, "images") == "6 are there; without a split file none is known to belong here"


def test_one_labeller_is_enough(tmp_path: Path) -> None:
    home = Copy().write(tmp_path)
    (home / "mimic-cxr-2.0.0-negbio.csv.gz").unlink()
    check = only(home)
    assert (check.name, check.status) == ("mimic-cxr-2.0.0-negbio.csv", "warning")
    assert check.detail == f"not in {home}, also not as .gz; only chexpert labels can be used"


def rename_split(copy: Copy) -> None:
    copy.images[5]["split"] = "tset"


def patient_in_two_splits(copy: Copy) -> None:
    copy.images[5]["split"] = "train"


def image_twice(copy: Copy) -> None:
    copy.images.append(dict(copy.images[0]))


def study_twice(copy: Copy) -> None:
    copy.negbio.append(dict(copy.negbio[0]))


def wrong_cell(copy: Copy) -> None:
    copy.chexpert[1]["Edema"] = "2.0"


def metadata_says_another_study(copy: Copy) -> None:
    copy.metadata[0]["study_id"] = "50000009"


@pytest.mark.parametrize(
    ("change", "name", "said"),
    [
        (rename_split, "split", "row 7, column split: 'tset' is not train, validate or test"),
        (patient_in_two_splits, "split", "row 7, column split: patient 10000003 is in another split too"),
        (image_twice, "split", f"row 8, column dicom_id: {dicom(1)} is there already, in row 2"),
        (study_twice, "negbio", "row 6, column study_id: 50000005 is there already, in row 2"),
        (wrong_cell, "chexpert", "row 3, column Edema: '2.0' is not 1, 0, -1 or blank"),
    ],
)
def test_one_broken_table_is_a_problem_and_the_others_are_still_checked(
    tmp_path: Path, change: Callable[[Copy], None], name: str, said: str
) -> None:
    copy = Copy()
    change(copy)
    found = verified(copy.write(tmp_path))
    problems = [check for check in found.checks if check.status == "problem"]
    assert [check.name for check in problems] == [f"mimic-cxr-2.0.0-{name}.csv.gz: columns and cells"]
    assert said in problems[0].detail
    good = [check.name for check in found.checks if check.status == "ok" and check.name.endswith("columns and cells")]
    assert len(good) == 3


def test_tables_that_disagree_are_named(tmp_path: Path) -> None:
    copy = Copy()
    metadata_says_another_study(copy)
    checks = wrong(verified(copy.write(tmp_path)))
    assert [(check.name, check.status) for check in checks] == [
        ("chexpert labels of train images", "problem"),
        ("negbio labels of train images", "problem"),
    ]
    assert (
        "row 2, column study_id: 50000001, but row 2 of mimic-cxr-2.0.0-metadata.csv.gz says 50000009"
        in checks[0].detail
    )


def test_images_of_the_metadata_and_labels_of_no_split_are_warnings(tmp_path: Path) -> None:
    copy = Copy()
    copy.metadata.append(copy.metadata[0] | {"dicom_id": dicom(99)})
    copy.negbio.append({"subject_id": "10000009", "study_id": "50000099"})
    labels, metadata = wrong(verified(copy.write(tmp_path)))
    assert labels == Check("negbio labels", "warning", "for 1 study of no split", ("s50000099",))
    assert metadata == Check("metadata", "warning", "1 image in no split")


def test_no_finding_together_with_a_finding_is_a_warning(tmp_path: Path) -> None:
    copy = Copy()
    copy.chexpert[0] |= {"No Finding": "1.0", "Edema": "-1.0"}
    copy.chexpert[1] |= {"No Finding": "1.0", "Support Devices": "1.0"}
    check = only(copy.write(tmp_path))
    assert check.name == "mimic-cxr-2.0.0-chexpert.csv.gz: No Finding"
    assert check.detail == "together with a positive or uncertain finding in 1 study"
    assert check.examples == ("s50000005",)


def gold(home: Path, studies: list[str]) -> None:
    rows = [{"study_id": study, "Airspace Opacity": "1.0"} for study in studies]
    write_table(home / "mimic-cxr-2.1.0-test-set-labeled.csv", rows, ("study_id", *GOLD))


def test_the_radiologist_s_labels_are_checked(tmp_path: Path) -> None:
    home = Copy().write(tmp_path)
    gold(home, ["50000003", "50000004"])
    found = verified(home, "columns")
    assert [check.detail for check in wrong(found)] == ["2 studies, 687 were published"]
    rows = {row[0]: row for row in found.tables[1].rows}
    assert found.tables[1].columns == ("finding", "chexpert", "negbio", "radiologist")
    assert rows["Lung Opacity"] == ("Lung Opacity", 0, 0, 2)
    gold(home, ["50000003", "50000001"])
    checks = wrong(verified(home, "columns"))
    assert (
        Check(
            "mimic-cxr-2.1.0-test-set-labeled.csv: studies", "problem", "1 study not in the test split", ("s50000001",)
        )
        in checks
    )
    gold(home, ["50000003", "50000003"])
    (check,) = wrong(verified(home, "columns"))
    assert check.detail.endswith("row 3, column study_id: 50000003 is there already, in row 2")


def test_the_list_of_image_names_is_compared_with_the_split_file(tmp_path: Path) -> None:
    home = Copy().write(tmp_path)
    names = [str(image_path(home, row).relative_to(home)) for row in Copy().images]
    (home / "IMAGE_FILENAMES").write_text("\n".join(names) + "\n")
    assert detail(verified(home), "IMAGE_FILENAMES") == "lists the 6 images of the split file"
    (home / "IMAGE_FILENAMES").write_text("\n".join([*names[1:], "files/p10/other.jpg"]))
    check = only(home)
    assert check.detail == "lacks 1 image of the split file, and has 1 other"
    assert check.examples == (names[0], "files/p10/other.jpg")


def test_missing_images_are_counted_per_split_and_named(tmp_path: Path) -> None:
    home = Copy().write(tmp_path)
    path_of(home, 4).unlink()
    assert only(home) == Check(
        "test images",
        "problem",
        "3 of 4 are there; --allow-partial evaluates on these, off the boards",
        (f"missing: files/p10/p10000003/s50000003/{dicom(4)}.jpg",),
    )
    path_of(home, 1).unlink()
    train, test = wrong(verified(home))
    assert (train.name, train.status) == ("train images", "warning")
    assert test.status == "problem"


def test_files_that_no_table_lists_are_a_warning(tmp_path: Path) -> None:
    home = Copy().write(tmp_path)
    path_of(home, 1).with_name(f"{dicom(77)}.jpg").write_bytes(jpeg())
    path_of(home, 1).with_name("view.png").write_bytes(jpeg())
    write_folder(home, {"files/p10/index.html": b"", "files/p10/p1/x.jpg": b"", "files/p12/p10000001/x.jpg": b""})
    check = only(home)
    assert (check.name, check.detail) == ("other files", "4 files among the images that no table lists")
    assert check.examples == (
        "files/p10/p1/",
        f"files/p10/p10000001/s50000001/{dicom(77)}.jpg",
        "files/p10/p10000001/s50000001/view.png",
        "files/p12/p10000001/",
    )


def test_an_image_in_the_folder_of_another_study_is_missing(tmp_path: Path) -> None:
    home = Copy().write(tmp_path)
    elsewhere = home / "files/p10/p10000003/s50000004" / f"{dicom(4)}.jpg"
    path_of(home, 4).rename(elsewhere)
    missing, extra = wrong(verified(home))
    assert missing.examples == (f"missing: files/p10/p10000003/s50000003/{dicom(4)}.jpg",)
    assert extra.examples == (str(elsewhere.relative_to(home)),)


def test_sizes_are_compared_with_the_metadata_where_it_says_them(tmp_path: Path) -> None:
    copy = Copy()
    for row in copy.metadata[:4]:
        row |= {"Rows": "8", "Columns": "8"}
    copy.metadata[4] |= {"Rows": "9", "Columns": "8"}
    home = copy.write(tmp_path)
    assert wrong(verified(home, "paths")) == []
    assert only(home) == Check(
        "image sizes",
        "problem",
        "not as large as the metadata says: 1 of 5",
        (f"files/p10/p10000003/s50000004/{dicom(5)}.jpg: 8 x 8 pixels, the metadata says 8 columns and 9 rows",),
    )
    copy.metadata[4]["Rows"] = "8"
    assert detail(verified(copy.write(tmp_path)), "image sizes") == "as the metadata says, for 5 images"
    copy.metadata[4]["Rows"] = "large"
    assert "row 6, column Rows: 'large' is not a number of pixels, or blank" in only(copy.write(tmp_path)).detail


def test_a_truncated_image_is_found_at_level_images(tmp_path: Path) -> None:
    home = Copy().write(tmp_path)
    path_of(home, 2).write_bytes(jpeg()[:-3])
    assert wrong(verified(home, "paths")) == []
    assert only(home).examples == (f"files/p10/p10000002/s50000002/{dicom(2)}.jpg is cut off: its end is missing",)


def test_a_changed_file_and_a_changed_table_have_other_checksums(tmp_path: Path) -> None:
    home = with_sums(Copy().write(tmp_path))
    data = bytearray(jpeg())
    data[-8] ^= 1
    path_of(home, 1).write_bytes(data)
    negbio = home / "mimic-cxr-2.0.0-negbio.csv.gz"
    negbio.write_bytes(gzip.decompress(negbio.read_bytes()))
    assert wrong(verified(home, "images")) == []
    check = only(home, "hashes")
    assert (check.status, check.detail) == ("problem", "2 of 10 files are not the published ones")
    assert check.examples[0].startswith(f"files/p10/p10000001/s50000001/{dicom(1)}.jpg: ")
    assert check.examples[1].startswith("mimic-cxr-2.0.0-negbio.csv.gz: ")


def test_checksums_of_absent_files_are_counted_and_images_without_one_named(tmp_path: Path) -> None:
    home = with_sums(Copy().write(tmp_path))
    lines = (home / "SHA256SUMS.txt").read_text().splitlines()
    kept = [line for line in lines if dicom(1) not in line]
    (home / "SHA256SUMS.txt").write_text("\n".join([*kept, f"{'0' * 64}  README", f"{'A' * 64} *./LICENSE.txt"]))
    (home / "README").unlink(missing_ok=True)
    found = verified(home, "hashes")
    assert detail(found, "hashes") == "9 files are the published ones; 2 further listed files are not here"
    assert [check.detail for check in wrong(found)] == ["SHA256SUMS.txt has no line for 1 images"]


def test_lines_that_are_no_checksum_or_lead_out_of_the_folder_are_a_problem_and_read_nothing(tmp_path: Path) -> None:
    home = with_sums(Copy().write(tmp_path / "copy"))
    (tmp_path / "secret").write_text("x")
    with (home / "SHA256SUMS.txt").open("a") as stream:
        stream.write(f"{'0' * 64} ../secret\n{'0' * 64} {tmp_path}/secret\nnonsense\n\n")
    check = only(home, "hashes")
    assert check.detail == "3 lines are not a SHA-256 and a path below the folder"
    assert check.examples[2] == "row 13: nonsense"


def test_without_checksums_nothing_is_hashed_and_it_is_said(tmp_path: Path) -> None:
    home = Copy().write(tmp_path)
    check = only(home, "hashes")
    assert (check.status, check.detail) == ("warning", f"no SHA256SUMS.txt in {home}, so no file was compared")


TEXTS = {
    "files/p10/p10000001/s50000001.txt": b" FINAL\n FINDINGS: Clear.\n IMPRESSION: Normal.\n",
    "files/p10/p10000002/s50000002.txt": b" FINAL\n FINDINGS: Clear.\n",
    "files/p10/p10000003/s50000003.txt": b" FINAL\n INDICATION: Cough.\n \n Clear.\n",
    "files/p10/p10000003/s50000004.txt": b" FINAL\n INDICATION: Cough.\n",
}


def stored() -> Iterator[tuple[str, Callable[[Path], Path]]]:
    yield "files", lambda home: write_folder(home, TEXTS) / "files"
    yield "zip", lambda home: write_zip(home / "mimic-cxr-reports.zip", TEXTS)
    yield "tar.gz", lambda home: write_tar(home / "mimic-cxr-reports.tar.gz", TEXTS)
    yield "beside", lambda home: write_zip(home.parent / "mimic-cxr-reports.zip", TEXTS)


@pytest.mark.parametrize(("kind", "store"), list(stored()), ids=[kind for kind, _ in stored()])
def test_reports_are_counted_and_at_level_images_their_sections_too(
    tmp_path: Path, kind: str, store: Callable[[Path], Path]
) -> None:
    home = Copy().write(tmp_path / "copy")
    place = store(home)
    shallow = verified(home, "paths")
    assert [check.detail for check in wrong(shallow)] == [f"4 in {place}, 227,835 were published"]
    assert [table.name for table in shallow.tables] == ["counts", "findings"]
    table = verified(home, "images").tables[2]
    assert table.rows == (
        ("impression", 1, 189_561),
        ("findings", 1, 27_684),
        ("last paragraph", 1, 10_514),
        ("comparison", 0, None),
        ("none", 1, None),
    )


def test_reports_alone_can_be_checked(tmp_path: Path) -> None:
    write_zip(tmp_path / "mimic-cxr-reports.zip", TEXTS)
    checks = {check.name: check.status for check in verified(tmp_path).checks}
    assert checks["reports"] == "warning"
    assert checks["mimic-cxr-2.0.0-split.csv"] == "problem"


def test_reports_that_cannot_be_read_are_problems(tmp_path: Path) -> None:
    home = Copy().write(tmp_path / "copy")
    archive = home / "mimic-cxr-reports.tar.gz"
    write_tar(archive, TEXTS | {"files/p10/p10000003/s50000005.txt": b"\xff"})
    garbled = wrong(verified(home))[0]
    assert (garbled.name, garbled.status) == ("report texts", "problem")
    assert garbled.examples[0].endswith("s50000005.txt: byte 1 is not UTF-8 text")
    archive.write_bytes(archive.read_bytes()[:-30])
    damaged = only(home)
    assert damaged.status == "problem"
    assert damaged.detail == f"{archive} cannot be read: it is damaged or incomplete (copy it again)"
    archive.unlink()
    write_folder(home, TEXTS | {"files/p11/p11000000/s50000001.txt": b""})
    twice = only(home)
    assert twice.examples == (
        "study 50000001 has two reports, p10/p10000001/s50000001.txt and p11/p11000000/s50000001.txt",
    )


def test_every_metadata_column_of_the_release_is_known(tmp_path: Path) -> None:
    assert len(METADATA) == 12
    assert wrong(verified(Copy().write(tmp_path), "columns")) == []
