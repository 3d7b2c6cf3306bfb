"""Benchmarks whose plugin is gone, disabled or fails are readable and marked, and it is said how to get it back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from podium.registry import absence, database
from podium.registry.outcomes import Outcome, PluginSet
from podium.tests.cli.support import failure, podium, podium_json

SPOTS = Path(__file__).parents[1] / "fakes" / "plugins" / "spots.py"


def _remove(file: Path) -> None:
    file.unlink()


def _break(file: Path) -> None:
    file.write_text("1 / 0")


def _disable(file: Path) -> None:
    podium("plugins", "disable", file)


WAYS = pytest.mark.parametrize(
    ("lose", "absent", "said"),
    [
        (_remove, "not installed", "its plugin is not installed"),
        (_disable, "disabled", "its plugin is disabled"),
        (_break, "failed", "its plugin failed to load"),
    ],
)


@pytest.fixture
def spots(registry_file: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a plugin in the user's folder, of which the registry has a card and a result."""
    monkeypatch.setenv("PODIUM_HOME", str(own_home))
    (own_home / "plugins").mkdir(parents=True)
    copy = Path(shutil.copy(SPOTS, own_home / "plugins"))
    podium("benchmarks")
    return copy


@WAYS
def test_it_is_marked_wherever_it_is_shown_and_its_facts_stay(
    spots: Path, lose: Callable[[Path], None], absent: str, said: str
) -> None:
    board = ("leaderboard", "spots", "--board", "reported")
    before = podium_json(*board)
    lose(spots)
    assert f"Spots (plugin {absent})" in podium("benchmarks").stdout
    (one,) = [one for one in podium_json("benchmarks") if one["slug"] == "spots"]
    assert (one["installed"], one["absent"], one["evaluates"]) == (False, absent, False)
    assert f"image · vision · {said}" in podium("show", "spots").stdout
    data = podium_json("show", "spots")
    assert (data["installed"], data["absent"], data["card"]["splits"]) == (False, absent, {"train": 4, "test": 12})
    assert podium(*board).stdout.splitlines()[1] == f"Reported · reported · {said}"
    after = podium_json(*board)
    assert (before["absent"], after["absent"]) == (None, absent)
    assert after["rows"] == before["rows"] and len(after["rows"]) == 1
    reply = podium_json("ask", "who leads spots reported?")
    note = f"I{said[1:]}; this is what was stored."
    assert note in reply["text"].splitlines()
    assert "On the board “Reported” (reported, 1 model) MedGemma 4B IT" in reply["text"]
    assert "cannot be run here now" in podium("ask", "how do I evaluate a model on spots?").stdout


@WAYS
def test_the_site_marks_it(spots: Path, tmp_path: Path, lose: Callable[[Path], None], absent: str, said: str) -> None:
    page = tmp_path / "site" / "benchmarks" / "spots.html"
    podium("site", "build", tmp_path / "site")
    assert "podium evaluate spots" in page.read_text()
    lose(spots)
    podium("site", "build", tmp_path / "site")
    text = page.read_text()
    assert f"I{said[1:]} here; this is what was stored." in text
    assert f"Spots cannot be run here now: {said}." in text
    assert f'"absent": "{absent}"' in page.with_suffix(".json").read_text().replace('"absent":"', '"absent": "')


def test_what_needs_its_code_says_which_plugin_and_how_to_get_it(spots: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluate = ("evaluate", "spots", "--model", "baseline:prior")
    podium("plugins", "disable", "spots")
    disabled = "Spots needs its plugin spots, which is disabled; podium plugins enable spots takes it back"
    assert failure(*evaluate, code=1) == disabled
    assert failure("data", "verify", "spots", code=1) == disabled
    podium("plugins", "enable", "spots")
    monkeypatch.setenv("PODIUM_LOAD_PLUGINS", "")
    assert failure(*evaluate, code=1) == (
        "Spots needs its plugin spots, which is left out; not named in PODIUM_LOAD_PLUGINS"
    )
    monkeypatch.delenv("PODIUM_LOAD_PLUGINS")
    text = spots.read_text()
    _break(spots)
    assert failure(*evaluate, code=1) == (
        "Spots needs its plugin spots, which failed at import: ZeroDivisionError: division by zero (spots.py, line 1);"
        " podium plugins show spots tells more"
    )
    spots.write_text(text.replace("return [Spots()]", "return []"))
    assert failure(*evaluate, code=1) == (
        "Spots needs its plugin spots, which does not bring it any more; podium plugins show spots"
    )
    _remove(spots)
    assert failure(*evaluate, code=1) == (
        "Spots needs its plugin spots, a single file that is not there;"
        f" put spots.py back into {spots.parent}, or name its folder with --plugins-dir"
    )


def test_of_a_package_its_name_and_the_line_to_type_are_said(registry_file: Path) -> None:
    connection = database.connect(registry_file, write=True)
    connection.execute("UPDATE benchmarks SET distribution = 'podium-x', version = '1.2' WHERE slug = 'mmlu'")
    said: Any = absence.missing(connection, "mmlu", PluginSet())
    assert (said.message, said.hint) == (
        "MMLU needs its plugin mmlu of podium-x 1.2, which is not installed",
        "podium plugins install podium-x",
    )
    older = PluginSet(outcomes=[Outcome("mmlu", "podium-x", "1.3", "x", "loaded")])
    assert absence.missing(connection, "mmlu", older).message == (
        "MMLU needs its plugin mmlu, which does not bring it any more; podium-x 1.2 did"
    )
    connection.close()


def test_a_kind_of_model_that_is_not_known_may_be_of_a_plugin_that_did_not_load(spots: Path) -> None:
    rule = Path(shutil.copy(SPOTS.with_name("rule_adapter.py"), spots.parent))
    podium("plugins", "disable", rule)
    said = failure("evaluate", "mmlu", "--model", "rule:longest", "--limit", "1", code=1)
    assert said.startswith("model 'rule:longest' is not of a known kind; it may be of rule_adapter, which did not load")
    near = failure("evaluate", "mmlu", "--model", "basline:prior", code=1)
    assert near.endswith("; did you mean baseline:prior?")
    folder = spots.parent / "my-vit"
    folder.mkdir()
    said = failure("evaluate", "chexpert", "--model", f"hf:{spots.parent / 'my-vti'}", code=1)
    assert said == f"model folder {spots.parent / 'my-vti'} does not exist; did you mean {folder}?"
