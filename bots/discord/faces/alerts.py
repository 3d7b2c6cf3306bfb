"""Announcements: what happened on a benchmark, a digest of much that happened, and what a channel is told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press, digest
from podium.bots.discord.faces.base import INDENT, Tone, face, home, joined, linked, name, research, words
from podium.bots.discord.news import Digest, Digested, Placed, Story
from podium.bots.discord.outgoing import Button, File, Option, Outgoing, Select
from podium.bots.faq.replies.wording import row_date
from podium.registry import formats
from podium.registry.corrections import is_reason
from podium.registry.event_words import ahead, sentence
from podium.registry.events import Event, Kind
from podium.registry.views import shown

#: Results that a story lists.
_RESULTS = 8
#: Leaders that a digest names of one benchmark.
_LEADERS = 2
#: Most characters of a board's title in a list.
_TITLE = 60
_NOUNS: Mapping[Kind, str] = {
    "new_leader": "new leader",
    "new_benchmark": "new benchmark",
    "new_result": "new result",
}


def marked(nonce: str) -> Press:
    """Return the press of the button by which an announcement is known again."""
    return Press("watch", ("l", nonce))


def story_face(story: Story, nonce: str, picture: File | None = None) -> Outgoing:
    """Return what happened on one benchmark.

    Args:
        story: What was read.
        nonce: What the message is known by.
        picture: The board of the new leader over time.
    """
    first = story.leader
    results = _best_first(story)
    others = [one for one in story.events if one.kind == "new_leader" and one is not first]
    if first is not None:
        kind, lines, at = "New leader", _lead(story, first), first
    elif any(one.kind == "new_benchmark" for one in story.events):
        kind, lines = "New benchmark", _benchmark(story)
        at = next(one for one in story.events if one.kind == "new_benchmark")
    else:
        kind, lines, at = _kind(results), [], results[0]
    for one in others:
        lines += ["", *_lead(story, one)]
    lines += _results(story, results, alone=not lines)
    placed = story.placed.get(at.result or 0)
    credits = {one.credit for one in story.placed.values()} if first is None else set()
    embed = face(
        Tone.NEWS,
        joined(kind, limits.clip(story.name, 80), at.board_title if first is not None and story.boards > 1 else None),
        lines,
        url=at.source_url or home(story.card),
        source=placed.credit if placed is not None and len(credits) < 2 else "",
        as_of=row_date(placed.row) if placed is not None else None,
        remark=research(story.card),
    )
    if picture is not None:
        embed.set_image(url=f"attachment://{picture.name}")
    board = at.board or ""
    meant = [at.model] if at.model and (first is not None or len(results) == 1) else []
    buttons = [
        Button("Leaderboard", Press("board", ("o", story.benchmark, board, "", "", "", "1"))),
        *([Button("About it", Press("benchmark", ("o", story.benchmark)))] if at.kind == "new_benchmark" else []),
        Button("Missing or incorrect?", Press("report", (story.benchmark, board, *meant))),
        Button("Watches here", marked(nonce)),
    ]
    return Outgoing(embed, (buttons,), (picture,) if picture is not None else ())


def _kind(results: Sequence[Event]) -> str:
    """Return what the title calls new results, and those that take another's place."""
    changed = all(one.replaced is not None for one in results)
    if len(results) == 1:
        return "Changed result" if changed else "New result"
    return f"{len(results)} {'changed' if changed else 'new'} results"


def _best_first(story: Story) -> list[Event]:
    """Return the new results, those of the main board first, of each board the best first."""
    far = 1 << 60

    def order(event: Event) -> tuple[bool, str, int, int]:
        placed = story.placed.get(event.result or 0)
        return not event.headline, event.board or "", placed.row.rank if placed is not None else far, event.id

    return sorted((one for one in story.events if one.kind == "new_result"), key=order)


def _lead(story: Story, event: Event) -> list[str]:
    """Return who leads, with what is needed to believe it."""
    # The board of the first stands in the title.
    named = event is not story.leader and story.boards > 1 and event.board_title is not None
    board = f"{limits.safe(event.board_title or '', 80)}: " if named else ""
    metric = limits.safe(event.metric_name or "", 80)
    metric = f"{metric} (lower is better)" if metric and not event.higher_is_better else metric
    ties = story.ties.get(event.board or "", ())
    return [
        f"**{board}{_said(event)}**",
        joined(ahead(event), metric, _standing(event, story.placed.get(event.result or 0)), _source(event)),
        *(f"*{limits.safe(tie, 200)}*" for tie in ties),
    ]


def _benchmark(story: Story) -> list[str]:
    told = limits.safe(story.card["measures"] or story.card["description"], 300)
    lines = [f"**{limits.safe(formats.an(story.events[0].modality), 60)} benchmark, new here**", told]
    if story.first is not None:
        row = story.first.row
        leads = f"{name(row.model.name, row.model.slug)} leads with {limits.clip(shown(row.value), 40)}"
        lines += ["", joined(f"**{leads}**", formats.count(story.first.models, "model"), words(formats.standing(row)))]
    return lines


def _results(story: Story, results: Sequence[Event], *, alone: bool) -> list[str]:
    lines = [] if alone or not results else ["", "Also new:"]
    for one in results[:_RESULTS]:
        placed = story.placed.get(one.result or 0)
        board = "" if one.headline or one.board_title is None else limits.safe(one.board_title, _TITLE)
        place = f"place {formats.rank(placed.row)} of {placed.models:,}" if placed is not None else None
        metric = "" if board else limits.safe(one.metric_name or "", _TITLE)
        corrected = "corrected" if is_reason(one.reason) else None
        about = joined(board, metric, corrected, place, _standing(one, placed), _source(one))
        lines += [f"**{_said(one)}**", INDENT + about]
    more = len(results) - _RESULTS
    if more > 0:
        lines.append(f"… and {formats.count(more, 'more result', 'more results')}")
    return lines


