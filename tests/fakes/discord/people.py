"""What people do on the loopback Discord: say something, use commands, press, choose, and fill in forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from podium.tests.fakes.discord import invocation
from podium.tests.fakes.discord.command_rules import STRING
from podium.tests.fakes.discord.component_rules import BUTTON
from podium.tests.fakes.discord.exchange import PATIENCE, Exchange
from podium.tests.fakes.discord.message_rules import FILE_LIMIT
from podium.tests.fakes.discord.messages import Message, Stored
from podium.tests.fakes.discord.places import DIRECT, THREAD, Channel, Permission, Person
from podium.tests.fakes.discord.world import COMMAND, COMPLETION, COMPONENT, FORM, Interaction, World

Context = Literal["guild", "dm", "user_install"]
_IN_GUILD, _WITH_BOT, _PRIVATE = 0, 1, 2


class People:
    """The persons' side. What they may not do on Discord, they may not do here: that is a LookupError."""

    world: World

    def _recent(self) -> str:
        raise NotImplementedError

    def say(
        self,
        person: Person,
        channel: Channel,
        text: str,
        *,
        mention_bot: bool = False,
        reply_to: Message | None = None,
        ping: bool = True,
    ) -> Exchange:
        """Have a person write into a channel; a reply pings its author unless `ping` is off."""
        world = self.world
        with world.changed:
            if channel.guild:
                needed = Permission.SEND_MESSAGES if channel.type != THREAD else Permission.SEND_MESSAGES_IN_THREADS
                if not channel.guild.allowed(person, channel) & needed:
                    raise LookupError(f"{person.name} may not write in #{channel.name}")
            content = f"{world.bot.mention} {text}" if mention_bot else text
            replied = world.message(reply_to.id, channel) if reply_to else None
            pinged = {*re.findall(r"<@!?(\d+)>", content), *([replied.author.id] if replied and ping else [])}
            stored = Stored(channel, person, content, reply_to=replied, type=19 if replied else 0)
            stored.pinged = [world.people[id] for id in sorted(pinged) if id in world.people]
            stored.pinged_roles = re.findall(r"<@&(\d+)>", content)
            stored.pinged_everyone = "@everyone" in content and bool(
                channel.guild and channel.guild.allowed(person, channel) & Permission.MENTION_EVERYONE
            )
            world.add(stored)
            return Exchange(world, person, channel, said=stored, recent=self._recent)

    def dm(self, person: Person, text: str, *, reply_to: Message | None = None) -> Exchange:
        """Have a person write to the bot alone."""
        with self.world.changed:
            channel = self.world.direct(person)
        return self.say(person, channel, text, reply_to=reply_to)

    def edit(self, exchange: Exchange, text: str) -> None:
        """Have a person change what was said."""
        assert exchange.said
        with self.world.changed:
            exchange.said.content = text
            self.world.edited(exchange.said)

    def erase(self, exchange: Exchange) -> None:
        """Have a person delete what was said."""
        assert exchange.said
        with self.world.changed:
            self.world.delete(exchange.said)

    def slash(
        self,
        person: Person,
        channel: Channel | None,
        command: str,
        options: Mapping[str, invocation.Value] | None = None,
        *,
        context: Context | None = None,
    ) -> Exchange:
        """Have a person use a command, such as "leaderboard" or "watch list".

        Args:
            person: Who uses it.
            channel: Where; without one, in the conversation with the bot.
            command: Its name, with those of groups before it.
            options: Values by name.
            context: "user_install" for the person's own installation of the bot: in a guild without the bot, or in
                another person's conversation. Else what the channel is.
        """
        with self.world.changed:
            made = self._command(COMMAND, person, channel, command, options or {}, context, None)
            return Exchange(self.world, person, made.channel, interaction=made, recent=self._recent)

    def complete(
        self,
        person: Person,
        channel: Channel | None,
        command: str,
        options: Mapping[str, invocation.Value],
        *,
        focused: str,
        context: Context | None = None,
        timeout: float = PATIENCE,
    ) -> list[dict[str, Any]]:
        """Have a person type an option, and return the choices that are offered."""
        with self.world.changed:
            given = {focused: "", **options}
            made = self._command(COMPLETION, person, channel, command, given, context, focused)
        if not self.world.wait(lambda: made.choices is not None, timeout):
            raise AssertionError(f"no choices came within {timeout:g} s.\n{self._recent()}")
        assert made.choices is not None
        return made.choices

    def _command(
        self,
        kind: int,
        person: Person,
        channel: Channel | None,
        name: str,
        options: Mapping[str, invocation.Value],
        context: Context | None,
        focused: str | None,
    ) -> Interaction:
        world = self.world
        place = channel or world.direct(person)
        user_install = context == "user_install"
        if context == "guild" and place.guild is None or context == "dm" and place.guild:
            raise LookupError(f"{place.name} is no place for the context {context!r}")
        if place.guild and not place.guild.joined and not user_install:
            raise LookupError(f"the bot is not in {place.guild.name}: only a user install works there")
        guild = place.guild
        own = (world.commands.get(guild.id) or []) if guild and guild.joined else []
        shared = world.commands.get(None) or []
        registered = [*own, *(one for one in shared if one["name"] not in {o["name"] for o in own})]
        found, path = invocation.find_command(registered, name)
        held = guild.allowed(person, place) if guild else None
        invocation.check_allowed(found, held, _context(place, person), user_install=user_install)
        data = invocation.command_data(found, path, options, guild=guild, focused=focused)
        made = Interaction(kind, person, place, world.clock.now(), user_install=user_install)
        if focused:
            declared = (path[-1] if path else found)["options"]
            made.option_type = next((o["type"] for o in declared if o["name"] == focused), STRING)
        made.forced_private = user_install and held is not None and not held & Permission.USE_EXTERNAL_APPS
        return self._start(made, data)

    def press(self, person: Person, message: Message, button: str) -> Exchange:
        """Have a person press a button, named by its label, emoji or custom id."""
        with self.world.changed:
            stored = self._seen(person, message)
            found = invocation.find_button(Message.of(stored), button)
            return self._component(person, stored, {"custom_id": found["custom_id"], "component_type": BUTTON})

    def choose(self, person: Person, message: Message, select: str, values: Sequence[invocation.Value]) -> Exchange:
        """Have a person choose in a select, named by its custom id or placeholder; options by value or label."""
        with self.world.changed:
            stored = self._seen(person, message)
            data = invocation.choice_data(Message.of(stored), select, values, stored.channel.guild)
            return self._component(person, stored, data)

    def _seen(self, person: Person, message: Message) -> Stored:
        stored = self.world.message(message.id)
        if stored.visible_to not in (None, person):
            raise LookupError(f"{person.name} does not see this message")
        guild = stored.channel.guild
        if guild and not guild.allowed(person, stored.channel) & Permission.VIEW_CHANNEL:
            raise LookupError(f"{person.name} does not see #{stored.channel.name}")
        return stored

    def _component(self, person: Person, stored: Stored, data: dict[str, Any]) -> Exchange:
        user_install = bool((stored.metadata or {}).get("authorizing_integration_owners", {}).get("1"))
        made = Interaction(COMPONENT, person, stored.channel, self.world.clock.now(), source=stored)
        made.user_install = user_install
        self._start(made, data)
        return Exchange(self.world, person, stored.channel, interaction=made, recent=self._recent)

    def submit(self, person: Person, exchange: Exchange, filled: Mapping[str, Any]) -> Exchange:
        """Have a person fill in the form of an exchange and send it; fields are named by label or custom id."""
        modal, opener = exchange.modal, exchange.interaction
        assert opener
        if opener.person is not person:
            raise LookupError(f"the form is shown to {opener.person.name}, not to {person.name}")
        with self.world.changed:
            data = invocation.form_data(modal, filled, opener.channel.guild)
            made = Interaction(FORM, person, opener.channel, self.world.clock.now(), source=opener.source)
            made.user_install = opener.user_install
            self._start(made, data)
            return Exchange(self.world, person, opener.channel, interaction=made, recent=self._recent)

    def _start(self, made: Interaction, data: dict[str, Any]) -> Interaction:
        """Hand an interaction to the bot."""
        world, channel, person = self.world, made.channel, made.person
        guild = channel.guild
        world.interactions[made.token] = made
        sent: dict[str, Any] = {
            "id": made.id,
            "application_id": world.bot.id,
            "type": made.type,
            "token": made.token,
            "version": 1,
            "attachment_size_limit": FILE_LIMIT,
            "channel_id": channel.id,
            "channel": channel.payload(world.bot),
            "data": data,
            "locale": person.locale,
            "entitlements": [],
            "context": _context(channel, person),
            "authorizing_integration_owners": _owners(made),
            "app_permissions": str(Permission.EVERYONE),
        }
        if guild:
            held = guild.allowed(person, channel)
            sent |= {
                "guild_id": guild.id,
                "guild": {"id": guild.id, "locale": guild.locale, "features": []},
                "guild_locale": guild.locale,
                "member": person.member(guild) | {"user": person.user(), "permissions": str(held)},
                "app_permissions": str(guild.allowed(world.bot, channel, is_bot=True)),
            }
        else:
            sent["user"] = person.user()
        if made.source:
            sent["message"] = made.source.payload()
        world.emit("INTERACTION_CREATE", sent, guild if guild and guild.joined else None)
        world.changed.notify_all()
        return made


def _owners(made: Interaction) -> dict[str, str]:
    if made.user_install:
        return {"1": made.person.id}
    return {"0": made.channel.guild.id if made.channel.guild else "0"}


def _context(channel: Channel, person: Person) -> int:
    if channel.guild:
        return _IN_GUILD
    return _WITH_BOT if channel.person is person and channel.type == DIRECT else _PRIVATE
