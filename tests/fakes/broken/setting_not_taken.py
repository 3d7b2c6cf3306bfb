"""A setting that the scorer does not know."""

from podium.registry import Setting
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    settings = (Setting("strict", "yes", "Whether to be strict.", choices=("yes", "no")),)

    def score(self, items, answers, device):
        return super().score(items, answers, device)


podium_benchmarks = hook(Broken())
