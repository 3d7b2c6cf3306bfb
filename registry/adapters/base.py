"""What every adapter does, and what a user may choose about it."""

from __future__ import annotations

import itertools
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from podium.registry.benchmark import Answer, Benchmark, Item
from podium.registry.errors import PodiumError

#: Facts by name, such as what identifies a model: a mapping of names to texts, numbers or None.
Facts = Mapping[str, str | int | float | None]


#: An item and its position among the items of the run.
Numbered = tuple[int, Item]

#: Answers, each with the position of its item; what is yielded together is kept together.
Answered = list[tuple[int, Answer]]


@dataclass(frozen=True)
class EndpointOptions:
    """Choices about asking a server.

    Args:
        api: ``"chat"`` or ``"completions"``; ``"auto"`` is chat.
        concurrency: Most requests under way at a time.
        timeout: Seconds to wait for one reply.
        patience: Seconds for which a server that is gone or busy is asked again before the run stops.
        max_tokens: Most tokens to use, prompts and replies together, or None for no limit.
        max_cost: Most to spend, in the unit of the prices, or None for no limit.
        input_price: Price of a million prompt tokens, or None where it is not known.
        output_price: Price of a million reply tokens, or None.
        key_names: Environment variables that may hold the key, the one that wins first.
        prefix: What the user's options begin with, for messages.
    """

    api: str = "auto"
    concurrency: int = 8
    timeout: float = 120.0
    patience: float = 900.0
    max_tokens: int | None = None
    max_cost: float | None = None
    input_price: float | None = None
    output_price: float | None = None
    key_names: tuple[str, ...] = ("PODIUM_API_KEY", "OPENAI_API_KEY")
    prefix: str = "--"


@dataclass(frozen=True)
class AdapterOptions:
    """Choices about how a model answers. All are plain data, so that they can be sent to another process.

    Args:
        device: A torch device, such as ``"cpu"`` or ``"cuda:0"``.
        dtype: Precision of the weights: ``"float32"``, ``"bfloat16"`` or ``"float16"``; ``"auto"`` is
            bfloat16 for language models on a GPU and float32 otherwise.
        activation: How logits become probabilities: ``"auto"``, ``"sigmoid"`` or ``"softmax"``.
        batch_size: Most items worked on together, or None for what suits the adapter.
        batch_tokens: Most tokens worked on together, padding included, or None for what suits the device.
        revision: Branch, tag or commit of a model on the hub, or empty for its newest.
        attention: Attention implementation of transformers, such as ``"sdpa"``, or empty for its choice.
        quantization: ``"8bit"`` or ``"4bit"`` weights, or empty for none.
        device_map: How transformers spreads a model over devices, such as ``"auto"``, or empty for one device.
        compile: Whether to compile the model's forward pass.
        trust_remote_code: Whether code that comes with a model may run.
        allow_pickle: Whether weights may be read that are not safetensors; reading them can run code.
        chat: Whether prompts go through the model's chat template: ``"on"``, ``"off"``, or ``"auto"`` for
            :class:`Generate` where there is a template and never for likelihoods; a model that sees images is
            asked a :class:`Choose` without continuations through its template too, for it knows no other form.
        max_new_tokens: Most tokens of a reply, in place of what the item says, or None.
        temperature: 0 for greedy decoding.
        seed: Where decoding draws.
        endpoint: Choices about asking a server.
    """

    device: str = "cpu"
    dtype: str = "auto"
    activation: str = "auto"
    batch_size: int | None = None
    batch_tokens: int | None = None
    revision: str = ""
    attention: str = ""
    quantization: str = ""
    device_map: str = ""
    compile: bool = False
    trust_remote_code: bool = False
    allow_pickle: bool = False
    chat: str = "auto"
    max_new_tokens: int | None = None
    temperature: float = 0.0
    seed: int = 0
    endpoint: EndpointOptions = EndpointOptions()


