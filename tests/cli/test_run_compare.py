"""``podium runs compare`` on stored runs, against DeLong written out plainly."""

from __future__ import annotations

import csv
import json
import math
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from podium.cli.run_compare import shown_p, signed, verdict
from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.registry.report import Interval, Score
from podium.tests.cli import chexpert_runs
from podium.tests.cli.support import failure, podium, podium_json, terminal

Rows = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return chexpert_runs.write_sample(tmp_path_factory.mktemp("compare") / "chexpert")


@pytest.fixture
def two(data: Path, tmp_path: Path, registry_file: Path) -> tuple[Any, Any]:
    """Return two runs on the same studies, and leave their tables in ``tmp_path``."""
    runs = []
    for name, skill, seed in (("good", 0.35, 1), ("poor", 0.05, 2)):
        chexpert_runs.write_predictions(tmp_path / f"{name}.csv", data, "test", skill, seed)
        runs.append(chexpert_runs.score(tmp_path / f"{name}.csv", data))
    return runs[0], runs[1]


def rows_of(found: Any, name: str) -> Rows:
    (table,) = [table for table in found["report"]["tables"] if table["name"] == name]
    return {row[0]: dict(zip(table["columns"], row, strict=True)) for row in table["rows"]}


def delong(truth: list[float], first: list[float], second: list[float]) -> tuple[float, float, float]:
    """Return difference, standard error and p of two areas, pair by pair, as DeLong et al. write them (1988)."""
    theta, parts = [], []
    for scores in (first, second):
        x = [score for score, target in zip(scores, truth, strict=True) if target == 1]
        y = [score for score, target in zip(scores, truth, strict=True) if target == 0]
        psi = np.array([[1.0 if a > b else 0.5 if a == b else 0.0 for b in y] for a in x])
        theta.append(psi.mean())
        parts.append((psi.mean(1), psi.mean(0)))
    s10 = np.cov(np.stack([parts[0][0], parts[1][0]]))
    s01 = np.cov(np.stack([parts[0][1], parts[1][1]]))
    s = s10 / len(parts[0][0]) + s01 / len(parts[0][1])
    se = math.sqrt(s[0, 0] + s[1, 1] - 2 * s[0, 1])
    return float(theta[0] - theta[1]), se, 2 * float(norm.sf(abs(theta[0] - theta[1]) / se))


def test_difference_interval_and_p_of_two_stored_runs_equal_a_plain_delong_to_1e9(data: Path, tmp_path: Path) -> None:
    scores = []
    for name, skill, seed in (("good", 0.35, 1), ("poor", 0.05, 2)):
        scores.append(chexpert_runs.write_predictions(tmp_path / f"{name}.csv", data, "test", skill, seed))
    first, second = (chexpert_runs.score(tmp_path / f"{name}.csv", data) for name in ("good", "poor"))
    found = podium_json("runs", "compare", first["id"][:6], second["id"][:6])
    truth = chexpert_runs.targets(data, "test")
    p_values = {}
    for label, row in rows_of(found, "auroc").items():
        lists = [[one[study][label] for study in truth] for one in (truth, *scores)]
        if not 2 <= sum(lists[0]) <= len(truth) - 2:
            continue
        gap, se, p = delong(*lists)
        reach = float(norm.ppf(0.975)) * se
        given = row["difference"]
        ends = (given["value"], given["interval"]["low"], given["interval"]["high"], row["p"])
        assert ends == pytest.approx((gap, gap - reach, gap + reach, p), abs=1e-9), label
        p_values[label] = p
    assert set(FIVE) <= p_values.keys()
    order = sorted(p_values, key=p_values.__getitem__)
    highest = 0.0
    for place, label in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - place) * p_values[label]))
        assert rows_of(found, "auroc")[label]["p_holm"] == pytest.approx(highest, abs=1e-9)
    boards = [run["report"]["boards"]["auroc5-study"]["value"] for run in (first, second)]
    assert found["report"]["scores"][0]["value"] == pytest.approx(boards[0] - boards[1], abs=1e-12)
    assert found["report"]["facts"]["compared"] == "mean AUROC over 5 findings"
    assert (found["a"]["run"], found["b"]["run"], found["sample"]) == (first["id"], second["id"], True)


