"""The clock that deadlines are kept by; a test can move it."""

from __future__ import annotations

import time


class Clock:
    """Runs with real time, ahead by as much as a test has moved it."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Return seconds since some moment."""
        return time.monotonic() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass at once: 3 seconds make a first answer late, 900 end an interaction."""
        self._ahead += seconds
