"""Questions that a judge or rules decide: whose verdicts a report rests on, and how far rules agree with the judge."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from podium.registry.benchmark import Answer
from podium.registry.errors import PodiumError
from podium.registry.grading import judged
from podium.registry.report import Score


def judge_of(answers: Sequence[Answer]) -> str:
    """Return the name of the judge whose verdicts answers have, failed ones included, or nothing.

    Raises:
        PodiumError: If they have verdicts of several.
    """
    judges = sorted({answer.verdict.judge for answer in answers if answer.verdict is not None})
    if len(judges) > 1:
        raise PodiumError(
            f"the answers have verdicts of several judges: {', '.join(judges)}", "a score is one judge's: choose one"
        )
    return judges[0] if judges else ""


def check_same_judge(first: Sequence[Answer], second: Sequence[Answer]) -> None:
    """Refuse to compare answers that were graded in different ways.

    Raises:
        PodiumError: If not the same judge, or no judge, graded both.
    """
    judges = judge_of(first), judge_of(second)
    if judges[0] != judges[1]:
        one, other = (f"by {judge}" if judge else "by rules" for judge in judges)
        raise PodiumError(
            f"the first run is graded {one}, the second {other}", "let the same judge judge both, or neither"
        )


def beside_judge(
    pairs: Sequence[tuple[bool, bool]], judge: str, name: str, *, nothing: str, alike: str
) -> tuple[Score, Score]:
    """Return how far rules agree with a judge: the share of equal marks, and Cohen's kappa.

    Args:
        pairs: The marks of the rules and of the judge for each answer that both decided.
        judge: Name of the judge, part of the names of the figures.
        name: What these begin with, such as ``"rules"``.
        nothing: Why there is no figure where both decided no answer.
        alike: Why there is no kappa where both gave every answer one and the same mark.
    """
    from podium.registry.metrics import cohen_kappa

    n, kappa = len(pairs), cohen_kappa(Counter(pairs))
    same = sum(rule == said for rule, said in pairs) / n if n else None
    undefined = math.isnan(kappa)
    return (
        Score(judged(f"{name}-agreement", judge), same, n, reason="" if n else nothing),
        Score(
            judged(f"{name}-kappa", judge),
            None if undefined else kappa,
            n,
            reason=(alike if n else nothing) if undefined else "",
        ),
    )
