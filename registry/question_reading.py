"""How the replies to questions were read: shares, counts, rules, and what must be said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from podium.registry.benchmark import Answer
from podium.registry.grading import FAILED, UNPARSED, Grade
from podium.registry.report import Score, Table

#: Rules that come last in the table: where nothing was read.
_LAST = (UNPARSED, FAILED)


def unparsed(grades: Sequence[Grade]) -> Any:
    """Return which replies no rule could read, bool [N]."""
    import numpy as np

    return np.array([grade.rule == UNPARSED for grade in grades], bool)


def rates(answers: Sequence[Answer], grades: Sequence[Grade]) -> list[Score]:
    """Return the shares of all questions that were not read, guessed, cut off, not answered, and not judged."""
    n, found = len(grades), _counted(answers, grades)
    names = ["unparsed", "guessed", "truncated", "failed"]
    if any(answer.verdict is not None for answer in answers):
        names.append("judge_failed")
    if found["undecided"]:
        names.append("undecided")
    return [Score(f"{name.replace('_', '-')}-rate", found[name] / n, n) for name in names]


def counts(answers: Sequence[Answer], grades: Sequence[Grade]) -> dict[str, int]:
    """Return how many questions there are, and how many of each kind that occurs."""
    return {"questions": len(grades)} | {name: n for name, n in _counted(answers, grades).items() if n}


def _counted(answers: Sequence[Answer], grades: Sequence[Grade]) -> dict[str, int]:
    verdicts = [answer.verdict for answer in answers if answer.verdict is not None]
    return {
        "guessed": sum(grade.guessed for grade in grades),
        "unparsed": sum(grade.rule == UNPARSED for grade in grades),
        "truncated": sum(answer.finish == "length" for answer in answers),
        "failed": sum(answer.error is not None for answer in answers),
        "judged": sum(not verdict.error for verdict in verdicts),
        "judge_failed": sum(bool(verdict.error) for verdict in verdicts),
        "undecided": sum(grade.undecided for grade in grades),
    }


def rules(grades: Sequence[Grade]) -> Table:
    """Return how many replies each rule read and what share of these is right, the busiest rule first."""
    used = Counter(grade.rule for grade in grades)
    rows = []
    for rule, n in sorted(used.items(), key=lambda pair: (pair[0] in _LAST, -pair[1], pair[0])):
        of = [grade for grade in grades if grade.rule == rule]
        right, sure = sum(grade.official for grade in of), sum(grade.strict for grade in of)
        rows.append((rule, n, n / len(grades), right / n, sure / n))
    return Table("rules", "How replies were read", ("rule", "n", "share", "official", "strict"), tuple(rows))


def notes(answers: Sequence[Answer], grades: Sequence[Grade], guess: str) -> list[str]:
    """Return in words what makes the official figure and the strict one differ, and what may be mended.

    Args:
        answers: The answers.
        grades: One per answer.
        guess: What the official rules do where they cannot read a reply, in words after "official".
    """
    found, n = _counted(answers, grades), len(grades)
    said = _unread(grades, guess)
    if cut := found["truncated"]:
        said.append(f"{_replies(cut, n, 'was')} cut off at the limit of tokens; --max-new-tokens raises it")
    if lost := found["judge_failed"]:
        said.append(f"{_replies(lost, n, 'was')} not judged and {_counts(lost)} as wrong: the judge failed")
    if open_ := found["undecided"]:
        judge = "" if any(answer.verdict is not None for answer in answers) else "; a judge (--judge) can tell"
        said.append(f"of {_replies(open_, n, '')} nothing could tell whether right; {_they(open_)} as wrong{judge}")
    return said


def _unread(grades: Sequence[Grade], guess: str) -> list[str]:
    """Return what becomes of replies that no rule could read."""
    unread = [grade for grade in grades if grade.rule == UNPARSED]
    drawn = [grade for grade in grades if grade.guessed]
    if not unread and not drawn:
        return []
    what = f"{_replies(len(unread) or len(drawn), len(grades), '')} named no answer that could be read"
    if not drawn:
        return [what] if any(grade.official for grade in unread) else [f"{what}; {_they(len(unread))} as wrong"]
    of = "" if len(drawn) >= len(unread) else f"for {len(drawn):,} of them "
    lucky = int(sum(grade.official for grade in drawn))
    return [f"{what}: {of}official {guess} ({lucky:,} of {len(drawn):,} right), strict counts them wrong"]


def _replies(count: int, total: int, verb: str) -> str:
    verb = {"was": "was" if count == 1 else "were"}.get(verb, verb)
    return f"{count:,} of {total:,} replies {verb}".rstrip()


def _counts(count: int) -> str:
    return "counts" if count == 1 else "count"


def _they(count: int) -> str:
    return "it counts" if count == 1 else "they count"
