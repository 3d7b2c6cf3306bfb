"""``podium plugins check`` as a user types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.tests.cli.support import failure, podium, podium_json

SPOTS = (Path(__file__).parents[1] / "fakes" / "plugins" / "spots.py").read_text()

CASES = """
    def conformance(self):
        from podium.registry import Case, text_digest

        return [
            Case("prompt", "one", lambda: text_digest("abc"), "3 ba7816bf8f01cfea", "org/repo 0123"),
            Case("parser", "letter", lambda: "A", {expected!r}, "org/repo 0123"),
            Case("parser", "number", lambda: 0.1 + 0.2, 0.3),
        ]

    def results"""


def spots(folder: Path, expected: str = "A", name: str = "spots.py") -> Path:
    """Write the plugin of spots with three cases, of which one wants ``expected``."""
    folder.mkdir(exist_ok=True)
    assert SPOTS.count("    def results") == 1
    (folder / name).write_text(SPOTS.replace("\n    def results", CASES.format(expected=expected)))
    return folder


def test_cases_that_pass_are_counted_by_group(tmp_path: Path) -> None:
    result = podium("--plugins-dir", spots(tmp_path / "p"), "plugins", "check", "spots")
    assert result.stdout.splitlines() == [
        "Benchmark  Group   Cases  Failed",
        "Spots      prompt      1",
        "           parser      2",
        "",
        "3 cases, all as expected.",
    ]
    assert result.stderr == ""


def test_a_case_that_fails_is_shown_with_both_values_and_the_source_and_ends_with_1(tmp_path: Path) -> None:
    folder = spots(tmp_path / "p", expected="B")
    result = podium("--plugins-dir", folder, "plugins", "check", "Spots", code=1)
    assert result.stdout.splitlines() == [
        "Benchmark  Group   Cases  Failed",
        "Spots      prompt      1",
        "           parser      2       1",
        "",
        "✗ Spots · parser · letter",
        "    expected  'B'",
        "    got       'A'",
        "    source    org/repo 0123",
        "",
        "1 of 3 cases fails.",
    ]
    every = podium("--plugins-dir", folder, "plugins", "check", "spots", "--all", code=1).stdout
    assert "✓ Spots · prompt · one" in every and "✓ Spots · parser · number" in every


def test_json_has_every_case(tmp_path: Path) -> None:
    words = ("--plugins-dir", spots(tmp_path / "p", expected="B"), "plugins", "check", "spots")
    data = podium_json(*words, code=1)
    assert (data["ok"], data["not_loaded"]) == (False, [])
    (found,) = data["benchmarks"]
    assert [found[name] for name in ("plugin", "benchmark", "cases", "failed")] == ["spots", "spots", 3, 1]
    assert found["outcomes"][1] == {
        "group": "parser",
        "name": "letter",
        "ok": False,
        "expected": "B",
        "got": "A",
        "source": "org/repo 0123",
        "error": "",
    }
    assert podium("--plugins-dir", words[1], "plugins", "--json", "check", "spots", code=1).stdout.startswith("{")


@pytest.mark.parametrize("names", [("mimic_cxr",), ("mimic-cxr",), ("MIMIC CXR", "mimic_cxr", "MIMIC")])
def test_a_plugin_is_found_by_its_name_and_by_those_of_its_benchmark_once(names: tuple[str, ...]) -> None:
    data = podium_json("plugins", "check", *names)
    assert [one["benchmark"] for one in data["benchmarks"]] == ["mimic-cxr"]


def test_a_benchmark_without_cases_says_so(tmp_path: Path) -> None:
    assert podium("plugins", "check", "chexpert", "mimic-cxr").stdout.splitlines() == [
        "No cases: CheXpert CXR and MIMIC CXR.",
        "Nothing to check.",
    ]


def test_without_a_name_all_plugins_are_checked_and_one_that_does_not_load_is_told(tmp_path: Path) -> None:
    folder = spots(tmp_path / "p")
    assert {one["plugin"] for one in podium_json("--plugins-dir", folder, "plugins", "check")["benchmarks"]} >= {
        "spots",
        "chexpert",
    }
    (folder / "bad.py").write_text("raise RuntimeError('[bold]boom[/bold]')\n")
    lines = podium("--plugins-dir", folder, "plugins", "check", code=1).stdout.splitlines()
    assert "✗ bad failed at import: RuntimeError: [bold]boom[/bold]" in lines
    assert lines[-1].endswith("; 1 plugin could not be checked.")
    (told,) = podium_json("--plugins-dir", folder, "plugins", "check", "bad", code=1)["not_loaded"]
    assert told == {
        "plugin": "bad",
        "status": "failed",
        "stage": "import",
        "reason": "RuntimeError: [bold]boom[/bold]",
    }
    assert "Traceback" in podium("--plugins-dir", folder, "--debug", "plugins", "check", "bad", code=1).stdout


def test_a_file_is_checked_by_itself_without_being_installed(tmp_path: Path) -> None:
    folder = spots(tmp_path / "p", name="mine.py")
    assert podium_json("plugins", "check", folder / "mine.py")["benchmarks"][0]["plugin"] == "mine"
    # Beside another plugin of the same benchmark, too: it is alone.
    both = podium_json("--plugins-dir", spots(tmp_path / "q"), "plugins", "check", folder / "mine.py", "spots")
    assert [one["plugin"] for one in both["benchmarks"]] == ["mine", "spots"]
    (folder / "mine.py").write_text("from podium.registry import hookimpl\n")
    said = podium("plugins", "check", folder / "mine.py", code=1).stdout
    assert said.startswith("✗ mine failed at register: defines no Podium hook")


def test_names_that_lead_nowhere_are_errors(tmp_path: Path) -> None:
    assert failure("plugins", "check", "chexprt", code=3) == "no plugin called 'chexprt'; did you mean chexpert?"
    assert failure("plugins", "check", "qqqqqq", code=3) == "no plugin called 'qqqqqq'; podium plugins lists them"
    assert failure("plugins", "check", tmp_path / "none.py", code=1).startswith(f"there is no file {tmp_path}/none.py")


def test_it_works_with_a_broken_registry_file_and_a_strict_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database " * 100)
    folder = spots(tmp_path / "p")
    (folder / "bad.py").write_text("raise RuntimeError\n")
    monkeypatch.setenv("PODIUM_STRICT_PLUGINS", "1")
    podium("--db", tmp_path / "x.db", "--plugins-dir", folder, "plugins", "check", "spots")
