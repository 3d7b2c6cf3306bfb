"""The corpus of questions, and looking into replies."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from podium.bots.faq import Reply

INTENTS = (
    "describe",
    "leaderboard",
    "top_score",
    "count",
    "paper",
    "authors",
    "published",
    "statistics",
    "categories",
    "best_open",
    "updated",
    "leader",
)


@cache
def corpus() -> dict[str, Any]:
    """Return the corpus file."""
    return tomllib.loads(Path(__file__).with_name("corpus.toml").read_text(encoding="utf-8"))


def slugs() -> list[str]:
    """Return the benchmarks of the corpus."""
    return list(corpus()["names"])


def first_question(slug: str, intent: str) -> str:
    """Return the question whose reply all other wordings of the intent must get."""
    wording: str = corpus()["wordings"][intent][0]
    return wording.format(b=corpus()["names"][slug][0])


def wordings(slug: str, intent: str) -> list[str]:
    """Return every wording of an intent, each with one of the benchmark's names in turn."""
    names = corpus()["names"][slug]
    return [text.format(b=names[i % len(names)]) for i, text in enumerate(corpus()["wordings"][intent])]


def every_question() -> list[str]:
    """Return all questions of the corpus."""
    questions = [text for slug in slugs() for intent in INTENTS for text in wordings(slug, intent)]
    for slug in slugs():
        for name in (*corpus()["names"][slug], *corpus()["typos"][slug]):
            questions += [f"who leads {name}?", f"where is the {name} paper"]
    groups = (*corpus()["asked"], *corpus()["like"])
    return list(dict.fromkeys([*questions, *(text for group in groups for text in group["questions"])]))


def values(reply: Reply, name: str) -> list[Any]:
    """Return the values of the facts of this name, in order."""
    return [fact.value for fact in reply.facts if fact.name == name]
