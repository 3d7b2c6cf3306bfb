"""What a plugin author writes: a benchmark, its card and boards, items, requests and answers.

Only the standard library is imported here, so that a plugin's card can be read anywhere at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry.errors import InvalidCard, PodiumError

if TYPE_CHECKING:
    from podium.registry.report import Report

#: Version of the interface between Podium and its plugins. A plugin module may state the version it
#: was written for as ``PODIUM_API_VERSION``; another number is refused at load with a clear reason.
API_VERSION = 1

ACCESS_CLASSES = ("open", "registration", "gated", "credentialed")
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
    """

    title: str
    authors: tuple[str, ...] = ()
    url: str = ""
    published: date | None = None
    more_authors: int = 0
    abstract: str = ""


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
        dataset_url: Home of the data.
        licence: The data's licence or agreement.
        access: One of :data:`ACCESS_CLASSES`.
        related: Slugs of related benchmarks, nearest first.
        baselines: Published references that are not models.
        faq: Questions the author answers.
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
    dataset_url: str = ""
    licence: str = ""
    access: str = "open"
    related: tuple[str, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    faq: tuple[FAQEntry, ...] = ()
    listings: tuple[SiteListing, ...] = ()
    sources: tuple[Source, ...] = ()
    research_use_only: bool = False
    version: str = "1"

    def __post_init__(self) -> None:
        if not _SLUG.fullmatch(self.slug):
            raise InvalidCard(f"slug {self.slug!r} must be lower-case letters, digits and single hyphens")
        for name in ("name", "description", "modality"):
            if not getattr(self, name).strip():
                raise InvalidCard(f"card {self.slug!r} leaves {name} empty")
        if not self.categories:
            raise InvalidCard(f"card {self.slug!r} names no category")
        if self.access not in ACCESS_CLASSES:
            raise InvalidCard(f"card {self.slug!r}: access {self.access!r} is not one of {', '.join(ACCESS_CLASSES)}")
        slugs = [board.slug for board in self.boards]
        if len(set(slugs)) != len(slugs):
            raise InvalidCard(f"card {self.slug!r} has two boards of one slug: {', '.join(slugs)}")
        if sum(board.headline for board in self.boards) != 1:
            raise InvalidCard(f"card {self.slug!r} must mark exactly one board as headline")
        for board in self.boards:
            if board.split and board.split not in self.splits:
                raise InvalidCard(f"board {self.slug}/{board.slug}: split {board.split!r} is not in the card's splits")

    @property
    def headline(self) -> Board:
        """The board that a plain question about the benchmark means."""
        return next(board for board in self.boards if board.headline)


@dataclass(frozen=True)
class Classify:
    """Asks for one probability per label.

    Args:
        images: Paths; decoded by the adapter, not before. All show one thing (views of one study).
        labels: Names of the labels, in the order of the answer's probabilities.
    """

    images: tuple[Path, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Choose:
    """Asks for one of several options."""

    prompt: str
    options: tuple[str, ...]
    images: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Generate:
    """Asks for text."""

    prompt: str
    images: tuple[Path, ...] = ()


Request = Classify | Choose | Generate


@dataclass(frozen=True)
class Item:
    """One thing a benchmark asks.

    Args:
        id: Unique within the split and stable over releases of the data.
        request: What is asked.
        target: The reference: a tuple of 1.0, 0.0 or NaN (not assessed) per label, an option's
            index, or text.
        group: What is resampled together, such as the patient; the item itself where left out.
        attributes: Further facts for tables and aggregation, such as study, view, sex, age.
    """

    id: str
    request: Request
    target: Any
    group: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What a model gave for one item. Exactly the field that fits the request is set.

    Args:
        probabilities: One number per label of a :class:`Classify`; None where the model does not
            know the label.
        choice: Index of the chosen option of a :class:`Choose`.
        log_likelihoods: One per option, where the model gives them.
        text: Reply to a :class:`Generate`.
    """

    probabilities: tuple[float | None, ...] | None = None
    choice: int | None = None
    log_likelihoods: tuple[float, ...] | None = None
    text: str | None = None


@dataclass(frozen=True)
class Setting:
    """A named choice a user may make with ``--set NAME=VALUE``; the value is recorded in the run.

    Args:
        name: As typed.
        default: Value where the user says nothing.
        help: One sentence.
        choices: The allowed values; any value of the default's type where empty.
        stage: ``"load"`` if it is passed to :meth:`Benchmark.load`, ``"score"`` if to
            :meth:`Benchmark.score`.
        minimum: Smallest allowed number.
    """

    name: str
    default: str | int | float
    help: str
    choices: tuple[str, ...] = ()
    stage: str = "score"
    minimum: float | None = None

    def parse(self, text: str) -> str | int | float:
        """Return ``text`` as a value of this setting.

        Raises:
            PodiumError: If the text is not an allowed value.
        """
        if self.choices:
            if text not in self.choices:
                raise PodiumError(f"setting {self.name}={text!r} is not one of {', '.join(self.choices)}")
            return text
        try:
            value = type(self.default)(text)
        except ValueError:
            kind = "a whole number" if isinstance(self.default, int) else "a number"
            raise PodiumError(f"setting {self.name}={text!r} is not {kind}") from None
        if self.minimum is not None and isinstance(value, (int, float)) and not value >= self.minimum:
            raise PodiumError(f"setting {self.name}={text!r} is below {self.minimum:g}")
        return value


@dataclass(frozen=True)
class Dataset:
    """What a loader found: items that can be walked again and again, and what must be said of them.

    A loader may also return any iterable of items; it then counts as official when its length is
    the one the card states.

    Args:
        items: Walked lazily, always in the same order.
        split: Name of the split.
        sample: Whether this is synthetic sample data.
        shortfall: Why the data is not the whole official split, or empty if it is.
        notes: Sentences for the report: what was used, what was not, and why.
        fingerprint: Hash of the canonical rows.
    """

    items: Sequence[Item]
    split: str
    sample: bool = False
    shortfall: str = ""
    notes: tuple[str, ...] = ()
    fingerprint: str = ""

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class Benchmark:
    """One benchmark: its card, its loader, its scorer. A plugin subclasses it.

    A benchmark that only lists published results leaves ``load`` and ``score`` as they are.
    """

    card: Card
    #: Choices a user may make; see :class:`Setting`.
    settings: tuple[Setting, ...] = ()
    #: Columns by which a predictions file may name an item, in order of preference.
    key_columns: tuple[str, ...] = ("id",)

    def load(self, root: Path, split: str, **settings: Any) -> Iterable[Item] | Dataset:
        """Return the items of ``split`` in a fixed order, from the official files under ``root``.

        Args:
            root: Folder of the user's copy of the data.
            split: A split of the card.
            **settings: Values of the declared settings of stage ``"load"``.

        Raises:
            DataError: If the files are missing, of another layout or inconsistent.
        """
        raise PodiumError(f"{self.card.name} has no evaluation yet; it only lists published results")

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Return the report for ``answers``, which stand in the order of ``items``.

        Args:
            items: The items asked.
            answers: One per item.
            device: A torch device, such as ``"cpu"`` or ``"cuda:0"``.
            **settings: Values of the declared settings of stage ``"score"``.
        """
        raise PodiumError(f"{self.card.name} has no evaluation yet; it only lists published results")

    def write_sample(self, folder: Path) -> None:
        """Write a small synthetic dataset in the official layout, the same bytes every time."""
        raise PodiumError(f"{self.card.name} has no sample data")

    def results(self) -> Iterable[Mapping[str, Any]]:
        """Return the cited results that ship with the plugin, as rows of the import format.

        Unless overridden these are the rows of ``results.json`` beside the module of the plugin's
        class, where that module lies in a package, and none where there is no such file.

        Raises:
            PodiumError: If the file is not JSON of the format :mod:`podium.registry.rows` reads.
        """
        import sys

        from podium.registry.rows import read_rows

        module = sys.modules.get(type(self).__module__)
        file = getattr(module, "__file__", None)
        # A single-file plugin shares its folder with others, so a file there is nobody's in particular.
        if file is None or "." not in type(self).__module__:
            return ()
        path = Path(file).with_name("results.json")
        return read_rows(path, "results") if path.exists() else ()

    def key(self, column: str, text: str) -> str:
        """Return the normal form of a predictions file's key ``text`` in ``column``."""
        return text.strip()

    def item_key(self, column: str, item: Item) -> str:
        """Return the key under which a predictions file names ``item`` in ``column``."""
        return item.id

    @property
    def can_evaluate(self) -> bool:
        """Whether the plugin brings its own loader and scorer."""
        cls = type(self)
        return cls.load is not Benchmark.load and cls.score is not Benchmark.score

    @property
    def has_sample(self) -> bool:
        """Whether the plugin can write sample data."""
        return type(self).write_sample is not Benchmark.write_sample
