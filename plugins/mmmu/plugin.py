"""The MMMU plugin: asks the questions of the validation split as their authors do and scores as they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.mmmu.card import CARD
from podium.plugins.mmmu_family.subjects import SUBJECTS
from podium.registry import (
    QUESTION_SETTINGS,
    Answer,
    Benchmark,
    Case,
    Dataset,
    Grade,
    Hub,
    Item,
    Part,
    Report,
    Setting,
    hookimpl,
    verify_questions,
)

if TYPE_CHECKING:
    from podium.registry.verification import Observer, Verification


class MMMU(Benchmark):
    """College-level questions with images in 30 subjects."""

    card = CARD
    settings = (
        Setting("images", "check", "Whether the images are kept as files.", choices=("check", "skip"), stage="load"),
        *QUESTION_SETTINGS,
    )
    reply_columns = ("response",)
    hub = Hub("MMMU/MMMU", "98e6ac0cb9b7b2cd2c991b85a50762edc4aedc68", ("*/dev-*.parquet", "*/validation-*.parquet"))

    def load(self, root: Path, split: str, images: str = "check", **settings: Any) -> Dataset:
        """Return the questions of ``split``, subject by subject, with images in place of their marks.

        Args:
            root: Folder of the copy, or its parent.
            split: ``"validation"`` or ``"dev"``.
            images: ``"skip"`` not to keep the images as files.
            **settings: None are left.

        Raises:
            PodiumError: If the answers of the split are not public.
            DataError: If the copy is of another layout, inconsistent or damaged.
        """
        from podium.plugins.mmmu.loader import load

        return load(root, split, images == "check")

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Return accuracy as the authors count it and strictly, by subject, discipline and type of question."""
        from podium.plugins.mmmu.scoring import score

        return score(items, answers, **settings)

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Sequence[Grade]:
        """Return how each reply was read and what it is worth."""
        from podium.plugins.mmmu.scoring import grade

        return grade(items, answers)

    def correct(self, item: Item, answer: Answer) -> float | None:
        """Return whether an answer is right, strictly."""
        return self.grade([item], [answer])[0].strict

    def compare(
        self,
        items: Sequence[Item],
        first: Sequence[Answer],
        second: Sequence[Answer],
        device: str,
        settings: tuple[Mapping[str, Any], Mapping[str, Any]],
    ) -> Report:
        """Return what tells two models apart that answered the same questions."""
        from podium.plugins.mmmu_family.scoring import compare

        return compare(items, self.grade(items, first), self.grade(items, second), settings)

    def conformance(self) -> Iterable[Case]:
        """Return the hashes of the authors' prompts and what their parsers make of replies."""
        from podium.plugins.mmmu.conformance import cases

        return cases()

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy: the splits with public answers, each subject beside its published number of questions."""
        from podium.plugins.mmmu.loader import EACH, load

        parts = [
            Part(split, partial(load, root, split), self.card.splits[split], dict.fromkeys(SUBJECTS, each))
            for split, each in EACH.items()
        ]
        return verify_questions(root, parts, level, observe)

    def write_sample(self, folder: Path) -> None:
        """Write 90 validation and 30 dev questions about drawings, in the official layout."""
        from podium.plugins.mmmu.sample import write_sample

        write_sample(folder)


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return MMMU."""
    return [MMMU()]
