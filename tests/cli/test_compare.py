"""``podium compare``: models side by side, only where they can be compared."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from podium.cli.root import cli
from podium.tests.cli.support import failure, podium, podium_json, terminal

pytestmark = pytest.mark.usefixtures("registry_file")


def test_only_boards_that_all_models_are_on_are_shown() -> None:
    names = ("o3", "gpt-4.1", "gemini-2.5-pro")
    boards = [{(row["benchmark"], row["board"]) for row in podium_json("model", name)["results"]} for name in names]
    found = podium_json("compare", *names)["boards"]
    assert {(one["board"]["benchmark"], one["board"]["slug"]) for one in found} == set.intersection(*boards)
    assert all(
        [row["model"]["slug"] for row in one["rows"]] == [row["model"]["slug"] for row in found[0]["rows"]]
        for one in found
    )


def test_scores_and_ranks_are_those_of_the_boards() -> None:
    for one in podium_json("compare", "o3", "gpt-4.1")["boards"]:
        board = podium_json("leaderboard", one["board"]["benchmark"], "--board", one["board"]["slug"])["rows"]
        there = {row["model"]["slug"]: (row["value"], row["rank"], row["id"]) for row in board}
        assert all((row["value"], row["rank"], row["id"]) == there[row["model"]["slug"]] for row in one["rows"])


def test_the_best_is_told_apart_only_where_intervals_say_so() -> None:
    verdicts = set()
    for pair in (("o3", "gpt-4.1"), ("gpt-5", "claude opus 4.5")):
        for one in podium_json("compare", *pair)["boards"]:
            first, second = one["rows"]
            verdicts.add(one["told_apart"])
            if len(one["best"]) == 1 and first["low"] is not None and second["low"] is not None:
                overlapping = first["low"] <= second["high"] and second["low"] <= first["high"]
                assert one["told_apart"] is not overlapping
            elif len(one["best"]) == 1:
                assert one["told_apart"] is None
    assert verdicts == {True, False, None}


def test_a_screen_says_whose_figures_they_are_and_that_medical_ones_are_for_research() -> None:
    screen = podium("compare", "medgemma-4b-it", "gemma-3-4b-it").stdout
    assert "0.481 (4 of 11, s)" in screen
    assert "For research use only" in screen
    assert "For research use only" not in podium("compare", "o3", "gpt-4.1").stdout


def test_models_without_a_shared_board_cannot_be_compared() -> None:
    entry = podium_json("leaderboard", "chexpert", "--board", "auroc-competition", "--limit", "1")["rows"][0]["model"]
    screen = podium("compare", entry["slug"], "o3").stdout
    assert "There is no board that all of them are on, so nothing can be compared." in screen
    assert podium_json("compare", entry["slug"], "o3")["boards"] == []


def test_csv_has_a_line_per_board_and_model() -> None:
    found = podium_json("compare", "o3", "gpt-4.1")["boards"]
    lines = list(csv.DictReader(io.StringIO(podium("compare", "o3", "gpt-4.1", "--format", "csv").stdout)))
    assert [(line["benchmark"], line["board"], float(line["score"])) for line in lines] == [
        (one["board"]["benchmark"], one["board"]["slug"], row["value"]) for one in found for row in one["rows"]
    ]


def test_names_that_cannot_be_compared_are_refused_in_one_line() -> None:
    asks = "name 2 to 6 different models; put a name with spaces into quotes; see podium compare --help"
    assert failure("compare", "o3", code=2) == asks
    assert failure("compare", "o3", "o3", code=2) == f"'o3' is named 2 times; {asks}"
    assert failure("compare", "o3", "O3", code=2).startswith("'o3' and 'O3' are names of one model, o3-")
    seven = [model["slug"] for model in podium_json("models")[:7]]
    assert failure("compare", *seven, code=2) == asks
    assert failure("compare", "o3", "gpt-4.1x", code=3).startswith("no model called 'gpt-4.1x'; did you mean ")


def test_all_names_that_are_unknown_are_told_at_once_each_with_those_it_is_near_to() -> None:
    said = failure("compare", "gpt-4.1x", "o3", "gemini-2.5-prp", "qqqqq", code=3)
    first, second, third, last = said.split("; ")
    assert re.fullmatch(r"no model called 'gpt-4.1x' \(did you mean gpt-4-1-\S+.*\?\)", first)
    assert re.fullmatch(r"no model called 'gemini-2.5-prp' \(did you mean gemini-2-5-pro .*\?\)", second)
    assert (third, last) == ("no model called 'qqqqq'", "podium models lists them all")


def test_a_model_that_is_named_again_is_shown_once_and_told_of() -> None:
    shown = podium("compare", "o3", "gpt-4.1", "O3", "--json")
    assert len(json.loads(shown.stdout)["models"]) == 2
    slug = json.loads(shown.stdout)["models"][0]["slug"]
    assert shown.stderr == f"warning: 'o3' and 'O3' are names of one model, {slug}, and shown once\n"


def test_eighty_columns_have_room_for_three_models_with_ranks_intervals_and_whether_they_are_told_apart() -> None:
    shown = terminal(lambda: cli(["compare", "gpt-5", "o3", "gemini-2.5-pro"], standalone_mode=False))
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert max(map(len, lines)) <= 80
    (shared,) = (
        one
        for one in podium_json("compare", "gpt-5", "o3", "gemini-2.5-pro")["boards"]
        if all(row["low"] is not None for row in one["rows"])
    )
    start = next(number for number, line in enumerate(lines) if f" {shared['rows'][0]['value']:.3f} i" in line)
    assert "no" in lines[start].split() and all(f"{row['value']:.3f} i" in lines[start] for row in shared["rows"])
    assert all(f"{row['rank']} of {row['models']}" in lines[start + 1] for row in shared["rows"])
    assert all(f"[{row['low']:.3f}, {row['high']:.3f}]" in lines[start + 2] for row in shared["rows"])
