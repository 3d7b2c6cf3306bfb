"""The whole site of what ships with Podium: every page is well formed, every link leads to something."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from podium.registry import database, events, leaderboard
from podium.tests.cli.site.conftest import BASE
from podium.tests.cli.site.markup import Page, read

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Return every page of the site by its path."""
    return {str(path.relative_to(site)): read(path.read_text()) for path in sorted(site.rglob("*.html"))}


def test_there_is_a_page_of_every_benchmark_model_and_category(
    site: Path, pages: dict[str, Page], filled_registry: Path
) -> None:
    connection = database.connect(filled_registry)
    for folder, table in (("benchmarks", "benchmarks"), ("models", "models")):
        slugs = {row[0] for row in connection.execute(f"SELECT slug FROM {table}")}
        assert {path.stem for path in (site / folder).glob("*.html")} == slugs
    boards = connection.execute(
        "SELECT DISTINCT r.benchmark, r.board FROM current_results AS r JOIN boards AS b"
        " ON b.benchmark = r.benchmark AND b.slug = r.board WHERE NOT b.headline"
    ).fetchall()
    connection.close()
    assert {tuple(Path(path).with_suffix("").parts[1:]) for path in pages if path.count("/") == 2} == {
        tuple(row) for row in boards
    }


def test_every_page_is_well_formed(pages: dict[str, Page]) -> None:
    assert len(pages) > 750
    assert {path: page.errors for path, page in pages.items() if page.errors} == {}


