"""How a run went: what came out, how long what took, on which machine, with which code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from podium.registry import formats
from podium.registry.journal import Run

_OUTCOMES = {
    "failed": "{} failed",
    "truncated": "{} cut off at the limit of tokens",
    "unparsed": "{} in which no answer was found",
}

_VERDICTS = (("reused", "of them as in earlier runs"), ("failed", "without a verdict"))

#: The parts of a run's time, in the order in which they are told; those within ``answering`` stand behind it.
_PARTS = (("load", "loading"), ("answering", "answering"), ("judging", "judging"), ("score", "scoring"))
_WITHIN = (("preprocess", "preprocessing"), ("forward", "forward passes"))


def record(run: Run) -> list[tuple[str, str]]:
    """Return how a run went as names and values, in a few lines; what is not recorded is left out."""
    kept = run.provenance
    lines = (
        ("data", _data(_facts(kept, "hub"))),
        ("answers", _outcome(run)),
        ("judge", _judge(_facts(kept, "judge"))),
        ("time", _durations(_facts(kept, "durations"), _unrecorded(run))),
        ("speed", _rates(_facts(kept, "rates") or _facts(kept, "speed"))),
        ("memory", _memory(_facts(kept, "memory"), bool(_facts(kept, "model").get("workers")))),
        ("machine", _hardware(_facts(kept, "hardware"))),
        ("code", _code(run)),
    )
    return [(name, value) for name, value in lines if value]


def everything(run: Run) -> list[tuple[str, str]]:
    """Return all of a run's provenance as names and values; what its author said is told elsewhere.

    So is what judges did so far, which for the report's own judge is part of what is told of it.
    """
    return list(flat({name: value for name, value in run.provenance.items() if name not in ("about", "judging")}))


def flat(facts: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Return nested facts as lines of a name and a value."""
    lines: list[tuple[str, str]] = []
    for name, value in facts.items():
        if isinstance(value, Mapping):
            lines += flat(value, f"{before}{name} ")
        elif value not in (None, "", []):
            lines.append((f"{before}{name}", ", ".join(map(str, value)) if isinstance(value, list) else str(value)))
    return lines


def _facts(kept: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = kept.get(name)
    return found if isinstance(found, Mapping) else {}


def _number(facts: Mapping[str, Any], name: str) -> float | None:
    value = facts.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _data(hub: Mapping[str, Any]) -> str:
    """Return where on the hub the data is from; any other folder means nothing to other people."""
    return f"{hub['repository']} at {str(hub['revision'])[:12]}, from the hub" if hub else ""


def _outcome(run: Run) -> str:
    removed = _facts(run.provenance, "removed")
    if removed:
        return f"{formats.count(removed['answers'], 'answer')} removed on {removed['at'][:10]}"
    found = _facts(run.provenance, "outcome")
    if not found:
        return ""
    said = [text.format(f"{found[name]:,}") for name, text in _OUTCOMES.items() if found.get(name)]
    return f"{run.answered:,} of {run.items:,}" + "".join(f", {part}" for part in said)


def _judge(found: Mapping[str, Any]) -> str:
    if not found:
        return ""
    counts = [f"{found['judged']:,} judged"]
    counts += [f"{found[name]:,} {word}" for name, word in _VERDICTS if found[name]]
    tokens = sum(int(_number(found, name) or 0) for name in ("prompt_tokens", "new_tokens"))
    cost = _number(found, "cost")
    used = [f"{tokens:,} tokens"] if tokens else []
    used += [f"cost {cost:,.4f}"] if cost is not None else []
    if used and (lacking := _on_record(found)):
        used[-1] += lacking
    return f"{found['name']}: {', '.join(counts + used)}"


def _on_record(judge: Mapping[str, Any]) -> str:
    """Say of how many replies a judge's tokens are unknown: a process that was killed told nothing of its own."""
    known, replies = _number(judge, "items"), _number(judge, "replies")
    if known is None or replies is None or known >= replies:
        return ""
    return f" (those of {replies - known:,} of {replies:,} replies are not on record)"


def _unrecorded(run: Run) -> str:
    """Say of how many answers a finished run's time, tokens and cost are, where a process was killed meanwhile."""
    known = _number(_facts(run.provenance, "asked"), "items")
    if run.status != "finished" or known is None or known >= run.answered:
        return ""
    return f"; time, tokens and cost are of the {known:,} of {run.answered:,} answers that are on record"


def _durations(found: Mapping[str, Any], unrecorded: str) -> str:
    if not found:
        return ""
    total = _number(found, "total")
    within = [f"{word} {seconds(value)}" for name, word in _WITHIN if (value := _number(found, name)) is not None]
    parts = [
        f"{word} {seconds(value)}" + (f" ({', '.join(within)})" if name == "answering" and within else "")
        for name, word in _PARTS
        if (value := _number(found, name)) is not None
    ]
    return (f"{seconds(total)}: " if total is not None else "") + ", ".join(parts) + unrecorded


def seconds(value: float) -> str:
    """Return a duration: ``"0.42 s"``, ``"61 s"``, ``"1 h 02 min"``."""
    if value < 10:
        return f"{value:.2g} s"
    if value < 120:
        return f"{value:.0f} s"
    hours, minutes = divmod(round(value / 60), 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"


def _rates(found: Mapping[str, Any]) -> str:
    units = (("items_per_second", "items/s"), ("images_per_second", "images/s"), ("tokens_per_second", "tokens/s"))
    return ", ".join(f"{_rate(value)} {unit}" for name, unit in units if (value := _number(found, name)) is not None)


def _rate(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _memory(found: Mapping[str, Any], workers: bool) -> str:
    """Return the most memory; that of workers is not known."""
    peak, gpu = _number(found, "peak_mb"), _number(found, "gpu_peak_mb")
    parts = [f"{peak:,.0f} MB at most"] if peak is not None else []
    text = ", ".join(parts + ([f"{gpu:,.0f} MB on GPUs"] if gpu is not None else []))
    return f"{text}, of this process, without the workers" if text and workers else text


def _hardware(found: Mapping[str, Any]) -> str:
    cores, memory = _number(found, "cores"), _number(found, "memory_mb")
    parts = [str(found["cpu"])] if found.get("cpu") else []
    parts += [formats.count(int(cores), "core")] if cores is not None else []
    parts += [f"{memory / 1024:,.0f} GB"] if memory is not None else []
    gpus = found.get("gpus") or []
    return ", ".join(parts + [f"{gpus.count(name)}x {name}" for name in dict.fromkeys(gpus)])


def _code(run: Run) -> str:
    git = _facts(run.provenance, "git")
    parts = [f"podium {run.provenance.get('podium')} at commit {git['podium']}"] if git.get("podium") else []
    return ", ".join(parts + ([f"working folder at {git['folder']}"] if git.get("folder") else []))
