"""A benchmark of questions whose grade is misspelt."""

from podium.registry import QuestionBenchmark
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(QuestionBenchmark):
    card = SoundQuiz.card
    rows = SoundQuiz.rows
    read = SoundQuiz.read
    item = SoundQuiz.item
    load = SoundQuiz.load
    write_sample = SoundQuiz.write_sample

    def grad(self, items, answers, **settings):
        return []


podium_benchmarks = hook(Broken())
