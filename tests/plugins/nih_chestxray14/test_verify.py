"""The check of a copy of ChestX-ray14."""

from __future__ import annotations

from pathlib import Path

from podium.plugins.nih_chestxray14.plugin import ChestXray14
from podium.registry import Check
from podium.tests.plugins.nih_chestxray14.support import LISTS, ROWS, TABLE, write_copy

NIH = ChestXray14()


def _verified(folder: Path, level: str = "images") -> dict[str, Check]:
    found = NIH.verify(folder, level, lambda *_: None)
    return {check.name: check for check in found.checks}


def test_a_small_copy_is_usable_but_not_the_published_one(tmp_path: Path) -> None:
    found = _verified(write_copy(tmp_path))
    assert {name for name, check in found.items() if check.status == "problem"} == set()
    assert found[f"{TABLE}: columns and cells"].detail == "5 images of 4 patients, 2 without any finding"
    counts = found[f"{TABLE}: counts"]
    assert counts.status == "warning" and counts.examples[0] == "images: 5 instead of 112,120"
    assert found["test_list.txt"].detail == "names 3 images instead of 25,596; no board takes figures of it"
    assert found["patients"].detail == "none is in both lists"
    assert found["test images"].detail == "all 3 are there"
    assert found["image files"].detail == "none of 5 is damaged or cut off"


def test_problems_of_table_lists_and_images_are_named(tmp_path: Path) -> None:
    copy = write_copy(tmp_path, lists={**LISTS, "train": ("00000001_000.png", "00000003_000.png")})
    next(copy.rglob("00000002_000.png")).unlink()
    next(copy.rglob("00000001_000.png")).write_bytes(b"no image")
    (copy / "images_001" / "images" / "note.txt").write_text("?", encoding="utf-8")
    found = _verified(copy)
    # Whichever list comes first names the image.
    assert found["patients"].status == "problem"
    assert "00000001_000.png: patient 1 is in test_list.txt too" in found["patients"].detail
    assert found["test images"].examples == ("missing: 00000002_000.png",)
    assert found["image files"].status == "problem"
    assert "00000001_000.png cannot be read" in found["image files"].examples[0]
    assert found["other files"].examples == ("images_001/images/note.txt",)


def test_a_broken_table_is_a_problem_and_a_missing_list_a_warning(tmp_path: Path) -> None:
    copy = write_copy(tmp_path / "a", [(*ROWS[0][:1], "Efusion", *ROWS[0][2:]), *ROWS[1:]])
    (only,) = _verified(copy).values()
    assert only.status == "problem" and "row 2, column Finding Labels: 'Efusion'" in only.detail
    found = _verified(write_copy(tmp_path / "b", lists={"test": LISTS["test"]}))
    assert found["train_val_list.txt"].status == "warning"
    assert "patients" not in found


def test_how_far_another_version_of_the_labels_differs_is_told(tmp_path: Path) -> None:
    write_copy(tmp_path, [(*row[:1], "No Finding", *row[2:]) for row in ROWS], table="Data_Entry_2017.csv")
    found = _verified(write_copy(tmp_path))["Data_Entry_2017.csv: another version"]
    assert found.status == "warning"
    assert found.detail == "not used; 3 images of 5 in both have other labels there"
    assert found.examples == ("00000001_000.png", "00000002_001.png", "00000003_000.png")


def test_the_sample_is_whole_the_same_every_time_and_called_a_sample(tmp_path: Path) -> None:
    for name in ("a", "b"):
        NIH.write_sample(tmp_path / name)
    files = [sorted(path.relative_to(tmp_path / name) for path in (tmp_path / name).rglob("*")) for name in ("a", "b")]
    assert files[0] == files[1]
    first, second = tmp_path / "a", tmp_path / "b"
    assert all((first / path).read_bytes() == (second / path).read_bytes() for path in files[0] if path.suffix)
    found = _verified(first, "hashes")
    assert {check.status for check in found.values()} == {"ok"}
    assert found[f"{TABLE}: counts"].detail == "a synthetic sample, so not compared with the published ones"
    assert NIH.load(first, "test").sample and NIH.load(first, "test").shortfall == ""
    assert (len(NIH.load(first, "train")), len(NIH.load(first, "test"))) == (24, 144)
    counts = NIH.verify(first, "columns", lambda *_: None).tables[1]
    assert all(isinstance(row[3], int) and row[3] >= 10 for row in counts.rows)
