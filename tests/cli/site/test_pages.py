"""What the pages say, and how: headings, sources, marks of who set a record, what is new."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from podium.cli.site.contents import MOST_EVENTS, SHARED
from podium.cli.site.rendering import address, bare, common, cut, share
from podium.registry import categories, database, events, leaderboard
from podium.registry.views import BoardFacts
from podium.tests.cli.site.markup import Element, Page, read


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    """Return the pages of the site of all that ships with Podium, without those of models."""
    return {
        str(path.relative_to(site)): read(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if path.parent.name != "models"
    }


def facts(**more: float | None) -> BoardFacts:
    bounds: dict[str, float | None] = {"minimum": 0.0, "maximum": 1.0}
    return BoardFacts("b", "main", "Main", "accuracy", "accuracy", "", True, "", "item", True, **bounds | more)


@pytest.mark.parametrize(
    ("value", "board", "text"),
    [
        (0.481, facts(), "48.1%"),
        (0.8889, facts(), "88.9%"),
        (1.0, facts(), "100.0%"),
        (2.4, facts(maximum=3.0), "2.400"),
        (0.5, facts(maximum=None), "0.500"),
    ],
)
def test_a_headline_figure_is_a_percentage_where_the_best_possible_is_one(
    value: float, board: BoardFacts, text: str
) -> None:
    assert share(value, board) == text


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("words are kept whole, mostly", 24, "words are kept whole…"),
        ("x" * 100, 10, "x" * 9 + "…"),
        ("", 3, ""),
    ],
)
def test_a_long_text_is_cut_between_words_where_one_is_near(text: str, most: int, shown: str) -> None:
    assert cut(text, most) == shown
    assert len(shown) <= most


def test_an_address_is_written_as_people_read_it() -> None:
    assert bare("https://arxiv.org/abs/1901.07031") == "arxiv.org/abs/1901.07031"
    assert bare("http://example.org/") == "example.org"
    assert bare("example.org") == "example.org"
    assert address("javascript:alert(1)") == ""


def test_a_related_benchmark_names_the_category_that_both_share() -> None:
    one = {"categories": ["vision", "healthcare"], "modality": "image"}
    assert common(one, {"categories": ["math", "healthcare"], "modality": "text"}) == "healthcare, text"
    assert common(one, {"categories": ["math"], "modality": "text"}) == "math, text"
    assert common(one, {"categories": ["vision"], "modality": "vision"}) == "vision"


def test_every_address_that_several_rows_come_from_stands_once_and_every_row_leads_to_its_own(
    pages: dict[str, Page], site: Path
) -> None:
    page = pages["benchmarks/mmlu.html"]
    (data,) = [
        board
        for board in json.loads((site / "benchmarks/mmlu.json").read_text(encoding="utf-8"))["boards"]
        if board["headline"]
    ]
    wanted = {f"r{row['id']}": row["source_url"] for row in data["rows"]}
    listed = _shared(page)
    counts = {url: list(wanted.values()).count(url) for url in wanted.values()}
    assert set(listed.values()) == {url for url, number in counts.items() if url and number >= SHARED}
    found = {}
    row = ""
    for one in page.elements:
        if one.tag == "tr":
            row = one.attributes.get("id") or ""
        elif one.tag == "table":
            row = ""
        elif one.tag == "a" and row in wanted and (one.attributes["href"] or "").startswith(("#s", "http")):
            href = one.attributes["href"] or ""
            found[row] = listed[href[1:]] if href.startswith("#") else href
            row = ""  # what follows the last row is of no row
    assert found == {row: url for row, url in wanted.items() if url}


def _shared(page: Page) -> dict[str, str]:
    """Return the addresses that stand once, by the place that rows lead to."""
    found: dict[str, str] = {}
    place: Element | None = None
    for one in page.elements:
        if one.tag == "li":
            place = one if re.fullmatch(r"s\d+", one.attributes.get("id") or "") else None
        elif one.tag == "a" and place is not None:
            found[place.attributes["id"] or ""] = one.attributes["href"] or ""
            place = None
    return found


def test_no_page_of_a_benchmark_is_longer_than_150_kb(site: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in (site / "benchmarks").glob("*.html")}
    assert {name: size for name, size in sizes.items() if size >= 150_000} == {}


def test_the_first_page_tells_of_the_newest_leaders_in_the_words_of_the_events(
    pages: dict[str, Page], filled_registry: Path
) -> None:
    connection = database.connect(filled_registry)
    newest = events.latest(connection, MOST_EVENTS, kinds=("new_leader",))
    connection.close()
    text = pages["index.html"].text
    assert len(newest) == MOST_EVENTS
    for event in newest:
        first = f"is the first to lead, with {event.value:.3f}"
        next_ = f"takes the lead with {event.value:.3f} from {event.previous_name}"
        assert f"{event.model_name} {first if event.previous is None else next_}" in text


def test_every_benchmark_stands_on_the_first_page_once_with_its_leader(
    pages: dict[str, Page], filled_registry: Path
) -> None:
    connection = database.connect(filled_registry)
    found = leaderboard.benchmarks(connection)
    connection.close()
    page = pages["index.html"]
    links = [one.attributes["href"] for one in page.of("a")]
    titles = [one.line for one in page.of("h3")]
    for one in found:
        assert f"benchmarks/{one.slug}.html" in links
        assert titles.count(one.name) == 1
        assert not one.leaders or one.leaders[0].model.name in page.text


def test_sections_of_the_first_page_list_as_many_benchmarks_as_they_and_the_list_of_categories_say(
    site: Path, pages: dict[str, Page], filled_registry: Path
) -> None:
    connection = database.connect(filled_registry)
    members = {name: set(slugs) for name, slugs in categories.members(connection).items()}
    connection.close()
    sections: dict[str, set[str]] = {}
    said: dict[str, str] = {}
    name = ""
    for one in pages["index.html"].elements:
        if one.tag in ("h2", "aside"):
            name = next((key for key in members if one.line.startswith(f"{key.capitalize()} ")), "")
            said[name] = one.line
        link = re.fullmatch(r"benchmarks/(.+)\.html", one.attributes.get("href") or "")
        if name and link:
            sections.setdefault(name, set()).add(link[1])
    assert sections == members
    chips = [one.line for one in pages["index.html"].of("a")]
    for key, slugs in members.items():
        assert f"{key} {len(slugs)}" in chips
        assert re.search(rf" {len(slugs)} benchmarks?, best for ", said[key])


def test_sections_of_the_first_page_begin_with_what_can_be_run_here_and_then_with_what_is_about_little_else(
    pages: dict[str, Page], filled_registry: Path
) -> None:
    connection = database.connect(filled_registry)
    found = {one.name: one for one in leaderboard.benchmarks(connection)}
    connection.close()
    titles = [one.line for one in pages["index.html"].of("h3")]
    assert titles[:3] == ["CheXpert CXR", "NIH ChestX-ray14", "VQA-RAD"]
    start = titles.index("HealthBench")
    healthcare = titles[
        : max(titles.index(one.name) for one in found.values() if one.categories[0] == "healthcare") + 1
    ]
    keys = [(not found[name].evaluates, len(found[name].categories), -found[name].models) for name in healthcare]
    assert keys == sorted(keys) and start > 2
    # Links without a card say how many models there are.
    assert f"MMLU {found['MMLU'].models} models" in pages["index.html"].text


def test_a_tie_at_the_top_is_told_in_the_plural(pages: dict[str, Page]) -> None:
    assert "DeepAUC-v1 and 1 other lead with 0.930" in pages["benchmarks/chexpert/auroc-competition.html"].text


def test_every_medical_page_says_that_it_is_for_research_only(pages: dict[str, Page]) -> None:
    said = "For research use only, not for decisions about patients."
    for path in (
        "benchmarks/chexpert.html", "benchmarks/mimic-cxr.html", "benchmarks/chexpert/auroc-competition.html",
        "categories/healthcare.html", "about.html",
    ):  # fmt: skip
        assert said in pages[path].text, path
    assert said not in pages["benchmarks/mmmu-pro.html"].text


def test_the_category_page_says_how_its_order_comes_about_and_where_models_tie(
    pages: dict[str, Page], site: Path
) -> None:
    page = pages["categories/healthcare.html"]
    data = json.loads((site / "categories/healthcare.json").read_text(encoding="utf-8"))
    assert f"among models on at least {data['least_boards']} of them" in page.text
    means = [row["mean_rank"] for row in data["rows"]]
    cells = [one.line for one in page.of("td")]
    for row in data["rows"]:
        tied = means.count(row["mean_rank"]) > 1
        assert f"{'=' if tied else ''}{row['rank']}" in cells
        assert f"{row['boards']} of {sum(board['counts'] for board in data['boards'])}" in cells


def test_the_about_page_names_whom_the_cards_credit(pages: dict[str, Page], filled_registry: Path) -> None:
    connection = database.connect(filled_registry)
    cards = [json.loads(row[0]) for row in connection.execute("SELECT card FROM benchmarks")]
    connection.close()
    wanted = {source["credit"] for card in cards for source in card["sources"]}
    assert wanted
    text = pages["about.html"].text
    assert [credit for credit in sorted(wanted) if credit not in text] == []
    assert "podium corrections add" in text
