"""Names and notes that come from outside, on every kind of page: shown as they are written, and never obeyed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from podium.cli.site.rendering import category_slug
from podium.registry import Baseline, Board, FAQEntry, Paper
from podium.registry.names import LONGEST_SLUG, slug
from podium.tests.cli.site.markup import Page, read
from podium.tests.cli.site.registries import card, files, fill, model, publish, row

#: What somebody may call a model. None of it may be markup to a browser, a feed reader, or the terminal.
NAMES = {
    "element": "<img src=x onerror=alert(1)><b>bold</b>",
    "script": "</script><script>alert(1)</script><!--",
    "quotes": "\"onmouseover='alert(1)' x=\"`&amp;lt;",
    "rich": "[bold red]not red[/bold red] [link=https://evil.example]here[/link]",
    "markdown": "**not bold** [here](javascript:alert(1)) ![x](//evil.example/x.png) | a | b",
    "template": "{{ 7 * 7 }} {% include 'base.html' %} ${7*7}",
    "long": "Long " + "x" * 295,
    "emoji": "🏆👩‍🔬 Modèle 模型",
    "right-to-left": "מודל \u202egnp.exe نموذج",
    "control": "bell\x07 escape\x1b[31m tab\t line\u2028 last",
    "blank": "   ",
}
HOSTILE = NAMES["element"] + NAMES["script"] + NAMES["quotes"]
EVIL = "javascript:alert(1)//"
BOARD = Board("main", metric_name=f"m{HOSTILE}", title=f"t{HOSTILE}", protocol=f"p{HOSTILE}", headline=True)
CARDS = (
    card(
        "alpha",
        name=f"Alpha {HOSTILE}",
        description=f"d{HOSTILE}\x1b",
        modality=f"text{HOSTILE}",
        categories=(f"c{HOSTILE}", "general"),
        aliases=(HOSTILE,),
        boards=(BOARD, Board("second", title=HOSTILE)),
        measures=HOSTILE,
        licence=HOSTILE,
        dataset_url=EVIL,
        paper=Paper(HOSTILE, (HOSTILE,), EVIL, abstract=HOSTILE),
        related=("beta", "nowhere"),
        baselines=(Baseline(HOSTILE, 0.3, EVIL, HOSTILE),),
        faq=(FAQEntry(HOSTILE, HOSTILE, EVIL),),
    ),
    card("beta", categories=("general",)),
)
MODELS = [
    model(key, name=name, organisation=name, licence=name, aliases=[name], open_weights=index % 2 == 0)
    for index, (key, name) in enumerate(NAMES.items())
]
ROWS = [
    row(
        benchmark, key, 0.3 + index / 100, board, setting=NAMES[key].strip() or None, note=HOSTILE,
        reported_by=HOSTILE, source_url=f'https://example.org/"><script>alert({index})</script>',
    )
    for benchmark, board in (("alpha", "main"), ("alpha", "second"), ("beta", "main"))
    for index, key in enumerate(NAMES)
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile")
    connection = fill(place / "registry.db", CARDS, ROWS, MODELS)
    publish(connection, place / "registry.db", place / "public", base_url="https://podium.example/", title=HOSTILE)
    connection.close()
    return place / "public"


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Page]:
    found = files(folder)
    return {path: read(content.decode()) for path, content in found.items() if path.endswith(".html")}


def test_every_kind_of_page_is_there_under_a_plain_name(folder: Path) -> None:
    found = set(files(folder))
    assert all(re.fullmatch(r"[A-Za-z0-9/._-]+", path) for path in found)
    category = category_slug(f"c{HOSTILE}")
    assert {
        "index.html", "compare.html", "about.html", "benchmarks/alpha.html", "benchmarks/alpha/second.html",
        "categories/general.html", f"categories/{category}.html", *(f"models/{key}.html" for key in NAMES),
    } <= found  # fmt: skip


def test_every_page_is_well_formed(pages: dict[str, Page]) -> None:
    assert {path: page.errors for path, page in pages.items() if page.errors} == {}


def test_no_page_has_an_element_or_attribute_that_a_name_brought(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        for one in page.elements:
            assert one.tag not in ("base", "iframe", "object", "embed", "style"), path
            assert one.tag != "img" or (one.attributes["src"] or "").endswith("assets/icon.svg"), path
            assert one.tag != "b" or one.line != "bold", path
            assert not [name for name in one.attributes if name.startswith("on") or name in ("style", "srcdoc")], path
        for script in page.of("script"):
            inert = script.attributes.get("type") in ("application/json", "application/ld+json")
            assert inert or (script.attributes["src"] and not script.text.strip()), path


def test_no_page_leads_anywhere_but_to_the_web(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        for address in page.addresses:
            scheme, colon, _ = address.partition(":")
            assert not colon or "/" in scheme or "?" in scheme or scheme in ("https", "http", "mailto"), (path, address)
            assert not re.search(r"[\s<>\"]", address), (path, address)


def test_no_page_holds_a_control_or_direction_character(folder: Path) -> None:
    for path, content in files(folder).items():
        if path.endswith((".html", ".xml")):
            found = re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", content.decode())
            assert not found, (path, found)


@pytest.mark.parametrize("key", ["element", "script", "quotes", "rich", "markdown", "template", "emoji"])
def test_names_are_shown_as_they_are_written(pages: dict[str, Page], key: str) -> None:
    for path in ("benchmarks/alpha.html", "benchmarks/alpha/second.html", f"models/{key}.html"):
        assert NAMES[key] in pages[path].text, path
    assert [one.line for one in pages[f"models/{key}.html"].of("h1")] == [NAMES[key]]


def test_a_name_of_300_characters_is_cut_in_tables_and_whole_on_its_own_page(pages: dict[str, Page]) -> None:
    cells = [
        one for one in pages["benchmarks/alpha.html"].of("a") if (one.attributes["href"] or "").endswith("/long.html")
    ]
    assert cells
    for one in cells:
        assert len(one.line) <= 80
        assert one.attributes["title"] == NAMES["long"]
    assert pages["models/long.html"].of("h1")[0].line == NAMES["long"]


def test_what_moves_the_readers_eye_or_cursor_is_spelt_out(pages: dict[str, Page]) -> None:
    text = pages["benchmarks/alpha.html"].text
    assert "\\u202egnp.exe" in text
    assert "bell\\x07 escape\\x1b[31m tab line" in text


def test_json_in_and_beside_pages_gives_every_text_back_unchanged(folder: Path, pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert all(one is not None for one in page.data)
    alpha = json.loads((folder / "benchmarks/alpha.json").read_text())
    assert {one["model"]: one["name"] for one in alpha["boards"][0]["rows"]} == {
        key: name for key, name in NAMES.items()
    }
    (dataset, questions) = (one for one in pages["benchmarks/alpha.html"].data if "@type" in one)
    assert (dataset["@type"], dataset["name"], dataset["alternateName"]) == ("Dataset", CARDS[0].name, [HOSTILE])
    assert "url" not in dataset and "url" not in dataset["citation"]
    asked = {one["name"]: one["acceptedAnswer"]["text"] for one in questions["mainEntity"]}
    assert asked[HOSTILE] == HOSTILE


def test_scripts_of_data_hold_nothing_but_data(folder: Path) -> None:
    found = files(folder)
    scripts: dict[str, Any] = {}
    for path, content in found.items():
        text = content.decode()
        if path.startswith("models/") and path.endswith(".js"):
            name, data = re.fullmatch(r'PODIUM_MODELS\[(".*?")\]=(.*);\n', text, re.S).groups()  # type: ignore[union-attr]
            assert json.loads(name) == Path(path).stem
            scripts[Path(path).stem] = json.loads(data)
        elif path == "search.js":
            entries = json.loads(re.fullmatch(r"window\.PODIUM_SEARCH=(.*);\n", text, re.S)[1])  # type: ignore[index]
        else:
            continue
        assert not re.search(r"[<>\u2028\u2029]", text), path
    assert {key: one["model"]["name"] for key, one in scripts.items()} == NAMES
    titles = {one["u"]: one["t"] for one in entries}
    assert {titles[f"models/{key}.html"] for key in NAMES} == set(NAMES.values())
    assert titles["benchmarks/alpha.html"] == CARDS[0].name


def test_the_feed_and_the_site_map_are_xml_whatever_names_hold(folder: Path) -> None:
    feed = ElementTree.fromstring((folder / "feed.xml").read_bytes())
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}title") == HOSTILE
    titles = [one.findtext(f"{atom}title") or "" for one in feed.iter(f"{atom}entry")]
    assert any(CARDS[0].name in title for title in titles)
    ElementTree.fromstring((folder / "sitemap.xml").read_bytes())


def test_long_and_colliding_names_have_files_of_their_own(tmp_path: Path) -> None:
    names = ("C++", "C", "C#", "医療", "教育", "x" * 300, "x" * 301, "../../outside")
    cards = [card(f"bench-{index}", categories=(name,)) for index, name in enumerate(names)]
    long = slug("Model " * 60)
    assert len(long) <= LONGEST_SLUG and long != slug("Model " * 61)
    connection = fill(tmp_path / "db", cards, [row("bench-0", long, 0.5)], [model(long)])
    publish(connection, tmp_path / "db", tmp_path / "public")
    connection.close()
    found = files(tmp_path / "public")
    assert f"models/{long}.html" in found
    assert sum(path.startswith("categories/") for path in found) == 2 * len(names)
    for index, name in enumerate(names):
        page = f"categories/{category_slug(name)}"
        assert name[:30] in read(found[f"{page}.html"].decode()).of("h1")[0].line
        assert [board["slug"] for board in json.loads(found[f"{page}.json"])["boards"]] == [f"bench-{index}"]
    (home,) = read(found["index.html"].decode()).of("main")
    assert all(name[:30] in home.line for name in names)
