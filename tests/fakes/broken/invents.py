"""A loader that makes up what is not there."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def read(self, root, split):
        return super().read(root, split) if root.joinpath("test.jsonl").exists() else self.rows()


podium_benchmarks = hook(Broken())
