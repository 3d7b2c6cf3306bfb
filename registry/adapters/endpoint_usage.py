"""What asking a server has used: tokens and money, with the limits on both."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from podium.registry.adapters.base import EndpointOptions
from podium.registry.errors import PodiumError

#: Tokens a byte of prompt stands for until the server has counted one. English has 1/4.
_FIRST_RATE = 0.5
#: By how much a prompt may need more tokens for its bytes than the densest so far.
_MARGIN = 1.25
#: What an image counts for beside the text, in bytes: about 1,000 tokens at four bytes a token.
IMAGE_BYTES = 4_000
_MILLION = 1_000_000


class LimitReached(PodiumError):
    """What is left of the tokens or the money does not suffice for another item."""


@dataclass(frozen=True)
class Need:
    """The most an item may use.

    Args:
        prompt: Bytes of its prompts, images as :data:`IMAGE_BYTES`.
        reply: Most tokens of its replies.
        requests: Number of requests.
    """

    prompt: int
    reply: int
    requests: int = 1


@dataclass
class Used:
    """What replies have reported so far: tokens, the cached ones of the prompts, and replies without a report."""

    prompt: int = 0
    reply: int = 0
    cached: int = 0
    unreported: int = 0
    replies: int = 0


@dataclass
class Ledger:
    """Counts what is used and holds back what is under way, so that no limit is exceeded; safe between threads.

    Prompt tokens are known only once a server has counted them. Until then a prompt is held to need as many
    tokens a byte as the densest one so far, and a quarter more.
    """

    options: EndpointOptions
    used: Used = field(default_factory=Used)
    _rate: float = 0.0
    _held: list[tuple[float, float]] = field(default_factory=list)
    _change: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        options = self.options
        for name, value in (("--max-tokens", options.max_tokens), ("--max-cost", options.max_cost)):
            if value is not None and not value > 0:
                raise PodiumError(f"{name} {value} leaves nothing to ask with", "give a positive number")
        for price in (options.input_price, options.output_price):
            if price is not None and not (price >= 0 and math.isfinite(price)):
                raise PodiumError(f"a price of {price} is not one", "give the price of a million tokens")
        if options.max_cost is not None and not self.has_prices:
            raise PodiumError(
                f"--max-cost {options.max_cost:g} cannot be kept without prices",
                "give --input-price and --output-price, of a million tokens each",
            )

    @property
    def has_prices(self) -> bool:
        """Whether the prices of prompt and reply tokens are both known."""
        return self.options.input_price is not None and self.options.output_price is not None

    @property
    def limited(self) -> bool:
        """Whether there is a limit to keep."""
        return self.options.max_tokens is not None or self.options.max_cost is not None

    @property
    def cost(self) -> float | None:
        """What the used tokens cost, or None without prices; cached tokens at the full price."""
        return self._price(self.used.prompt, self.used.reply) if self.has_prices else None

    def hold(self, need: Need) -> tuple[float, float]:
        """Set the most that an item may use aside, and wait while only what is under way stands against it.

        Returns:
            What to give to :meth:`release` when the item is done.

        Raises:
            LimitReached: If it does not fit beside what is used already.
        """
        with self._change:
            while True:
                prompt = math.ceil(need.prompt * (self._rate * _MARGIN or _FIRST_RATE))
                aside = (float(prompt + need.reply), self._price(prompt, need.reply))
                if self._fits(aside):
                    self._held.append(aside)
                    return aside
                if not self._held:
                    raise self._reached()
                self._change.wait()

    def release(self, aside: tuple[float, float]) -> None:
        """Give back what :meth:`hold` set aside."""
        with self._change:
            self._held.remove(aside)
            self._change.notify_all()

    def charge(self, reply: Mapping[str, Any], size: int, most: int) -> None:
        """Count what a reply reports to have used.

        Args:
            reply: The server's JSON.
            size: Bytes of the prompt.
            most: Most tokens the reply could have had; counted where there is no report.
        """
        usage = reply.get("usage")
        usage = usage if isinstance(usage, Mapping) else {}
        prompt, written = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
        details = usage.get("prompt_tokens_details")
        cached = _count(details.get("cached_tokens")) if isinstance(details, Mapping) else None
        with self._change:
            self.used.replies += 1
            if prompt is None or written is None:
                self.used.unreported += 1
                if not self.limited:
                    return
                prompt = math.ceil(size * (self._rate * _MARGIN or _FIRST_RATE)) if prompt is None else prompt
                written = most if written is None else written
            else:
                self._rate = max(self._rate, prompt / max(1, size))
            self.used.prompt += prompt
            self.used.reply += written
            self.used.cached += cached or 0
            self._change.notify_all()

    def _fits(self, aside: tuple[float, float]) -> bool:
        tokens = self.used.prompt + self.used.reply + sum(held[0] for held in self._held) + aside[0]
        cost = self._price(self.used.prompt, self.used.reply) + sum(held[1] for held in self._held) + aside[1]
        fits = self.options.max_tokens is None or tokens <= self.options.max_tokens
        return fits and (self.options.max_cost is None or cost <= self.options.max_cost)

    def _price(self, prompt: float, reply: float) -> float:
        return (prompt * (self.options.input_price or 0) + reply * (self.options.output_price or 0)) / _MILLION

    def _reached(self) -> LimitReached:
        tokens = self.used.prompt + self.used.reply
        limits = [] if self.options.max_tokens is None else [f"--max-tokens {self.options.max_tokens}"]
        limits += [] if self.options.max_cost is None else [f"--max-cost {self.options.max_cost:g}"]
        spent = f"{tokens} tokens" + (f" costing {self.cost:.6g}" if self.cost is not None else "")
        return LimitReached(
            f"stopped before {' or '.join(limits)} would be exceeded: {spent} used, all answers so far are kept",
            "raise the limit, which counts from the start of a command, to answer the rest",
        )


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
