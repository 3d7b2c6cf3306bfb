"""A paper that is not yet written."""

from datetime import date

from podium.registry import Paper
from podium.tests.fakes.sound import HOME, SoundQuiz, card, hook


class Broken(SoundQuiz):
    card = card(paper=Paper("Sound", ("A. Author",), HOME, date(2999, 1, 1), abstract="Made up."))


podium_benchmarks = hook(Broken())
