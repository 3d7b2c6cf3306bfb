"""The stages of a plugin's loading: whatever its code does at one becomes a refusal that names stage and reason."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from podium.registry import plugin_choices, plugin_guard, plugin_trace
from podium.registry.candidates import BUILT_IN, Candidate
from podium.registry.errors import PodiumError


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
    """

    def __init__(self, candidate: Candidate, *, remembers: bool = True) -> None:
        self.candidate = candidate
        self.remembers = remembers
        self.facts: dict[str, Any] = {}

    @contextlib.contextmanager
    def at(self, stage: str) -> Iterator[None]:
        """Turn whatever the code inside raises into a refusal at this stage, and cut it off in time.

        What it prints goes to standard error.

        Raises:
            Refused: In place of anything but Ctrl-C.
        """
        stuck = "hangs and cannot be cut off"
        limit = plugin_guard.Limit(self.candidate.name, lambda: self._note(stage, stuck))
        try:
            own = self.candidate.distribution == BUILT_IN
            with plugin_guard.output_aside(), contextlib.nullcontext() if own else plugin_guard.limited(limit):
                yield
        except (Refused, KeyboardInterrupt):
            raise
        except plugin_guard.TooSlow as slow:
            reason = f"did not end within {plugin_guard.LOADING_SECONDS:g} seconds"
            noted = self._note(stage, reason)
            raise Refused(stage, left_out(reason, self.candidate.name) if noted else reason) from slow
        except BaseException as error:
            text = str(error).strip().splitlines()
            detail = text[0] if text else "no message"
            plain = isinstance(error, PodiumError)
            raise Refused(stage, detail if plain else f"{type(error).__name__}: {detail}") from error

    def call(self, stage: str, what: str, function: Callable[[], Any]) -> Any:
        """Call a function of the candidate's at a stage, and trace the call where the user wants that.

        Raises:
            Refused: In place of whatever it raises.
        """
        with self.at(stage):
            return plugin_trace.call(self.candidate.name, what, function)

    def _note(self, stage: str, reason: str) -> bool:
        return self.remembers and plugin_choices.note_hung(self.candidate, stage, reason)


def left_out(reason: str, name: str) -> str:
    """Return the reason of a candidate that was cut off once and is left out since."""
    return f"{reason}; it is left out until it changes or you type podium plugins enable {name}"
