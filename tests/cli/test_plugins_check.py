"""``podium plugins check`` as a user types it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from podium.registry.checking import CHECKS
from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.fakes.spots_data import write

RULE = Path(__file__).parents[1] / "fakes" / "plugins" / "rule_adapter.py"
SPOTS = (Path(__file__).parents[1] / "fakes" / "plugins" / "spots.py").read_text()

CASES = """
    def conformance(self):
        from podium.registry import Case, text_digest

        return [
            Case("prompt", "one", lambda: text_digest("abc"), "3 ba7816bf8f01cfea", "org/repo 0123"),
            Case("parser", "letter", lambda: "A", {expected!r}, "org/repo 0123"),
            Case("parser", "number", lambda: 0.1 + 0.2, 0.3),
        ]

    def results"""


def spots(folder: Path, expected: str = "A", name: str = "spots.py") -> Path:
    """Write the plugin of spots with three cases, of which one wants ``expected``."""
    folder.mkdir(exist_ok=True)
    assert SPOTS.count("    def results") == 1
    (folder / name).write_text(SPOTS.replace("\n    def results", CASES.format(expected=expected)))
    return folder


def seen(data: Any, check: str) -> list[dict[str, str]]:
    """Return what a check saw of the first benchmark."""
    (found,) = [one["seen"] for one in data["benchmarks"][0]["checks"] if one["check"] == check]
    return list(found)


def test_what_is_right_is_one_line_and_what_is_not_is_told_with_how_to_mend_it(tmp_path: Path) -> None:
    result = podium("--plugins-dir", spots(tmp_path / "p"), "plugins", "check", "spots")
    lines = [re.sub(r" in \d+\.\d s$| \(\d+\.\d s\)$", "", line) for line in result.stdout.splitlines()]
    assert lines == [
        "! Spots: 9 passed, 19 skipped, 3 warned",
        "  ! card-complete: left out: measures, dataset_url, licence, paper.published, paper.abstract",
        "      mend  measures: one sentence on what a score says; it answers “what does it measure?”; dataset_url:"
        " where the data is at home; licence: the data's licence or agreement; paper.published: its date;"
        " paper.abstract: what it says, in your own words",
        "  ! sample-same: there is no sample data",
        "      mend  bring write_sample: a few invented items in the official layout, so that people can try a run at"
        " once",
        "  ! faq-entries: “Who drew them?” has no source",
        "      mend  FAQEntry(source_url=...): where it can be checked",
        "",
        "Nothing has to be mended.",
        "--all tells what was skipped, and why.",
    ]
    assert result.stderr == ""


def test_a_case_that_fails_is_shown_with_both_values_and_the_source_and_ends_with_1(tmp_path: Path) -> None:
    folder = spots(tmp_path / "p", expected="B")
    result = podium("--plugins-dir", folder, "plugins", "check", "Spots", code=1)
    lines = result.stdout.splitlines()
    at = lines.index("  ✗ scorer-cases: 1 of 3 cases came out otherwise: parser · letter")
    assert lines[at + 1 : at + 6] == [
        "      mend  prompt, parser and metric must give what the case expects, its source has it",
        "    ✗ parser · letter",
        "        expected  'B'",
        "        got       'A'",
        "        source    org/repo 0123",
    ]
    assert "Spots has to be mended." in lines
    every = podium("--plugins-dir", folder, "plugins", "check", "spots", "--all", code=1).stdout
    assert "    ✓ prompt · one" in every and "    ✓ parser · number" in every
    assert "  – loader-loads: there is no sample data: bring write_sample, or give --data" in every


def test_json_has_every_check_and_every_case(tmp_path: Path) -> None:
    words = ("--plugins-dir", spots(tmp_path / "p", expected="B"), "plugins", "check", "spots")
    data = podium_json(*words, code=1)
    assert data.keys() == {"ok", "counts", "benchmarks", "not_loaded"}
    assert (data["ok"], data["not_loaded"]) == (False, [])
    assert data["counts"] == {"pass": 8, "skip": 19, "warn": 3, "fail": 1}
    (found,) = data["benchmarks"]
    assert [found[name] for name in ("plugin", "benchmark", "ok", "cases", "failed")] == ["spots", "spots", False, 3, 1]
    assert [one["check"] for one in found["checks"]] == [one.name for one in CHECKS]
    assert all(one.keys() == {"check", "verdict", "seconds", "seen"} for one in found["checks"])
    assert seen(data, "scorer-cases") == [
        {
            "verdict": "fail",
            "saw": "1 of 3 cases came out otherwise: parser · letter",
            "mend": "prompt, parser and metric must give what the case expects, its source has it",
        }
    ]
    assert found["outcomes"][1] == {
        "group": "parser",
        "name": "letter",
        "ok": False,
        "expected": "B",
        "got": "A",
        "source": "org/repo 0123",
        "error": "",
    }
    assert podium("--plugins-dir", words[1], "plugins", "--json", "check", "spots", code=1).stdout.startswith("{")


def test_a_copy_of_the_data_is_checked_in_place_of_the_sample_and_the_counts_with_it(tmp_path: Path) -> None:
    folder, data = spots(tmp_path / "p"), tmp_path / "data"
    write(data)
    said = podium_json("--plugins-dir", folder, "plugins", "check", "spots", "--data", data)
    assert seen(said, "card-counts") == [
        {"verdict": "pass", "saw": "split train: 4 items, as on the card", "mend": ""},
        {"verdict": "pass", "saw": "split test: 12 items, as on the card", "mend": ""},
    ]
    assert [one["saw"] for one in seen(said, "loader-loads")] == [
        "split test: 12 items from the data",
        "split train: 4 items",
    ]
    (data / "train.csv").write_text((data / "test.csv").read_text())
    said = podium_json("--plugins-dir", folder, "plugins", "check", "spots", "--data", data, code=1)
    assert seen(said, "card-counts")[0] == {
        "verdict": "fail",
        "saw": "split train has 12 items, the card says 4",
        "mend": "state the official number in card.splits, or load the whole split",
    }
    assert failure("plugins", "check", "mmlu", "hle", "--data", data, code=1) == (
        "--data is the data of one benchmark, and 2 benchmarks are checked; name one plugin"
    )
    assert failure("plugins", "check", "listed", "--data", data, code=1) == (
        "--data is the data of one benchmark, and no benchmark that reads data is checked; name one plugin"
    )


def test_a_plugin_is_found_by_its_name_and_by_those_of_its_benchmark_and_checked_once() -> None:
    data = podium_json("plugins", "check", "mimic_cxr", "mimic-cxr", "MIMIC CXR", "MIMIC")
    assert [one["benchmark"] for one in data["benchmarks"]] == ["mimic-cxr"]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return what is said of all plugins, with one among them that does not load."""
    folder = tmp_path_factory.mktemp("plugins")
    (folder / "bad.py").write_text("raise RuntimeError('[bold]boom[/bold]')\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODIUM_HOME", str(tmp_path_factory.mktemp("home")))
        return podium_json("--plugins-dir", folder, "plugins", "check", code=1)


