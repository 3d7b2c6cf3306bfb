"""The gateway: sessions, what they are sent, resuming, and why a connection is closed."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from podium.tests.fakes.discord.message_rules import EPHEMERAL
from podium.tests.fakes.discord.messages import Stored
from podium.tests.fakes.discord.places import Guild, Permission, snowflake
from podium.tests.fakes.discord.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 3, 6, 7, 9, 10, 11
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
MEMBERS, PRESENCES, MESSAGE_CONTENT = 1 << 1, 1 << 8, 1 << 15
_PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT
#: Intents that Discord has given a meaning.
_KNOWN = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25
_LARGEST_FRAME = 4096
_SENDS_A_MINUTE = 120
#: Closes by the client that end its session as well.
_ENDING = (1000, 1001)


@dataclass(eq=False)
class Session:
    """What a client is sent, kept so that it can resume."""

    shard: tuple[int, int]
    intents: int
    id: str = field(default_factory=lambda: f"session-{snowflake()}")
    sequence: int = 0
    sent: list[dict[str, Any]] = field(default_factory=list)
    connection: Connection | None = None
    #: Events are kept but not sent, as if they were lost on the way, until the client resumes.
    lossy: bool = False

    def dispatch(self, event: str, data: dict[str, Any]) -> None:
        """Send an event, or keep it for when the client resumes."""
        self.sequence += 1
        frame = {"op": DISPATCH, "t": event, "s": self.sequence, "d": data}
        self.sent.append(frame)
        if self.connection and not self.lossy:
            self.connection.send(frame)


class Connection:
    """One websocket."""

    def __init__(self, socket: web.WebSocketResponse, path: str, *, compressed: bool) -> None:
        self.socket = socket
        self.path = path
        self.session: Session | None = None
        self.received: deque[float] = deque()
        #: It is being closed from this side, which does not end the session.
        self.closing = False
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[dict[str, Any] | int] = asyncio.Queue()
        self._deflate = zlib.compressobj() if compressed else None

    def send(self, frame: dict[str, Any]) -> None:
        """Send a frame, from whatever thread."""
        self._loop.call_soon_threadsafe(self._queue.put_nowait, frame)

    def close(self, code: int) -> None:
        """Close the connection after what was sent before, from whatever thread."""
        self.closing = True
        self._loop.call_soon_threadsafe(self._queue.put_nowait, code)

    async def drop(self) -> None:
        """Close the connection because the server stops."""
        self.closing = True
        await self.socket.close(code=1001, message=b"")

    async def write(self) -> None:
        """Write what was given to send, until the connection is closed."""
        while not self.socket.closed:
            frame = await self._queue.get()
            if isinstance(frame, int):
                await self.socket.close(code=frame, message=b"closed by the fake")
                return
            text = json.dumps(frame)
            try:
                if self._deflate:
                    # One stream for the whole connection, flushed after each frame, as Discord does it.
                    packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(packed)
                else:
                    await self.socket.send_str(text)
            except ConnectionError:
                return


class Gateway:
    """All sessions and connections of the bot."""

    def __init__(self, world: World, *, heartbeat: float) -> None:
        self._world = world
        self._heartbeat = heartbeat
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.identifies: list[dict[str, Any]] = []
        self.resumes: list[dict[str, Any]] = []
        self.heartbeats = 0
        #: Codes that the fake closed connections with on its own account.
        self.closes: list[int] = []
        world.emit = self.emit

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one websocket."""
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        compressed = request.query.get("compress") == "zlib-stream"
        connection = Connection(socket, request.path, compressed=compressed)
        writing = asyncio.create_task(connection.write())
        with self._world.changed:
            self.connections.add(connection)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": int(self._heartbeat * 1000)}})
        try:
            async for message in socket:
                if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    with self._world.changed:
                        self._take(connection, message.data)
                        self._world.changed.notify_all()
        finally:
            with self._world.changed:
                self._forget(connection)
                self._world.changed.notify_all()
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
        return socket

    def _forget(self, connection: Connection) -> None:
        self.connections.discard(connection)
        session = connection.session
        if session and session.connection is connection:
            session.connection = None
            if connection.socket.close_code in _ENDING and not connection.closing:
                self.sessions.pop(session.id, None)

    def tell(self, frame: dict[str, Any]) -> None:
        """Send a frame that is no event to all connections."""
        for connection in self.connections:
            connection.send(frame)

    def _take(self, connection: Connection, raw: str | bytes) -> None:
        if connection.closing:
            return
        code = self._answer(connection, raw)
        if code:
            self.closes.append(code)
            connection.close(code)

    def _answer(self, connection: Connection, raw: str | bytes) -> int | None:
        """Act on a frame; return the code to close with where it breaks a rule."""
        now = self._world.clock.now()
        connection.received.append(now)
        while connection.received[0] < now - 60:
            connection.received.popleft()
        if len(connection.received) > _SENDS_A_MINUTE:
            return 4008
        if len(raw if isinstance(raw, bytes) else raw.encode()) > _LARGEST_FRAME:
            return 4002
        try:
            frame = json.loads(raw)
            op, data = frame["op"], frame["d"]
        except (ValueError, KeyError, TypeError):
            return 4002
        if op == HEARTBEAT:
            self.heartbeats += 1
            connection.send({"op": ACK})
            return None
        if op == IDENTIFY:
            return self._identify(connection, data)
        if op == RESUME:
            return self._resume(connection, data)
        if op == PRESENCE:
            return None if connection.session else 4003
        return 4001

    def _identify(self, connection: Connection, data: dict[str, Any]) -> int | None:
        self.identifies.append({key: value for key, value in data.items() if key != "token"})
        if connection.session:
            return 4005
        if data.get("token") != self._world.token:
            return 4004
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~_KNOWN:
            return 4013
        if intents & _PRIVILEGED & ~self._world.privileged:
            return 4014
        number, shards = data.get("shard") or (0, 1)
        if not 0 <= number < shards:
            return 4010
        if shards < self._world.shards:
            return 4011
        session = Session((number, shards), intents, connection=connection)
        self.sessions[session.id] = connection.session = session
        self._welcome(session)
        return None

    def _welcome(self, session: Session) -> None:
        world = self._world
        guilds = [guild for guild in world.guilds.values() if guild.joined and _on(session, guild)]
        ready = {
            "v": 10,
            "user": world.bot.user() | {"verified": True, "mfa_enabled": False, "flags": 0},
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": f"{world.base.replace('http', 'ws', 1)}/gateway/resume",
            "shard": list(session.shard),
            "application": {"id": world.bot.id, "flags": 0},
        }
        session.dispatch("READY", ready)
        if session.intents & GUILDS:
            for guild in guilds:
                session.dispatch("GUILD_CREATE", guild.payload(world.bot, owner=world.owner))

    def _resume(self, connection: Connection, data: dict[str, Any]) -> int | None:
        self.resumes.append({"session_id": data.get("session_id"), "seq": data.get("seq"), "path": connection.path})
        if data.get("token") != self._world.token:
            return 4004
        session = self.sessions.get(str(data.get("session_id")))
        if session is None:
            connection.send({"op": INVALID, "d": False})
            return None
        seen = data.get("seq")
        if not isinstance(seen, int) or seen > session.sequence:
            return 4007
        if session.connection:
            session.connection.close(4000)
        session.connection, session.lossy, connection.session = connection, False, session
        for frame in session.sent[:]:
            if frame["s"] > seen:
                connection.send(frame)
        session.dispatch("RESUMED", {})
        return None

    def emit(self, event: str, data: dict[str, Any], guild: Guild | None, stored: Stored | None = None) -> None:
        """Send an event to the sessions that should have it, with as much of it as they may see."""
        for session in list(self.sessions.values()):
            needed = _needed(event, guild)
            if not _on(session, guild) or (needed and not session.intents & needed):
                continue
            if stored and not self._sees(stored):
                continue
            session.dispatch(event, self._filtered(data, session.intents, stored))

    def _sees(self, stored: Stored) -> bool:
        guild = stored.channel.guild
        if guild is None or not guild.joined:
            return guild is None
        held = guild.allowed(self._world.bot, stored.channel, is_bot=True)
        return bool(held & Permission.VIEW_CHANNEL) and not stored.flags & EPHEMERAL

    def _filtered(self, data: dict[str, Any], intents: int, stored: Stored | None) -> dict[str, Any]:
        if stored is None or "content" not in data:
            return data
        shown = dict(data) if self.reads(stored, intents) else without_content(data)
        if stored.reply_to and shown.get("referenced_message") and not self.reads(stored.reply_to, intents):
            shown["referenced_message"] = without_content(shown["referenced_message"])
        return shown

    def reads(self, stored: Stored, intents: int) -> bool:
        """Return whether the bot may see what a message says."""
        bot = self._world.bot
        own = stored.author is bot or bot in stored.pinged
        return bool(intents & MESSAGE_CONTENT) or stored.channel.guild is None or own


def without_content(data: dict[str, Any]) -> dict[str, Any]:
    """Return a message without what only the message content intent shows."""
    return data | {"content": "", "embeds": [], "attachments": [], "components": []}


def _on(session: Session, guild: Guild | None) -> bool:
    number, shards = session.shard
    return ((int(guild.id) >> 22) % shards if guild else 0) == number


def _needed(event: str, guild: Guild | None) -> int:
    if event == "INTERACTION_CREATE":
        # Interactions come to every session, whatever it asked for.
        return 0
    if event.startswith("MESSAGE_"):
        return GUILD_MESSAGES if guild else DIRECT_MESSAGES
    return GUILDS
