"""Sound benchmarks of each kind of request, of which ``broken/`` spoils one thing each."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from podium.registry import (
    Answer,
    Benchmark,
    Board,
    Card,
    Case,
    Choose,
    Classify,
    DataError,
    FAQEntry,
    Generate,
    Item,
    Paper,
    PodiumError,
    Report,
    Score,
    Setting,
)

HOME = "https://sound.example.org"
#: A picture of one pixel.
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
LABELS = ("Spot", "Bar")

CARD = Card(
    slug="sound-quiz",
    name="Sound Quiz",
    description="Twelve made-up questions.",
    modality="text",
    categories=("knowledge",),
    boards=(Board("accuracy", headline=True, split="test", unit="question", protocol="Zero-shot, greedy."),),
    splits={"test": 12},
    unit="question",
    measures="The share of questions that a model gets right.",
    dataset_url=f"{HOME}/data",
    licence="CC0 1.0",
    paper=Paper("Sound Quiz", ("A. Author",), f"{HOME}/paper", date(2025, 1, 2), abstract="Made up for tests."),
    faq=(FAQEntry("Who wrote the riddles of Sound Quiz?", "A script wrote all twelve.", f"{HOME}/riddles"),),
)


class SoundQuiz(Benchmark):
    """Questions with three options; the base of the others."""

    card = CARD
    settings: tuple[Setting, ...] = ()

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of the sample."""
        return [{"id": f"q{n}", "question": f"{n} + 1 =", "answer": n % 3, "group": f"g{n % 4}"} for n in range(12)]

    def write_sample(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        text = "".join(json.dumps(row) + "\n" for row in self.rows())
        (folder / "test.jsonl").write_text(text, encoding="utf-8")

    def load(self, root: Path, split: str, **settings: Any) -> Iterable[Item]:
        return [self.item(root, row) for row in self.read(root, split)]

    def read(self, root: Path, split: str) -> list[dict[str, Any]]:
        """Return the rows of a file."""
        path = root / f"{split}.jsonl"
        try:
            return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        except (OSError, ValueError) as error:
            raise DataError(f"{path} cannot be read", "copy it again") from error

    def item(self, root: Path, row: dict[str, Any]) -> Item:
        """Return the item of a row."""
        return Item(row["id"], Choose(row["question"], ("one", "two", "three")), row["answer"], row["group"])

    def worth(self, item: Item, answer: Answer) -> float:
        """Return 1 for a right answer, 0 otherwise."""
        return float(answer.choice == item.target)

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        if not items:
            raise PodiumError("there are no items to score")
        right = sum(self.worth(item, answer) for item, answer in zip(items, answers, strict=True))
        return self.report(right / len(items), len(items))

    def report(self, value: float | None, n: int) -> Report:
        """Return a report of one score."""
        return Report({"accuracy": Score("accuracy", value, n, reason="" if value is not None else "undefined")})

    def conformance(self) -> Iterable[Case]:
        item = self.item(Path(), self.rows()[1])
        yield Case("metric", "right", lambda: self.worth(item, self.right(item)), 1.0, "by hand")

    def right(self, item: Item) -> Answer:
        """Return the right answer."""
        return Answer(choice=item.target)


class SoundWords(SoundQuiz):
    """The same questions, answered in words."""

    def item(self, root: Path, row: dict[str, Any]) -> Item:
        return Item(row["id"], Generate(row["question"], max_tokens=8), "abc"[row["answer"]], row["group"])

    def worth(self, item: Item, answer: Answer) -> float:
        return float((answer.text or "").strip() == item.target)

    def right(self, item: Item) -> Answer:
        return Answer(text=item.target)

    def correct(self, item: Item, answer: Answer) -> float | None:
        return self.worth(item, answer)


class SoundPictures(SoundQuiz):
    """Pictures with two labels."""

    card = replace(CARD, modality="image")

    def write_sample(self, folder: Path) -> None:
        super().write_sample(folder)
        for row in self.rows():
            (folder / f"{row['id']}.png").write_bytes(PIXEL)

    def item(self, root: Path, row: dict[str, Any]) -> Item:
        target = (float(row["answer"] == 0), float(row["answer"] == 1))
        return Item(row["id"], Classify((root / f"{row['id']}.png",), LABELS), target, row["group"])

    def worth(self, item: Item, answer: Answer) -> float:
        assert answer.probabilities is not None
        pairs = [(given, target) for given, target in zip(answer.probabilities, item.target, strict=True)]
        # Of a label that is unknown, as of a probability that is no number, nothing is right.
        right = [given is not None and bool(abs(given - target) < 0.5) for given, target in pairs]
        return sum(right) / len(right)

    def right(self, item: Item) -> Answer:
        return Answer(probabilities=item.target)


def card(**changes: Any) -> Card:
    """Return the sound card with some fields changed."""
    return replace(CARD, **changes)


def hook(benchmark: Benchmark) -> Callable[[], list[Benchmark]]:
    """Return what a plugin's ``podium_benchmarks`` is, for a benchmark."""
    from podium.registry import hookimpl

    @hookimpl
    def podium_benchmarks() -> list[Benchmark]:
        return [benchmark]

    return podium_benchmarks