def test_the_first_sentence_says_who_is_ahead_and_the_screen_what_it_rests_on(two: tuple[Any, Any]) -> None:
    first, second = two
    shown = podium("runs", "compare", first["id"], second["id"]).stdout
    lines = shown.splitlines()
    assert lines[1] == "SYNTHETIC SAMPLE, not the real data · research use only, not for diagnosis"
    assert re.fullmatch(
        r"good is ahead of poor by 0\.\d{3} mean AUROC over 5 findings \[0\.\d{3}, 0\.\d{3}\]\.", lines[2]
    )
    assert f"A          good (run {first['id']})" in lines
    assert "95% paired patient bootstrap, percentile, B=40; 95% DeLong by patient" in shown
    for heading in ("Means over findings", "AUROC", "F1 of the calls", "Right calls (McNemar, exact)", "Notes"):
        assert heading in lines
    assert "· a finding is called from a threshold on: A 0.5 for all, B 0.5 for all" in lines
    backwards = podium("runs", "compare", second["id"], first["id"]).stdout.splitlines()
    assert backwards[2] == lines[2]


def test_on_80_columns_the_difference_and_its_p_stay_whole(two: tuple[Any, Any]) -> None:
    text = terminal(lambda: podium_terminal("runs", "compare", two[0]["id"], two[1]["id"]))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert max(map(len, plain.splitlines())) <= 80
    assert re.search(r"Pleural Effusion +0\.\d{3} +0\.\d{3} +[+-]0\.\d{3} \[[+-]\d\.\d{3}, [+-]\d\.\d{3}\]", plain)
    assert "p Holm" in plain and "…" not in plain


def podium_terminal(*words: str) -> None:
    from podium.cli.root import cli

    cli.main(list(words), prog_name="podium", standalone_mode=False)


def test_seed_and_resamples_can_be_given_and_are_recorded(two: tuple[Any, Any]) -> None:
    ids = two[0]["id"], two[1]["id"]
    found = podium_json("runs", "compare", *ids, "--bootstrap", "25", "--seed", "7")
    assert (found["report"]["settings"]["bootstrap"], found["report"]["settings"]["seed"]) == (25, 7)
    assert found["report"]["scores"][0]["interval"]["replicates"] == 25
    again = podium_json("runs", "compare", *ids, "--bootstrap", "25", "--seed", "7")
    assert again == found
    assert podium_json("runs", "compare", *ids)["report"]["settings"]["bootstrap"] == 40


def test_a_classifier_and_a_table_are_compared_although_one_looked_at_images(two: tuple[Any, Any], data: Path) -> None:
    baseline = podium_json("evaluate", "chexpert", "--model", "baseline:prior", "--data", data, "--bootstrap", "40")
    found = podium_json("runs", "compare", two[0]["id"], baseline["id"])
    assert found["verdict"].startswith("good is ahead of baseline prior by ")
    row = rows_of(found, "auroc")["Edema"]
    assert row["b"]["value"] == 0.5


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--set", "aggregate=mean"), "aggregate max and mean"),
        (("--limit", "5"), "items {items} and 5"),
        (("--split", "valid"), "split test and valid"),
    ],
)
def test_runs_that_differ_in_what_was_asked_or_counted_are_refused_in_one_line(
    two: tuple[Any, Any], data: Path, more: tuple[str, ...], message: str
) -> None:
    other = podium_json("evaluate", "chexpert", "--model", "baseline:prior", "--data", data, "--bootstrap", "0", *more)
    told = failure("runs", "compare", two[0]["id"], other["id"], code=1)
    assert told.startswith(
        f"runs {two[0]['id']} and {other['id']} cannot be compared: {message.format(items=two[0]['items'])}"
    )


def test_other_benchmarks_the_same_run_and_unknown_runs_are_refused_in_one_line(two: tuple[Any, Any]) -> None:
    first = two[0]["id"]
    other = podium_json("evaluate", "mimic-cxr", "--model", "baseline:prior", "--bootstrap", "0")["id"]
    assert "cannot be compared: benchmark chexpert and mimic-cxr" in failure("runs", "compare", first, other, code=1)
    same = failure("runs", "compare", first, first, code=1)
    assert same == f"both are run {first}; give two runs; podium runs lists them"
    assert "no run called 'zzz'" in failure("runs", "compare", first, "zzz", code=3)


