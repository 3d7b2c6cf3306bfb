"""Asking a judge: a model of its own says of each answer what a scorer cannot tell by rules.

A judge is any adapter; concurrency, repeats, back-pressure and budgets are the adapter's. Every verdict is committed
as it arrives, and one that this judge gave before, asked the same, is taken over from the run that has it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from podium.registry import journal, judgements
from podium.registry.adapters.base import Adapter, Answered, Facts, Numbered, Task
from podium.registry.answering import Sitting
from podium.registry.benchmark import Answer, Benchmark, Generate, Item, Verdict
from podium.registry.discretion import Discretion, discreetly
from podium.registry.errors import PodiumError, RegistryFileError
from podium.registry.judgements import Judgement
from podium.registry.keeping import Keeper
from podium.registry.loading import Loaded
from podium.registry.plans import Judge, Observer, Prepared, Progress
from podium.registry.running import ScoreSoFar

#: Where a judge draws if its server takes no temperature; CharXiv's judge is asked with it.
SEED = 42

#: Kinds of adapters that are no judges.
_NOT_MODELS = ("file", "baseline")

#: An answer that stands for all where a judge is tried before there are any, and among how many items one is
#: looked for whose answer is judged at all.
_STAND_IN, _LOOKED_AT, _TRIED = Answer(text="I do not know.", finish="stop"), 50, 3

#: What is summed over all that a judge did for a run.
_WORK = ("items", "prompt_tokens", "new_tokens", "cached_tokens", "cost", "requests", "retries")


def check(benchmark: Benchmark, spec: str, judged: Sequence[str]) -> None:
    """Refuse a judge that would not be asked.

    Args:
        benchmark: The benchmark.
        spec: The judge's spec.
        judged: Slugs of the benchmarks that can have a judge.

    Raises:
        PodiumError: If the benchmark has nothing to judge, or the spec is of no model.
    """
    if not benchmark.brings("judge_request"):
        raise PodiumError(
            f"{benchmark.card.name} has nothing to ask a judge", f"these have: {', '.join(judged) or 'none'}"
        )
    kind = spec.partition(":")[0]
    if kind in _NOT_MODELS:
        raise PodiumError(f"{kind}: is no judge", "name a model: openai:BASE_URL#MODEL or hf:PATH_OR_ID")


def prepare(benchmark: Benchmark, adapter: Adapter, loaded: Loaded) -> Judge:
    """Load a judge and try whether it can be asked, before anything else is done.

    Raises:
        PodiumError: If it cannot be loaded or asked; it is closed then.
    """
    tried = list(islice(_tried(benchmark, loaded.items[:_LOOKED_AT]), _TRIED))
    items = tried or [Item("judge", Generate("Say yes.", max_tokens=16), "")]
    try:
        with discreetly(benchmark.card, loaded.items):
            adapter.prepare(Task(benchmark, loaded.dataset.split, items, loaded.settings, lambda split: ()))
        return Judge(adapter, adapter.name, judgements.identity(adapter.fingerprint()))
    except BaseException as error:
        adapter.close()
        if isinstance(error, PodiumError):
            error.message = f"judge {adapter.spec}: {error.message}"
        raise


def _tried(benchmark: Benchmark, items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        request = _request(benchmark, item, _STAND_IN, 0)
        if request is not None:
            yield Item(item.id, request, "")


def _request(benchmark: Benchmark, item: Item, answer: Answer, attempt: int) -> Generate | None:
    try:
        return benchmark.judge_request(item, answer, attempt)
    except PodiumError:
        raise
    except Exception as error:
        # Its words may quote what must not be shown; the traceback is kept for --debug.
        what = f"the judge's question about {item.id} could not be made: {type(error).__name__}"
        raise PodiumError(what, f"a bug in the plugin of {benchmark.card.name}") from error


@dataclass(frozen=True)
class _Due:
    """An answer that the judge is to be asked about: what it is asked, as a hash, and how often it was before."""

    position: int
    prompt: str
    attempt: int = 0


class Judging:
    """Asks a judge about the answers of one run.

    Args:
        connection: Registry open for writing.
        run: Id of the run.
        benchmark: Its benchmark.
        judge: The judge.
        items: The run's items.
    """

    def __init__(
        self, connection: sqlite3.Connection, run: str, benchmark: Benchmark, judge: Judge, items: Sequence[Item]
    ) -> None:
        self._connection, self._run = connection, run
        self._benchmark, self._judge, self._items = benchmark, judge, items
        self._answers = journal.Answers(connection, run, len(items))
        self._attempts = max(1, benchmark.judge_attempts)

    def judge_all(self, observe: Observer, retry: bool = False) -> None:
        """Get a verdict on every answer that can be judged and has none yet, and keep each as it arrives.

        Args:
            observe: Told at the beginning and at each commit.
            retry: Whether what failed is asked again.

        Raises:
            PodiumError: If the judge cannot go on; all verdicts before are kept.
        """
        began = time.perf_counter()
        keeper: Keeper[Judgement] = Keeper(
            self._connection, lambda connection, rows: judgements.record(connection, self._run, rows)
        )
        try:
            self._ask_all(keeper, observe, retry)
        finally:
            try:
                keeper.close()
            finally:
                self._keep_work(time.perf_counter() - began)

    def _ask_all(self, keeper: Keeper[Judgement], observe: Observer, retry: bool) -> None:
        running = ScoreSoFar(self._benchmark, self._judge.name)
        due, done, failed = self._look(keeper, retry, running)
        told = Progress("judging", done, done + len(due), self._run, kept=done, failed=failed, running=running)
        observe(told)
        for attempt in range(self._attempts):
            now = {one.position: one for one in due if one.attempt == attempt}
            due = [one for one in due if one.attempt != attempt]
            with closing(self._replies(now, attempt)) as replies:
                for answered in replies:
                    rows = [self._read(now.pop(position), reply) for position, reply in answered]
                    again = [one for one in rows if one.standing.is_open(self._attempts)]
                    due += [_Due(one.position, one.prompt, one.attempts) for one in again]
                    for one in rows:
                        if one not in again:
                            self._tell(running, self._items[one.position], self._answers[one.position], one)
                    done += len(rows) - len(again)
                    failed += sum(one.fields is None for one in rows) - len(again)
                    told = replace(told, done=done, failed=failed, speed=self._judge.adapter.speed())
                    if keeper.add(rows):
                        observe(told)
            if now:
                raise PodiumError(
                    f"{self._judge.adapter.spec} left {len(now)} questions without a reply", "a bug in its adapter"
                )
        observe(told)

    def _replies(self, due: Mapping[int, _Due], attempt: int) -> Generator[Answered, None, None]:
        """Yield the judge's replies; what ends them is said of the judge."""
        try:
            with closing(self._judge.adapter.stream(self._questions(due, attempt))) as replies:
                yield from replies
        except PodiumError as error:
            error.message = f"judge {self._judge.name}: {error.message}"
            raise

    def _tell(self, running: ScoreSoFar, item: Item, answer: Answer, one: Judgement) -> None:
        """Add an answer with its verdict to the score so far."""
        running.add(item, replace(answer, verdict=Verdict(self._judge.name, one.fields, one.error)))

    def _look(self, keeper: Keeper[Judgement], retry: bool, running: ScoreSoFar) -> tuple[list[_Due], int, int]:
        """Return what is to be asked, and how many answers have a verdict and how many of these failed.

        Verdicts that other runs have are taken over. What needs none, or has one, is added to the score so far.
        """
        there = dict(judgements.standings(self._connection, self._run, self._judge.identity))
        due, done, failed = [], 0, 0
        with_verdicts = journal.Answers(self._connection, self._run, len(self._items), self._judge.identity)
        rows = zip(self._items, self._answers, with_verdicts, strict=True)
        for position, (item, answer, judged) in enumerate(rows):
            request = None if answer.error is not None else _request(self._benchmark, item, answer, 0)
            if request is None:
                running.add(item, answer)
                continue
            prompt = judgements.prompt_digest(request)
            before = there.get(position)
            if before is not None and before.prompt == prompt:
                if before.is_open(self._attempts):
                    due.append(_Due(position, prompt, before.attempts))
                elif retry and not before.read:
                    due.append(_Due(position, prompt))
                else:
                    running.add(item, judged)
                    done += 1
                    failed += not before.read
                continue
            found = judgements.kept(self._connection, self._judge.identity, prompt)
            if found is None:
                due.append(_Due(position, prompt))
            else:
                run, verdict = found
                keeper.add([replace(verdict, position=position, reused=run)])
                self._tell(running, item, answer, verdict)
                done += 1
        return due, done, failed

    def _questions(self, due: Mapping[int, _Due], attempt: int) -> Iterator[Numbered]:
        for position in list(due):
            item = self._items[position]
            request = _request(self._benchmark, item, self._answers[position], attempt)
            if request is None:
                raise PodiumError(
                    f"the plugin of {self._benchmark.card.name} asks a judge about {item.id}, and then does not",
                    "a bug in its judge_request",
                )
            yield position, Item(item.id, request, "")

    def _read(self, due: _Due, reply: Answer) -> Judgement:
        """Return the verdict in a reply."""
        judge, item, number = self._judge, self._items[due.position], due.attempt + 1
        facts = (due.position, judge.name, judge.identity, due.prompt)
        if reply.error is not None or reply.text is None:
            error = reply.error or "no text came"
            if self._benchmark.card.keeps_questions:
                error = Discretion([item]).cut(error)
            return judgements.made(*facts, None, None, f"no reply: {error}", number)
        cut = ", cut off" if reply.finish == "length" else ""
        error = f"the reply could not be read{cut} ({number} of {self._attempts} attempts)"
        try:
            fields = self._benchmark.read_verdict(item, reply)
            return judgements.made(*facts, reply.text, fields, error if fields is None else "", number)
        except Exception as bug:
            # One reply that the plugin stumbles over must not cost the others; it is counted like any other failure.
            return judgements.made(*facts, reply.text, None, f"{error}: {type(bug).__name__} in the plugin", number)

    def _keep_work(self, seconds: float) -> None:
        """Add what was done to what earlier sittings did."""
        speed = self._judge.adapter.speed()
        new = {"seconds": round(seconds, 3)} | {name: speed[name] or 0 for name in _WORK if speed.get(name) is not None}
        # The error that ends the judging must not be lost for the sake of these figures.
        with suppress(RegistryFileError), journal.writing(self._connection):
            before = journal.find_run(self._connection, self._run).provenance.get("judging") or {}
            earlier = before.get(self._judge.identity) or {}
            names = dict.fromkeys((*earlier, *new))
            summed = {name: round(earlier.get(name, 0) + new.get(name, 0), 6) for name in names}
            facts = {"judging": dict(before) | {self._judge.identity: summed}}
            journal.merge_provenance(self._connection, self._run, facts)


