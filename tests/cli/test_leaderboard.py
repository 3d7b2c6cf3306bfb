"""``podium leaderboard``: filters, order, ranges of ranks, forms and categories."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from podium.registry import categories
from podium.tests.cli.support import failure, podium, podium_json, terminal

pytestmark = pytest.mark.usefixtures("registry_file")


def rows(*args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = podium_json("leaderboard", *args)["rows"]
    return found


def models(*args: str) -> set[str]:
    return {row["model"]["slug"] for row in rows(*args)}


def test_eighty_columns_say_whose_figures_they_are() -> None:
    from podium.cli.root import cli

    command = ["leaderboard", "hle", "--board", "epoch", "--limit", "2"]
    text = re.sub(r"\x1b\[[0-9;]*m", "", terminal(lambda: cli(command, standalone_mode=False)))
    heads, _, first = text.splitlines()[2:5]
    assert (heads.split()[-1], first.split()[-1]) == ("By", "i✓")
    assert "By: i✓ independent" in text.splitlines()
    assert "Standing" not in text


def on_screen(width: int, *args: str) -> list[str]:
    """Return the lines of a board on a terminal, without colours."""
    from podium.cli.root import cli

    text = terminal(lambda: cli(["leaderboard", *args], standalone_mode=False), width)
    return re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()


def test_a_wide_screen_and_every_form_say_when_a_model_was_released() -> None:
    (first,) = rows("mmlu", "--sort", "released", "--limit", "1")
    assert (first["model"]["name"], first["model"]["released"], first["date"]) == ("GPT-2", "2019-02-14", "2020-09-07")
    heads, _, cells = on_screen(200, "mmlu", "--sort", "released", "--limit", "1")[2:5]
    at = heads.index("Released")
    assert cells[at : at + 10] == "2019-02-14"
    assert "Released" not in on_screen(120, "mmlu", "--limit", "20")[2]
    (record,) = csv.DictReader(
        podium("leaderboard", "mmlu", "--sort", "released", "--limit", "1", "--format", "csv").stdout.splitlines()
    )
    assert (record["released"], record["date"]) == ("2019-02-14", "2020-09-07")
    table = podium("leaderboard", "mmlu", "--sort", "released", "--limit", "1", "--format", "md").stdout.splitlines()
    titles, _, told = ([cell.strip() for cell in line.split("|")] for line in table if line.startswith("| "))
    assert told[titles.index("Released")] == "2019-02-14"


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (("--sort", "date"), "Date"),
        (("--sort", "released"), "Released"),
        (("--sort", "price"), "$/M in / out"),
        (("--sort", "context", "--reverse"), "Context"),
        (("--since", "2025"), "Released"),
        (("--max-params", "10B"), "Size"),
    ],
)
def test_what_is_sorted_or_filtered_by_stays_where_others_give_way(asked: tuple[str, ...], title: str) -> None:
    def heads(*more: str) -> str:
        lines = on_screen(60, "mmlu-pro", "--limit", "20", *more)
        return next(line for line in lines if line.lstrip().startswith("#"))

    assert title in heads(*asked) and "Score" in heads(*asked)
    assert title not in heads()


# --- Filters -----------------------------------------------------------------------------------------------


def test_open_and_proprietary_models_and_those_of_which_it_is_not_recorded_make_up_the_board() -> None:
    everyone = rows("mmlu-pro")
    unknown = {row["model"]["slug"] for row in everyone if row["model"]["open_weights"] is None}
    opened, proprietary = models("mmlu-pro", "--open"), models("mmlu-pro", "--proprietary")
    assert opened and proprietary and not opened & proprietary
    assert opened | proprietary | unknown == {row["model"]["slug"] for row in everyone}
    assert podium_json("leaderboard", "mmlu-pro", "--open")["unrecorded"] == (
        {"open_weights": len(unknown)} if unknown else {}
    )


def test_rows_that_filters_leave_keep_their_ranks_on_the_whole_board() -> None:
    whole = {row["model"]["slug"]: row["rank"] for row in rows("mmlu")}
    left = rows("mmlu", "--org", "google")
    assert left and {row["model"]["slug"]: row["rank"] for row in left}.items() <= whole.items()
    assert {row["model"]["organisation"] for row in left} == {"Google"}


def test_two_makers_are_both_shown() -> None:
    both = models("mmlu", "--org", "google", "--org", "OpenAI")
    assert both == models("mmlu", "--org", "google") | models("mmlu", "--org", "openai")


@pytest.mark.parametrize(("written", "most"), [("10", 10.0), ("10B", 10.0), ("0.01T", 10.0), ("500m", 0.5)])
def test_a_largest_size_may_be_written_in_several_ways(written: str, most: float) -> None:
    sizes = {row["model"]["slug"]: row["model"]["parameters_b"] for row in rows("mmlu-pro")}
    wanted = {slug for slug, size in sizes.items() if size is not None and size <= most}
    assert models("mmlu-pro", "--max-params", written) == wanted


def test_since_goes_by_the_release_and_leaves_out_models_without_one() -> None:
    left = rows("mmlu-pro", "--since", "2025-06")
    assert left and all(row["model"]["released"] >= "2025-06" for row in left)
    screen = podium("leaderboard", "mmlu-pro", "--since", "2025-06", "--limit", "1").stdout
    assert f"{len(left)} of the 179 models: models released since June 2025." in screen


def test_verified_leaves_what_somebody_else_ran() -> None:
    left = rows("mmlu-pro", "--verified")
    assert left and all(row["standing"] in ("independent", "reproduced") for row in left)
    assert len(left) == podium_json("leaderboard", "mmlu-pro")["verified"]


def test_filters_that_leave_nobody_say_so_and_are_no_error() -> None:
    screen = podium("leaderboard", "chexpert", "--proprietary").stdout
    assert "0 of the 1 model: proprietary models." in screen
    assert rows("chexpert", "--proprietary") == []


def test_filters_that_cannot_be_are_refused_in_one_line() -> None:
    assert "--open and --proprietary exclude one another" in failure(
        "leaderboard", "mmlu", "--open", "--proprietary", code=2
    )
    assert "'huge' is not a size" in failure("leaderboard", "mmlu", "--max-params", "huge", code=2)
    assert "'2025-13' is not a date" in failure("leaderboard", "mmlu", "--since", "2025-13", code=2)
    line = failure("leaderboard", "mmlu", "--org", "gogle", code=3)
    assert line == "no organisation called 'gogle'; did you mean Google?"


# --- Order -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "column"), [("size", "parameters_b"), ("context", "context_tokens"), ("price", "input_price")]
)
def test_rows_are_sorted_by_a_figure_and_those_without_it_stand_last(by: str, column: str) -> None:
    for reverse in (False, True):
        found = [row["model"][column] for row in rows("mmlu-pro", "--sort", by, *(["--reverse"] if reverse else []))]
        known = [value for value in found if value is not None]
        assert known == sorted(known, reverse=reverse)
        assert found == known + [None] * (len(found) - len(known)) and None in found


def test_the_worst_come_first_with_reverse() -> None:
    assert [row["rank"] for row in rows("mmlu", "--reverse", "--limit", "3")] == sorted(
        (row["rank"] for row in rows("mmlu")), reverse=True
    )[:3]


# --- Ranges ------------------------------------------------------------------------------------------------


def test_models_whose_intervals_overlap_stand_in_a_range_of_ranks() -> None:
    found = rows("hle", "--board", "epoch")
    for row in found:
        beaten_by = sum(other["low"] > row["high"] for other in found)
        beats = sum(other["high"] < row["low"] for other in found)
        assert (row["rank_best"], row["rank_worst"]) == (1 + beaten_by, len(found) - beats)
    first = podium("leaderboard", "hle", "--board", "epoch", "--limit", "1").stdout.splitlines()[4]
    assert first.split()[:2] == ["1", f"1–{found[0]['rank_worst']}"] and found[0]["rank_worst"] > 1


def test_a_board_without_intervals_has_no_column_of_ranges() -> None:
    assert all(row["low"] is None for row in rows("mmmu"))
    heads = podium("leaderboard", "mmmu", "--limit", "3", "--format", "md").stdout.splitlines()[4]
    assert heads.startswith("| \\# | Model |")


# --- Forms -------------------------------------------------------------------------------------------------


def test_csv_and_json_lines_hold_the_rows_of_the_json_form() -> None:
    whole = rows("mmlu", "--limit", "5")
    lines = [
        json.loads(line)
        for line in podium("leaderboard", "mmlu", "--limit", "5", "--format", "jsonl").stdout.splitlines()
    ]
    table = list(csv.DictReader(io.StringIO(podium("leaderboard", "mmlu", "--limit", "5", "--format", "csv").stdout)))
    assert [(one["model"], one["score"], one["rank"]) for one in lines] == [
        (row["model"]["slug"], row["value"], row["rank"]) for row in whole
    ]
    assert [(one["model"], float(one["score"]), int(one["rank"])) for one in table] == [
        (row["model"]["slug"], row["value"], row["rank"]) for row in whole
    ]
    assert list(lines[0]) == list(table[0])


def test_a_table_in_markdown_is_the_one_on_the_screen() -> None:
    lines = podium("leaderboard", "chexpert", "--format", "md").stdout.splitlines()
    assert lines[0] == "# CheXpert CXR"
    assert [line.split(" | ")[1] for line in lines if line.startswith("| ")] == ["Model", "---", "MedGemma 4B IT"]


def test_a_row_without_an_interval_has_no_range_of_ranks_in_any_form() -> None:
    assert {(row["low"], row["rank_best"], row["rank_worst"]) for row in rows("mmlu")} == {(None, None, None)}
    table = csv.DictReader(io.StringIO(podium("leaderboard", "mmlu", "--format", "csv").stdout))
    assert {(row["rank_best"], row["rank_worst"]) for row in table} == {("", "")}
    line = podium("leaderboard", "mmlu", "--format", "jsonl", "--limit", "1").stdout
    assert (json.loads(line)["rank_best"], json.loads(line)["rank_worst"]) == (None, None)


@pytest.mark.parametrize(
    ("command", "medical"),
    [
        (("chexpert",), True),
        (("chexpert", "--board", "auroc-competition", "--limit", "3"), True),
        (("--category", "healthcare"), True),
        (("mmlu",), False),
        (("--category", "math"), False),
    ],
)
@pytest.mark.parametrize("form", ["table", "md"])
def test_medical_boards_and_categories_say_that_they_are_for_research_only(
    command: tuple[str, ...], medical: bool, form: str
) -> None:
    said = (
        "For research use only, not for decisions about patients."
        in podium("leaderboard", *command, "--format", form).stdout
    )
    assert said == medical
    assert podium_json("leaderboard", *command)["research_use_only"] == medical


def test_json_and_another_form_exclude_one_another() -> None:
    assert "--json and --format csv exclude one another" in failure(
        "leaderboard", "mmlu", "--json", "--format", "csv", code=2
    )
    assert podium("leaderboard", "mmlu", "--json").stdout == podium("leaderboard", "mmlu", "--format", "json").stdout


# --- Categories --------------------------------------------------------------------------------------------


def test_a_category_is_ordered_by_the_mean_of_the_ranks_on_its_main_boards() -> None:
    found = podium_json("leaderboard", "--category", "vision")
    ranks: dict[str, dict[str, int]] = {}
    for board in found["boards"]:
        if board["counts"]:
            for row in rows(board["slug"]):
                ranks.setdefault(row["model"]["slug"], {})[board["slug"]] = row["rank"]
    enough = {slug: places for slug, places in ranks.items() if len(places) >= found["least_boards"]}
    assert {row["model"]["slug"]: row["ranks"] for row in found["rows"]} == enough
    means = [sum(row["ranks"].values()) / len(row["ranks"]) for row in found["rows"]]
    assert means == [row["mean_rank"] for row in found["rows"]] == sorted(means)
    assert [row["rank"] for row in found["rows"]] == [1 + sum(other < mean for other in means) for mean in means]


def test_a_category_says_how_its_order_comes_about_and_never_a_mean_of_scores() -> None:
    screen = podium("leaderboard", "--category", "Health Care", "--limit", "3").stdout
    assert screen.startswith("healthcare\n")
    assert "scores of different boards are never averaged" in screen
    assert " of 16" in screen


def test_filters_of_a_category_keep_the_ranks() -> None:
    whole = {row["model"]["slug"]: row["rank"] for row in podium_json("leaderboard", "--category", "vision")["rows"]}
    left = podium_json("leaderboard", "--category", "vision", "--open")["rows"]
    assert 0 < len(left) < len(whole)
    assert all(row["model"]["open_weights"] and row["rank"] == whole[row["model"]["slug"]] for row in left)


def test_a_category_that_ranks_nobody_says_so(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parents[1] / "fakes" / "plugins" / "knots.py", tmp_path)
    said = podium("--plugins-dir", tmp_path, "leaderboard", "--category", "seamanship").stdout
    assert "No model is on 2 boards of this category" in said


def test_what_a_category_cannot_be_asked_is_refused_in_one_line() -> None:
    assert failure("leaderboard", "--category", "helthcare", code=3).startswith(
        "no category called 'helthcare'; did you mean healthcare?"
    )
    assert "name a benchmark, or a category" in failure("leaderboard", code=2)
    both = failure("leaderboard", "mmlu", "--category", "math", code=2)
    assert both.startswith("BENCHMARK and --category exclude one another")
    assert "takes no --verified" in failure("leaderboard", "--category", "math", "--verified", code=2)
    assert "takes no --board" in failure("leaderboard", "--category", "math", "--board", "helm", code=2)


def test_a_model_needs_half_of_the_boards_of_a_category_but_two() -> None:
    assert [categories.least_covered(boards) for boards in (1, 2, 3, 4, 5, 8)] == [2, 2, 2, 2, 3, 4]
