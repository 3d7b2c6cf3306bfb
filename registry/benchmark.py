"""What a plugin author writes: a benchmark with its loader and scorer, items, requests and answers.

Only the standard library is imported here, so that a plugin's card can be read anywhere at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry.card import Card
from podium.registry.errors import PodiumError

if TYPE_CHECKING:
    from podium.registry.conformance import Case
    from podium.registry.grading import Grade
    from podium.registry.report import Report
    from podium.registry.training import TrainingPlan
    from podium.registry.verification import Observer, Verification

#: Version of the interface between Podium and its plugins. A plugin module may state the version it
#: was written for as ``PODIUM_API_VERSION``; another number is refused at load with a clear reason.
API_VERSION = 1


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
    """Asks for one of several options.

    A model that continues text reads ``prompt``, the options on a line each after their letters and
    ``Answer:``, and its choice is the letter it finds most likely; that is the official form of MMLU.
    The mark ``<image N>`` in the prompt is the place of image N; images without a mark come first.

    Args:
        prompt: The question, with whatever comes before it, such as solved examples. What prompts
            share from their beginning is computed once.
        options: Their texts, in order.
        images: Paths; decoded by the adapter, not before.
        continuations: Texts to compare the likelihood of, one per option, directly after the prompt, which
            then stands as it is and lists no options; for protocols that do not ask for a letter.
        examples: Offsets in ``prompt`` at which each solved example begins and, last, at which the last one
            ends; for models with less room. Where the text that the model gets, without the reply, is longer
            than ``room`` tokens, the last example is left out, then the one before it, and so on.
        room: Most tokens of that text; 0 for as many as the model takes.
    """

    prompt: str
    options: tuple[str, ...]
    images: tuple[Path, ...] = ()
    continuations: tuple[str, ...] = ()
    examples: tuple[int, ...] = ()
    room: int = 0


@dataclass(frozen=True)
class Generate:
    """Asks for text, decoded greedily.

    Args:
        prompt: What is asked; ``<image N>`` is the place of image N, images without a mark come first.
        images: Paths; decoded by the adapter, not before.
        system: System message, for models that have a chat template; before the prompt for others.
        max_tokens: Most tokens of the reply.
        stop: Texts at which the reply ends; they are not part of it.
        examples: Where solved examples begin and end in ``prompt``; see :class:`Choose`.
        room: Most tokens of the text that the model gets; see :class:`Choose`.
        schema: JSON schema of the reply as JSON text, for servers that hold a model to one; ``"{}"`` for any
            JSON object, empty for any text. A server that cannot is asked without.
    """

    prompt: str
    images: tuple[Path, ...] = ()
    system: str = ""
    max_tokens: int = 256
    stop: tuple[str, ...] = ()
    examples: tuple[int, ...] = ()
    room: int = 0
    schema: str = ""


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
class Verdict:
    """What a judge, which is a model of its own, said of one answer.

    Args:
        judge: Name of the judge, as it stands in the names of metrics.
        fields: What :meth:`Benchmark.read_verdict` read from its reply; None where nothing could be read.
        error: Why there is no verdict, after all attempts; it can be asked for again.
    """

    judge: str
    fields: Mapping[str, Any] | None = None
    error: str = ""


@dataclass(frozen=True)
class Answer:
    """What a model gave for one item; what fits the request is set, or ``error`` alone.

    Args:
        probabilities: One number per label of a :class:`Classify`; None where the model does not
            know the label.
        choice: Index of the chosen option of a :class:`Choose`; None where ``text`` names none.
        log_likelihoods: One per option, in nats, where the model gives them.
        text: Reply to a :class:`Generate`, or the reply a choice was read from; what the model
            thinks aloud before is not part of it.
        finish: Why the reply ended: ``"stop"``, or ``"length"`` where it was cut off.
        error: Why there is no answer; the item was asked and can be asked again.
        remarks: Names of what is to be counted over the whole run and told in its notes, such as that the prompt
            was cut; see :meth:`podium.registry.adapters.base.Adapter.recall`. Equal answers may differ in them.
        thoughts: What the model thought aloud before its reply, where it did; kept, and read by no scorer.
        verdict: What the run's judge said of the answer, where it has one. It is kept apart from the answer,
            so that another judge can be asked later.
    """

    probabilities: tuple[float | None, ...] | None = None
    choice: int | None = None
    log_likelihoods: tuple[float, ...] | None = None
    text: str | None = None
    finish: str | None = None
    error: str | None = None
    remarks: tuple[str, ...] | None = field(default=None, compare=False)
    thoughts: str | None = None
    verdict: Verdict | None = None


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
        maximum: Largest allowed number.
    """

    name: str
    default: str | int | float
    help: str
    choices: tuple[str, ...] = ()
    stage: str = "score"
    minimum: float | None = None
    maximum: float | None = None

    def parse(self, text: str) -> str | int | float:
        """Return ``text`` as a value of this setting.

        Raises:
            PodiumError: If the text is not an allowed value.
        """
        if self.choices:
            if text not in self.choices:
                from podium.registry.names import nearest

                near = nearest(text, self.choices, limit=1)
                raise PodiumError(
                    f"setting {self.name}={text!r} is not one of {', '.join(self.choices)}",
                    f"did you mean {near[0]}?" if near else "",
                )
            return text
        try:
            value = type(self.default)(text)
        except ValueError:
            kind = "a whole number" if isinstance(self.default, int) else "a number"
            raise PodiumError(f"setting {self.name}={text!r} is not {kind}") from None
        if isinstance(value, float) and not math.isfinite(value):
            raise PodiumError(f"setting {self.name}={text!r} is not a finite number")
        if self.minimum is not None and isinstance(value, (int, float)) and value < self.minimum:
            raise PodiumError(f"setting {self.name}={text!r} is below {self.minimum:g}")
        if self.maximum is not None and isinstance(value, (int, float)) and value > self.maximum:
            raise PodiumError(f"setting {self.name}={text!r} is above {self.maximum:g}")
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


