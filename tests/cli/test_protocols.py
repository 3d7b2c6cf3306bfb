"""The protocols of CheXpert from the command line: a competition submission, and replies in words."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sklearn.metrics import f1_score, roc_auc_score

from podium.cli.root import cli
from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.plugins.chexpert.plugin import CheXpert
from podium.registry import Item
from podium.tests.plugins.chexpert.support import write_table
from podium.tests.plugins.chexpert.test_published import copied, official
from podium.tests.plugins.chexpert.test_readers import POINTS, passes, studies

pytestmark = pytest.mark.usefixtures("settled_home")


def podium(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def as_json(*words: object) -> Any:
    result = podium("--quiet", *words, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_competition_submission_gives_the_mean_auroc_and_the_readers_beaten(tmp_path: Path, slash: str) -> None:
    items = studies(tmp_path / "data")
    rng = random.Random(1)
    truth = {item.attributes["study"]: dict(zip(NAMES, item.target, strict=True)) for item in items}
    scores = {
        study: {name: f"{min(1, max(0, 0.3 * targets[name] + rng.gauss(0.3, 0.2))):.4f}" for name in FIVE}
        for study, targets in truth.items()
    }
    rows = [
        {"Study": f"CheXpert-v1.0/test/{study}{slash}", **row, "Extra": "x"} for study, row in reversed(scores.items())
    ]
    path = write_table(
        tmp_path / "submission.csv", rows, ("Edema", "Extra", "Study", *(name for name in FIVE if name != "Edema"))
    )
    path.write_text(path.read_text().rstrip("\n"))
    run = as_json("score", "chexpert", "--predictions", path, "--data", tmp_path / "data", "--bootstrap", "20")
    aurocs, beaten = [], {}
    for name in FIVE:
        y = [truth[study][name] for study in truth]
        s = [float(scores[study][name]) for study in truth]
        aurocs.append(roc_auc_score(y, s))
        beaten[name] = sum(passes(y, s, *point) for point in POINTS[name])
    report = run["report"]
    assert report["boards"]["auroc5-study"]["value"] == pytest.approx(sum(aurocs) / 5, abs=1e-9)
    counted = next(table for table in report["tables"] if table["name"] == "readers-beaten")
    assert counted["columns"] == ["finding", "official", "interpolated", "precision_recall", "readers", "pr_readers"]
    assert {row[0]: row[1] for row in counted["rows"]} == beaten
    assert 0 < sum(beaten.values()) < 15
    mean = sum(beaten.values()) / 5
    assert report["boards"]["readers-study"] == {"metric": "readers-beaten-5", "value": mean, "n": 500}
    assert {board for board, reason in run["eligibility"].items() if not reason} == {"auroc5-study", "readers-study"}


def scored(path: Path, data: Path) -> tuple[str, ...]:
    return ("score", "chexpert", "--predictions", str(path), "--data", str(data), "--set", "protocol=f1x5-image")


def asked(data: Path) -> list[Item]:
    return list(CheXpert().load(data, "test", protocol="f1x5-image", images="skip"))


def test_stored_replies_on_the_whole_test_set_enter_the_board_by_questions(tmp_path: Path) -> None:
    items = asked(copied(tmp_path / "data", "test", official("test")))
    rng = random.Random(2)
    said = [rng.choice([True, False, None]) if rng.random() < 0.3 else item.target == 1 for item in items]
    words = {True: "Because of this.\n**Final Answer:** Yes", False: "Final Answer: no", None: ""}
    records = [
        {"Path": f"CheXpert-v1.0/test/{seen['image']}", "finding": seen["label"].upper(), "text": words[one]}
        for seen, one in zip((item.attributes for item in items), said, strict=True)
    ]
    rng.shuffle(records)
    path = tmp_path / "words-model.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    run = as_json(*scored(path, tmp_path / "data"), "--bootstrap", "20")
    f1s = []
    for name in FIVE:
        chosen = [place for place, item in enumerate(items) if item.attributes["label"] == name]
        y = [items[place].target for place in chosen]
        f1s.append(f1_score(y, [1 - t if said[p] is None else bool(said[p]) for p, t in zip(chosen, y, strict=True)]))
    assert run["report"]["boards"]["f1x5-image"]["value"] == pytest.approx(sum(f1s) / 5, abs=1e-9)
    assert run["report"]["counts"]["unparsed"] == sum(one is None for one in said)
    assert run["eligibility"]["f1x5-image"] == ""
    assert run["eligibility"]["auroc5-study"] == "another protocol: --set protocol=findings"
    (row,) = as_json("leaderboard", "chexpert", "--board", "f1x5-image")["rows"]
    value = run["report"]["boards"]["f1x5-image"]["value"]
    assert (row["model"]["name"], row["value"], row["n"]) == ("words-model", value, 668)
    shown = podium("runs", "show", run["id"])
    assert shown.exit_code == 0
    assert "always yes" in shown.stdout and "unparsed" in shown.stdout


def test_a_missing_and_a_twofold_reply_are_refused_in_one_line(tmp_path: Path) -> None:
    items = asked(copied(tmp_path / "data", "test", official("test")))
    records = [{"id": item.id, "text": "no"} for item in items]
    for spoilt, message in (
        (records[1:], f"no row for 1 of 3340 questions of split test: {items[0].id}"),
        ([*records, records[0]], f"row 3341, column id: '{items[0].id}' stands in row 1 already"),
    ):
        path = tmp_path / "words.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in spoilt))
        result = podium("--quiet", *scored(path, tmp_path / "data"))
        assert result.exit_code == 1
        assert message in result.stderr
        assert result.stderr.count("\n") == 1
