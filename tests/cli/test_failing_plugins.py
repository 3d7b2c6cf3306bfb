"""What the user sees of a plugin that fails, at each stage at which one can, and that everything else goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from podium.cli import installer
from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.cli.test_plugins import READING

FAILING = Path(__file__).parents[1] / "fakes" / "failing"

HOOKS = "podium_benchmarks, podium_labelers, podium_adapters"

#: By file: status, stage and reason.
LOADING = {
    "api_ahead": (
        "incompatible",
        "version",
        "written for plugin API 2, and Podium 0.1.0 has 1: upgrade Podium",
    ),
    "card_wrong": (
        "failed",
        "card",
        "slug 'Not A Slug' must be lower-case letters, digits and single hyphens, at most 120 (card_wrong.py, line 8)",
    ),
    "hook_misspelt": (
        "failed",
        "register",
        f"unknown hook 'podium_benchmark'; hooks are {HOOKS}",
    ),
    "import_raises": (
        "failed",
        "import",
        "ModuleNotFoundError: No module named 'a_package_that_is_not_there' (import_raises.py, line 3)",
    ),
    "results_wrong": (
        "failed",
        "results",
        "shipped result 1: no board called 'precision' (there are accuracy)",
    ),
    "slug_taken": (
        "failed",
        "card",
        "name 'mmlu' of benchmark 'mmlu' is taken by 'mmlu' of plugin 'mmlu'",
    ),
}


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    """Return a folder with a plugin for each stage of loading."""
    folder = tmp_path / "failing"
    folder.mkdir()
    for name in LOADING:
        shutil.copy(FAILING / f"{name}.py", folder)
    return folder


def use(folder: Path, *names: str) -> Path:
    """Put failing plugins into a folder, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy(FAILING / f"{name}.py", folder)
    return folder


def test_each_stage_is_named_with_its_reason_in_every_place(registry_file: Path, failing: Path) -> None:
    alone = podium("leaderboard", "chexpert").stdout
    beside = podium("--plugins-dir", failing, "leaderboard", "chexpert")
    assert beside.stdout == alone
    told = podium_json("--plugins-dir", failing, "plugins")
    found = {one["name"]: (one["status"], one["stage"], one["reason"]) for one in told}
    assert {name: found[name] for name in LOADING} == LOADING
    # The same words on standard error, a line each, and in the list.
    assert beside.stderr.splitlines() == [
        f"warning: plugin {name} failed at {stage}: {reason} (podium plugins tells more)"
        for name, (_, stage, reason) in LOADING.items()
    ]
    listed = podium("--plugins-dir", failing, "plugins").stdout
    for name, (status, stage, reason) in LOADING.items():
        assert f"✗ {name} {status} at {stage}: {reason}\n  {failing / f'{name}.py'}\n" in listed
        shown = podium("--plugins-dir", failing, "plugins", "show", name).stdout
        assert f"{status.capitalize()} at {stage}: {reason}\n" in shown


def test_every_command_goes_on_beside_all_of_them(registry_file: Path, failing: Path) -> None:
    for words in READING:
        result = podium("--plugins-dir", failing, *words)
        assert result.stdout.strip() != "", words
        assert "Traceback" not in result.output, words


def test_what_cannot_be_found_out_about_a_package_costs_only_that_package(
    registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "site" / "podium_torn-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: podium-torn\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[podium.plugins]\nthis is no entry point\n")
    monkeypatch.syspath_prepend(str(info.parent))
    assert podium("leaderboard", "chexpert").stderr == (
        "warning: plugin podium-torn failed at find: its entry_points.txt cannot be read (TypeError);"
        " install podium-torn again (podium plugins tells more)\n"
    )
    (one,) = [one for one in podium_json("plugins") if one["status"] != "loaded"]
    assert (one["name"], one["stage"], one["target"]) == ("podium-torn", "find", str(info / "entry_points.txt"))
    # Metadata without a name, as pip leaves behind when it is interrupted, is nobody's.
    (info / "METADATA").write_text("")
    (info / "entry_points.txt").write_text("[podium.plugins]\n")
    assert podium("leaderboard", "chexpert").stderr == ""


def test_what_an_installer_wrote_of_a_packages_origin_may_be_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "podium_torn-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: podium-torn\nVersion: 1.0\n")
    (info / "direct_url.json").write_bytes(b'{"url": "file:///\xff"}')
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installer.installed()["podium-torn"].origin == ""


