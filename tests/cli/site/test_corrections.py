"""What pages say of figures that were corrected, and how they lead a reader to report one."""

from __future__ import annotations

import json
import shlex
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.cli.site.build import build
from podium.cli.site.rendering import Options, report_link
from podium.registry import FAQEntry, corrections, database, store
from podium.tests.cli.site.markup import Page, read
from podium.tests.cli.site.registries import card, files, fill, model, publish, row
from podium.tests.cli.support import podium

CARDS = (
    card("alpha", faq=(FAQEntry("Is 0.600 good?", "It is; 0.6 of the items would be 60%, 0.25 is guessing."),)),
    card("beta"),
)
MODELS = [model(slug) for slug in ("one", "two", "three")]
ROWS = [
    row("alpha", "one", 0.5),
    row("alpha", "two", 0.6, setting="5-shot"),
    row("alpha", "two", 0.2, "errors"),
    row("alpha", "three", 0.3, "errors"),
    row("beta", "one", 0.7),
]
WHY = "Read from the wrong <column>."


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "own.db"


@pytest.fixture
def connection(db: Path) -> Iterator[sqlite3.Connection]:
    one = fill(db, CARDS, ROWS, MODELS)
    yield one
    one.close()


def correct(connection: sqlite3.Connection, board: str, name: str, value: float | None) -> int:
    wrong = corrections.result_of(connection, "alpha", board, name)
    assert wrong is not None
    source = "https://example.org/erratum"
    made = corrections.add(connection, wrong, statement=WHY, value=value, source_url=source)
    return corrections.accept(connection, made.id).result


def pages(folder: Path) -> dict[str, Page]:
    return {path: read(text.decode()) for path, text in files(folder).items() if path.endswith(".html")}


def test_a_page_tells_what_a_corrected_row_said_when_and_why(
    connection: sqlite3.Connection, db: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "public"
    publish(connection, db, folder)
    assert not any("corrected" in page.text for path, page in pages(folder).items() if path != "about.html")
    result = correct(connection, "main", "two", 0.4)
    withdrawn = correct(connection, "errors", "three", None)
    publish(connection, db, folder)
    found = pages(folder)
    assert {path: page.errors for path, page in found.items() if page.errors} == {}
    today = store.now()[:10]
    page = found["benchmarks/alpha.html"]
    (note,) = page.of("a", class_="fixed")
    assert (note.line, note.attributes["href"]) == (f"corrected {today}: was 0.600", f"#c{result}")
    (said,) = page.of("li", id=f"c{result}")
    assert said.line == f"TWO: corrected {today}: was 0.600, 0.400 since. {WHY} example.org/erratum"
    own = found["benchmarks/alpha/errors.html"]
    assert own.of("a", class_="fixed") == []
    assert own.of("li", id=f"c{withdrawn}")[0].line == f"THREE: withdrawn {today}: was 0.300. {WHY} example.org/erratum"
    (there,) = found["models/two.html"].of("a", class_="fixed")
    assert there.attributes["href"] == f"../benchmarks/alpha.html#c{result}"
    data = json.loads((folder / "benchmarks/alpha.json").read_text())
    assert [(one["model"], one["previous"], one["now"]) for one in data["boards"][0]["corrections"]] == [
        ("two", 0.6, 0.4)
    ]


def test_an_answer_of_the_card_that_states_the_old_figure_says_so(
    connection: sqlite3.Connection, db: Path, tmp_path: Path
) -> None:
    correct(connection, "main", "two", 0.4)
    publish(connection, db, tmp_path / "public")
    page = read((tmp_path / "public/benchmarks/alpha.html").read_text())
    said = f"0.600 of TWO (Main) was corrected on {store.now()[:10]} and is 0.400 now."
    assert [one.line for one in page.of("p", class_="since")] == [said]
    (questions,) = (one for one in page.data if one.get("@type") == "FAQPage")
    answers = {one["name"]: one["acceptedAnswer"]["text"] for one in questions["mainEntity"]}
    assert answers["Is 0.600 good?"].endswith(said)
    # What the engine answers is read from the rows as they are now.
    # Elsewhere it stands as what it is: the figure before the correction.
    others = [text for name, text in answers.items() if name != "Is 0.600 good?" and "0.600" in text]
    assert others and all(text.count("0.600") == text.count(": was 0.600.") for text in others)
    assert "0.500" in answers["What is the highest Alpha score?"]


def test_podium_show_and_ask_say_so_too(
    connection: sqlite3.Connection, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(connection, "main", "two", 0.4)
    monkeypatch.setenv("PODIUM_DB", str(db))
    monkeypatch.setenv("PODIUM_LOAD_PLUGINS", "")
    said = f"0.600 of TWO (Main) was corrected on {store.now()[:10]} and is 0.400 now."
    assert said in " ".join(podium("show", "alpha").stdout.split())
    assert said in " ".join(podium("ask", "On Alpha: is 0.600 good?").stdout.split())


def commands(page: Page) -> list[list[str]]:
    return [shlex.split(one.line) for one in page.of("code") if one.line.startswith("podium corrections add")]


@pytest.mark.parametrize(
    ("path", "target", "named"),
    [
        ("benchmarks/alpha.html", "alpha/main", "MODEL"),
        ("benchmarks/alpha/errors.html", "alpha/errors", "MODEL"),
        ("models/one.html", "BENCHMARK", "one"),
    ],
)
def test_the_command_of_a_page_reports_when_its_blanks_are_filled_in(
    connection: sqlite3.Connection,
    db: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    target: str,
    named: str,
) -> None:
    publish(connection, db, tmp_path / "public")
    ((program, *arguments),) = commands(read((tmp_path / "public" / path).read_text()))
    assert program == "podium" and arguments[2:4] == [target, named]
    filled = {"MODEL": "two", "BENCHMARK": "beta", "VALUE": "0.25", "URL": "https://example.org/x", "TEXT": "wrong"}
    monkeypatch.setenv("PODIUM_DB", str(db))
    monkeypatch.setenv("PODIUM_LOAD_PLUGINS", "")
    podium(*(filled.get(one, one) for one in arguments))
    connection.close()
    (made,) = corrections.listed(database.connect(db), "open")
    benchmark, _, board = target.replace("BENCHMARK", "beta").partition("/")
    assert (made.benchmark, made.board, made.value) == (benchmark, board or "main", 0.25)
    assert made.model == filled.get(named, named)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/report?to=1", "https://example.org/report?to=1"),
        ("mailto:data@example.org", "mailto:data@example.org?subject=Alpha%3A%20missing%20or%20incorrect%20data"),
        ("mailto:data@example.org?subject=Data", "mailto:data@example.org?subject=Data"),
        ("", ""),
    ],
)
def test_pages_lead_to_the_address_that_the_builder_named(
    connection: sqlite3.Connection, db: Path, tmp_path: Path, url: str, link: str
) -> None:
    assert report_link(url, "Alpha") == link
    build(connection, db, tmp_path / "public", Options("Podium", "", url, "2026-06-30"), jobs=1)
    page = read((tmp_path / "public/benchmarks/alpha.html").read_text())
    assert [one.attributes["href"] for one in page.of("a") if one.line == "Report it"] == ([link] if link else [])
    # Every page leads there, from its foot.
    for path, other in pages(tmp_path / "public").items():
        (foot,) = (one for one in other.of("a") if one.line == "Missing or incorrect data?")
        assert (foot.attributes["href"] or "").endswith("about.html#report"), path
