"""Near names are really near."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from podium.registry import leaderboard
from podium.registry.errors import NotFound
from podium.registry.names import nearest

BENCHMARKS = ("chexpert", "mimic-cxr", "mmlu", "mmlu-pro", "hle", "mmmu", "mmmu-pro", "charxiv-r")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("chexprt", ["chexpert"]),
        ("MMLU  por", ["mmlu-pro", "mmmu-pro"]),
        ("mlmu", ["mmlu", "mmmu"]),
        ("mimic", ["mimic-cxr"]),
        ("charxiv", ["charxiv-r"]),
        ("hl", []),
        ("nope", []),
        ("pro", []),
        ("a", []),
        ("", []),
        ("!?", []),
    ],
)
def test_a_typo_and_a_part_of_a_name_are_near_and_a_short_word_is_not_near_everything(
    typed: str, expected: list[str]
) -> None:
    assert nearest(typed, BENCHMARKS) == expected


def test_the_best_come_first_each_once_and_no_more_than_the_limit() -> None:
    known = ("seed", "bootstrap", "bootstrap", "boot-strap-2", "bootstraps")
    assert nearest("bootstrpa", known) == ["bootstrap", "boot-strap-2", "bootstraps"]
    assert nearest("bootstrpa", known, limit=1) == ["bootstrap"]


@pytest.mark.parametrize("typed", ["nope", "none", "o9", "llm", "hello", "banana", "someone"])
def test_a_word_that_is_no_model_suggests_none(filled_registry: Path, typed: str) -> None:
    with sqlite3.connect(filled_registry) as connection:
        connection.row_factory = sqlite3.Row
        with pytest.raises(NotFound) as raised:
            leaderboard.find_model(connection, typed)
    connection.close()
    assert raised.value.suggestions == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("medgema 4b it", "medgemma-4b-it"),
        ("gpt5,2", "gpt-5-2-2025-12-11"),
        ("claude oppus 4", "claude-opus-4-20250514"),
        ("MedGema", "medgemma-4b-it"),
        ("medgmema", "medgemma-4b-it"),
        ("Magistrel", "magistral-medium"),
        ("Gemni", "gemini-3-pro-preview"),
    ],
)
def test_a_misspelt_model_suggests_the_one_that_is_meant(filled_registry: Path, typed: str, expected: str) -> None:
    with sqlite3.connect(filled_registry) as connection:
        connection.row_factory = sqlite3.Row
        try:
            found: tuple[str, ...] = (leaderboard.find_model(connection, typed),)
        except NotFound as error:
            found = error.suggestions
    connection.close()
    assert found[0] == expected
