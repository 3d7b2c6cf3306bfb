"""A default that is no choice."""

from podium.registry import Setting
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    settings = (Setting("strict", "maybe", "Whether to be strict.", choices=("yes", "no")),)


podium_benchmarks = hook(Broken())
