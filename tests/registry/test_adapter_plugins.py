"""Plugins bring kinds of models: the guide's file is one, and a bad one costs only itself."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from podium import registry
from podium.registry import database, evaluation
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.discovery import Outcome, PluginSet, discover
from podium.registry.errors import PodiumError
from podium.tests.cli.support import podium, podium_json
from podium.tests.fakes import quiz_data

ROOT = Path(__file__).parents[2]
PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"
RULE = PLUGINS / "rule_adapter.py"
HEAD = """
from podium.registry import Adapter, Answer, hookimpl

class Mine(Adapter):
    kind = "mine"
    def prepare(self, task): pass
    def fingerprint(self): return {}
    def answer(self, items): return [Answer(choice=0) for item in items]
"""


def bringing(expression: str) -> str:
    """A plugin whose hook returns this."""
    return f"{HEAD}\n@hookimpl\ndef podium_adapters():\n    return {expression}\n"


def load(tmp_path: Path, **files: str) -> PluginSet:
    for name, text in files.items():
        (tmp_path / f"{name}.py").write_text(text)
    return discover([tmp_path])


def outcome(found: PluginSet, name: str) -> Outcome:
    return next(one for one in found.outcomes if one.name == name)


def test_the_guide_shows_the_tested_file() -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "adapters.md").read_text(encoding="utf-8"), re.DOTALL)
    assert RULE.read_text(encoding="utf-8") in blocks


def test_every_hook_of_an_adapter_that_the_guide_names_is_one() -> None:
    text = (ROOT / "docs" / "adapters.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)", text, re.MULTILINE)
    from podium.registry.adapters.base import Adapter

    named = {name for name in rows if hasattr(Adapter, name)}
    own = {name for name in vars(Adapter) if not name.startswith("_")}
    assert named == own


def test_a_plugins_adapter_answers_a_benchmark(tmp_path: Path) -> None:
    found = discover([], None, [PLUGINS])
    assert outcome(found, "rule_adapter").adapters == ("rule",)
    data = quiz_data.write(tmp_path / "quiz", test=4)
    connection = database.connect(tmp_path / "r.db", write=True)
    database.migrate(connection, tmp_path / "r.db")
    adapter = open_adapter("rule:longest", AdapterOptions(), found.adapters)
    run = evaluation.run(connection, evaluation.Plan(found.benchmarks["quiz"].benchmark, adapter, data))
    right = 0
    for subject in quiz_data.SUBJECTS:
        for row in quiz_data.questions(subject, 4, seed=4):
            right += row[1:5].index(max(row[1:5], key=len)) == "ABCD".index(row[5])
    assert run.report is not None
    assert run.report.scores[0].value == right / 12
    assert 0 < right < 12
    assert run.report.notes == (
        "chosen by the length of the options, without a model",
        "figures of exactly 0 or 1 have Wilson's interval: resampling has no spread there",
    )
    assert run.spec == "rule:longest"


def test_the_command_line_runs_and_lists_it(tmp_path: Path) -> None:
    folder = tmp_path / "plugins"
    folder.mkdir()
    for name in ("rule_adapter.py", "quiz.py"):
        shutil.copy(PLUGINS / name, folder)
    data = quiz_data.write(tmp_path / "quiz")
    asked = ("--plugins-dir", folder, "evaluate", "quiz", "--model", "rule:shortest", "--data", data, "--device", "cpu")
    assert podium_json(*asked)["model"] == "shortest"
    (listed,) = [one for one in podium_json("--plugins-dir", folder, "plugins") if one["name"] == "rule_adapter"]
    assert (listed["status"], listed["benchmarks"], listed["adapters"]) == ("loaded", [], ["rule"])
    assert "rule:" in podium("--plugins-dir", folder, "plugins").stdout


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (bringing("{'hf': Mine}"), "the prefix 'hf' is taken by 'podium'"),
        (bringing("{'Mine!': Mine}"), "prefix 'Mine!' is not of small letters, digits and hyphens"),
        (bringing("{'': Mine}"), "prefix '' is not of small letters"),
        (bringing("{3: Mine}"), "prefix 3 is not of small letters"),
        (bringing("{'mine': 'Mine'}"), "'mine' is opened by str, which cannot be called"),
        (bringing("[('mine', Mine)]"), "podium_adapters returned list, no mapping"),
        (bringing("None"), "podium_adapters returned NoneType, no mapping"),
        (bringing("1 / 0"), "ZeroDivisionError: division by zero"),
    ],
)
def test_a_bad_kind_of_model_is_named_with_its_reason_and_costs_only_its_plugin(
    tmp_path: Path, text: str, reason: str
) -> None:
    found = load(tmp_path, a_bad=text, b_good=bringing("{'mine': Mine}"))
    bad = outcome(found, "a_bad")
    assert (bad.status, bad.stage) == ("failed", "adapters")
    assert reason in bad.reason
    assert outcome(found, "b_good").adapters == ("mine",)
    assert set(found.adapters) == {"mine"}
    assert "mmlu" in found.benchmarks


def test_the_second_of_two_plugins_with_one_prefix_is_refused_and_brings_nothing_else(tmp_path: Path) -> None:
    quiz = (PLUGINS / "quiz.py").read_text()
    both = quiz + bringing("{'mine': Mine}")
    found = load(tmp_path, first=bringing("{'mine': Mine}"), second=both)
    assert outcome(found, "second").reason == "the prefix 'mine' is taken by 'first'"
    assert "quiz" not in found.benchmarks


def test_a_spec_of_an_unknown_kind_names_the_plugins_kinds_too(tmp_path: Path) -> None:
    found = load(tmp_path, mine=bringing("{'mine': Mine}"))
    with pytest.raises(PodiumError, match=r"hf:PATH_OR_ID .*; mine:\.\.\."):
        open_adapter("yours:x", AdapterOptions(), found.adapters)
    with pytest.raises(PodiumError, match="not of a known kind"):
        open_adapter("mine:", AdapterOptions(), found.adapters)


@pytest.mark.parametrize(
    ("opened", "message"),
    [
        ("lambda target, options: 1 / 0", "the adapter for mine: failed: ZeroDivisionError: division by zero"),
        ("lambda target, options: target", "what opens mine: is str, not an Adapter whose kind is 'mine'"),
        ("type('Other', (Mine,), {'kind': 'other'})", "what opens mine: is of kind 'other', not an Adapter whose kind"),
    ],
)
def test_what_opens_no_adapter_of_its_kind_is_refused_in_one_line(tmp_path: Path, opened: str, message: str) -> None:
    found = load(tmp_path, mine=bringing(f"{{'mine': {opened}}}"))
    with pytest.raises(PodiumError, match=message):
        open_adapter("mine:x", AdapterOptions(), found.adapters)


def test_what_an_author_of_an_adapter_needs_is_public() -> None:
    for name in ("Adapter", "AdapterOptions", "Answer", "Choose", "Classify", "Facts", "Generate", "Preview", "Task"):
        assert name in registry.__all__
        assert getattr(registry, name) is not None
