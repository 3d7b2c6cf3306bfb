"""The MMMU plugin: asks the questions of the validation split as their authors do and scores as they do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.mmmu.card import CARD, HUB
from podium.plugins.mmmu_family.subjects import DISCIPLINES, SUBJECTS
from podium.registry import (
    QUESTION_SETTINGS,
    Answer,
    Benchmark,
    Case,
    Dataset,
    Grade,
    Item,
    Outline,
    Part,
    QuestionBenchmark,
    Setting,
    hookimpl,
    verify_questions,
)

if TYPE_CHECKING:
    from podium.registry.verification import Observer, Verification

#: The boards that runs over this split enter.
BOARD, HEALTH_BOARD, BOARD_SPLIT = "direct", "health-direct", "validation"


class MMMU(QuestionBenchmark):
    """College-level questions with images in 30 subjects."""

    card = CARD
    groups = DISCIPLINES
    running_metric = "accuracy-strict"
    settings = (
        Setting("images", "check", "Whether the images are kept as files.", choices=("check", "skip"), stage="load"),
        *QUESTION_SETTINGS,
    )
    reply_columns = ("response",)
    hub = HUB

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

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Sequence[Grade]:
        """Return how each reply was read and what it is worth."""
        from podium.plugins.mmmu_family.choices import read_choice
        from podium.plugins.mmmu_family.scoring import grade

        return grade(items, answers, read_choice)

    def outline(self, items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
        """Return the boards, which are of the validation split; tables by type of question and difficulty."""
        from podium.plugins.mmmu_family.scoring import health_view

        whole = items[0].attributes["split"] == BOARD_SPLIT
        return Outline(
            BOARD,
            {} if whole else dict.fromkeys((BOARD, HEALTH_BOARD), f"another split: --split {BOARD_SPLIT}"),
            views=(health_view(HEALTH_BOARD),),
            by=("question_type", "difficulty"),
        )

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
