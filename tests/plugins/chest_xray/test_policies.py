from __future__ import annotations

import math

import numpy as np
import pytest

from podium.plugins.chest_xray.policies import policy_note, target_values


@pytest.mark.parametrize(
    ("uncertainty", "blanks", "expected"),
    [
        ("ignore", "zeros", (0.0, None, 0.0, 1.0)),
        ("zeros", "zeros", (0.0, 0.0, 0.0, 1.0)),
        ("ones", "zeros", (0.0, 1.0, 0.0, 1.0)),
        ("ones", "ignore", (None, 1.0, 0.0, 1.0)),
        ("ignore", "ignore", (None, None, 0.0, 1.0)),
    ],
)
def test_blank_uncertain_negative_and_positive_become_the_policy_s_targets(
    uncertainty: str, blanks: str, expected: tuple[float | None, ...]
) -> None:
    values = target_values(uncertainty, blanks)
    assert tuple(None if math.isnan(value) else value for value in values) == expected


def test_the_note_counts_what_the_policies_touched() -> None:
    codes = np.array([[1, 0, -1], [-2, -2, -1]], np.int8)
    assert policy_note(codes, "ones", "ignore") == ("2 uncertain labels: count as positive; 2 blank labels: left out")
