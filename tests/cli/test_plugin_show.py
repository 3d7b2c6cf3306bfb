"""``podium plugins show``: everything about one plugin, whether it loads or not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from podium.tests.cli.support import failure, podium, podium_json, terminal

SPOTS = Path(__file__).parents[1] / "fakes" / "plugins" / "spots.py"
RULE = SPOTS.with_name("rule_adapter.py")


@pytest.fixture
def mine(own_home: Path) -> Path:
    """Return the user's folder with a good plugin."""
    folder = own_home / "plugins"
    folder.mkdir(parents=True)
    shutil.copy(SPOTS, folder)
    return folder


def test_a_single_file_is_shown_with_what_it_brings(mine: Path) -> None:
    assert (
        podium("plugins", "show", "spots").stdout
        == f"""spots
plugin · loaded
A whole benchmark in one file: is there a spot in the picture, and is there a bar?

From        a single file
File        {mine / "spots.py"}
Plugin API  1 (Podium has 1)
Hooks       podium_benchmarks

Spots
Twelve drawings; the model says whether each shows a spot and a bar.
Slug       spots
Aliases    spot check
Kind       image · vision
Boards     accuracy, reported
Splits     train (4), test (12)
Results    1 result shipped with it
Evaluates  yes
More       podium show spots
"""
    )


def test_its_data_hold_the_whole_card(mine: Path) -> None:
    data = podium_json("plugins", "show", "spot check")
    assert (data["name"], data["status"], data["api_version"], data["podium_api_version"]) == ("spots", "loaded", 1, 1)
    assert data["hooks"] == ["podium_benchmarks"]
    assert (data["file"], data["distribution"], data["homepage"]) == (str(mine / "spots.py"), "", "")
    (card,) = data["cards"]
    assert (card["card"]["slug"], card["card"]["splits"], card["results"]) == ("spots", {"train": 4, "test": 12}, 1)
    assert data["stored"] == []
    assert "trace" not in data


def test_adapters_and_labelers_are_shown(mine: Path) -> None:
    shutil.copy(RULE, mine)
    assert "Kinds of model  rule:" in podium("plugins", "show", "rule_adapter").stdout
    said = podium("plugins", "show", "chexpert").stdout
    assert "Report labelers  chest-xray" in said
    assert "From             podium 0.1.0" in said
    assert "Module           podium.plugins.chexpert.plugin" in said
    assert "Hooks            podium_benchmarks, podium_labelers" in said


def test_a_failed_plugin_tells_why_and_what_the_registry_still_holds(mine: Path) -> None:
    podium("benchmarks")
    (mine / "spots.py").write_text('"""Spots, broken."""\nraise RuntimeError("boom")\n')
    assert (
        podium("plugins", "show", "spots").stdout
        == f"""spots
plugin · failed at import
Spots, broken.

Failed at import: RuntimeError: boom (spots.py, line 2)

From  a single file
File  {mine / "spots.py"}

What the registry still holds of it
· Spots (spots) · 1 result
"""
    )
    data = podium_json("plugins", "show", "spots")
    assert (data["stage"], data["reason"], data["hooks"], data["api_version"]) == (
        "import",
        "RuntimeError: boom (spots.py, line 2)",
        [],
        None,
    )
    assert data["stored"] == [{"slug": "spots", "name": "Spots", "results": 1}]
    assert 'raise RuntimeError("boom")' in podium("--debug", "plugins", "show", "spots").stdout


def test_a_plugin_that_failed_after_its_import_shows_its_hooks_and_its_api_version(mine: Path) -> None:
    text = SPOTS.read_text()
    (mine / "spots.py").write_text(text.replace("return [Spots()]", "return 1 / 0"))
    data = podium_json("plugins", "show", "spots")
    assert (data["stage"], data["hooks"], data["api_version"]) == ("card", ["podium_benchmarks"], 1)
    (mine / "spots.py").write_text(f"{text}\nPODIUM_API_VERSION = 7\n")
    data = podium_json("plugins", "show", "spots")
    assert (data["status"], data["stage"], data["api_version"]) == ("incompatible", "version", 7)
    assert "Plugin API  7 (Podium has 1)" in podium("plugins", "show", "spots").stdout


def test_a_disabled_plugin_is_shown_without_being_imported(mine: Path) -> None:
    podium("benchmarks")
    podium("plugins", "disable", "spots")
    (mine / "spots.py").write_text("import os\nos._exit(9)\n")
    said = podium("plugins", "show", "spots").stdout.splitlines()
    assert said[1] == "plugin · disabled"
    assert "Disabled: podium plugins enable spots takes it back" in said
    assert said[-1] == "· Spots (spots) · 1 result"


def test_it_works_beside_a_broken_registry_file(mine: Path, tmp_path: Path) -> None:
    broken = tmp_path / "x.db"
    broken.write_bytes(b"not a database " * 100)
    (mine / "spots.py").write_text("1 / 0")
    assert "Failed at import: ZeroDivisionError" in podium("--db", broken, "plugins", "show", "spots").stdout


def test_a_typo_is_answered_with_near_names(mine: Path) -> None:
    assert failure("plugins", "show", "spotz", code=3) == "no plugin called 'spotz'; did you mean spots?"


def test_the_list_keeps_to_80_columns(mine: Path) -> None:
    (mine / "a_plugin_with_quite_a_long_name_indeed.py").write_text("1 / 0")
    from podium.cli.root import cli

    shown = terminal(lambda: cli(["plugins"], standalone_mode=False))
    from rich.text import Text

    lines = [Text.from_ansi(line).plain for line in shown.splitlines()]
    # Only a path may be longer: it must be there to copy.
    assert [line for line in lines if len(line) > 80 and str(mine) not in line] == []
    assert any(line.startswith("spots") and "loaded" in line for line in lines)


def test_a_benchmark_of_a_plugin_that_brings_many_is_shown_without_the_others(own_home: Path) -> None:
    text = podium("plugins", "show", "MedQA").stdout
    assert "\nMedQA\n" in text and "\nMedMCQA\n" not in text
    assert text.endswith("\nlisted brings 11 other benchmarks: podium plugins show listed\n")
    assert [one["card"]["slug"] for one in podium_json("plugins", "show", "medqa")["cards"]] == ["medqa"]
    assert len(podium_json("plugins", "show", "listed")["cards"]) == 12


def test_the_plugin_of_a_package_is_shown_by_the_packages_name_too(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "site" / "podium_shapes-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: podium-shapes\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[podium.plugins]\nspots = podium_shapes\n")
    (info.parent / "podium_shapes.py").write_text(SPOTS.read_text())
    monkeypatch.syspath_prepend(str(info.parent))
    # Before any command has loaded it: the registry has never heard of it.
    podium("plugins", "disable", "spots")
    for name in ("podium-shapes", "spots"):
        assert podium("plugins", "show", name).stdout.startswith("spots\nplugin · disabled\n")
