"""Every regular expression of the source: where it stands, what it is, and how it is used."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from podium.tests.malice.test_source import calls, trees

_FUNCTIONS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
#: How expressions are used: tried at one place, tried there to the end of the text, or searched for.
AT_ONE_PLACE, WHOLE, ANYWHERE = "match", "fullmatch", "search"


@dataclass(frozen=True)
class Expression:
    """A regular expression of the source.

    Args:
        path: File.
        name: What it is called there, or how it is written.
        text: What it is.
        flags: Its flags.
        uses: How it is used.
    """

    path: str
    name: str
    text: str | bytes
    flags: int
    uses: frozenset[str]


def expressions(given: Mapping[str, Mapping[str, Sequence[object]]]) -> list[Expression]:
    """Return all of them.

    Args:
        given: Values of the names that are known only when an expression is used, by file and name. Each value is an
            expression more.
    """
    parsed = list(trees())
    uses = dict[tuple[str, str], set[str]]()
    for path, tree in parsed:
        for owner, use in _uses(path, tree):
            uses.setdefault(owner, set()).add(use)
    return [found for path, tree in parsed for found in _written(path, tree, uses, given.get(path, {}))]


def _name(path: str) -> str:
    return "podium." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _uses(path: str, tree: ast.Module) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield how names of modules are used: with the module that they are from, and the name there."""
    home = dict[str, tuple[str, str]]()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            home |= {one.asname or one.name: (node.module, one.name) for one in node.names}
    called = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    methods = {id(node.value): node for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            owner = home.get(node.id, (_name(path), node.id))
            method = methods.get(id(node))
            if method is None or method.attr not in _FUNCTIONS | {"pattern", "flags"}:
                yield from ((owner, use) for use in (ANYWHERE, WHOLE))
            elif method.attr in _FUNCTIONS:
                call = called.get(id(method))
                yield owner, _use(method.attr, 0 if call is None else len(call.args) + len(call.keywords) - 1)


def _use(function: str, further: int) -> str:
    """Return how a function uses an expression; where further arguments say where it starts, that may be anywhere."""
    if function == "fullmatch":
        return WHOLE
    return AT_ONE_PLACE if function == "match" and further <= 0 else ANYWHERE


def _written(
    path: str, tree: ast.Module, uses: dict[tuple[str, str], set[str]], given: Mapping[str, Sequence[object]]
) -> Iterator[Expression]:
    """Yield the expressions that a module gives to the functions of ``re``."""
    names = {
        id(node.value): node.targets[0].id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for function, call in calls(tree):
        module, _, function = function.rpartition(".")
        if module != "re" or function not in _FUNCTIONS:
            continue
        space = vars(importlib.import_module(_name(path)))
        first, *others = call.args
        flags = [one.value for one in call.keywords if one.arg == "flags"]
        flags += others if function == "compile" else [one for one in others if ast.unparse(one).startswith("re.")]
        its = sum(int(_value(one, space)) for one in flags)
        name = names.get(id(call), "")
        used = frozenset({_use(function, 0)})
        if function == "compile":
            used = frozenset(uses.get((_name(path), name), {ANYWHERE, WHOLE}))
        unknown = {node.id for node in ast.walk(first) if isinstance(node, ast.Name)} & given.keys()
        for values in product(*(given[one] for one in sorted(unknown))):
            text = _value(first, space | dict(zip(sorted(unknown), values, strict=True)))
            yield Expression(path, name or ast.unparse(first), text, its, used)


def _value(node: ast.expr, space: dict[str, Any]) -> Any:
    """Return what an expression of Python is, by the names of its module."""
    value = eval(compile(ast.Expression(node), "<source>", "eval"), dict(space))
    return value.pattern if isinstance(value, re.Pattern) else value
