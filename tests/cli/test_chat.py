"""``podium chat``: lines in a pipe, the conversation at a terminal, completion and history."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from podium.bots.faq import Engine, Reply
from podium.bots.faq.reply import Source
from podium.bots.faq.understanding.conversation import Conversation
from podium.cli import chat_session
from podium.cli.chat_session import Chat
from podium.registry import database
from podium.tests.cli.support import failure, podium, process

pytestmark = pytest.mark.usefixtures("registry_file")

#: The command in a process of its own, whatever is installed.
COMMAND = [sys.executable, "-c", "from podium.cli.main import main; main()", "chat"]
KINDS = {"answer", "ambiguous", "unknown", "no_data", "declined", "help"}


def replies_to(stdin: str | bytes, *options: str) -> list[dict[str, Any]]:
    """Return the objects that ``podium chat --json`` prints."""
    return [json.loads(line) for line in podium("chat", "--json", *options, stdin=stdin).stdout.splitlines()]


def engine() -> Engine:
    return Engine(database.connect(Path(os.environ["PODIUM_DB"])))


# --- Lines in a pipe -------------------------------------------------------------------------------------


def test_each_line_gets_the_engines_reply_of_one_conversation_as_one_object_on_one_line() -> None:
    questions = ["who leads mmlu?", "and on mmlu pro?", "who leads?", "what about zork-bench?"]
    conversation, ours = Conversation(), engine()
    expected = [ours.answer(question, conversation).to_json() for question in questions]
    assert replies_to("\n".join(questions)) == expected
    assert {reply["kind"] for reply in expected} <= KINDS


def test_empty_and_blank_lines_get_a_reply_too_and_no_line_gets_none() -> None:
    assert [reply["kind"] for reply in replies_to("\n  \n\nwho leads chexpert?\n")] == [
        "help",
        "help",
        "help",
        "answer",
    ]
    assert replies_to("") == []


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe who leads chexpert?",
        b"who leads \x00 chexpert?",
        "🩻".encode(),
        b"\x1b[2J",
        b"'; DROP TABLE models; --",
        "‮who leads chexpert?".encode(),
        b"a" * 200_000,
        b"who leads chexpert?\r",
        b"/quit",
        b"[bold]@everyone[/bold]",
    ],
    ids=repr,
)
def test_any_line_gets_one_reply_and_the_next_line_another(line: bytes) -> None:
    first, second = replies_to(line + b"\nwho leads chexpert?\n")
    assert first["kind"] in KINDS
    assert second["kind"] == "answer"
    assert len(json.dumps(first)) < 20_000


def test_explanations_are_added_where_they_are_asked_for_and_only_with_json() -> None:
    (plain,), (explained,) = replies_to("who leads chexpert?"), replies_to("who leads chexpert?", "--explain")
    assert {**plain, "explanation": explained["explanation"]} == explained
    assert failure("chat", "--explain", code=2, stdin="").startswith("--explain goes with --json")


def test_each_reply_is_there_before_the_next_question() -> None:
    running = subprocess.Popen([*COMMAND, "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert running.stdin is not None and running.stdout is not None
    for question in ("who leads chexpert?", "", "who leads?"):
        running.stdin.write(f"{question}\n")
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["kind"] in KINDS
    running.stdin.close()
    assert running.wait(timeout=30) == 0


def test_the_command_ends_in_silence_when_nobody_reads_on_though_questions_keep_coming() -> None:
    running = subprocess.Popen(
        [*COMMAND, "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdin is not None and running.stdout is not None and running.stderr is not None
    running.stdin.write(b"who leads chexpert?\n")
    running.stdin.flush()
    running.stdout.readline()
    running.stdout.close()
    deadline = time.monotonic() + 60
    try:
        while running.poll() is None and time.monotonic() < deadline:
            running.stdin.write(b"who leads chexpert?\n")
            running.stdin.flush()
    except BrokenPipeError:
        pass
    assert running.wait(timeout=30) == 0
    assert running.stderr.read() == b""


def test_without_json_lines_are_answered_as_ask_does_with_a_blank_line_between() -> None:
    one, other = (podium("ask", text).stdout for text in ("who leads chexpert?", "how many models are on hle?"))
    out = podium("chat", stdin="who leads chexpert?\n\nhow many models are on hle?\n").stdout
    assert out == f"{one}\n{other}"


# --- Commands and numbers --------------------------------------------------------------------------------


class Noting(Engine):
    """An engine that notes what it is asked."""

    def __init__(self) -> None:
        super().__init__(database.connect(Path(os.environ["PODIUM_DB"])))
        self.asked: list[tuple[str, int]] = []

    def explain(self, text: str, conversation: Conversation | None = None) -> Any:
        self.asked.append((text, id(conversation)))
        return super().explain(text, conversation)


def test_a_number_asks_the_suggestion_of_that_number_and_any_other_number_is_a_question(
    capsys: pytest.CaptureFixture[str],
) -> None:
    noting = Noting()
    session = Chat(noting)
    offered = engine().answer("who leads?").suggestions
    assert len(offered) > 2
    for line in ("who leads?", "2", "who leads?", "0", "who leads?", "99"):
        assert session.take(line)
    assert [text for text, _ in noting.asked] == ["who leads?", offered[1], "who leads?", "0", "who leads?", "99"]
    assert f"› {offered[1]}" in capsys.readouterr().out


def test_forget_starts_a_new_conversation(capsys: pytest.CaptureFixture[str]) -> None:
    noting = Noting()
    session = Chat(noting)
    for line in ("who leads mmlu?", "and its paper?", "/forget", "who leads mmlu?", "/json"):
        assert session.take(line)
    first, second, third = (conversation for _, conversation in noting.asked)
    assert first == second != third
    out = capsys.readouterr().out
    assert json.loads(out[out.rindex("\n{") :])["kind"] == "answer"


@pytest.mark.parametrize("line", ["/quit", "/QUIT ", "quit", "exit", ":q"])
def test_these_words_leave(line: str) -> None:
    assert not Chat(engine()).take(line)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/hepl", "There is no command /hepl; did you mean /help?"),
        ("/s", "There is no command /s; did you mean /sources?"),
        ("/xyz", "There is no command /xyz; /help lists them all."),
        ("/", "There is no command /; /help lists them all."),
        ("/explain", "/explain is about the last reply, and there is none yet."),
        ("/json", "/json is about the last reply, and there is none yet."),
        ("/sources", "/sources is about the last reply, and there is none yet."),
    ],
)
def test_a_command_that_cannot_be_obeyed_says_why(line: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert Chat(engine()).take(line)
    assert capsys.readouterr().out == f"{said}\n"


def test_the_help_names_every_command_and_its_questions_are_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert Chat(engine()).take("/help")
    out = capsys.readouterr().out
    assert all(f"/{name}" in out for name in chat_session.COMMANDS)
    ours = engine()
    assert {question: ours.answer(question).kind for _, question in chat_session.EXAMPLES} == {
        question: "answer" for _, question in chat_session.EXAMPLES
    }


def test_the_sources_of_the_last_reply_are_listed_with_their_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    session = Chat(engine())
    session.take("who leads mmlu?")
    reply = engine().answer("who leads mmlu?")
    capsys.readouterr()
    session.take("/sources")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 * len(reply.sources) > 0
    for source, title, address in zip(reply.sources, lines[::2], lines[1::2], strict=True):
        assert title.startswith(f"· {source.title}") and address.strip() == source.url


# --- At a terminal ---------------------------------------------------------------------------------------


class Typed:
    """The command in a pseudo-terminal."""

    def __init__(self, *options: str, width: int = 80, **env: str) -> None:
        import pty

        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.execvpe(COMMAND[0], [*COMMAND, *options], os.environ | {"TERM": "xterm"} | env)
        import fcntl
        import struct
        import termios

        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
        self.raw = ""

    def until(self, text: str, seconds: float = 30.0) -> str:
        """Wait for a text to be shown, and return what was shown up to it and since the last call."""
        import select

        deadline = time.monotonic() + seconds
        start = len(self.raw)
        while text not in plain(self.raw[start:]):
            assert time.monotonic() < deadline, f"no {text!r} in {self.raw[start:]!r}"
            if select.select([self._terminal], [], [], 0.2)[0]:
                try:
                    got = os.read(self._terminal, 65536)
                except OSError:
                    got = b""
                assert got, f"it ended without {text!r}: {self.raw[start:]!r}"
                self.raw += got.decode("utf-8", errors="replace")
                if b"\x1b[6n" in got:
                    os.write(self._terminal, b"\x1b[1;1R")
        return plain(self.raw[start:])

    def type(self, keys: str) -> None:
        """Type some keys."""
        os.write(self._terminal, keys.encode())

    def end(self) -> int:
        """Return the exit code."""
        import select

        while True:
            done, status = os.waitpid(self._pid, os.WNOHANG)
            if done:
                os.close(self._terminal)
                return os.waitstatus_to_exitcode(status)
            # What is still shown must be taken, or the command waits for room.
            if select.select([self._terminal], [], [], 0.05)[0]:
                try:
                    os.read(self._terminal, 65536)
                except OSError:
                    time.sleep(0.05)


def plain(text: str) -> str:
    """Return what a terminal shows without its colours, links and movements."""
    return re.sub(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r", "", text)


def test_at_a_terminal_names_are_completed_answers_shown_and_control_d_leaves(own_home: Path) -> None:
    typed = Typed(PODIUM_HOME=str(own_home), PODIUM_DB=os.environ["PODIUM_DB"])
    typed.until("Ctrl-D leaves")
    typed.until("› ")
    typed.type("who leads chexp\t")
    typed.until("CheXpert CXR")
    typed.type("\t\r")
    assert "MedGemma 4B IT by Google leads CheXpert CXR" in " ".join(typed.until("podium show chexpert").split())
    typed.until("› ")
    typed.type("half a line\x03")
    typed.until("› ")
    typed.type("/quti\r")
    typed.until("did you mean /quit?")
    typed.until("› ")
    typed.type("\x04")
    assert typed.end() == 0
    history = own_home / "chat_history"
    assert history.stat().st_mode & 0o777 == 0o600
    assert [line for line in history.read_text().splitlines() if line.startswith("+")] == [
        "+who leads CheXpert CXR",
        "+/quti",
    ]


def test_no_history_keeps_nothing_and_no_colour_is_shown_where_none_is_wanted(own_home: Path) -> None:
    typed = Typed("--no-history", width=50, PODIUM_HOME=str(own_home), PODIUM_DB=os.environ["PODIUM_DB"], NO_COLOR="1")
    typed.until("› ")
    typed.type("who leads chexpert?\r")
    typed.until("podium show chexpert")
    typed.until("› ")
    typed.type("quit\r")
    assert typed.end() == 0
    assert not (own_home / "chat_history").exists()
    assert re.findall(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7])[0-9;]*m", typed.raw) == []


def test_a_history_that_cannot_be_written_is_said_and_the_conversation_goes_on(own_home: Path) -> None:
    (own_home / "chat_history").mkdir(parents=True)
    typed = Typed(PODIUM_HOME=str(own_home), PODIUM_DB=os.environ["PODIUM_DB"])
    assert "what is typed is not kept" in " ".join(typed.until("› ").split())
    typed.type("\x04")
    assert typed.end() == 0


def completed(text: str) -> list[str]:
    """Return what the text before the cursor can be completed to: the whole lines."""
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from podium.cli.chat_prompt import Names

    names = Names(database.connect(Path(os.environ["PODIUM_DB"])))
    found = names.get_completions(Document(text), CompleteEvent(completion_requested=True))
    return [text[: len(text) + one.start_position] + one.text for one in found]


def test_names_are_completed_in_the_middle_of_a_sentence_by_any_of_their_words_and_of_any_case() -> None:
    assert completed("who leads humanity's la")[0] == "who leads Humanity's Last Exam"
    assert completed("who leads last ex") == ["who leads Humanity's Last Exam"]
    assert completed("MEDGEMMA 4B I")[0] == "MedGemma 4B IT"
    assert completed("models by (goog")[0] == "models by (Google"
    benchmarks = completed("compare gpt with mmlu")
    assert benchmarks[:2] == ["compare gpt with MMLU", "compare gpt with MMLU-Pro"]


def test_commands_are_completed_at_the_start_of_a_line_only() -> None:
    assert completed("/e") == ["/explain"]
    assert completed("/") == [f"/{name}" for name in chat_session.COMMANDS]
    assert completed("see /e") == []


def test_nothing_is_offered_for_nothing_or_one_letter_and_never_a_whole_catalogue() -> None:
    assert completed("") == completed("who leads ") == completed("m") == completed("zzzz") == []
    assert 0 < len(completed("who leads cl")) <= 30


def test_sources_can_be_followed_on_a_terminal_and_cannot_break_out() -> None:
    from podium.cli import replies
    from podium.tests.cli.support import terminal

    sources = (Source("A [b]title[/b]\x07", "https://a.org/x"), Source("Evil", "https://b.org/\x1b]8;;evil\x07y"))
    reply = Reply("answer", "x", sources=sources, footer=("Source: https://a.org/x", "More: podium show x"))
    shown = terminal(lambda: replies.show(reply, links=True))
    assert re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b\\", shown) == ["https://a.org/x"]
    assert "\x07" not in shown
    assert plain(shown).splitlines()[-2:] == [r"Source: A [b]title[/b]\x07 · Evil", "More: podium show x"]
    assert "Source: https://a.org/x" in plain(terminal(lambda: replies.show(reply)))


def test_each_of_several_answers_has_its_own_source() -> None:
    from podium.cli import replies
    from podium.tests.cli.support import terminal

    sources = (Source("One", "https://a.org/x"), Source("Two", "https://a.org/xy"))
    footer = ("Source: https://a.org/x", "More: podium show x", "Source: https://a.org/xy", "More: podium show y")
    reply = Reply("answer", "x\n\ny", sources=sources, footer=footer)
    shown = plain(terminal(lambda: replies.show(reply, links=True))).splitlines()
    assert shown[-4:] == ["Source: One", "More: podium show x", "Source: Two", "More: podium show y"]


def test_the_installed_command_answers_lines() -> None:
    done = process("chat", "--json", input="who leads chexpert?\n")
    assert (done.returncode, json.loads(done.stdout)["kind"], done.stderr) == (0, "answer", "")
