"""The guide of leaderboards shows what its commands print."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from podium.cli.root import cli
from podium.tests.guides import DOCS, matches, shown

COMMANDS = shown(DOCS / "leaderboards.md")


@pytest.mark.parametrize(("command", "output"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_every_command_prints_what_the_guide_shows(
    command: str, output: str, registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, shlex.split(command), prog_name="podium")
    assert done.exit_code == 0, done.output
    assert matches(done.stdout, output), done.stdout


def test_lines_left_out_of_a_guide_stand_for_any_and_the_others_for_themselves() -> None:
    assert matches("a\nb\nc\n", "a\n…\nc\n")
    assert not matches("a\nb\n", "b\n…\na\n")
    assert not matches("a\nb\n", "a\nx\n")
