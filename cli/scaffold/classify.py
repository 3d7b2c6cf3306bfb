"""New Benchmark: pictures with labels, as a plugin of Podium."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from podium.registry import (
    Answer,
    Benchmark,
    Board,
    Card,
    Case,
    Classify,
    DataError,
    FAQEntry,
    Interval,
    Item,
    Observation,
    Report,
    Score,
    Setting,
    hookimpl,
    read_data_file,
)

PODIUM_API_VERSION = 1

#: Where the data and what is said of them can be looked up.
HOME = "https://example.org/new-benchmark"

#: Drawings of the made-up sample, which stays small; the card counts those of the real data.
SAMPLE = {"train": 8, "test": 24}

LABELS = ("Bright", "Striped")


class NewBenchmark(Benchmark):
    """The card, the loader and the scorer."""

    card = Card(
        slug="new-benchmark",
        name="New Benchmark",
        description="Drawings that may be bright and may be striped; 24 to test and 8 to learn from, all made up.",
        modality="image",
        categories=("vision",),
        boards=(
            Board(
                "accuracy",
                headline=True,
                split="test",
                unit="label",
                protocol="All drawings of the test split, both labels, probability 0.5 or more counts as yes.",
            ),
        ),
        splits={"train": 8, "test": 24},
        unit="drawing",
        measures="The share of labels a model gets right.",
        observations=tuple(Observation(label) for label in LABELS),
        dataset_url=HOME,
        licence="CC0 1.0",
        faq=(FAQEntry("Who drew the pictures of New Benchmark?", "Nobody: a script draws them.", HOME),),
    )
    settings = (Setting("threshold", 0.5, "Probability from which a label counts as given.", minimum=0, maximum=1),)

    def load(self, root: Path, split: str) -> list[Item]:
        """Return the drawings of ``SPLIT.csv``, in the file's order; no picture is opened here."""
        path = root / f"{split}.csv"
        items = []
        try:
            # A cell may hold a line's end, and some programs write a mark before the first column's name.
            text = io.StringIO(read_data_file(path, "CSV").decode("utf-8-sig"), newline="")
            for row in csv.DictReader(text):
                target = tuple(float(row[label]) for label in LABELS)
                items.append(Item(row["id"], Classify((root / row["image"],), LABELS), target))
        except (ValueError, LookupError, TypeError) as error:
            raise DataError(f"{path}: row {len(items) + 1} is no drawing: {error!r}") from error
        return items

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, threshold: float) -> Report:
        """Return the share of labels that are right; a label without a probability counts as wrong."""
        right = list(_right(items, answers, threshold))
        score = _share("accuracy", right)
        boards, withheld = {"accuracy": score}, {}
        if threshold != 0.5:
            boards, withheld = {}, {"accuracy": f"the threshold is {threshold:g}, not 0.5"}
        return Report(boards, scores=(score,), counts={"labels": len(right)}, withheld=withheld)

    def conformance(self) -> Iterable[Case]:
        """Return what the benchmark's official code gives, which this plugin must give too."""
        for given, right in (((0.9, 0.1), 1.0), ((0.5, 0.5), 0.5), ((None, 0.1), 0.5)):
            yield Case("metric", f"{given} where 1, 0 is true", partial(self._accuracy, given, (1.0, 0.0)), right)

    def _accuracy(self, given: tuple[float | None, ...], target: tuple[float, ...]) -> float | None:
        items, answers = [Item("1", Classify((), LABELS), target)], [Answer(given)]
        return self.score(items, answers, "cpu", threshold=0.5).scores[0].value

    def write_sample(self, folder: Path) -> None:
        """Write a made-up set in the layout that is loaded, the same bytes every time."""
        from PIL import Image

        folder.mkdir(parents=True, exist_ok=True)
        for split, count in SAMPLE.items():
            with (folder / f"{split}.csv").open("w", newline="", encoding="utf-8") as file:
                rows = csv.writer(file, lineterminator="\n")
                rows.writerow(("id", "image", *LABELS))
                for number in range(count):
                    bright, striped = number % 2, number // 2 % 2
                    picture = Image.new("L", (32, 32), 200 + number if bright else 40 + number)
                    if striped:
                        picture.paste(0, (0, 12, 32, 20))
                    name = f"{split}-{number}"
                    picture.save(folder / f"{name}.png")
                    rows.writerow((name, f"{name}.png", bright, striped))

    # only in one file
    def results(self) -> list[dict[str, object]]:
        """Return published results, each with its source, such as the one in the comment."""
        # {"benchmark": "new-benchmark", "board": "accuracy", "model": "gpt-4o-2024-08-06", "value": 0.97,
        #  "standing": "third-party", "source_url": "https://example.org/paper"}
        return []

    # end


def _right(items: Sequence[Item], answers: Sequence[Answer], threshold: float) -> Iterator[bool]:
    """Yield whether each label is right, those left out whose truth is not known."""
    for item, answer in zip(items, answers, strict=True):
        given = answer.probabilities or (None,) * len(LABELS)
        for probability, target in zip(given, item.target, strict=True):
            if not math.isnan(target):
                yield probability is not None and (probability >= threshold) == (target == 1.0)


def _share(metric: str, right: Sequence[bool]) -> Score:
    from podium.registry.metrics import wilson_interval

    if not right:
        return Score(metric, None, reason="there is no label whose truth is known")
    low, high = wilson_interval(sum(right), len(right))
    return Score(metric, sum(right) / len(right), len(right), Interval(float(low), float(high), method="Wilson"))


@hookimpl
def podium_benchmarks() -> list[NewBenchmark]:
    """Return the benchmarks of this plugin."""
    return [NewBenchmark()]
