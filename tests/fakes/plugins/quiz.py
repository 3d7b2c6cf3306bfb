"""Multiple-choice questions in MMLU's layout, in one file as a third party would write it.

Its data is ``<split>/<subject>_<split>.csv``: question, options A to D, letter of the right one, no header.
With ``protocol=letter`` the model writes its answer; with ``protocol=likelihood`` letters are compared.
"""

import csv

from podium.registry import (
    Benchmark,
    Board,
    Card,
    Choose,
    DataError,
    Generate,
    Interval,
    Item,
    Report,
    Score,
    Setting,
    Table,
    hookimpl,
)

LETTERS = "ABCD"


def block(row, solved):
    lines = [row[0], *(f"{letter}. {text}" for letter, text in zip(LETTERS, row[1:5], strict=True))]
    return "\n".join(lines) + (f"\nAnswer: {row[5]}\n\n" if solved else "")


class Quiz(Benchmark):
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
    )

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

    def score(self, items, answers, device):
        import numpy as np

        from podium.registry.metrics import accuracy

        right = [
            answer.choice == item.target
            if isinstance(item.target, int)
            else (answer.text or "").strip()[:1] == item.target
            for item, answer in zip(items, answers, strict=True)
        ]
        names = list(dict.fromkeys(item.attributes["subject"] for item in items))
        subjects = [names.index(item.attributes["subject"]) for item in items]
        found = accuracy(np.array(right), np.array(subjects), replicates=1000, seed=0)
        micro = found.micro
        interval = Interval(micro.low, micro.high, 0.95, "bootstrap over questions", 1000)
        score = Score("accuracy", micro.value, len(items), interval)
        by_subject = Table(
            "subjects",
            "subjects",
            ("subject", "n", "accuracy"),
            tuple(zip(names, map(int, found.items), map(float, found.by_subject), strict=True)),
        )
        return Report({"accuracy": score}, scores=(score,), tables=(by_subject,), counts={"questions": len(items)})


@hookimpl
def podium_benchmarks():
    return [Quiz()]
