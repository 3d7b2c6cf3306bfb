"""Imports numpy at its top."""

import numpy  # noqa: F401

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    card = SoundQuiz.card


podium_benchmarks = hook(Broken())
