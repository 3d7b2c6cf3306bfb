"""Agreement of two files of labels, against scikit-learn."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from sklearn.metrics import cohen_kappa_score

from podium.plugins.chest_xray.labeler.agreement import agreement
from podium.registry import DataError, Score

CELLS = ("1.0", "0.0", "-1.0", "")


def write(path: Path, header: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def test_agreement_and_kappa_are_scikit_learns(tmp_path: Path) -> None:
    draw = random.Random(5)
    one = [[str(study), draw.choice(CELLS), draw.choice(CELLS)] for study in range(200)]
    two = [[study, cell if draw.random() < 0.7 else draw.choice(CELLS), other] for study, cell, other in one]
    draw.shuffle(two)
    first = write(tmp_path / "a.csv", ["study_id", "Edema", "Airspace Opacity"], one)
    second = write(tmp_path / "b.csv", ["study_id", "edema", "Lung Opacity"], two)
    report = agreement(first, second)
    assert report.counts == {"studies": 200}
    table = report.tables[0]
    assert [row[0] for row in table.rows] == ["Lung Opacity", "Edema"]
    by_study = {row[0]: row for row in two}
    pairs = [(row[1], by_study[row[0]][1]) for row in one]
    _, n, differ, share, kappa = table.rows[1]
    assert (n, differ) == (200, sum(a != b for a, b in pairs))
    assert isinstance(share, Score) and isinstance(kappa, Score)
    assert share.value == pytest.approx(sum(a == b for a, b in pairs) / 200, abs=1e-15)
    assert kappa.value == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)), abs=1e-12)


def test_the_confusion_counts_every_pair_of_values(tmp_path: Path) -> None:
    rows = [["1", "1"], ["2", "1"], ["3", "0"], ["4", "-1"], ["5", ""]]
    other = [["1", "1"], ["2", ""], ["3", "0"], ["4", "0"], ["5", ""]]
    first = write(tmp_path / "a.csv", ["study_id", "Edema"], rows)
    second = write(tmp_path / "b.csv", ["study_id", "Edema"], other)
    assert agreement(first, second).tables[1].rows == (
        ("Edema", "positive", 1, 0, 0, 1),
        ("Edema", "negative", 0, 1, 0, 0),
        ("Edema", "uncertain", 0, 1, 0, 0),
        ("Edema", "blank", 0, 0, 0, 1),
    )


def test_studies_of_one_file_only_are_left_out_and_counted_and_an_undefined_kappa_says_why(tmp_path: Path) -> None:
    first = write(tmp_path / "a.csv", ["study_id", "Edema"], [["1", "1"], ["2", "1"]])
    second = write(tmp_path / "b.csv", ["subject_id", "study_id", "Edema"], [["9", "1", "1"]])
    report = agreement(first, second)
    assert report.notes == (f"1 studies are only in {first} and were left out",)
    kappa = report.tables[0].rows[0][4]
    assert isinstance(kappa, Score)
    assert (kappa.value, kappa.reason) == (None, "both files have one and the same value throughout")


@pytest.mark.parametrize(
    ("header", "rows", "message"),
    [
        (["name", "Edema"], [["1", "1"]], "has no column that names a study"),
        (["study_id", "x"], [["1", "1"]], "has no column of an observation"),
        (["study_id", "Edema"], [["1", "2"]], "row 2, Edema: '2' is not 1, 0, -1 or blank"),
        (["study_id", "Edema"], [["1", "1"], ["1", "0"]], "row 3: a second row for 1"),
        (["study_id", "Edema"], [["1"]], "row 2 has 1 cells"),
        (["study_id", "Edema"], [], "has no row"),
        (["study_id", "Edema"], [["7", "1"]], "have no study in common"),
        (["study_id", "Fracture"], [["1", "1"]], "have no observation in common"),
        (["Path", "Edema"], [["1", "1"]], "names studies by study id"),
    ],
)
def test_a_file_that_cannot_be_compared_is_named(
    tmp_path: Path, header: list[str], rows: list[list[str]], message: str
) -> None:
    good = write(tmp_path / "a.csv", ["study_id", "Edema"], [["1", "1"]])
    bad = write(tmp_path / "b.csv", header, rows)
    with pytest.raises(DataError, match=message):
        agreement(good, bad)
