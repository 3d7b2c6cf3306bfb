"""The FAQ engine for checks of plugins: over a registry of its own that has the plugin, and never the user's."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from podium.bots.faq import Engine
    from podium.registry.checking import Asker, Replied
    from podium.registry.discovery import OwnedBenchmark, PluginSet


class Engines:
    """Engines over registries with all plugins that are found and the one that is checked.

    Args:
        folder: Where registries are kept until the end.
        found: The plugins that are installed.
    """

    def __init__(self, folder: Path, found: PluginSet) -> None:
        self._folder = folder
        self._found = found
        self._engines: dict[int, Engine] = {}
        self._connections: list[sqlite3.Connection] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for connection in self._connections:
            connection.close()

    def asker(self, owned: OwnedBenchmark) -> Asker:
        """Return what asks about a benchmark, which takes a second or two for the first of the installed ones.

        A benchmark that is installed shares the engine of all that are; another has one of its own.
        """
        slug = owned.benchmark.card.slug
        installed = self._found.benchmarks.get(slug)
        same = installed is not None and installed.benchmark is owned.benchmark
        key = 0 if same else id(owned)
        if key not in self._engines:
            self._engines[key] = self._open(None if same else owned)
        return partial(_replied, self._engines[key])

    def _open(self, owned: OwnedBenchmark | None) -> Engine:
        from podium.bots.faq import Engine
        from podium.registry import database
        from podium.registry.startup import Place, update

        found = self._found
        if owned is not None:
            found = replace(found, benchmarks=found.benchmarks | {owned.benchmark.card.slug: owned})
        place = Place(self._folder / f"registry-{len(self._engines)}.db")
        update(place, found)
        connection = database.connect(place.db)
        self._connections.append(connection)
        return Engine(connection)


def _replied(engine: Engine, question: str) -> Replied:
    from podium.registry.checking import Replied

    reply = engine.answer(question)
    return Replied(
        reply.kind,
        frozenset(str(fact.value) for fact in reply.facts if fact.name == "slug"),
        tuple(str(fact.value) for fact in reply.facts if fact.name == "answer"),
        reply.text.splitlines()[0] if reply.text else "nothing",
    )
