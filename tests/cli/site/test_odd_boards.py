"""Boards that are not as boards usually are: empty, undated, of one result, of errors, of 5,000 rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from podium.cli.site.making import Job, Maker
from podium.cli.site.rendering import Options
from podium.registry import Board
from podium.tests.cli.site.browser import Browser
from podium.tests.cli.site.markup import Page, read
from podium.tests.cli.site.registries import card, files, fill, model, publish, row

ERRORS = Board("main", metric_name="word error rate", higher_is_better=False, maximum=None, headline=True)

Build = Callable[..., tuple[Page, dict[str, Any]]]


@pytest.fixture
def built(tmp_path: Path) -> Build:
    """Return what builds the site of one benchmark, and returns its page and its JSON."""

    def build(
        rows: list[dict[str, Any]], models: list[dict[str, Any]], board: Board | None = None
    ) -> tuple[Page, dict[str, Any]]:
        own = card("bench", **({"boards": (board,)} if board else {}))
        connection = fill(tmp_path / "registry.db", [own], rows, models)
        publish(connection, tmp_path / "registry.db", tmp_path / "public")
        connection.close()
        pages = {path: text.decode() for path, text in files(tmp_path / "public").items()}
        for path, text in pages.items():
            if path.endswith(".html"):
                assert read(text).errors == [], path
        return read(pages["benchmarks/bench.html"]), json.loads(pages["benchmarks/bench.json"])

    return build


def rows_of(page: Page, board: str = "main") -> list[dict[str, str | None]]:
    """Return the attributes of a table's rows, in their order."""
    (table,) = page.of("table", id=f"board-{board}")
    first = page.elements.index(table)
    rest = page.elements[first + 1 :]
    end = next((at for at, one in enumerate(rest) if one.tag == "table"), len(rest))
    return [one.attributes for one in rest[:end] if one.tag == "tr" and "id" in one.attributes]


def test_a_benchmark_without_results_says_so_and_has_no_chart(built: Build) -> None:
    page, data = built([], [model("a")])
    assert "Nobody leads Bench yet: there are no results." in page.text
    assert "0 models tracked" in page.text
    assert page.of("figure") == [] and page.of("svg") == []
    assert data["boards"][0]["rows"] == []


def test_a_benchmark_whose_headline_board_alone_is_empty_shows_the_other(built: Build) -> None:
    page, _ = built([row("bench", "a", 7.5, "errors")], [model("a")])
    assert "Nobody leads Bench yet: there are no results." in page.text
    assert [one["data-value"] for one in rows_of(page, "errors")] == ["7.5"]


def test_a_board_without_dates_has_no_chart_and_its_whole_table(built: Build) -> None:
    undated = [model(slug, released=None) for slug in ("a", "b", "c")]
    page, data = built([row("bench", "a", 0.5), row("bench", "b", 0.7), row("bench", "c", 0.6)], undated)
    assert page.of("figure") == [] and page.of("svg") == []
    assert [one["data-value"] for one in rows_of(page)] == ["0.7", "0.6", "0.5"]
    assert all(one["date"] is None and one["released"] is None for one in data["boards"][0]["rows"])
    assert data["boards"][0]["records"]["all"] == []


def test_a_board_of_one_result_is_spoken_of_in_the_singular(built: Build) -> None:
    page, _ = built([row("bench", "a", 0.5)], [model("a")])
    assert "A by Org leads Bench with 0.500 accuracy (1 model, self-reported)." in page.text
    assert "1 model tracked" in page.text
    assert len(rows_of(page)) == 1


def test_the_records_of_a_board_of_errors_are_the_lowest(built: Build) -> None:
    models = [model("a", released="2024-01-05"), model("b", released="2024-02-05"), model("c", released="2024-03-05")]
    page, data = built([row("bench", "a", 12.5), row("bench", "b", 30.0), row("bench", "c", 8.25)], models, ERRORS)
    assert [one["data-value"] for one in rows_of(page)] == ["8.25", "12.5", "30.0"]
    (chart,) = (one for one in page.data if "records" in one)
    ids = {one["data-value"]: int((one["id"] or "")[1:]) for one in rows_of(page)}
    assert (chart["higher"], chart["max"]) == (False, None)
    assert chart["records"]["all"] == [ids["12.5"], ids["8.25"]]
    assert "lower is better" in page.text
    assert "C by Org leads Bench with 8.250 word error rate" in page.text
    assert data["boards"][0]["higher_is_better"] is False


