"""All that the loopback Discord knows, behind one lock: the test's thread and the server's both use it."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from podium.tests.fakes.discord.clock import Clock
from podium.tests.fakes.discord.component_rules import each
from podium.tests.fakes.discord.message_rules import pings
from podium.tests.fakes.discord.messages import Stored
from podium.tests.fakes.discord.places import DIRECT, Channel, Guild, Person, snowflake, timestamp
from podium.tests.fakes.discord.refusals import Refused, invalid

#: What an interaction is: a command, a press or choice, a completion, a filled form.
COMMAND, COMPONENT, COMPLETION, FORM = 2, 3, 4, 5


class Emit(Protocol):
    """Hands an event to the gateway."""

    def __call__(self, event: str, data: dict[str, Any], guild: Guild | None, stored: Stored | None = None) -> None: ...


@dataclass(eq=False)
class Interaction:
    """One thing a person did with the bot, and what became of it."""

    type: int
    person: Person
    channel: Channel
    created: float
    #: The message with the component, or that the form was opened from.
    source: Stored | None = None
    #: The type of the option being typed.
    option_type: int = 3
    user_install: bool = False
    forced_private: bool = False
    id: str = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: f"interaction-token-{snowflake()}")
    callback: int | None = None
    acknowledged: float | None = None
    original: Stored | None = None
    followups: list[Stored] = field(default_factory=list)
    choices: list[dict[str, Any]] | None = None
    modal: dict[str, Any] | None = None
    #: How often the message it came from was changed in answer.
    updates: int = 0

    @property
    def answers(self) -> list[Stored]:
        """The messages that answer it, those still being thought about included."""
        first = [self.original] if self.original and (self.original is not self.source or self.updates) else []
        return [stored for stored in [*first, *self.followups] if not stored.deleted]


@dataclass(frozen=True)
class Upload:
    """What a request brought: its JSON, and its files by their number."""

    body: Any = None
    files: Mapping[int, tuple[str, bytes]] = field(default_factory=dict)

    @property
    def by_name(self) -> dict[str, bytes]:
        """The files by name."""
        return dict(self.files.values())


class World:
    """State of the loopback Discord. Hold `changed` to read or change it."""

    def __init__(self, token: str | None, *, shards: int, privileged: int) -> None:
        self.shards = shards
        self.privileged = privileged
        self.clock = Clock()
        self.changed = threading.Condition(threading.RLock())
        self.base = ""
        self.bot = Person("Podium", bot=True)
        self.owner = Person("owner")
        # A token begins with the id of its bot.
        start = base64.urlsafe_b64encode(self.bot.id.encode()).decode().rstrip("=")
        self.token = token or f"{start}.GfAkEd.{'loopback-' * 3}only-0123456"
        self.people = {person.id: person for person in (self.bot, self.owner)}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, Stored] = {}
        self.interactions: dict[str, Interaction] = {}
        self.files: dict[str, bytes] = {}
        #: Registered commands: of a guild by its id, global ones under None.
        self.commands: dict[str | None, list[dict[str, Any]]] = {}
        self.nonces: dict[tuple[str, str], Stored] = {}
        self.emit: Emit = _nobody

    def wait(self, condition: Callable[[], Any], timeout: float) -> bool:
        """Wait until a condition holds; it is looked at after each change. Return whether it does."""
        with self.changed:
            return bool(self.changed.wait_for(condition, timeout))

    def direct(self, person: Person) -> Channel:
        """Return the conversation between a person and the bot."""
        for channel in self.channels.values():
            if channel.type == DIRECT and channel.person is person:
                return channel
        made = Channel(person.name, type=DIRECT, person=person)
        self.channels[made.id] = made
        return made

    def channel(self, id: str) -> Channel:
        """Return a channel by its id, or refuse."""
        if id not in self.channels:
            raise Refused(404, 10003, "Unknown Channel")
        return self.channels[id]

    def message(self, id: str, channel: Channel | None = None) -> Stored:
        """Return a message by its id, or refuse."""
        stored = self.messages.get(id)
        if stored is None or stored.deleted or (channel and stored.channel is not channel):
            raise Refused(404, 10008, "Unknown Message")
        return stored

    def add(self, stored: Stored) -> Stored:
        """Keep a new message and tell of it."""
        self.messages[stored.id] = stored
        self._tell("MESSAGE_CREATE", stored)
        return stored

    def fill(self, stored: Stored, upload: Upload, *, interaction: bool = False) -> None:
        """Put what was sent into a message; what was not sent stays as it was."""
        body = upload.body
        self._attach(stored, upload)
        if "content" in body:
            stored.content = (body["content"] or "").strip()
        if "embeds" in body:
            stored.embeds = [self._embed(embed, stored) for embed in body["embeds"] or []]
        if "components" in body:
            stored.components = number_components(body["components"] or [])
        if body.get("flags"):
            stored.flags |= body["flags"]
        replied = stored.reply_to.author.id if stored.reply_to else None
        said = {"content": stored.content} | {k: v for k, v in body.items() if k == "allowed_mentions"}
        people, roles, everyone = pings(said, replied=replied, interaction=interaction)
        stored.pinged = [self.people[id] for id in sorted(people) if id in self.people]
        stored.pinged_roles, stored.pinged_everyone = sorted(roles), everyone

    def edited(self, stored: Stored) -> None:
        """Tell that a message was changed."""
        stored.edits += 1
        stored.edited_at = timestamp()
        self._tell("MESSAGE_UPDATE", stored)

    def delete(self, stored: Stored) -> None:
        """Remove a message."""
        stored.deleted = True
        self._tell("MESSAGE_DELETE", stored)

    def _tell(self, event: str, stored: Stored) -> None:
        channel = stored.channel
        if stored.visible_to:
            return
        data = stored.payload()
        if event == "MESSAGE_DELETE":
            data = {"id": stored.id, "channel_id": channel.id}
        if channel.guild:
            data["guild_id"] = channel.guild.id
            if event != "MESSAGE_DELETE":
                data["member"] = stored.author.member(channel.guild)
        self.emit(event, data, channel.guild, stored)
        self.changed.notify_all()

    def kept(self, stored: Stored, body: Mapping[str, Any]) -> list[str]:
        """Return the names of files that a message keeps in an edit."""
        return [attachment["filename"] for attachment in self._kept(stored, body)]

    @staticmethod
    def _kept(stored: Stored, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        if body.get("attachments") is None:
            return list(stored.attachments)
        named = {str(attachment["id"]) for attachment in body["attachments"]}
        return [attachment for attachment in stored.attachments if attachment["id"] in named]

    def _attach(self, stored: Stored, upload: Upload) -> None:
        described = {str(a.get("id")): a for a in upload.body.get("attachments") or []}
        kept = self._kept(stored, upload.body)
        for number, (name, content) in upload.files.items():
            if described and str(number) not in described:
                raise invalid("attachments", f"File {number} is not listed")
            id = snowflake()
            url = f"{self.base}/cdn/attachments/{stored.channel.id}/{id}/{name}"
            made = {"id": id, "filename": name, "size": len(content), "url": url, "proxy_url": url}
            description = described.get(str(number), {}).get("description")
            kept.append(made | ({"description": description} if description else {}))
            stored.files[id] = self.files[id] = content
        stored.attachments = kept

    @staticmethod
    def _embed(embed: dict[str, Any], stored: Stored) -> dict[str, Any]:
        made = {"type": "rich", **embed}
        urls = {attachment["filename"]: attachment["url"] for attachment in stored.attachments}
        for part, key in (("image", "url"), ("thumbnail", "url"), ("footer", "icon_url"), ("author", "icon_url")):
            link = (made.get(part) or {}).get(key) or ""
            if link.startswith("attachment://"):
                made[part] = {**made[part], key: urls[link.removeprefix("attachment://")]}
        return made


def number_components(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return components with the numbers that Discord gives to those without one."""
    for number, component in enumerate(each(components), 1):
        component.setdefault("id", number)
    return components


def _nobody(event: str, data: dict[str, Any], guild: Guild | None, stored: Stored | None = None) -> None:
    """Stand in for the gateway until there is one."""
