"""An address without its scheme."""

from podium.tests.fakes.sound import SoundQuiz, card, hook


class Broken(SoundQuiz):
    card = card(dataset_url="sound.example.org/data")


podium_benchmarks = hook(Broken())