def test_the_same_labels_by_another_policy_are_other_targets(data: Path, registry_file: Path) -> None:
    ids = []
    for policy in ("zeros", "ones"):
        words = ("--split", "train", "--bootstrap", "0", "--set", f"uncertainty={policy}", "--data", str(data))
        ids.append(podium_json("evaluate", "chexpert", "--model", "baseline:always-yes", *words)["id"])
    told = failure("runs", "compare", *ids, code=1)
    assert "their items or labels differ (uncertainty zeros and ones)" in told


def test_data_that_moved_is_named_and_found_again_by_data(two: tuple[Any, Any], data: Path, tmp_path: Path) -> None:
    own = shutil.copytree(data, tmp_path / "own")
    ids = [chexpert_runs.score(tmp_path / f"{name}.csv", own)["id"] for name in ("good", "poor")]
    moved = own.rename(tmp_path / "moved")
    told = failure("runs", "compare", *ids, code=1)
    assert told == f"the data of run {ids[0]} is no longer in {tmp_path / 'own'}; give its folder to --data"
    found = podium_json("runs", "compare", *ids, "--data", moved)
    assert found["report"] == podium_json("runs", "compare", two[0]["id"], two[1]["id"])["report"]


def test_labels_that_changed_since_are_refused(data: Path, tmp_path: Path, registry_file: Path) -> None:
    own = shutil.copytree(data, tmp_path / "own")
    ids = []
    for seed in (1, 2):
        chexpert_runs.write_predictions(tmp_path / f"{seed}.csv", own, "test", 0.4, seed)
        ids.append(chexpert_runs.score(tmp_path / f"{seed}.csv", own)["id"])
    (table,) = own.rglob("test.csv")
    lines = table.read_text().splitlines()
    cells = lines[1].split(",")
    cells[-1] = "0.0" if float(cells[-1]) else "1.0"
    study = cells[0].rpartition("/")[0]
    for number, line in enumerate(lines):
        if line.startswith(study):
            lines[number] = ",".join([*line.split(",")[:-1], cells[-1]])
    table.write_text("\n".join(lines) + "\n")
    told = failure("runs", "compare", *ids, code=1)
    assert told.startswith(f"run {ids[0]} is of other data: the fingerprint of the labels is another one now")


def test_an_unfinished_run_has_nothing_to_compare(two: tuple[Any, Any], registry_file: Path) -> None:
    with sqlite3.connect(registry_file) as connection:
        connection.execute("UPDATE runs SET status = 'interrupted', report = NULL WHERE id = ?", (two[1]["id"],))
    told = failure("runs", "compare", two[0]["id"], two[1]["id"], code=1)
    assert told.startswith(f"run {two[1]['id']} is interrupted, not finished")


def test_a_run_whose_plugin_is_gone_says_so(two: tuple[Any, Any], registry_file: Path) -> None:
    with sqlite3.connect(registry_file) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE runs SET benchmark = 'gone'")
    told = failure("runs", "compare", two[0]["id"], two[1]["id"], code=1)
    assert told == "no plugin brings benchmark gone; podium plugins lists those that are there"


def test_json_holds_every_figure_unrounded_and_no_word_that_is_no_json(two: tuple[Any, Any]) -> None:
    text = podium("runs", "compare", two[0]["id"], two[1]["id"], "--json").stdout

    def refuse(word: str) -> None:
        raise AssertionError(word)

    found = json.loads(text, parse_constant=refuse)
    assert list(rows_of(found, "auroc")) == list(rows_of(found, "calls")) == list(NAMES)
    assert {row["findings"] for row in rows_of(found, "means").values()} <= {len(FIVE), len(NAMES)}


def test_the_mean_that_decides_is_that_of_the_benchmarks_board_and_patients_are_counted(registry_file: Path) -> None:
    ids = [
        podium_json("evaluate", "mimic-cxr", "--model", f"baseline:{name}", "--bootstrap", "20")["id"]
        for name in ("always-yes", "always-no")
    ]
    found = podium_json("runs", "compare", *ids)
    counts = found["report"]["counts"]
    assert counts["patients"] < counts["studies"]
    defined = counts["findings_in_means"]
    told = f"are tied: 0.000 mean AUROC over {defined} findings [0.000, 0.000] may be no difference."
    assert found["verdict"] == f"baseline always-yes and baseline always-no {told}"
    assert rows_of(found, "auroc")["Edema"]["p"] == 1.0
    assert rows_of(found, "f1")["Edema"]["b"]["value"] == 0.0


