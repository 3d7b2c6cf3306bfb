"""What a question gets back: kind, text, and the facts and sources the text is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["answer", "ambiguous", "unknown", "no_data", "declined", "help"]

#: What a fact can be called, and what its value then is.
FACT_NAMES: Mapping[str, str] = {
    "benchmark": "name of a benchmark",
    "slug": "slug of a benchmark",
    "description": "the card's description",
    "measures": "the card's sentence on what a score says",
    "categories": "the card's categories",
    "in_category": "how many benchmarks are in a category",
    "modality": "what a model is shown",
    "observation": "one of the things that the benchmark asks about",
    "observations": "number of things that the benchmark asks about",
    "observation_description": "what the card says of one of them",
    "other_observations": "number of further ones that are not named",
    "licence": "licence of the data",
    "access": "who can get the data",
    "dataset_url": "home of the data",
    "counted": "what the count beside it counts",
    "count": "a count of the card",
    "paper_title": "title of the paper",
    "paper_url": "address of the paper",
    "paper_authors": "first authors of the paper",
    "paper_more_authors": "number of further authors",
    "paper_published": "date of first publication",
    "question": "a question of the card",
    "answer": "its answer",
    "board": "title of a board",
    "metric": "the board's metric, as in a sentence",
    "models": "number of models on the board",
    "verified": "number of results that are independent or reproduced",
    "independent": "number of independent results",
    "reproduced": "number of reproduced results",
    "self_reported": "number of self-reported results",
    "third_party": "number of third-party results",
    "mean": "mean of the scores on the board",
    "updated": "date of the newest result on the board",
    "undated": "number of results without a date",
    "open_models": "number of models known to have open weights",
    "openness_unknown": "number of models of which that is not recorded",
    "openness_unknown_above": "how many of those rank above the best open one",
    "tied": "number of models that cannot be told from the leader, itself among them",
    "leader": "name of a model that leads the board",
    "tied_with": "name of a model whose interval overlaps the leader's",
    "model": "name of a model",
    "listed": "name of a model that only the table shows",
    "organisation": "its maker",
    "score": "its score",
    "rank": "its rank",
    "standing": "whose figure the score is",
    "low": "lower end of the score's interval",
    "high": "upper end",
    "interval_percent": "coverage of the interval",
    "n": "number of units the score rests on",
    "source_url": "where the score was read",
    "cited_url": "the primary page that the source names",
    "date": "when the score was read or reported",
    "credit": "whom to credit for the score",
    "remark": "what the registry notes beside the score",
    "listing_site": "another site that lists the benchmark",
    "listing_models": "how many models that site lists",
    "listing_date": "when that was read",
    "other_leaders": "number of further leaders that are not named",
    "other_ties": "number of further tied models that are not named",
    "other_models": "number of further models that are not named",
    "other_sources": "number of further sources that are not named",
    "other_boards": "number of further boards that are not named",
    "repeated": "number of boards whose figures are those of another board",
    "choices": "names offered to choose from",
    "more_choices": "number of further names",
    "suggested": "number of suggestions that the last reply offered",
    "benchmarks": "number of benchmarks",
    "category": "a category",
    "asked": "the asker's own words, shortened",
    "longest_question": "most characters of a question",
    "most_words": "most words of a question",
    # Methods and data.
    "abstract": "what the paper says, in the card's words",
    "protocol": "the board's protocol",
    "split": "a split of the data",
    "unit": "what is counted once",
    "minimum": "the worst possible score",
    "maximum": "the best possible score",
    "lower_is_better": "true where it is",
    "command": "a command that can be typed",
    "baseline": "a published reference that is not a model",
    "baseline_score": "its score",
    "baseline_setting": "what it was measured on",
    "related": "name of a related benchmark",
    "alias": "another name",
    # Boards beyond the first place.
    "k": "how many were asked for, or which place",
    "median": "median of the scores",
    "standard_deviation": "standard deviation of the scores",
    "lower_quartile": "a quarter of the scores lie below",
    "upper_quartile": "a quarter of the scores lie above",
    "lowest": "the lowest score",
    "highest": "the highest score",
    "asked_score": "the score that was asked about",
    "corrected": "number of figures that were corrected or withdrawn",
    "reason": "why a figure was corrected or withdrawn",
    "reaching": "number of models that reach it",
    "below": "number of models that have less",
    "gap": "difference of two scores of one board",
    "standard_error": "standard error of a difference",
    "p_value": "p of a test between two models",
    "filter": "which models are meant, in words",
    "filtered": "number of models that are meant",
    "unrecorded": "number of models of which that is not recorded",
    "recorded": "number of models of which it is",
    "unrecorded_above": "how many of those rank above the best that is recorded",
    "unread": "number of models whose licence has terms of its own, which must be read",
    "reported_by": "who published a score",
    "reported_figures": "how many figures somebody published",
    "place": "a place in the order, counted where scores read the same",
    "groups": "number of groups of models whose scores read the same",
    "z_value": "difference of two scores in standard errors",
    "spread": "how far apart the scores of the first ranks lie",
    # Time.
    "first_day": "start of the time asked about",
    "last_day": "end of the time asked about",
    "record_date": "when a record was set",
    "record_days": "how many days it stood",
    "corrected_on": "when a figure was corrected or added",
    "previous_score": "what a corrected figure was before",
    "step": "by how much it was raised",
    "records": "number of records",
    "months": "number of months between two dates",
    "new_results": "number of results that are new",
    "new_day": "the day that makes a result new",
    # Models.
    "released": "when a model was released",
    "parameters_b": "its parameters, in billions",
    "context_tokens": "its context window, in tokens",
    "input_price": "US dollars per million input tokens",
    "output_price": "US dollars per million output tokens",
    "price_date": "date of the prices",
    "model_licence": "licence of a model",
    "openness": "open weights, proprietary, or not recorded",
    "multimodal": "whether a model takes images",
    "setting": "prompt, shots and mode of a result, as published",
    "board_size": "number of models on the board of a rank",
    "tested_on": "number of benchmarks that a model has a result on",
    "other_benchmarks": "number of further benchmarks that are not named",
    "other_results": "number of further figures of other settings or sources",
    "behind": "number of models with a worse score",
    "percentile": "share of the other models that have a worse score",
    "released_after": "number of models released after a benchmark was published",
    "boards": "number of boards, of a benchmark or in all",
    "calls": "number of calls",
    "input_tokens": "tokens sent in a call",
    "output_tokens": "tokens received in a call",
    "cost": "US dollars that this costs",
    "priced": "number of models with both prices",
    "unpriced": "number of models that reach a score and have no price",
    "frontier": "number of models that no other beats in price and score",
    "free": "number of models that are listed at a price of 0",
    "free_price": "the price of these",
    "other_free": "number of further ones that are not named",
    # Several models, several benchmarks.
    "difference": "difference of two scores",
    "wins": "boards on which the first model is ahead",
    "losses": "boards on which the second model is ahead",
    "draws": "boards on which they tie",
    "shared_boards": "boards that rank both",
    "led": "benchmarks that it leads, alone or tied",
    "led_by_maker": "benchmarks that models of a maker lead, alone or tied",
    "only_boards": "boards that rank this one alone of the models compared",
    "untold": "shared boards on which an interval is missing",
    "overlapping": "shared boards on which the scores differ and the intervals overlap",
    "tested_models": "number of a maker's models that have a result",
    "shared_models": "models on both boards",
    "shared": "things that two benchmarks both ask about",
    "correlation": "Spearman's rank correlation",
    "mean_rank": "mean of the ranks over the shared boards",
    "covered": "number of boards a mean rank rests on",
    "boards_in_all": "number of boards it could rest on",
    "least_boards": "on how many of them a model must be",
    "eligible": "number of models on enough of them",
    "benchmark_models": "number of models on a benchmark's headline board",
    # The registry and Podium.
    "results": "number of results",
    "organisations": "number of organisations",
    "catalogue_models": "number of models in the catalogue",
    "categories_in_all": "number of categories",
    "term": "a term",
    "definition": "what it means",
    "topic": "key of an entry of Podium's own FAQ",
}

FactValue = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One thing a reply states.

    Args:
        name: What it is, such as ``"score"``; one of :data:`FACT_NAMES`.
        value: As stored in the registry, not rounded.
        benchmark: Slug of the benchmark it is about, where there is one.
        board: Slug of the board it was read from, where it is a board's.
        model: Slug of the model it is about, where there is one.
        result: Row id of the result it was read from, where it is one row's.
    """

    name: str
    value: FactValue
    benchmark: str | None = None
    board: str | None = None
    model: str | None = None
    result: int | None = None


