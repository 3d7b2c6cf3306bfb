"""What the tests of both engines need: tasks, crews, and a look at processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from podium.registry.adapters import AdapterOptions, Opener
from podium.registry.adapters.base import Task
from podium.registry.benchmark import Answer, Generate, Item
from podium.registry.engines import Crew, Engine, on_workers
from podium.tests.fakes.echo import open_echo
from podium.tests.registry.support import Listed

ECHO: Mapping[str, Opener] = {"echo": open_echo}


def questions(*prompts: str) -> list[Item]:
    return [Item(f"q{number}", Generate(prompt), target="secret") for number, prompt in enumerate(prompts)]


def many(count: int) -> list[Item]:
    return questions(*[f"question {number}" for number in range(count)])


def task(items: Sequence[Item]) -> Task:
    return Task(Listed(), "test", items, {"shots": 5}, lambda split: items)


def crew(target: str, engine: Engine, devices: Sequence[str] = ("cpu", "cpu"), **more: Any) -> Crew:
    options = AdapterOptions(batch_size=more.pop("batch_size", None))
    return on_workers(f"echo:{target}", options, devices, engine=engine, more=more.pop("more", ECHO), **more)


def answered(adapter: Crew, items: Sequence[Item], after_first: Callable[[], None] = lambda: None) -> dict[int, Answer]:
    """Answer items and check that each is answered once; ``after_first`` is called when some are."""
    found: dict[int, Answer] = {}
    for answers in adapter.stream(enumerate(items)):
        for position, answer in answers:
            assert position not in found
            if not found:
                after_first()
            found[position] = answer
    assert sorted(found) == list(range(len(items)))
    return found


def alive(pid: int) -> bool:
    """Return whether a process runs; one that ended and that nobody has asked about does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")
    except (ProcessLookupError, FileNotFoundError):
        return False


def ends(pids: Sequence[int], seconds: float = 20.0) -> bool:
    """Return whether all processes end within so many seconds."""
    deadline = time.monotonic() + seconds
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(map(alive, pids))


def closing_crew(made: Crew, items: Sequence[Item]) -> Iterator[Crew]:
    """Prepare a crew for a fixture, and end its workers afterwards."""
    made.prepare(task(items))
    yield made
    made.close()
