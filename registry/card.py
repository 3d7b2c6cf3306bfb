"""What a benchmark states about itself: its card, boards, paper, observations and credits.

Only the standard library is imported here, so that a card can be read anywhere at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from podium.registry.errors import InvalidCard
from podium.registry.names import LONGEST_SLUG

ACCESS_CLASSES = ("open", "registration", "gated", "credentialed", "private")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Paper:
    """The paper that introduced a benchmark.

    Args:
        title: As printed.
        authors: The first authors, in order.
        url: Address of the paper.
        published: Date of first publication, or None where it is not known.
        more_authors: How many further authors there are.
        abstract: What the paper says, in our own words.
        note: What to know of how the paper and the benchmark belong together, where the paper does not define what is
            scored; authors and date are then the paper's and not said of the benchmark.
    """

    title: str
    authors: tuple[str, ...] = ()
    url: str = ""
    published: date | None = None
    more_authors: int = 0
    abstract: str = ""
    note: str = ""


@dataclass(frozen=True)
class Board:
    """One leaderboard: one metric under one protocol. Numbers of other protocols never join it.

    Args:
        slug: Unique within the benchmark.
        metric: Identifier of the metric, such as ``"accuracy"``; the slug where left out.
        metric_name: How the metric is written in a sentence, such as ``"macro-F1 over five findings"``.
        title: Heading of the board.
        protocol: One sentence: which data, which unit, which prompt, whose figures.
        headline: Whether a plain question about the benchmark means this board. Exactly one is.
        split: The split a local run must cover to enter the board; empty for boards that only list
            published figures.
        unit: What is counted once: ``"item"``, ``"image"``, ``"study"``, ``"question"``.
        higher_is_better: Direction of the metric.
        maximum: The best possible value, or None where there is no bound.
        minimum: The worst possible value, or None where there is no bound.
        aliases: Other names that people use for the board.
    """

    slug: str
    metric: str = ""
    metric_name: str = ""
    title: str = ""
    protocol: str = ""
    headline: bool = False
    split: str = ""
    unit: str = "item"
    higher_is_better: bool = True
    maximum: float | None = 1.0
    minimum: float | None = 0.0
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "metric", self.metric or self.slug)
        object.__setattr__(self, "metric_name", self.metric_name or self.metric)
        object.__setattr__(self, "title", self.title or self.slug.replace("-", " ").capitalize())


@dataclass(frozen=True)
class Observation:
    """A finding or subject a benchmark asks about, with other names models use for it."""

    name: str
    synonyms: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Baseline:
    """A published reference that is not a model: people, chance, the most frequent answer."""

    name: str
    value: float
    source_url: str
    setting: str = ""
    board: str = ""


@dataclass(frozen=True)
class FAQEntry:
    """A question about the benchmark that its author answers.

    Args:
        question: As a person would ask it.
        answer: One or two sentences.
        source_url: Where the answer can be checked.
        variants: Other wordings of the question.
    """

    question: str
    answer: str
    source_url: str = ""
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """A word of the benchmark's field that a question may use: a metric, a protocol, a piece of jargon.

    Args:
        name: As written in a sentence.
        definition: One or two sentences.
        synonyms: Other names for it.
        source_url: Where the definition can be checked.
    """

    name: str
    definition: str
    synonyms: tuple[str, ...] = ()
    source_url: str = ""


@dataclass(frozen=True)
class SiteListing:
    """How another site lists the benchmark; its counts are never mixed with the registry's own."""

    site: str
    url: str
    models: int
    as_of: str


@dataclass(frozen=True)
class Source:
    """Where a plugin's shipped results come from, and the credit that source asks for."""

    provenance: str
    credit: str
    licence: str


