"""How far written reports agree with the radiologists': BLEU, ROUGE-L and the F1 of the findings that both name.

The findings are read out of both texts by the built-in labeler, so that the F1 has that labeler's
mistakes; it is not "CheXbert F1", whose labels come from another one. A finding that a text is unsure
of counts as present; one that it denies or does not mention, as absent.

This module imports numpy; it is imported when runs are scored or compared, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.registry import Answer, DataError, Generate, Item
from podium.registry.metrics import (
    Bootstrap,
    Estimate,
    alphanumeric_words,
    bleu,
    bleu_counts,
    bootstrap,
    cluster_index,
    draw_chunks,
    rouge_l,
    split_words,
)

Floats = NDArray[np.float64]

#: Weight of recall in the COCO caption scorer's ROUGE-L.
COCO_BETA = 1.2

CASED, LOWER, WORDS = "as written, split at blanks", "lower case, split at blanks", "lower case, letters and digits"
#: The overlap of words by metric, and how texts become words for it.
OVERLAP = {
    **{f"bleu{order}-lower": LOWER for order in range(1, 5)},
    **{f"bleu{order}-cased": CASED for order in range(1, 5)},
    "rouge-l-words": WORDS,
    "rouge-l-coco-lower": LOWER,
}
#: Averages over findings by the end of a metric's name: the findings, and whether their decisions are pooled.
AVERAGES = {
    "micro14": (NAMES, True),
    "macro14": (NAMES, False),
    "micro5": (FIVE, True),
    "macro5": (FIVE, False),
}
RULES, CHEXBERT = "rule-label-f1", "chexbert-f1"


@dataclass(frozen=True)
class Texts:
    """Written reports beside the references.

    Args:
        studies: Id of each of N studies.
        patients: Patient of each.
        references: The radiologists' texts, none of them blank.
        predictions: The model's texts; empty where it wrote nothing.
    """

    studies: tuple[str, ...]
    patients: tuple[str, ...]
    references: tuple[str, ...]
    predictions: tuple[str, ...]

    @property
    def empty(self) -> int:
        """Number of predictions without text."""
        return sum(not text for text in self.predictions)

    @cached_property
    def written(self) -> Floats:
        """1 where there is a prediction, 0 where it is empty: whatever a tool reads into no text, float64 [N]."""
        return np.array([float(bool(text)) for text in self.predictions])

    @cached_property
    def clusters(self) -> NDArray[np.int64]:
        """Number of each study's patient, int64 [N]."""
        index: NDArray[np.int64] = cluster_index(self.patients)[0]
        return index

    @cached_property
    def called(self) -> Floats:
        """1 where a prediction says a finding is present or possible, else 0, float64 [N, 14]."""
        return present(self.predictions)

    @cached_property
    def targets(self) -> Floats:
        """The same of the references, float64 [N, 14]."""
        return present(self.references)

    @cached_property
    def rouge(self) -> Mapping[str, Floats]:
        """ROUGE-L of each study by metric, float64 [N]."""
        lower, words = (self._words(split) for split in (_lower_words, alphanumeric_words))
        return {
            "rouge-l-words": np.array([rouge_l(said, told) for said, told in words]),
            "rouge-l-coco-lower": np.array([rouge_l(said, told, COCO_BETA) for said, told in lower]),
        }

    @cached_property
    def grams(self) -> Mapping[str, NDArray[np.int64]]:
        """What BLEU is made of, int64 [N, 10] by how texts become words."""
        found = {}
        for name, split in ((LOWER, _lower_words), (CASED, _cased_words)):
            said, told = zip(*self._words(split), strict=True)
            found[name] = bleu_counts(said, told)
        return found

    def _words(self, split: Callable[[str], list[str]]) -> list[tuple[list[str], list[str]]]:
        pairs = zip(self.predictions, self.references, strict=True)
        return [(split(said), split(told)) for said, told in pairs]


def _lower_words(text: str) -> list[str]:
    return split_words(text, lower=True)


def _cased_words(text: str) -> list[str]:
    return split_words(text, lower=False)


def present(texts: Sequence[str]) -> Floats:
    """Return which findings texts say are present or possible, float64 [N, 14] of 1 and 0, in the order of ``NAMES``.

    Raises:
        MissingExtra: If the labeler's PyYAML is not installed.
    """
    from podium.plugins.chest_xray.labeler import SHARED

    codes = [SHARED.codes(SHARED.marks(text)) for text in texts]
    return np.array([[float(code in (1, -1)) for code in row] for row in codes])


