"""``podium progress``: a board over time in the terminal, as data and as a picture."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from podium.cli.root import cli
from podium.tests.cli.support import failure, podium, podium_json, terminal

pytestmark = pytest.mark.usefixtures("registry_file")

_PNG = b"\x89PNG\r\n\x1a\n"


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_records_are_listed_newest_first_with_how_long_they_stood() -> None:
    lines = podium("progress", "mmlu").stdout.splitlines()
    records = [line for line in lines if re.match(r"\d{4}", line)]
    assert records[0].split()[:4] == ["2025-04-16", "0.933", "+0.015", "o3"]
    # UnifiedQA is older than MMLU: its record counts from the benchmark's publication.
    assert records[-1].split()[:3] == ["2020-09-07", "0.489", "UnifiedQA"]
    assert " still" in records[0] and " 457 days" in records[-1]
    assert lines[-1] == (
        "Records of all models. 210 results, each by the later of its report and its model's release (54 by report, 153"
        " by release); 3 older than the benchmark are counted from its publication on 2020-09-07; 1 result without a"
        " date left out."
    )


def test_who_equalled_a_record_later_is_told_with_the_day() -> None:
    data = podium_json("progress", "mmlu")
    points = {point["id"]: point for point in data["points"]}
    (tie,) = data["equalled"]["all"]
    first, (later,) = points[tie["record"]], (points[one] for one in tie["by"])
    assert first["value"] == later["value"] and first["day"] < later["day"]
    lines = podium("progress", "mmlu").stdout.splitlines()
    said = f"{first['name']} on {first['day']}, equalled by {later['name']} on {later['day']}."
    assert f"{first['value']:.3f}: {said}" in lines
    assert any(f"{first['name']}, equalled by 1 " in line for line in lines)


def test_two_that_set_a_record_on_one_day_are_both_named() -> None:
    assert "0.590: Claude Fable 5 and Claude Mythos 5 on 2026-06-09." in podium("progress", "hle").stdout


def test_the_records_of_open_models_are_those_of_models_whose_weights_are_open() -> None:
    data = podium_json("progress", "mmlu-pro")
    open_points = [point for point in data["points"] if point["open"]]
    assert data["records"]["open"]
    best = max(point["value"] for point in open_points)
    last = next(point for point in open_points if point["id"] == data["records"]["open"][-1])
    assert f"{last['value']:.3f}" == f"{best:.3f}"
    assert "Records of open models" in podium("progress", "mmlu-pro", "--records", "open").stdout


def test_a_terminal_shows_every_kind_of_point_and_the_years() -> None:
    drawn = plain(terminal(lambda: cli(["progress", "mmlu"], standalone_mode=False), width=100))
    assert "o open weights   x proprietary   line: best so far" in drawn
    assert all(year in drawn for year in ("2020", "2023", "2026"))
    assert max(map(len, drawn.splitlines())) <= 100


def test_colours_can_be_left_out_of_the_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    from podium.cli.board_progress import drawing
    from podium.registry import leaderboard
    from podium.registry.course import course
    from podium.registry.database import connect, default_path

    found = course(leaderboard.board(connect(default_path()), "mmlu"))
    assert "\x1b[" in drawing(found, 80)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in drawing(found, 80)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_is_of_a_slide_and_the_same_every_time(tmp_path: Path, theme: str) -> None:
    from PIL import Image

    for name in ("one.png", "two.png"):
        assert podium("progress", "hle", "-o", tmp_path / name, "--theme", theme).stdout == f"{tmp_path / name}\n"
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
    with Image.open(tmp_path / "one.png") as picture:
        assert picture.size == (1920, 1080)
        assert picture.convert("RGB").getpixel((0, 0)) == ((255, 255, 255) if theme == "light" else (20, 23, 28))


def test_a_picture_says_its_title_and_its_last_records_to_readers_who_do_not_see_it(tmp_path: Path) -> None:
    podium("progress", "chexpert", "-o", tmp_path / "x.svg")
    drawn = (tmp_path / "x.svg").read_text()
    assert "<dc:title>CheXpert CXR: Reported results</dc:title>" in drawn
    assert "Last records: 0.481 by MedGemma 4B IT on 2025-05-20." in drawn
    # Letters are outlines, each line with its text in a comment.
    assert "For research use only" in drawn


def test_the_data_can_be_written_to_a_file(tmp_path: Path) -> None:
    podium("progress", "hle", "-o", tmp_path / "hle.json")
    assert json.loads((tmp_path / "hle.json").read_text()) == podium_json("progress", "hle")


def test_files_are_not_overwritten_unasked_and_other_suffixes_are_refused(tmp_path: Path) -> None:
    podium("progress", "hle", "-o", tmp_path / "hle.svg")
    assert failure("progress", "hle", "-o", tmp_path / "hle.svg", code=1).endswith(
        "is there already; --force overwrites it"
    )
    podium("progress", "hle", "-o", tmp_path / "hle.svg", "--force")
    assert "the suffix says the form" in failure("progress", "hle", "-o", tmp_path / "hle.gif", code=2)


def test_an_empty_board_says_so_and_cannot_be_drawn(tmp_path: Path) -> None:
    assert "No results on this board yet." in podium("progress", "chexpert", "--board", "auroc5-study").stdout
    line = failure("progress", "chexpert", "--board", "auroc5-study", "-o", tmp_path / "x.png", code=1)
    assert line.startswith("no result of CheXpert CXR (") and "nothing to draw" in line
    assert not (tmp_path / "x.png").exists()


def test_where_less_is_better_a_record_falls_and_a_comparison_says_so_at_every_width(tmp_path: Path) -> None:
    found = ("--plugins-dir", Path(__file__).parents[1] / "fakes" / "plugins")
    told = "knot-naming,tangles,{},{},third-party,https://example.org/knots,{}\n"
    file = tmp_path / "knots.csv"
    file.write_text(
        "benchmark,board,model,value,standing,source_url,reported_on\n"
        + told.format("o1", "0.18", "2025-01-20")
        + told.format("o3", "0.12", "2025-05-01")
    )
    assert "2 added" in podium(*found, "results", "import", file).stdout
    lines = podium(*found, "progress", "knot-naming", "--board", "tangles").stdout.splitlines()
    assert next(line for line in lines if line.startswith("2025-05-01")).split()[1:3] == ["0.120", "-0.060"]
    command = [*map(str, found), "compare", "o1", "o3"]
    shown = plain(terminal(lambda: cli(command, standalone_mode=False), 70)).splitlines()
    (at,) = (number for number, line in enumerate(shown) if "0.120 t" in line)
    assert "lower is better; Tangles" in shown[at + 1] and "Metric" not in " ".join(shown[:at])
