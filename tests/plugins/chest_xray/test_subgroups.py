"""Subgroups: who is in which, gaps against repeated rows, and what is too small to be given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.metrics import recall_score, roc_auc_score

from podium.plugins.chest_xray.subgroups import partitions
from podium.plugins.chest_xray.units import read_units
from podium.registry import Answer, Classify, Item, Report, Score
from podium.registry.metrics import cluster_index, draw_counts
from podium.tests.plugins.chest_xray.scored import FIVE, item, score, table
from podium.tests.registry.metrics.examples import Floats

LABELS = (*FIVE, "Support Devices")


def groups(items: list[Item], unit: str = "study") -> tuple[dict[str, list[str]], list[str]]:
    """Return the names of the units of each group, and what divides nothing."""
    labels = items[0].request.labels if isinstance(items[0].request, Classify) else ()
    answers = [Answer(probabilities=(0.5,) * len(labels))] * len(items)
    units = read_units(items, answers, labels, unit, "max", "probability")
    found, lacking = partitions(units)
    members = {
        f"{part.name}: {group}": [name for name, here in zip(units.names, mask, strict=True) if here]
        for part in found
        for group, mask in part.groups.items()
    }
    return members, lacking


def view(study: str, number: int, kind: str = "frontal", projection: str = "AP", **more: Any) -> Item:
    facts = {"sex": "Female", "age": 50, "view": kind, "projection": projection, **more}
    return item(f"{study}/v{number}", [1.0], study, study, ["Edema"], **facts)


def test_a_study_is_grouped_by_what_its_images_say() -> None:
    items = [
        view("a", 1), view("a", 2, "lateral", ""),
        view("b", 1, projection="PA", sex="Male", age=39),
        view("c", 1, "lateral", "", age=40),
        view("d", 1, projection="AP", age=59), view("d", 2, projection="PA", age=60),
        view("e", 1, projection="LL", sex="Unknown", age=None),
        view("f", 1, age=79), view("g", 1, age=80), view("h", 1, age=90),
        view("i", 1, "other", "", age=0),
    ]  # fmt: skip
    members, lacking = groups(items)
    assert members == {
        "sex: Female": ["a", "c", "d", "f", "g", "h", "i"],
        "sex: Male": ["b"],
        "age: <40": ["b", "i"],
        "age: 40-59": ["a", "c"],
        "age: 60-79": ["f"],
        "age: 80+": ["g", "h"],
        "projection: AP": ["a", "f", "g", "h"],
        "projection: PA": ["b"],
        "view: with a frontal": ["a", "b", "d", "e", "f", "g", "h"],
        "view: lateral only": ["c"],
        "images: one": ["b", "c", "e", "f", "g", "h", "i"],
        "images: several": ["a", "d"],
    }
    assert lacking == ["Support Devices"]


def test_an_image_is_grouped_by_itself_and_by_the_number_of_images_of_its_study() -> None:
    members, _ = groups([view("a", 1), view("a", 2, "lateral", ""), view("b", 1, projection="PA")], "image")
    assert members["view: frontal"] == ["a/v1", "b/v1"]
    assert members["view: lateral"] == ["a/v2"]
    assert members["images: one"] == ["b/v1"]
    assert members["images: several"] == ["a/v1", "a/v2"]


def test_labels_by_study_without_images_do_not_tell_how_many_there_were() -> None:
    bare = Item("s1", Classify((), ("Edema",)), (1.0,), "p1", {"study": "s1", "view": "", "projection": ""})
    members, lacking = groups([bare])
    assert members == {}
    assert lacking == ["sex", "age", "projection", "view", "Support Devices", "images"]


def test_devices_are_told_by_the_reference_also_where_the_model_does_not_predict_them() -> None:
    items = [
        item(f"s{n}/v1", [float(n % 2), device], f"s{n}", f"p{n}", ("Edema", "Support Devices"))
        for n, device in enumerate((1.0, 0.0, float("nan"), 1.0))
    ]
    answers = [Answer(probabilities=(0.5, None))] * 4
    found, _ = partitions(read_units(items, answers, ("Edema", "Support Devices"), "study", "max", "probability"))
    (part,) = [part for part in found if part.name == "Support Devices"]
    assert {group: mask.tolist() for group, mask in part.groups.items()} == {
        "present": [True, False, False, True],
        "absent": [False, True, False, False],
    }
    assert part.unknown == 1


def cohort(size: int = 240) -> tuple[list[Item], Floats, Floats, list[str], Floats]:
    """Return items of one image, scores, targets, sexes and ages; Consolidation is rare among men."""
    rng = np.random.default_rng(4)
    sexes = ["Female" if n % 3 else "Male" for n in range(size)]
    ages = rng.integers(20, 95, size)
    rates = np.where(np.array(sexes)[:, None] == "Male", [0.4, 0.4, 0.05, 0.4, 0.4], 0.4)
    targets = (rng.random((size, 5)) < rates).astype(float)
    scores = 0.4 * targets + 0.6 * rng.random((size, 5))
    items = [
        item(f"i{n}", targets[n].tolist(), f"s{n}", f"p{n // 2}", FIVE, sex=sexes[n], age=int(ages[n]))
        for n in range(size)
    ]
    return items, scores, targets, sexes, ages.astype(float)


def rows_of(report: Report, group: str) -> dict[str, dict[str, Any]]:
    return {row["finding"]: row for row in table(report, "subgroups-findings") if row["group"] == group}


def test_gaps_and_their_intervals_equal_those_of_repeated_rows_of_the_same_draws() -> None:
    items, scores, targets, sexes, _ = cohort()
    report = score(items, scores.tolist(), bootstrap=30, seed=2, threshold=0.5)
    women = np.array(sexes) == "Female"
    used = [column for column in range(5) if FIVE[column] != "Consolidation"]
    clusters, count = cluster_index([entry.group for entry in items])

    def gaps(rows: Any) -> dict[str, Floats]:
        inside, outside = rows[women[rows]], rows[~women[rows]]
        values: dict[str, list[float]] = {"auroc": [], "auroc_gap": [], "tpr_gap": [], "fpr_gap": []}
        for column in used:
            sides = [(targets[part, column], scores[part, column]) for part in (inside, outside)]
            areas = [roc_auc_score(*side) for side in sides]
            true = [recall_score(truth, given >= 0.5) for truth, given in sides]
            false = [1 - recall_score(1 - truth, given < 0.5) for truth, given in sides]
            for name, (one, other) in (("auroc_gap", areas), ("tpr_gap", true), ("fpr_gap", false)):
                values[name].append(one - other)
            values["auroc"].append(areas[0])
        return {name: np.array(found) for name, found in values.items()}

    everyone = np.arange(len(items))
    point = gaps(everyone)
    drawn = [gaps(np.repeat(everyone, counts[clusters])) for counts in draw_counts(count, 0, 30, seed=2)]
    rows = rows_of(report, "sex: Female")
    for place, column in enumerate(used):
        for name in point:
            cell = rows[FIVE[column]][name]
            assert cell.value == pytest.approx(point[name][place], abs=1e-12)
            ends = np.percentile([one[name][place] for one in drawn], [2.5, 97.5])
            np.testing.assert_allclose([cell.interval.low, cell.interval.high], ends, rtol=0, atol=1e-12)
    (row,) = [row for row in table(report, "subgroups") if row["group"] == "sex: Female"]
    assert (row["n"], row["findings"]) == (160, 4)
    assert row["mean_auroc"].value == pytest.approx(point["auroc"].mean(), abs=1e-12)
    assert row["gap"].value == pytest.approx(point["auroc_gap"].mean(), abs=1e-12)
    ends = np.percentile([one["auroc_gap"].mean() for one in drawn], [2.5, 97.5])
    np.testing.assert_allclose([row["gap"].interval.low, row["gap"].interval.high], ends, rtol=0, atol=1e-12)


def test_a_finding_with_few_positives_on_one_side_is_suppressed_with_a_word() -> None:
    items, scores, targets, sexes, _ = cohort()
    men = np.array(sexes) == "Male"
    few = int(targets[men, 2].sum())
    assert few < 10
    report = score(items, scores.tolist(), bootstrap=10)
    here = rows_of(report, "sex: Male")["Consolidation"]
    assert (here["n"], here["positives"], here["prevalence"]) == (80, few, few / 80)
    for name in ("auroc", "auroc_gap", "tpr_gap", "fpr_gap"):
        assert here[name] == Score(name, None, 80, reason="fewer than 10 positives")
    there = rows_of(report, "sex: Female")["Consolidation"]
    assert there["auroc"].value is not None
    for name in ("auroc_gap", "tpr_gap", "fpr_gap"):
        assert there[name] == Score(name, None, 160, reason="fewer than 10 positives outside the group")


def test_a_group_has_ten_positives_or_nothing() -> None:
    def reasons(positives: int) -> tuple[str, str]:
        items = [
            item(f"i{n}", [float(n % 40 < positives)], f"s{n}", f"p{n}", ["Edema"], sex="Male" if n < 40 else "Female")
            for n in range(80)
        ]
        report = score(items, [[n / 80] for n in range(80)], ["Edema"])
        (row,) = [row for row in table(report, "subgroups") if row["group"] == "sex: Male"]
        return rows_of(report, "sex: Male")["Edema"]["auroc"].reason, row["gap"].reason

    nothing = "no finding has 10 positives and 10 negatives in this group and outside it"
    assert reasons(9) == ("fewer than 10 positives", nothing)
    assert reasons(10) == ("", "")
    assert reasons(30) == ("", "")
    assert reasons(31) == ("fewer than 10 negatives", nothing)


def test_an_age_band_is_compared_with_all_other_bands_together() -> None:
    items, scores, targets, _, ages = cohort()
    report = score(items, scores.tolist())
    young = ages < 40
    expected = roc_auc_score(targets[young, 0], scores[young, 0]) - roc_auc_score(targets[~young, 0], scores[~young, 0])
    assert rows_of(report, "age: <40")["Atelectasis"]["auroc_gap"].value == pytest.approx(expected, abs=1e-12)


def test_what_cannot_be_compared_is_said_once() -> None:
    items, scores, _, _, _ = cohort(60)
    items[0] = item("i0", items[0].target, "s0", "p0", FIVE, sex="", age=50)
    report = score(items, scores.tolist())
    told = [note for note in report.notes if note.startswith("subgroups")]
    assert told[0].startswith("subgroups: prevalence differs by subgroup")
    assert told[1:] == [
        "subgroups by projection, view, Support Devices: not in this dataset",
        "subgroups by sex: 1 of 60 studies are in none",
        "subgroups by images: none to compare, all 60 studies are one",
    ]
    assert report.facts["subgroups"].endswith("; not in this dataset: projection, view, Support Devices")
    bare = [item(entry.id, entry.target, entry.id, entry.group) for entry in items]
    without = score(bare, scores.tolist())
    assert "subgroups" not in {found.name for found in without.tables}
    assert without.facts["subgroups"] == "none: no attribute divides what was scored"
