"""What every adapter does, and what a user may choose about it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from podium.registry.benchmark import Answer, Benchmark, Item

Facts = Mapping[str, str | int | float | None]


@dataclass(frozen=True)
class AdapterOptions:
    """Choices about how a model answers.

    Args:
        device: A torch device, such as ``"cpu"`` or ``"cuda:0"``.
        dtype: Precision of the weights: ``"float32"``, ``"bfloat16"`` or ``"float16"``.
        activation: How logits become probabilities: ``"auto"``, ``"sigmoid"`` or ``"softmax"``.
    """

    device: str = "cpu"
    dtype: str = "float32"
    activation: str = "auto"


@dataclass(frozen=True)
class Task:
    """What an adapter is about to be asked.

    Args:
        benchmark: The benchmark.
        split: Name of the split.
        items: All items of the run, in order.
        settings: The benchmark's settings.
        load: Loads the items of another split of the same data, with the same settings.
        whole: All items of the split, of which ``items`` may be only the first; empty if they are the same.
    """

    benchmark: Benchmark
    split: str
    items: Sequence[Item]
    settings: Mapping[str, str | int | float]
    load: Callable[[str], Sequence[Item]]
    whole: Sequence[Item] = ()

    @property
    def known(self) -> Sequence[Item]:
        """All items of the split, asked or not: what a file of answers may name."""
        return self.whole or self.items


class Adapter(ABC):
    """Makes one model answer requests in batches.

    Args:
        target: What follows the prefix of the model spec.
        options: The user's choices.
    """

    kind: str

    def __init__(self, target: str, options: AdapterOptions) -> None:
        self.target = target
        self.options = options

    @property
    def spec(self) -> str:
        """The model spec, as the user wrote it."""
        return f"{self.kind}:{self.target}"

    @property
    def name(self) -> str:
        """A short name for tables: the folder, file or repository without its path."""
        return Path(self.target).name or self.target

    @property
    def ranks(self) -> bool:
        """Whether the figures are a model's and may enter a board."""
        return True

    @property
    def looks_at_images(self) -> bool:
        """Whether answering opens the items' images; a loader need not look for them where it does not."""
        return False

    @abstractmethod
    def prepare(self, task: Task) -> None:
        """Load what is needed and check that every request can be answered.

        Raises:
            PodiumError: If the model cannot be loaded or cannot answer this benchmark.
        """

    @abstractmethod
    def fingerprint(self) -> Facts:
        """Return what identifies the model and how it is asked; answers are reused only if all of it is equal."""

    def provenance(self) -> Facts:
        """Return further facts for the record."""
        return {}

    def notes(self) -> Sequence[str]:
        """Return sentences a reader of the report must know."""
        return ()

    @abstractmethod
    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Return one answer per item, in order.

        Raises:
            DataError: If an image cannot be read; the message names the file.
        """

    def answer_all(self, batches: Iterable[Sequence[Item]]) -> Generator[list[Answer], None, None]:
        """Yield the answers of each batch, in order; what later batches need may be read meanwhile.

        Raises:
            DataError: As :meth:`answer`, and not before all earlier batches are answered.
        """
        for items in batches:
            yield self.answer(items)

    def speed(self) -> Facts:
        """Return how fast the answering went so far, where that is measured."""
        return {}
