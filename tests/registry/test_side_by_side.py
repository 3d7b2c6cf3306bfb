"""Who is ahead on how many boards: ties, overlapping intervals, missing ones, and figures that are shown twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from podium.bots.faq.frame import Intent
from podium.registry import Board, standings
from podium.registry.side_by_side import Tally, shared_boards, tally, told_from_rest
from podium.tests.bots.faq.asking import ask
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_small_registries import card, registry, result

BOARDS = (Board("main", headline=True), *(Board(slug, title=slug) for slug in ("second", "third", "fourth", "again")))
ROWS = [
    result("alpha", 0.9, low=0.85, high=0.95),
    result("beta", 0.88, low=0.84, high=0.92),
    result("alpha", 0.7, "second"),
    result("beta", 0.6, "second", low=0.5, high=0.65),
    result("alpha", 0.5001, "third"),
    result("beta", 0.4999, "third"),
    result("alpha", 0.2, "fourth", low=0.1, high=0.3),
    result("beta", 0.5, "fourth", low=0.4, high=0.6),
    result("alpha", 0.7, "again"),
    result("beta", 0.6, "again", low=0.5, high=0.65),
]


def test_a_lead_counts_unless_intervals_overlap_and_figures_shown_again_do_not(tmp_path: Path) -> None:
    connection = registry(tmp_path, ROWS, card(boards=BOARDS))
    slugs = ("alpha", "beta")
    shared = shared_boards(standings.standings(connection, slugs), slugs)
    found = tally([[place.figure for place in one.placed] for one in shared], slugs)
    assert found == Tally({"alpha": 1, "beta": 1}, same=1, overlapping=1, unknown=1, repeated=1)
    told = {one.board.slug: one.told_apart for one in shared}
    assert told == {"main": False, "second": None, "third": False, "fourth": True, "again": None}
    # The same question asked in words counts alike.
    reply = ask(connection, Intent.COMPARE, *slugs)
    assert values(reply, "wins") == values(reply, "losses") == [1]
    assert values(reply, "draws") == [2]
    assert "On 1 of them the intervals overlap: the scores differ, and are not told apart." in reply.body


@pytest.mark.parametrize(("gamma", "told"), [({}, False), ({"low": 0.1, "high": 0.2}, False)])
def test_one_interval_that_overlaps_is_enough_whatever_the_third_has(
    tmp_path: Path, gamma: dict[str, Any], told: bool
) -> None:
    connection = registry(tmp_path, [*ROWS[:2], result("gamma", 0.15, **gamma)], card(boards=BOARDS))
    (one,) = shared_boards(standings.standings(connection, ("alpha", "beta", "gamma")), ("alpha", "beta", "gamma"))
    assert told_from_rest([place.figure for place in one.placed]) is told
