"""Messages as Discord shows them, as pictures: to be looked at, and to stand in the documentation.

Only what the bot's messages use is drawn: an embed with its markup and picture, buttons and selects, the reply that it
answers. ``python -m podium.tests.fakes.discord.looks FOLDER [NAME...]`` makes the pictures of the documentation, or
those that are named.
"""

from __future__ import annotations

import asyncio
import base64
import html
import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from podium.bots.discord import news
from podium.bots.discord.answers import Answers, Asker
from podium.bots.discord.components import view_of
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.alerts import story_face
from podium.bots.discord.faces.board import BoardState
from podium.bots.discord.faces.deciding import open_face
from podium.bots.discord.faces.progress import progress_face
from podium.bots.discord.faces.report import report_form, thanks_face, told_face
from podium.bots.discord.features import benchmark, compare, leaderboard
from podium.bots.discord.news import Story
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.pictures import Pictures
from podium.bots.discord.reader import Desk, Reader
from podium.bots.discord.reports import Draft, Report, keep, place_in
from podium.bots.discord.viewing import Viewer
from podium.registry import events, standings
from podium.registry.corrections import Correction
from podium.registry.database import transaction
from podium.registry.startup import Place
from podium.tests.fakes.photograph import photograph

DESKTOP, PHONE = 520, 360

_THEMES = {
    "dark": "--page:#313338;--card:#2b2d31;--ink:#dbdee1;--strong:#f2f3f5;--faint:#949ba4;--link:#00a8fc;"
    "--grey:#4e5058;--field:#1e1f22;",
    "light": "--page:#ffffff;--card:#f2f3f5;--ink:#313338;--strong:#060607;--faint:#5c5e66;--link:#006ce7;"
    "--grey:#d7d9dc;--field:#ebebeb;",
}
_STYLE = """
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.375 "gg sans","Noto Sans","Helvetica Neue",
Helvetica,Arial,"DejaVu Sans Condensed",sans-serif;font-stretch:condensed}
.chat{width:var(--width);padding:12px 16px 16px}
.message{position:relative;padding-left:52px;margin-bottom:16px}
.face{position:absolute;left:0;top:2px;width:40px;height:40px;border-radius:50%;background:#0072B2;color:#fff;
font-weight:700;display:grid;place-items:center}
.face.person{background:#8a6d3b}
.who{font-weight:600;color:var(--strong)} .who small{color:var(--faint);font-weight:400;font-size:12px;margin-left:6px}
.tag{background:#5865f2;color:#fff;border-radius:3px;font-size:10px;padding:1px 4px;margin-left:4px;font-weight:600}
.answered{color:var(--faint);font-size:13px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.ping{background:rgba(88,101,242,.3);color:var(--link);border-radius:3px;padding:0 2px}
.embed{background:var(--card);border-left:4px solid;border-radius:4px;padding:8px 14px 12px 12px;margin-top:4px;
max-width:432px;font-size:14px;line-height:1.3}
.title{font-weight:600;font-size:16px;margin-top:6px;color:var(--strong)} a{color:var(--link);text-decoration:none}
.text{margin-top:8px;white-space:break-spaces;overflow-wrap:anywhere}
.field{margin-top:8px} .field b{color:var(--strong)} .foot{margin-top:8px;font-size:12px;color:var(--faint)}
.embed img{max-width:100%;border-radius:4px;margin-top:12px;display:block}
.row{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px;max-width:432px}
.button{border-radius:8px;padding:7px 14px;font-size:14px;font-weight:500;background:var(--grey);color:var(--strong)}
.button.s1{background:#5865f2;color:#fff}.button.s3{background:#248046;color:#fff}.button.s4{background:#da373c;color:#fff}
.button.off{opacity:.5}
.select{width:100%;background:var(--field);border-radius:8px;padding:10px 12px;color:var(--faint);display:flex;
justify-content:space-between} .select b{color:var(--ink);font-weight:400}
.file{background:var(--card);border-radius:8px;padding:12px;margin-top:6px;max-width:432px;color:var(--link);font-size:15px}
.small{font-size:12px;color:var(--faint)}
.quote{display:inline-block;border-left:4px solid var(--grey);padding-left:12px}
.only{font-size:12px;color:var(--faint);margin-top:6px}
.form{background:var(--card);border-radius:8px;padding:16px;max-width:440px;margin-bottom:16px}
.form h3{margin:0 0 4px;color:var(--strong);font-size:20px} .form label{display:block;margin-top:14px;font-weight:600;
font-size:14px;color:var(--strong)} .form p{margin:2px 0 0;font-size:13px;color:var(--faint)}
.form .box{background:var(--field);border-radius:4px;padding:10px;margin-top:6px;min-height:40px;white-space:pre-wrap}
"""

