"""Discovery isolates every plugin: a bad one becomes an outcome with its stage and reason."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from podium.registry import discovery
from podium.registry.discovery import Outcome, PluginSet, discover

CARD = """
from podium.registry import Benchmark, Board, Card, hookimpl

def card(slug, name="", aliases=()):
    return Card(slug=slug, name=name or slug, aliases=aliases, description="d", modality="text",
                categories=("general",), boards=(Board("accuracy", headline=True),))

class Plain(Benchmark):
    def __init__(self, card):
        self.card = card
"""


def returning(expression: str) -> str:
    """A plugin whose hook returns this."""
    return f"{CARD}\n@hookimpl\ndef podium_benchmarks():\n    return {expression}\n"


def shipping(statement: str) -> str:
    """A plugin whose results method does this."""
    return returning("[Plain(card('good-one'))]").replace(
        "self.card = card", f"self.card = card\n    def results(self):\n        {statement}"
    )


GOOD = returning("[Plain(card('good-one'))]")


def load(tmp_path: Path, **files: str) -> PluginSet:
    for name, text in files.items():
        (tmp_path / f"{name}.py").write_text(text)
    return discover([tmp_path])


def outcome(found: PluginSet, name: str) -> Outcome:
    return next(one for one in found.outcomes if one.name == name)


def test_the_built_in_benchmarks_load_as_entry_points_and_ten_of_them_evaluate() -> None:
    found = discover()
    assert [one.reason for one in found.failures] == []
    evaluated = {slug for slug, one in found.benchmarks.items() if one.benchmark.can_evaluate}
    assert evaluated == {
        "charxiv-r",
        "chexpert",
        "hle",
        "mimic-cxr",
        "mmlu",
        "mmlu-pro",
        "mmmu",
        "mmmu-pro",
        "nih-chestxray14",
        "vqa-rad",
    }
    assert {slug for slug, one in found.benchmarks.items() if one.benchmark.has_sample} == evaluated
    assert {slug for slug, one in found.benchmarks.items() if one.plugin == "listed"} == set(
        found.benchmarks
    ) - evaluated
    assert len(found.benchmarks) == 22
    assert {one.distribution for one in found.benchmarks.values()} == {"podium"}


def test_a_single_file_plugin_is_loaded_beside_the_built_in_ones(tmp_path: Path) -> None:
    found = load(tmp_path, mine=GOOD)
    assert outcome(found, "mine").benchmarks == ("good-one",)
    assert outcome(found, "mine").status == "loaded"
    assert "mmlu" in found.benchmarks


@pytest.mark.parametrize(
    ("text", "stage", "reason"),
    [
        ("raise RuntimeError('boom')", "import", "RuntimeError: boom"),
        ("import sys; sys.exit(3)", "import", "SystemExit: 3"),
        ("import no_such_module_here", "import", "No module named 'no_such_module_here'"),
        ("def broken(:\n", "import", "SyntaxError"),
        ("x = 1", "register", "defines no Podium hook"),
        (GOOD.replace("def podium_benchmarks", "def podium_benchmark"), "register", "unknown hook 'podium_benchmark'"),
        (GOOD.replace("podium_benchmarks()", "podium_benchmarks(nonsense)"), "register", "nonsense"),
        (returning("1 / 0"), "card", "ZeroDivisionError"),
        (returning("None"), "card", "TypeError"),
        (returning("['x']"), "card", "returned str, not a Benchmark"),
        (returning("[Benchmark()]"), "card", "has no card"),
        (returning("[Plain(card('Bad Slug'))]"), "card", "slug 'Bad Slug'"),
        (returning("[Plain(card('mmlu'))]"), "card", "taken by 'mmlu'"),
        (
            returning("[Plain(card('x', aliases=('Che-Xpert',)))]"),
            "card",
            "name 'Che-Xpert' of benchmark 'x' is taken by 'chexpert' of plugin 'chexpert'",
        ),
        (shipping("return [{'board': 'no'}]"), "results", "shipped result 1: field 'benchmark' is missing"),
        (shipping("raise OSError('gone')"), "results", "OSError: gone"),
    ],
)
def test_a_bad_plugin_is_named_with_its_stage_and_reason_and_costs_only_itself(
    tmp_path: Path, text: str, stage: str, reason: str
) -> None:
    found = load(tmp_path, a_bad=text, b_good=GOOD)
    bad = outcome(found, "a_bad")
    assert (bad.status, bad.stage) == ("failed", stage)
    assert reason in bad.reason
    assert "\n" not in bad.reason
    assert outcome(found, "b_good").status == "loaded"
    assert len(found.benchmarks) == 23


def test_a_plugin_for_another_api_version_is_incompatible_not_broken(tmp_path: Path) -> None:
    found = load(tmp_path, future=GOOD + "\nPODIUM_API_VERSION = 99\n", past=GOOD + "\nPODIUM_API_VERSION = 0\n")
    assert outcome(found, "future").status == "incompatible"
    assert outcome(found, "future").reason == "written for plugin API 99, and Podium 0.1.0 has 1: upgrade Podium"
    assert outcome(found, "past").reason == (
        "written for plugin API 0, and Podium 0.1.0 has 1: ask its author for a newer file"
    )
    assert (outcome(found, "future").api_version, outcome(found, "past").api_version) == (99, 0)


def test_an_api_version_that_is_no_number_is_refused_with_the_line_to_write(tmp_path: Path) -> None:
    found = load(tmp_path, text=GOOD + "\nPODIUM_API_VERSION = '1'\n")
    assert (outcome(found, "text").status, outcome(found, "text").stage) == ("failed", "version")
    assert outcome(found, "text").reason == (
        "PODIUM_API_VERSION is '1', not a whole number: write PODIUM_API_VERSION = 1"
    )


def test_the_second_of_two_plugins_with_one_slug_is_refused_and_names_the_first(tmp_path: Path) -> None:
    found = load(tmp_path, first=GOOD, second=GOOD)
    assert outcome(found, "first").status == "loaded"
    assert "taken by 'good-one' of plugin 'first'" in outcome(found, "second").reason


def test_a_plugin_with_one_bad_benchmark_registers_none_of_its_benchmarks(tmp_path: Path) -> None:
    text = returning("[Plain(card('fine')), Plain(card('mmlu'))]")
    found = load(tmp_path, half=text)
    assert outcome(found, "half").status == "failed"
    assert "fine" not in found.benchmarks


def test_what_a_plugin_prints_does_not_reach_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(tmp_path, chatty="print('hello')\n" + GOOD)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "hello\n"


@pytest.mark.parametrize(
    ("load_only", "loaded"), [(None, {"one", "two"}), ("", set()), ("one", {"one"}), ("two,one", {"one", "two"})]
)
def test_load_only_restricts_the_plugins_of_others_but_never_podiums_own(
    tmp_path: Path, load_only: str | None, loaded: set[str]
) -> None:
    (tmp_path / "one.py").write_text(GOOD)
    (tmp_path / "two.py").write_text(GOOD.replace("good-one", "good-two"))
    found = discover([tmp_path], load_only)
    assert {one.name for one in found.outcomes if one.status == "loaded"} & {"one", "two"} == loaded
    assert "mmlu" in found.benchmarks
    assert {one.status for one in found.outcomes if one.name in {"one", "two"} - loaded} <= {"disabled"}


def test_folders_named_on_the_command_line_load_whatever_the_restriction(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(GOOD)
    assert "good-one" in discover([], "", [tmp_path]).benchmarks


def test_tests_beside_a_plugin_are_no_plugins_and_a_plugin_that_is_called_like_tests_is_one(tmp_path: Path) -> None:
    found = load(tmp_path, mine=GOOD, test_mine="from podium.registry.testing import PluginTests\n", conftest="")
    assert {one.name for one in found.outcomes if not one.distribution} == {"mine"}
    assert outcome(load(tmp_path, test_of_time=GOOD.replace('"good"', '"time"')), "test_of_time").stage != "import"


def test_a_traceback_is_kept_for_debugging(tmp_path: Path) -> None:
    found = load(tmp_path, bad="def f():\n    raise ValueError('deep')\nf()\n")
    assert "in f" in outcome(found, "bad").trace


LABELER = """
from podium.registry import ReportLabeler, hookimpl

