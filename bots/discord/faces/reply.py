"""A reply of the FAQ engine as one compact embed: the answer first, then what it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import discord

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces import base
from podium.bots.discord.faces.base import Tone
from podium.bots.discord.outgoing import Button, Look, Option, Outgoing, Select
from podium.bots.discord.wording import line
from podium.bots.faq.replies.wording import RESEARCH_ONLY, month
from podium.bots.faq.reply import Reply, Source, Table

#: Most characters that are bold, and of a sentence that has no other place to stop.
_BOLD, _LONGEST_BOLD = 170, 280
#: Where a bracket begins that says more than one thing: whose figure a score is, and from where.
_ORIGIN = re.compile(r" \((?=[^()]*; )")
#: Characters that a table leaves to the sources below it.
_FOR_SOURCES = 400
#: Standings that count as verified.
_VERIFIED = ("independent", "reproduced")
#: What a short answer shows; a long one shows what fits.
_BODY, _ROWS, _SOURCES = 700, 5, 2
_LONG_BODY, _LONG_ROWS, _LONG_SOURCES = 2_600, 25, 8
#: Columns that a short table can do without, if it has others.
_LESSER = frozenset({"Organisation", "Modality", "Metric", "Released", "Licence"})
#: Most suggestions that are buttons; more of them are a list.
_BUTTONS = 5


@dataclass(frozen=True)
class Offer:
    """Something that can be asked by pressing.

    Args:
        label: What it is called.
        press: What pressing asks for.
    """

    label: str
    press: Press


@dataclass(frozen=True)
class Presses:
    """What stands below a reply.

    Args:
        offers: The choices or suggestions of the reply.
        pick: What choosing from a list of them asks for.
        more: What shows the whole answer, where there is more of it.
        board: What opens the leaderboard that the answer is read from.
        share: What shows a private answer to all.
        report: What opens the form for a row that is missing or incorrect.
    """

    offers: tuple[Offer, ...] = ()
    pick: Press | None = None
    more: Press | None = None
    board: Press | None = None
    share: Press | None = None
    report: Press | None = None


@dataclass
class _Lines:
    """Lines of an embed, and whether some were left out.

    Args:
        lines: The lines.
        cut: Whether there is more.
        unlinked: Sources that no line has linked yet.
    """

    lines: list[str] = field(default_factory=list)
    cut: bool = False
    unlinked: list[Source] = field(default_factory=list)

    @property
    def left(self) -> int:
        """How many characters still fit."""
        return limits.DESCRIPTION - sum(len(one) + 1 for one in self.lines)

    def pages(self, text: str) -> list[tuple[str, str]]:
        """Return the sources that a text names, in its order; each is linked where it is first named alone."""
        found = list[tuple[int, str, str]]()
        for source in tuple(self.unlinked):
            phrase = f"{source.title}, {month(source.date) if source.date else 'undated'}"
            start = text.find(phrase, next((at + len(one) for at, one, _ in reversed(found) if one == phrase), 0))
            if source.title and start >= 0 and base.link(source.url):
                found.append((start, phrase, source.url))
                self.unlinked.remove(source)
        parted, end = list[tuple[str, str]](), 0
        for start, phrase, url in sorted(found):
            if start >= end:
                parted.append((phrase, url))
                end = start + len(phrase)
        return parted


def reply_face(reply: Reply, presses: Presses | None = None, *, whole: bool = False) -> Outgoing:
    """Return the message that shows a reply.

    Args:
        reply: The reply.
        presses: What stands below it.
        whole: Whether all of it is shown, or what fits on a phone.
    """
    shown = _Lines(unlinked=list(reply.sources))
    _add_body(shown, reply, _LONG_BODY if whole else _BODY)
    if reply.table is not None:
        _add_table(shown, reply.table, whole)
    _add_sources(shown, reply.sources, whole)
    answered = reply.kind in ("answer", "no_data")
    embed = discord.Embed(
        description=limits.clip_lines(shown.lines, limits.DESCRIPTION) or "…",
        colour=(Tone.ANSWER if answered else Tone.QUESTION).value,
    )
    _add_footer(embed, reply)
    presses = presses or Presses()
    rows = _rows(presses, reply, cut=shown.cut and not whole)
    return Outgoing(embed, tuple(rows), private=reply.kind in ("unknown", "declined", "help"))


def _add_body(shown: _Lines, reply: Reply, most: int) -> None:
    """Add the lines of a reply: notes small, the answer bold, the rest as it is, as far as it fits."""
    left, answer = most, reply.kind == "answer"
    known = {str(fact.value) for fact in reply.facts if fact.name.endswith("_url")} | {one.url for one in reply.sources}
    lines = [text for text in map(str.strip, reply.body.split("\n")) if text]
    if reply.table is not None:
        names = _names(reply.table)
        lines = [text for text in (_unlisted(text, names) for text in lines) if text]
    for number, text in enumerate(lines):
        if number and len(text) > left:
            shown.cut = True
            shown.lines.append("…")
            return
        if number == 1 and not shown.lines[0].startswith("-# "):
            shown.lines.append("")
        left -= len(text)
        if answer and text.startswith(("Taking “", "Taken as: ")):
            shown.lines.append(f"-# {line(text, known)}")
        elif answer:
            head, tail = _parted(limits.clip(text, most))
            bold = line(head, known, pages=shown.pages(head))
            rest = line(tail, known, most, shown.pages(tail))
            shown.lines.append(" ".join(filter(None, (bold and f"**{bold}**", rest))))
            shown.cut = shown.cut or len(text) > most
            answer = False
        else:
            text = limits.clip(text, most)
            shown.lines.append(line(text, known, most, shown.pages(text)))


def _names(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the names that the rows of a table are about, of every column that may hold them."""
    return tuple(tuple(row[place] for row in table.rows) for place in range(min(2, len(table.columns))))


