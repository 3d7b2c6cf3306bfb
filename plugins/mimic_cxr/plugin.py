"""The MIMIC-CXR plugin: loads MIMIC-CXR-JPG and scores against the labels of two labellers or of a radiologist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.chest_xray.eligibility import withheld
from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.questions import FINDINGS, PROTOCOL, QUESTIONS
from podium.plugins.chest_xray.settings import LOAD_SETTINGS, SCORE_SETTINGS
from podium.plugins.mimic_cxr.card import CARD
from podium.plugins.mimic_cxr.facts import facts
from podium.plugins.mimic_cxr.keys import normal_key, reference
from podium.registry import Answer, Benchmark, Dataset, Generate, Item, Report, Setting, TrainingPlan, hookimpl

if TYPE_CHECKING:
    from podium.registry.verification import Observer, Verification

_LABELS = ("chexpert", "negbio", "gold")
#: The board of each labeller whose protocol is that of probabilities, and the reference it wants.
_BOARDS = {"chexpert": "auroc14-test-chexpert", "negbio": "auroc14-test-negbio", "gold": "gold687"}
_WANTED = {board: reference(labels, "ignore", "zeros") for labels, board in _BOARDS.items()}
_QUESTIONS_BOARD = "f1x5-test-public"


class MimicCxr(Benchmark):
    """Chest X-rays with 14 observations read from their reports by two labellers."""

    card = CARD
    settings = (
        PROTOCOL,
        Setting("labels", "chexpert", "Whose labels are the reference.", _LABELS, stage="load"),
        *LOAD_SETTINGS,
        *SCORE_SETTINGS,
    )
    key_columns = ("dicom_id", "study_id")

    def load(
        self,
        root: Path,
        split: str,
        protocol: str = FINDINGS,
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
            protocol: ``"findings"``, or ``"f1x5-image"`` for an item per image and finding.
            labels: Whose labels are the reference: ``"chexpert"``, ``"negbio"`` or ``"gold"``, which a
                radiologist gave to some studies of the test split.
            uncertainty: What an uncertain label counts as; see the settings.
            blanks: What a blank label counts as.
            allow_partial: ``"yes"`` to leave out images that are missing.
            images: ``"skip"`` not to look for the image files.
            **settings: None are left.

        Raises:
            DataError: If the copy is of another layout, inconsistent, incomplete or damaged.
        """
        from podium.plugins.mimic_cxr.loader import load

        partial = allow_partial == "yes"
        return load(root, split, labels, uncertainty, blanks, partial, images == "check", protocol)

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Return what the protocol of the items gives.

        Probabilities give metrics per finding at study level and the mean AUROC over the 14
        observations; replies in words give F1 per finding over images.
        """
        split, told = str(items[0].attributes["split"]), str(items[0].attributes["reference"])
        labels = told.partition(" ")[0]
        findings, asked = f"--set {PROTOCOL.name}={FINDINGS}", f"--set {PROTOCOL.name}={QUESTIONS}"
        if isinstance(items[0].request, Generate):
            from podium.plugins.chest_xray.replying import score_questions

            report = score_questions(
                items,
                answers,
                board=_QUESTIONS_BOARD,
                metric="macro-f1-top5",
                device=device,
                settings={"uncertainty": "zeros", "blanks": "zeros"},
                **settings,
            )
            reasons = dict.fromkeys(_WANTED, f"another protocol: {findings}")
            if labels != "chexpert":
                reasons[_QUESTIONS_BOARD] = "other labels: --set labels=chexpert"
                report = replace(report, boards={})
        else:
            from podium.plugins.chest_xray.scoring import score_findings

            reasons = {_QUESTIONS_BOARD: f"another protocol: {asked}"}
            reasons |= {board: _not_followed(board, told, settings) for board in _WANTED}
            report = score_findings(
                items,
                answers,
                labels=tuple(observation.name for observation in self.card.observations),
                boards={board: ("mean-auroc-14", NAMES) for board in _WANTED if not reasons[board]},
                device=device,
                **settings,
            )
        added = Report({}, withheld=withheld(self.card, split, report, reasons), facts=facts(labels))
        return report.joined(added)

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy: tables, paths and reports, image headers, checksums; its counts beside the published ones."""
        from podium.plugins.mimic_cxr.verify import verify

        return verify(root, level, observe)

    def compare(
        self,
        items: Sequence[Item],
        first: Sequence[Answer],
        second: Sequence[Answer],
        device: str,
        settings: tuple[Mapping[str, Any], Mapping[str, Any]],
    ) -> Report:
        """Compare two models finding by finding and by the mean over the 14 observations; replies in words by F1."""
        from podium.plugins.chest_xray.comparing import compare_findings, compare_questions

        if isinstance(items[0].request, Generate):
            return compare_questions(items, first, second, device=device, settings=settings)
        return compare_findings(
            items,
            first,
            second,
            labels=tuple(observation.name for observation in self.card.observations),
            headline=NAMES,
            device=device,
            settings=settings,
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
        if column == "study_id":
            return str(item.attributes["study"])[1:]
        return str(item.attributes.get("image", item.id)) if column == "dicom_id" else item.id


def _not_followed(board: str, told: str, settings: Mapping[str, Any]) -> str:
    """Return how a run departs from the board's protocol, or nothing if it does not."""
    labels = next(labels for labels, slug in _BOARDS.items() if slug == board)
    if told.partition(" ")[0] != labels:
        return f"other labels: --set labels={labels}"
    if told != _WANTED[board]:
        return "another policy for uncertain or blank labels: --set uncertainty=ignore --set blanks=zeros"
    if settings.get("aggregate", "max") != "max":
        return "a study's score is not the maximum over its views: --set aggregate=max"
    return ""


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return MIMIC-CXR."""
    return [MimicCxr()]
