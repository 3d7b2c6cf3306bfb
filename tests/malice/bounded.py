"""Running commands in one process of their own, which may take only so much memory and tells how much each took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: Bytes that the process may have; a bomb that goes off ends in an error of this process, not of the machine.
_MOST = 4 << 30
#: Far longer than all commands of a test take; a test asserts no time, but ends.
_SECONDS = 300


@dataclass(frozen=True)
class Ended:
    """How a command ended.

    Args:
        code: Its exit code.
        out: What it wrote to stdout.
        err: What it wrote to stderr.
        taken: MiB that it took at most, beyond what the process had before it.
    """

    code: int
    out: str
    err: str
    taken: int

    @property
    def error(self) -> str:
        """The one line that says what is wrong."""
        lines = [line for line in self.err.splitlines() if not line.startswith(("warning: ", "note: "))]
        assert len(lines) == 1 and lines[0].startswith("error: "), self.err
        assert "bug in" not in self.err and "Traceback" not in self.err, self.err
        return lines[0].removeprefix("error: ")


def run(
    commands: Sequence[Sequence[str | Path]], registry: Path, home: Path, stdin: str = "", **variables: str
) -> list[Ended]:
    """Run commands one after the other in a new process.

    Args:
        commands: The words of each, after ``podium``.
        registry: The registry file.
        home: In place of the user's data folder.
        stdin: What each command finds on stdin.
        variables: Of the process's environment.
    """
    env = os.environ | {"PODIUM_HOME": str(home), "PODIUM_DB": str(registry)} | variables
    words = json.dumps([stdin, [[str(word) for word in words] for words in commands]])
    child = [sys.executable, "-m", "podium.tests.malice.bounded"]
    done = subprocess.run(
        child, input=words, capture_output=True, text=True, env=env, timeout=_SECONDS, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return [Ended(**json.loads(line)) for line in done.stdout.splitlines()]


def _serve() -> None:
    import resource

    from click.testing import CliRunner

    from podium.cli.root import cli

    resource.setrlimit(resource.RLIMIT_DATA, (_MOST, _MOST))
    stdin, commands = json.load(sys.stdin)
    for words in commands:
        before = _peak(anew=True)
        done = CliRunner().invoke(cli, words, input=stdin, prog_name="podium")
        ended = Ended(done.exit_code, done.stdout, done.stderr, _peak() - before)
        print(json.dumps(vars(ended)), flush=True)


def _peak(anew: bool = False) -> int:
    """Return the most memory in MiB that this process has had, from now on if ``anew``."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text().splitlines()
    (peak,) = (line.split()[1] for line in status if line.startswith("VmHWM"))
    return int(peak) >> 10


if __name__ == "__main__":
    _serve()
