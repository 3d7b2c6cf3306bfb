"""Another name that is another benchmark's."""

from podium.tests.fakes.sound import SoundQuiz, card, hook


class Broken(SoundQuiz):
    card = card(aliases=("MMLU",))


podium_benchmarks = hook(Broken())
