"""A board that ends before it begins."""

from dataclasses import replace

from podium.tests.fakes.sound import CARD, SoundQuiz, card, hook


class Broken(SoundQuiz):
    card = card(boards=(replace(CARD.boards[0], minimum=1.0, maximum=0.0),))


podium_benchmarks = hook(Broken())
