"""Whether a model gives the same likelihoods in batches and after shared beginnings as row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podium.registry.adapters.batching import out_of_memory

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from podium.registry.adapters.likelihood import Reader

    Ids = NDArray[np.int32]

#: Mean difference of log-probabilities, in nats, that rounding explains, by the weights' precision.
TOLERANCE = {"float32": 1e-3, "float64": 1e-6, "float16": 0.05, "bfloat16": 0.3}
#: Tokens no less likely than the likeliest by so many nats are compared.
_NATS = 8.0


@dataclass(frozen=True)
class Ways:
    """In which ways a model may be asked, each with why not, or empty where it may.

    Args:
        batched: Rows of different lengths in one pass, padded, projected where needed.
        shared: Rows that begin with the same tokens after one pass over these.
        padded: Prompts padded on the left for replies.
        ahead: Set where the model looks ahead, and no likelihood means anything.
    """

    batched: str = ""
    shared: str = ""
    padded: str = ""
    ahead: str = ""


def likelihood_ways(reader: Reader, probes: Sequence[Ids]) -> Ways:
    """Compare a model's log-probabilities of the next token, asked in three ways.

    Args:
        reader: The model.
        probes: Two or more rows of different lengths; the longest has at least four tokens.
    """
    import torch

    rows = sorted(probes, key=len, reverse=True)
    rows = [rows[0], rows[0][: -max(1, len(rows[0]) // 8)], *rows[1:]]
    dtype = reader.model.dtype
    with torch.inference_mode():
        expected = [reader.plain_logits(row, 1)[0].float().log_softmax(-1) for row in rows]
        if _looks_ahead(reader, rows[0], len(rows[0]) - len(rows[1])):
            return Ways(ahead="what it says at a token changes with the tokens after it")
        batched = _difference(expected, lambda: _batched(reader, rows, None, 0), dtype)
        if batched:
            return Ways(batched=batched, shared=batched)
        length = len(rows[1]) // 2
        shared = _difference(expected[:2], lambda: _after_shared(reader, rows[:2], length), dtype)
    return Ways(shared=shared)


def _looks_ahead(reader: Reader, row: Ids, end: int) -> bool:
    """Return whether log-probabilities before the last ``end`` tokens depend on which these are."""
    import numpy as np

    other = np.concatenate([row[:-end], row[:end]])
    one, two = (reader.plain_logits(ids, end + 1)[0].float().log_softmax(-1) for ids in (row, other))
    return _off(one, two) > _tolerance(reader.model.dtype)


def padded_way(model: Any, filler: int, device: Any, probes: Sequence[Ids]) -> str:
    """Return why prompts of this model cannot be padded on the left, or nothing where they can.

    Two tokens are written for each prompt, alone and together; the second where the first is the same.
    """
    import torch

    from podium.registry.adapters.generation import left_padded

    def written(rows: Sequence[Ids]) -> Any:
        given = left_padded(rows, filler, device)
        settings = {"max_new_tokens": 2, "min_new_tokens": 2, "do_sample": False, "pad_token_id": filler}
        found = model.generate(**given, **settings, return_dict_in_generate=True, output_logits=True)
        return found.sequences[:, -2], *found.logits

    with torch.inference_mode():
        alone = [written([row]) for row in probes]
    firsts = torch.cat([first for first, _, _ in alone])
    expected = [torch.cat(logits) for logits in list(zip(*alone, strict=True))[1:]]

    def together() -> Any:
        tokens, first, second = written(probes)
        # A tie may go either way; what follows it is then no longer comparable.
        return torch.cat([first, torch.where((tokens == firsts)[:, None], second, expected[1])])

    with torch.inference_mode():
        return _difference(list(torch.cat(expected).float().log_softmax(-1)), together, model.dtype)


def _batched(reader: Reader, rows: Sequence[Ids], shared: Any, length: int) -> Any:
    import numpy as np
    import torch

    own = [row[length:] for row in rows]
    width = max(map(len, own))
    ids = np.full((len(own), width), reader.filler, dtype=np.int64)
    for number, row in enumerate(own):
        ids[number, : len(row)] = row
    last = [number * width + len(row) - 1 for number, row in enumerate(own)]
    given = torch.from_numpy(ids).to(reader.device), torch.tensor(last, device=reader.device)
    return reader.logits_at(*given, shared)


def _after_shared(reader: Reader, rows: Sequence[Ids], length: int) -> Any:
    shared = reader.share(rows[0][:length])
    if shared is None:
        raise TypeError("what it remembers cannot be shared by several rows")
    return _batched(reader, rows, shared, length)


def _difference(expected: Sequence[Any], work: Callable[[], Any], dtype: Any) -> str:
    """Return how far logits differ from what is expected, in words, or nothing where rounding explains it."""
    import torch

    try:
        logits = work()
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, NotImplementedError, RuntimeError) as error:
        if out_of_memory(error):
            raise
        return f"refused: {str(error).strip().splitlines()[0][:120] if str(error).strip() else type(error).__name__}"
    difference = _off(torch.stack(list(expected)), logits)
    return "" if difference <= _tolerance(dtype) else f"log-probabilities differ by {difference:.2g} nats"


def _tolerance(dtype: Any) -> float:
    return TOLERANCE.get(str(dtype).removeprefix("torch."), 1e-3)


def _off(expected: Any, logits: Any) -> float:
    """Return the mean difference of the log-probabilities of likely tokens, in nats."""
    wanted, found = expected.cpu(), logits.float().log_softmax(-1).cpu()
    likely = wanted > wanted.amax(-1, keepdim=True) - _NATS
    return float((wanted - found)[likely].abs().mean())
