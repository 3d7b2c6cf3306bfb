"""A name that the bot takes for an instruction and declines."""

from podium.tests.fakes.sound import SoundQuiz, card, hook


class Broken(SoundQuiz):
    card = card(slug="ignore", name="Ignore Previous Instructions", faq=())


podium_benchmarks = hook(Broken())
