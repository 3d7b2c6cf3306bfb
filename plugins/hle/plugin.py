"""The Humanity's Last Exam plugin: asks and judges as the authors do, or scores by rules under a name of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.hle.card import CARD, HUB, RULES, SUBJECT
from podium.registry import (
    QUESTION_SETTINGS,
    Answer,
    Benchmark,
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
    from podium.registry.conformance import Case
    from podium.registry.verification import Observer, Verification


class HumanitysLastExam(QuestionBenchmark):
    """Closed-ended expert questions, some with an image."""

    card = CARD
    subject = SUBJECT
    running_metric = RULES
    settings = (
        Setting(
            "questions",
            "all",
            "Which questions are asked: all, or those without an image.",
            choices=("all", "text"),
            stage="load",
        ),
        Setting(
            "images", "check", "Whether images are written out for the model.", choices=("check", "skip"), stage="load"
        ),
        Setting(
            "last_bin",
            "drop",
            "Whether the calibration error leaves the last bin out, as the authors' script does, or keeps it.",
            choices=("drop", "keep"),
        ),
        *QUESTION_SETTINGS,
    )
    hub = HUB
    without_images = "--set questions=text"

    def load(self, root: Path, split: str, questions: str = "all", images: str = "check", **settings: Any) -> Dataset:
        """Return one item per question, in the order of the file; the id is the question's own.

        Args:
            root: Folder of the copy, or its parent.
            split: ``"test"``.
            questions: ``"all"`` or ``"text"``.
            images: ``"skip"`` not to write images out; items are the same.
            **settings: None are left.

        Raises:
            DataError: If the file is missing, of another layout or damaged; no message quotes a row.
        """
        from podium.plugins.hle.loader import load

        return load(root, questions, images == "check")

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy: the table, the number of questions with and without an image, the images in it."""
        from podium.plugins.hle.loader import ALL, TEXT_ONLY, WITH_IMAGE, load
        from podium.registry import Part, verify_questions

        questions, text = self.card.splits["test"], self.card.sizes["text-only questions"]
        counts = {TEXT_ONLY: text, WITH_IMAGE: questions - text}
        part = Part("test", lambda images: load(root, ALL, images), questions, counts)
        return verify_questions(root, [part], level, observe, by="image")

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Sequence[Grade]:
        """Return what each answer is worth by its judge, or by rules where there is none."""
        from podium.plugins.hle.scoring import grade

        return grade(items, answers)

    def outline(self, items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
        """Return the judge's metric and boards, or the stand-in's name where there is no judge."""
        from podium.plugins.hle.scoring import outline

        return outline(items, answers)

    def further(
        self, items: Sequence[Item], answers: Sequence[Answer], grades: Sequence[Grade], settings: Mapping[str, Any]
    ) -> Report:
        """Return calibration and agreement with rules where there is a judge, else what rules decided."""
        from podium.plugins.hle.scoring import further

        return further(items, answers, grades, settings)

    def judge_request(self, item: Item, answer: Answer, attempt: int) -> Generate | None:
        """Return the authors' judge prompt; None for an answer that failed or is empty: it counts as wrong."""
        from podium.plugins.hle.prompts import JUDGE_TOKENS, VERDICT_SCHEMA, judge_prompt, question_text

        if answer.error is not None or not (answer.text or "").strip() or not isinstance(item.request, Generate):
            return None
        prompt = judge_prompt(question_text(item.request), str(item.target), answer.text or "")
        return Generate(prompt, max_tokens=JUDGE_TOKENS, schema=VERDICT_SCHEMA)

    def read_verdict(self, item: Item, reply: Answer) -> Mapping[str, Any] | None:
        """Return ``correct``, ``confidence`` and ``extracted_final_answer``, or None where they cannot be read."""
        from podium.plugins.hle.verdicts import read_verdict

        return read_verdict(reply.text) if reply.error is None and reply.text else None

    def conformance(self) -> Iterable[Case]:
        """Return the authors' prompts by their hashes, their figures on toy data, and how replies are read."""
        from podium.plugins.hle.conformance import cases

        return cases()

    def write_sample(self, folder: Path) -> None:
        """Write 128 invented easy questions, 16 of them with a drawing, in the official layout."""
        from podium.plugins.hle.sample import write_sample

        write_sample(folder)


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return Humanity's Last Exam."""
    return [HumanitysLastExam()]
