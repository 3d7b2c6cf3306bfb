"""The reference for plugin authors is as the code is, leaves nothing out, and all its examples run."""

from __future__ import annotations

import doctest
import inspect
import re
from pathlib import Path

import pytest

import podium.registry
from podium.cli.plugin_reference import BLOCK, entry, filled
from podium.registry import hooks, metrics
from podium.registry.discovery import discover
from podium.registry.result_rows import RESULT_FIELDS
from podium.tests.guides import DOCS

PAGE = (DOCS / "plugin-reference.md").read_text(encoding="utf-8")
#: What stands between the parts that are written from the code.
BY_HAND = BLOCK.sub("", PAGE)

HOOKS = [name for name in vars(hooks) if name.startswith("podium_")]
FUNCTIONS = [name for name in metrics.__all__ if inspect.isfunction(getattr(metrics, name))]
NAMES = [*HOOKS, *podium.registry.__all__, *FUNCTIONS]


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", BY_HAND, re.DOTALL)


def test_signatures_and_descriptions_are_those_of_the_code() -> None:
    assert filled(PAGE) == PAGE, "python -m podium.cli.plugin_reference docs/plugin-reference.md writes them anew"


@pytest.mark.parametrize("name", NAMES)
def test_every_hook_and_public_name_is_described_and_used_in_an_example_that_is_run(name: str) -> None:
    assert f"<!-- of {name} -->" in PAGE
    used = [text for text in (*examples("python"), *examples("pycon")) if re.search(rf"\b{name}\b", text)]
    assert used, f"no example of docs/plugin-reference.md uses {name}"


def test_there_are_hooks_names_and_functions_to_describe() -> None:
    assert (len(HOOKS), len(FUNCTIONS) > 30, len(podium.registry.__all__) > 60) == (3, True, True)


def test_the_examples_give_what_they_show() -> None:
    session = "\n".join(examples("pycon"))
    test = doctest.DocTestParser().get_doctest(session, {}, "plugin-reference.md", None, 0)
    assert len(test.examples) > 100
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    said: list[str] = []
    runner.run(test, out=said.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(said)


def test_the_example_of_every_hook_is_a_plugin_that_loads(tmp_path: Path) -> None:
    plugins = examples("python")
    assert len(plugins) == len(HOOKS)
    for number, text in enumerate(plugins):
        (tmp_path / f"example_{number}.py").write_text(text, encoding="utf-8")
    found = discover([tmp_path])
    assert [one.reason for one in found.failures] == []
    assert "rivers" in found.benchmarks and "first" in found.adapters and "fractures" in found.labelers


def test_the_fields_of_a_result_row_are_those_that_are_read() -> None:
    section = PAGE.partition("## Result rows")[2].partition("\n## ")[0]
    told = [name for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)]
    assert sorted(told) == sorted(RESULT_FIELDS)


def test_a_block_of_a_name_that_is_gone_is_an_error() -> None:
    with pytest.raises(LookupError, match="there is no public name Gone"):
        filled("<!-- of Gone -->\n<!-- end -->")


def test_a_list_of_arguments_has_an_entry_for_each() -> None:
    load = entry("Benchmark").partition("#### `Benchmark.load`")[2].partition("####")[0]
    assert re.findall(r"^- `(.*?)`:", load, re.MULTILINE) == ["root", "split", "**settings", "DataError"]
    # Where a section were not told from what follows it, a name would hold more than a name.
    odd = [
        name
        for name in re.findall(r"^- `([^`\n]*)`:", PAGE, re.MULTILINE)
        if not re.fullmatch(r"(\*\*)?[\w.]+(\(.*)?", name)
    ]
    assert odd == []
