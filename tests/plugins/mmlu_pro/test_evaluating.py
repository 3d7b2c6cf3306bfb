"""``podium evaluate mmlu-pro`` with a real tiny model: killed and gone on, official and strict figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.tests.fakes.language import llama
from podium.tests.plugins.mmlu_pro.copies import sample
from podium.tests.plugins.question_runs import answered, evaluated, killed, scores, table


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"hf:{llama(tmp_path_factory.mktemp('model'))}"


def test_a_killed_run_goes_on_and_reports_what_an_unbroken_one_does(tmp_path: Path, model: str) -> None:
    data = sample(tmp_path / "data")
    few = ("--batch-size", "4", "--max-new-tokens", "6", "--set", "shots=2")
    words = ("mmlu-pro", "--model", model, "--data", data, *few)
    unbroken = evaluated(tmp_path / "one", *words)
    before = killed(tmp_path / "two", *words)
    assert 0 < before < 84
    resumed = evaluated(tmp_path / "two", *words)
    assert answered(tmp_path / "two") == 84
    assert resumed["provenance"]["sittings"] == 2
    assert resumed["report"] == unbroken["report"]
    assert resumed["digest"] == unbroken["digest"]


def test_the_report_has_both_accuracies_with_intervals_categories_rules_and_rates(tmp_path: Path, model: str) -> None:
    data = sample(tmp_path / "data")
    words = ("mmlu-pro", "--model", model, "--data", data, "--max-new-tokens", "24", "--set", "shots=1")
    run = evaluated(tmp_path / "home", *words)
    found = scores(run)
    for name in ("accuracy", "accuracy-strict", "accuracy-level-1", "macro-accuracy"):
        interval = found[name]["interval"]
        assert 0 <= interval["low"] <= found[name]["value"] <= interval["high"] < 1
    assert found["accuracy"]["value"] >= found["accuracy-strict"]["value"] >= found["accuracy-level-1"]["value"]
    assert found["unparsed-rate"]["value"] == found["guessed-rate"]["value"] > 0
    assert found["truncated-rate"]["value"] > 0
    assert found["failed-rate"]["value"] == 0
    assert [row[1] for row in table(run, "subjects")] == [6] * 14
    assert sum(row[1] for row in table(run, "rules")) == 84
    assert "84 rows, the official split has 12,032" in run["eligibility"]["cot-5shot"]
