"""Published counts of the CheXpert splits, by which a copy is known to be the official one.

Images, studies and patients are those of Irvin et al. 2019 (arXiv:1901.07031): together 224,316
images of 65,240 patients. The positives count studies; they were recounted on the released
``valid.csv`` and on the test labels that the authors published with their evaluation code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from podium.plugins.chest_xray.observations import NAMES


@dataclass(frozen=True)
class Counts:
    """Sizes of a split.

    Args:
        images: Number of images, or 0 where labels are given per study.
        studies: Number of studies.
        patients: Number of patients.
        positives: Studies in which each finding is positive; empty where it is not compared.
    """

    images: int
    studies: int
    patients: int
    positives: Mapping[str, int] = field(default_factory=dict)


PUBLISHED = {
    "train": Counts(223_414, 187_641, 64_540),
    "valid": Counts(
        234,
        200,
        200,
        dict(zip(NAMES, (26, 105, 66, 116, 1, 42, 32, 8, 75, 6, 64, 1, 0, 99), strict=True)),
    ),
    "test": Counts(
        668,
        500,
        500,
        dict(zip(NAMES, (62, 253, 151, 264, 8, 78, 29, 11, 153, 9, 104, 4, 5, 261), strict=True)),
    ),
}


#: Differences that are named one by one.
_NAMED = 4


def difference(split: str, counts: Counts) -> str:
    """Return how ``counts`` differ from the published ones of ``split``; empty if they do not."""
    published = PUBLISHED[split]
    sizes = [
        f"{having:,} {name} instead of {wanted:,}"
        for name, having, wanted in (
            ("images", counts.images, published.images),
            ("studies", counts.studies, published.studies),
            ("patients", counts.patients, published.patients),
        )
        if having != wanted and (having or name != "images")
    ]
    positives = [
        f"{counts.positives[name]:,} studies with {name} instead of {wanted:,}"
        for name, wanted in published.positives.items()
        if counts.positives[name] != wanted
    ]
    wrong = sizes + positives
    more = f" and {len(wrong) - _NAMED} more differences" if len(wrong) > _NAMED + 1 else ""
    named = wrong[:_NAMED] if more else wrong
    return f"not the published {split} split: {', '.join(named)}{more}" if wrong else ""
