"""Answers of multiple-choice items by the likelihood of their options: planned per window, then computed."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from podium.registry.adapters import examples
from podium.registry.adapters.agreement import Ways
from podium.registry.adapters.base import Answered, Facts
from podium.registry.adapters.batching import halving, out_of_memory, token_batches
from podium.registry.adapters.likelihood import NotFiniteError, Reader, Row, rows_of
from podium.registry.adapters.prefixes import WORTH, Run, shared_runs
from podium.registry.adapters.pretrained import not_finite
from podium.registry.adapters.recorded import option_tokens
from podium.registry.adapters.tokens import Pair, Tokens
from podium.registry.benchmark import Answer, Choose

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int32]

#: Bytes of logits, in float32, that one pass may give.
_LOGITS = {"cpu": 2**25, "cuda": 2**30}


@dataclass(frozen=True, slots=True)
class Question:
    """A multiple-choice item as text.

    Args:
        position: Of the item in the run.
        name: The item's id, for errors.
        context: What the model reads.
        continuations: What may follow, one per option.
        request: What it was made from, where its examples may give way.
        room: For how many tokens there was room where some of them did, else 0.
    """

    position: int
    name: str
    context: str
    continuations: tuple[str, ...]
    request: Choose | None = None
    room: int = 0


#: Remark of an answer whose prompt was longer than what the model reads.
CUT_PROMPT = "cut prompt"

#: Returns a question with fewer examples, given the tokens of its context and of its longest continuation, or None.
Shorten = Callable[[Question, int, int], Question | None]


def cut_note(count: int, limit: object) -> list[str]:
    """Return what is to be said of prompts that were cut, if any.

    Args:
        count: How many.
        limit: Most tokens the model reads.
    """
    were = "prompt was" if count == 1 else "prompts were"
    return [f"{count} {were} longer than the {limit} tokens the model reads and cut from the left"] if count else []


@dataclass(slots=True)
class Counts:
    """What was done so far, and how long it took."""

    items: int = 0
    truncated: int = 0
    fewer: dict[int, int] = field(default_factory=dict)
    option_tokens: set[str] = field(default_factory=set)
    prompt_tokens: int = 0
    shared_tokens: int = 0
    new_tokens: int = 0
    passes: int = 0
    load_seconds: float = 0.0
    preprocess_seconds: float = 0.0
    forward_seconds: float = 0.0
    waited_seconds: float = 0.0
    seconds: float = 0.0

    def remarks(self, cut: bool, room: int) -> tuple[str, ...] | None:
        """Count a prompt, and return what its answer is marked with.

        Args:
            cut: Whether it was cut from the left.
            room: For how many tokens there was room where examples were left out, else 0.
        """
        self.truncated += cut
        if room:
            self.fewer[room] = self.fewer.get(room, 0) + 1
        return (*([examples.remark(room)] if room else ()), *([CUT_PROMPT] if cut else ())) or None

    def speed(self) -> Facts:
        """Return items and tokens so far, and how long it took, as :meth:`Adapter.speed` names them."""
        if not self.items:
            return {}
        tokens = self.prompt_tokens + self.new_tokens
        return {
            "items": self.items,
            "prompt_tokens": self.prompt_tokens,
            "shared_tokens": self.shared_tokens,
            "new_tokens": self.new_tokens,
            "truncated": self.truncated,
            "load_seconds": round(self.load_seconds, 3),
            "preprocess_seconds": round(self.preprocess_seconds, 3),
            "forward_seconds": round(self.forward_seconds, 3),
            "waited_seconds": round(self.waited_seconds, 3),
            "seconds": round(self.seconds, 3),
            "items_per_second": round(self.items / self.seconds, 2) if self.seconds else None,
            "tokens_per_second": round(tokens / self.seconds, 2) if self.seconds else None,
        }

    def recall(self, remarks: Mapping[str, int]) -> None:
        """Take over the counts of the whole run."""
        self.truncated, self.fewer = remarks.get(CUT_PROMPT, 0), examples.fewer_by_room(remarks)


@dataclass(slots=True)
class Plan:
    """A window of questions, tokenised, with the rows that answer them and the runs that share beginnings."""

    questions: Sequence[Question] = ()
    rows: list[Row] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    failed: Answered = field(default_factory=list)
    cut: set[int] = field(default_factory=set)


class Chooser:
    """Compares likelihoods.

    Args:
        reader: The model.
        tokens: Its tokenizer.
        spec: What errors call it.
        limit: Most tokens it reads, or None.
        budget: Most tokens of a batch.
        most: Most rows of a batch, or None.
        ways: In which ways it may be asked.
        turn: Beyond how many tokens it reads a whole batch in another way, or None.
        counts: Where to count.
        shorten: Leaves examples out of questions that are too long.
    """

    def __init__(
        self,
        reader: Reader,
        tokens: Tokens,
        spec: str,
        *,
        limit: int | None,
        budget: int,
        most: int | None,
        ways: Ways,
        counts: Counts,
        turn: int | None = None,
        shorten: Shorten | None = None,
    ) -> None:
        self._reader = reader
        self._shorten = shorten
        self._tokens = tokens
        self._spec = spec
        self._limit = limit
        self._budget = budget
        self._most = most
        self._ways = ways
        self._counts = counts
        self._turn = turn
        kind = "cuda" if reader.device.type == "cuda" else "cpu"
        self._worth = WORTH[kind]
        self._vocabulary = int(reader.model.get_input_embeddings().weight.shape[0])
        self._positions = max(1, _LOGITS[kind] // (4 * self._vocabulary))

    def plan(self, questions: Sequence[Question]) -> Plan:
        """Tokenise a window of questions and find what they share; safe in another thread than :meth:`answers`."""
        questions = list(questions)
        pairs = self._pairs(questions)
        plan = Plan(questions)
        for number, (question, pair) in enumerate(zip(questions, pairs, strict=True)):
            wrong = self._refusal(pair.context, pair.continuations)
            if wrong:
                plan.failed.append((question.position, Answer(error=wrong)))
                continue
            self._counts.option_tokens.add(option_tokens(pair.continuations))
            rows = rows_of(number, pair.context, pair.continuations, self._limit)
            longest = len(pair.context) + max(map(len, pair.continuations)) - 1
            if self._limit is not None and longest > self._limit:
                plan.cut.add(number)
            plan.rows += rows
        if self._ways.shared:
            beyond = [self._turn is not None and len(row.ids) > self._turn for row in plan.rows]
            sides = [[number for number, side in enumerate(beyond) if side == which] for which in (False, True)]
            plan.runs = [Run(0, rows) for rows in sides if rows]
        else:
            ids, keep = [row.ids for row in plan.rows], [row.keep for row in plan.rows]
            plan.runs = shared_runs(ids, keep, self._worth)
        return plan

    def _pairs(self, questions: list[Question]) -> list[Pair]:
        """Return the questions' token ids; one that is too long is replaced by one with fewer examples."""
        pairs = self._tokens.pairs([(one.context, one.continuations) for one in questions])
        if self._shorten is None:
            return pairs
        replaced = []
        for number, (question, pair) in enumerate(zip(questions, pairs, strict=True)):
            shorter = self._shorten(question, len(pair.context), max(map(len, pair.continuations)))
            if shorter is not None:
                questions[number] = shorter
                replaced.append(number)
        again = self._tokens.pairs(
            [(questions[number].context, questions[number].continuations) for number in replaced]
        )
        for number, pair in zip(replaced, again, strict=True):
            pairs[number] = pair
        return pairs

    def _refusal(self, context: Ids, continuations: Sequence[tuple[int, ...]]) -> str:
        """Return why a question cannot be asked, or nothing."""
        if not all(continuations):
            return "the tokenizer gives a continuation no token of its own after this prompt"
        if not len(context):
            return "there is no prompt, and the tokenizer has no token that begins a text"
        longest = max(map(len, continuations))
        if self._limit is not None and longest > self._limit:
            return f"a continuation has {longest} tokens, the model reads {self._limit}"
        largest = max(int(context.max()), *(max(tokens) for tokens in continuations))
        if largest >= self._vocabulary:
            return f"token {largest} of the tokenizer is beyond the model's vocabulary of {self._vocabulary}"
        return ""

    def answers(self, plan: Plan) -> Generator[Answered, None, None]:
        """Yield the answers of a planned window, batch by batch.

        Raises:
            PodiumError: If a likelihood is not a finite number, or a single row needs too much memory.
        """
        if plan.failed:
            yield plan.failed
        waiting = [0] * len(plan.questions)
        for row in plan.rows:
            waiting[row.item] += 1
        values: list[list[float]] = [[0.0] * len(question.continuations) for question in plan.questions]
        for rows, found in self._found(plan):
            done: Answered = []
            for row, numbers in zip(rows, found, strict=True):
                for option, value in zip(row.options, numbers, strict=True):
                    values[row.item][option] = value
                waiting[row.item] -= 1
                if not waiting[row.item]:
                    own = values[row.item]
                    remarks = self._counts.remarks(row.item in plan.cut, plan.questions[row.item].room)
                    answer = Answer(choice=own.index(max(own)), log_likelihoods=tuple(own), remarks=remarks)
                    done.append((plan.questions[row.item].position, answer))
            if done:
                yield done

    def _found(self, plan: Plan) -> Generator[tuple[list[Row], list[list[float]]], None, None]:
        """Yield rows with the log-likelihoods of their continuations, batch by batch."""
        for run in plan.runs:
            length, shared = run.length, None
            if length:
                shared = self._share(plan.rows[run.rows[0]].ids[:length])
                length = length if shared is not None else 0
            rows = [plan.rows[number] for number in run.rows]
            # The shared tokens are read by attention only, which is a small part of the work on a token.
            lengths = [len(row.ids) - length + length // 4 for row in rows]
            keep = max(row.keep for row in rows)
            most = min(self._most or len(rows), max(1, self._positions // keep))
            for batch in token_batches(lengths, self._budget, most):
                chosen = [rows[number] for number in batch]
                found = self._likelihoods(plan, chosen, shared, length)
                self._counts.prompt_tokens += sum(len(row.ids) for row in chosen)
                self._counts.shared_tokens += length * len(chosen)
                yield chosen, found
            self._counts.shared_tokens -= length

    def _share(self, ids: Ids) -> Any:
        began = time.perf_counter()
        try:
            return self._reader.share(ids)
        except (MemoryError, RuntimeError) as error:
            if not out_of_memory(error):
                raise
            return None
        finally:
            self._counts.passes += 1
            self._counts.forward_seconds += time.perf_counter() - began

    def _likelihoods(self, plan: Plan, rows: Sequence[Row], shared: Any, length: int) -> list[list[float]]:
        tries = 0

        def work(part: Sequence[Row]) -> list[list[float]]:
            nonlocal tries
            tries += 1
            try:
                plain = bool(self._ways.batched)
                flat = self._reader.likelihoods(part, shared, length, plain=plain).tolist()
            except NotFiniteError as error:
                what = f"{self._spec} gives a log-likelihood that is not a finite number"
                name = plan.questions[part[error.row].item].name
                raise not_finite(what, name, self._reader.model.dtype) from error
            numbers = iter(flat)
            return [[next(numbers) for _ in row.tokens] for row in part]

        began = time.perf_counter()
        found = halving(work, rows, self._spec)
        self._counts.forward_seconds += time.perf_counter() - began
        self._counts.passes += tries
        if tries > 1:
            # What did not fit once will not fit again.
            self._budget = max(1, self._budget // 2)
        return found
