"""Causal language models of the transformers library: the likeliest option, and text."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry.adapters import examples
from podium.registry.adapters.agreement import Ways, likelihood_ways, padded_way
from podium.registry.adapters.base import Adapter, Answered, Facts, Numbered, Preview, Task
from podium.registry.adapters.batching import default_budget, halving, token_batches, turning_point, windows
from podium.registry.adapters.chat import Chat, on_off, unreadable
from podium.registry.adapters.choosing import Chooser, Counts, Plan, Question, cut_note
from podium.registry.adapters.fitting import Fitting, context_length
from podium.registry.adapters.generation import Asked, Reply, decode_plainly, ends, write
from podium.registry.adapters.likelihood import Reader
from podium.registry.adapters.pretrained import (
    load_model,
    load_part,
    no_folder,
    template_digest,
    tokenizer_digest,
    unused_note,
    weights_digest,
)
from podium.registry.adapters.prompts import opens_thought
from podium.registry.adapters.recorded import known_tokens, likelihood_facts, seen_tokens, unsteady, unsteady_note
from podium.registry.adapters.tokens import Tokens
from podium.registry.benchmark import Answer, Choose, Classify, Generate, Item
from podium.registry.errors import DataError, PodiumError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int32]

#: Tokens of the prompts with which the ways of asking are compared.
_PROBE = 256
#: First items that tell how options follow their contexts.
_LOOKED_AT = 64
#: First items whose options are tokenised beforehand.
_PLANNED = 8


@dataclass(slots=True)
class _Window:
    """What is known of a window before the model works on it."""

    choices: Plan
    positions: list[int] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    failed: Answered = field(default_factory=list)
    cut: set[int] = field(default_factory=set)
    rooms: list[int] = field(default_factory=list)


class LanguageModel(Adapter):
    """Answers :class:`Choose` by likelihoods and :class:`Generate` by greedy decoding.

    Log-likelihoods are those of lm-evaluation-harness 0.4.13, item by item. An item whose options are
    single tokens after one context takes one row of one forward pass; beginnings that neighbouring
    prompts share are computed once. When loaded, the model is asked a few prompts in batches and after
    a shared beginning; where that does not give what it gives row by row, it is asked row by row.
    """

    kind = "hf"
    own_batches = True
    compares_plainly = True

    def prepare(self, task: Task) -> None:
        """Load the model and its tokenizer, and find out in which ways it may be asked.

        Raises:
            PodiumError: If there is no such model, something of it is missing, or the benchmark shows images.
            MissingExtra: If torch or transformers are not installed.
        """
        began = time.perf_counter()
        self._asked = _kinds(task, self.spec)
        self._counts = Counts()
        source = str(Path(self.target).expanduser())
        if self.target.startswith((".", "/", "~")) and not Path(source).is_dir():
            raise no_folder(self.target)
        self._source = source
        self._tokenizer = load_part("AutoTokenizer", "tokenizer", source, self.spec, self.options)
        self._chat = Chat(self._tokenizer, self.options.chat, self.spec)
        gpu = self.options.device.startswith("cuda")
        dtype = ("bfloat16" if gpu else "float32") if self.options.dtype == "auto" else self.options.dtype
        self._model = load_model("AutoModelForCausalLM", source, self.spec, self.options, dtype=dtype)
        self._turn = turning_point(self._model.config)
        self._set_aside = decode_plainly(self._model)
        self._check_vocabulary()
        self._limit = context_length(self._model.config, self._tokenizer)
        self._filler = self._tokenizer.pad_token_id
        if self._filler is None or self._filler >= self._rows:
            self._filler = self._tokenizer.eos_token_id or 0
        self._tokens = Tokens(self._tokenizer)
        self._bare = Tokens(self._tokenizer, special=False)
        self._fitting = Fitting(self._chat, self._tokens, self._bare, self._limit)
        self._reader = Reader(self._model, self._filler)
        self._likelihood_facts = self._find_facts(task)
        self._ways = self._find_ways(task)
        budget = self.options.batch_tokens or default_budget(self._model)
        self._budget = budget
        self._chooser = Chooser(
            self._reader,
            self._bare if self._chat.in_likelihoods else self._tokens,
            self.spec,
            limit=self._limit,
            budget=budget,
            most=self.options.batch_size,
            ways=self._ways,
            counts=self._counts,
            turn=self._turn,
            shorten=self._fitting.question,
        )
        # What the first options are is known beforehand; the run itself tells of all of them.
        self._plan(list(enumerate(task.items[:_PLANNED])))
        self._counts.preprocess_seconds = 0.0
        self._counts.load_seconds = time.perf_counter() - began

    def _find_facts(self, task: Task) -> Facts:
        through = self._chat.in_likelihoods
        follow = []
        for request in (item.request for item in task.items[:_LOOKED_AT]):
            if isinstance(request, Choose):
                with suppress(DataError):
                    follow.append(self._chat.continuations(request))
        return likelihood_facts(
            task.items,
            follow,
            beginning="as the chat template writes it" if through else self._beginning() or "none",
            templated="on" if through else "off",
            joining="tokens of context and option together, less the context's; blanks between belong to the option",
        )

    @property
    def _rows(self) -> int:
        return int(self._model.get_input_embeddings().weight.shape[0])

    def _check_vocabulary(self) -> None:
        size = int(self._tokenizer.vocab_size)
        if size > self._rows:
            raise PodiumError(
                f"{self.spec}: its tokenizer has {size} tokens, its embedding {self._rows}",
                "the tokenizer belongs to another model; save the right one beside the weights",
            )

    def _find_ways(self, task: Task) -> Ways:
        """Ask a few of the task's own prompts in every way."""
        import numpy as np

        items = [item for item in task.items if not unreadable(item.request)]
        places = sorted({0, len(items) // 2, len(items) - 1}) if items else []
        length = _PROBE if self._limit is None else min(_PROBE, self._limit // 2)
        # How long prompts are read is not to be mixed up with how short ones are; see turning_point.
        length = length if self._turn is None else min(length, self._turn // 2)
        shown = [self._shown(items[place]) for place in places]
        probes = [tokens.encode([text])[0][-length:] for text, tokens in filter(None, shown)]
        probes = [ids if len(ids) > 3 else np.tile(ids, 4) for ids in probes if len(ids)]
        probes = probes or [np.full(8, self._filler, dtype=np.int32)]
        if any(int(ids.max()) >= self._rows for ids in probes):
            return Ways()
        ways = likelihood_ways(self._reader, probes) if "likelihood" in self._asked else Ways()
        if ways.ahead:
            raise PodiumError(f"{self.spec} is no causal language model: {ways.ahead}", "take one that is")
        if self._turn is not None and not ways.shared:
            ways = replace(ways, shared=f"prompts of more than {self._turn} tokens are read in another way")
        if "generated" not in self._asked:
            return ways
        uneven = [probes[0], *(ids[len(ids) // 3 :] for ids in probes)]
        padded = padded_way(self._model, self._filler, self._reader.device, uneven)
        return Ways(ways.batched, ways.shared, padded)

    def _shown(self, item: Item) -> tuple[str, Tokens] | None:
        """Return the text an item's likelihoods or reply follow, and what turns it into tokens, or None.

        It is None where the item has more options than there are letters.
        """
        request = item.request
        assert not isinstance(request, Classify)
        most = self._most(request) if isinstance(request, Generate) else 0
        try:
            return self._fitting.text(self._fitting.fitted(request, most))
        except DataError:
            return None

    def preview(self, item: Item) -> Preview | None:
        """Return the text an item's likelihoods or reply follow, its length in tokens, and the longest reply's.

        None where the item cannot be shown.
        """
        shown = self._shown(item)
        if shown is None:
            return None
        text, tokens = shown
        new = self._most(item.request) if isinstance(item.request, Generate) else 0
        return Preview(text, len(tokens.encode([text])[0]), new)

    def _most(self, request: Generate) -> int:
        return request.max_tokens if self.options.max_new_tokens is None else self.options.max_new_tokens

    def fingerprint(self) -> Facts:
        """The weights, the tokenizer, the precision, and how the model is asked."""
        options = self.options
        generated = "generated" in self._asked
        through = {"generated": self._chat.in_replies, "likelihood": self._chat.in_likelihoods}
        templated = {way: through[way] for way in sorted(self._asked)}
        facts: dict[str, str | int | float | None] = {
            "weights": weights_digest(self._source, self._model.config, code=self.options.trust_remote_code),
            "tokenizer": tokenizer_digest(self._source, self._tokenizer),
            "dtype": str(self._model.dtype).removeprefix("torch."),
            "asked": ", ".join(sorted(self._asked)),
            "chat": on_off(templated),
            "beginning": self._beginning(),
        }
        if any(templated.values()):
            facts["template"] = template_digest(self._chat.template)
        if options.quantization:
            facts["quantization"] = options.quantization
        if generated:
            facts["ends"] = " ".join(map(str, sorted(ends(self._model, self._tokenizer)))) or None
        if generated and options.max_new_tokens is not None:
            facts["max_new_tokens"] = options.max_new_tokens
        if generated and options.temperature:
            facts |= {"temperature": options.temperature, "seed": options.seed}
        return facts

    def _beginning(self) -> str | None:
        """Return the special tokens put before a text that has none."""
        bare, whole = (tokens.encode(["a"])[0].tolist() for tokens in (self._bare, self._tokens))
        added = whole[: len(whole) - len(bare)] if whole[len(whole) - len(bare) :] == bare else []
        return self._tokenizer.decode(added) if added else None

    def provenance(self) -> Facts:
        """The architecture, size and device, and in which ways the model could be asked."""
        config = self._model.config
        return {
            "architecture": type(self._model).__name__,
            "parameters": int(self._model.num_parameters()),
            "context_length": self._limit,
            "attention": getattr(config, "_attn_implementation", None),
            "device": self.options.device_map or self.options.device,
            "quantization": self.options.quantization or None,
            "revision": getattr(config, "_commit_hash", None) or self.options.revision or None,
            "batch_tokens": self._budget,
            "batching": f"one by one: {self._ways.batched}" if self._ways.batched else "padded on the right",
            "sharing": f"none: {self._ways.shared}" if self._ways.shared else "beginnings computed once",
            "padding": f"none: {self._ways.padded}" if self._ways.padded else "replies padded on the left",
            "generation_settings_set_aside": self._set_aside if "generated" in self._asked else None,
            # Known once all is answered.
            "truncated": self._counts.truncated if self._counts.items else None,
            "near_ties": "; ".join(unsteady(self._model, self.options)) or None,
            **(self._likelihood_facts if "likelihood" in self._asked else {}),
            **self.seen(),
        }

    def seen(self) -> Facts:
        """Whether options were single tokens, in all sittings."""
        return seen_tokens(self._counts.option_tokens)

    def remember(self, facts: Facts) -> None:
        """Learn whether options were single tokens in earlier sittings."""
        self._counts.option_tokens |= known_tokens(facts)

    def recall(self, remarks: Mapping[str, int]) -> None:
        """Count the prompts that were cut, or had fewer examples, over the whole run."""
        self._counts.recall(remarks)

    def notes(self) -> Sequence[str]:
        """Say what was left out, and how many prompts were cut."""
        notes = [*unused_note(self._model), *examples.note(self._counts.fewer)]
        notes += unsteady_note(unsteady(self._model, self.options))
        if self._tokens.ending:
            ending = self._tokenizer.decode(self._tokens.ending)
            notes.append(f"the tokenizer ends every text with {ending}; it was left out of prompts, which go on")
        notes += cut_note(self._counts.truncated, self._limit)
        return tuple(notes)

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Answer the items, in order.

        Raises:
            PodiumError: As :meth:`stream`.
        """
        found: dict[int, Answer] = {}
        for answers in self.stream(enumerate(items)):
            found.update(answers)
        return [found[position] for position in range(len(items))]

    def stream(self, items: Iterable[Numbered]) -> Generator[Answered, None, None]:
        """Answer window by window, longest prompts first, while the next window is tokenised.

        Raises:
            PodiumError: If a likelihood is not a finite number, or a single item needs too much memory.
        """
        began = time.perf_counter()
        coming = windows(items)
        with ThreadPoolExecutor(1, thread_name_prefix="tokens") as pool:

            def ahead() -> Future[_Window] | None:
                window = next(coming, None)
                return None if window is None else pool.submit(self._plan, window)

            waiting = ahead()
            while waiting is not None:
                asked = time.perf_counter()
                window = waiting.result()
                self._counts.waited_seconds += time.perf_counter() - asked
                waiting = ahead()
                for answers in self._answers(window):
                    self._counts.items += len(answers)
                    self._counts.seconds += time.perf_counter() - began
                    yield answers
                    began = time.perf_counter()

    def _plan(self, window: Sequence[Numbered]) -> _Window:
        began = time.perf_counter()
        questions, replies = [], []
        failed: Answered = []
        for position, item in window:
            wrong = unreadable(item.request)
            if wrong:
                failed.append((position, Answer(error=wrong)))
            elif isinstance(item.request, Choose):
                try:
                    compared = self._chat.compared(item.request)
                    questions.append(Question(position, item.id, *compared, request=item.request))
                except DataError as error:
                    failed.append((position, Answer(error=error.message)))
            elif isinstance(item.request, Generate):
                replies.append((position, item.id, item.request))
        plan = _Window(self._chooser.plan(questions), failed=failed)
        tokens = self._bare if self._chat.in_replies else self._tokens
        texts = [self._chat.prompt(request) for _, _, request in replies]
        for (position, name, request), text, own in zip(replies, texts, tokens.encode(texts), strict=True):
            stop = tuple(text for text in request.stop if text)
            asked = Asked(own, self._most(request), stop, name, opens_thought(text))
            self._plan_reply(plan, position, request, asked)
        self._counts.preprocess_seconds += time.perf_counter() - began
        return plan

    def _plan_reply(self, plan: _Window, position: int, request: Generate, asked: Asked) -> None:
        import numpy as np

        most = asked.most
        ids, fewer = self._fitting.reply(request, asked.ids, most)
        if not len(ids) and self._tokens.beginning is not None:
            ids = np.array([self._tokens.beginning], dtype=np.int32)
        room = len(ids) if self._limit is None else self._limit - most
        if most < 1:
            plan.failed.append((position, Answer(error=f"its reply may have {most} tokens")))
        elif not len(ids) or int(ids.max()) >= self._rows:
            wrong = "there is no prompt" if not len(ids) else "a token is beyond the model's vocabulary"
            plan.failed.append((position, Answer(error=wrong)))
        elif room < 1:
            wrong = f"{most:,} new tokens leave no room for a prompt, the model reads {self._limit:,}"
            wrong += "; a smaller --max-new-tokens does"
            plan.failed.append((position, Answer(error=wrong)))
        else:
            if len(ids) > room:
                plan.cut.add(len(plan.asked))
            plan.positions.append(position)
            plan.asked.append(replace(asked, ids=ids[-room:]))
            plan.rooms.append(fewer)

    def _answers(self, window: _Window) -> Generator[Answered, None, None]:
        yield from self._chooser.answers(window.choices)
        if window.failed:
            yield window.failed
        for numbers in self._reply_batches(window.asked):
            replies = self._write([window.asked[number] for number in numbers])
            yield [
                (
                    window.positions[number],
                    Answer(
                        text=reply.text,
                        finish=reply.finish,
                        thoughts=reply.thoughts,
                        remarks=self._counts.remarks(number in window.cut, window.rooms[number]),
                    ),
                )
                for number, reply in zip(numbers, replies, strict=True)
            ]

    def _reply_batches(self, asked: Sequence[Asked]) -> Generator[list[int], None, None]:
        """Yield which replies are written together: they have one limit, so that no row runs beyond the context."""
        # Most passes are over one token per row, so that more rows fit than where every token is read at once.
        budget = self.options.batch_tokens or 4 * self._budget
        most = 1 if self._ways.padded else self.options.batch_size
        turn = self._turn
        kinds: dict[tuple[int, bool], list[int]] = {}
        for number, one in enumerate(asked):
            beyond = turn is not None and len(one.ids) + one.most > turn
            kinds.setdefault((one.most, beyond), []).append(number)
        for (limit, beyond), alike in sorted(kinds.items(), reverse=True):
            lengths = [len(asked[number].ids) + limit for number in alike]
            for batch in token_batches(lengths, budget, 1 if beyond else most):
                yield [alike[place] for place in batch]

    def _write(self, asked: Sequence[Asked]) -> list[Reply]:
        def work(part: Sequence[Asked]) -> list[Reply]:
            drawn: dict[str, Any] = {"temperature": self.options.temperature, "seed": self.options.seed}
            return write(self._model, self._tokenizer, part, spec=self.spec, filler=self._filler, **drawn)

        began = time.perf_counter()
        replies = halving(work, asked, self.spec)
        self._counts.forward_seconds += time.perf_counter() - began
        self._counts.prompt_tokens += sum(len(one.ids) for one in asked)
        self._counts.new_tokens += sum(reply.tokens for reply in replies)
        return replies

    def speed(self) -> Facts:
        """Items and tokens so far, and how long loading, tokenising and the model's passes took."""
        return self._counts.speed()

    def close(self) -> None:
        """Let go of the model and the memory it took."""
        import torch

        for name in ("_chooser", "_reader", "_model"):
            self.__dict__.pop(name, None)
        if torch.cuda.is_available():
            torch.cuda.empty_cache()


def _kinds(task: Task, spec: str) -> set[str]:
    """Return in which ways a task asks: ``"likelihood"``, ``"generated"`` or both.

    Raises:
        PodiumError: If an item shows images.
    """
    kinds = set()
    for item in task.items:
        request = item.request
        if isinstance(request, Classify) or request.images:
            hint = "take a model that reads images, such as a Gemma 3 or LLaVA"
            if task.benchmark.without_images:
                hint += f", or ask only the questions without one: {task.benchmark.without_images}"
            raise PodiumError(
                f"{spec} is a text model and sees no images; {task.benchmark.card.name} shows one for {item.id}", hint
            )
        kinds.add("likelihood" if isinstance(request, Choose) else "generated")
    return kinds