def test_a_card_that_is_wrong_failed_as_a_card_though_it_is_made_at_import(own_home: Path, tmp_path: Path) -> None:
    (tmp_path / "bare.py").write_text(
        "from podium.registry import Card\n"
        "Card(slug='bare', name='Bare', modality='text', description='x', categories=('general',), boards=())\n"
    )
    failed = podium_json("--plugins-dir", tmp_path, "plugins")[-1]
    assert (failed["name"], failed["stage"]) == ("bare", "card")
    assert failed["reason"].endswith("(bare.py, line 2)")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("load", "the loader of Late Load failed: FileNotFoundError: [Errno 2] No such file or directory: 'ROWS'"),
        ("score", "the scorer of Late Score failed: ZeroDivisionError: division by zero"),
    ],
)
def test_a_plugin_that_fails_when_it_is_used_is_one_line_that_names_it(
    registry_file: Path, tmp_path: Path, part: str, said: str
) -> None:
    folder, data = use(tmp_path / "late", f"{part}_raises"), tmp_path / "data"
    data.mkdir()
    words = ("--plugins-dir", folder, "evaluate", f"late-{part}", "--model", "baseline:first-option", "--data", data)
    line = failure(*words, code=1)
    bug = f"a bug in {folder / f'{part}_raises.py'}"
    assert line.startswith(f"{said.replace('ROWS', str(data / 'rows.txt'))}; {bug}, line ")
    result = podium(*words, "--json", code=1)
    assert result.stdout == ""
    assert podium("--plugins-dir", folder, "leaderboard", "chexpert").stderr == ""
    assert "Traceback" in podium("--debug", *words, code=1).stderr


def test_half_an_evaluation_and_a_board_that_the_card_lacks_are_told_by_what_is_run(tmp_path: Path) -> None:
    broken = FAILING.parent / "broken"
    for name, said in (
        ("grade_misspelt", "Sound Quiz cannot be evaluated: its plugin brings no grade; write it"),
        ("loader_forgotten", "Sound Quiz cannot be evaluated: its plugin brings no load; write it"),
        (
            "other_board",
            "the scorer of Sound Quiz failed: ValueError: the report names board 'acc', and the card has accuracy;",
        ),
    ):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(broken / f"{name}.py", folder)
        words = ("--plugins-dir", folder, "evaluate", "sound-quiz", "--model", "baseline:first-option")
        assert failure(*words, code=1).startswith(said)


def call(folder: Path, *words: str | Path, seconds: float = 1.5, silent: float = 60) -> tuple[str, list[str], int]:
    """Call Podium in a process of its own, with less patience; return what it printed and its exit code."""
    program = (
        "from podium.registry import plugin_guard;"
        f"plugin_guard.LOADING_SECONDS, plugin_guard.SILENT_SECONDS = {seconds}, {silent};"
        "from podium.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "--plugins-dir", str(folder), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
        env=os.environ.copy(),
    )
    return done.stdout, done.stderr.splitlines(), done.returncode


LEFT_OUT = "it is left out until it changes or you type podium plugins enable"


@pytest.mark.parametrize(
    ("name", "stage", "lines"),
    [
        ("hangs_sleeping", "import", (5,)),
        ("hangs_in_c", "import", (6,)),
        ("hangs_busy", "import", (3, 4)),
        ("hangs_catching_exception", "import", (7,)),
        # It had come to its end when it was found to be late.
        ("hangs_catching_once", "import", ()),
        ("hangs_in_hook", "card", (10,)),
    ],
)
def test_a_plugin_that_hangs_is_cut_off_named_and_not_tried_again(
    registry_file: Path,
    tmp_path: Path,
    own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    stage: str,
    lines: tuple[int, ...],
) -> None:
    monkeypatch.setenv("PODIUM_HOME", str(own_home))
    folder = use(tmp_path / "hanging", name)
    out, said, code = call(folder, "leaderboard", "chexpert", "--json", silent=0.5)
    assert (json.loads(out)["benchmark"], code) == ("chexpert", 0)
    places = [f" ({name}.py, line {line})" for line in lines] or [""]
    reasons = [f"did not end within 1.5 seconds{place}; {LEFT_OUT} {name}" for place in places]
    warnings = [f"warning: plugin {name} failed at {stage}: {one} (podium plugins tells more)" for one in reasons]
    assert said[0] == f"note: waiting for plugin {name} to load"
    assert len(said) == 2 and said[1] in warnings
    reason = reasons[warnings.index(said[1])]
    # Patience is longer here than the test's: whoever tried again would be seen to wait.
    evaluating = ("evaluate", "mmlu", "--model", "baseline:random", "--limit", "1")
    for words in (("leaderboard", "mmlu"), ("plugins",), evaluating):
        out, said, _ = call(folder, *words, seconds=90)
        assert f"plugin {name} failed at {stage}" in "\n".join(said) or f"{name} failed at {stage}: {reason}" in out


