"""Texts of CSV files are text in spreadsheets as well, and read back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.registry import spreadsheets


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(0)", "'=HYPERLINK(0)"),
        ("+1", "'+1"),
        ("-SUM(A1)", "'-SUM(A1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("GPT-5 = good", "GPT-5 = good"),
        ("'twas", "'twas"),
        ("", ""),
    ],
)
def test_what_would_be_calculated_gets_an_apostrophe_and_nothing_else(text: str, cell: str) -> None:
    assert spreadsheets.guarded(text) == cell
    assert spreadsheets.unguarded(cell) == text


@given(st.text(st.sampled_from("'=+-@\t\ra")))
def test_reading_is_the_reverse_of_writing_and_no_cell_is_a_formula(text: str) -> None:
    cell = spreadsheets.guarded(text)
    assert spreadsheets.unguarded(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
