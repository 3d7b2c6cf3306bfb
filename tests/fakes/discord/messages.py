"""Messages as they are kept, and as a person sees them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from podium.tests.fakes.discord.component_rules import BUTTON, SELECTS, TEXT_DISPLAY, each
from podium.tests.fakes.discord.message_rules import EPHEMERAL, LOADING
from podium.tests.fakes.discord.places import Channel, Person, snowflake, timestamp


@dataclass(eq=False)
class Stored:
    """A message on the server."""

    channel: Channel
    author: Person
    content: str = ""
    id: str = field(default_factory=snowflake)
    type: int = 0
    flags: int = 0
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    #: Contents of the attachments by their ids.
    files: dict[str, bytes] = field(default_factory=dict)
    pinged: list[Person] = field(default_factory=list)
    pinged_roles: list[str] = field(default_factory=list)
    pinged_everyone: bool = False
    reply_to: Stored | None = None
    #: The only person who sees an ephemeral message.
    visible_to: Person | None = None
    metadata: dict[str, Any] | None = None
    sent_at: str = field(default_factory=timestamp)
    edited_at: str | None = None
    edits: int = 0
    deleted: bool = False
    #: What the bot has put to it.
    reactions: list[str] = field(default_factory=list)

    def payload(self, *, nested: bool = False) -> dict[str, Any]:
        """Return the wire form."""
        made: dict[str, Any] = {
            "id": self.id,
            "channel_id": self.channel.id,
            "author": self.author.user(),
            "content": self.content,
            "type": self.type,
            "flags": self.flags,
            "timestamp": self.sent_at,
            "edited_timestamp": self.edited_at,
            "tts": False,
            "pinned": False,
            "mention_everyone": self.pinged_everyone,
            "mentions": [person.user() for person in self.pinged],
            "mention_roles": list(self.pinged_roles),
            "embeds": copy.deepcopy(self.embeds),
            "components": copy.deepcopy(self.components),
            "attachments": copy.deepcopy(self.attachments),
        }
        if self.metadata:
            made["interaction_metadata"] = copy.deepcopy(self.metadata)
        if self.reply_to:
            made["message_reference"] = {"type": 0, "message_id": self.reply_to.id, "channel_id": self.channel.id}
            if self.channel.guild:
                made["message_reference"]["guild_id"] = self.channel.guild.id
            if not nested:
                made["referenced_message"] = None if self.reply_to.deleted else self.reply_to.payload(nested=True)
        return made


@dataclass(frozen=True)
class Message:
    """A message as it was when a test asked for it; later edits do not change it."""

    id: str
    channel: Channel
    author: Person
    content: str
    embeds: list[dict[str, Any]]
    components: list[dict[str, Any]]
    #: Contents of the attached files by name.
    files: dict[str, bytes]
    #: Whom it pinged: names of people, mentions of roles, "@everyone".
    pings: list[str]
    ephemeral: bool
    #: "The bot is thinking ...".
    loading: bool
    reply_to: str | None
    edits: int
    payload: Mapping[str, Any]

    @classmethod
    def of(cls, stored: Stored) -> Message:
        """Return a message as it is now."""
        payload = stored.payload()
        everyone = ["@everyone"] if stored.pinged_everyone else []
        return cls(
            id=stored.id,
            channel=stored.channel,
            author=stored.author,
            content=stored.content,
            embeds=payload["embeds"],
            components=payload["components"],
            files={attachment["filename"]: stored.files[attachment["id"]] for attachment in stored.attachments},
            pings=[*(p.name for p in stored.pinged), *(f"<@&{role}>" for role in stored.pinged_roles), *everyone],
            ephemeral=bool(stored.flags & EPHEMERAL),
            loading=bool(stored.flags & LOADING),
            reply_to=stored.reply_to.id if stored.reply_to else None,
            edits=stored.edits,
            payload=payload,
        )

    @property
    def embed(self) -> dict[str, Any]:
        """The only embed."""
        (only,) = self.embeds
        return only

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """All buttons, from the first row to the last."""
        return [component for component in each(self.components) if component["type"] == BUTTON]

    @property
    def labels(self) -> list[str]:
        """What is written on the buttons; of one without text, its emoji."""
        return [button_label(button) for button in self.buttons]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """All selects, from the first row to the last."""
        return [component for component in each(self.components) if component["type"] in SELECTS]

    @property
    def text(self) -> str:
        """All that can be read: text, embeds, labels and options."""
        return "\n".join(self._read())

    def _read(self) -> Iterator[str]:
        yield self.content
        for embed in self.embeds:
            yield (embed.get("author") or {}).get("name", "")
            yield embed.get("title") or ""
            yield embed.get("description") or ""
            for shown in embed.get("fields") or []:
                yield shown["name"]
                yield shown["value"]
            yield (embed.get("footer") or {}).get("text", "")
        for component in each(self.components):
            if component["type"] == TEXT_DISPLAY:
                yield component["content"]
            elif component["type"] == BUTTON:
                yield button_label(component)
            for option in component.get("options") or []:
                yield option["label"]
                yield option.get("description") or ""


def button_label(button: Mapping[str, Any]) -> str:
    """Return what is written on a button; of one without text, its emoji."""
    return str(button.get("label") or (button.get("emoji") or {}).get("name") or "")
