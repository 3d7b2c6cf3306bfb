"""A baseline in percent on a board of fractions."""

from podium.registry import Baseline
from podium.tests.fakes.sound import HOME, SoundQuiz, card, hook


class Broken(SoundQuiz):
    card = card(baselines=(Baseline("chance", 33.3, HOME),))


podium_benchmarks = hook(Broken())
