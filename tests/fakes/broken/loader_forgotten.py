"""Scores answers, and its loader is misspelt."""

from podium.registry import Benchmark
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(Benchmark):
    card = SoundQuiz.card
    report = SoundQuiz.report
    score = SoundQuiz.score
    loads = SoundQuiz.load


podium_benchmarks = hook(Broken())
