"""The reference for plugin authors: ``python -m podium.cli.plugin_reference docs/plugin-reference.md``.

Text and examples of that page are written by hand. What stands between ``<!-- of NAME -->`` and ``<!-- end -->`` is
written here from signatures and docstrings; a test fails where the page differs, or a public name is missing.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click

#: Where a name of a block is looked for, in this order.
HOMES = ("podium.registry", "podium.registry.hooks", "podium.registry.metrics")

#: A block of the page, with the name that it is about.
BLOCK = re.compile(r"<!-- of (\w+) -->\n.*?<!-- end -->", re.DOTALL)

#: Longest signature on one line.
_WIDTH = 100

#: An attribute of a class, with the comment above it.
_EXPLAINED = re.compile(r"((?:^ *#: .*\n)+)^ {4}(\w+.*)$", re.MULTILINE)
_SECTION = re.compile(r"^(Args|Returns|Raises|Yields|Attributes):$", re.MULTILINE)
_ROLE = re.compile(r":(?:class|meth|func|data|mod|attr|exc):`~?\.?([^`]+)`")


def filled(page: str) -> str:
    """Return a page with every block written anew.

    Raises:
        LookupError: If a block names nothing that there is.
    """
    return BLOCK.sub(lambda block: f"<!-- of {block[1]} -->\n{entry(block[1])}\n<!-- end -->", page)


def entry(name: str) -> str:
    """Return what the page says of a public name: heading, signature, docstring, methods."""
    value, home = _find(name)
    if inspect.isclass(value):
        parts = [f"### `{name}`", _code(_signature(name, value)), _prose(value), *_members(value)]
    elif inspect.isfunction(value):
        parts = [f"### `{name}`", _code(f"def {_signature(name, value)}"), _prose(value)]
    else:
        # Its value where that is short, and the comment above it.
        shown = f" = {_literal(value)}" if isinstance(value, str | int) else ""
        parts = [f"### `{name}`", _code(f"{name}{shown}"), _comment(home, name)]
    return "\n\n".join(part for part in parts if part)


def _find(name: str) -> tuple[Any, str]:
    """Return what a name stands for, and the module in which it was written down."""
    for home in HOMES:
        module = import_module(home)
        if hasattr(module, name):
            value = getattr(module, name)
            lives = vars(module).get("_HOME_OF", {}).get(name, home)
            return value, str(lives)
    raise LookupError(f"there is no public name {name}")


def _code(text: str) -> str:
    return f"```python\n{text}\n```"


def _signature(name: str, value: Any) -> str:
    """Return a signature as it could be written, a parameter a line where it is long."""
    try:
        signature = inspect.signature(value)
    except ValueError:
        return name
    # Only a type checker reads what is called "_".
    kept = [one for one in signature.parameters.values() if one.name not in ("self", "cls", "_")]
    texts = [_parameter(one) for one in kept]
    # What follows a bare star can be given by name only.
    named = next((place for place, one in enumerate(kept) if one.kind is one.KEYWORD_ONLY), None)
    if named is not None and not any(one.kind is one.VAR_POSITIONAL for one in kept):
        texts.insert(named, "*")
    annotation = signature.return_annotation
    shown = inspect.isclass(value) or annotation in (inspect.Signature.empty, "None", None)
    result = "" if shown else f" -> {annotation}"
    line = f"{name}({', '.join(texts)}){result}"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"{name}(", *(f"    {text}," for text in texts), f"){result}"])


def _parameter(one: inspect.Parameter) -> str:
    stars = "*" if one.kind is one.VAR_POSITIONAL else "**" if one.kind is one.VAR_KEYWORD else ""
    kind = getattr(one.annotation, "__forward_arg__", one.annotation)
    text = f"{stars}{one.name}" + (f": {kind}" if kind is not one.empty else "")
    if one.default is one.empty:
        return text
    # A field that makes a new mapping each time says so by no value of its own.
    made = "{}" if repr(one.default) == "<factory>" else _literal(one.default)
    return f"{text} = {made}" if kind is not one.empty else f"{text}={made}"


def _literal(value: Any) -> str:
    """Return a value as it is written in code; texts stand between double quotes, as formatters have them."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _prose(value: Any) -> str:
    """Return a docstring as Markdown: sections become lists."""
    text = inspect.getdoc(value) or ""
    head, *rest = _SECTION.split(_plain(text))
    parts = [_paragraphs(head)]
    for title, body in zip(rest[::2], rest[1::2], strict=True):
        lines = inspect.cleandoc(f"\n{body}")
        if title in ("Returns", "Yields"):
            parts.append(f"{title}: {_paragraphs(lines)}")
        else:
            parts.append(("Raises:\n\n" if title == "Raises" else "") + _listed(lines))
    return "\n\n".join(part for part in parts if part)


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n(?:[^\S\n]*\n)+", text.strip()))


def _listed(text: str) -> str:
    items = re.split(r"\n(?=\S)", text.strip())
    cells = (" ".join(item.split()).partition(": ") for item in items)
    return "\n".join(f"- `{name}`: {told}" for name, _, told in cells)


def _plain(text: str) -> str:
    text = _ROLE.sub(lambda role: f"`{role[1].removeprefix('podium.registry.')}`", text)
    return text.replace("``", "`")


def _members(value: type) -> Iterator[str]:
    """Yield a class's own attributes and methods; of plain data only the methods, as its fields are its arguments."""
    if issubclass(value, tuple | BaseException):
        return
    if not is_dataclass(value):
        attributes = list(_attributes(value))
        if attributes:
            yield "\n".join(attributes)
    methods = [(name, one) for name, one in vars(value).items() if _is_shown(name, one)]
    for name, one in methods:
        if isinstance(one, property):
            yield f"- property `{name}`: {_first(one)}"
        elif is_dataclass(value):
            yield f"- `{_signature(name, getattr(one, '__func__', one))}`: {_first(one)}"
        else:
            yield f"#### `{value.__name__}.{name}`\n\n{_code(f'def {_signature(name, one)}')}\n\n{_prose(one)}"


def _is_shown(name: str, one: Any) -> bool:
    return not name.startswith("_") and (inspect.isfunction(one) or isinstance(one, property | classmethod))


def _first(value: Any) -> str:
    return _paragraphs(_plain(inspect.getdoc(value) or "").split("\n\n")[0])


def _attributes(value: type) -> Iterator[str]:
    """Yield the attributes of a class that a comment above them explains."""
    for comment, line in _EXPLAINED.findall(inspect.getsource(value)):
        name, _, rest = line.partition(":")
        told = " ".join(part.strip().removeprefix("#:").strip() for part in comment.splitlines())
        yield f"- `{name.split(' =')[0]}`: {_plain(told)}" if rest or "=" in line else ""


def _comment(home: str, name: str) -> str:
    """Return the comment above a constant in the module it lives in."""
    source = inspect.getsource(import_module(home))
    found = re.search(rf"((?:^#: .*\n)+)^(?:\w+, )*{name}(?:, \w+)* = ", source, re.MULTILINE)
    if found is None:
        raise LookupError(f"{name} in {home} has no comment above it")
    return _plain(" ".join(line.removeprefix("#:").strip() for line in found[1].splitlines()))


def main(path: Path) -> None:
    """Write the blocks of a page anew."""
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    click.echo(f"{path} is written")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
