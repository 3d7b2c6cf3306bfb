"""What the answers to questions are worth, laid out as arrays, and the pair of figures with intervals made of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from podium.registry.benchmark import Item
from podium.registry.errors import PodiumError
from podium.registry.grading import Grade, variant
from podium.registry.report import Interval, Score
from podium.registry.running import wilson

if TYPE_CHECKING:
    from podium.registry.metrics import SampledShare

LEVEL = 0.95
OFFICIAL, STRICT = "official", "strict"
#: The table of subjects; its first column is called as the attribute that names them.
SUBJECTS = "subjects"
WILSON = "Wilson"

#: Questions whose attribute is missing, in tables by that attribute.
NONE = "none"


@dataclass(frozen=True)
class Resampling:
    """How intervals are drawn.

    Args:
        replicates: B.
        seed: Seed.
        by_subject: Whether whole subjects are drawn, not questions.
    """

    replicates: int
    seed: int
    by_subject: bool

    @classmethod
    def of(cls, settings: Mapping[str, Any], subject: str) -> Resampling:
        """Read the values of :data:`podium.registry.grading.QUESTION_SETTINGS`.

        Raises:
            PodiumError: If subjects are to be drawn and the questions have none.
        """
        by_subject = settings.get("resample", "question") == "subject"
        if by_subject and not subject:
            raise PodiumError("resample=subject: these questions have no subjects", "leave it at resample=question")
        return cls(int(settings.get("bootstrap", 1000)), int(settings.get("seed", 0)), by_subject)

    def settings(self) -> dict[str, str | int | float]:
        """Return what to record."""
        unit = "subject" if self.by_subject else "question"
        return {"bootstrap": self.replicates, "seed": self.seed, "resample": unit}

    def method(self, within: str = "", paired: bool = False) -> str:
        """Return the method in words.

        Args:
            within: What the figure is a mean over, or empty.
            paired: Whether two models are measured on the same resamples.
        """
        inside = f" within {within}" if self.strata(within) else ""
        return f"{'paired ' * paired}bootstrap over {self.unit}{inside}, percentile"

    @property
    def unit(self) -> str:
        """What is drawn."""
        return SUBJECTS if self.by_subject else "questions"

    def strata(self, within: str) -> bool:
        """Return whether a mean over parts of this name keeps each part and draws within it.

        A benchmark sets how many questions a subject has, and which groups there are; a draw over all of them would
        miss small ones. Subjects that are themselves drawn are not kept.
        """
        return bool(within) and not (self.by_subject and within == SUBJECTS)


@dataclass(frozen=True)
class Marks:
    """What the answers are worth, as arrays, with the subject of each question.

    Args:
        official: float64 [N], 1 or 0.
        strict: float64 [N], 1 or 0.
        subjects: Names of the subjects, ordered; see :func:`ordered`.
        places: int64 [N], the subject of each question.
    """

    official: Any
    strict: Any
    subjects: tuple[str, ...]
    places: Any

    @classmethod
    def of(cls, items: Sequence[Item], grades: Sequence[Grade], subject: str) -> Marks:
        """Lay out grades, one per item; without a subject all questions are of one."""
        import numpy as np

        values = [attribute(item, subject) if subject else "" for item in items]
        names = ordered(values)
        number = {name: place for place, name in enumerate(names)}
        return cls(
            np.array([grade.official for grade in grades], np.float64),
            np.array([grade.strict for grade in grades], np.float64),
            names,
            np.array([number[value] for value in values], np.int64),
        )

    def among(self, subjects: Sequence[str] | frozenset[str]) -> Any:
        """Return which questions are of these subjects, bool [N]."""
        import numpy as np

        return np.isin(self.places, [place for place, name in enumerate(self.subjects) if name in subjects])

    def groups(self, groups: Mapping[str, Sequence[str]]) -> Any:
        """Return the number of each question's group, int64 [N]; -1 for none."""
        import numpy as np

        of = {name: number for number, names in enumerate(groups.values()) for name in names}
        return np.array([of.get(name, -1) for name in self.subjects], np.int64)[self.places]