def _said(event: Event) -> str:
    """Return what happened in the words of the terminal, however long the names are.

    What a report says is a stranger's words, which every server would read: that there was one is enough.
    """
    return limits.safe(
        sentence(
            event._replace(
                model_name=_short(event.model_name),
                previous_name=_short(event.previous_name, 140),
                reason=None if is_reason(event.reason) else event.reason and limits.plain(event.reason, 120),
                ended="it was corrected" if is_reason(event.ended) else event.ended and limits.plain(event.ended, 120),
            )
        ),
        500,
    )


def _short(text: str | None, longest: int = 60) -> str | None:
    return text if text is None else limits.plain(text, longest) or "an unnamed model"


def _standing(event: Event, placed: Placed | None) -> str:
    return words(formats.standing(placed.row) if placed is not None else event.standing)


def _source(event: Event) -> str:
    if event.run is not None:
        return f"run {limits.safe(event.run, 40)}"
    return linked("source", event.source_url) if event.source_url else ""


def digest_face(found: Digest, nonce: str) -> Outgoing:
    """Return a digest: benchmarks with new leaders first.

    Args:
        found: What was read.
        nonce: What the message is known by.
    """
    lines = [f"{_counted(found.counts)} on {formats.count(found.number, 'benchmark')}", ""]
    for one in found.benchmarks:
        lines += _digested(one)
    more = found.number - len(found.benchmarks)
    if more > 0:
        lines.append(f"… and {formats.count(more, 'more benchmark', 'more benchmarks')}")
    embed = face(Tone.NEWS, "What is new", lines, remark="research use only" if found.research_only else "")
    options = tuple(
        Option(
            one.name or one.slug,
            one.slug if len(one.slug) <= limits.OPTION else digest(one.slug),
            _counted(one.counts),
        )
        for one in found.benchmarks
    )
    select = Select("Leaderboard of …", Press("board", ("o", "chosen")), options)
    return Outgoing(embed, (select, [Button("Watches here", marked(nonce))]))


def _digested(found: Digested) -> list[str]:
    lines = [joined(f"**{name(found.name, found.slug)}**", _counted(found.counts))]
    for one in found.leaders[:_LEADERS]:
        board = "" if one.headline or one.board_title is None else f"{limits.safe(one.board_title, _TITLE)}: "
        lines.append(INDENT + joined(f"{board}{_said(one)}", *_claim(one)))
    if not found.leaders or len(found.leaders) + len(found.results) <= _LEADERS:
        for one in found.results:
            board = "" if one.headline or one.board_title is None else f"{limits.safe(one.board_title, _TITLE)}: "
            lines.append(INDENT + joined(f"{board}{_said(one)}", *_claim(one)))
    return lines


def _claim(event: Event) -> tuple[str, ...]:
    """Return what is needed to believe a figure, in a digest: by what it is measured, whose it is, where it is read."""
    day = f"since {event.day}" if event.day and event.kind == "new_leader" else ""
    return limits.safe(event.metric_name or "", 40), words(event.standing), limits.safe(day, 20), _source(event)


def _counted(counts: Mapping[Kind, int]) -> str:
    return ", ".join(formats.count(counts[kind], noun) for kind, noun in _NOUNS.items() if counts.get(kind))


@dataclass(frozen=True)
class Listed:
    """A watch in the list of a server's.

    Args:
        id: Of the watch.
        channel: Id of its channel.
        place: Name of the channel for the select.
        label: What is watched.
    """

    id: int
    channel: int
    place: str
    label: str


def watches_face(watches: Sequence[Listed], trouble: Mapping[int, str], *, where: str, may_change: bool) -> Outgoing:
    """Return what channels are told of.

    Args:
        watches: At most as many as two selects hold.
        trouble: Why nothing can be announced, by channel.
        where: ``"here"``, or ``"in this server"``.
        may_change: Whether whoever looks may remove them.
    """
    lines = [] if watches else [f"Nothing is watched {where}.", "/watch all, benchmark or category begins it."]
    for channel in dict.fromkeys(one.channel for one in watches):
        remark = f" · ⚠ {limits.safe(trouble[channel], 200)}" if channel in trouble else ""
        lines.append(f"<#{channel}>{remark}")
        lines += [f"{INDENT}{name(one.label)}" for one in watches if one.channel == channel]
    rows: list[Select] = []
    for start in range(0, len(watches) if may_change else 0, limits.OPTIONS):
        options = tuple(
            Option(one.label, str(one.id), f"in #{one.place}") for one in watches[start : start + limits.OPTIONS]
        )
        rows.append(Select("Stop watching …", Press("watch", ("r", where[:2], str(start))), options))
    return Outgoing(face(Tone.CARD, f"Watched {where}", lines), tuple(rows), private=True)


def added_face(label: str, *, fresh: bool) -> Outgoing:
    """Return that a channel is told of something from now on.

    Args:
        label: What is watched.
        fresh: Whether it was not before.
    """
    lines = [
        f"From now on I tell this channel of new leaders, results and benchmarks: **{name(label)}**."
        if fresh
        else f"This channel is told of **{name(label)}** already.",
        "-# /watch list shows what is watched, /watch remove ends it.",
    ]
    return Outgoing(face(Tone.CARD, "Watching", lines), ([Button("Watches here", Press("watch", ("l",)))],))


def removed_face(label: str, channel: int) -> Outgoing:
    """Return that a channel is told of something no more."""
    return Outgoing(face(Tone.CARD, "No longer watching", [f"<#{channel}> is told of **{name(label)}** no more."]))
