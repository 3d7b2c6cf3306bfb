"""Only a copy with exactly the published counts is the official split."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.plugins.chexpert.card import CARD
from podium.plugins.chexpert.plugin import CheXpert
from podium.plugins.chexpert.published import PUBLISHED
from podium.registry import Answer, Item
from podium.tests.plugins.chexpert.support import classic, load, row, write_images, write_table

FIRST_PATIENT = {"valid": 64541, "test": 64741}


def official(split: str) -> list[dict[str, str]]:
    """Return made-up rows with the published number of images, studies, patients and positives."""
    published = PUBLISHED[split]
    table = []
    for study in range(published.studies):
        labels = {name: "1.0" if study < published.positives[name] else "0.0" for name in NAMES}
        key = f"{split}/patient{FIRST_PATIENT[split] + study}/study1"
        more = study < published.images - published.studies
        views = ["view1_frontal", "view2_lateral"] if more else ["view1_frontal"]
        table += [row(f"{key}/{view}.jpg") | labels for view in views]
    return table


def copied(home: Path, split: str, table: list[dict[str, str]]) -> Path:
    write_table(home / f"{split}.csv", table)
    write_images(home, [entry["Path"] for entry in table])
    return home


def test_the_published_sizes_are_those_of_the_card_and_of_the_paper() -> None:
    assert {split: counts.images for split, counts in PUBLISHED.items()} == CARD.splits
    assert sum(counts.images for counts in PUBLISHED.values()) == 224_316
    assert sum(counts.patients for counts in PUBLISHED.values()) == 65_240


@pytest.mark.parametrize(("split", "images"), [("valid", 234), ("test", 668)])
def test_a_copy_with_the_published_counts_has_no_shortfall(tmp_path: Path, split: str, images: int) -> None:
    dataset = load(copied(tmp_path, split, official(split)), split)
    assert (len(dataset), dataset.shortfall, dataset.sample) == (images, "", False)


def test_the_test_labels_by_study_have_no_shortfall(tmp_path: Path) -> None:
    table = [
        entry | {"Study": entry["Path"].rpartition("/")[0]} for entry in official("test") if "view1" in entry["Path"]
    ]
    write_table(tmp_path / "groundtruth.csv", table, ("Study", *NAMES))
    dataset = load(tmp_path, "test")
    assert (len(dataset), dataset.shortfall) == (500, "")


def test_one_changed_label_one_row_less_and_one_image_less_are_shortfalls(tmp_path: Path) -> None:
    table = official("valid")
    changed = copy.deepcopy(table)
    changed[-1]["Edema"] = "1.0"
    assert load(copied(tmp_path / "changed", "valid", changed), "valid").shortfall == (
        "not the published valid split: 43 studies with Edema instead of 42"
    )
    assert load(copied(tmp_path / "fewer", "valid", table[:-1]), "valid").shortfall == (
        "not the published valid split: 233 images instead of 234, 199 studies instead of 200,"
        " 199 patients instead of 200"
    )
    home = copied(tmp_path / "partial", "valid", table)
    (home / table[0]["Path"]).unlink()
    assert load(home, "valid", allow_partial="yes").shortfall == "partial 233/234 images"


def test_a_small_copy_of_another_dataset_says_what_differs(tmp_path: Path) -> None:
    assert load(classic(tmp_path), "train").shortfall == (
        "not the published train split: 4 images instead of 223,414, 3 studies instead of 187,641,"
        " 2 patients instead of 64,540"
    )


def _answers(items: list[Item]) -> list[Answer]:
    return [Answer(probabilities=tuple(0.9 if value else 0.1 for value in item.target)) for item in items]


def test_the_board_is_the_mean_auroc_of_the_five_tasks_over_studies(tmp_path: Path) -> None:
    items = list(load(copied(tmp_path, "test", official("test")), "test"))
    answers = _answers(items)
    edema = NAMES.index("Edema")
    # One of 78 positive studies ties with the 422 negatives: its AUROC is 1 - 0.5 / 78.
    for place in (place for place, item in enumerate(items) if item.group == "patient64741"):
        probabilities = list(answers[place].probabilities or ())
        probabilities[edema] = 0.1
        answers[place] = Answer(probabilities=tuple(probabilities))
    report = CheXpert().score(items, answers, "cpu", aggregate="max", bootstrap=0)
    score = report.boards["auroc5-study"]
    assert (score.metric, score.n) == ("mean-auroc-5", 500)
    assert score.value == pytest.approx((len(FIVE) - 0.5 / 78) / len(FIVE), abs=1e-12)


def test_another_aggregation_than_the_protocol_s_gets_no_board_value(tmp_path: Path) -> None:
    items = list(load(copied(tmp_path, "test", official("test")), "test"))
    report = CheXpert().score(items, _answers(items), "cpu", aggregate="mean", bootstrap=0)
    assert dict(report.boards) == {}
    reason = "a study's score is not the maximum over its views: --set aggregate=max"
    assert dict(report.withheld) == {
        "auroc5-study": reason,
        "auroc14-study": reason,
        "readers-study": reason,
        "f1x5-image": "another protocol: --set protocol=f1x5-image",
    }
    assert report.settings["aggregate"] == "mean"
