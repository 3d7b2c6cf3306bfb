"""Conformance cases: what counts as equal, what a failing case leaves, and the cases of every benchmark here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
import torch

from podium.registry import Benchmark, Board, Card, Case, text_digest
from podium.registry.conformance import Outcome, check, equal
from podium.registry.discovery import discover

#: The benchmarks of questions that must prove their prompts and parsers.
QUESTIONS = ("mmlu", "mmlu-pro", "hle", "mmmu", "mmmu-pro", "charxiv-r")


def benchmark(cases: Iterable[Any] = ()) -> Benchmark:
    class Made(Benchmark):
        card = Card(
            slug="made", name="Made", description="Made up.", modality="text", categories=("knowledge",),
            boards=(Board("accuracy", headline=True),),
        )  # fmt: skip

        def conformance(self) -> Iterable[Case]:
            return cases

    return Made()


def test_a_text_is_compared_by_its_length_and_hash() -> None:
    assert text_digest("abc") == "3 ba7816bf8f01cfea"
    assert text_digest("") == "0 e3b0c44298fc1c14"
    assert text_digest("µ") == "1 " + text_digest("µ").partition(" ")[2]


NAN = float("nan")


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ("B", "B"),
        (None, None),
        (0.1 + 0.2, 0.3),
        (1, 1.0 + 5e-10),
        (NAN, NAN),
        (float("inf"), float("inf")),
        ((1, [2.0, "a"]), [1, (2.0 + 1e-10, "a")]),
        ({"a": 0.1 + 0.2, "b": [None]}, {"b": [None], "a": 0.3}),
        ({1, 2}, {2, 1}),
        (np.float64(0.1) + 0.2, 0.3),
        (np.array([1.0, 2.0]), [1.0, 2.0]),
        (np.bool_(True), True),
        (torch.tensor([[1, 2]]), [[1, 2]]),
        ([np.int64(3), torch.tensor(0.5)], [3, 0.5]),
        (b"x", b"x"),
    ],
)
def test_equal_things(got: Any, expected: Any) -> None:
    assert equal(got, expected) and equal(expected, got)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ("B", "b"),
        ("", None),
        (0.3, 0.3 + 2e-9),
        (True, 1),
        (False, 0.0),
        (NAN, 1.0),
        (float("inf"), 1e308),
        ([1, 2], [1]),
        ("ab", ["a", "b"]),
        ({"a": 1}, {"a": 1, "b": None}),
        ({"a": 1}, ["a"]),
        (1.0, "1.0"),
        (10**20, 10**20 + 1),
    ],
)
def test_different_things(got: Any, expected: Any) -> None:
    assert not equal(got, expected) and not equal(expected, got)


def test_each_case_is_run_by_itself_whatever_another_one_does(capsys: pytest.CaptureFixture[str]) -> None:
    def leave() -> None:
        print("noise")
        raise SystemExit(3)

    cases = [
        Case("parser", "right", lambda: "A", "A", "org/repo 0123"),
        Case("parser", "wrong", lambda: "A", "B"),
        Case("parser", "raises", lambda: [][0], "B"),
        Case("parser", "leaves", leave, "B"),
        Case("metric", "after them", lambda: 0.1 + 0.2, 0.3),
    ]
    assert check(benchmark(cases)) == [
        Outcome("parser", "right", True, "A", "A", "org/repo 0123"),
        Outcome("parser", "wrong", False, "B", "A"),
        Outcome("parser", "raises", False, "B", error="IndexError: list index out of range"),
        Outcome("parser", "leaves", False, "B", error="SystemExit: 3"),
        Outcome("metric", "after them", True, 0.3, 0.1 + 0.2),
    ]
    assert capsys.readouterr() == ("", "noise\n")


def test_what_goes_wrong_in_making_the_cases_is_a_failure_too_and_those_before_count() -> None:
    def cases() -> Iterable[Case]:
        yield Case("prompt", "one", lambda: 1, 1)
        raise ValueError("no second one")

    assert check(benchmark(cases())) == [
        Outcome("prompt", "one", True, 1, 1),
        Outcome("cases", "case 2", False, "a case", error="ValueError: no second one"),
    ]
    assert [one.error for one in check(benchmark(None))] == ["TypeError: 'NoneType' object is not iterable"]  # type: ignore[arg-type]
    assert [one.error for one in check(benchmark(["text"]))] == ["it is of type str"]
    assert check(benchmark()) == []


LOADED = {slug: owned.benchmark for slug, owned in discover([], "").benchmarks.items()}


@pytest.mark.parametrize("slug", sorted({*LOADED, *QUESTIONS}))
def test_every_benchmark_here_treats_prompts_replies_and_numbers_as_the_official_code_does(slug: str) -> None:
    outcomes = check(LOADED[slug])
    assert [one for one in outcomes if not one.ok] == []
    if slug in QUESTIONS:
        assert outcomes, f"{slug} has no conformance cases"
        assert all(one.source for one in outcomes), "a case that does not say where its expected value is from"
    names = [(one.group, one.name) for one in outcomes]
    assert len(set(names)) == len(names), "two cases of one name"
