"""A tie that is broken by lot, without a seed."""

import random

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def worth(self, item, answer):
        return super().worth(item, answer) * random.choice((0.5, 1.0))

    def conformance(self):
        return ()


podium_benchmarks = hook(Broken())
