"""The MMLU-Pro plugin: the authors' prompts, and the letter their scripts read from a reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.mmlu_pro.card import CARD, HUB
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
    Report,
    Setting,
    hookimpl,
)

if TYPE_CHECKING:
    from podium.registry.verification import Observer, Verification


class MMLUPro(QuestionBenchmark):
    """Harder multiple-choice questions with up to ten options."""

    card = CARD
    subject = "category"
    running_metric = "accuracy-strict"
    settings = (
        Setting(
            "protocol",
            "local",
            "Which of the authors' scripts is followed: evaluate_from_local.py or evaluate_from_api.py.",
            choices=("local", "api"),
            stage="load",
        ),
        Setting(
            "shots", 5, "Solved examples of the category before each question.", stage="load", minimum=0, maximum=5
        ),
        Setting(
            "room",
            2047,
            "Most tokens of a prompt of protocol=local, beyond which examples are left out; 0 for as many as the model"
            " reads.",
            stage="load",
            minimum=0,
        ),
        *QUESTION_SETTINGS,
    )
    key_columns = ("question_id", "id")
    #: The first and, for older ones, the last are what the authors' released outputs call replies.
    reply_columns = ("model_outputs", "generated_text", "response")
    hub = HUB

    def load(
        self, root: Path, split: str, protocol: str = "local", shots: int = 5, room: int = 2047, **settings: Any
    ) -> Dataset:
        """Return one item per question; see :func:`podium.plugins.mmlu_pro.loader.load`."""
        from podium.plugins.mmlu_pro.loader import load

        return load(root, split, protocol, shots, room)

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Sequence[Grade]:
        """Return the letter of each answer and the rule that read it."""
        from podium.plugins.mmlu_pro.scoring import grade

        return [grade(item, answer) for item, answer in zip(items, answers, strict=True)]

    def outline(self, items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
        """Return Health and the boards whose protocol was followed; tables by source and number of options."""
        from podium.plugins.mmlu_pro.scoring import outline

        return outline(items)

    def further(
        self, items: Sequence[Item], answers: Sequence[Answer], grades: Sequence[Grade], settings: Mapping[str, Any]
    ) -> Report:
        """Return accuracy with the first rule alone, and the share of answers in which it finds nothing."""
        from podium.plugins.mmlu_pro.scoring import further

        return further(items, answers, grades, settings)

    def conformance(self) -> Sequence[Case]:
        """Return the authors' prompts, and what their parsers make of replies."""
        from podium.plugins.mmlu_pro.conformance import cases

        return cases()

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy: the questions of both splits by category beside the published numbers."""
        from podium.plugins.mmlu_pro.loader import SPLITS
        from podium.plugins.mmlu_pro.questions import CATEGORIES
        from podium.registry import Part, verify_questions

        published = {"test": CATEGORIES, "validation": dict.fromkeys(CATEGORIES, 5)}
        parts = [
            Part(split, partial(self._alone, root, split), SPLITS[split], counts) for split, counts in published.items()
        ]
        return verify_questions(root, parts, level, observe, by="category")

    def _alone(self, root: Path, split: str, images: bool) -> Dataset:
        """Return the questions of a split without solved examples; there are no images to open."""
        return self.load(root, split, shots=0)

    def write_sample(self, folder: Path) -> None:
        """Write 84 invented questions of 14 categories, and 70 solved ones, as the hub's Parquet files."""
        from podium.plugins.mmlu_pro.sample import write_sample

        write_sample(folder)


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return MMLU-Pro."""
    return [MMLUPro()]
