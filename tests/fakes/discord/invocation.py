"""What Discord's own client makes of a command, a form or a choice before the bot hears of it.

It lets people do only what the bot has registered or shown; anything else is a mistake of the test and a LookupError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from podium.tests.fakes.discord import command_rules as rules
from podium.tests.fakes.discord.component_rules import CHOICES, TEXT_INPUT, each
from podium.tests.fakes.discord.messages import Message, button_label
from podium.tests.fakes.discord.places import Channel, Guild, Permission, Person, Role, names

#: What a person may give for an option.
Value = str | int | float | bool | Person | Role | Channel


def find_command(commands: Sequence[Mapping[str, Any]], name: str) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """Return a registered command and the subcommands that a name such as "watch list" leads through."""
    first, *rest = name.split()
    found = next((one for one in commands if one["name"] == first and one["type"] == 1), None)
    if found is None:
        raise LookupError(f"/{first} is not registered; there are {sorted(one['name'] for one in commands)}")
    path: list[Mapping[str, Any]] = []
    at = found
    for part in rest:
        below = [o for o in at.get("options") or [] if o["name"] == part and o["type"] <= rules.GROUP]
        if not below:
            raise LookupError(f"/{name} is not registered; /{at['name']} has {[o['name'] for o in at['options']]}")
        at = below[0]
        path.append(at)
    if any(option["type"] <= rules.GROUP for option in at.get("options") or []):
        raise LookupError(f"/{name} is only a group of {[option['name'] for option in at['options']]}")
    return found, path


def check_allowed(command: Mapping[str, Any], held: int | None, context: int, *, user_install: bool) -> None:
    """Raise LookupError where Discord would not show a command to a person."""
    contexts, types = command.get("contexts"), command.get("integration_types") or [0]
    if contexts is not None and context not in contexts:
        raise LookupError(f"/{command['name']} is registered for contexts {contexts}, not {context}")
    if int(user_install) not in types:
        raise LookupError(f"/{command['name']} is registered for integration types {types}, not {int(user_install)}")
    needed = command.get("default_member_permissions")
    if held is None:
        return
    if needed is not None and (int(needed) & ~held or needed == "0") and held != Permission.ALL:
        raise LookupError(f"/{command['name']} is hidden from people without {names(int(needed) & ~held)}")
    if not held & Permission.USE_APPLICATION_COMMANDS:
        raise LookupError("this person may not use commands here")


def command_data(
    command: Mapping[str, Any],
    path: Sequence[Mapping[str, Any]],
    values: Mapping[str, Value],
    *,
    guild: Guild | None,
    focused: str | None = None,
) -> dict[str, Any]:
    """Return the `data` of an interaction: options in their form on the wire, and what they refer to."""
    declared = (path[-1] if path else command).get("options") or []
    unknown = set(values) - {option["name"] for option in declared}
    if unknown:
        raise LookupError(f"no options {sorted(unknown)}; there are {[option['name'] for option in declared]}")
    resolved: dict[str, dict[str, Any]] = {}
    options: list[dict[str, Any]] = []
    for option in declared:
        name = option["name"]
        if name == focused and not option.get("autocomplete"):
            raise LookupError(f"{name} has no completion")
        if name not in values:
            if option.get("required") and focused is None:
                raise LookupError(f"{name} is required")
            continue
        value = values[name] if name == focused else _checked(option, values[name])
        made = {"name": name, "type": option["type"], "value": resolve(value, guild, resolved)}
        options.append(made | ({"focused": True} if name == focused else {}))
    for step in reversed(path):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    data = {"id": command["id"], "name": command["name"], "type": command["type"], "options": options}
    return data | ({"guild_id": command["guild_id"]} if command.get("guild_id") else {}) | _with(resolved)


def _with(resolved: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {"resolved": resolved} if resolved else {}


def _checked(option: Mapping[str, Any], value: Value) -> Value:
    kinds: dict[int, type | tuple[type, ...]] = {
        rules.STRING: str,
        rules.INTEGER: int,
        rules.BOOLEAN: bool,
        rules.USER: Person,
        rules.CHANNEL: Channel,
        rules.ROLE: Role,
        rules.MENTIONABLE: (Person, Role),
        rules.NUMBER: (int, float),
    }
    name = option["name"]
    if not isinstance(value, kinds[option["type"]]) or (isinstance(value, bool) and option["type"] != rules.BOOLEAN):
        raise LookupError(f"{name} cannot be {value!r}")
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise LookupError(f"{name} must be one of {choices}")
    if isinstance(value, str) and not (option.get("min_length") or 0) <= len(value) <= option.get("max_length", 6000):
        raise LookupError(f"{name} has a length that cannot be typed: {len(value)}")
    if isinstance(value, int | float) and option["type"] in (rules.INTEGER, rules.NUMBER):
        if value < option.get("min_value", value) or value > option.get("max_value", value):
            raise LookupError(f"{name} is out of range: {value}")
    if isinstance(value, Channel) and value.type not in (option.get("channel_types") or [value.type]):
        raise LookupError(f"{name} takes channels of types {option['channel_types']}")
    return value


def resolve(value: Value, guild: Guild | None, resolved: dict[str, dict[str, Any]]) -> str | int | float | bool:
    """Return a value as it goes over the wire, and put what it refers to with the rest."""
    if isinstance(value, Person):
        resolved.setdefault("users", {})[value.id] = value.user()
        if guild:
            member = value.member(guild) | {"permissions": str(guild.allowed(value))}
            resolved.setdefault("members", {})[value.id] = member
        return value.id
    if isinstance(value, Role):
        resolved.setdefault("roles", {})[value.id] = value.payload()
        return value.id
    if isinstance(value, Channel):
        made: dict[str, Any] = {"id": value.id, "name": value.name, "type": value.type}
        made["permissions"] = str(Permission.ALL)
        if value.parent:
            metadata = value.payload(Person("", bot=True))["thread_metadata"]
            made |= {"parent_id": value.parent.id, "thread_metadata": metadata}
        resolved.setdefault("channels", {})[value.id] = made
        return value.id
    return value


def find_button(message: Message, name: str) -> Mapping[str, Any]:
    """Return the button of a message with a label, an emoji or a custom id."""
    found = [button for button in message.buttons if name in (button.get("custom_id"), button_label(button))]
    if len(found) != 1:
        raise LookupError(f"{len(found)} buttons are called {name!r}; there are {message.labels}")
    if found[0].get("disabled"):
        raise LookupError(f"the button {name!r} is disabled")
    if found[0]["style"] == 5:
        raise LookupError(f"the button {name!r} is a link to {found[0]['url']}")
    return found[0]


def choice_data(message: Message, name: str, values: Sequence[Value], guild: Guild | None) -> dict[str, Any]:
    """Return the `data` of a choice in the select of a message, found by custom id or placeholder."""
    found = [one for one in message.selects if name in (one.get("custom_id"), one.get("placeholder"))]
    if len(found) != 1:
        known = [(one["custom_id"], one.get("placeholder")) for one in message.selects]
        raise LookupError(f"{len(found)} selects are called {name!r}; there are {known}")
    if found[0].get("disabled"):
        raise LookupError(f"the select {name!r} is disabled")
    return chosen(found[0], values, guild)


def chosen(select: Mapping[str, Any], values: Sequence[Value], guild: Guild | None) -> dict[str, Any]:
    """Return a choice in its form on the wire; options are named by value or label."""
    if not select.get("min_values", 1) <= len(values) <= select.get("max_values", 1):
        raise LookupError(f"{len(values)} values cannot be chosen at once")
    made: dict[str, Any] = {"custom_id": select["custom_id"], "component_type": select["type"]}
    if select["type"] == CHOICES:
        named = {option["label"]: option["value"] for option in select["options"]}
        known = set(named.values())
        if any(value not in known and value not in named for value in values):
            raise LookupError(f"{list(values)} are not all offered; there are {sorted(named)}")
        return made | {"values": [value if value in known else named[str(value)] for value in values]}
    resolved: dict[str, dict[str, Any]] = {}
    return made | {"values": [resolve(value, guild, resolved) for value in values], **_with(resolved)}


def form_data(modal: Mapping[str, Any], filled: Mapping[str, Any], guild: Guild | None) -> dict[str, Any]:
    """Return the `data` of a form that was filled in; fields are named by label or custom id."""
    left = dict(filled)
    shown = []
    for number, part in enumerate(modal["components"], 1):
        inner = part.get("component") or next(iter(part.get("components") or []), None)
        if inner is None:
            shown.append({"type": part["type"], "id": number})
            continue
        label = part.get("label") or inner.get("label")
        keys = [key for key in (label, inner["custom_id"]) if key in left]
        made = _filled(inner, label, left.pop(keys[0]) if keys else None, guild) | {"id": 100 + number}
        within = {"component": made} if "component" in part else {"components": [made]}
        shown.append({"type": part["type"], "id": number, **within})
    if left:
        known = [one.get("label") for one in each(list(modal["components"])) if one.get("label")]
        raise LookupError(f"the form has no fields {sorted(left)}; there are {known}")
    return {"custom_id": modal["custom_id"], "components": shown}


def _filled(field: Mapping[str, Any], label: str, value: Any, guild: Guild | None) -> dict[str, Any]:
    required = field.get("required", True)
    if field["type"] == TEXT_INPUT:
        said = field.get("value") or "" if value is None else str(value)
        if (required and not said) or (said and len(said) < (field.get("min_length") or 0)):
            raise LookupError(f"the form cannot be sent: {label!r} needs more than {said!r}")
        if len(said) > (field.get("max_length") or 4000):
            raise LookupError(f"{label!r} takes no {len(said)} characters")
        return {"type": TEXT_INPUT, "custom_id": field["custom_id"], "value": said}
    values = [] if value is None else value if isinstance(value, list) else [value]
    if not values and not required:
        return {"type": field["type"], "custom_id": field["custom_id"], "values": []}
    made = chosen(field, values, guild)
    return {"type": field["type"], "custom_id": field["custom_id"], "values": made["values"]}
