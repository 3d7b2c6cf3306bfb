from __future__ import annotations

import math
from pathlib import Path

import pytest

from podium.plugins.mimic_cxr.card import CARD
from podium.plugins.mimic_cxr.plugin import MimicCxr
from podium.plugins.mimic_cxr.published import LABELLED_STUDIES, SIZES, difference
from podium.registry import Answer, Classify, DataError
from podium.tests.plugins.chexpert.support import jpeg
from podium.tests.plugins.mimic_cxr.support import LABELS, Copy, dicom, image_path, load


def refused(root: Path, split: str, **settings: str) -> str:
    with pytest.raises(DataError) as caught:
        load(root, split, **settings)
    return str(caught.value).replace(str(root), "ROOT")


@pytest.mark.parametrize("packed", [True, False], ids=[".csv.gz", ".csv"])
def test_items_are_the_images_of_labelled_studies_by_patient_study_and_name(tmp_path: Path, packed: bool) -> None:
    home = Copy().write(tmp_path / "mimic-cxr-jpg" / "2.1.0", packed)
    for root in (home, home.parent, home.parent.parent):
        dataset = load(root, "test")
        assert [item.id for item in dataset] == [dicom(3), dicom(4), dicom(6)]
    assert [item.group for item in dataset] == ["p10000003"] * 3
    names = ("study", "view", "projection")
    assert [tuple(item.attributes[name] for name in names) for item in dataset] == [
        ("s50000003", "frontal", "PA"),
        ("s50000003", "lateral", ""),
        ("s50000005", "unknown", ""),
    ]
    for item in dataset:
        assert isinstance(item.request, Classify)
        assert item.request.labels == LABELS == tuple(seen.name for seen in CARD.observations)
        assert item.request.images[0].is_file()
    assert [item.id for item in load(home, "train")] == [dicom(1)]
    assert [item.id for item in load(home, "validate")] == [dicom(2)]


def test_unlabelled_studies_and_unclear_views_are_counted_in_the_notes(tmp_path: Path) -> None:
    dataset = load(Copy().write(tmp_path), "test")
    assert dataset.notes == (
        "4 images of 3 studies of 1 patients, labels from mimic-cxr-2.0.0-chexpert.csv.gz",
        "left out because their study has no labels: 1 of 4 images",
        "0 uncertain labels: left out; 42 blank labels: count as negative",
        "views that are neither frontal nor lateral, kept: 1 unknown",
    )


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, (1.0, 0.0, None, 0.0)),
        ({"uncertainty": "zeros"}, (1.0, 0.0, 0.0, 0.0)),
        ({"uncertainty": "ones", "blanks": "ignore"}, (1.0, 0.0, 1.0, None)),
        ({"labels": "negbio"}, (0.0, 0.0, 0.0, 0.0)),
    ],
)
def test_labels_come_from_the_chosen_file_under_the_chosen_policy(
    tmp_path: Path, settings: dict[str, str], expected: tuple[float | None, ...]
) -> None:
    copy = Copy()
    cells = {"Cardiomegaly": "1.0", "Edema": "0.0", "Pneumonia": "-1.0", "Fracture": ""}
    copy.chexpert[1] |= cells
    item = load(copy.write(tmp_path), "test", **settings).items[0]
    values = [item.target[LABELS.index(name)] for name in cells]
    assert tuple(None if math.isnan(value) else value for value in values) == expected


def test_a_copy_of_another_size_says_what_differs_from_the_published_split(tmp_path: Path) -> None:
    assert load(Copy().write(tmp_path), "test").shortfall == (
        "not the published test split: 4 images instead of 5,159, 3 studies instead of 3,269,"
        " 1 patients instead of 293, 4 labelled studies in all instead of 227,827"
    )
    assert {split: sizes[0] for split, sizes in SIZES.items()} == CARD.splits
    assert sum(sizes[0] for sizes in SIZES.values()) == 377_110
    assert sum(sizes[1] for sizes in SIZES.values()) == 227_835
    assert sum(sizes[2] for sizes in SIZES.values()) == 65_379
    assert difference("test", (5_159, 3_269, 293), LABELLED_STUDIES) == ""


