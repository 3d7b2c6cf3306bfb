"""What a check found, and how that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from podium.cli.output import Screen

_MARKS = {"ok": "✓", "info": "·", "warning": "!", "failed": "✗"}
_STYLES = {"ok": "", "info": "dim", "warning": "yellow", "failed": "red"}


@dataclass(frozen=True)
class Finding:
    """What a check found.

    Args:
        check: What was looked at.
        status: ``"failed"`` keeps commands from working; a ``"warning"`` may.
        detail: What was found.
        advice: What to do about it, or empty.
    """

    check: str
    status: Literal["ok", "info", "warning", "failed"]
    detail: str
    advice: str = ""


def show(findings: Sequence[Finding]) -> None:
    """Print findings, one a line, with what to do below it."""
    screen = Screen()
    width = max(len(finding.check) for finding in findings)
    for finding in findings:
        text = f"{finding.check.ljust(width)}  {finding.detail}"
        screen.item(text, _STYLES[finding.status], bullet=_MARKS[finding.status])
        if finding.advice:
            screen.indented(f"{' ' * width}  → {finding.advice}")
    screen.print()
