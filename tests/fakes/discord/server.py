"""The loopback Discord: a server in a thread of its own, and what a test asks of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from aiohttp import web

from podium.tests.fakes.discord.calls import API, Answer, Request
from podium.tests.fakes.discord.clock import Clock
from podium.tests.fakes.discord.exchange import PATIENCE
from podium.tests.fakes.discord.faults import Bucket, Fault, Faults, Gate, limited_body
from podium.tests.fakes.discord.gateway import Gateway
from podium.tests.fakes.discord.messages import Message
from podium.tests.fakes.discord.people import People
from podium.tests.fakes.discord.places import GROUP_DIRECT, TEXT, THREAD, Channel, Guild, Permission, Person, Role
from podium.tests.fakes.discord.rest import Rest
from podium.tests.fakes.discord.world import World

#: Largest request that is read at all: ten files that are each over the limit.
_LARGEST = 256 * 1024 * 1024
_LOG_SHOWN = 15


class FakeDiscord(People):
    """A strict Discord on 127.0.0.1.

    It refuses what Discord refuses: look at `refused` at the end of a test. Methods may be called from the test's
    thread at any time; those that wait have a deadline. On the way out it raises if the fake itself failed.

    Args:
        token: The only token it accepts; one that looks like Discord's if left out.
        shards: How many shards it asks a bot for.
        privileged: Bits of the privileged intents that it grants.
        heartbeat: Seconds between heartbeats.
    """

    def __init__(
        self, token: str | None = None, *, shards: int = 1, privileged: int = 0, heartbeat: float = 41.25
    ) -> None:
        self.world = World(token, shards=shards, privileged=privileged)
        self.gateway = Gateway(self.world, heartbeat=heartbeat)
        self._faults = Faults(self.world.clock)
        self._rest = Rest(self.world, self._faults)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake discord", daemon=True)
        self.port = 0

    # -- life ---------------------------------------------------------------------------------------------------------

    def __enter__(self) -> FakeDiscord:
        self._thread.start()
        self._runner, self.port = asyncio.run_coroutine_threadsafe(self._serve(), self._loop).result(PATIENCE)
        self.world.base = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for gate in self._faults.gates[:]:
            self._open(gate)
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()
        if self._rest.crashes and error is None:
            raise AssertionError("the fake itself failed:\n" + "\n".join(self._rest.crashes))

    async def _serve(self) -> tuple[web.AppRunner, int]:
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_get("/gateway", self.gateway.connect)
        app.router.add_get("/gateway/resume", self.gateway.connect)
        app.router.add_get("/cdn/attachments/{channel}/{attachment}/{name}", self._rest.download)
        app.router.add_route("*", "/{rest:.*}", self._rest.serve)
        app.on_shutdown.append(self._hang_up)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return runner, int(runner.addresses[0][1])

    async def _hang_up(self, app: web.Application) -> None:
        for connection in list(self.gateway.connections):
            await connection.drop()

    @property
    def api(self) -> str:
        """The address of the REST side."""
        return f"{self.world.base}{API}"

    # -- who and what there is ----------------------------------------------------------------------------------------

    @property
    def token(self) -> str:
        """The token it accepts."""
        return self.world.token

    @property
    def clock(self) -> Clock:
        """The clock of all deadlines."""
        return self.world.clock

    @property
    def bot(self) -> Person:
        """The bot."""
        return self.world.bot

    @property
    def owner(self) -> Person:
        """The person the application belongs to."""
        return self.world.owner

    def guild(
        self,
        name: str = "Benchmarks",
        *,
        joined: bool = True,
        everyone: int = Permission.EVERYONE,
        bot_permissions: int = 0,
    ) -> Guild:
        """Make a guild. Without `joined` the bot is not in it."""
        with self.world.changed:
            made = Guild(name, joined=joined, everyone=everyone, bot_permissions=bot_permissions)
            self.world.guilds[made.id] = made
            if joined:
                self.world.emit("GUILD_CREATE", made.payload(self.bot, owner=self.owner), made)
            return made

    def channel(
        self, guild: Guild, name: str = "general", *, type: int = TEXT, bot_denied: int = 0, denied: int = 0
    ) -> Channel:
        """Make a channel, where the bot or everyone may be denied what the guild allows."""
        return self._add_channel(Channel(name, guild, type, bot_denied=bot_denied, denied=denied), "CHANNEL_CREATE")

    def thread(self, channel: Channel, name: str = "thread") -> Channel:
        """Make a thread in a channel."""
        return self._add_channel(Channel(name, channel.guild, THREAD, parent=channel), "THREAD_CREATE")

    def group(self, person: Person, name: str = "group") -> Channel:
        """Make a conversation that the bot is not in, where a person can use a user install."""
        return self._add_channel(Channel(name, None, GROUP_DIRECT, person=person), "")

    def _add_channel(self, made: Channel, event: str) -> Channel:
        with self.world.changed:
            self.world.channels[made.id] = made
            if made.guild:
                made.guild.channels.append(made)
                if made.guild.joined:
                    self.world.emit(event, made.payload(self.bot), made.guild)
            return made

    def allow(self, channel: Channel, *, bot_denied: int = 0, denied: int = 0) -> None:
        """Change what the bot or everyone is denied in a channel."""
        with self.world.changed:
            channel.bot_denied, channel.denied = bot_denied, denied
            self.world.emit("CHANNEL_UPDATE", channel.payload(self.bot), channel.guild)

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel."""
        with self.world.changed:
            assert channel.guild
            del self.world.channels[channel.id]
            channel.guild.channels.remove(channel)
            self.world.emit("CHANNEL_DELETE", channel.payload(self.bot), channel.guild)

    def remove_bot(self, guild: Guild) -> None:
        """Throw the bot out of a guild."""
        with self.world.changed:
            self.world.emit("GUILD_DELETE", {"id": guild.id}, guild)
            guild.joined = False

    def role(self, guild: Guild, name: str, permissions: int = 0) -> Role:
        """Make a role."""
        with self.world.changed:
            made = Role(name, guild, permissions)
            guild.roles.append(made)
            if guild.joined:
                self.world.emit("GUILD_ROLE_CREATE", {"guild_id": guild.id, "role": made.payload()}, guild)
            return made

    def person(
        self,
        name: str,
        *,
        permissions: int = 0,
        roles: list[Role] | None = None,
        bot: bool = False,
        dms_open: bool = True,
        locale: str = "en-US",
    ) -> Person:
        """Make a person, who is in every guild and may there do what everyone may and `permissions`."""
        with self.world.changed:
            made = Person(name, permissions, list(roles or []), bot=bot, dms_open=dms_open, locale=locale)
            self.world.people[made.id] = made
            return made

    # -- what was seen ------------------------------------------------------------------------------------------------

    def sent(self, channel: Channel | Person) -> list[Message]:
        """Return the bot's messages in a channel, or to a person, that everyone there sees."""
        with self.world.changed:
            place = self.world.direct(channel) if isinstance(channel, Person) else channel
            return [
                Message.of(stored)
                for stored in self.world.messages.values()
                if stored.channel is place and stored.author is self.bot and not (stored.visible_to or stored.deleted)
            ]

    def read(self, message: Message) -> Message:
        """Return a message as it is now."""
        with self.world.changed:
            return Message.of(self.world.message(message.id))

    def wait(self, condition: Callable[[], Any], timeout: float = PATIENCE) -> None:
        """Wait until a condition holds, looked at whenever something happens; AssertionError at the deadline."""
        if not self.world.wait(condition, timeout):
            raise AssertionError(f"this did not happen within {timeout:g} s.\n{self._recent()}")

    @property
    def requests(self) -> list[Request]:
        """The log of REST calls."""
        with self.world.changed:
            return list(self._rest.requests)

    @property
    def refused(self) -> list[Request]:
        """The calls that broke a rule; what a test ordered to fail is not among them."""
        return [request for request in self.requests if request.refusal]

    @property
    def identifies(self) -> list[dict[str, Any]]:
        """What came with each IDENTIFY, without the token."""
        with self.world.changed:
            return list(self.gateway.identifies)

    @property
    def resumes(self) -> list[dict[str, Any]]:
        """Session, sequence and path of each RESUME."""
        with self.world.changed:
            return list(self.gateway.resumes)

    @property
    def closes(self) -> list[int]:
        """The codes of connections that were closed because the bot broke a rule."""
        with self.world.changed:
            return list(self.gateway.closes)

    @property
    def connected(self) -> int:
        """How many sessions are connected."""
        with self.world.changed:
            return sum(session.connection is not None for session in self.gateway.sessions.values())

    def commands(self, guild: Guild | None = None) -> list[dict[str, Any]]:
        """Return the commands registered for a guild, or everywhere."""
        with self.world.changed:
            return list(self.world.commands.get(guild.id if guild else None, []))

    def _recent(self) -> str:
        with self.world.changed:
            last = [f"  {request}" for request in self._rest.requests[-_LOG_SHOWN:]]
            return "\n".join([f"connected sessions: {self.connected}; the last calls:", *last])

    # -- what goes wrong ----------------------------------------------------------------------------------------------

    def fail(
        self,
        pattern: str,
        status: int,
        times: int = 1,
        *,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        after: bool = False,
    ) -> None:
        """Answer the next calls of a route with a status.

        Args:
            pattern: Method and path, such as "POST /channels/*/messages".
            status: What to answer.
            times: How many calls.
            headers: Headers of the answer.
            body: What it says.
            after: Do what was asked and only lose the answer.
        """
        said = {"message": f"{status}: ordered by the test", "code": 0} if body is None else body
        with self.world.changed:
            self._faults.faults.append(Fault(pattern, Answer(status, said, headers or {}), times, after))

    def clear_faults(self) -> None:
        """Answer calls as they are from now on."""
        with self.world.changed:
            self._faults.faults.clear()

    def rate_limit(
        self,
        pattern: str,
        times: int = 1,
        *,
        retry_after: float = 0.05,
        everywhere: bool = False,
        via: bool = True,
    ) -> None:
        """Answer the next calls of a route with 429; without `via` it looks like a ban by Cloudflare."""
        headers = {"Retry-After": str(retry_after), "Via": "1.1 fake" if via else ""}
        self.fail(pattern, 429, times, headers=headers, body=limited_body(retry_after, everywhere=everywhere))

    def bucket(self, pattern: str, limit: int, per: float = 1.0) -> None:
        """Limit a route strictly and tell so in headers; calls too many are refused with 429."""
        with self.world.changed:
            self._faults.buckets.append(Bucket(pattern, limit, per))

    @contextmanager
    def hold(self, pattern: str) -> Iterator[Gate]:
        """Keep calls of a route waiting while in this context; the gate tells how many wait."""
        gate = Gate(pattern)
        with self.world.changed:
            self._faults.gates.append(gate)
        try:
            yield gate
        finally:
            self._open(gate)

    def _open(self, gate: Gate) -> None:
        with self.world.changed:
            if gate in self._faults.gates:
                self._faults.gates.remove(gate)
        self._loop.call_soon_threadsafe(gate.opened.set)

    def close_gateway(self, code: int) -> None:
        """Close all connections with a code; their sessions can be resumed."""
        with self.world.changed:
            for connection in self.gateway.connections:
                connection.close(code)

    def reconnect_op7(self) -> None:
        """Ask all clients to reconnect and resume."""
        with self.world.changed:
            self.gateway.tell({"op": 7, "d": None})

    def invalidate(self, resumable: bool) -> None:
        """Tell all clients that their session is invalid; one that is not resumable is forgotten."""
        with self.world.changed:
            self.gateway.tell({"op": 9, "d": resumable})
            if not resumable:
                self.gateway.sessions.clear()

    def drop_events_until_resume(self) -> None:
        """Lose events on their way to the bot until it resumes, when they are sent again."""
        with self.world.changed:
            for session in self.gateway.sessions.values():
                session.lossy = True