def of_sitting(
    connection: sqlite3.Connection, prepared: Prepared, sitting: Sitting, observe: Observer
) -> dict[str, Any]:
    """Judge the answers of a run, where it has a judge, and return what is recorded of that; nothing without one.

    Raises:
        PodiumError: If the judge cannot go on; all verdicts before are kept.
    """
    judge, items = prepared.judge, prepared.loaded.items
    if judge is None:
        return {}
    work = Judging(connection, sitting.run, prepared.plan.benchmark, judge, items)
    began = time.perf_counter()
    try:
        work.judge_all(observe, sitting.retry)
    finally:
        sitting.judging += time.perf_counter() - began
    return facts_of(connection, sitting.run, judge, prepared.plan.adapter.fingerprint())


def facts_of(connection: sqlite3.Connection, run: str, judge: Judge, model: Facts) -> dict[str, Any]:
    """Return what is recorded of the judge whose verdicts a report rests on.

    Args:
        connection: Registry.
        run: Id of the run, whose answers are judged.
        judge: The judge.
        model: What identifies the model that was judged.
    """
    found = judgements.counts(connection, run, judge.identity)
    work = (journal.find_run(connection, run).provenance.get("judging") or {}).get(judge.identity) or {}
    adapter = judge.adapter
    fingerprint = dict(adapter.fingerprint())
    shortfall = ""
    if found.failed:
        shortfall = f"judge {judge.name} gave no verdict on {found.failed:,} answers; --retry-failed asks it again"
    return {
        "spec": adapter.spec,
        "name": judge.name,
        "identity": judge.identity,
        "fingerprint": fingerprint,
        "provenance": dict(adapter.provenance()),
        "judged": found.judged,
        "asked": found.asked,
        "replies": found.calls,
        "reused": found.reused,
        "failed": found.failed,
        **work,
        "digest": judgements.digest(connection, run, judge.identity),
        "shortfall": shortfall,
        "notes": _notes(judge, found, shortfall, same_model(model, fingerprint)),
    }


