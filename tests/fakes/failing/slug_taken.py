"""Fails at card: its slug is that of a benchmark that Podium brings."""

from podium.registry import Benchmark, Board, Card, hookimpl


class Taken(Benchmark):
    card = Card(
        slug="mmlu",
        name="My MMLU",
        modality="text",
        categories=("general",),
        description="A benchmark with a slug that is taken.",
        boards=(Board("accuracy", headline=True),),
    )


@hookimpl
def podium_benchmarks():
    return [Taken()]
