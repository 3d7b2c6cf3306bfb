from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.plugins.chexpert.plugin import CheXpert
from podium.registry import Classify, PodiumError
from podium.tests.plugins.chexpert.support import load


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "chexpert-sample"
    CheXpert().write_sample(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_sample_has_the_same_bytes_every_time_and_may_be_written_again(sample: Path, tmp_path: Path) -> None:
    CheXpert().write_sample(tmp_path / "other")
    first = contents(sample)
    assert contents(tmp_path / "other") == first
    CheXpert().write_sample(tmp_path / "other")
    assert contents(tmp_path / "other") == first
    assert len([name for name in first if name.endswith(".jpg")]) == 251


def test_the_sample_says_that_it_is_not_patient_data(sample: Path) -> None:
    assert (sample / "SAMPLE.txt").read_text().startswith("SYNTHETIC SAMPLE DATA, NOT PATIENT DATA.")
    dataset = load(sample, "test")
    assert dataset.sample
    assert dataset.shortfall == ""
    (sample / "SAMPLE.txt").rename(sample / "gone")
    unmarked = load(sample, "test")
    (sample / "gone").rename(sample / "SAMPLE.txt")
    assert not unmarked.sample
    assert unmarked.shortfall.startswith("not the published test split: 151 images instead of 668")


@pytest.mark.parametrize(
    ("split", "images", "studies", "patients"), [("train", 24, 20, 16), ("valid", 76, 62, 62), ("test", 151, 120, 120)]
)
def test_each_split_has_both_classes_of_the_five_tasks_and_studies_of_several_kinds(
    sample: Path, split: str, images: int, studies: int, patients: int
) -> None:
    items = list(load(sample, split, uncertainty="ignore", blanks="ignore"))
    assert len(items) == images
    assert len({item.attributes["study"] for item in items}) == studies
    assert len({item.group for item in items}) == patients
    for name in FIVE:
        assert {item.target[NAMES.index(name)] for item in items} >= {0.0, 1.0}
    views: dict[str, list[str]] = {}
    for item in items:
        views.setdefault(str(item.attributes["study"]), []).append(str(item.attributes["view"]))
    assert ["frontal"] in views.values()
    assert any(len(kinds) > 1 for kinds in views.values())
    if split != "valid":
        assert ["lateral"] in views.values()


def test_the_sample_has_three_made_up_readers_in_the_releases_form_and_says_so(sample: Path) -> None:
    assert "readers bc4, bc6 and bc8 are made up too" in (sample / "SAMPLE.txt").read_text()
    with (sample / "radiologists" / "benchmark_radiologists" / "bc6.csv").open(newline="") as stream:
        header, *rows = list(csv.reader(stream))
    assert header[:6] == ["Study", *NAMES[:3], "Lung Lesion", "Lung Opacity"]
    assert {cell for row in rows for cell in row[1:]} == {"0", "1"}
    told = {item.attributes["study"]: dict(item.attributes["readers"]) for item in load(sample, "test")}
    assert [list(one) for one in told.values()] == [["bc4", "bc6", "bc8"]] * len(rows)
    assert [str(int(call)) for call in told["patient92001/study1"]["bc6"][:3]] == rows[0][1:4]


def test_the_train_split_has_every_kind_of_cell_and_an_age_of_zero(sample: Path) -> None:
    with (sample / "train.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row[name] for row in rows for name in NAMES} == {"1.0", "0.0", "-1.0", ""}
    assert "0" in {row["Age"] for row in rows}
    assert {row["AP/PA"] for row in rows} == {"AP", "PA", ""}


@pytest.mark.parametrize("split", ["valid", "test"])
def test_the_expert_labels_follow_the_hierarchy_of_the_real_ones(sample: Path, split: str) -> None:
    for item in load(sample, split):
        findings = {name for name, value in zip(NAMES, item.target, strict=True) if value == 1}
        assert ("No Finding" in findings) == (len(findings - {"No Finding"}) == 0)
        if "Cardiomegaly" in findings:
            assert "Enlarged Cardiomediastinum" in findings
        if findings & {"Lung Lesion", "Edema", "Consolidation", "Pneumonia", "Atelectasis"}:
            assert "Lung Opacity" in findings


def test_the_drawings_are_grey_and_differ_with_the_finding(sample: Path) -> None:
    present: list[float] = []
    absent: list[float] = []
    for item in load(sample, "test"):
        assert isinstance(item.request, Classify)
        with Image.open(item.request.images[0]) as image:
            assert (image.format, image.mode, image.size) == ("JPEG", "L", (96, 96))
            if item.attributes["view"] == "frontal":
                pixels = np.asarray(image, np.float64)[82:92, 62:90]
                (present if item.target[NAMES.index("Pleural Effusion")] else absent).append(float(pixels.mean()))
    assert min(present) > max(absent) + 50


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("mine")
    with pytest.raises(PodiumError, match="is not empty, and no sample data"):
        CheXpert().write_sample(tmp_path)
    assert contents(tmp_path) == {"train.csv": b"mine"}
    with pytest.raises(PodiumError, match="cannot write to"):
        CheXpert().write_sample(tmp_path / "train.csv" / "below")
