"""The Atom feed, the site map, and what machines read of a page: schema.org data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from podium.cli import output
from podium.cli.site.contents import BenchmarkContent
from podium.cli.site.rendering import Options, address
from podium.registry import event_sums, events, formats
from podium.registry.event_words import sentence

#: Entries in the feed, and most of each kind of them.
MOST, _EACH = 200, 100


def atom(connection: sqlite3.Connection, options: Options) -> str:
    """Return the newest leaders, benchmarks and corrections as an Atom feed, and new results by board and day.

    Links are relative where nobody says where the site will be hosted; identifiers never change.
    """
    found = events.latest(connection, _EACH, kinds=("new_leader", "new_benchmark"))
    found += [
        one for id in event_sums.replaced(connection, _EACH) for one in events.after(connection, id - 1, until=id)
    ]
    told = [(_when(event), _entry(event, options)) for event in found]
    told += [(one.last, _sum(one, options)) for one in event_sums.new_results(connection, _EACH)]
    told.sort(key=lambda one: one[0], reverse=True)
    updated = told[0][0] if told else _moment(options.built)
    entries = "".join(entry for _, entry in told[:MOST])
    base = options.base_url
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom">\n<title>{escape(options.title)}</title>\n'
        f"<id>{escape(base or 'urn:podium:site')}</id>\n<updated>{updated}</updated>\n"
        f'<link rel="alternate" href={quoteattr(base or "index.html")}/>\n'
        f'<link rel="self" href={quoteattr(f"{base}feed.xml")}/>\n'
        f"<author><name>{escape(options.title)}</name></author>\n{entries}</feed>\n"
    )


def _entry(event: events.Event, options: Options) -> str:
    link = f"{options.base_url}benchmarks/{event.benchmark}.html"
    board = "" if event.headline or event.board_title is None else f" ({event.board_title})"
    # XML has no place for control characters, escaped or not.
    told = [f"{event.benchmark_name}{board}: {sentence(event)}", event.metric_name, event.standing]
    title = output.clean(" · ".join(filter(None, told)))
    return (
        f"<entry>\n<title>{escape(title)}</title>\n"
        f"<id>urn:podium:{event.kind}:{event.benchmark}:{event.board or ''}:{event.result or event.id}</id>\n"
        f"<updated>{_when(event)}</updated>\n<link href={quoteattr(link)}/>\n"
        f"<category term={quoteattr(event.kind)}/>\n</entry>\n"
    )


def _sum(one: event_sums.Sum, options: Options) -> str:
    """Return new results of a board on a day as one entry."""
    page = f"benchmarks/{one.benchmark}" + ("" if one.headline else f"/{one.board}")
    board = "" if one.headline else f" ({one.board_title})"
    title = output.clean(f"{one.benchmark_name}{board}: {formats.count(one.number, 'new result')} · {one.metric_name}")
    return (
        f"<entry>\n<title>{escape(title)}</title>\n"
        f"<id>urn:podium:new_results:{one.benchmark}:{one.board}:{one.day}</id>\n"
        f"<updated>{one.last}</updated>\n<link href={quoteattr(f'{options.base_url}{page}.html')}/>\n"
        f'<category term="new_results"/>\n</entry>\n'
    )


def _when(event: events.Event) -> str:
    """Return when an event was told; of a history that was loaded later, the day it tells of."""
    return _moment(event.happened) if event.backfill else event.recorded_at


def _moment(day: str) -> str:
    """Return a day, month or year as the moment that it begins."""
    return f"{day}{'-01-01'[len(day) - 4 :] if len(day) < 10 else ''}T00:00:00Z"


def sitemap(paths: Iterable[str], options: Options) -> str:
    """Return the addresses of all pages."""
    urls = "".join(f"<url><loc>{escape(options.base_url + path)}</loc></url>\n" for path in sorted(paths))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )


def schema(content: BenchmarkContent, options: Options) -> list[dict[str, Any]]:
    """Return the benchmark as schema.org's Dataset, and its questions as an FAQPage."""
    card = content.page.card
    dataset: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": card["name"],
        "alternateName": list(card["aliases"]),
        "description": card["description"],
        "keywords": list(card["categories"]),
        "isAccessibleForFree": card["access"] == "open",
    }
    if address(card["dataset_url"]):
        dataset["url"] = card["dataset_url"]
    if card["licence"]:
        dataset["license"] = card["licence"]
    if card["paper"]:
        paper = {"@type": "ScholarlyArticle", "headline": card["paper"]["title"], "author": card["paper"]["authors"]}
        dataset["citation"] = paper | ({"url": card["paper"]["url"]} if address(card["paper"]["url"]) else {})
    asked = [(question, reply.body) for question, reply in content.page.answers]
    asked += [(entry.question, entry.text) for entry in content.page.entries]
    questions = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in asked
        ],
    }
    if options.base_url:
        dataset["@id"] = questions["@id"] = f"{options.base_url}benchmarks/{card['slug']}.html"
    return [dataset, questions]
