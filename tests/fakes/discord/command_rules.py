"""The limits of slash commands as they are registered, and of the choices that completion offers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from podium.tests.fakes.discord.refusals import Refused, entry, invalid, items, one_of, text

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)
_MOST_COMMANDS = 100
_MOST_CHARACTERS = 8000


def check_commands(commands: object) -> list[dict[str, Any]]:
    """Return commands that may be registered together, or refuse."""
    if not isinstance(commands, list):
        raise invalid("commands", "This field must be a list")
    if len(commands) > _MOST_COMMANDS:
        raise Refused(400, 30032, f"Maximum number of application commands reached ({_MOST_COMMANDS})")
    seen: set[tuple[str, int]] = set()
    for number, command in enumerate(commands):
        check_command(entry(command, str(number)), str(number))
        key = (command["name"], command.get("type", 1))
        if key in seen:
            raise invalid(f"{number}.name", "Application command names must be unique")
        seen.add(key)
    return commands


def check_command(command: Mapping[str, Any], where: str = "command") -> None:
    """Refuse a command that Discord would not register."""
    kind = command.get("type", 1)
    one_of(kind, f"{where}.type", (1, 2, 3))
    if kind == 1:
        _check_name(command.get("name"), f"{where}.name")
        text(command.get("description"), f"{where}.description", 100)
        _check_options(command.get("options") or [], f"{where}.options", depth=0)
    else:
        text(command.get("name"), f"{where}.name", 32)
        text(command.get("description") or "", f"{where}.description", 0, least=0)
    for key, allowed in (("integration_types", (0, 1)), ("contexts", (0, 1, 2))):
        for value in items(command.get(key) or [], f"{where}.{key}", 3):
            one_of(value, f"{where}.{key}", allowed)
    characters = _characters(command)
    if characters > _MOST_CHARACTERS:
        raise invalid(where, f"Command exceeds maximum size ({_MOST_CHARACTERS}), is {characters}")


def _characters(part: Mapping[str, Any]) -> int:
    own = len(part.get("name") or "") + len(part.get("description") or "")
    values = sum(len(choice["name"]) + len(str(choice["value"])) for choice in part.get("choices") or [])
    return own + values + sum(_characters(option) for option in part.get("options") or [])


def _check_name(name: object, where: str) -> None:
    said = text(name, where, 32)
    # \w without digits and the underscore is every letter, which is what Discord's \p{L}\p{N} and two scripts come to.
    if not re.fullmatch(r"[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}", said) or said != said.lower():
        raise invalid(where, f"Command name is invalid: {said!r}")


def _check_options(options: object, where: str, *, depth: int) -> None:
    names: set[str] = set()
    optional = False
    listed = items(options, where, 25)
    nested = [entry(option, where).get("type") in (SUBCOMMAND, GROUP) for option in listed]
    if any(nested) and not all(nested):
        raise invalid(where, "Subcommands cannot be mixed with options")
    for number, option in enumerate(listed):
        at = f"{where}.{number}"
        _check_name(option.get("name"), f"{at}.name")
        text(option.get("description"), f"{at}.description", 100)
        if option["name"] in names:
            raise invalid(f"{at}.name", "Option names must be unique")
        names.add(option["name"])
        one_of(option.get("type"), f"{at}.type", tuple(range(SUBCOMMAND, ATTACHMENT + 1)))
        if nested[number]:
            if depth + (option["type"] == SUBCOMMAND) > 2 or (option["type"] == GROUP and depth):
                raise invalid(f"{at}.type", "Groups go two levels deep at most")
            _check_options(option.get("options") or [], f"{at}.options", depth=depth + 1)
            continue
        if option.get("required") and optional:
            raise invalid(at, "Required options must be placed before non-required options")
        optional = optional or not option.get("required")
        _check_values(option, at)


def _check_values(option: Mapping[str, Any], where: str) -> None:
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        raise invalid(where, "Autocomplete and choices cannot both be set")
    if (choices or option.get("autocomplete")) and option["type"] not in (STRING, INTEGER, NUMBER):
        raise invalid(where, "Only strings and numbers have choices")
    check_choices(choices, f"{where}.choices", option["type"])
    for key, most in (("min_length", 6000), ("max_length", 6000)):
        if option.get(key) is not None and (option["type"] != STRING or not 0 <= option[key] <= most):
            raise invalid(f"{where}.{key}", f"Must be between 0 and {most}, for strings only")


def check_choices(choices: object, where: str, kind: int, *, registered: bool = True) -> list[dict[str, Any]]:
    """Return choices of an option of a type that Discord would show, or refuse.

    Those registered with a command must differ in name; those of completion need not.
    """
    listed = items(choices, where, 25)
    names: set[str] = set()
    for number, choice in enumerate(listed):
        name = text(entry(choice, where).get("name"), f"{where}.{number}.name", 100)
        value = choice.get("value")
        if kind == STRING:
            text(value, f"{where}.{number}.value", 100)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            raise invalid(f"{where}.{number}.value", f"{value!r} does not fit the option")
        if registered and name in names:
            raise invalid(f"{where}.{number}.name", "Choice names must be unique")
        names.add(name)
    return listed
