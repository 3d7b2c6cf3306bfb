"""Several tables of predictions scored at once, and stored runs side by side: screen, JSON, LaTeX, Markdown, CSV."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from pathlib import Path
from typing import Any

import click
import pytest

from podium.cli.evaluate import named_files
from podium.cli.table_files import Grid, as_text, grid_json
from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.registry.report import Interval, Score
from podium.tests.cli import chexpert_runs
from podium.tests.cli.support import failure, podium, podium_json, terminal

POLICIES = {"U-Ignore": 0.1, "U-Zeros": 0.2, "U-Ones": 0.3}


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return chexpert_runs.write_sample(tmp_path_factory.mktemp("table") / "chexpert")


@pytest.fixture
def files(data: Path, tmp_path: Path, registry_file: Path) -> list[str]:
    """Return the options that name three tables of predictions."""
    words: list[str] = []
    for seed, (name, skill) in enumerate(POLICIES.items()):
        chexpert_runs.write_predictions(tmp_path / f"{seed}.csv", data, "test", skill, seed)
        words += ["--predictions", f"{name}={tmp_path / f'{seed}.csv'}"]
    return words


def words(data: Path, files: list[str], *more: str) -> list[str]:
    return ["score", "chexpert", "--data", str(data), "--bootstrap", "40", *files, *more]


def runs_stored(registry: Path) -> int:
    with sqlite3.connect(registry) as connection:
        return int(connection.execute("SELECT count(*) FROM runs").fetchone()[0])


def test_several_tables_are_runs_of_their_own_and_one_table_has_their_figures(
    data: Path, files: list[str], tmp_path: Path
) -> None:
    table = podium_json(*words(data, files))
    assert [row["name"] for row in table["rows"]] == list(POLICIES)
    assert table["columns"] == [*FIVE, "mean"]
    for seed, row in enumerate(table["rows"]):
        single = chexpert_runs.score(tmp_path / f"{seed}.csv", data)["report"]
        stored = podium_json("runs", "show", row["run"])
        assert stored["model"] == row["name"]
        assert stored["report"]["boards"] == single["boards"]
        (findings,) = [one for one in single["tables"] if one["name"] == "findings"]
        place = findings["columns"].index("auroc")
        scores = {cells[0]: cells[place] for cells in findings["rows"]}
        for label in FIVE:
            expected = scores[label]["value"], scores[label]["interval"]["low"], scores[label]["interval"]["high"]
            assert tuple(row["figures"][label][key] for key in ("value", "low", "high")) == expected
        board = single["boards"]["auroc5-study"]
        mean = row["figures"]["mean"]
        assert (mean["value"], mean["low"]) == (board["value"], board["interval"]["low"])
    for column in table["columns"]:
        values = [round(row["figures"][column]["value"], 3) for row in table["rows"]]
        assert [row["figures"][column]["best"] for row in table["rows"]] == [value == max(values) for value in values]


def test_the_stored_runs_give_the_same_table_again_without_the_data(
    data: Path, files: list[str], tmp_path: Path, registry_file: Path
) -> None:
    table = podium_json(*words(data, files))
    ids = [row["run"] for row in table["rows"]]
    with sqlite3.connect(registry_file) as connection:
        connection.execute("UPDATE runs SET provenance = json_set(provenance, '$.data', '/gone')")
    assert podium_json("runs", "table", *ids) == table
    every = podium_json("runs", "table", *ids, "--all")
    assert every["columns"] == [*NAMES, "mean"]
    stored = podium_json("runs", "show", ids[0])["report"]
    mean = next(score for score in stored["scores"] if score["metric"] == "mean_auroc")
    assert every["rows"][0]["figures"]["mean"]["value"] == mean["value"]
    assert every["rows"][0]["figures"]["mean"]["low"] == mean["interval"]["low"]


@pytest.mark.parametrize("metric", ["f1", "average_precision"])
def test_other_metrics_have_their_table_too_and_say_that_this_mean_has_no_interval(
    data: Path, files: list[str], metric: str
) -> None:
    ids = [row["run"] for row in podium_json(*words(data, files))["rows"]]
    table = podium_json("runs", "table", *ids, "--metric", metric)
    figures = table["rows"][0]["figures"]
    assert figures["mean"]["value"] == pytest.approx(sum(figures[label]["value"] for label in FIVE) / 5, abs=1e-12)
    assert figures["mean"]["low"] is None
    assert "the reports have no interval of this mean" in table["notes"]


def test_the_screen_marks_the_best_and_says_what_the_mark_does_not_mean(data: Path, files: list[str]) -> None:
    shown = podium(*words(data, files)).stdout
    lines = shown.splitlines()
    assert lines[:2] == [
        "CheXpert CXR · test · AUROC",
        "SYNTHETIC SAMPLE, not the real data · research use only, not for diagnosis",
    ]
    head = next(line for line in lines if line.startswith("predictions"))
    assert re.sub(r"  +", "|", head) == "predictions|Atelectasis|Cardiomegaly|Consolidation|Edema|Pleural Effusion|mean"
    assert shown.count("*") >= 7
    assert "· 95% intervals: patient bootstrap, percentile, B=40, seed 0" in lines
    assert "which says nothing of significance; overlapping intervals are no test" in shown
    assert re.search(r"a paired test of two: podium runs compare \w{10} \w{10}", shown)


def test_on_80_columns_every_column_stays_and_the_intervals_give_way(data: Path, files: list[str]) -> None:
    from podium.cli.root import cli

    ids = [row["run"] for row in podium_json(*words(data, files))["rows"]]
    text = terminal(lambda: cli.main(["runs", "table", *ids], prog_name="podium", standalone_mode=False))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert max(map(len, plain.splitlines())) <= 80
    assert re.search(
        r"\n +Pleural *\npredictions +Atelectasis +Cardiomegaly +Consolidation +Edema +Effusion +mean", plain
    )
    assert re.search(r"U-Ones( +\d\.\d{3}\*?){6}", plain)
    assert "intervals are left out at this width" in plain


def test_one_table_of_predictions_is_reported_as_ever(data: Path, files: list[str], tmp_path: Path) -> None:
    named = podium(*words(data, files[:2])).stdout
    assert "U-Ignore" in named and "Boards" in named and "predictions  " not in named
    run = podium_json(*words(data, ["--predictions", str(tmp_path / "0.csv")]))
    assert (run["model"], run["status"]) == ("0", "finished")
    named_run = podium_json(*words(data, ["--predictions", str(tmp_path / "0.csv"), "--model-name", "mine"]))
    assert named_run["model"] == "mine"


def test_nothing_is_scored_where_one_of_the_tables_is_bad(
    data: Path, files: list[str], tmp_path: Path, registry_file: Path
) -> None:
    text = (tmp_path / "2.csv").read_text()
    (tmp_path / "2.csv").write_text(text.replace("0.", "x.", 1))
    told = failure(*words(data, files), code=1)
    assert told.startswith(f"{tmp_path / '2.csv'}, row 2, column No Finding: ")
    assert runs_stored(registry_file) == 0
    (tmp_path / "2.csv").write_text(text)
    podium(*words(data, files))
    assert runs_stored(registry_file) == 3


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("table.pdf", "a table is written as .tex, .md or .csv"),
        ("no/table.tex", "no does not exist"),
        ("folder.csv", "is a folder"),
    ],
)
def test_a_file_that_cannot_be_written_is_refused_before_anything_is_scored(
    data: Path, files: list[str], tmp_path: Path, registry_file: Path, target: str, message: str
) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert message in failure(*words(data, files, "-o", str(tmp_path / target)), code=1)
    assert runs_stored(registry_file) == 0


@pytest.mark.parametrize("suffix", [".tex", ".md", ".csv"])
def test_the_file_has_the_same_figures_whether_written_while_scoring_or_from_the_runs(
    data: Path, files: list[str], tmp_path: Path, suffix: str
) -> None:
    first, again = tmp_path / f"first{suffix}", tmp_path / f"again{suffix}"
    result = podium(*words(data, files, "--json", "-o", str(first)))
    assert f"note: 3 runs written to {first}" in result.stderr
    import json

    podium("runs", "table", *(row["run"] for row in json.loads(result.stdout)["rows"]), "-o", again)
    assert first.read_bytes() == again.read_bytes()
    text = first.read_text(encoding="utf-8")
    assert ("synthetic sample" if suffix == ".csv" else "SYNTHETIC SAMPLE, not the real data") in text
    if suffix == ".csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [row["predictions"] for row in rows] == list(POLICIES)


def test_runs_that_cannot_stand_side_by_side_are_refused(data: Path, files: list[str]) -> None:
    (one, other, _) = (row["run"] for row in podium_json(*words(data, files))["rows"])
    mean = podium_json(*words(data, files[:2], "--set", "aggregate=mean"))["id"]
    assert f"runs {one} and {mean} cannot be compared: aggregate max and mean" in failure(
        "runs", "table", one, mean, code=1
    )
    assert f"run {one} is named twice" in failure("runs", "table", one, other, one, code=1)
    ranks = podium_json(*words(data, files[:2], "--set", "scores=rank"))["id"]
    assert f"the report of run {ranks} has no F1 by finding" in failure(
        "runs", "table", ranks, "--metric", "f1", code=1
    )


def test_runs_of_other_resamples_may_stand_side_by_side_and_it_is_said(data: Path, files: list[str]) -> None:
    ids = [
        podium_json("score", "chexpert", "--data", data, *files[:2], "--bootstrap", number)["id"]
        for number in ("20", "30")
    ]
    table = podium_json("runs", "table", *ids)
    assert "the runs differ in bootstrap 20 and 30" in table["notes"]
    assert [row["name"] for row in table["rows"]] == [f"U-Ignore ({run})" for run in ids]


def test_a_run_that_does_not_predict_a_finding_has_a_gap_with_its_reason(
    data: Path, files: list[str], tmp_path: Path
) -> None:
    with (tmp_path / "0.csv").open(newline="") as file, (tmp_path / "part.csv").open("w", newline="") as out:
        kept = ("Study", *FIVE[:4], "Fracture")
        writer = csv.DictWriter(out, kept, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(csv.DictReader(file))
    table = podium_json(*words(data, [*files[:2], "--predictions", str(tmp_path / "part.csv")]))
    row = table["rows"][1]["figures"]
    assert row["Pleural Effusion"] == {
        "value": None, "low": None, "high": None, "best": False, "reason": "not in the report",
    }  # fmt: skip
    assert (row["mean"]["value"], row["mean"]["reason"]) == (None, "not every finding has a value")
    assert "Pleural Effusion: not in the report (part)" in table["notes"]
    every = podium_json("runs", "table", *(one["run"] for one in table["rows"]), "--all")
    assert not any(one["figures"]["mean"]["best"] for one in every["rows"])
    assert "the means are over different findings, so none of them is marked as the best" in every["notes"]


def test_names_and_paths_are_told_apart_even_where_a_path_holds_an_equals_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a=b.csv").touch()
    (tmp_path / "lr=0.1").mkdir()
    (tmp_path / "lr=0.1" / "x.csv").touch()
    (tmp_path / "plain.csv").touch()

    def named(*texts: str) -> list[tuple[str, str]]:
        return named_files(texts, "")

    assert named("plain.csv", "a=b.csv") == [("", "plain.csv"), ("", "a=b.csv")]
    assert named("U=plain.csv") == [("U", "plain.csv")]
    assert named("U=a=b.csv", "lr=0.1/x.csv") == [("U", "a=b.csv"), ("", "lr=0.1/x.csv")]
    assert named("p=1=lr=0.1/x.csv") == [("p=1", "lr=0.1/x.csv")]
    assert named("U=gone.csv", "dir/U=gone.csv") == [("U", "gone.csv"), ("", "dir/U=gone.csv")]
    assert named_files(["plain.csv"], "mine") == [("mine", "plain.csv")]
    for texts, name, message in (
        (("plain.csv", "lr=0.1/../plain.csv"), "", "two files are called 'plain'"),
        (("U=plain.csv", "U=a=b.csv"), "", "two files are called 'U'"),
        (("U=plain.csv",), "mine", "--model-name is for one file"),
        (("plain.csv", "a=b.csv"), "mine", "--model-name is for one file"),
    ):
        with pytest.raises(click.UsageError, match=message):
            named_files(texts, name)


def grid(sample: bool = False, **more: Any) -> Grid:
    def cell(value: float, low: float, high: float) -> Score:
        return Score("auroc", value, 200, Interval(low, high))

    return Grid(
        **{
            "metric": "auroc",
            "benchmark": "chexpert",
            "split": "valid",
            "sample": sample,
            "names": ("U_Ones & co", "zeros|50%"),
            "runs": ("aa", "bb"),
            "columns": ("Edema", "mean"),
            "rows": (
                (cell(0.9412, 0.9034, 0.98), cell(0.9, 0.85, 0.95)),
                (Score("auroc", None, 0, reason="not predicted"), Score("auroc", 0.8123, 200)),
            ),
            "best": ((True, True), (False, False)),
            "notes": ("Edema: not predicted (zeros|50%)",),
            **more,
        }
    )


def test_latex_is_a_tabular_with_escaped_names_and_the_best_in_bold() -> None:
    assert as_text(grid(), ".tex") == (
        "% AUROC with 95% interval, chexpert valid; bold: the highest of its column.\n"
        "% Runs: aa, bb\n"
        "% Edema: not predicted (zeros|50%)\n"
        "\\begin{tabular}{lcc}\n"
        "\\hline\n"
        " & Edema & mean \\\\\n"
        "\\hline\n"
        "U\\_Ones \\& co & \\textbf{0.941 (0.903--0.980)} & \\textbf{0.900 (0.850--0.950)} \\\\\n"
        "zeros\\textbar{}50\\% & -- & 0.812 \\\\\n"
        "\\hline\n"
        "\\end{tabular}\n"
    )
    assert "\\multicolumn{3}{c}{SYNTHETIC SAMPLE, not the real data} \\\\\n" in as_text(grid(True), ".tex")


def test_markdown_is_a_pipe_table_with_escaped_names_and_the_best_in_bold() -> None:
    assert as_text(grid(), ".md") == (
        "AUROC with 95% interval, chexpert valid; bold: the highest of its column.\n"
        "\n"
        "| predictions | Edema | mean |\n"
        "| --- | ---: | ---: |\n"
        "| U\\_Ones \\& co | **0.941 (0.903–0.980)** | **0.900 (0.850–0.950)** |\n"
        "| zeros\\|50% | – | 0.812 |\n"
        "\n"
        "- Edema: not predicted (zeros\\|50%)\n"
    )
    assert "chexpert valid (SYNTHETIC SAMPLE, not the real data); bold" in as_text(grid(True, notes=()), ".md")
    assert as_text(grid(notes=()), ".md").endswith("| – | 0.812 |\n")


def test_csv_is_unrounded_with_a_column_for_each_end() -> None:
    assert as_text(grid(), ".csv") == (
        "predictions,run,data,Edema,Edema low,Edema high,mean,mean low,mean high\n"
        "U_Ones & co,aa,real,0.9412,0.9034,0.98,0.9,0.85,0.95\n"
        "zeros|50%,bb,real,,,,0.8123,,\n"
    )
    assert "U_Ones & co,aa,synthetic sample,0.9412" in as_text(grid(True), ".csv")


def test_a_name_cannot_leave_its_line_or_its_cell() -> None:
    names = ("a\nb", "back\\slash{}~^#$")
    assert "a b & " in as_text(grid(names=names), ".tex")
    assert "% Edema: a b\n" in as_text(grid(notes=("Edema: a\nb",)), ".tex")
    escaped = r"back\textbackslash{}slash\{\}\textasciitilde{}\textasciicircum{}\#\$"
    assert escaped in as_text(grid(names=names), ".tex")
    assert "| a b |" in as_text(grid(names=names), ".md")
    assert grid_json(grid(names=names))["rows"][0]["name"] == "a\nb"
