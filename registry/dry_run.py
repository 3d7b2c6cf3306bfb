"""What a run would do: nothing is asked, nothing is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from podium.registry import journal, judging, sittings
from podium.registry.adapters.base import Adapter, Preview
from podium.registry.benchmark import Item
from podium.registry.conformance import text_digest
from podium.registry.discretion import reason
from podium.registry.plans import DryRun, Prepared

#: Most items whose prompts are made; of more, so many evenly spaced ones stand for all.
SAMPLE = 200


def look_ahead(prepared: Prepared, connection: sqlite3.Connection) -> DryRun:
    """Return what a run would do; the connection may be read-only.

    Raises:
        PodiumError: If failed items are to be asked again and there are none.
    """
    plan, items = prepared.plan, prepared.loaded.items
    outlook = sittings.look(connection, prepared)
    done = bytearray(len(items))
    if outlook.run is not None:
        for position, failed in journal.positions(connection, outlook.run.id):
            done[position] = not (failed and plan.retry_failed)
    todo = [position for position in range(len(items)) if not done[position]]
    shown = [todo[number * len(todo) // SAMPLE] for number in range(SAMPLE)] if len(todo) > SAMPLE else todo
    previews = _previews(plan.adapter, items, shown)
    withheld = reason(plan.benchmark.card)
    first = previews[0] if previews else None
    digest = text_digest(first.prompt) if first is not None else ""
    if first is not None and withheld:
        first = replace(first, prompt="")
    prompt, new = _tokens(previews, len(todo)) if len(previews) == len(shown) else (None, None)
    seconds, written = _estimate(connection, prepared, len(todo))
    return DryRun(
        run=outlook.run.id if outlook.run is not None else "",
        items=len(items),
        kept=len(items) - len(todo),
        todo=len(todo),
        prompt_tokens=prompt,
        new_tokens=new,
        exact=len(shown) == len(todo),
        first=first,
        digest=digest,
        withheld=withheld,
        seconds_estimate=seconds,
        reply_tokens=written if new != 0 else None,
        previous=outlook.previous,
        changed=outlook.changed,
        judge_calls=judging.most_calls(connection, outlook.run.id if outlook.run else "", prepared),
    )


def _previews(adapter: Adapter, items: Sequence[Item], shown: Sequence[int]) -> list[Preview]:
    """Return the previews of some items; fewer where the model is shown no text."""
    previews = []
    for position in shown:
        preview = adapter.preview(items[position])
        if preview is None:
            break
        previews.append(preview)
    return previews


def _tokens(previews: Sequence[Preview], todo: int) -> tuple[int | None, int | None]:
    """Return the tokens of all prompts and the most of all replies, scaled up from these items."""
    if not previews:
        return 0, 0
    prompts = [preview.prompt_tokens for preview in previews if preview.prompt_tokens is not None]
    share = todo / len(previews)
    new = round(sum(preview.new_tokens for preview in previews) * share)
    return (round(sum(prompts) * share) if len(prompts) == len(previews) else None), new


def _estimate(connection: sqlite3.Connection, prepared: Prepared, todo: int) -> tuple[float | None, float | None]:
    """Return the seconds that the answering would take at the speed of the last run, and its tokens a reply."""
    plan = prepared.plan
    last = journal.newest(connection, ("finished",), benchmark=plan.benchmark.card.slug, spec=plan.adapter.spec)
    rate = ((last.provenance.get("rates") or {}) if last is not None else {}).get("items_per_second")
    asked = (last.provenance.get("asked") or {}) if last is not None else {}
    written = asked["new_tokens"] / asked["items"] if asked.get("new_tokens") and asked.get("items") else None
    return (todo / rate if rate else None), written
