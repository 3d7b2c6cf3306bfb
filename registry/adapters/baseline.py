"""Baselines: what a score is worth is seen beside what no model at all reaches."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from podium.registry.adapters.base import Adapter, AdapterOptions, Facts, Task
from podium.registry.adapters.prompts import YES_NO
from podium.registry.benchmark import Answer, Choose, Classify, Item
from podium.registry.errors import DataError, NotFound, PodiumError

#: What each baseline answers: labels, a choice among options, a question of yes or no, or one with an answer in words.
_LABELS, _OPTIONS, _YES_NO, _OPEN = "labels", "multiple choice", "yes-or-no questions", "open questions"
_FITS = {
    "prior": (_LABELS, _OPTIONS, _OPEN),
    "always-yes": (_LABELS, _YES_NO),
    "always-no": (_LABELS, _YES_NO),
    "first-option": (_OPTIONS,),
    "random": (_OPTIONS,),
}
_TRAINING = "train"
_Right = TypeVar("_Right", int, str)
#: Splits whose right answers ``prior`` may count, in order of preference.
_LEARNT = (_TRAINING, "dev", "valid", "validation", "val")


class Baseline(Adapter):
    """Answers without looking at what is asked; the evaluated split's own targets decide nothing.

    ``always-yes`` and ``always-no`` give probability 1 and 0, and reply Yes. and No. to questions whose targets are
    1.0 and 0.0. ``prior`` gives each label's share of positives in the training split, and of options the one that is
    right most often there (the first of equals) among as many as the item has; to open questions it replies with the
    text that is. ``first-option`` takes the first option, ``random`` each with the same probability, by the item's id
    and the seed. Open questions among others to choose from get an empty reply.
    """

    kind = "baseline"

    def __init__(self, target: str, options: AdapterOptions) -> None:
        if target not in _FITS:
            raise NotFound("baseline", target, hint=f"there are {', '.join(_FITS)}")
        super().__init__(target, options)
        self._probabilities: tuple[float, ...] = ()
        self._order: tuple[int, ...] = ()
        self._text = ""
        self._open = 0
        self._learnt = ""

    @property
    def name(self) -> str:
        """The baseline's name."""
        return f"baseline {self.target}"

    @property
    def ranks(self) -> bool:
        """A baseline is a reference, not a model."""
        return False

    def prepare(self, task: Task) -> None:
        """Fix what is answered.

        Raises:
            PodiumError: If this baseline cannot answer what the benchmark asks, or ``prior`` has nothing to learn from.
        """
        asked = _asked(task.items)
        if asked not in _FITS[self.target]:
            fitting = [name for name, kinds in _FITS.items() if asked in kinds]
            fit = f"take baseline:{' or baseline:'.join(fitting)}" if fitting else "no baseline does"
            raise PodiumError(f"baseline:{self.target} does not answer {asked or 'open questions'}", fit)
        if asked == _OPTIONS:
            self._open = sum(not isinstance(item.request, Choose) for item in task.items)
        if self.target == "prior":
            self._learn(task, asked)
        elif asked == _LABELS:
            value = 1.0 if self.target == "always-yes" else 0.0
            self._probabilities = (value,) * len(_labels(task.items))

    def _learn(self, task: Task, asked: str) -> None:
        if asked == _LABELS:
            self._learnt = _TRAINING
            self._probabilities = _shares(self._training(task), len(_labels(task.items)))
            return
        splits = task.benchmark.card.splits
        self._learnt = next((name for name in _LEARNT if name in splits and name != task.split), _TRAINING)
        if asked == _OPTIONS:
            self._order = tuple(self._by_frequency(task, int, "option"))
        else:
            self._text = self._by_frequency(task, str, "answer")[0]

    def _by_frequency(self, task: Task, kind: type[_Right], what: str) -> list[_Right]:
        """Return the right answers of the split that is learnt from, the most frequent first; equals in their order."""
        right = Counter(item.target for item in self._training(task) if isinstance(item.target, kind))
        if not right:
            raise PodiumError(f"baseline:prior: no item of split {self._learnt} tells the right {what}")
        return sorted(right, key=lambda answer: (-right[answer], answer))

    def _training(self, task: Task) -> Sequence[Item]:
        try:
            return task.load(self._learnt)
        except PodiumError as error:
            which = "training split" if self._learnt == _TRAINING else f"split {self._learnt}"
            hint = "" if isinstance(error, (DataError, NotFound)) else error.hint
            raise PodiumError(f"baseline:prior needs the {which}: {error.message}", hint) from error

    def fingerprint(self) -> Facts:
        """The name and what it answers, which may depend on training labels or the seed."""
        facts: dict[str, str | int | float | None] = {"baseline": self.target}
        if self._probabilities:
            facts["probabilities"] = ",".join(map(repr, self._probabilities))
        if self._order:
            facts["options"] = ",".join(map(str, self._order))
        if self._text:
            facts["text"] = self._text
        if self.target == "random":
            facts["seed"] = self.options.seed
        return facts

    def notes(self) -> Sequence[str]:
        """Say what was learnt from, and how many open questions were not answered."""
        counted = "right options" if self._order else "right answers" if self._text else ""
        learnt = [f"{counted} counted in split {self._learnt}"] if counted else []
        return [*learnt, *([f"{self._open:,} open questions got an empty reply"] if self._open else [])]

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Return the answers; the same for an item whatever else is asked."""
        return [self._one(item) for item in items]

    def _one(self, item: Item) -> Answer:
        if isinstance(item.request, Choose):
            return Answer(choice=self._choice(item, len(item.request.options)))
        if isinstance(item.request, Classify):
            return Answer(probabilities=self._probabilities)
        replies = {"always-yes": f"{YES_NO[0]}.", "always-no": f"{YES_NO[1]}."}
        return Answer(text=replies.get(self.target, self._text))

    def _choice(self, item: Item, count: int) -> int:
        if self.target == "random":
            return random.Random(f"{self.options.seed} {item.id}").randrange(count)
        return next((option for option in self._order if option < count), 0)


def _asked(items: Sequence[Item]) -> str:
    """Return what the items ask, or an empty text where no baseline can know the form of an answer."""
    if isinstance(items[0].request, Classify):
        return _LABELS
    if any(isinstance(item.request, Choose) for item in items):
        return _OPTIONS
    # Targets of labels, whatever their values: only their kind is looked at.
    kinds = {type(item.target) for item in items}
    return _YES_NO if kinds == {float} else _OPEN if kinds == {str} else ""


def _labels(items: Sequence[Item]) -> tuple[str, ...]:
    request = items[0].request
    assert isinstance(request, Classify)
    return request.labels


def _shares(training: Sequence[Item], count: int) -> tuple[float, ...]:
    positives, known = [0] * count, [0] * count
    for item in training:
        for position, target in enumerate(item.target):
            if not math.isnan(target):
                known[position] += 1
                positives[position] += target == 1.0
    return tuple(yes / n if n else 0.5 for yes, n in zip(positives, known, strict=True))
