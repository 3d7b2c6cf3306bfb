"""A registry in which every text is the worst one, filled as anybody would fill it: by a plugin and by commands."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podium.tests.malice import hostile_plugin
from podium.tests.malice.bounded import Ended, run
from podium.tests.malice.texts import ADDRESSES, EVIL, HOME, MARK, ODD_ADDRESS, PARTS

ITEMS = [f"{number} {EVIL}" for number in range(hostile_plugin.COUNT)]
SCHEMES = tuple(f"{MARK}-scheme-{number}" for number in range(len(ADDRESSES)))


@dataclass(frozen=True)
class Hostile:
    """The registry.

    Args:
        file: It.
        home: The folder it lies in, whose plugin belongs to it.
        run: Id of the run in it.
        filled: How each command ended that filled it.
    """

    file: Path
    home: Path
    run: str
    filled: tuple[Ended, ...]


def models() -> list[dict[str, Any]]:
    """Return models, each of which is hostile to one reader in its name and to all of them in the rest."""
    texts = {**PARTS, "everything": EVIL, "long": f"Long {EVIL * 3}"}
    return [
        {
            "slug": f"{MARK}-{number}",
            "name": f"Model {number} {text}",
            "aliases": [f"alias {number} {text}"],
            "organisation": f"Lab {number % 3} {EVIL}",
            "licence": EVIL,
            "source_url": ODD_ADDRESS,
            "released": "2025-01-02",
            "open_weights": bool(number % 2),
        }
        for number, text in enumerate(texts.values())
    ]


def results() -> list[dict[str, Any]]:
    """Return results of these models on both boards, and one for each address that is none."""
    common = {
        "benchmark": "hostile", "standing": "self-reported", "reported_by": EVIL, "note": EVIL, "provenance": EVIL,
        "setting": EVIL, "source_url": ODD_ADDRESS, "cited_url": ODD_ADDRESS, "as_of": "2026-01-02",
        "corroborated_by": [{"source_url": ODD_ADDRESS, "reported_by": EVIL}],
    }  # fmt: skip
    good = [
        common | {"board": board, "model": model["slug"], "value": 0.9 - number / 50}
        for board in ("main", "second")
        for number, model in enumerate(models())
    ]
    bad = [
        common | {"board": "main", "model": slug, "value": 0.1, "source_url": address}
        for slug, address in zip(SCHEMES, ADDRESSES, strict=True)
    ]
    return [*good, *bad]


def make(home: Path) -> Hostile:
    """Fill a registry in a folder that is not there yet."""
    (home / "plugins").mkdir(parents=True)
    shutil.copy(hostile_plugin.__file__, home / "plugins" / "hostile.py")
    file = home / "registry.db"
    brought = home / "brought.json"
    known = [*models(), *({"slug": slug, "name": slug} for slug in SCHEMES)]
    brought.write_text(json.dumps({"format": 1, "models": known, "results": results()}))
    answers, told = io.StringIO(), home / "about.toml"
    rows = csv.writer(answers)
    rows.writerows([("id", "response"), *((item, f"The answer is B. {EVIL}") for item in ITEMS)])
    (home / "answers.csv").write_text(answers.getvalue(), encoding="utf-8", newline="")
    told.write_text(f"intended_use = {json.dumps(EVIL, ensure_ascii=True)}\n")
    said = ["--source", f"{HOME}/a", "--because", EVIL, "--reporter", EVIL[:200]]
    report = ["corrections", "add", "hostile", f"{MARK}-1", *said]
    commands: list[list[str | Path]] = [
        ["results", "import", brought],
        ["evaluate", "hostile", "--model", f"file:{home / 'answers.csv'}", "--model-name", EVIL, "--about", told],
        [*report, "--value", "0.7"],
        [*report, "--withdraw"],
        ["corrections", "accept", "1", "--note", EVIL],
        ["corrections", "reject", "2", "--because", EVIL],
        [*report, "--value", "0.6"],
        ["runs", "list", "--json"],
    ]
    *filled, listed = run(commands, file, home)
    return Hostile(file, home, json.loads(listed.out)[0]["id"], tuple(filled))
