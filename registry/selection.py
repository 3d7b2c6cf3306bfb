"""Which items of a split are asked: patterns over their ids, groups and attributes."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from podium.registry import names
from podium.registry.benchmark import Item
from podium.registry.errors import NotFound, PodiumError

_ID, _GROUP = "id", "group"


def select(items: Sequence[Item], patterns: Sequence[str]) -> Sequence[Item]:
    """Return the items that fit, in their order.

    A pattern is a text with ``*`` for anything, over the item's id, or ``NAME=PATTERN`` over its group or
    one of its attributes. Patterns over the same name are alternatives; of different names all must fit.

    Args:
        items: The items.
        patterns: At least one.

    Raises:
        NotFound: If no item has an attribute of that name.
        PodiumError: If no item fits.
    """
    wanted: dict[str, list[str]] = {}
    known = {_ID, _GROUP}.union(*(item.attributes for item in items))
    for pattern in patterns:
        name, sign, glob = pattern.partition("=")
        if not sign:
            name, glob = _ID, pattern
        elif name not in known:
            raise NotFound("attribute of the items", name, names.nearest(name, known), f"they have {_listed(known)}")
        wanted.setdefault(name, []).append(glob)
    found = [item for item in items if all(_fits(item, name, globs) for name, globs in wanted.items())]
    if not found:
        raise PodiumError(
            f"none of {len(items)} items fits --subset {' '.join(patterns)}",
            f"the first item is {items[0].id}; NAME=PATTERN is for {_listed(known - {_ID})}",
        )
    return found


def _fits(item: Item, name: str, globs: Sequence[str]) -> bool:
    if name == _ID:
        value = item.id
    elif name in item.attributes:
        value = item.attributes[name]
    elif name == _GROUP:
        value = item.group
    else:
        return False
    return any(fnmatchcase(str(value), glob) for glob in globs)


def _listed(known: set[str]) -> str:
    return ", ".join(sorted(known))
