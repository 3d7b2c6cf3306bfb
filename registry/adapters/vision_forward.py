"""Forward passes of an image-text-to-text model: its first token, what follows a prompt, and greedy text."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from podium.registry.adapters.generation import draw, ends
from podium.registry.errors import PodiumError


@dataclass(frozen=True)
class Written:
    """A reply: its text, its number of tokens, and ``"stop"`` or ``"length"``."""

    text: str
    tokens: int
    finish: str


class Forward:
    """Passes of one model.

    Args:
        model: The model, in evaluation mode, on its device.
        tokenizer: Its tokenizer.
        temperature: 0 for greedy decoding.
        seed: Where decoding draws.
    """

    def __init__(self, model: Any, tokenizer: Any, temperature: float = 0.0, seed: int = 0) -> None:
        self._model = model
        self._tokenizer = tokenizer
        parameters = inspect.signature(model.forward).parameters
        # Called past_key_values before transformers 5.20.
        self._cache = "cache" if "cache" in parameters else "past_key_values"
        self._keeps = {"logits_to_keep": 1} if "logits_to_keep" in parameters else {}
        self._known: dict[int, str] = {}
        self._temperature, self._seed = temperature, seed
        self._ends = ends(model, tokenizer)
        pad = tokenizer.pad_token_id
        self._settings: dict[str, Any] = {
            # Draws are made by what changes the logits; see write.
            "do_sample": False,
            "num_beams": 1,
            # What the model's makers recommend for chatting is not greedy decoding.
            "repetition_penalty": 1.0,
            "no_repeat_ngram_size": 0,
            "eos_token_id": self._ends or None,
            "pad_token_id": pad if pad is not None else (self._ends or [0])[0],
            "return_dict_in_generate": True,
        }

    def inputs(self, made: Any) -> dict[str, Any]:
        """Return what a processor made, on the model's device and in its precision."""
        # PaliGemma's processor adds what it would be trained to say.
        kept = {name: value for name, value in made.items() if isinstance(value, torch.Tensor) and name != "labels"}
        return {
            name: value.to(self._model.device, self._model.dtype if value.is_floating_point() else None)
            for name, value in kept.items()
        }

    def start(self, inputs: dict[str, Any]) -> tuple[torch.Tensor, Any]:
        """Return the logits of the first new token, float32 [N, V], and the cache of the prompts.

        Args:
            inputs: What :meth:`inputs` returned for prompts padded on the left.
        """
        # Through generate, which knows each class's positions and masks, and projects the last position alone.
        settings = self._settings | {"output_logits": True, "max_new_tokens": 1}
        with torch.inference_mode():
            out = self._model.generate(**inputs, generation_config=_config(settings))
        logits: torch.Tensor = out.logits[0].float()
        return logits, getattr(out, self._cache)

    def follow(self, cache: Any, ids: torch.Tensor, repeats: int, last: bool) -> torch.Tensor:
        """Return the logits after tokens that follow cached prompts of one length without padding.

        Args:
            cache: Of N prompts; it stays as it is.
            ids: int64 [N * repeats, S]; the first ``repeats`` rows follow the first prompt.
            repeats: How many rows follow each prompt.
            last: Whether only the last position is wanted.

        Returns:
            float32 [N * repeats, 1 or S, V].
        """
        own = copy.copy(cache)
        # Layers put what is new behind what they have, into tensors of their own.
        own.layers = [copy.copy(layer) for layer in cache.layers]
        own.batch_repeat_interleave(repeats)
        keep = self._keeps if last else {}
        with torch.inference_mode():
            out = self._model(input_ids=ids.to(self._model.device), use_cache=True, **{self._cache: own}, **keep)
        logits: torch.Tensor = out.logits[:, -1:] if last else out.logits
        return logits.float()

    def whole(self, inputs: dict[str, Any], tail: int) -> torch.Tensor:
        """Return the logits at the last ``tail`` positions of unpadded prompts, float32 [N, tail, V]."""
        keep = {"logits_to_keep": tail} if self._keeps else {}
        known = {name: value for name, value in inputs.items() if name != "attention_mask"}
        with torch.inference_mode():
            out = self._model(**known, use_cache=False, **keep)
        logits: torch.Tensor = out.logits[:, -tail:]
        return logits.float()

    def write(
        self, inputs: dict[str, Any], limit: int, stops: Sequence[Sequence[str]], names: Sequence[str]
    ) -> list[Written | None]:
        """Return the replies to prompts padded on the left; None for those whose logits are not numbers.

        Args:
            inputs: What :meth:`inputs` returned.
            limit: Most tokens of each reply.
            stops: For each prompt the texts at which its reply ends.
            names: For each prompt what its random numbers depend on, beside the seed.
        """
        asked = inputs["input_ids"].shape[1]
        watch = _Watch()
        drawn = [draw(names, self._temperature, self._seed)] if self._temperature else []
        more: dict[str, Any] = {"logits_processor": [watch, *drawn]}
        if any(stops):
            more["stopping_criteria"] = [_Stops(self._tokenizer, asked, stops, self._known)]
        with torch.inference_mode():
            settings = _config(self._settings | {"max_new_tokens": limit})
            out = self._model.generate(**inputs, generation_config=settings, **more)
        rows = out.sequences[:, asked:].tolist()
        bad = watch.bad.tolist() if watch.bad is not None else [False] * len(rows)
        return [None if broken else self._read(row, stop) for row, stop, broken in zip(rows, stops, bad, strict=True)]

    def _read(self, row: list[int], stops: Sequence[str]) -> Written:
        end = next((position for position, token in enumerate(row) if token in self._ends), None)
        kept = row if end is None else row[:end]
        text = self._tokenizer.decode(kept, skip_special_tokens=True)
        cuts = [text.find(stop) for stop in stops if stop and stop in text]
        if cuts:
            return Written(text[: min(cuts)], len(kept), "stop")
        return Written(text, len(kept), "length" if end is None else "stop")


