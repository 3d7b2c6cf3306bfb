"""The MMMU-Pro plugin: asks its questions in words or as pictures, as the authors do, and scores as they do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.mmmu_family.subjects import DISCIPLINES
from podium.plugins.mmmu_pro.card import CARD, HUB
from podium.plugins.mmmu_pro.prompts import DEFAULT, HEALTH_BOARDS, PROTOCOLS
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

#: Every board that runs can enter, with the protocol it is of.
BOARDS = {name: name for name in PROTOCOLS} | {board: name for name, board in HEALTH_BOARDS.items()}


class MMMUPro(QuestionBenchmark):
    """MMMU with more options, fewer shortcuts and a vision-only part."""

    card = CARD
    groups = DISCIPLINES
    running_metric = "accuracy-strict"
    settings = (
        Setting(
            "protocol",
            DEFAULT,
            "Ten options, four, or a picture of the question; the letter at once, or after thinking aloud (cot).",
            choices=tuple(PROTOCOLS),
            stage="load",
        ),
        Setting("images", "check", "Whether the images are kept as files.", choices=("check", "skip"), stage="load"),
        *QUESTION_SETTINGS,
    )
    reply_columns = ("response",)
    hub = HUB

    def load(self, root: Path, split: str, protocol: str = DEFAULT, images: str = "check", **settings: Any) -> Dataset:
        """Return the questions of the configuration that the protocol is of.

        Args:
            root: Folder of the copy, or its parent.
            split: ``"test"``.
            protocol: See the settings.
            images: ``"skip"`` not to keep the images as files.
            **settings: None are left.

        Raises:
            DataError: If the copy is of another layout, inconsistent or damaged.
        """
        from podium.plugins.mmmu_pro.loader import load

        return load(root, protocol, images == "check")

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Sequence[Grade]:
        """Return how each reply was read and what it is worth."""
        from podium.plugins.mmmu_family.choices import read_choice_pro
        from podium.plugins.mmmu_family.scoring import grade

        return grade(items, answers, read_choice_pro)

    def outline(self, items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
        """Return the boards, which are of the protocol that the items follow; tables by number of options."""
        from podium.plugins.mmmu_family.scoring import health_view

        protocol = str(items[0].attributes["protocol"])
        return Outline(
            protocol,
            {
                board: f"another protocol: --set protocol={other}"
                for board, other in BOARDS.items()
                if other != protocol
            },
            views=(health_view(HEALTH_BOARDS.get(protocol, "")),),
            by=("option_count",) if PROTOCOLS[protocol].sees_only else ("option_count", "difficulty"),
        )

    def conformance(self) -> Iterable[Case]:
        """Return the hashes of the authors' prompts and what their parser makes of replies."""
        from podium.plugins.mmmu_pro.conformance import cases

        return cases()

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy: the three configurations, each of 1,730 questions."""
        from podium.plugins.mmmu_pro.loader import load

        size = self.card.splits["test"]
        parts = [
            Part(PROTOCOLS[protocol].config, partial(load, root, protocol), size)
            for protocol in (DEFAULT, "vision-cot", "standard4-cot")
        ]
        return verify_questions(root, parts, level, observe)

    def write_sample(self, folder: Path) -> None:
        """Write 90 questions about drawings in each of the three configurations, in the official layout."""
        from podium.plugins.mmmu_pro.sample import write_sample

        write_sample(folder)


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return MMMU-Pro."""
    return [MMMUPro()]