def _notes(judge: Judge, found: judgements.Counts, shortfall: str, same: bool) -> list[str]:
    """Return what a reader of the report must know of its judge."""
    reused = f", {found.reused:,} of them by verdicts kept from earlier runs" if found.reused else ""
    notes = [f"{found.judged:,} answers are judged by {judge.name} ({judge.adapter.spec}){reused}"]
    notes += [shortfall] if shortfall else []
    notes += [f"judge {judge.name} is the model that is judged"] if same else []
    return notes + [f"judge {judge.name}: {note}" for note in judge.adapter.notes()]


def same_model(model: Facts, judge: Facts) -> bool:
    """Return whether two fingerprints are of one model, as far as can be told: by server and name, or by weights."""
    return any(
        all(model.get(name) and model.get(name) == judge.get(name) for name in names)
        for names in (("address", "model"), ("weights",))
    )


def adopted(before: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a run's provenance that say by which judge its report is, and by which it was before.

    Args:
        before: The run's provenance by now.
        facts: What :func:`facts_of` gave.
    """
    others = dict(before.get("judges") or {})
    if earlier := before.get("judge"):
        others[earlier["identity"]] = earlier
    others.pop(facts["identity"], None)
    return {"judge": dict(facts)} | ({"judges": others} if others or before.get("judges") else {})


def most_calls(connection: sqlite3.Connection, run: str, prepared: Prepared) -> int | None:
    """Return how often a judge may be asked at most, or None where there is none.

    Args:
        connection: Registry; may be read-only.
        run: Id of the run that goes on, or empty.
        prepared: What is to be run.
    """
    if prepared.judge is None:
        return None
    there = judgements.counts(connection, run, prepared.judge.identity)
    return (len(prepared.loaded.items) - there.judged) * max(1, prepared.plan.benchmark.judge_attempts)
