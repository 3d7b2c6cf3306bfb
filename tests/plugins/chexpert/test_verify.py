"""Checks of copies of CheXpert: every layout whole, then broken one thing at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chexpert.plugin import CheXpert
from podium.registry import Check, DataError, Verification
from podium.tests.plugins.chexpert.support import FIELDS, KEYS, classic, jpeg, row, rows, write_images, write_table
from podium.tests.plugins.chexpert.test_layouts import aimi, with_test_set
from podium.tests.plugins.chexpert.test_published import copied, official


def verified(root: Path, level: str = "hashes") -> Verification:
    return CheXpert().verify(root, level, lambda stage, done, total: None)


def wrong(found: Verification) -> list[Check]:
    """Return the checks that are not ok, apart from the counts, which no small copy has right."""
    return [check for check in found.checks if check.status != "ok" and not check.name.endswith(": counts")]


def only(root: Path, level: str = "hashes") -> Check:
    (check,) = wrong(verified(root, level))
    return check


def detail(found: Verification, name: str) -> str:
    (check,) = [check for check in found.checks if check.name == name]
    return check.detail


def by_study(home: Path) -> Path:
    table = [{"Study": f"CheXpert-v1.0/test/patient6474{n}/study1/", **dict.fromkeys(NAMES, "0")} for n in (1, 2)]
    write_table(home / "groundtruth.csv", table, ("Study", *NAMES))
    return home


@pytest.mark.parametrize("layout", [classic, aimi, with_test_set, by_study])
def test_a_whole_copy_of_every_layout_has_nothing_wrong_at_any_level(
    tmp_path: Path, layout: Callable[[Path], Path]
) -> None:
    found = verified(layout(tmp_path))
    assert found.ok
    assert wrong(found) == []


def test_the_published_counts_are_recognised(tmp_path: Path) -> None:
    for split in ("valid", "test"):
        write_table(tmp_path / f"{split}.csv", official(split))
    found = verified(tmp_path, "columns")
    assert detail(found, "valid.csv: counts") == "those of the published valid split"
    assert detail(found, "test.csv: counts") == "those of the published test split"
    assert found.tables[0].rows[0] == ("valid images", 234, 234)
    assert found.tables[0].rows[5] == ("test patients", 500, 500)
    assert ("Cardiomegaly", 66, 66, 151, 151) in found.tables[1].rows


def test_one_label_less_than_published_is_a_warning_that_names_it(tmp_path: Path) -> None:
    table = official("valid")
    table[-1]["Fracture"] = "1.0"
    write_table(tmp_path / "valid.csv", table)
    (check,) = [check for check in verified(tmp_path, "columns").checks if check.name == "valid.csv: counts"]
    assert check.status == "warning"
    assert check.detail == (
        "not the published valid split: 1 studies with Fracture instead of 0; no board takes figures from it"
    )


def test_tables_alone_are_fine_at_level_columns_and_lack_images_at_level_paths(tmp_path: Path) -> None:
    write_table(tmp_path / "train.csv", rows("train"))
    assert wrong(verified(tmp_path, "columns")) == []
    assert only(tmp_path, "paths") == Check(
        "train images", "problem", "none of 4 is there; predictions from a file can still be scored"
    )


def test_no_table_at_all_is_an_error_that_says_what_was_looked_for(tmp_path: Path) -> None:
    write_images(tmp_path / "train", KEYS["train"])
    with pytest.raises(DataError, match="no label table of CheXpert"):
        verified(tmp_path)
    with pytest.raises(DataError, match="no folder"):
        verified(tmp_path / "absent")


def test_a_split_without_any_image_beside_one_that_has_them_was_not_downloaded(tmp_path: Path) -> None:
    home = classic(tmp_path, ("valid",))
    write_table(home / "train.csv", rows("train"))
    assert only(home) == Check(
        "train images", "warning", "none of 4 is there; predictions from a file can still be scored"
    )


def test_missing_images_are_counted_and_the_first_twenty_named(tmp_path: Path) -> None:
    table = [row(f"train/patient{patient:05d}/study1/view1_frontal.jpg") for patient in range(1, 31)]
    write_table(tmp_path / "train.csv", table)
    write_images(tmp_path / "train", ["patient00003/study1/view1_frontal.jpg"])
    check = only(tmp_path)
    assert (check.name, check.status) == ("train images", "problem")
    assert check.detail == "1 of 30 are there; --allow-partial evaluates on these, off the boards"
    assert len(check.examples) == 20
    assert check.examples[:3] == (
        "missing: patient00001/study1/view1_frontal.jpg",
        "missing: patient00002/study1/view1_frontal.jpg",
        "missing: patient00004/study1/view1_frontal.jpg",
    )


def test_files_that_no_table_lists_are_a_warning_with_their_places(tmp_path: Path) -> None:
    home = classic(tmp_path)
    write_images(
        home / "train",
        [
            "patient00001/study1/view3_frontal.jpg",
            "patient00001/study1/VIEW1_FRONTAL.JPG",
            "patient00001/study9/view1_frontal.jpg",
            "patient00001/study1/.DS_Store",
            "patient00007/study1/view1_frontal.jpg",
        ],
    )
    assert only(home) == Check(
        "other files",
        "warning",
        "4 files among the images that no table lists",
        (
            "train/patient00001/study1/VIEW1_FRONTAL.JPG",
            "train/patient00001/study1/view3_frontal.jpg",
            "train/patient00001/study9/view1_frontal.jpg",
            "train/patient00007/study1/view1_frontal.jpg",
        ),
    )


def test_an_image_in_the_folder_of_another_split_is_missing_here_and_unlisted_there(tmp_path: Path) -> None:
    home = classic(tmp_path)
    (home / "valid" / "patient64541").rename(home / "train" / "patient64541")
    missing, extra = wrong(verified(home))
    assert missing.examples == ("missing: patient64541/study1/view1_frontal.jpg",)
    assert extra.examples == ("train/patient64541/study1/view1_frontal.jpg",)


def test_images_of_a_split_without_labels_are_unlisted(tmp_path: Path) -> None:
    home = classic(tmp_path)
    (home / "test.csv").unlink()
    assert only(home).detail == "3 files among the images that no table lists"


def test_a_missing_image_in_a_batch_folder_is_found(tmp_path: Path) -> None:
    home = aimi(tmp_path)
    (home / "CheXpert-v1.0 batch 3 (train 2)" / KEYS["train"][3]).unlink()
    for root in (home, home / "CheXpert-v1.0 batch 1 (validate & csv)"):
        assert only(root).examples == (f"missing: {KEYS['train'][3]}",)


def test_a_truncated_an_empty_and_a_strange_image_are_found_at_level_images_only(tmp_path: Path) -> None:
    home = classic(tmp_path)
    cut, empty, strange = (home / "train" / KEYS["train"][place] for place in range(3))
    cut.write_bytes(jpeg()[:-4])
    empty.write_bytes(b"")
    strange.write_bytes(b"<html>not found</html>")
    assert wrong(verified(home, "paths")) == []
    check = only(home, "images")
    assert (check.status, check.detail) == ("problem", "damaged or cut off, copy again: 3 of 9")
    assert check.examples == (
        f"train/{KEYS['train'][0]} is cut off: its end is missing",
        f"train/{KEYS['train'][1]} is empty",
        f"train/{KEYS['train'][2]} cannot be read: it is not an image",
    )


def test_images_of_other_kinds_are_counted(tmp_path: Path) -> None:
    home = classic(tmp_path)
    Image.new("I;16", (8, 8), 3000).save(home / "train" / KEYS["train"][0], "PNG")
    Image.new("RGB", (8, 8)).save(home / "train" / KEYS["train"][1], "JPEG")
    assert only(home) == Check(
        "image kinds",
        "warning",
        "not 8-bit grey (L): 2 of 9; 7 L, 1 I;16, 1 RGB",
        (f"train/{KEYS['train'][0]}: I;16", f"train/{KEYS['train'][1]}: RGB"),
    )


def test_a_wrong_cell_in_one_table_leaves_the_others_checked(tmp_path: Path) -> None:
    home = classic(tmp_path)
    write_table(home / "valid.csv", [row(f"valid/{key}", Edema="0.5") for key in KEYS["valid"]])
    (home / "test" / KEYS["test"][0]).unlink()
    cell, image = wrong(verified(home))
    assert cell.name == "valid.csv: columns and cells"
    assert cell.status == "problem"
    assert cell.detail.endswith(
        "valid.csv, row 2, column Edema: '0.5' is not 1 or 0, as every cell of an expert-labelled split is"
    )
    assert image.name == "test images"
    assert detail(verified(home), "patients") == "none is in two of train and test; not compared: valid.csv"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            [*rows("train"), rows("train")[0]],
            "row 6, column Path: patient00001/study1/view1_frontal.jpg is there already, in row 2",
        ),
        (
            [*rows("train")[:1], row(f"train/{KEYS['train'][1]}", Edema="1.0")],
            "row 3, column Edema: patient00001/study1 has another label",
        ),
        ([row("train/patient1.jpg")], "row 2, column Path: 'train/patient1.jpg' does not end like"),
    ],
)
def test_a_key_twice_labels_that_vary_and_a_strange_path_are_problems(
    tmp_path: Path, table: list[dict[str, str]], said: str
) -> None:
    home = classic(tmp_path, ("valid",))
    write_table(home / "train.csv", table)
    check = only(home, "columns")
    assert check.status == "problem"
    assert said in check.detail


def test_a_missing_and_an_unknown_column_are_problems(tmp_path: Path) -> None:
    home = classic(tmp_path)
    write_table(home / "train.csv", rows("train"), [name for name in FIELDS if name != "Edema"])
    write_table(home / "valid.csv", [entry | {"Mine": "1"} for entry in rows("valid")], [*FIELDS, "Mine"])
    missing, unknown = wrong(verified(home, "columns"))
    assert "train.csv, row 1: no column Edema" in missing.detail
    assert "valid.csv, row 1: unknown column 'Mine'" in unknown.detail


def test_a_patient_in_two_splits_is_a_problem_that_names_both_tables(tmp_path: Path) -> None:
    home = classic(tmp_path)
    key = "patient64541/study2/view1_frontal.jpg"
    write_table(home / "train.csv", [*rows("train"), row(f"train/{key}")])
    write_images(home / "train", [key])
    assert only(home) == Check(
        "patients",
        "problem",
        "1 patient in two splits, which may share none",
        ("patient64541 is in train.csv and in valid.csv",),
    )


def test_hierarchy_violations_in_expert_labels_are_warnings_with_their_counts(tmp_path: Path) -> None:
    home = classic(tmp_path)
    labels = {"Cardiomegaly": "1.0", "Edema": "1.0", "Pneumonia": "1.0", "Lung_Opacity": "1.0"}
    write_table(home / "valid.csv", [row(f"valid/{key}", **labels) for key in KEYS["valid"]])
    write_table(home / "train.csv", [row(f"train/{key}", **labels) for key in KEYS["train"]])
    assert only(home) == Check(
        "valid.csv: hierarchy of findings",
        "warning",
        "2 studies with Cardiomegaly but without Enlarged Cardiomediastinum,"
        " 2 studies with Pneumonia but without Consolidation",
        (
            "patient64541/study1: Cardiomegaly without Enlarged Cardiomediastinum",
            "patient64542/study1: Cardiomegaly without Enlarged Cardiomediastinum",
            "patient64541/study1: Pneumonia without Consolidation",
            "patient64542/study1: Pneumonia without Consolidation",
        ),
    )


def test_the_two_known_violations_of_the_test_set_are_no_warning(tmp_path: Path) -> None:
    home = classic(tmp_path)
    labels = {"Pneumonia": "1.0", "Lung_Opacity": "1.0"}
    write_table(home / "test.csv", [row(f"test/{key}", **labels) for key in KEYS["test"]])
    found = verified(home)
    assert wrong(found) == []
    assert detail(found, "test.csv: hierarchy of findings") == (
        "2 studies with Pneumonia but without Consolidation, as in the published test split"
    )


@pytest.mark.parametrize(
    ("split", "cells", "said"),
    [
        ("valid", {"Support_Devices": "1.0"}, "together with a finding or a device in 1 study"),
        ("valid", {"Fracture": "1.0"}, "together with a finding or a device in 1 study"),
        ("train", {"Fracture": "-1.0"}, "together with a positive or uncertain finding in 1 study"),
        ("train", {"Support_Devices": "1.0"}, ""),
    ],
)
def test_no_finding_together_with_findings_and_for_experts_with_devices(
    tmp_path: Path, split: str, cells: dict[str, str], said: str
) -> None:
    home = classic(tmp_path)
    table = rows(split)
    table[-1] = row(f"{split}/{KEYS[split][-1]}", No_Finding="1.0", **cells)
    write_table(home / f"{split}.csv", table)
    checks = wrong(verified(home))
    assert [(check.status, check.detail) for check in checks] == ([("warning", said)] if said else [])
    if not said:
        assert detail(verified(home), "train.csv: No Finding").endswith("; with devices in 1 study")


def test_ages_of_zero_unknown_sexes_and_contradicting_views_are_counted(tmp_path: Path) -> None:
    home = classic(tmp_path)
    table = rows("train")
    table[0] |= {"Age": "0", "Sex": "Unknown"}
    table[1] |= {"Age": "", "Sex": ""}
    table[3] |= {"Frontal/Lateral": "Lateral"}
    write_table(home / "train.csv", table)
    found = verified(home)
    assert detail(found, "train.csv: columns and cells") == (
        "4 images, 2 frontal and 2 lateral; age 0 or not given: 2; sex unknown or not given: 2"
    )
    assert [check.detail for check in wrong(found)] == [
        "in 1 row Frontal/Lateral contradicts the file name, which is used"
    ]


def test_every_test_table_that_is_there_is_checked(tmp_path: Path) -> None:
    home = by_study(with_test_set(tmp_path))
    assert wrong(verified(home)) == []
    table = [{"Study": "test/patient64741/study1", **dict.fromkeys(NAMES, "")}]
    write_table(home / "groundtruth.csv", table, ("Study", *NAMES))
    assert only(home).name == "groundtruth.csv: columns and cells"


def test_copies_that_could_both_be_meant_are_named_and_the_rest_is_checked(tmp_path: Path) -> None:
    classic(tmp_path / "one", ("train",))
    classic(tmp_path / "two", ("train", "valid"))
    check = only(tmp_path)
    assert (check.name, check.status) == ("train labels", "problem")
    assert "could both be meant" in check.detail


def test_a_folder_that_may_not_be_listed_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = classic(tmp_path)
    real = __import__("os").scandir

    def scandir(path: str) -> object:
        if str(path).endswith("patient00002/study1"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("os.scandir", scandir)
    folder, images = wrong(verified(home))
    assert folder.examples == (f"{home}/train/patient00002/study1 cannot be listed: Permission denied",)
    assert images.detail.startswith("3 of 4 are there")


def test_progress_reaches_the_end_of_each_stage_and_never_goes_back(tmp_path: Path) -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    CheXpert().verify(
        classic(tmp_path), "hashes", lambda stage, done, total: told.setdefault(stage, []).append((done, total))
    )
    assert list(told) == ["label tables", "folders", "images"]
    for steps in told.values():
        assert steps == sorted(steps)
        assert steps[-1][0] == steps[-1][1]


def test_a_verification_is_plain_json(tmp_path: Path) -> None:
    data = verified(classic(tmp_path)).to_json()
    assert json.loads(json.dumps(data)) == data
    assert data["ok"] is True
    assert data["tables"][0]["columns"] == ["of", "here", "published"]


def test_the_official_valid_split_with_all_its_images_is_ok_to_the_last_check(tmp_path: Path) -> None:
    found = verified(copied(tmp_path, "valid", official("valid")))
    # The made-up labels have the published counts, but not the published combinations.
    assert [check.name for check in found.checks if check.status != "ok"] == ["valid.csv: No Finding"]
    assert detail(found, "valid images") == "all 234 are there"
