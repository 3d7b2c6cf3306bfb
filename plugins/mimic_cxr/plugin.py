"""The MIMIC-CXR plugin: loads MIMIC-CXR-JPG and scores against the labels of two labellers or of a radiologist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.chest_xray.eligibility import withheld
from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.questions import FINDINGS, PROTOCOL, QUESTIONS
from podium.plugins.chest_xray.reporting import SECTIONS
from podium.plugins.chest_xray.settings import LOAD_SETTINGS, SCORE_SETTINGS
from podium.plugins.mimic_cxr.card import CARD
from podium.plugins.mimic_cxr.facts import facts, report_facts
from podium.plugins.mimic_cxr.keys import normal_key, reference
from podium.registry import (
    Answer,
    Benchmark,
    Dataset,
    Generate,
    Item,
    PodiumError,
    Report,
    Setting,
    TrainingPlan,
    hookimpl,
)

if TYPE_CHECKING:
    from podium.registry.verification import Observer, Verification

_LABELS = ("chexpert", "negbio", "gold")
#: The board of each labeller whose protocol is that of probabilities, and the reference it wants.
_BOARDS = {"chexpert": "auroc14-test-chexpert", "negbio": "auroc14-test-negbio", "gold": "gold687"}
_WANTED = {board: reference(labels, "ignore", "zeros") for labels, board in _BOARDS.items()}
_QUESTIONS_BOARD = "f1x5-test-public"
_ANNOTATIONS = ("chexbert", "radgraph")
#: The protocol of each board that runs can enter.
_PROTOCOLS = dict.fromkeys(_WANTED, FINDINGS) | {_QUESTIONS_BOARD: QUESTIONS} | {name: name for name in SECTIONS}


class MimicCxr(Benchmark):
    """Chest X-rays with 14 observations read from their reports by two labellers."""

    card = CARD
    settings = (
        Setting(
            PROTOCOL.name,
            FINDINGS,
            "What is asked: probabilities of all findings, yes or no per image and finding, or a report's section.",
            (FINDINGS, QUESTIONS, *SECTIONS),
            stage="load",
        ),
        Setting("labels", "chexpert", "Whose labels are the reference.", _LABELS, stage="load"),
        *LOAD_SETTINGS,
        *SCORE_SETTINGS,
        Setting("chexbert", "", "File of CheXbert's labels of predicted and reference reports, for its F1."),
        Setting("radgraph", "", "File of RadGraph's entities and relations of both, for its F1."),
    )
    key_columns = ("dicom_id", "study_id")
    reply_columns = ("report", "findings", "impression")

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
        """Return one item per image of a labelled study, or per study whose report has the section asked for.

        Images are named by ``dicom_id`` and ordered by patient, study and name; studies by ``s`` and number.

        Args:
            root: Folder of the copy, or its parent.
            split: ``"train"``, ``"validate"`` or ``"test"``.
            protocol: ``"findings"``, ``"f1x5-image"`` for an item per image and finding, or
                ``"report-findings"`` or ``"report-impression"`` for one per study, which use no labels.
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
        partial = allow_partial == "yes"
        if protocol in SECTIONS:
            from podium.plugins.mimic_cxr.report_items import load_reports

            return load_reports(root, split, SECTIONS[protocol], partial, images == "check")
        from podium.plugins.mimic_cxr.loader import load

        return load(root, split, labels, uncertainty, blanks, partial, images == "check", protocol)

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Return what the protocol of the items gives.

        Probabilities give metrics per finding at study level and the mean AUROC over the 14
        observations; replies in words give F1 per finding over images; written reports how far they agree
        with the radiologists'.
        """
        if not items:
            raise PodiumError("MIMIC-CXR: there are no items to score")
        if "section" in items[0].attributes:
            return self._score_reports(items, answers, settings)
        for name in _ANNOTATIONS:
            if settings.pop(name, ""):
                raise PodiumError(
                    f"{name} is of written reports", f"choose one of --set protocol={' or '.join(SECTIONS)}"
                )
        told = str(items[0].attributes["reference"])
        labels = told.partition(" ")[0]
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
            reasons = {}
            if labels != "chexpert":
                reasons[_QUESTIONS_BOARD] = "other labels: --set labels=chexpert"
                report = replace(report, boards={})
            protocol = QUESTIONS
        else:
            from podium.plugins.chest_xray.scoring import score_findings

            reasons = {board: _not_followed(board, told, settings) for board in _WANTED}
            report = score_findings(
                items,
                answers,
                labels=tuple(observation.name for observation in self.card.observations),
                boards={board: ("mean-auroc-14", NAMES) for board in _WANTED if not reasons[board]},
                device=device,
                **settings,
            )
            protocol = FINDINGS
        return self._with_reasons(report, items, protocol, reasons, facts(labels))

    def _score_reports(self, items: Sequence[Item], answers: Sequence[Answer], settings: Mapping[str, Any]) -> Report:
        from podium.plugins.chest_xray.report_scoring import score_reports

        section = str(items[0].attributes["section"])
        protocol = next(name for name, wanted in SECTIONS.items() if wanted == section)
        report = score_reports(items, answers, board=protocol, **settings)
        return self._with_reasons(report, items, protocol, {}, report_facts(section))

    def _with_reasons(
        self, report: Report, items: Sequence[Item], protocol: str, reasons: Mapping[str, str], told: Mapping[str, str]
    ) -> Report:
        """Add what reviewers ask, and why the boards without a value have none."""
        others = {
            board: f"another protocol: --set {PROTOCOL.name}={needed}"
            for board, needed in _PROTOCOLS.items()
            if needed != protocol
        }
        split = str(items[0].attributes["split"])
        return report.joined(Report({}, withheld=withheld(self.card, split, report, {**reasons, **others}), facts=told))

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
        """Compare two models finding by finding and by the mean over 14 observations; replies and reports by F1."""
        from podium.plugins.chest_xray.comparing import compare_findings, compare_questions

        if "section" in items[0].attributes:
            from podium.plugins.chest_xray.report_scoring import compare_reports

            return compare_reports(items, first, second, settings=settings)
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
