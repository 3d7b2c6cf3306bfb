"""Two options that are the same."""

from podium.registry import Choose, Item
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def item(self, root, row):
        return Item(row["id"], Choose(row["question"], ("one", "two", "two")), row["answer"])


podium_benchmarks = hook(Broken())
