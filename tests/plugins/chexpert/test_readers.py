"""The comparison with readers: the competition's rule beside an independent re-implementation, and two others."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_curve

from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.plugins.chexpert.plugin import CheXpert
from podium.plugins.chexpert.readers import Reader, passing
from podium.registry import Answer, Curve, DataError, Item, Mark, Report, Score
from podium.tests.plugins.chexpert.support import load, row, write_table
from podium.tests.plugins.chexpert.test_published import official

#: (specificity, sensitivity) of bc4, bc6 and bc8, as the competition's script has them.
POINTS = {
    "Atelectasis": ((0.7867435158501441, 0.803921568627451), (0.8242074927953891, 0.7124183006535948),
                    (0.6858789625360231, 0.9215686274509803)),
    "Cardiomegaly": ((0.9541547277936963, 0.4768211920529801), (0.7679083094555874, 0.8543046357615894),
                     (0.8939828080229226, 0.7019867549668874)),
    "Consolidation": ((0.8895966029723992, 0.6551724137931034), (0.910828025477707, 0.4827586206896552),
                      (0.9660297239915074, 0.4482758620689655)),
    "Edema": ((0.9146919431279621, 0.6282051282051282), (0.8127962085308057, 0.7948717948717948),
              (0.9265402843601895, 0.5769230769230769)),
    "Pleural Effusion": ((0.946969696969697, 0.8173076923076923), (0.8257575757575758, 0.82692307692307693),
                         (0.8636363636363636, 0.8942307692307693)),
}  # fmt: skip
#: Majority of the three: sensitivity, specificity, positive predictive value.
MAJORITY = {
    "Atelectasis": (0.889, 0.775, 0.636), "Cardiomegaly": (0.748, 0.920, 0.801), "Consolidation": (0.517, 0.949, 0.385),
    "Edema": (0.679, 0.922, 0.616), "Pleural Effusion": (0.894, 0.904, 0.710),
}  # fmt: skip


def passes(truth: Any, scores: Any, specificity: float, sensitivity: float) -> bool:
    """Say whether a curve passes a reader, by the words of the competition's rule and scikit-learn's vertices."""
    across, up, _ = roc_curve(truth, scores)
    first = next(place for place, rate in enumerate(across) if rate >= 1 - specificity)
    return bool(up[first - 1] >= sensitivity)


def studies(home: Path) -> list[Item]:
    """Return items of the published counts: a groundtruth.csv of 500 made-up studies."""
    table = [
        entry | {"Study": entry["Path"].rpartition("/")[0]} for entry in official("test") if "view1" in entry["Path"]
    ]
    # Which studies are positive is shuffled per finding, so that findings do not nest.
    for name in NAMES:
        cells = [entry[name] for entry in table]
        random.Random(name).shuffle(cells)
        for entry, cell in zip(table, cells, strict=True):
            entry[name] = cell
    write_table(home / "groundtruth.csv", table, ("Study", *NAMES))
    return list(load(home, "test"))


def noisy(items: list[Item], strength: float, seed: int = 0, digits: int = 2) -> np.ndarray[Any, Any]:
    rng = np.random.default_rng(seed)
    truth = np.array([item.target for item in items])
    return np.round(1 / (1 + np.exp(-(strength * (truth - 0.5) + rng.normal(size=truth.shape)))), digits)


def scored(items: list[Item], scores: Any, **options: Any) -> Report:
    answers = [Answer(probabilities=tuple(line)) for line in scores.tolist()]
    return CheXpert().score(items, answers, "cpu", **{"bootstrap": 0} | options)


def table(report: Report, name: str) -> list[dict[str, Any]]:
    found = next(one for one in report.tables if one.name == name)
    return [dict(zip(found.columns, line, strict=True)) for line in found.rows]


@pytest.mark.parametrize("strength", [0.0, 1.0, 2.0, 2.5, 4.0])
def test_the_official_counts_equal_the_scripts_rule_on_scikit_learns_curve(tmp_path: Path, strength: float) -> None:
    items = studies(tmp_path)
    truth = np.array([item.target for item in items])
    for seed in range(3):
        scores = noisy(items, strength, seed)
        report = scored(items, scores)
        counts = {line["finding"]: line["official"] for line in table(report, "readers-beaten")}
        expected = {
            finding: sum(
                passes(truth[:, NAMES.index(finding)], scores[:, NAMES.index(finding)], *point)
                for point in POINTS[finding]
            )
            for finding in FIVE
        }
        assert {finding: counts[finding] for finding in FIVE} == expected
        assert list(counts) == [name for name in NAMES if name in FIVE]
        mean = sum(expected.values()) / 5
        assert report.boards["readers-study"] == Score("readers-beaten-5", mean, 500)
        assert report.settings["readers_rule"] == "official"


def test_the_published_points_are_the_readers_counts_with_wilson_intervals(tmp_path: Path) -> None:
    items = studies(tmp_path)
    lines = table(scored(items, noisy(items, 2)), "readers")
    for finding in FIVE:
        mine = [line for line in lines if line["finding"] == finding]
        assert [line["reader"] for line in mine] == ["bc4", "bc6", "bc8", "majority"]
        for line, (specificity, sensitivity) in zip(mine, POINTS[finding], strict=False):
            assert line["specificity"].value == pytest.approx(specificity, abs=1e-15)
            assert line["sensitivity"].value == pytest.approx(sensitivity, abs=1e-15)
        majority = mine[3]
        rounded = tuple(round(majority[name].value, 3) for name in ("sensitivity", "specificity", "ppv"))
        assert rounded == MAJORITY[finding]
    # 123 of 153: (p + z^2/2n -+ z sqrt(p (1 - p) / n + z^2/4n^2)) / (1 + z^2/n)
    interval = lines[[line["finding"] for line in lines].index("Atelectasis")]["sensitivity"].interval
    p, n, z = 123 / 153, 153, 1.959963984540054
    centre, spread = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    assert interval is not None
    ends = [(centre + side) / (1 + z * z / n) for side in (-spread, spread)]
    assert [interval.low, interval.high] == pytest.approx(ends, abs=1e-12)
    assert (interval.level, interval.method, interval.replicates) == (0.95, "Wilson", 0)


def reader(true: int, false: int, positives: int = 4, negatives: int = 4, finding: str = "Edema") -> Reader:
    return Reader("r", finding, true, false, positives, negatives)


#: Falling scores; vertices (false, true): (0,0) (0,2) (2,2) (2,4) (4,4), in quarters.
TRUTH = np.array([1.0, 1, 0, 0, 1, 1, 0, 0])
SCORES = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2])


@pytest.mark.parametrize(
    ("true", "false", "official_sensitivity", "official_rule", "interpolated", "precision_recall"),
    [
        # One false positive: the vertex before 2/4 has a sensitivity of 2/4; a tie is beaten.
        (2, 1, 0.5, True, True, True),
        (3, 1, 0.5, False, False, False),
        # Two: straight up there to 4/4, but the rule looks at the vertex before, 2/4.
        (4, 2, 0.5, False, True, True),
        (3, 2, 0.5, False, True, True),
        # None: the vertex before the first is the last, 4/4, whatever the reader found.
        (4, 0, 1.0, True, False, False),
        (2, 0, 1.0, True, True, True),
        # All: the vertex before (4/4, 4/4) is (2/4, 4/4).
        (4, 4, 1.0, True, True, True),
        (0, 0, 1.0, True, True, None),
    ],
)
def test_each_rule_on_a_curve_of_five_vertices(
    true: int,
    false: int,
    official_sensitivity: float,
    official_rule: bool,
    interpolated: bool,
    precision_recall: bool | None,
) -> None:
    (found,) = passing(SCORES, TRUTH, [reader(true, false)])
    assert (found.sensitivity, found.official) == (official_sensitivity, official_rule)
    assert (found.interpolated, found.precision_recall) == (interpolated, precision_recall)


def test_a_point_on_a_slanting_line_is_beaten_and_one_just_above_it_is_not() -> None:
    # Two tied scores: from (0, 0) straight to (2/4, 2/4) and on to (1, 1).
    scores = np.array([0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1])
    truth = np.array([1.0, 1, 0, 0, 1, 1, 0, 0])
    assert [one.interpolated for one in passing(scores, truth, [reader(1, 1), reader(3, 3), reader(2, 1)])] == [
        True, True, False,
    ]  # fmt: skip


def test_the_scripts_last_digit_of_one_sensitivity_is_kept() -> None:
    # 86 of 104 and 69 of 396 false positives; the vertex before has exactly 86 of 104, which the script's
    # 0.82692307692307693 exceeds by its last digit.
    truth = np.concatenate([np.ones(86), np.zeros(69), np.ones(18), np.zeros(327)])
    scores = np.linspace(1, 0, 500)
    (written,) = passing(scores, truth, [reader(86, 69, 104, 396, "Pleural Effusion")])
    (plain,) = passing(scores, truth, [reader(86, 69, 104, 396, "Edema")])
    assert (written.official, plain.official, written.interpolated) == (False, True, True)
    assert not passes(truth, scores, *POINTS["Pleural Effusion"][1])


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 6)), min_size=2, max_size=25),
    st.integers(0, 24),
    st.integers(0, 24),
)
def test_the_rules_hold_on_any_scores(rows: list[tuple[bool, int]], true: int, false: int) -> None:
    truth = np.array([float(present) for present, _ in rows])
    scores = np.array([float(value) for _, value in rows])
    positives, negatives = int(truth.sum()), int((truth == 0).sum())
    if not positives or not negatives:
        return
    one = reader(true % (positives + 1), false % (negatives + 1), positives, negatives)
    (found,) = passing(scores, truth, [one])
    assert found.official == passes(truth, scores, one.specificity, one.sensitivity)
    # The whole curve, points on straight lines kept, as fractions of counts.
    corners = [(0, 0)] + [
        (int((truth[scores >= cut] == 0).sum()), int((truth[scores >= cut] == 1).sum()))
        for cut in sorted(set(scores), reverse=True)
    ]
    heights = [
        up + (further_up - up) * (one.false - across) / (further - across) if further > across else max(up, further_up)
        for (across, up), (further, further_up) in zip(corners, corners[1:], strict=False)
        if across <= one.false <= further
    ]
    assert found.interpolated == (max(heights) >= one.true - 1e-9)
    calls = one.true + one.false
    reached = any(up >= one.true and up * calls >= one.true * (up + across) for across, up in corners[1:])
    assert found.precision_recall == (reached if calls else None)


# --- from files


def with_readers(home: Path, names: tuple[str, ...] = ("bc4", "bc6", "bc8"), folder: str = "radiologists") -> Path:
    """Write three test studies and readers' files, Lung Lesion before Lung Opacity and rows turned round."""
    keys = [f"CheXpert-v1.0/test/patient6474{number}/study1" for number in (1, 2, 3)]
    truth = [{"Study": key, **row("x"), "Edema": str(int(number < 2))} for number, key in enumerate(keys)]
    write_table(home / "groundtruth.csv", truth, ("Study", *NAMES))
    fields = ("Study", *NAMES[:3], "Lung Lesion", "Lung Opacity", *NAMES[5:])
    for place, name in enumerate(names):
        lines = []
        for number, key in reversed(list(enumerate(keys))):
            cells = dict.fromkeys(NAMES, "0") | {
                "Edema": str(int(number <= place)),
                "Lung Lesion": str(int(number == 0)),
            }
            lines.append({"Study": key + "/" * (place == 1), **cells})
        write_table(home / folder / f"{name}.csv", lines, fields)
    return home


