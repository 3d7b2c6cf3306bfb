"""Which channels are told of what: watches, kept in the bot's file and held in memory.

Every watch has the last event that its channel was told of. What is about to be announced is written down before it is
sent, and struck out together with moving that on: whenever the bot is killed, either nothing was sent, or what may
have been is known.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeVar

from podium.bots.discord.keeping import Keeping
from podium.bots.discord.names import Index, Named, Names
from podium.registry.errors import PodiumError

T = TypeVar("T")

Kind = Literal["benchmark", "category", "all"]

#: Most watches of a server: a list of them is two selects.
MOST = 50

_COLUMNS = "id, guild, channel, kind, name, last_event"


@dataclass(frozen=True)
class Watch:
    """What a channel is told of.

    Args:
        id: Of the watch.
        guild: Id of the server.
        channel: Id of the channel or thread.
        kind: What is watched.
        name: Slug of the benchmark, or name of the category; empty for all.
        last_event: Id of the last event that the channel was told of.
    """

    id: int
    guild: int
    channel: int
    kind: Kind
    name: str
    last_event: int

    def label(self, index: Index) -> str:
        """Return what is watched, in words; names are as the registry has them."""
        if self.kind == "benchmark":
            known = index.benchmarks.by_slug.get(self.name)
            return known.name if known is not None and known.name else self.name
        return f"{self.name} (category)" if self.kind == "category" else "everything"


@dataclass(frozen=True)
class Sending:
    """An announcement that may be on its way.

    Args:
        channel: Where to.
        until: Id of the last event that it tells of.
        nonce: What Discord, and the message itself, know it by.
        began: When it was first sent, in UTC.
    """

    channel: int
    until: int
    nonce: str
    began: str

    @classmethod
    def of(cls, channel: int, last: int, until: int) -> Sending:
        """Return the announcement of the events after one, up to another; its nonce is the same every time."""
        nonce = hashlib.blake2b(f"{channel}:{last}:{until}".encode(), digest_size=10).hexdigest()
        return cls(channel, until, nonce, datetime.now(UTC).isoformat(timespec="seconds"))


class Watches:
    """The watches of all servers.

    Args:
        keeping: Where they are kept.
    """

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._channels: dict[int, tuple[Watch, ...]] = {}
        self._sending: dict[int, Sending] = {}

    async def read(self) -> None:
        """Read them from the file."""
        found, sending = await self._keeping.run(lambda connection: (_read(connection), _read_sending(connection)))
        channels: dict[int, list[Watch]] = {}
        for one in found:
            channels.setdefault(one.channel, []).append(one)
        self._channels = {channel: tuple(watches) for channel, watches in channels.items()}
        self._sending = sending

    @property
    def channels(self) -> Mapping[int, tuple[Watch, ...]]:
        """The watches of each channel that has any."""
        return self._channels

    def of_channel(self, channel: int) -> tuple[Watch, ...]:
        """Return the watches of a channel."""
        return self._channels.get(channel, ())

    def of_guild(self, guild: int) -> list[Watch]:
        """Return the watches of a server, the oldest first."""
        found = (one for watches in self._channels.values() for one in watches if one.guild == guild)
        return sorted(found, key=lambda one: one.id)

    def names(self, guild: int, index: Index, channels: Mapping[int, str]) -> Names:
        """Return the watches of a server as names to choose from, each by its id.

        Args:
            guild: The server.
            index: Names of the registry.
            channels: Names of channels.
        """

        def named(watch: Watch) -> Named:
            label = watch.label(index)
            return Named(str(watch.id), f"{label} in #{channels.get(watch.channel, '?')}", (label,))

        return Names(list(map(named, self.of_guild(guild))))

    def sending(self, channel: int) -> Sending | None:
        """Return the announcement that may be on its way into a channel."""
        return self._sending.get(channel)

    async def add(self, guild: int, channel: int, kind: Kind, name: str, last: int) -> bool:
        """Have a channel be told of what comes after an event.

        Returns:
            Whether it was not yet.

        Raises:
            PodiumError: If the server has as many watches as one may have.
        """

        def insert(connection: sqlite3.Connection) -> bool:
            (number,) = connection.execute("SELECT count(*) FROM watches WHERE guild = ?", (guild,)).fetchone()
            if number >= MOST:
                raise PodiumError(f"this server has {MOST} watches, which is the most", "remove one with /watch remove")
            return bool(
                connection.execute(
                    "INSERT OR IGNORE INTO watches (guild, channel, kind, name, last_event, created_at)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (guild, channel, kind, name, last, datetime.now(UTC).isoformat(timespec="seconds")),
                ).rowcount
            )

        return await self._change(channel, insert)

    async def remove(self, guild: int, watch: int) -> Watch | None:
        """Remove a watch of a server, and return it; None where there is none of this id."""
        found = next((one for one in self.of_guild(guild) if one.id == watch), None)
        if found is not None:
            await self._change(found.channel, lambda connection: _delete(connection, "id = ?", watch))
        return found

    async def drop_channel(self, channel: int) -> int:
        """Remove the watches of a channel that is gone, and return how many there were."""
        return await self._change(channel, lambda connection: _delete(connection, "channel = ?", channel))

    async def drop_guild(self, guild: int) -> int:
        """Remove the watches of a server that the bot was removed from, and return how many there were."""
        number = await self._keeping.run(lambda connection: _delete(connection, "guild = ?", guild))
        await self.read()
        return number

    async def begin(self, sending: Sending) -> None:
        """Write down what is about to be announced."""

        def note(connection: sqlite3.Connection) -> None:
            row = (sending.channel, sending.until, sending.nonce, sending.began)
            connection.execute("INSERT OR REPLACE INTO announcing VALUES (?, ?, ?, ?)", row)

        await self._change(sending.channel, note)

    async def settle(self, channel: int, until: int) -> None:
        """Take note that a channel was told of everything up to an event."""

        def advance(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE watches SET last_event = max(last_event, ?) WHERE channel = ?", (until, channel))
            connection.execute("DELETE FROM announcing WHERE channel = ?", (channel,))

        await self._change(channel, advance)

    async def abandon(self, channel: int) -> None:
        """Take note that what was about to be announced did not arrive."""
        await self._change(
            channel, lambda connection: connection.execute("DELETE FROM announcing WHERE channel = ?", (channel,))
        )

    async def rewind(self, last: int) -> int:
        """Have channels that were told of events which are not there be told of what comes after the last that is.

        Returns:
            How many watches there were of that kind.
        """

        def set_back(connection: sqlite3.Connection) -> int:
            number = connection.execute("UPDATE watches SET last_event = ? WHERE last_event > ?", (last, last)).rowcount
            connection.execute("DELETE FROM announcing WHERE until > ?", (last,))
            return number

        number = await self._keeping.run(set_back)
        await self.read()
        return number

    async def _change(self, channel: int, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what ``work`` returns, and have in memory what the file has of a channel afterwards."""

        def change(connection: sqlite3.Connection) -> tuple[T, list[Watch], dict[int, Sending]]:
            done = work(connection)
            return done, _read(connection, channel), _read_sending(connection, channel)

        done, watches, sending = await self._keeping.run(change)
        self._channels.pop(channel, None)
        self._sending.pop(channel, None)
        if watches:
            self._channels[channel] = tuple(watches)
        self._sending |= sending
        return done


def _read(connection: sqlite3.Connection, channel: int | None = None) -> list[Watch]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM watches WHERE ?1 IS NULL OR channel = ?1 ORDER BY id", (channel,)
    )
    return [Watch(**dict(row)) for row in rows]


def _read_sending(connection: sqlite3.Connection, channel: int | None = None) -> dict[int, Sending]:
    rows = connection.execute("SELECT * FROM announcing WHERE ?1 IS NULL OR channel = ?1", (channel,))
    return {row["channel"]: Sending(**dict(row)) for row in rows}


def _delete(connection: sqlite3.Connection, where: str, value: int) -> int:
    """Delete watches, and what was on its way into channels that have none any more."""
    number = connection.execute(f"DELETE FROM watches WHERE {where}", (value,)).rowcount
    connection.execute("DELETE FROM announcing WHERE channel NOT IN (SELECT channel FROM watches)")
    return number
