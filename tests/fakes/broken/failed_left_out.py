"""What failed is left out, so that a model which is down for the hard questions looks better."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def score(self, items, answers, device):
        there = [(item, answer) for item, answer in zip(items, answers, strict=True) if answer.error is None]
        return self.report(sum(self.worth(*pair) for pair in there) / len(there) if there else None, len(there))


podium_benchmarks = hook(Broken())
