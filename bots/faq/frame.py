"""What a question was understood to ask: one intent with typed slots. Handlers answer frames and see no text.

The engine fills a :class:`Frame` from the words, the names and the conversation; a handler of
:data:`podium.bots.faq.replies.HANDLERS` turns it into a reply with reads of the registry.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Intent(StrEnum):
    """The kinds of question. The comment names the slots that a frame of the kind fills; ? marks optional ones.

    ``b`` is one benchmark, ``bs`` any number of them, ``board`` a board of ``b``, ``m`` one model, ``ms`` several,
    ``f`` the filters of :class:`Filters`.
    """

    # The card of a benchmark.
    DESCRIBE = "describe"  # b: what is it
    CARD = "card"  # b, entry: a question that the card answers in its author's words
    PAPER = "paper"  # b: where is the paper
    AUTHORS = "authors"  # b: who wrote it
    ABSTRACT = "abstract"  # b: what does the paper say
    PUBLISHED = "published"  # b: when was the benchmark published
    CATEGORIES = "categories"  # b: which categories, which modality
    METRIC = "metric"  # b, board?: how is it scored, by which metric, in which range and direction
    PROTOCOL = "protocol"  # b, board?: prompt, shots, split, decoding
    SIZES = "sizes"  # b: splits and counts
    OBSERVATIONS = "observations"  # b, observation?: findings or subjects; whether one is among them
    LICENCE = "licence"  # b: licence of the data
    ACCESS = "access"  # b: who can get the data, and where
    RUN = "run"  # b: how to evaluate a model on it here
    BOARDS = "boards"  # b: which boards there are, and how they differ
    BASELINES = "baselines"  # b, board?: people, chance; the leader's distance from them
    RELATED = "related"  # b: related benchmarks
    DIFFERENCE = "difference"  # bs (two) or b with boards (two): how two benchmarks or two boards differ
    SAME = "same"  # b: is this name known, and what it is a name of
    # A board of a benchmark.
    LEADER = "leader"  # b, board?, f?: who is first
    TOP_SCORE = "top_score"  # b, board?, f?: the best score
    LEADERBOARD = "leaderboard"  # b, board?, f?: the board in a sentence and a table
    TOP = "top"  # b, board?, k, f?: the first k
    PLACE = "place"  # b, board?, k, f?: who is k-th
    LAST = "last"  # b, board?, k?, f?: the worst
    STATISTICS = "statistics"  # b, board?, f?: mean, median, quartiles, lowest and highest
    COUNT = "count"  # b, board?, f?: how many models, and whose figures
    ABOVE = "above"  # b, board?, score?, f?: which and how many models reach a score, or lie within limits
    UPDATED = "updated"  # b, board?: how recent
    TIES = "ties"  # b, board?, k?, f?: which models tie; those of one place
    GAP = "gap"  # b, board?, places?: first against second or other two: how far, does it mean anything
    SATURATED = "saturated"  # b, board?: the leader against maximum, people and time
    # A board over time.
    LEADER_AT = "leader_at"  # b, board?, period, f?: who led then
    HISTORY = "history"  # b, board?, f?: the records in order, with each step and who held it how long
    REACHED = "reached"  # b, board?, score, f?: when and by whom a score was first passed
    NEW = "new"  # b?, period?, f?: results that are new (all benchmarks where none is named)
    OPEN_LAG = "open_lag"  # b, board?: how far open models trail the others
    # A model.
    MODEL = "model"  # m: what is it
    FACT = "fact"  # m, attribute: one thing of the catalogue about it
    RESULTS = "results"  # m: everything it was evaluated on
    SCORE = "score"  # m or ms, b, board?, f? (whose figures): what it scored
    RANK = "rank"  # m or ms, b, board?, f?: its place, and the distance to the first
    TWO_SCORES = "two_scores"  # m, b: why it shows different scores
    CONTAMINATION = "contamination"  # m?, b: could it have seen the test
    CALL_COST = "call_cost"  # m, calls, input_tokens, output_tokens: what that costs
    # Several models.
    COMPARE = "compare"  # ms (two to four), b?, board?: one against the other, on b or wherever they share a board
    SIGNIFICANT = "significant"  # ms (two), b, board?: is the difference more than chance
    MODELS_OF = "models_of"  # organisation, b?: its models, newest first, with their best places
    MAKERS = "makers"  # b, board?, k?, f?, sides?: the makers on a board by their best model, or some side by side
    EXTREME = "extreme"  # attribute, order, b?, f? or ms: cheapest, newest, largest context ...; all of a time
    VALUE = "value"  # b, f?: best score for the price: the frontier of price against score
    CHEAPEST_ABOVE = "cheapest_above"  # b, score, attribute?, f?: the cheapest that reaches it, by which price
    # The registry.
    BENCHMARKS = "benchmarks"  # category?, modality?, cards?, f? or bs, observation: which there are, and leaders
    MOST_MODELS = "most_models"  # category?: the benchmarks with the most models
    CATEGORY_LIST = "category_list"  # which categories there are
    CATEGORY_BEST = "category_best"  # category, f?: who is best in it; ranks over shared boards, never a mean of scores
    COUNTS = "counts"  # counted, category?, attribute?, f?: how many benchmarks, models, organisations ... there are
    CORRECTIONS = "corrections"  # b?, m?: what was corrected or withdrawn
    RELATION = "relation"  # bs (two), f?: do their scores go together; shared models, rank correlation
    OBSERVED_BY = "observed_by"  # observation: which benchmarks ask about it
    # Words and Podium itself.
    TERM = "term"  # term: what is AUROC, what does verified mean
    ABOUT = "about"  # topic: an entry of Podium's own FAQ: capabilities, sources, add a benchmark, report ...
    GREETING = "greeting"  # hello, thanks, bye


class Attribute(StrEnum):
    """A column of the model catalogue."""

    ORGANISATION = "organisation"
    RELEASED = "released"
    PARAMETERS = "parameters_b"
    CONTEXT = "context_tokens"
    PRICE = "price"  # input and output price; ordered by their sum
    INPUT_PRICE = "input_price"
    OUTPUT_PRICE = "output_price"
    LICENCE = "licence"
    OPEN = "open_weights"
    MULTIMODAL = "multimodal"
    ALIASES = "aliases"


@dataclass(frozen=True)
class Period:
    """A time, as whole days: ``first`` to ``last``, both ISO dates and part of it; None leaves an end open.

    Args:
        first: ``"2024-01-01"`` of "in 2024" and "since 2024"; None of "before 2024".
        last: ``"2024-12-31"`` of "in 2024"; None of "since 2024"; ``"2023-12-31"`` of "before 2024".
    """

    first: str | None = None
    last: str | None = None


@dataclass(frozen=True)
class Filters:
    """Which models of a board or of the catalogue are meant. None and empty mean all.

    Args:
        open_weights: Only models known to have open weights (True) or known not to have them (False).
        organisations: Only models of these makers, as the catalogue writes them.
        max_params_b: At most so many billion parameters.
        min_params_b: At least so many.
        max_context: A context window of at most so many tokens.
        min_context: A context window of at least so many tokens.
        max_price: At most so many US dollars per million input tokens.
        min_price: At least so many.
        max_output_price: At most so many per million output tokens.
        min_output_price: At least so many.
        strict: Those of these bounds, by name, that are themselves left out: "below 10B" is, "up to 10B" is not.
        released: Released in this period.
        verified: Only verified results (True) or only those that are not (False).
        standing: Only results that are one of these: ``"self-reported"``, ``"third-party"``, ``"independent"``,
            ``"reproduced"``.
        commercial: Only licences that are known to allow commercial use.
        multimodal: Only models that take images.
        excluded: Slugs of models to leave out, as in "best after GPT-5".
        excluded_organisations: Makers to leave out, as in "not by OpenAI".
        only: Slugs of the models that were listed before, where the question points back at those.
        min_score: A score of the board of at least so much, whichever direction is better there.
        max_score: A score of at most so much.
        tools: Only results that are known to be without tools (False) or with them (True).
        first: Only those that have one of the first so many ranks of the board.
        licences: Only models with one of these licences, as the catalogue writes them.
        excluded_licences: Licences to leave out, as in "not under MIT".
        family: What the models that are meant are called: "Gemma".
        family_models: Their slugs.
    """

    open_weights: bool | None = None
    organisations: tuple[str, ...] = ()
    max_params_b: float | None = None
    min_params_b: float | None = None
    max_context: int | None = None
    min_context: int | None = None
    max_price: float | None = None
    min_price: float | None = None
    max_output_price: float | None = None
    min_output_price: float | None = None
    strict: tuple[str, ...] = ()
    released: Period | None = None
    verified: bool | None = None
    standing: tuple[str, ...] = ()
    commercial: bool = False
    multimodal: bool | None = None
    excluded: tuple[str, ...] = ()
    excluded_organisations: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    min_score: float | None = None
    max_score: float | None = None
    tools: bool | None = None
    first: int | None = None
    licences: tuple[str, ...] = ()
    excluded_licences: tuple[str, ...] = ()
    family: str = ""
    family_models: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        # Whether a limit is strict restricts nothing by itself.
        return (replace(self, strict=()) if self.strict else self) != Filters()

    @property
    def figures(self) -> bool:
        """Whether they look at whose figure a result is, which the catalogue of models does not know."""
        return self.verified is not None or bool(self.standing)


@dataclass(frozen=True)
class CardFilters:
    """Which benchmarks are meant, by what their cards say. None and empty mean all.

    Args:
        published: First published in this period.
        licences: One of these is the licence of the data, as cards write it.
        excluded_licences: None of these is.
        open_licence: Only those whose data have an open licence.
        access: Who can get the data, as classes of the cards: ``"open"``, ``"gated"``.
        least_models: At least so many models on the main board.
        most_models: At most so many.
        counted: What of a card is counted: ``"questions"``, ``"images"``, ``"patients"``, ``"items"`` of any kind.
        least_count: At least so many of them.
        most_count: At most so many.
        order: ``"newest"`` or ``"oldest"`` where the first or the last of these is asked for; ``"most"`` or
            ``"fewest"`` of what is counted.
        author: The paper is by this person, as the card writes the name.
        metric: A board is by this metric, or by one that has these words in its name: "F1".
    """

    published: Period | None = None
    licences: tuple[str, ...] = ()
    open_licence: bool = False
    access: tuple[str, ...] = ()
    least_models: int | None = None
    most_models: int | None = None
    excluded_licences: tuple[str, ...] = ()
    counted: str = ""
    least_count: int | None = None
    most_count: int | None = None
    order: str = ""
    author: str = ""
    metric: str = ""


@dataclass(frozen=True)
class Frame:
    """A question as it was understood.

    Args:
        intent: What is asked.
        benchmarks: Slugs, in the order of the question.
        boards: Slugs of boards of the first benchmark that the question names; a plain question names none.
        models: Slugs, in the order of the question.
        organisation: A maker, where the question is about it.
        category: A category of the registry's cards.
        other_categories: Those that the benchmarks asked for are in as well as in :attr:`category`.
        modality: A modality of the cards: "which benchmarks use images?".
        observation: Name of an observation as a card writes it.
        attribute: What is asked about models.
        order: ``"first"`` for :attr:`Intent.MODELS_OF` where the boards are asked for that they lead. ``"least"`` or
            ``"most"`` for :attr:`Intent.EXTREME`: cheapest and oldest are least. ``"ahead"`` for :attr:`Intent.RANK`
            where those are asked for that are ahead of the model; ``"before"`` for :attr:`Intent.HISTORY` where those
            are that held the record before it. ``"data"`` for :attr:`Intent.PUBLISHED` where it is asked when the
            data were made.
        k: How many, or which place.
        places: The two places that :attr:`Intent.GAP` is about; none for the first two. The first and the last place
            that :attr:`Intent.TOP` lists; none where it starts with the first.
        score: A score to reach, as the boards write it, so 0.9 where 90% was typed.
        period: When.
        term: Key of a term of the glossary.
        topic: Key of an entry of Podium's own FAQ.
        entry: Position of the card's FAQ entry.
        counted: What is counted: ``"benchmarks"``, ``"models"``, ``"results"``, ``"organisations"``,
            ``"categories"``, ``"boards"``, ``"verified"``, ``"open_models"``; ``"shared"`` for the models that
            several benchmarks have in common; ``"unrecorded"`` for the models whose :attr:`attribute` is not recorded;
            ``"tested"`` for the models with results on the most benchmarks; ``"gap"``
            where it is asked how far the models of :attr:`Intent.EXTREME` are apart.
        calls: Number of calls.
        input_tokens: Tokens sent in each.
        output_tokens: Tokens received in each.
        filters: Which models are meant.
        sides: The makers or series that are set beside one another, each as the filters of its models.
        cards: Which benchmarks are meant, by their cards.
    """

    intent: Intent
    benchmarks: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    organisation: str | None = None
    category: str | None = None
    other_categories: tuple[str, ...] = ()
    modality: str | None = None
    observation: str | None = None
    attribute: Attribute | None = None
    order: str | None = None
    k: int | None = None
    places: tuple[int, ...] = ()
    score: float | None = None
    period: Period | None = None
    term: str | None = None
    topic: str | None = None
    entry: int | None = None
    counted: str | None = None
    calls: int | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    filters: Filters = field(default_factory=Filters)
    sides: tuple[Filters, ...] = ()
    cards: CardFilters | None = None

    @property
    def benchmark(self) -> str:
        """The first benchmark of a frame that has one."""
        return self.benchmarks[0]

    @property
    def board(self) -> str | None:
        """The board that is meant; None for the headline one."""
        return self.boards[0] if self.boards else None