_TOKEN = re.compile(
    r"\\(?P<escaped>[^0-9A-Za-z\s])|\[(?P<text>(?:\\.|[^\[\]\\])+)\]\((?P<url>https?://[^\s()]+)\)"
    r"|<t:(?P<time>\d+)(?::[a-zA-Z])?>|(?P<mark>\*\*|\*|__|`)|(?P<ping><@\d+>)|(?P<any>.)",
    re.DOTALL,
)


def markup(text: str) -> str:
    """Return the part of Discord's markup the bot writes, as HTML: small and quoted lines, bold, links, escapes."""
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    if line.startswith("-# "):
        return f'<span class="small">{_inline(line[3:])}</span>'
    if line.startswith("> "):
        return f'<span class="quote">{_inline(line[2:])}</span>'
    return _inline(line)


def _inline(text: str) -> str:
    out, open_marks = [], list[str]()
    tags = {"**": "b", "*": "i", "__": "u", "`": "code"}
    for found in _TOKEN.finditer(text):
        if found["escaped"]:
            out.append(html.escape(found["escaped"]))
        elif found["url"]:
            out.append(f'<a href="{html.escape(found["url"])}">{_inline(found["text"])}</a>')
        elif found["time"]:
            out.append(f"{datetime.fromtimestamp(int(found['time']), UTC):%d %B %Y %H:%M}")
        elif found["ping"]:
            out.append('<span class="ping">@Podium</span>')
        elif found["mark"]:
            mark = found["mark"]
            if mark in open_marks:
                open_marks.remove(mark)
                out.append(f"</{tags[mark]}>")
            else:
                open_marks.append(mark)
                out.append(f"<{tags[mark]}>")
        else:
            out.append(html.escape(found["any"]))
    return "".join(out)


@dataclass(frozen=True)
class Said:
    """What a person wrote.

    Args:
        text: Markup; ``<@1>`` is the bot.
        name: Of the person.
    """

    text: str
    name: str = "ana"


@dataclass(frozen=True)
class Form:
    """A form that is being filled in.

    Args:
        title: Above it.
        fields: Of each its label, what stands below that, and what was typed.
        head: What it is about, with markup.
    """

    title: str
    fields: Sequence[tuple[str, str, str]]
    head: str = ""


@dataclass(frozen=True)
class Answered:
    """The bot's answer.

    Args:
        outgoing: The message.
        command: The command it answers, such as ``"/leaderboard"``, or what was written.
        by: Who asked.
    """

    outgoing: Outgoing
    command: str = ""
    by: str = "ana"


Message = Said | Answered | Form


def page(messages: Sequence[Message], theme: str, width: int) -> str:
    """Return messages as a page in Discord's look.

    Args:
        messages: From top to bottom.
        theme: ``"dark"`` or ``"light"``.
        width: In pixels.
    """
    body = "".join(map(_message, messages))
    style = f":root{{{_THEMES[theme]}--width:{width}px}}{_STYLE}"
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style><div class="chat">{body}</div>'


