from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from podium.plugins.chest_xray.observations import NAMES
from podium.registry import Classify, DataError
from podium.tests.plugins.chexpert.support import FIELDS, KEYS, classic, load, row, rows, write_images, write_table

SPLITS = ("train", "valid", "test")


def aimi(home: Path, tables: str = "CheXpert-v1.0 batch 1 (validate & csv)") -> Path:
    """Write the full-resolution download: the tables say train/, the batches hold patients directly."""
    write_table(home / tables / "train.csv", rows("train", "CheXpert-v1.0/"))
    write_table(home / tables / "valid.csv", rows("valid", "CheXpert-v1.0/"))
    write_images(home / "CheXpert-v1.0 batch 1 (validate & csv)" / "valid", KEYS["valid"])
    write_images(home / "CheXpert-v1.0 batch 2 (train 1)", KEYS["train"][:3])
    write_images(home / "CheXpert-v1.0 batch 3 (train 2)", KEYS["train"][3:])
    return home


def with_test_set(home: Path) -> Path:
    """Write the release with the test set: val/ and test/, paths that start with the split."""
    for split, table, folder in (("valid", "val_labels.csv", "val"), ("test", "test_labels.csv", "test")):
        fields = ("Path", *NAMES)
        write_table(home / table, [row(f"{folder}/{key}") for key in KEYS[split]], fields)
        write_images(home / folder, KEYS[split])
    return home


def found(root: Path, split: str) -> list[str]:
    """Return the ids of a split's items, each of whose images exists."""
    dataset = load(root, split)
    for item in dataset:
        assert isinstance(item.request, Classify)
        assert item.request.images[0].is_file()
        assert str(item.request.images[0]).endswith(item.id)
    return [item.id for item in dataset]


@pytest.mark.parametrize("name", ["CheXpert-v1.0", "CheXpert-v1.0-small", "elsewhere"])
@pytest.mark.parametrize("split", SPLITS)
def test_the_classic_tree_is_read_from_its_folder_and_from_the_folders_above(
    tmp_path: Path, name: str, split: str
) -> None:
    home = classic(tmp_path / "data" / name)
    for root in (home, home.parent, home.parent.parent):
        assert found(root, split) == list(KEYS[split])


@pytest.mark.parametrize("tables", ["CheXpert-v1.0 batch 1 (validate & csv)", "."], ids=["in batch 1", "beside"])
@pytest.mark.parametrize("split", ["train", "valid"])
def test_batch_folders_without_a_train_level_are_indexed(tmp_path: Path, tables: str, split: str) -> None:
    home = aimi(tmp_path / "chexpertchestxrays-u20210408", tables)
    for root in (home, home / tables, home.parent):
        assert found(root, split) == list(KEYS[split])


@pytest.mark.parametrize("split", ["valid", "test"])
def test_the_release_with_the_test_set_is_read(tmp_path: Path, split: str) -> None:
    home = with_test_set(tmp_path / "CheXpert")
    for root in (home, home.parent):
        assert found(root, split) == list(KEYS[split])
    item = load(home, split).items[0]
    assert (item.attributes["sex"], item.attributes["age"], item.attributes["projection"]) == ("", None, "")
    assert item.attributes["view"] == "frontal"


@pytest.mark.parametrize("slash", ["", "/"])
def test_labels_by_study_make_one_item_per_study_without_images(tmp_path: Path, slash: str) -> None:
    table = [
        {**row(""), "Study": f"CheXpert-v1.0/test/patient6474{number}/study1{slash}", "Edema": f"{number % 2}.0"}
        for number in (1, 2)
    ]
    write_table(tmp_path / "groundtruth.csv", table, ("Study", *NAMES))
    dataset = load(tmp_path, "test")
    assert [item.id for item in dataset] == ["patient64741/study1", "patient64742/study1"]
    assert [item.attributes["study"] for item in dataset] == ["patient64741/study1", "patient64742/study1"]
    assert [item.group for item in dataset] == ["patient64741", "patient64742"]
    assert [item.request for item in dataset] == [Classify((), NAMES)] * 2
    assert [item.target[NAMES.index("Edema")] for item in dataset] == [1.0, 0.0]
    assert "labels by study without images: only predictions from a file can be scored" in dataset.notes


