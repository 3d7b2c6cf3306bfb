"""Two models on the same questions: differences of accuracy on the same resamples, and McNemar's exact test."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from podium.registry.benchmark import Item
from podium.registry.errors import PodiumError
from podium.registry.grading import FAILED, QUESTION_SETTINGS, UNPARSED, Grade, variant
from podium.registry.question_figures import listed, questions
from podium.registry.question_marks import SUBJECTS, Marks, Resampling, figure, interval_of
from podium.registry.report import Cell, Report, Score, Table

if TYPE_CHECKING:
    from podium.registry.metrics import AccuracyDifference, McNemar, SampledShare

#: What a comparison needs no agreement of: how intervals are drawn, and the stored report.
_BESIDE = {setting.name for setting in QUESTION_SETTINGS} | {"report"}

Pair = tuple[Marks, Marks]

#: Settings of a whole run that change no figure.
_NO_FIGURE = {"images"}


def compare_grades(
    items: Sequence[Item],
    first: Sequence[Grade],
    second: Sequence[Grade],
    *,
    subject: str = "subject",
    groups: Mapping[str, Sequence[str]] | None = None,
    settings: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Report:
    """Return what tells two models apart that answered the same questions; differences are first minus second.

    Args:
        items: The items asked.
        first: Grades of the first model's answers.
        second: Grades of the second's.
        subject: Attribute of the items that names their subject; empty where there are none.
        groups: Subjects by group.
        settings: As :meth:`podium.registry.Benchmark.compare` gets them. All but those of
            :data:`podium.registry.QUESTION_SETTINGS`, of which the default counts where the two differ, must be equal.

    Returns:
        Scores ``accuracy-difference`` (official), which decides, ``accuracy-strict-difference`` and with subjects the
        macro ones, under the metric's name in the runs' reports; tables ``means``, ``mcnemar`` with the exact tests,
        ``reading``, ``groups`` and ``subjects``, these two with p-values after Holm's correction over their rows.
        Where subjects are drawn, the tests swap the models subject by subject too.

    Raises:
        PodiumError: If the two were scored in ways that cannot be compared.
        ValueError: If there is not one grade per item of both.
    """
    if not items or len({len(items), len(first), len(second)}) > 1:
        raise ValueError(f"there must be two grades per item, got {len(first)} and {len(second)} for {len(items)}")
    metric = _metric(settings)
    drawn = Resampling.of(_agreed(settings), subject)
    pair = Marks.of(items, first, subject), Marks.of(items, second, subject)
    scores, means = _means(pair, drawn, metric, bool(subject))
    return Report(
        boards={},
        scores=tuple(scores),
        tables=(
            means,
            _tests(pair, drawn, metric),
            _reading(first, second),
            *([_groups(pair, drawn, groups, metric)] if groups else []),
            *([_subjects(pair, subject, metric)] if subject else []),
        ),
        counts={"questions": len(items)} | ({"subjects": len(pair[0].subjects)} if subject else {}),
        settings=drawn.settings(),
        notes=tuple(_notes(pair, drawn, settings)),
        facts={"compared": f"{metric} over {questions(len(items))}", "unit": "question"},
    )


def _metric(settings: tuple[Mapping[str, Any], Mapping[str, Any]]) -> str:
    """Return the name of the metric by which both were scored.

    Raises:
        PodiumError: If it is not the same, or a setting of the scorer differs.
    """
    one, other = settings
    for name in dict.fromkeys((*one, *other)):
        if name not in _BESIDE and one.get(name) != other.get(name):
            raise PodiumError(
                f"A was scored with {name}={one.get(name)}, B with {name}={other.get(name)}",
                f"score one of them again: podium runs rescore ID --set {name}=VALUE",
            )
    metrics = [given["report"].scores[0].metric for given in settings if _stored(given) and given["report"].scores]
    if len(set(metrics)) > 1:
        raise PodiumError(
            f"A has {metrics[0]} and B has {metrics[1]}: figures of two kinds", "score both in the same way"
        )
    return metrics[0] if metrics else "accuracy"


def _stored(given: Mapping[str, Any]) -> bool:
    return isinstance(given.get("report"), Report)


def _agreed(settings: tuple[Mapping[str, Any], Mapping[str, Any]]) -> dict[str, Any]:
    """Return how to resample: as both runs were, or the default where they differ."""
    one, other = ({each.name: given.get(each.name, each.default) for each in QUESTION_SETTINGS} for given in settings)
    return {
        each.name: one[each.name] if one[each.name] == other[each.name] else each.default for each in QUESTION_SETTINGS
    }


def _means(pair: Pair, drawn: Resampling, metric: str, of_subjects: bool) -> tuple[list[Score], Table]:
    """Return the differences of the official and the strict figure, then of their means over subjects."""
    scores: list[Score] = []
    rows: list[tuple[Cell, ...]] = []
    n, subjects = len(pair[0].places), len(pair[0].subjects)
    for macro in (False, True) if of_subjects else (False,):
        for strict, name in enumerate(figure(metric, "macro-" if macro else "")):
            found = _difference(pair, drawn, bool(strict), pair[0].places if macro else None)
            gap, one, other = (each.macro if macro else each.micro for each in (found, found.first, found.second))
            within = SUBJECTS if macro else ""
            scores.append(_score(variant(name, "", "-difference"), gap, n, drawn, within, subjects))
            rows.append((name, Score(name, one.value, n), Score(name, other.value, n), scores[-1]))
    return scores, Table(
        "means",
        metric.capitalize() if metric == "accuracy" else metric,
        ("figure", "a", "b", "difference"),
        tuple(rows),
    )


def _tests(pair: Pair, drawn: Resampling, metric: str) -> Table:
    """Return McNemar's exact tests of the official and the strict figure."""
    rows = []
    for strict, name in enumerate(figure(metric)):
        test = _test(pair, drawn, bool(strict))
        rows.append((name, test.only_first, test.only_second, test.p_exact))
    return Table(
        "mcnemar", f"Right answers ({_named(drawn)})", ("figure", "only_a_right", "only_b_right", "p"), tuple(rows)
    )


