"""Cases that prove a benchmark's prompts, parsers and metrics equal to the official ones, without its data."""

from __future__ import annotations

import contextlib
import hashlib
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from podium.registry.benchmark import Benchmark

#: Hexadecimal digits of a text's SHA-256 that a case compares.
DIGITS = 16

#: How far two floats may be apart that count as equal.
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Case:
    """One thing that must come out as the official code has it.

    Args:
        group: What is proved, such as ``"prompt"``, ``"parser"`` or ``"metric"``.
        name: Which case, such as ``"5-shot, math"``.
        got: Computes what Podium makes of it.
        expected: What must come out; floats are equal within 1e-9.
        source: Where the expected value is from, such as the official repository and commit.
    """

    group: str
    name: str
    got: Callable[[], Any]
    expected: Any
    source: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a case gave.

    Args:
        group: As in :class:`Case`.
        name: As in :class:`Case`.
        ok: Whether it came out as expected.
        expected: What had to come out.
        got: What came out, or None where that raised.
        source: As in :class:`Case`.
        error: What was raised, in one line, or empty.
    """

    group: str
    name: str
    ok: bool
    expected: Any
    got: Any = None
    source: str = ""
    error: str = ""


def text_digest(text: str) -> str:
    """Return a text's length in characters and the first 16 hexadecimal digits of its SHA-256 over UTF-8.

    For example ``"125 f39aea3ab2fed042"``: what a prompt is compared by, so that no prompt need be stored.
    """
    return f"{len(text)} {hashlib.sha256(text.encode()).hexdigest()[:DIGITS]}"


def check(benchmark: Benchmark) -> list[Outcome]:
    """Run all cases of a benchmark; none where it has none.

    Each is run by itself: what one raises is its outcome, and the others are run all the same. What a plugin
    prints goes to standard error.
    """
    return list(_outcomes(benchmark))


def _outcomes(benchmark: Benchmark) -> Iterator[Outcome]:
    cases: Iterator[Case] = iter(())
    number = 0
    while True:
        try:
            with contextlib.redirect_stdout(sys.stderr):
                if not number:
                    cases = iter(benchmark.conformance())
                case = next(cases, None)
        except (Exception, SystemExit) as error:  # whatever a plugin's own code raises
            yield Outcome("cases", f"case {number + 1}", False, "a case", error=_line(error))
            return
        if case is None:
            return
        number += 1
        yield _run(case) if isinstance(case, Case) else _no_case(number, case)


def _no_case(number: int, found: object) -> Outcome:
    return Outcome("cases", f"case {number}", False, "a Case", error=f"it is of type {type(found).__name__}")


def _run(case: Case) -> Outcome:
    try:
        with contextlib.redirect_stdout(sys.stderr):
            got = _plain(case.got())
            ok = equal(got, _plain(case.expected))
    except (Exception, SystemExit) as error:  # whatever a plugin's own code raises
        return Outcome(case.group, case.name, False, case.expected, source=case.source, error=_line(error))
    return Outcome(case.group, case.name, ok, case.expected, got, case.source)


def _line(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0]}" if text else type(error).__name__


def _plain(value: Any) -> Any:
    """Return arrays, tensors and their numbers as Python's own."""
    return value.tolist() if hasattr(value, "tolist") else value


def equal(got: Any, expected: Any) -> bool:
    """Return whether what came out is what had to.

    Numbers are equal within 1e-9, and not a number equals itself; a truth value is no number. Tuples and lists of
    equal things are equal, as are mappings.
    """
    got, expected = _plain(got), _plain(expected)
    if isinstance(got, bool) or isinstance(expected, bool):
        return isinstance(got, bool) and isinstance(expected, bool) and got == expected
    if isinstance(got, float) or isinstance(expected, float):
        return isinstance(got, int | float) and isinstance(expected, int | float) and _close(got, expected)
    if isinstance(got, Mapping) and isinstance(expected, Mapping):
        return got.keys() == expected.keys() and all(equal(got[key], expected[key]) for key in expected)
    if _is_list(got) and _is_list(expected):
        return len(got) == len(expected) and all(map(equal, got, expected))
    return bool(got == expected)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _close(got: float, expected: float) -> bool:
    if math.isnan(got) or math.isnan(expected):
        return math.isnan(got) and math.isnan(expected)
    return got == expected or abs(got - expected) <= TOLERANCE
