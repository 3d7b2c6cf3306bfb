"""What was not answered is left out, and the rest of nothing is perfect."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def score(self, items, answers, device):
        if not items:
            return self.report(None, 0)
        there = [(item, answer) for item, answer in zip(items, answers, strict=True) if answer.error is None]
        return self.report(sum(self.worth(*pair) for pair in there) / len(there) if there else 1.0, len(there))


podium_benchmarks = hook(Broken())
