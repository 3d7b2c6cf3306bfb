"""``podium evaluate`` on questions with a real tiny language model: going on, failing, trying out, watching."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from podium.tests.cli.support import PODIUM, podium, podium_json
from podium.tests.fakes import quiz_data
from podium.tests.fakes.language import llama

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"

#: A kind of model that answers right, slowly if told to, and not at all what is listed in a file.
FLAKY = """
import time
from pathlib import Path

from podium.registry import hookimpl
from podium.registry.adapters import Adapter
from podium.registry.benchmark import Answer


class Flaky(Adapter):
    kind = "flaky"
    usual_batch = 1

    def prepare(self, task):
        pass

    def fingerprint(self):
        return {"name": "flaky"}

    def answer(self, items):
        folder = Path(self.target)
        bad = (folder / "bad.txt").read_text().split()
        time.sleep(float((folder / "pause.txt").read_text()))
        return [
            Answer(error="the picture is torn") if item.id in bad else Answer(choice=0)
            for item in items
        ]


@hookimpl
def podium_adapters():
    return {"flaky": Flaky}
"""


pytestmark = pytest.mark.usefixtures("settled_home")


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quiz_data.write(tmp_path_factory.mktemp("quiz"))


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return llama(tmp_path_factory.mktemp("models") / "tiny-llama")


@pytest.fixture
def flaky(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a flaky model: which items it fails at, and how long it takes for each."""
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    (plugins / "flaky.py").write_text(FLAKY)
    folder = tmp_path / "model"
    folder.mkdir()

    def write(*bad: str, pause: float = 0.0) -> Path:
        (folder / "bad.txt").write_text(" ".join(bad))
        (folder / "pause.txt").write_text(str(pause))
        return folder

    return write


def words(data: Path, spec: str, *more: str, plugins: Path | None = None) -> list[str]:
    dirs = [str(word) for folder in (PLUGINS, plugins) if folder is not None for word in ("--plugins-dir", folder)]
    return [*dirs, "evaluate", "quiz", "--model", spec, "--data", str(data), *more]


# --- what a finished run says


def test_json_is_all_there_is_on_stdout_and_the_run_is_on_the_whole_split(questions: Path, model: Path) -> None:
    result = podium(*words(questions, f"hf:{model}", "--json"))
    run = json.loads(result.stdout)
    assert (run["status"], run["items"], run["answered"]) == ("finished", 36, 36)
    assert result.stderr == ""


def test_failed_items_end_with_code_4_and_can_be_asked_again(
    questions: Path, flaky: Callable[..., Path], tmp_path: Path
) -> None:
    spec = f"flaky:{flaky('anatomy-3', 'virology-0')}"
    call = words(questions, spec, "--json", plugins=tmp_path / "plugins")
    first = podium(*call, code=4)
    assert first.stderr == (
        "warning: 2 of 36 items failed and count as wrong; the same command with --retry-failed asks them again\n"
    )
    run = json.loads(first.stdout)
    assert run["status"] == "finished"
    flaky("virology-0")
    second = podium(*call, "--retry-failed", code=4)
    assert f"note: going on with run {run['id']}: 34 of 36 answers are kept\n" in second.stderr
    assert "warning: 1 of 36 items failed and count as wrong;" in second.stderr
    flaky()
    third = podium(*call, "--retry-failed")
    assert json.loads(third.stdout)["id"] == run["id"]
    assert "failed" not in third.stderr


def test_a_changed_setting_is_named_where_a_run_cannot_go_on(
    questions: Path, flaky: Callable[..., Path], tmp_path: Path
) -> None:
    call = words(questions, f"flaky:{flaky(pause=0.3)}", plugins=tmp_path / "plugins")
    stopped = interrupted(call)
    flaky()
    result = podium(*call, "--set", "shots=2")
    (note,) = result.stderr.splitlines()
    assert note.startswith(f"note: run {stopped} is not continued: ")
    assert "shots 0 → 2" in note
    assert re.search(r"; this is a new run \(\w{10}\)$", note)