def _named(drawn: Resampling) -> str:
    """Return what the test of :func:`_test` is called."""
    return f"McNemar, exact{', swapped by subject' if drawn.by_subject else ''}"


def _difference(pair: Pair, drawn: Resampling, strict: bool, of: Any = None, among: Any = None) -> AccuracyDifference:
    """Return the difference of two models on the same resamples.

    Args:
        pair: What the answers of both are worth.
        drawn: How to resample.
        strict: Which figure.
        of: int64 [N], of which groups it is the mean; the share of all where left out.
        among: bool [N], the questions it is over; all of them where left out.
    """
    import numpy as np

    from podium.registry.metrics import accuracy_difference

    kept = slice(None) if among is None else among
    one, other = ((each.strict if strict else each.official)[kept] for each in pair)
    return accuracy_difference(
        one,
        other,
        None if of is None else of[kept],
        clusters=np.unique(pair[0].places[kept], return_inverse=True)[1] if drawn.by_subject else None,
        stratified=of is not None and not drawn.by_subject,
        replicates=drawn.replicates,
        seed=drawn.seed,
    )


def _score(metric: str, share: SampledShare, n: int, drawn: Resampling, within: str, subjects: int) -> Score:
    interval = interval_of(share, drawn, drawn.method(within, paired=True))
    return Score(metric, share.value, n, None if drawn.by_subject and subjects < 2 else interval)


def _test(pair: Pair, drawn: Resampling, strict: bool = False, among: Any = None) -> McNemar:
    import numpy as np

    from podium.registry.metrics import mcnemar

    kept = slice(None) if among is None else among
    one, other = ((each.strict if strict else each.official)[kept] for each in pair)
    clusters = np.unique(pair[0].places[kept], return_inverse=True)[1] if drawn.by_subject else None
    return mcnemar(one, other, clusters)


