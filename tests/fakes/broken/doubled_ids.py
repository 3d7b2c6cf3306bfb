"""Ids that are counted anew in every group."""

from dataclasses import replace

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def item(self, root, row):
        return replace(super().item(root, row), id=row["id"][-1])


podium_benchmarks = hook(Broken())
