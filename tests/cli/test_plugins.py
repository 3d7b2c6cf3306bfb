"""``podium plugins``, and every other command beside a plugin that is broken."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from podium.tests.cli.support import failure, podium, podium_json

SPOTS = Path(__file__).parents[1] / "fakes" / "plugins" / "spots.py"
KEYS = ["name", "distribution", "version", "target", "status", "stage", "reason", "benchmarks", "adapters"]
KEYS += ["labelers", "hooks", "api_version"]

#: Words of every reading command; the lead's commands that run models are tested with theirs.
READING = (
    ("ask", "who leads chexpert?"),
    ("benchmarks",),
    ("show", "chexpert"),
    ("leaderboard", "chexpert"),
    ("models",),
    ("model", "medgemma 4b it"),
    ("runs",),
    ("plugins",),
    ("results", "export", "chexpert"),
    ("db", "path"),
    ("db", "check"),
    ("db", "migrate"),
    ("doctor",),
)

#: Those of them that ask the registry what the plugins say. The others look at the file, or report on the plugins.
READING_PLUGINS = tuple(words for words in READING if words not in {("plugins",), ("doctor",), *READING[-4:-2]})


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a folder with a plugin that raises when it is imported, one that exits, and a good one."""
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / "bad.py").write_text("raise RuntimeError('[bold]boom[/bold]')\n")
    (folder / "worse.py").write_text("import sys\nprint('noise')\nsys.exit(3)\n")
    shutil.copy(SPOTS, folder)
    return folder


def test_plugins_lists_podiums_own_eleven_with_their_benchmarks(registry_file: Path) -> None:
    found = podium_json("plugins")
    assert [list(one) for one in found] == [KEYS] * 11
    assert {one["status"] for one in found} == {"loaded"}
    assert {one["distribution"] for one in found} == {"podium"}
    assert [one["benchmarks"] for one in found if one["name"] == "mimic_cxr"] == [["mimic-cxr"]]
    assert podium("plugins").stdout.splitlines()[-1] == "11 plugins loaded"


def test_a_plugin_that_raises_on_import_is_named_with_its_reason(registry_file: Path, broken: Path) -> None:
    result = podium("--plugins-dir", broken, "plugins")
    assert "✗ bad failed at import: RuntimeError: [bold]boom[/bold]" in result.stdout
    assert "✗ worse failed at import: SystemExit: 3" in result.stdout
    assert "12 plugins loaded, 2 not" in result.stdout
    assert "Traceback" not in result.output
    assert "noise" not in result.stdout
    found = {one["name"]: one for one in podium_json("--plugins-dir", broken, "plugins")}
    assert (found["bad"]["status"], found["bad"]["stage"]) == ("failed", "import")
    assert found["spots"]["benchmarks"] == ["spots"]


def test_debug_shows_the_traceback_of_a_failed_plugin(registry_file: Path, broken: Path) -> None:
    assert "RuntimeError: [bold]boom[/bold]" in podium("--plugins-dir", broken, "--debug", "plugins").stdout
    assert "Traceback" in podium("--plugins-dir", broken, "--debug", "plugins").stdout
    data = json.loads(podium("--debug", "--plugins-dir", broken, "plugins", "--json").stdout)
    assert "Traceback" in next(one["trace"] for one in data if one["name"] == "bad")


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_every_command_works_beside_a_broken_plugin(registry_file: Path, broken: Path, words: tuple[str, ...]) -> None:
    alone = podium(*words).stdout
    beside = podium("--plugins-dir", broken, *words)
    assert beside.stdout.strip() != ""
    if words[0] in ("ask", "show", "leaderboard"):
        assert beside.stdout == alone


def test_a_failed_plugin_is_one_warning_on_stderr_and_none_with_quiet(registry_file: Path, broken: Path) -> None:
    assert "noise" in podium("--plugins-dir", broken, "benchmarks").stderr
    assert podium("--plugins-dir", broken, "leaderboard", "chexpert").stderr.splitlines() == [
        "warning: plugin bad failed at import: RuntimeError: [bold]boom[/bold] (bad.py, line 1)"
        " (podium plugins tells more)",
        "warning: plugin worse failed at import: SystemExit: 3 (worse.py, line 3) (podium plugins tells more)",
    ]
    assert podium("--plugins-dir", broken, "--quiet", "leaderboard", "chexpert").stderr == ""


def test_a_plugin_in_the_users_folder_is_found_at_once(own_home: Path) -> None:
    assert len(podium_json("benchmarks")) == 22
    (own_home / "plugins").mkdir()
    shutil.copy(SPOTS, own_home / "plugins")
    assert "spots" in {one["slug"] for one in podium_json("benchmarks")}


def test_load_plugins_restricts_the_users_plugins(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own_home / "plugins").mkdir(parents=True)
    shutil.copy(SPOTS, own_home / "plugins")
    for value, expected in (("", "disabled"), ("spots", "loaded"), ("other", "disabled")):
        monkeypatch.setenv("PODIUM_LOAD_PLUGINS", value)
        assert next(one["status"] for one in podium_json("plugins") if one["name"] == "spots") == expected


def test_plugins_works_with_a_strict_setting_and_a_broken_registry_file(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database " * 100)
    monkeypatch.setenv("PODIUM_STRICT_PLUGINS", "1")
    result = podium("--db", tmp_path / "x.db", "--plugins-dir", broken, "plugins", code=1)
    assert "bad failed at import" in result.stdout
    assert result.stderr.splitlines()[-1].startswith("warning: the registry was not brought in step: registry file")


def test_a_strict_setting_ends_other_commands_at_the_first_failed_plugin(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (broken / "worse.py").unlink()
    monkeypatch.setenv("PODIUM_STRICT_PLUGINS", "1")
    said = failure("--plugins-dir", broken, "benchmarks", code=1)
    assert said.startswith(
        "plugin bad failed at import: RuntimeError: [bold]boom[/bold] (bad.py, line 1); PODIUM_STRICT_PLUGINS"
    )


@pytest.mark.parametrize("words", READING_PLUGINS, ids=" ".join)
def test_a_strict_setting_ends_commands_on_a_registry_that_was_brought_in_step_before_too(
    registry_file: Path, broken: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (broken / "worse.py").unlink()
    podium("--plugins-dir", broken, "benchmarks")
    monkeypatch.setenv("PODIUM_STRICT_PLUGINS", "1")
    for _ in range(2):
        said = failure("--plugins-dir", broken, *words, code=1)
        assert said == (
            "plugin bad failed at import: RuntimeError: [bold]boom[/bold] (bad.py, line 1);"
            " PODIUM_STRICT_PLUGINS is set; podium plugins tells more"
        )
    (broken / "bad.py").unlink()
    podium("--plugins-dir", broken, *words)


def test_a_strict_setting_makes_plugins_and_the_doctor_list_everything_and_end_with_1(
    registry_file: Path, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIUM_STRICT_PLUGINS", "1")
    assert "12 plugins loaded, 2 not" in podium("--plugins-dir", broken, "plugins", code=1).stdout
    assert len(podium_json("--plugins-dir", broken, "plugins", code=1)) == 14
    assert "✗ plugins   bad failed at import" in podium("--plugins-dir", broken, "doctor", code=1).stdout
    podium("plugins")
    podium("doctor")


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_plugins_folder_that_is_not_there_is_refused_by_every_command(
    registry_file: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert "none' does not exist" in failure("--plugins-dir", tmp_path / "none", *words, code=2)
