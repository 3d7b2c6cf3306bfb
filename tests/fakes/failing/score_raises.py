"""Loads as a plugin, and fails when it is used: its score raises."""

from podium.registry import Benchmark, Board, Card, Choose, Item, Report, Score, hookimpl


class Late(Benchmark):
    card = Card(
        slug="late-score",
        name="Late Score",
        modality="text",
        categories=("general",),
        description="Two questions; it fails at score.",
        boards=(Board("accuracy", headline=True, split="test", protocol="first option"),),
        splits={"test": 2},
    )

    def load(self, root, split):
        return [Item(str(number), Choose("Which?", ("a", "b")), target=number) for number in range(2)]

    def score(self, items, answers, device):
        right = sum(answer.choice == item.target for item, answer in zip(items, answers, strict=True)) / 0
        score = Score("accuracy", right / len(items), n=len(items))
        return Report(boards={"accuracy": score}, scores=(score,))


@hookimpl
def podium_benchmarks():
    return [Late()]