def _message(message: Message) -> str:
    if isinstance(message, Said):
        head = f'<div class="who">{html.escape(message.name)}<small>12:30</small></div>'
        initial = html.escape(message.name[:1].upper())
        return f'<div class="message"><div class="face person">{initial}</div>{head}{markup(message.text)}</div>'
    if isinstance(message, Form):
        fields = "".join(
            f'<label>{html.escape(label)}</label><p>{html.escape(told)}</p><div class="box">{html.escape(typed)}</div>'
            for label, told, typed in message.fields
        )
        head = f'<div class="text">{markup(message.head)}</div>' if message.head else ""
        return f'<div class="form"><h3>{html.escape(message.title)}</h3>{head}{fields}</div>'
    out = message.outgoing
    asked = f'<div class="answered">↱ {html.escape(message.by)} {html.escape(message.command)}</div>'
    head = '<div class="who">Podium<span class="tag">APP</span><small>12:30</small></div>'
    files = {one.name: one.data for one in out.files}
    embed = out.embed.to_dict()
    shown = str(embed.get("image", {}).get("url", "")).removeprefix("attachment://")
    attached = "".join(f'<div class="file">{html.escape(name)}</div>' for name in files if name != shown)
    view = view_of(out.rows)
    rows = "" if view is None else "".join(map(_row, view.to_components()))
    only = '<div class="only">Only you can see this · Dismiss message</div>' if out.private else ""
    return (
        f'<div class="message">{asked if message.command else ""}<div class="face">P</div>{head}'
        f"{_embed(dict(embed), files.get(shown))}{attached}{rows}{only}</div>"
    )


def _embed(embed: dict[str, Any], picture: bytes | None) -> str:
    title = markup(embed.get("title", ""))
    if embed.get("url"):
        title = f'<a href="{html.escape(embed["url"])}">{title}</a>'
    fields = "".join(
        f'<div class="field"><b>{markup(one["name"])}</b><div class="text">{markup(one["value"])}</div></div>'
        for one in embed.get("fields", ())
    )
    image = f'<img src="data:image/png;base64,{base64.b64encode(picture).decode()}">' if picture else ""
    foot = html.escape(embed.get("footer", {}).get("text", ""))
    parts = (("title", title), ("text", markup(embed.get("description", ""))), ("", fields + image), ("foot", foot))
    body = "".join(f'<div class="{kind}">{text}</div>' for kind, text in parts if text)
    return f'<div class="embed" style="border-color:#{embed.get("color", 0):06x}">{body}</div>'


def _row(row: dict[str, Any]) -> str:
    cells = []
    for one in row["components"]:
        if one["type"] == 2:
            off = " off" if one.get("disabled") else ""
            arrow = " ↗" if one.get("url") else ""
            cells.append(f'<span class="button s{one["style"]}{off}">{html.escape(one["label"])}{arrow}</span>')
        else:
            chosen = next((option["label"] for option in one["options"] if option.get("default")), None)
            text = f"<b>{html.escape(chosen)}</b>" if chosen else html.escape(one.get("placeholder", ""))
            cells.append(f'<span class="select">{text}<span>⌄</span></span>')
    return f'<div class="row">{"".join(cells)}</div>'


def picture(messages: Sequence[Message], path: Path, *, theme: str = "dark", width: int = DESKTOP) -> None:
    """Write a picture of messages, two pixels to one, cut below the last.

    Args:
        messages: From top to bottom.
        path: A PNG.
        theme: ``"dark"`` or ``"light"``.
        width: In pixels.

    Raises:
        FileNotFoundError: If there is no Chromium.
    """
    photograph(page(messages, theme, width), path, width)


#: Makes the messages of a picture.
Made = Callable[[Reader], Awaitable[Sequence[Message]]]
_ANA = Viewer(1)


async def _asked(reader: Reader) -> list[Message]:
    answers, asker = Answers(reader), Asker(1, 1)
    messages: list[Message] = []
    for text in ("who leads chexpert?", "and the competition board?"):
        messages += [
            Said(f"<@1> {text}"),
            Answered(await answers.answer(text, asker), f"@Podium {text}"),
        ]
    return messages


