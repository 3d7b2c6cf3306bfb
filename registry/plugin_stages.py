"""The stages of a plugin's loading: whatever its code does at one becomes a refusal that names stage and reason."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from podium.registry import plugin_choices, plugin_guard, plugin_trace
from podium.registry.candidates import BUILT_IN, Candidate
from podium.registry.errors import InvalidCard, PodiumError


class Refused(Exception):
    """A candidate that is refused at a stage, with a reason in one line."""

    def __init__(self, stage: str, reason: str, status: str = "failed") -> None:
        super().__init__(reason)
        self.stage = stage
        self.status = status


class Stages:
    """How a candidate's own code is run.

    Args:
        candidate: The candidate.
        remembers: Whether a candidate that hangs is left out from then on. Podium's own has no limit: on a machine that
            is busy beyond measure it is late, and not broken.

    Attributes:
        facts: What is known of it so far, by the fields of an outcome.
        stage: The stage that it has reached.
    """

    def __init__(self, candidate: Candidate, *, remembers: bool = True) -> None:
        self.candidate = candidate
        self.remembers = remembers
        self.facts: dict[str, Any] = {}
        self.stage = "find"

    def call(self, stage: str, what: str, function: Callable[[], Any]) -> Any:
        """Call a function of the candidate's at a stage, and trace the call where the user wants that.

        Raises:
            Refused: In place of whatever it raises.
        """
        return self.run(stage, lambda: plugin_trace.call(self.candidate.name, what, function))

    def run(self, stage: str, function: Callable[[], Any]) -> Any:
        """Run what calls the candidate's code, and cut it off in time; what it prints goes to standard error.

        Raises:
            Refused: In place of anything but Ctrl-C.
        """
        self.stage = stage
        stuck = "hangs and cannot be cut off"
        limit = plugin_guard.Limit(self.candidate.name, lambda: self._note(stage, stuck))
        own = self.candidate.distribution == BUILT_IN
        try:
            with plugin_guard.output_aside():
                return function() if own else plugin_guard.limited(limit, function)
        except (Refused, KeyboardInterrupt):
            raise
        except plugin_guard.TooSlow as slow:
            reason = f"did not end within {plugin_guard.LOADING_SECONDS:g} seconds{self._line(slow)}"
            noted = self._note(stage, reason)
            raise Refused(stage, left_out(reason, self.candidate.name) if noted else reason) from slow
        except BaseException as error:
            raise self.refusal(error) from error

    def refusal(self, error: BaseException) -> Refused:
        """Return what an error at the stage that was reached makes of the candidate."""
        try:
            text = str(error).strip().splitlines()
        except Exception:  # an error of the plugin's own making
            text = []
        detail = text[0] if text else "no message"
        plain = isinstance(error, PodiumError)
        what = detail if plain else f"{type(error).__name__}: {detail}"
        # A card is made while its module is imported; what is wrong with it is no failure to import.
        stage = "card" if isinstance(error, InvalidCard) else self.stage
        return Refused(stage, f"{what}{self._line(error)}")

    def _line(self, error: BaseException) -> str:
        """Return the candidate's line where an error arose, in brackets, or nothing where none of its lines was run."""
        if self.candidate.distribution == BUILT_IN:
            return ""
        point = self.candidate.entry_point
        top = point.value.partition(":")[0].partition(".")[0].strip() if point is not None else ""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            path = Path(frame.filename)
            if frame.filename == self.candidate.target or (top and top in (*path.parts[:-1], path.stem)):
                return f" ({path.name}, line {frame.lineno})"
        return ""

    def _note(self, stage: str, reason: str) -> bool:
        """Keep in mind that it hangs, and start the command again without it where that can be done.

        One that hung before and was changed since starts nothing again: a file that changes whenever it is run would
        do so for ever.
        """
        if not self.remembers:
            return False
        noted, first = plugin_choices.note_hung(self.candidate, stage, reason)
        if first:
            plugin_guard.without_it()
        return noted


def left_out(reason: str, name: str) -> str:
    """Return the reason of a candidate that was cut off once and is left out since."""
    return f"{reason}; it is left out until it changes or you type podium plugins enable {name}"
