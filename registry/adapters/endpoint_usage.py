"""What asking a server has used: tokens and money, with the limits on both."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from podium.registry.adapters.base import EndpointOptions
from podium.registry.errors import PodiumError

#: Tokens a byte of prompt is held to need at least: no tokenizer makes more of a text, though English has 1/4.
_LEAST_RATE = 1.0
#: By how much a prompt may need more tokens for its bytes than the densest so far.
_MARGIN = 1.25
#: Replies to items that have to be counted before several items are under way.
_ALONE = 3
#: What an image counts for beside the text, in bytes: about 1,000 tokens at four bytes a token.
IMAGE_BYTES = 4_000
_MILLION = 1_000_000
#: No reply has so many tokens; a report of more is none.
_MOST = 1 << 40


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
    """What replies have reported so far: tokens, the cached ones of the prompts, and replies without a report.

    ``lost`` are requests that were sent and brought no usable reply, and the most tokens they may have used.
    """

    prompt: int = 0
    reply: int = 0
    cached: int = 0
    unreported: int = 0
    replies: int = 0
    lost: int = 0
    lost_prompt: int = 0
    lost_reply: int = 0

    @property
    def lost_tokens(self) -> int:
        """The most tokens that lost requests may have used."""
        return self.lost_prompt + self.lost_reply


@dataclass
class Ledger:
    """Counts what is used and holds back what is under way, so that no limit is exceeded; safe between threads.

    Prompt tokens are known only once a server has counted them: a prompt is held to need a token a byte, or a
    quarter more than the densest one so far where that is more (images, chat templates). A reply is held to be
    as long as it may be, or as the longest one so far that was longer than it might be.
    """

    options: EndpointOptions
    used: Used = field(default_factory=Used)
    _rate: float = 0.0
    _longest: int = 0
    _alone_until: int | None = None
    _held: list[Need] = field(default_factory=list)
    _change: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        options = self.options
        for name, value in (("max-tokens", options.max_tokens), ("max-cost", options.max_cost)):
            if value is not None and not value > 0:
                raise PodiumError(
                    f"{options.prefix}{name} {value} leaves nothing to ask with", "give a positive number"
                )
        for price in (options.input_price, options.output_price):
            if price is not None and not (price >= 0 and math.isfinite(price)):
                raise PodiumError(f"a price of {price} is not one", "give the price of a million tokens")
        if options.max_cost is not None and not self.has_prices:
            raise PodiumError(
                f"{options.prefix}max-cost {options.max_cost:g} cannot be kept without prices",
                f"give {options.prefix}input-price and {options.prefix}output-price, of a million tokens each",
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
        """What the reported tokens cost, or None without prices; cached tokens at the full price."""
        return self._price(self.used.prompt, self.used.reply) if self.has_prices else None

    @property
    def exceeded(self) -> str:
        """Which limits are exceeded and by how much, or nothing."""
        tokens, cost = self._spent()
        most, dear = self.options.max_tokens, self.options.max_cost
        name = self.options.prefix
        found = [f"{name}max-tokens exceeded: {tokens:,} of {most:,} tokens used"] if most and tokens > most else []
        found += [f"{name}max-cost exceeded: {cost:.6g} of {dear:g} spent"] if dear and cost > dear else []
        return ", ".join(found)

    def begin(self) -> None:
        """Let items be under way one by one until the first of them have been counted."""
        with self._change:
            if self._alone_until is None:
                self._alone_until = self.used.replies + _ALONE

    def hold(self, need: Need) -> None:
        """Set the most that an item may use aside, and wait while only what is under way stands against it.

        Raises:
            LimitReached: If it does not fit beside what is used already.
        """
        with self._change:
            while not self._takes(need):
                if not self._held:
                    raise self._reached(need)
                self._change.wait()
            self._held.append(need)

    def hold_now(self, need: Need) -> bool:
        """Set aside without waiting, if it fits."""
        with self._change:
            fits = self._fits(need)
            if fits:
                self._held.append(need)
            return fits

    def renew(self, need: Need) -> None:
        """Set aside again what a request needs that was held for and is sent once more.

        Raises:
            LimitReached: If it does not fit any more; it still has to be released.
        """
        with self._change:
            # Let go while waiting, or two would wait for one another.
            self._held.remove(need)
            try:
                while not self._fits(need):
                    if not self._held:
                        raise self._reached(need)
                    self._change.wait()
            finally:
                self._held.append(need)

    def release(self, need: Need) -> None:
        """Give back what was set aside."""
        with self._change:
            self._held.remove(need)
            self._change.notify_all()

    def charge(self, reply: Mapping[str, Any], size: int, most: int) -> None:
        """Count what a reply reports to have used.

        Args:
            reply: The server's JSON.
            size: Bytes of the prompt.
            most: Most tokens the reply could have had; counted where there is no report and a limit.
        """
        prompt, written, cached = _reported(reply)
        with self._change:
            self.used.replies += 1
            if prompt is None or written is None:
                self.used.unreported += 1
                if self.limited:
                    self._lose(prompt, written, Need(size, most))
            else:
                self._rate = max(self._rate, prompt / max(1, size))
                # A server that does not keep to the length may do so again.
                self._longest = max(self._longest, written if written > most else 0)
                self.used.prompt += prompt
                self.used.reply += written
                self.used.cached += cached or 0
            self._change.notify_all()

    def lose(self, reply: Mapping[str, Any], size: int, most: int) -> None:
        """Count a request that was sent and brought no usable reply: the server may well charge for it.

        Args:
            reply: What came, if it was JSON, or nothing.
            size: Bytes of the prompt.
            most: Most tokens of the reply.
        """
        prompt, written, _ = _reported(reply)
        with self._change:
            self.used.lost += 1
            self._lose(prompt, written, Need(size, most))

    def _lose(self, prompt: int | None, written: int | None, need: Need) -> None:
        most = self._most(need)
        self.used.lost_prompt += most[0] if prompt is None else prompt
        self.used.lost_reply += most[1] if written is None else written

    def _most(self, need: Need) -> tuple[int, int]:
        """Return the most tokens of prompts and replies that what is needed may come to, by what is known now."""
        prompt = math.ceil(need.prompt * max(_LEAST_RATE, self._rate * _MARGIN))
        return prompt, max(need.reply, need.requests * self._longest)

    def _takes(self, need: Need) -> bool:
        counted = self.used.replies - self.used.unreported
        alone = self._alone_until is not None and counted < self._alone_until
        return self._fits(need) and not (alone and self._held)

    def _fits(self, need: Need) -> bool:
        tokens, cost = self._spent()
        for one in (*self._held, need):
            most = self._most(one)
            tokens += sum(most)
            cost += self._price(*most)
        fits = self.options.max_tokens is None or tokens <= self.options.max_tokens
        return fits and (self.options.max_cost is None or cost <= self.options.max_cost)

    def _spent(self) -> tuple[int, float]:
        prompt, reply = self.used.prompt + self.used.lost_prompt, self.used.reply + self.used.lost_reply
        return prompt + reply, self._price(prompt, reply)

    def _price(self, prompt: float, reply: float) -> float:
        return (prompt * (self.options.input_price or 0) + reply * (self.options.output_price or 0)) / _MILLION

    def _reached(self, need: Need) -> LimitReached:
        hint = "raise the limit, which counts from the start of a command, to answer the rest"
        if self.exceeded:
            return LimitReached(f"{self.exceeded}{self._guessed()}; all answers so far are kept", hint)
        tokens, cost = self._spent()
        most = self._most(need)
        limits, said = [], []
        if self.options.max_tokens is not None:
            limits.append(f"{self.options.prefix}max-tokens {self.options.max_tokens}")
            said.append(f"{tokens:,} of {self.options.max_tokens:,} tokens used, {sum(most):,} more may be needed next")
        if self.options.max_cost is not None:
            limits.append(f"{self.options.prefix}max-cost {self.options.max_cost:g}")
            said.append(f"{cost:.6g} of {self.options.max_cost:g} spent, {self._price(*most):.6g} may be needed next")
        return LimitReached(
            f"stopped before {' or '.join(limits)} would be exceeded: {'; '.join(said)}{self._guessed()};"
            " all answers so far are kept",
            hint,
        )

    def _guessed(self) -> str:
        tokens = self.used.lost_tokens
        return f"; {tokens:,} tokens of that are guessed, for requests without a usable reply" if tokens else ""


def _reported(reply: Mapping[str, Any]) -> tuple[int | None, int | None, int | None]:
    """Return the tokens of prompt and reply and the cached ones, each as far as it is reported."""
    usage = reply.get("usage")
    usage = usage if isinstance(usage, Mapping) else {}
    details = usage.get("prompt_tokens_details")
    cached = _count(details.get("cached_tokens")) if isinstance(details, Mapping) else None
    return _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens")), cached


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST else None
