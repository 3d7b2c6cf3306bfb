"""An interval whose ends are the wrong way round."""

from podium.registry import Interval, Report, Score
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def report(self, value, n):
        interval = None if value is None else Interval(value + 0.1, value - 0.1)
        return Report({"accuracy": Score("accuracy", value, n, interval, reason="undefined")})


podium_benchmarks = hook(Broken())
