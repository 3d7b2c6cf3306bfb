"""New Benchmark: questions with four options, as a plugin of Podium."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from podium.registry import (
    LIKELIHOOD,
    UNPARSED,
    Answer,
    Board,
    Card,
    Case,
    Choose,
    DataError,
    FAQEntry,
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

#: Letters of the options, as many as there may be.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class NewBenchmark(QuestionBenchmark):
    """The card, the loader and how an answer is graded; scores and comparisons follow from the grades."""

    card = Card(
        slug="new-benchmark",
        name="New Benchmark",
        description="Sums of two numbers with four options; 24 to test and 8 to learn from, all of them made up.",
        modality="text",
        categories=("knowledge",),
        boards=(
            Board(
                "accuracy",
                title="Zero-shot",
                headline=True,
                split="test",
                unit="question",
                protocol="All questions of the test split, no examples, the likeliest option.",
            ),
        ),
        splits={"dev": 8, "test": 24},
        unit="question",
        measures="The share of sums a model picks right.",
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
                items.append(Item(row["id"], Choose(row["question"], tuple(row["options"])), row["answer"]))
            except (ValueError, LookupError, TypeError) as error:
                raise DataError(f"{path}, line {number} is no question: {error!r}") from error
        return items

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> list[Grade]:
        """Return what each answer is worth; one without a choice is wrong."""
        return [self._grade(item, answer) for item, answer in zip(items, answers, strict=True)]

    def _grade(self, item: Item, answer: Answer) -> Grade:
        if answer.choice is None:
            return Grade(None, UNPARSED, 0.0, 0.0)
        right = float(answer.choice == item.target)
        return Grade(LETTERS[answer.choice], LIKELIHOOD, right, right)

    def outline(self, items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
        """Return the board that a run on the whole official split enters."""
        return Outline(board="accuracy")

    def conformance(self) -> Iterable[Case]:
        """Return what the benchmark's official code gives, which this plugin must give too."""
        item = Item("1", Choose("2 + 2 =", ("3", "4", "5", "6")), 1)
        for choice, grade in (
            (1, Grade("B", LIKELIHOOD, 1.0, 1.0)),
            (0, Grade("A", LIKELIHOOD, 0.0, 0.0)),
            (None, Grade(None, UNPARSED, 0.0, 0.0)),
        ):
            yield Case("grade", f"choice {choice}", partial(self._grade, item, Answer(choice=choice)), grade, "by hand")

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


def _sum(number: int) -> dict[str, Any]:
    right, place = 3 * number + 1, number * 7 % 4
    options = [str(right + position - place) for position in range(4)]
    return {"id": f"q{number}", "question": f"{number} + {2 * number + 1} =", "options": options, "answer": place}


@hookimpl
def podium_benchmarks() -> list[NewBenchmark]:
    """Return the benchmarks of this plugin."""
    return [NewBenchmark()]
