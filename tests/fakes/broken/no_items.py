"""A loader that gives nothing."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def load(self, root, split):
        self.read(root, split)
        return []


podium_benchmarks = hook(Broken())
