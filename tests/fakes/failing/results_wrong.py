"""Fails at results: a shipped result names a board that the card does not have."""

from podium.registry import Benchmark, Board, Card, hookimpl


class Results(Benchmark):
    card = Card(
        slug="wrong-results",
        name="Wrong Results",
        modality="text",
        categories=("general",),
        description="A benchmark that ships a result for no board of its own.",
        boards=(Board("accuracy", headline=True),),
    )

    def results(self):
        return [
            {
                "benchmark": "wrong-results",
                "board": "precision",
                "model": "medgemma-4b-it",
                "value": 0.5,
                "standing": "self-reported",
                "source_url": "https://example.org/paper",
            }
        ]


@hookimpl
def podium_benchmarks():
    return [Results()]
