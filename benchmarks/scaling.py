"""What a run takes on 1, 8 and 64 GPUs, from assumptions that are printed with it: python -m benchmarks.scaling.

The tables of docs/scaling.md are this output; a test holds them to it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from podium.registry.engines import chunk_size

GPUS = (1, 8, 64)

#: Items a second that the driver keeps and hands out, whatever the workers do: what is required of it.
DRIVER = 5_000.0

#: Assumed price of a GPU for an hour, in dollars.
PRICE = 2.50


@dataclass(frozen=True)
class Job:
    """A run.

    Args:
        name: Of the run.
        items: Images or questions.
        read: Tokens (or images) of an item that go through the model at once.
        read_rate: How many of these a GPU does per second; an assumption.
        written: Tokens of a reply, each a pass of its own.
        write_rate: How many of these a GPU does per second, all replies of a batch together; an assumption.
        load: Seconds until a worker has its model; an assumption.
        unit: Of what is read.
    """

    name: str
    items: int
    read: int
    read_rate: float
    written: int
    write_rate: float
    load: float
    unit: str = "tokens"

    @property
    def seconds(self) -> float:
        """GPU seconds of one item."""
        return self.read / self.read_rate + (self.written / self.write_rate if self.written else 0.0)


JOBS = (
    Job("MIMIC-CXR, image classifier", 377_110, 1, 500.0, 0, 0.0, 20.0, unit="image"),
    Job("MIMIC-CXR, 4B vision-language model", 377_110, 320, 10_000.0, 100, 1_000.0, 60.0),
    Job("MMLU-Pro, 8B language model, 5-shot chain of thought", 12_032, 1_500, 10_000.0, 300, 1_000.0, 120.0),
)


@dataclass(frozen=True)
class Estimate:
    """What a run takes on so many GPUs; times in seconds, the cost in dollars."""

    gpus: int
    chunk: int
    answering: float
    tail: float
    whole: float
    gpu_hours: float
    cost: float
    gain: float


def estimate(job: Job, gpus: int, price: float, batch: int = 16) -> Estimate:
    """Return loading + the slower of workers and driver + the last chunk, which the slowest worker still has."""

    def whole(count: int) -> tuple[int, float, float, float]:
        chunk = chunk_size(job.items, count, batch)
        answering = job.items * max(job.seconds / count, 1 / DRIVER)
        tail = chunk * job.seconds if count > 1 else 0.0
        return chunk, answering, tail, job.load + answering + tail

    chunk, answering, tail, seconds = whole(gpus)
    hours = gpus * seconds / 3600
    return Estimate(gpus, chunk, answering, tail, seconds, hours, hours * price, whole(1)[3] / seconds)


def _time(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.1f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def assumptions() -> Iterator[str]:
    """Yield the table of what is assumed of each run."""
    yield "| run | items | read per item, at | written per item, at | GPU time per item | loading |"
    yield "|---|---|---|---|---|---|"
    for job in JOBS:
        written = f"{job.written} tokens, {job.write_rate:,.0f} a second" if job.written else "nothing"
        read = f"{job.read:,} {job.unit}, {job.read_rate:,.0f} a second"
        yield f"| {job.name} | {job.items:,} | {read} | {written} | {1000 * job.seconds:.0f} ms | {job.load:.0f} s |"


def results(price: float) -> Iterator[str]:
    """Yield the table of what follows."""
    yield "| run | GPUs | chunk | answering | last chunk | whole | GPU hours | cost | times faster |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for job in JOBS:
        for gpus in GPUS:
            one = estimate(job, gpus, price)
            times = f"{_time(one.answering)} | {_time(one.tail)} | {_time(one.whole)}"
            figures = f"{one.gpu_hours:.1f} | ${one.cost:,.2f} | {one.gain:.1f}"
            yield f"| {job.name} | {gpus} | {one.chunk} | {times} | {figures} |"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--price", type=float, default=PRICE, help="dollars for a GPU and an hour")
    price = parser.parse_args().price
    print(*assumptions(), "", f"At ${price:.2f} for a GPU and an hour:", "", *results(price), sep="\n")


if __name__ == "__main__":
    main()
