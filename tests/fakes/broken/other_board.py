"""A board that the card does not have."""

from podium.registry import Report, Score
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def report(self, value, n):
        return Report({"acc": Score("acc", value, n)})


podium_benchmarks = hook(Broken())
