"""Divides by the number of items."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def score(self, items, answers, device):
        return self.report(sum(map(self.worth, items, answers)) / len(items), len(items))


podium_benchmarks = hook(Broken())
