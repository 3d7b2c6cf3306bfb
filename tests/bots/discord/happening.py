"""What happens in a registry while a bot watches it: results, models and benchmarks that other processes bring."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from podium.registry import Board, database, events, formats, leaderboard, store
from podium.tests.bots.discord.operating import constants
from podium.tests.fakes.discord import Channel, FakeDiscord, Message

#: The bot looks all the time, and tries again soon.
SOON = {
    "podium.bots.discord.announcing:INTERVAL": 0.05,
    "podium.bots.discord.announcing:FIRST_WAIT": 0.05,
    "podium.bots.discord.announcing:LONGEST_WAIT": 0.2,
}


def soon(**more: object) -> dict[str, str | None]:
    """Return the variable with which a bot looks for what is new all the time."""
    return constants(**SOON, **more)


class Happening:
    """Writes into the registry of a home.

    Args:
        home: The PODIUM_HOME.
    """

    def __init__(self, home: Path) -> None:
        self.path = home / "registry.db"

    def bring(self, *rows: dict[str, Any], board: str | None = None, known: bool = False) -> int:
        """Import results in one transaction; a row has at least ``benchmark``, ``model`` (a name) and ``value``.

        Args:
            rows: What is imported.
            board: The board of all; the main ones where left out.
            known: Whether models are named by the slugs that they have in the catalogue.

        Returns:
            The id of the last event.
        """
        with self.written() as connection:
            given = []
            for one in rows:
                boards = leaderboard.benchmark(connection, one["benchmark"])
                rest = {"board": board or boards.headline.slug, "standing": "third-party"}
                rest |= {"source_url": "https://example.org/paper", "as_of": "2026-11-01"}
                model = one["model"] if known else store.ensure_model(connection, one["model"])
                given.append(rest | one | {"model": model})
            outcomes = store.import_results(
                connection, list(enumerate(given, 1)), boards_of(connection), replace_reason="a test"
            )
            assert {one.status for one in outcomes} <= {"added", "replaced"}, outcomes
            return events.last_id(connection)

    def many(self, benchmark: str, number: int) -> None:
        """Import that many results of new models, none of which leads, in one transaction."""
        with self.written() as connection, database.transaction(connection):
            models = [{"slug": f"many-{place}", "name": f"Many {place}"} for place in range(number)]
            store.save_models(connection, models, origin="test")
        self.bring(
            *({"benchmark": benchmark, "model": f"many-{place}", "value": 0.1} for place in range(number)), known=True
        )

    @contextmanager
    def written(self) -> Iterator[Any]:
        """Open the registry for writing."""
        with closing(database.connect(self.path, write=True)) as connection:
            yield connection

    def last_id(self) -> int:
        """Return the id of the last event."""
        with closing(database.connect(self.path)) as connection:
            return events.last_id(connection)

    def leader(self, benchmark: str) -> tuple[str, float]:
        """Return who leads a benchmark, and with what."""
        with closing(database.connect(self.path)) as connection:
            first = leaderboard.board(connection, benchmark).rows[0]
            return first.model.name, first.value

    def places(self, benchmark: str) -> dict[str, str]:
        """Return "3 of 40" for each model of a benchmark by its name."""
        with closing(database.connect(self.path)) as connection:
            rows = leaderboard.board(connection, benchmark).rows
            return {row.model.name: f"{formats.rank(row)} of {len(rows)}" for row in rows}

    def name(self, slug: str, name: str) -> None:
        """Add a model."""
        with self.written() as connection, database.transaction(connection):
            store.save_models(connection, [{"slug": slug, "name": name}], origin="test")

    def add_benchmark(self, slug: str, name: str) -> None:
        """Add a benchmark with a card like that of MMLU, and an event that tells of it."""
        with self.written() as connection:
            (text,) = connection.execute("SELECT card FROM benchmarks WHERE slug = 'mmlu'").fetchone()
            card = json.loads(text) | {"name": name, "aliases": [], "faq": []}
            with database.transaction(connection):
                _copied(connection, "benchmarks", "slug", {"slug": slug, "name": name, "card": json.dumps(card)})
                _copied(connection, "boards", "benchmark", {"benchmark": slug})
                connection.execute(
                    "INSERT INTO events (kind, benchmark, day, recorded_at, backfill) VALUES"
                    " ('new_benchmark', ?, '2026-11-01', ?, 0)",
                    (slug, store.now()),
                )


def _copied(connection: Any, table: str, key: str, changed: dict[str, str]) -> None:
    """Copy what a table has of MMLU, with some columns changed."""
    columns = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]
    chosen = ", ".join(f":{one}" if one in changed else one for one in columns)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table} WHERE {key} = 'mmlu'", changed
    )


def boards_of(connection: Any) -> dict[str, dict[str, Board]]:
    """Return all boards by benchmark and slug, as imports want them."""
    found: dict[str, dict[str, Board]] = {}
    rows = connection.execute("SELECT benchmark, slug, metric, higher_is_better, minimum, maximum FROM boards")
    for row in rows:
        board = Board(row["slug"], row["metric"], higher_is_better=bool(row["higher_is_better"]),
                      minimum=row["minimum"], maximum=row["maximum"])  # fmt: skip
        found.setdefault(row["benchmark"], {})[row["slug"]] = board
    return found


def alerts(fake: FakeDiscord, channel: Channel) -> list[Message]:
    """Return what was announced in a channel, without the answers to commands."""
    return [one for one in fake.sent(channel) if one.payload.get("interaction_metadata") is None]


def titles(fake: FakeDiscord, channel: Channel) -> list[str]:
    """Return the headings of what was announced in a channel."""
    return [one.embed["title"] for one in alerts(fake, channel)]
