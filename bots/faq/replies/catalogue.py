"""What the catalogue knows of a model, in words and as facts; figures and places of models likewise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from podium.bots.faq.frame import Attribute
from podium.bots.faq.replies.page import titled
from podium.bots.faq.replies.wording import (
    RESEARCH_ONLY,
    credit_phrase,
    interval,
    listed,
    made_by,
    month,
    plain,
    row_facts,
)
from podium.bots.faq.reply import Fact, FactValue, Kind, Reply, Source, Table
from podium.registry.standings import Figure, Placed, Stand
from podium.registry.views import BoardFacts, ModelFacts, shown

#: What a cell of a table holds where nothing is recorded.
NOTHING = "–"


# --- Numbers -------------------------------------------------------------------------------------------------


def size(billions: float) -> str:
    """Return a number of parameters: ``4.3B parameters``."""
    return f"{billions:,.10g}B parameters"


def tokens(number: int) -> str:
    """Return a number of tokens: ``128,000 tokens``."""
    return f"{number:,} token{'' if number == 1 else 's'}"


def dollars(amount: float) -> str:
    """Return an amount as it is, with cents at least: ``$3.00``, ``$0.075``."""
    text = f"{amount:,.10f}".rstrip("0")
    whole, _, cents = text.partition(".")
    return f"${whole}.{cents:0<2}"


def about(amount: float) -> str:
    """Return an amount that was worked out: in cents, a small one with three digits that count."""
    return f"${amount:,.2f}" if amount >= 1 else dollars(float(f"{amount:.3g}"))


# --- The catalogue -------------------------------------------------------------------------------------------


def released_date(model: ModelFacts) -> str | None:
    """Return the release date as exactly as it is known."""
    if model.released is None:
        return None
    length = {"year": 4, "month": 7}.get(model.released_precision or "", 10)
    return model.released[:length]


def released_on(model: ModelFacts) -> str:
    """Return a known release date as it stands after "released"."""
    date = released_date(model) or ""
    return f"on {date}" if len(date) == 10 else f"in {month(date)}"


def prices(model: ModelFacts) -> str:
    """Return the prices that are recorded, in a sentence."""
    parts = [
        f"{dollars(price)} per million {kind} tokens"
        for kind, price in (("input", model.input_price), ("output", model.output_price))
        if price is not None
    ]
    return listed(parts)


def short_price(model: ModelFacts) -> str | None:
    """Return the prices for the cell of a table: ``$2.50 in, $10.00 out``."""
    parts = [
        f"{dollars(price)} {way}"
        for way, price in (("in", model.input_price), ("out", model.output_price))
        if price is not None
    ]
    dated = f" ({model.price_as_of})" if parts and model.price_as_of else ""
    return ", ".join(parts) + dated or None


def only_price(model: ModelFacts, attribute: Attribute) -> ModelFacts:
    """Return a model with the price alone that is asked for."""
    if attribute is Attribute.INPUT_PRICE:
        return replace(model, output_price=None)
    return replace(model, input_price=None) if attribute is Attribute.OUTPUT_PRICE else model


def price_dates(models: Sequence[ModelFacts]) -> tuple[str, list[Fact]]:
    """Return when prices were read, as a phrase in brackets with its facts."""
    dates = sorted({model.price_as_of for model in models if model.price_as_of})
    facts = [Fact("price_date", date) for date in dates]
    if not dates:
        return "(the price is not dated)" if len(models) == 1 else "(the prices are not dated)", facts
    if len(dates) == 1:
        return f"(as of {dates[0]})", facts
    return f"(as of {dates[0]} to {dates[-1]})", facts


def openness(model: ModelFacts) -> str | None:
    """Return whether a model's weights are open, as it stands after "it"."""
    return {True: "has open weights", False: "is proprietary", None: None}[model.open_weights]


