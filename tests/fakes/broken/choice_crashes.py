"""A choice of a setting that nobody tried."""

from podium.registry import Setting
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    settings = (Setting("shots", "none", "Examples before a question.", choices=("none", "five"), stage="load"),)

    def load(self, root, split, shots):
        return super().load(root, split)[: {"none": None}[shots]]


podium_benchmarks = hook(Broken())
