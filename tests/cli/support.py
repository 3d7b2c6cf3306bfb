"""Calling the commands: in this process, and as the installed command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from podium.cli.root import cli

PODIUM = Path(sys.executable).with_name("podium")


def podium(*args: str | Path, code: int = 0, stdin: str | bytes | None = None) -> Result:
    """Call the command line in this process and check its exit code."""
    result = CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin, prog_name="podium")
    assert result.exit_code == code, f"exit code {result.exit_code}\n{result.output}"
    return result


def podium_json(*args: str | Path, code: int = 0) -> Any:
    """Call a command with ``--json`` and return what it printed."""
    return json.loads(podium(*args, "--json", code=code).stdout)


def failure(*args: str | Path, code: int, stdin: str | bytes | None = None) -> str:
    """Call a command that must fail, and return the one line it says on stderr."""
    result = podium(*args, code=code, stdin=stdin)
    lines = [line for line in result.stderr.splitlines() if not line.startswith("warning:")]
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("error: ")
    return lines[0].removeprefix("error: ")


def process(*args: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Call the installed command as a shell does."""
    return subprocess.run(
        [PODIUM, *args], capture_output=True, text=True, check=False, encoding="utf-8", timeout=120, **options
    )


def terminal(command: Callable[[], Any], width: int = 80) -> str:
    """Return what a command prints on a terminal of ``width`` columns, with its colours."""
    import contextlib
    import io

    out = io.StringIO()
    before = {name: os.environ.get(name) for name in ("FORCE_COLOR", "COLUMNS")}
    os.environ |= {"FORCE_COLOR": "1", "COLUMNS": str(width)}
    try:
        with contextlib.redirect_stdout(out):
            command()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    return out.getvalue()
