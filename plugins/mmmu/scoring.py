"""Scoring MMMU."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from podium.plugins.mmmu_family import scoring
from podium.plugins.mmmu_family.choices import read_choice
from podium.registry import Answer, Grade, Item, Report

BOARD, HEALTH_BOARD = "direct", "health-direct"
BOARD_SPLIT = "validation"


def grade(items: Sequence[Item], answers: Sequence[Answer]) -> list[Grade]:
    """Return what each answer is worth."""
    return scoring.grade(items, answers, read_choice)


def score(items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Report:
    """Return the report; the boards are of the validation split."""
    whole = items[0].attributes["split"] == BOARD_SPLIT
    return scoring.report(
        items,
        answers,
        grade(items, answers),
        board=BOARD if whole else "",
        health_board=HEALTH_BOARD if whole else "",
        by=("question_type", "difficulty"),
        withheld={} if whole else dict.fromkeys((BOARD, HEALTH_BOARD), f"another split: --split {BOARD_SPLIT}"),
        **settings,
    )
