"""How far stated confidences are from what a judge found right, with the authors' bins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from podium.registry import JUDGED, Answer, Curve, Grade, Report, Score, judged

if TYPE_CHECKING:
    from podium.registry.metrics import Reliability

#: Questions per bin in the authors' script.
BIN = 100
#: Bins of equal width in the picture.
_DRAWN = 10


def confidences(answers: Sequence[Answer], grades: Sequence[Grade]) -> tuple[list[float], list[float]]:
    """Return the stated confidence, from 0 to 1, and 1 or 0 for right or wrong of each judged answer, in order.

    An answer whose judge stated no usable confidence is left out.
    """
    pairs = [
        (answer.verdict.fields["confidence"] / 100, grade.official)
        for answer, grade in zip(answers, grades, strict=True)
        if grade.rule == JUDGED
        and answer.verdict is not None
        and answer.verdict.fields is not None
        and answer.verdict.fields.get("confidence") is not None
    ]
    return [claimed for claimed, _ in pairs], [right for _, right in pairs]


def calibration_error(claimed: Sequence[float], right: Sequence[float], last_bin: str) -> tuple[float | None, str]:
    """Return the RMS calibration error, from 0 to 1, and why it is undefined.

    Args:
        claimed: Confidences, from 0 to 1.
        right: 1 or 0 for each.
        last_bin: ``"drop"``, as the authors' script does, or ``"keep"``.
    """
    import numpy as np

    from podium.registry.metrics import rms_calibration_error

    if len(claimed) < BIN:
        return None, f"{len(claimed)} judged answers state a confidence; the bins have {BIN} each"
    last: Literal["drop", "keep"] = "drop" if last_bin == "drop" else "keep"
    return rms_calibration_error(np.array(claimed), np.array(right), BIN, last), ""


def as_printed(error: float) -> float:
    """Return a calibration error as the authors' script prints it: in percent, after rounding to two digits.

    What it prints of 0.57 is 56.99999999999999.
    """
    return 100 * round(error, 2)


def score_calibration(answers: Sequence[Answer], grades: Sequence[Grade], judge: str, last_bin: str) -> Report:
    """Return calibration error, mean confidence and a curve, over judged answers.

    Args:
        answers: One per question.
        grades: One per question.
        judge: Name of the judge.
        last_bin: What ``calibration-error`` does with the last bin; ``calibration-error-all-bins`` keeps it.
    """
    claimed, right = confidences(answers, grades)
    n = len(claimed)
    scores, notes = [], []
    for name, kept in (("calibration-error", last_bin), ("calibration-error-all-bins", "keep")):
        error, reason = calibration_error(claimed, right, kept)
        scores.append(Score(judged(name, judge), error, n, reason=reason))
    printed = scores[0].value
    if printed is not None:
        notes.append(f"as the authors' script prints it: Calibration Error: {as_printed(printed)}")
    if last_bin == "drop" and BIN <= n < 2 * BIN:
        notes.append(
            f"{n} judged answers make one bin of the calibration error, and the authors leave the last bin out:"
            " calibration-error is 0 whatever the answers are"
        )
    silent = sum(grade.rule == JUDGED for grade in grades) - n
    if silent:
        notes.append(f"{silent:,} verdicts state no usable confidence: not in the calibration error")
    mean = sum(claimed) / n if n else None
    scores.append(Score(judged("mean-confidence", judge), mean, n, reason="" if n else "no answer was judged"))
    return Report(
        {},
        scores=tuple(scores),
        notes=tuple(notes),
        curves=(_curve(claimed, right),) if n else (),
        settings={"last_bin": last_bin},
        facts={"calibration": f"stated confidences against {judge}'s verdicts, RMS over bins of {BIN}"},
    )


def _curve(claimed: Sequence[float], right: Sequence[float]) -> Curve:
    import numpy as np

    from podium.registry.metrics import reliability, wilson_interval

    (bins,) = reliability(np.array(claimed)[:, None], np.array(right)[:, None], _DRAWN)
    n = bins.n[bins.n > 0]
    low, high = wilson_interval(np.rint(bins.frequency[bins.n > 0] * n), n)
    return Curve(
        "calibration",
        "stated confidence",
        "mean confidence",
        "share judged right",
        _points(bins),
        note=f"{len(claimed):,} judged answers in {_DRAWN} bins of equal width",
        bars=tuple(zip(low.round(4).tolist(), high.round(4).tolist(), strict=True)),
    )


def _points(bins: Reliability) -> tuple[tuple[float, float], ...]:
    held = bins.n > 0
    pairs = zip(bins.score[held].tolist(), bins.frequency[held].tolist(), strict=True)
    return tuple((round(x, 4), round(y, 4)) for x, y in pairs)
