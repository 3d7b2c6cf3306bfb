"""The entry point of the ``podium`` command."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from typing import NoReturn, TextIO

from podium.registry.version import __version__

#: Objects made between two collections; Python's own 700 suits small programs that live long.
_COLLECT_AFTER = 100_000


class _Stream(io.TextIOWrapper):
    """Standard output or error, which takes any character and the end of its reader calmly.

    A character that the terminal's encoding lacks is shown with a question mark. A reader such as ``head`` stops
    early because it has seen enough: the command then goes on, unheard, to its end and its own exit code. One without
    an end of its own looks at ``unheard``.
    """

    unheard = False

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except BrokenPipeError:
            self._lead_nowhere()
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except BrokenPipeError:
            self._lead_nowhere()

    def _lead_nowhere(self) -> None:
        self.unheard = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())


def _calm(stream: TextIO | None) -> TextIO:
    if stream is None:
        # It was closed before the start, as by >&-: nobody wants to hear.
        return open(os.devnull, "w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.flush()
    at_once = {"line_buffering": stream.line_buffering, "write_through": stream.write_through}
    return _Stream(stream.buffer, stream.encoding, errors="replace", newline=None, **at_once)


def _start_again() -> None:
    """Put this command anew in the place of this process; do nothing where its input may have been read."""
    if _unread():
        with contextlib.suppress(OSError):
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - the same command again


def _unread() -> bool:
    """Return whether nothing of what stdin holds can have been read already: it is a terminal or leads nowhere."""
    import stat

    try:
        return stat.S_ISCHR(os.fstat(0).st_mode)
    except OSError:  # it is closed
        return True


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    # Scripts ask for the version often, so it answers before click is imported.
    if sys.argv[1:] == ["--version"]:
        print(f"podium {__version__}")
        sys.exit(0)
    sys.stdout, sys.stderr = _calm(sys.stdout), _calm(sys.stderr)
    # A command that takes a tenth of a second would spend a seventh of it looking for garbage among the modules it
    # has just loaded, most of that when it ends (see benchmarks/startup); there is none among them.
    gc.set_threshold(_COLLECT_AFTER)
    from podium.cli import app
    from podium.cli.root import cli

    app.start_again = _start_again
    try:
        cli(prog_name="podium")
        sys.exit(0)
    finally:
        # With torch the time does not count, and Triton's bindings complain of what is not collected.
        if "torch" not in sys.modules:
            gc.freeze()
