"""Percent on a board of fractions."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def report(self, value, n):
        return super().report(100 * value, n)


podium_benchmarks = hook(Broken())
