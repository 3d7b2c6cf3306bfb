"""A question that the results answer, as its author would not know."""

from podium.registry import FAQEntry
from podium.tests.fakes.sound import HOME, SoundQuiz, card, hook


class Broken(SoundQuiz):
    card = card(faq=(FAQEntry("Who leads Sound Quiz?", "My favourite model.", HOME),))


podium_benchmarks = hook(Broken())
