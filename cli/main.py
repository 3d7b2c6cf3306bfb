"""The entry point of the ``podium`` command."""

from __future__ import annotations

import sys
from typing import NoReturn

from podium.registry.version import __version__


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
    from podium.cli.root import cli

    cli(prog_name="podium")
    sys.exit(0)
