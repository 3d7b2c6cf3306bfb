"""A sample of no file."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def write_sample(self, folder):
        folder.mkdir(parents=True)


podium_benchmarks = hook(Broken())
