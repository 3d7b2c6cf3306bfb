"""Replies of language models: greedy decoding in batches, with whatever ends a reply."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podium.registry.adapters.pretrained import not_finite
from podium.registry.adapters.prompts import parted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int32]


#: What replaces a published model's settings for chatting, in the words of transformers: a benchmark's figures are
#: those of greedy decoding. Draws at a temperature are made by :func:`draw`.
GREEDY: Mapping[str, Any] = {
    "do_sample": False,
    "num_beams": 1,
    "temperature": 1.0,
    "top_k": 50,
    "top_p": 1.0,
    "repetition_penalty": 1.0,
    "no_repeat_ngram_size": 0,
    "min_length": 0,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One reply to write.

    Args:
        ids: Token ids of the prompt, int32 [tokens].
        most: Most tokens of the reply.
        stop: Texts at which it ends.
        name: The item's id: what errors call it, and what its random numbers depend on, beside the seed.
        thinking: Whether the prompt ends where a thought begins.
    """

    ids: Ids
    most: int
    stop: tuple[str, ...] = ()
    name: str = ""
    thinking: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply.

    Args:
        text: Its text, without special tokens and thoughts, up to what ended it.
        finish: ``"stop"``, or ``"length"`` where it was cut off.
        tokens: Tokens written for it, thoughts included.
        thoughts: What the model thought aloud before it, or None.
    """

    text: str
    finish: str
    tokens: int
    thoughts: str | None = None


def ends(model: Any, tokenizer: Any) -> list[int]:
    """Return the tokens that end a reply: those the model's generation settings name, and the tokenizer's."""
    named = getattr(model.generation_config, "eos_token_id", None)
    listed = list(named) if isinstance(named, (list, tuple)) else [named]
    return list(dict.fromkeys(token for token in [*listed, tokenizer.eos_token_id] if token is not None))


#: Generation settings that say which token is which, not how to decode.
_TOKENS = ("eos_token_id", "pad_token_id", "bos_token_id")
#: What no reply depends on.
_OTHER = ("transformers_version", "_from_model_config", "use_cache", "output_attentions", "output_hidden_states")


def decode_plainly(model: Any) -> str | None:
    """Leave of a model's generation settings only which tokens begin, end and pad a text.

    transformers fills what a caller does not set from ``generation_config.json``: suppressed tokens, penalties,
    watermarks. A benchmark's figures are those of the model alone.

    Returns:
        The settings set aside, or None.
    """
    from transformers import GenerationConfig

    own = model.generation_config
    kept = {name: value for name in _TOKENS if (value := getattr(own, name, None)) is not None}
    config: Any = GenerationConfig
    model.generation_config = config(**kept)
    known = (*_TOKENS, *_OTHER)
    aside = {name: value for name, value in own.to_diff_dict().items() if name not in known and value is not None}
    return ", ".join(f"{name}={str(value)[:60]}" for name, value in sorted(aside.items())) or None


def left_padded(rows: Sequence[Ids], filler: int, device: Any) -> dict[str, Any]:
    """Return ``input_ids`` and ``attention_mask``, int64 [rows, tokens], with the rows at the right edge."""
    import numpy as np
    import torch

    width = max(map(len, rows))
    ids = np.full((len(rows), width), filler, dtype=np.int64)
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, width - len(row) :] = row
        mask[number, width - len(row) :] = 1
    return {"input_ids": torch.from_numpy(ids).to(device), "attention_mask": torch.from_numpy(mask).to(device)}


def write(
    model: Any,
    tokenizer: Any,
    asked: Sequence[Asked],
    *,
    spec: str,
    filler: int,
    inputs: Mapping[str, Any] | None = None,
    temperature: float = 0.0,
    seed: int = 0,
) -> list[Reply]:
    """Return one reply per prompt, decoded greedily, or drawn at a temperature.

    What a published model sets beside that is set aside; see :func:`decode_plainly`.
    Draws depend on the seed and the prompt's name only, not on the batch.

    Args:
        model: A model of transformers that generates.
        tokenizer: Its tokenizer.
        asked: A batch.
        spec: What errors call the model.
        filler: Token id that pads prompts on the left and replies on the right.
        inputs: What the model is given in place of the padded prompts, for models that see images too; the
            reply's tokens follow its ``input_ids``.
        temperature: 0 for greedy decoding.
        seed: Where decoding draws.

    Raises:
        PodiumError: If the model gives no finite logits; it names the item.
    """
    import torch
    from transformers import GenerationConfig, LogitsProcessorList, StoppingCriteriaList

    last = ends(model, tokenizer)
    given = inputs or left_padded([one.ids for one in asked], filler, model.get_input_embeddings().weight.device)
    width = given["input_ids"].shape[1]
    config: Any = GenerationConfig
    own = config(
        **GREEDY, max_new_tokens=max(one.most for one in asked), eos_token_id=last or None, pad_token_id=filler
    )
    watch = _Watch()
    drawn = [draw([one.name for one in asked], temperature, seed)] if temperature else []
    with torch.inference_mode():
        whole = model.generate(
            **given,
            generation_config=own,
            logits_processor=LogitsProcessorList([watch, *drawn]),
            stopping_criteria=StoppingCriteriaList([_stopping(tokenizer, asked, width)]),
        )
    if (broken := watch.first()) is not None:
        raise not_finite(f"{spec} gives logits that are not finite numbers", asked[broken].name, model.dtype)
    written = whole[:, width:].tolist()
    return [_reply(tokenizer, one, tokens, last) for one, tokens in zip(asked, written, strict=True)]


class _Watch:
    """Sees every step's logits, changes nothing, and remembers the rows without a finite largest one."""

    def __init__(self) -> None:
        self._bad: Any = None

    def __call__(self, ids: Any, scores: Any) -> Any:
        # The largest of several values is not a number if one of them is not; minus infinity is a token ruled out.
        now = ~scores.amax(dim=-1).isfinite()
        self._bad = now if self._bad is None else self._bad | now
        return scores

    def first(self) -> int | None:
        """Return the first such row, or None."""
        rows = [] if self._bad is None else self._bad.nonzero()
        return int(rows[0]) if len(rows) else None


