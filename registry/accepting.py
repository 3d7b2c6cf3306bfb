"""Checking what a plugin's hooks returned: a plugin is taken as a whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from podium.registry import names
from podium.registry.adapters import KINDS, Opener
from podium.registry.benchmark import Benchmark
from podium.registry.candidates import BUILT_IN, Candidate
from podium.registry.card import Card
from podium.registry.errors import PodiumError
from podium.registry.labeling import ReportLabeler
from podium.registry.outcomes import OwnedBenchmark, PluginSet
from podium.registry.plugin_stages import Refused, Stages
from podium.registry.result_rows import check_result

_PREFIX = re.compile(r"[a-z][a-z0-9-]*")


def benchmarks(returned: Sequence[object], stages: Stages, found: PluginSet) -> list[OwnedBenchmark]:
    """Return the benchmarks of a plugin with their shipped results.

    Raises:
        Refused: If one of them is none, its name is taken, or a shipped result is not right.
    """
    owned: list[OwnedBenchmark] = []
    taken = dict(found.taken)
    for benchmark in returned:
        one = _benchmark(benchmark, stages, taken)
        owned.append(one)
        taken |= claims(one.benchmark.card, stages.candidate)
    return owned


def _benchmark(benchmark: object, stages: Stages, taken: Mapping[str, tuple[str, str]]) -> OwnedBenchmark:
    candidate = stages.candidate
    if not isinstance(benchmark, Benchmark):
        raise Refused("card", f"podium_benchmarks returned {type(benchmark).__name__}, not a Benchmark")
    card = getattr(benchmark, "card", None)
    if not isinstance(card, Card):
        raise Refused("card", f"{type(benchmark).__name__} has no card")
    for name in _card_names(card):
        if names.key(name) in taken:
            slug, owner = taken[names.key(name)]
            raise Refused("card", f"name {name!r} of benchmark {card.slug!r} is taken by {slug!r} of plugin {owner!r}")
    rows = stages.run("results", partial(_results, benchmark, card))
    return OwnedBenchmark(benchmark, candidate.name, candidate.distribution, candidate.version, rows)


def _results(benchmark: Benchmark, card: Card) -> tuple[Mapping[str, Any], ...]:
    boards = {board.slug: board for board in card.boards}
    rows = []
    for position, row in enumerate(benchmark.results(), 1):
        try:
            rows.append(check_result(row, boards))
        except PodiumError as error:
            raise Refused("results", f"shipped result {position}: {error}") from error
        if row["benchmark"] != card.slug:
            raise Refused("results", f"shipped result {position} is for {row['benchmark']!r}, not {card.slug!r}")
    return tuple(rows)


def _card_names(card: Card) -> list[str]:
    return list({names.key(name): name for name in (card.slug, card.name, *card.aliases)}.values())


def claims(card: Card, candidate: Candidate) -> dict[str, tuple[str, str]]:
    """Return the names that a benchmark takes, in their form for comparison, with its slug and its plugin."""
    return {names.key(name): (card.slug, candidate.name) for name in _card_names(card)}


def labelers(returned: Sequence[object], found: PluginSet) -> dict[str, ReportLabeler]:
    """Return the report labelers of a plugin by name.

    Raises:
        Refused: If one of them is none, or its name is taken.
    """
    mine: dict[str, ReportLabeler] = {}
    for labeler in returned:
        if not isinstance(labeler, ReportLabeler):
            raise Refused("labelers", f"podium_labelers returned {type(labeler).__name__}, no ReportLabeler")
        if labeler.name in found.labelers | mine:
            raise Refused("labelers", f"the name {labeler.name!r} of a report labeler is taken")
        mine[labeler.name] = labeler
    return mine


def adapters(returned: Sequence[Any], found: PluginSet) -> dict[str, Opener]:
    """Return what opens a plugin's kinds of model, by the prefix of their specs.

    Raises:
        Refused: If that is no mapping, a prefix is not right or taken, or what opens it cannot be called.
    """
    mine: dict[str, Opener] = {}
    for answer in returned:
        if not isinstance(answer, Mapping):
            raise Refused("adapters", f"podium_adapters returned {type(answer).__name__}, no mapping")
        for prefix, opener in answer.items():
            _check_adapter(prefix, opener, found)
        mine |= answer
    return mine


def _check_adapter(prefix: object, opener: object, found: PluginSet) -> None:
    if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix):
        raise Refused("adapters", f"prefix {prefix!r} is not of small letters, digits and hyphens")
    if prefix in KINDS or prefix in found.adapters:
        owner = next((one.name for one in found.outcomes if prefix in one.adapters), BUILT_IN)
        raise Refused("adapters", f"the prefix {prefix!r} is taken by {owner!r}")
    if not callable(opener):
        raise Refused("adapters", f"{prefix!r} is opened by {type(opener).__name__}, which cannot be called")
