"""What a check says: what it saw, whether that is as it should be, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from podium.registry.checking.subject import Subject

#: A finding has the last of these that was seen: it is skipped only where all of it was.
VERDICTS = ("skip", "pass", "warn", "fail")


@dataclass(frozen=True)
class Seen:
    """One thing that a check saw.

    Args:
        verdict: One of :data:`VERDICTS`.
        saw: What, in one line.
        mend: How to mend it; empty where nothing is to be mended.
    """

    verdict: str
    saw: str
    mend: str = ""


@dataclass(frozen=True)
class Check:
    """Something that is checked of every benchmark.

    Args:
        name: Stable, as in the output and in the ids of tests.
        asks: What it asks, as a sentence.
        run: Yields what it sees; what it raises counts as a failure of the plugin.
    """

    name: str
    asks: str
    run: Callable[[Subject], Iterable[Seen]]


@dataclass(frozen=True)
class Finding:
    """What a check of one benchmark gave.

    Args:
        check: Name of the check.
        seen: What it saw, in order; never empty.
        seconds: How long it took.
    """

    check: str
    seen: tuple[Seen, ...]
    seconds: float = 0.0

    @property
    def verdict(self) -> str:
        """The worst verdict of what was seen; ``"skip"`` where nothing could be checked."""
        return max((one.verdict for one in self.seen), key=VERDICTS.index)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "check": self.check,
            "verdict": self.verdict,
            "seconds": round(self.seconds, 3),
            "seen": [dict(vars(one)) for one in self.seen],
        }


class Unusable(Exception):
    """What a check needs is not there, which another check tells of; the check is skipped for this reason."""


def passed(saw: str) -> Seen:
    """Return that all is as it should be."""
    return Seen("pass", saw)


def skipped(reason: str) -> Seen:
    """Return that there was nothing to check, and why."""
    return Seen("skip", reason)


def warned(saw: str, mend: str) -> Seen:
    """Return that something works and could be better."""
    return Seen("warn", saw, mend)


def failed(saw: str, mend: str) -> Seen:
    """Return that something is wrong."""
    return Seen("fail", saw, mend)


#: Things of one kind that are named one by one.
_NAMED = 3


def some(things: Sequence[object]) -> str:
    """Return the first few of several things, and how many more there are."""
    more = f" and {len(things) - _NAMED:,} more" if len(things) > _NAMED else ""
    return f"{', '.join(map(str, things[:_NAMED]))}{more}"
