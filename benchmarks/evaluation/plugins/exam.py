"""The questions of this benchmark as a plugin: multiple choice, and open questions about pictures."""

from benchmarks.evaluation.data import head, read_questions
from podium.registry import Benchmark, Board, Card, Choose, Generate, Item, Report, Score, Setting, hookimpl


class Exam(Benchmark):
    """Made-up questions."""

    card = Card(
        slug="exam",
        name="Exam",
        modality="text",
        categories=("knowledge",),
        description="Made-up questions, to time how they are asked.",
        boards=(Board("accuracy", headline=True, split="test", unit="question", protocol="likelihood of the letter"),),
        splits={"test": 2000},
    )
    settings = (
        Setting("shots", 0, "Solved examples before each question.", stage="load", minimum=0, maximum=5),
        Setting("kind", "choice", "What is asked.", choices=("choice", "picture"), stage="load"),
    )

    def load(self, root, split, shots, kind):
        """Return the questions, or the pictures, in the order of the file."""
        if kind == "picture":
            import pyarrow.parquet as pq

            rows = pq.read_table(root / "pictures.parquet", columns=["id", "question"]).to_pylist()
            return [
                Item(row["id"], Generate(row["question"], (root / "images" / f"{number}.png",), max_tokens=16), "")
                for number, row in enumerate(rows)
            ]
        start = head(read_questions(root, "dev"), shots)
        return [
            Item(row["id"], Choose(start + row["question"], tuple(row["choices"])), target=row["answer"])
            for row in read_questions(root, split)
        ]

    def score(self, items, answers, device):
        """Return the accuracy; of open questions only how many were answered."""
        right = [
            answer.choice == item.target if item.target != "" else answer.text is not None
            for item, answer in zip(items, answers, strict=True)
        ]
        score = Score("accuracy", sum(right) / len(right), len(right))
        return Report({"accuracy": score}, scores=(score,))


@hookimpl
def podium_benchmarks():
    """Return the exam."""
    return [Exam()]
