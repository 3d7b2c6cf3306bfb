"""Fails at card: a card contradicts itself, which it says when it is made."""

from podium.registry import Benchmark, Board, Card, hookimpl


class Wrong(Benchmark):
    def __init__(self):
        self.card = Card(
            slug="Not A Slug",
            name="Wrong",
            modality="text",
            categories=("general",),
            description="A benchmark whose slug is none.",
            boards=(Board("accuracy", headline=True),),
        )


@hookimpl
def podium_benchmarks():
    return [Wrong()]
