"""A label that the model does not know has no probability."""

from podium.tests.fakes.sound import SoundPictures, hook


class Broken(SoundPictures):
    def worth(self, item, answer):
        return float(
            all(
                (given >= 0.5) == (target == 1.0)
                for given, target in zip(answer.probabilities, item.target, strict=True)
            )
        )


podium_benchmarks = hook(Broken())
