"""A registry of boards that are not as boards usually are, beside one that has a little of everything.

``bench`` has ties, intervals, standings and makers of all kinds; ``errors`` ranks the lower figures first and is for
research only; ``nothing`` has no results; ``huge`` has 5,000; ``hostile`` has names that were made to do harm.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from podium.bots.discord.names import read_index
from podium.bots.discord.reader import Desk
from podium.bots.faq import Engine
from podium.registry import Board, Card, FAQEntry, Paper
from podium.tests.cli.site.registries import card, fill, model, row

HUGE = 5_000

#: Names that would ping, format, link, break a line, change the direction of the text, or not fit; one is empty.
HOSTILE = (
    "@everyone",
    "<@&1234> <#5> </ask:7> <t:0:R>",
    "**bold** __under__ ~~gone~~ ||hidden|| `code` ```block```",
    "[click](https://evil.example/)",
    "https://evil.example/free",
    "# Heading",
    "> quoted",
    "two\nlines\r\nand\ttabs",
    "\u202egnp.exe \u2066mixed\u2069",
    "נמל ببغاء",
    "x" * 300,
    "*" * 300,
    "😀" * 100,
    "",
    "\\",
)

_BENCH: tuple[dict[str, Any], ...] = (
    {"value": 0.9312, "low": 0.92, "high": 0.942, "standing": "independent", "as_of": "2026-03-01"},
    {"value": 0.9308, "low": 0.919, "high": 0.941, "standing": "self-reported", "as_of": "2026-04-15"},
    {"value": 0.9294, "standing": "third-party", "as_of": "2026-02"},
    {"value": 0.9294, "standing": "self-reported", "reported_on": "2026-01-20"},
    {"value": 0.9291, "low": 0.918, "high": 0.94, "standing": "independent"},
    *({"value": round(0.9 - 0.01 * place, 4)} for place in range(8)),
)


def cards() -> list[Card]:
    """Return the cards."""
    errors = Board(
        "main", metric_name="word error rate", higher_is_better=False, maximum=None, headline=True, title="Errors"
    )
    return [
        card(
            "bench",
            name="Bench",
            aliases=("the bench",),
            measures="Whether a model finds the item.",
            splits={"dev": 5, "test": 200},
            licence="CC BY 4.0",
            paper=Paper(
                "The items of bench",
                authors=("A. Author", "B. Author"),
                url="https://example.org/paper",
                published=date(2024, 5, 6),
                abstract="Items.",
            ),
            related=("errors", "nothing"),
            faq=(FAQEntry("What is an item?", "One of 200."),),
            boards=(
                Board("main", metric="accuracy", title="All items", headline=True, protocol="Zero-shot, all items."),
                Board("hard", metric="accuracy", title="Hard items", protocol="Zero-shot, hard items."),
            ),
        ),
        card("errors", name="Errors", boards=(errors,), categories=("speech", "general"), research_use_only=True),
        card("nothing", name="Nothing", boards=(Board("main", metric="accuracy", headline=True),)),
        card("huge", name="Huge", boards=(Board("main", metric="accuracy", headline=True),)),
        card(
            "hostile",
            name="Hostile @everyone **bold**",
            measures="[click](https://evil.example/) @here " + "y" * 600,
            categories=("*odd*",),
            boards=(
                Board(
                    "main", metric_name="`rate` @everyone", headline=True, maximum=None, title="# Title\n@everyone",
                    protocol="||hidden|| <@1>",
                ),
            ),
        ),
    ]  # fmt: skip


def models() -> list[dict[str, Any]]:
    """Return the catalogue."""
    bench = [
        model(
            f"model-{place}",
            name=f"Model {place}",
            organisation=("Orga", "Other Org", None)[place % 3],
            released=f"2025-{place % 12 + 1:02d}-10",
            released_precision="day",
            open_weights=(True, False, None)[place % 3],
            parameters_b=(7.0, 70.0, None)[place % 3],
        )
        for place in range(13)
    ]
    bench[0] |= {
        "context_tokens": 131_072, "input_price": 0.15, "output_price": 0.6, "price_as_of": "2026-01-01",
        "licence": "Apache 2.0", "multimodal": True, "source_url": "https://example.org/model-0",
    }  # fmt: skip
    huge = [model(f"huge-{place}", name=f"Huge {place}", organisation="Orga") for place in range(HUGE)]
    hostile = [
        model(f"hostile-{place}", name=name, organisation=name or None, licence=name or None)
        for place, name in enumerate(HOSTILE)
    ]
    return [*bench, *huge, *hostile]


def results() -> list[dict[str, Any]]:
    """Return the results."""
    defaults = {"source_url": "https://example.org/results"}
    bench = [row("bench", f"model-{place}", **(defaults | one)) for place, one in enumerate(_BENCH)]
    bench[1]["source_url"] = "https://example.org/other(1)"
    hard = [
        row("bench", "model-0", 0.5, "hard", low=0.45, high=0.55),
        row("bench", "model-1", 0.7, "hard", low=0.65, high=0.75),
    ]
    errors = [row("errors", f"model-{place}", 5.0 + place) for place in range(3)]
    huge = [row("huge", f"huge-{place}", round(1 - place / 10_000, 4)) for place in range(HUGE)]
    hostile = [
        row("hostile", f"hostile-{place}", 100.0 - place, source_url="https://example.org/" + "a" * 400)
        for place in range(len(HOSTILE))
    ]
    return [*bench, *hard, *errors, *huge, *hostile]


def add(path: Path) -> None:
    """Put all this into a registry file, which is made where it is missing."""
    connection = fill(path, cards(), results(), models())
    connection.execute("UPDATE benchmarks SET installed = 1")
    connection.commit()
    connection.close()


def desk(connection: sqlite3.Connection) -> Desk:
    """Return what the bot's reads work with."""
    return Desk(connection, Engine(connection), read_index(connection))