def _reply(tokenizer: Any, asked: Asked, tokens: list[int], last: Sequence[int]) -> Reply:
    own = tokens[: asked.most]
    end = next((place for place, token in enumerate(own) if token in last), None)
    # The token that ends a reply is written, but no part of its text, be it a special one or not.
    text = tokenizer.decode(own if end is None else own[:end], skip_special_tokens=True)
    if end is not None:
        own = own[: end + 1]
    thoughts, text, _ = parted(text, asked.thinking)
    stops = [place for stop in asked.stop if stop and (place := text.find(stop)) >= 0]
    if stops:
        # Tokens after the stop text were written only while other rows of the batch went on.
        own = _until(tokenizer, own, asked)
        return Reply(text[: min(stops)], "stop", len(own), thoughts)
    return Reply(text, "stop" if end is not None else "length", len(own), thoughts)


def _stops(tokenizer: Any, tokens: Sequence[int], asked: Asked) -> bool:
    """Return whether a stop text stands in a reply; one in a thought ends nothing."""
    text = parted(tokenizer.decode(tokens, skip_special_tokens=True), asked.thinking).text
    return any(stop and stop in text for stop in asked.stop)


def _until(tokenizer: Any, tokens: list[int], asked: Asked) -> list[int]:
    low, high = 1, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if _stops(tokenizer, tokens[:middle], asked):
            high = middle
        else:
            low = middle + 1
    return tokens[:low]


def _stopping(tokenizer: Any, asked: Sequence[Asked], width: int) -> Any:
    """Return the criterion that ends a row at its own limit and at its stop texts."""
    import torch

    longest = [max((len(stop.encode()) for stop in one.stop), default=0) for one in asked]

    def done(ids: Any, scores: Any, **_: Any) -> Any:
        count = ids.shape[1] - width
        flags = [count >= one.most for one in asked]
        if any(longest):
            # A token is at least a byte, so that a stop text that has just ended lies in so many tokens.
            tails = ids[:, max(width, ids.shape[1] - max(longest) - 1) :].tolist()
            for number, one in enumerate(asked):
                if one.stop and not flags[number]:
                    text = tokenizer.decode(tails[number], skip_special_tokens=True)
                    met = any(stop and stop in text for stop in one.stop)
                    flags[number] = met and _stops(tokenizer, ids[number, width:].tolist(), one)
        return torch.tensor(flags, device=ids.device)

    return done


def draw(names: Sequence[str], temperature: float, seed: int) -> Any:
    """Return what makes the largest logit a draw: Gumbel noise, from a generator for each row.

    The largest of logits divided by the temperature, plus independent Gumbel noise, is distributed as
    their softmax (Gumbel 1954; Maddison et al. 2014, https://arxiv.org/abs/1411.0030).
    """
    import torch

    generators = []
    for name in names:
        digest = hashlib.sha256(f"{seed}\0{name}".encode()).digest()
        generators.append(torch.Generator().manual_seed(int.from_bytes(digest[:7], "big")))

    def noisy(ids: Any, scores: Any) -> Any:
        uniform = torch.stack([torch.rand(scores.shape[-1], generator=one, dtype=torch.float64) for one in generators])
        noise = -torch.log(-torch.log(uniform.clamp_min(1e-300)))
        return scores.float() / temperature + noise.to(scores.device, torch.float32)

    return noisy
