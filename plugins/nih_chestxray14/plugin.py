"""The NIH ChestX-ray14 plugin: loads the official lists and scores fourteen findings image by image."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.chest_xray.eligibility import withheld
from podium.plugins.chest_xray.settings import IMAGE_SCORE_SETTINGS, IMAGE_SETTINGS
from podium.plugins.nih_chestxray14.card import BOARD, CARD
from podium.plugins.nih_chestxray14.facts import FACTS
from podium.plugins.nih_chestxray14.labels import FOURTEEN
from podium.registry import Answer, Benchmark, Case, Dataset, Item, PodiumError, Report, hookimpl

if TYPE_CHECKING:
    from podium.registry.verification import Observer, Verification

_LABELS = "Data_Entry_2017_v2020.csv"


class ChestXray14(Benchmark):
    """Frontal chest X-rays with fourteen findings that were read from the reports."""

    card = CARD
    settings = (*IMAGE_SETTINGS, *IMAGE_SCORE_SETTINGS)
    key_columns = ("Image Index", "id")

    def load(
        self, root: Path, split: str, allow_partial: str = "no", images: str = "check", **settings: Any
    ) -> Dataset:
        """Return one item per image of the split's official list: id ``00000001_000.png``, in the order of these.

        Args:
            root: Folder of the copy, or its parent.
            split: ``"train"`` or ``"test"``.
            allow_partial: ``"yes"`` to leave out images that are missing.
            images: ``"skip"`` not to look for the image files.
            **settings: None are left.

        Raises:
            DataError: If a file is missing or inconsistent, or images are missing.
        """
        from podium.plugins.nih_chestxray14.loader import load

        return load(root, split, allow_partial == "yes", images == "check")

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Return figures per finding over images, their mean, and subgroups; intervals resample patients."""
        from podium.plugins.chest_xray.scoring import score_findings

        if not items:
            raise PodiumError("NIH ChestX-ray14: there are no items to score")
        split, labels = (str(items[0].attributes[name]) for name in ("split", "labels"))
        official = labels == _LABELS
        boards = {BOARD: ("mean-auroc-14", FOURTEEN)} if split == "test" and official else {}
        report = score_findings(items, answers, labels=FOURTEEN, boards=boards, device=device, unit="image", **settings)
        other = f"labels from {labels}, another version: the board takes {_LABELS}"
        reasons = {} if official else {BOARD: other}
        return report.joined(Report({}, withheld=withheld(self.card, split, report, reasons), facts=FACTS))

    def compare(
        self,
        items: Sequence[Item],
        first: Sequence[Answer],
        second: Sequence[Answer],
        device: str,
        settings: tuple[Mapping[str, Any], Mapping[str, Any]],
    ) -> Report:
        """Compare two models finding by finding and by the mean over the fourteen."""
        from podium.plugins.chest_xray.comparing import compare_findings

        by_image = ({**settings[0], "unit": "image"}, {**settings[1], "unit": "image"})
        return compare_findings(
            items, first, second, labels=FOURTEEN, headline=FOURTEEN, device=device, settings=by_image
        )

    def conformance(self) -> Sequence[Case]:
        """Return how cells of the label file are read, and the board's mean of hand-counted areas."""
        from podium.plugins.nih_chestxray14.conformance import cases

        return cases()

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy: label table, lists, paths, image headers; its counts beside the published ones."""
        from podium.plugins.nih_chestxray14.verify import verify

        return verify(root, level, observe)

    def write_sample(self, folder: Path) -> None:
        """Write 168 drawings in the official layout, with ``Data_Entry_2017_v2020.csv`` and both lists."""
        from podium.plugins.nih_chestxray14.sample import write_sample

        write_sample(folder)

    def key(self, column: str, text: str) -> str:
        """Return the file name at the end of a path."""
        return text.strip().replace("\\", "/").rpartition("/")[2]


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return NIH ChestX-ray14."""
    return [ChestXray14()]
