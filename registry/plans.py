"""What a run is asked to do, what it tells while it goes on, and what it would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from podium.registry.adapters.base import Adapter, Facts, Preview
from podium.registry.benchmark import Benchmark
from podium.registry.errors import EXIT_PARTIAL, PodiumError
from podium.registry.loading import ItemKeys, Loaded
from podium.registry.report import Score


@dataclass(frozen=True)
class Plan:
    """What to run.

    Args:
        benchmark: The benchmark.
        adapter: The model.
        root: Folder of the user's copy of the data, or None for the synthetic sample.
        split: Split to run, or None for the one of the benchmark's own boards.
        settings: The user's settings, as typed.
        limit: Most items to ask, or None for all; counted after ``subset``.
        subset: Patterns of the items to ask, or none for all; see :func:`podium.registry.selection.select`.
        device: A torch device for scoring.
        fresh: Whether to begin a new run although there is an unfinished one that would give the same answers.
        retry_failed: Whether to ask again the items that failed in the newest run that would give the same
            answers, which is then scored again.
        model_name: Name for the tables, or empty for the adapter's.
        about: What the user says of the model and the test, by the keys of :mod:`podium.registry.checklist`.
        judge: A model that is asked about the answers, or None; see :mod:`podium.registry.judging`.
    """

    benchmark: Benchmark
    adapter: Adapter
    root: Path | None = None
    split: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    limit: int | None = None
    subset: tuple[str, ...] = ()
    device: str = "cpu"
    fresh: bool = False
    retry_failed: bool = False
    model_name: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    judge: Adapter | None = None


def nothing_yet() -> None:
    """Give no score: none is known so far."""
    return None


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Args:
        stage: ``"loading model"``, ``"answering"``, ``"judging"`` or ``"scoring"``.
        done: Items answered, or answers judged, those of earlier sittings included.
        total: Items of the run, or answers to be judged.
        run: Id of the run, or empty while there is none yet.
        kept: Items that earlier sittings answered.
        changed: Where an unfinished run of the same benchmark, split and model spec cannot go on: what has
            changed since, in words, such as ``"dtype float32 → bfloat16"``. Told once, when answering begins.
        previous: Id of that run, or empty.
        failed: Items that could not be answered, or answers without a verdict, so far.
        speed: What :meth:`podium.registry.adapters.base.Adapter.speed` says by now.
        running: Gives the score so far with its interval, or None where there is none; computed only when
            called, in any thread.
    """

    stage: str
    done: int
    total: int
    run: str
    kept: int = 0
    changed: tuple[str, ...] = ()
    previous: str = ""
    failed: int = 0
    speed: Facts = field(default_factory=dict)
    running: Callable[[], Score | None] = nothing_yet


Observer = Callable[[Progress], None]


class Interrupted(PodiumError):
    """Ctrl-C in the middle of a run; what was answered is in the journal."""

    exit_code = 130


class ItemsFailed(PodiumError):
    """Items could not be answered without which the run has no score; they can be asked again."""

    exit_code = EXIT_PARTIAL


@dataclass(frozen=True)
class Judge:
    """A judge that is ready to be asked.

    Args:
        adapter: The model, prepared.
        name: As it stands in the names of metrics.
        identity: Hash of what identifies it; see :func:`podium.registry.judgements.identity`.
    """

    adapter: Adapter
    name: str
    identity: str


@dataclass(frozen=True)
class Prepared:
    """A plan whose data is loaded and whose model is ready to be asked; nothing is stored yet.

    Args:
        plan: The plan.
        loaded: Its items.
        keys: The key of each item, as :func:`podium.registry.loading.item_key` gives it, 16 digits an item.
        identity: What determines the answers; see :mod:`podium.registry.identity`.
        preview: What the model is shown for the first item, or None where it is shown no text.
        seconds: How long loading took: ``"data"`` and ``"model"``.
        judge: The judge, or None.
    """

    plan: Plan
    loaded: Loaded
    keys: ItemKeys
    identity: Facts
    preview: Preview | None
    seconds: Mapping[str, float]
    judge: Judge | None = None

    def close(self) -> None:
        """Let go of the model and of the judge."""
        self.plan.adapter.close()
        if self.judge is not None:
            self.judge.adapter.close()


@dataclass(frozen=True)
class DryRun:
    """What a run would do.

    Args:
        run: Id of the unfinished run that would go on, or empty for a new one.
        items: Items of the run.
        kept: Items that are answered already.
        todo: Items that would be asked.
        prompt_tokens: Tokens of their prompts, or None where they are not known beforehand.
        new_tokens: Most tokens of their replies, or None where they are not known beforehand.
        exact: Whether the tokens were counted, not estimated from a sample of the items.
        first: What the model would be shown first, or None where it is shown no text; its text is empty where the
            benchmark keeps its questions.
        seconds_estimate: Time of the answering at the speed of the newest finished run of this model on this
            benchmark, in seconds; None where there is none.
        previous: Id of an unfinished run that could not go on, or empty; see :class:`Progress`.
        changed: What has changed since that run, in words.
        digest: Length and SHA-256 of the text shown first; see :func:`podium.registry.conformance.text_digest`.
        withheld: Why that text is not shown, or empty.
        judge_calls: How often the judge would be asked at most, or None without a judge.
        reply_tokens: Mean tokens of a reply in that newest finished run, which the time rests on; None where that is
            not known, or nothing would be written.
    """

    run: str
    items: int
    kept: int
    todo: int
    prompt_tokens: int | None
    new_tokens: int | None
    exact: bool
    first: Preview | None
    seconds_estimate: float | None
    previous: str = ""
    changed: tuple[str, ...] = ()
    digest: str = ""
    withheld: str = ""
    judge_calls: int | None = None
    reply_tokens: float | None = None