def test_a_subset_is_asked_alone(questions: Path, model: Path) -> None:
    call = words(questions, f"hf:{model}", "--subset", "subject=anatomy", "--subset", "subject=virology")
    assert podium_json(*call)["items"] == 24
    assert podium_json(*call, "--limit", "5")["items"] == 5


# --- dry run


def test_a_dry_run_shows_the_first_prompt_to_the_letter_and_stores_nothing(questions: Path, model: Path) -> None:
    result = podium(*words(questions, f"hf:{model}", "--set", "shots=1", "--dry-run"))
    lines = result.stdout.splitlines()
    assert lines[:2] == ["Quiz · test", "dry run: nothing is asked and nothing is stored"]
    assert "new tokens     none: likelihoods are compared" in lines
    assert "items          36: 0 answered, 36 to ask" in lines
    assert "run            a new one" in lines
    assert "time           not known: this model has no finished run on this benchmark to go by" in lines
    (title,) = [number for number, line in enumerate(lines) if line.startswith("First prompt, as the model gets it (")]
    assert re.search(r"\(\d+ tokens, nothing is written\)$", lines[title])
    prompt = [line.removeprefix("│ ").removeprefix("│") for line in lines[title + 1 :]]
    assert prompt[0].endswith("The following are multiple choice questions (with answers) about anatomy.")
    assert prompt[-1] == "Answer:"
    assert sum(line.startswith("Answer") for line in prompt) == 2
    assert podium_json("runs") == []


def test_a_dry_run_as_json_counts_the_tokens_that_the_run_then_reads(questions: Path, model: Path) -> None:
    call = words(questions, f"hf:{model}", "--set", "protocol=letter")
    dry = podium_json(*call, "--dry-run")
    assert (dry["benchmark"], dry["split"], dry["spec"], dry["sample"]) == ("quiz", "test", f"hf:{model}", False)
    assert (dry["run"], dry["items"], dry["kept"], dry["todo"], dry["exact"]) == ("", 36, 0, 36, True)
    assert dry["new_tokens"] == 36 * 8
    assert dry["first"]["prompt"].rstrip().endswith("Answer:")
    assert dry["cost_estimate"] is None
    run = podium_json(*call)
    assert run["provenance"]["speed"]["prompt_tokens"] == dry["prompt_tokens"]
    again = podium_json(*call, "--dry-run")
    assert again["seconds_estimate"] > 0
    asked = run["provenance"]["asked"]
    assert again["reply_tokens"] == asked["new_tokens"] / asked["items"]
    said = f"if replies are as long as then (about {again['reply_tokens']:,.0f} tokens)"
    assert said in podium(*call, "--dry-run").stdout
    assert podium_json("runs")[0]["id"] == run["id"]


def test_a_dry_run_tells_which_run_would_go_on_and_what_is_left(
    questions: Path, flaky: Callable[..., Path], tmp_path: Path
) -> None:
    call = words(questions, f"flaky:{flaky(pause=0.3)}", plugins=tmp_path / "plugins")
    stopped = interrupted(call)
    dry = podium_json(*call, "--dry-run")
    assert dry["run"] == stopped
    assert dry["kept"] == podium_json("runs")[0]["answered"] == 36 - dry["todo"] > 0
    assert f"run    goes on with {stopped}" in podium(*call, "--dry-run").stdout
    assert podium_json(*call, "--dry-run", "--fresh")["run"] == ""


def test_the_first_prompt_of_a_dry_run_is_a_panel_on_a_terminal_whatever_is_in_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from podium.cli import dry_run
    from podium.registry.adapters.base import Preview
    from podium.registry.plans import DryRun

    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    dry_run._prompt(DryRun("", 1, 0, 1, 9, 4, True, Preview("<s>[bold]a[/nope]\n\x1b[2Jb", 9, 4), None))
    shown = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out).splitlines()
    assert shown == [
        "",
        "╭─ First prompt ───────────────────────────────────────────╮",
        "│ <s>[bold]a[/nope]                                        │",
        "│ \\x1b[2Jb                                                 │",
        "╰─ 9 tokens, at most 4 new ────────────────────────────────╯",
    ]