def _reading(first: Sequence[Grade], second: Sequence[Grade]) -> Table:
    """Return what of the figures rests on replies that were not read: half of most disputes."""
    rows: list[tuple[Cell, ...]] = []
    for what in ("unparsed", "guessed", "guessed right", "failed", "undecided"):
        counts = [sum(_is(what, grade) for grade in grades) for grades in (first, second)]
        if any(counts) or what == "unparsed":
            rows.append((what, *counts))
    return Table("reading", "How replies were read", ("replies", "a", "b"), tuple(rows))


def _is(what: str, grade: Grade) -> bool:
    return {
        "unparsed": grade.rule == UNPARSED,
        "guessed": grade.guessed,
        "guessed right": grade.guessed and grade.official == 1,
        "failed": grade.rule == FAILED,
        "undecided": grade.undecided,
    }[what]


def _groups(pair: Pair, drawn: Resampling, groups: Mapping[str, Sequence[str]], metric: str) -> Table:
    from podium.registry.metrics import holm

    marks, tests = pair[0], []
    rows: list[tuple[Cell, ...]] = []
    for name, subjects in groups.items():
        among = marks.among(subjects)
        n, there = int(among.sum()), len(set(marks.places[among].tolist()))
        if not n:
            nothing = Score(metric, None, reason="none of its questions was asked")
            rows.append((name, there, n, nothing, nothing, nothing))
            tests.append(math.nan)
            continue
        found = _difference(pair, drawn, False, among=among)
        gap = _score("difference", found.micro, n, drawn, "", there)
        values = (Score(metric, one.micro.value, n) for one in (found.first, found.second))
        rows.append((name, there, n, *values, gap))
        tests.append(_test(pair, drawn, among=among).p_exact)
    columns = ("group", "subjects", "n", "a", "b", "difference", "p", "p_holm")
    adjusted = zip(rows, tests, holm(tests).tolist(), strict=True)
    title = f"By group ({_named(drawn)})"
    return Table("groups", title, columns, tuple((*row, _defined(p), _defined(q)) for row, p, q in adjusted))


def _subjects(pair: Pair, subject: str, metric: str) -> Table:
    """Return the table of subjects; inside one the question is the unit, whatever is drawn."""
    from podium.registry.metrics import holm, mcnemar

    tests = []
    rows: list[tuple[Cell, ...]] = []
    for place, name in enumerate(pair[0].subjects):
        one, other = (each.official[each.places == place] for each in pair)
        test, n = mcnemar(one, other), len(one)
        right = int(one.sum()), int(other.sum())
        shares = (Score(metric, share / n, n) for share in (*right, right[0] - right[1]))
        rows.append((name, n, *shares, test.only_first, test.only_second))
        tests.append(test.p_exact)
    columns = (subject, "n", "a", "b", "difference", "only_a_right", "only_b_right", "p", "p_holm")
    adjusted = zip(rows, tests, holm(tests).tolist(), strict=True)
    return Table(
        SUBJECTS,
        f"By {subject.replace('_', ' ')} (McNemar, exact)",
        columns,
        tuple((*row, p, q) for row, p, q in adjusted),
    )


def _defined(value: float) -> float | None:
    return None if math.isnan(value) else value


def _notes(pair: Pair, drawn: Resampling, settings: tuple[Mapping[str, Any], Mapping[str, Any]]) -> list[str]:
    notes = []
    if drawn.by_subject and len(pair[0].subjects) < 2:
        notes.append("there is one subject, and no interval by drawing subjects")
    reports = [dict(given["report"].settings) if _stored(given) else {} for given in settings]
    if all(reports):
        one, other = reports
        beside = _BESIDE | _NO_FIGURE
        differing = [
            f"{name} {one.get(name, 'none')} and {other.get(name, 'none')}"
            for name in dict.fromkeys((*one, *other))
            if name not in beside and one.get(name) != other.get(name)
        ]
        if differing:
            notes.append(
                f"A and B were asked in different ways, so this compares more than models: {listed(differing)}"
            )
    return notes