def test_without_a_name_all_plugins_are_checked_and_one_that_does_not_load_is_told(everything: Any) -> None:
    own = {one.name for one in entry_points(group="podium.plugins") if one.dist and one.dist.name == "podium"}
    assert {one["plugin"] for one in everything["benchmarks"]} == own
    assert everything["ok"] is False
    assert everything["not_loaded"] == [
        {
            "plugin": "bad",
            "status": "failed",
            "stage": "import",
            "reason": "RuntimeError: [bold]boom[/bold] (bad.py, line 1)",
            "mend": "make the module importable, and at once; podium --debug plugins check shows the traceback",
        }
    ]


@pytest.mark.parametrize("check", [one.name for one in CHECKS])
def test_every_benchmark_that_ships_with_podium_passes(check: str, everything: Any) -> None:
    wrong = [
        f"{benchmark['benchmark']}: {one['saw']}"
        for benchmark in everything["benchmarks"]
        for found in benchmark["checks"]
        if found["check"] == check
        for one in found["seen"]
        if one["verdict"] == "fail"
    ]
    assert wrong == []


def test_what_ships_with_podium_is_checked_and_not_skipped(everything: Any) -> None:
    evaluated = [one for one in everything["benchmarks"] if one["plugin"] != "listed"]
    assert len(evaluated) >= 8
    skipped = {
        (one["benchmark"], found["check"]) for one in evaluated for found in one["checks"] if found["verdict"] == "skip"
    }
    counted = {"card-counts", "scorer-devices", "results", "scorer-cases", "scorer-failed"}
    assert {check for _, check in skipped} <= counted, skipped