def test_readers_are_read_by_name_from_their_files_for_every_study(tmp_path: Path) -> None:
    items = list(load(with_readers(tmp_path, folder="radiologists/benchmark_radiologists"), "test"))
    edema, lesion, opacity = (NAMES.index(name) for name in ("Edema", "Lung Lesion", "Lung Opacity"))
    told = [{name: calls for name, calls in item.attributes["readers"]} for item in items]
    assert [[calls[edema] for calls in one.values()] for one in told] == [[1, 1, 1], [0, 1, 1], [0, 0, 1]]
    assert [one["bc6"][lesion] for one in told] == [1, 0, 0]
    assert {one["bc6"][opacity] for one in told} == {0}


def test_readers_from_files_stand_in_the_tables_and_on_the_curves_with_their_majority(tmp_path: Path) -> None:
    items = list(load(with_readers(tmp_path), "test"))
    scores = np.full((3, 14), 0.5)
    scores[:, NAMES.index("Edema")] = (0.9, 0.1, 0.4)
    report = scored(items, scores)
    lines = {line["reader"]: line for line in table(report, "readers")}
    # Two positives and one negative; bc4 called the first, bc6 the first two, bc8 all.
    assert [(line["sensitivity"].value, line["specificity"].value) for line in lines.values()] == [
        (0.5, 1.0), (1.0, 1.0), (1.0, 0.0), (1.0, 1.0),
    ]  # fmt: skip
    assert list(lines) == ["bc4", "bc6", "bc8", "majority"]
    assert [line["ppv"].value for line in lines.values()] == [1.0, 1.0, 2 / 3, 1.0]
    assert [(line["beaten"], line["interpolated"], line["pr"]) for line in lines.values()] == [
        ("yes", "yes", "yes"), ("yes", "no", "no"), ("no", "yes", "yes"), ("yes", "no", "no"),
    ]  # fmt: skip
    edema = next(line for line in table(report, "readers-beaten") if line["finding"] == "Edema")
    assert edema == {
        "finding": "Edema", "official": 2, "interpolated": 2, "precision_recall": 2, "readers": 3, "pr_readers": 3,
    }  # fmt: skip
    curves = {curve.kind: curve for curve in report.curves if curve.name == "Edema"}
    assert curves["roc"].marks == (
        Mark("bc4", 0.0, 0.5), Mark("bc6", 0.0, 1.0), Mark("bc8", 1.0, 1.0), Mark("majority", 0.0, 1.0),
    )  # fmt: skip
    assert curves["precision-recall"].marks == (
        Mark("bc4", 0.5, 1.0), Mark("bc6", 1.0, 1.0), Mark("bc8", 1.0, 2 / 3), Mark("majority", 1.0, 1.0),
    )  # fmt: skip
    assert all(isinstance(curve, Curve) and not curve.marks for curve in report.curves if curve.kind == "calibration")
    missing = "one class only: " + ", ".join(task for task in FIVE if task != "Edema")
    assert report.withheld["readers-study"] == missing
    assert "bc4, bc6 and bc8" in report.facts["readers"]
    assert any("precision depends on the prevalence: Edema 0.667" in note for note in report.notes)


