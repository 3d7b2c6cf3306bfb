"""What only POSIX systems have is used where that is guarded, and folders are the platform's own.

These tests run where they are run: they find what would not be there on Windows, and do not show that the rest works.
"""

from __future__ import annotations

import ast
import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.registry import database

ROOT = Path(__file__).parents[1]
FILES = [path for room in ("registry", "plugins", "bots", "cli") for path in sorted((ROOT / room).rglob("*.py"))]

#: Modules of the standard library that Windows has not.
MODULES = {"curses", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}

#: Functions and constants that Windows has not, or that do something else there.
NAMES = {
    "os": {
        "chown", "execv", "fchmod", "fork", "getgid", "getloadavg", "getpgid", "geteuid", "getuid", "killpg", "mkfifo",
        "nice", "openpty", "posix_fadvise", "pread", "pwrite", "sched_getaffinity", "setsid", "statvfs", "sync",
        "sysconf", "uname",
    },
    "signal": {
        "ITIMER_REAL", "SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGUSR2", "alarm",
        "pause", "pthread_sigmask", "setitimer",
    },
    "loop": {"add_signal_handler"},
}  # fmt: skip

#: Where they are used all the same, and what guards that.
GUARDED = {
    ("bots/discord/running.py", "add_signal_handler"): "another way where it is not implemented",
    ("cli/main.py", "execv"): "called by plugin_guard.without_it, which asks os.name",
    ("cli/meter.py", "sysconf"): "behind /proc, and nothing is shown without it",
    ("registry/adapters/ahead.py", "sched_getaffinity"): "hasattr",
    ("registry/plugin_guard.py", "ITIMER_REAL"): "os.name",
    ("registry/plugin_guard.py", "SIGALRM"): "os.name",
    ("registry/plugin_guard.py", "setitimer"): "os.name",
    ("registry/provenance.py", "resource"): "ImportError",
    ("registry/provenance.py", "sysconf"): "AttributeError",
    ("registry/workers.py", "sched_getaffinity"): "hasattr",
}


def used() -> Iterator[tuple[str, str]]:
    """Yield file and name of everything in the code that Windows has not."""
    for path in FILES:
        place = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((place, one.name) for one in node.names if one.name in MODULES)
            elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
                yield place, node.module
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.attr in NAMES.get(node.value.id, ()):
                    yield place, node.attr


def test_what_windows_has_not_is_used_only_where_that_is_guarded() -> None:
    assert set(used()) == set(GUARDED)


def test_no_module_needs_it_to_be_imported() -> None:
    for path in FILES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import):
                assert not {one.name for one in node.names} & MODULES, path


def test_every_text_file_is_opened_with_its_encoding_named() -> None:
    # Windows would take the encoding of its language.
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in ("read_text", "write_text") and not isinstance(node.func.value, ast.Constant):
                    given = [one.arg for one in node.keywords]
                    named = "encoding" in given or len(node.args) > (node.func.attr == "write_text")
                    assert named, f"{path}:{node.lineno}"


def test_the_folders_are_the_platforms_own(monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.delenv("PODIUM_HOME")
    assert database.home() == platformdirs.user_data_path("podium", appauthor=False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_bot_hears_signals_where_the_event_loop_cannot(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("discord")
    from podium.bots.discord import running

    # What the loop of Windows does.
    monkeypatch.setattr(asyncio.SelectorEventLoop, "add_signal_handler", asyncio.AbstractEventLoop.add_signal_handler)
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}

    async def hears() -> bool:
        told = running._listen_for_signals()
        os.kill(os.getpid(), number)
        await asyncio.wait_for(told.wait(), 30)
        return told.is_set()

    try:
        assert asyncio.run(hears())
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
