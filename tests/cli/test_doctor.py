"""``podium doctor``."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from podium.registry.version import __version__
from podium.tests.cli.support import podium, podium_json


def found(*words: str | Path, code: int = 0) -> dict[str, dict[str, str]]:
    return {one["check"]: one for one in podium_json(*words, "doctor", code=code)}


def test_a_sound_installation_has_a_mark_for_every_check(registry_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    findings = podium_json("doctor")
    assert [list(one) for one in findings] == [["check", "status", "detail", "advice"]] * len(findings)
    by_check = {one["check"]: one for one in findings}
    assert by_check["podium"]["detail"].startswith(__version__)
    assert by_check["python"]["detail"].endswith(f"({sys.executable})")
    assert by_check["registry"]["detail"] == f"{registry_file}, 2,153 results"
    assert by_check["plugins"]["detail"] == "11 plugins loaded, 22 benchmarks"
    assert {one["status"] for one in findings} <= {"ok", "info"}
    assert all(line[:2] in ("✓ ", "· ") for line in podium("doctor").stdout.splitlines())


def test_a_registry_that_does_not_exist_yet_is_not_made_and_no_failure(own_home: Path) -> None:
    assert found()["registry"]["status"] == "info"
    assert not own_home.exists()


def test_a_corrupt_registry_is_a_failure_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database " * 100)
    finding = found("--db", tmp_path / "x.db", code=1)["registry"]
    assert finding["status"] == "failed"
    assert "restore a backup" in finding["advice"]


def test_a_malformed_registry_is_a_cross_and_ends_with_1(registry_file: Path) -> None:
    content = bytearray(registry_file.read_bytes())
    content[100 * 4096 : 160 * 4096] = random.Random(0).randbytes(60 * 4096)
    registry_file.write_bytes(content)
    finding = found(code=1)["registry"]
    assert finding["status"] == "failed"
    assert finding["detail"].startswith(f"{registry_file}: pages: ")
    assert "restore a backup" in finding["advice"]
    assert "✗ registry" in podium("doctor", code=1).stdout


def test_a_broken_plugin_is_a_warning_that_names_it(registry_file: Path, tmp_path: Path) -> None:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "bad.py").write_text("1/0")
    text = podium("--plugins-dir", tmp_path / "plugins", "doctor").stdout
    assert "! plugins   bad failed at import: ZeroDivisionError: division by zero" in text
    assert f"→ mend or remove {tmp_path / 'plugins' / 'bad.py'}" in text


def test_a_misspelt_variable_is_pointed_out(registry_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_HOMES", "/x")
    setting = [one for one in podium_json("doctor") if one["check"] == "setting" and one["status"] == "warning"]
    assert [one["detail"] for one in setting] == ["PODIUM_HOMES means nothing to Podium"]


def test_keys_and_tokens_are_not_shown(registry_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_API_KEY", "sk-secret")
    monkeypatch.setenv("PODIUM_DISCORD_TOKEN", "MTIz.sk-secret.x")
    settings = [one["detail"] for one in podium_json("doctor") if one["check"] == "setting"]
    assert {"PODIUM_API_KEY=(a key)", "PODIUM_DISCORD_TOKEN=(a key)"} <= set(settings)
    assert "sk-secret" not in podium("doctor").stdout


def test_torch_is_started_only_on_request(registry_file: Path) -> None:
    assert "torch" not in found()
    full = {one["check"]: one for one in podium_json("doctor", "--full")}
    assert full["torch"]["status"] == "ok"


def test_images_out_of_tables_are_counted_with_how_to_remove_them(
    registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "images" not in found()
    folder = tmp_path / "a home" / "images"
    monkeypatch.setenv("PODIUM_HOME", str(folder.parent))
    for name, size in (("mmmu/a.png", 2_000_000), ("mmmu/b.png", 500_000), ("hle/c.jpg", 10)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(bytes(size))
    finding = found()["images"]
    assert (finding["status"], finding["detail"]) == ("info", f"3 images out of tables in {folder}, 2.5 MB")
    assert finding["advice"] == f"rm -r '{folder}' frees it; a run that needs them writes them again"
