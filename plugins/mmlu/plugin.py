"""The MMLU plugin: the authors' prompt, and the likeliest of four letters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.mmlu.card import CARD, HUB
from podium.plugins.mmlu.subjects import GROUPS
from podium.registry import (
    QUESTION_SETTINGS,
    Answer,
    Benchmark,
    Case,
    Dataset,
    Grade,
    Item,
    Outline,
    QuestionBenchmark,
    Setting,
    hookimpl,
)

if TYPE_CHECKING:
    from podium.registry.verification import Observer, Verification


class MMLU(QuestionBenchmark):
    """Multiple-choice questions in 57 subjects."""

    card = CARD
    groups = GROUPS
    settings = (
        Setting("shots", 5, "Solved examples of the subject before each question.", stage="load", minimum=0, maximum=5),
        Setting(
            "room",
            2048,
            "Most tokens of a prompt, beyond which examples are left out; 0 for as many as the model reads.",
            stage="load",
            minimum=0,
        ),
        *QUESTION_SETTINGS,
    )
    hub = HUB
    data_files = ("*.tar",)

    def load(self, root: Path, split: str, shots: int = 5, room: int = 2048, **settings: Any) -> Dataset:
        """Return one item per question, subject by subject; see :func:`podium.plugins.mmlu.loader.load`."""
        from podium.plugins.mmlu.loader import load

        return load(root, split, shots, room)

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Sequence[Grade]:
        """Return the letter that is likeliest, or that the reply names, of each answer."""
        from podium.plugins.mmlu.scoring import grade

        return grade(items, answers)

    def outline(self, items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
        """Return the two medical selections, and the boards whose protocol was followed."""
        from podium.plugins.mmlu.scoring import outline

        return outline(items, answers)

    def conformance(self) -> Sequence[Case]:
        """Return the authors' prompts, tie rule and averages, and what their CSV files hold."""
        from podium.plugins.mmlu.conformance import cases

        return cases()

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy: the questions of each split, in the test split by subject, beside the published numbers."""
        from podium.plugins.mmlu.loader import SPLITS
        from podium.plugins.mmlu.subjects import TEST_COUNTS
        from podium.registry import Part, verify_questions

        parts = [
            Part(
                split,
                partial(self._alone, root, split),
                SPLITS[split],
                TEST_COUNTS if split == "test" else {},
            )
            for split in ("test", "validation", "dev")
        ]
        return verify_questions(root, parts, level, observe)

    def _alone(self, root: Path, split: str, images: bool) -> Dataset:
        """Return the questions of a split without solved examples; there are no images to open."""
        return self.load(root, split, shots=0)

    def write_sample(self, folder: Path) -> None:
        """Write 96 invented questions of eight subjects in the authors' CSV files."""
        from podium.plugins.mmlu.sample import write_sample

        write_sample(folder)


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return MMLU."""
    return [MMLU()]
