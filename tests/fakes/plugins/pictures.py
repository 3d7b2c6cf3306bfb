"""Questions about pictures in MMMU's manner, in one file as a third party would write it.

Its data is ``test.jsonl`` with id, question (which holds marks ``<image 1>``), images, options, answer and
colour. With ``protocol=choose`` options are compared, with ``open`` the model writes, with ``labels`` it says
which shapes and colours are there, asked about the rows that have a picture.
"""

import json

from podium.registry import (
    Benchmark,
    Board,
    Card,
    Choose,
    Classify,
    DataError,
    Generate,
    Item,
    Observation,
    Report,
    Score,
    Setting,
    hookimpl,
)

LABELS = ("Circle", "Square", "Red", "No Finding")


class Pictures(Benchmark):
    card = Card(
        slug="pictures",
        name="Pictures",
        aliases=("the pictures",),
        modality="multimodal",
        categories=("knowledge",),
        description="Questions about drawings of shapes.",
        boards=(Board("accuracy", headline=True, split="test", unit="question", protocol="options compared"),),
        splits={"test": 12},
        observations=tuple(Observation(label) for label in LABELS),
    )
    settings = (Setting("protocol", "choose", "How it is asked.", choices=("choose", "open", "labels"), stage="load"),)

    def load(self, root, split, protocol):
        path = root / f"{split}.jsonl"
        if not path.is_file():
            raise DataError(f"{path} does not exist")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [self._item(root, row, protocol) for row in rows if row["images"] or protocol != "labels"]

    def _item(self, root, row, protocol):
        images = tuple(root / name for name in row["images"])
        if protocol == "labels":
            seen = {row["answer"].title(), row["colour"].title()}
            return Item(row["id"], Classify(images, LABELS), tuple(float(label in seen) for label in LABELS))
        if protocol == "open":
            request = Generate(row["question"], images, max_tokens=16, stop=("\n",))
            return Item(row["id"], request, row["answer"])
        return Item(
            row["id"], Choose(row["question"], tuple(row["options"]), images), row["options"].index(row["answer"])
        )

    def score(self, items, answers, device):
        right = []
        for item, answer in zip(items, answers, strict=True):
            if answer.error is not None:
                right.append(False)
            elif answer.probabilities is not None:
                right += [(p >= 0.5) == (t == 1.0) for p, t in zip(answer.probabilities, item.target, strict=True)]
            elif answer.choice is not None:
                right.append(answer.choice == item.target)
            else:
                right.append(answer.text.strip() == item.target)
        score = Score("accuracy", sum(right) / len(right), len(items))
        failed = sum(answer.error is not None for answer in answers)
        return Report({"accuracy": score}, scores=(score,), counts={"questions": len(items), "failed": failed})


@hookimpl
def podium_benchmarks():
    return [Pictures()]
