"""An attribute that is a date."""

from dataclasses import replace
from datetime import date

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def item(self, root, row):
        return replace(super().item(root, row), attributes={"asked": date(2025, 1, 2)})


podium_benchmarks = hook(Broken())
