"""An answer that failed has no text."""

from podium.tests.fakes.sound import SoundWords, hook


class Broken(SoundWords):
    def worth(self, item, answer):
        return float(answer.text.strip() == item.target)


podium_benchmarks = hook(Broken())