@pytest.mark.parametrize("split", SPLITS)
def test_gzipped_tables_are_read(tmp_path: Path, split: str) -> None:
    for name in SPLITS:
        write_table(tmp_path / f"{name}.csv.gz", rows(name))
        write_images(tmp_path / name, KEYS[name])
    assert found(tmp_path, split) == list(KEYS[split])


@pytest.mark.parametrize("prefix", ["", "CheXpert-v1.0/", "/mnt/training/valid/", "C:\\data\\"])
def test_foreign_prefixes_do_not_matter_not_even_with_another_split_s_name(tmp_path: Path, prefix: str) -> None:
    write_table(tmp_path / "train.csv", rows("train", prefix))
    write_images(tmp_path / "train", KEYS["train"])
    assert found(tmp_path, "train") == list(KEYS["train"])


def test_underscored_columns_airspace_opacity_and_another_order_of_columns_are_read(tmp_path: Path) -> None:
    table = [row(f"valid/{key}", Lung_Opacity="1.0", Pleural_Effusion="1.0") for key in KEYS["valid"]]
    path = write_table(tmp_path / "valid.csv", table, tuple(reversed(FIELDS)))
    header, _, rest = path.read_text().partition("\n")
    header = header.replace("Lung Opacity", "Airspace_Opacity").replace("Pleural Effusion", "Pleural_Effusion")
    path.write_text(f"{header}\n{rest}")
    write_images(tmp_path / "valid", KEYS["valid"])
    target = load(tmp_path, "valid").items[0].target
    assert [name for name, value in zip(NAMES, target, strict=True) if value] == ["Lung Opacity", "Pleural Effusion"]


def test_a_table_without_a_trailing_newline_is_read_whole(tmp_path: Path) -> None:
    home = classic(tmp_path)
    (home / "valid.csv").write_text((home / "valid.csv").read_text().rstrip("\n"))
    assert found(home, "valid") == list(KEYS["valid"])


def test_items_say_study_view_projection_sex_and_age(tmp_path: Path) -> None:
    table = rows("train")
    table[0] |= {"Sex": "Male", "Age": "90", "AP/PA": "PA"}
    table[1] |= {"Sex": "Male", "Age": "90"}
    table[2] |= {"Sex": "Unknown", "Age": "0"}
    table[3] |= {"AP/PA": "LL", "Age": ""}
    write_table(tmp_path / "train.csv", table)
    write_images(tmp_path / "train", KEYS["train"])
    dataset = load(tmp_path, "train")
    assert [item.group for item in dataset] == ["patient00001"] * 3 + ["patient00002"]
    names = ("study", "view", "projection", "sex", "age")
    assert [tuple(item.attributes[name] for name in names) for item in dataset] == [
        ("patient00001/study1", "frontal", "PA", "Male", 90),
        ("patient00001/study1", "lateral", "", "Male", 90),
        ("patient00001/study2", "lateral", "", "Unknown", None),
        ("patient00002/study1", "frontal", "LL", "Female", None),
    ]
    assert "age unknown (0 or not given) for 2 of 4" in dataset.notes


def test_the_file_name_decides_where_the_frontal_lateral_column_contradicts_it(tmp_path: Path) -> None:
    table = rows("valid")
    table[0]["Frontal/Lateral"] = "Lateral"
    write_table(tmp_path / "valid.csv", table)
    write_images(tmp_path / "valid", KEYS["valid"])
    dataset = load(tmp_path, "valid")
    assert dataset.items[0].attributes["view"] == "frontal"
    assert "rows whose Frontal/Lateral contradicts the file name, which was used: 1" in dataset.notes


