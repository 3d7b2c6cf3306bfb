"""The form for missing or incorrect data, and what a person is told of what it became.

What was typed into a form that was not taken stands in the message that says so, and is read from there when the form
is opened again: nothing of it is kept elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import discord

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.base import Tone, face, joined, linked, name
from podium.bots.discord.forms import Field, Form
from podium.bots.discord.names import Scale
from podium.bots.discord.outgoing import Button, Look, Outgoing
from podium.bots.discord.reports import LONGEST_MODEL, Draft, Place
from podium.registry.corrections import LONGEST_TEXT, Correction

TITLE = "Missing or incorrect?"
#: Most characters of a value and of an address in the form: quoted, they must fit into a message.
LONGEST_VALUE, LONGEST_SOURCE = 30, 500

#: Stands above what was typed in a message; nothing that is quoted can begin so.
_WRONG = "**What is wrong**\n"
_MODEL, _VALUE, _SOURCE = "Model", "Right value", "Source"
#: Near names below a report that names a model that is not known.
_NEAR = 4
_MARKUP = re.compile(r"([!-/:-?\[-`{-~])")
_QUOTED = re.compile(r"\\([!-/:-?\[-`{-~])")


def quoted(text: str) -> str:
    """Return a text for a place with markup, which shows it as it is, lines and all; :func:`unquoted` gives it back."""
    return _MARKUP.sub(r"\\\1", text).replace("@", "@\u200b")


def unquoted(text: str) -> str:
    """Return the text that was quoted."""
    return _QUOTED.sub(r"\1", text.replace("@\u200b", "@"))


def report_form(place: Place, draft: Draft, press: Press) -> Form:
    """Return the form.

    Args:
        place: The board.
        draft: What stands in it already.
        press: What sending it asks for.
    """
    head = joined(f"**{name(place.benchmark_name, place.benchmark)}**", limits.safe(place.board_title, 100))
    return Form(
        TITLE,
        press,
        (
            Field("model", "Model", "As on the board; or one that it lacks.", draft.model, LONGEST_MODEL),
            Field("value", _VALUE, value_words(place.scale), draft.value, LONGEST_VALUE, required=False),
            Field("source", "Where can that be read?", "An address: https://…", draft.source, LONGEST_SOURCE),
            Field("statement", "What is wrong?", "", draft.statement, LONGEST_TEXT, long=True),
        ),
        f"{head}\n{limits.safe(place.scale.metric, 200)}{range_words(place.scale)}",
    )


def range_words(scale: Scale) -> str:
    """Return between which figures a board's are, as the end of a sentence."""
    if scale.maximum is None:
        return "" if scale.minimum is None else f", {scale.minimum:g} or more"
    return f", at most {scale.maximum:g}" if scale.minimum is None else f", from {scale.minimum:g} to {scale.maximum:g}"


def value_words(scale: Scale) -> str:
    """Return how a value is written, for the form."""
    if scale.maximum == 1.0:
        how = "A fraction like 0.512, not 51.2."
    elif scale.maximum == 100.0:
        how = "A number like 51.2, not 0.512."
    else:
        how = "A number, as the board writes it."
    return f"{how} Leave it empty if the row should go."


def known_face(benchmark_name: str, board_title: str, press: Press) -> Outgoing:
    """Return the button that opens the form for a board.

    Args:
        benchmark_name: Name of the benchmark.
        board_title: Heading of the board.
        press: What opens the form.
    """
    embed = face(Tone.QUESTION, f"{limits.clip(benchmark_name, 60)} · {board_title}", ["Is it this board?"])
    return Outgoing(embed, ([Button(TITLE, press)],), private=True)


def refused_face(draft: Draft, why: str, owner: int, near: Sequence[tuple[str, str]] = ()) -> Outgoing:
    """Return what is said where a report is not taken: why, what was typed, and the way back into the form.

    Args:
        draft: What was typed.
        why: One line.
        owner: Who typed it.
        near: Names and slugs of models that may be meant.
    """
    embed = discord.Embed(
        title=limits.safe(why, limits.TITLE // 2 - 1) or "Not taken",
        description=f"{_WRONG}{quoted(draft.statement)}" if draft.statement else None,
        colour=Tone.WRONG.value,
    )
    for label, typed in ((_MODEL, draft.model), (_VALUE, draft.value), (_SOURCE, draft.source)):
        if typed:
            embed.add_field(name=label, value=quoted(typed), inline=False)
    at = (draft.benchmark, draft.board)
    buttons = [Button("Change it", Press("mend", at, owner), look=Look.MAIN)]
    for label, slug in near[:_NEAR]:
        buttons.append(Button(limits.plain(label, limits.LABEL) or slug, Press("mend", (*at, slug), owner)))
    return Outgoing(embed, (buttons,), private=True)


def draft_in(embed: discord.Embed | None, at: Draft) -> Draft:
    """Return what was typed, from the message that said it was not taken.

    Args:
        embed: Of that message.
        at: The board.
    """
    if embed is None:
        return at
    typed = {one.name: unquoted(one.value or "") for one in embed.fields}
    return replace(
        at,
        model=typed.get(_MODEL, ""),
        value=typed.get(_VALUE, ""),
        source=typed.get(_SOURCE, ""),
        statement=unquoted((embed.description or "").removeprefix(_WRONG)),
    )


def lines_of(correction: Correction) -> list[str]:
    """Return what a report says, for people who know nothing of it."""
    host = correction.source_url.split("/")[2] if correction.source_url.count("/") > 1 else correction.source_url
    said = [limits.plain(line, 400) for line in correction.statement.splitlines() if line.strip()]
    text = limits.clip("\n".join(said), 1_200)
    return [
        joined(f"**{name(correction.model_name, correction.model)}**", limits.safe(correction.board_title, 100)),
        joined(f"**{correction.change}**", limits.safe(correction.setting or "", 100)),
        f"Source: {linked(limits.safe(host, 60), correction.source_url)}",
        "",
        *(f"> {limits.safe(line, 400)}" for line in text.splitlines()),
    ]


def title_of(correction: Correction, what: str = "") -> str:
    """Return the heading of a message about a report."""
    about = limits.clip(correction.benchmark_name, 60)
    return f"Report {correction.id}{what} · {about}"


def thanks_face(correction: Correction) -> Outgoing:
    """Return what a person is told whose report was taken."""
    lines = [
        *lines_of(correction),
        "",
        "Thank you. A maintainer looks at it, and I write to you when it is decided, if you let me.",
        "`/privacy delete` forgets that it was you; the report stays.",
    ]
    return Outgoing(face(Tone.ANSWER, title_of(correction), lines), private=True)


def told_face(correction: Correction) -> Outgoing:
    """Return what a person is told whose report was decided."""
    accepted = correction.status == "accepted"
    said = limits.safe(correction.decision or "", 1_000)
    outcome = "It is in the registry now. Thank you!" if accepted else "It was not taken."
    lines = [*lines_of(correction), "", outcome, *([f"**Why**  {said}"] if said else [])]
    what = " was accepted" if accepted else " was refused"
    return Outgoing(face(Tone.NEWS if accepted else Tone.WRONG, title_of(correction, what), lines))
