"""A probability that is no number makes the score none."""

from podium.tests.fakes.sound import SoundPictures, hook


class Broken(SoundPictures):
    def worth(self, item, answer):
        given = [target if one is None else one for one, target in zip(answer.probabilities, item.target, strict=True)]
        return 1 - sum(abs(one - target) for one, target in zip(given, item.target, strict=True)) / len(given)


podium_benchmarks = hook(Broken())