def test_a_plugin_that_does_not_load_is_told_with_its_traceback_where_that_is_asked(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("raise RuntimeError('[bold]boom[/bold]')\n")
    lines = podium("plugins", "check", bad, code=1).stdout.splitlines()
    assert lines[0] == "✗ bad failed at import: RuntimeError: [bold]boom[/bold] (bad.py, line 1)"
    assert lines[-1] == "1 plugin could not be checked."
    assert "Traceback" in podium("--debug", "plugins", "check", bad, code=1).stdout


def test_a_file_is_checked_by_itself_without_being_installed(tmp_path: Path) -> None:
    folder = spots(tmp_path / "p", name="mine.py")
    assert podium_json("plugins", "check", folder / "mine.py")["benchmarks"][0]["plugin"] == "mine"
    # Beside another plugin of the same benchmark, too, but then their names clash.
    words = ("--plugins-dir", spots(tmp_path / "q"), "plugins", "check", folder / "mine.py", "spots")
    both = podium_json(*words, code=1)
    assert [(one["plugin"], one["ok"]) for one in both["benchmarks"]] == [("mine", False), ("spots", True)]
    assert seen(both, "names-free")[0]["saw"] == "the name 'spots' is taken by 'spots' of plugin 'spots'"
    (folder / "mine.py").write_text("from podium.registry import hookimpl\n")
    said = podium("plugins", "check", folder / "mine.py", code=1).stdout
    assert said.startswith("✗ mine failed at register: defines no Podium hook")


def test_what_a_plugin_prints_even_past_python_does_not_spoil_the_json(tmp_path: Path) -> None:
    noise = "\n    def load(self, root, split):\n        print('loading')\n        os.write(1, b'from C')\n"
    (tmp_path / "mine.py").write_text(
        SPOTS.replace("\n    def load(self, root, split):\n", noise).replace("import csv", "import csv\nimport os")
    )
    write(tmp_path / "data")
    words = ["plugins", "check", str(tmp_path / "mine.py"), "--data", str(tmp_path / "data"), "--json"]
    code = "from podium.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["ok"] is True
    assert "from C" in done.stderr and "loading" in done.stderr


def test_names_that_lead_nowhere_are_errors(tmp_path: Path) -> None:
    assert failure("plugins", "check", "chexprt", code=3) == "no plugin called 'chexprt'; did you mean chexpert?"
    assert failure("plugins", "check", "qqqqqq", code=3) == "no plugin called 'qqqqqq'; podium plugins lists them"
    assert failure("plugins", "check", tmp_path / "none.py", code=1).startswith(f"there is no file {tmp_path}/none.py")
    (tmp_path / "notes.md").write_text("# Notes\n")
    expected = f"{tmp_path}/notes.md is no Python file; the file of a plugin ends in .py"
    assert failure("plugins", "check", tmp_path / "notes.md", code=1) == expected


def test_a_folder_is_told_to_be_installed_and_a_plugin_without_benchmarks_that_there_is_none(tmp_path: Path) -> None:
    said = failure("plugins", "check", f"{tmp_path}{os.sep}", code=1)
    assert "is a folder, and a plugin by path is one file; install it with podium plugins install -e" in said
    assert "No benchmark to check: checks are about benchmarks." in podium("plugins", "check", RULE).stdout


def test_it_works_with_a_broken_registry_file_and_a_strict_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database " * 100)
    folder = spots(tmp_path / "p")
    (folder / "bad.py").write_text("raise RuntimeError\n")
    monkeypatch.setenv("PODIUM_STRICT_PLUGINS", "1")
    podium("--db", tmp_path / "x.db", "--plugins-dir", folder, "plugins", "check", "spots")