def images(model: ModelFacts) -> str | None:
    """Return whether a model takes images, as it stands after "it"."""
    return {True: "takes images", False: "takes no images", None: None}[model.multimodal]


#: What an attribute is called where it is not recorded.
NAMES: Mapping[Attribute, str] = {
    Attribute.ORGANISATION: "the maker",
    Attribute.RELEASED: "the release date",
    Attribute.PARAMETERS: "the size",
    Attribute.CONTEXT: "the context window",
    Attribute.PRICE: "the price",
    Attribute.INPUT_PRICE: "the price of input tokens",
    Attribute.OUTPUT_PRICE: "the price of output tokens",
    Attribute.LICENCE: "the licence",
    Attribute.OPEN: "whether the weights are open",
    Attribute.MULTIMODAL: "whether it takes images",
    Attribute.ALIASES: "another name",
}

_OPENNESS: Mapping[bool | None, str] = {True: "open weights", False: "proprietary"}

#: Facts of an attribute: the name of each and what a model has there.
_FACTS: Mapping[Attribute, tuple[tuple[str, Callable[[ModelFacts], FactValue | None]], ...]] = {
    Attribute.ORGANISATION: (("organisation", lambda model: model.organisation),),
    Attribute.RELEASED: (("released", released_date),),
    Attribute.PARAMETERS: (("parameters_b", lambda model: model.parameters_b),),
    Attribute.CONTEXT: (("context_tokens", lambda model: model.context_tokens),),
    Attribute.INPUT_PRICE: (
        ("input_price", lambda model: model.input_price),
        ("price_date", lambda model: model.price_as_of),
    ),
    Attribute.OUTPUT_PRICE: (
        ("output_price", lambda model: model.output_price),
        ("price_date", lambda model: model.price_as_of),
    ),
    Attribute.PRICE: (
        ("input_price", lambda model: model.input_price),
        ("output_price", lambda model: model.output_price),
        ("price_date", lambda model: model.price_as_of),
    ),
    Attribute.LICENCE: (("model_licence", lambda model: model.licence),),
    Attribute.OPEN: (("openness", lambda model: _OPENNESS.get(model.open_weights)),),
    Attribute.MULTIMODAL: (("multimodal", lambda model: model.multimodal),),
    Attribute.ALIASES: (("alias", lambda model: model.aliases or None),),
}

#: Attributes that describe a model in full, in the order in which they are told.
DESCRIPTION = (
    Attribute.ORGANISATION,
    Attribute.RELEASED,
    Attribute.PARAMETERS,
    Attribute.CONTEXT,
    Attribute.LICENCE,
    Attribute.OPEN,
    Attribute.MULTIMODAL,
    Attribute.PRICE,
)


def recorded(model: ModelFacts, attribute: Attribute) -> bool:
    """Return whether the catalogue knows this of a model; a date without a price is none."""
    return any(value(model) is not None for name, value in _FACTS[attribute] if name != "price_date")


def facts_of(model: ModelFacts, *attributes: Attribute) -> list[Fact]:
    """Return the model's name, and what is recorded of these attributes."""
    values = [(name, value(model)) for attribute in attributes for name, value in _FACTS[attribute]]
    named: list[tuple[str, FactValue]] = [("model", model.name)]
    for name, value in values:
        # Each other name is a fact of its own.
        each = value if isinstance(value, tuple) else () if value is None else (value,)
        named.extend((name, one) for one in each)
    return [Fact(name, value, model=model.slug) for name, value in named]


def name_of(model: ModelFacts, *, maker: bool = False) -> str:
    """Return a model's name, with its maker where wanted and known."""
    return made_by(plain(model.name), model.organisation if maker else None)


def catalogue_source(model: ModelFacts) -> list[Source]:
    """Return where the entry of a model was read, if that is recorded."""
    return [Source(f"catalogue entry of {plain(model.name)}", model.source_url)] if model.source_url else []


# --- Figures -------------------------------------------------------------------------------------------------


