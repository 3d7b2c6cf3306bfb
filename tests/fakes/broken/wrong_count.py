"""A card that counts more items than there are."""

from podium.tests.fakes.sound import SoundQuiz, card, hook


class Broken(SoundQuiz):
    card = card(splits={"test": 13})


podium_benchmarks = hook(Broken())
