"""Routes of messages in channels: sending, reading, editing, deleting, and the sign that somebody is typing."""

from __future__ import annotations

from podium.tests.fakes.discord.calls import Answer, Call, Route
from podium.tests.fakes.discord.gateway import MESSAGE_CONTENT, without_content
from podium.tests.fakes.discord.message_rules import (
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    SUPPRESS_EMBEDS,
    SUPPRESS_NOTIFICATIONS,
    check_message,
)
from podium.tests.fakes.discord.messages import Stored
from podium.tests.fakes.discord.places import THREAD, Channel, Permission, names
from podium.tests.fakes.discord.refusals import Refused, invalid
from podium.tests.fakes.discord.world import Upload, World


def _place(call: Call, needed: int = 0) -> Channel:
    """Return the channel of a call, or refuse what the bot may not do there."""
    world = call.world
    channel = world.channel(call.params["channel"])
    if channel.guild is None:
        return channel
    held = channel.guild.allowed(world.bot, channel, is_bot=True) if channel.guild.joined else 0
    if not held & Permission.VIEW_CHANNEL:
        raise Refused(403, 50001, "Missing Access")
    if needed & Permission.SEND_MESSAGES and channel.type == THREAD:
        needed = needed & ~Permission.SEND_MESSAGES | Permission.SEND_MESSAGES_IN_THREADS
    if needed & ~held:
        raise Refused(403, 50013, "Missing Permissions", extra={"missing": names(needed & ~held)})
    return channel


def _needed(upload: Upload) -> int:
    needed = Permission.SEND_MESSAGES
    needed |= Permission.EMBED_LINKS if upload.body.get("embeds") else 0
    return needed | (Permission.ATTACH_FILES if upload.files else 0)


def _post(call: Call) -> Answer:
    world, body = call.world, call.body
    channel = _place(call, _needed(call.upload))
    if channel.person and not channel.person.dms_open:
        raise Refused(403, 50007, "Cannot send messages to this user")
    flags = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2
    check_message(body, call.upload.by_name, flags=flags)
    nonce = (channel.id, str(body.get("nonce")))
    if body.get("enforce_nonce") and nonce in world.nonces:
        return Answer(200, world.nonces[nonce].payload())
    reply_to = _referenced(call, channel)
    stored = Stored(channel, world.bot, reply_to=reply_to, type=19 if reply_to else 0)
    world.fill(stored, call.upload)
    world.add(stored)
    if body.get("enforce_nonce"):
        world.nonces[nonce] = stored
    return Answer(200, stored.payload())


def _referenced(call: Call, channel: Channel) -> Stored | None:
    reference = call.body.get("message_reference")
    if reference is None:
        return None
    if channel.guild and not channel.guild.allowed(call.world.bot, channel, is_bot=True) & (
        Permission.READ_MESSAGE_HISTORY
    ):
        raise Refused(400, 160002, "Cannot reply without permission to read message history")
    found = call.world.messages.get(str(reference.get("message_id")))
    if found is None or found.deleted or found.channel is not channel or found.flags & EPHEMERAL:
        if reference.get("fail_if_not_exists", True):
            raise invalid("message_reference", "Unknown message")
        return None
    return found


def _shown(world: World, stored: Stored) -> dict[str, object]:
    """Return a message as the bot reads it: without the intent only what concerns it has text."""
    own = stored.author is world.bot or world.bot in stored.pinged or stored.channel.guild is None
    if own or world.privileged & MESSAGE_CONTENT:
        return stored.payload()
    return without_content(stored.payload())


def _list(call: Call) -> Answer:
    channel = _place(call)
    held = [stored for stored in call.world.messages.values() if stored.channel is channel and not stored.deleted]
    seen = [stored for stored in held if not stored.visible_to]
    if channel.guild and not channel.guild.allowed(call.world.bot, channel, is_bot=True) & (
        Permission.READ_MESSAGE_HISTORY
    ):
        seen = []
    before, after = int(call.query.get("before", 1 << 64)), int(call.query.get("after", 0))
    chosen = [stored for stored in seen if after < int(stored.id) < before]
    limit = int(call.query.get("limit", 50))
    if not 1 <= limit <= 100:
        raise invalid("limit", "Must be between 1 and 100")
    return Answer(200, [_shown(call.world, stored) for stored in reversed(chosen)][:limit])


def _get(call: Call) -> Answer:
    stored = _visible(call, _place(call, Permission.READ_MESSAGE_HISTORY))
    return Answer(200, _shown(call.world, stored))


def _visible(call: Call, channel: Channel) -> Stored:
    stored = call.world.message(call.params["message"], channel)
    if stored.visible_to:
        # Ephemeral messages can be reached through their interaction only.
        raise Refused(404, 10008, "Unknown Message")
    return stored


def _patch(call: Call) -> Answer:
    world = call.world
    stored = _visible(call, _place(call))
    if stored.author is not world.bot:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    edit(world, stored, call.upload)
    return Answer(200, stored.payload())


def edit(world: World, stored: Stored, upload: Upload, *, interaction: bool = False) -> None:
    """Change a message as far as Discord allows, and tell of it."""
    body = upload.body
    kept = {"content": stored.content, "embeds": stored.embeds, "components": stored.components}
    merged = {**kept, **{key: value for key, value in body.items() if key != "flags"}}
    merged["flags"] = (body.get("flags") or 0) | stored.flags & COMPONENTS_V2
    check_message(merged, upload.by_name, flags=SUPPRESS_EMBEDS | COMPONENTS_V2, kept=world.kept(stored, body))
    world.fill(stored, upload, interaction=interaction)
    stored.flags &= ~LOADING
    world.edited(stored)


def _delete(call: Call) -> Answer:
    channel = _place(call)
    stored = _visible(call, channel)
    if stored.author is not call.world.bot:
        if channel.guild is None:
            raise Refused(403, 50003, "Cannot execute action on a DM channel")
        _place(call, Permission.MANAGE_MESSAGES)
    call.world.delete(stored)
    return Answer(204)


def _typing(call: Call) -> Answer:
    _place(call, Permission.SEND_MESSAGES)
    return Answer(204)


def _react(call: Call) -> Answer:
    channel = _place(call, Permission.ADD_REACTIONS | Permission.READ_MESSAGE_HISTORY)
    _visible(call, channel).reactions.append(call.params["emoji"])
    return Answer(204)


_ALL, _ONE = "/channels/{channel}/messages", "/channels/{channel}/messages/{message}"
ROUTES = [
    Route("POST", _ALL, _post),
    Route("GET", _ALL, _list),
    Route("GET", _ONE, _get),
    Route("PATCH", _ONE, _patch),
    Route("DELETE", _ONE, _delete),
    Route("POST", "/channels/{channel}/typing", _typing),
    Route("PUT", f"{_ONE}/reactions/{{emoji}}/@me", _react),
]
