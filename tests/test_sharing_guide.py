"""The guide of sharing plugins: its commands print what it shows, and its table and figures are the code's."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from podium.registry import candidates, plugin_guard
from podium.registry.benchmark import API_VERSION
from podium.tests.cli.support import podium
from podium.tests.cli.test_failing_plugins import LOADING
from podium.tests.guides import DOCS, matches, shown

GUIDE = DOCS / "sharing-plugins.md"
TEXT = GUIDE.read_text(encoding="utf-8")
FLAT = " ".join(TEXT.split())


def test_its_commands_print_what_it_shows(registry_file: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_HOME", str(own_home))
    commands = [(command, output) for command, output in shown(GUIDE) if output.strip()]
    assert len(commands) == 4
    for command, output in commands:
        printed = podium(*shlex.split(command)).stdout
        assert matches(printed, output), f"{command}\n{printed}"


def test_its_package_is_one_that_podium_finds(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert block is not None
    project = tomllib.loads(block[1])["project"]
    assert list(project["entry-points"]) == [candidates.GROUP]
    assert project["entry-points"][candidates.GROUP] == {"shapes": "podium_shapes.plugin"}


def test_its_trace_reads_as_that_of_the_command(registry_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_TRACE_PLUGINS", "1")
    told = re.sub(r"\d+\.\d ms", "N ms", podium("plugins").stderr).splitlines()
    lines = re.findall(r"^trace: .*$", TEXT, re.MULTILINE)
    assert len(lines) == 2
    assert [line for line in lines if re.sub(r"\d+\.\d ms", "N ms", line) not in told] == []


def test_its_stages_and_figures_are_those_of_the_code() -> None:
    stages = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", TEXT, re.MULTILINE))))
    assert stages == {"find", "labelers", "adapters"} | {stage for _, stage, _ in LOADING.values()}
    assert f"is cut off after {plugin_guard.LOADING_SECONDS:g} seconds" in FLAT
    assert f"exit code {plugin_guard.EXIT_STUCK}" in FLAT
    assert f"PODIUM_API_VERSION = {API_VERSION}" in FLAT
