"""Making the pages of the site and writing them, many of them in several processes."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from podium.cli.pages import leader_sentence, scope
from podium.cli.site import contents, feeds, rendering
from podium.cli.site.rendering import Options, Renderer
from podium.registry import categories, database
from podium.registry.orphans import end_with_parent

#: How long pages take beside that of a model, about.
_TAKES = {"benchmark": 10, "category": 10}
#: So much to make pays for a second process.
_MANY = 400
_CHUNK = 25
#: Objects made between two searches for unreachable ones, in a process that only makes pages.
_ALLOCATIONS = 100_000


class Job(NamedTuple):
    """A page to make: its kind, and what it is about."""

    kind: str
    key: str


class Maker:
    """Makes pages in one process: one connection, one engine, one set of templates."""

    def __init__(self, db: Path, options: Options) -> None:
        from podium.bots.faq.engine import Engine

        self.connection = database.connect(db)
        self.engine = Engine(self.connection)
        self.renderer = Renderer(options)
        self.options = options

    def make(self, job: Job) -> dict[str, str]:
        """Return the files of a page by their paths."""
        made: dict[str, str] = getattr(self, f"_{job.kind}")(job.key)
        return made

    def _benchmark(self, slug: str) -> dict[str, str]:
        content = contents.benchmark(self.connection, self.engine, slug)
        path = f"benchmarks/{slug}"
        made = {
            f"{path}.html": self.renderer.page(
                "benchmark",
                "../",
                content=content,
                page=content.page,
                card=content.page.card,
                top=contents.TOP,
                most=contents.MOST_ROWS,
                path=f"{path}.html",
                leader=leader_sentence(content.headline.view),
                scope=scope(content.page.card, content.headline.view),
                schema=feeds.schema(content, self.options),
            ),
            f"{path}.json": _json(rendering.benchmark_json(content)),
        }
        for table in content.own_pages:
            name = f"{path}/{table.facts.slug}.html"
            made[name] = self.renderer.page(
                "board", "../../", table=table, page=content.page, card=content.page.card, path=name
            )
        return made

    def _model(self, slug: str) -> dict[str, str]:
        content = contents.model(self.connection, slug)
        data = _json(rendering.model_json(content))
        path = f"models/{slug}"
        return {
            f"{path}.html": self.renderer.page(
                "model", "../", content=content, model=content.model, path=f"{path}.html"
            ),
            f"{path}.json": data,
            # Pages opened from disk cannot read JSON, but they can load a script.
            f"{path}.js": f"PODIUM_MODELS[{rendering.script_data(slug)}]={rendering.in_script(data.rstrip())};\n",
        }

    def _category(self, name: str) -> dict[str, str]:
        from podium.registry.category_lines import rule

        content = contents.category(self.connection, name)
        path = f"categories/{rendering.category_slug(name)}"
        return {
            f"{path}.html": self.renderer.page(
                "category",
                "../",
                content=content,
                ranking=content.ranking,
                rule=rule(content.ranking),
                path=f"{path}.html",
            ),
            f"{path}.json": _json(rendering.category_json(content)),
        }

    def _site(self, name: str) -> dict[str, str]:
        return _SITE[name](self)

    def home(self) -> dict[str, str]:
        """Return the first page."""
        content = contents.home(self.connection)
        return {
            "index.html": self.renderer.page("home", "", content=content, path="index.html"),
            "index.json": _json(rendering.home_json(content)),
        }

    def plain(self) -> dict[str, str]:
        """Return the pages that show no rows."""
        sitemap = f"Sitemap: {self.options.base_url}sitemap.xml\n" if self.options.base_url else ""
        robots = f"User-agent: *\nAllow: /\n{sitemap}"
        credits = contents.credits(self.connection)
        pages = {
            f"{name}.html": self.renderer.page(name, "", path=f"{name}.html", credits=credits)
            for name in ("compare", "about")
        }
        return pages | {"robots.txt": robots}

    def search(self) -> dict[str, str]:
        """Return what the search box looks through, as a script: pages opened from disk can read no JSON."""
        benchmarks = [
            (row["slug"], row["name"], json.loads(row["aliases"]), row["modality"])
            for row in self.connection.execute(
                "SELECT slug, name, json_extract(card, '$.aliases') AS aliases, modality FROM benchmarks ORDER BY name"
            )
        ]
        models = [
            (row["slug"], row["name"], json.loads(row["aliases"]), row["organisation"] or "")
            for row in self.connection.execute(
                # Of models that fit as well as one another the newest comes first.
                "SELECT slug, name, aliases, organisation FROM models ORDER BY released DESC, name"
            )
        ]
        found = [(name, len(slugs)) for name, slugs in categories.members(self.connection).items()]
        entries = rendering.search_entries(benchmarks, models, found)
        return {"search.js": f"window.PODIUM_SEARCH={rendering.script_data(entries)};\n"}

    def feed(self) -> dict[str, str]:
        """Return the Atom feed."""
        return {"feed.xml": feeds.atom(self.connection, self.options)}


_SITE: dict[str, Callable[[Maker], dict[str, str]]] = {
    "home": Maker.home,
    "plain": Maker.plain,
    "search": Maker.search,
    "feed": Maker.feed,
}


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str) + "\n"


class _Writer:
    """Makes pages and writes them, in one process."""

    def __init__(self, db: Path, options: Options, folder: Path) -> None:
        self._maker = Maker(db, options)
        self._folder = folder

    def write(self, job: Job) -> list[str]:
        """Make a page anew and return the paths of its files."""
        made = self._maker.make(job)
        for path, text in made.items():
            write(self._folder / path, text.encode("utf-8", "replace"))
        return sorted(made)


_writer: _Writer | None = None


def _start(db: Path, options: Options, folder: Path) -> None:
    """Begin a process that makes pages until it ends."""
    global _writer
    end_with_parent()
    _writer = _Writer(db, options, folder)
    # Pages leave few circles behind; looking for them as often as usual takes a seventh of the time.
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)


def _write_several(some: Sequence[Job]) -> list[tuple[Job, list[str]]]:
    assert _writer is not None
    return [(job, _writer.write(job)) for job in some]


def made(db: Path, options: Options, folder: Path, stale: Sequence[Job], jobs: int) -> Iterator[tuple[Job, list[str]]]:
    """Write pages, many of them in several processes, and yield them with their files as they are made."""
    workers = jobs or os.cpu_count() or 1
    if workers == 1 or sum(_TAKES.get(job.kind, 1) for job in stale) < _MANY:
        writer = _Writer(db, options, folder)
        yield from ((job, writer.write(job)) for job in stale)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    chunks = [stale[start : start + _CHUNK] for start in range(0, len(stale), _CHUNK)]
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start, initargs=(db, options, folder)) as pool:
        try:
            for made in pool.map(_write_several, chunks):
                yield from made
        except BaseException:  # also Ctrl-C: nobody waits for the other pages
            pool.shutdown(cancel_futures=True)
            raise


def aside_of(path: Path) -> Path:
    """Return where a file is written first; a build that was killed may leave it there, and the next one moves it."""
    return path.with_name(f".{path.name}.new")


def write(path: Path, content: bytes) -> None:
    """Write a file aside and move it into place, so that a visitor never gets half of it."""
    aside = aside_of(path)
    try:
        aside.write_bytes(content)
    except FileNotFoundError:  # the first file of its folder
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
    aside.replace(path)
