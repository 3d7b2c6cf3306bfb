"""Log-likelihoods of continuations: padded on the right, and only the needed positions projected to the vocabulary.

A causal model's output at a position depends on nothing after it. Padding on the right therefore needs
neither a mask nor position ids, is exact for sliding windows and recurrent states alike, and leaves the
attention kernels their causal fast path.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podium.registry.adapters.prefixes import cache_argument, cache_of, lent
from podium.registry.errors import PodiumError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int32]


class NotFiniteError(PodiumError):
    """A row's likelihood is not a finite number; ``row`` is its position in the batch."""

    def __init__(self, row: int) -> None:
        super().__init__("a log-likelihood is not a finite number")
        self.row = row


@dataclass(slots=True)
class Row:
    """One sequence a model reads, and what is asked about its end.

    Args:
        item: Whose it is.
        ids: Context and all tokens but the last of its continuations, which differ in the last one only,
            int32 [tokens].
        tokens: Token ids of the continuations, all of one length, which is at most that of ``ids``.
        options: Which of the item's options they are.
    """

    item: int
    ids: Ids
    tokens: tuple[tuple[int, ...], ...]
    options: tuple[int, ...]

    @property
    def keep(self) -> int:
        """How many positions at the end are projected."""
        return len(self.tokens[0])


def rows_of(item: int, context: Ids, continuations: Sequence[tuple[int, ...]], limit: int | None) -> list[Row]:
    """Return the rows that tell the continuations of one context apart, as few as there can be.

    Args:
        item: Whose they are.
        context: Token ids, int32 [tokens].
        continuations: Token ids of each, none empty.
        limit: Most tokens the model reads; longer rows are cut from the left, as lm-evaluation-harness does.
    """
    import numpy as np

    groups: dict[tuple[int, ...], list[int]] = {}
    for option, tokens in enumerate(continuations):
        groups.setdefault(tokens[:-1], []).append(option)
    rows = []
    for common, options in groups.items():
        ids = np.concatenate([context, np.array(common, dtype=np.int32)]) if common else context
        if limit is not None and len(ids) > limit:
            ids = ids[-limit:]
        rows.append(Row(item, ids, tuple(continuations[option] for option in options), tuple(options)))
    return rows


class Reader:
    """A causal language model, asked for logits at chosen positions only.

    The hidden states at these positions are picked out before the model's own output layer, inside its
    own forward pass, which keeps whatever it does to logits, such as soft-capping.

    Args:
        model: A causal language model of transformers.
        filler: Token id that pads rows; any the model knows.
    """

    def __init__(self, model: Any, filler: int) -> None:
        self.model = model
        self.filler = filler
        self.device = model.get_input_embeddings().weight.device
        self._cache_name = cache_argument(model)
        self._index: Any = None
        self._keeps = "logits_to_keep" in inspect.signature(type(model).forward).parameters
        head = model.get_output_embeddings()
        self._hook = None if head is None else head.register_forward_pre_hook(self._pick)

    def _pick(self, module: Any, inputs: tuple[Any, ...]) -> Any:
        if self._index is None:
            return None
        hidden = inputs[0]
        return (hidden.reshape(-1, hidden.shape[-1])[self._index.to(hidden.device)].unsqueeze(0), *inputs[1:])

    def logits_at(self, ids: Any, positions: Any, shared: Any = None) -> Any:
        """Return the logits at some positions of a batch, [positions, vocabulary].

        Args:
            ids: int64 [rows, tokens], padded on the right.
            positions: Which, int64 [positions], counted through the batch row by row.
            shared: What all rows begin with, as :meth:`share` returned it.

        Raises:
            TypeError: If the model does not project what was picked out.
        """
        more = {} if shared is None else {self._cache_name: shared}
        self._index = positions
        try:
            logits = self.model(input_ids=ids, use_cache=shared is not None, **more).logits
        finally:
            self._index = None
        if self._hook is None or logits.shape[:2] != (1, len(positions)):
            raise TypeError("its output layer is not given the hidden states of all positions")
        return logits[0]

    def plain_logits(self, ids: Ids, keep: int) -> Any:
        """Return the logits at the last ``keep`` positions of one row in the plain way, [keep, vocabulary]."""
        import torch

        whole = torch.tensor(ids[None], dtype=torch.int64, device=self.device)
        more = {"logits_to_keep": keep} if self._keeps else {}
        return self.model(input_ids=whole, use_cache=False, **more).logits[0, -keep:]

    def share(self, ids: Ids) -> Any:
        """Return what rows that begin with ``ids`` can begin with, or None where the model's kind does not allow it."""
        import torch

        whole = torch.tensor(ids[None], dtype=torch.int64, device=self.device)
        self._index = torch.tensor([len(ids) - 1], device=self.device)
        try:
            with torch.inference_mode():
                return lent(cache_of(self.model(input_ids=whole, use_cache=True)))
        finally:
            self._index = None

    def likelihoods(self, rows: Sequence[Row], shared: Any = None, length: int = 0, *, plain: bool = False) -> Any:
        """Return the log-likelihoods of the rows' continuations in nats, row by row, float64 [continuations].

        Args:
            rows: A batch.
            shared: What all rows begin with, as :meth:`share` returned it.
            length: How many tokens that is.
            plain: One row after the other, without padding.

        Raises:
            NotFiniteError: If one is NaN or infinite.
        """
        import torch

        with torch.inference_mode():
            if plain:
                logits = torch.cat([self.plain_logits(row.ids, row.keep) for row in rows])
            else:
                logits = self.logits_at(*self._batch(rows, length), shared)
            return self._chosen(logits, rows)

    def _batch(self, rows: Sequence[Row], length: int) -> tuple[Any, Any]:
        import numpy as np
        import torch

        width = max(len(row.ids) for row in rows) - length
        ids = np.full((len(rows), width), self.filler, dtype=np.int64)
        positions: list[int] = []
        for number, row in enumerate(rows):
            own = len(row.ids) - length
            ids[number, :own] = row.ids[length:]
            end = number * width + own
            positions.extend(range(end - row.keep, end))
        return torch.from_numpy(ids).to(self.device), torch.tensor(positions, device=self.device)

    def _chosen(self, logits: Any, rows: Sequence[Row]) -> Any:
        import numpy as np
        import torch

        places: list[int] = []
        tokens: list[int] = []
        starts: list[int] = []
        owners: list[int] = []
        place = 0
        for number, row in enumerate(rows):
            positions = range(place, place + row.keep)
            for continuation in row.tokens:
                starts.append(len(places))
                owners.append(number)
                places.extend(positions)
                tokens.extend(continuation)
            place += row.keep
        logits = logits.float()
        total = logits.logsumexp(dim=-1)
        at = torch.tensor([places, tokens], device=logits.device)
        picked = (logits[at[0], at[1]] - total[at[0]]).double().cpu().numpy()
        found = np.add.reduceat(picked, starts)
        if not np.isfinite(found).all():
            raise NotFiniteError(owners[int((~np.isfinite(found)).argmax())])
        return found