@dataclass(frozen=True)
class Hub:
    """Where the official files lie on the Hugging Face hub, for ``--data hub``.

    Args:
        repository: Name of the dataset repository, such as ``"cais/mmlu"``.
        revision: Commit to fetch: files that change must not change a figure.
        files: Patterns of the files that the loader reads; all of them where left out.
    """

    repository: str
    revision: str
    files: tuple[str, ...] = ()


class Benchmark:
    """One benchmark: its card, its loader, its scorer. A plugin subclasses it.

    A benchmark that only lists published results leaves ``load`` and ``score`` as they are.
    """

    card: Card
    #: Choices a user may make; see :class:`Setting`. One called ``images`` with the choices ``"check"``
    #: and ``"skip"`` is set to skip for adapters that look at no image, unless the user says otherwise.
    settings: tuple[Setting, ...] = ()
    #: Columns by which a predictions file may name an item, in order of preference.
    key_columns: tuple[str, ...] = ("id",)
    #: Further columns in which a predictions file may hold replies in words.
    reply_columns: tuple[str, ...] = ()
    #: What asks a model that sees no images the questions without one, such as ``"--set questions=text"``.
    without_images: str = ""
    #: Where the data can be fetched from, if it can.
    hub: Hub | None = None
    #: Patterns of the names of files that hold the data by themselves, such as ``("*.tar",)``; only such a file may
    #: stand in place of the folder.
    data_files: tuple[str, ...] = ()
    #: How often a judge is asked about one answer before it counts as failed.
    judge_attempts: int = 3
    #: Name of the score that is shown while a run goes on, of what :meth:`correct` says: ``"accuracy"`` where left out,
    #: and none where a judge can be asked, as it is then not accuracy what can be told without one.
    running_metric: str | None = None

    def load(self, root: Path, split: str, *_: Any, **settings: Any) -> Iterable[Item] | Dataset:
        """Return the items of ``split`` in a fixed order, from the official files under ``root``.

        A plugin may name its settings in place of ``**settings``, as in
        ``load(self, root: Path, split: str, shots: int)``, which type checkers take because of the ``*_: Any`` here;
        the same holds for :meth:`score` and :meth:`grade`.

        Args:
            root: Folder of the user's copy of the data, or a file that fits :attr:`data_files`.
            split: A split of the card.
            **settings: Values of the declared settings of stage ``"load"``, each by its name.

        Raises:
            DataError: If the files are missing, of another layout or inconsistent.
        """
        raise PodiumError(f"{self.card.name} has no evaluation yet; it only lists published results")

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, *_: Any, **settings: Any) -> Report:
        """Return the report for ``answers``, which stand in the order of ``items``.

        Args:
            items: The items asked.
            answers: One per item.
            device: A torch device, such as ``"cpu"`` or ``"cuda:0"``.
            **settings: Values of the declared settings of stage ``"score"``, each by its name.
        """
        raise PodiumError(f"{self.card.name} has no evaluation yet; it only lists published results")

    def correct(self, item: Item, answer: Answer) -> float | None:
        """Return how right an answer is, from 0 to 1, or None where only the scorer can tell.

        For the score that is shown while a run goes on; called once per item.
        """
        if isinstance(item.request, Choose) and isinstance(item.target, int):
            return float(answer.choice == item.target)
        return None

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], *_: Any, **settings: Any) -> Sequence[Grade]:
        """Return how each answer was read and what it is worth: what the scorer counts, item by item.

        Args:
            items: The items asked.
            answers: One per item.
            **settings: Values of the declared settings of stage ``"score"``, each by its name.
        """
        raise PodiumError(f"{self.card.name} does not grade single answers")

    def judge_request(self, item: Item, answer: Answer, attempt: int) -> Generate | None:
        """Return what a judge is asked about an answer, or None where there is nothing to judge.

        A benchmark that brings this method can be given a judge (``--judge``); without one its scorer does
        what it can by rules.

        Args:
            item: The item.
            answer: The model's answer.
            attempt: From 0: how often the judge's reply could not be read before.
        """
        raise PodiumError(f"{self.card.name} needs no judge")

    def read_verdict(self, item: Item, reply: Answer) -> Mapping[str, Any] | None:
        """Return what a judge's reply says, as JSON data, or None where it cannot be read."""
        raise PodiumError(f"{self.card.name} needs no judge")

    def conformance(self) -> Iterable[Case]:
        """Return cases that prove prompts, parsers and metrics equal to the official ones; no data is needed."""
        return ()

    def compare(
        self,
        items: Sequence[Item],
        first: Sequence[Answer],
        second: Sequence[Answer],
        device: str,
        settings: tuple[Mapping[str, Any], Mapping[str, Any]],
    ) -> Report:
        """Return what tells two models apart that answered the same items; differences are first minus second.

        The report's first score is the difference that decides, positive where the first model is ahead,
        or undefined with the reason; ``facts["compared"]`` says in words what it is a difference in,
        such as ``"mean AUROC over 5 findings"``.

        Args:
            items: The items asked.
            first: The first model's answers, one per item.
            second: The second model's.
            device: A torch device.
            settings: Values of the declared settings of stage ``"score"``, of the first run and of the second;
                under ``"report"`` the run's stored :class:`Report`, for what was read from files that may be gone.

        Raises:
            PodiumError: If the two were scored in ways that cannot be compared.
        """
        raise PodiumError(f"{self.card.name} cannot compare two runs")

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy of the data against what was published.

        Args:
            root: Folder of the copy.
            level: How deep: one of :data:`podium.registry.verification.LEVELS`; each includes those before it.
            observe: Told how far the check is.

        Raises:
            DataError: If there is nothing of this dataset under ``root``.
        """
        raise PodiumError(f"{self.card.name} has no check of its data")

    def train(self, plan: TrainingPlan, observe: Observer) -> Mapping[str, str | int | float]:
        """Train a model on the training split, save it, and return facts about it for the user.

        Raises:
            PodiumError: If the data or the plan is not usable.
        """
        raise PodiumError(f"{self.card.name} has no training")

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
        return self.brings("load") and self.brings("score")

    @property
    def lacks(self) -> str:
        """The method without which the other half of an evaluation is of no use, or nothing where none is missing."""
        loads, scores = self.brings("load"), self.brings("score")
        return "" if loads == scores else "load" if scores else "score"

    def brings(self, method: str) -> bool:
        """Return whether the plugin has its own ``method``, such as ``"compare"`` or ``"verify"``."""
        return getattr(type(self), method) is not getattr(Benchmark, method)

    @property
    def has_sample(self) -> bool:
        """Whether the plugin can write sample data."""
        return self.brings("write_sample")
