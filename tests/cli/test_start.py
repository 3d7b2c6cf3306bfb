"""What a command imports: nothing heavy, so that it starts at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "torch", "transformers", "ray", "discord", "pyarrow", "PIL", "matplotlib", "numpy", "pandas", "sklearn",
    "sqlite_utils", "pluggy", "rapidfuzz", "jinja2", "prompt_toolkit", "yaml",
}  # fmt: skip

#: Runs the command and tells afterwards what it has imported.
PROBE = """
import sys
from podium.cli.main import main
sys.argv = ["podium", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    code = end.code
engine = {"FAQ engine"} if "podium.bots.faq.engine" in sys.modules else set()
print(*sorted({name.partition(".")[0] for name in sys.modules} | engine), sep="|", file=sys.stderr)
sys.exit(code)
"""


def probe(*words: str, stdin: str = "", **env: str) -> tuple[str, set[str]]:
    """Run a command in a fresh process; return what it printed and the packages it imported."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *words],
        input=stdin,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | env,
    )
    return done.stdout, set(done.stderr.splitlines()[-1].split("|"))


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("--help",),
        ("leaderboard", "--help"),
        ("ask", "who leads chexpert?"),
        ("ask", "--json", "who leads chexpert?"),
        ("faq", "list", "chexpert"),
        ("chat", "--help"),
        ("leaderboard", "chexpert"),
        ("leaderboard", "--json", "mmlu"),
        ("benchmarks",),
        ("show", "chexpert"),
        ("models",),
        ("model", "medgemma-4b-it"),
        ("db", "path"),
        ("results", "export", "chexpert"),
        ("runs",),
    ],
    ids=" ".join,
)
def test_a_reading_command_imports_nothing_heavy(registry_file: Path, words: tuple[str, ...]) -> None:
    probe("benchmarks")  # brings the file in step with the environment of these processes
    out, imported = probe(*words)
    assert out
    assert imported & HEAVY == set()
    assert "rich" not in imported


def test_a_board_is_shown_without_what_only_loading_plugins_needs(registry_file: Path) -> None:
    probe("benchmarks")
    assert probe("leaderboard", "chexpert")[1] & {"signal", "random", "subprocess", "ctypes"} == set()


def test_a_conversation_in_a_pipe_imports_nothing_heavy(registry_file: Path) -> None:
    probe("benchmarks")
    out, imported = probe("chat", "--json", stdin="who leads chexpert?\n")
    assert out.startswith('{"kind": "answer"')
    assert imported & HEAVY == set()


def test_the_version_needs_not_even_click() -> None:
    assert not probe("--version")[1] & {"click", "rich", "sqlite3", "json"}


def test_the_help_imports_no_command() -> None:
    code = (
        "import sys; from podium.cli.root import cli; cli(['--help'], standalone_mode=False);"
        " print(*(name for name in sys.modules if name.startswith('podium.')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = set(done.stderr.split())
    assert ours == {
        "podium.cli",
        "podium.cli.app",
        "podium.cli.root",
        "podium.registry",
        "podium.registry.errors",
        "podium.registry.version",
    }


def test_on_a_terminal_rich_comes_in_and_still_nothing_heavy(registry_file: Path) -> None:
    probe("benchmarks")
    _, imported = probe("leaderboard", "chexpert", FORCE_COLOR="1")
    assert "rich" in imported
    assert imported & HEAVY == set()


def test_the_doctor_finds_out_about_torch_without_importing_it(registry_file: Path) -> None:
    out, imported = probe("doctor")
    assert "installed: eval" in out
    assert imported & {"torch", "transformers", "pyarrow", "PIL"} == set()


@pytest.mark.parametrize(
    "words",
    [
        ("leaderboard", "chexpert"),
        ("benchmarks",),
        ("models",),
        ("progress", "chexpert"),
        ("runs",),
    ],
    ids=" ".join,
)
def test_what_asks_no_question_does_not_import_what_answers_questions(
    registry_file: Path, words: tuple[str, ...]
) -> None:
    probe("benchmarks")
    out, imported = probe(*words)
    assert out
    assert "FAQ engine" not in imported
