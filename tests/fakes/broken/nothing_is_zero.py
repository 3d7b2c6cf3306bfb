"""A score of 0 for no items."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def score(self, items, answers, device):
        return super().score(items, answers, device) if items else self.report(0.0, 0)


podium_benchmarks = hook(Broken())
