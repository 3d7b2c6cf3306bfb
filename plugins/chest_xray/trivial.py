"""The F1 of answers that know nothing of what is asked; only the standard library is needed."""

from __future__ import annotations


def trivial_f1(prevalence: float) -> dict[str, float]:
    """Return the F1 of trivial answers at a prevalence.

    An answer that says yes with probability q, whatever is asked, has 2 p q / (p + q), the F1 of its
    expected counts.

    Args:
        prevalence: Share of positives p, above 0 and at most 1; without positives an F1 is undefined
            or 0, whatever is answered.

    Returns:
        By answer, in the order of a table: ``"always yes"`` 2 p / (1 + p), ``"always no"`` 0, ``"fair
        coin (expected)"`` p / (p + 1/2), ``"coin at the prevalence (expected)"`` p.

    Raises:
        ValueError: If the prevalence is out of range.
    """
    if not 0 < prevalence <= 1:
        raise ValueError(f"prevalence must be above 0 and at most 1, got {prevalence}")
    return {
        "always yes": 2 * prevalence / (1 + prevalence),
        "always no": 0.0,
        "fair coin (expected)": prevalence / (prevalence + 0.5),
        "coin at the prevalence (expected)": prevalence,
    }
