"""``podium plugins install`` and ``uninstall``, by the real pip in an environment of the test's own."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import Protocol

import pytest

from podium.cli import installer
from podium.registry.errors import PodiumError
from podium.tests.cli.support import failure, podium

SPOTS = Path(__file__).parents[1] / "fakes" / "plugins" / "spots.py"


def wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    module: str = "",
    requires: str = "",
    points: str | None = None,
    more: dict[str, str] | None = None,
) -> Path:
    """Write a wheel of one module, as a build would; nothing has to be downloaded to build or install it."""
    package = name.replace("-", "_")
    info = f"{package}-{version}.dist-info"
    points = f"[podium.plugins]\nspots = {package}\n" if points is None else points
    needs = f"Requires-Dist: {requires}\n" if requires else ""
    files = {
        f"{package}.py": module,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nSummary: Spots and bars\n"
        f"Project-URL: Homepage, https://example.org/spots\n{needs}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": points,
    } | (more or {})
    path = folder / f"{package}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        for place, text in files.items():
            file.writestr(place, text)
        file.writestr(f"{info}/RECORD", "".join(f"{place},,\n" for place in [*files, f"{info}/RECORD"]))
    return path


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment that has this one's packages below its own, Podium and pip among them."""
    folder = tmp_path_factory.mktemp("environment") / "env"
    venv.create(folder, with_pip=False, symlinks=True)
    site = next((folder / "lib").glob("python*/site-packages"))
    # By site.addsitedir, so that the files in it that make Podium importable count as well.
    (site / "below.pth").write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n")
    return folder / "bin" / "python"