def test_missing_images_are_counted_and_a_partial_copy_needs_leave(tmp_path: Path) -> None:
    copy = Copy()
    home = copy.write(tmp_path)
    image_path(home, copy.images[3]).unlink()
    assert refused(home, "test").startswith(
        f"1 of 3 images is missing under ROOT: files/p10/p10000003/s50000003/{dicom(3)}.jpg (complete the copy"
    )
    dataset = load(home, "test", allow_partial="yes")
    assert [item.id for item in dataset] == [dicom(4), dicom(6)]
    assert dataset.shortfall.endswith("; partial 2/3 images")
    told = "partial 2/3 images: the others are missing and left out"
    assert told in dataset.notes
    assert told not in load(copy.write(tmp_path / "whole"), "test", allow_partial="yes").notes
    for row in copy.images:
        image_path(home, row).unlink(missing_ok=True)
    assert "3 of 3 images are missing" in refused(home, "test", allow_partial="yes")


def test_a_truncated_image_is_named(tmp_path: Path) -> None:
    copy = Copy()
    home = copy.write(tmp_path)
    path = image_path(home, copy.images[2])
    path.write_bytes(jpeg()[:-2])
    assert (
        refused(home, "test")
        == f"{str(path).replace(str(home), 'ROOT')} is cut off: its end is missing (copy it again)"
    )


def test_an_image_that_is_there_twice_is_named(tmp_path: Path) -> None:
    copy = Copy()
    copy.images.append(copy.images[2] | {"split": "train"})
    assert refused(copy.write(tmp_path), "test") == (
        f"ROOT/mimic-cxr-2.0.0-split.csv.gz, row 8, column dicom_id: {dicom(4)} is there already, in row 4"
    )


def test_a_patient_in_two_splits_is_named(tmp_path: Path) -> None:
    copy = Copy()
    copy.images[5]["split"] = "train"
    assert refused(copy.write(tmp_path), "validate") == (
        "ROOT/mimic-cxr-2.0.0-split.csv.gz, row 7, column split:"
        " patient 10000003 is in another split too; splits share no patient"
    )


def test_a_study_of_two_patients_is_named(tmp_path: Path) -> None:
    copy = Copy()
    copy.images[3] |= {"subject_id": "10000009"}
    assert refused(copy.write(tmp_path), "test") == (
        "ROOT/mimic-cxr-2.0.0-split.csv.gz, row 5, column subject_id: study 50000003 has another patient too"
    )


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("split", "valid", "'valid' is not train, validate or test"),
        ("subject_id", "p10000001", "'p10000001' is not eight digits starting with 1"),
        ("study_id", "60000001", "'60000001' is not eight digits starting with 5"),
        ("dicom_id", "02aa804e", "'02aa804e' is not five groups of eight hexadecimal digits"),
    ],
)
def test_a_cell_outside_its_coding_is_named(tmp_path: Path, column: str, cell: str, problem: str) -> None:
    copy = Copy()
    home = copy.write(tmp_path)
    copy.images[1][column] = cell
    copy.write(tmp_path / "other")
    (tmp_path / "other" / "mimic-cxr-2.0.0-split.csv.gz").replace(home / "mimic-cxr-2.0.0-split.csv.gz")
    assert refused(home, "test") == f"ROOT/mimic-cxr-2.0.0-split.csv.gz, row 3, column {column}: {problem}"


def test_a_wrong_label_cell_and_a_study_labelled_twice_are_named(tmp_path: Path) -> None:
    copy = Copy()
    copy.negbio[2]["Edema"] = "positive"
    home = copy.write(tmp_path / "cell")
    assert refused(home, "test", labels="negbio") == (
        "ROOT/mimic-cxr-2.0.0-negbio.csv.gz, row 4, column Edema: 'positive' is not 1, 0, -1 or blank"
    )
    assert len(load(home, "test", labels="chexpert")) == 3
    copy.chexpert.append(copy.chexpert[0])
    assert refused(copy.write(tmp_path / "twice"), "test") == (
        "ROOT/mimic-cxr-2.0.0-chexpert.csv.gz, row 6, column study_id: 50000005 is there already, in row 2"
    )


def test_tables_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    copy = Copy()
    copy.metadata[4]["study_id"] = "50000009"
    assert refused(copy.write(tmp_path / "study"), "test") == (
        "ROOT/mimic-cxr-2.0.0-split.csv.gz, row 6, column study_id:"
        " 50000004, but row 6 of mimic-cxr-2.0.0-metadata.csv.gz says 50000009"
    )
    copy = Copy()
    del copy.metadata[2:4]
    assert refused(copy.write(tmp_path / "metadata"), "test") == (
        "ROOT/mimic-cxr-2.0.0-split.csv.gz, row 5, column dicom_id:"
        " mimic-cxr-2.0.0-metadata.csv.gz has no row of this image and of 1 more images"
    )
    copy = Copy()
    copy.chexpert[0]["subject_id"] = "10000004"
    assert refused(copy.write(tmp_path / "labels"), "test") == (
        "ROOT/mimic-cxr-2.0.0-chexpert.csv.gz, row 2, column subject_id:"
        " study 50000005 is of patient 10000004 here, but of 10000003 in the split file"
    )


