"""ARC-Challenge: science questions of school exams, as a plugin of Podium in one file."""

import json
from datetime import date

from podium.registry import (
    LIKELIHOOD,
    UNPARSED,
    Board,
    Card,
    Choose,
    DataError,
    FAQEntry,
    Grade,
    Item,
    Outline,
    Paper,
    QuestionBenchmark,
    hookimpl,
    read_data_file,
)

PAPER = "https://arxiv.org/abs/1803.05457"
PHI_3 = "https://github.com/Azure/azureml-assets/blob/07b54cc6a136/assets/models/system/phi-3-{}-instruct/evaluation.md"


class ArcChallenge(QuestionBenchmark):
    card = Card(
        slug="arc-challenge",
        name="ARC-Challenge",
        aliases=("ARC", "AI2 Reasoning Challenge"),
        description="2,590 science questions of school exams, each with three to five options.",
        modality="text",
        categories=("science", "reasoning"),
        paper=Paper(
            "Think you have Solved Question Answering? Try ARC, the AI2 Reasoning Challenge",
            ("Peter Clark", "Isaac Cowhey", "Oren Etzioni"),
            PAPER,
            date(2018, 3, 14),
            more_authors=4,
            abstract="Sets questions apart that need more than finding a sentence, and shows how early systems fail.",
        ),
        boards=(
            Board("reported", "accuracy", headline=True, protocol="10 examples; figures of Microsoft's Phi-3 team."),
            Board("zero-shot", "accuracy", split="test", protocol="No examples, the likeliest letter; run here."),
        ),
        splits={"train": 1119, "dev": 299, "test": 1172},
        unit="question",
        dataset_url="https://allenai.org/data/arc",
        licence="CC BY-SA 4.0",
        measures="The share of questions that a model answers rightly; guessing gives about a quarter.",
        faq=(FAQEntry("Why is ARC hard?", "Retrieval and word statistics fail on every question of it.", PAPER),),
    )
    subject = ""

    def results(self):
        source = {"benchmark": "arc-challenge", "board": "reported", "source_url": PHI_3.format("medium-128k")}
        return [
            source | {"model": "gpt-4-1106-preview", "value": 0.956, "standing": "third-party"},
            source | {"model": "llama-3-70b-instruct", "value": 0.930, "standing": "third-party"},
            source | {"model": "phi-3-medium-128k-instruct", "value": 0.910, "standing": "self-reported"},
        ]

    def load(self, root, split):
        path = root / f"ARC-Challenge-{split.title()}.jsonl"
        for number, line in enumerate(read_data_file(path, "JSON lines").splitlines(), 1):
            try:
                yield self.item(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(f"{path}, line {number} is no question: {error!r}") from error

    def item(self, row):
        options = {choice["label"]: choice["text"] for choice in row["question"]["choices"]}
        request = Choose(f"Question: {row['question']['stem']}", tuple(options.values()))
        return Item(row["id"], request, target=list(options).index(row["answerKey"]))

    def grade(self, items, answers, **settings):
        return [self.worth(item.target, answer.choice) for item, answer in zip(items, answers, strict=True)]

    def worth(self, target, choice):
        if choice is None:
            return Grade(None, UNPARSED, official=0, strict=0)
        return Grade("ABCDE"[choice], LIKELIHOOD, official=choice == target, strict=choice == target)

    def outline(self, items, answers):
        return Outline(board="zero-shot")

    def write_sample(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for split, count in (("Train", 4), ("Test", 8)):
            rows = [self.made_up(number) for number in range(count)]
            (folder / f"ARC-Challenge-{split}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    def made_up(self, number):
        texts = ["a stone", "a lamp", "a cloud"]
        texts.insert(number % 4, "a cat")
        choices = [{"label": label, "text": text} for label, text in zip("ABCD", texts, strict=True)]
        question = {"stem": f"Made-up question {number}: which of these breathes?", "choices": choices}
        return {"id": f"made-up-{number}", "question": question, "answerKey": "ABCD"[number % 4]}


@hookimpl
def podium_benchmarks():
    return [ArcChallenge()]
