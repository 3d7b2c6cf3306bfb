"""``podium completion``: Tab in real shells, quick and without a word where there is nothing to complete from."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
from pathlib import Path

import click
import pytest

from podium.cli import completing
from podium.cli.completion import SHELLS
from podium.cli.root import cli, walk
from podium.tests.cli.support import PODIUM, podium

#: What completes a parameter, by what it is called.
BY_NAME = {
    "benchmark": completing.benchmarks,
    "board_name": completing.boards,
    "category": completing.categories,
    "makers": completing.organisations,
    "run_id": completing.runs,
    "run_ids": completing.runs,
    "against": completing.runs,
    "soft_targets": completing.runs,
}


def completions(line: str, **environment: str) -> list[str]:
    """Return what the program offers for the last word of a line, as bash asks it."""
    words = line.split(" ")
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_PODIUM_COMPLETE": "bash_complete"}
    done = subprocess.run(
        [PODIUM], capture_output=True, text=True, check=False, env=os.environ | asked | environment, timeout=60
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("podium lea", ["leaderboard"]),
        ("podium show mmmu", ["mmmu", "mmmu-pro"]),
        ("podium leaderboard --max", ["--max-params"]),
        ("podium leaderboard --sort pr", ["price"]),
        ("podium leaderboard --category hea", ["healthcare"]),
        ("podium leaderboard hle --org xA", ["xAI"]),
        ("podium progress mmlu-pro --board tig", ["tiger-lab"]),
        ("podium model medgemma-4", ["medgemma-4b-it"]),
        ("podium compare medgemma-27b-it medgemma-27b", ["medgemma-27b-text-it"]),
        ("podium corrections add mmlu/hel", ["mmlu/helm"]),
        ("podium plugins disable mmlu_", ["mmlu_pro"]),
        ("podium runs resc", ["rescore"]),
        ("podium completion z", ["zsh"]),
    ],
)
def test_a_word_is_completed(registry_file: Path, line: str, offered: list[str]) -> None:
    assert completions(line) == offered


def test_runs_are_completed_with_what_they_are_of(own_home: Path) -> None:
    from podium.tests.cli.quiz_runs import guess
    from podium.tests.fakes import quiz_data

    run = guess(quiz_data.write(own_home.parent / "data"))
    assert completions(f"podium runs show {run.id[:2]}") == [run.id]
    (item,) = completing.runs(click.Context(cli), click.Argument(["run_id"]), run.id[:2])
    assert item.help == "quiz test, one"


@pytest.mark.parametrize("content", [None, b"no registry" * 100], ids=["missing", "broken"])
def test_without_a_registry_nothing_is_said_and_nothing_made(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "x.db"
    if content is not None:
        file.write_bytes(content)
    before = sorted(tmp_path.iterdir())
    assert completions("podium show ch", PODIUM_DB=str(file)) == []
    assert completions("podium sho", PODIUM_DB=str(file)) == ["show"]
    assert sorted(tmp_path.iterdir()) == before


def test_nothing_heavy_is_imported_for_it(registry_file: Path) -> None:
    from podium.tests.cli.test_start import HEAVY

    for line in ("podium show ch", "podium evaluate ch", "podium runs ", "podium plugins show m"):
        asked = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" ")), "_PODIUM_COMPLETE": "bash_complete"}
        code = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        code += "from podium.cli.main import main; sys.argv = ['podium']; main()"
        done = subprocess.run(
            [PODIUM.with_name("python"), "-c", code],
            capture_output=True,
            text=True,
            env=os.environ | asked,
            check=False,
        )
        assert done.stdout and not HEAVY & set(done.stderr.split()), line


def test_every_parameter_that_names_a_thing_of_the_registry_completes_it() -> None:
    for path, command in walk(cli):
        for parameter in command.params:
            if parameter.name in BY_NAME:
                assert parameter._custom_shell_complete is BY_NAME[parameter.name], f"{path} {parameter.name}"


def shell(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        assert name != "bash"
        pytest.skip(f"{name} is not installed")
    return found


def asking(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a person whose shell finds podium."""
    return os.environ | {
        "PATH": f"{PODIUM.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "TERM": "xterm",
    }


@pytest.mark.parametrize("name", SHELLS)
def test_the_script_is_one_that_the_shell_reads(name: str, tmp_path: Path) -> None:
    script = tmp_path / "podium"
    script.write_text(podium("completion", name).stdout)
    done = subprocess.run([shell(name), "-n", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_completes_after_tab(registry_file: Path, tmp_path: Path) -> None:
    # What Tab does: bash calls the function that was named for the command, with the words of the line.
    line = """
eval "$(podium completion bash)"
COMP_WORDS=(podium leaderboard chexpert --board auroc-); COMP_CWORD=4
"$(complete -p podium | sed 's/.*-F \\([^ ]*\\).*/\\1/')" podium
printf '%s\\n' "${COMPREPLY[@]}"
"""
    done = subprocess.run(
        [shell("bash"), "-c", line], capture_output=True, text=True, check=False, env=asking(tmp_path)
    )
    assert (done.stdout.split(), done.stderr) == (["auroc-competition"], "")


def test_bash_completes_what_a_person_types(registry_file: Path, tmp_path: Path) -> None:
    said = typed([shell("bash"), "--norc", "-i"], 'eval "$(podium completion bash)"\n', "podium show chex\t", tmp_path)
    assert "podium show chexpert" in said


def test_zsh_completes_what_a_person_types(registry_file: Path, tmp_path: Path) -> None:
    start = 'autoload -U compinit && compinit -u && eval "$(podium completion zsh)"\n'
    said = typed([shell("zsh"), "-f", "-i"], start, "podium show chex\t", tmp_path)
    assert "chexpert" in said


def test_fish_completes_a_word(registry_file: Path, tmp_path: Path) -> None:
    line = "podium completion fish | source; complete --do-complete 'podium show chex'"
    done = subprocess.run(
        [shell("fish"), "-c", line], capture_output=True, text=True, check=False, env=asking(tmp_path)
    )
    assert done.stdout.strip() == "chexpert\tCheXpert CXR"


def typed(command: list[str], start: str, keys: str, home: Path) -> str:
    """Return what an interactive shell on a terminal of its own shows after keys, up to the end of the name."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(command[0], command, asking(home))
    try:
        # The mark is typed in two halves, so that it is not seen before it is printed.
        os.write(terminal, f"{start}echo rea''dy\n".encode())
        _until(terminal, b"ready\r\n")
        os.write(terminal, keys.encode())
        return _until(terminal, b"chexpert").decode("utf-8", "replace")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def _until(terminal: int, end: bytes) -> bytes:
    """Return what a terminal shows up to its end, or what it has shown where that does not come."""
    seen = b""
    while end not in seen and select.select([terminal], [], [], 30)[0]:
        seen += os.read(terminal, 10_000)
    return seen