def test_the_cost_of_a_dry_run_is_that_of_its_tokens_at_the_given_prices() -> None:
    from podium.cli.dry_run import cost_of
    from podium.registry.adapters.base import EndpointOptions
    from podium.registry.plans import DryRun

    dry = DryRun("", 10, 0, 10, 2_000_000, 100_000, True, None, None)
    assert cost_of(dry, EndpointOptions(input_price=0.5, output_price=4.0)) == 1.4
    assert cost_of(dry, EndpointOptions(input_price=0.5)) is None
    assert cost_of(DryRun("", 10, 0, 10, None, 100, True, None, None), EndpointOptions()) is None


# --- Ctrl-C and the view, on a terminal


def interrupted(call: list[str]) -> str:
    """Run a command in a process, press Ctrl-C once some answers are kept, and return the run's id."""
    process = subprocess.Popen([PODIUM, *call], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for_answers(process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, ""), err
    found = re.search(r"answers are kept in run (\w+); run the same command again to go on$", err)
    assert found is not None, err
    return found[1]


def wait_for_answers(process: subprocess.Popen[Any], least: int = 2) -> None:
    import sqlite3

    deadline = time.monotonic() + 120
    file = Path(os.environ["PODIUM_HOME"]) / "registry.db"
    count = 0
    while count < least:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)
        if file.is_file():
            try:
                with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as reader:
                    count = reader.execute("SELECT count(*) FROM answers").fetchone()[0]
            except sqlite3.OperationalError:
                continue


def on_a_pty(call: list[str], columns: int, meanwhile: Callable[[subprocess.Popen[bytes]], None]) -> tuple[int, str]:
    """Run a command with a terminal as its standard error; return its exit code and what was drawn."""
    import fcntl
    import pty
    import struct
    import termios
    import threading

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = os.environ | {"TERM": "xterm-256color"}
    process = subprocess.Popen([PODIUM, *call], stdout=subprocess.PIPE, stderr=theirs, env=env)
    os.close(theirs)
    drawn = bytearray()

    def read() -> None:
        while True:
            try:
                drawn.extend(os.read(ours, 65536))
            except OSError:  # the other end is closed
                return

    reader = threading.Thread(target=read)
    reader.start()
    meanwhile(process)
    process.communicate(timeout=60)
    reader.join(10)
    os.close(ours)
    return process.returncode, drawn.decode()


def test_on_a_terminal_there_is_a_view_and_ctrl_c_closes_it(
    questions: Path, flaky: Callable[..., Path], tmp_path: Path
) -> None:
    def press(process: subprocess.Popen[bytes]) -> None:
        wait_for_answers(process, least=4)
        time.sleep(1)
        process.send_signal(signal.SIGINT)

    call = words(questions, f"flaky:{flaky('anatomy-1', pause=0.3)}", plugins=tmp_path / "plugins")
    code, drawn = on_a_pty(call, 80, press)
    assert code == 130, drawn
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", drawn)
    assert "Quiz · model" in plain
    assert re.search(r"answering ━+.* \d+ of 36 · \d+ %", plain)
    assert re.search(r"time +\d+ s left · \d+ s so far", plain)
    assert re.search(r"so far +accuracy 0\.\d{3} \[0\.\d{3}, \d\.\d{3}\]", plain)
    assert "trouble  1 failed" in plain
    # The cursor is back, and then only the one line follows.
    after = drawn[drawn.rindex("\x1b[?25h") :]
    left = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", after).split()
    assert re.fullmatch(
        r"interrupted: \d+ of 36 answers are kept in run \w+; run the same command again to go on", " ".join(left)
    )


#: Holds on although it is told to stop, as a model in the middle of something long might.
STUBBORN = """
import sys, time
from podium.cli.app import App
from podium.cli.dashboard import watching

with watching(App()):
    try:
        print("ready", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        print("stopping", flush=True)
        time.sleep(60)
"""


def test_a_second_ctrl_c_ends_a_process_that_does_not_stop() -> None:
    process = subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    assert process.stdout.readline() == "stopping\n"
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == -signal.SIGINT
    process.stdout.close()