def test_a_plugin_that_is_mended_or_enabled_is_tried_again(
    registry_file: Path, tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIUM_HOME", str(own_home))
    folder = use(tmp_path / "hanging", "hangs_sleeping")
    call(folder, "plugins", seconds=0.3)
    told = call(folder, "plugins", "enable", "hangs_sleeping")[0]
    assert told == "hangs_sleeping is tried again by the next command.\n"
    said = call(folder, "leaderboard", "mmlu", seconds=0.4)[1]
    assert said[0].startswith("warning: plugin hangs_sleeping failed at import: did not end within 0.4 seconds")
    (folder / "hangs_sleeping.py").write_text((FAILING / "chatty.py").read_text().replace("time.sleep", ""))
    assert [line for line in call(folder, "leaderboard", "mmlu", seconds=60)[1] if line.startswith("warning")] == []


def test_what_was_cut_off_half_way_is_whole_for_the_command(
    registry_file: Path, tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIUM_HOME", str(own_home))
    monkeypatch.setenv("FORCE_COLOR", "1")
    folder = tmp_path / "hanging"
    folder.mkdir()
    # As torch does, what is interrupted leaves something behind that the command cannot work with.
    (folder / "late.py").write_text("import sys, time\nsys.modules['rich'] = None\ntime.sleep(3600)\n")
    out, said, code = call(folder, "leaderboard", "chexpert", seconds=0.5)
    assert ("CheXpert" in out, code) == (True, 0), said


def test_a_plugin_that_nothing_cuts_off_costs_a_new_start_once(
    registry_file: Path, tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIUM_HOME", str(own_home))
    folder = use(tmp_path / "hanging", "hangs_catching_all")
    reason = f"hangs and cannot be cut off; {LEFT_OUT} hangs_catching_all"
    warning = f"warning: plugin hangs_catching_all failed at import: {reason} (podium plugins tells more)"
    out, said, code = call(folder, "leaderboard", "chexpert", "--json", seconds=0.5)
    assert (json.loads(out)["benchmark"], code) == ("chexpert", 0)
    assert said == [warning]
    assert call(folder, "leaderboard", "mmlu", seconds=90)[1:] == ([warning], 0)


def test_a_command_whose_input_may_be_read_already_ends_and_works_the_next_time(
    registry_file: Path, tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIUM_HOME", str(own_home))
    folder = use(tmp_path / "hanging", "hangs_catching_all")
    program = (
        "from podium.registry import plugin_guard; plugin_guard.LOADING_SECONDS = 0.5;"
        "from podium.cli.main import main; main()"
    )
    line = [sys.executable, "-c", program, "--plugins-dir", str(folder), "ask", "--json", "-"]
    for code in (75, 0):
        done = subprocess.run(line, input="who leads mmlu?", capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == code, done.stderr
    assert json.loads(done.stdout)["kind"] == "answer"


def test_what_a_plugin_prints_anywhere_never_gets_among_the_output(
    registry_file: Path, tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIUM_HOME", str(own_home))
    folder, data = use(tmp_path / "chatty", "chatty"), tmp_path / "data"
    data.mkdir()
    out, said, _ = call(folder, "leaderboard", "chexpert", "--json", seconds=60)
    assert json.loads(out)["benchmark"] == "chexpert"
    kinds = ("print", "write", "first stdout", "child")
    assert {f"noise: {kind} at {where}" for kind in kinds for where in ("import", "hook", "results")} <= set(said)
    for model in ("baseline:first-option", "chatty:x"):
        out, said, code = call(folder, "evaluate", "chatty", "--model", model, "--data", data, "--json", seconds=60)
        run: Any = json.loads(out)
        assert (run["benchmark"], code) == ("chatty", 0)
        places = ("load", "score", *(("prepare", "answer") if model == "chatty:x" else ()))
        assert {f"noise: {kind} at {where}" for kind in kinds for where in places} <= set(said), said
    for words in (("plugins", "--json"), ("plugins", "show", "chatty", "--json")):
        json.loads(call(folder, *words, seconds=60)[0])


def test_the_calls_of_plugins_are_traced_on_request(
    registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import re

    folder = use(tmp_path / "some", "card_wrong", "load_raises")
    assert "trace:" not in podium("--plugins-dir", folder, "plugins").stderr
    monkeypatch.setenv("PODIUM_TRACE_PLUGINS", "1")
    result = podium("--plugins-dir", folder, "plugins", "--json")
    json.loads(result.stdout)
    told = re.sub(r"\d+\.\d ms", "N ms", re.sub(r"plugin_[0-9a-f]{8}", "plugin_X", result.stderr))
    lines = told.splitlines()
    assert "trace: chexpert podium_labelers() -> [Labeler()] (N ms)" in lines
    assert lines[-4:] == [
        "trace: card_wrong import -> podium_file_plugin_X_card_wrong (N ms)",
        "trace: card_wrong podium_benchmarks() raised InvalidCard:"
        " slug 'Not A Slug' must be lower-case letters, digits and si… (N ms)",
        "trace: load_raises import -> podium_file_plugin_X_load_raises (N ms)",
        "trace: load_raises podium_benchmarks() -> [Late('late-load')] (N ms)",
    ]
