"""Which facts of a reply the registry does not hold: of results by their row ids, of models, cards and boards."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from podium.bots.faq.reply import Fact, Reply
from podium.registry import leaderboard
from podium.registry.views import BenchmarkView

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")

_RESULT = """
SELECT r.*, m.name, m.organisation FROM current_results AS r JOIN models AS m ON m.slug = r.model WHERE r.id = ?
"""
#: Facts of a result by the column that holds them.
_RESULT_COLUMNS = {
    "score": "value",
    "leader": "name",
    "model": "name",
    "tied_with": "name",
    "organisation": "organisation",
    "standing": "standing",
    "n": "n",
    "source_url": "source_url",
    "cited_url": "cited_url",
    "setting": "setting",
    "remark": "note",
}
#: Facts of the catalogue by the column that holds them.
_MODEL_COLUMNS = {
    "leader": "name",
    "model": "name",
    "tied_with": "name",
    "organisation": "organisation",
    "released": "released",
    "parameters_b": "parameters_b",
    "context_tokens": "context_tokens",
    "input_price": "input_price",
    "output_price": "output_price",
    "price_date": "price_as_of",
    "model_licence": "licence",
    "multimodal": "multimodal",
}


def _paper(field: str) -> Callable[[BenchmarkView], object]:
    return lambda view: (view.card.get("paper") or {}).get(field)


#: Facts of a card, and what it says there.
_CARD_FACTS: Mapping[str, Callable[[BenchmarkView], object]] = {
    "benchmark": lambda view: view.name,
    "slug": lambda view: view.slug,
    "description": lambda view: view.card["description"],
    "measures": lambda view: view.card["measures"],
    "categories": lambda view: tuple(view.card["categories"]),
    "modality": lambda view: view.card["modality"],
    "licence": lambda view: view.card["licence"],
    "dataset_url": lambda view: view.card["dataset_url"],
    "paper_title": _paper("title"),
    "paper_url": _paper("url"),
    "paper_published": _paper("published"),
    "paper_more_authors": _paper("more_authors"),
    "abstract": _paper("abstract"),
}
_BOARD_COLUMNS = {
    "board": "title",
    "metric": "metric_name",
    "protocol": "protocol",
    "split": "split",
    "unit": "unit",
    "minimum": "minimum",
    "maximum": "maximum",
    "lower_is_better": "higher_is_better",
}


class Held:
    """What a registry holds; each of its rows, cards and boards is read once, whatever is written later.

    Looked at are facts of a result (by its row id), of a model of the catalogue, of a card and of a board.

    Args:
        connection: Open for reading; rows can be read by column name.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._result = lru_cache(None)(self._read_result)
        self._model = lru_cache(None)(self._read_model)
        self._view = lru_cache(None)(self._read_view)
        self._ranks = lru_cache(None)(self._read_ranks)

    def contradicted(self, reply: Reply) -> tuple[str, ...]:
        """Return a line for each fact of a reply that is not what the registry holds."""
        return tuple(
            f"{fact.name} {fact.value!r} where the registry has {held!r}"
            for fact in dict.fromkeys(reply.facts)
            for held in self._other_than(fact)
        )

    def _other_than(self, fact: Fact) -> Iterator[object]:
        """Yield what the registry has in place of a fact, where that is not the same."""
        if fact.result is not None:
            yield from self._of_result(fact)
            return
        if fact.model is not None and fact.name in _MODEL_COLUMNS:
            row = self._model(fact.model)
            yield from _unlike(fact, None if row is None else row[_MODEL_COLUMNS[fact.name]])
        elif fact.benchmark is not None and fact.board is not None:
            yield from self._of_board(fact)
        elif fact.benchmark is not None and fact.name in _CARD_FACTS:
            view = self._view(fact.benchmark)
            yield from _unlike(fact, None if view is None else _CARD_FACTS[fact.name](view))

    def _of_result(self, fact: Fact) -> Iterator[object]:
        row = self._result(fact.result)
        if row is None:
            yield f"no result {fact.result}"
            return
        where = (row["benchmark"], row["board"], row["model"])
        if (fact.benchmark, fact.board, fact.model) != where:
            yield "/".join(where)
        if fact.name == "rank":
            yield from _unlike(fact, self._ranks(row["benchmark"], row["board"]).get(row["id"]))
        elif fact.name == "date":
            if fact.value not in (row["as_of"], row["reported_on"]):
                yield row["as_of"] or row["reported_on"]
        elif fact.name in _RESULT_COLUMNS:
            yield from _unlike(fact, row[_RESULT_COLUMNS[fact.name]])
        elif fact.name in _MODEL_COLUMNS:
            model = self._model(row["model"])
            yield from _unlike(fact, None if model is None else model[_MODEL_COLUMNS[fact.name]])

    def _of_board(self, fact: Fact) -> Iterator[object]:
        view = self._view(fact.benchmark)
        boards = () if view is None else view.boards
        found = next(((board, models) for board, models in boards if board.slug == fact.board), None)
        if found is None:
            yield f"no board {fact.benchmark}/{fact.board}"
            return
        board, models = found
        if fact.name == "models":
            yield from _unlike(fact, models)
        elif fact.name == "lower_is_better":
            yield from _unlike(fact, not board.higher_is_better)
        elif fact.name in _BOARD_COLUMNS:
            yield from _unlike(fact, getattr(board, _BOARD_COLUMNS[fact.name]))

    def _read_result(self, identity: int) -> Any:
        return self._connection.execute(_RESULT, (identity,)).fetchone()

    def _read_model(self, slug: str) -> Any:
        return self._connection.execute("SELECT * FROM models WHERE slug = ?", (slug,)).fetchone()

    def _read_view(self, slug: str) -> BenchmarkView | None:
        known = self._connection.execute("SELECT 1 FROM benchmarks WHERE slug = ?", (slug,)).fetchone()
        return None if known is None else leaderboard.benchmark(self._connection, slug)

    def _read_ranks(self, benchmark: str, board: str) -> dict[int, int]:
        return {row.id: row.rank for row in leaderboard.board(self._connection, benchmark, board).rows}


def _unlike(fact: Fact, held: object) -> Iterator[object]:
    """Yield what is held unless it is the fact's value; a date may be held more exactly than it is known."""
    value = fact.value
    if value == held:
        return
    if fact.name in ("released", "paper_published") and isinstance(held, str) and _begins(held, value):
        return
    yield held


def _begins(date: str, value: object) -> bool:
    return isinstance(value, str) and _ISO.fullmatch(value) is not None and date.startswith(value)
