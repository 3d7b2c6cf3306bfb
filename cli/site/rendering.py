"""The site's pages as text: templates, what they can call, and the JSON beside every page.

Names and notes come from outside: the templates escape everything, and addresses are followed only where they are of
the web.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from podium.bots.faq.replies.wording import ACCESS, RESEARCH_ONLY
from podium.cli.pages import authors
from podium.cli.site import sparkline
from podium.cli.site.contents import BenchmarkContent, BoardTable, CategoryContent, HomeContent, ModelContent
from podium.registry import formats
from podium.registry.absence import SAID
from podium.registry.course import clock
from podium.registry.errors import MissingExtra
from podium.registry.event_words import sentence
from podium.registry.flat_rows import flat
from podium.registry.views import BoardFacts, ModelFacts, shown

if TYPE_CHECKING:
    from jinja2 import Environment

_PLAIN = re.compile(r"[a-z0-9]{1,20}( [a-z0-9]{1,20}){0,3}")
#: What would move the reader's eye or cursor, or is no character at all; the joiner of emoji is not among it.
_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: What could end a script element, or a line of one.
_SCRIPT = "&<>\u2028\u2029"
#: Longest name that stands whole in a table; longer ones are cut, with the whole name as a hint.
LONGEST = 80


@dataclass(frozen=True)
class Options:
    """What whoever builds the site chooses.

    Args:
        title: Name of the site.
        base_url: Where it will be hosted, for feeds and the site map; empty where that is not known.
        report_url: Where reports of missing or incorrect data go; a page of the site says how where it is empty.
        built: UTC day of the build, ISO.
    """

    title: str
    base_url: str
    report_url: str
    built: str


class Renderer:
    """Turns contents into pages.

    Args:
        options: What whoever builds the site chooses.

    Raises:
        MissingExtra: If Jinja is not installed.
    """

    def __init__(self, options: Options) -> None:
        self.options = options

    @cached_property
    def _environment(self) -> Environment:
        try:
            from jinja2 import Environment, FunctionLoader, StrictUndefined
            from markupsafe import Markup
        except ImportError as error:
            raise MissingExtra("report", "the site", "jinja2") from error

        environment = Environment(
            loader=FunctionLoader(template),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=legible,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= {
            "score": shown,
            "number": "{:,}".format,
            "cut": cut,
            "address": address,
            "bare": bare,
            "slug": category_slug,
            "report_link": lambda about: report_link(self.options.report_url, about),
            "data": lambda value: Markup(script_data(value)),  # noqa: S704 - JSON without what ends a script
        }
        environment.globals |= {
            "formats": formats,
            "authors": authors,
            "access": ACCESS,
            "research_only": RESEARCH_ONLY,
            "said": SAID,
            "site": self.options,
            "share": share,
            "common": common,
            "told": sentence,
            "clock": clock,
            "once": _once(),
            "sparkline": lambda table: Markup(sparkline.frontier(table.course)),  # noqa: S704 - made of numbers
        }
        return environment

    def page(self, name: str, root: str, **values: Any) -> str:
        """Return a page.

        Args:
            name: Name of its template, without the suffix.
            root: Path from the page to the site's root: ``""`` or ``"../"``.
            values: What the template shows.
        """
        return self._environment.get_template(f"{name}.html").render(root=root, **values)


def _once() -> Callable[..., str]:
    """Return a function that calls a macro for a model, and the next time gives back what that came to."""
    kept: dict[tuple[object, ...], str] = {}

    def once(macro: Callable[..., str], model: ModelFacts, *more: str) -> str:
        key = (macro.name, model.slug, *more)  # type: ignore[attr-defined]  # a macro of Jinja has one
        if key not in kept:
            kept[key] = macro(model, *more)
        return kept[key]

    return once


def template(name: str) -> str:
    """Return the source of a template."""
    return files("podium.cli.site").joinpath("templates", name).read_text(encoding="utf-8")


def legible(value: Any) -> Any:
    """Return what a template shows, with control and direction characters spelt out instead of obeyed."""
    # Text that is markup already, data of scripts and drawings, is made safe where it is made.
    return spelt(value) if type(value) is str else value


def spelt(text: str) -> str:
    """Return a text with control and direction characters spelt out as in Python's ``repr``."""
    return _OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def cut(text: str, most: int = LONGEST) -> str:
    """Return a text that is not longer than ``most`` characters, cut between words where one is near."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    between = kept.rfind(" ")
    return f"{kept[:between] if between > max(most - 20, 0) else kept}".rstrip(" ,;:.") + "…"


@lru_cache(maxsize=4096)
def address(url: Any) -> str:
    """Return an address that may be followed, with whatever does not belong into one percent-encoded; or nothing."""
    from urllib.parse import quote

    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return ""
    return quote(url.strip(), safe="%/:=&?~#+!$,;'@()*[]")


def bare(url: str) -> str:
    """Return an address as people read it, without its scheme."""
    return url.partition("://")[2].rstrip("/") or url


def report_link(url: str, about: str) -> str:
    """Return where missing or incorrect data are reported; a message says in its subject what it is about."""
    from urllib.parse import quote

    if not url.startswith("mailto:") or "?" in url:
        return url
    return f"{url}?subject={quote(f'{cut(spelt(about))}: missing or incorrect data', safe='')}"


def share(value: float, board: BoardFacts) -> str:
    """Return a score as a headline has it: ``"48.1%"`` where the best possible is 1, else as it is shown."""
    return f"{100 * float(shown(value)):.1f}%" if (board.minimum, board.maximum) == (0, 1) else shown(value)


def common(card: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return the first category that two benchmarks share, or the other's first, and the other's modality."""
    shared = [name for name in other["categories"] if name in card["categories"]] or list(other["categories"])
    return ", ".join(dict.fromkeys([*shared[:1], other["modality"]]))