@dataclass(frozen=True)
class Card:
    """What a benchmark states about itself.

    Args:
        slug: Unique over all plugins: lower-case letters, digits and single hyphens.
        name: As written in a sentence.
        description: Two or three sentences: the data, its size, its purpose.
        modality: What a model is shown: ``"text"``, ``"image"``, ``"multimodal"`` ...
        categories: Fields it belongs to, the main one first.
        aliases: Other names people use.
        paper: The paper that introduced it.
        boards: Its boards, exactly one of them the headline.
        splits: Number of items per split of the official data.
        unit: What ``splits`` counts.
        sizes: Further published counts, by what they count.
        measures: One sentence: what a score on it says.
        observations: Findings or subjects, in the dataset's order.
        main_observations: Names of those that a table without room for all shows, in its order.
        dataset_url: Home of the data.
        licence: The data's licence or agreement.
        access: One of :data:`ACCESS_CLASSES`.
        related: Slugs of related benchmarks, nearest first.
        baselines: Published references that are not models.
        faq: Questions the author answers.
        terms: Words of the field that questions may use or ask about.
        listings: How other sites list it.
        sources: Credits for the shipped results.
        research_use_only: Whether every score is shown with that statement.
        version: Changes when data, prompt or scorer change.

    Raises:
        InvalidCard: If a field contradicts another or is missing.
    """

    slug: str
    name: str
    description: str
    modality: str
    categories: tuple[str, ...]
    boards: tuple[Board, ...]
    aliases: tuple[str, ...] = ()
    paper: Paper | None = None
    splits: Mapping[str, int] = field(default_factory=dict)
    unit: str = "item"
    sizes: Mapping[str, int] = field(default_factory=dict)
    measures: str = ""
    observations: tuple[Observation, ...] = ()
    main_observations: tuple[str, ...] = ()
    dataset_url: str = ""
    licence: str = ""
    access: str = "open"
    related: tuple[str, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    faq: tuple[FAQEntry, ...] = ()
    terms: tuple[Term, ...] = ()
    listings: tuple[SiteListing, ...] = ()
    sources: tuple[Source, ...] = ()
    research_use_only: bool = False
    version: str = "1"

    def __post_init__(self) -> None:
        if not _SLUG.fullmatch(self.slug) or len(self.slug) > LONGEST_SLUG:
            raise InvalidCard(
                f"slug {self.slug!r} must be lower-case letters, digits and single hyphens, at most {LONGEST_SLUG}"
            )
        for name in ("name", "description", "modality"):
            if not getattr(self, name).strip():
                raise InvalidCard(f"card {self.slug!r} leaves {name} empty")
        if any("\0" in name for name in (self.name, *self.aliases)):
            raise InvalidCard(f"card {self.slug!r} has a name that holds the character 0")
        if not self.categories:
            raise InvalidCard(f"card {self.slug!r} names no category")
        if self.access not in ACCESS_CLASSES:
            raise InvalidCard(f"card {self.slug!r}: access {self.access!r} is not one of {', '.join(ACCESS_CLASSES)}")
        slugs = [board.slug for board in self.boards]
        for slug in slugs:
            if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
                raise InvalidCard(
                    f"card {self.slug!r}: board slug {slug!r} must be lower-case letters, digits and single hyphens,"
                    f" at most {LONGEST_SLUG}"
                )
        if len(set(slugs)) != len(slugs):
            raise InvalidCard(f"card {self.slug!r} has two boards of one slug: {', '.join(slugs)}")
        if sum(board.headline for board in self.boards) != 1:
            raise InvalidCard(f"card {self.slug!r} must mark exactly one board as headline")
        unknown = set(self.main_observations) - {observation.name for observation in self.observations}
        if unknown:
            raise InvalidCard(f"card {self.slug!r} has no observation called {min(unknown)!r}")
        for board in self.boards:
            if board.split and board.split not in self.splits:
                raise InvalidCard(f"board {self.slug}/{board.slug}: split {board.split!r} is not in the card's splits")

    @property
    def headline(self) -> Board:
        """The board that a plain question about the benchmark means."""
        return next(board for board in self.boards if board.headline)

    @property
    def keeps_questions(self) -> bool:
        """Whether what is asked must not be shown: it is in no log, page, dry run or record made for other people."""
        return self.access in ("gated", "credentialed", "private")
