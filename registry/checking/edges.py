"""What a scorer makes of what is hardly there: no items, answers that failed or say nothing, targets of one class."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from podium.registry import formats
from podium.registry.benchmark import Answer, Choose, Classify, Item
from podium.registry.checking.answers import noise, perfect, unknown
from podium.registry.checking.finding import Check, Seen, Unusable, failed, passed, warned
from podium.registry.checking.scorer import decisive, outside, score_values, shown
from podium.registry.checking.subject import Subject
from podium.registry.errors import PodiumError

_UNDEFINED = 'give no figure where there is none: Score(metric, None, n, reason="...")'


def _empty(subject: Subject) -> Iterator[Seen]:
    subject.need_evaluation()
    subject.need("settings")
    yield _refused_or_undefined(subject, [], [], "no items")


def _refused_or_undefined(subject: Subject, items: Sequence[Item], answers: Sequence[Answer], what: str) -> Seen:
    """Return that a scorer gives no figure where there is none, or what it does instead."""
    try:
        report = subject.score(items, answers)
    except (PodiumError, ValueError) as error:
        return passed(f"{what}: refused, {subject.told(error)}")
    except Exception as error:
        return failed(f"{what}: score raised {subject.told(error)} ({subject.where(error)})", _UNDEFINED)
    given = {name: value for name, value in score_values(report).items() if value is not None and not math.isnan(value)}
    if given:
        name, value = next(iter(given.items()))
        return failed(f"{what}: {name} is {value:g}", _UNDEFINED)
    if any(value is not None for value in score_values(report).values()):
        return failed(f"{what}: a score is NaN", _UNDEFINED)
    return passed(f"{what}: no figure")


def _all_failed(subject: Subject) -> Iterator[Seen]:
    items = subject.scored
    if any(isinstance(item.request, Classify) for item in items):
        # Podium refuses to score a run in which labels are missing.
        raise Unusable("a run whose labels could not be asked is never scored")
    answers = [Answer(error="the server is down") for _ in items]
    yield _not_better(subject, items, answers, "all answers failed")
    if left_out := _left_out(subject, items, answers):
        # Podium says of such a run that they do.
        yield failed(f"half of the answers failed, and {left_out}", "count an answer that failed as wrong")


def _unknown(subject: Subject) -> Iterator[Seen]:
    items = subject.scored
    if isinstance(items[0].request, Classify):
        yield _sane(subject, items, unknown(items), "no label known")
        answers = noise(subject.benchmark, items)
        probabilities = answers[0].probabilities or ()
        answers[0] = Answer(probabilities=(math.nan, *probabilities[1:]))
        yield _sane(subject, items, answers, "a probability that is NaN")
    else:
        yield _not_better(subject, items, unknown(items), "no answer says anything")
        if left_out := _left_out(subject, items, unknown(items)):
            yield warned(
                f"half of the answers say nothing, and {left_out}",
                "count a reply that cannot be read as wrong; a board that leaves it out must say so in its protocol",
            )


def _not_better(subject: Subject, items: Sequence[Item], answers: Sequence[Answer], what: str) -> Seen:
    """Return that answers that say nothing are not scored above wrong ones by more than chance gives."""
    seen = _sane(subject, items, answers, what)
    if seen.verdict != "pass" or "scorer-direction" in subject.wrong:
        return seen
    score, board = decisive(subject, subject.score(items, answers))
    try:
        right, _ = decisive(subject, subject.score(items, perfect(subject.benchmark, items)))
    except Unusable:
        return seen
    sign = 1 if board.higher_is_better else -1
    if score.value is not None and right.value is not None and sign * score.value >= sign * right.value:
        return failed(
            f"{what}, and the score is {shown(score)}, as good as with right answers",
            "count what was not answered as wrong",
        )
    return passed(f"{what}: {shown(score)}")


def _left_out(subject: Subject, items: Sequence[Item], silent: Sequence[Answer]) -> str:
    """Return what is wrong where every second answer is right and the others are silent, or nothing."""
    if len(items) < 2 or "scorer-direction" in subject.wrong:
        return ""
    try:
        right = perfect(subject.benchmark, items)
        mixed = [one if place % 2 else other for place, (one, other) in enumerate(zip(right, silent, strict=True))]
        score, board = decisive(subject, report := subject.score(items, mixed))
        best, _ = decisive(subject, subject.score(items, right))
    except (Unusable, PodiumError, ValueError):
        return ""
    sign = 1 if board.higher_is_better else -1
    # What enters no board misleads nobody.
    if board.slug not in report.boards or score.value is None or best.value is None:
        return ""
    if sign * score.value < sign * best.value:
        return ""
    return f"board {board.slug} is {shown(score)}, as good as with right answers alone"


def _sane(subject: Subject, items: Sequence[Item], answers: Sequence[Answer], what: str) -> Seen:
    """Return whether the decisive score is a number in its range or undefined."""
    try:
        report = subject.score(items, answers)
    except (PodiumError, ValueError) as error:
        return passed(f"{what}: refused, {subject.told(error)}")
    except Exception as error:
        return failed(
            f"{what}: score raised {subject.told(error)} ({subject.where(error)})",
            "count it as wrong, leave it out and say so in the notes, or raise PodiumError with the reason",
        )
    score, board = decisive(subject, report)
    problem = outside(replace(score, reason=score.reason or "none"), board)
    # Percent on a board of fractions is told once.
    if problem and ("scorer-range" not in subject.wrong or not math.isfinite(score.value or 0.0)):
        return failed(f"{what}: {problem}", _UNDEFINED)
    return passed(f"{what}: {shown(score)}")


def _one_class(subject: Subject) -> Iterator[Seen]:
    items = subject.scored
    request = items[0].request
    if isinstance(request, Classify):
        for value, what in ((0.0, "no target positive"), (1.0, "every target positive")):
            same = [replace(item, target=(value,) * len(item.target)) for item in items]
            yield _sane(subject, same, noise(subject.benchmark, same), what)
    elif isinstance(request, Choose):
        same = [item for item in items if item.target == items[0].target]
        yield _sane(
            subject, same, noise(subject.benchmark, same), f"{formats.count(len(same), 'item')} with one right option"
        )
    yield _sane(subject, items[:1], noise(subject.benchmark, items[:1]), "one item alone")


CHECKS = (
    Check("scorer-empty", "Of no items there is no figure.", _empty),
    Check("scorer-failed", "Answers that failed are no right answers.", _all_failed),
    Check("scorer-unknown", "Answers that say nothing, or NaN, give no made-up figure.", _unknown),
    Check("scorer-one-class", "Targets of one class, and one item alone, can be scored.", _one_class),
)
