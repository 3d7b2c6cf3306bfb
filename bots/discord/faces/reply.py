"""A reply of the FAQ engine as one compact embed: the answer first, then what it rests on."""

from __future__ import annotations

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

#: Most characters that are bold.
_BOLD = 170
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
    """Lines of an embed, and whether some were left out."""

    lines: list[str] = field(default_factory=list)
    cut: bool = False


def reply_face(reply: Reply, presses: Presses | None = None, *, whole: bool = False) -> Outgoing:
    """Return the message that shows a reply.

    Args:
        reply: The reply.
        presses: What stands below it.
        whole: Whether all of it is shown, or what fits on a phone.
    """
    shown = _Lines()
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
            shown.lines.append(" ".join(filter(None, (head and f"**{line(head, known)}**", line(tail, known, most)))))
            shown.cut = shown.cut or len(text) > most
            answer = False
        else:
            shown.lines.append(line(limits.clip(text, most), known, most))


def _parted(text: str) -> tuple[str, str]:
    """Return the answer of a first line, and what it says of where that is from or what comes after it."""
    end = text.find(". ")
    sentence = text if end < 0 else text[: end + 1]
    if len(sentence) > _BOLD:
        # A list, or a sentence that is hard to read in bold: what comes before the colon, if there is one.
        sentence = sentence[: max(sentence.find(": ") + 1, 0)]
        return sentence, text[len(sentence) :].strip()
    start = sentence.rfind(" (")
    if start > 20 and sentence.rstrip(".").endswith(")"):
        sentence = sentence[:start]
    elif sentence.rfind("), ") > start > 20:
        sentence = sentence[:start]
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
    for row in islice(table.rows, most):
        cells = [limits.safe(row[place], 60) or "–" for place in kept]
        cells[kept.index(bold)] = f"**{cells[kept.index(bold)]}**"
        shown.lines.append(" · ".join(cells))
    left = len(table.rows) - most
    if left > 0 or len(kept) < len(table.columns):
        shown.cut = True
    if left > 0:
        shown.lines.append(f"… and {left} more")


def _add_sources(shown: _Lines, sources: Sequence[Source], whole: bool) -> None:
    """Add where figures can be checked: a link for each page, or for the first of each site where that is enough."""
    pages = {(one.title, one.url if whole else ""): one for one in reversed(sources)}
    found, most = list(reversed(pages.values())), _LONG_SOURCES if whole else _SOURCES
    if not found:
        return
    links = []
    for source in found[:most]:
        date = f", {month(source.date)}" if source.date else ""
        links.append(base.linked(limits.safe(source.title, 60) or "source", source.url) + limits.safe(date, 20))
    if len(found) > most:
        shown.cut = True
        links.append(f"and {len(found) - most} more")
    title = "Source" if len(found) == 1 else "Sources"
    shown.lines += ["", f"{title}: {'; '.join(links)}"]


def _add_footer(embed: discord.Embed, reply: Reply) -> None:
    """Add for whom the figures are, whether anybody checked them, and of when they are."""
    parts = [RESEARCH_ONLY] if RESEARCH_ONLY in reply.footer else []
    parts.append(standing_words([str(fact.value) for fact in reply.facts if fact.name == "standing"]))
    dates = _dates(reply)
    if dates:
        newest = max(dates)
        embed.timestamp = base.timestamp(newest)
        # Discord writes the day after the footer, in the reader's own way.
        parts.append("as of" if embed.timestamp is not None else f"as of {month(limits.plain(newest, 20))}")
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
