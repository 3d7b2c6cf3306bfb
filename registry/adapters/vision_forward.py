"""Forward passes of an image-text-to-text model: its first token, what follows a prompt, and greedy text."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Sequence
from typing import Any

import torch

from podium.registry.adapters.generation import GREEDY, Asked, Reply, ends, write
from podium.registry.adapters.pretrained import not_finite


class Forward:
    """Passes of one model.

    Args:
        model: The model, in evaluation mode, on its device.
        tokenizer: Its tokenizer.
        spec: What errors call it.
        temperature: 0 for greedy decoding.
        seed: Where decoding draws.
    """

    def __init__(self, model: Any, tokenizer: Any, spec: str, temperature: float = 0.0, seed: int = 0) -> None:
        self._model, self._tokenizer, self._spec = model, tokenizer, spec
        parameters = inspect.signature(model.forward).parameters
        # Called past_key_values before transformers 5.20.
        self._cache = "cache" if "cache" in parameters else "past_key_values"
        self._keeps = {"logits_to_keep": 1} if "logits_to_keep" in parameters else {}
        self._temperature, self._seed = temperature, seed
        last, pad = ends(model, tokenizer), tokenizer.pad_token_id
        self._settings: dict[str, Any] = {
            **GREEDY,
            "eos_token_id": last or None,
            "pad_token_id": pad if pad is not None else (last or [0])[0],
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

    def write(self, inputs: dict[str, Any], asked: Sequence[Asked]) -> list[Reply]:
        """Return the replies to prompts padded on the left.

        Args:
            inputs: What :meth:`inputs` returned.
            asked: What is to be written for each.

        Raises:
            PodiumError: If the model gives no finite logits; it names the item.
        """
        return write(
            self._model,
            self._tokenizer,
            asked,
            spec=self._spec,
            filler=self._settings["pad_token_id"],
            inputs=inputs,
            temperature=self._temperature,
            seed=self._seed,
        )


def _config(settings: dict[str, Any]) -> Any:
    import transformers

    kind: Any = transformers.GenerationConfig
    return kind(**settings)


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


def check_numbers(logits: torch.Tensor, spec: str, ids: Sequence[str], dtype: Any) -> None:
    """Refuse logits, [N, ...], of which one is NaN.

    Raises:
        PodiumError: Naming the first item with such a logit.
    """
    bad = logits.flatten(1).isnan().any(dim=1).nonzero()
    if len(bad):
        raise not_finite(f"{spec} gives logits that are not finite numbers", ids[int(bad[0])], dtype)
