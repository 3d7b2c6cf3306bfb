"""Numbers are read exactly, in every notation that charts and models use, and never out of names."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.plugins.charxiv.numerals import numbers, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", "3"),
        ("3.", "3"),
        ("-2", "-2"),
        ("−0.5", "-1/2"),
        (".5", "1/2"),
        ("0.50", "1/2"),
        ("1,500", "1500"),
        ("1,234,567.8", "12345678/10"),
        ("40\\,000", "40000"),
        ("40{,}000", "40000"),
        ("1.5e3", "1500"),
        ("1e+06", "1000000"),
        ("1E-2", "1/100"),
        ("10^-2", "1/100"),
        ("10^{-2}", "1/100"),
        ("$10^{-2}$", "1/100"),
        ("10⁻²", "1/100"),
        ("10**-2", "1/100"),
        ("1.5×10^3", "1500"),
        ("1.5 x 10^3", "1500"),
        ("1.5*10**3", "1500"),
        ("$1.5 \\times 10^{3}$", "1500"),
        ("1.5 \\cdot 10^{-3}", "15/10000"),
        ("-10^2", "-100"),
        ("2^10", "1024"),
    ],
)
def test_a_number_has_its_exact_value_in_every_notation(text: str, value: str) -> None:
    found = read_number(text)
    assert found is not None
    assert (found.value, found.percent, found.sure) == (Fraction(value), False, True)


@pytest.mark.parametrize(
    "text", ["", "three", "1.2.3", "T4", "12:00", "5-10", "1e9999", "10^{-2.5}", "0^-1", "3D", "a 3"]
)
def test_what_is_no_single_number_is_not_read_as_one(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("3/4", "3/4"), ("\\frac{3}{4}", "3/4"), ("40k", "40000"), ("2 million", "2000000")]
)
def test_a_fraction_or_a_scale_proves_nothing_where_it_differs(text: str, value: str) -> None:
    found = read_number(text)
    assert found is not None
    assert (found.value, found.sure) == (Fraction(value), False)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The value … is 1.5e3.", ["1.5e3"]),
        ("ResNet-50 gets 45.2 at session 9, i.e. 45.2%.", ["45.2", "9", "45.2%"]),
        ("about 0.5 ± 0.1", ["0.5"]),
        ("H3_conc, P56962 and T4", []),
        ("4, 5, and 6", ["4", "5", "6"]),
        ("- 3 bars", ["3"]),
        ("x=-3.", ["-3"]),
        ("(0, -1)", ["0", "-1"]),
        ("1.2.3 and 7", ["7"]),
    ],
)
def test_a_sentences_numbers_are_those_that_stand_alone(text: str, read: list[str]) -> None:
    assert [number.text for number in numbers(text)] == read


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("0.01", "10^-2", True),
        ("1500", "1.5e3", True),
        ("0.1", "0.10", True),
        ("0.012", "0.01", False),
        ("94%", "94", True),
        ("94%", "0.94", True),
        ("94%", "94 percent", True),
        ("200%", "2%", False),
        ("50%", "0.5%", False),
        ("0.30000000000000001", "0.3", False),
    ],
)
def test_equality_has_no_tolerance_and_a_percentage_is_also_its_number(one: str, other: str, equal: bool) -> None:
    first, second = read_number(one), read_number(other)
    assert first is not None and second is not None
    assert first.equals(second) is second.equals(first) is equal


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_any_decimal_is_read_exactly_plain_with_commas_and_with_an_exponent(number: Decimal) -> None:
    exact = Fraction(number)
    for written in (f"{number:f}", f"{number:,f}", f"{number:e}", f"${number:f}$", f"{number:f}."):
        found = read_number(written)
        assert found is not None and found.value == exact, written
    assert [one.value for one in numbers(f"the answer is {number:,f}, I think")] == [exact]


@given(st.integers(-9_999, 9_999), st.integers(-30, 30))
def test_a_product_with_a_power_of_ten_is_read_exactly_however_it_is_typeset(factor: int, power: int) -> None:
    exact = factor * Fraction(10) ** power
    for written in (
        f"{factor}e{power}",
        f"{factor}×10^{power}",
        f"{factor} x 10^{{{power}}}",
        f"${factor} \\times 10^{{{power}}}$",
        f"{factor} * 10**{power}",
    ):
        found = read_number(written)
        assert found is not None and found.value == exact, written


@pytest.mark.parametrize("form", ["{}", "0.{}", "1e{}", "10^{}", "2^{{{}}}", "{}/7", "7/{}", "{},000", "{}%"])
@given(length=st.integers(90, 5_000))
def test_a_run_of_digits_without_end_is_no_number_and_no_error(form: str, length: int) -> None:
    text = form.format("7" * length)
    found = list(numbers(f"It is {text}, or 12."))
    assert found[-1].value == 12
    assert (read_number(text) is None) or length <= 100


@given(st.text())
def test_any_text_can_be_searched_for_numbers(text: str) -> None:
    for number in numbers(text):
        assert isinstance(number.value, Fraction)
    read_number(text)
