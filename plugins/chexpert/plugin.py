"""The CheXpert plugin: loads every layout of the release and scores by the competition's protocol or by questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.chest_xray.eligibility import withheld
from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.plugins.chest_xray.questions import FINDINGS, PROTOCOL, QUESTIONS
from podium.plugins.chest_xray.settings import LOAD_SETTINGS, SCORE_SETTINGS
from podium.plugins.chexpert.card import CARD
from podium.plugins.chexpert.facts import FACTS
from podium.plugins.chexpert.keys import normal_key
from podium.registry import (
    Answer,
    Benchmark,
    Dataset,
    Generate,
    Item,
    PodiumError,
    Report,
    ReportLabeler,
    TrainingPlan,
    hookimpl,
)

if TYPE_CHECKING:
    from podium.registry.verification import Observer, Verification

_READERS = "readers-study"
#: Per split the boards that averages over findings enter: metric and findings.
_BOARDS: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {
    "test": {"auroc5-study": ("mean-auroc-5", FIVE), "auroc14-study": ("mean-auroc-14", NAMES)},
    "valid": {"auroc5-valid": ("mean-auroc-5", FIVE)},
}


class CheXpert(Benchmark):
    """Chest X-rays with 14 observations; test and validation labels are radiologists'."""

    card = CARD
    settings = (PROTOCOL, *LOAD_SETTINGS, *SCORE_SETTINGS)
    key_columns = ("Path", "Study")

    def load(
        self,
        root: Path,
        split: str,
        protocol: str = FINDINGS,
        uncertainty: str = "ignore",
        blanks: str = "zeros",
        allow_partial: str = "no",
        images: str = "check",
        **settings: Any,
    ) -> Dataset:
        """Return one item per image: id ``patientNNNNN/studyN/viewN_frontal.jpg``, in the order of these.

        Where only ``groundtruth.csv`` is there, an item is a study without images. By the protocol
        ``f1x5-image`` there is an item per image and finding: ``…/view1_frontal.jpg#edema``.

        Args:
            root: Folder of the copy, or its parent.
            split: ``"train"``, ``"valid"`` or ``"test"``.
            protocol: ``"findings"`` or ``"f1x5-image"``.
            uncertainty: What an uncertain label of the train split counts as; see the settings.
            blanks: What a blank label of the train split counts as.
            allow_partial: ``"yes"`` to leave out images that are missing.
            images: ``"skip"`` not to look for the image files.
            **settings: None are left.

        Raises:
            DataError: If the copy is of another layout, inconsistent, incomplete or damaged.
        """
        from podium.plugins.chexpert.loader import load

        return load(root, split, uncertainty, blanks, allow_partial == "yes", images == "check", protocol)

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Return what the protocol of the items gives.

        Probabilities give metrics per finding at study level, the mean AUROCs of the boards, and on the
        test split the comparison with readers; replies in words give F1 per finding over images.
        """
        if not items:
            raise PodiumError("CheXpert: there are no items to score")
        split = str(items[0].attributes["split"])
        if isinstance(items[0].request, Generate):
            from podium.plugins.chest_xray.replying import score_questions

            report = score_questions(items, answers, board=QUESTIONS, metric="macro-f1-top5", device=device, **settings)
            reasons = dict.fromkeys(
                ("auroc5-study", "auroc14-study", _READERS, "auroc5-valid"),
                f"another protocol: --set {PROTOCOL.name}={FINDINGS}",
            )
        else:
            report = self._score_findings(items, answers, split, device, **settings)
            reasons = {QUESTIONS: f"another protocol: --set {PROTOCOL.name}={QUESTIONS}"}
            if settings.get("aggregate", "max") != "max":
                reasons |= dict.fromkeys(
                    (*_BOARDS["test"], *_BOARDS["valid"], _READERS),
                    "a study's score is not the maximum over its views: --set aggregate=max",
                )
        return report.joined(Report({}, withheld=withheld(self.card, split, report, reasons), facts=FACTS))

    def _score_findings(
        self, items: Sequence[Item], answers: Sequence[Answer], split: str, device: str, **settings: Any
    ) -> Report:
        from podium.plugins.chest_xray.scoring import score_findings
        from podium.plugins.chexpert.readers import compare_readers

        followed = settings.get("aggregate", "max") == "max"
        boards = _BOARDS.get(split, {}) if followed else {}
        report = score_findings(items, answers, labels=NAMES, boards=boards, device=device, **settings)
        return compare_readers(report, items, answers, settings.get("aggregate", "max")) if split == "test" else report

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy: tables, paths, image headers; its counts beside the published ones."""
        from podium.plugins.chexpert.verify import verify

        return verify(root, level, observe)

    def compare(
        self,
        items: Sequence[Item],
        first: Sequence[Answer],
        second: Sequence[Answer],
        device: str,
        settings: tuple[Mapping[str, Any], Mapping[str, Any]],
    ) -> Report:
        """Compare two models finding by finding and by the mean over the five tasks; replies in words by F1."""
        from podium.plugins.chest_xray.comparing import compare_findings, compare_questions

        if isinstance(items[0].request, Generate):
            return compare_questions(items, first, second, device=device, settings=settings)
        return compare_findings(items, first, second, labels=NAMES, headline=FIVE, device=device, settings=settings)

    def train(self, plan: TrainingPlan, observe: Observer) -> Mapping[str, str | int | float]:
        """Train an image classifier on the images and coded labels of the training split."""
        from podium.plugins.chest_xray.training import train

        return train(self, plan, observe)

    def write_sample(self, folder: Path) -> None:
        """Write 251 drawings in the classic tree, with ``train.csv``, ``valid.csv`` and ``test.csv``."""
        from podium.plugins.chexpert.sample import write_sample

        write_sample(folder)

    def key(self, column: str, text: str) -> str:
        """Return the end of a path, from the patient on, without a trailing slash and in lower case.

        What follows a ``#``, as in the id of a question, stays.
        """
        path, mark, finding = text.strip().partition("#")
        image = normal_key(path)
        return text.strip() if image is None else image + mark + finding.strip().lower()

    def item_key(self, column: str, item: Item) -> str:
        """Return the item's image path or, for the column ``Study``, its study's."""
        key = {"Study": "study", "Path": "image"}.get(column, "")
        return str(item.attributes.get(key, item.id))


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return CheXpert."""
    return [CheXpert()]


@hookimpl
def podium_labelers() -> list[ReportLabeler]:
    """Return the labeler of chest X-ray reports."""
    from podium.plugins.chest_xray.labeler import SHARED

    return [SHARED]