class Call(Protocol):
    """Calls Podium in the environment and checks its exit code."""

    def __call__(self, *words: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def run(python: Path, own_home: Path) -> Call:
    def call(*words: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        program = "from podium.cli.main import main; main()"
        done = subprocess.run(
            [python, "-c", program, *map(str, words)],
            env=os.environ | {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    return call


def test_a_package_is_installed_shown_and_uninstalled(run: Call, python: Path, own_home: Path, tmp_path: Path) -> None:
    spots = wheel(tmp_path, "podium-spots", module=SPOTS.read_text(), requires="podium")
    done = run("plugins", "install", spots)
    assert done.stdout.splitlines() == [
        "podium-spots 1.0 brings the plugin spots.",
        "Next: podium plugins check spots",
    ]
    pins = own_home / "plugin-constraints.txt"
    assert done.stderr.splitlines()[0] == f"$ {python} -m pip install -c {pins} {spots}"
    assert "Successfully installed podium-spots-1.0" in done.stderr
    assert "podium==0.1.0" in pins.read_text().splitlines()
    shown = run("plugins", "show", "spots").stdout
    assert "From        podium-spots 1.0\n" in shown and "Homepage    https://example.org/spots\n" in shown
    assert "Spots" in run("benchmarks").stdout
    # Again: it is there, and is told all the same.
    assert run("plugins", "install", "podium-spots").stdout == done.stdout
    told = [{"package": "podium-spots", "version": "1.0", "plugins": [{"name": "spots", "disabled": False}]}]
    assert json.loads(run("plugins", "install", "podium-spots", "--json").stdout) == told
    assert run("plugins", "install", "-U", wheel(tmp_path, "podium-spots", "1.1")).stdout.startswith("podium-spots 1.1")
    assert (
        run("plugins", "uninstall", "spots", code=1)
        .stderr.splitlines()[-1]
        .endswith("error: nothing was removed: nobody answered; -y removes without asking")
    )
    done = run("plugins", "uninstall", "spots", "-y")
    assert done.stdout.splitlines() == [
        "podium-spots 1.1 is uninstalled, and the plugin spots with it.",
        "Cards and results of its benchmarks stay readable, and are marked.",
    ]
    assert done.stderr.splitlines()[0] == f"$ {python} -m pip uninstall -y podium-spots"
    assert run("plugins", "uninstall", "spots", "-y", code=3).stderr.startswith("error: no plugin or package called")


def test_a_broken_plugin_is_installed_and_uninstalled_without_being_imported(run: Call, tmp_path: Path) -> None:
    run("plugins", "install", wheel(tmp_path, "podium-grave", module="import os\nos._exit(9)\n"))
    broken = tmp_path / "x.db"
    broken.write_bytes(b"not a database " * 100)
    gone = json.loads(run("--db", broken, "plugins", "uninstall", "podium_grave", "-y", "--json").stdout)
    assert gone["package"] == "podium-grave" and gone["plugins"]


def test_a_package_installed_so_that_edits_count_is_uninstalled_though_its_folder_stays(
    run: Call, tmp_path: Path
) -> None:
    # As a build leaves it: the folder is on the path, and holds metadata of its own.
    metadata = tmp_path / "src" / "podium_linked.egg-info"
    metadata.mkdir(parents=True)
    (metadata / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: podium-linked\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[podium.plugins]\nspots = podium_linked\n")
    linked = {"podium_linked.pth": f"{metadata.parent}\n"}
    run("plugins", "install", wheel(tmp_path, "podium-linked", module=SPOTS.read_text(), more=linked))
    done = run("plugins", "uninstall", "podium-linked", "-y")
    assert done.stdout.startswith("podium-linked 1.0 is uninstalled, and the plugin spots with it.\n")


def test_a_package_whose_entry_points_cannot_be_read_is_named_and_the_others_load(run: Call, tmp_path: Path) -> None:
    run("plugins", "install", wheel(tmp_path, "podium-torn"))
    points = Path(json.loads(run("plugins", "show", "spots", "--json").stdout)["file"]).with_name(
        "podium_torn-1.0.dist-info"
    )
    points /= "entry_points.txt"
    points.write_text("[podium.plugins]\nspots podium_torn\n")
    done = run("leaderboard", "chexpert")
    assert done.stderr == (
        "warning: plugin podium-torn failed at find: its entry_points.txt cannot be read (TypeError);"
        " install podium-torn again (podium plugins tells more)\n"
    )
    points.write_bytes(b"[podium.plugins]\nspots = \xff\n")
    assert "its entry_points.txt cannot be read (UnicodeDecodeError)" in run("plugins").stdout
    # Of a package that has nothing to do with Podium nothing is said.
    points.write_text("[console_scripts]\nspots podium_torn\n")
    assert run("leaderboard", "chexpert").stderr == ""
    points.write_text("[podium.plugins]\nspots = podium_torn\n")
    run("plugins", "uninstall", "podium-torn", "-y")


def test_what_podium_must_stay_out_of_is_refused(run: Call, own_home: Path, tmp_path: Path) -> None:
    help_ = "see podium plugins install --help"
    for words, code, said in (
        (("install",), 2, f"name what to install: a package, a folder, or -e PATH; {help_}"),
        (("install", "podium[eval]>=0.1"), 1, "that is Podium itself, no plugin; upgrade it as you installed it"),
        (("install", "--", "--pre"), 2, f"'--pre' is no requirement; {help_}"),
        (
            ("install", "-e", tmp_path / "no"),
            1,
            f"there is no folder {tmp_path / 'no'}; -e takes the folder that holds pyproject.toml",
        ),
        (
            ("install", tmp_path / "mine.py"),
            1,
            f"{tmp_path / 'mine.py'} is a single file, no package; copy it into {own_home / 'plugins'}",
        ),
        (("uninstall", "Podium", "-y"), 1, "that is Podium itself; remove it as you installed it"),
        (("uninstall", "click", "-y"), 1, "click brings no Podium plugin; remove it as you installed it"),
        (("uninstall", "mmlu", "-y"), 1, "mmlu comes with Podium; podium plugins disable mmlu leaves it out"),
        (("uninstall", "mmluu", "-y"), 3, "no plugin or package called 'mmluu'; did you mean mmlu or mmlu_pro?"),
    ):
        done = run("plugins", *words, code=code)
        assert (done.stdout, done.stderr) == ("", f"error: {said}\n")


def test_a_path_that_is_not_there_is_told_before_anything_is_run(tmp_path: Path) -> None:
    (tmp_path / "podium-shapes").mkdir()
    near = tmp_path / "podium-shapes"
    for words, said in (
        ([f"{tmp_path}/podium-shpes"], f"file or folder {tmp_path}/podium-shpes; did you mean {near}?"),
        ([f"{tmp_path}/podium-shpes[test]"], f"file or folder {tmp_path}/podium-shpes[test]; did you mean {near}?"),
        (["-e", f"{tmp_path}/podium-shpes/"], f"folder {tmp_path}/podium-shpes/; did you mean {near}?"),
        (["./nothere"], "file or folder ./nothere; a package of an index is given by its name alone"),
        (["a/b-1.0.zip"], "file or folder a/b-1.0.zip; a package of an index is given by its name alone"),
        (
            ["a-1-py3-none-any.whl"],
            "file or folder a-1-py3-none-any.whl; a package of an index is given by its name alone",
        ),
    ):
        assert failure("plugins", "install", *words, code=1) == f"there is no {said}"


@pytest.mark.parametrize(
    ("spec", "path"),
    [
        ("./podium-spots", True),
        ("..", True),
        ("dist/podium_spots-1.0.tar.gz", True),
        ("podium-spots", False),
        ("podium-spots>=1.0", False),
        ('podium-spots; sys_platform != "a/b"', False),
        ("podium-spots @ https://example.org/x.zip", False),
        ("git+https://example.org/podium-spots", False),
        ("file:./podium-spots", False),
    ],
)
def test_what_is_a_path_and_what_an_address_or_a_name(spec: str, path: bool) -> None:
    assert installer.is_path(spec) is path


def test_a_package_that_needs_another_podium_is_not_installed(run: Call, tmp_path: Path) -> None:
    done = run("plugins", "install", wheel(tmp_path, "podium-ahead", requires="podium>=99"), code=1)
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1] == "error: pip ended with exit code 1; what it says stands above"
    assert run("plugins", "uninstall", "podium-ahead", "-y", code=3).stdout == ""


def test_a_package_that_brings_no_plugin_is_told(run: Call, tmp_path: Path) -> None:
    package = wheel(tmp_path, "plain-thing", points="")
    said = run("plugins", "install", package, code=1).stdout
    assert said == f"{package} brings no Podium plugin: no package of it has an entry point in podium.plugins.\n"


def test_a_single_file_is_not_a_package(own_home: Path) -> None:
    (own_home / "plugins").mkdir(parents=True)
    copy = shutil.copy(SPOTS, own_home / "plugins")
    assert failure("plugins", "uninstall", "spots", "-y", code=1) == f"spots is a single file; remove {copy}"


@pytest.mark.parametrize(
    ("made_by", "there", "upgrade", "line"),
    [
        ("pipx", {"pipx"}, False, "pipx inject ENV '--pip-args=-c PINS' a-package"),
        ("pipx", set(), False, "PYTHON -m pip install -c PINS a-package"),
        ("", {"uv"}, False, "PYTHON -m pip install -c PINS a-package"),
        ("", set(), True, "PYTHON -m pip install --upgrade -c PINS a-package"),
        ("no pip", {"uv"}, False, "uv pip install --python PYTHON -c PINS a-package"),
        ("no pip", {"uv"}, True, "uv pip install --python PYTHON --upgrade-package=a-package -c PINS a-package"),
    ],
)
def test_the_line_fits_the_environment(
    tmp_path: Path,
    own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    made_by: str,
    there: set[str],
    upgrade: bool,
    line: str,
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(shutil, "which", lambda name: name if name in there else None)
    if made_by == "pipx":
        (tmp_path / "pipx_metadata.json").touch()
    if made_by == "no pip":
        monkeypatch.setattr(installer, "find_spec", lambda name: None)
    words = installer.install_line(installer.tool(), ["a-package"], [], upgrade=upgrade)
    plain = (
        shlex.join(words).replace(str(own_home / "plugin-constraints.txt"), "PINS").replace(sys.executable, "PYTHON")
    )
    assert plain.replace(tmp_path.name, "ENV") == line


def test_without_pip_and_uv_it_is_said_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(installer, "find_spec", lambda name: None)
    with pytest.raises(PodiumError) as caught:
        installer.tool()
    assert str(caught.value) == (
        f"{tmp_path} has no pip, and uv is not there either ({sys.executable} -m ensurepip brings pip; then try again)"
    )


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("podium-spots", "podium-spots"),
        ("Podium_Spots>=1,<2", "podium-spots"),
        ("podium-spots[extra] @ https://example.org/x.zip", "podium-spots"),
        ("dist/podium_spots-1.0-py3-none-any.whl", "podium-spots"),
        ("./podium-spots", ""),
        (f"{SPOTS.parent}[test]", ""),
        ("git+https://example.org/podium-spots", ""),
        ("https://example.org/podium-spots.zip", ""),
    ],
)
def test_the_name_in_a_requirement(spec: str, name: str) -> None:
    assert installer.required_name(spec) == name


def test_a_program_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PodiumError, match="no-such-program cannot be run: No such file or directory"):
        installer.run(["no-such-program", "a b"])
    assert capsys.readouterr().err == "$ no-such-program 'a b'\n"


def test_the_help_names_both() -> None:
    assert "install" in podium("plugins", "--help").stdout
