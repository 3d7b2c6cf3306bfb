"""Routes that tell who and what there is: users, the application, guilds, channels, the gateway, and commands."""

from __future__ import annotations

import copy
from typing import Any

from podium.tests.fakes.discord import command_rules
from podium.tests.fakes.discord.calls import Answer, Call, Route
from podium.tests.fakes.discord.places import Guild, Permission, snowflake
from podium.tests.fakes.discord.refusals import Refused, invalid
from podium.tests.fakes.discord.world import World


def _me(call: Call) -> Answer:
    return Answer(200, call.world.bot.user() | {"verified": True, "mfa_enabled": False, "flags": 0, "locale": "en-US"})


def _user(call: Call) -> Answer:
    person = call.world.people.get(call.params["user"])
    if person is None:
        raise Refused(404, 10013, "Unknown User")
    return Answer(200, person.user())


def _application(call: Call) -> Answer:
    world = call.world
    return Answer(
        200,
        {
            "id": world.bot.id,
            "name": world.bot.name,
            "description": "",
            "icon": None,
            "summary": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "00",
            "owner": world.owner.user(),
            "team": None,
            "flags": 0,
            "interactions_endpoint_url": None,
            "approximate_guild_count": sum(guild.joined for guild in world.guilds.values()),
            "integration_types_config": {"0": {}, "1": {}},
        },
    )


def _direct(call: Call) -> Answer:
    person = call.world.people.get(str(call.body.get("recipient_id")))
    if person is None:
        raise Refused(404, 10013, "Unknown User")
    if person.bot:
        raise Refused(400, 50007, "Cannot send messages to this user")
    return Answer(200, call.world.direct(person).payload(call.world.bot))


def _own_guilds(call: Call) -> Answer:
    world = call.world
    own = [guild for guild in world.guilds.values() if guild.joined]
    listed: list[dict[str, Any]] = [
        {
            "id": guild.id,
            "name": guild.name,
            "icon": None,
            "owner": False,
            "permissions": str(guild.allowed(world.bot, is_bot=True)),
            "features": [],
        }
        for guild in sorted(own, key=lambda guild: int(guild.id))
        if int(guild.id) > int(call.query.get("after", 0))
    ]
    return Answer(200, listed[: int(call.query.get("limit", 200))])


def _guild_of(call: Call) -> Guild:
    guild = call.world.guilds.get(call.params["guild"])
    if guild is None or not guild.joined:
        raise Refused(404, 10004, "Unknown Guild")
    return guild


def _guild(call: Call) -> Answer:
    return Answer(200, _guild_of(call).payload(call.world.bot, owner=call.world.owner))


def _guild_channels(call: Call) -> Answer:
    return Answer(200, _guild_of(call).payload(call.world.bot, owner=call.world.owner)["channels"])


def _guild_roles(call: Call) -> Answer:
    return Answer(200, _guild_of(call).payload(call.world.bot, owner=call.world.owner)["roles"])


def _member(call: Call) -> Answer:
    guild = _guild_of(call)
    if call.params["user"] == call.world.bot.id:
        return Answer(200, guild.payload(call.world.bot, owner=call.world.owner)["members"][0])
    person = call.world.people.get(call.params["user"])
    if person is None:
        raise Refused(404, 10007, "Unknown Member")
    return Answer(200, person.member(guild) | {"user": person.user()})


def _channel(call: Call) -> Answer:
    channel = call.world.channel(call.params["channel"])
    if channel.guild:
        held = channel.guild.allowed(call.world.bot, channel, is_bot=True) if channel.guild.joined else 0
        if not held & Permission.VIEW_CHANNEL:
            raise Refused(403, 50001, "Missing Access")
    return Answer(200, channel.payload(call.world.bot))


def _gateway(call: Call) -> Answer:
    return Answer(200, {"url": _gateway_url(call.world)})


def _gateway_bot(call: Call) -> Answer:
    limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
    return Answer(200, {"url": _gateway_url(call.world), "shards": call.world.shards, "session_start_limit": limit})


def _gateway_url(world: World) -> str:
    return f"{world.base.replace('http', 'ws', 1)}/gateway"


