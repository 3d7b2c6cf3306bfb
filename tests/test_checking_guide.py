"""The guide to the conformance kit: what it shows is what is printed, and its examples are tests that run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from podium.registry.checking import CHECKS
from podium.tests.guides import DOCS, matches

GUIDE = DOCS / "checking.md"
PODIUM = "from podium.cli.main import main; main()"


def timeless(text: str) -> str:
    """Return a text without the seconds that something took."""
    return re.sub(r"( in) \d+\.\d+ ?s| \(\d+\.\d s\)", r"\1", text)


def run(words: list[str], folder: Path, code: int = 0) -> str:
    """Run a command in a folder and return what it prints."""
    # The fixture of the guide needs Podium's pytest plugin, which an installed Podium registers as "podium".
    env = os.environ | {"PYTEST_ADDOPTS": "-p no:podium -p podium.registry.testing -p no:cacheprovider"}
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def test_the_guide_shows_what_is_printed_and_its_tests_pass(tmp_path: Path) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    first, second = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (tmp_path / "test_night_sky.py").write_text(first, encoding="utf-8")
    typed = [
        line.partition("\n")
        for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL)
        for line in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    ]
    assert len(typed) == 6
    for command, _, output in typed:
        words = command.split()
        if words[0] == "podium":
            words = [sys.executable, "-c", PODIUM, *words[1:]]
        elif words[0] == "python":
            words = [sys.executable, *words[1:]]
        else:
            words = ["bash", "-c", command]
        printed = run(words, tmp_path, code=1 if "✗" in output else 0)
        assert matches(timeless(printed), timeless(output)), f"{command}\n{printed}"
    (tmp_path / "test_mine.py").write_text(second, encoding="utf-8")
    assert "1 passed" in run([sys.executable, "-m", "pytest", "-q", "test_mine.py"], tmp_path)


def test_the_guide_lists_every_check_in_its_order_with_what_it_asks() -> None:
    rows = re.findall(r"^\| `([a-z]+[a-z-]*)` \| (.*) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(check.name, check.asks) for check in CHECKS]
    for name in re.findall(r"^- \*\*`([a-z-]+)`", GUIDE.read_text(encoding="utf-8"), re.MULTILINE):
        assert name in {check.name for check in CHECKS}
