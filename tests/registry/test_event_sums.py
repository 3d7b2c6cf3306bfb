"""New results summed up by board and day."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from podium.registry import corrections, database, event_sums, events, leaderboard, store
from podium.registry.card import Board
from podium.registry.catalog.entries import import_models


def test_an_import_is_one_sum_and_a_correction_stands_alone(registry_file: Path) -> None:
    with closing(database.connect(registry_file, write=True)) as connection:
        assert event_sums.new_results(connection, 9) == [] and event_sums.replaced(connection, 9) == []
        # Of different days of release, which are the days of the events, but written on one.
        known = [{"slug": f"m-{i}", "name": f"M {i}", "released": f"2025-01-{i % 28 + 1:02}"} for i in range(40)]
        import_models(connection, [(i, one | {"released_precision": "day"}) for i, one in enumerate(known)])
        facts = leaderboard.board(connection, "mmlu").board
        board = Board(**{name: value for name, value in vars(facts).items() if name != "benchmark"})
        row = {
            "benchmark": "mmlu",
            "board": facts.slug,
            "standing": "self-reported",
            "source_url": "https://a.example/",
        }
        rows = [(i, row | {"model": f"m-{i}", "value": 0.1 + i / 1000}) for i in range(40)]
        store.import_results(connection, rows, {"mmlu": {facts.slug: board}})
        row_id = leaderboard.board(connection, "chexpert").rows[0].id
        made = corrections.add(
            connection, row_id, statement="a typing error", value=0.47,
            source_url="https://example.org/erratum",
        )  # fmt: skip
        corrections.accept(connection, made.id)
        (one,) = event_sums.new_results(connection, 9)
        assert (one.benchmark, one.board, one.number, one.day) == ("mmlu", facts.slug, 40, one.last[:10])
        (replaced,) = event_sums.replaced(connection, 9)
        (event,) = events.after(connection, replaced - 1, until=replaced)
        assert (event.benchmark, event.replaced, event.value) == ("chexpert", 0.481, 0.47)
