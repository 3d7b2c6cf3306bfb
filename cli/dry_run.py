"""``podium evaluate --dry-run``: what would run, without asking or storing anything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from podium.cli import dashboard, output
from podium.registry import formats

if TYPE_CHECKING:
    from podium.registry.adapters.base import EndpointOptions
    from podium.registry.plans import DryRun, Prepared

_UNKNOWN = "not known"


def show(prepared: Prepared, dry: DryRun, as_json: bool) -> None:
    """Print what a run would do.

    Args:
        prepared: The run, ready to begin.
        dry: What it would do.
        as_json: Whether to print JSON.
    """
    cost = cost_of(dry, prepared.plan.adapter.options.endpoint)
    if as_json:
        output.print_json(dry_json(prepared, dry, cost))
        return
    plan, split = prepared.plan, prepared.loaded.dataset.split
    screen = output.Screen()
    screen.title(f"{plan.benchmark.card.name} · {split}", "dry run: nothing is asked and nothing is stored")
    screen.facts(
        (
            ("model", plan.adapter.spec),
            ("run", _goes_on(dry)),
            ("items", f"{dry.items:,}: {dry.kept:,} answered, {dry.todo:,} to ask"),
            # A model that is shown no text, such as an image classifier, reads no tokens.
            ("prompt tokens", _tokens(dry.prompt_tokens, dry.exact) if dry.first else None),
            ("new tokens", _tokens(dry.new_tokens, dry.exact, "at most ") if dry.first else None),
            ("time", _time(dry)),
            ("first prompt", _withheld(dry) if dry.withheld and dry.first else None),
            ("judge", _judge(prepared, dry)),
            ("cost", f"at most {'' if dry.exact else 'about '}{cost:,.2f}" if cost is not None else None),
        )
    )
    screen.print()
    if dry.first is not None and not dry.withheld:
        _prompt(dry)


def _judge(prepared: Prepared, dry: DryRun) -> str | None:
    if prepared.judge is None or dry.judge_calls is None:
        return None
    attempts = max(1, prepared.plan.benchmark.judge_attempts)
    answers = formats.count(dry.judge_calls // attempts, "answer")
    return f"{prepared.judge.name}: at most {dry.judge_calls:,} calls, {answers} up to {attempts} times each"


def cost_of(dry: DryRun, prices: EndpointOptions) -> float | None:
    """Return the most that a run would cost, in the unit of the prices, or None where that cannot be told."""
    amounts = (dry.prompt_tokens, dry.new_tokens, prices.input_price, prices.output_price)
    if any(amount is None for amount in amounts):
        return None
    read, written, input_price, output_price = (float(amount) for amount in amounts if amount is not None)
    return (read * input_price + written * output_price) / 1e6


def dry_json(prepared: Prepared, dry: DryRun, cost: float | None) -> dict[str, Any]:
    """Return a dry run as JSON data."""
    plan = prepared.plan
    about = {
        "benchmark": plan.benchmark.card.slug,
        "split": prepared.loaded.dataset.split,
        "sample": prepared.loaded.dataset.sample,
        "spec": plan.adapter.spec,
    }
    first = dict(vars(dry.first)) if dry.first is not None else None
    return about | dict(vars(dry)) | {"changed": list(dry.changed), "first": first, "cost_estimate": cost}


def _goes_on(dry: DryRun) -> str:
    if dry.run:
        return f"goes on with {dry.run}"
    if dry.changed:
        return f"a new one; run {dry.previous} is not continued: {'; '.join(dry.changed)}"
    return "a new one"


def _tokens(number: int | None, exact: bool, limit: str = "") -> str:
    if number is None:
        return f"{_UNKNOWN} beforehand"
    if limit and not number:
        return "none: likelihoods are compared"
    return f"{limit}{number:,}" if exact else f"{limit}about {number:,}, estimated from a sample of the items"


def _time(dry: DryRun) -> str:
    if not dry.todo:
        return "none: only the scoring is left"
    if dry.seconds_estimate is None:
        return f"{_UNKNOWN}: this model has no finished run on this benchmark to go by"
    about = f"about {dashboard.duration(dry.seconds_estimate)}, at the speed of its last run"
    if dry.reply_tokens is None:
        return about
    return f"{about} if replies are as long as then (about {dry.reply_tokens:,.0f} tokens)"


def _withheld(dry: DryRun) -> str:
    """Return why the first prompt is not shown, and by what it can be known."""
    length, _, digest = dry.digest.partition(" ")
    return f"{dry.withheld} ({int(length):,} characters, SHA-256 {digest}…)"


def _prompt(dry: DryRun) -> None:
    """Print the first prompt to the letter: nothing in it is markup, and only control characters are spelt out."""
    assert dry.first is not None
    first = dry.first
    read = f"{first.prompt_tokens:,} tokens" if first.prompt_tokens is not None else ""
    written = f"at most {first.new_tokens:,} new" if first.new_tokens else "nothing is written"
    counts = ", ".join(filter(None, (read, written)))
    lines = [output.clean(text) for text in first.prompt.split("\n")]
    if not output.on_terminal(sys.stdout):
        print(f"\nFirst prompt, as the model gets it ({counts})", *(f"│ {text}".rstrip() for text in lines), sep="\n")
        return
    from rich.panel import Panel
    from rich.text import Text

    console = output.stdout()
    console.print()
    panel = Panel(Text("\n".join(lines), overflow="fold"), title="First prompt", subtitle=counts)
    panel.title_align = panel.subtitle_align = "left"
    console.print(panel)
