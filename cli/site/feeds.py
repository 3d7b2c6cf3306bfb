"""The Atom feed, the site map, and what machines read of a page: schema.org data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from podium.cli import output
from podium.cli.site.contents import BenchmarkContent
from podium.cli.site.rendering import Options, address
from podium.registry import events
from podium.registry.event_words import sentence

#: Events in the feed.
MOST = 100


def atom(connection: sqlite3.Connection, options: Options) -> str:
    """Return the newest events, new leaders and benchmarks first of all, as an Atom feed.

    Links are relative where nobody says where the site will be hosted; identifiers never change.
    """
    found = events.latest(connection, MOST)
    updated = f"{found[0].happened:0<10}"[:10] if found else options.built
    entries = "".join(_entry(event, options) for event in found)
    base = options.base_url
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom">\n<title>{escape(options.title)}</title>\n'
        f"<id>{escape(base or 'urn:podium:site')}</id>\n<updated>{_moment(updated)}</updated>\n"
        f'<link rel="alternate" href={quoteattr(base or "index.html")}/>\n'
        f'<link rel="self" href={quoteattr(f"{base}feed.xml")}/>\n'
        f"<author><name>{escape(options.title)}</name></author>\n{entries}</feed>\n"
    )


def _entry(event: events.Event, options: Options) -> str:
    link = f"{options.base_url}benchmarks/{event.benchmark}.html"
    board = "" if event.headline or event.board_title is None else f" ({event.board_title})"
    # XML has no place for control characters, escaped or not.
    title = output.clean(f"{event.benchmark_name}{board}: {sentence(event)}")
    return (
        f"<entry>\n<title>{escape(title)}</title>\n"
        f"<id>urn:podium:{event.kind}:{event.benchmark}:{event.board or ''}:{event.result or event.id}</id>\n"
        f"<updated>{_moment(event.happened)}</updated>\n<link href={quoteattr(link)}/>\n"
        f"<category term={quoteattr(event.kind)}/>\n</entry>\n"
    )


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
