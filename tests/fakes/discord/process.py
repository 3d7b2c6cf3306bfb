"""The real bot as a process of its own, started against the loopback Discord."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from podium.tests.fakes.discord.server import FakeDiscord

TOKEN_VARIABLE = "PODIUM_DISCORD_TOKEN"
_LAUNCHER = "podium.tests.fakes.discord.launcher"
#: A record at ERROR or above as key=value or JSON, one of another log, or the start of a traceback.
_ERROR = re.compile(
    r"""\blevel=(error|critical)\b|"level": ?"(error|critical)"|\btraceback["=]"""
    r"""|\b(ERROR|CRITICAL)\b|^Traceback \(most"""
)
_LINES_SHOWN = 40


class BotProcess:
    """Runs `podium ARGS` against a fake, with what it prints and logs kept in a file.

    As a context it starts the process, waits until the gateway is ready, and kills it on the way out if it still runs.

    Args:
        fake: The Discord it talks to, or a port where nothing listens.
        arguments: The arguments of `podium`; those of the bot if left out.
        home: PODIUM_HOME of the process.
        log: The file that takes its output; in the home if left out.
        token: PODIUM_DISCORD_TOKEN; the fake's own if left out, none at all for the empty text.
        environment: Other variables, over those of the test; None removes one.
        wait: Whether to wait until the gateway is ready.
    """

    def __init__(
        self,
        fake: FakeDiscord | int,
        arguments: Sequence[str] = ("bot", "discord"),
        *,
        home: Path,
        log: Path | None = None,
        token: str | None = None,
        environment: Mapping[str, str | None] | None = None,
        wait: bool = True,
    ) -> None:
        self._fake = fake
        self._port = fake if isinstance(fake, int) else fake.port
        self._arguments = arguments
        own = "" if isinstance(fake, int) else fake.token
        self._environment = {
            **os.environ,
            "PODIUM_HOME": str(home),
            "PYTHONUNBUFFERED": "1",
            TOKEN_VARIABLE: own if token is None else token,
            **(environment or {}),
        }
        if not self._environment[TOKEN_VARIABLE]:
            del self._environment[TOKEN_VARIABLE]
        home.mkdir(parents=True, exist_ok=True)
        self._log = log or home / "bot-process.log"
        self._wait = wait
        self._identified = 0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> BotProcess:
        self.start()
        try:
            if self._wait:
                self.ready()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        if error is not None:
            # Why a test failed is often told only here.
            error.add_note(f"the bot's log ends with:\n{self._tail()}")

    def start(self) -> None:
        """Start the process; what it logs goes behind what the file already has."""
        self._identified = 0 if isinstance(self._fake, int) else len(self._fake.identifies)
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", _LAUNCHER, str(self._port), *self._arguments],
                env={name: value for name, value in self._environment.items() if value is not None},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def ready(self, timeout: float = 60.0) -> None:
        """Wait until every shard has a session; AssertionError if the process ends before, or at the deadline."""
        fake = self._fake
        assert isinstance(fake, FakeDiscord)

        def connected() -> bool:
            # The connection of a process that was killed may be there for a moment still.
            new = len(fake.identifies) - self._identified
            return min(new, fake.connected) >= fake.world.shards

        deadline = time.monotonic() + timeout
        while not connected():
            if self.running is False:
                raise AssertionError(f"the bot ended with exit code {self.exit_code()}:\n{self._tail()}")
            if time.monotonic() > deadline:
                raise AssertionError(f"the bot was not ready within {timeout:g} s:\n{self._tail()}")
            # The end of a process wakes nobody, so it is looked at in between.
            fake.world.wait(connected, 0.2)

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("the bot was not started")
        return self._process

    @property
    def running(self) -> bool:
        """Whether the process has not ended."""
        return self._running.poll() is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._running.pid

    def terminate(self) -> None:
        """Ask the process to end, with SIGTERM."""
        self._running.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process without asking."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def exit_code(self, timeout: float = 60.0) -> int:
        """Wait for the end of the process and return its exit code."""
        try:
            return self._running.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the bot did not end within {timeout:g} s:\n{self._tail()}") from None

    @property
    def log(self) -> str:
        """All that it has printed and logged."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    @property
    def exceptions(self) -> list[str]:
        """The lines that log an error or begin a traceback."""
        return [line for line in self.log.splitlines() if _ERROR.search(line)]

    def _tail(self) -> str:
        return "\n".join(self.log.splitlines()[-_LINES_SHOWN:])
