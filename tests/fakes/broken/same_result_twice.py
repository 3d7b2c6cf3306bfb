"""The same model twice on one board."""

from podium.tests.fakes.sound import HOME, SoundQuiz, hook


class Broken(SoundQuiz):
    def results(self):
        row = {"benchmark": "sound-quiz", "board": "accuracy", "model": "o3", "standing": "self-reported"}
        return [row | {"value": value, "source_url": HOME} for value in (0.5, 0.75)]


podium_benchmarks = hook(Broken())
