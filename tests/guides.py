"""Guides of docs/ as tests read them: every command with what the guide shows that it prints."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def shown(guide: Path) -> list[tuple[str, str]]:
    """Return every ``podium`` command of a guide's console blocks with the output that stands below it."""
    found: list[tuple[str, str]] = []
    for block in re.findall(r"```console\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL):
        for part in re.split(r"^\$ podium ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def matches(printed: str, output: str) -> bool:
    """Return whether a command printed what a guide shows of it; a line of ``…`` stands for lines left out."""
    parts = [part.strip("\n") for part in re.split(r"^…$", output, flags=re.MULTILINE)]
    at = 0
    for part in parts:
        found = printed.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True
