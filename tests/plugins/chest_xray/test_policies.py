from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.plugins.chest_xray.policies import AS_CODE, BLANKS, policy_note, target_values, training_targets
from podium.registry.training import POLICIES


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


# --- training targets

#: Positive, negative, uncertain, blank.
CODES = np.array([[1, 0, -1, -2]], np.int8)
SOFT = np.array([[0.9, 0.8, 0.37, 0.6]])


@pytest.mark.parametrize(
    ("policy", "values", "counts"),
    [
        ("ignore", [1, 0, 0, 0], [True, True, False, True]),
        ("zeros", [1, 0, 0, 0], [True, True, True, True]),
        ("ones", [1, 0, 1, 0], [True, True, True, True]),
        ("multiclass", [1, 0, 2, 0], [True, True, True, True]),
        ("selftrained", [1, 0, 0.37, 0], [True, True, True, True]),
    ],
)
def test_each_kind_of_cell_teaches_what_the_policy_says(policy: str, values: list[float], counts: list[bool]) -> None:
    targets = training_targets(CODES, policy, "zeros", SOFT)
    assert targets.values.dtype == np.float32 and targets.mask.dtype == np.bool_
    assert targets.values.tolist() == np.array([values], np.float32).tolist()
    assert targets.mask.tolist() == [counts]
    ignored = training_targets(CODES, policy, "ignore", SOFT)
    assert ignored.mask.tolist() == [[*counts[:3], False]]
    assert ignored.values.tolist() == targets.values.tolist()


def plain_target(code: int, policy: str, blanks: str, soft: float) -> tuple[float, bool]:
    """Return a cell's target and whether it counts, by the rules of the paper, one cell at a time."""
    if code == -2:
        return 0.0, blanks == "zeros"
    if code in (0, 1):
        return float(code), True
    rules = {"ignore": (0.0, False), "zeros": (0.0, True), "ones": (1.0, True), "multiclass": (2.0, True)}
    return rules.get(policy, (soft, True))


@given(
    cells=st.lists(st.tuples(st.sampled_from([1, 0, -1, -2]), st.floats(0, 1, width=32)), min_size=1, max_size=30),
    policy=st.sampled_from(POLICIES),
    blanks=st.sampled_from(BLANKS),
)
def test_targets_of_any_table_are_those_of_its_cells(cells: list[tuple[int, float]], policy: str, blanks: str) -> None:
    codes = np.array([[code for code, _ in cells]], np.int8)
    before = codes.copy()
    targets = training_targets(codes, policy, blanks, np.array([[soft for _, soft in cells]]))
    expected = [plain_target(code, policy, blanks, soft) for code, soft in cells]
    assert list(zip(targets.values[0].tolist(), targets.mask[0].tolist(), strict=True)) == expected
    assert (codes == before).all()


@pytest.mark.parametrize("policy", ["ignore", "zeros", "ones"])
def test_training_and_evaluation_mean_the_same_by_a_policy_they_share(policy: str) -> None:
    for blanks in BLANKS:
        targets = training_targets(CODES, policy, blanks)
        values = target_values(policy, blanks)
        for code, value, counts in zip(CODES[0], targets.values[0], targets.mask[0], strict=True):
            assert counts == (not math.isnan(values[code + 2]))
            assert not counts or value == values[code + 2]


def test_codes_can_be_passed_through_for_a_training_that_applies_its_own_policy() -> None:
    assert target_values(AS_CODE, AS_CODE) == (-2.0, -1.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("policy", "words"),
    [("multiclass", "2 uncertain labels: a class of their own"), ("selftrained", "take a teacher's probability")],
)
def test_the_note_has_words_for_the_policies_of_training(policy: str, words: str) -> None:
    assert words in policy_note(np.array([1, -1, -2, -1], np.int8), policy, "zeros")
