"""The package is whole: every folder and data file is in the wheel, and every version is pinned."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
ROOMS = ("registry", "plugins", "bots", "cli", "tests")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_every_package_folder_is_declared() -> None:
    folders = {
        "podium." + ".".join(path.parent.relative_to(ROOT).parts)
        for room in ROOMS
        for path in (ROOT / room).rglob("__init__.py")
    }
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == folders


def test_every_folder_of_modules_is_a_package() -> None:
    loose = {path.parent for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    without = {str(path.relative_to(ROOT)) for path in loose if not (path / "__init__.py").is_file()}
    # A folder of single-file plugins is what a user has, and that is no package.
    assert without == {f"tests/fakes/{kind}" for kind in ("broken", "failing", "gated", "plugins")}


def test_every_dependency_is_pinned_within_its_range() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    pins: dict[str, str] = {
        canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)
    }
    assert all(pins.values())
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    for requirement in map(Requirement, wanted):
        if requirement.name != "podium":
            assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement
    assert pins["torch"] == "2.13.0"


def test_the_extras_are_those_the_readme_names() -> None:
    assert set(PROJECT["project"]["optional-dependencies"]) == {
        "eval", "api", "fast", "train", "report", "dicom", "label", "faq", "semantic", "discord", "ray", "all",
        "bench", "test",
    }  # fmt: skip


def test_a_wheel_installed_elsewhere_answers_by_itself(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__"))
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("podium-*.whl")
    target = tmp_path / "target"
    subprocess.run([*pip, "install", "--no-deps", "--target", target, wheel], check=True, capture_output=True)
    assert {path.parent.name for path in target.rglob("py.typed")} == {"registry", "plugins", "bots", "cli"}
    assert (target / "podium" / "cli" / "site" / "report.html").is_file()
    code = (
        "import podium.registry, sys; sys.stderr.write(podium.registry.__file__);"
        "sys.argv = ['podium', '--quiet', 'leaderboard', 'chexpert', '--json'];"
        "from podium.cli.main import main; main()"
    )
    env = os.environ | {"PYTHONPATH": str(target), "PODIUM_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(str(target))
    assert '"MedGemma 4B IT"' in done.stdout
