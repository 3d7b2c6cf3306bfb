"""Options in a list, which cannot be hashed."""

from podium.registry import Choose, Item
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def item(self, root, row):
        return Item(row["id"], Choose(row["question"], ["one", "two", "three"]), row["answer"])


podium_benchmarks = hook(Broken())
