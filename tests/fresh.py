"""A new virtual environment that holds Podium and nothing that its author's machine has beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_LEFT_OUT = shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__")


@dataclass(frozen=True)
class Fresh:
    """A new environment.

    Args:
        folder: Where it is.
    """

    folder: Path

    @property
    def commands(self) -> Path:
        """Folder of its commands."""
        return self.folder / "bin"

    def run(self, *words: str | Path, cwd: Path) -> str:
        """Run one of its commands, which must end well, and return what it prints."""
        # Neither the tested sources nor the packages around them may be seen from inside.
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        command = [self.commands / words[0], *words[1:]]
        done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=900)
        assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def install(self, *words: str | Path) -> None:
        """Install with pip, held to the versions that are known to work."""
        pip = ("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        self.run(*pip, "-c", ROOT / "constraints.txt", *words, cwd=self.folder)


def make(folder: Path) -> Fresh:
    """Return a new environment with Podium, as a user installs it, and pytest."""
    source = folder / "source"
    shutil.copytree(ROOT, source, ignore=_LEFT_OUT)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    made = Fresh(folder / "venv")
    made.install(f"{source}[eval]", "pytest")
    return made