@dataclass(frozen=True)
class Source:
    """Where facts can be checked.

    Args:
        title: Whom to credit, or what the page is.
        url: Address of the page.
        date: When the figure was read there or reported, as precisely as it is known (ISO).
        result: Row id of the result that was read there, where it is one row's.
    """

    title: str
    url: str
    date: str | None = None
    result: int | None = None


#: What sets colours of a terminal.
TERMINAL = re.compile(r"\x1b\[[0-9;:?]{0,30}[A-Za-z]|\x1b.?")


def one_line(text: str) -> str:
    """Return a text from the registry as one line without controls: an escape goes as a whole."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in TERMINAL.sub("", text))
    return " ".join(text.split())


@dataclass(frozen=True)
class Table:
    """Rows that are easier to read as a table than as sentences. What its cells state is among the facts.

    Args:
        columns: Headings.
        rows: Cells as text, as many as columns.
        right: Positions of columns that hold numbers.
        total: How many rows there are in all, where these are the first of more; otherwise 0.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    total: int = 0

    def __post_init__(self) -> None:
        """Put names with line ends or controls in one line, as sentences do."""
        rows = tuple(tuple(cell if cell.isprintable() else one_line(cell) for cell in row) for row in self.rows)
        object.__setattr__(self, "rows", rows)


