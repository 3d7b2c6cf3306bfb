"""Labelled reports as one self-contained page that colours mentions, cues and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from podium.cli.explain import WORDS, Explained, by_sentence, pieces, reason
from podium.registry.labeling import Mention

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
pre { white-space: pre-wrap; font: inherit; }
mark { border-radius: .2em; padding: 0 .15em; color: #111; }
.positive { background: #f6a5a0; } .negative { background: #a9d8a4; } .uncertain { background: #f5d67b; }
.set-aside { background: #cfcfcf; } .cue { text-decoration: underline 2px; } .unread { opacity: .5; }
table { border-collapse: collapse; font-size: .9em; } td, th { padding: .1em .8em .1em 0; text-align: left; }
section { border-top: 1px solid #8888; margin-top: 2rem; }
"""

_LEGEND = (
    '<p><mark class="positive">positive</mark> <mark class="negative">negative</mark> '
    '<mark class="uncertain">uncertain</mark> <mark class="set-aside">set aside</mark> '
    '<span class="cue">what decided</span> <span class="unread">not read</span></p>'
)


def page(reports: Sequence[Explained]) -> str:
    """Return an HTML page; all text of reports is escaped, and nothing is loaded from elsewhere."""
    sections = "\n".join(_section(told) for told in reports)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Labelled reports</title>'
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
        f"<style>{_STYLE}</style></head>\n<body><h1>Labelled reports</h1>\n"
        f"<p>Research use only, not for diagnosis.</p>\n{_LEGEND}\n{sections}\n</body></html>\n"
    )


def _section(told: Explained) -> str:
    labels = told.labeled.labels
    rows = "".join(
        f'<tr><td>{escape(name)}</td><td><mark class="{WORDS[code]}">{WORDS[code]}</mark></td></tr>'
        for name in told.names
        if (code := labels[name]) is not None
    )
    table = f"<table>{rows}</table>" if rows else "<p>No label.</p>"
    return f"<section><h2>{escape(told.title)}</h2>\n{table}\n<pre>{_text(told)}</pre></section>"


def _text(told: Explained) -> str:
    """Return the report with its mentions and cues marked, and what was not read fainter."""
    parts: list[str] = []
    at = 0
    for span, mentions in by_sentence(told.labeled).items():
        parts.append(_plain(told, at, span[0]))
        for start, end, names, decision, is_cue in pieces(span, mentions):
            parts.append(_piece(told.text[start:end], names, decision, is_cue, mentions))
        at = span[1]
    parts.append(_plain(told, at, len(told.text)))
    return "".join(parts)


def _piece(text: str, names: str, decision: str, is_cue: bool, mentions: list[Mention]) -> str:
    shown = escape(text)
    if is_cue:
        shown = f'<span class="cue">{shown}</span>'
    if not decision:
        return shown
    told = "; ".join(
        f"{mention.observation}: {mention.decision}, by {reason(mention)}"
        for mention in mentions
        if mention.observation in names.split(", ") and mention.decision == decision
    )
    return f'<mark class="{decision.replace(" ", "-")}" title="{escape(told)}">{shown}</mark>'


def _plain(told: Explained, start: int, end: int) -> str:
    """Return text without mentions; the parts of it that were not read are marked so."""
    parts = []
    at = start
    for first, last in told.labeled.read:
        low, high = max(at, first), min(end, last)
        if low >= high:
            continue
        if at < low:
            parts.append(f'<span class="unread">{escape(told.text[at:low])}</span>')
        parts.append(escape(told.text[low:high]))
        at = high
    if at < end:
        parts.append(f'<span class="unread">{escape(told.text[at:end])}</span>')
    return "".join(parts)
