"""What the README says is what happens: its question, its figures and its plugin are run as written."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from podium.cli.root import cli
from podium.registry.catalog import shipped_models
from podium.registry.discovery import discover
from podium.tests.guides import matches, shown

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


def test_the_plugin_it_makes_is_evaluated_asked_about_and_checked_as_shown() -> None:
    made = [(command, output) for command, output in shown(ROOT / "README.md") if re.search("night.sky", command)]
    assert [command.split()[0] for command, _ in made] == ["plugins", "evaluate", "ask", "plugins"]
    for command, output in made:
        printed = podium(*shlex.split(command)).stdout
        assert matches(printed, output), f"{command}\n{printed}"


def test_the_metrics_it_shows_are_computed(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = (block for block in blocks("python") if "bootstrap" in block)
    exec(compile(example, "README.md", "exec"), {})
    assert re.fullmatch(r"\[(0\.\d+\s*){5}\].*", capsys.readouterr().out, re.DOTALL)


def test_the_links_to_files_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("http") or (ROOT / target).exists(), target
