"""What a person may mean while typing an option of a command: looked up in memory, never in a file.

Discord hands over whatever was typed, chosen or not, so a command looks its options up again: benchmarks, models and
categories by the registry's own finders, which know near names; boards and questions by :func:`meant`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
from discord.app_commands import Choice

from podium.bots.discord.names import Index, Names, choices
from podium.registry.errors import NotFound

Interaction = discord.Interaction[Any]

_NONE = Names(())


def _offered(names: Callable[[Index, str | None], Names]) -> Callable[[Interaction, str], Any]:
    """Return what offers names; those of a benchmark go by what stands in the option ``benchmark`` beside it."""

    async def offer(interaction: Interaction, current: str) -> list[Choice[str]]:
        index: Index = interaction.client.reader.index
        benchmark = getattr(interaction.namespace, "benchmark", None)
        found = names(index, benchmark).starting(current)
        return [Choice(name=name, value=value) for name, value in choices(found)]

    return offer


def benchmark_slug(index: Index, typed: str | None) -> str | None:
    """Return the benchmark that an option means, None where that is not plain."""
    found = index.benchmarks.named(typed) if typed else None
    return found.slug if found is not None else None


benchmarks = _offered(lambda index, _: index.benchmarks)
models = _offered(lambda index, _: index.models)
categories = _offered(lambda index, _: index.categories)
organisations = _offered(lambda index, _: index.organisations)
boards = _offered(lambda index, benchmark: index.boards.get(benchmark_slug(index, benchmark) or "", _NONE))
questions = _offered(lambda index, benchmark: index.questions.get(benchmark_slug(index, benchmark) or "", _NONE))


def meant(kind: str, names: Names, typed: str) -> str:
    """Return the slug of what an option means; case, hyphens and blanks do not matter.

    Raises:
        NotFound: With near names, if there is none.
    """
    found = names.named(typed)
    if found is None:
        raise NotFound(kind, typed, [one.name for one in names.starting(typed, 3)])
    return found.slug
