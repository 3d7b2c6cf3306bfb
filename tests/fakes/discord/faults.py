"""What a test can order to go wrong with REST calls, and the limits on their number."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from podium.tests.fakes.discord.calls import Answer
from podium.tests.fakes.discord.clock import Clock
from podium.tests.fakes.discord.refusals import Refused

#: Calls a second over all routes; answers to interactions do not count.
GLOBAL_LIMIT = 50


@dataclass(eq=False)
class Fault:
    """An answer ordered for the next calls of a route."""

    pattern: str
    answer: Answer
    times: int
    #: The call does its work, and only its answer is lost.
    after: bool = False


@dataclass(eq=False)
class Gate:
    """Calls of a route that wait until a test lets them go on."""

    pattern: str
    waiting: int = 0
    opened: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(eq=False)
class Bucket:
    """A limit on one route, strictly kept."""

    pattern: str
    limit: int
    per: float
    #: For each path: when its window ends, and how many calls are left in it.
    windows: dict[str, tuple[float, int]] = field(default_factory=dict)


class Faults:
    """All faults and limits of a fake. A pattern such as "POST /channels/*/messages" names routes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.faults: list[Fault] = []
        self.gates: list[Gate] = []
        self.buckets: list[Bucket] = []
        self._recent: deque[float] = deque()

    def take(self, method: str, path: str) -> Fault | None:
        """Return the fault ordered for a call, used up by one."""
        for fault in self.faults:
            if fault.times > 0 and fnmatchcase(f"{method} {path}", fault.pattern):
                fault.times -= 1
                return fault
        return None

    def gate(self, method: str, path: str) -> Gate | None:
        """Return the gate that a call has to wait at."""
        closed = [gate for gate in self.gates if fnmatchcase(f"{method} {path}", gate.pattern)]
        return closed[0] if closed else None

    def count(self) -> None:
        """Count a call towards the limit over all routes, or refuse it."""
        now = self._clock.now()
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= GLOBAL_LIMIT:
            raise limited(self._recent[0] + 1 - now, everywhere=True)
        self._recent.append(now)

    def spend(self, method: str, path: str) -> Mapping[str, str]:
        """Count a call towards the limit of its route; return the headers that tell of it, or refuse."""
        name = f"{method} {path}"
        for number, bucket in enumerate(self.buckets):
            if not fnmatchcase(name, bucket.pattern):
                continue
            now = self._clock.now()
            end, left = bucket.windows.get(name, (0.0, 0))
            if end <= now:
                end, left = now + bucket.per, bucket.limit
            if left == 0:
                raise limited(end - now)
            bucket.windows[name] = end, left - 1
            return {
                "X-RateLimit-Limit": str(bucket.limit),
                "X-RateLimit-Remaining": str(left - 1),
                "X-RateLimit-Reset-After": f"{math.ceil((end - now) * 1000) / 1000}",
                "X-RateLimit-Bucket": f"bucket-{number}",
            }
        return {}


def limited_body(retry_after: float, *, everywhere: bool) -> dict[str, Any]:
    """Return what a 429 says."""
    return {"message": "You are being rate limited.", "retry_after": round(retry_after, 3), "global": everywhere}


def limited(retry_after: float, *, everywhere: bool = False) -> Refused:
    """Return the refusal of a call too many."""
    told = limited_body(max(retry_after, 0.001), everywhere=everywhere)
    return Refused(429, 0, told["message"], extra=told)
