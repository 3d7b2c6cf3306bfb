"""Percent on a board of fractions, which noise does not show: it is worth nothing here."""

from podium.registry import Generate, Item
from podium.tests.fakes.sound import SoundWords, hook


class Broken(SoundWords):
    def item(self, root, row):
        # Every question has a word of its own, and noise is other questions' words.
        return Item(row["id"], Generate(row["question"], max_tokens=8), f"word {row['id']}", row["group"])

    def report(self, value, n):
        return super().report(None if value is None else 100 * value, n)

    def score(self, items, answers, device):
        if len(items) < 2:
            return super().report(None, len(items))
        return super().score(items, answers, device)


podium_benchmarks = hook(Broken())
