"""What the runner itself costs per item: a run whose model answers at once.

Usage: ``python -m benchmarks.evaluation.overhead ITEMS BATCH``; prints one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from podium.registry import Answer, Benchmark, Board, Card, Choose, Dataset, Item, Report, Score, evaluation
from podium.registry.adapters.base import Adapter, AdapterOptions, Facts, Task
from podium.registry.startup import Place, write_to


class Questions(Sequence[Item]):
    """Items made when they are asked for, so that none of the memory is theirs."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, position: Any) -> Any:
        if isinstance(position, slice):
            return [self[number] for number in range(*position.indices(self.count))]
        if not 0 <= position < self.count:
            raise IndexError(position)
        return Item(f"q{position}", Choose(f"Question {position}? " + "word " * 60, ("a", "b", "c", "d")), position % 4)

    def __iter__(self) -> Iterator[Item]:
        return (self[position] for position in range(self.count))


class Many(Benchmark):
    """As many questions as are asked for."""

    def __init__(self, count: int) -> None:
        self.card = Card(
            slug="many",
            name="Many",
            modality="text",
            categories=("knowledge",),
            description="Questions without end.",
            boards=(Board("accuracy", headline=True, split="test", unit="question", protocol="at once"),),
            splits={"test": count},
        )
        self.count = count

    def load(self, root: Path, split: str, **settings: Any) -> Dataset:
        """Return the questions."""
        return Dataset(Questions(self.count), split)

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Return the accuracy."""
        right = sum(answer.choice == item.target for item, answer in zip(items, answers, strict=True))
        score = Score("accuracy", right / len(items), len(items))
        return Report({"accuracy": score}, scores=(score,))


class AtOnce(Adapter):
    """Always chooses the first option."""

    kind = "at-once"

    @property
    def ranks(self) -> bool:
        """It is no model, and the benchmark has no board in the registry file."""
        return False

    def prepare(self, task: Task) -> None:
        """Nothing is needed."""

    def fingerprint(self) -> Facts:
        """There is only one of it."""
        return {"version": 1}

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Choose the first option, with the likelihoods a model would give."""
        return [Answer(choice=0, log_likelihoods=(-1.25, -1.5, -2.125, -2.25)) for _ in items]


def main(arguments: Sequence[str]) -> None:
    """Run once and print seconds and memory."""
    count, batch = map(int, arguments)
    with tempfile.TemporaryDirectory() as folder:
        connection = write_to(Place(Path(folder) / "registry.db", ()))
        adapter = AtOnce("", AdapterOptions(batch_size=batch))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began = time.perf_counter()
        run = evaluation.run(connection, evaluation.Plan(Many(count), adapter, Path(folder)))
        seconds = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        connection.close()
    assert run.answered == count
    print(json.dumps({"items": count, "batch": batch, "seconds": seconds, "memory": after - before}))


if __name__ == "__main__":
    main(sys.argv[1:])
