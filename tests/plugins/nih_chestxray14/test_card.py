"""What the card of ChestX-ray14 states, held against its own data, and the real label table."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
from pathlib import Path

import pytest

from podium.plugins.nih_chestxray14 import card as module
from podium.plugins.nih_chestxray14.card import CARD
from podium.plugins.nih_chestxray14.index import read_index
from podium.plugins.nih_chestxray14.labels import FOURTEEN
from podium.plugins.nih_chestxray14.plugin import ChestXray14
from podium.plugins.nih_chestxray14.published import IMAGES, PATIENTS, POSITIVES, SPLITS, WITHOUT
from podium.registry.catalog import shipped_models
from podium.registry.result_rows import check_result
from podium.registry.rows import read_rows

FOLDER = Path(module.__file__).parent


def test_counts_add_up_and_stand_in_description_and_protocol() -> None:
    assert sum(SPLITS.values()) == IMAGES == CARD.sizes["images"] == 112_120
    assert f"{IMAGES:,}" in CARD.description and f"{PATIENTS:,}" in CARD.description
    assert f"{SPLITS['test']:,}" in CARD.headline.protocol
    assert list(POSITIVES) == list(FOURTEEN) == [seen.name for seen in CARD.observations]
    assert max(POSITIVES.values()) < IMAGES - WITHOUT < sum(POSITIVES.values())
    assert CARD.access == "open" and CARD.research_use_only
    assert CARD.headline.slug == "auroc14-image" and CARD.headline.split == "test"


def test_the_cited_results_are_those_of_one_protocol_and_the_main_board_ships_empty() -> None:
    rows = read_rows(FOLDER / "results.json", "results")
    boards = {board.slug: board for board in CARD.boards}
    models = {model["slug"] for model in shipped_models()}
    assert {(row["board"], row["n"], row["source_url"], row["provenance"]) for row in rows} == {
        ("f1x3-adjudicated", 1962, "https://arxiv.org/abs/2507.05201", "vendor-paper")
    }
    assert all(check_result(row, boards) == row and row["model"] in models for row in rows)
    assert {row["model"]: row["value"] for row in rows} == {
        "medgemma-4b-it": 0.501,
        "gemma-3-4b-it": 0.32,
        "gemma-3-27b-it": 0.314,
        "gemini-2-5-flash": 0.366,
        "gemini-2-5-pro": 0.392,
        "o3-2025-04-16": 0.32,
    }
    assert {source.provenance for source in CARD.sources} == {"vendor-paper"}


def test_the_readme_names_every_board_with_its_rows() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for board, rows in zip(CARD.boards, ("runs stored here", "6"), strict=True):
        headline = " (headline)" if board.headline else ""
        assert f"| `{board.slug}`{headline} | {board.metric_name} | {rows} | {board.protocol} |" in text


def test_the_card_is_json_without_doubled_blanks() -> None:
    import dataclasses
    from datetime import date

    text = json.dumps(dataclasses.asdict(CARD), default=date.isoformat)
    assert "  " not in text
    assert all(entry.source_url.startswith("https://") for entry in CARD.faq)


@pytest.fixture(scope="module")
def table() -> Path:
    """Return the real label table, which ships with torchxrayvision; without it tests are skipped, and fail in CI."""
    try:
        files = importlib.metadata.files("torchxrayvision") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    paths = [Path(str(file.locate())) for file in files if file.name == "Data_Entry_2017_v2020.csv.gz"]
    if not paths:
        reason = "Data_Entry_2017_v2020.csv is not there: pip install --no-deps torchxrayvision==1.5.7"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return paths[0]


def test_the_real_table_has_the_published_counts(table: Path) -> None:
    index = read_index(table)
    assert (len(index), index.patients, index.without()) == (IMAGES, PATIENTS, WITHOUT)
    assert index.positives() == POSITIVES
    assert int((index.age < 0).sum()) == 0
    assert ((index.sex == 2).sum(), (index.view == 2).sum()) == (63_340, 67_310)


def test_a_copy_with_the_real_table_is_called_published(table: Path, tmp_path: Path) -> None:
    shutil.copy(table, tmp_path / table.name)
    checks = {check.name: check for check in ChestXray14().verify(tmp_path, "columns", lambda *_: None).checks}
    found = checks["Data_Entry_2017_v2020.csv.gz: counts"]
    assert (found.status, found.detail) == ("ok", "those of the published table, images per finding included")