def test_images_that_are_in_no_split_are_counted(tmp_path: Path) -> None:
    copy = Copy()
    copy.metadata.append(copy.metadata[0] | {"dicom_id": dicom(99)})
    assert "images of the metadata that are in no split: 1" in load(copy.write(tmp_path), "test").notes


def test_a_missing_table_and_an_empty_split_are_named(tmp_path: Path) -> None:
    assert refused(tmp_path, "test").startswith("no mimic-cxr-2.0.0-split.csv, also .gz, in ROOT or two levels below")
    copy = Copy()
    copy.images = [row for row in copy.images if row["split"] != "validate"]
    home = copy.write(tmp_path)
    assert refused(home, "validate") == "ROOT/mimic-cxr-2.0.0-split.csv.gz has no image of the validate split"
    (home / "mimic-cxr-2.0.0-negbio.csv.gz").unlink()
    assert refused(home, "test", labels="negbio") == (
        "no mimic-cxr-2.0.0-negbio.csv, also .gz, in ROOT (it is part of MIMIC-CXR-JPG; copy it there)"
    )


def test_the_label_order_of_rows_and_files_changes_no_fingerprint(tmp_path: Path) -> None:
    copy = Copy()
    first = load(copy.write(tmp_path / "a"), "test")
    for table in (copy.images, copy.metadata, copy.chexpert):
        table.reverse()
    second = load(copy.write(tmp_path / "b", packed=False), "test")
    assert [item.id for item in second] == [item.id for item in first]
    assert second.fingerprint == first.fingerprint
    copy.chexpert[-1]["Edema"] = "1.0"
    assert load(copy.write(tmp_path / "c"), "test").fingerprint != first.fingerprint


def test_predictions_name_an_image_or_a_study(tmp_path: Path) -> None:
    benchmark = MimicCxr()
    item = load(Copy().write(tmp_path), "test").items[0]
    assert benchmark.key_columns == ("dicom_id", "study_id")
    assert benchmark.item_key("dicom_id", item) == benchmark.key("dicom_id", f"{dicom(3)}.jpg") == dicom(3)
    assert benchmark.item_key("study_id", item) == benchmark.key("study_id", "s50000003") == "50000003"


POLICY = "another policy for uncertain or blank labels: --set uncertainty=ignore --set blanks=zeros"
VIEWS = "a study's score is not the maximum over its views: --set aggregate=max"
OTHER = {name: f"other labels: --set labels={name}" for name in ("chexpert", "negbio", "gold")}


@pytest.mark.parametrize(
    ("load_settings", "aggregate", "reasons"),
    [
        ({}, "max", ("", OTHER["negbio"], OTHER["gold"])),
        ({"labels": "negbio"}, "max", (OTHER["chexpert"], "", OTHER["gold"])),
        ({}, "mean", (VIEWS, OTHER["negbio"], OTHER["gold"])),
        ({"uncertainty": "ones"}, "max", (POLICY, OTHER["negbio"], OTHER["gold"])),
        ({"labels": "negbio", "blanks": "ignore"}, "max", (OTHER["chexpert"], POLICY, OTHER["gold"])),
    ],
)
def test_a_board_has_a_value_only_under_its_protocol_and_the_others_say_why_not(
    tmp_path: Path, load_settings: dict[str, str], aggregate: str, reasons: tuple[str, str, str]
) -> None:
    benchmark = MimicCxr()
    benchmark.write_sample(tmp_path / "sample")
    items = list(benchmark.load(tmp_path / "sample", "test", **load_settings))
    answers = [Answer(probabilities=tuple(0.9 if value == 1 else 0.1 for value in item.target)) for item in items]
    report = benchmark.score(items, answers, "cpu", aggregate=aggregate, bootstrap=0)
    boards = dict(zip(("auroc14-test-chexpert", "auroc14-test-negbio", "gold687"), reasons, strict=True))
    assert list(report.boards) == [board for board, reason in boards.items() if not reason]
    assert all((score.metric, score.value) == ("mean-auroc-14", 1.0) for score in report.boards.values())
    assert dict(report.withheld) == {board: reason for board, reason in boards.items() if reason} | {
        "f1x5-test-public": "another protocol: --set protocol=f1x5-image",
        "report-findings": "another protocol: --set protocol=report-findings",
        "report-impression": "another protocol: --set protocol=report-impression",
    }
