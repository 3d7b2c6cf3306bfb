"""``podium plugins enable`` and ``disable``: no plugin is imported, and the registry file is not looked at."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from podium.registry import plugin_choices
from podium.registry.candidates import Candidate
from podium.tests.cli.support import failure, podium, podium_json

SPOTS = Path(__file__).parents[1] / "fakes" / "plugins" / "spots.py"


@pytest.fixture
def mine(own_home: Path) -> Path:
    """Return the user's folder with a good plugin and one that must never be imported."""
    folder = own_home / "plugins"
    folder.mkdir(parents=True)
    shutil.copy(SPOTS, folder)
    (folder / "grave.py").write_text("import os\nos._exit(9)\n")
    return folder


def states() -> dict[str, str]:
    return {one["name"]: one["status"] for one in podium_json("plugins")}


def test_a_disabled_plugin_is_left_out_until_it_is_enabled(mine: Path) -> None:
    (mine / "grave.py").unlink()
    assert podium("plugins", "disable", "spots").stdout.splitlines() == [
        "spots is disabled; podium plugins enable spots takes it back.",
        "Cards and results of its benchmarks stay readable, and are marked.",
    ]
    (one,) = [one for one in podium_json("plugins") if one["name"] == "spots"]
    assert (one["status"], one["reason"]) == ("disabled", "podium plugins enable spots takes it back")
    assert "· spots is disabled; podium plugins enable spots takes it back" in podium("plugins").stdout
    assert podium("plugins", "enable", "spots").stdout == "spots is enabled.\n"
    assert states()["spots"] == "loaded"


def test_both_are_idempotent(mine: Path) -> None:
    podium("plugins", "disable", "spots")
    before = plugin_choices.file().read_bytes()
    assert podium("plugins", "disable", "spots").stdout == "spots is disabled already.\n"
    assert plugin_choices.file().read_bytes() == before
    podium("plugins", "enable", "spots")
    assert podium("plugins", "enable", "spots").stdout == "spots is enabled already.\n"


def test_podiums_own_plugins_can_be_disabled_by_any_spelling(own_home: Path) -> None:
    assert "mmlu-pro" in {one["slug"] for one in podium_json("benchmarks") if one["installed"]}
    podium("plugins", "disable", "MMLU-Pro")
    assert states()["mmlu_pro"] == "disabled"
    assert states()["mmlu"] == "loaded"
    assert "mmlu-pro" in {one["slug"] for one in podium_json("benchmarks") if not one["installed"]}
    podium("plugins", "enable", "mmlu_pro")
    assert "mmlu-pro" in {one["slug"] for one in podium_json("benchmarks") if one["installed"]}


def test_a_plugin_that_ends_the_process_at_its_import_is_disabled_and_shown_all_the_same(mine: Path) -> None:
    podium("plugins", "disable", "grave")
    assert states() == states() | {"grave": "disabled", "spots": "loaded"}


def test_a_typo_is_answered_with_near_names(mine: Path) -> None:
    assert failure("plugins", "disable", "spotz", code=3) == "no plugin called 'spotz'; did you mean spots?"
    assert failure("plugins", "enable", "gave", code=3) == "no plugin called 'gave'; did you mean grave?"
    assert failure("plugins", "enable", "zzzz", code=3) == "no plugin called 'zzzz'; podium plugins lists them"


def test_of_two_plugins_of_one_name_the_right_one_is_said_by_its_path(mine: Path, tmp_path: Path) -> None:
    (mine / "grave.py").unlink()
    more = tmp_path / "more"
    more.mkdir()
    shutil.copy(SPOTS, more)
    said = failure("--plugins-dir", more, "plugins", "disable", "spots", code=1)
    assert said == f"2 plugins are called 'spots'; say {mine / 'spots.py'} or {more / 'spots.py'}"
    podium("--plugins-dir", more, "plugins", "disable", mine / "spots.py")
    found = podium_json("--plugins-dir", more, "plugins")
    assert [one["status"] for one in found if one["name"] == "spots"] == ["disabled", "loaded"]


def test_what_is_gone_can_be_enabled_so_that_it_starts_afresh(mine: Path) -> None:
    podium("plugins", "disable", "spots")
    (mine / "spots.py").unlink()
    said = podium("plugins", "enable", "spots").stdout
    assert said == "spots is not disabled any more, and not there: podium plugins lists what is.\n"
    assert plugin_choices.read().disabled == set()
    assert failure("plugins", "enable", "spots", code=3).startswith("no plugin called 'spots'")


