"""The entry point of the ``podium`` command."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

from podium.registry.version import __version__

#: Objects made between two collections; Python's own 700 suits small programs that live long.
_COLLECT_AFTER = 100_000


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    # Scripts ask for the version often, so it answers before click is imported.
    if sys.argv[1:] == ["--version"]:
        print(f"podium {__version__}")
        sys.exit(0)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A name that the terminal's encoding lacks is shown with question marks; it must not end the command.
            stream.reconfigure(errors="replace")
    # A command that takes a tenth of a second would spend a seventh of it looking for garbage among the modules it
    # has just loaded, most of that when it ends (see benchmarks/startup); there is none among them.
    gc.set_threshold(_COLLECT_AFTER)
    from podium.cli.root import cli

    try:
        cli(prog_name="podium")
        sys.exit(0)
    finally:
        gc.freeze()