def attribute(item: Item, name: str) -> str:
    """Return an attribute of a question as text."""
    value = item.attributes.get(name)
    return NONE if value is None or value == "" else str(value)


def ordered(values: Iterable[str]) -> tuple[str, ...]:
    """Return the different values in alphabetical order, or by size where all are numbers, a missing one last."""
    names = set(values)
    try:
        sizes = {name: float(name) for name in names - {NONE}}
    except ValueError:
        return tuple(sorted(names))
    if not all(map(math.isfinite, sizes.values())):
        return tuple(sorted(names))
    return (*sorted(sizes, key=lambda name: (sizes[name], name)), *(names & {NONE}))


def figure(metric: str, before: str = "", after: str = "") -> tuple[str, str]:
    """Return the names of a figure's official and strict form."""
    return variant(metric, before, after), variant(metric, before, f"{after}-{STRICT}")


def pair(
    marks: Marks, drawn: Resampling, names: tuple[str, str], among: Any = None, of: Any = None, within: str = ""
) -> tuple[Score, Score]:
    """Return the official figure and the strict one.

    Args:
        marks: What the answers are worth.
        drawn: How intervals are drawn.
        names: Of both figures.
        among: bool [N], the questions they are over; all of them where left out.
        of: int64 [N], of which groups they are the mean; -1 for none. They are the share of all where left out.
        within: What these groups are called; where it is :data:`SUBJECTS` they are the subjects.
    """
    import numpy as np

    kept = np.ones(len(marks.places), bool) if among is None else among
    kept = kept if of is None else kept & (of >= 0)
    if not kept.any():
        nothing = [Score(name, None, reason="none of its questions was asked") for name in names]
        return nothing[0], nothing[1]
    inside = None if of is None else np.unique(of[kept], return_inverse=True)[1]
    clusters = np.unique(marks.places[kept], return_inverse=True)[1]
    one, other = (
        _drawn(Score(name, None, int(kept.sum())), values[kept], inside, clusters, drawn, within)
        for name, values in zip(names, (marks.official, marks.strict), strict=True)
    )
    return one, other


def _drawn(score: Score, right: Any, inside: Any, clusters: Any, drawn: Resampling, within: str) -> Score:
    from podium.registry.metrics import accuracy

    strata = drawn.strata(within)
    found = accuracy(
        right,
        inside,
        clusters=clusters if drawn.by_subject else None,
        stratified=strata,
        replicates=drawn.replicates,
        seed=drawn.seed,
    )
    share = found.micro if inside is None else found.macro
    score = replace(score, value=share.value)
    if drawn.by_subject and clusters.max() == (inside.max() if strata else 0):
        return score
    if share.value in (0, 1):
        return replace(score, interval=_without_spread(share.value, inside, clusters, drawn))
    return replace(score, interval=interval_of(share, drawn, drawn.method(within)))


def _without_spread(share: float, inside: Any, clusters: Any, drawn: Resampling) -> Interval:
    """Return Wilson's interval of a figure of 0 or 1, for as many units as it weighs equally.

    The units are what is drawn. Where the figure weighs them unequally, by w that sum to 1, they count as 1 / sum w²
    (L. Kish, Survey Sampling, 1965): a mean over a subject of 100 questions and one of a single question does not rest
    on 101 questions.
    """
    import numpy as np

    weights = np.full(len(clusters), 1 / len(clusters))
    if inside is not None:
        sizes = np.bincount(inside)
        weights = 1 / (len(sizes) * sizes[inside])
    if drawn.by_subject:
        weights = np.bincount(clusters, weights=weights)
    low, high = wilson(share, 1 / math.fsum(weights**2))
    method = f"{WILSON} over {SUBJECTS}" if drawn.by_subject else WILSON
    return Interval(low if share else 0.0, 1.0 if share else high, LEVEL, method)


def interval_of(share: SampledShare, drawn: Resampling, method: str) -> Interval | None:
    """Return the interval of a share, or None where too few resamples have one."""
    if math.isnan(share.low):
        return None
    return Interval(share.low, share.high, LEVEL, method, drawn.replicates, share.undefined)
