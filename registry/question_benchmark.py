"""A benchmark of questions whose answers are graded one by one: what follows from the grades is written here once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from podium.registry.benchmark import Answer, Benchmark, Item, Setting
from podium.registry.errors import PodiumError
from podium.registry.grading import GUESS, QUESTION_SETTINGS, Grade, View
from podium.registry.report import Report


@dataclass(frozen=True)
class Outline:
    """What of a report depends on how the questions were asked and judged.

    Args:
        board: Board that the whole enters, or empty where its protocol was not followed.
        withheld: Why boards have no value, by slug; they get none, whatever else names them.
        metric: Name of the metric; see :func:`podium.registry.judged`.
        views: Parts of the questions that have figures of their own.
        by: Attributes of the items beside the subject, each for a table of its own.
        guess: What the official rules do where they cannot read a reply, in words after "official".
    """

    board: str = ""
    withheld: Mapping[str, str] = field(default_factory=dict)
    metric: str = "accuracy"
    views: Sequence[View] = ()
    by: Sequence[str] = ()
    guess: str = GUESS


class QuestionBenchmark(Benchmark):
    """A benchmark that brings ``card``, ``load``, ``grade`` and ``outline``; scores and comparisons follow."""

    settings: tuple[Setting, ...] = QUESTION_SETTINGS
    #: Attribute of the items that names their subject; empty where there are none.
    subject: str = "subject"
    #: Subjects by group, such as by discipline.
    groups: Mapping[str, Sequence[str]] | None = None

    def outline(self, items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
        """Return boards entered and withheld, metric, and further figures; all items were loaded in one way."""
        return Outline()

    def further(
        self, items: Sequence[Item], answers: Sequence[Answer], grades: Sequence[Grade], settings: Mapping[str, Any]
    ) -> Report:
        """Return what the report holds beyond that of every benchmark of questions; nothing unless overridden."""
        return Report({})

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, *_: Any, **settings: Any) -> Report:
        """Return the report of the grades; see :func:`podium.registry.question_report`."""
        from podium.registry.question_figures import question_report

        if not items:
            raise PodiumError(f"{self.card.name}: there are no items to score")
        # Answers may come from a file one by one.
        answers = list(answers)
        grades = self.grade(items, answers, **settings)
        outline = self.outline(items, answers)
        report = question_report(
            items,
            answers,
            grades,
            board=outline.board,
            metric=outline.metric,
            subject=self.subject,
            groups=self.groups,
            views=outline.views,
            by=outline.by,
            withheld=outline.withheld,
            guess=outline.guess,
            **settings,
        )
        return report.joined(self.further(items, answers, grades, settings))

    def correct(self, item: Item, answer: Answer) -> float | None:
        """Return what an answer is worth strictly; one that nothing could decide is wrong, as in the report."""
        (grade,) = self.grade([item], [answer])
        return grade.strict

    def compare(
        self,
        items: Sequence[Item],
        first: Sequence[Answer],
        second: Sequence[Answer],
        device: str,
        settings: tuple[Mapping[str, Any], Mapping[str, Any]],
    ) -> Report:
        """Compare two models question by question, if the same judge, or none, graded both."""
        from podium.registry.judged_questions import check_same_judge
        from podium.registry.question_comparison import compare_grades

        both = list(first), list(second)
        check_same_judge(*both)
        grades = [
            self.grade(items, answers, **{name: value for name, value in given.items() if name != "report"})
            for answers, given in zip(both, settings, strict=True)
        ]
        return compare_grades(items, *grades, subject=self.subject, groups=self.groups, settings=settings)

    @property
    def lacks(self) -> str:
        """The method without which the other half of an evaluation is of no use, or nothing where none is missing."""
        missing = super().lacks
        return "grade" if missing == "score" else missing

    def brings(self, method: str) -> bool:
        """Return whether the plugin has its own ``method``; what rests on grades needs its own ``grade``."""
        given = method in ("score", "compare", "correct")
        if given and getattr(type(self), method) is getattr(QuestionBenchmark, method):
            return super().brings("grade")
        return super().brings(method)
