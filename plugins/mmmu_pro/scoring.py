"""Scoring MMMU-Pro."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from podium.plugins.mmmu_family import scoring
from podium.plugins.mmmu_family.choices import read_choice_pro
from podium.plugins.mmmu_pro.prompts import HEALTH_BOARDS, PROTOCOLS
from podium.registry import Answer, Grade, Item, Report

#: Every board that runs can enter, with the protocol it is of.
BOARDS = {name: name for name in PROTOCOLS} | {board: name for name, board in HEALTH_BOARDS.items()}


def grade(items: Sequence[Item], answers: Sequence[Answer]) -> list[Grade]:
    """Return what each answer is worth."""
    return scoring.grade(items, answers, read_choice_pro)


def score(items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Report:
    """Return the report; the boards are those of the protocol that the items follow."""
    protocol = str(items[0].attributes["protocol"])
    return scoring.report(
        items,
        answers,
        grade(items, answers),
        board=protocol,
        health_board=HEALTH_BOARDS.get(protocol, ""),
        by=("option_count",) if PROTOCOLS[protocol].sees_only else ("option_count", "difficulty"),
        withheld={
            board: f"another protocol: --set protocol={other}" for board, other in BOARDS.items() if other != protocol
        },
        **settings,
    )
