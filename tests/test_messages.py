"""Errors that a user can mend are worded alike: what and where, then what to do, in lower case and without a point."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.registry import errors

ROOT = Path(__file__).parents[1]
KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type)} | {"UsageError", "BadParameter"}

#: Begin with their name what they tell.
NAMES = ("Discord", "Ray", "CheXpert", "MIMIC", "MMLU", "VQA", "NIH", "MMMU", "HLE", "A has", "A was", "I ")


def text_of(node: ast.expr) -> str | None:
    """Return a text as it is written, with 0 for what is put into it; None where it is made elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "0" for one in node.values)
    return None


def messages() -> Iterator[tuple[str, str]]:
    """Yield every message and hint that is written in a call of an error, with its place."""
    for room in ("bots", "cli", "plugins", "registry"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                called = getattr(node, "func", None)
                name = getattr(called, "id", getattr(called, "attr", ""))
                if isinstance(node, ast.Call) and name in KINDS - {"NotFound", "MissingExtra"}:
                    for text in filter(None, map(text_of, node.args[:2])):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", text


FOUND = list(messages())


def test_there_are_hundreds_of_them() -> None:
    assert len(FOUND) > 800


@pytest.mark.parametrize(
    ("pattern", "rule"),
    [
        (r"\.$", "ends in a point, though more may follow in the line"),
        (r"\n", "has more than one line"),
        (r"(?i)\b(please|invalid|illegal|unable to|oops|sorry)\b", "says nothing that helps, or asks for forgiveness"),
        (rf"(?!{'|'.join(NAMES)})[A-Z][a-z]", "begins with a capital, though it stands behind error:"),
    ],
)
def test_a_message_keeps_to_the_wording_of_all(pattern: str, rule: str) -> None:
    look = re.match if pattern.startswith("(?!") else re.search
    assert [f"{place}: {text}" for place, text in FOUND if look(pattern, text)] == [], rule
