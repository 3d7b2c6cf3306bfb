from __future__ import annotations

from pathlib import Path

import pytest

from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.plugins.chest_xray.written import present
from podium.plugins.mimic_cxr.plugin import MimicCxr
from podium.tests.plugins.mimic_cxr.support import LABELS, load


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "mimic-sample"
    MimicCxr().write_sample(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_sample_has_the_same_bytes_every_time_gzip_headers_too(sample: Path, tmp_path: Path) -> None:
    MimicCxr().write_sample(tmp_path / "other")
    first = contents(sample)
    assert contents(tmp_path / "other") == first
    tables = [name for name in first if name.endswith(".csv.gz")]
    assert tables == [f"mimic-cxr-2.0.0-{name}.csv.gz" for name in ("chexpert", "metadata", "negbio", "split")]
    # Bytes 4 to 8 of a gzip file are a time, and bit 3 of byte 3 says that a file name follows.
    assert all(first[name][3:8] == bytes(5) for name in tables)
    assert len([name for name in first if name.endswith(".jpg")]) == 76
    assert first["SAMPLE.txt"].startswith(b"SYNTHETIC SAMPLE DATA, NOT PATIENT DATA.")


def test_the_samples_reports_say_what_its_labels_say(sample: Path) -> None:
    labels = {item.attributes["study"]: item.target for item in load(sample, "test", uncertainty="ones")}
    dataset = load(sample, "test", protocol="report-findings")
    assert (len(dataset), dataset.sample, dataset.shortfall) == (18, True, "")
    assert "left out because their report has no findings section: 7 of 25 studies" in dataset.notes
    for item in dataset:
        read = dict(zip(NAMES, present([item.target])[0].tolist(), strict=True))
        told = dict(zip(LABELS, labels[item.id], strict=True))
        assert {name for name in NAMES if read[name] and name != "No Finding"} == {
            name for name in NAMES if told[name] and name != "No Finding"
        }
    assert len(load(sample, "test", protocol="report-impression")) == 24


@pytest.mark.parametrize("labels", ["chexpert", "negbio"])
@pytest.mark.parametrize(("split", "images", "studies"), [("train", 23, 18), ("validate", 16, 13), ("test", 35, 24)])
def test_each_split_has_both_classes_of_the_five_tasks_under_both_labellers(
    sample: Path, labels: str, split: str, images: int, studies: int
) -> None:
    dataset = load(sample, split, labels=labels, blanks="ignore")
    assert (len(dataset), dataset.sample, dataset.shortfall) == (images, True, "")
    items = list(dataset)
    assert len({item.attributes["study"] for item in items}) == studies
    assert len({item.group for item in items}) < studies
    for name in FIVE:
        assert {item.target[LABELS.index(name)] for item in items} >= {0.0, 1.0}


def test_the_sample_has_every_kind_of_view_and_a_lateral_only_study(sample: Path) -> None:
    views: dict[str, set[str]] = {}
    for item in load(sample, "test"):
        views.setdefault(str(item.attributes["study"]), set()).add(str(item.attributes["view"]))
    assert set().union(*views.values()) == {"frontal", "lateral", "unknown"}
    assert {"lateral"} in views.values()


def test_the_two_label_files_differ_in_few_cells(sample: Path) -> None:
    one = [value for item in load(sample, "train", uncertainty="zeros") for value in item.target]
    other = [value for item in load(sample, "train", uncertainty="zeros", labels="negbio") for value in item.target]
    differing = sum(here != there for here, there in zip(one, other, strict=True))
    assert 0 < differing < len(one) / 10
