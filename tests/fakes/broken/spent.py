"""A Dataset of a generator, which is spent after one walk."""

from podium.registry import Dataset
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def load(self, root, split):
        return Dataset((item for item in super().load(root, split)), split)


podium_benchmarks = hook(Broken())
