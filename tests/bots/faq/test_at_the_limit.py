"""A size at the very limit that a question draws: it is not meant, and is named where it does better."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from podium.bots.faq.frame import Filters, Intent
from podium.tests.bots.faq.asking import asked
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_small_registries import registry, result

BELOW = Filters(max_params_b=10.0, strict=("max_params_b",))


@pytest.fixture
def sizes(tmp_path: Path) -> sqlite3.Connection:
    """Return models of 4, 10 and 70 billion parameters, the larger the better."""
    listed = {"small": 4.0, "even": 10.0, "large": 70.0}
    rows = [result(slug, number / 100) for slug, number in listed.items()]
    return registry(tmp_path, rows, models=[{"slug": slug, "parameters_b": b} for slug, b in listed.items()])


def test_a_better_model_listed_at_just_the_limit_is_named_beside_the_best_below_it(sizes: sqlite3.Connection) -> None:
    reply = asked(sizes, Intent.LEADER, "quiz", filters=BELOW)
    lines = reply.body.splitlines()
    assert lines[0].startswith("Small by Lab is the best model with less than 10B parameters on Quiz-7")
    assert "Even, listed at just 10B, has 0.100 accuracy, rank 2 (self-reported)." in lines
    assert values(reply, "parameters_b") == [4.0, 10.0]


def test_nothing_at_the_limit_is_named_where_it_is_meant_or_does_worse(sizes: sqlite3.Connection) -> None:
    meant = asked(sizes, Intent.LEADER, "quiz", filters=Filters(max_params_b=10.0))
    assert meant.body.startswith("Even by Lab is the best")
    above = asked(sizes, Intent.LEADER, "quiz", filters=Filters(min_params_b=10.0, strict=("min_params_b",)))
    assert above.body.startswith("Large by Lab is the best")
    assert "listed at" not in meant.body + above.body
