"""Calling the command line as its program does, and what must hold of every call, whatever was given."""

from __future__ import annotations

import contextlib
import gc
import io
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from podium.cli import app, main
from podium.registry.errors import (
    EXIT_CONFIG,
    EXIT_FAILURE,
    EXIT_NOT_FOUND,
    EXIT_PARTIAL,
    EXIT_UNREACHABLE,
    EXIT_USAGE,
)

#: The exit codes of docs/cli.md but that of Ctrl-C.
CODES = (0, EXIT_FAILURE, EXIT_USAGE, EXIT_NOT_FOUND, EXIT_PARTIAL, EXIT_UNREACHABLE, EXIT_CONFIG)


@dataclass(frozen=True)
class Said:
    """What a call ended with.

    Args:
        code: Its exit code.
        out: What it printed.
        err: What it said on standard error.
    """

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """Its errors, a line each."""
        return [line for line in self.err.splitlines() if line.startswith("error: ")]


def call(*words: str | Path, stdin: bytes = b"") -> Said:
    """Run the program in this process, from its very first line, and check what must hold of every call."""
    out, err = io.BytesIO(), io.BytesIO()
    streams: dict[str, Any] = {"stdin": io.TextIOWrapper(io.BytesIO(stdin), "utf-8")}
    streams |= {"stdout": io.TextIOWrapper(out, "utf-8"), "stderr": io.TextIOWrapper(err, "utf-8")}
    argv = ["podium", *map(str, words)]
    with _as_it_was(), mock.patch.object(main, "_start_again"), pytest.MonkeyPatch.context() as patch:
        for name, value in (streams | {"argv": argv}).items():
            patch.setattr(sys, name, value)
        try:
            main.main()
        except SystemExit as exit:
            code = exit.code
        sys.stdout.flush()
        sys.stderr.flush()
        said = Said(code if isinstance(code, int) else 1, _text(out), _text(err))
    check(said, argv)
    return said


@contextlib.contextmanager
def _as_it_was() -> Iterator[None]:
    """Undo what the program does to its process."""
    before = gc.get_threshold(), app.start_again
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before[0])
        app.start_again = before[1]


def _text(stream: io.BytesIO) -> str:
    return stream.getvalue().decode("utf-8")


def check(said: Said, argv: list[str]) -> None:
    """Check that a call ended with a documented code and, where it failed, with one clear line."""
    told = f"{argv}: exit code {said.code}\n{said.err}"
    assert "bug" not in said.err and "Traceback" not in said.err, told
    assert said.code in CODES, told
    # What is answered in part says so in what it prints.
    if said.code not in (0, EXIT_PARTIAL):
        assert len(said.errors) <= 1, told
        assert said.errors or said.out or said.err.startswith("Usage: "), told
    for line in said.errors:
        assert len(line) > len("error: ") + 10, told
        assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in line), told


def rows(db: Path) -> dict[str, int]:
    """Return how many rows each table of a registry file has."""
    with contextlib.closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
