"""What installs packages into the environment that Podium itself is in: pip, uv or pipx."""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from urllib.request import url2pathname

import click

from podium.registry import database
from podium.registry.candidates import BUILT_IN, Candidate, announced, distributions, folder_of, name_of
from podium.registry.errors import PodiumError

#: Packages that installing a plugin must not change: Podium, and what its figures depend on most.
PINNED = (BUILT_IN, "torch")

_NAME = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:[\[<>=!~;@(]|$)")


@dataclass(frozen=True)
class Tool:
    """A program that installs packages.

    Args:
        name: ``"pip"``, ``"uv pip"`` or ``"pipx"``.
        install: Words before options and requirements.
        uninstall: Words before the name of a package.
    """

    name: Literal["pip", "uv pip", "pipx"]
    install: tuple[str, ...]
    uninstall: tuple[str, ...]


@dataclass(frozen=True)
class Installed:
    """A distribution as it is installed now.

    Args:
        name: Its name.
        version: Its version.
        origin: What its installer wrote of where it came from, or nothing.
        plugins: The plugins that it announces.
        changed: When its metadata was written.
    """

    name: str
    version: str
    origin: str
    plugins: tuple[Candidate, ...]
    changed: int


def tool() -> Tool:
    """Return what fits the environment.

    Raises:
        PodiumError: If there is nothing; it says what to type.
    """
    prefix = Path(sys.prefix)
    if (prefix / "pipx_metadata.json").is_file() and shutil.which("pipx"):
        return Tool("pipx", ("pipx", "inject", prefix.name), ("pipx", "uninject", prefix.name))
    if find_spec("pip") is not None:
        pip = (sys.executable, "-m", "pip")
        return Tool("pip", (*pip, "install"), (*pip, "uninstall", "-y"))
    if shutil.which("uv"):
        here = ("--python", sys.executable)
        return Tool("uv pip", ("uv", "pip", "install", *here), ("uv", "pip", "uninstall", *here))
    python = shlex.quote(sys.executable)
    raise PodiumError(
        f"{sys.prefix} has no pip, and uv is not there either", f"{python} -m ensurepip brings pip; then try again"
    )


def install_line(tool: Tool, specs: Sequence[str], editable: Sequence[str], *, upgrade: bool) -> list[str]:
    """Return the words that install requirements, and folders so that edits count; pinned packages stay as they are.

    Raises:
        PodiumError: If the file of constraints cannot be written.
    """
    pins = ["-c", str(_write_constraints())]
    what = [*specs, *(word for path in editable for word in ("-e", path))]
    named = [name for name in map(required_name, specs) if name]
    if tool.name == "pipx":
        if upgrade and all(name in installed() for name in named):
            # What pipx has injected it does not inject again in a newer version.
            return ["pipx", "runpip", tool.install[-1], "install", "--upgrade", *pins, *what]
        return [*tool.install, f"--pip-args={shlex.join(pins)}", *what]
    if tool.name == "uv pip":
        # Its --upgrade would look for newer versions of everything that the plugin needs.
        return [*tool.install, *(f"--upgrade-package={name}" for name in named if upgrade), *pins, *what]
    return [*tool.install, *(["--upgrade"] if upgrade else []), *pins, *what]


def _write_constraints() -> Path:
    """Write the versions of the pinned packages into a file of constraints, and return it.

    Raises:
        PodiumError: If the file cannot be written.
    """
    lines = []
    for name in PINNED:
        try:
            lines.append(f"{name}=={importlib.metadata.version(name)}\n")
        except importlib.metadata.PackageNotFoundError:
            continue
    path = database.home() / "plugin-constraints.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # In one step: another installation may be reading it.
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        aside.write_text("".join(lines), encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        raise PodiumError(f"{path} cannot be written: {error.strerror}", "make its folder yours to write") from error
    return path


def run(line: Sequence[str]) -> int:
    """Print a line, run it with all it says on standard error, and return its exit code."""
    click.echo(f"$ {shlex.join(line)}", err=True)
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        # No shell reads them: a requirement with a semicolon is one word.
        return subprocess.run(line, stdout=2, check=False).returncode  # noqa: S603 - what the user asked to install
    except OSError as error:
        raise PodiumError(f"{line[0]} cannot be run: {error.strerror}") from error


def installed() -> dict[str, Installed]:
    """Return what is installed now, by the comparison form of the name; nothing is imported."""
    importlib.invalidate_caches()
    found = {}
    for one in distributions():
        name = name_of(one)
        folder = folder_of(one)
        changed = folder.stat().st_mtime_ns if folder.exists() else 0
        origin = _origin(one)
        found[package_key(name)] = Installed(name, one.version or "", origin, tuple(announced(one)), changed)
    return found


def _origin(one: importlib.metadata.Distribution) -> str:
    """Return what an installer wrote of where a distribution came from; nothing where that is damaged."""
    try:
        return one.read_text("direct_url.json") or ""
    except (OSError, UnicodeDecodeError):
        return ""


def still_there(name: str) -> bool:
    """Return whether a process that starts now finds a distribution.

    This process would go on finding one that was installed so that edits count: its folder stays on the path that was
    made at the start, with the metadata that building has left there.
    """
    finds = "import importlib.metadata, sys; importlib.metadata.distribution(sys.argv[1])"
    line = [sys.executable, "-P", "-c", finds, name]
    return subprocess.run(line, capture_output=True, check=False).returncode == 0  # noqa: S603 - this interpreter


def package_key(name: str) -> str:
    """Return a package's name in its form for comparison, as package indexes have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required_name(spec: str) -> str:
    """Return the name in a requirement or of a wheel's file; nothing of another path or an address."""
    if spec.endswith(".whl"):
        return package_key(Path(spec).name.partition("-")[0])
    named = _NAME.match(spec)
    return package_key(named[1]) if named and not Path(without_extras(spec)).is_dir() else ""


def is_path(spec: str) -> bool:
    """Return whether a requirement means a file or folder of this machine, as pip sees it, and is no address."""
    if ":" in spec or "@" in spec:
        return False
    return spec.startswith(".") or "/" in spec.partition(";")[0] or spec.endswith((".whl", ".zip", ".tar.gz"))


def without_extras(path: str) -> str:
    """Return a path as it is without the extras that pip takes behind it, as in ``./folder[test]``."""
    return path if Path(path).exists() else re.sub(r"\[[^\[\]]*\]$", "", path)


def came_from(one: Installed, path: str) -> bool:
    """Return whether a distribution was installed from a path."""
    import json

    try:
        url = json.loads(one.origin)["url"] if one.origin else ""
    except (ValueError, KeyError, TypeError):
        return False
    parts = urlsplit(url)
    return parts.scheme == "file" and Path(url2pathname(parts.path)).resolve() == Path(without_extras(path)).resolve()
