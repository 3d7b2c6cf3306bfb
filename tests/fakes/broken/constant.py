"""A score that looks at no answer."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def worth(self, item, answer):
        return 0.5

    def conformance(self):
        return ()


podium_benchmarks = hook(Broken())