@pytest.mark.parametrize(
    ("settings", "expected", "note"),
    [
        ({}, (1.0, 0.0, None, 0.0), "4 uncertain labels: left out; 4 blank labels: count as negative"),
        (
            {"uncertainty": "ones"},
            (1.0, 0.0, 1.0, 0.0),
            "4 uncertain labels: count as positive; 4 blank labels: count as negative",
        ),
        (
            {"uncertainty": "zeros", "blanks": "ignore"},
            (1.0, 0.0, 0.0, None),
            "4 uncertain labels: count as negative; 4 blank labels: left out",
        ),
    ],
)
def test_policies_are_applied_to_the_train_split_and_recorded(
    tmp_path: Path, settings: dict[str, str], expected: tuple[float | None, ...], note: str
) -> None:
    cells = {"Cardiomegaly": "1.0", "Edema": "0.0", "Pneumonia": "-1.0", "Fracture": ""}
    write_table(tmp_path / "train.csv", [entry | cells for entry in rows("train")])
    write_images(tmp_path / "train", KEYS["train"])
    dataset = load(tmp_path, "train", **settings)
    assert note in dataset.notes
    target = dataset.items[0].target
    values = [target[NAMES.index(name)] for name in cells]
    assert tuple(None if math.isnan(value) else value for value in values) == expected


@pytest.mark.parametrize("split", ["valid", "test"])
def test_policies_are_never_applied_to_expert_labels(tmp_path: Path, split: str) -> None:
    home = classic(tmp_path)
    plain = load(home, split)
    changed = load(home, split, uncertainty="ones", blanks="ignore")
    assert list(changed) == list(plain)
    assert changed.notes == plain.notes
    assert not any("uncertain" in note for note in plain.notes)


def _touch_folder(root: Path) -> Path:
    (root / "file").write_text("")
    return root / "file"


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda root: root / "gone", "no folder ROOT/gone"),
        (_touch_folder, "ROOT/file is a file"),
        (lambda root: root, "no labels of the test split"),
        (lambda root: classic(root, ("train", "valid")), "the folder has the train and valid split"),
    ],
    ids=["no folder", "a file", "empty folder", "another split"],
)
def test_a_folder_without_the_split_is_refused_with_what_it_has(
    tmp_path: Path, make: Callable[[Path], Path], problem: str
) -> None:
    with pytest.raises(DataError) as caught:
        load(make(tmp_path), "test")
    assert problem in str(caught.value).replace(str(tmp_path), "ROOT")


def test_two_copies_beside_each_other_are_not_guessed_between(tmp_path: Path) -> None:
    classic(tmp_path / "CheXpert-v1.0")
    classic(tmp_path / "CheXpert-v1.0-small")
    with pytest.raises(DataError, match="could both be meant"):
        load(tmp_path, "valid")
    assert found(tmp_path / "CheXpert-v1.0", "valid") == list(KEYS["valid"])


def test_the_order_of_rows_and_columns_changes_neither_order_nor_fingerprint_of_the_items(tmp_path: Path) -> None:
    first = classic(tmp_path / "a", ("train",))
    second = tmp_path / "b"
    table = [entry | {"Path": entry["Path"].replace("small/", "")} for entry in reversed(rows("train"))]
    write_table(second / "train.csv.gz", table, tuple(reversed(FIELDS)))
    write_images(second / "train", KEYS["train"])
    one, other = load(first, "train"), load(second, "train")
    assert [item.id for item in one] == [item.id for item in other] == list(KEYS["train"])
    assert one.fingerprint == other.fingerprint
    assert len(one.fingerprint) == 64
    write_table(second / "train.csv.gz", [entry | {"Edema": "1.0"} for entry in table])
    assert load(second, "train").fingerprint != one.fingerprint
