"""The group itself: help, unknown commands, and how errors of every kind end."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from podium.cli import root
from podium.cli.root import COMMANDS, Entry, cli, walk
from podium.registry.errors import PodiumError
from podium.registry.version import __version__
from podium.tests.cli.support import PODIUM, failure, podium, process


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_table_says_what_the_command_itself_says(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    assert command.get_short_help_str(200).rstrip(".") == COMMANDS[name].help


def test_help_lists_every_command_in_its_section() -> None:
    text = podium("--help").stdout
    for section, entries in root.SECTIONS.items():
        part = text.split(f"{section}:\n")[1].split("\n\n")[0]
        assert [line.split()[0] for line in part.splitlines()] == list(entries)


def test_every_command_answers_both_help_options_and_has_help() -> None:
    for path, command in walk(cli):
        assert command.help, path
        words = path.split()[1:]
        assert podium(*words, "-h").stdout == podium(*words, "--help").stdout


def test_every_option_has_help() -> None:
    for path, command in walk(cli):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{path} {parameter.name}"


@pytest.mark.parametrize("words", [["--version"], ["--quiet", "--version"]])
def test_both_roads_to_the_version_say_the_same(words: list[str]) -> None:
    assert process(*words).stdout == f"podium {__version__}\n"


def test_an_unknown_command_is_a_usage_error_with_a_suggestion() -> None:
    assert (
        failure("leaderbord", code=2) == "no command called 'leaderbord'; did you mean leaderboard? see podium --help"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("runs verfy", "no command of podium runs called 'verfy'; did you mean verify? see podium runs --help"),
        ("show mmlu --jsn", "no option called '--jsn'; did you mean --json? see podium show --help"),
        ("--debugg benchmarks", "no option called '--debugg'; did you mean --debug? see podium --help"),
        ("runs list --status finshed", "--status: 'finshed' is not one of finished, running, interrupted, failed;"
         " did you mean finished? see podium runs list --help"),
        ("completion bsh", "SHELL: 'bsh' is not one of bash, zsh, fish; did you mean bash?"
         " see podium completion --help"),
        ("leaderboard mmlu more", "there is no place for more; see podium leaderboard --help"),
        ("leaderboard mmlu --limit", "--limit needs a value"),
        ("leaderboard mmlu --reverse=yes", "--reverse takes no value"),
        ("show", "BENCHMARK is missing; see podium show --help"),
        ("train mmlu", "--policy is missing; give one of ignore, zeros, ones, multiclass, selftrained;"
         " see podium train --help"),
        ("db restore none.db", "FILE: file 'none.db' does not exist; see podium db restore --help"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_command_line_is_told_in_the_same_words_everywhere(words: str, said: str) -> None:
    assert failure(*words.split(), code=2) == said


def test_a_question_in_the_place_of_a_command_leads_to_ask() -> None:
    assert 'ask a question with podium ask "who leads hle?"' in failure("who leads hle?", code=2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("mmlu", "no command called 'mmlu'; it is a benchmark: podium show mmlu"),
        ("MMLU --json", "no command called 'MMLU'; it is a benchmark: podium show mmlu"),
        ("mmlu pro", "no command called 'mmlu'; 'mmlu pro' is a benchmark: podium show mmlu-pro"),
        ("medgemma-4b-it", "no command called 'medgemma-4b-it'; it is a model: podium model medgemma-4b-it"),
    ],
)
@pytest.mark.usefixtures("registry_file")
def test_the_name_of_a_benchmark_or_model_leads_to_the_command_that_shows_it(words: str, said: str) -> None:
    assert failure(*words.split(), code=2) == said


def test_without_a_registry_or_with_a_damaged_one_a_name_is_just_an_unknown_command(tmp_path: Path) -> None:
    said = "no command called 'mmlu'; see podium --help"
    path = tmp_path / "registry.db"
    assert failure("--db", path, "mmlu", code=2) == said
    assert not path.exists()
    path.write_text("no database")
    assert failure("--db", path, "mmlu", code=2) == said


def test_a_wrong_option_is_one_line_that_names_the_help() -> None:
    said = failure("leaderboard", "hle", "--limit", "many", code=2)
    assert said.startswith("--limit: 'many' is not a whole number; ")
    assert said.endswith("; see podium leaderboard --help")


def test_without_a_command_the_help_is_shown_and_the_code_is_that_of_a_usage_error() -> None:
    result = podium(code=2)
    assert "Ask and look:" in result.output
    assert result.stdout == ""


def test_a_plugins_folder_that_is_not_there_is_a_usage_error() -> None:
    assert "'/nowhere' does not exist" in failure("--plugins-dir", "/nowhere", "benchmarks", code=2)


def _raising(error: BaseException) -> click.Command:
    @click.command()
    def command() -> None:
        raise error

    return command


@pytest.fixture
def raises(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    def install(error: BaseException) -> None:
        monkeypatch.setattr("podium.cli.doctor.broken", _raising(error), raising=False)
        monkeypatch.setitem(COMMANDS, "broken", Entry("podium.cli.doctor:broken", ""))

    return install


def test_an_error_the_user_can_mend_is_one_line_with_its_own_exit_code(raises: Callable[[BaseException], None]) -> None:
    raises(PodiumError("it is broken", "mend it"))
    assert failure("broken", code=1) == "it is broken; mend it"


def test_an_unexpected_error_is_called_a_bug_and_debug_shows_its_traceback(
    raises: Callable[[BaseException], None],
) -> None:
    raises(KeyError("x"))
    assert failure("broken", code=1).startswith("this is a bug in Podium: KeyError: 'x'; podium --debug")
    debug = podium("--debug", "broken", code=1).stderr
    assert "Traceback (most recent call last)" in debug
    assert debug.splitlines()[-1] == "error: this is a bug in Podium: KeyError: 'x'"


def test_an_error_of_the_system_names_the_file_and_is_not_called_a_bug(raises: Callable[[BaseException], None]) -> None:
    raises(OSError(28, "No space left on device", "/data/x"))
    assert failure("broken", code=1) == "/data/x: No space left on device"


def test_ctrl_c_ends_with_130(raises: Callable[[BaseException], None]) -> None:
    raises(KeyboardInterrupt())
    result = CliRunner().invoke(cli, ["broken"])
    assert result.exit_code == 130
    assert result.stderr.strip() == "error: interrupted"


def test_ctrl_c_while_waiting_for_input_ends_with_130_and_no_traceback(registry_file: Path) -> None:
    keyboard, terminal = os.openpty()
    started = subprocess.Popen(
        [PODIUM, "ask", "-"], stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert started.stderr is not None
    assert started.stderr.readline() == "note: type a question and end with Ctrl-D\n"
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=30)
    os.close(keyboard)
    os.close(terminal)
    assert (started.returncode, out, err.strip()) == (130, "", "error: interrupted")


@pytest.mark.parametrize("command", ["models", "models --json", "--help"])
def test_a_reader_that_goes_away_is_no_error_worth_a_word(registry_file: Path, command: str) -> None:
    line = f"set -o pipefail; {PODIUM} {command} | true"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_a_name_the_terminals_encoding_lacks_does_not_end_the_command(registry_file: Path) -> None:
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = process("leaderboard", "mmlu", "--board", "helm", env=env)
    assert done.returncode == 0
    assert "independent ?" in done.stdout


def test_help_texts_show_no_escapes_and_stand_alone_in_the_lists_of_groups() -> None:
    for path, _ in walk(cli):
        text = podium(*path.split()[1:], "--help").stdout
        assert "\\b" not in text and "\b" not in text, path
        assert "..." not in text.partition("\nCommands:\n")[2], path


@pytest.mark.parametrize(("path", "line"), [("show", "podium show chexpert"), ("runs", "podium runs show 3f2a")])
def test_an_example_is_a_line_of_its_own_that_can_be_copied(path: str, line: str) -> None:
    assert podium(path, "--help").stdout.endswith(f"\n  Example:\n    {line}\n")


def test_an_empty_name_of_a_registry_file_is_a_usage_error() -> None:
    assert "--db (env var: PODIUM_DB): the name is empty" in failure("--db", "", "benchmarks", code=2)


@pytest.mark.parametrize("command", ["leaderboard mmlu | head -1", "models --json | head -1", "--help | true"])
def test_a_reader_that_stops_early_leaves_the_exit_code_alone(registry_file: Path, command: str) -> None:
    line = f"set -o pipefail; {PODIUM} {command} > {registry_file.parent}/out"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_standard_output_is_no_bug(registry_file: Path) -> None:
    done = subprocess.run(["bash", "-c", f"{PODIUM} models >&-"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_failure_is_no_success_because_the_reader_stops_early(registry_file: Path) -> None:
    file = registry_file.parent / "bad.jsonl"
    file.write_text("{}\n" * 3000)
    line = f"set -o pipefail; {PODIUM} results import {file} --json | head -1 > {registry_file.parent}/out"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (4, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("leaderboard mmlu --max-params 0", "'0' is not a size above 0; write 10 or 10B for ten billion"),
        ("leaderboard mmlu --max-params -3", "'-3' is not a size above 0; write 10 or 10B for ten billion"),
        ("leaderboard mmlu --max-params 47%", "'47%' is not a size above 0; write 10 or 10B for ten billion"),
        ("leaderboard mmlu --limit 47%", "'47%' is not a whole number"),
        ("corrections add 12 --value 47% --source https://a.dev --because x", "'47%' is not a number; write 0.47"),
        ("corrections add 12 --value half --source https://a.dev --because x", "'half' is not a number"),
        ("faq eval x.yaml --at-least 97.5%", "'97.5%' is not a number; write 0.975"),
    ],
)
def test_a_number_that_is_none_is_named_with_what_is_right(words: str, said: str) -> None:
    line = failure(*words.split(), code=2)
    assert said in line and "\n" not in line.strip()