def test_replies_in_words_are_compared_by_the_f1_of_what_they_say(
    data: Path, tmp_path: Path, registry_file: Path
) -> None:
    (table,) = data.rglob("test.csv")
    with table.open(newline="") as file:
        images = list(csv.DictReader(file))
    ids = []
    for name, wrong in (("careful", 5), ("hasty", 3)):
        with (tmp_path / f"{name}.csv").open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["Path", "finding", "text"])
            for number, image in enumerate(images):
                for place, label in enumerate(FIVE):
                    says = float(image[label]) == 1 if (number + place) % wrong else float(image[label]) == 0
                    rows.writerow([image["Path"], label, f"Final Answer: {'yes' if says else 'no'}"])
        options = ("--set", "protocol=f1x5-image")
        ids.append(chexpert_runs.score(tmp_path / f"{name}.csv", data, *options)["id"])
    found = podium_json("runs", "compare", *ids)
    assert found["verdict"].startswith("careful is ahead of hasty by 0.")
    assert " mean F1 over 5 findings [" in found["verdict"]
    assert [one["name"] for one in found["report"]["tables"]] == ["means", "f1", "calls"]
    for place, label in enumerate(FIVE):
        right = [[bool((number + place) % wrong) for number in range(len(images))] for wrong in (5, 3)]
        row = rows_of(found, "calls")[label]
        assert row["only_a_right"] == sum(one and not other for one, other in zip(*right, strict=True))
        assert row["only_b_right"] == sum(other and not one for one, other in zip(*right, strict=True))
    reports = [podium_json("runs", "show", one)["report"] for one in ids]
    gap = reports[0]["scores"][0]["value"] - reports[1]["scores"][0]["value"]
    assert found["report"]["scores"][0]["value"] == pytest.approx(gap, abs=1e-12)
    side_by_side = podium_json("runs", "table", *ids, "--metric", "f1")["rows"]
    for row, report in zip(side_by_side, reports, strict=True):
        mean = row["figures"]["mean"]
        assert (mean["value"], mean["low"]) == (report["scores"][0]["value"], report["scores"][0]["interval"]["low"])
    probabilities = podium_json("evaluate", "chexpert", "--model", "baseline:prior", "--data", data)["id"]
    assert "cannot be compared: items" in failure("runs", "compare", ids[0], probabilities, code=1)


def test_verdicts_in_words() -> None:
    def difference(value: float | None, low: float = 0, high: float = 0) -> Score:
        return Score("d", value, 9, Interval(low, high) if value is not None else None, "no positives")

    names = ("A", "B")
    what = "mean AUROC over 5 findings"
    ahead = "is ahead of"
    assert verdict(names, difference(0.021, 0.004, 0.039), what) == f"A {ahead} B by 0.021 {what} [0.004, 0.039]."
    assert verdict(names, difference(-0.021, -0.039, -0.004), what) == f"B {ahead} A by 0.021 {what} [0.004, 0.039]."
    tied = "A and B are tied: +0.004 mean AUROC over 5 findings [-0.011, +0.019] may be no difference."
    assert verdict(names, difference(0.004, -0.011, 0.019), what) == tied
    assert verdict(names, difference(None), what) == f"A and B cannot be told apart by {what}: no positives."
    bare = f"A minus B is +0.100 {what}, without an interval: nothing is tested."
    assert verdict(names, Score("d", 0.1, 9), what) == bare


def test_numbers_are_signed_and_p_is_never_zero() -> None:
    assert [signed(0.0211), signed(-0.5), signed(0.0), signed(-0.0002)] == ["+0.021", "-0.500", "0.000", "0.000"]
    assert [shown_p(1.0), shown_p(0.0005), shown_p(0.0004), shown_p(1e-30)] == ["1.000", "0.001", "<0.001", "<0.001"]
