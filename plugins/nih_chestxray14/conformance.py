"""Cases of reading the label file and of the board's mean; none needs the data."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from podium.plugins.nih_chestxray14.labels import FOURTEEN
from podium.registry import Answer, Case, Classify, Item

_FILE = "Data_Entry_2017_v2020.csv"
#: Scores of four images, two with the finding: three of the four pairs are in order.
_SCORES, _TARGETS = (0.9, 0.4, 0.5, 0.1), (1.0, 1.0, 0.0, 0.0)


def cases() -> list[Case]:
    """Return all cases."""
    return [
        Case("labels", "one finding", partial(_names, "Cardiomegaly"), ["Cardiomegaly"], _FILE),
        Case(
            "labels",
            "two between bars, an underscore",
            partial(_names, "Effusion|Pleural_Thickening"),
            ["Effusion", "Pleural Thickening"],
            _FILE,
        ),
        Case("labels", "No Finding", partial(_names, "No Finding"), [], _FILE),
        Case("labels", "No Finding beside a finding is refused", partial(_refused, "Mass|No Finding"), True, _FILE),
        Case("metric", "mean of fourteen areas of 3/4", _mean_auroc, 0.75, "counted by hand: 3 of 4 pairs in order"),
    ]


def _reader() -> Callable[[str], list[int]]:
    from podium.plugins.nih_chestxray14.index import named_findings

    return named_findings


def _names(cell: str) -> list[str]:
    return [FOURTEEN[place] for place in _reader()(cell)]


def _refused(cell: str) -> bool:
    try:
        _reader()(cell)
    except ValueError:
        return True
    return False


def _mean_auroc() -> Any:
    from podium.plugins.nih_chestxray14.plugin import ChestXray14

    told = {"split": "test", "labels": _FILE}
    request = Classify((Path("x.png"),), FOURTEEN)
    items = [
        Item(f"{number:08d}_000.png", request, (target,) * len(FOURTEEN), str(number), told)
        for number, target in enumerate(_TARGETS)
    ]
    answers = [Answer(probabilities=(score,) * len(FOURTEEN)) for score in _SCORES]
    return ChestXray14().score(items, answers, "cpu", bootstrap=0).boards["auroc14-image"].value
