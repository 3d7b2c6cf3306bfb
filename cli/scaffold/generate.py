"""New Benchmark: questions that are answered in words, as a plugin of Podium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from podium.registry import (
    UNPARSED,
    Answer,
    Board,
    Card,
    Case,
    DataError,
    FAQEntry,
    Generate,
    Grade,
    Item,
    Outline,
    QuestionBenchmark,
    hookimpl,
    read_data_file,
)

PODIUM_API_VERSION = 1

#: Where the data and what is said of them can be looked up.
HOME = "https://example.org/new-benchmark"

#: Questions of the made-up sample, which stays small; the card counts those of the real data.
SAMPLE = {"dev": 8, "test": 24}


class NewBenchmark(QuestionBenchmark):
    """The card, the loader and how a reply is graded; scores and comparisons follow from the grades."""

    card = Card(
        slug="new-benchmark",
        name="New Benchmark",
        description="Sums of two numbers; 24 to test and 8 to learn from, all of them made up.",
        modality="text",
        categories=("knowledge",),
        boards=(
            Board(
                "accuracy",
                title="Zero-shot",
                headline=True,
                split="test",
                unit="question",
                protocol="All questions of the test split, no examples; the last number of the reply counts.",
            ),
        ),
        splits={"dev": 8, "test": 24},
        unit="question",
        measures="The share of sums a model gets right.",
        dataset_url=HOME,
        licence="CC0 1.0",
        faq=(FAQEntry("Who wrote the questions of New Benchmark?", "Nobody: a script makes its sums up.", HOME),),
    )
    subject = ""

    def load(self, root: Path, split: str) -> list[Item]:
        """Return the questions of ``SPLIT.jsonl``, in the file's order."""
        path = root / f"{split}.jsonl"
        items = []
        for number, line in enumerate(read_data_file(path, "JSON lines").splitlines(), 1):
            try:
                row = json.loads(line)
                items.append(Item(row["id"], Generate(_prompt(row["question"]), max_tokens=32), row["answer"]))
            except (ValueError, LookupError, TypeError) as error:
                raise DataError(f"{path}, line {number} is no question: {error!r}") from error
        return items

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> list[Grade]:
        """Return what each reply is worth; one without a number is wrong."""
        return [self._grade(item, answer) for item, answer in zip(items, answers, strict=True)]

    def _grade(self, item: Item, answer: Answer) -> Grade:
        found = read(answer.text or "")
        if found is None:
            return Grade(None, UNPARSED, 0.0, 0.0)
        right = float(found == item.target)
        return Grade(found, "last number", right, right)

    def outline(self, items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
        """Return the board that a run on the whole official split enters."""
        return Outline(board="accuracy")

    def conformance(self) -> Iterable[Case]:
        """Return what the benchmark's official code gives, which this plugin must give too."""
        yield Case("prompt", "a sum", lambda: _prompt("2 + 2"), "2 + 2 = ? Answer with the number alone.\nAnswer:")
        for reply, number in (("4", "4"), ("2 + 2 is 4.", "4"), ("no idea", None)):
            yield Case("parser", reply, partial(read, reply), number, "the last number counts")

    def write_sample(self, folder: Path) -> None:
        """Write a made-up set in the layout that is loaded, the same bytes every time."""
        folder.mkdir(parents=True, exist_ok=True)
        for split, start in (("dev", 0), ("test", SAMPLE["dev"])):
            numbers = range(start, start + SAMPLE[split])
            text = "".join(json.dumps(_sum(number)) + "\n" for number in numbers)
            (folder / f"{split}.jsonl").write_text(text, encoding="utf-8")

    # only in one file
    def results(self) -> list[dict[str, object]]:
        """Return published results, each with its source, such as the one in the comment."""
        # {"benchmark": "new-benchmark", "board": "accuracy", "model": "gpt-4o-2024-08-06", "value": 0.97,
        #  "standing": "third-party", "source_url": "https://example.org/paper"}
        return []

    # end


def _prompt(question: str) -> str:
    return f"{question} = ? Answer with the number alone.\nAnswer:"


def read(reply: str) -> str | None:
    """Return the last number of a reply, or None where it has none."""
    numbers = re.findall(r"\d+", reply)
    return numbers[-1] if numbers else None


def _sum(number: int) -> dict[str, str]:
    first, second = number % 5, number % 3
    return {"id": f"q{number}", "question": f"{first} + {second}", "answer": str(first + second)}


@hookimpl
def podium_benchmarks() -> list[NewBenchmark]:
    """Return the benchmarks of this plugin."""
    return [NewBenchmark()]