def _config(settings: dict[str, Any]) -> Any:
    import transformers

    kind: Any = transformers.GenerationConfig
    return kind(**settings)


class _Watch:
    """Sees every step's logits, changes nothing, and remembers the rows in which one was not a number."""

    def __init__(self) -> None:
        self.bad: torch.Tensor | None = None

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        # The largest of several values of which one is not a number is not a number.
        now = scores.amax(dim=-1).isnan()
        self.bad = now if self.bad is None else self.bad | now
        return scores


class _Stops:
    """Ends each row once its new text has one of the row's stop texts.

    Args:
        tokenizer: The model's tokenizer.
        asked: Tokens of the prompts, padding included.
        stops: For each row its stop texts.
        known: Texts of single tokens, filled as they occur.
    """

    def __init__(self, tokenizer: Any, asked: int, stops: Sequence[Sequence[str]], known: dict[int, str]) -> None:
        self._tokenizer, self._asked, self._known = tokenizer, asked, known
        self._stops = [[stop for stop in own if stop] for own in stops]
        self._done = [False] * len(stops)

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor, **more: Any) -> torch.Tensor:
        for row, token in enumerate(input_ids[:, -1].tolist()):
            if not self._done[row] and any(self._may_end(stop, token) for stop in self._stops[row]):
                text = self._tokenizer.decode(input_ids[row, self._asked :], skip_special_tokens=True)
                self._done[row] = any(stop in text for stop in self._stops[row])
        return torch.tensor(self._done, device=input_ids.device)

    def _may_end(self, stop: str, token: int) -> bool:
        """Return whether a stop text can end in a token; decoding whole rows at every step would take long."""
        if token not in self._known:
            self._known[token] = self._tokenizer.decode([token])
        text = self._known[token]
        # Part of a character, or a space that a tokenizer leaves out at the beginning, shows only in context.
        return stop[-1] in text or "\ufffd" in text or not text or stop[-1] == " "


def log_probabilities(logits: torch.Tensor, tokens: Sequence[Sequence[int]]) -> torch.Tensor:
    """Return the summed log-probability of each row's tokens, float64 [N].

    Args:
        logits: float [N, S, V]; position s predicts token s.
        tokens: For each row up to S token numbers.
    """
    sums = []
    for row, wanted in zip(logits, tokens, strict=True):
        shares = row[: len(wanted)].double().log_softmax(dim=-1)
        numbers = torch.tensor(wanted, dtype=torch.long, device=row.device)
        sums.append(shares.gather(1, numbers[:, None]).sum())
    return torch.stack(sums).cpu()


def check_numbers(logits: torch.Tensor, spec: str, ids: Sequence[str]) -> None:
    """Refuse logits, [N, ...], that are not numbers.

    Raises:
        PodiumError: Naming the first item whose logits have a NaN.
    """
    bad = logits.flatten(1).isnan().any(dim=1).nonzero()
    if len(bad):
        raise not_a_number(spec, ids[int(bad[0])])


def not_a_number(spec: str, item_id: str) -> PodiumError:
    """Return the error for an item whose logits have a NaN."""
    return PodiumError(f"{spec} gives logits that are not numbers (NaN) for item {item_id}", "try --dtype float32")