def where(board: BoardFacts, benchmark: str) -> str:
    """Return a board as it is called in a sentence: by its benchmark alone where it is the headline one."""
    return benchmark if board.headline else f"{titled(board.title)} of {benchmark}"


def place(found: Placed) -> str:
    """Return a place: ``rank 3 of 118``, and whether it is shared."""
    return f"rank {found.rank:,} of {found.size:,}{' (tied)' if found.alike > 1 else ''}"


def depth(found: Placed | Stand) -> tuple[bool, float]:
    """Return how far down a board a place is, to find the best.

    Returns:
        Whether others are ahead or nobody else is there, since first of 15 is better than second of 211; and the share
        of the board down to the place, between 0 and 1, where being the only one is halfway.
    """
    return found.rank > 1 or found.size == 1, (found.rank + (found.alike - 1) / 2 - 0.5) / found.size


def share_ahead(found: Placed) -> float:
    """Return the share of the other models that are ahead, to find the weakest: nobody is ahead of a first place."""
    return (found.rank - 1) / max(found.size - 1, 1)


def figure_facts(figure: Figure, name: str = "model") -> list[Fact]:
    """Return what a sentence or a line of a table about a figure states.

    Args:
        figure: The figure; its rank is a fact only where it was placed.
        name: Name of the fact that holds the model's name.
    """
    row, board = figure.row, figure.board
    at = (row.benchmark, row.board)
    facts = [
        Fact("benchmark", figure.benchmark_name, row.benchmark),
        Fact("board", board.title, *at),
        Fact("metric", board.metric_name, *at),
        *(fact for fact in row_facts(row, figure.card, name) if fact.name != "rank" or row.rank),
    ]
    if row.setting:
        facts.append(Fact("setting", row.setting, *at, row.model.slug, row.id))
    return facts


def placed_facts(found: Placed) -> list[Fact]:
    """Return the facts of a figure with its place."""
    ranked = replace(found.figure, row=found.row)
    return [*figure_facts(ranked), Fact("board_size", found.size, found.row.benchmark, found.row.board)]


def credited(figure: Figure) -> str:
    """Return interval, whose figure it is, and from where and when, as the end of a sentence in brackets."""
    row = figure.row
    return f"({interval(row)}{row.standing}; {credit_phrase(row, figure.card)})"


def with_metric(figure: Figure) -> str:
    """Return a score with its metric and, where lower is better, that."""
    lower = "" if figure.board.higher_is_better else ", where lower is better"
    return f"{shown(figure.row.value)} {figure.board.metric_name}{lower}"


# --- Replies -------------------------------------------------------------------------------------------------


def reply(
    lines: Sequence[str],
    facts: Sequence[Fact],
    *,
    figures: Sequence[Figure] = (),
    sources: Sequence[Source] = (),
    cite: bool = False,
    more: str = "",
    kind: Kind = "answer",
    suggestions: Sequence[str] = (),
    table: Table | None = None,
) -> Reply:
    """Return a reply that is about models and not about one benchmark.

    Args:
        lines: The answer.
        facts: What it states; each is kept once.
        figures: Figures whose scores it shows: some cards want a statement with them.
        sources: Where facts can be checked.
        cite: Whether the footer names the first source.
        more: A command that shows more.
        kind: As in :class:`Reply`.
        suggestions: As in :class:`Reply`.
        table: As in :class:`Reply`.
    """
    footer = []
    if any(figure.card.get("research_use_only") for figure in figures):
        footer.append(RESEARCH_ONLY)
    if cite and sources and sources[0].url:
        footer.append(f"Source: {sources[0].url}")
    if more:
        footer.append(f"More: {more}")
        facts = [*facts, Fact("command", more)]
    kept, cited = tuple(dict.fromkeys(facts)), tuple(dict.fromkeys(sources))
    return Reply(kind, "\n".join(lines), kept, cited, tuple(suggestions), tuple(footer), table)
