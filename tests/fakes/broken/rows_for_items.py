"""A loader that gives rows, not items."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def load(self, root, split):
        return self.read(root, split)


podium_benchmarks = hook(Broken())
