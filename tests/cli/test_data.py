"""``podium data verify`` as a user types it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from podium.cli.root import cli
from podium.registry.verification import LEVELS
from podium.tests.cli.support import failure, podium, podium_json, terminal
from podium.tests.plugins.chexpert.support import KEYS, classic, row, write_images, write_table
from podium.tests.plugins.mimic_cxr.support import Copy

pytestmark = pytest.mark.usefixtures("settled_home")


def test_a_good_copy_line_by_line(tmp_path: Path) -> None:
    root = tmp_path / "CheXpert-v1.0-small"
    write_table(root / "train.csv", [row(f"train/{key}", Edema="1.0") for key in KEYS["train"]])
    write_images(root / "train", KEYS["train"])
    result = podium("data", "verify", "chexpert", "--data", root)
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[:12] == [
        "CheXpert CXR · paths",
        str(root),
        "",
        "✓ label tables: labels of train, none of valid and test",
        "✓ train.csv: columns and cells: 4 images, 2 frontal and 2 lateral",
        "! train.csv: counts: not the published train split: 4 images instead of 223,414,"
        " 3 studies instead of 187,641, 2 patients instead of 64,540; no board takes figures from it",
        "✓ train.csv: No Finding: never together with a finding",
        "✓ train images: all 4 are there",
        "",
        "Counts",
        "of              here  published",
        "train images       4    223,414",
    ]
    assert "Edema                           3" in lines
    assert (
        lines[-1] == "No problem, 1 warning: usable; what is marked ! is not as published. --level images looks deeper."
    )


def test_a_broken_copy_exits_with_1_and_names_the_places(tmp_path: Path) -> None:
    root = classic(tmp_path / "copy")
    write_table(root / "valid.csv", [row(f"valid/{key}", Edema="0.5") for key in KEYS["valid"]])
    (root / "train" / KEYS["train"][1]).unlink()
    lines = podium("data", "verify", "chexpert", "--data", root, code=1).stdout.splitlines()
    assert (
        f"✗ valid.csv: columns and cells: {root}/valid.csv, row 2, column Edema:"
        " '0.5' is not 1 or 0, as every cell of an expert-labelled split is"
    ) in lines
    place = lines.index("✗ train images: 3 of 4 are there; --allow-partial evaluates on these, off the boards")
    assert lines[place + 1] == "    missing: patient00001/study1/view2_lateral.jpg"
    assert lines[-1] == "2 problems and 2 warnings: mend what is marked ✗, then check again."


def test_json_is_the_verification_with_what_was_checked(tmp_path: Path) -> None:
    root = Copy().write(tmp_path / "copy")
    data = podium_json("data", "verify", "mimic-cxr", "--data", root, "--level", "columns")
    assert (data["benchmark"], data["data"], data["sample"]) == ("mimic-cxr", str(root), False)
    assert (data["level"], data["ok"]) == ("columns", True)
    assert data["checks"][0] == {
        "name": "mimic-cxr-2.0.0-split.csv.gz: columns and cells",
        "status": "ok",
        "detail": "6 images; no patient is in two splits",
        "examples": [],
    }
    assert data["tables"][0]["rows"][0] == ["train images", 1, 368960]
    (root / "mimic-cxr-2.0.0-split.csv.gz").unlink()
    assert podium_json("data", "verify", "mimic-cxr", "--data", root, code=1)["ok"] is False


@pytest.mark.parametrize(
    "benchmark", ["chexpert", "mimic-cxr", "mmlu", "mmlu-pro", "hle", "mmmu", "mmmu-pro", "charxiv-r"]
)
@pytest.mark.parametrize("level", LEVELS)
def test_without_data_the_sample_is_checked_and_it_is_said(benchmark: str, level: str) -> None:
    result = podium("data", "verify", benchmark, "--level", level)
    assert result.stderr.startswith("warning: no --data given: this is the synthetic sample of ")
    assert "a synthetic sample, so not compared with the published ones" in result.stdout
    assert "✗" not in result.stdout


def test_a_benchmark_without_a_check_says_which_have_one() -> None:
    plugins = Path(__file__).parents[1] / "fakes" / "plugins"
    assert failure("--plugins-dir", plugins, "data", "verify", "quiz", code=1) == (
        "Quiz has no check of its data; charxiv-r, chexpert, hle, mimic-cxr, mmlu, mmlu-pro, mmmu, mmmu-pro,"
        " nih-chestxray14 and vqa-rad can be checked"
    )
    assert failure("data", "verify", "chexprt", code=3).startswith("no benchmark called 'chexprt'")


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        ("ValueError('three')", "the data check of Spots failed: ValueError: three; a bug in "),
        ("ModuleNotFoundError('No module', name='PIL')", "the data check of Spots needs"),
    ],
)
def test_a_plugin_s_own_failure_is_named_as_such(tmp_path: Path, raised: str, said: str) -> None:
    code = (Path(__file__).parents[1] / "fakes" / "plugins" / "spots.py").read_text()
    method = f"    def verify(self, root, level, observe):\n        raise {raised}\n\n    def results"
    (tmp_path / "spots.py").write_text(code.replace("    def results", method))
    args = ("--plugins-dir", tmp_path, "data", "verify", "spots")
    assert failure(*args, "--data", tmp_path, code=1).startswith(said)
    assert "Spots has no sample data" in failure(*args, code=1)


def test_folders_that_are_none_or_hold_nothing_are_errors(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    absent = failure("data", "verify", "chexpert", "--data", tmp_path / "absent", code=1)
    assert absent.startswith(f"data folder {tmp_path / 'absent'} does not exist")
    assert "is a file" in failure("data", "verify", "chexpert", "--data", tmp_path / "file", code=1)
    nothing = failure("data", "verify", "chexpert", "--data", tmp_path, code=1)
    assert nothing.startswith("no label table of CheXpert (train.csv, valid.csv, ")


def test_an_unknown_level_is_a_usage_error(tmp_path: Path) -> None:
    assert "'pixels' is not one of" in failure("data", "verify", "chexpert", "--level", "pixels", code=2)


def test_file_names_with_control_characters_are_shown_not_obeyed(tmp_path: Path) -> None:
    root = classic(tmp_path / "copy")
    write_images(root / "train", ["patient00001/study1/\x1b[31mred[bold].jpg"])
    lines = podium("data", "verify", "chexpert", "--data", root).stdout.splitlines()
    assert "    train/patient00001/study1/\\x1b[31mred[bold].jpg" in lines


def test_on_a_terminal_long_lines_hang_under_their_mark_and_progress_stays_off_stdout(tmp_path: Path) -> None:
    root = classic(tmp_path / "copy")

    def command() -> None:
        cli(["data", "verify", "chexpert", "--data", str(root)], standalone_mode=False)

    lines = re.sub(r"\x1b\[[0-9;]*m", "", terminal(command, 60)).splitlines()
    start = lines.index("! train.csv: counts: not the published train split: 4 images")
    assert lines[start + 1] == "  instead of 223,414, 3 studies instead of 187,641, 2"
    assert lines[start + 2] == "  patients instead of 64,540; no board takes figures from it"
    assert max(len(line) for line in lines[start:]) <= 60
    assert not any("folders" in line for line in lines)
