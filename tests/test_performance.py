"""The page of figures: each benchmark has its place there, and writes nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks import report

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = sorted(re.findall(r"^bench-([a-z]+):", MAKEFILE, re.MULTILINE))
PAGE = report.PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TARGETS)
def test_a_benchmark_has_its_figures_on_the_page_with_command_day_machine_and_table(name: str) -> None:
    (text,) = re.findall(f"<!-- figures of {name}, made .*? -->(.*?)<!-- end of the figures of {name} -->", PAGE, re.S)
    first, *rest = text.strip().split("\n\n")
    assert first.startswith(f"**`make bench-{name}`**, 20")
    assert re.search(r"\d{4}-\d\d-\d\d; .+ CPUs.*Python\s3\.", first, re.S)
    assert any(block.startswith("| ") for block in rest)


def test_all_benchmarks_are_run_for_the_page() -> None:
    (wanted,) = re.findall(r"^bench: (.*?) ##", MAKEFILE, re.MULTILINE)
    assert sorted(wanted.split()) == [f"bench-{name}" for name in TARGETS]
    assert set(TARGETS) == {one.parent.name for one in (ROOT / "benchmarks").glob("*/__main__.py")}


def figures(missed: list[str]) -> dict[str, object]:
    return {"machine": report.machine("click", Peers={"pandas": "1.0"}), "missed": missed, "ms": {"p50": 3.25}}


def test_figures_take_the_place_of_the_older_ones_and_the_rest_of_the_page_stays(tmp_path: Path) -> None:
    lines = report.table(("job", "ms", ""), [("a board", report.number(3.25), report.verdict(True)), ("x", None, "")])
    assert report.publish("site", figures([]), lines, tmp_path / "site.json") == 0
    told = json.loads((tmp_path / "site.json").read_text(encoding="utf-8"))
    assert told["ms"] == {"p50": 3.25} and "Peers: pandas 1.0." in told["text"]
    assert "| job | ms |  |\n| --- | --- | --- |\n| a board | 3.2 | met |\n| x |  |  |" in told["text"]
    page = report.placed(PAGE, "site", told["text"])
    before, after = PAGE.split("<!-- figures of site")[0], PAGE.split("<!-- end of the figures of site")[1]
    assert page.startswith(before) and page.endswith(after) and told["text"] in page
    assert report.placed(page, "site", told["text"]) == page


def test_what_misses_its_budget_is_said_and_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert report.publish("site", figures(["memory: 1,200 of 1,000"]), [], None) == 1
    assert capsys.readouterr().out.endswith("Missed: memory: 1,200 of 1,000.\n")
    assert report.publish("site", {"machine": report.machine()}, [], None) == 0
    assert "budget" not in capsys.readouterr().out


def test_figures_that_the_page_has_no_place_for_are_refused() -> None:
    with pytest.raises(ValueError, match="no place for the figures of speed"):
        report.placed(PAGE, "speed", "| 1 |")


@pytest.mark.parametrize(
    ("value", "told"), [(0.043, "0.04"), (1.74, "1.7"), (12.34, "12.3"), (86.0, "86.0"), (1240.4, "1,240")]
)
def test_numbers_have_the_digits_that_say_something(value: float, told: str) -> None:
    assert report.number(value) == told
