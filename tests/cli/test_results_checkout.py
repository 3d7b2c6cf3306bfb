"""Importing a checkout of LLM Stats: every row accounted for, nothing twice, nothing on a board it is not of."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from podium.registry import database
from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.registry.llm_stats_support import figure, model, write


def checkout(folder: Path) -> Path:
    top5 = "Average F1 for top 5 conditions"
    return write(
        folder,
        {
            "google/medgemma-4b-it": model(
                "MedGemma 4B IT", [figure("CheXpert CXR", 0.481, top5), figure("MIMIC CXR", 0.889, top5)]
            ),
            "newco/shiny-1": model(
                "Shiny 1",
                [
                    figure("MMLU", 0.88, "5-shot", source_link="https://shiny.dev/report"),
                    figure("mmlu", 0.9, "0-shot", source_link="https://shiny.dev/report"),
                    figure("GPQA", 0.7),
                    figure("GPQA", 0.7),
                    figure("MATH", 0.7),
                    figure("CheXpert CXR", 51.2, top5),
                    figure("MIMIC CXR", 0.9, "AUROC"),
                ],
            ),
        },
    )


def test_each_row_is_told_and_a_second_import_changes_nothing(registry_file: Path, tmp_path: Path) -> None:
    folder = checkout(tmp_path / "c")
    first = podium("results", "import", folder, code=4).stdout.splitlines()
    assert first == [
        "models: 1 added",
        "rows: 1 added, 2 unchanged, 3 refused",
        "left out: 3 rows of 2 benchmarks that are not registered here: GPQA (2) and MATH (1)",
        "",
        "✗ models/newco/shiny-1/model.json, row 2 refused: row 1 has another figure of this model for the board, 0.88",
        "✗ models/newco/shiny-1/model.json, row 6 refused: value 51.2 is outside the range of board 'reported'"
        " (0 to 1; fractions, not percent)",
        "✗ models/newco/shiny-1/model.json, row 7 refused: it is AUROC by its method, and board 'reported' ranks"
        " macro-F1 over five findings",
    ]
    with database.connect(registry_file) as connection:
        before = connection.execute("SELECT count(*) FROM results").fetchone()[0]
        events = connection.execute("SELECT count(*) FROM events").fetchone()[0]
    for more in ((), ("--replace", "again")):
        again = podium("results", "import", folder, *more, code=4).stdout.splitlines()
        assert again[0] == "rows: 3 unchanged, 3 refused"
    with database.connect(registry_file) as connection:
        assert connection.execute("SELECT count(*) FROM results").fetchone()[0] == before
        assert connection.execute("SELECT count(*) FROM events").fetchone()[0] == events


def test_a_figure_that_differs_is_a_conflict_until_a_reason_is_given(registry_file: Path, tmp_path: Path) -> None:
    folder = write(
        tmp_path, {"google/medgemma-4b-it": model("MedGemma 4B IT", [figure("CheXpert CXR", 0.5, "Average F1")])}
    )
    conflict = podium_json("results", "import", folder, code=4)
    row = podium_json("leaderboard", "chexpert")["rows"][0]
    assert (conflict["conflict"], conflict["rows"][0]["result"]) == (1, row["id"])
    assert conflict["rows"][0]["reason"] == (
        f"result {row['id']} says 0.481 (Average F1 for top 5 conditions), the file 0.5 (Average F1)"
    )
    replaced = podium_json("results", "import", folder, "--replace", "a new print")
    assert replaced["replaced"] == 1
    assert podium_json("leaderboard", "chexpert")["rows"][0]["value"] == 0.5
    assert podium_json("results", "import", folder)["unchanged"] == 1


def test_the_shipped_figures_of_llm_stats_are_found_again_in_a_checkout_that_has_them(
    registry_file: Path, tmp_path: Path
) -> None:
    with database.connect(registry_file) as connection:
        rows = connection.execute(
            "SELECT r.*, m.llm_stats_id, k.name FROM current_results AS r JOIN models AS m ON m.slug = r.model"
            " JOIN benchmarks AS k ON k.slug = r.benchmark"
            " WHERE r.provenance = 'llmstats-repo' AND r.board IN ('reported', 'reported-with-tools', 'unstated-tools')"
            " AND m.llm_stats_id IS NOT NULL"
        ).fetchall()
    held: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        entry = figure(
            row["name"], row["value"], row["setting"] or "-", source_link=row["cited_url"] or "https://a.dev"
        )
        held.setdefault(f"maker/{row['llm_stats_id']}", []).append(entry)
    folder = write(tmp_path, {address: model(address, figures) for address, figures in held.items()})
    done = podium_json("results", "import", folder)
    assert Counter(one["status"] for one in done["rows"]) == {"unchanged": len(rows)}
    assert len(rows) > 200 and done["models"] == [] and done["unknown_benchmarks"] == {}


def test_a_folder_that_is_no_checkout_and_a_format_beside_a_folder_are_refused_in_one_line(
    registry_file: Path, tmp_path: Path
) -> None:
    assert "not a checkout of LLM Stats" in failure("results", "import", tmp_path, code=1)
    assert "has no --format" in failure("results", "import", tmp_path, "--format", "csv", code=2)


def test_a_checkout_without_any_result_is_refused_and_not_passed_over_in_silence(
    registry_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "models/maker/model"
    folder.mkdir(parents=True)
    (folder / "model.json").write_text('{"name": "Model", "results": [{"dataset_name": "MMLU", "score": 0.5}]}')
    said = failure("results", "import", tmp_path, code=1)
    assert "1 model and no results; they stand under qualitative_metrics in model.json" in said


def test_hostile_names_in_a_checkout_are_data(registry_file: Path, tmp_path: Path) -> None:
    name = "[red]\u001b[2J <b>x</b>\n" + "n" * 300
    entries = [figure("MMLU", 0.5, "\u202e'; DROP TABLE results;--", source_link="https://a.dev/x"), figure(name, 0.5)]
    folder = write(tmp_path, {"newco/evil": model(name, entries)})
    out = podium("results", "import", folder).stdout
    assert "\u001b" not in out and "rows: 1 added" in out
    rows = podium_json("leaderboard", "mmlu")["rows"]
    assert [one["model"]["name"] for one in rows if one["model"]["slug"] == "evil"] == [name]
    assert json.loads(podium("results", "import", folder, "--json").stdout)["unchanged"] == 1