def test_both_work_beside_a_broken_registry_file(mine: Path, tmp_path: Path) -> None:
    broken = tmp_path / "x.db"
    broken.write_bytes(b"not a database " * 100)
    podium("--db", broken, "plugins", "disable", "spots")
    podium("--db", broken, "plugins", "enable", "spots")
    assert broken.read_bytes() == b"not a database " * 100


def test_enabling_says_that_a_restriction_stands_in_the_way(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    podium("plugins", "disable", "spots")
    monkeypatch.setenv("PODIUM_LOAD_PLUGINS", "")
    result = podium("plugins", "enable", "spots")
    assert result.stdout == "spots is enabled.\n"
    assert result.stderr.startswith("warning: PODIUM_LOAD_PLUGINS is set to ''")


@pytest.mark.parametrize(
    "text", ["{", '["spots"]', '{"disabled": "spots"}', '{"hung": {"x": 1}}', '{"disabled": [1]}', "\udcff"]
)
def test_choices_that_cannot_be_read_are_a_warning_and_no_plugin_is_disabled(mine: Path, text: str) -> None:
    (mine / "grave.py").unlink()
    plugin_choices.file().write_bytes(text.encode("utf-8", "surrogateescape"))
    result = podium("leaderboard", "chexpert")
    assert result.stderr.startswith(f"warning: {plugin_choices.file()} cannot be read, so no plugin is disabled: ")
    assert states()["spots"] == "loaded"
    result = podium("plugins", "disable", "spots")
    assert result.stderr.rstrip().endswith("; it is written anew")
    assert json.loads(plugin_choices.file().read_text()) == {"disabled": [str(mine / "spots.py")], "hung": {}}


def test_a_folder_that_cannot_be_written_is_one_line(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (mine / "grave.py").unlink()
    plugin_choices.file().mkdir()
    said = failure("plugins", "disable", "spots", code=1)
    assert said.startswith(f"{plugin_choices.file()} cannot be written: ")
    assert [one.name for one in mine.parent.iterdir() if one.name.startswith("plugins.json.")] == []


def test_what_two_processes_choose_at_once_is_all_kept(own_home: Path) -> None:
    program = (
        "import sys\nfrom podium.registry import plugin_choices\nfor number in range(20):\n"
        "    with plugin_choices.changing() as choices:\n        choices.disabled.add(f'{sys.argv[1]}:{number}')\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", program, name]) for name in "abc"]
    assert [one.wait(120) for one in started] == [0, 0, 0]
    assert plugin_choices.read().disabled == {f"{name}:{number}" for name in "abc" for number in range(20)}


def test_a_file_of_choices_that_cannot_be_read_is_not_written_over_by_a_plugin_that_hangs(mine: Path) -> None:
    plugin_choices.file().write_text('{"disabled": ["podium:mmlu"],}')
    hanging = Candidate("spots", "", "", str(mine / "spots.py"))
    assert plugin_choices.note_hung(hanging, "import", "hangs") == (False, False)
    assert plugin_choices.file().read_text() == '{"disabled": ["podium:mmlu"],}'


def test_what_is_disabled_while_plugins_are_loaded_is_left_out_by_the_next_command(mine: Path) -> None:
    (mine / "grave.py").write_text(
        "from podium.registry import plugin_choices\nwith plugin_choices.changing() as choices:\n"
        f"    choices.disabled.add({str(mine / 'aaa.py')!r})\n"
    )
    shutil.copy(SPOTS, mine / "aaa.py")
    (mine / "spots.py").unlink()
    podium("benchmarks")
    assert [one["installed"] for one in podium_json("benchmarks") if one["slug"] == "spots"] == [False]


def test_both_say_what_they_did_as_json(mine: Path) -> None:
    identity = str(mine / "spots.py")
    told = {"name": "spots", "identity": identity}
    assert podium_json("plugins", "disable", "spots") == told | {"disabled": True, "changed": True}
    assert podium_json("plugins", "disable", "spots") == told | {"disabled": True, "changed": False}
    (mine / "spots.py").unlink()
    assert podium_json("plugins", "enable", "spots") == told | {"disabled": False, "changed": True}
    (mine / "grave.py").rename(mine / "tomb.py")
    assert podium_json("plugins", "enable", "tomb")["changed"] is False
