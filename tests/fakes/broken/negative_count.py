"""A split of less than nothing."""

from podium.tests.fakes.sound import SoundQuiz, card, hook


class Broken(SoundQuiz):
    card = card(splits={"test": 12, "train": -1})


podium_benchmarks = hook(Broken())
