"""An error that is reported as if more were better."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def report(self, value, n):
        return super().report(1 - value, n)


podium_benchmarks = hook(Broken())
