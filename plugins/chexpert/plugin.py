"""The CheXpert plugin: loads every layout of the release and scores by the competition's protocol."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.plugins.chest_xray.settings import LOAD_SETTINGS, SCORE_SETTINGS
from podium.plugins.chexpert.card import CARD
from podium.plugins.chexpert.keys import normal_key
from podium.registry import Answer, Benchmark, Dataset, Item, Report, ReportLabeler, hookimpl

_BOARD = "auroc5-study"


class CheXpert(Benchmark):
    """Chest X-rays with 14 observations; test and validation labels are radiologists'."""

    card = CARD
    settings = (*LOAD_SETTINGS, *SCORE_SETTINGS)
    key_columns = ("Path", "Study")

    def load(
        self,
        root: Path,
        split: str,
        uncertainty: str = "ignore",
        blanks: str = "zeros",
        allow_partial: str = "no",
        images: str = "check",
        **settings: Any,
    ) -> Dataset:
        """Return one item per image: id ``patientNNNNN/studyN/viewN_frontal.jpg``, in the order of these.

        Where only ``groundtruth.csv`` is there, an item is a study without images.

        Args:
            root: Folder of the copy, or its parent.
            split: ``"train"``, ``"valid"`` or ``"test"``.
            uncertainty: What an uncertain label of the train split counts as; see the settings.
            blanks: What a blank label of the train split counts as.
            allow_partial: ``"yes"`` to leave out images that are missing.
            images: ``"skip"`` not to look for the image files.
            **settings: None are left.

        Raises:
            DataError: If the copy is of another layout, inconsistent, incomplete or damaged.
        """
        from podium.plugins.chexpert.loader import load

        return load(root, split, uncertainty, blanks, allow_partial == "yes", images == "check")

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Return metrics per finding at study level, and the mean AUROC over the competition's five tasks."""
        from podium.plugins.chest_xray.scoring import score_findings

        followed = settings.get("aggregate", "max") == "max"
        return score_findings(
            items,
            answers,
            labels=NAMES,
            boards={_BOARD: ("mean-auroc-5", FIVE)} if followed else {},
            device=device,
            notes=() if followed else (f"board {_BOARD}: its protocol is the maximum over views (aggregate=max)",),
            **settings,
        )

    def write_sample(self, folder: Path) -> None:
        """Write 76 drawings in the classic tree, with ``train.csv``, ``valid.csv`` and ``test.csv``."""
        from podium.plugins.chexpert.sample import write_sample

        write_sample(folder)

    def key(self, column: str, text: str) -> str:
        """Return the end of a path, from the patient on, without a trailing slash and in lower case."""
        return normal_key(text) or text.strip()

    def item_key(self, column: str, item: Item) -> str:
        """Return the item's image path or, for the column ``Study``, its study's."""
        return str(item.attributes["study"]) if column == "Study" else item.id


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return CheXpert."""
    return [CheXpert()]


@hookimpl
def podium_labelers() -> list[ReportLabeler]:
    """Return the labeler of chest X-ray reports."""
    from podium.plugins.chest_xray.labeler import SHARED

    return [SHARED]
