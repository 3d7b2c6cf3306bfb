"""Building the site: which pages there are, which of them changed, and writing those.

What a page shows depends on rows of the registry that can be told apart cheaply: results are only ever added, so a
board's newest row id stands for all of them. The state of the last build is kept in a file of the folder, so that the
next one makes only the pages whose rows, templates or options changed.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any

from podium.cli.site import feeds, making
from podium.cli.site.making import Job
from podium.cli.site.rendering import Options
from podium.registry import absence, categories, formats, json_text
from podium.registry.errors import PodiumError
from podium.registry.version import __version__

#: The file that says what the last build made of what.
STATE = ".podium-site.json"
_SITEMAP = "site/sitemap"


@dataclass(frozen=True)
class Built:
    """What a build did.

    Args:
        pages: Number of pages of the site.
        made: How many of them were made anew.
        removed: Number of files that were removed.
        folder: Where it is.
    """

    pages: int
    made: int
    removed: int
    folder: Path


def build(
    connection: sqlite3.Connection,
    db: Path,
    folder: Path,
    options: Options,
    *,
    jobs: int = 0,
    tell: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> Built:
    """Build the site, or bring it up to date.

    Args:
        connection: The registry.
        db: Its file, for further processes.
        folder: Where to; it must be empty, new, or a site built before.
        options: What whoever builds the site chooses.
        jobs: Processes; 0 for as many as there are processors.
        tell: Takes the stage, how much of it is done, and of how much.

    Raises:
        PodiumError: If the folder holds other files, or cannot be written.
        MissingExtra: If Jinja is not installed.
    """
    old = _state(folder)
    wanted = _fingerprints(connection, options)
    names = {"/".join(job) for job in wanted}
    stale = [job for job, print_ in wanted.items() if not _is_whole(folder, old.get("/".join(job)), print_)]
    pages = {name: made for name, made in old.items() if name in names}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Should this build be broken off, the folder is known as a site, and what it was to make anew is not relied on.
        _remember(folder, old | {name: old[name] | {"of": ""} for job in stale if (name := "/".join(job)) in old})
        _assets(folder)
        for number, (job, made) in enumerate(making.made(db, options, folder, stale, jobs), 1):
            pages["/".join(job)] = {"of": wanted[job], "files": made}
            tell("pages", number, len(stale))
        if options.base_url:
            addresses = [path for page in pages.values() for path in page["files"] if path.endswith(".html")]
            making.write(folder / "sitemap.xml", feeds.sitemap(addresses, options).encode())
            pages[_SITEMAP] = {"of": "", "files": ["sitemap.xml"]}
        gone = {path for page in old.values() for path in page["files"]}
        gone -= {path for page in pages.values() for path in page["files"]}
        for path in gone:
            (folder / path).unlink(missing_ok=True)
        _remember(folder, pages)
    except OSError as error:
        raise PodiumError(
            f"{error.filename or folder}: {error.strerror or error}", "name a folder you can write"
        ) from error
    return Built(len(wanted), len(stale), len(gone), folder)


def _state(folder: Path) -> dict[str, Any]:
    """Return the pages of the last build, each with what it was made of and its files; none if that is not legible."""
    if not folder.exists():
        return {}
    if not folder.is_dir():
        raise PodiumError(f"{folder} is no folder", "name a folder for the site")
    if not (folder / STATE).exists():
        # A build that was killed at its very first file leaves that aside.
        if any(path != making.aside_of(folder / STATE) for path in folder.iterdir()):
            raise PodiumError(f"{folder} holds other files", "name an empty folder, or one that a site was built in")
        return {}
    try:
        found = json_text.parse((folder / STATE).read_text(encoding="utf-8"))
        pages: dict[str, Any] = {
            name: {"of": str(page["of"]), "files": [str(path) for path in page["files"]]}
            for name, page in found["pages"].items()
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}
    # Files are removed by this list: it must lead nowhere else.
    within = all(_is_within(path) for page in pages.values() for path in page["files"])
    return pages if within else {}


def _is_within(path: str) -> bool:
    one = PurePath(path)
    return bool(one.parts) and not one.is_absolute() and ".." not in one.parts


def _is_whole(folder: Path, page: Mapping[str, Any] | None, fingerprint: str) -> bool:
    """Return whether a page was made of what it would be made of now, and is still there."""
    return page is not None and page["of"] == fingerprint and all((folder / path).exists() for path in page["files"])


def _remember(folder: Path, pages: Mapping[str, Any]) -> None:
    making.write(folder / STATE, json.dumps({"podium": __version__, "pages": pages}).encode())


def _assets(folder: Path) -> None:
    for asset in files("podium.cli.site").joinpath("assets").iterdir():
        target = folder / "assets" / asset.name
        content = asset.read_bytes()
        if not target.exists() or target.read_bytes() != content:
            making.write(target, content)


# --- What changed --------------------------------------------------------------------------------------------


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, default=str, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[
        :24
    ]


def _code() -> str:
    """Return a digest of what turns rows into pages: Podium's version and the templates."""
    sources = sorted(files("podium.cli.site").joinpath("templates").iterdir(), key=lambda one: one.name)
    return _digest(__version__, *(source.read_text(encoding="utf-8") for source in sources))


