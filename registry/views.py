"""What the registry's reads give back: plain, typed, ready to render."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from podium.registry.absence import Absence
from podium.registry.dating import Dated, dated

#: Standings that count as verified in a reply.
VERIFIED = ("independent", "reproduced")

#: Decimals to which a score is shown. Scores that read the same are ties.
DECIMALS = 3


@dataclass(frozen=True)
class ModelFacts:
    """An entry of the model catalogue. None means not known.

    Args:
        slug: Identifier.
        name: As written in a sentence.
        organisation: Who made it.
        released: ISO date; ``released_precision`` says how much of it is known.
        released_precision: ``"day"``, ``"month"`` or ``"year"``.
        parameters_b: Parameters, in billions.
        context_tokens: Context window, in tokens.
        input_price: US dollars per million input tokens.
        output_price: US dollars per million output tokens.
        price_as_of: Date of the prices.
        licence: Licence text or name.
        open_weights: Whether the weights can be downloaded.
        multimodal: Whether it takes images.
        aliases: Other names.
        source_url: Where these facts were read.
    """

    slug: str
    name: str
    organisation: str | None = None
    released: str | None = None
    released_precision: str | None = None
    parameters_b: float | None = None
    context_tokens: int | None = None
    input_price: float | None = None
    output_price: float | None = None
    price_as_of: str | None = None
    licence: str | None = None
    open_weights: bool | None = None
    multimodal: bool | None = None
    aliases: tuple[str, ...] = ()
    source_url: str | None = None


@dataclass(frozen=True)
class RunCheck:
    """What looking at a stored run again gave; see :mod:`podium.registry.auditing`.

    Args:
        when: UTC, ISO 8601.
        ok: Whether every row of its journal is as it was written and every figure came out again.
        problems: Number of rows and figures that did not.
        podium: Version of Podium that looked.
        card: Version of the benchmark's card then.
    """

    when: str
    ok: bool
    problems: int
    podium: str
    card: str


def run_check(text: str | None) -> RunCheck | None:
    """Return the verification that a run keeps as JSON text."""
    return None if text is None else RunCheck(**json.loads(text))


@dataclass(frozen=True)
class Row:
    """A result on a board, with its place.

    Args:
        id: Row id of the result.
        benchmark: Slug.
        board: Slug.
        rank: From 1; models whose scores read the same share it.
        tied: Whether another model shares the rank.
        model: The model.
        value: The score.
        low: Lower end of the 95% interval, where one is known.
        high: Upper end.
        n: Number of units the score rests on, where known.
        standing: Whose figure it is.
        setting: Prompt, shots, mode, as published.
        reported_by: Who published it.
        reported_on: When.
        as_of: When it was read there.
        source_url: Where.
        cited_url: The primary page the source names.
        provenance: The collection it came through.
        note: A remark.
        run: The stored run it comes from, if any.
        run_check: What verifying that run gave, or None where that was not done since it was scored.
        published: ISO day on which the benchmark was published, where that is known.
    """

    id: int
    benchmark: str
    board: str
    rank: int
    tied: bool
    model: ModelFacts
    value: float
    low: float | None
    high: float | None
    n: int | None
    standing: str
    setting: str | None
    reported_by: str | None
    reported_on: str | None
    as_of: str | None
    source_url: str | None
    cited_url: str | None
    provenance: str | None
    note: str | None
    run: str | None
    run_check: RunCheck | None = None
    published: str | None = None

    @property
    def dated(self) -> Dated | None:
        """The day it counts from, where one is known; see :mod:`podium.registry.dating`."""
        return dated(self.reported_on, self.model.released, self.model.released_precision, self.published)

    @property
    def verified(self) -> bool:
        """Whether somebody other than the maker ran it, or a stored run scored to it and was not found to differ."""
        return self.standing in VERIFIED and (self.run_check is None or self.run_check.ok)


@dataclass(frozen=True)
class BoardFacts:
    """What a board ranks and how."""

    benchmark: str
    slug: str
    title: str
    metric: str
    metric_name: str
    protocol: str
    headline: bool
    split: str
    unit: str
    higher_is_better: bool
    minimum: float | None
    maximum: float | None


@dataclass(frozen=True)
class BoardView:
    """A board and its ranked rows, best first; one row per model.

    Args:
        board: The board.
        benchmark_name: Name of its benchmark.
        rows: Its rows.
        published: ISO day on which the benchmark was published, where that is known.
    """

    board: BoardFacts
    benchmark_name: str
    rows: Sequence[Row]
    published: str | None = None

    @property
    def leaders(self) -> tuple[Row, ...]:
        """The rows of rank 1: one model, or several that are tied."""
        return tuple(row for row in self.rows if row.rank == 1)

    def tied_with_leader(self) -> Sequence[Row]:
        """Return the other rows that cannot be told from the first: same shown score, or intervals that overlap."""
        if not self.rows:
            return ()
        first = self.rows[0]
        mine = (first.low, first.high)
        return tuple(row for row in self.rows[1:] if row.rank == 1 or overlap(mine, (row.low, row.high)))

    @property
    def verified(self) -> int:
        """Number of verified rows."""
        return sum(row.verified for row in self.rows)


@dataclass(frozen=True)
class BenchmarkView:
    """A benchmark as the registry holds it.

    Args:
        slug: Identifier.
        name: As written in a sentence.
        card: The card as JSON data, with the fields of :class:`podium.registry.benchmark.Card`.
        plugin: The plugin it comes with.
        distribution: That plugin's distribution.
        version: That distribution's version.
        evaluates: Whether it can be run here.
        installed: Whether its plugin is there and loads.
        fetches: Whether its official files can be fetched from the hub.
        has_sample: Whether it brings sample data to try a model on.
        boards: Its boards in the card's order, with the number of models on each.
        absent: Why its plugin did not load, or empty.
    """

    slug: str
    name: str
    card: Mapping[str, Any]
    plugin: str
    distribution: str
    version: str
    evaluates: bool
    installed: bool
    fetches: bool
    has_sample: bool
    boards: tuple[tuple[BoardFacts, int], ...]
    absent: Absence = ""

    @property
    def headline(self) -> BoardFacts:
        """The board that a plain question means."""
        return next(board for board, _ in self.boards if board.headline)


@dataclass(frozen=True)
class BenchmarkSummary:
    """A line of the benchmark list: the headline board's leaders and model count."""

    slug: str
    name: str
    modality: str
    categories: tuple[str, ...]
    metric_name: str
    models: int
    leaders: tuple[Row, ...]
    evaluates: bool
    installed: bool
    absent: Absence = ""


@dataclass(frozen=True)
class ModelView:
    """A model and its current results, with each one's rank."""

    model: ModelFacts
    rows: tuple[Row, ...]
    board_sizes: Mapping[tuple[str, str], int]


def shown(value: float) -> str:
    """Return a score as it is shown everywhere: three decimals."""
    return f"{value + 0.0:.{DECIMALS}f}"  # the sum makes a zero of minus zero


def overlap(one: tuple[float | None, float | None], other: tuple[float | None, float | None]) -> bool:
    """Return whether two intervals, each its lower and upper end, are both known and overlap."""
    if one[0] is None or one[1] is None or other[0] is None or other[1] is None:
        return False
    return one[0] <= other[1] and other[0] <= one[1]
