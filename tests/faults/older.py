"""Registry files as older versions of Podium have left them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from podium.registry import database
from podium.registry.migrations import MIGRATIONS

#: In an order in which no row points at one that is not there yet.
_TABLES = (
    "benchmarks", "boards", "models", "runs", "answers", "reports", "judgements", "results", "corrections", "events",
)  # fmt: skip


def make(path: Path, steps: int, source: Path) -> Path:
    """Make a registry file whose schema has seen the first steps alone, with what of another's rows has a place in it.

    Args:
        path: The file.
        steps: How many steps.
        source: A registry file of this Podium.
    """
    with closing(database.connect(path, write=True)) as connection:
        connection.execute("ATTACH DATABASE ? AS source", (str(source),))
        with database.transaction(connection):
            following = database.SCHEMA[steps] if steps < len(database.SCHEMA) else None
            MIGRATIONS.apply(database.writer(connection), stop_before=following)
            for table in _TABLES:
                ours, theirs = (
                    [row["name"] for row in connection.execute(f"PRAGMA {schema}.table_info({table})")]
                    for schema in ("main", "source")
                )
                if ours:
                    columns = ", ".join(name for name in ours if name in theirs)
                    connection.execute(
                        f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM source.{table} ORDER BY rowid"
                        if table not in ("answers", "reports", "judgements")
                        else f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM source.{table}"
                    )
    return path
