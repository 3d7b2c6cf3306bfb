"""Loads as a plugin, and fails when it is used: its load raises."""

from podium.registry import Benchmark, Board, Card, Choose, Item, Report, Score, hookimpl


class Late(Benchmark):
    card = Card(
        slug="late-load",
        name="Late Load",
        modality="text",
        categories=("general",),
        description="Two questions; it fails at load.",
        boards=(Board("accuracy", headline=True, split="test", protocol="first option"),),
        splits={"test": 2},
    )

    def load(self, root, split):
        rows = (root / "rows.txt").read_text().split()
        return [Item(row, Choose("Which?", ("a", "b")), target=int(row)) for row in rows]

    def score(self, items, answers, device):
        right = sum(answer.choice == item.target for item, answer in zip(items, answers, strict=True))
        score = Score("accuracy", right / len(items), n=len(items))
        return Report(boards={"accuracy": score}, scores=(score,))


@hookimpl
def podium_benchmarks():
    return [Late()]