def read_texts(items: Sequence[Item], answers: Sequence[Answer]) -> Texts:
    """Return the texts of a run; an answer without text is an empty one.

    Raises:
        DataError: If items and answers contradict each other, or a study comes twice or has no reference.
            No message holds a text.
    """
    if len(items) != len(answers):
        raise DataError(f"there are {len(items)} items but {len(answers)} answers; each item needs one")
    if not items:
        raise DataError("nothing to score: there is no study")
    seen: set[str] = set()
    for item in items:
        if not isinstance(item.request, Generate) or not isinstance(item.target, str) or not item.target.strip():
            raise DataError(f"item {item.id!r} asks for no report, or has no reference text")
        if item.id in seen:
            raise DataError(f"item {item.id!r} comes twice; each study is scored once")
        seen.add(item.id)
    return Texts(
        studies=tuple(item.id for item in items),
        patients=tuple(item.group or item.id for item in items),
        references=tuple(item.target.strip() for item in items),
        predictions=tuple((answer.text or "").strip() for answer in answers),
    )


def measure_overlap(texts: Texts, replicates: int, seed: int) -> dict[str, Estimate]:
    """Return the metrics of :data:`OVERLAP`; BLEU of the whole, ROUGE-L as the mean over studies.

    Patients are drawn with all their studies; the same seed draws the same patients as for
    :func:`measure_findings`.

    Args:
        texts: The texts.
        replicates: Resamples, at least 1.
        seed: Of the resampling.
    """
    columns = [*texts.grams.values(), *(values[:, None] for values in texts.rouge.values())]
    sums, drawn = _sums(np.concatenate(columns, 1, dtype=np.float64), texts.clusters, replicates, seed)
    points, resampled = (_overlap(texts, one) for one in (sums, drawn))
    return {name: Estimate(points[name], resampled[name]) for name in OVERLAP}


def measure_means(
    values: Mapping[str, Floats], clusters: NDArray[np.int64], replicates: int, seed: int
) -> dict[str, Estimate]:
    """Return the mean over studies of each metric; arguments as for :func:`measure_overlap`.

    Args:
        values: Per metric one number per study, float64 [N].
        clusters: int64 [N].
        replicates: Resamples, at least 1.
        seed: Of the resampling.
    """
    sums, drawn = _sums(np.stack(list(values.values()), 1), clusters, replicates, seed)
    means, resampled = (part[..., :-1] / part[..., -1:] for part in (sums, drawn))
    return {name: Estimate(means[place], resampled[:, place]) for place, name in enumerate(values)}


def _sums(table: Floats, clusters: NDArray[np.int64], replicates: int, seed: int) -> tuple[Floats, Floats]:
    """Return sums over studies, [K + 1], and over those of each resample, [B, K + 1]; the last is their number."""
    sums = np.zeros((int(clusters.max()) + 1, table.shape[1] + 1))
    np.add.at(sums, clusters, np.concatenate([table, np.ones((len(table), 1))], 1))
    return sums.sum(0), np.concatenate([draws @ sums for draws in draw_chunks(len(sums), replicates, seed)])


def _overlap(texts: Texts, sums: Floats) -> dict[str, Any]:
    """Return the metrics of sums over studies, [..., K], of the columns above."""
    found: dict[str, Any] = {}
    start = 0
    for ending, rows in zip(("lower", "cased"), texts.grams.values(), strict=True):
        part = sums[..., start : start + rows.shape[1]]
        found |= {f"bleu{order}-{ending}": bleu(part, order) for order in range(1, 5)}
        start += rows.shape[1]
    return found | {name: sums[..., start + place] / sums[..., -1] for place, name in enumerate(texts.rouge)}


def measure_findings(
    called: Floats, targets: Floats, clusters: NDArray[np.int64], replicates: int, seed: int
) -> tuple[Bootstrap, dict[tuple[str, ...], Estimate]]:
    """Return F1, sensitivity and precision per finding, and the F1 of the pooled decisions on the 14 and the 5.

    Args:
        called: 1 and 0, float64 [N, 14].
        targets: The same of the references.
        clusters: int64 [N].
        replicates: Resamples, at least 1.
        seed: Of the resampling.
    """
    five = [NAMES.index(name) for name in FIVE]
    each, some = (
        bootstrap(
            called[:, columns],
            targets[:, columns],
            clusters,
            metrics=("f1", "sensitivity", "ppv"),
            thresholds=0.5,
            replicates=replicates,
            seed=seed,
            micro=True,
        )
        for columns in (list(range(len(NAMES))), five)
    )
    return each, {NAMES: each.micro["f1"], FIVE: some.micro["f1"]}


def averages(metric: str, found: Bootstrap, pooled: Mapping[tuple[str, ...], Estimate]) -> dict[str, Estimate]:
    """Return the averages of :data:`AVERAGES` by full name; a mean over findings is NaN where one has no F1.

    Args:
        metric: How the names begin, such as ``"rule-label-f1"``.
        found: Of :func:`measure_findings`.
        pooled: Of the same.
    """
    return {
        f"{metric}-{end}": pooled[labels] if micro else found["f1"].mean([NAMES.index(label) for label in labels])
        for end, (labels, micro) in AVERAGES.items()
    }
