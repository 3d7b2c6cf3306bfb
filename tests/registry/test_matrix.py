"""Which adapter answers which request, and how: each cell of the table in the guide, by a whole run of a real model."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.registry import evaluation
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.benchmark import Benchmark
from podium.registry.discovery import discover
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Plan
from podium.tests.fakes import language, models, pictures_data, quiz_data, vision
from podium.tests.fakes.hostile_server import HostileServer, chat
from podium.tests.fakes.serving import served

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"
GUIDE = Path(__file__).parents[2] / "docs" / "evaluating.md"
REQUESTS = ("Classify", "Choose", "Generate")
LABELS = ("Circle", "Square", "Red", "No Finding")

#: Adapter -> what the guide says it does for each request; nothing where it refuses.
TABLE = {
    "image classifier": ("its outputs", "", ""),
    "CLIP, SigLIP": ("prompt pairs", "captions", ""),
    "language model": ("", "likelihood", "generated"),
    "image-text-to-text": ("yes/no", "likelihood", "generated"),
    "server": ("yes/no", "letter", "text"),
    "file": ("columns", "options, likelihoods or replies", "replies"),
    "baseline": ("always-yes", "first-option", ""),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("matrix")


@pytest.fixture(scope="module")
def data(home: Path) -> dict[str, Path]:
    """Questions without pictures, and questions that all have some."""
    file = pictures_data.write(home / "pictures") / "test.jsonl"
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(row for row in rows if json.loads(row)["images"]), encoding="utf-8")
    return {"pictures": file.parent, "quiz": quiz_data.write(home / "quiz")}


@pytest.fixture(scope="module")
def specs(home: Path) -> Iterator[dict[str, str]]:
    """A model of each kind; what the real server serves reads text only, so another one looks at pictures."""
    chatting = language.llama(home / "chatting", chat=True)
    with served(chatting) as address, HostileServer(lambda asked: chat("Yes.")) as looking:
        yield {
            "image classifier": f"hf:{models.vit_classifier(home / 'vit', LABELS)}",
            "CLIP, SigLIP": f"hf:{vision.clip(home / 'clip')}",
            "language model": f"hf:{language.llama(home / 'llama')}",
            "image-text-to-text": f"hf:{vision.llava(home / 'llava')}",
            "server": f"openai:{address}#{chatting}",
            "server that sees": f"openai:{looking.url}#org/tiny",
        }


@pytest.fixture(scope="module")
def benchmarks() -> dict[str, Benchmark]:
    found = discover([], "", [PLUGINS]).benchmarks
    return {name: found[name].benchmark for name in ("pictures", "quiz")}


def answers_file(folder: Path, request: str) -> str:
    """Write a table of answers to the questions about pictures."""
    rows = [json.loads(line) for line in (folder / "test.jsonl").read_text(encoding="utf-8").splitlines()]
    headers = {"Classify": ("id", *LABELS), "Choose": ("id", "choice"), "Generate": ("id", "text")}
    path = folder / f"{request}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(headers[request])
        for row in rows:
            out.writerow([row["id"], *([0.1, 0.2, 0.3, 0.4] if request == "Classify" else [row["answer"]])])
    return f"file:{path}"


@pytest.mark.parametrize("request_kind", REQUESTS)
@pytest.mark.parametrize("kind", TABLE)
def test_every_adapter_answers_a_request_as_the_guide_says_or_refuses_it(
    kind: str,
    request_kind: str,
    specs: dict[str, str],
    data: dict[str, Path],
    benchmarks: dict[str, Benchmark],
    connection: sqlite3.Connection,
) -> None:
    how = TABLE[kind][REQUESTS.index(request_kind)]
    # Only what a text model is for does without pictures.
    name = "quiz" if kind in ("language model", "server") and how and request_kind != "Classify" else "pictures"
    protocols = {
        "quiz": {"Choose": "likelihood", "Generate": "letter"},
        "pictures": {"Classify": "labels", "Choose": "choose", "Generate": "open"},
    }
    spec = specs.get("server that sees" if (kind, request_kind) == ("server", "Classify") else kind, "")
    if kind == "file":
        spec = answers_file(data[name], request_kind)
    elif kind == "baseline":
        spec = f"baseline:{how or 'first-option'}"
    settings = {"protocol": protocols[name][request_kind]}
    plan = Plan(benchmarks[name], open_adapter(spec, AdapterOptions()), data[name], settings=settings)
    if not how:
        with pytest.raises(PodiumError) as caught:
            evaluation.run(connection, plan)
        assert "\n" not in str(caught.value)
        return
    run = evaluation.run(connection, plan)
    assert run.status == "finished" and run.answered == run.items and run.failed == 0
    assert run.provenance["model"].get("asked", how) == how


def test_the_guide_shows_this_table() -> None:
    lines = GUIDE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    shown = {row[0]: tuple("" if cell == "–" else cell for cell in row[1:]) for row in rows if row[0] in TABLE}
    assert shown == TABLE
