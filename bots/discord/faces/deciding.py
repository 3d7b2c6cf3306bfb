"""Reports as maintainers see them, with the buttons that decide."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.base import Tone, face
from podium.bots.discord.faces.pager import turning
from podium.bots.discord.faces.report import lines_of, title_of
from podium.bots.discord.forms import Field, Form
from podium.bots.discord.outgoing import Button, Look, Option, Outgoing, Select
from podium.registry.corrections import LONGEST_TEXT, Correction

#: Whose figure the row is that a report brings: what a maintainer can say, with what it means.
_WHOSE = (
    ("self-reported", "by the model's maker"),
    ("third-party", "by another paper or a competitor"),
    ("independent", "by others, under a stated protocol"),
)


def open_face(correction: Correction, page: int = 0, pages: int = 0) -> Outgoing:
    """Return a report that is to be decided.

    Args:
        correction: The report.
        page: Its place among the open ones, from 1; 0 where it is shown alone.
        pages: How many these are.
    """
    at = (str(correction.id), str(page))
    refuse = Button("Refuse…", Press("refuse", at), look=Look.BAD)
    turns = [turning(page, pages, lambda role, to: Press("reports", (role, str(to))))] if pages > 1 else []
    if correction.result is None and correction.value is not None:
        options = tuple(Option(f"Accept as {standing}", standing, means) for standing, means in _WHOSE)
        accept = Select("Accept: whose figure is it?", Press("accept", at), options)
        rows: list[Sequence[Button] | Select] = [accept, [refuse], *turns]
    else:
        rows = [[Button("Accept", Press("accept", at), look=Look.GOOD), refuse], *turns]
    lines = [
        *lines_of(correction),
        "",
        f"-# {correction.created_at[:10]}, by {limits.safe(correction.reporter or '–')}",
    ]
    return Outgoing(face(Tone.QUESTION, title_of(correction), lines), tuple(rows), private=bool(page))


def decided_face(correction: Correction, page: int = 0) -> Outgoing:
    """Return a report that was decided.

    Args:
        correction: The report.
        page: Its place among those that were open; 0 where it is shown alone.
    """
    accepted = correction.status == "accepted"
    what = " accepted" if accepted else " refused"
    day = (correction.decided_at or "")[:10]
    why = limits.safe(correction.decision or "", 1_000)
    lines = [*lines_of(correction), *(["", f"**Why**  {why}"] if why else []), "", f"-# Decided {day}"]
    rows = ([Button("Next", Press("reports", ("p", str(page))))],) if page else ()
    return Outgoing(face(Tone.ANSWER if accepted else Tone.WRONG, title_of(correction, what), lines), rows)


def none_face() -> Outgoing:
    """Return what is said where nothing is to be decided."""
    return Outgoing(face(Tone.ANSWER, "No open reports", ["Everything is decided."]), private=True)


def reason_form(number: str, page: str, owner: int) -> Form:
    """Return the form that asks why a report is refused."""
    told = "Whoever reported it reads this."
    field = Field("reason", "Why is it not taken?", told, longest=LONGEST_TEXT, long=True)
    return Form(f"Refuse report {limits.clip(number, 20)}", Press("refuse", (number, page), owner), (field,))
