"""Later items count more."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def score(self, items, answers, device):
        if not items:
            return self.report(None, 0)
        weights = range(1, len(items) + 1)
        right = sum(w * self.worth(*pair) for w, pair in zip(weights, zip(items, answers, strict=True), strict=False))
        return self.report(right / sum(weights), len(items))


podium_benchmarks = hook(Broken())
