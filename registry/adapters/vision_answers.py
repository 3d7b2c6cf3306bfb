"""From batches of prompts with images to answers: written text, likelihoods of options, yes or no per finding."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from podium.registry.adapters.agreement import TOLERANCE
from podium.registry.adapters.base import AdapterOptions, Answered
from podium.registry.adapters.batching import halving
from podium.registry.adapters.examples import remark
from podium.registry.adapters.generation import Asked
from podium.registry.adapters.prompts import opens_thought
from podium.registry.adapters.vision_batches import Batches, Part, Row
from podium.registry.adapters.vision_forward import Forward, check_numbers, log_probabilities
from podium.registry.adapters.vision_prompts import Prompts
from podium.registry.benchmark import Answer, Generate
from podium.registry.errors import PodiumError
from podium.registry.images import read_image

#: How far a probability, or a log-likelihood, may be off where a cache is shared: in float32, in half precision.
_AGREE = (1e-3, 5e-2)
#: Tokens no less likely than the likeliest by so many nats are compared.
_NATS = 8.0
#: How many of an item's texts are tried.
_TRIED = 3


class Answers:
    """Answers prepared batches with one model.

    Args:
        model: The model, in evaluation mode, on its device.
        processor: Its processor.
        prompts: Makes its texts.
        spec: What errors call it.
        options: The user's choices.
        budget: Most tokens of a forward pass, cached ones included.

    Attributes:
        counts: ``prompt_tokens`` that went through the model, and ``new_tokens`` of replies.
    """

    def __init__(
        self, model: Any, processor: Any, prompts: Prompts, spec: str, options: AdapterOptions, budget: int
    ) -> None:
        self._words, self._prompts, self._spec, self._budget = processor.tokenizer, prompts, spec, budget
        self._forward = Forward(model, processor.tokenizer, spec, options.temperature, options.seed)
        self._dtype = model.dtype
        self._tolerance = _AGREE[0 if model.dtype == torch.float32 else 1]
        self.counts = {"prompt_tokens": 0, "new_tokens": 0}

    def part(self, part: Part, batches: Batches) -> Answered:
        """Answer rows that were prepared together.

        Raises:
            PodiumError: If a logit is not a number; the message names the item.
        """
        how = part.rows[0].how
        if how == "write":
            found = self._write(part)
        elif how == "letter":
            found = self._letters(part)
        elif how == "follow":
            followed = self._follow(part) if batches.shared else [self._whole(row, batches) for row in part.rows]
            found = [_chosen(likely) for likely in followed]
        else:
            found = [Answer(probabilities=tuple(row)) for row in self._shared(part)]
        return [
            (row.position, replace(answer, remarks=(remark(row.room),)) if row.room else answer)
            for row, answer in zip(part.rows, found, strict=True)
        ]

    def separate(self, parts: Sequence[Part], batches: Batches) -> Answered:
        """Answer rows whose texts were prepared separately, in halves where the memory does not suffice."""
        found: dict[int, list[float]] = {}
        for part in parts:
            assert part.texts is not None
            row = part.rows[0]
            numbers = range(*part.texts)

            def work(some: Sequence[int], part: Part = part, numbers: range = numbers) -> list[float]:
                made = part.inputs if len(some) == len(numbers) else batches.process_texts(part.rows[0], some)
                return self._separate(part.rows[0], made, some)

            found.setdefault(row.position, []).extend(halving(work, numbers, self._spec))
        return [(position, Answer(probabilities=tuple(row))) for position, row in found.items()]

    def compared(self, row: Row) -> str:
        """Return the tokens whose likelihoods are compared for a row, as the tokenizer names them."""
        if row.how == "ask":
            groups = self._prompts.yes_no(row.shown.texts[0])
            yes, no = (" ".join(self._words.convert_ids_to_tokens(group)) for group in groups)
            return f"{yes} against {no}"
        firsts = [ids[0] for ids in self._continuations(row)]
        return " ".join(self._words.convert_ids_to_tokens(firsts)) if row.how == "letter" else "continuations"

    def agrees(self, row: Row, batches: Batches) -> bool:
        """Return whether a row's answer is the same with a shared cache as without."""
        try:
            if row.how == "ask":
                some = range(min(_TRIED, len(row.shown.texts)))
                ours = self._shared(batches.single(row))[0][: len(some)]
                plain = self._separate(row, batches.process_texts(row, some), some)
            else:
                ours, plain = self._follow(batches.single(row))[0], self._whole(row, batches)
        except PodiumError:
            raise
        except Exception:  # The class cannot go on from a cache, for whatever reason; nothing is lost by not sharing.
            return False
        off = self._tolerance
        return all(math.isclose(a, b, rel_tol=off, abs_tol=off) for a, b in zip(ours, plain, strict=True))

    def pads(self, shown: Sequence[tuple[str, Sequence[Path]]], batches: Batches) -> bool:
        """Return whether prompts of different lengths are continued together as each is alone.

        Args:
            shown: Texts and the images of each.
            batches: Processes them.
        """
        texts = [text for text, _ in shown]
        images = [[read_image(path) for path in paths] for _, paths in shown]
        try:
            alone = [self._start(batches.process([text], [own])) for text, own in zip(texts, images, strict=True)]
            together = self._start(batches.process(texts, images))
        except Exception:  # As above.
            return False
        off = (torch.cat(alone).log_softmax(dim=1) - together.log_softmax(dim=1)).abs()
        # Only what is likely counts: elsewhere rounding alone makes large differences.
        likely = torch.cat(alone) >= torch.cat(alone).amax(dim=1, keepdim=True) - _NATS
        return bool(off[likely].mean() <= TOLERANCE[str(self._dtype).removeprefix("torch.")])

    def _start(self, made: Any) -> torch.Tensor:
        return self._forward.start(self._forward.inputs(made))[0]

    def _write(self, part: Part) -> list[Answer]:
        asked = []
        for row, ids in zip(part.rows, part.inputs["input_ids"].numpy(), strict=True):
            request = row.item.request
            stop = request.stop if isinstance(request, Generate) else ()
            asked.append(Asked(ids, row.new, stop, row.item.id, opens_thought(row.shown.texts[0])))
        self._count(part.lengths)
        replies = self._forward.write(self._forward.inputs(part.inputs), asked)
        self.counts["new_tokens"] += sum(reply.tokens for reply in replies)
        return [Answer(text=reply.text, finish=reply.finish, thoughts=reply.thoughts) for reply in replies]

    def _letters(self, part: Part) -> list[Answer]:
        self._count(part.lengths)
        logits, _ = self._forward.start(self._forward.inputs(part.inputs))
        self._check(logits, part.rows)
        shares = logits.double().log_softmax(dim=1).cpu()
        answers = []
        for row, own in zip(part.rows, shares, strict=True):
            tokens = [ids[0] for ids in self._continuations(row)]
            answers.append(_chosen(own[tokens].tolist()))
        return answers

    def _follow(self, part: Part) -> list[list[float]]:
        """Return the log-likelihoods of the rows' continuations, whose prompts are of one length."""
        logits, cache = self._forward.start(self._forward.inputs(part.inputs))
        self._check(logits, part.rows)
        wanted = [self._continuations(row) for row in part.rows]
        most, longest = max(map(len, wanted)), max(len(ids) for row in wanted for ids in row)
        self._count(part.lengths, len(part.rows) * most * (longest - 1))
        first = logits.double().log_softmax(dim=1).cpu()
        sums = [[float(own[ids[0]]) for ids in row] for own, row in zip(first, wanted, strict=True)]
        if longest == 1:
            return sums
        # What is behind a row's own tokens is not looked at, so it may be anything.
        ids = torch.zeros(len(wanted), most, longest - 1, dtype=torch.long)
        for place, row in enumerate(wanted):
            for number, own_ids in enumerate(row):
                ids[place, number, : len(own_ids) - 1] = torch.tensor(own_ids[:-1], dtype=torch.long)
        after = self._forward.follow(cache, ids.flatten(0, 1), most, last=False)
        after = after.view(len(wanted), most, *after.shape[1:])
        self._check(after, part.rows)
        for place, row in enumerate(wanted):
            rest = log_probabilities(after[place, : len(row)], [own_ids[1:] for own_ids in row]).tolist()
            sums[place] = [a + b for a, b in zip(sums[place], rest, strict=True)]
        return sums

    def _whole(self, row: Row, batches: Batches) -> list[float]:
        """Return the log-likelihoods of a row's continuations, each after the whole prompt."""
        likely = []
        images = [read_image(path) for path in row.shown.images]
        for text, tokens in zip(row.shown.continuations, self._continuations(row), strict=True):
            made = batches.process([row.shown.texts[0] + text], [images])
            self._count([made["input_ids"].shape[1]])
            logits = self._forward.whole(self._forward.inputs(made), len(tokens) + 1)
            self._check(logits, [row])
            likely.append(float(log_probabilities(logits, [tokens])[0]))
        return likely

    def _shared(self, part: Part) -> list[list[float]]:
        """Return each row's probability per text; the rows have the same texts and are of one length."""
        texts = part.rows[0].shown.texts
        inputs = self._forward.inputs(part.inputs)
        if len(texts) == 1:
            self._count(part.lengths)
            logits, _ = self._forward.start(inputs)
            self._check(logits, part.rows)
            return [[share] for share in self._yes(logits, [texts[0]] * len(part.rows))]
        begun, ends = self._ends(texts, inputs["input_ids"])
        inputs = {name: value[:, :-begun] if _along(value, inputs) else value for name, value in inputs.items()}
        _, cache = self._forward.start(inputs)
        rows, length = inputs["input_ids"].shape
        self._count([length] * rows, rows * sum(map(len, ends)))
        found = [[math.nan] * len(texts) for _ in range(rows)]
        for numbers in self._alike(ends, rows, length):
            ids = torch.tensor([ends[number] for number in numbers]).repeat(rows, 1)
            logits = self._forward.follow(cache, ids, len(numbers), last=True)[:, 0]
            self._check(logits.view(rows, -1), part.rows)
            shares = self._yes(logits, [texts[number] for number in numbers] * rows)
            for place, share in enumerate(shares):
                found[place // len(numbers)][numbers[place % len(numbers)]] = share
        return found

    def _ends(self, texts: Sequence[str], prompt: Any) -> tuple[int, list[list[int]]]:
        """Return how many tokens of the first text differ from the others', and what each text ends with."""
        ids = [list(self._words(text, add_special_tokens=False)["input_ids"]) for text in texts]
        shortest = min(map(len, ids)) - 1
        same = next((at for at in range(shortest) if len({own[at] for own in ids}) > 1), shortest)
        ends = [own[same:] for own in ids]
        if prompt[0, -len(ends[0]) :].tolist() != ends[0]:
            raise ValueError("the processor writes the end of a prompt in another way than its tokenizer")
        return len(ends[0]), ends

    def _alike(self, ends: Sequence[Sequence[int]], rows: int, length: int) -> list[list[int]]:
        """Return the numbers of the texts that can be worked on at once: ends of one length, within the budget."""
        lengths: dict[int, list[int]] = {}
        for number, end in enumerate(ends):
            lengths.setdefault(len(end), []).append(number)
        groups = []
        for own, numbers in lengths.items():
            most = max(1, self._budget // (rows * (length + own)))
            groups += [numbers[start : start + most] for start in range(0, len(numbers), most)]
        return groups

    def _separate(self, row: Row, made: Any, numbers: Sequence[int]) -> list[float]:
        """Return the probabilities for some of a row's texts, each of which went through the processor."""
        self._count(made["attention_mask"].sum(dim=1).tolist())
        logits, _ = self._forward.start(self._forward.inputs(made))
        self._check(logits, [row] * len(numbers))
        return self._yes(logits, [row.shown.texts[number] for number in numbers])

    def _yes(self, logits: torch.Tensor, texts: Sequence[str]) -> list[float]:
        """Return P(Yes) / (P(Yes) + P(No)) for each row of logits [N, V]."""
        shares = []
        for own, text in zip(logits.double().cpu(), texts, strict=True):
            yes, no = self._prompts.yes_no(text)
            shares.append(float((own[yes].logsumexp(dim=0) - own[no].logsumexp(dim=0)).sigmoid()))
        return shares

    def _continuations(self, row: Row) -> list[tuple[int, ...]]:
        return [self._prompts.tokens(row.shown.texts[0], text) for text in row.shown.continuations]

    def _count(self, lengths: Sequence[int], more: int = 0) -> None:
        self.counts["prompt_tokens"] += sum(lengths) + more

    def _check(self, logits: torch.Tensor, rows: Sequence[Row]) -> None:
        check_numbers(logits, self._spec, [row.item.id for row in rows], self._dtype)


def _chosen(likely: Sequence[float]) -> Answer:
    best = max(range(len(likely)), key=lambda number: likely[number])
    return Answer(choice=best, log_likelihoods=tuple(likely))


def _along(value: torch.Tensor, inputs: dict[str, torch.Tensor]) -> bool:
    """Return whether a tensor has one entry per token of the prompts."""
    return value.dim() == 2 and value.shape == inputs["input_ids"].shape
