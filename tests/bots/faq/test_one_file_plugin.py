"""A benchmark of a third party's single file is answered for every kind of question, and nothing else is touched."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from podium.bots.faq import Reply
from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies.desk import Desk
from podium.registry import database
from podium.tests.bots.faq.asking import told
from podium.tests.bots.faq.support import values
from podium.tests.cli.support import podium, podium_json

PLUGIN = Path(__file__).parents[2] / "fakes" / "plugins" / "knots.py"
SLUG = "knot-naming"
MODELS = [
    {"slug": "splice-7b", "name": "Splice 7B", "organisation": "Halyard Labs", "open_weights": True},
    {"slug": "reef-pro", "name": "Reef Pro", "organisation": "Capstan", "open_weights": False},
]


def row(model: str, value: float, board: str = "accuracy") -> dict[str, Any]:
    """Return a result in the import format."""
    return {
        "benchmark": SLUG,
        "board": board,
        "model": model,
        "value": value,
        "standing": "self-reported" if model == "reef-pro" else "independent",
        "source_url": f"https://knots.example.org/{model}",
        "as_of": "2026-05-04",
        "provenance": "yard",
    }


ROWS = [row("reef-pro", 0.8125), row("splice-7b", 0.75), row("splice-7b", 2.5, "tangles")]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose plugins folder has the file, with three results imported as its user would."""
    folder = tmp_path_factory.mktemp("home") / "plugins"
    folder.mkdir()
    shutil.copy(PLUGIN, folder)
    file = folder.parent / "results.json"
    file.write_text(json.dumps({"format": 1, "models": MODELS, "results": ROWS}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODIUM_HOME", str(folder.parent))
        podium("results", "import", file)
    return folder.parent


@pytest.fixture
def home(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point Podium at that home."""
    monkeypatch.setenv("PODIUM_HOME", str(installed))
    return installed


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """Return that registry as handlers read it."""
    connection = database.connect(home / "registry.db")
    yield Desk(connection, Vocabulary.read(connection))
    connection.close()


def facts(data: dict[str, Any]) -> dict[str, Any]:
    """Return the first value of each fact of a reply's JSON."""
    return {fact["name"]: fact["value"] for fact in reversed(data["facts"])}


ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "describe": (
        "What is the KnotNaming benchmark?",
        {"description": "640 photographs of knots in eight kinds; the model names the knot."},
    ),
    "leaderboard": (
        "What is the knot naming leaderboard?",
        {"models": 2, "leader": "Reef Pro", "organisation": "Capstan", "score": 0.8125, "mean": 0.78125},
    ),
    "top_score": ("What is the highest Sailor's Knots score?", {"leader": "Reef Pro", "score": 0.8125}),
    "count": (
        "How many models are evaluated on knotnaming?",
        {"models": 2, "verified": 1, "independent": 1, "self_reported": 1},
    ),
    "paper": (
        "Where can I find the KnotNaming paper?",
        {"paper_url": "https://knots.example.org/paper", "paper_more_authors": 2},
    ),
    "categories": (
        "What categories does knot-naming cover?",
        {"categories": ["seamanship", "vision"], "modality": "image"},
    ),
    "best_open": (
        "What is the best open-source model on KnotNaming?",
        {"model": "Splice 7B", "organisation": "Halyard Labs", "score": 0.75, "rank": 2},
    ),
    "updated": ("How recent are the KnotNaming leaderboard results?", {"updated": "2026-05-04", "models": 2}),
    "card": ("are the ropes of knotnaming real", {"answer": "Yes, 12 ropes of hemp."}),
    "lower is better": ("who leads knotnaming by tangle error?", {"leader": "Splice 7B", "score": 2.5}),
}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("question", "expected"), ASKED.values(), ids=ASKED)
def test_podium_ask_answers_for_it_at_once(question: str, expected: dict[str, Any]) -> None:
    data = podium_json("ask", question)
    assert data["kind"] == "answer", data["text"]
    found = facts(data)
    assert {name: found.get(name) for name in expected} == expected


FRAMES: dict[Intent, tuple[dict[str, Any], str, Any]] = {
    Intent.AUTHORS: ({}, "paper_authors", ("Ada Bowline", "Bo Hitch")),
    Intent.ABSTRACT: ({}, "abstract", "Shows that models mix up bends and hitches, and that people who sail do not."),
    Intent.PUBLISHED: ({}, "paper_published", "2024-03-09"),
    Intent.METRIC: ({"boards": ("tangles",)}, "definition", "The mean number of wrong crossings."),
    Intent.PROTOCOL: ({}, "protocol", "Zero-shot."),
    Intent.SIZES: ({}, "count", 320),
    Intent.OBSERVATIONS: ({"observation": "bowline"}, "observation", "bowline"),
    Intent.LICENCE: ({}, "licence", "CC BY 4.0"),
    Intent.ACCESS: ({}, "dataset_url", "https://knots.example.org/data"),
    Intent.RUN: ({}, "command", "podium evaluate knot-naming --model hf:PATH --data DIR"),
    Intent.BOARDS: ({}, "boards", 2),
    Intent.BASELINES: ({}, "baseline_score", 0.9),
    Intent.RELATED: ({}, "related", "MMMU"),
    Intent.DIFFERENCE: ({"benchmarks": (SLUG, "mmmu")}, "paper_published", "2024-03-09"),
    Intent.SAME: ({}, "alias", "Sailor's Knots"),
    Intent.TERM: ({"term": "tangleerror"}, "definition", "The mean number of wrong crossings."),
}


@pytest.mark.parametrize("intent", FRAMES)
def test_every_reply_from_a_card_works_for_it(desk: Desk, intent: Intent) -> None:
    slots, name, value = FRAMES[intent]
    reply = answered(desk, intent, **slots)
    assert reply.kind == "answer", reply.text
    assert value in values(reply, name)


def answered(desk: Desk, intent: Intent, **slots: Any) -> Reply:
    """Return the reply to a frame about the benchmark."""
    return told(desk, Frame(intent, **({"benchmarks": (SLUG,)} | slots)))


def test_its_term_is_found_without_its_name(desk: Desk) -> None:
    reply = answered(desk, Intent.TERM, benchmarks=(), term="crossingerror")
    assert reply.body == "Tangle error (crossing error), on KnotNaming: The mean number of wrong crossings."
    assert values(reply, "benchmark") == ["KnotNaming"]


def test_the_names_people_have_for_its_boards_are_in_the_registry(desk: Desk) -> None:
    found = _aliases(desk.connection)
    assert found == {"accuracy": [], "tangles": ["wrong knots"]}


def _aliases(connection: sqlite3.Connection) -> dict[str, list[str]]:
    rows = connection.execute("SELECT slug, aliases FROM boards WHERE benchmark = ?", (SLUG,))
    return {row["slug"]: json.loads(row["aliases"]) for row in rows}


def test_a_related_benchmark_that_is_not_here_is_not_named(desk: Desk) -> None:
    reply = answered(desk, Intent.RELATED)
    assert values(reply, "related") == ["MMMU"]
    assert "not-installed" not in reply.text