def script_data(value: Any) -> str:
    """Return a value as JSON that can stand inside a ``script`` element, whatever texts are in it."""
    return in_script(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def in_script(text: str) -> str:
    """Return JSON as it can stand inside a ``script`` element, whatever texts are in it."""
    for sign in _SCRIPT:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


# --- The JSON beside the pages -------------------------------------------------------------------------------


def benchmark_json(content: BenchmarkContent) -> dict[str, Any]:
    """Return what the page of a benchmark says, as data."""
    page = content.page
    return {
        "slug": page.benchmark.slug,
        "name": page.benchmark.name,
        "absent": page.benchmark.absent or None,
        "card": page.card,
        "boards": [board_json(table) for table in (content.headline, *content.others, *content.empty)],
        "faq": [{"question": question, **reply.to_json()} for question, reply in page.answers],
        "entries": [dict(vars(entry)) for entry in page.entries],
        "related": [
            {"slug": other.slug, "name": other.view.name, "models": other.models}
            for other in page.related
            if other.view is not None
        ],
    }


def board_json(table: BoardTable) -> dict[str, Any]:
    """Return a board with all its rows as data."""
    view = table.view
    return formats.board_json(view.board, len(view.rows)) | {
        "verified": view.verified,
        "records": table.course.to_json()["records"],
        "rows": [flat(row, table.ranges[row.id]) for row in view.rows],
        "corrections": [dict(vars(one)) for one in table.amendments],
    }


def model_json(content: ModelContent) -> dict[str, Any]:
    """Return what the page of a model says, as data; the page of comparisons reads it as well."""
    return {
        "model": formats.model_json(content.model),
        "results": [
            {
                "benchmark": place.benchmark,
                "benchmark_name": place.figure.benchmark_name,
                "board": place.figure.board.slug,
                "title": place.figure.board.title,
                "metric": place.figure.board.metric_name,
                "higher_is_better": place.figure.board.higher_is_better,
                "min": place.figure.board.minimum,
                "max": place.figure.board.maximum,
                "headline": place.figure.board.headline,
                "research_use_only": place.figure.card["research_use_only"],
                "value": place.row.value,
                "low": place.row.low,
                "high": place.row.high,
                "rank": place.rank,
                "alike": place.alike,
                "models": place.size,
                "standing": place.row.standing,
                "verified": place.row.verified,
                "setting": place.row.setting,
                "source_url": place.row.source_url,
                "date": formats.when(place.row),
            }
            for place in content.places
        ],
    }


def category_json(content: CategoryContent) -> dict[str, Any]:
    """Return what the page of a category says, as data."""
    ranking = content.ranking
    return {
        "category": ranking.category,
        "least_boards": ranking.least,
        "boards": [dict(vars(board)) | {"counts": board.slug in ranking.counting} for board in ranking.boards],
        "ranked": len(ranking.means),
        "rows": [
            {
                "rank": line.rank,
                "model": line.model.slug,
                "name": line.model.name,
                "organisation": line.model.organisation,
                "mean_rank": line.mean,
                "boards": line.covered,
                "ranks": dict(line.ranks),
            }
            for line in content.lines
        ],
    }


def home_json(content: HomeContent) -> dict[str, Any]:
    """Return what the first page says, as data."""
    return {
        "counts": dict(vars(content.counts)),
        "categories": [{"category": name, "benchmarks": number} for name, number in content.categories],
        "benchmarks": [
            {"slug": board.slug, "name": board.name, "models": board.models, "metric": board.metric_name}
            | {"leaders": [_leader(row) for row in content.leaders.get(board.slug, ())]}
            for group in content.groups
            for board in group.boards
        ],
    }


def _leader(row: Any) -> Mapping[str, Any]:
    return {"model": row.model.slug, "name": row.model.name, "value": row.value, "standing": row.standing}


def search_entries(
    benchmarks: Sequence[tuple[str, str, Sequence[str], str]],
    models: Sequence[tuple[str, str, Sequence[str], str]],
    found: Sequence[tuple[str, int]],
) -> list[dict[str, Any]]:
    """Return what the search box finds: titles, kinds, addresses from the root, other names, and a line each.

    Args:
        benchmarks: Slug, name, aliases and a line of each.
        models: The same.
        found: Categories with their numbers of benchmarks.
    """
    entries = [
        {"t": name, "k": kind, "u": f"{folder}/{slug}.html", "a": list(aliases), "s": line}
        for kind, folder, rows in (("benchmark", "benchmarks", benchmarks), ("model", "models", models))
        for slug, name, aliases, line in rows
    ]
    return entries + [
        {
            "t": name,
            "k": "category",
            "u": f"categories/{category_slug(name)}.html",
            "a": [],
            "s": formats.count(number, "benchmark"),
        }
        for name, number in found
    ]


def category_slug(name: str) -> str:
    """Return the file name of a category's page; where a slug alone would not tell names apart, with a digest."""
    from podium.registry.names import slug

    if _PLAIN.fullmatch(name):
        return slug(name)
    return f"{slug(name)[:60].rstrip('-')}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
