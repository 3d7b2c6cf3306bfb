"""What is reached without looking at an image."""

from __future__ import annotations


def trivial_f1(prevalence: float) -> dict[str, float]:
    """Return the F1 of answers that do not depend on the image, by how they are given.

    Always yes: recall 1, precision p, so 2p / (1 + p). Always no: no true positive, so 0. A coin that
    says yes with probability q expects precision p and recall q, so 2pq / (p + q): p / (p + 0.5) for a
    fair coin, p for one with q = p. These are F1 of the expected counts.

    Args:
        prevalence: Share of positives p, in [0, 1].
    """
    p = prevalence
    return {
        "always yes": 2 * p / (1 + p),
        "always no": 0.0,
        "fair coin (expected)": p / (p + 0.5),
        "coin at the prevalence (expected)": p,
    }
