"""Two boards, of which the one that is not the headline counts errors."""

from podium.registry import Board, Report, Score
from podium.tests.fakes.sound import SoundQuiz, card, hook


class Broken(SoundQuiz):
    card = card(
        boards=(
            Board("accuracy", headline=True, split="test", unit="question", protocol="Zero-shot, greedy."),
            Board("sober", split="test", unit="question", protocol="Zero-shot, greedy, without guesses."),
        )
    )

    def report(self, value, n):
        wrong = None if value is None else 1 - value
        scores = {
            slug: Score(slug, one, n, reason="undefined") for slug, one in (("accuracy", value), ("sober", wrong))
        }
        return Report(scores)


podium_benchmarks = hook(Broken())
