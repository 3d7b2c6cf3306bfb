from __future__ import annotations

from pathlib import Path

import pytest

from podium.registry import Classify, DataError
from podium.tests.plugins.chexpert.support import KEYS, classic, jpeg, load, row, rows, write_images, write_table


def refused(root: Path, split: str, **settings: str) -> str:
    with pytest.raises(DataError) as caught:
        load(root, split, **settings)
    return str(caught.value).replace(str(root), "ROOT")


def test_a_key_that_is_there_twice_is_named_with_both_rows(tmp_path: Path) -> None:
    home = classic(tmp_path)
    table = rows("train")
    write_table(home / "train.csv", [*table, row("other/prefix/" + KEYS["train"][2])])
    assert refused(home, "train") == (
        "ROOT/train.csv, row 6, column Path: patient00001/study2/view1_lateral.jpg is there already, in row 4"
    )


def test_a_path_of_another_form_is_named(tmp_path: Path) -> None:
    home = classic(tmp_path)
    write_table(home / "train.csv", [*rows("train"), row("train/patient1/study1/view1_frontal.jpg")])
    assert refused(home, "train").startswith(
        "ROOT/train.csv, row 6, column Path: 'train/patient1/study1/view1_frontal.jpg' does not end like"
    )


def test_a_study_among_images_is_named(tmp_path: Path) -> None:
    home = classic(tmp_path)
    write_table(home / "train.csv", [*rows("train"), row("train/patient00003/study1")])
    assert refused(home, "train") == (
        "ROOT/train.csv, row 6, column Path: 'train/patient00003/study1' names no image, as other rows do"
    )


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("Edema", "0.5", "'0.5' is not 1, 0, -1 or blank"),
        ("Sex", "X", "'X' is not Female, Male, Unknown or blank"),
        ("Age", "-4", "'-4' is not a number of years up to 120, or blank"),
        ("Age", "old", "'old' is not a number of years up to 120, or blank"),
        ("AP/PA", "AX", "'AX' is not AP, PA, LL, RL or blank"),
        ("Frontal/Lateral", "Oblique", "'Oblique' is not Frontal, Lateral or blank"),
    ],
)
def test_a_cell_outside_its_coding_is_named_by_file_row_and_column(
    tmp_path: Path, column: str, cell: str, problem: str
) -> None:
    home = classic(tmp_path)
    table = rows("train")
    table[3][column] = cell
    write_table(home / "train.csv", table)
    assert refused(home, "train") == f"ROOT/train.csv, row 5, column {column}: {problem}"


@pytest.mark.parametrize("split", ["valid", "test"])
@pytest.mark.parametrize("cell", ["-1.0", ""])
def test_an_uncertain_or_blank_cell_in_an_expert_split_is_refused_whatever_the_policy(
    tmp_path: Path, split: str, cell: str
) -> None:
    home = classic(tmp_path)
    table = rows(split)
    table[1]["Atelectasis"] = cell
    write_table(home / f"{split}.csv", table)
    expected = (
        f"ROOT/{split}.csv, row 3, column Atelectasis:"
        f" {cell!r} is not 1 or 0, as every cell of an expert-labelled split is"
    )
    assert refused(home, split) == expected
    assert refused(home, split, uncertainty="ones", blanks="ignore") == expected


def test_labels_that_vary_within_a_study_are_named_with_both_rows(tmp_path: Path) -> None:
    home = classic(tmp_path)
    table = rows("train")
    table[1]["Pleural Effusion"] = "1.0"
    write_table(home / "train.csv", table)
    assert refused(home, "train") == (
        "ROOT/train.csv, row 3, column Pleural Effusion:"
        " patient00001/study1 has another label here than in row 2; labels belong to studies"
    )


@pytest.mark.parametrize(("split", "other"), [("valid", "train.csv"), ("train", "valid.csv")])
def test_a_patient_in_two_splits_is_named(tmp_path: Path, split: str, other: str) -> None:
    home = classic(tmp_path)
    write_table(home / "train.csv", [*rows("train"), row("train/patient64542/study7/view1_frontal.jpg")])
    row_number = {"valid": 3, "train": 6}[split]
    assert refused(home, split) == (
        f"ROOT/{split}.csv, row {row_number}, column Path: patient64542 is in {other} too; splits may share no patient"
    )


