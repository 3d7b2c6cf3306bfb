"""A layer over the sentence encoder that tells what a question means: multinomial logistic regression on its vectors.

The nearest samples know a wording when they see one like it; the layer learns from all samples of a meaning which
directions of the vectors tell it from the others, and so goes further where none is near. It is small enough to be
trained in seconds where the encoder is another one than the one it is shipped for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

#: How much a fit to the samples counts against small weights; chosen by leaving one file of questions out.
_FIT = 30.0
_STEPS = 120


@dataclass(frozen=True)
class Head:
    """The layer.

    Args:
        labels: What each row stands for.
        weights: Float32 of shape (labels, dimensions).
        bias: Float32 of shape (labels,).
    """

    labels: tuple[str, ...]
    weights: Tensor
    bias: Tensor

    def chances(self, vector: Tensor) -> Tensor:
        """Return how likely each label is for a centred vector of shape (dimensions,); they sum to 1."""
        return (self.weights @ vector + self.bias).softmax(0)


def trained(vectors: Tensor, labels: Sequence[str]) -> Head:
    """Return the layer that fits centred vectors of shape (samples, dimensions) with their labels.

    Every label counts alike, however many samples it has: how often something is asked in files of questions says
    little of how often people ask it in words that the lexical reading does not know.
    """
    import torch

    known = sorted(set(labels))
    places = torch.tensor([known.index(label) for label in labels])
    often = Counter(labels)
    shares = torch.tensor([len(labels) / (len(known) * often[label]) for label in labels])
    layer = torch.zeros(len(known), vectors.shape[1] + 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([layer], max_iter=_STEPS, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        scores = vectors @ layer[:, :-1].T + layer[:, -1]
        each = torch.nn.functional.cross_entropy(scores, places, reduction="none")
        found = (shares * each).sum() + layer[:, :-1].square().sum() / (2 * _FIT)
        found.backward()  # type: ignore[no-untyped-call]
        return found

    with torch.enable_grad():
        optimizer.step(loss)  # type: ignore[no-untyped-call]
    fitted = layer.detach()
    return Head(tuple(known), fitted[:, :-1].contiguous(), fitted[:, -1].contiguous())
