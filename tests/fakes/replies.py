"""Replies of models that repeat themselves without end, against parsers that take time by the square of the length."""

from __future__ import annotations

import time
from collections.abc import Callable

LENGTH = 200_000
#: What is repeated.
UNITS = (
    "7",
    "1,",
    "1,111",
    "1.1",
    "1e",
    "-",
    ".5",
    "2^",
    "2** ",
    "3/4 ",
    "1.5e3 ",
    " ",
    "\n",
    "\t\n",
    "(",
    ")",
    "[",
    "{",
    "}",
    '{"a":',
    "(A",
    "(A) ",
    "A ",
    "A.",
    "a, ",
    "(b) and ",
    "is ",
    "in x, ",
    "answer",
    "answer:",
    "Answer: ",
    "answer \n",
    "answer is ",
    "answer is (",
    "final ",
    "Confidence: ",
    "option ",
    "so the result is = ",
    "\\boxed{",
    "\\boxed{x}",
    "\\text{",
    "\\frac{1}{",
    "$",
    "**",
    "<think>",
    "</think>",
    "<|channel|>final",
    "<|end|> ",
    "assistantfinal",
    "\u0300\u0316",
    "²",
    "Yes or ",
    "no ",
)


def endless(unit: str, length: int = LENGTH) -> str:
    """Return a reply of a length that says one thing again and again, and then ends in another."""
    return (unit * (length // len(unit) + 1))[: length - 1] + "x"


def seconds(read: Callable[[], object]) -> float:
    """Return how long reading takes, of the processor; the faster of two turns, as other work can only add to it."""
    found = []
    for _ in range(2):
        began = time.process_time()
        read()
        found.append(time.process_time() - began)
        if found[0] < 0.1:
            break
    return min(found)
