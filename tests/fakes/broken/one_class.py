"""Divides by the number of positives."""

from podium.tests.fakes.sound import SoundPictures, hook


class Broken(SoundPictures):
    def score(self, items, answers, device):
        if not items:
            return self.report(None, 0)
        found = sum(
            one is not None and one >= 0.5
            for item, answer in zip(items, answers, strict=True)
            for one, target in zip(answer.probabilities, item.target, strict=True)
            if target == 1.0
        )
        return self.report(found / sum(target for item in items for target in item.target), len(items))


podium_benchmarks = hook(Broken())