@dataclass(frozen=True)
class Preview:
    """What a model would be shown for an item, without asking it.

    Args:
        prompt: The text as the model gets it, chat template included.
        prompt_tokens: Its length in tokens, images included, or None where only the server knows.
        new_tokens: Most tokens of the reply, or 0 where likelihoods are compared.
    """

    prompt: str
    prompt_tokens: int | None = None
    new_tokens: int = 0


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
    #: Items per batch where the user does not say.
    usual_batch = 16
    #: Whether it makes batches of its own, by tokens or by requests under way: no number of items then describes them.
    own_batches = False
    #: Whether options are compared after the bare prompt, unless the user wants them after the chat template.
    compares_plainly = False

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

    def seen(self) -> Facts:
        """Return what of :meth:`provenance` shows only as the model is asked, earlier sittings of the run included."""
        return {}

    def remember(self, facts: Facts) -> None:
        """Learn what was recorded of the model in earlier sittings of the run, before it is asked more."""
        return None

    def recall(self, remarks: Mapping[str, int]) -> None:
        """Take over how often each of :attr:`Answer.remarks` stands in the whole run's journal, before :meth:`notes`.

        The run may have gone on after a stop, so that this process has seen only a part of it.
        """
        return None

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

    def stream(self, items: Iterable[Numbered]) -> Generator[Answered, None, None]:
        """Answer the items that are still to be asked, in whatever order suits, each exactly once.

        What is yielded is kept at once, small batches up to 100 ms later, so a killed run loses at most that and
        what was under way. ``items`` is walked lazily: nothing may grow with its length. An adapter that batches by
        itself overrides this; the others are given fixed batches, in order.

        Args:
            items: The items, each with its position.

        Yields:
            Answers with the positions of their items. An item that could not be answered, where others
            can, gets an answer with ``error``.

        Raises:
            PodiumError: If the model cannot go on; all answers before are yielded.
        """
        size = self.options.batch_size or self.usual_batch
        batches, ahead = itertools.tee(batched(items, size))
        with closing(self.answer_all([item for _, item in batch] for batch in ahead)) as answering:
            for batch, answers in zip(batches, answering, strict=True):
                yield [(position, answer) for (position, _), answer in zip(batch, answers, strict=True)]

    def check(self, item: Item, answer: Answer) -> None:
        """Refuse an answer whose numbers are none: scored, they would count as if they said something.

        A probability must be finite; a log-likelihood may be minus infinity, that of what is impossible.

        Raises:
            PodiumError: Naming the model and the item.
        """
        given, likelihoods = answer.probabilities, answer.log_likelihoods
        shares = [share for share in given if share is not None] if given is not None else []
        likely = [math.nan if value == math.inf else value for value in likelihoods] if likelihoods is not None else []
        if not all(map(math.isfinite, shares)) or any(map(math.isnan, likely)):
            what = "probability that is not a finite number" if shares else "log-likelihood that is NaN or infinite"
            raise PodiumError(f"{self.spec} gives a {what} for {item.id}", "it is not kept; the answers before are")

    def preview(self, item: Item) -> Preview | None:
        """Return what the model would be shown, after :meth:`prepare`, or None where it is shown no text."""
        return None

    def speed(self) -> Facts:
        """Return how fast the answering went so far, where that is measured.

        The names are ``items``, ``images``, ``prompt_tokens``, ``new_tokens`` (counts), ``load_seconds``,
        ``preprocess_seconds``, ``forward_seconds``, ``waited_seconds``, ``seconds`` (the whole answering)
        and what follows from them, such as ``images_per_second``.
        """
        return {}

    def close(self) -> None:
        """Let go of what :meth:`prepare` took: processes, connections, memory of a device."""
        return None


def batched(items: Iterable[Numbered], size: int) -> Generator[list[Numbered], None, None]:
    """Yield the items in lists of ``size``; the last may be shorter."""
    coming = iter(items)
    while batch := list(itertools.islice(coming, size)):
        yield batch
