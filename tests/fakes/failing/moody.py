"""Fails at import the second time: what a running bot meets when a plugin breaks under it."""

from pathlib import Path

from podium.registry import Benchmark, Board, Card, hookimpl

MARK = Path(__file__).with_suffix(".seen")
if MARK.exists():
    raise RuntimeError("not a second time")
MARK.touch()


class Moody(Benchmark):
    card = Card(
        slug="moody",
        name="Moody",
        modality="text",
        categories=("general",),
        description="A benchmark whose plugin loads once.",
        boards=(Board("accuracy", headline=True),),
    )

    def results(self):
        return [
            {
                "benchmark": "moody",
                "board": "accuracy",
                "model": "medgemma-4b-it",
                "value": 0.5,
                "standing": "self-reported",
                "source_url": "https://example.org/moody",
            }
        ]


@hookimpl
def podium_benchmarks():
    return [Moody()]
