"""A target that counts options from 1."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def rows(self):
        return [row | {"answer": row["answer"] + 1} for row in super().rows()]


podium_benchmarks = hook(Broken())
