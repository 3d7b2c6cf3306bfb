"""The conformance kit for plugin authors' own tests, and a pytest plugin that brings it.

An author's whole suite can be::

    from podium.registry.testing import PluginTests

    class TestMine(PluginTests):
        plugin = "my_plugin.py"

Each check of ``podium plugins check`` is then a test. The checks are run once, by that very command in a process of
its own, so that both say the same.
"""

from __future__ import annotations

import functools
import json
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_COMMAND = "from podium.cli.main import main; main()"

Checked = dict[str, Any]


@functools.cache
def check_plugin(plugin: str, data: str = "") -> Checked:
    """Return what ``podium plugins check --json`` says of a plugin; it is run once for all tests of a process.

    Args:
        plugin: Name of an installed plugin, or path of a single-file one.
        data: Folder of a copy of the data, or empty for the sample.

    Raises:
        RuntimeError: If the command says nothing, as where there is no such plugin.
    """
    words = ["plugins", "check", plugin, "--json", *(["--data", data] if data else [])]
    done = subprocess.run(  # noqa: S603 - this interpreter, with our own command
        [sys.executable, "-c", _COMMAND, *words], capture_output=True, text=True, check=False
    )
    try:
        said: Checked = json.loads(done.stdout)
    except ValueError:
        raise RuntimeError(f"podium plugins check {plugin}: {done.stderr.strip()}") from None
    return said


class PluginTests:
    """Every check of the conformance kit as a test; subclass it as ``class TestMine(PluginTests)``.

    Attributes:
        plugin: Name of the installed plugin, or path of a single-file one: relative to the folder of the test's file
            where it is there, to the current one otherwise.
        data: Folder of a copy of the data, found in the same way, or None for the sample that the plugin writes.
    """

    plugin: str
    data: Path | str | None = None

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Make a test of every check; only here are the checks imported, as this module is in every run of pytest."""
        if "check" in metafunc.fixturenames:
            from podium.registry.checking import CHECKS

            metafunc.parametrize("check", [check.name for check in CHECKS])

    @pytest.fixture
    def podium_checked(self, request: pytest.FixtureRequest) -> Checked:
        """What the command says of the plugin."""
        beside = request.path.parent
        here = beside / self.plugin
        name = str(here) if self.plugin.endswith(".py") and here.is_file() else self.plugin
        data = str(self.data) if self.data is not None else ""
        if data and (beside / data).exists():
            data = str(beside / data)
        return check_plugin(name, data)

    def test_plugin_loads(self, podium_checked: Checked) -> None:
        """The plugin is found, imported and accepted, and brings a benchmark."""
        reasons = [f"{one['stage']}: {one['reason']}\n  mend: {one['mend']}" for one in podium_checked["not_loaded"]]
        assert not reasons, "\n".join(["the plugin does not load", *reasons])
        assert podium_checked["benchmarks"], "the plugin brings no benchmark"

    def test_check(self, check: str, podium_checked: Checked) -> None:
        """A check of the kit passes for every benchmark of the plugin; what could be better is a warning."""
        found = [
            (benchmark["benchmark"], seen)
            for benchmark in podium_checked["benchmarks"]
            for one in benchmark["checks"]
            if one["check"] == check
            for seen in one["seen"]
        ]
        wrong = [_line(slug, seen) for slug, seen in found if seen["verdict"] == "fail"]
        assert not wrong, "\n".join([f"{check} fails", *wrong])
        for slug, seen in found:
            if seen["verdict"] == "warn":
                warnings.warn(_line(slug, seen), PluginWarning, stacklevel=1)
        reasons = dict.fromkeys(seen["saw"] for _, seen in found)
        if all(seen["verdict"] == "skip" for _, seen in found):
            pytest.skip("; ".join(reasons) or "the plugin did not load")


class PluginWarning(UserWarning):
    """Something about a plugin that works and could be better."""


def _line(slug: str, seen: dict[str, str]) -> str:
    return f"{slug}: {seen['saw']}\n  mend: {seen['mend']}"


@pytest.fixture(scope="session")
def podium_check() -> Callable[..., Checked]:
    """Return :func:`check_plugin`, for tests that want to look at single verdicts."""
    return check_plugin
