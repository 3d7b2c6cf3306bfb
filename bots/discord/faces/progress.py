"""A board over time: the picture, and who held the record for how long."""

from __future__ import annotations

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.base import INDENT, Tone, face, joined, note, words
from podium.bots.discord.outgoing import Button, Outgoing
from podium.bots.discord.pictures import Held, Progress
from podium.registry import formats
from podium.registry.views import shown

#: Records that are listed; the picture has all.
_RECORDS = 4


def progress_face(found: Progress, theme: str, owner: int | None = None) -> Outgoing:
    """Return a board over time.

    Args:
        found: What was read and drawn.
        theme: Of the picture.
        owner: Who may change the message; whoever else presses gets one of their own.
    """
    board, file = found.board, found.file
    metric = f"{limits.safe(board.metric_name, 80)}{formats.direction(board)}"
    lines = [joined(metric, formats.count(found.results, "result")), ""]
    for one in found.records[:_RECORDS]:
        lines += _record(one)
    more = len(found.records) - _RECORDS
    undated = f"; {formats.count(found.undated, 'result')} without a date left out" if found.undated else ""
    earlier = f"{formats.count(more, 'earlier record')} in the picture. " if more > 0 else ""
    lines += ["", note(f"{earlier}{found.clock[:1].upper()}{found.clock[1:]}{undated}.")]
    embed = face(
        Tone.BOARD,
        f"{limits.clip(found.benchmark_name, 60)} · {board.title} over time",
        lines,
        url=found.url,
        source=found.source,
        as_of=found.as_of,
        remark="research use only" if found.research_only else "",
    )
    embed.set_image(url=f"attachment://{file.name}")
    at, other = (board.benchmark, board.slug), "light" if theme == "dark" else "dark"
    buttons = [
        Button("Leaderboard", Press("board", ("o", *at, "", "", "", "1"), owner)),
        Button(f"{other.capitalize()} picture", Press("progress", ("t", *at, other), owner)),
        Button("Missing or incorrect?", Press("report", at)),
    ]
    return Outgoing(embed, (buttons,), (file,))


def _record(held: Held) -> list[str]:
    stood = (
        "still stands"
        if held.days is None
        else f"stood {'about ' if held.about else ''}{formats.count(held.days, 'day')}"
    )
    return [
        f"**{limits.clip(shown(held.value), 40)}**  {limits.safe(held.holder, 90)}",
        INDENT + joined(f"since {held.since}", stood, words(held.standing)),
    ]
