"""Names as people type them, and as buttons carry them, found in the registry; or the near ones, to be chosen from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from podium.bots.discord.custom_ids import Press, meant
from podium.bots.discord.faces.near import MOST, near_face
from podium.bots.discord.names import Index, Names
from podium.bots.discord.outgoing import Outgoing
from podium.registry.errors import NotFound, PodiumError

Found = TypeVar("Found")

#: What is said where nothing is near.
_HINT = "Start typing in the command, and choose from the list."


class Missed(Exception):
    """A name that is not known.

    Args:
        field: Which of the things that were asked for it stands for: ``"benchmark"``, ``"board"``, ``"organisation"``,
            ``"category"``; any other is a model.
        error: What was looked for, and the near names.
        benchmark: Slug of the benchmark, where a board of it was looked for.
    """

    def __init__(self, field: str, error: NotFound, benchmark: str = "") -> None:
        super().__init__(str(error))
        self.field = field
        self.error = error
        self.benchmark = benchmark


@contextmanager
def looking(field: str, benchmark: str = "") -> Iterator[None]:
    """Raise :class:`Missed` for a field where a name inside is not found."""
    try:
        yield
    except NotFound as error:
        raise Missed(field, error, benchmark) from None


def whole(field: str, known: Names | None) -> str:
    """Return a name that came with a button, where it was too long for its id, as it is; any other as it came.

    Raises:
        PodiumError: If nothing is known any more, or never was, that was written so.
    """
    found = meant(field, known.by_slug if known is not None else ())
    if found is None:
        raise PodiumError("what this button means was too long to stand in it, and I do not find it", "ask anew")
    return found


def slug_of(kind: str, known: Names, name: str) -> str:
    """Return the slug of what a name means, in memory: misses cost the registry nothing.

    Args:
        kind: What is looked for, such as ``"benchmark"``.
        known: All of that kind.
        name: As it was typed, or as a button carries it.

    Raises:
        NotFound: If nothing is called so.
        PodiumError: What :func:`whole` raises.
    """
    name = whole(name, known)
    one = known.named(name)
    if one is None:
        raise NotFound(kind, name)
    return one.slug


def or_near(index: Index, make: Callable[[], Found], again: Callable[[str, str], Press]) -> Found | Outgoing:
    """Return what is made, such as a message, or the near names where a name that it needs is not known.

    Args:
        index: The names.
        make: What makes it; it may raise :class:`Missed`.
        again: Given the field that was missed and what is to stand there, the press that goes on.
    """
    try:
        return make()
    except Missed as missed:
        error = missed.error
        choices = _as_model(index, missed, again) or [
            (name, again(missed.field, slug)) for name, slug in near(index, missed)
        ]
        # Each id stands on a message once.
        apart = {press.custom_id: (name, press) for name, press in choices}
        return near_face(error.kind, error.name, list(apart.values()), _HINT)


def near(index: Index, missed: Missed) -> list[tuple[str, str]]:
    """Return the names that may be meant by one that is not known, with their slugs; of a few boards, all."""
    known, error, every = _known(index, missed), missed.error, missed.field == "board"
    if known is None:
        return [(one, one) for one in error.suggestions[:MOST]]
    slugs = list(error.suggestions) or [one.slug for one in known.starting(error.name, MOST)]
    if not slugs and every and len(known.entries) <= MOST:
        slugs = [one.slug for one in known.entries]
    return [(known.by_slug[slug].name if slug in known.by_slug else slug, slug) for slug in slugs[:MOST]]


def _as_model(index: Index, missed: Missed, again: Callable[[str, str], Press]) -> list[tuple[str, Press]]:
    """Return the model that is called as no benchmark is, and what shows it."""
    model = index.models.named(missed.error.name) if missed.field == "benchmark" else None
    if model is None:
        return []
    press = again(missed.field, model.slug)
    return [(model.name, Press("model", (press.fields[0], model.slug, "1"), press.owner))]


def _known(index: Index, missed: Missed) -> Names | None:
    if missed.field == "board":
        return index.boards.get(missed.benchmark)
    kinds = {"benchmark": index.benchmarks, "organisation": index.organisations, "category": index.categories}
    return kinds.get(missed.field, index.models)