def _unlisted(text: str, names: Sequence[Sequence[str]]) -> str:
    """Return a line without the list after its colon where that names what the table does, in the same order.

    A line that is nothing but such a list is left out.
    """
    start = text.find(": ")
    for column in names:
        if start < 0 or not column or not column[0]:
            continue
        tail = text[start + 2 :]
        inside = [name for name in column if name and name in tail]
        begins = tail.startswith(column[0]) or text.startswith("Next: ")
        if len(inside) < 3 or not begins:
            continue
        last = max(tail.rfind(name) for name in inside)
        end = tail.find(". ", last)
        rest = "" if end < 0 else tail[end + 1 :]
        return "" if " " not in text[:start] else f"{text[:start]}.{rest}"
    return text


def _parted(text: str) -> tuple[str, str]:
    """Return the answer of a first line, and what it says of where that is from or what comes after it."""
    end = text.find(". ")
    sentence = text if end < 0 else text[: end + 1]
    # Whose figure it is, and from where, stands in brackets after the answer; "(0.918)" and "(October 2024)" do not.
    origin = next((match.start() for match in _ORIGIN.finditer(sentence) if match.start() > 20), None)
    if origin is not None:
        sentence = sentence[:origin]
    if len(sentence) > _BOLD:
        # A list, or a sentence that is hard to read in bold: what comes before the colon, if there is one.
        colon = sentence.find(": ")
        sentence = sentence[: colon + 1] if colon >= 0 else sentence if len(sentence) <= _LONGEST_BOLD else ""
    return sentence, text[len(sentence) :].strip()


def _add_table(shown: _Lines, table: Table, whole: bool) -> None:
    """Add a table as a line a row: no code block, which would wrap on a phone."""
    kept = list(range(len(table.columns)))
    if not whole and len(kept) > 4:
        kept = [place for place in kept if table.columns[place] not in _LESSER]
    most = _LONG_ROWS if whole else _ROWS
    headings = " · ".join(limits.safe(table.columns[place], 40) for place in kept if table.columns[place])
    shown.lines += ["", f"-# {headings}"]
    bold = next((place for place in kept if place not in table.right and place != 0), 0) if table.columns[0] else 0
    told = 0
    for row in islice(table.rows, most):
        cells = [limits.safe(row[place], 90) or "–" for place in kept]
        cells[kept.index(bold)] = f"**{cells[kept.index(bold)]}**"
        text = " · ".join(cells)
        if told and len(text) > shown.left - _FOR_SOURCES:
            break
        shown.lines.append(text)
        told += 1
    left = max(table.total, len(table.rows)) - told
    if told < len(table.rows) or len(kept) < len(table.columns):
        shown.cut = True
    if left > 0:
        shown.lines.append(f"… and {left:,} more")


