"""What a server has set, and what is kept of a person."""

from __future__ import annotations

from podium.bots.discord.faces.base import Tone, face
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.servers import Server

#: Channels that are named; of more, how many.
_NAMED = 20


def settings_face(server: Server, *, decides: bool, remark: str = "") -> Outgoing:
    """Return what a server has set.

    Args:
        server: Its settings.
        decides: Whether its maintainers decide on reports.
        remark: What its managers must know besides, with markup.
    """
    named = " ".join(f"<#{channel}>" for channel in server.channels[:_NAMED])
    more = len(server.channels) - _NAMED
    where = f"{named}{f' and {more} more' if more > 0 else ''}" if named else "everywhere"
    lines = [f"**I answer in**  {where}"]
    if decides:
        role = f", and members of <@&{server.maintainers}>" if server.maintainers else ""
        channel = f"<#{server.reports}>, and `/reports`" if server.reports else "`/reports`"
        lines += [f"**Decide on reports**  those who may manage this server{role}", f"**Reports are in**  {channel}"]
    else:
        lines += ["**Reports**  are decided in servers that the bot's operator names"]
    lines += ["", remark]
    return Outgoing(face(Tone.CARD, "Settings of this server", lines), private=True)


def privacy_face(reports: int) -> Outgoing:
    """Return what is kept of people, and of the one who asks.

    Args:
        reports: Of how many reports that person waits to hear.
    """
    yours = {0: "nothing on disk.", 1: "that you wait to hear of one report."}
    lines = [
        "**Text**  I keep no text of any message and no question. A report that you send is public, without you.",
        "**On disk**  your id beside each report of yours, until I have told you what became of it.",
        "**In memory**  what you asked last in a channel, as names of the registry, for half an hour; and how often you"
        " asked of late, so that everybody gets a turn. It goes with a restart.",
        "**Logs**  tell what was answered and when, with a hash of the question, and not who asked.",
        "**Of servers**  ids of channels and a role, for `/settings` and `/watch`; they go when I am removed.",
        "",
        f"Of you I keep {yours.get(reports, f'that you wait to hear of {reports} reports.')}",
        "`/privacy delete` deletes it.",
    ]
    return Outgoing(face(Tone.CARD, "What I keep", lines), private=True)


def deleted_face(reports: int, conversations: int) -> Outgoing:
    """Return what was deleted of a person.

    Args:
        reports: How many reports are theirs no more.
        conversations: In how many channels their last question was remembered.
    """
    lines = [
        f"**Your id**  beside {_counted(reports, 'report')}: the reports stay, and I cannot tell you what becomes of"
        " them."
        if reports
        else "**Your id**  was kept nowhere.",
        f"**Your last question**  in {_counted(conversations, 'channel')}."
        if conversations
        else "**Your last question**  was not remembered.",
        "**How often you asked**  is forgotten as soon as it holds you back no longer.",
    ]
    return Outgoing(face(Tone.CARD, "Deleted", lines), private=True)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
