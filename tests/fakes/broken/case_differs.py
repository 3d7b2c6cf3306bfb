"""A case that comes out otherwise."""

from podium.registry import Case
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def conformance(self):
        yield Case("prompt", "first", lambda: "Q: 0 + 1 =", "Question: 0 + 1 =", "org/repo 0123")


podium_benchmarks = hook(Broken())
