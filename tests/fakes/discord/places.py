"""Who and what there is on the loopback Discord: people, roles, guilds and channels, and their wire form."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

#: Discord counts time from the first second of 2015.
_EPOCH = 1_420_070_400_000
_numbers = count(1)

TEXT, DIRECT, VOICE, GROUP_DIRECT, NEWS, THREAD = 0, 1, 2, 3, 5, 11


class Permission:
    """Bits of permissions by name."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EXTERNAL_APPS = 1 << 50
    #: What @everyone may do unless a test says otherwise.
    EVERYONE = (
        VIEW_CHANNEL
        | SEND_MESSAGES
        | EMBED_LINKS
        | ATTACH_FILES
        | READ_MESSAGE_HISTORY
        | ADD_REACTIONS
        | USE_APPLICATION_COMMANDS
        | SEND_MESSAGES_IN_THREADS
        | USE_EXTERNAL_APPS
    )
    ALL = (1 << 53) - 1


def snowflake() -> str:
    """Return a new id, which tells when it was made as Discord's do."""
    return str((int(time.time() * 1000) - _EPOCH) << 22 | next(_numbers) & 0x3FFFFF)


def timestamp() -> str:
    """Return the time now as Discord writes it."""
    return datetime.now(UTC).isoformat()


@dataclass(eq=False)
class Person:
    """Somebody on Discord, or a bot."""

    name: str
    #: What this person may do in every guild beyond what everyone may.
    permissions: int = 0
    roles: list[Role] = field(default_factory=list)
    bot: bool = False
    #: Whether bots may write to this person.
    dms_open: bool = True
    locale: str = "en-US"
    id: str = field(default_factory=snowflake)

    @property
    def mention(self) -> str:
        """How a message names this person."""
        return f"<@{self.id}>"

    def user(self) -> dict[str, Any]:
        """Return the wire form."""
        made: dict[str, Any] = {"id": self.id, "username": self.name, "discriminator": "0", "avatar": None}
        made["global_name"] = self.name
        if self.bot:
            made["bot"] = True
        return made

    def member(self, guild: Guild) -> dict[str, Any]:
        """Return the wire form of membership, without the user and the permissions."""
        roles = [role.id for role in self.roles if role.guild is guild]
        return {
            "roles": roles,
            "flags": 0,
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "nick": None,
            "avatar": None,
        }


@dataclass(eq=False)
class Role:
    """A role of a guild."""

    name: str
    guild: Guild
    permissions: int = 0
    id: str = field(default_factory=snowflake)

    @property
    def mention(self) -> str:
        """How a message names this role."""
        return f"<@&{self.id}>"

    def payload(self) -> dict[str, Any]:
        """Return the wire form."""
        return {
            "id": self.id,
            "name": self.name,
            "permissions": str(self.permissions),
            "position": 1,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }


@dataclass(eq=False)
class Channel:
    """A channel, a thread, or a conversation between a person and the bot."""

    name: str
    guild: Guild | None = None
    type: int = TEXT
    #: What the bot is not allowed here although the guild allows it.
    bot_denied: int = 0
    #: What nobody but administrators is allowed here.
    denied: int = 0
    parent: Channel | None = None
    person: Person | None = None
    id: str = field(default_factory=snowflake)

    @property
    def mention(self) -> str:
        """How a message names this channel."""
        return f"<#{self.id}>"

    def payload(self, bot: Person) -> dict[str, Any]:
        """Return the wire form."""
        made: dict[str, Any] = {"id": self.id, "type": self.type, "flags": 0, "last_message_id": None}
        if self.guild is None:
            if self.person:
                made["recipients"] = [self.person.user()]
            if self.type == GROUP_DIRECT:
                made |= {"name": self.name, "icon": None, "owner_id": self.person and self.person.id}
            return made
        made |= {"name": self.name, "guild_id": self.guild.id, "position": 0, "nsfw": False}
        if self.type == THREAD:
            made |= {
                "parent_id": self.parent and self.parent.id,
                "owner_id": bot.id,
                "message_count": 0,
                "member_count": 1,
                "total_message_sent": 0,
                "rate_limit_per_user": 0,
                "thread_metadata": {
                    "archived": False,
                    "auto_archive_duration": 1440,
                    "archive_timestamp": timestamp(),
                    "locked": False,
                    "create_timestamp": timestamp(),
                },
                "member": {"id": self.id, "user_id": bot.id, "join_timestamp": timestamp(), "flags": 0},
            }
        else:
            made |= {"parent_id": None, "topic": None, "rate_limit_per_user": 0}
            made["permission_overwrites"] = self._overwrites(bot)
        return made

    def _overwrites(self, bot: Person) -> list[dict[str, Any]]:
        assert self.guild
        both = ((self.guild.id, 0, self.denied), (bot.id, 1, self.bot_denied))
        return [{"id": id, "type": kind, "allow": "0", "deny": str(deny)} for id, kind, deny in both if deny]


@dataclass(eq=False)
class Guild:
    """A server. One that is not `joined` has people and channels but not the bot, which only user installs reach."""

    name: str
    joined: bool = True
    everyone: int = Permission.EVERYONE
    #: What the bot may do beyond what everyone may.
    bot_permissions: int = 0
    locale: str = "en-US"
    id: str = field(default_factory=snowflake)
    #: The role that Discord makes for the bot where it has permissions of its own.
    bot_role: str = field(default_factory=snowflake)
    roles: list[Role] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)

    def allowed(self, person: Person, channel: Channel | None = None, *, is_bot: bool = False) -> int:
        """Return what a person, or the bot, may do here or in one of the channels."""
        held = self.everyone | person.permissions
        for role in person.roles:
            held |= role.permissions if role.guild is self else 0
        if is_bot:
            held |= self.bot_permissions
        if held & Permission.ADMINISTRATOR:
            return Permission.ALL
        place = channel.parent if channel and channel.type == THREAD else channel
        if place:
            held &= ~place.denied
            held &= ~place.bot_denied if is_bot else -1
        return held if held & Permission.VIEW_CHANNEL else 0

    def payload(self, bot: Person, *, owner: Person) -> dict[str, Any]:
        """Return the wire form that GUILD_CREATE carries."""
        everyone = Role("@everyone", self, self.everyone, id=self.id).payload() | {"position": 0}
        roles = [role.payload() for role in self.roles]
        if self.bot_permissions:
            # Discord makes a role of the bot's own when it is invited with permissions.
            made = {"managed": True, "tags": {"bot_id": bot.id}}
            roles.append(Role(bot.name, self, self.bot_permissions, id=self.bot_role).payload() | made)
        member = bot.member(self) | {"user": bot.user(), "roles": [self.bot_role] if self.bot_permissions else []}
        return {
            "id": self.id,
            "name": self.name,
            "unavailable": False,
            "large": False,
            "member_count": 2,
            "owner_id": owner.id,
            "roles": [everyone, *roles],
            "channels": [channel.payload(bot) for channel in self.channels if channel.type != THREAD],
            "threads": [channel.payload(bot) for channel in self.channels if channel.type == THREAD],
            "members": [member],
            "emojis": [],
            "features": [],
            "preferred_locale": self.locale,
            "joined_at": "2024-01-01T00:00:00+00:00",
        }


def names(missing: int) -> str:
    """Return permissions by name."""
    return ", ".join(_named(missing)) or "none"


def _named(bits: int) -> Iterable[str]:
    return (
        name
        for name, bit in vars(Permission).items()
        if isinstance(bit, int) and name not in ("EVERYONE", "ALL") and bits & bit
    )