class Mine(ReportLabeler):
    name = "mine"

@hookimpl
def podium_labelers():
    return [Mine()]
"""


def test_the_built_in_report_labeler_comes_with_chexpert() -> None:
    assert list(discover().labelers) == ["chest-xray"]


def test_a_plugin_may_bring_a_report_labeler_alone(tmp_path: Path) -> None:
    found = load(tmp_path, mine=LABELER)
    assert outcome(found, "mine").status == "loaded"
    assert list(found.labelers) == ["chest-xray", "mine"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LABELER.replace("Mine()]", "3]"), "podium_labelers returned int, no ReportLabeler"),
        (LABELER.replace('"mine"', '"chest-xray"'), "the name 'chest-xray' of a report labeler is taken"),
        (LABELER.replace("return [Mine()]", "return 1 / 0"), "ZeroDivisionError: division by zero (mine.py, line 9)"),
    ],
)
def test_a_labeler_that_cannot_be_used_is_refused_and_the_others_stay(tmp_path: Path, text: str, reason: str) -> None:
    found = load(tmp_path, mine=text)
    assert (outcome(found, "mine").stage, outcome(found, "mine").reason) == ("labelers", reason)
    assert list(found.labelers) == ["chest-xray"]


@pytest.mark.parametrize(
    ("text", "stage", "reason"),
    [
        ("def __getattr__(name): raise RuntimeError(name)", "version", "RuntimeError: PODIUM_API_VERSION"),
        ("class Odd(Exception):\n    def __str__(self): raise ValueError\nraise Odd", "import", "Odd: no message"),
        ("__file__ = 3", "import", "TypeError: expected str, bytes or os.PathLike object, not int"),
        (
            "from podium.registry import Benchmark, hookimpl\n"
            "class Odd(Benchmark):\n    card = property(lambda self: 1 / 0)\n"
            "@hookimpl\ndef podium_benchmarks(): return [Odd()]",
            "card",
            "ZeroDivisionError: division by zero",
        ),
    ],
)
def test_code_that_runs_where_a_plugin_is_only_looked_at_costs_only_that_plugin(
    tmp_path: Path, text: str, stage: str, reason: str
) -> None:
    (tmp_path / "odd.py").write_text(text)
    (outcome,) = discovery.discover_file(tmp_path / "odd.py").outcomes
    said = re.sub(r" \(odd\.py, line \d\)$", "", outcome.reason)
    assert (outcome.status, outcome.stage, said) == ("failed", stage, reason)
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    assert all(file is None or isinstance(file, str) for file in files)
