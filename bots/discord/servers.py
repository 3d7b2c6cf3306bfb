"""What servers have set: where the bot answers, who decides on reports, and where these are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from podium.registry.errors import PodiumError

#: Channels that a server can name; with more it would rather name none.
MOST_CHANNELS = 50


@dataclass(frozen=True)
class Server:
    """What a server has set.

    Args:
        channels: The channels in which the bot answers; none where it answers in all.
        maintainers: The role whose members decide on reports.
        reports: The channel in which reports are shown.
    """

    channels: tuple[int, ...] = ()
    maintainers: int | None = None
    reports: int | None = None


def server(connection: sqlite3.Connection, guild: int) -> Server:
    """Return what a server has set."""
    rows = connection.execute("SELECT channel FROM channels WHERE guild = ? ORDER BY channel", (guild,))
    channels = tuple(row["channel"] for row in rows)
    row = connection.execute("SELECT maintainers, reports FROM guilds WHERE guild = ?", (guild,)).fetchone()
    return Server(channels) if row is None else Server(channels, row["maintainers"], row["reports"])


def add_channel(connection: sqlite3.Connection, guild: int, channel: int) -> None:
    """Let the bot answer in a channel; with the first one it answers nowhere else.

    Raises:
        PodiumError: If the server has named too many.
    """
    connection.execute("INSERT OR IGNORE INTO channels VALUES (?, ?)", (guild, channel))
    if len(server(connection, guild).channels) > MOST_CHANNELS:
        raise PodiumError(
            f"a server can name {MOST_CHANNELS} channels", "remove one, or all, so that I answer anywhere"
        )


def remove_channel(connection: sqlite3.Connection, guild: int, channel: int) -> bool:
    """Take a channel out again; return whether it was named."""
    cursor = connection.execute("DELETE FROM channels WHERE guild = ? AND channel = ?", (guild, channel))
    return cursor.rowcount > 0


def remove_channels(connection: sqlite3.Connection, guild: int) -> None:
    """Take all channels out, so that the bot answers everywhere."""
    connection.execute("DELETE FROM channels WHERE guild = ?", (guild,))


def set_maintainers(connection: sqlite3.Connection, guild: int, role: int | None) -> None:
    """Set the role whose members decide on reports, or none."""
    connection.execute(
        "INSERT INTO guilds (guild, maintainers) VALUES (?, ?)"
        " ON CONFLICT (guild) DO UPDATE SET maintainers = excluded.maintainers",
        (guild, role),
    )


def set_reports(connection: sqlite3.Connection, guild: int, channel: int | None) -> None:
    """Set the channel in which reports are shown, or none."""
    connection.execute(
        "INSERT INTO guilds (guild, reports) VALUES (?, ?)"
        " ON CONFLICT (guild) DO UPDATE SET reports = excluded.reports",
        (guild, channel),
    )


def report_channels(connection: sqlite3.Connection, guilds: Collection[int]) -> list[int]:
    """Return the channels in which some servers read reports."""
    rows = connection.execute("SELECT guild, reports FROM guilds WHERE reports IS NOT NULL ORDER BY guild")
    return [row["reports"] for row in rows if row["guild"] in guilds]


def forget(connection: sqlite3.Connection, guild: int) -> None:
    """Delete what a server has set."""
    for table in ("guilds", "channels"):
        connection.execute(f"DELETE FROM {table} WHERE guild = ?", (guild,))