def silence(home: Path, reader: str, finding: str = "Edema") -> None:
    """Take a reader's positive calls of one finding away."""
    path = home / "radiologists" / f"{reader}.csv"
    header, *lines = path.read_text().splitlines()
    place = header.split(",").index(finding)
    silent = [",".join([*cells[:place], "0", *cells[place + 1 :]]) for cells in (line.split(",") for line in lines)]
    path.write_text("\n".join([header, *silent]))


@pytest.mark.parametrize(
    ("silent", "reached", "defined", "noted"),
    [
        ((), 2, 3, None),
        # Without bc4's call the first study still has two votes of three.
        (("bc4",), 1, 2, "bc4 (Edema)"),
        (("bc4", "bc6"), 1, 1, "bc4 (Edema), bc6 (Edema), majority (Edema)"),
        (("bc4", "bc6", "bc8"), None, 0, "bc4 (Edema), bc6 (Edema), bc8 (Edema), majority (Edema)"),
    ],
)
def test_a_reader_who_called_nothing_has_no_precision_and_is_not_counted_as_unbeaten(
    tmp_path: Path, silent: tuple[str, ...], reached: int | None, defined: int, noted: str | None
) -> None:
    home = with_readers(tmp_path)
    for name in silent:
        silence(home, name)
    scores = np.full((3, 14), 0.5)
    scores[:, NAMES.index("Edema")] = (0.9, 0.1, 0.4)
    report = scored(list(load(home, "test")), scores)
    lines = {line["reader"]: line for line in table(report, "readers")}
    for name in silent:
        assert lines[name]["pr"] == "undefined"
        assert lines[name]["ppv"] == Score("ppv", None, 0, reason="no positive calls")
    edema = next(line for line in table(report, "readers-beaten") if line["finding"] == "Edema")
    undefined = Score("readers_beaten_pr", None, 0, reason="no reader with a positive call")
    assert edema["precision_recall"] == (undefined if reached is None else reached)
    assert (edema["readers"], edema["pr_readers"]) == (3, defined)
    notes = [note for note in report.notes if "no positive call" in note]
    assert notes == ([f"no positive call, so not counted in precision_recall: {noted}"] if noted else [])


