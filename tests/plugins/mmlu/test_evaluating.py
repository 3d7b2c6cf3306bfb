"""``podium evaluate mmlu`` with a real tiny model: every layout, killed and gone on, official and strict figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.tests.fakes.language import llama
from podium.tests.plugins.mmlu.copies import LAYOUTS, load, rows_of, sample, write
from podium.tests.plugins.question_runs import answered, choices, evaluated, killed, scores, table


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"hf:{llama(tmp_path_factory.mktemp('model'))}"


def test_a_killed_run_goes_on_and_reports_what_an_unbroken_one_does(tmp_path: Path, model: str) -> None:
    data = sample(tmp_path / "data")
    words = ("mmlu", "--model", model, "--data", data, "--batch-size", "1")
    unbroken = evaluated(tmp_path / "one", *words)
    before = killed(tmp_path / "two", *words)
    assert 0 < before <= 96
    resumed = evaluated(tmp_path / "two", *words)
    assert answered(tmp_path / "two") == 96
    assert resumed["provenance"]["sittings"] == 2
    assert resumed["report"] == unbroken["report"]
    # Not the digest: log-likelihoods may differ in their last bits with what was computed together.
    assert choices(tmp_path / "two") == choices(tmp_path / "one")


def test_the_report_has_both_accuracies_with_intervals_subjects_groups_rules_and_rates(
    tmp_path: Path, model: str
) -> None:
    data = sample(tmp_path / "data")
    run = evaluated(tmp_path / "home", "mmlu", "--model", model, "--data", data)
    found = scores(run)
    for name in ("accuracy", "accuracy-strict", "macro-accuracy"):
        interval = found[name]["interval"]
        assert 0 < interval["low"] < found[name]["value"] < interval["high"] < 1
    assert found["accuracy"]["value"] == found["accuracy-strict"]["value"]
    assert {name: found[name]["value"] for name in ("unparsed-rate", "guessed-rate", "failed-rate")} == {
        "unparsed-rate": 0,
        "guessed-rate": 0,
        "failed-rate": 0,
    }
    subjects = table(run, "subjects")
    assert [row[:2] for row in subjects] == [[item, 12] for item in dict.fromkeys(i.group for i in load(data).items)]
    assert len(table(run, "groups")) == 4
    assert {row[0] for row in table(run, "rules")} == {"likelihood"}
    assert run["report"]["boards"].keys() == {"letters-5shot", "multimedqa-5shot", "health-5shot"}
    assert run["eligibility"]["letters-5shot"].startswith("96 rows, the official split has 14,042")


def test_every_layout_gives_the_same_answers(tmp_path: Path, model: str) -> None:
    rows = rows_of(sample(tmp_path / "sample"))
    few = {key: several for key, several in rows.items() if key[1] in ("anatomy", "sociology")}
    digests = set()
    for layout in LAYOUTS:
        root = write(tmp_path / layout, layout, few)
        run = evaluated(tmp_path / "home", "mmlu", "--model", model, "--data", root)
        digests.add((run["digest"], run["provenance"]["items"], run["provenance"]["content"]))
    assert len(digests) == 1
