"""The MIMIC-CXR plugin: loads MIMIC-CXR-JPG and scores against the labels of its two labellers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.settings import LOAD_SETTINGS, SCORE_SETTINGS
from podium.plugins.mimic_cxr.card import CARD
from podium.plugins.mimic_cxr.keys import normal_key, reference
from podium.registry import Answer, Benchmark, Dataset, Item, Report, Setting, TrainingPlan, hookimpl
from podium.registry.verification import Observer

#: The board of each reference that follows a board's protocol.
_BOARDS = {reference(labels, "ignore", "zeros"): f"auroc14-test-{labels}" for labels in ("chexpert", "negbio")}


class MimicCxr(Benchmark):
    """Chest X-rays with 14 observations read from their reports by two labellers."""

    card = CARD
    settings = (
        Setting("labels", "chexpert", "Whose labels are the reference.", ("chexpert", "negbio"), stage="load"),
        *LOAD_SETTINGS,
        *SCORE_SETTINGS,
    )
    key_columns = ("dicom_id", "study_id")

    def load(
        self,
        root: Path,
        split: str,
        labels: str = "chexpert",
        uncertainty: str = "ignore",
        blanks: str = "zeros",
        allow_partial: str = "no",
        images: str = "check",
        **settings: Any,
    ) -> Dataset:
        """Return one item per image of a labelled study: id ``dicom_id``, by patient, study and name.

        Args:
            root: Folder of the copy, or its parent.
            split: ``"train"``, ``"validate"`` or ``"test"``.
            labels: Whose labels are the reference: ``"chexpert"`` or ``"negbio"``.
            uncertainty: What an uncertain label counts as; see the settings.
            blanks: What a blank label counts as.
            allow_partial: ``"yes"`` to leave out images that are missing.
            images: ``"skip"`` not to look for the image files.
            **settings: None are left.

        Raises:
            DataError: If the copy is of another layout, inconsistent, incomplete or damaged.
        """
        from podium.plugins.mimic_cxr.loader import load

        return load(root, split, labels, uncertainty, blanks, allow_partial == "yes", images == "check")

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Return metrics per finding at study level, and the mean AUROC over the 14 observations."""
        from podium.plugins.chest_xray.scoring import score_findings

        references = {str(item.attributes["reference"]) for item in items}
        board = _BOARDS.get(references.pop()) if len(references) == 1 else None
        boards = {board: ("mean-auroc-14", NAMES)} if board and settings.get("aggregate", "max") == "max" else {}
        protocol = "the boards' protocol is uncertainty=ignore, blanks=zeros and aggregate=max"
        return score_findings(
            items,
            answers,
            labels=tuple(observation.name for observation in self.card.observations),
            boards=boards,
            device=device,
            notes=() if boards else (protocol,),
            **settings,
        )

    def train(self, plan: TrainingPlan, observe: Observer) -> Mapping[str, str | int | float]:
        """Train an image classifier on the images and coded labels of the training split."""
        from podium.plugins.chest_xray.training import train

        return train(self, plan, observe)

    def write_sample(self, folder: Path) -> None:
        """Write 76 drawings with the official files' names and columns."""
        from podium.plugins.mimic_cxr.sample import write_sample

        write_sample(folder)

    def key(self, column: str, text: str) -> str:
        """Return a ``dicom_id`` without folder and ending, or a ``study_id`` as eight digits."""
        return normal_key(column, text)

    def item_key(self, column: str, item: Item) -> str:
        """Return the item's ``dicom_id`` or, for the column ``study_id``, its study's eight digits."""
        return str(item.attributes["study"])[1:] if column == "study_id" else item.id


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return MIMIC-CXR."""
    return [MimicCxr()]
