"""The tables per finding, the means over findings, and the boards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from podium.plugins.chest_xray.figures import (
    ARE_RANKS,
    AVERAGED,
    DECISIONS,
    FEW,
    NOT_PREDICTED,
    RANKING,
    Judged,
    as_score,
)
from podium.registry import PodiumError, Report, Score, Table

COLUMNS = ("finding", "n", "positives", "prevalence", *RANKING, "note")
#: By slug, the identifier of the board's metric and the findings it averages.
Boards = Mapping[str, tuple[str, Sequence[str]]]

_NONE_DEFINED = "no finding has both positives and negatives"


def findings(judged: Judged) -> Report:
    """Return the table ``findings``: size and ranking metrics of every predicted finding."""
    rows: list[tuple[str | int | float | Score | None, ...]] = []
    for column, label in enumerate(judged.units.labels):
        n, positives = judged.tell(column)
        lack = judged.lacks[label]
        cells = [judged.figures[metric].score(metric, [column], n, lack) for metric in RANKING]
        rows.append((label, n, positives, positives / n if n else None, *cells, lack or _unstable(n, positives)))
    notes = [f"{label}: {lack}; left out" for label, lack in judged.lacks.items() if lack == NOT_PREDICTED]
    notes += [
        f"{label}: {lack}; left out of the means"
        for label, lack in judged.lacks.items()
        if lack and lack != NOT_PREDICTED
    ]
    return Report({}, tables=(Table("findings", "Findings", COLUMNS, tuple(rows)),), notes=(*notes, *_constant(judged)))


def _unstable(n: int, positives: int) -> str:
    few = [name for name, number in (("positives", positives), ("negatives", n - positives)) if number < FEW]
    return f"unstable: fewer than {FEW} {' and '.join(few)}" if few else ""


def _constant(judged: Judged) -> list[str]:
    units = judged.units
    same = (units.scores == units.scores[0]).all(0)
    constant = [label for column, label in enumerate(units.labels) if bool(same[column])]
    if not constant or len(units.patients) == 1:
        return []
    return [f"every one of {len(units.patients)} {units.plural} has the same score: {', '.join(constant)}"]


def decisions(judged: Judged) -> Report:
    """Return the table ``decisions``: what follows from calling each finding at its threshold."""
    if judged.cuts is None:
        return Report({}, notes=(f"{ARE_RANKS}: decisions, baselines and calibration are left out",))
    rows: list[tuple[str | float | Score, ...]] = []
    for column, label in enumerate(judged.units.labels):
        n, _ = judged.tell(column)
        cells = [
            judged.figures[metric].score(
                metric, [column], n, _reason(metric, judged.lacks[label], n, judged.units.plural)
            )
            for metric in DECISIONS
        ]
        rows.append((label, float(judged.cuts[column]), *cells))
    columns = ("finding", "threshold", *DECISIONS)
    return Report({}, tables=(Table("decisions", "Decisions at the threshold", columns, tuple(rows)),))


def _reason(metric: str, lack: str, n: int, plural: str) -> str:
    """Return why a metric is undefined, if it is; what is called matters to all but the two rates."""
    if not n:
        return lack
    return {
        "f1": f"neither positives nor positive calls among {n} {plural}",
        "ppv": f"no positive calls among {n} {plural}",
        "npv": f"no negative calls among {n} {plural}",
        "mcc": lack or f"all {n} {plural} are called alike",
    }.get(metric, lack)


def means(judged: Judged) -> Report:
    """Return the means over the defined findings, and the F1 of their pooled decisions as ``micro_f1``."""
    labels = judged.defined
    scores = [judged.mean(metric, f"mean_{metric}", labels, _NONE_DEFINED) for metric in AVERAGED]
    n = judged.assessed(judged.columns(labels))
    if judged.micro_f1 is None:
        scores.append(Score("micro_f1", None, n, reason=ARE_RANKS if judged.cuts is None else _NONE_DEFINED))
    else:
        reason = "neither positives nor positive calls"
        scores.append(as_score("micro_f1", judged.micro_f1, n, judged.options.bootstrap > 0, reason))
    note = f"mean_* and micro_f1 are over the {len(labels)} findings that have positives and negatives"
    return Report({}, scores=tuple(scores), notes=(note,) if labels else ())


def board_values(judged: Judged, boards: Boards, unanswered: str) -> Report:
    """Return the boards' values, and why the others have none.

    Args:
        judged: The figures.
        boards: Which boards there are.
        unanswered: What images are left out, or empty; with some left out no board has a value.

    Raises:
        PodiumError: If a board averages findings that are not scored, or a metric that is not averaged.
    """
    values, withheld = {}, {}
    for slug, (name, labels) in boards.items():
        unscored = [label for label in labels if label not in judged.lacks]
        if unscored or not labels:
            raise PodiumError(f"board {slug!r} averages findings that are not scored: {', '.join(unscored) or 'none'}")
        metric = _averaged(slug, name)
        gaps = [f"{label}: {judged.lacks[label]}" for label in labels if judged.lacks[label]]
        gaps += filter(None, [judged.figures[metric].unavailable, unanswered])
        if gaps:
            withheld[slug] = "; ".join(gaps)
        else:
            values[slug] = judged.mean(metric, name, labels)
    notes = tuple(f"board {slug} has no value: {reason}" for slug, reason in withheld.items())
    return Report(values, notes=notes, withheld=withheld)


def _averaged(slug: str, name: str) -> str:
    for metric in AVERAGED:
        if metric in name.replace("-", "_").lower():
            return metric
    raise PodiumError(f"board {slug!r}: metric {name!r} holds none of {', '.join(AVERAGED)}")
