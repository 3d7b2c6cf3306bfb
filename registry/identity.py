"""What determines the answers of a run, fact by fact, so that one that differs can be named."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from podium.registry import journal
from podium.registry.adapters.base import Facts, Preview
from podium.registry.benchmark import Item
from podium.registry.loading import ItemKeys, Loaded, images_digest, stage
from podium.registry.plans import Plan

_DIGEST = re.compile(r"(sha256:)?[0-9a-f]{16,}")

#: Longest text that is shown when it changes.
_SHOWN = 60


def identity(plan: Plan, loaded: Loaded, keys: ItemKeys, preview: Preview | None) -> Facts:
    """Return the facts that determine the answers: what is asked, who is asked and how.

    How fast it is asked, on which device and by how many at once is none of them.

    Args:
        plan: The plan, its adapter prepared.
        loaded: Its items.
        keys: Their keys.
        preview: What the model is shown for the first item.
    """
    card = plan.benchmark.card
    facts: dict[str, str | int | float | None] = {
        "benchmark": card.slug,
        "card version": card.version,
        "split": loaded.dataset.split,
        "dataset": loaded.dataset.fingerprint,
        "items": keys.digest(),
        "limit": loaded.limit,
        "subset": " ".join(loaded.subset) or None,
        "adapter": plan.adapter.kind,
    }
    facts |= {f"setting {name}": value for name, value in stage(plan.benchmark, loaded.settings, "load").items()}
    facts |= {f"model {name}": value for name, value in plan.adapter.fingerprint().items()}
    if plan.adapter.looks_at_images:
        facts["images"] = images_digest(loaded.items)
    if preview is not None:
        facts["prompt"] = prompt_digest(preview)
    # Requests of other types are asked in words of their own.
    for kind, position in keys.firsts.items():
        other = plan.adapter.preview(loaded.items[position]) if position else None
        if other is not None:
            facts[f"prompt of {kind}"] = prompt_digest(other)
    return facts


def prompt_digest(preview: Preview) -> str:
    """Return the SHA-256 of the prompt of an item."""
    return hashlib.sha256(preview.prompt.encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint(facts: Facts) -> str:
    """Return the hash of an identity; runs with the same one give the same answers if the images are the same.

    Those have no part in it, so that a run that a broken image stopped goes on once it is mended;
    see :func:`same_images`.
    """
    rest = {name: value for name, value in facts.items() if name != "images"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def same_images(connection: sqlite3.Connection, run: journal.Run, facts: Facts, items: Sequence[Item]) -> bool:
    """Return whether the images are those that a run was begun with, or at least those it has answers for.

    Args:
        connection: Registry.
        run: An earlier run with the same fingerprint.
        facts: The identity that is wanted now.
        items: The items that are to be asked now.
    """
    before = run.provenance.get("identity") or {}
    if before.get("images") == facts.get("images"):
        return True
    return run.provenance.get("answered_images") == answered_images(connection, run.id, items)


def answered_images(connection: sqlite3.Connection, run: str, items: Sequence[Item]) -> str:
    """Return the digest of the images that were answered without a failure; empty where there are none."""
    done = sorted(position for position, failed in journal.positions(connection, run) if not failed)
    return images_digest(items[position] for position in done) or ""


def changes(connection: sqlite3.Connection, run: journal.Run, facts: Facts, keys: ItemKeys) -> tuple[str, ...]:
    """Say in words what keeps a run from going on.

    Args:
        connection: Registry.
        run: An earlier run.
        facts: The identity that is wanted now.
        keys: The keys of the items that are to be asked now.
    """
    before: Mapping[str, Any] | None = run.provenance.get("identity")
    if before is None:
        return ("it was begun by an earlier version of Podium, which kept less about it",)
    names = [name for name in dict.fromkeys((*facts, *before)) if before.get(name) != facts.get(name)]
    if "items" in names:
        # The first items' prompts are others because the items are, and so are the images.
        names = [name for name in names if not name.startswith(("prompt", "images"))]
    words = []
    for name in names:
        if name == "items":
            words += _changed_items(connection, run, keys, cut="limit" in names or "subset" in names)
        else:
            words.append(_change(name, before.get(name), facts.get(name)))
    return tuple(words)


def _changed_items(connection: sqlite3.Connection, run: journal.Run, keys: ItemKeys, cut: bool) -> list[str]:
    asked = set(keys)
    count = sum(entry not in asked for entry in journal.keys(connection, run.id))
    if count:
        return [f"{count} item{'s' if count > 1 else ''} changed"]
    return [] if cut else ["items changed that were not answered yet"]


def _change(name: str, before: Any, after: Any) -> str:
    label = name.removeprefix("model ").removeprefix("setting ")
    shown = [_text(value) for value in (before, after)]
    if any(_DIGEST.fullmatch(text) or len(text) > _SHOWN for text in shown):
        return f"{label} changed"
    return f"{label} {shown[0]} → {shown[1]}"


def _text(value: Any) -> str:
    return "none" if value is None or value == "" else str(value)
