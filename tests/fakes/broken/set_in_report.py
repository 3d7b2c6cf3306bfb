"""A report in the order of a set: another in every process."""

from dataclasses import replace

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def report(self, value, n):
        notes = tuple({f"note {number}" for number in range(20)})
        return replace(super().report(value, n), notes=notes)


podium_benchmarks = hook(Broken())
