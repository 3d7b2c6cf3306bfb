"""Building the site: which pages are made anew, which files go, and where it refuses to build."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.cli.site.build import STATE
from podium.registry import database, store
from podium.registry.errors import PodiumError
from podium.tests.cli.site.registries import boards, card, files, fill, model, publish, row
from podium.tests.cli.support import failure, podium, podium_json

CARDS = (
    card("alpha", categories=("general", "math"), related=("beta",)),
    card("beta", categories=("math",)),
    card("gamma", categories=("law",)),
)
MODELS = [model(slug) for slug in ("one", "two", "three", "four")]
ROWS = [
    row("alpha", "one", 0.5),
    row("alpha", "two", 0.6),
    row("alpha", "two", 0.2, "errors"),
    row("beta", "one", 0.7),
    row("gamma", "three", 0.8),
]
#: Every page of the registry above.
PAGES = {
    "about.html", "compare.html", "index.html", "index.json", "feed.xml", "robots.txt", "search.js",
    "benchmarks/alpha.html", "benchmarks/alpha.json", "benchmarks/alpha/errors.html",
    "benchmarks/beta.html", "benchmarks/beta.json", "benchmarks/gamma.html", "benchmarks/gamma.json",
    *(f"categories/{name}.{kind}" for name in ("general", "math", "law") for kind in ("html", "json")),
    *(f"models/{one['slug']}.{kind}" for one in MODELS for kind in ("html", "json", "js")),
}  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "own.db"


@pytest.fixture
def connection(db: Path) -> Iterator[sqlite3.Connection]:
    one = fill(db, CARDS, ROWS, MODELS)
    yield one
    one.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "public"


def pages(folder: Path) -> dict[str, bytes]:
    return {path: content for path, content in files(folder).items() if not path.startswith("assets/")}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def whole(connection: sqlite3.Connection, db: Path, tmp_path: Path) -> dict[str, bytes]:
    """Return the files of a site that is built anew."""
    publish(connection, db, tmp_path / "anew")
    return files(tmp_path / "anew")


def test_the_first_build_makes_a_page_of_everything(connection: sqlite3.Connection, db: Path, folder: Path) -> None:
    built = publish(connection, db, folder)
    assert set(pages(folder)) == PAGES
    # Three benchmarks, four models, three categories, and home, feed, search box and plain pages.
    assert (built.pages, built.made, built.removed) == (14, 14, 0)


def test_a_second_build_makes_no_page_and_touches_no_file(
    connection: sqlite3.Connection, db: Path, folder: Path
) -> None:
    publish(connection, db, folder)
    before = files(folder)
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != STATE}
    built = publish(connection, db, folder)
    assert (built.pages, built.made, built.removed) == (14, 0, 0)
    assert files(folder) == before
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != STATE} == times


def test_one_more_result_makes_anew_only_the_pages_it_concerns(
    connection: sqlite3.Connection, db: Path, folder: Path, tmp_path: Path
) -> None:
    publish(connection, db, folder)
    before = files(folder)
    (outcome,) = store.import_results(connection, [(1, row("alpha", "four", 0.9))], boards(CARDS))
    assert outcome.status == "added"
    built = publish(connection, db, folder)
    after = files(folder)
    # The benchmark, the models on it, its two categories, home and feed; search box and plain pages say the same.
    assert built.made == 1 + 3 + 2 + 2
    must = {
        "benchmarks/alpha.html", "benchmarks/alpha.json", "categories/general.json", "categories/math.json",
        *(f"models/{slug}.{kind}" for slug in ("one", "two", "four") for kind in ("html", "json", "js")),
        "index.html", "index.json", "feed.xml",
    }  # fmt: skip
    may = {"benchmarks/alpha/errors.html", "categories/general.html", "categories/math.html"}
    assert must <= changed(before, after) <= must | may
    assert after == whole(connection, db, tmp_path)


@pytest.mark.parametrize(
    ("change", "must"),
    [
        ("UPDATE models SET name = 'ONE & ONLY' WHERE slug = 'one'", {"models/one.html", "benchmarks/beta.html"}),
        ("UPDATE models SET input_price = 2, output_price = 4 WHERE slug = 'three'", {"benchmarks/gamma.html"}),
        (
            "UPDATE benchmarks SET name = 'Bravo', card = json_set(card, '$.name', 'Bravo') WHERE slug = 'beta'",
            {"benchmarks/beta.html", "benchmarks/alpha.json", "models/one.html", "index.html", "search.js"},
        ),
        (
            "UPDATE benchmarks SET card = json_set(card, '$.description', 'Sums.') WHERE slug = 'beta'",
            {"benchmarks/beta.html", "index.html"},
        ),
        (
            "UPDATE benchmarks SET card = json_set(card, '$.categories', json('[\"law\"]')) WHERE slug = 'beta'",
            {"benchmarks/beta.html", "categories/law.html", "categories/math.html", "index.html"},
        ),
        ("UPDATE boards SET protocol = 'Otherwise.' WHERE benchmark = 'gamma'", {"benchmarks/gamma.html"}),
        ("UPDATE models SET aliases = '[\"uno\"]' WHERE slug = 'one'", {"search.js"}),
    ],
)
def test_whatever_changes_the_site_brought_up_to_date_is_the_site_built_anew(
    connection: sqlite3.Connection, db: Path, folder: Path, tmp_path: Path, change: str, must: set[str]
) -> None:
    publish(connection, db, folder)
    before = files(folder)
    with database.transaction(connection):
        connection.execute(change)
    publish(connection, db, folder)
    after = files(folder)
    assert must <= changed(before, after)
    assert after == whole(connection, db, tmp_path)


def test_a_withdrawn_result_leaves_the_pages_it_was_on(
    connection: sqlite3.Connection, db: Path, folder: Path, tmp_path: Path
) -> None:
    publish(connection, db, folder)
    assert b"THREE" in (folder / "benchmarks/gamma.html").read_bytes()
    with database.transaction(connection):
        one = connection.execute("SELECT id FROM results WHERE benchmark = 'gamma'").fetchone()["id"]
        gone = {"benchmark": "gamma", "board": "main", "model": "three", "standing": "self-reported"}
        store.append_result(connection, gone, origin="correction", supersedes=one, reason="never measured")
    publish(connection, db, folder)
    assert b"THREE" not in (folder / "benchmarks/gamma.html").read_bytes()
    assert files(folder) == whole(connection, db, tmp_path)


def test_the_files_of_a_dropped_benchmark_go_and_no_others(
    connection: sqlite3.Connection, db: Path, folder: Path, tmp_path: Path
) -> None:
    publish(connection, db, folder)
    (folder / "CNAME").write_text("podium.example")
    (folder / "benchmarks" / "notes.txt").write_text("of whoever hosts it")
    before = files(folder)
    less = fill(tmp_path / "less.db", CARDS[:2], ROWS, MODELS)
    built = publish(less, tmp_path / "less.db", folder)
    after = files(folder)
    gone = {"benchmarks/gamma.html", "benchmarks/gamma.json", "categories/law.html", "categories/law.json"}
    assert before.keys() - after.keys() == gone
    assert built.removed == 4
    added = {"CNAME", "benchmarks/notes.txt"}
    assert {path: after[path] for path in after.keys() - added} == whole(less, tmp_path / "less.db", tmp_path)
    less.close()


def test_a_dropped_board_loses_its_page(connection: sqlite3.Connection, db: Path, folder: Path) -> None:
    publish(connection, db, folder)
    with database.transaction(connection):
        one = connection.execute("SELECT id FROM results WHERE board = 'errors'").fetchone()["id"]
        gone = {"benchmark": "alpha", "board": "errors", "model": "two", "standing": "self-reported"}
        store.append_result(connection, gone, origin="correction", supersedes=one, reason="never measured")
    assert publish(connection, db, folder).removed == 1
    assert set(pages(folder)) == PAGES - {"benchmarks/alpha/errors.html"}


def test_a_file_that_somebody_removed_is_there_again(connection: sqlite3.Connection, db: Path, folder: Path) -> None:
    publish(connection, db, folder)
    before = files(folder)
    (folder / "models" / "two.html").unlink()
    (folder / "assets" / "site.css").write_text("body { color: red }")
    assert publish(connection, db, folder).made == 1
    assert files(folder) == before


def test_another_title_makes_every_page_anew(connection: sqlite3.Connection, db: Path, folder: Path) -> None:
    publish(connection, db, folder)
    assert publish(connection, db, folder, title="Results & co").made == 14
    assert b"<title>Results &amp; co</title>" in (folder / "index.html").read_bytes()


def test_the_site_map_goes_when_nobody_says_any_more_where_the_site_is(
    connection: sqlite3.Connection, db: Path, folder: Path
) -> None:
    publish(connection, db, folder, base_url="https://podium.example/")
    assert set(pages(folder)) == PAGES | {"sitemap.xml"}
    publish(connection, db, folder)
    assert set(pages(folder)) == PAGES


def test_a_build_that_was_broken_off_is_taken_up(
    connection: sqlite3.Connection, db: Path, folder: Path, tmp_path: Path
) -> None:
    class Killed(Exception):
        pass

    from podium.cli.site.build import build
    from podium.cli.site.rendering import Options

    def stop(stage: str, done: int, total: int) -> None:
        if done == 5:
            raise Killed

    with pytest.raises(Killed):
        build(connection, db, folder, Options("Podium", "", "", "2026-06-30"), jobs=1, tell=stop)
    assert files(folder)
    publish(connection, db, folder)
    assert files(folder) == whole(connection, db, tmp_path)


def test_a_damaged_memory_of_the_last_build_makes_every_page_anew(
    connection: sqlite3.Connection, db: Path, folder: Path
) -> None:
    publish(connection, db, folder)
    for damage in ("{", "[]", '{"pages": []}', '{"pages": {"site/home": 3}}', '{"pages": {"home": {}}}', "\x80"):
        (folder / STATE).write_bytes(damage.encode("latin-1"))
        assert publish(connection, db, folder).made == 14


def test_a_memory_that_names_files_elsewhere_removes_none_of_them(
    connection: sqlite3.Connection, db: Path, folder: Path, tmp_path: Path
) -> None:
    publish(connection, db, folder)
    (tmp_path / "letter.txt").write_text("dear")
    state = json.loads((folder / STATE).read_text())
    state["pages"]["benchmark/old"] = {"of": "x", "files": ["../letter.txt", str(tmp_path / "letter.txt")]}
    (folder / STATE).write_text(json.dumps(state))
    publish(connection, db, folder)
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_a_folder_with_other_files_is_refused_and_left_alone(
    connection: sqlite3.Connection, db: Path, folder: Path
) -> None:
    folder.mkdir()
    (folder / "thesis.tex").write_text("years of work")
    with pytest.raises(PodiumError, match=r"holds other files \(name an empty folder, or one that a site was built in"):
        publish(connection, db, folder)
    assert files(folder) == {"thesis.tex": b"years of work"}


def test_a_folder_in_which_a_build_was_killed_at_its_first_file_is_built_in(
    connection: sqlite3.Connection, db: Path, folder: Path, tmp_path: Path
) -> None:
    folder.mkdir()
    (folder / f".{STATE}.new").write_text('{"pages": {')
    publish(connection, db, folder)
    assert files(folder) == whole(connection, db, tmp_path)


def test_an_empty_folder_is_built_in(connection: sqlite3.Connection, db: Path, folder: Path) -> None:
    folder.mkdir()
    assert publish(connection, db, folder).made == 14


def test_a_place_that_cannot_be_written_is_named(
    connection: sqlite3.Connection, db: Path, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PodiumError, match="is no folder"):
        publish(connection, db, tmp_path / "file")
    with pytest.raises(PodiumError, match=r"file/site: Not a directory \(name a folder you can write\)"):
        publish(connection, db, tmp_path / "file" / "site")
    publish(connection, db, folder)
    (folder / "models" / "one.html").unlink()
    (folder / "models" / "one.html").mkdir()
    with database.transaction(connection):
        connection.execute("UPDATE models SET licence = 'MIT' WHERE slug = 'one'")
    with pytest.raises(PodiumError, match=r"models/\S*one.html\S*: Is a directory"):
        publish(connection, db, folder)


def test_pages_made_in_several_processes_are_the_same(site: Path, filled_registry: Path, tmp_path: Path) -> None:
    from podium.tests.cli.site.conftest import BASE

    connection = database.connect(filled_registry)
    publish(connection, filled_registry, tmp_path / "two", base_url=BASE, jobs=2)
    connection.close()
    assert files(tmp_path / "two") == files(site)


def test_the_command_says_what_it_did(registry_file: Path, folder: Path) -> None:
    built = podium_json("site", "build", folder)
    made = built["pages"]
    assert built == {"pages": made, "made": made, "removed": 0, "folder": str(folder)}
    assert podium("site", "build", folder).stdout == f"{folder}: 0 pages made of {made}\n"


def test_the_command_refuses_in_one_line(registry_file: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("")
    assert "holds other files" in failure("site", "build", tmp_path, code=1)
    for option in ("--base-url", "--report-url"):
        said = podium("site", "build", tmp_path / "new", option, "example.org", code=2).stderr
        assert "write the whole address, with https://" in said
    assert "holds no site; podium site build" in failure("site", "serve", tmp_path, code=1)
    assert not (tmp_path / "new").exists()
