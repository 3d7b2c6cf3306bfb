"""The address by which a server or a person takes the bot in, with the permissions it needs and no others."""

from __future__ import annotations

from dataclasses import dataclass

import discord

#: What the bot needs in a channel to answer there, with the names that Discord shows.
PERMISSIONS = {
    "view_channel": "View Channels",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
    "attach_files": "Attach Files",
    "read_message_history": "Read Message History",
}
SCOPES = ("bot", "applications.commands")


@dataclass(frozen=True)
class Invitation:
    """How the bot is taken in.

    Args:
        application: The application's id.
        server: Address by which someone who manages a server adds the bot to it.
        person: Address by which a person takes the commands along, without a server.
        permissions: The number that stands for the permissions.
    """

    application: int
    server: str
    person: str
    permissions: int


def needed() -> discord.Permissions:
    """Return the permissions that the bot asks for."""
    return discord.Permissions(**dict.fromkeys(PERMISSIONS, True))


def invitation(application: int) -> Invitation:
    """Return how the bot of an application is taken in."""
    wanted = needed()
    server = discord.utils.oauth_url(application, permissions=wanted, scopes=SCOPES)
    person = discord.utils.oauth_url(application, scopes=SCOPES[1:]) + "&integration_type=1"
    return Invitation(application, server + "&integration_type=0", person, wanted.value)


def lacking(value: int) -> list[str]:
    """Return the names of needed permissions that are not among those of a number."""
    given = discord.Permissions(value)
    if given.administrator:
        return []
    return [name for flag, name in PERMISSIONS.items() if not getattr(given, flag)]
