"""Riddles whose answers a judge compares with the right ones, in one file as a third party would write it.

Its data is ``test.jsonl`` with id, question and answer. Without a judge only answers that are equal to the letter
count. A judge replies ``{"correct": "yes"}``; the first time it has 32 tokens, each further time twice as many.
"""

import json

from podium.registry import (
    Benchmark,
    Board,
    Card,
    DataError,
    Generate,
    Item,
    Report,
    Score,
    Setting,
    hookimpl,
    judged,
)

SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {"correct": {"type": "string", "enum": ["yes", "no"]}},
        "required": ["correct"],
        "additionalProperties": False,
    }
)


class Riddles(Benchmark):
    card = Card(
        slug="riddles",
        name="Riddles",
        modality="text",
        categories=("knowledge",),
        description="Questions with short answers in words.",
        access="gated",
        boards=(Board("accuracy", headline=True, split="test", unit="question", protocol="judged"),),
        splits={"test": 12},
    )
    settings = (Setting("weight", 1.0, "What a right answer counts.", minimum=0),)

    def load(self, root, split):
        path = root / f"{split}.jsonl"
        if not path.is_file():
            raise DataError(f"{path} does not exist")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [Item(row["id"], Generate(row["question"], max_tokens=16), row["answer"]) for row in rows]

    def judge_request(self, item, answer, attempt):
        if not answer.text:
            return None
        prompt = f"Question: {item.request.prompt}\nRight: {item.target}\nGiven: {answer.text}\nCorrect?"
        return Generate(prompt, system="Compare, do not solve.", max_tokens=32 << attempt, schema=SCHEMA)

    def read_verdict(self, item, reply):
        try:
            found = json.loads(reply.text)
        except ValueError:
            return None
        return {"correct": found["correct"]} if found.get("correct") in ("yes", "no") else None

    def score(self, items, answers, device, weight):
        judges = {answer.verdict.judge for answer in answers if answer.verdict is not None}
        right = [self._right(item, answer) for item, answer in zip(items, answers, strict=True)]
        failed = sum(answer.verdict is not None and answer.verdict.fields is None for answer in answers)
        name = judged("accuracy", judges.pop()) if judges else "accuracy by rules"
        score = Score(name, weight * sum(right) / len(items), len(items))
        rate = Score("judge-failed-rate", failed / len(items), len(items))
        withheld = {} if "judge" in name else {"accuracy": "there was no judge"}
        notes = (f"{failed} answers have no verdict",) if failed else ()
        return Report({} if withheld else {"accuracy": score}, scores=(score, rate), withheld=withheld, notes=notes)

    def _right(self, item, answer):
        if answer.verdict is not None:
            return (answer.verdict.fields or {}).get("correct") == "yes"
        return answer.text == item.target


@hookimpl
def podium_benchmarks():
    return [Riddles()]
