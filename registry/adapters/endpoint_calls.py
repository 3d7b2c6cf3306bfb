"""One request to a server: what is asked, how it can fail, and who counts what it uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from podium.registry.adapters.endpoint_usage import Need


class Refused(Exception):
    """The server declined this request; another may be fine.

    Args:
        status: HTTP status, or 0 where it failed on this request alone again and again.
        reason: One line.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Stopped(Exception):
    """The run ends while a request waits; it has no reply."""


class Trouble(Exception):
    """No usable reply this time.

    Args:
        reason: One line.
        status: HTTP status, or 0.
        wait: Seconds the server asked to wait, or None.
        reached: Whether a server was reached at all.
        lost: Whether the server may have worked on the request.
    """

    def __init__(
        self, reason: str, status: int = 0, wait: float | None = None, reached: bool = True, lost: bool = False
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.wait = wait
        self.reached = reached
        self.lost = lost


@dataclass(frozen=True)
class Call:
    """One request.

    Args:
        route: After the base address, such as ``/chat/completions``.
        body: Its JSON.
        flaw: Says what a reply lacks to be usable, or nothing.
        size: Bytes of the prompt, for the count of tokens.
        most: Most tokens of the reply.
        held: What is set aside for it and for what is asked with it.
    """

    route: str
    body: Mapping[str, Any]
    flaw: Callable[[Mapping[str, Any]], str]
    size: int = 0
    most: int = 0
    held: Need = Need(0, 0)


@dataclass
class Tally:
    """What it took.

    Args:
        requests: Requests sent, repeated ones included.
        repeated: Of these, repeated ones.
        waited: Seconds requests stood still before being sent again, all together.
        reasons: Why requests were repeated, with how often.
    """

    requests: int = 0
    repeated: int = 0
    waited: float = 0.0
    reasons: dict[str, int] = field(default_factory=dict)


class Accounts(Protocol):
    """What counts what requests use."""

    def charge(self, reply: Mapping[str, Any], call: Call) -> None:
        """Count a usable reply."""

    def lose(self, reply: Mapping[str, Any], call: Call) -> None:
        """Count a request that the server may have worked on and that brought no usable reply."""

    def renew(self, call: Call) -> None:
        """Allow a request to be sent once more, or raise what ends the run."""

    def spare(self, call: Call) -> AbstractContextManager[bool]:
        """Set aside what a request needs, if it can be had at once; says whether it can."""


def asked_in(body: Mapping[str, Any]) -> str:
    """Return the texts of what a server is asked.

    Args:
        body: The JSON of the request.
    """
    return "\n".join(_texts([body.get("prompt"), body.get("messages")]))


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a message's content, images left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Mapping):
        for name in ("content", "text"):
            yield from _texts(value.get(name))
