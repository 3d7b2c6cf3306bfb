"""The kit in authors' own tests: the same verdicts as the command, and no weight on runs that do not use it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from podium.registry.checking import CHECKS
from podium.registry.testing import check_plugin
from podium.tests.fakes.sound import SoundQuiz
from podium.tests.registry.test_checking import BROKEN

SUITE = """
from podium.registry.testing import PluginTests


class TestMine(PluginTests):
    plugin = {plugin!r}
"""


def pytest_run(folder: Path, *words: str) -> tuple[int, str]:
    """Run the tests of a folder in a process of their own, with Podium's pytest plugin and no other."""
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:podium", "-p", "no:cacheprovider", *words]
    env = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=env)
    return done.returncode, done.stdout


def test_every_check_is_a_test_and_the_one_that_fails_says_why_and_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text((BROKEN / "percent.py").read_text())
    (tmp_path / "test_mine.py").write_text(SUITE.format(plugin="mine.py"))
    code, said = pytest_run(tmp_path)
    assert code == 1
    assert "FAILED test_mine.py::TestMine::test_check[scorer-range]" in said
    assert "sound-quiz: board accuracy: 16.6667 is outside 0 to 1" in said
    assert "mend: report in the board's own unit; fractions, not percent" in said
    verdicts = {one: said.count(f"{one} test_mine.py") for one in ("PASSED", "FAILED")}
    skipped = {one["check"] for one in _checks(tmp_path / "mine.py") if one["verdict"] == "skip"}
    assert verdicts == {"PASSED": len(CHECKS) + 1 - len(skipped) - 1, "FAILED": 1}
    assert "without --data the card's counts are not held against the data" in said


def test_plugin_and_data_are_found_beside_the_tests_wherever_these_are_run(tmp_path: Path) -> None:
    home = tmp_path / "tests"
    SoundQuiz().write_sample(home / "data")
    (home / "mine.py").write_text((BROKEN / "wrong_count.py").read_text())
    (home / "test_mine.py").write_text(SUITE.format(plugin="mine.py") + '    data = "data"\n')
    code, said = pytest_run(tmp_path, "-k", "card-counts")
    assert code == 1 and "split test has 12 items, the card says 13" in said


def _checks(path: Path) -> list[dict[str, str]]:
    return list(check_plugin(str(path))["benchmarks"][0]["checks"])


def test_a_plugin_that_does_not_load_fails_one_test_and_skips_the_others(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("import no_such_module\n")
    (tmp_path / "test_mine.py").write_text(SUITE.format(plugin="mine.py"))
    code, said = pytest_run(tmp_path)
    assert code == 1
    assert f"1 failed, {len(CHECKS)} skipped" in said
    assert "import: ModuleNotFoundError: No module named 'no_such_module'" in said


def test_a_name_that_no_plugin_has_is_told_as_the_command_tells_it(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no plugin called 'qqqqqq'"):
        check_plugin("qqqqqq")


def test_a_warning_is_a_warning_of_its_own_kind(tmp_path: Path) -> None:
    source = (BROKEN / "percent.py").read_text().replace("100 * value", "value")
    (tmp_path / "mine.py").write_text(
        source.replace("class Broken(SoundQuiz):", "class Broken(SoundQuiz):\n    key_columns = ()")
    )
    (tmp_path / "test_mine.py").write_text(SUITE.format(plugin="mine.py"))
    code, said = pytest_run(tmp_path)
    assert code == 0 and "PluginWarning: sound-quiz: key_columns is empty" in said
    code, said = pytest_run(tmp_path, "-W", "error::podium.registry.testing.PluginWarning")
    assert code == 1 and "1 failed" in said


def test_the_pytest_plugin_is_declared_and_light(tmp_path: Path) -> None:
    declared = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]["entry-points"]
    assert declared["pytest11"] == {"podium": "podium.registry.testing"}
    probe = (
        "import sys, pytest; before = set(sys.modules)\n"
        "import podium.registry.testing; print(*(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert {name for name in done.stdout.split() if "." not in name} <= {"podium", "json", "_json"}
    assert "podium.registry.checking" not in done.stdout
