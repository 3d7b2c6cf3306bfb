"""``podium benchmarks`` and ``podium leaderboard``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from podium.cli.root import cli
from podium.tests.cli.support import failure, podium, podium_json, terminal

ROW_KEYS = {
    "id", "benchmark", "board", "rank", "tied", "model", "value", "low", "high", "n", "standing", "setting",
    "reported_by", "reported_on", "as_of", "source_url", "cited_url", "provenance", "note", "run", "run_check",
    "verified", "date", "date_of",
}  # fmt: skip
MODEL_KEYS = {
    "slug", "name", "organisation", "released", "released_precision", "parameters_b", "context_tokens", "input_price",
    "output_price", "price_as_of", "licence", "open_weights", "multimodal", "aliases", "source_url",
}  # fmt: skip
BOARD_KEYS = {
    "benchmark", "slug", "title", "metric", "metric_name", "protocol", "headline", "split", "unit",
    "higher_is_better", "minimum", "maximum", "models",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("registry_file")


def test_benchmarks_lists_all_twenty_two_with_their_leaders() -> None:
    lines = podium("benchmarks").stdout.splitlines()
    assert len(lines) == 23
    chexpert = next(line for line in lines if line.startswith("CheXpert CXR"))
    assert "MedGemma 4B IT" in chexpert
    assert chexpert.split()[-2:] == ["0.481", "✓"]


def test_benchmarks_json_has_stable_keys() -> None:
    found = podium_json("benchmarks")
    assert [set(one) for one in found] == [
        {"slug", "name", "modality", "categories", "metric", "models", "leaders", "evaluates", "installed", "absent"}
    ] * 22
    by_slug = {one["slug"]: one for one in found}
    assert by_slug["chexpert"]["leaders"][0]["value"] == 0.481
    assert by_slug["chexpert"]["evaluates"] is True
    assert by_slug["chexpert"]["categories"] == ["healthcare", "vision"]


def test_a_benchmark_whose_plugin_is_gone_stays_on_the_list_and_is_marked(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parents[1] / "fakes" / "plugins" / "spots.py", tmp_path)
    assert [one["installed"] for one in podium_json("--plugins-dir", tmp_path, "benchmarks")] == [True] * 23
    assert {one["slug"]: one["installed"] for one in podium_json("benchmarks")}["spots"] is False
    assert "Spots (plugin not installed)" in podium("benchmarks").stdout
    assert "its plugin is not installed" in podium("show", "spots").stdout


def test_a_tied_lead_is_shown_as_one_name_and_the_number_of_others() -> None:
    leaders = {one["slug"]: one["leaders"] for one in podium_json("benchmarks")}
    tied = {slug: rows for slug, rows in leaders.items() if len(rows) > 1}
    assert tied, "no shipped headline board has a tied lead any more: choose another case"
    for slug, rows in tied.items():
        line = next(line for line in podium("benchmarks").stdout.splitlines() if f"  {slug}  " in line)
        assert f"{rows[0]['model']['name']} and {len(rows) - 1} other" in line


def test_the_headline_board_of_chexpert_is_one_row_with_its_protocol_and_the_other_boards() -> None:
    text = podium("leaderboard", "CheXpert CXR").stdout
    assert text.startswith("CheXpert CXR\nReported results · macro-F1 over five findings\n\n")
    row = text.splitlines()[4]
    assert row.split() == "1 MedGemma 4B IT Google 4.3B".split() + row.split()[6:]
    assert "0.481  self-reported  2025-05-20" in row
    assert "668 test images" in text
    assert "auroc-competition (226 models)" in text


@pytest.mark.parametrize("name", ["hle", "HLE", "humanitys last exam", "Humanity’s Last Exam"])
def test_a_benchmark_is_found_by_any_of_its_names(name: str) -> None:
    assert podium_json("leaderboard", name, "--limit", "1")["benchmark"] == "hle"


@pytest.mark.parametrize("board", ["auroc-competition", "AUROC competition", "CheXpert competition"])
def test_a_board_is_found_by_slug_and_by_title(board: str) -> None:
    data = podium_json("leaderboard", "chexpert", "--board", board, "--limit", "3")
    assert data["board"]["slug"] == "auroc-competition"
    assert [row["rank"] for row in data["rows"]] == [1, 1, 3]
    assert [row["tied"] for row in data["rows"]][:2] == [True, True]


def test_shared_ranks_carry_an_equals_sign_and_the_tie_is_said() -> None:
    lines = podium("leaderboard", "chexpert", "--board", "auroc-competition", "--limit", "2").stdout.splitlines()
    assert [line.split()[0] for line in lines[4:6]] == ["=1", "=1"]
    assert any(
        line == "1 model cannot be told from the first: its score reads the same to three decimals." for line in lines
    )
    assert "… and 224 more; --limit 0 shows all" in lines


def test_verified_figures_are_marked() -> None:
    rows = podium("leaderboard", "mmlu", "--board", "helm", "--limit", "3").stdout.splitlines()[4:7]
    assert all("independent ✓" in row for row in rows)


def test_leaderboard_json_has_stable_keys() -> None:
    data = podium_json("leaderboard", "mmlu", "--limit", "2")
    assert list(data) == [
        "benchmark", "name", "board", "verified", "tied_with_leader", "filter", "matching", "unrecorded", "rows",
        "boards", "research_use_only", "absent",
    ]  # fmt: skip
    assert set(data["board"]) == BOARD_KEYS
    assert [set(board) for board in data["boards"]] == [BOARD_KEYS] * 8
    assert [set(row) for row in data["rows"]] == [ROW_KEYS | {"rank_best", "rank_worst", "corrected"}] * 2
    assert [set(row["model"]) for row in data["rows"]] == [MODEL_KEYS] * 2


def test_all_rows_are_printed_in_a_pipe_and_twenty_on_a_terminal() -> None:
    data = podium_json("leaderboard", "mmlu")
    assert len(data["rows"]) == data["board"]["models"] > 100
    assert len(podium("leaderboard", "mmlu").stdout.splitlines()) > 100
    shown = terminal(lambda: cli(["leaderboard", "mmlu"], standalone_mode=False))
    assert f"… and {data['board']['models'] - 20} more; --limit 0 shows all" in shown


def test_an_empty_board_says_so_and_is_no_error() -> None:
    assert "No results on this board yet." in podium("leaderboard", "chexpert", "--board", "auroc5-study").stdout
    assert podium_json("leaderboard", "chexpert", "--board", "auroc5-study")["rows"] == []


def test_an_unknown_benchmark_is_suggested_a_near_one() -> None:
    assert failure("leaderboard", "chexprt", code=3) == "no benchmark called 'chexprt'; did you mean chexpert?"


def test_a_benchmark_near_none_leads_to_the_list() -> None:
    assert failure("leaderboard", "qqqq", code=3).endswith("; podium benchmarks lists them all")


def test_an_unknown_board_is_answered_with_a_near_one_or_the_boards_there_are() -> None:
    near = failure("leaderboard", "chexpert", "--board", "auroc-competitoin", code=3)
    assert near == "no CheXpert CXR board called 'auroc-competitoin'; did you mean auroc-competition?"
    assert "its boards are reported, " in failure("leaderboard", "chexpert", "--board", "zzz", code=3)