@pytest.mark.parametrize("silent", [False, True])
def test_readers_who_called_nothing_leave_no_mean_in_precision_and_recall_but_the_others(
    tmp_path: Path, silent: bool
) -> None:
    items = studies(tmp_path)
    place = NAMES.index("Edema")
    told = []
    for item in items:
        assert isinstance(item.target, tuple)
        calls = tuple(item.target)
        quiet = tuple(0 if silent and column == place else call for column, call in enumerate(calls))
        readers = (("bc4", quiet), ("bc6", calls), ("bc8", calls))
        told.append(replace(item, attributes={**item.attributes, "readers": readers}))
    report = scored(told, np.array([item.target for item in items], np.float64))
    means = {score.metric: score for score in report.scores if score.metric.startswith("readers_beaten")}
    assert means["readers_beaten_official"].value == means["readers_beaten_interpolated"].value == 3.0
    assert means["readers_beaten_pr"] == (
        Score("readers_beaten_pr", None, 500, reason="readers without a positive call: Edema")
        if silent
        else Score("readers_beaten_pr", 3.0, 500)
    )
    # These are the official test set's counts, and made-up readers may not stand on its board.
    assert "readers-study" not in report.boards
    assert report.withheld["readers-study"] == "the readers' files are not the released ones: bc4 on Atelectasis"


