"""The example package docs/examples/podium-medqa: its own suite, and that it stands beside the listed MedQA."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from podium.registry.discovery import discover
from podium.registry.names import key
from podium.tests import fresh
from podium.tests.cli.support import podium, podium_json
from podium.tests.cli.test_plugin_new import install

PACKAGE = fresh.ROOT / "docs" / "examples" / "podium-medqa"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the package count as installed, here and in processes that are started."""
    site = tmp_path / "site"
    site.mkdir()
    install(PACKAGE, site)
    monkeypatch.syspath_prepend(site)
    paths = [str(site), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    monkeypatch.setenv("PODIUM_HOME", str(tmp_path / "home"))
    for name in [name for name in sys.modules if name.partition(".")[0] == "podium_medqa"]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.usefixtures("installed")
def test_the_packages_own_suite_passes(tmp_path: Path) -> None:
    tests = shutil.copytree(PACKAGE / "tests", tmp_path / "tests")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tests), str(tests)]
    plain = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    done = subprocess.run(command, cwd=tmp_path, env=plain, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout and "failed" not in done.stdout


@pytest.mark.usefixtures("installed")
def test_it_is_listed_evaluated_and_asked_about_beside_the_listed_medqa() -> None:
    (plugin,) = [one for one in podium_json("plugins") if one["name"] == "medqa_us"]
    assert (plugin["status"], plugin["distribution"]) == ("loaded", "podium-medqa"), plugin["reason"]
    run = podium_json("--quiet", "evaluate", "medqa-us", "--model", "baseline:prior")
    assert run["report"]["counts"]["questions"] == 24
    assert "leads MedQA with" in podium("ask", "who leads MedQA?").stdout
    assert "MedQA-US has no results" in podium("ask", "who leads MedQA-US?").stdout
    assert "by one protocol only" in podium("ask", "How does MedQA-US differ from the MedQA board?").stdout


@pytest.mark.usefixtures("installed")
def test_none_of_its_names_belongs_to_another_benchmark() -> None:
    cards = [one.benchmark.card for one in discover().benchmarks.values()]
    (own,) = [card for card in cards if card.slug == "medqa-us"]
    others = {key(name) for card in cards if card is not own for name in (card.slug, card.name, *card.aliases)}
    assert {key(name) for name in (own.slug, own.name, *own.aliases)} & others == set()
    assert set(own.related) <= {card.slug for card in cards}


def test_it_is_clean_by_its_own_rules() -> None:
    for words in (["check"], ["format", "--check"]):
        command = [sys.executable, "-m", "ruff", *words, "--no-cache", "."]
        done = subprocess.run(command, cwd=PACKAGE, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_installed_by_pip_in_a_new_environment_its_suite_passes(tmp_path: Path) -> None:
    made = fresh.make(tmp_path)
    package = shutil.copytree(PACKAGE, tmp_path / "podium-medqa", ignore=shutil.ignore_patterns("*.egg-info"))
    made.install(f"{package}[test]")
    assert "podium-medqa" in made.run("podium", "plugins", cwd=tmp_path)
    said = made.run("python", "-m", "pytest", "-q", "tests", cwd=package)
    assert "passed" in said and "failed" not in said
