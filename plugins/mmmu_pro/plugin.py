"""The MMMU-Pro plugin: asks its questions in words or as pictures, as the authors do, and scores as they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.mmmu_pro.card import CARD
from podium.plugins.mmmu_pro.prompts import DEFAULT, PROTOCOLS
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


class MMMUPro(Benchmark):
    """MMMU with more options, fewer shortcuts and a vision-only part."""

    card = CARD
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
    hub = Hub("MMMU/MMMU_Pro", "563f3e84bb3b90893083a1f039cfa13077f2302b", ("*/test-*.parquet",))

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

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Return accuracy as the authors count it and strictly, by subject, discipline and number of options."""
        from podium.plugins.mmmu_pro.scoring import score

        return score(items, answers, **settings)

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Sequence[Grade]:
        """Return how each reply was read and what it is worth."""
        from podium.plugins.mmmu_pro.scoring import grade

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
