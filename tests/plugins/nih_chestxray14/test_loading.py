"""From the official files to items, in every layout that people have."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from podium.plugins.nih_chestxray14.labels import FOURTEEN
from podium.registry import Classify, DataError
from podium.tests.plugins.nih_chestxray14.support import HEADER, LISTS, ROWS, TABLE, line, load, png, write_copy

TEST = ["00000001_000.png", "00000002_000.png", "00000002_001.png"]


def _present(target: tuple[float, ...]) -> list[str]:
    return [name for name, value in zip(FOURTEEN, target, strict=True) if value]


def test_the_test_list_gives_an_item_per_image_by_name_with_fourteen_targets(tmp_path: Path) -> None:
    dataset = load(write_copy(tmp_path))
    items = list(dataset)
    assert [item.id for item in items] == TEST
    assert [item.group for item in items] == ["00000001", "00000002", "00000002"]
    assert [_present(item.target) for item in items] == [["Cardiomegaly"], [], ["Effusion", "Pleural Thickening"]]
    assert {item.request.labels for item in items if isinstance(item.request, Classify)} == {FOURTEEN}
    assert all(set(item.target) <= {0.0, 1.0} and len(item.target) == 14 for item in items)
    assert dict(items[0].attributes) == {
        "split": "test",
        "labels": TABLE,
        "view": "frontal",
        "projection": "PA",
        "sex": "Male",
        "age": 57,
    }
    assert dataset.notes == (f"3 images of 2 patients, labels from {TABLE}; 1 images without any of the 14 findings",)
    assert dataset.shortfall == "3 rows, the official split has 25,596"


def test_the_list_to_train_on_is_the_split_train(tmp_path: Path) -> None:
    assert [item.id for item in load(write_copy(tmp_path), "train")] == ["00000003_000.png", "00000004_000.png"]


@pytest.mark.parametrize("images", ["images_{part:03d}/images", "images_{part:03d}", "images", "."])
def test_images_are_found_in_twelve_parts_or_in_one_flat_folder(tmp_path: Path, images: str) -> None:
    items = list(load(write_copy(tmp_path, images=images)))
    assert all(item.request.images[0].read_bytes() == png() for item in items)


def test_the_folder_above_the_copy_may_be_named_too(tmp_path: Path) -> None:
    write_copy(tmp_path / "nih" / "CXR8")
    assert [item.id for item in load(tmp_path)] == TEST


def test_the_older_file_with_a_comma_at_the_end_of_each_line_and_ages_with_letters_is_read(tmp_path: Path) -> None:
    rows = [(name, labels, f"{int(age):03d}Y", sex, view) for name, labels, age, sex, view in ROWS]
    rows[2] = (*rows[2][:2], "018M", *rows[2][3:])
    copy = write_copy(tmp_path, rows, table="Data_Entry_2017.csv", header=HEADER + ",", tail=",")
    items = list(load(copy))
    assert [item.attributes["age"] for item in items] == [1, 80, 81]
    assert {item.attributes["labels"] for item in items} == {"Data_Entry_2017.csv"}


def test_an_age_that_nobody_reaches_is_unknown_and_told(tmp_path: Path) -> None:
    rows = [(*ROWS[0][:2], "414", *ROWS[0][3:]), *ROWS[1:]]
    dataset = load(write_copy(tmp_path, rows))
    assert [item.attributes["age"] for item in dataset] == [57, 80, None]
    assert dataset.notes[1] == "age not given, or more than anyone reaches: 1 images"


def test_the_patient_sex_spelling_and_another_order_of_columns_are_read(tmp_path: Path) -> None:
    lines = ["Patient Sex,Patient ID,Finding Labels,Image Index"]
    lines += [f"{sex},{int(name[:8])},{labels},{name}" for name, labels, _, sex, _ in ROWS]
    write_copy(tmp_path)
    (tmp_path / TABLE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert [item.attributes["sex"] for item in load(tmp_path)] == ["Male", "Female", "Female"]
    assert {item.attributes["age"] for item in load(tmp_path)} == {None}


def test_of_two_versions_of_the_labels_the_newer_is_taken_and_the_other_named(tmp_path: Path) -> None:
    write_copy(tmp_path, [(*row[:1], "No Finding", *row[2:]) for row in ROWS], table="Data_Entry_2017.csv")
    dataset = load(write_copy(tmp_path))
    assert _present(next(iter(dataset)).target) == ["Cardiomegaly"]
    assert dataset.notes[-1] == "Data_Entry_2017.csv lies in the copy too and is not used"


def test_a_gzipped_table_gives_the_same_items_and_fingerprint(tmp_path: Path) -> None:
    plain = load(write_copy(tmp_path / "plain"))
    copy = write_copy(tmp_path / "packed")
    text = (copy / TABLE).read_bytes()
    (copy / TABLE).unlink()
    (copy / f"{TABLE}.gz").write_bytes(gzip.compress(text))
    packed = load(copy)
    assert packed.fingerprint == plain.fingerprint != ""
    assert [item.target for item in packed] == [item.target for item in plain]
    other = [(*ROWS[0][:1], "Mass", *ROWS[0][2:]), *ROWS[1:]]
    assert load(write_copy(tmp_path / "other", other)).fingerprint != plain.fingerprint


def test_missing_images_are_an_error_that_names_them_or_are_left_out_and_told(tmp_path: Path) -> None:
    copy = write_copy(tmp_path)
    next(copy.rglob("00000002_000.png")).unlink()
    with pytest.raises(DataError, match=r"1 of 3 images is missing under .*: 00000002_000.png"):
        load(copy)
    partial = load(copy, allow_partial="yes")
    assert [item.id for item in partial] == [TEST[0], TEST[2]]
    assert partial.shortfall.endswith("; partial 2/3 images")
    assert len(load(copy, images="skip")) == 3


def _table(*rows: str) -> str:
    return "\n".join((HEADER, *rows)) + "\n"


GOOD = [line(row) for row in ROWS]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            _table(GOOD[0].replace("Effusion", "Efusion"), *GOOD[1:]),
            "row 2, column Finding Labels: 'Efusion' is not one of Atel",
        ),
        (
            _table(*GOOD[:3], GOOD[3].replace("Hernia", "Hernia|No Finding"), GOOD[4]),
            "row 5, column Finding Labels: 'Hernia|No Finding' names No Finding beside a finding",
        ),
        (
            _table(*GOOD[:3], GOOD[3].replace("Hernia", "Hernia|Hernia"), GOOD[4]),
            "row 5, column Finding Labels: 'Hernia|Hernia' names a finding twice",
        ),
        (
            _table(*GOOD[:3], GOOD[3].replace("Hernia", "Hernia|"), GOOD[4]),
            "row 5, column Finding Labels: 'Hernia|' names nothing between bars",
        ),
        (_table(*GOOD, GOOD[0]), "row 7, column Image Index: 00000002_001.png is there already, in row 2"),
        (
            _table(*GOOD[:4], GOOD[4].replace(",4,", ",5,")),
            "row 6, column Patient ID: 5 is not the patient that 00000004_000.png names",
        ),
        (
            _table(*GOOD[:4], GOOD[4].replace("00000004_000.png", "4.png")),
            "row 6, column Image Index: '4.png' is not an image's name",
        ),
        (_table(*GOOD[:4], GOOD[4].replace(",82,", ",old,")), "row 6, column Patient Age: 'old' is not an age"),
        (_table(*GOOD[:4], GOOD[4].replace(",M,", ",X,")), "row 6, column Patient Gender: 'X' is not F, M or blank"),
        (
            _table(*GOOD[:4], GOOD[4].replace(",AP,", ",LL,")),
            "row 6, column View Position: 'LL' is not AP, PA or blank",
        ),
        (_table(*GOOD).replace("Finding Labels", "Findings"), "row 1: unknown column 'Findings'"),
        ("\n".join(("Image Index,Finding Labels", "00000001_000.png,Mass")) + "\n", "row 1: no column Patient ID"),
        (_table(), "has column names but no rows"),
        ("", "is empty"),
    ],
)
def test_a_wrong_table_is_one_line_with_file_row_and_column(tmp_path: Path, table: str, message: str) -> None:
    copy = write_copy(tmp_path)
    (copy / TABLE).write_text(table, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(copy)
    assert str(copy / TABLE) in caught.value.message
    assert message in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("lists", "message"),
    [
        ({"train": LISTS["train"]}, "no test_list.txt in "),
        ({**LISTS, "test": ("00000009_000.png",)}, "test_list.txt, row 1: '00000009_000.png' has no row in"),
        (
            {**LISTS, "test": (*LISTS["test"], LISTS["test"][0])},
            "test_list.txt, row 4: 00000002_000.png is there already, in row 1",
        ),
        (
            {**LISTS, "train": ("00000001_000.png",)},
            "test_list.txt, row 2: 00000001_000.png: patient 1 is in train_val_list.txt too",
        ),
        (
            {"train": ("00000003_000.png", "00000002_000.png"), "test": ("00000002_001.png",)},
            "test_list.txt, row 1: 00000002_001.png: patient 2 is in train_val_list.txt",
        ),
        ({**LISTS, "test": ()}, "test_list.txt names no image"),
    ],
)
def test_a_wrong_list_is_one_line_with_file_and_row(
    tmp_path: Path, lists: dict[str, tuple[str, ...]], message: str
) -> None:
    with pytest.raises(DataError) as caught:
        load(write_copy(tmp_path, lists=lists))
    assert message in caught.value.message


def test_a_folder_of_something_else_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no Data_Entry_2017_v2020.csv or Data_Entry_2017.csv \(also .gz\) in "):
        load(tmp_path)
    with pytest.raises(DataError, match="no folder "):
        load(tmp_path / "nowhere")


def test_predictions_name_images_with_or_without_a_folder() -> None:
    from podium.plugins.nih_chestxray14.plugin import ChestXray14

    key = ChestXray14().key
    assert key("Image Index", " images_001/images/00000001_000.png ") == "00000001_000.png"
    assert key("Image Index", "images\\00000001_000.png") == key("id", "00000001_000.png") == "00000001_000.png"
