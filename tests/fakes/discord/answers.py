"""Routes that answer interactions: the callback, and the webhook that follows it."""

from __future__ import annotations

from typing import Any

from podium.tests.fakes.discord import command_rules, component_rules
from podium.tests.fakes.discord.calls import Answer, Call, Route
from podium.tests.fakes.discord.channel_messages import edit
from podium.tests.fakes.discord.message_rules import (
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    SUPPRESS_EMBEDS,
    SUPPRESS_NOTIFICATIONS,
    check_message,
)
from podium.tests.fakes.discord.messages import Stored
from podium.tests.fakes.discord.refusals import Refused, entry, invalid
from podium.tests.fakes.discord.world import COMMAND, COMPLETION, COMPONENT, FORM, Interaction, Upload, World

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
FIRST_ANSWER_SECONDS = 3
TOKEN_SECONDS = 15 * 60
_USER_INSTALL_FOLLOWUPS = 5
_ALLOWED = {
    COMMAND: (MESSAGE, DEFERRED, MODAL),
    COMPONENT: (MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, MODAL),
    COMPLETION: (CHOICES,),
    FORM: (MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE),
}
_FLAGS = EPHEMERAL | SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2


def _callback(call: Call) -> Answer:
    world = call.world
    found = world.interactions.get(call.params["token"])
    if found is None or found.id != call.params["interaction"]:
        raise Refused(404, 10062, "Unknown interaction")
    if found.callback is not None:
        raise Refused(400, 40060, "Interaction has already been acknowledged.")
    if world.clock.now() - found.created > FIRST_ANSWER_SECONDS:
        raise Refused(404, 10062, "Unknown interaction")
    kind = call.body.get("type")
    if kind not in _ALLOWED[found.type] or (found.type == FORM and kind in (6, 7) and found.source is None):
        raise invalid("type", f"An interaction of type {found.type} cannot be answered with type {kind!r}")
    data = entry(call.body.get("data") or {}, "data")
    _take(world, found, kind, Upload(data, call.upload.files))
    found.callback, found.acknowledged = kind, world.clock.now()
    return _acknowledged(found, kind) if call.query.get("with_response") in ("1", "true") else Answer(204)


def _take(world: World, found: Interaction, kind: int, upload: Upload) -> None:
    if kind == CHOICES:
        choices = upload.body.get("choices")
        found.choices = command_rules.check_choices(choices, "data.choices", found.option_type, registered=False)
    elif kind == MODAL:
        component_rules.check_modal(upload.body)
        found.modal = upload.body
    elif kind == MESSAGE:
        check_message(upload.body, upload.by_name, flags=_FLAGS)
        found.original = _answer(world, found, upload)
    elif kind == DEFERRED:
        flags = upload.body.get("flags") or 0
        if flags & ~EPHEMERAL:
            raise invalid("data.flags", "Only EPHEMERAL may be set on a deferral")
        found.original = _answer(world, found, Upload({"flags": flags | LOADING}))
    else:
        found.original = found.source
        if kind == UPDATE:
            assert found.source
            edit(world, found.source, upload, interaction=True)
            found.updates += 1


def _answer(world: World, found: Interaction, upload: Upload) -> Stored:
    private = bool((upload.body.get("flags") or 0) & EPHEMERAL) or found.forced_private
    stored = Stored(found.channel, world.bot, type=20 if found.type == COMMAND else 0)
    if found.source and found.type == COMPONENT and not private:
        stored.type, stored.reply_to = 19, found.source
    stored.visible_to = found.person if private else None
    stored.metadata = {
        "id": found.id,
        "type": found.type,
        "user": found.person.user(),
        "authorizing_integration_owners": {"1": found.person.id} if found.user_install else {},
    }
    world.fill(stored, upload, interaction=True)
    stored.flags |= EPHEMERAL if private else 0
    return world.add(stored)


def _acknowledged(found: Interaction, kind: int) -> Answer:
    told: dict[str, Any] = {"id": found.id, "type": found.type}
    resource: dict[str, Any] = {"type": kind}
    if found.original:
        told |= {
            "response_message_id": found.original.id,
            "response_message_loading": bool(found.original.flags & LOADING),
            "response_message_ephemeral": bool(found.original.flags & EPHEMERAL),
        }
        if kind in (MESSAGE, UPDATE):
            resource["message"] = found.original.payload()
    return Answer(200, {"interaction": told, "resource": resource})


def _found(call: Call) -> Interaction:
    """Return the interaction whose token a call carries, or refuse."""
    world = call.world
    found = world.interactions.get(call.params["token"])
    if call.params["application"] != world.bot.id:
        raise Refused(404, 10015, "Unknown Webhook")
    if found is None or world.clock.now() - found.created > TOKEN_SECONDS:
        raise Refused(401, 50027, "Invalid Webhook Token")
    if found.callback is None or found.type == COMPLETION:
        raise Refused(404, 10015, "Unknown Webhook")
    return found


def _target(call: Call, found: Interaction) -> Stored:
    name = call.params["message"]
    listed = [found.original, *found.followups]
    for stored in listed:
        if stored and not stored.deleted and (stored.id == name or (name == "@original" and stored is found.original)):
            return stored
    raise Refused(404, 10008, "Unknown Message")


def _follow_up(call: Call) -> Answer:
    world, found = call.world, _found(call)
    if found.user_install and len(found.followups) >= _USER_INSTALL_FOLLOWUPS:
        raise Refused(400, 40094, "This interaction has reached the maximum number of follow-up messages")
    first = found.original
    check_message(call.body, call.upload.by_name, flags=_FLAGS)
    if first and first.flags & LOADING:
        # Kept by Discord for old bots: the first follow-up takes the place of "thinking", and its privacy.
        body = {key: value for key, value in call.body.items() if key != "flags"}
        body["flags"] = (call.body.get("flags") or 0) & (SUPPRESS_EMBEDS | COMPONENTS_V2)
        _change(world, found, first, Upload(body, call.upload.files))
        return Answer(200, first.payload())
    stored = _answer(world, found, call.upload)
    found.followups.append(stored)
    return Answer(200, stored.payload())


def _change(world: World, found: Interaction, stored: Stored, upload: Upload) -> None:
    edit(world, stored, upload, interaction=True)
    if stored is found.source:
        found.updates += 1


def _get(call: Call) -> Answer:
    return Answer(200, _target(call, _found(call)).payload())


def _patch(call: Call) -> Answer:
    found = _found(call)
    stored = _target(call, found)
    if not isinstance(call.body.get("flags") or 0, int) or (call.body.get("flags") or 0) & EPHEMERAL:
        raise invalid("flags", "Whether a message is ephemeral cannot be changed")
    _change(call.world, found, stored, call.upload)
    return Answer(200, stored.payload())


def _delete(call: Call) -> Answer:
    found = _found(call)
    call.world.delete(_target(call, found))
    return Answer(204)


_WEBHOOK = "/webhooks/{application}/{token}"
ROUTES = [
    Route("POST", "/interactions/{interaction}/{token}/callback", _callback, open=True),
    Route("POST", _WEBHOOK, _follow_up, open=True),
    Route("GET", _WEBHOOK + "/messages/{message}", _get, open=True),
    Route("PATCH", _WEBHOOK + "/messages/{message}", _patch, open=True),
    Route("DELETE", _WEBHOOK + "/messages/{message}", _delete, open=True),
]