def test_unknown_columns_are_named(tmp_path: Path) -> None:
    home = classic(tmp_path)
    path = home / "valid.csv"
    path.write_text("\n".join(f"{number},{line}" for number, line in enumerate(path.read_text().splitlines())) + "\n")
    assert refused(home, "valid").startswith("ROOT/valid.csv, row 1: unknown column '0' (the columns are Path, Study")


def test_a_table_must_have_one_key_column(tmp_path: Path) -> None:
    home = classic(tmp_path)
    write_table(home / "valid.csv", rows("valid"), ("Sex", *list(rows("valid")[0])[5:]))
    assert refused(home, "valid") == "ROOT/valid.csv, row 1: exactly one column must be called Path or Study"


def test_missing_images_are_counted_and_the_first_ones_named(tmp_path: Path) -> None:
    home = classic(tmp_path)
    for key in KEYS["train"]:
        if key != KEYS["train"][1]:
            (home / "train" / key).unlink()
    (home / "train" / "patient00002" / "study1").rmdir()
    (home / "train" / "patient00002").rmdir()
    assert refused(home, "train") == (
        "3 of 4 images are missing under ROOT: patient00001/study1/view1_frontal.jpg,"
        " patient00001/study2/view1_lateral.jpg, patient00002/study1/view1_frontal.jpg"
        " (complete the copy, or go on without them by --allow-partial, which keeps the score off the boards)"
    )


def test_a_partial_copy_is_used_only_when_allowed_and_says_so(tmp_path: Path) -> None:
    home = classic(tmp_path)
    (home / "test" / KEYS["test"][0]).unlink()
    dataset = load(home, "test", allow_partial="yes")
    assert [item.id for item in dataset] == list(KEYS["test"][1:])
    assert dataset.shortfall.endswith("; partial 2/3 images")
    assert "partial 2/3 images: the others are missing and left out" in dataset.notes
    assert not any("left out" in note for note in load(classic(tmp_path / "all"), "test", allow_partial="yes").notes)
    assert dataset.notes[0] == "2 images of 2 studies of 2 patients, labels from test.csv"
    assert dataset.fingerprint != load(classic(tmp_path / "whole"), "test").fingerprint
    for item in dataset:
        assert isinstance(item.request, Classify)
        assert item.request.images[0].is_file()


def test_images_left_out_of_a_split_without_a_board_are_told_too(tmp_path: Path) -> None:
    home = classic(tmp_path)
    (home / "train" / KEYS["train"][0]).unlink()
    notes = load(home, "train", allow_partial="yes").notes
    assert "partial 3/4 images: the others are missing and left out" in notes


def test_a_copy_without_any_image_is_refused_even_where_a_partial_one_is_allowed(tmp_path: Path) -> None:
    write_table(tmp_path / "valid.csv", rows("valid"))
    expected = (
        "2 of 2 images are missing under ROOT: patient64541/study1/view1_frontal.jpg,"
        " patient64542/study1/view1_lateral.jpg (unpack the images beside the table)"
    )
    assert refused(tmp_path, "valid") == expected
    assert refused(tmp_path, "valid", allow_partial="yes") == expected


def test_many_missing_images_are_not_all_named(tmp_path: Path) -> None:
    table = [row(f"train/patient00001/study{study}/view1_frontal.jpg") for study in range(1, 2001)]
    write_table(tmp_path / "train.csv", table)
    write_images(tmp_path / "train", ["patient00001/study1/view1_frontal.jpg"])
    message = refused(tmp_path, "train")
    assert message.startswith("1,999 of 2,000 images are missing under ROOT: ")
    assert "patient00001/study4/view1_frontal.jpg and 1,996 more (" in message


def test_a_truncated_image_of_an_evaluated_split_is_named_before_anything_runs(tmp_path: Path) -> None:
    home = classic(tmp_path)
    (home / "test" / KEYS["test"][1]).write_bytes(jpeg()[:-2])
    assert refused(home, "test", allow_partial="yes") == (
        f"ROOT/test/{KEYS['test'][1]} is cut off: its end is missing (copy it again)"
    )


@pytest.mark.parametrize("content", [b"", b"\n", "Path,Sex".encode("utf-16")], ids=["empty", "blank", "utf-16"])
def test_a_file_that_is_no_table_is_named(tmp_path: Path, content: bytes) -> None:
    home = classic(tmp_path)
    (home / "valid.csv").write_bytes(content)
    assert refused(home, "valid").startswith("ROOT/valid.csv")
