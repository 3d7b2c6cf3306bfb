"""A whole benchmark in one file: is there a spot in the picture, and is there a bar?

Used by the tests as a third party's plugin would be. Its data is a CSV ``<split>.csv`` with the
columns ``id, group, spot, bar`` and one picture ``<id>.png`` per row.
"""

import csv

from podium.registry import (
    Benchmark,
    Board,
    Card,
    Classify,
    DataError,
    FAQEntry,
    Item,
    Observation,
    Paper,
    Report,
    Score,
    Setting,
    hookimpl,
)

LABELS = ("Spot", "Bar")


class Spots(Benchmark):
    card = Card(
        slug="spots",
        name="Spots",
        aliases=("spot check",),
        modality="image",
        categories=("vision",),
        description="Twelve drawings; the model says whether each shows a spot and a bar.",
        paper=Paper("Spots", authors=("A. Author",), url="https://example.org/spots"),
        boards=(
            Board("accuracy", headline=True, split="test", unit="drawing", protocol="both labels, threshold 0.5"),
            Board("reported", protocol="As published."),
        ),
        splits={"train": 4, "test": 12},
        observations=(Observation("Spot", ("Dot",)), Observation("Bar")),
        faq=(FAQEntry("Who drew them?", "The plugin's author did."),),
    )
    settings = (Setting("threshold", 0.5, "Probability from which a label counts as given.", minimum=0.0),)

    def load(self, root, split):
        path = root / f"{split}.csv"
        if not path.is_file():
            raise DataError(f"{path} does not exist")
        with path.open(newline="") as file:
            return [
                Item(
                    row["id"],
                    Classify((root / f"{row['id']}.png",), LABELS),
                    target=(float(row["spot"]), float(row["bar"])),
                    group=row["group"],
                )
                for row in csv.DictReader(file)
            ]

    def score(self, items, answers, device, threshold):
        right = [
            (given >= threshold) == (target == 1.0)
            for item, answer in zip(items, answers, strict=True)
            for given, target in zip(answer.probabilities, item.target, strict=True)
            if given is not None
        ]
        value = sum(right) / len(right) if right else None
        score = Score("accuracy", value, n=len(items), reason="" if right else "no label has a probability")
        return Report(boards={"accuracy": score}, scores=(score,), counts={"drawings": len(items)})

    def results(self):
        return [
            {
                "benchmark": "spots",
                "board": "reported",
                "model": "medgemma-4b-it",
                "value": 0.5,
                "standing": "self-reported",
                "source_url": "https://example.org/spots",
            }
        ]


@hookimpl
def podium_benchmarks():
    return [Spots()]
