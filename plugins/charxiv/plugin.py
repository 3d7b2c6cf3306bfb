"""The CharXiv-R plugin: reasoning questions about charts, scored by a judge or by rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.charxiv.card import CARD, HUB, RULES_METRIC
from podium.registry import (
    QUESTION_SETTINGS,
    Answer,
    Benchmark,
    Case,
    Dataset,
    Generate,
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


class CharXivReasoning(QuestionBenchmark):
    """Questions that combine several elements of a chart."""

    card = CARD
    subject = "category"
    running_metric = RULES_METRIC
    settings = (
        Setting(
            "images", "check", "Whether the charts must be there and whole.", choices=("check", "skip"), stage="load"
        ),
        *QUESTION_SETTINGS,
    )
    #: The authors' ``gen-*.json`` name the figure in ``figure_id`` and the reply in ``response``.
    key_columns = ("figure_id", "id")
    reply_columns = ("prediction",)
    hub = HUB
    #: As officially.
    judge_attempts = 10

    def load(self, root: Path, split: str, images: str = "check", **settings: Any) -> Dataset:
        """Return one item per figure, named by the figure's number and ordered by it.

        Args:
            root: Folder of the copy, or its parent.
            split: ``"validation"``.
            images: ``"skip"`` not to look for the charts.
            **settings: None are left.

        Raises:
            DataError: If the copy is of another layout, inconsistent, incomplete or damaged, or of the test split.
        """
        from podium.plugins.charxiv.loader import load

        return load(root, split, images == "check")

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Sequence[Grade]:
        """Return the judge's mark of each answer, or the rules' where there is no judge."""
        from podium.plugins.charxiv.scoring import grades

        return grades(items, answers)

    def outline(self, items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
        """Return the judge's metric and board, or those of rules; tables by answer type, source, year and subplots."""
        from podium.plugins.charxiv.scoring import outline

        return outline(answers)

    def further(
        self, items: Sequence[Item], answers: Sequence[Answer], grades: Sequence[Grade], settings: Mapping[str, Any]
    ) -> Report:
        """Return how far rules cover the answers, and agree with the judge where there is one."""
        from podium.plugins.charxiv.scoring import further

        return further(items, answers)

    def judge_request(self, item: Item, answer: Answer, attempt: int) -> Generate | None:
        """Return the official grading prompt of the answer's type, without the chart; None for an empty answer."""
        from podium.plugins.charxiv.judging import judge_request

        return judge_request(item, answer, attempt)

    def read_verdict(self, item: Item, reply: Answer) -> Mapping[str, Any] | None:
        """Return ``extracted`` and ``score``, or None where the reply has not both."""
        from podium.plugins.charxiv.judging import read_verdict

        return read_verdict(reply)

    def conformance(self) -> Iterable[Case]:
        """Return the hashes of prompts and rubrics and the worked examples of instructions, rules and verdicts."""
        from podium.plugins.charxiv.conformance import cases

        return cases()

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy: its questions by type of answer beside the published numbers, every chart, checksums."""
        from podium.plugins.charxiv.verify import verify

        return verify(root, level, observe)

    def write_sample(self, folder: Path) -> None:
        """Write simple charts with made-up questions in the authors' layout."""
        from podium.plugins.charxiv.sample import write_sample

        write_sample(folder)


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return CharXiv-R."""
    return [CharXivReasoning()]
