"""What the README says is what happens: its question, its figures and its plugin are run as written."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from podium.cli.root import cli
from podium.registry import Answer, Classify, Item
from podium.registry.catalog import shipped_models
from podium.registry.discovery import discover
from podium.tests.fakes import spots_data
from podium.tests.fakes.models import vit_classifier

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PODIUM_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def podium(*words: str | Path) -> Result:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == 0, result.stderr
    return result


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_question_is_answered_as_shown() -> None:
    (shown,) = (block for block in blocks("console") if block.startswith('$ podium ask "who leads chexpert?"'))
    command, _, answer = shown.partition("\n")
    assert podium("ask", "who leads chexpert?").stdout == answer, command


def test_the_commands_it_shows_for_asking_work() -> None:
    for command in re.findall(r"^\$ podium ((?:ask|show|leaderboard|model) .*)$", README, re.MULTILINE):
        if "night sky" not in command:
            podium(*command.replace('"', "").split())


def test_the_figures_are_those_of_the_shipped_data() -> None:
    benchmarks = discover().benchmarks
    results = sum(len(one.results) for one in benchmarks.values())
    assert f"{results:,} published results" in README
    assert f"{len(shipped_models())} models" in README
    stated = re.findall(r"^\| (.+?) \| .+? \| ([\d, ]+) \| (yes|not yet) \|$", README, re.MULTILINE)
    told = {
        name: (int(boards), runs)
        for names, counts, runs in stated
        for name, boards in zip(names.split(", "), counts.split(", "), strict=True)
    }
    assert told == {
        one.benchmark.card.name: (len(one.benchmark.card.boards), "yes" if one.benchmark.can_evaluate else "not yet")
        for one in benchmarks.values()
    }


def test_the_plugin_it_shows_is_listed_evaluated_ranked_and_asked_about(tmp_path: Path, home: Path) -> None:
    (plugin,) = (block for block in blocks("python") if "hookimpl" in block)
    (home / "plugins").mkdir(parents=True)
    (home / "plugins" / "night_sky.py").write_text(plugin)
    data = tmp_path / "night-sky"
    data.mkdir()
    with (data / "test.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "image", "moon"])
        for number in range(3):
            spots_data.draw(data / f"{number}.png", spot=number == 0, bar=False)
            rows.writerow([number, f"{number}.png", int(number == 0)])
    listed = json.loads(podium("plugins", "--json").stdout)
    assert [one["status"] for one in listed if one["name"] == "night_sky"] == ["loaded"]
    vit = vit_classifier(tmp_path / "my-vit", ["moon"])
    assert (
        "on the board, not yet checked"
        in podium("evaluate", "night-sky", "--model", f"hf:{vit}", "--data", data).stdout
    )
    reply = podium("ask", "who leads night sky?").stdout
    assert re.match(r"my-vit leads Night Sky with [01]\.\d{3} accuracy \(1 model, reproduced", reply), reply


def test_the_plugin_it_shows_counts_an_answer_without_a_probability_as_wrong() -> None:
    (plugin,) = (block for block in blocks("python") if "hookimpl" in block)
    names: dict[str, Any] = {}
    exec(compile(plugin, "README.md", "exec"), names)
    items = [Item(str(number), Classify((), ("Moon",)), target=(1.0,)) for number in range(2)]
    report = names["NightSky"]().score(items, [Answer((0.9,)), Answer((None,))], "cpu")
    assert (report.boards["accuracy"].value, report.boards["accuracy"].n) == (0.5, 2)


def test_the_metrics_it_shows_are_computed(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = (block for block in blocks("python") if "bootstrap" in block)
    exec(compile(example, "README.md", "exec"), {})
    assert re.fullmatch(r"\[(0\.\d+\s*){5}\].*", capsys.readouterr().out, re.DOTALL)


def test_the_links_to_files_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("http") or (ROOT / target).exists(), target
