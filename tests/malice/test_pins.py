"""What an installation brings is what was tried: every package has one version, and what tests run on, known files."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
CONSTRAINTS = ROOT / "constraints.txt"
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
#: It comes with the environment and installs the rest.
OF_THE_ENVIRONMENT = {"pip"}


@dataclass(frozen=True)
class Locked:
    """A package of a lock.

    Args:
        version: Its version.
        hashes: Those that its file may have.
    """

    version: str
    hashes: list[str]


def pins() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in CONSTRAINTS.read_text().splitlines():
        written = line.partition("#")[0].strip()
        if written:
            name, equals, version = written.partition("==")
            assert equals and version and not set(version) & set("*<>=!~, "), line
            found[canonicalize_name(name)] = version.partition(";")[0].strip()
    return found


def locked(*files: Path) -> dict[str, Locked]:
    """Return the packages of locks; a line that is none of a package or a hash is none of a lock."""
    found: dict[str, Locked] = {}
    for line in (line for file in files for line in file.read_text().splitlines() if not line.startswith("#")):
        package = re.fullmatch(r"([a-z0-9-]+)==([a-z0-9.]+)(?:\+cpu)?(?: ; .+)? \\", line)
        if package:
            found.setdefault(package[1], Locked(package[2], []))
            assert found[package[1]].version == package[2], line
            latest = found[package[1]]
        else:
            hashed = re.fullmatch(r" {4}--hash=sha256:([0-9a-f]{64})(?: \\)?", line)
            assert hashed, line
            latest.hashes.append(hashed[1])
    return found


def closure(extras: Iterable[str]) -> Iterator[str]:
    """Yield what Podium with some extras requires on this platform, and what that requires, and so on."""
    open_, seen = [("podium", extra) for extra in ("", *extras)], set[tuple[str, str]]()
    while open_:
        name, extra = open_.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        yield name
        try:
            requires = distribution(name).requires or ()
        except PackageNotFoundError:
            continue  # Of an extra that the tests do not install.
        for one in map(Requirement, requires):
            if one.marker is None or one.marker.evaluate({"extra": extra}):
                open_ += [(canonicalize_name(one.name), wanted) for wanted in ("", *one.extras)]


def test_everything_that_is_installed_has_one_version() -> None:
    needed = set(closure(distribution("podium").metadata.get_all("Provides-Extra") or [])) - OF_THE_ENVIRONMENT
    assert len(needed) > 100
    assert needed - pins().keys() == {"podium"}


def test_everything_that_the_tests_need_is_locked_with_the_hashes_of_its_files() -> None:
    held = locked(*LOCKS)
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    needed = set(closure(["test"])) | {canonicalize_name(Requirement(one).name) for one in build}
    assert needed - OF_THE_ENVIRONMENT - held.keys() == {"podium"}
    assert all(package.hashes for package in held.values())


def test_the_locks_have_the_versions_of_the_constraints() -> None:
    held = {name: package.version for name, package in locked(*LOCKS).items()}
    alone = dict(re.findall(r"(?m)^[A-Z_]+ := ([a-z0-9-]+)==([0-9.]+)$", (ROOT / "Makefile").read_text()))
    assert len(alone) == 2, "the packages that are installed without what they require"
    assert held == {name: version for name, version in pins().items() if name in held} | alone


def test_either_torch_is_the_same_release() -> None:
    assert "torch" not in locked(ROOT / "locks" / "test.txt")
    both = [locked(ROOT / "locks" / name)["torch"] for name in ("torch-cpu.txt", "torch.txt")]
    assert both[0].version == both[1].version
    assert not set(both[0].hashes) & set(both[1].hashes)


def test_make_test_installs_by_hashes_alone(tmp_path: Path) -> None:
    make = ["make", "--dry-run", f"VENV={tmp_path}", f"{tmp_path}/test.stamp"]
    said = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    installs = re.findall(r"pip install (.*?)(?: 2>/dev/null.*|;.*)?$", said, re.MULTILINE)
    given = [words.split("--no-deps ")[1] for words in installs]
    assert given == [
        *(f"--require-hashes -r locks/{name}.txt" for name in ("test", "torch-cpu", "torch")),
        "--no-build-isolation -e .",
    ]
