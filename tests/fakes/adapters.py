"""Adapters that answer without a model, always the same, as fast and as badly as wanted: a model, and a judge."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from podium.registry.adapters.base import Adapter, AdapterOptions, Facts, Preview, Task
from podium.registry.benchmark import Answer, Classify, Generate, Item


class Guesses(Adapter):
    """Guesses by the item's id.

    Args:
        target: A name.
        options: Of these the batch size counts.
        pause: Seconds per item.
        fails: Ids of items that fail.
        facts: Further facts of its fingerprint.
        before: Called with the items of each batch before they are answered.
    """

    kind = "guesses"

    def __init__(
        self,
        target: str = "one",
        options: AdapterOptions | None = None,
        *,
        pause: float = 0.0,
        fails: Sequence[str] = (),
        facts: Facts | None = None,
        before: Callable[[Sequence[Item]], None] = lambda items: None,
    ) -> None:
        super().__init__(target, options or AdapterOptions(batch_size=5))
        self.pause, self.fails, self.facts, self.before = pause, fails, facts or {}, before
        self.asked: list[str] = []
        self.closed = 0

    def prepare(self, task: Task) -> None:
        """Take anything."""

    def fingerprint(self) -> Facts:
        """The name and what the test says."""
        return {"name": self.target} | dict(self.facts)

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Guess."""
        self.before(items)
        time.sleep(self.pause * len(items))
        self.asked += [item.id for item in items]
        return [self._guess(item) for item in items]

    def _guess(self, item: Item) -> Answer:
        if item.id in self.fails:
            return Answer(error="it was not in the mood")
        number = zlib.crc32(item.id.encode())
        if isinstance(item.request, Classify):
            return Answer(probabilities=tuple((number * (place + 3) % 101) / 100 for place in range(2)))
        if isinstance(item.request, Generate):
            return Answer(text=" ABCD"[number % 5], finish="stop" if number % 2 else "length")
        return Answer(choice=number % len(item.request.options))

    def preview(self, item: Item) -> Preview | None:
        """The prompt; a word is a token."""
        if isinstance(item.request, Classify):
            return None
        new = item.request.max_tokens if isinstance(item.request, Generate) else 0
        return Preview(item.request.prompt, len(item.request.prompt.split()), new)

    def close(self) -> None:
        """Count."""
        self.closed += 1


class Verdicts(Guesses):
    """A judge of the ``riddles`` plugin: says yes or no by what it is asked.

    Args:
        target: A name; of another name it is another judge.
        says: What it says in place of a verdict, by the item's id.
        **more: As of :class:`Guesses`.
    """

    kind = "verdicts"

    def __init__(self, target: str = "strict", says: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(target, **more)
        self.says = says if says is not None else {}
        self.lengths: list[int] = []

    def _guess(self, item: Item) -> Answer:
        assert isinstance(item.request, Generate)
        self.lengths.append(item.request.max_tokens)
        if item.id in self.fails:
            return Answer(error="it was not in the mood")
        word = "yes" if verdict_of(self.target, item.request.prompt) else "no"
        return Answer(text=self.says.get(item.id, json.dumps({"correct": word})), finish="stop")


def verdict_of(judge: str, prompt: str) -> bool:
    """Return what :class:`Verdicts` says of a question."""
    return bool(zlib.crc32(f"{judge} {prompt}".encode()) & 2)
