"""``podium data verify`` of a copy: counts beside the published ones, and every chart."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.plugins.charxiv.plugin import CharXivReasoning
from podium.registry import Check, DataError, Verification
from podium.tests.cli.support import podium_json
from podium.tests.plugins.charxiv.support import hub_row, picture, write_hub, write_original


def verified(root: Path, level: str = "images") -> Verification:
    return CharXivReasoning().verify(root, level, lambda stage, done, total: None)


def check(found: Verification, name: str) -> Check:
    return next(one for one in found.checks if one.name == name)


@pytest.mark.parametrize("layout", ["authors", "hub"])
def test_counts_by_type_of_answer_stand_beside_the_published_ones_and_charts_are_decoded(
    layout: str, tmp_path: Path
) -> None:
    write_original(tmp_path) if layout == "authors" else write_hub(tmp_path / "val.parquet")
    found = verified(tmp_path)
    assert dict((row[0], row[1:]) for row in found.tables[0].rows) == {
        "validation questions": (5, 1_000),
        "validation text in chart": (1, 440),
        "validation text in general": (2, 99),
        "validation number in chart": (1, 232),
        "validation number in general": (1, 229),
    }
    counts = check(found, "validation: counts")
    assert counts.status == "warning"
    assert "5 rows, the official split has 1,000" in counts.detail
    assert check(found, "validation: image files").detail == "all 5 can be decoded"


def test_every_chart_that_is_missing_or_damaged_is_named_and_not_only_the_first(tmp_path: Path) -> None:
    images = write_original(tmp_path) / "images"
    for name in ("3.jpg", "101.jpg"):
        (images / name).unlink()
    for name in ("5.jpg", "12.jpg"):
        (images / name).write_bytes(picture()[:-60])
    found = verified(tmp_path)
    assert [one.rpartition("/")[2] for one in check(found, "validation: images").examples] == ["3.jpg", "101.jpg"]
    damaged = check(found, "validation: image files")
    assert (damaged.status, damaged.detail) == ("problem", "2 of 3 cannot be decoded")


def test_a_damaged_chart_inside_a_table_is_a_problem(tmp_path: Path) -> None:
    row = hub_row((7, 1, 1, "cs", "20", 1, "Q?", "b"))
    write_hub(tmp_path / "val.parquet", [row | {"image": {"bytes": picture()[:-60], "path": None}}])
    problem = check(verified(tmp_path), "validation: questions")
    assert problem.status == "problem"
    assert "figure 7 is cut off" in problem.detail


def test_a_folder_without_the_data_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match=r"the validation split of CharXiv .*; or for the authors' layout, data/reasoning_val\.json"
    ):
        verified(tmp_path)


def test_the_command_checks_the_sample() -> None:
    found = podium_json("data", "verify", "charxiv-r", "--level", "images")
    assert {one["status"] for one in found["checks"]} == {"ok"}
