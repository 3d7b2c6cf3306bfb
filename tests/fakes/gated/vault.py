"""A gated benchmark whose questions hold a canary, and models that blurt out what they are asked.

Its data is ``test.jsonl`` with id, question and answer. ``blurt:MODE`` answers (``good``), quotes the question in the
error of every second item (``items``), stops with an error that quotes it (``stop``) or with a bug that does
(``bug``), or takes its time (``slow``). With ``broken=loader`` or ``scorer`` the benchmark itself fails and quotes.
"""

import json
import time

from podium.registry import (
    Adapter,
    Answer,
    Benchmark,
    Board,
    Card,
    Generate,
    Item,
    PodiumError,
    Report,
    Score,
    Setting,
    hookimpl,
)
from podium.registry.adapters.base import Preview


class Vault(Benchmark):
    card = Card(
        slug="vault",
        name="Vault",
        modality="text",
        categories=("knowledge",),
        description="Questions that must not be shown.",
        boards=(Board("accuracy", headline=True, split="test", unit="question", protocol="text"),),
        splits={"test": 6},
        access="gated",
    )
    settings = (
        Setting("broken", "no", "What fails.", choices=("no", "loader"), stage="load"),
        Setting("scores", "yes", "Whether it scores.", choices=("yes", "no")),
    )

    def load(self, root, split, broken):
        rows = [json.loads(line) for line in (root / f"{split}.jsonl").read_text().splitlines()]
        if broken == "loader":
            raise ValueError(f"what is this: {rows[0]['question']}")
        return [Item(row["id"], Generate(row["question"], max_tokens=4), row["answer"]) for row in rows]

    def score(self, items, answers, device, scores):
        if scores == "no":
            raise KeyError(items[0].request.prompt)
        right = sum(answer.text == item.target for item, answer in zip(items, answers, strict=True))
        score = Score("accuracy", right / len(items), len(items))
        return Report({"accuracy": score}, scores=(score,), counts={"questions": len(items)})


class Blurt(Adapter):
    kind = "blurt"
    usual_batch = 1

    def prepare(self, task):
        if self.target == "prepare":
            raise PodiumError(f"cannot begin with {task.items[0].request.prompt}", task.items[1].request.prompt)

    def fingerprint(self):
        return {"mode": self.target}

    def preview(self, item):
        return Preview(item.request.prompt, len(item.request.prompt.split()), 4)

    def answer(self, items):
        (item,) = items
        said = item.request.prompt
        number = int(item.id.rpartition("-")[2])
        if self.target == "slow":
            time.sleep(0.3)
        if number == 3 and self.target == "stop":
            try:
                raise ValueError(f"cause: {said}")
            except ValueError as error:
                raise PodiumError(f"the model is gone after 'Q: {said}'", f"do not ask {json.dumps(said)}") from error
        if number == 3 and self.target == "bug":
            raise IndexError(said)
        if number % 2 and self.target == "items":
            return [Answer(error=f"400: cannot read {json.dumps(said)} of {item.id}")]
        return [Answer(text="yes", finish="stop")]


@hookimpl
def podium_benchmarks():
    return [Vault()]


@hookimpl
def podium_adapters():
    return {"blurt": Blurt}
