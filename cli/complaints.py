"""What click says of a command line, in the words in which Podium says everything: what, where, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

#: What click says of a value of the wrong kind, and what that means.
_KINDS = {
    "is not a valid integer range": "is not a whole number",
    "is not a valid integer": "is not a whole number",
    "is not a valid float range": "is not a number",
    "is not a valid float": "is not a number",
}

#: Sentences of click's that name what they are about, and ours.
_SENTENCES = (
    (r"Option '(.+?)' requires an argument", r"\1 needs a value"),
    (r"Option '(.+?)' requires (\d+) arguments", r"\1 needs \2 values"),
    (r"Option '(.+?)' does not take a value", r"\1 takes no value"),
    (r"Got unexpected extra arguments? \((.+)\)", r"there is no place for \1"),
)


def worded(error: click.ClickException) -> str:
    """Return what an error of click's means, as one line without a point at its end."""
    message = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    if isinstance(error, click.NoSuchOption):
        known = [name for one in _parameters(context) for name in (*one.opts, *one.secondary_opts) if name[:1] == "-"]
        # Before the command click does not say whose option it is.
        return _unknown("option", error.option_name, known or error.possibilities or ())
    unknown = re.match(r"No such command '(.+?)'", message)
    if unknown and context is not None and isinstance(context.command, click.Group):
        kind = f"command of {context.command_path}"
        return _unknown(kind, unknown[1], context.command.list_commands(context))
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    for theirs, ours in _SENTENCES:
        if found := re.fullmatch(theirs, message):
            return found.expand(ours)
    return message


def _parameters(context: click.Context | None) -> list[click.Parameter]:
    return context.command.get_params(context) if context is not None else []


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    return f"no {kind} called {name!r}{_near(name, known)}"


def _near(name: str, known: Iterable[str]) -> str:
    from podium.registry.names import nearest

    near = nearest(name, known, limit=2)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _named(error: click.BadParameter) -> str:
    """Return the option or argument that an error is about as it is typed, and the variable it may come from."""
    hint = error.param_hint
    if hint is None and error.param is not None:
        hint = error.param.get_error_hint(error.ctx)
    if hint is None:
        return ""
    text = hint if isinstance(hint, str) else " or ".join(hint)
    return text.replace("'", "").replace("[", "").replace("]", "").removesuffix("...")


def _missing(error: click.MissingParameter) -> str:
    kind = error.param.type if error.param is not None else None
    choices = f"; give one of {', '.join(map(str, kind.choices))}" if isinstance(kind, click.Choice) else ""
    return f"{_named(error)} is missing{choices}"


def _bad_value(error: click.BadParameter) -> str:
    """Return what is wrong with a value; a percentage is told as the fraction that it is."""
    message, name = error.message.rstrip("."), _named(error)
    where = f"{name}: " if name else ""
    kind = error.param.type if error.param is not None else None
    wrong = re.match(r"'(.*)' is not (?:one of )?", message)
    if isinstance(kind, click.Choice) and wrong:
        choices = [str(one) for one in kind.choices]
        return f"{where}{wrong[1]!r} is not one of {', '.join(choices)}{_near(wrong[1], choices)}"
    theirs = next((one for one in _KINDS if message.endswith(one)), None)
    if theirs is None:
        return where + re.sub(r"^(File|Path|Directory)\b", lambda found: found[0].lower(), message)
    plain = message.removesuffix(theirs) + _KINDS[theirs]
    percent = re.search(r"'(\d{1,9}(?:\.\d{1,9})?) ?%' $", message.removesuffix(theirs), re.ASCII)
    fraction = f"; write {float(percent[1]) / 100:.6g}" if percent and "float" in theirs else ""
    return where + plain + fraction
