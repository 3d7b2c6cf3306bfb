"""Multiple-choice questions in MMLU's layout, in one file as a third party would write it.

Its data is ``<split>/<subject>_<split>.csv``: question, options A to D, letter of the right one, no header.
With ``protocol=letter`` the model writes its answer; with ``protocol=likelihood`` letters are compared.
"""

import csv

from podium.registry import (
    FAILED,
    LIKELIHOOD,
    QUESTION_SETTINGS,
    UNPARSED,
    Board,
    Card,
    Choose,
    DataError,
    Generate,
    Grade,
    Item,
    Outline,
    QuestionBenchmark,
    Setting,
    hookimpl,
)

LETTERS = "ABCD"
GROUPS = {"life": ("anatomy", "virology"), "sky": ("astronomy",)}


def block(row, solved):
    lines = [row[0], *(f"{letter}. {text}" for letter, text in zip(LETTERS, row[1:5], strict=True))]
    return "\n".join(lines) + (f"\nAnswer: {row[5]}\n\n" if solved else "")


class Quiz(QuestionBenchmark):
    card = Card(
        slug="quiz",
        name="Quiz",
        aliases=("the quiz",),
        modality="text",
        categories=("knowledge",),
        description="Questions with four options in three subjects.",
        boards=(Board("accuracy", headline=True, split="test", unit="question", protocol="likelihood of the letter"),),
        splits={"dev": 15, "test": 36},
    )
    settings = (
        Setting("shots", 0, "Solved examples before each question.", stage="load", minimum=0, maximum=5),
        Setting("protocol", "likelihood", "How it is asked.", choices=("likelihood", "letter"), stage="load"),
        *QUESTION_SETTINGS,
    )
    groups = GROUPS

    def load(self, root, split, shots, protocol):
        files = sorted((root / split).glob(f"*_{split}.csv"))
        if not files:
            raise DataError(f"{root / split} holds no *_{split}.csv")
        items = []
        for path in files:
            subject = path.stem.removesuffix(f"_{split}")
            head = f"The following are multiple choice questions (with answers) about {subject}.\n\n"
            with (root / "dev" / f"{subject}_dev.csv").open(newline="", encoding="utf-8") as file:
                head += "".join(block(row, True) for row in list(csv.reader(file))[:shots])
            with path.open(newline="", encoding="utf-8") as file:
                for number, row in enumerate(csv.reader(file)):
                    if protocol == "letter":
                        request = Generate(head + block(row, False) + "\nAnswer:", max_tokens=8, stop=("\n",))
                    else:
                        request = Choose(head + row[0], tuple(row[1:5]))
                    target = row[5] if protocol == "letter" else LETTERS.index(row[5])
                    items.append(Item(f"{subject}-{number}", request, target, attributes={"subject": subject}))
        return items

    def grade(self, items, answers, **settings):
        return [read(item, answer) for item, answer in zip(items, answers, strict=True)]

    def outline(self, items, answers):
        return Outline(board="accuracy")


def read(item, answer):
    """Return how an answer was read: by its choice, or by the letter its text begins with."""
    if answer.error is not None:
        return Grade(None, FAILED, 0.0, 0.0)
    if isinstance(item.target, int):
        letter, rule = "" if answer.choice is None else LETTERS[answer.choice], LIKELIHOOD
        target = LETTERS[item.target]
    else:
        letter, rule, target = (answer.text or "").strip()[:1], "first letter", item.target
    if letter not in tuple(LETTERS):
        return Grade(None, UNPARSED, 0.0, 0.0)
    right = float(letter == target)
    return Grade(letter, rule, right, right)


@hookimpl
def podium_benchmarks():
    return [Quiz()]