def _fingerprints(connection: sqlite3.Connection, options: Options) -> dict[Job, str]:
    """Return every page of the site with a digest of all it shows."""
    base = _digest(_code(), options.title, options.base_url, options.report_url)
    boards: dict[str, list[object]] = defaultdict(list)
    for row in connection.execute("SELECT * FROM boards ORDER BY benchmark, position"):
        boards[row["benchmark"]].append(tuple(row))
    newest = {
        row[0]: tuple(row)
        for row in connection.execute("SELECT benchmark, max(id), count(*) FROM results GROUP BY benchmark")
    }
    checks = connection.execute("SELECT count(*), max(checked) FROM runs").fetchone()
    absent = absence.every(connection)
    cards = {
        row["slug"]: _digest(tuple(row), absent.get(row["slug"]))
        for row in connection.execute("SELECT slug, card, installed, evaluates, fetches, has_sample FROM benchmarks")
    }
    benchmarks = {
        slug: _digest(own, boards[slug], newest.get(slug), tuple(checks)) for slug, own in sorted(cards.items())
    }
    models = {row["slug"]: _digest(tuple(row)) for row in connection.execute("SELECT * FROM models")}
    of_benchmark: dict[str, list[str]] = defaultdict(list)
    of_model: dict[str, list[str]] = defaultdict(list)
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples, which take half the time
    # In the order of an index, so that nothing is sorted.
    for model, benchmark in cursor.execute("SELECT DISTINCT model, benchmark FROM results ORDER BY 1, 2"):
        of_benchmark[benchmark].append(models[model])
        of_model[model].append(benchmarks[benchmark])
    found: dict[Job, str] = {}
    sizes = {board.slug: (board.name, board.models) for board in categories.headline_boards(connection)}
    for slug, related in _related(connection).items():
        near = [(sizes.get(other), cards.get(other)) for other in related]
        found[Job("benchmark", slug)] = _digest(base, benchmarks[slug], of_benchmark[slug], near)
    for slug, own in models.items():
        found[Job("model", slug)] = _digest(base, own, of_model[slug])
    for name, slugs in categories.members(connection).items():
        members = [(benchmarks[slug], of_benchmark[slug]) for slug in slugs]
        found[Job("category", name)] = _digest(base, members)
    everything = _digest(base, sorted(benchmarks.items()), sorted(models.items()))
    last = connection.execute("SELECT max(id) FROM events").fetchone()[0]
    found[Job("site", "home")] = everything
    found[Job("site", "feed")] = _digest(everything, last)
    found[Job("site", "search")] = _digest(base, sorted(cards.items()), sorted(models.items()))
    found[Job("site", "plain")] = _digest(base, sorted(cards.items()))
    return found


def _related(connection: sqlite3.Connection) -> dict[str, list[str]]:
    rows = connection.execute("SELECT slug, json_extract(card, '$.related') FROM benchmarks ORDER BY slug")
    return {slug: json.loads(related or "[]") for slug, related in rows}


def summary(built: Built) -> str:
    """Return what a build did in a line."""
    parts = [f"{formats.count(built.made, 'page')} made of {built.pages:,}"]
    parts += [f"{formats.count(built.removed, 'file')} removed"] if built.removed else []
    return f"{built.folder}: {', '.join(parts)}"
