"""``podium doctor`` finds the twenty likeliest mistakes: each is made here, and found."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from podium.cli.doctor import installation, surroundings
from podium.cli.doctor import registry_file as file_checks
from podium.cli.doctor.mistakes import MISTAKES
from podium.tests.cli.support import PODIUM, failure, podium, podium_json

FOUND_BY: dict[str, Callable[..., None]] = {}


def finds(mistake: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Mark the test of a mistake."""

    def mark(test: Callable[..., None]) -> Callable[..., None]:
        assert mistake in MISTAKES
        FOUND_BY[mistake] = test
        return test

    return mark


#: Checks that need no plugin, with whose they are: the whole command would load all plugins for each.
ALONE = {
    surroundings: ("encoder", "hub", "proxy", "secret", "setting"),
    installation: ("extras", "gpu", "packages", "program"),
}


def findings(check: str, code: int = 0) -> list[tuple[str, str, str]]:
    """Return status, detail and advice of every finding of a check."""
    for module, checks in ALONE.items():
        if check in checks:
            return [(one.status, one.detail, one.advice) for one in module.look() if one.check == check]
    rows = podium_json("doctor", code=code)
    return [(one["status"], one["detail"], one["advice"]) for one in rows if one["check"] == check]


def alone(*words: str, bound: bool = False, **environment: str) -> str:
    """Return what the doctor says in a process of its own, with more of the environment set.

    Args:
        words: Options.
        bound: Whether root's right to write what may not be written is taken away.
        environment: Variables.
    """
    command = [str(PODIUM), "doctor", *words]
    if bound and os.geteuid() == 0:
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    done = subprocess.run(command, capture_output=True, check=False, env=os.environ | environment, timeout=120)
    assert done.stderr == b"", done.stderr
    return done.stdout.decode("utf-8", "replace")


def installed(folder: Path, name: str, version: str, *needs: str) -> Path:
    """Write the metadata of a distribution as installers write it, and return the folder for PYTHONPATH."""
    metadata = folder / f"{name}-{version}.dist-info"
    metadata.mkdir(parents=True)
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Requires-Dist: {one}" for one in needs),
    ]
    (metadata / "METADATA").write_text("\n".join(lines) + "\n")
    return folder


def test_every_mistake_has_a_test_and_there_are_twenty() -> None:
    assert set(FOUND_BY) == set(MISTAKES)
    assert len(MISTAKES) == 20


@finds("program")
def test_the_shell_finds_another_podium_or_none(
    registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other" / "podium"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\nexec /elsewhere/bin/python -m podium\n")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", f"{other.parent}{os.pathsep}{PODIUM.parent}")
    (found,) = findings("program")
    assert found[:2] == ("warning", f"typing podium starts {other}, which is another one")
    assert str(PODIUM.parent) in found[2]
    monkeypatch.setenv("PATH", str(tmp_path))
    ((status, detail, _),) = findings("program")
    assert (status, detail) == ("warning", "typing podium finds nothing: its folder is not in PATH")
    (tmp_path / "podium").symlink_to(PODIUM)
    assert findings("program") == []


@finds("packages")
def test_a_package_is_older_than_podium_needs(
    registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(installed(tmp_path, "click", "7.1.2")))
    (found,) = findings("packages")
    assert found[:2] == ("warning", "click 7.1.2 is installed, and Podium takes click<9,>=8.2.1")
    assert "pip install -c constraints.txt ." in found[2]