def _add_sources(shown: _Lines, sources: Sequence[Source], whole: bool) -> None:
    """Add where figures can be checked that no line has a link for: each page, or one of each site."""
    linked = {(one.title, one.url if whole else "") for one in sources if one not in shown.unlinked}
    pages = {(one.title, one.url if whole else ""): one for one in reversed(shown.unlinked)}
    found = [one for key, one in reversed(pages.items()) if key not in linked]
    most = _LONG_SOURCES if whole else _SOURCES
    links = list[str]()
    for source in found[:most]:
        date = f", {month(source.date)}" if source.date else ""
        text = base.linked(limits.safe(source.title, 60) or "source", source.url) + limits.safe(date, 20)
        if links and sum(map(len, links)) + len(text) > shown.left - 60:
            break
        links.append(text)
    if not links:
        return
    if len(found) > len(links):
        shown.cut = True
        links.append(f"and {len(found) - len(links)} more")
    title = "Source" if len(found) == 1 else "Sources"
    shown.lines += ["", f"{title}: {'; '.join(links)}"]


def _add_footer(embed: discord.Embed, reply: Reply) -> None:
    """Add for whom the figures are, whether anybody checked them, and of when they are."""
    parts = [RESEARCH_ONLY] if RESEARCH_ONLY in reply.footer else []
    parts.append(standing_words([str(fact.value) for fact in reply.facts if fact.name == "standing"]))
    dates = _dates(reply)
    if dates:
        parts.append(f"as of {base.dated(max(dates))}")
    footer = " · ".join(filter(None, parts))
    if footer:
        embed.set_footer(text=footer)


def _dates(reply: Reply) -> list[str]:
    """Return the dates of the figures of the first board of the reply: other boards tell theirs where they stand."""
    dated = [fact for fact in reply.facts if fact.name == "date"]
    first = next(((fact.benchmark, fact.board) for fact in reply.facts if fact.name == "score"), None)
    return [str(fact.value) for fact in dated if first in (None, (fact.benchmark, fact.board))]


def standing_words(standings: Sequence[str]) -> str:
    """Return in words whether figures are verified, empty where there are none."""
    kinds = list(dict.fromkeys(limits.plain(one, 30) for one in standings))
    verified = [one for one in kinds if one in _VERIFIED]
    if not kinds:
        return ""
    if len(verified) == len(kinds):
        return f"verified: {' and '.join(kinds)}"
    if not verified:
        return f"not verified: {' and '.join(kinds)}"
    return f"partly verified: {', '.join(kinds)}"


def _rows(presses: Presses, reply: Reply, *, cut: bool) -> list[Sequence[Button] | Select]:
    """Return what can be pressed: the offers in a row or a list, then what can be done with the answer."""
    rows: list[Sequence[Button] | Select] = []
    offers = list({one.press: one for one in presses.offers}.values())[: limits.OPTIONS]
    if len(offers) > _BUTTONS and presses.pick is not None:
        options = tuple(Option(one.label, one.press.custom_id) for one in offers)
        rows.append(Select("Which one do you mean?", presses.pick, options))
    elif offers:
        look = Look.MAIN if reply.kind in ("ambiguous", "unknown") else Look.PLAIN
        rows.append([Button(one.label, one.press, look=look) for one in offers[:_BUTTONS]])
    below = []
    if cut and presses.more is not None:
        below.append(Button("More", presses.more))
    if presses.board is not None and reply.kind == "answer":
        below.append(Button("Leaderboard", presses.board))
    if presses.report is not None and reply.kind in ("answer", "no_data"):
        below.append(Button("Missing or incorrect?", presses.report))
    if presses.share is not None:
        below.append(Button("Share", presses.share, look=Look.GOOD))
    return [*rows, below] if below else rows
