"""Answers whose numbers are none, from whatever adapter, are not kept and not scored."""

from __future__ import annotations

import math
import sqlite3
from pathlib import Path

import pytest

from podium.registry import evaluation, journal
from podium.registry.benchmark import Answer, Benchmark, Item
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Plan
from podium.tests.fakes.adapters import Guesses

NAN, INFINITE = math.nan, math.inf
IMPOSSIBLE = Answer(choice=1, log_likelihoods=(-INFINITE, -0.5, -INFINITE, -1.0))


class Broken(Guesses):
    """Guesses until the tenth item, which gets an answer of the test."""

    def __init__(self, tenth: Answer) -> None:
        super().__init__()
        self.tenth = tenth

    def _guess(self, item: Item) -> Answer:
        return self.tenth if item.id == "anatomy-9" else super()._guess(item)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (Answer(choice=0, log_likelihoods=(NAN,) * 4), "log-likelihood that is NaN or infinite"),
        (Answer(choice=0, log_likelihoods=(-1.0, -2.0, INFINITE, -1.0)), "log-likelihood that is NaN or infinite"),
        (Answer(probabilities=(0.5, None, NAN)), "probability that is not a finite number"),
        (Answer(probabilities=(-INFINITE, 0.5)), "probability that is not a finite number"),
    ],
)
def test_a_run_stops_at_an_answer_that_is_no_number_and_keeps_what_came_before(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, answer: Answer, what: str
) -> None:
    with pytest.raises(PodiumError, match=f"guesses:one gives a {what} for anatomy-9"):
        evaluation.run(connection, Plan(quiz, Broken(answer), quiz_folder))
    (run,) = journal.runs(connection)
    kept = [entry.item for entry in journal.entries(connection, run.id)]
    assert kept == [f"anatomy-{number}" for number in range(5)]
    assert run.status != "finished" and run.report is None


def test_minus_infinity_is_the_log_likelihood_of_what_is_impossible(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    run = evaluation.run(connection, Plan(quiz, Broken(IMPOSSIBLE), quiz_folder))
    assert run.status == "finished"
    assert {entry.item: entry.answer for entry in journal.entries(connection, run.id)}["anatomy-9"] == IMPOSSIBLE
