"""From a model's outputs to one probability per label of a benchmark, matched by name.

A head has one output per label, or three per label (``Edema=0``, ``Edema=1``, ``Edema=u``), as models have
that were trained with uncertainty as a class of its own. Of three outputs the probability is the softmax
over negative and positive alone, p1 / (p0 + p1), as the CheXpert paper (arXiv 1901.07031) evaluates its
U-MultiClass models.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podium.registry import names
from podium.registry.adapters.labels import match_labels
from podium.registry.card import Observation
from podium.registry.errors import PodiumError

if TYPE_CHECKING:
    import torch

#: What follows the sign ``=`` in the name of one of three outputs: negative, positive, uncertain.
STATES = ("0", "1", "u")


@dataclass(frozen=True)
class Output:
    """Where a label's probability comes from.

    Args:
        positive: Position of the output for "present".
        negative: Position of the output for "absent", or None where one output says both.
    """

    positive: int
    negative: int | None = None


@dataclass(frozen=True)
class Head:
    """A model's outputs for a request's labels.

    Args:
        outputs: One per label; None where the model does not know it.
        size: Number of the model's outputs.
        three_way: Whether any label has three outputs.
    """

    outputs: tuple[Output | None, ...]
    size: int
    three_way: bool

    def probabilities(self, logits: torch.Tensor, softmax: bool) -> list[list[float | None]]:
        """Return one probability per image and label; None where the model does not know the label.

        Args:
            logits: float64 [N, size].
            softmax: Whether a single output's probability is its share among all outputs; by itself else.
        """
        single = logits.softmax(dim=1) if softmax else logits.sigmoid()
        columns: list[list[float | None]] = []
        for output in self.outputs:
            if output is None:
                columns.append([None] * len(logits))
            elif output.negative is None:
                columns.append(single[:, output.positive].tolist())
            else:
                columns.append((logits[:, output.positive] - logits[:, output.negative]).sigmoid().tolist())
        return [list(row) for row in zip(*columns, strict=True)]


def match_head(wanted: Sequence[str], offered: Mapping[int, str], observations: Sequence[Observation]) -> Head:
    """Match a request's labels with a model's outputs.

    Args:
        wanted: The request's labels.
        offered: The model's ``id2label``.
        observations: The benchmark's observations, with synonyms.

    Raises:
        PodiumError: If two outputs mean one label, or of three outputs for a label some are missing.
    """
    outputs: list[Output] = []
    labels: dict[int, str] = {}
    triples: dict[str, dict[str, int]] = {}
    shown: dict[str, str] = {}
    for position, name in offered.items():
        label, sign, state = str(name).rpartition("=")
        if sign and state.strip().lower() in STATES:
            key = names.key(label)
            shown.setdefault(key, label.strip())
            states = triples.setdefault(key, {})
            if state.strip().lower() in states:
                raise PodiumError(f"two of the model's outputs are {name!r}", "rename one in its id2label")
            states[state.strip().lower()] = position
        else:
            labels[len(outputs)] = str(name)
            outputs.append(Output(position))
    for key, states in triples.items():
        missing = [f"{shown[key]}={state}" for state in STATES if state not in states]
        if missing:
            raise PodiumError(
                f"the model has no output {' and '.join(missing)}, but others of {shown[key]!r}",
                "three outputs per label are named LABEL=0, LABEL=1 and LABEL=u in its id2label",
            )
        labels[len(outputs)] = shown[key]
        outputs.append(Output(states["1"], states["0"]))
    places = match_labels(wanted, labels, observations)
    found = tuple(None if place is None else outputs[place] for place in places)
    three_way = any(output is not None and output.negative is not None for output in found)
    return Head(found, len(offered), three_way)