@dataclass(frozen=True)
class Reply:
    """The answer to one question. The terminal, Discord and JSON only render it.

    Args:
        kind: ``"answer"``: answered from the registry. ``"ambiguous"``: a name is missing or fits
            several things; ``suggestions`` are the choices. ``"unknown"``: a name the registry does
            not have; ``suggestions`` are near names, if any is near. ``"no_data"``: known, but
            nothing is recorded; the text says what there is instead. ``"declined"``: not a question
            for this registry. ``"help"``: not understood, or not answered in words; ``suggestions``
            are questions or commands that work.
        body: The reply itself: plain text in lines, without markup. Renderers escape what their markup needs.
        facts: Every number, name, date and address that the text states.
        sources: Where the facts can be checked.
        suggestions: See ``kind``.
        footer: Lines below the body: for whom the figures are, where they come from, where there is more.
        table: Rows below the body that a renderer may lay out; the body can be understood without them.
        intent: What the question was understood to ask, one of :class:`podium.bots.faq.frame.Intent`; empty where
            it was not understood.
    """

    kind: Kind
    body: str
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    suggestions: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    table: Table | None = None
    intent: str = ""

    def __post_init__(self) -> None:
        """Leave out colours of a terminal in names, and put suggestions in one line each."""
        if "\x1b" in self.text:
            object.__setattr__(self, "body", TERMINAL.sub("", self.body))
            object.__setattr__(self, "footer", tuple(TERMINAL.sub("", line) for line in self.footer))
        if not all(map(str.isprintable, self.suggestions)):
            object.__setattr__(self, "suggestions", tuple(map(one_line, self.suggestions)))

    @property
    def text(self) -> str:
        """Body and footer: all that a plain renderer shows."""
        return "\n".join((self.body, *self.footer))

    def to_json(self) -> dict[str, Any]:
        """Return the reply as JSON data: always these keys, in this order.

        ``kind`` and ``text`` are strings. ``facts`` is a list of objects with ``name``, ``value`` (string,
        number or list of strings), ``benchmark``, ``board``, ``model`` and ``result``; ``sources`` one of
        objects with ``title``, ``url``, ``date`` and ``result``; whatever does not apply is null.
        ``suggestions`` is a list of strings, ``table`` an object with ``columns`` and ``rows`` (lists of strings) or
        null, ``intent`` a string or null.

        What the facts are called is listed in :data:`FACT_NAMES`.
        """
        return {
            "kind": self.kind,
            "text": self.text,
            "facts": [
                {
                    "name": fact.name,
                    "value": list(fact.value) if isinstance(fact.value, tuple) else fact.value,
                    "benchmark": fact.benchmark,
                    "board": fact.board,
                    "model": fact.model,
                    "result": fact.result,
                }
                for fact in self.facts
            ],
            "sources": [
                {"title": source.title, "url": source.url, "date": source.date, "result": source.result}
                for source in self.sources
            ],
            "suggestions": list(self.suggestions),
            "table": None
            if self.table is None
            else {"columns": list(self.table.columns), "rows": [list(row) for row in self.table.rows]},
            "intent": self.intent or None,
        }


def joined(replies: Iterable[Reply]) -> Reply:
    """Return the replies to several readings of one question as one reply; an answer among them makes it one.

    The bodies follow one another, and every line of their footers comes once, below them all.
    """
    parts = list(replies)
    if len(parts) == 1:
        return parts[0]
    kinds = [part.kind for part in parts]
    return Reply(
        "answer" if "answer" in kinds else kinds[0],
        "\n\n".join(part.body for part in parts),
        tuple(fact for part in parts for fact in part.facts),
        tuple(dict.fromkeys(source for part in parts for source in part.sources)),
        tuple(dict.fromkeys(suggestion for part in parts for suggestion in part.suggestions)),
        tuple(dict.fromkeys(line for part in parts for line in part.footer)),
    )
