"""A letter where an option's index is meant."""

from dataclasses import replace

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def item(self, root, row):
        return replace(super().item(root, row), target="ABC"[row["answer"]])


podium_benchmarks = hook(Broken())