@finds("extras")
def test_an_extra_is_installed_in_part(registry_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.metadata

    real = importlib.metadata.version

    def version(name: str) -> str:
        if name == "pyarrow":  # as after pip uninstall pyarrow, which the other tests still need
            raise importlib.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    warned = [one for one in findings("extras") if one[0] == "warning"]
    assert warned == [("warning", "eval lacks pyarrow", "in Podium's folder: pip install -c constraints.txt '.[eval]'")]


@finds("gpu")
def test_torch_for_the_cpu_beside_a_gpu(registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch = tmp_path / "site" / "torch"
    torch.mkdir(parents=True)
    (torch / "__init__.py").write_text("")
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.syspath_prepend(str(torch.parent))
    tool = tmp_path / "bin" / "nvidia-smi"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}{os.pathsep}{os.environ['PATH']}")
    (found,) = findings("gpu")
    assert found[0] == "warning" and found[1].endswith("was built for the CPU alone")
    (torch / "lib").mkdir()
    (torch / "lib" / "libtorch_cuda.so").touch()
    assert findings("gpu") == []


@finds("torchvision")
def test_torchvision_was_made_for_another_torch(
    registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(installed(tmp_path, "torchvision", "0.21.0", "torch==2.6.0", "numpy")))
    (found,) = findings("packages")
    assert found[1].startswith("torchvision 0.21.0 was made for torch==2.6.0, and torch 2.")
    assert "pip uninstall torchvision" in found[2]


@finds("torch")
def test_torch_is_there_and_does_not_start(registry_file: Path, tmp_path: Path) -> None:
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch" / "__init__.py").write_text("raise OSError('libcudart.so.13: cannot open shared object file')")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    said = alone("--full", PYTHONPATH=path)
    assert "! torch     OSError: libcudart.so.13: cannot open shared object file" in said
    assert "'.[eval]'" in said.partition("OSError")[2]


@finds("location")
@pytest.mark.parametrize(
    ("name", "value", "status", "said", "code"),
    [
        ("PODIUM_HOME", "a-file", "failed", "PODIUM_HOME={here}/a-file is a file", 1),
        ("PODIUM_HOME", "podium", "warning", "PODIUM_HOME=podium is relative", 0),
        ("PODIUM_DB", "podium.db", "warning", "PODIUM_DB=podium.db is relative", 0),
        ("PODIUM_DB", "~/podium.db", "warning", "PODIUM_DB=~/podium.db names a folder called ~", 0),
    ],
)
def test_home_or_registry_lead_where_they_should_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, status: str, said: str, code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").touch()
    monkeypatch.setenv(name, str(tmp_path / value) if value == "a-file" else value)
    (found,) = findings("location", code=code)
    assert found[0] == status and found[1].startswith(said.format(here=tmp_path))
    if code:
        assert findings("registry", code=1)[0][0] == "failed"


@finds("folder")
def test_the_folder_of_the_registry_cannot_be_made(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    home = closed / "podium"
    said = alone(bound=True, PODIUM_HOME=str(home))
    assert f"✗ registry  {home / 'registry.db'} cannot be made: {closed} is not writable" in said
    assert "make it writable, or use another with --db or PODIUM_HOME" in said


@finds("read-only")
def test_the_registry_can_only_be_read(registry_file: Path) -> None:
    registry_file.chmod(0o444)
    said = alone(bound=True)
    assert f"! writing   {registry_file} is read-only" in said
    assert f"✓ registry  {registry_file}, 2,153 results" in said


@finds("damaged")
@pytest.mark.parametrize("content", [b"%PDF-1.7 this is no registry " * 40, b""], ids=["another file", "noise inside"])
def test_the_registry_is_damaged_or_none(registry_file: Path, content: bytes) -> None:
    if not content:
        damaged = bytearray(registry_file.read_bytes())
        damaged[100 * 4096 : 160 * 4096] = random.Random(0).randbytes(60 * 4096)
        content = bytes(damaged)
    registry_file.write_bytes(content)
    ((status, detail, advice),) = findings("registry", code=1)
    assert status == "failed" and str(registry_file) in detail
    assert "restore a backup with podium db restore" in advice


@finds("version")
def test_the_registry_is_of_another_version(registry_file: Path) -> None:
    with closing(sqlite3.connect(registry_file)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('podium', 'm999_later', '2099')"
        )
    ((status, detail, advice),) = findings("registry", code=1)
    assert status == "failed" and detail.endswith("was written by a newer Podium (step m999_later)")
    assert "upgrade" in advice
    with closing(sqlite3.connect(registry_file)) as connection, connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name IN ('m999_later', 'm007_board_places')")
    assert findings("registry") == [("warning", f"{registry_file}: m007_board_places pending", "podium db migrate")]


@finds("network")
def test_the_registry_is_on_a_network_file_system(
    registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/home {registry_file.parent} nfs4 rw,relatime 0 0\n")
    monkeypatch.setattr(file_checks, "MOUNTS", mounts)
    ((status, detail, advice),) = findings("network")
    assert status == "warning" and f"{registry_file.parent} is on a network file system (nfs4)" in detail
    assert "PODIUM_HOME" in advice
    mounts.write_text(f"server:/home / nfs4 rw 0 0\n/dev/vdb {registry_file.parent} ext4 rw 0 0\n")
    assert findings("network") == []


@finds("disk")
def test_the_disk_is_nearly_full(registry_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_checks, "LEAST_FREE", shutil.disk_usage(registry_file).free * 2)
    ((status, detail, advice),) = findings("disk")
    assert status == "warning" and detail.endswith(" GB free") and "free some space" in advice


@finds("plugin")
def test_a_plugin_fails_or_brings_a_name_twice(own_home: Path) -> None:
    (own_home / "plugins").mkdir(parents=True)
    (own_home / "plugins" / "bad.py").write_text("1/0\n")
    quiz = Path(__file__).parents[1] / "fakes" / "plugins" / "quiz.py"
    for name in ("one", "two"):
        shutil.copy(quiz, own_home / "plugins" / f"{name}.py")
    failed = [one for one in findings("plugins") if one[0] == "warning"]
    assert failed[0][1] == "bad failed at import: ZeroDivisionError: division by zero (bad.py, line 1)"
    assert failed[0][2] == f"mend or remove {own_home / 'plugins' / 'bad.py'}"
    assert failed[1][1].startswith("two failed at card: ") and "one" in failed[1][1]


@finds("absent")
def test_a_plugin_is_disabled_or_gone(own_home: Path) -> None:
    quiz = Path(__file__).parents[1] / "fakes" / "plugins" / "quiz.py"
    (own_home / "plugins").mkdir(parents=True)
    file = Path(shutil.copy(quiz, own_home / "plugins"))
    podium("benchmarks")
    podium("plugins", "disable", "quiz")
    assert ("info", "quiz is disabled", "podium plugins enable quiz takes it back") in findings("plugins")
    file.unlink()
    podium("benchmarks")
    ((status, detail, advice),) = findings("absent")
    assert (status, detail) == ("info", "quiz: in the registry, and the plugin is not installed")
    assert "podium evaluate quiz" in advice
    assert "quiz.py" in failure("evaluate", "quiz", "--model", "baseline:prior", code=1)


@finds("load-plugins")
def test_the_list_of_plugins_to_load_names_one_that_is_not_there(
    registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz = Path(__file__).parents[1] / "fakes" / "plugins" / "quiz.py"
    monkeypatch.setenv("PODIUM_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "plugins").mkdir(parents=True)
    shutil.copy(quiz, tmp_path / "home" / "plugins")
    monkeypatch.setenv("PODIUM_LOAD_PLUGINS", "quizz,shapes")
    warned = [one[1:] for one in findings("plugins") if one[0] == "warning"]
    assert warned == [
        ("PODIUM_LOAD_PLUGINS names quizz, which is not there", "did you mean quiz?"),
        ("PODIUM_LOAD_PLUGINS names shapes, which is not there", "podium plugins lists what is there"),
    ]
    monkeypatch.setenv("PODIUM_LOAD_PLUGINS", "quiz")
    assert [one for one in findings("plugins") if one[0] == "warning"] == []


@finds("variable")
def test_a_variable_is_misspelt(registry_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_HOMES", "/x")
    warned = [one for one in findings("setting") if one[0] == "warning"]
    assert warned == [("warning", "PODIUM_HOMES means nothing to Podium", "did you mean PODIUM_HOME?")]


@finds("encoder")
def test_the_sentence_encoder_is_not_there(registry_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_ENCODER", "./no-such-folder")
    ((status, detail, _),) = findings("encoder")
    assert (status, detail) == ("failed", "PODIUM_ENCODER: sentence encoder ./no-such-folder: no such folder")


@finds("secret")
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PODIUM_DISCORD_TOKEN", "Bot MTIz.abc.def", "has Bot in front"),
        ("PODIUM_DISCORD_TOKEN", '"MTIz.abc.def"', "stands in quotes"),
        ("PODIUM_DISCORD_TOKEN", "", "is set and empty"),
        ("PODIUM_API_KEY", "sk-abc def", "has spaces"),
        ("PODIUM_JUDGE_API_KEY", "sk-abc\n", "has spaces"),
        ("OPENAI_API_KEY", "'sk-abc'", "stands in quotes"),
    ],
)
def test_a_token_or_key_is_not_as_it_was_given(
    registry_file: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    ((status, detail, _),) = findings("secret")
    assert status == "warning" and detail.startswith(f"{name} {said}")
    assert "abc" not in detail


@finds("surroundings")
def test_locale_proxy_hub_and_clock(registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = alone(LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert "text is ANSI_X3.4-1968, not UTF-8" in said and "set PYTHONUTF8=1" in said
    monkeypatch.setenv("https_proxy", "me:secret@proxy.example:3128")
    ((_, detail, advice),) = findings("proxy")
    assert detail.startswith("https_proxy is no address with http:// in front") and "secret" not in detail
    assert advice == "https_proxy=http://HOST:PORT"
    (tmp_path / "a-file").touch()
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "a-file" / "hub"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert [one[0] for one in findings("hub")] == ["info", "warning"]
    assert f"{tmp_path / 'a-file'}" in findings("hub")[1][1]
    later = time.time() + 400 * 86_400
    os.utime(registry_file, (later, later))
    ((status, detail, _),) = findings("clock")
    assert status == "warning" and "this machine's clock says" in detail
