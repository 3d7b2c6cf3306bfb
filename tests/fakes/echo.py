"""A third party's adapter: repeats what it is asked, and fails in the ways that models do.

It is imported as a module, and loaded from its path as a single-file plugin would be.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence

from podium.registry.adapters.base import Adapter, AdapterOptions, Facts, Preview, Task
from podium.registry.benchmark import Answer, Generate, Item
from podium.registry.errors import DataError, NotFound


class Echo(Adapter):
    """``echo:slow`` takes its time, ``echo:by-device`` is another model on every device."""

    kind = "echo"
    usual_batch = 4

    def prepare(self, task: Task) -> None:
        print("loading, as some libraries print")
        if self.target == "unknown":
            raise NotFound("echo", self.target, ["slow"])
        if self.target == "trains":
            task.load("train")
        if self.target == "no-memory":
            os.kill(os.getpid(), signal.SIGKILL)
        assert all(item.target is None for item in task.items)
        self.label = f"{task.benchmark.card.slug}/{task.split}/{task.settings['shots']}/{len(task.items)}"

    def fingerprint(self) -> Facts:
        return {"echo": self.target} | ({"device": self.options.device} if self.target == "by-device" else {})

    def provenance(self) -> Facts:
        return {"device": self.options.device, "threads": os.environ.get("OMP_NUM_THREADS")}

    def notes(self) -> Sequence[str]:
        return [f"prepared for {self.label}"]

    def preview(self, item: Item) -> Preview | None:
        return Preview(_prompt(item), prompt_tokens=len(_prompt(item)))

    def speed(self) -> Facts:
        return {"prompt_tokens": 10, "forward_seconds": 0.5, "prompt_tokens_per_second": 20.0}

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        if self.target == "slow":
            time.sleep(0.05)
        return [self._one(item) for item in items]

    def _one(self, item: Item) -> Answer:
        match _prompt(item):
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "bad":
                raise DataError(f"{item.id}: the picture is cut off", "copy it again")
            case "crash":
                raise ZeroDivisionError("division by zero\nin a library")
            case "alone":
                return Answer(error="too long")
        return Answer(text=f"{_prompt(item)}!")


def _prompt(item: Item) -> str:
    assert isinstance(item.request, Generate)
    return item.request.prompt


def open_echo(target: str, options: AdapterOptions) -> Adapter:
    """Return the adapter."""
    return Echo(target, options)
