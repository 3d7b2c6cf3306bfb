"""A benchmark whose author means harm: every text that a plugin may bring is the worst one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from podium.registry import (
    Answer,
    Baseline,
    Benchmark,
    Board,
    Card,
    Choose,
    FAQEntry,
    Interval,
    Item,
    Observation,
    Paper,
    Report,
    Score,
    SiteListing,
    Source,
    Table,
    Term,
    hookimpl,
)
from podium.tests.malice.texts import ADDRESSES, EVIL

COUNT = 4


class Hostile(Benchmark):
    """Questions that are markup."""

    card = Card(
        slug="hostile",
        name=f"Hostile {EVIL}",
        description=EVIL,
        modality=EVIL,
        categories=(f"Malice {EVIL}", "general"),
        boards=(
            Board(
                "main", metric_name=EVIL, title=f"Main {EVIL}", protocol=EVIL, headline=True, split="test", unit=EVIL,
                aliases=(EVIL,),
            ),
            Board("second", title=f"Second {EVIL}", protocol=EVIL),
        ),
        aliases=(f"foe {EVIL}",),
        paper=Paper(EVIL, (EVIL,), ADDRESSES[0], date(2024, 1, 2), abstract=EVIL, note=EVIL),
        splits={"test": COUNT},
        unit=EVIL,
        sizes={EVIL: 3},
        measures=EVIL,
        observations=(Observation(EVIL, (EVIL,), EVIL),),
        dataset_url=ADDRESSES[4],
        licence=EVIL,
        related=("mmlu", "nowhere"),
        baselines=(Baseline(EVIL, 0.3, ADDRESSES[3], EVIL),),
        faq=(FAQEntry(f"Why is it hostile? {EVIL}", EVIL, ADDRESSES[5], (EVIL,)),),
        terms=(Term(f"malevolence {EVIL}", EVIL, (EVIL,), ADDRESSES[6]),),
        listings=(SiteListing(EVIL, ADDRESSES[2], 3, "2026-01-01"),),
        sources=(Source("zqx", EVIL, EVIL),),
        version=EVIL,
    )  # fmt: skip

    def load(self, root: Path, split: str) -> Iterator[Item]:
        """Yield the questions."""
        for number in range(COUNT):
            options = tuple(f"{letter} {EVIL}" for letter in "ABCD")
            yield Item(f"{number} {EVIL}", Choose(EVIL, options), number, EVIL, {EVIL: EVIL})

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str) -> Report:
        """Return how many are right."""
        right = sum(item.target == answer.choice for item, answer in zip(items, answers, strict=True))
        score = Score("main", right / len(items), len(items), Interval(0.1, 0.9, method=EVIL))
        rows = tuple(
            (f"{letter} {EVIL}", 2, Score("auroc", 0.5, 2, Interval(0.4, 0.6, method=EVIL))) for letter in "ab"
        )
        undefined = (f"c {EVIL}", 0, Score("auroc", None, reason=EVIL))
        findings = Table("findings", f"Findings {EVIL}", ("finding", "n", "auroc"), (*rows, undefined))
        others = Table("others", f"Others {EVIL}", ("part", EVIL), ((EVIL, 0.25),))
        return Report({"main": score}, scores=(Score(EVIL, 0.5, 2),), tables=(findings, others), notes=(EVIL,))

    def write_sample(self, folder: Path) -> None:
        """Write nothing that is read: the questions stand in the code."""
        folder.mkdir()
        (folder / "questions.txt").write_text(EVIL, encoding="utf-8")


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return the benchmark."""
    return [Hostile()]
