"""Rows of a board as flat records, and records as CSV: what spreadsheets and other programs read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from podium.registry import formats, spreadsheets
from podium.registry.rank_ranges import RankRange
from podium.registry.views import Row
from podium.registry.visible import clean

#: Columns of a row of a board.
COLUMNS = (
    "rank", "rank_best", "rank_worst", "model", "name", "organisation", "parameters_b", "context_tokens",
    "input_price", "output_price", "licence", "open_weights", "score", "low", "high", "n", "standing", "verified",
    "released", "date", "reported_on", "as_of", "setting", "note", "reported_by", "source_url", "cited_url", "id",
)  # fmt: skip


def places_json(row: Row, places: RankRange) -> dict[str, int | None]:
    """Return the ranks between which a model stands as JSON data; nothing where its score has no interval."""
    known = row.low is not None
    return {"rank_best": places.best if known else None, "rank_worst": places.worst if known else None}


def flat(row: Row, places: RankRange) -> dict[str, Any]:
    """Return a row as one flat record of :data:`COLUMNS`; one without an interval has no range of ranks."""
    known = vars(row.model) | vars(row) | places_json(row, places)
    known |= {"model": row.model.slug, "name": row.model.name, "score": row.value, "verified": row.verified}
    known |= {"released": formats.released(row.model), "date": formats.when(row), "source_url": row.source_url}
    return {name: known[name] for name in COLUMNS}


def write_csv(stream: TextIO, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write records as CSV.

    Args:
        stream: What is written to.
        columns: Names of the columns, in order.
        rows: Records that have all of them.
    """
    import csv

    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)


def _cell(value: Any) -> Any:
    """Return a cell as CSV has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return spreadsheets.guarded(clean(value)) if isinstance(value, str) else value
