"""Names as people type them, and as buttons carry them, found in the registry; or the near ones, to be chosen from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from podium.bots.discord.custom_ids import meant
from podium.bots.discord.names import Index, Named, Names
from podium.registry.errors import NotFound


class Missed(Exception):
    """A name that is not known.

    Args:
        field: Which of the things that were asked for it stands for.
        error: What was looked for, and the near names.
    """

    def __init__(self, field: str, error: NotFound) -> None:
        super().__init__(str(error))
        self.field = field
        self.error = error


@contextmanager
def looking(field: str) -> Iterator[None]:
    """Raise :class:`Missed` for a field where a name inside is not found."""
    try:
        yield
    except NotFound as error:
        raise Missed(field, error) from None


def whole(field: str, known: Names | None) -> str:
    """Return a name that came with a button, where it was too long for its id, as it is; any other as it came."""
    return meant(field, known.by_slug if known is not None else ()) or field


def label(index: Index, field: str, slug: str, benchmark: str = "") -> str:
    """Return how a suggestion is written.

    Args:
        index: The names.
        field: What it is: ``"benchmark"``, ``"board"``, ``"model"``; others are written as they are.
        slug: What stands for it.
        benchmark: Slug of the benchmark, for a board.
    """
    names: Mapping[str, Names | None] = {
        "benchmark": index.benchmarks,
        "board": index.boards.get(benchmark),
        "model": index.models,
    }
    kind = names.get(field)
    found: Named | None = kind.by_slug.get(slug) if kind is not None else None
    return found.name if found is not None else slug
