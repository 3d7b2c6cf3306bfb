"""docs/cli.md is what the commands say."""

from __future__ import annotations

from pathlib import Path

from podium.cli.doctor.mistakes import MISTAKES
from podium.cli.doctor.variables import VARIABLES
from podium.cli.reference import EXIT_CODES, reference
from podium.cli.root import cli, walk
from podium.registry import errors

DOCS = Path(__file__).parents[2] / "docs" / "cli.md"


def test_the_page_in_the_docs_is_the_one_the_commands_make() -> None:
    assert DOCS.read_text(encoding="utf-8") == reference(), "run: python -m podium.cli.reference > docs/cli.md"


def test_every_command_has_its_own_part() -> None:
    lines = DOCS.read_text(encoding="utf-8").splitlines()
    for path, _ in walk(cli):
        assert [line for line in lines if line.lstrip("#") == f" {path}"], path


def test_every_exit_code_is_in_the_table() -> None:
    codes = {value for name, value in vars(errors).items() if name.startswith("EXIT_")}
    assert codes | {0, 130} == set(EXIT_CODES)


def test_every_environment_variable_the_code_reads_is_in_the_table() -> None:
    import re

    root = Path(__file__).parents[2]
    read = set()
    for folder in ("registry", "cli", "bots", "plugins"):
        for path in (root / folder).rglob("*.py"):
            read |= set(re.findall(r'["\'](PODIUM_[A-Z_]+)["\']', path.read_text(encoding="utf-8")))
    assert read - {"PODIUM_API_VERSION"} == {name for name in VARIABLES if name.startswith("PODIUM_")}


def test_the_mistakes_that_the_doctor_looks_for_are_listed() -> None:
    listed = DOCS.read_text(encoding="utf-8").partition("### podium doctor")[2]
    for number, mistake in enumerate(MISTAKES.values(), 1):
        assert f"\n{number}. {mistake}\n" in listed
