"""Baselines: what a score is worth is seen beside what no model at all reaches."""

from __future__ import annotations

import math
from collections.abc import Sequence

from podium.registry.adapters.base import Adapter, AdapterOptions, Facts, Task
from podium.registry.benchmark import Answer, Classify, Item
from podium.registry.errors import DataError, NotFound, PodiumError

_NAMES = ("prior", "always-yes", "always-no")
_TRAINING_SPLIT = "train"


class Baseline(Adapter):
    """Answers every item alike.

    ``always-yes`` and ``always-no`` give probability 1 and 0; ``prior`` gives each label's share of
    positives in the training split. The evaluated split's own targets are never looked at.
    """

    kind = "baseline"

    def __init__(self, target: str, options: AdapterOptions) -> None:
        if target not in _NAMES:
            raise NotFound("baseline", target, hint=f"there are {', '.join(_NAMES)}")
        super().__init__(target, options)
        self._probabilities: tuple[float, ...] = ()

    @property
    def name(self) -> str:
        """The baseline's name."""
        return f"baseline {self.target}"

    @property
    def ranks(self) -> bool:
        """A baseline is a reference, not a model."""
        return False

    def prepare(self, task: Task) -> None:
        """Fix the probabilities.

        Raises:
            PodiumError: If the benchmark asks for something other than labels, or ``prior`` has no
                training split to learn from.
        """
        labels = _labels(task.items)
        if self.target != "prior":
            value = 1.0 if self.target == "always-yes" else 0.0
            self._probabilities = (value,) * len(labels)
            return
        try:
            training = task.load(_TRAINING_SPLIT)
        except (DataError, NotFound) as error:
            raise PodiumError(f"baseline:prior needs the training split: {error.message}") from error
        positives, known = [0] * len(labels), [0] * len(labels)
        for item in training:
            for position, target in enumerate(item.target):
                if not math.isnan(target):
                    known[position] += 1
                    positives[position] += target == 1.0
        self._probabilities = tuple(yes / n if n else 0.5 for yes, n in zip(positives, known, strict=True))

    def fingerprint(self) -> Facts:
        """The name and the probabilities, which depend on the training labels."""
        return {"baseline": self.target, "probabilities": ",".join(map(repr, self._probabilities))}

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Return the same probabilities for every item."""
        return [Answer(probabilities=self._probabilities) for _ in items]


def _labels(items: Sequence[Item]) -> tuple[str, ...]:
    request = items[0].request
    if not isinstance(request, Classify):
        raise PodiumError(f"baselines answer labels, not {type(request).__name__} requests")
    return request.labels