def _scope(call: Call) -> str | None:
    if call.params["application"] != call.world.bot.id:
        raise Refused(404, 10002, "Unknown Application")
    guild = call.params.get("guild")
    if guild is not None and not (guild in call.world.guilds and call.world.guilds[guild].joined):
        raise Refused(403, 50001, "Missing Access")
    return guild


def _registered(call: Call, command: dict[str, Any], scope: str | None, id: str) -> dict[str, Any]:
    made = {"type": 1, "options": [], "default_member_permissions": None, "nsfw": False, **copy.deepcopy(command)}
    made |= {"id": id, "application_id": call.world.bot.id, "version": snowflake()}
    if scope:
        made["guild_id"] = scope
    else:
        made.setdefault("integration_types", [0])
        made.setdefault("contexts", None)
    return made


def _get_commands(call: Call) -> Answer:
    return Answer(200, call.world.commands.get(_scope(call), []))


def _put_commands(call: Call) -> Answer:
    scope = _scope(call)
    commands = command_rules.check_commands(call.upload.body)
    known = {(old["name"], old["type"]): old["id"] for old in call.world.commands.get(scope, [])}
    call.world.commands[scope] = [
        _registered(call, command, scope, known.get((command["name"], command.get("type", 1))) or snowflake())
        for command in commands
    ]
    return Answer(200, call.world.commands[scope])


def _post_command(call: Call) -> Answer:
    scope = _scope(call)
    command_rules.check_command(call.body)
    key = (call.body["name"], call.body.get("type", 1))
    listed = call.world.commands.setdefault(scope, [])
    old = [one for one in listed if (one["name"], one["type"]) == key]
    if not old and len(listed) >= 100:
        raise Refused(400, 30032, "Maximum number of application commands reached (100)")
    made = _registered(call, call.body, scope, old[0]["id"] if old else snowflake())
    call.world.commands[scope] = [one for one in listed if one not in old] + [made]
    return Answer(200 if old else 201, made)


def _one_command(call: Call) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    listed = call.world.commands.get(_scope(call), [])
    for command in listed:
        if command["id"] == call.params["command"]:
            return listed, command
    raise Refused(404, 10063, "Unknown application command")


def _get_command(call: Call) -> Answer:
    return Answer(200, _one_command(call)[1])


def _patch_command(call: Call) -> Answer:
    _, command = _one_command(call)
    changed = command | call.body
    if changed["type"] != command["type"]:
        raise invalid("type", "A command's type cannot be changed")
    command_rules.check_command(changed)
    command |= call.body | {"version": snowflake()}
    return Answer(200, command)


def _delete_command(call: Call) -> Answer:
    listed, command = _one_command(call)
    listed.remove(command)
    return Answer(204)


_OF_APP = "/applications/{application}/commands"
_OF_GUILD = "/applications/{application}/guilds/{guild}/commands"
ROUTES = [
    Route("GET", "/users/@me", _me),
    Route("GET", "/users/@me/guilds", _own_guilds),
    Route("POST", "/users/@me/channels", _direct),
    Route("GET", "/users/{user}", _user),
    Route("GET", "/oauth2/applications/@me", _application),
    Route("GET", "/applications/@me", _application),
    Route("GET", "/guilds/{guild}", _guild),
    Route("GET", "/guilds/{guild}/channels", _guild_channels),
    Route("GET", "/guilds/{guild}/roles", _guild_roles),
    Route("GET", "/guilds/{guild}/members/{user}", _member),
    Route("GET", "/channels/{channel}", _channel),
    Route("GET", "/gateway", _gateway),
    Route("GET", "/gateway/bot", _gateway_bot),
    *(
        Route(method, template + rest, handler)
        for template in (_OF_APP, _OF_GUILD)
        for method, rest, handler in (
            ("GET", "", _get_commands),
            ("PUT", "", _put_commands),
            ("POST", "", _post_command),
            ("GET", "/{command}", _get_command),
            ("PATCH", "/{command}", _patch_command),
            ("DELETE", "/{command}", _delete_command),
        )
    ),
]
