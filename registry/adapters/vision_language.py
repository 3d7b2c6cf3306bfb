"""Image-text-to-text models of the transformers library: Gemma 3 and MedGemma, LLaVA, Qwen-VL and their kind."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from podium.registry.adapters import examples
from podium.registry.adapters.ahead import ReadAhead, workers
from podium.registry.adapters.base import Adapter, Answered, Facts, Numbered, Preview, Task
from podium.registry.adapters.batching import default_budget, halving, turning_point
from podium.registry.adapters.chat import on_off
from podium.registry.adapters.generation import decode_plainly, ends
from podium.registry.adapters.pretrained import (
    load_model,
    template_digest,
    tokenizer_digest,
    unused_note,
    weights_digest,
)
from podium.registry.adapters.processors import load_processor, processor_digest
from podium.registry.adapters.recorded import (
    known_tokens,
    likelihood_facts,
    seen_tokens,
    special_before,
    unsteady,
    unsteady_note,
)
from podium.registry.adapters.vision_prompts import CannotShow, Prompts
from podium.registry.benchmark import Answer, Choose, Classify, Item
from podium.registry.errors import PodiumError

if TYPE_CHECKING:
    from podium.registry.adapters.vision_batches import Job, Part, Row

#: Rows of a batch on a CPU, where more are no faster and take memory.
_CPU_ROWS = 12
#: First items among which those are looked for on which things are tried out.
_LOOKED_AT = 64
_ASKED = {"Classify": "yes/no", "Choose": "likelihood", "Generate": "generated"}


class VisionLanguageModel(Adapter):
    """Answers every request, by text or by the likelihood of what it could say.

    :class:`Generate` by greedy text, :class:`Choose` by the likelihoods of the options' letters or continuations
    after the prompt, :class:`Classify` by a yes/no question per finding. The probability of a finding is
    P(Yes) / (P(Yes) + P(No)) over the first token of the reply, each the sum over ways to write it. The images of
    an item go through the model once for all findings where that gives what separate passes give, which is tried
    out on the first item. Batches are sorted by length, images included; images are decoded and preprocessed in
    other threads meanwhile.
    """

    kind = "hf"
    usual_batch = 16
    own_batches = True

    @property
    def looks_at_images(self) -> bool:
        """Always."""
        return True

    def prepare(self, task: Task) -> None:
        """Load the model and its processor, and try out its chat template and its cache.

        Raises:
            PodiumError: If there is no such model, it lacks weights, a processor or a needed chat template.
            DataError: If the first item's image cannot be read.
            MissingExtra: If torch, transformers or Pillow are not installed.
        """
        began = time.perf_counter()
        request = task.items[0].request
        if isinstance(request, Classify) and not request.images:
            raise PodiumError(f"{task.benchmark.card.name}: this copy of the data has labels but no images to show")
        folder = Path(self.target).expanduser()
        source = str(folder) if folder.is_dir() else self.target
        dtype = self.options.dtype
        if dtype == "auto":
            dtype = "bfloat16" if self.options.device.startswith("cuda") else "float32"
        self._model = load_model("AutoModelForImageTextToText", source, self.spec, self.options, dtype=dtype)
        self._set_aside = decode_plainly(self._model)
        self._processor = load_processor(source, self.spec, self.options, self._model.config)
        self._asked = sorted({type(item.request).__name__ for item in task.items})
        self._compares = {
            "continuations" if item.request.continuations else "letters"
            for item in task.items
            if isinstance(item.request, Choose)
        }
        self._set_up(task)
        self._digests: dict[str, str | None] = {
            "weights": weights_digest(source, self._model.config, code=self.options.trust_remote_code),
            "tokenizer": tokenizer_digest(source, self._processor.tokenizer),
            "processor": processor_digest(self._processor),
            "template": template_digest(self._prompts.template) if self._prompts.chat else None,
        }
        if "Generate" in self._asked:
            self._digests["ends"] = " ".join(map(str, sorted(ends(self._model, self._processor.tokenizer)))) or None
        self._load_seconds = time.perf_counter() - began

    def _set_up(self, task: Task) -> None:
        from podium.registry.adapters.vision_answers import Answers
        from podium.registry.adapters.vision_batches import Batches, lock_tokenizer

        words = self._processor.tokenizer
        words.padding_side = "left"
        if words.pad_token is None:
            words.pad_token = words.eos_token
        lock_tokenizer(words)
        self._prompts = Prompts(self._processor, self.spec, self.options, task.benchmark.card.observations)
        stated = getattr(self._model.config.get_text_config(), "max_position_embeddings", None)
        self._longest = stated if isinstance(stated, int) and stated > 0 else None
        self._budget = self.options.batch_tokens or default_budget(self._model)
        usual = _CPU_ROWS if self._model.device.type == "cpu" else self.usual_batch
        self._batches = Batches(
            self._processor,
            self._prompts,
            budget=self._budget,
            most=self.options.batch_size or usual,
            longest=self._longest,
            new_tokens=self.options.max_new_tokens,
        )
        self._answers = Answers(self._model, self._processor, self._prompts, self.spec, self.options, self._budget)
        rows = self._first_rows(task)
        self._compared = {row.how: self._answers.compared(row) for row in rows[::-1] if row.how != "write"}
        self._likelihood_facts = self._find_facts(task, rows) if "Choose" in self._asked else {}
        pads = all(self._answers.pads(shown, self._batches) for shown in _unequal(rows))
        turn = turning_point(self._model.config)
        self._alone = "" if pads else "together the answers are others"
        if turn is not None:
            self._alone = f"prompts of more than {turn} tokens are read in another way"
        if self._alone:
            self._batches.most = 1
        going_on = next((row for row in rows if row.how in ("ask", "follow")), None)
        self._batches.shared = turn is None and going_on is not None and self._answers.agrees(going_on, self._batches)
        self._reading: ReadAhead[Job, Job] = ReadAhead(self._batches.prepare)
        self._counts = {"items": 0, "images": 0}
        self._fewer: dict[int, int] = {}
        self._answers.counts = {"prompt_tokens": 0, "new_tokens": 0}
        self._seconds = dict.fromkeys(("preprocess_seconds", "forward_seconds"), 0.0)

    def _find_facts(self, task: Task, rows: Sequence[Row]) -> Facts:
        """Return how likelihoods are compared; that of letters and of continuations may differ."""
        before = special_before(self._processor.tokenizer)
        chosen = [row for row in rows if isinstance(row.item.request, Choose)]
        return likelihood_facts(
            task.items,
            [row.shown.continuations for row in chosen],
            beginning=f"{before}, once" if before != "none" else before,
            templated=on_off({what: on for what, on in self._templated().items() if what in self._compares}),
            joining="tokens of an option behind the end of the prompt",
        )

    def _first_rows(self, task: Task) -> list[Row]:
        """Return the first items as they will be shown, without those that cannot be."""
        rows = []
        for position, item in enumerate(task.items[:_LOOKED_AT]):
            try:
                row = self._batches.row(position, item)
            except CannotShow:
                continue
            if self._longest is None or row.tokens + row.new <= self._longest:
                rows.append(row)
        return rows

    def fingerprint(self) -> Facts:
        """Weights, tokenizer, preprocessing and chat template, precision, and how the model is asked."""
        greedy = self.options.temperature == 0
        drawn = f"temperature {self.options.temperature:g}, seed {self.options.seed}"
        return self._digests | {
            "dtype": str(self._model.dtype).removeprefix("torch."),
            "quantization": self.options.quantization or None,
            "asked": ", ".join(_ASKED[kind] for kind in self._asked),
            "chat": on_off(self._templated()),
            "decoding": "greedy" if greedy else drawn,
            "max_new_tokens": self.options.max_new_tokens,
        }

    def _templated(self) -> dict[str, bool]:
        """Return which ways of asking go through the chat template."""
        chat = self._prompts.chat
        ways = {_ASKED[kind]: chat for kind in self._asked if kind != "Choose"}
        through = {"letters": chat, "continuations": chat and self._prompts.chat_before_continuations}
        return ways | {what: through[what] for what in sorted(self._compares)}

    def provenance(self) -> Facts:
        """The architecture, size, device and reading threads, whether caches are shared, and the tokens compared."""
        facts: dict[str, str | int | float | None] = {
            "architecture": type(self._model).__name__,
            "parameters": int(self._model.num_parameters()),
            "context_length": self._longest,
            "attention": getattr(self._model.config, "_attn_implementation", None),
            "device": self.options.device_map or self.options.device,
            "revision": getattr(self._model.config, "_commit_hash", None) or self.options.revision or None,
            "batch_tokens": self._budget,
            "batching": f"one by one: {self._alone}" if self._alone else "padded on the left",
            "reading_threads": workers(),
            "generation_settings_set_aside": self._set_aside if "Generate" in self._asked else None,
        }
        facts["near_ties"] = "; ".join(unsteady(self._model, self.options)) or None
        facts |= dict(self._likelihood_facts) | dict(self.seen())
        if self._compared:
            facts["compared"] = ", ".join(self._compared.values())
        if "Classify" in self._asked:
            facts["images_shared"] = "once per item" if self._batches.shared else "once per finding"
        return facts

    def seen(self) -> Facts:
        """Whether options were single tokens, in all sittings."""
        return seen_tokens(self._batches.option_tokens)

    def remember(self, facts: Facts) -> None:
        """Learn whether options were single tokens in earlier sittings."""
        self._batches.option_tokens |= known_tokens(facts)

    def recall(self, remarks: Mapping[str, int]) -> None:
        """Count the prompts that had fewer examples over the whole run."""
        self._fewer = examples.fewer_by_room(remarks)

    def notes(self) -> Sequence[str]:
        """Say how the model was asked where that is not the request's own form."""
        notes = [*unused_note(self._model), *examples.note(self._fewer)]
        notes += unsteady_note(unsteady(self._model, self.options))
        if "Classify" in self._asked:
            notes.append(
                "the model was asked a yes/no question per finding; the probability is P(Yes) / (P(Yes) + P(No)) "
                "over the first token of its reply"
            )
        if "Choose" in self._asked:
            templated = self._templated()
            for what in sorted(self._compares):
                where = "in its chat template" if templated[what] else "as plain text"
                of = "the options" if len(self._compares) == 1 else f"options by their {what}"
                notes.append(f"the likelihoods of {of} after the prompt were compared, the question {where}")
        if "Generate" in self._asked and self.options.temperature > 0:
            notes.append(f"replies were drawn at temperature {self.options.temperature:g}")
        return notes

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Answer the items, in order.

        Raises:
            DataError: If an image cannot be read; the message names the file.
            PodiumError: If a logit is not a number, or the memory does not suffice for one item.
        """
        found: dict[int, Answer] = {}
        with closing(self.stream(enumerate(items))) as answers:
            for batch in answers:
                found |= dict(batch)
        return [found[position] for position in range(len(items))]

    def stream(self, items: Iterable[Numbered]) -> Generator[Answered, None, None]:
        """Answer the items, similar lengths together; see :meth:`Adapter.stream`."""
        batches = ([job] for job in self._batches.jobs(items))
        with closing(self._reading.batches(batches)) as reading:
            for (job,) in reading:
                yield self._work(job)

    def preview(self, item: Item) -> Preview | None:
        """Return the item's prompt, of a :class:`Classify` the first finding's, and its length, images included.

        None where the item cannot be shown.
        """
        try:
            row = self._batches.row(0, item)
        except CannotShow:
            return None
        part = self._batches.single(row)
        return Preview(row.shown.texts[0], part.lengths[0], row.new)

    def speed(self) -> Facts:
        """Items, images and tokens, how many a second, and where the time went."""
        pace = self._reading.pace
        if not self._counts["items"] or not pace.seconds:
            return {}
        counts = self._counts | self._answers.counts
        tokens = counts["prompt_tokens"] + counts["new_tokens"]
        return {
            **counts,
            "load_seconds": round(self._load_seconds, 3),
            **{name: round(value, 3) for name, value in self._seconds.items()},
            "waited_seconds": round(pace.waited, 3),
            "seconds": round(pace.seconds, 3),
            "items_per_second": round(counts["items"] / pace.seconds, 2),
            "images_per_second": round(counts["images"] / pace.seconds, 2),
            "tokens_per_second": round(tokens / pace.seconds, 2),
        }

    def close(self) -> None:
        """Let go of the model."""
        self._model = self._processor = self._answers = self._batches = None  # type: ignore[assignment]

    def _work(self, job: Job) -> Answered:
        began = time.perf_counter()
        answers: Answered = [(row.position, Answer(error=why)) for row, why in job.failed]
        if any(part.texts for part in job.parts):
            answers += self._answers.separate(job.parts, self._batches)
        else:
            for part in job.parts:
                answers += halving(partial(self._part, part), part.rows, self.spec)
        for _, answer in answers:
            for room, count in examples.fewer_by_room(dict.fromkeys(answer.remarks or (), 1)).items():
                self._fewer[room] = self._fewer.get(room, 0) + count
        self._counts["items"] += len(answers)
        self._counts["images"] += sum(len(row.shown.images) for row in job.rows)
        self._seconds["preprocess_seconds"] += job.seconds
        self._seconds["forward_seconds"] += time.perf_counter() - began
        return answers

    def _part(self, part: Part, rows: Sequence[Row]) -> Answered:
        """Answer a part, or some of its rows, which are then processed again."""
        if len(rows) == len(part.rows):
            return self._answers.part(part, self._batches)
        from podium.registry.adapters.vision_batches import Job

        again = self._batches.prepare(Job(list(rows)))
        failed: Answered = [(row.position, Answer(error=why)) for row, why in again.failed]
        return failed + [answer for one in again.parts for answer in self._answers.part(one, self._batches)]


def _unequal(rows: Sequence[Row]) -> list[list[tuple[str, tuple[Path, ...]]]]:
    """Return prompts of different lengths, with and without images, on which padding can be tried out."""
    pairs = []
    for pictured in (True, False):
        prompts = [
            (text, row.shown.images) for row in rows for text in row.shown.texts if bool(row.shown.images) == pictured
        ]
        shortest = min(prompts, key=lambda prompt: len(prompt[0]), default=None)
        longest = max(prompts, key=lambda prompt: len(prompt[0]), default=None)
        if shortest is not None and longest is not None and len(shortest[0]) < len(longest[0]):
            pairs.append([shortest, longest])
    return pairs