async def _board(reader: Reader) -> list[Message]:
    state = BoardState("mmlu-pro", only="open")
    return [Answered(await reader.read(lambda desk: leaderboard.answer(desk, state, _ANA)), "/leaderboard MMLU-Pro")]


async def _compared(reader: Reader) -> list[Message]:
    models = ["medgemma-4b-it", "gemma-3-4b"]
    return [Answered(await reader.read(lambda desk: compare.answer(desk, models, 1, _ANA)), "/compare")]


async def _carded(reader: Reader) -> list[Message]:
    return [Answered(await reader.read(lambda desk: benchmark.answer(desk, "chexpert", _ANA)), "/benchmark CheXpert")]


async def _progressed(reader: Reader) -> list[Message]:
    found = await Pictures(reader).progress("mmlu-pro", None, "dark")
    return [Answered(progress_face(found, "dark", _ANA.id), "/progress MMLU-Pro")]


async def _announced(reader: Reader) -> list[Message]:
    def last(desk: Desk) -> Story:
        found = events.latest(desk.connection, benchmark="mmlu-pro", kinds=("new_leader",))
        return news.story(desk.connection, [one for one in found if one.headline][:1])

    story = await reader.read(last)
    progress = await Pictures(reader).progress("mmlu-pro")
    return [Answered(story_face(story, "", progress.file))]


def _draft(model: str = "") -> Draft:
    said = "Table 2 of the model card says 0.512 since its second version."
    return Draft("chexpert", "reported", model, "0.512", "https://example.org/model-card", said)


def _forget_reports(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        connection.execute("DELETE FROM corrections")


async def _correction(reader: Reader) -> Correction:
    """Return a report."""

    def made(connection: sqlite3.Connection) -> Correction:
        draft = _draft("medgemma-4b-it")
        row = standings.placing(connection, draft.benchmark, draft.board, draft.model)
        assert row is not None
        return keep(connection, Report(row, 0.512, draft.source, draft.statement))

    return await reader.write(made)


async def _reported(reader: Reader) -> list[Message]:
    place = await reader.read(lambda desk: place_in(desk.index, "chexpert"))
    assert place is not None
    form = report_form(place, _draft("MedGemma 4B IT"), Press("report"))
    fields = [(one.label, one.told, one.typed) for one in form.fields]
    return [Form(form.title, fields, form.head), Answered(thanks_face(await _correction(reader)))]


async def _decided(reader: Reader) -> list[Message]:
    found = await _correction(reader)
    decided = replace(found, status="accepted", decided_at="2026-11-27")
    return [Answered(open_face(found)), Answered(told_face(decided))]


#: The pictures of the documentation: what is in each, its theme and its width.
PICTURES: Mapping[str, tuple[Made, str, int]] = {
    "ask": (_asked, "dark", DESKTOP),
    "leaderboard": (_board, "dark", DESKTOP),
    "phone": (_board, "light", PHONE),
    "benchmark": (_carded, "light", DESKTOP),
    "compare": (_compared, "dark", DESKTOP),
    "progress": (_progressed, "dark", DESKTOP),
    "alert": (_announced, "dark", DESKTOP),
    "report": (_reported, "dark", DESKTOP),
    "decide": (_decided, "dark", DESKTOP),
}


async def draw(folder: Path, names: Sequence[str]) -> None:
    """Write pictures ``discord-NAME.png`` into a folder, of a registry that holds what ships with Podium."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["PODIUM_HOME"] = home
        reader = Reader(Place(Path(home, "registry.db")))
        await reader.start()
        try:
            for name in names:
                made, theme, width = PICTURES[name]
                picture(await made(reader), folder / f"discord-{name}.png", theme=theme, width=width)
                await reader.write(_forget_reports)
        finally:
            reader.close()


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1]), sys.argv[2:] or list(PICTURES)))