def test_every_page_has_one_heading_a_title_a_language_and_a_summary_of_its_own(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert len(page.of("h1")) == len(page.of("main")) == len(page.of("title")) == 1, path
        assert page.of("html", lang="en"), path
        (summary,) = page.of("meta", name="description")
        assert 10 <= len(summary.attributes["content"] or "") <= 300, path
        levels = [int(one.tag[1]) for one in page.elements if re.fullmatch(r"h[1-6]", one.tag)]
        assert all(below - above <= 1 for above, below in zip(levels, levels[1:], strict=False)), (path, levels)
    titles = Counter(page.of("title")[0].line for page in pages.values())
    # Models of one name are told apart by their page's address alone.
    assert not [title for title, number in titles.items() if number > 3]


def test_every_link_within_the_site_leads_to_a_file_and_a_place_in_it(site: Path, pages: dict[str, Page]) -> None:
    broken = []
    for path, page in pages.items():
        for address in page.addresses:
            parts = urlsplit(address)
            if parts.scheme:
                continue
            there = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            if there.startswith("..") or not (site / there).is_file():
                broken.append((path, address))
            elif parts.fragment and there in pages and parts.fragment not in pages[there].ids:
                broken.append((path, address))
    assert broken == []


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        loaded = [one.attributes.get("src") or "" for one in page.elements if one.tag in ("script", "img")]
        loaded += [one.attributes["href"] or "" for one in page.of("link") if one.attributes["rel"] != "canonical"]
        assert not [address for address in loaded if urlsplit(address).scheme or address.startswith("//")], path
        (policy,) = page.of("meta", http_equiv="Content-Security-Policy")
        said = policy.attributes["content"] or ""
        assert "default-src 'none'" in said and "unsafe" not in said, path


def test_no_page_names_a_folder_of_the_machine_that_built_it(site: Path, filled_registry: Path) -> None:
    homes = {str(filled_registry.parent), str(site), str(Path.home())}
    for path in site.rglob("*"):
        if path.suffix in (".html", ".json", ".js", ".xml") and path.parent.name != "assets":
            text = path.read_text()
            assert not [home for home in homes if home in text], path


def test_the_json_in_and_beside_every_page_parses(site: Path, pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert isinstance(page.data, list), path
        folder, _, name = path.rpartition("/")
        if folder in ("benchmarks", "models", "categories") or name == "index.html":
            beside = site / Path(path).with_suffix(".json")
            assert json.loads(beside.read_text()), path
            assert name.replace(".html", ".json") in {address.rpartition("/")[2] for address in page.addresses}, path


def test_the_json_beside_a_benchmark_has_the_rows_of_all_its_boards(site: Path, filled_registry: Path) -> None:
    connection = database.connect(filled_registry)
    for summary in leaderboard.benchmarks(connection):
        data = json.loads((site / f"benchmarks/{summary.slug}.json").read_text())
        view = leaderboard.benchmark(connection, summary.slug)
        assert {board["slug"]: len(board["rows"]) for board in data["boards"]} == {
            facts.slug: models for facts, models in view.boards
        }
        headline = leaderboard.board(connection, summary.slug)
        first = data["boards"][0]
        assert [(one["model"], one["score"], one["rank"]) for one in first["rows"]] == [
            (row.model.slug, row.value, row.rank) for row in headline.rows
        ]
    connection.close()


def test_schema_org_tells_of_the_dataset_and_of_the_questions_on_the_page(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        if not re.fullmatch(r"benchmarks/[^/]+\.html", path):
            continue
        dataset, questions = (one for one in page.data if "@type" in one)
        assert (dataset["@context"], dataset["@type"]) == ("https://schema.org", "Dataset")
        assert dataset["name"] == page.of("h1")[0].line
        assert dataset["@id"] == questions["@id"] == f"{BASE}{path}"
        # What search engines ask of a description.
        assert 50 <= len(dataset["description"]) <= 5_000
        assert questions["@type"] == "FAQPage"
        asked = [one["name"] for one in questions["mainEntity"]]
        assert len(asked) >= 8
        assert all(one["acceptedAnswer"]["text"] for one in questions["mainEntity"])
        assert [one.line for one in page.of("summary") if one.line in asked] == asked


def test_the_feed_is_valid_atom_with_the_newest_events(site: Path, filled_registry: Path) -> None:
    feed = ElementTree.fromstring((site / "feed.xml").read_bytes())
    assert feed.tag == f"{ATOM}feed"

    def moment(element: ElementTree.Element) -> datetime:
        return datetime.fromisoformat(element.findtext(f"{ATOM}updated", ""))

    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": BASE, "self": f"{BASE}feed.xml"}
    assert (
        feed.findtext(f"{ATOM}id")
        and feed.findtext(f"{ATOM}title")
        and feed.find(f"{ATOM}author/{ATOM}name") is not None
    )
    entries = feed.findall(f"{ATOM}entry")
    connection = database.connect(filled_registry)
    latest = events.latest(connection, 100)
    connection.close()
    assert len(entries) == len(latest) == 100
    ids = [one.findtext(f"{ATOM}id", "") for one in entries]
    assert len(set(ids)) == len(ids) and all(one.startswith("urn:podium:") for one in ids)
    assert [moment(one) for one in entries] == sorted((moment(one) for one in entries), reverse=True)
    assert moment(feed) == moment(entries[0])
    assert all(moment(one).tzinfo for one in entries)
    titles = {one.findtext(f"{ATOM}id"): one.findtext(f"{ATOM}title", "") for one in entries}
    for event in latest:
        told = titles[f"urn:podium:{event.kind}:{event.benchmark}:{event.board or ''}:{event.result or event.id}"]
        assert event.benchmark_name in told
    for entry in entries:
        (link,) = entry.findall(f"{ATOM}link")
        address = link.get("href") or ""
        assert address.startswith(BASE) and (site / address.removeprefix(BASE)).is_file()


def test_the_site_map_lists_every_page_and_robots_name_it(site: Path, pages: dict[str, Page]) -> None:
    found = ElementTree.fromstring((site / "sitemap.xml").read_bytes())
    assert found.tag == f"{MAP}urlset"
    assert sorted(one.text or "" for one in found.iter(f"{MAP}loc")) == sorted(BASE + path for path in pages)
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text()
    for path, page in pages.items():
        (canonical,) = page.of("link", rel="canonical")
        assert canonical.attributes["href"] == BASE + path


def test_medical_pages_say_that_they_are_for_research_only(pages: dict[str, Page]) -> None:
    for path in (
        "benchmarks/chexpert.html", "benchmarks/mimic-cxr.html", "benchmarks/chexpert/auroc-competition.html",
        "models/medgemma-4b-it.html", "categories/healthcare.html",
    ):  # fmt: skip
        assert "For research use only, not for decisions about patients." in pages[path].text, path
    assert "research use only" not in pages["benchmarks/mmlu.html"].text


def test_every_score_of_a_board_stands_with_its_standing_and_its_source(site: Path, pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        if not path.startswith("benchmarks/"):
            continue
        for table in page.of("table", class_="board"):
            heads = table.attributes["id"]
            assert heads and heads.startswith("board-")
        data = json.loads((site / f"benchmarks/{Path(path).parts[1].removesuffix('.html')}.json").read_text())
        for board in data["boards"]:
            for row in board["rows"]:
                assert row["standing"] and row["source_url"].startswith("http"), (path, row)


def test_no_page_of_a_benchmark_weighs_more_than_150_kb(site: Path) -> None:
    heavy = {path.name: path.stat().st_size for path in (site / "benchmarks").glob("*.html")}
    assert max(heavy.values()) < 150_000, heavy