def test_a_board_of_5000_rows_is_cut_on_its_benchmarks_page_and_whole_on_its_own(tmp_path: Path) -> None:
    months = [f"20{year}-{month:02}-11" for year in range(21, 26) for month in range(1, 13)]
    models = [model(f"m-{index}", released=months[index % 60]) for index in range(5_000)]
    rows = [row("bench", f"m-{index}", float(index)) for index in range(5_000)]
    board = Board("main", metric_name="points", maximum=None, headline=True)
    fill(tmp_path / "registry.db", [card("bench", boards=(board,))], rows, models).close()
    # The page alone: those of 5,000 models would only take time.
    made = Maker(tmp_path / "registry.db", Options("Podium", "", "", "2026-06-30")).make(Job("benchmark", "bench"))
    page, data = read(made["benchmarks/bench.html"]), json.loads(made["benchmarks/bench.json"])
    assert page.errors == []
    assert "M-4999 by Org leads Bench with 4999.000 points (self-reported; 5,000 models)." in page.text
    shown = rows_of(page)
    assert [float(one["data-value"] or 0) for one in shown] == [float(index) for index in range(4_999, 4_749, -1)]
    assert "The whole board, all 5,000 models" in page.text
    own = read(made["benchmarks/bench/main.html"])
    assert own.errors == []
    assert [float(one["data-value"] or 0) for one in rows_of(own)] == [float(index) for index in range(4_999, -1, -1)]
    assert len(data["boards"][0]["rows"]) == 5_000
    (chart,) = (one for one in page.data if "records" in one)
    # The 20 best come out in the first 20 months, each better than the one before.
    values = {int((one["id"] or "")[1:]): float(one["data-value"] or 0) for one in shown}
    assert [values[one] for one in chart["records"]["all"]] == [float(index) for index in range(4_980, 5_000)]


def test_filters_of_a_board_that_is_cut_say_of_how_many_models_it_has_the_first(
    tmp_path: Path, browser: Browser
) -> None:
    models = [model(f"m-{index}", organisation="Odd" if index % 2 else "Even") for index in range(260)]
    rows = [row("bench", f"m-{index}", float(index)) for index in range(260)]
    board = Board("main", metric_name="points", maximum=None, headline=True)
    connection = fill(tmp_path / "registry.db", [card("bench", boards=(board,))], rows, models)
    publish(connection, tmp_path / "registry.db", tmp_path / "site")
    connection.close()
    told = []
    for page in ("bench", "bench/main"):
        browser.open(f"{(tmp_path / 'site').as_uri()}/benchmarks/{page}.html")
        told.append(browser.texts("form.filters output")[0])
        browser.one("form.filters [name=org]").send_keys("Odd")
        told.append(browser.texts("form.filters output")[0])
    assert told == [
        "the first 250 of 260 models",
        "125 of the first 250 of 260 models",
        "260 of 260 models",
        "130 of 260 models",
    ]


def test_who_set_a_record_and_is_not_among_the_first_rows_is_drawn_all_the_same(tmp_path: Path) -> None:
    # Each model is newer than the one before and better: all of them set a record, and 20 are not among the first 250.
    models = [model(f"m-{index}", released=f"{1700 + index}-01-01") for index in range(270)]
    rows = [row("bench", f"m-{index}", float(index)) for index in range(270)]
    board = Board("main", metric_name="points", maximum=None, headline=True)
    fill(tmp_path / "registry.db", [card("bench", boards=(board,))], rows, models).close()
    made = Maker(tmp_path / "registry.db", Options("Podium", "", "", "2026-06-30")).make(Job("benchmark", "bench"))
    page = read(made["benchmarks/bench.html"])
    (chart,) = (one for one in page.data if "records" in one)
    assert [one["value"] for one in chart["more"]] == [float(index) for index in range(20)]
    shown = {int((one["id"] or "")[1:]) for one in rows_of(page)}
    assert shown | {one["id"] for one in chart["more"]} == set(chart["records"]["all"])
    assert "of the 270 models the first 250 and those that set a record are drawn" in page.text
