"""``PODIUM_TRACE_PLUGINS``: every call of a plugin's code while plugins are loaded, a line each on standard error.

pluggy can watch the calls of a hook, but not those of one plugin's function for it; Podium calls each function by
itself, so that one that fails costs only its plugin (see :mod:`podium.registry.discovery`).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

VARIABLE = "PODIUM_TRACE_PLUGINS"

#: Most characters of a result that are shown.
_SHOWN = 80


def on() -> bool:
    """Return whether the user wants to see the calls."""
    return bool(os.environ.get(VARIABLE))


def call(plugin: str, what: str, function: Callable[[], Any]) -> Any:
    """Call a plugin's function and return what it returns; what became of it is printed where that is wanted.

    Args:
        plugin: The plugin's name.
        what: The call as a reader would write it, such as ``podium_benchmarks()``.
        function: What to call.
    """
    if not on():
        return function()
    began = time.perf_counter()
    try:
        result = function()
    except BaseException as error:
        _say(plugin, what, f"raised {type(error).__name__}: {error}", began)
        raise
    try:
        shown = _short(result)
    except Exception as error:  # a plugin's own __repr__ may do anything
        shown = f"{type(result).__name__}, whose repr raised {type(error).__name__}"
    _say(plugin, what, f"-> {shown}", began)
    return result


def _short(result: Any) -> str:
    """Return a result in a few words: of a benchmark its slug, of several things each, of a function its name."""
    card = getattr(result, "card", None)
    if card is not None and isinstance(getattr(card, "slug", None), str):
        return f"{type(result).__name__}({card.slug!r})"
    if isinstance(result, list):
        return f"[{', '.join(map(_short, result))}]"
    if isinstance(result, dict):
        return f"{{{', '.join(f'{key!r}: {_short(value)}' for key, value in result.items())}}}"
    if callable(result) or isinstance(result, ModuleType):
        return str(getattr(result, "__name__", type(result).__name__))
    plain = type(result).__dict__.get("__repr__") is None and repr(result).startswith("<")
    return f"{type(result).__name__}()" if plain else repr(result)


def _say(plugin: str, what: str, outcome: str, began: float) -> None:
    line = " ".join(outcome.split())
    shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
    print(f"trace: {plugin} {what} {shown} ({(time.perf_counter() - began) * 1e3:.1f} ms)", file=sys.stderr)
