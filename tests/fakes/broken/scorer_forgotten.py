"""Loads questions, and its scorer is misspelt."""

from podium.registry import Benchmark
from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(Benchmark):
    card = SoundQuiz.card
    rows = SoundQuiz.rows
    read = SoundQuiz.read
    item = SoundQuiz.item
    load = SoundQuiz.load
    write_sample = SoundQuiz.write_sample
    scores = SoundQuiz.score


podium_benchmarks = hook(Broken())
