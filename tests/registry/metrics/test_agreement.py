"""Agreement of two raters, against scikit-learn."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from podium.registry.metrics import cohen_kappa


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), min_size=1, max_size=40))
def test_kappa_is_scikit_learns_and_undefined_where_that_has_none(pairs: list[tuple[str, str]]) -> None:
    found = cohen_kappa(Counter(pairs))
    if len({mark for pair in pairs for mark in pair}) == 1:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)), abs=1e-12)


def test_kappa_of_nothing_is_undefined_and_of_marks_of_any_kind_the_same() -> None:
    assert math.isnan(cohen_kappa({}))
    assert math.isnan(cohen_kappa({(True, True): 0, (False, True): 0}))
    # Cohen 1960 by hand: p = 0.7, e = 0.5 * 0.6 + 0.5 * 0.4 = 0.5.
    assert cohen_kappa({(True, True): 20, (True, False): 5, (False, True): 10, (False, False): 15}) == 0.4
    assert cohen_kappa({("yes", "yes"): 20, ("yes", None): 5, (None, "yes"): 10, (None, None): 15}) == 0.4


def test_kappa_of_raters_who_agree_as_by_chance_is_zero_to_the_bit() -> None:
    assert cohen_kappa({(0, 0): 3, (0, 1): 6, (1, 0): 7, (1, 1): 14}) == 0.0


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="counts must not be negative, got -1"):
        cohen_kappa({(0, 0): 3, (0, 1): -1})