def test_one_missing_reader_file_is_said_and_none_is_used(tmp_path: Path) -> None:
    dataset = load(with_readers(tmp_path, ("bc4", "bc8")), "test")
    assert "reader files not used: bc6 missing" in dataset.notes
    assert "readers" not in dataset.items[0].attributes


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda lines: lines[:-1], "bc6.csv: no row for 1 of 3 studies of the label table: patient64741/study1"),
        (lambda lines: [*lines, lines[1].replace("64743", "64749")], "bc6.csv: rows for 1 other of 3 studies"),
        (
            lambda lines: [*lines, lines[1]],
            "row 5, column Study: patient64743/study1 is there already, in row 2",
        ),
        (
            lambda lines: [lines[0], lines[1].replace(",0", ",2", 1), *lines[2:]],
            "row 2, column No Finding: '2'",
        ),
        (
            lambda lines: [lines[0].replace("Edema", "Oedemata"), *lines[1:]],
            "row 1: unknown column 'Oedemata'",
        ),
    ],
)
def test_a_readers_file_that_does_not_fit_is_refused(tmp_path: Path, spoil: Any, problem: str) -> None:
    home = with_readers(tmp_path)
    path = home / "radiologists" / "bc6.csv"
    path.write_text("\n".join(spoil(path.read_text().splitlines())))
    with pytest.raises(DataError) as caught:
        load(home, "test")
    assert problem in str(caught.value)


def test_without_files_and_off_the_official_test_set_there_is_no_comparison_and_a_note_says_why(tmp_path: Path) -> None:
    items = studies(tmp_path)[:-1]
    report = scored(items, noisy(items, 2))
    assert report.withheld["readers-study"] == (
        "no readers to compare with: neither their files nor the official test set"
    )
    assert any(note.startswith("no comparison with readers: the copy has no files bc4.csv") for note in report.notes)
    assert [one.name for one in report.tables if one.name.startswith("readers")] == []


def test_an_unanswered_study_and_a_task_that_is_not_predicted_close_the_board(tmp_path: Path) -> None:
    items = studies(tmp_path)
    answers = [Answer(probabilities=tuple(line)) for line in noisy(items, 2).tolist()]
    lost = CheXpert().score(items, [Answer(), *answers[1:]], "cpu", bootstrap=0)
    assert lost.withheld["readers-study"] == "1 of 500 images have no answer"
    fewer = [
        Answer(probabilities=tuple(None if name == "Edema" else value for name, value in zip(NAMES, one, strict=True)))
        for one in noisy(items, 2).tolist()
    ]
    report = CheXpert().score(items, fewer, "cpu", bootstrap=0)
    assert report.withheld["readers-study"] == "not predicted: Edema"
    assert next(one for one in report.scores if one.metric == "readers_beaten_official").value is None
