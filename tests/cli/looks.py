"""Pictures of a terminal, for the documentation: ``python -m podium.tests.cli.looks docs/images``.

The commands are run as a person runs them, and what they print is drawn with its colours.
"""

from __future__ import annotations

import html
import io
import os
import shlex
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from podium.tests.cli.support import process
from podium.tests.fakes.photograph import photograph

#: Cells of a line, and pixels of the picture.
COLUMNS, WIDTH = 100, 860

#: What is typed in each picture.
PICTURES = {
    "terminal": (
        'podium ask "is the gap between first and second on hle meaningful?"',
        "podium leaderboard mmlu-pro --open --max-params 10B --limit 6",
    ),
}

_PAGE = """<!doctype html><meta charset="utf-8"><style>
html, body {{ background: #16181d; margin: 0 }}
pre {{ color: #d8dbe2; font: 13.5px/1.45 "DejaVu Sans Mono", monospace; margin: 18px 20px; white-space: pre-wrap }}
b {{ color: #7ee0a1 }}
</style><pre>{}</pre>"""


def printed(line: str, home: Path) -> str:
    """Return what a command prints on a terminal with colours.

    Args:
        line: As it is typed.
        home: Podium's data folder.
    """
    looks = {"FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color", "PODIUM_HOME": str(home)}
    _, *words = shlex.split(line)
    done = process(*words, env={**os.environ, **looks})
    done.check_returncode()
    return done.stdout


def drawn(lines: Sequence[str], home: Path) -> str:
    """Return a page of commands, each with what it prints below it."""
    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    parts = []
    for line in lines:
        console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
        console.print(Text.from_ansi(printed(line, home)))
        shown = console.export_html(theme=MONOKAI, inline_styles=True, code_format="{code}")
        parts.append(f"<b>$</b> {html.escape(line)}\n{shown}")
    return _PAGE.format("\n".join(parts))


def main(folder: Path, names: Sequence[str]) -> None:
    """Write the pictures of these names into a folder, of a registry that holds what ships with Podium."""
    with tempfile.TemporaryDirectory() as home:
        for name in names:
            photograph(drawn(PICTURES[name], Path(home)), folder / f"{name}.png", WIDTH)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or list(PICTURES))
