"""The hand-written sentences and reports with their labels.

``sentences.csv`` was written before (``before``) or after (``after``) the rules it tests. The two parts
of ``held_out.csv`` (``first time``, ``second time``) were each scored once before the rules were mended
by what they showed. ``expected`` lists what is not blank: two letters of the observation and ``+``
(positive), ``-`` (negative) or ``?`` (uncertain).
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from podium.plugins.chest_xray.observations import NAMES

_SHORT = dict(
    zip(("NF", "EC", "CM", "LO", "LL", "ED", "CO", "PN", "AT", "PX", "PE", "PO", "FR", "SD"), NAMES, strict=True)
)
_CODES = {"+": 1, "-": 0, "?": -1}


class Sentence(NamedTuple):
    """A sentence or a report, when it was written, and its labels."""

    written: str
    text: str
    labels: dict[str, int | None]


def read(name: str) -> list[Sentence]:
    """Return the rows of ``sentences.csv`` or ``held_out.csv``."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as stream:
        return [Sentence(row["written"], row["text"], _labels(row["expected"])) for row in csv.DictReader(stream)]


def _labels(expected: str) -> dict[str, int | None]:
    labels: dict[str, int | None] = dict.fromkeys(NAMES)
    for part in expected.split():
        labels[_SHORT[part[:2]]] = _CODES[part[2:]]
    return labels
